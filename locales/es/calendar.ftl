cli-calendar = Calendarios: los días inhábiles de un país y el tiempo hábil entre dos instantes
cli-calendar-show = Muestra los días inhábiles de un país en un año, con su nombre y su ley
cli-calendar-explain =
    Lee de la entrada estándar pares «inicio fin», uno por línea, y escribe por cada uno los segundos hábiles de [inicio, fin).
    Un instante es RFC 3339 (2026-03-02T08:00:00-06:00, 2026-03-02T14:00:00Z) o una hora local del calendario (2026-03-02T08:00 o «2026-03-02 08:00», con o sin segundos).
    Las líneas vacías y las que empiezan con # se saltan. Una línea que no se entiende da «error» en la salida y su número en la salida de errores; las demás se contestan igual, y el comando termina con 1.
cli-arg-calendar-country = País: CO, SV o MX
cli-arg-calendar-public = La lista de los empleados públicos en vez de la del código de trabajo
cli-arg-calendar-territory = Lugar al que además alcanzan reglas propias, por ejemplo sv-usulutan; se puede repetir
cli-arg-calendar-year = Año
cli-arg-calendar-csv = En CSV: date, weekday, name, law, kind, effect, id, source
cli-arg-calendar-file = Archivo YAML del calendario (docs/howto/calendar.md)
cli-arg-calendar-why = Además, debajo de cada línea, los días que no contaron o no enteros, con su nombre y su ley
cli-arg-calendar-terms = Cuenta plazos legales: los días de términos suspendidos no cuentan; los que solo cierran la oficina, sí
cli-calendar-too-early = Los datos de { $country } empiezan en { $since }: antes regían otras leyes.
cli-calendar-territory-unknown = Ninguna regla de { $country } nombra el lugar «{ $code }». Puede ser: { $known }
cli-calendar-territory-none = Ninguna regla de { $country } nombra el lugar «{ $code }», ni otro alguno.
cli-calendar-line = línea { $line }: «{ $text }» no son dos instantes «inicio fin», como 2026-03-02T08:00 2026-03-02T16:00
cli-calendar-shown = { $country }, { $year }: { $n ->
       [one] 1 día inhábil
      *[other] { $n } días inhábiles
    }
calendar-rest = descanso semanal
calendar-effect-closed = cerrado
calendar-kind-holiday = asueto
calendar-kind-vacation = vacación
calendar-kind-decree = decreto
calendar-kind-local = fiesta local
calendar-kind-institution = de la institución
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
