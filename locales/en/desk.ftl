# Finding.
search-narrow = Narrow the search
search-words = Words or number
search-any = Any
search-procedure = Procedure
search-from = Asked from
search-until = Asked until
search-people = People
search-articles = Articles
search-state-open = Open
search-state-suspended = Suspended
search-state-closed = Closed
search-state-annulled = Annulled
