# Finding.
search-narrow = Acotar la búsqueda
search-words = Palabras o número
search-any = Cualquiera
search-procedure = Procedimiento
search-from = Pedido desde
search-until = Pedido hasta
search-people = Personas
search-articles = Artículos
search-state-open = Abierto
search-state-suspended = Suspendido
search-state-closed = Cerrado
search-state-annulled = Anulado
