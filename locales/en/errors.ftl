error-too-large = What was sent is larger than allowed.
error-too-many = There were too many attempts from here.

error-internal = Something failed on our side. Your work is kept; try again or tell the IT unit.
error-unavailable = A part of the system is busy. Try again in a moment.
error-forbidden = Your post does not allow this.
error-cross-site = That was sent from another site and was not accepted. Open the page here and send it again.
error-form-broken = What was sent could not be understood. Go back to the page and send it again.
file-gone = The file is no longer in the store. Tell the IT unit.
error-not-found = It does not exist, or it is not yours to see.
error-check-fields = Check the marked fields; the rest is kept.
error-changed-meanwhile = Somebody changed it a moment ago. See how it stands and repeat if needed.
error-sign-in = Sign in to continue.
zone-unknown = That time zone does not exist.

# Forms: what is wrong with a field.
field-required = This field is required.
field-unknown = This field does not belong to this step.
field-not-one-line = Write it on a single line.
field-not-a-number = Write a number.
field-not-a-date = Write a date that exists.
field-not-confirmed = Tick it to go on.
field-out-of-scale = Choose a value of the scale.
field-not-a-unit = Choose a unit from the list.
field-not-in-list = Choose an option from the list.
field-not-a-person = Choose a person from the list.
field-not-recorded = Nobody has filled in this field yet: there is nothing to correct.
reason-required = Write the reason; it stays in the history.
answer-required = Answer: { $question }
file-none = Choose at least one file.
file-empty = “{ $name }” is empty.
file-too-big = “{ $name }” is larger than 10 MB.
file-kind = “{ $name }” is no photo, PDF or office document.

# Whole acts that are refused.
error-in-use = Something else depends on this; it cannot be removed.
database-url-unknown = The database address must begin with sqlite: or postgres:.
calendar-never-open = The institution's hours never open: the deadline cannot be counted.

# Signing in, links and passwords.
sign-in-wrong = The user name or the password is not right.
sign-in-throttled = There were too many attempts. Wait { $minutes } min and try again.
link-over = This link was used or has expired. Ask for a new one.
setup-done = There already is an institution: this link cannot make another.
password-too-long = The password may have at most { $n } characters.
password-common = That password is among the first to be guessed. Use a phrase of your own.
password-own-data = The password repeats your name, user name or e-mail. Use a phrase that is not about you.
password-present-wrong = The present password is not right.

# People, units and the institution.
person-user-name-invalid = 3 to 40 letters, digits, dots or dashes, without spaces.
person-user-name-taken = Somebody else has that user name.
person-email-invalid = Write an e-mail address such as name@place.gob.sv.
person-email-taken = Somebody else has that e-mail address.
person-last-administrator = Somebody must remain who manages people. Give that role to another person first.
person-left = That person no longer works here. Bring them back first.
role-unknown = This institution has no such role.
holding-twice = They hold that role in that unit already.
substitute-oneself = Choose somebody else: nobody stands in for themselves.
substitute-ends-before = The last day must be the first day or later.
unit-below-itself = A unit cannot be below itself or below one of its own.
unit-code-taken = Another unit has that code.
institution-slug-invalid = 2 to 40 lower-case letters without accents, digits or dashes.
institution-slug-taken = Another institution has that short name.
institution-hours-invalid = Write it like this: lunes a viernes 8:00-12:00 13:00-16:00.
pack-unknown = The program comes with no such pack.

# Procedures and cases.
procedure-not-in-force = That procedure is not in force.
procedure-not-requestable = That procedure does not begin with a request.
procedure-has-errors = The text of the procedure has errors and cannot come into force.
case-not-open = The case is no longer open.
case-arrived-already = The arrival is noted already.
task-not-yours = This step is for somebody else.
task-over = This step is done or no longer needed.
task-taken = { $name } took it first.
task-take-first = Take the case before you work on it.
task-awaits = The step waits for { $what }. Note its arrival before doing it.
case-does-not-await = The case does not wait for { $what }. Open the case again.
task-too-early = It is not yet time for this step.
queue-reason-needed = Another case has waited longer. Write why you take this one.
assign-cannot-work = That person holds no role that does this step.
job-unknown = This job is of another version of the program. Update and retry.
job-kept-dying = The job stopped the program several times; it is no longer tried by itself.
