# Palabras fijas de los papeles impresos.
print-page = Página { $page } de { $pages }
print-version = Impresión { $n }
print-seal = Sello
print-name = Nombre
print-post = Cargo
print-continues = Continúa en el sistema: ábralo con el código QR de esta hoja.
print-demo = DEMOSTRACIÓN
print-missing = Falta
print-complete = No falta nada: el folder está completo.
print-totals = Totales
print-location = Ubicación
print-shield = Escudo de la institución
print-qr = Código QR de esta hoja:
print-drawn = Firma dibujada de
print-code = Código de la hoja
print-contents = Índice
print-continued = (continúa)
print-too-long = El documento es demasiado largo: como máximo { $most } partes.
print-too-many-signatures = En una hoja caben { $most } firmas como máximo.
print-bad-signature = La firma dibujada de { $name } no se puede leer. Pida que firme de nuevo.
print-link-too-long = La dirección de la hoja es demasiado larga para un código QR.
bind-nothing = No hay documentos para encuadernar.
bind-unreadable = El documento { $number } no se puede leer: debe ser PDF, JPEG o PNG, completo y sin contraseña.
scan-unreadable = El archivo no se puede leer: debe ser PDF, JPEG o PNG, completo y sin contraseña.
scan-too-large = La imagen es demasiado grande: como máximo { $most } megapíxeles.
scan-too-long = El documento es demasiado largo: como máximo { $most } páginas.

# States of a paper.
paper-issued = Falta firma
paper-signed = Firmado
paper-filed = Archivado
paper-is-voided = Anulado

# Signing, printing and filing that is refused.
paper-changed = El documento cambió mientras lo veía. Ábralo de nuevo y firme esa versión.
paper-voided = Esta versión fue anulada. Firme la que la reemplaza.
paper-signed-already = El documento ya está firmado.
paper-not-signed-yet = El documento todavía no está firmado.
paper-not-issued = «{ $document }» todavía no se ha impreso en esta versión.
paper-not-signed = Falta la firma en «{ $document }».
signature-empty = Firme en el recuadro antes de aceptar.
signature-not-drawn = La firma debe ser una imagen PNG de hasta 512 KB.
scan-kind = «{ $name }» no es un escaneo: debe ser PDF, JPEG o PNG.
scan-no-code = No se ve ningún código en la hoja. Escriba el código corto del pie.
scan-several-codes = El archivo trae hojas de varios casos. Escanee cada una por separado.
scan-unknown-code = Ninguna hoja de esta institución lleva ese código.
scan-matched-already = Este escaneo ya está unido a su hoja.
scan-refused = La hoja no admite la firma ahora: vea el caso.
folder-too-big = El folder tiene demasiados documentos para un solo índice.

# What a ticket says.
edition = edición
value-yes = sí
length-hours = { $hours } h { $minutes } min
channel-web = Página interna
channel-public = Formulario público
channel-desk = En ventanilla
channel-house = Iniciado por el sistema
ticket-created = Pedido
ticket-taken = Tomado
ticket-arrived = Llegada al lugar
ticket-closed = Cerrado
ticket-requester = Solicitante
ticket-contact = Contacto
ticket-attendant = Atendió
ticket-working-time = Tiempo en horas hábiles
ticket-channel = Se pidió por
ticket-observations = Observaciones
ticket-signs-user = Usuario
ticket-signs-attendant = Quien atendió
ticket-statement = Recibí la ayuda que describe esta hoja y quedo conforme.
signature-evidence = Firmado en pantalla el { $at } · SHA-256 { $sha256 }…

# What a folder's index says.
folder-number = Número
folder-unit = Unidad
folder-requester = Solicitante
folder-issued = Impreso
folder-signed = Firmado
folder-filed = Archivado
folder-state = Estado
folder-total = Documentos vigentes
folder-total-filed = Archivados
folder-total-missing = Sin firma
case-is-filed = Archivado
case-is-annulled = Anulado
case-is-suspended = Suspendido
case-lacks-signature = Falta firma
case-is-waiting = En espera de técnico
case-is-attended = En atención
case-is-at = Pendiente: { $step }
scan-matched = Unido a su caso
signing-done = La firma quedó guardada.
folder-location-kept = Se guardó dónde está el folder.
