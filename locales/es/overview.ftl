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
overview-times-hint = En horas hábiles, casos terminados en los últimos 90 días.
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
procedures-empty-hint = Cargue un paquete o un archivo de definición desde la línea de órdenes.
procedure-title = Procedimiento
procedure-version = Versión
procedure-since = En uso desde
procedure-open = Casos abiertos
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
audit-lede = Quién hizo qué y cuándo. Solo se lee: nadie puede cambiarlo.
audit-who = Quién
audit-what = Qué
audit-anything = Cualquier cosa
audit-from = Desde
audit-until = Hasta
audit-at = Cuándo
audit-about = Sobre
audit-outcome = Resultado
audit-address = Dirección
audit-empty = Nada con ese filtro
audit-empty-hint = Amplíe las fechas o quite el nombre.
