mail-receipt-subject = [{ $number }] Recibimos su solicitud
mail-receipt-body =
    { $name }:

    Recibimos su solicitud. Su número es { $number } ({ $subject }).
    Puede ver cómo va, sin contraseña, en:
    { $link }

    { $institution }
mail-reply-subject = [{ $number }] Respuesta a su solicitud
mail-reply-body =
    { $name }:

    { $text }

    { $by }
    { $institution }
mail-closing-subject = [{ $number }] Se cerró su solicitud
mail-closing-body =
    { $name }:

    Su solicitud { $number } ({ $subject }) terminó y quedó cerrada.
    Si el problema sigue, conteste este correo: su respuesta llega a quien la atendió.

    { $institution }
mail-annulled-subject = [{ $number }] Se anuló su solicitud
mail-annulled-body =
    { $name }:

    Su solicitud { $number } ({ $subject }) se anuló y no seguirá adelante.
    Si no está de acuerdo, conteste este correo.

    { $institution }
mail-told-subject = [{ $number }] Aviso sobre su solicitud
mail-told-body =
    { $name }:

    { $text }

    { $institution }
mail-notice-subject = Aviso: { $text }
mail-notice-body =
    { $text }

    Véalo en { $link }

    { $institution }
mail-trial-subject = Correo de prueba de Cabildo
mail-trial-body = Si lee esto, la cuenta de salida funciona.
mail-foot-case =
    { $institution }
    Puede contestar este correo: lo que escriba queda en el caso.
mail-foot =
    { $institution }
    Aviso automático. Para dejar de recibirlos por correo: { $link }
mail-no-account = La institución no tiene ninguna cuenta de salida en uso.
mail-letter-refused = El servidor no acepta el correo.
mail-address-invalid = «{ $address }» no es una dirección de correo.
mail-login-refused = El servidor no aceptó el usuario o la contraseña.
mail-tls-failed = No se pudo asegurar la conexión con el servidor.
mail-server-unreachable = El servidor no respondió.
mail-server-silent = El servidor dejó de responder.
mail-folder-unknown = El buzón no tiene esa carpeta.
mail-token-refused = El proveedor no dio permiso para entrar: hay que autorizar de nuevo la cuenta.
mail-token-url = La dirección debe empezar con https://
mail-host-invalid = Escriba solo el nombre del servidor, por ejemplo correo.alcaldia.gob.sv
mail-port-invalid = El puerto es un número, por ejemplo 993.
mail-own-authority = El archivo de la autoridad propia (authorities.pem) no se puede leer como certificado.
mail-begins-unknown = Elija qué procedimiento empieza con un correo.
mail-secret-needed = Escriba la contraseña.
mail-not-stopped = El buzón no está detenido.
mail-other-mailbox = El servidor abrió un buzón distinto del que se había acordado. Revise el usuario y el servidor.
secret-does-not-open = La contraseña guardada no se puede abrir con la llave de esta instalación. Escríbala de nuevo.
notice-letter-failed = No se pudo entregar el correo «{ $subject }» a { $to }. El servidor dijo: { $said }
channel-mail = Por correo
job-kind-send_letter = Enviar un correo
audit-kind-letter-retried = Volvió a enviar un correo
audit-kind-mail_account-added = Agregó una cuenta de correo
audit-kind-mail_account-edited = Cambió una cuenta de correo
audit-kind-mail_account-accepted = Aceptó otro buzón
cli-key = La llave { $file } no se puede leer o no es una llave. Recupérela de un respaldo: sin ella no se abren las contraseñas guardadas.
story-wrote = Escribió { $from }
story-wrote-about = Nombra el caso { $number }, pero quien escribe no tiene que ver con él: por eso es un caso aparte.
story-wrote-refused = Archivos que no se aceptaron: { $names }
story-replied = Respondió a quien pidió (en su página de seguimiento)
story-replied-mail = Respondió por correo a quien pidió
notice-case-answered = { $from } contestó en { $number } ({ $subject })
notice-case-answered-closed = { $from } contestó en { $number } ({ $subject }), que ya terminó: quedó guardado y el caso sigue cerrado
notice-case-replied = { $by } respondió en { $number }
notice-mailbox-stopped = El buzón { $address } ya no es el que se había acordado: no se recoge nada hasta que alguien lo revise en «Correo»
notice-letter-stuck = Un correo del buzón { $address } no se pudo recibir y sigue sin leer. { $said }
notice-mail-silent = El correo de { $address } no funciona desde { $since }. { $said } Otra vía: { $escape }
mail-alarm-subject = El correo de { $address } no funciona
mail-alarm-body =
    El correo de { $address } no funciona desde { $since }.
    { $said }

    { $institution }
