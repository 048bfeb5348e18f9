# The chief's page, search, procedures, jobs, audit.
overview-open =
    { $n ->
       [0] No open case.
       [one] One open case.
      *[other] { $n } open cases.
    }
overview-waiting =
    { $n ->
       [0] Nobody waits for a technician.
       [one] One waits for a technician.
      *[other] { $n } wait for a technician.
    }
overview-unsigned =
    { $n ->
       [0] No signature is missing.
       [one] One signature is missing.
      *[other] { $n } signatures are missing.
    }
overview-empty = No cases to count yet
overview-empty-hint = With the first requests, this shows the load, the oldest cases and how long each step takes.
overview-oldest = Oldest still open
overview-none-open = There are no open cases.
overview-nobody = No technician
overview-load = Open load
overview-flow = Day by day
overview-closed-days = Shaded days are not working days.
overview-times = Time per step
overview-times-hint = In working time, steps finished in the last 30 days.
overview-no-times = No finished cases yet.
overview-cases = Cases
overview-median = Half take up to
overview-p90 = Nine of ten, up to
search-title = Search cases
search-for = Cases with “{ $query }”
search-none = No case matches
search-start = Type what you look for
search-hint = A number, part of a name, the unit, the inventory tag or a word of the details will do. Accents and capitals do not matter.
procedures-lede = The approved manual, as the system follows it.
procedures-empty = No procedure in force
procedures-empty-hint = Whoever manages procedures installs a manual here.
procedure-title = Procedure
procedure-since = In use since
procedure-open = Open cases
procedure-manual = Manual
procedure-manual-see = The version that brought it
procedure-hash = SHA-256 fingerprint
procedure-table = The manual's table
procedure-assumptions = Assumptions
procedure-assumptions-hint = What the manual does not say and the system needs to know; it needs approval.
jobs-lede = What the system does by itself: papers, notices, deadlines.
jobs-failed = Failed
jobs-failed-hint = Tried several times without success. Fix the cause and retry; nothing is done twice.
jobs-none-failed = No failed job
jobs-pending = Pending
jobs-none-pending = Nothing pending.
job-what = Job
job-error = Last error
job-tries = Tries
job-since = Since
job-due = Due
job-retry = Retry
audit-lede = Who did what and when, outside cases; each case carries a history of its own. Read only: nobody can change it.
audit-who = Who
audit-what = What
audit-anything = Anything
audit-from = From
audit-until = Until
audit-at = When
audit-about = About
audit-empty = Nothing with that filter
audit-empty-hint = Widen the dates or remove the name.
audit-anybody = Anybody
audit-was = before: { $value }
audit-by = substitute: { $value }
audit-from-day = from { $value }
audit-to = to { $value }
audit-until-day = until { $value }
audit-from-address = from { $value }
audit-edition = edition { $value }
audit-sha256 = fingerprint { $value }
audit-error = last error: { $value }
jobs-recurring = Again and again
jobs-recurring-hint = When the system was off, what was missed is done once on return.
job-every = Every
job-every-hours = { $n } h
job-last = Last time
job-never = Not yet
job-kind-print_paper = Make the PDF of a paper
job-kind-print_signed = Make the signed copy
job-kind-fire_timer = Act on a deadline
job-kind-enter_manual = Put an approved manual in force
job-kind-expire_manual = End the term of a manual
job-kind-index_search = Make what was there before findable
job-kind-tidy_up = Remove ended sessions and links
job-kind-unknown = Work of another version: { $kind }
job-was-retried = The work is waiting again.
procedure-edition = Edition
procedure-in-force = In force
procedure-superseded = Replaced
procedure-source = Definition file
procedure-source-hint = The exact text that the system follows; its fingerprint names it in every case.
procedure-source-show = Show the file
procedure-editions = Editions
packs = Manuals at hand
packs-hint = Installing a manual puts its procedures in force and adds the roles, units and lists that are missing. What is there does not change; a new text is a new edition, and open cases keep theirs.
pack-install = Install
pack-installed = Manual installed.
overview-chart-unit = Open cases by unit
overview-chart-technician = Open cases by technician
overview-chart-flow = Asked and closed by day
overview-head-unit = Unit
overview-head-technician = Technician
overview-head-open = Open
overview-head-day = Day
overview-head-asked = Asked
overview-head-closed = Closed
overview-few = few data
length-minutes = { $minutes } min
length-under-minute = under 1 min
audit-kind-institution-founded = Founded the institution
audit-kind-institution-edited = Changed the institution's data
audit-kind-pack-installed = Installed a manual
audit-kind-law-added = Added a norm
audit-kind-law-change_dismissed = Dismissed a review for a changed norm
audit-kind-law-changed = Noted a change of a norm
audit-kind-law-edited = Edited a norm
audit-kind-law-linked = Linked a norm to a procedure
audit-kind-law-unlinked = Unlinked a norm from a procedure
audit-kind-manual-answered = Answered a question of the manual
audit-kind-manual-approved = Recorded the approval of a manual
audit-kind-manual-discarded = Discarded a draft of a manual
audit-kind-manual-drafted = Began a draft of a manual
audit-kind-manual-expired = The term of a manual ended
audit-kind-manual-in_force = A manual came in force
audit-kind-manual-leftover_settled = Settled a text without a place
audit-kind-manual-part_added = Added a procedure to the draft
audit-kind-manual-part_removed = Removed a procedure from the draft
audit-kind-manual-part_saved = Changed a procedure of the draft
audit-kind-manual-read = Acknowledged reading a manual
audit-kind-manual-readers_asked = Asked for a manual to be read
audit-kind-manual-readers_reminded = Reminded of reading a manual
audit-kind-manual-reordered = Reordered the procedures of the draft
audit-kind-manual-returned = Returned a manual to draft
audit-kind-manual-reviewed = Reviewed a manual
audit-kind-manual-superseded = A manual was superseded
audit-kind-manual-text_saved = Changed the text of the manual
audit-kind-procedure-ended = A procedure is no longer in force
audit-kind-procedure-in_force = Put a procedure in force
audit-kind-person-added = Added a person
audit-kind-person-edited = Changed a person's record or roles
audit-kind-person-deactivated = Took a person's access away
audit-kind-person-reactivated = Gave a person access back
audit-kind-person-link_made = Made a link to choose a password
audit-kind-person-password_set = Chose a password
audit-kind-person-signed_in = Signed in
audit-kind-person-signed_out = Signed out
audit-kind-session-ended = Ended a session
audit-kind-session-others_ended = Ended their other sessions
audit-kind-substitute-added = Named a substitute
audit-kind-substitute-ended = Took a substitution back
audit-kind-unit-added = Added a unit
audit-kind-unit-edited = Changed a unit
audit-kind-unit-closed = Closed a unit
audit-kind-folder-moved = Changed where a folder stands
audit-kind-folder-bound = Bound the papers of a folder
audit-kind-job-retried = Retried background work
