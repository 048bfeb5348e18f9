cli-calendar = Calendars: the days without work of a country, and the business time between two instants
cli-calendar-show = Shows the days without work of a country in a year, with their name and law
cli-calendar-explain =
    Reads pairs «start end» from standard input, one per line, and prints for each the business seconds of [start, end).
    An instant is RFC 3339 (2026-03-02T08:00:00-06:00, 2026-03-02T14:00:00Z) or local time of the calendar (2026-03-02T08:00 or «2026-03-02 08:00», with or without seconds).
    Empty lines and lines that begin with # are passed over. A line that is not understood gives «error» on standard output and its number on standard error; the others are answered all the same, and the command ends with 1.
cli-arg-calendar-country = Country: CO, SV or MX
cli-arg-calendar-public = The list of public employees instead of that of the labour code
cli-arg-calendar-territory = A place with rules of its own, for example sv-usulutan; can be repeated
cli-arg-calendar-year = Year
cli-arg-calendar-csv = As CSV: date, weekday, name, law, kind, effect, id, source
cli-arg-calendar-file = YAML file of the calendar (docs/howto/calendar.md)
cli-arg-calendar-why = Also, below each line, the days that did not count, or not in full, with their name and law
cli-arg-calendar-terms = Counts legal terms: days with suspended terms do not count; days that only close the office do
cli-calendar-too-early = The data of { $country } begin in { $since }: other laws held before.
cli-calendar-territory-unknown = No rule of { $country } names the place «{ $code }». It can be: { $known }
cli-calendar-territory-none = No rule of { $country } names the place «{ $code }», nor any other.
cli-calendar-line = line { $line }: «{ $text }» is not two instants «start end», like 2026-03-02T08:00 2026-03-02T16:00
cli-calendar-shown = { $country }, { $year }: { $n ->
       [one] 1 day without work
      *[other] { $n } days without work
    }
calendar-rest = weekly rest
calendar-effect-closed = closed
calendar-kind-holiday = holiday
calendar-kind-vacation = vacation
calendar-kind-decree = decree
calendar-kind-local = local feast
calendar-kind-institution = of the institution
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
