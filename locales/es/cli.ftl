# The terminal: help, greetings, refusals.
cli-about = Cabildo: los procedimientos aprobados de la unidad de informática, en marcha.
cli-serve = Atiende las páginas (lo mismo que sin orden alguna).
cli-procedures = Archivos de procedimientos.
cli-procedures-check = Revisa archivos de procedimientos o de manuales y dice qué corregir.
cli-procedures-diff = Compara dos versiones de un manual o de un procedimiento y dice qué cambió.
cli-user = Personas que inician sesión.
cli-user-add = Agrega a una persona e imprime su enlace para poner contraseña.
cli-user-reset = Imprime un enlace nuevo para que una persona ponga su contraseña.
cli-demo = Carga la demostración, con personas y casos inventados, e imprime sus accesos una sola vez.
cli-verify = Comprueba que ningún evento, archivo ni documento fue alterado.
cli-arg-data = Carpeta de los datos; se crea si no existe.
cli-arg-database = Base de datos PostgreSQL (postgres://…); también por la variable CABILDO_DATABASE. Sin ella, un archivo en la carpeta de los datos.
cli-arg-public-url = Dirección por la que llegan las personas, como https://ayuda.ejemplo.gob.sv; va en los códigos QR y en los enlaces.
cli-arg-listen = Dirección y puerto en que se atiende.
cli-arg-behind-proxy = Hay un proxy propio delante: X-Forwarded-For dice quién llama.
cli-arg-log = Qué se escribe en el registro técnico: error, warn, info, debug, o por partes (info,web=debug).
cli-arg-log-format = Forma del registro técnico.
cli-arg-files = Carpeta de un manual, que se revisa entera, o archivos YAML sueltos.
cli-arg-json = Escribe el resultado en JSON, para otros programas.
cli-arg-diff-old = Carpeta o archivo de antes.
cli-arg-diff-new = Carpeta o archivo de ahora.
cli-arg-institution = Nombre corto de la institución, si hay varias.
cli-arg-unit = Código de la unidad donde trabaja.
cli-arg-role = Código de un rol en toda la institución; se puede repetir.
cli-first-run = Cabildo está listo para empezar. Abra este enlace en su navegador; sirve una vez y por un día:
cli-serving = Cabildo atiende en { $url }. Para detenerlo: Ctrl-C.
cli-log-filter = No se entiende lo pedido con --log. Ejemplos: info, warn, info,web=debug.
cli-folder = No se puede escribir en la carpeta { $folder }. Elija otra con --data o dé permiso sobre ella.
cli-database = La base de datos { $url } no responde o no se puede usar. Revise que esté encendida, la dirección y la clave.
cli-address-in-use = Otro programa ya atiende en { $address }. Deténgalo o elija otro puerto con --listen, por ejemplo 127.0.0.1:8081.
cli-address = No se puede atender en { $address }. Revise --listen: dirección y puerto, por ejemplo 127.0.0.1:8080.
cli-file = No se puede leer el archivo { $file }.
cli-diff-none = No cambió nada.
cli-files-fine =
    { $n ->
       [one] El archivo está bien.
      *[other] Los { $n } archivos están bien.
    }
cli-demo-done = La demostración está cargada. Estos accesos no se volverán a mostrar:
cli-institution-none = No hay tal institución en esta instalación. La primera se crea con el enlace que «cabildo» muestra al arrancar.
cli-institution-which = Hay varias instituciones; diga cuál con --institution: { $slugs }.
cli-role-unknown = No existe el rol «{ $role }». Hay estos: { $roles }.
cli-unit-unknown = No existe la unidad «{ $unit }». Hay estas: { $units }.
cli-user-unknown = No hay nadie con el usuario o correo «{ $user }».
cli-user-left = «{ $user }» ya no tiene acceso. Devuélvaselo primero en la página de personas.
cli-user-link = Enlace para que { $name } ponga su contraseña; sirve una vez y por tres días:
cli-verify-fine =
    { $cases ->
       [one] 1 caso
      *[other] { $cases } casos
    } y { $files ->
       [one] 1 archivo
      *[other] { $files } archivos
    }: todo está íntegro.
cli-verify-broken =
    { $n ->
       [one] Se halló 1 alteración.
      *[other] Se hallaron { $n } alteraciones.
    } No siga trabajando sobre esta instalación sin guardar antes una copia.
cli-arg-export-pdf = PDF del manual de una carpeta, o de un procedimiento con el manual.yaml que está a su lado
cli-export-no-manual = «{ $file }» no tiene a su lado un manual.yaml que se pueda leer: lo necesita el encabezado. Revíselo con «cabildo procedures check».
