# What an employee sees of their own cases.
home-title = ¿En qué le ayudamos?
home-tasks = Le toca a usted
home-cases = Mis casos
home-empty = Todavía no ha pedido ayuda
home-empty-hint = Cuando algo de informática no funcione, pida ayuda aquí. Recibe un número al instante y puede ver por qué paso va.
case-number = Número
case-kind = Tipo de ayuda
case-state = Estado
case-asked = Pedido
signing-act = Firmar

# Asking for help and following it.
request-lede = Con la unidad y el tipo de ayuda basta; lo demás ayuda a llegar preparados.
request-unit = Unidad
request-files = Fotos o archivos
request-files-hint = Hasta 10 MB cada uno.
request-act = Enviar solicitud
help-lede = Para el personal de la institución que no tiene cuenta. Recibe un número y un enlace para seguir el caso.
help-contact = Teléfono o correo
help-contact-hint = Para avisarle o preguntarle algo.
help-sign-in = Tengo cuenta: iniciar sesión
sent-title = Solicitud { $number }
sent-done = Solicitud recibida
sent-heading = Su número es
sent-ahead =
    { $n ->
       [0] Es el siguiente en la cola.
       [one] Hay un caso antes del suyo.
      *[other] Hay { $n } casos antes del suyo.
    }
sent-next = Lo que sigue
sent-follow = Seguir el caso
sent-follow-hint = Guarde este enlace: muestra por qué paso va sin iniciar sesión.
sent-see = Ver el caso
track-way = Por qué paso va
track-hint = Quien tenga este enlace puede ver esta página; no muestra nombres ni archivos.
step-done = hecho
step-now = en este paso
step-todo = por hacer

# The queue and the case.
case-requester = Solicita
queue-count =
    { $n ->
       [one] Un caso espera, por orden de llegada.
      *[other] { $n } casos esperan, por orden de llegada.
    }
queue-turn = Turno
queue-waits = Espera
queue-take = Tomar
queue-take-other = Tomar este
queue-first = El siguiente
queue-next = Tomar siguiente
queue-mine = Lo mío, por hacer
queue-step = Paso
queue-since = Desde
queue-waiting = En espera
queue-keys = Para tomar el siguiente, pulse
queue-empty = Nadie espera
queue-empty-hint = Cuando alguien pida ayuda, el caso aparece aquí sin recargar la página.
take-title = Tomar { $number } fuera de turno
take-ahead =
    { $n ->
       [one] Un caso llegó antes y sigue en espera: { $oldest }.
      *[other] { $n } casos llegaron antes y siguen en espera; el primero es { $oldest }.
    }
take-reason = Por qué se atiende antes
take-reason-hint = Queda escrito en la historia del caso.
take-reason-missing = Escriba el motivo.
take-act = Tomar este caso
field-missing = Falta llenar este campo.
case-manual = El procedimiento, paso a paso
manual-no = No.
manual-who = Responsable
manual-what = Actividad
work-take = Tomar el caso
work-arrive = Llegué al lugar
work-arrived = Ya llegó
work-done = Paso terminado
work-close = Guardar y terminar el paso
work-print = Generar el documento para imprimir
work-sign = Firmar en pantalla
work-file = Ya está archivado
case-file = Expediente
case-papers = Documentos
case-files = Fotos y archivos
case-note = Agregar nota o foto
case-note-text = Nota
case-note-files = Foto o archivo
case-note-act = Agregar
case-history = Historia
case-flow = Flujograma
case-flow-words = El flujograma en palabras
case-fix = Corregir un dato
case-fix-voids = Si corrige, la firma del documento queda anulada y habrá que firmarlo otra vez.
case-fix-reason = Motivo de la corrección
case-fix-act = Guardar la corrección
case-technician = Técnico

# Papers: signing, scans, folders.
signing-title = Firmar { $number }
signing-read = Leer el documento completo
signing-here = Firme aquí con el dedo o el ratón
signing-pad = Espacio para la firma. Si no puede dibujar, firme el papel impreso.
signing-missing = Falta la firma.
signing-no-script = Este navegador no deja dibujar aquí: imprima el documento y fírmelo con tinta.
signing-give = Firmar el documento
signing-clear = Borrar y repetir
signing-kept = Se guardan el trazo, la fecha y hora, el equipo usado, la frase de arriba y la huella del documento.
signing-frozen = Documento fijado el { $at }. Huella SHA-256:
signing-ink = ¿Prefiere tinta? Imprima, firme y después suba el escaneo.
signing-print = Abrir para imprimir
scans-title = Documentos firmados en papel
scans-lede = Suba los escaneos o fotos; el código QR dice de qué caso es cada hoja.
scans-files = Escaneos
scans-files-hint = Varios a la vez, JPEG, PNG o PDF, hasta 10 MB cada uno.
scans-missing = Elija al menos un archivo.
scans-act = Subir
scans-results = Resultado
scans-count =
    { $n ->
       [one] Una hoja recibida.
      *[other] { $n } hojas recibidas.
    }
