# One's own account.
account-title = My account
account-data = My data
account-data-hint = If something is wrong, ask the ICT unit to change it.
account-password = Password
account-sessions = Where I am signed in
account-sessions-hint = If you do not recognise one, end it and change your password.
session-seen = last seen
session-this = This session
session-end = End this session
password-present = Present password
password-new = New password
password-rules = At least 15 characters. A long phrase is fine; you may paste it from a manager. No symbols are demanded and it does not expire.
password-change = Change password
password-too-short = The password needs at least { $n } characters.
person-name = Full name
person-login = User name
person-login-hint = Lower case, no spaces.
person-email = E-mail
person-post = Post
person-unit = Unit
person-phone = Telephone
# Persons and units.
people-new = New person
people-find = Find by name, user name or unit
people-none = Nobody with those words
people-none-hint = Try part of the name, without post or title.
person-roles = Roles
person-role-unit = Where: { $role }
person-role-everywhere = In the whole institution
person-inactive = No access
person-active = May sign in
person-active-hint = If unticked, their sessions end; their history is kept.
person-login-taken = That user name is taken.
person-email-wrong = Check the e-mail: the at sign or the domain is missing.
person-substitute = Substitute
person-substitute-who = Who covers their absence
person-substitute-hint = On those dates they may do the same, and it is recorded who did it.
person-substitute-none = Nobody
person-substitute-from = From
person-substitute-until = Until
person-link-hint = The link works once and for one day. Give it to that person only.
person-link-act = Make a link to set a password
person-link-made = One-time link, valid until { $until }. It will not be shown again.
password-set-title = Set your password
password-set-act = Save and sign in
units-lede = The offices of the institution, as on its chart.
units-empty = No units yet
units-empty-hint = Begin with the highest and add those below it.
unit-new = Add a unit
unit-name = Name of the unit
unit-parent = Reports to
unit-top = None
unit-add = Add
unit-no-chief = No chief
unit-people =
    { $n ->
       [one] 1 person
      *[other] { $n } people
    }
