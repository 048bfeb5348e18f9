# The flowchart in words, and the pages about procedures.
flow-title = Flowchart of { $title }
flow-told-below = The same way, row by row and in words, is below the drawing.
flow-done =
    { $n ->
       [0] Done.
       [1] Done.
      *[other] Done; passed { $n } times.
    }
flow-current = It stands here now.
flow-way = Goes on: { $to }.
flow-way-back = Goes back: { $to }.
flow-way-answer = With «{ $answer }» goes on: { $to }.
flow-way-answer-back = With «{ $answer }» goes back: { $to }.
flow-way-deadline = When the deadline passes, goes to: { $to }.
