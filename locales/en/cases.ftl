# What an employee sees of their own cases.
home-title = How can we help?
home-tasks = Your turn
home-cases = My cases
home-empty = You have not asked for help yet
home-empty-hint = When something in ICT does not work, ask for help here. You get a number at once and can see which step it is at.
case-number = Number
case-kind = Kind of help
case-state = State
case-asked = Asked
signing-act = Sign

# Asking for help and following it.
request-lede = Unit and kind of help are enough; the rest helps us come prepared.
request-unit = Unit
request-files = Photos or files
request-files-hint = Up to 10 MB each.
request-act = Send request
help-lede = For staff without an account. You get a number and a link to follow the case.
help-contact = Telephone or e-mail
help-contact-hint = To tell or ask you something.
help-sign-in = I have an account: sign in
sent-title = Request { $number }
sent-done = Request received
sent-heading = Your number is
sent-ahead =
    { $n ->
       [0] You are next in the queue.
       [one] One case came before yours.
      *[other] { $n } cases came before yours.
    }
sent-next = What happens next
sent-follow = Follow the case
sent-follow-hint = Keep this link: it shows the present step without signing in.
sent-see = See the case
track-way = Which step it is at
track-hint = Whoever has this link can see this page; it shows no names and no files.
step-done = done
step-now = at this step
step-todo = to do

# The queue and the case.
case-requester = Requester
queue-count =
    { $n ->
       [one] One case waits, by order of arrival.
      *[other] { $n } cases wait, by order of arrival.
    }
queue-turn = Turn
queue-waits = Waiting
queue-take = Take
queue-take-other = Take this one
queue-first = Next in turn
queue-next = Take next
queue-mine = Mine, to do
queue-step = Step
queue-since = Since
queue-waiting = Waiting
queue-keys = To take the next one, press
queue-empty = Nobody waits
queue-empty-hint = When somebody asks for help, the case appears here without reloading.
take-title = Take { $number } out of turn
take-ahead =
    { $n ->
       [one] One case came earlier and still waits: { $oldest }.
      *[other] { $n } cases came earlier and still wait; the first is { $oldest }.
    }
take-reason = Why it is attended first
take-reason-hint = It is written in the history of the case.
take-reason-missing = Write the reason.
take-act = Take this case
field-missing = This field is still empty.
case-manual = The procedure, step by step
manual-no = No.
manual-who = Responsible
manual-what = Activity
work-take = Take the case
work-arrive = I have arrived
work-arrived = It has arrived
work-done = Step done
work-close = Save and finish the step
work-print = Make the document to print
work-sign = Sign on screen
work-file = It is filed
case-file = Case file
case-papers = Papers
case-files = Photos and files
case-note = Add a note or photo
case-note-text = Note
case-note-files = Photo or file
case-note-act = Add
case-history = History
case-flow = Flowchart
case-flow-words = The flowchart in words
case-fix = Correct an entry
case-fix-voids = If you correct this, the paper's signature becomes void and must be given again.
case-fix-reason = Reason for the correction
case-fix-act = Save the correction
case-technician = Technician

# Papers: signing, scans, folders.
signing-title = Sign { $number }
signing-read = Read the whole paper
signing-here = Sign here with a finger or the mouse
signing-pad = Space for the signature. If you cannot draw, sign the printed paper.
signing-missing = The signature is missing.
signing-no-script = This browser cannot draw here: print the paper and sign it in ink.
signing-give = Sign the paper
signing-clear = Clear and repeat
signing-kept = The stroke, date and time, the device used, the sentence above and the paper's fingerprint are kept.
signing-frozen = Paper frozen on { $at }. SHA-256 fingerprint:
signing-ink = Rather in ink? Print, sign, and bring back the scan.
signing-print = Open to print
scans-title = Papers signed in ink
scans-lede = Upload scans or photos; the QR code says which case each sheet belongs to.
scans-files = Scans
scans-files-hint = Several at once, JPEG, PNG or PDF, up to 10 MB each.
scans-missing = Choose at least one file.
scans-act = Upload
scans-results = Result
scans-count =
    { $n ->
       [one] One sheet received.
      *[other] { $n } sheets received.
    }
