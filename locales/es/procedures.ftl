# The flowchart in words, and the pages about procedures.
flow-title = Flujograma de { $title }
flow-told-below = El mismo recorrido, fila por fila y en palabras, está debajo del dibujo.
flow-done =
    { $n ->
       [0] Hecho.
       [1] Hecho.
      *[other] Hecho; se pasó { $n } veces.
    }
flow-current = Aquí está ahora.
flow-way = Sigue: { $to }.
flow-way-back = Regresa: { $to }.
flow-way-answer = Con «{ $answer }» sigue: { $to }.
flow-way-answer-back = Con «{ $answer }» regresa: { $to }.
flow-way-deadline = Si vence el plazo, pasa: { $to }.
