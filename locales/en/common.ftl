# What every page shares: frame, forms, lists, instants in words.
page-skip = Skip to content
page-demo = Demonstration: people and cases are invented.
page-demo-label = Demonstration notice
page-foot = Cabildo: the approved manual, at work.
page-keys = Keys:
page-key-search = search
page-key-rows = move through the list
page-error-prefix = Error:
nav-label = Places
nav-group-procedures = Procedures
nav-group-records = Records
nav-group-control = Control
nav-group-admin = Administration
nav-home = Home
nav-request = Ask for help
nav-queue = Queue
nav-folders = Folders
nav-scans = Scans
nav-overview = Overview
nav-people = People
nav-units = Units
nav-institution = Institution
nav-procedures = Procedures
nav-jobs = Jobs
nav-audit = Audit
search-label = Search cases by number, person, unit or word
search-placeholder = Number, person, unit…
search-act = Search
field-optional = (optional)
field-choose = Choose…
form-wrong = There is something to correct
form-save = Save
form-cancel = Cancel
flash-saved = Saved.
list-more = Show the next ones
value-none = Not given
file-photo-alt = Attached photo: { $name }
ago-now = just now
ago-minutes = { $n } min ago
ago-hours = { $n } h ago
ago-days =
    { $n ->
       [one] 1 day ago
      *[other] { $n } days ago
    }

# Months: `2026-03` in words.
month-01 = January { $year }
month-02 = February { $year }
month-03 = March { $year }
month-04 = April { $year }
month-05 = May { $year }
month-06 = June { $year }
month-07 = July { $year }
month-08 = August { $year }
month-09 = September { $year }
month-10 = October { $year }
month-11 = November { $year }
month-12 = December { $year }
chart-data = Show the data as a table

# Sign-in and set-up.
sign-in = Sign in
sign-out = Sign out
sign-in-login = User name or e-mail
sign-in-password = Password
sign-in-forgot = Forgot your password? The ICT unit gives you a one-time link to set a new one.
sign-in-public-form = Ask for help without an account
sign-in-refused = The user name and password do not match.
sign-in-demo = Accounts of the demonstration
sign-in-demo-hint = The password was shown once in the terminal when the demonstration was loaded.
sign-in-demo-role = What they do
setup-title = Set up Cabildo
setup-lede = You fill this in once. Everything can be changed later.
setup-institution = Your institution
setup-institution-name = Name of the institution
setup-institution-hint = As it stands on the letterhead.
setup-country = Country
setup-zone = Time zone
setup-opens = Opens at
setup-closes = Closes at
setup-logo = Shield or logo
setup-logo-hint = PNG or JPEG. Shown on pages and papers.
setup-logo-kind = The shield has to be a PNG or JPEG picture.
setup-admin = The administrator
setup-begin = What to begin with
setup-begin-question = What should be loaded?
setup-begin-hint = A pack brings an approved manual, ready to work with. The demonstration brings invented people and cases.
setup-begin-missing = Choose what to begin with.
setup-begin-demo = Demonstration with invented people and cases
setup-done-welcome = The institution is made. Now add the people who work in it.
setup-act = Create the institution

# Pages that say no.
refusal-code = Code { $code }
refusal-home = Go to the start
refusal-request = Number for the ICT unit:
refusal-400 = What was sent was not understood
refusal-400-advice = Go back, check the fields and send again.
refusal-403 = This is not yours to do
refusal-403-advice = If your work needs it, ask whoever manages people and their roles.
refusal-404 = Nothing here
refusal-404-advice = Check the address or look the case up by its number.
refusal-409 = It changed while you were looking
refusal-409-advice = Go back to the case to see how it stands. Nothing was lost.
refusal-413 = The file is too large
refusal-413-advice = Each file may have up to 10 MB. A smaller photo will do.
refusal-429 = Too many attempts in a row
refusal-429-advice = Wait a few minutes and try again.
refusal-500 = Something failed on our side
refusal-500-advice = Try again. If it keeps failing, tell the ICT unit the number below.
refusal-503 = A part is busy
refusal-503-advice = Wait a moment and reload the page.
