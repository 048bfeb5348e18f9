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
overview-times-hint = In working hours, cases finished in the last 90 days.
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
procedures-empty-hint = Load a pack or a definition file from the command line.
procedure-title = Procedure
procedure-version = Version
procedure-since = In use since
procedure-open = Open cases
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
audit-lede = Who did what and when. Read only: nobody can change it.
audit-who = Who
audit-what = What
audit-anything = Anything
audit-from = From
audit-until = Until
audit-at = When
audit-about = About
audit-outcome = Outcome
audit-address = Address
audit-empty = Nothing with that filter
audit-empty-hint = Widen the dates or remove the name.
