# The chief's page, search, procedures, jobs, audit.
overview-open =
    { $n ->
       [0] Ningún caso abierto.
       [one] Un caso abierto.
      *[other] { $n } casos abiertos.
    }
overview-waiting =
    { $n ->
       [0] Nadie espera técnico.
       [one] Uno espera técnico.
      *[other] { $n } esperan técnico.
    }
overview-unsigned =
    { $n ->
       [0] No falta ninguna firma.
       [one] Falta una firma.
      *[other] Faltan { $n } firmas.
    }
overview-empty = Todavía no hay casos que contar
overview-empty-hint = Con las primeras solicitudes, aquí se ve la carga, lo más antiguo y cuánto tarda cada paso.
overview-oldest = Lo más antiguo sin cerrar
overview-none-open = No hay casos abiertos.
overview-nobody = Sin técnico
overview-load = Carga abierta
overview-flow = Día por día
overview-closed-days = Los días sombreados no son hábiles.
overview-times = Tiempo por paso
overview-times-hint = En tiempo de trabajo, pasos terminados en los últimos 30 días.
overview-no-times = Aún no hay casos terminados.
overview-cases = Casos
overview-median = La mitad tarda hasta
overview-p90 = Nueve de diez, hasta
search-title = Buscar casos
search-for = Casos con «{ $query }»
search-none = Ningún caso coincide
search-start = Escriba qué busca
search-hint = Sirve el número, parte de un nombre, la unidad, el inventario o una palabra del detalle. No importan tildes ni mayúsculas.
procedures-lede = El manual aprobado, como lo sigue el sistema.
procedures-empty = Ningún procedimiento en vigor
procedures-empty-hint = Quien administra los procedimientos carga aquí un manual.
procedure-title = Procedimiento
procedure-since = En uso desde
procedure-open = Casos abiertos
procedure-manual = Manual
procedure-manual-see = La versión que lo trajo
procedure-hash = Huella SHA-256
procedure-table = Tabla del manual
procedure-assumptions = Supuestos
procedure-assumptions-hint = Lo que el manual no dice y el sistema necesita saber; requiere aprobación.
jobs-lede = Lo que el sistema hace solo: documentos, avisos, plazos.
jobs-failed = Fallidas
jobs-failed-hint = Se intentó varias veces sin éxito. Corrija la causa y reintente; no se hace dos veces.
jobs-none-failed = Ninguna tarea fallida
jobs-pending = Pendientes
jobs-none-pending = Nada pendiente.
job-what = Tarea
job-error = Último error
job-tries = Intentos
job-since = Desde
job-due = Se hará
job-retry = Reintentar
audit-lede = Quién hizo qué y cuándo, fuera de los casos; cada caso lleva su propia historia. Solo se lee: nadie puede cambiarlo.
audit-who = Quién
audit-what = Qué
audit-anything = Cualquier cosa
audit-from = Desde
audit-until = Hasta
audit-at = Cuándo
audit-about = Sobre
audit-empty = Nada con ese filtro
audit-empty-hint = Amplíe las fechas o quite el nombre.
audit-anybody = Cualquiera
audit-was = antes: { $value }
audit-by = suplente: { $value }
audit-from-day = desde { $value }
audit-to = a { $value }
audit-until-day = hasta { $value }
audit-from-address = desde { $value }
audit-edition = edición { $value }
audit-sha256 = huella { $value }
audit-error = último error: { $value }
jobs-recurring = De cada tanto
jobs-recurring-hint = Si el sistema estuvo apagado, lo atrasado se hace una vez al volver.
job-every = Cada
job-every-hours = { $n } h
job-last = Última vez
job-never = Todavía nunca
job-kind-print_paper = Elaborar un documento en PDF
job-kind-print_signed = Elaborar la copia firmada
job-kind-fire_timer = Cumplir un plazo
job-kind-enter_manual = Poner en vigencia un manual aprobado
job-kind-expire_manual = Dar por terminado el período de un manual
job-kind-index_search = Preparar la búsqueda de lo que ya había
job-kind-tidy_up = Quitar sesiones y enlaces vencidos
job-kind-unknown = Tarea de otra versión: { $kind }
job-was-retried = La tarea está de nuevo en espera.
procedure-edition = Edición
procedure-in-force = En vigencia
procedure-superseded = Reemplazada
procedure-source = Archivo de definición
procedure-source-hint = El texto exacto que el sistema sigue; su huella lo identifica en cada caso.
procedure-source-show = Ver el archivo
procedure-editions = Ediciones
packs = Manuales disponibles
packs-hint = Cargar un manual pone sus procedimientos en vigencia y agrega los roles, unidades y listas que falten. Lo que ya está no cambia; un texto nuevo es una edición nueva y los casos abiertos siguen con la suya.
pack-install = Cargar
pack-installed = Manual cargado.
overview-chart-unit = Casos abiertos por unidad
overview-chart-technician = Casos abiertos por técnico
overview-chart-flow = Pedidos y cerrados por día
overview-head-unit = Unidad
overview-head-technician = Técnico
overview-head-open = Abiertos
overview-head-day = Día
overview-head-asked = Pedidos
overview-head-closed = Cerrados
overview-few = pocos datos
length-minutes = { $minutes } min
length-under-minute = menos de 1 min
audit-kind-institution-founded = Fundó la institución
audit-kind-institution-edited = Cambió los datos de la institución
audit-kind-pack-installed = Cargó un manual
audit-kind-law-added = Agregó una norma
audit-kind-law-change_dismissed = Descartó una revisión por cambio de norma
audit-kind-law-changed = Anotó un cambio de norma
audit-kind-law-edited = Cambió una norma
audit-kind-law-linked = Unió una norma a un procedimiento
audit-kind-law-unlinked = Separó una norma de un procedimiento
audit-kind-manual-answered = Respondió una pregunta del manual
audit-kind-manual-approved = Registró la aprobación de un manual
audit-kind-manual-discarded = Descartó un borrador de manual
audit-kind-manual-drafted = Empezó un borrador de manual
audit-kind-manual-expired = Terminó el período de un manual
audit-kind-manual-in_force = Entró en vigencia un manual
audit-kind-manual-leftover_settled = Atendió un texto sin lugar
audit-kind-manual-part_added = Agregó un procedimiento al borrador
audit-kind-manual-part_removed = Quitó un procedimiento del borrador
audit-kind-manual-part_saved = Cambió un procedimiento del borrador
audit-kind-manual-read = Se dio por enterado de un manual
audit-kind-manual-readers_asked = Pidió leer un manual
audit-kind-manual-readers_reminded = Recordó leer un manual
audit-kind-manual-reordered = Ordenó los procedimientos del borrador
audit-kind-manual-returned = Devolvió un manual a borrador
audit-kind-manual-reviewed = Revisó un manual
audit-kind-manual-superseded = Un manual fue sustituido
audit-kind-manual-text_saved = Cambió el texto del manual
audit-kind-procedure-ended = Terminó la vigencia de un procedimiento
audit-kind-procedure-in_force = Puso en vigencia un procedimiento
audit-kind-person-added = Agregó a una persona
audit-kind-person-edited = Cambió los datos o roles de una persona
audit-kind-person-deactivated = Quitó el acceso a una persona
audit-kind-person-reactivated = Devolvió el acceso a una persona
audit-kind-person-link_made = Creó un enlace para poner contraseña
audit-kind-person-password_set = Puso su contraseña
audit-kind-person-signed_in = Inició sesión
audit-kind-person-signed_out = Salió de su sesión
audit-kind-session-ended = Cerró una sesión
audit-kind-session-others_ended = Cerró sus otras sesiones
audit-kind-substitute-added = Nombró a un suplente
audit-kind-substitute-ended = Quitó una suplencia
audit-kind-unit-added = Agregó una unidad
audit-kind-unit-edited = Cambió una unidad
audit-kind-unit-closed = Cerró una unidad
audit-kind-folder-moved = Cambió el lugar de un folder
audit-kind-folder-bound = Unió los documentos de un folder
audit-kind-job-retried = Reintentó una tarea interna
