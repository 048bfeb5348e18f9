# What an employee sees of their own cases.
home-title = ¿En qué le ayudamos?
home-cases = Mis casos
home-empty = Todavía no ha pedido ayuda
home-empty-hint = Cuando algo de informática no funcione, pida ayuda aquí. Recibe un número al instante y puede ver por qué paso va.
case-number = Número
case-kind = Tipo de ayuda
case-state = Estado
case-asked = Pedido
signing-act = Firmar