scans-file = File
scans-code = Short code at the foot of the sheet
scans-match = Match
folders-lede = One folder per month, with its index and what still lacks a signature.
folders-month = Month
folders-papers = Papers
folders-signatures = Signatures
folders-unsigned =
    { $n ->
       [one] One signature missing
      *[other] { $n } signatures missing
    }
folders-all-signed = All signed
folders-location = Where the folder stands
folders-nowhere = Not noted
folders-empty = No folders yet
folders-empty-hint = Filing the first signed paper of a month opens its folder.
folder-title = Folder of { $month }
folder-all = All in one PDF
folder-index = Index
folder-spine = Spine label
folder-missing =
    { $n ->
       [one] One signature is missing this month. The case stays open until filed with it.
      *[other] { $n } signatures are missing this month. The cases stay open until filed with them.
    }
folder-location-hint = For example: archive of the unit, shelf 2.
folder-rows = Papers in the folder
folder-empty = This folder is empty
request-what = What do you need?
request-nothing = Nothing can be asked for here yet
request-nothing-hint = The institution has not put any procedure in force that begins with a request.
queue-finish = To finish: print and file
case-version = Edition { $edition } · { $sha256 }
case-waits-for = Waits for: { $who }
case-reason = Reason
case-release = Give it back to the queue
case-release-act = Give the case back
case-assign = Give the case to somebody else
case-assign-to = To whom
case-assign-act = Give the case
case-annul = Annul the case
case-annul-act = Annul the case
case-step-done = The step is recorded.
case-arrived = Your arrival is noted.
case-noted = It was added to the case.
case-fixed = The correction is saved.
case-nothing-changed = Nothing was changed. Write the right value where it is needed.
case-released = The case went back to the queue, in the turn of its arrival.
case-assigned = The case changed hands.
case-annulled = The case is annulled. Its history is kept.
story-opened = Opened the case
story-taken = Took: { $step }
story-released = Gave back to the queue: { $step }
story-assigned = Gave to { $name }: { $step }
case-awaits = Waits for: { $what }
case-not-before = Cannot be done before { $at }
case-has-arrived = The arrival is noted.
story-message = What was waited for arrived
story-agreed = Agreed for their part: { $step }
story-completed = Finished: { $step }
story-expired = The time ran out: { $step }
story-numbered = Got its number
story-issued = Issued “{ $document }”
story-signed = “{ $document }” was signed
story-filed = Filed “{ $document }”
story-voided = “{ $document }” was voided with its signature
story-corrected = Corrected: { $field }
story-change = It said “{ $was }”, now it says “{ $value }”.
story-rewound = The case went back to: { $step }
story-migrated = The case went over to another version of the procedure
story-suspended = Suspended the case
story-resumed = Resumed the case
story-annulled = Annulled the case
story-closed = The case is over
story-timer = The set time came
story-arrived = Arrived on site
story-noted = Noted
story-photo = Added a photo
story-file = Added a file
story-signature-screen = { $name } signed on the screen
story-signature-ink = { $name } signed on paper; the scan was kept
signing-who = Signs:
paper-signed-copy = Signed copy
paper-signed-name = signed
folder-printed = Printed
scans-received = { $all ->
       [one] One sheet received
      *[other] { $all } sheets received
    }, { $matched } matched.
story-before = In front of { $name }

## Taking cases over to another version

migrate-other-procedure = That version is of another procedure, or the one the case already follows. Choose another.
migrate-not-in-force = That version is not in force. Cases only go over to the version in force.
migrate-unmapped = The case stands on “{ $step }” ({ $id }), which the new version does not have. Say which step it becomes.
migrate-unknown = The new version has no step “{ $id }”. Choose one of its steps.
migrate-not-a-task = Nobody does “{ $step }”. Choose another step.
migrate-other-flow = “{ $step }” belongs to another flow of the table. Choose a step of the same flow.
migrate-unknown-paper = The case has the document “{ $document }”, which the new version does not know. Finish it with its own.
migrate-paper-not-issued = From that step the new version signs or files “{ $document }”, which the case does not have. Choose an earlier step.
migrate-field-not-filled = From that step the new version needs “{ $field }”, which the case does not have. Choose an earlier step.