mail-is-off = La cuenta está apagada.
mail-collecting-already = Ya se está recogiendo ese buzón.
mail-no-procedure = No hay un procedimiento vigente que empiece con un correo.
mail-not-openable = El procedimiento no aceptó el correo como solicitud.
mail-too-many = Demasiados correos de la misma dirección en una hora.
mail-is-own-echo = Es un correo nuestro que volvió.
mail-is-bounce = Es el aviso de que un correo no se pudo entregar.
mail-is-auto-reply = Es una respuesta automática.
mail-is-list = Es de una lista de correo.
mail-is-machine = Es de una máquina.
mail-refused-by-person = Una persona dijo que no es una solicitud.
letter-not-held = Ese correo ya no espera una decisión.
audit-kind-letter-accepted = Aceptó un correo retenido
audit-kind-letter-refused = Descartó un correo retenido
nav-mail = Correo
mail-lede = Lo que sale por correo, lo que llega y las cuentas por las que pasa.
mail-letters = Correspondencia
mail-no-subject = (sin asunto)
mail-accounts = Cuentas
mail-accounts-none = No hay cuentas: por ahora nada entra ni sale por correo.
mail-add-in = Agregar un buzón de entrada
mail-add-out = Agregar una cuenta de salida
mail-in = Entrada
mail-out = Salida
mail-last = último éxito
mail-collect = Recoger ahora
mail-was-collected = Recogidos: { $new } correos nuevos. Sin poder recibir: { $failed }.
mail-held = Esperan su decisión
mail-held-hint = Estos correos no se volvieron casos por sí solos. Acéptelos si son solicitudes.
mail-open = Por salir
mail-open-none = Todo lo que había que enviar salió.
mail-sent = Enviados
mail-sent-none = Todavía no se ha enviado ningún correo.
mail-came = Recibidos
mail-came-none = Todavía no ha llegado ningún correo.
letter-subject = Asunto
letter-who = Con quién
letter-state = Estado
letter-at = Cuándo
letter-acts = Qué hacer
letter-case = Ver el caso
letter-retry = Enviar otra vez
letter-was-retried = El correo vuelve a la cola de salida.
letter-accept = Aceptar
letter-was-accepted = El correo se aceptó como solicitud.
letter-refuse = Descartar
letter-was-refused = El correo quedó descartado.
letter-is-received = En un caso
letter-is-refused = No es una solicitud
letter-is-held = Espera una decisión
letter-is-waiting = En espera
letter-is-sending = Enviándose
letter-is-sent = Enviado
letter-is-failed = No se entregó
letter-from = De
letter-to = Para
letter-received = Recibido
letter-id = Identificador
letter-refused-files = Archivos que no se aceptaron
letter-raw = Guardar como llegó (.eml)
letter-text = Texto completo
mail-account-in = Buzón de entrada
mail-account-out = Cuenta de salida
mail-account-is-new = Sin usar todavía
mail-account-works = Funciona
mail-account-fails = No funciona
mail-account-is-off = Apagada
mail-account-is-stopped = Detenida
mail-account-saved = Cuenta guardada.
mail-account-answers = El servidor respondió bien.
mail-server-said = No funcionó. { $said }
mail-address = Dirección
mail-address-in-hint = A la que la gente escribe, por ejemplo soporte@alcaldia.gob.sv
mail-address-out-hint = De la que salen los correos, por ejemplo soporte@alcaldia.gob.sv
mail-name = Nombre que se muestra
mail-name-hint = Por ejemplo «Mesa de ayuda»
mail-server = Servidor
mail-host = Nombre del servidor
mail-port = Puerto
mail-tls = Cómo se asegura la conexión
mail-tls-direct = TLS desde el principio
mail-tls-starttls = TLS después de saludar (STARTTLS)
mail-tls-none = Sin asegurar: solo para un servidor en la misma máquina
mail-user = Usuario
mail-secret = Contraseña
mail-secret-hint = Se guarda cifrada, con una llave que no está en la base de datos.
mail-secret-kept = Hay una guardada. Déjelo vacío para conservarla.
mail-tokens = Entrar con permiso del proveedor (OAuth 2)
mail-tokens-hint = Si el proveedor no acepta contraseñas: escriba aquí la dirección que da permisos y el cliente, y en «Contraseña» el permiso de renovación (refresh token).
mail-token-address = Dirección que da permisos
mail-client = Cliente
mail-client-secret = Clave del cliente
mail-subaddress = El servidor entrega direcciones con + (soporte+algo@…)
mail-subaddress-hint = Así una respuesta encuentra su caso aunque el programa de correo borre lo demás.
mail-what-begins = Qué empieza un correo
mail-folder = Carpeta
mail-folder-hint = Vacía: la bandeja de entrada.
mail-begins = Procedimiento
mail-unit = Unidad de quien no es de la casa
mail-unit-hint = Un empleado conocido escribe en nombre de su propia unidad.
mail-unit-issuing = La unidad que atiende
mail-defaults-hint = El formulario de ese procedimiento pregunta cosas que un correo no dice. Lo que ponga aquí vale para todos los correos; lo que deje vacío lo completa quien atiende el primer paso.
mail-defaults-later = Al guardar se muestran aquí las preguntas del formulario que un correo no contesta.
mail-otherwise = Si no funciona
mail-escape = Otra forma de avisar
mail-escape-hint = Un teléfono, que se muestra con la alarma, u otra dirección, a la que se escribe cuando la cuenta lleva 15 minutos sin funcionar.
mail-on = En uso
mail-try = Probar
mail-try-to = Enviar una prueba a
mail-try-hint = Vacío: solo se comprueba que el servidor deja entrar.
mail-try-act = Probar
mail-other-title = El servidor muestra otro buzón
mail-other-hint = No se recoge nada hasta que alguien diga que este es el correcto. Si no lo es, corrija el usuario o el servidor.
mail-other-was = Se había acordado
mail-other-now = Ahora muestra
mail-other-accept = Es el buzón correcto
mail-trouble-in = No llega correo de { $address } desde { $since }.
mail-trouble-out = No sale correo por { $address } desde { $since }.
mail-trouble-stopped = El buzón { $address } está detenido desde { $since }: no es el que se había acordado.
mail-trouble-escape = Otra vía: { $escape }
account-mail = Avisos por correo
account-mail-wants = Recibir mis avisos también por correo
account-mail-hint = Los avisos siguen también en la página.
account-mail-none = Su cuenta no tiene dirección de correo: pida que la anoten.
account-mail-saved = Preferencia guardada.
case-reply = Responder a quien pidió
case-reply-text = Respuesta
case-reply-hint = La lee quien pidió: en su página de seguimiento y por correo, si dejó una dirección. Para el equipo use una nota.
case-reply-act = Enviar respuesta
case-replied = Respuesta enviada.
track-said = Mensajes
track-you = Usted
track-house = La unidad
file-wrote = Escribió { $from }, { $at }: { $text }
file-replied = Respuesta a quien pidió, { $at }: { $text }
mail-survey-subject = [{ $number }] Díganos si quedó resuelto
mail-survey-body =
    { $name }:

    Su solicitud { $number } ({ $subject }) se dio por resuelta.
    Diga si quedó bien en este enlace, que sirve una vez y no pide contraseña:
    { $link }

    Si no contesta, la solicitud se cierra sola el { $closes }.

    { $institution }