scans-file = Archivo
scans-code = Código corto al pie de la hoja
scans-match = Unir
folders-lede = Un folder por mes, con su índice y lo que falta por firmar.
folders-month = Mes
folders-papers = Documentos
folders-signatures = Firmas
folders-unsigned =
    { $n ->
       [one] Falta una firma
      *[other] Faltan { $n } firmas
    }
folders-all-signed = Todo firmado
folders-location = Dónde está el folder
folders-nowhere = Sin anotar
folders-empty = Todavía no hay folders
folders-empty-hint = Al archivar el primer documento firmado del mes se abre su folder.
folder-title = Folder de { $month }
folder-all = Todo en un PDF
folder-index = Índice
folder-spine = Lomo
folder-missing =
    { $n ->
       [one] Falta una firma en este mes. El caso sigue abierto hasta archivarlo firmado.
      *[other] Faltan { $n } firmas en este mes. Los casos siguen abiertos hasta archivarlos firmados.
    }
folder-location-hint = Por ejemplo: archivo de la unidad, estante 2.
folder-rows = Documentos del folder
folder-empty = Este folder está vacío
request-what = ¿Qué necesita?
request-nothing = Todavía no se puede pedir nada aquí
request-nothing-hint = La institución no ha puesto en vigor ningún procedimiento que empiece con una solicitud.
queue-finish = Por terminar: imprimir y archivar
case-version = Edición { $edition } · { $sha256 }
case-waits-for = Espera a: { $who }
case-reason = Motivo
case-release = Devolver a la cola
case-release-act = Devolver el caso
case-assign = Dar el caso a otra persona
case-assign-to = A quién
case-assign-act = Dar el caso
case-annul = Anular el caso
case-annul-act = Anular el caso
case-step-done = Paso registrado.
case-arrived = Quedó anotada su llegada.
case-noted = Quedó agregado al caso.
case-fixed = Corrección guardada.
case-nothing-changed = No cambió ningún dato. Escriba el valor correcto donde haga falta.
case-released = El caso volvió a la cola, en su turno de llegada.
case-assigned = El caso cambió de manos.
case-annulled = Caso anulado. Su historia se conserva.
story-opened = Abrió el caso
story-taken = Tomó: { $step }
story-released = Devolvió a la cola: { $step }
story-assigned = Dio a { $name }: { $step }
case-awaits = Espera: { $what }
case-not-before = No se puede hacer antes de: { $at }
case-has-arrived = Quedó anotado que llegó.
story-message = Llegó lo que se esperaba
story-agreed = Dio su parte de acuerdo: { $step }
story-completed = Terminó: { $step }
story-expired = Venció el plazo: { $step }
story-numbered = Recibió su número
story-issued = Emitió «{ $document }»
story-signed = Quedó firmado «{ $document }»
story-filed = Archivó «{ $document }»
story-voided = Quedó anulado «{ $document }» con su firma
story-corrected = Corrigió: { $field }
story-change = Decía «{ $was }», ahora dice «{ $value }».
story-rewound = El caso regresó a: { $step }
story-migrated = El caso pasó a otra versión del procedimiento
story-suspended = Suspendió el caso
story-resumed = Reanudó el caso
story-annulled = Anuló el caso
story-closed = El caso terminó
story-timer = Llegó la hora fijada
story-arrived = Llegó al lugar
story-noted = Anotó
story-photo = Agregó una foto
story-file = Agregó un archivo
story-signature-screen = { $name } firmó en pantalla
story-signature-ink = { $name } firmó en papel; se guardó el escaneo
signing-who = Firma:
paper-signed-copy = Copia firmada
paper-signed-name = firmado
folder-printed = Impreso
scans-received = { $all ->
       [one] Una hoja recibida
      *[other] { $all } hojas recibidas
    }, { $matched } con su caso.
story-before = Ante { $name }

## Pasar casos a otra versión

migrate-other-procedure = Esa versión es de otro procedimiento, o es la que el caso ya sigue. Elija otra.
migrate-not-in-force = Esa versión no está vigente. Los casos solo pasan a la versión vigente.
migrate-unmapped = El caso está en «{ $step }» ({ $id }), que no está en la versión nueva. Diga en qué paso se convierte.
migrate-unknown = En la versión nueva no hay ningún paso «{ $id }». Elija uno de sus pasos.
migrate-not-a-task = «{ $step }» no es un paso que alguien haga. Elija otro.
migrate-other-flow = «{ $step }» es de otro recorrido de la tabla. Elija un paso del mismo recorrido.
migrate-unknown-paper = El caso tiene el documento «{ $document }», que la versión nueva no conoce. Termínelo con la suya.
migrate-paper-not-issued = Desde ese paso la versión nueva firma o archiva «{ $document }», que el caso no tiene. Elija un paso anterior.
migrate-field-not-filled = Desde ese paso la versión nueva necesita «{ $field }», que el caso no tiene. Elija un paso anterior.
