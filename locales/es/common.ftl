# What every page shares: frame, forms, lists, instants in words.
page-skip = Ir al contenido
page-demo = Demostración: las personas y los casos son inventados.
page-demo-label = Aviso de demostración
page-foot = Cabildo: el manual aprobado, en marcha.
page-keys = Teclas:
page-key-search = buscar
page-key-rows = recorrer la lista
page-error-prefix = Error:
nav-label = Lugares
nav-group-procedures = Procedimientos
nav-group-records = Registros
nav-group-control = Control
nav-group-admin = Administración
nav-home = Inicio
nav-request = Pedir ayuda
nav-queue = Cola
nav-folders = Folders
nav-scans = Escaneos
nav-overview = Jefatura
nav-people = Personas
nav-units = Unidades
nav-institution = Institución
nav-procedures = Procedimientos
nav-jobs = Tareas internas
nav-audit = Auditoría
search-label = Buscar casos por número, persona, unidad o palabra
search-placeholder = Número, persona, unidad…
search-act = Buscar
field-optional = (opcional)
field-choose = Elija…
form-wrong = Hay algo que corregir
form-save = Guardar
form-cancel = Cancelar
flash-saved = Guardado.
list-more = Ver los siguientes
value-none = Sin dato
file-photo-alt = Foto adjunta: { $name }
ago-now = hace un momento
ago-minutes = hace { $n } min
ago-hours = hace { $n } h
ago-days =
    { $n ->
       [one] hace 1 día
      *[other] hace { $n } días
    }

# Months: `2026-03` in words.
month-01 = enero de { $year }
month-02 = febrero de { $year }
month-03 = marzo de { $year }
month-04 = abril de { $year }
month-05 = mayo de { $year }
month-06 = junio de { $year }
month-07 = julio de { $year }
month-08 = agosto de { $year }
month-09 = septiembre de { $year }
month-10 = octubre de { $year }
month-11 = noviembre de { $year }
month-12 = diciembre de { $year }
chart-data = Ver los datos en una tabla

# Sign-in and set-up.
sign-in = Iniciar sesión
sign-out = Salir
sign-in-login = Usuario o correo electrónico
sign-in-password = Contraseña
sign-in-forgot = ¿Olvidó su contraseña? La unidad de informática le da un enlace de un solo uso para poner otra.
sign-in-public-form = Pedir ayuda sin cuenta
sign-in-refused = El usuario o la contraseña no coinciden.
sign-in-demo = Cuentas de la demostración
sign-in-demo-hint = La contraseña se mostró una sola vez en la terminal al cargar la demostración.
sign-in-demo-role = Qué hace
setup-title = Poner en marcha Cabildo
setup-lede = Se llena una sola vez. Todo se puede cambiar después.
setup-institution = Su institución
setup-institution-name = Nombre de la institución
setup-institution-hint = Como aparece en el papel membretado.
setup-country = País
setup-zone = Zona horaria
setup-opens = Abre a las
setup-closes = Cierra a las
setup-logo = Escudo o logotipo
setup-logo-hint = PNG o JPEG. Sale en las páginas y en los documentos.
setup-logo-kind = El escudo debe ser una imagen PNG o JPEG.
setup-admin = Quien administra
setup-begin = Con qué se empieza
setup-begin-question = ¿Qué desea cargar?
setup-begin-hint = Un paquete trae un manual aprobado, listo para trabajar. La demostración trae personas y casos inventados.
setup-begin-missing = Elija con qué se empieza.
setup-begin-demo = Demostración con personas y casos inventados
setup-done-welcome = La institución está creada. Agregue ahora a quienes trabajan en ella.
setup-act = Crear la institución

# Pages that say no.
refusal-code = Código { $code }
refusal-home = Ir al inicio
refusal-request = Número para informática:
refusal-400 = No se entendió lo enviado
refusal-400-advice = Vuelva a la página anterior, revise los campos y envíe de nuevo.
refusal-403 = No le corresponde
refusal-403-advice = Si lo necesita para su trabajo, pídalo a quien administra las personas y sus roles.
refusal-404 = Aquí no hay nada
refusal-404-advice = Revise la dirección o busque el caso por su número.
refusal-409 = Cambió mientras usted lo veía
refusal-409-advice = Vuelva al caso para ver cómo quedó. No se perdió nada.
refusal-413 = El archivo es muy grande
refusal-413-advice = Cada archivo puede pesar hasta 10 MB. Una foto de menor tamaño basta.
refusal-429 = Demasiados intentos seguidos
refusal-429-advice = Espere unos minutos y pruebe otra vez.
refusal-500 = Algo falló de nuestro lado
refusal-500-advice = Pruebe otra vez. Si se repite, avise a informática con el número de abajo.
refusal-503 = Una parte está ocupada
refusal-503-advice = Espere un momento y cargue la página de nuevo.
