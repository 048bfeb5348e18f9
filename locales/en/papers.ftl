# Fixed words of the printed papers.
print-page = Page { $page } of { $pages }
print-version = Print { $n }
print-seal = Seal
print-name = Name
print-post = Post
print-continues = Continues in the system: open it with the QR code on this sheet.
print-demo = DEMONSTRATION
print-missing = Missing
print-complete = Nothing is missing: the folder is complete.
print-totals = Totals
print-location = Location
print-shield = The institution’s shield
print-qr = QR code of this sheet:
print-drawn = Drawn signature of
print-code = Code of the sheet
print-contents = Contents
print-continued = (continued)
print-too-long = The document is too long: at most { $most } parts.
print-too-many-signatures = A sheet has room for { $most } signatures at most.
print-bad-signature = The drawn signature of { $name } cannot be read. Please ask them to sign again.
print-link-too-long = The address of the sheet is too long for a QR code.
bind-nothing = There are no documents to bind.
bind-unreadable = Document { $number } cannot be read: it must be a PDF, JPEG or PNG, complete and without a password.
scan-unreadable = The file cannot be read: it must be a PDF, JPEG or PNG, complete and without a password.
scan-too-large = The picture is too large: { $most } megapixels at most.
scan-too-long = The document is too long: { $most } pages at most.

# States of a paper.
paper-issued = Signature missing
paper-signed = Signed
paper-filed = Filed
paper-is-voided = Voided

# Signing, printing and filing that is refused.
paper-changed = The document changed while you saw it. Open it again and sign that version.
paper-voided = This version was voided. Sign the one that replaces it.
paper-signed-already = The document is signed already.
paper-not-signed-yet = The document is not signed yet.
paper-not-issued = “{ $document }” has not been printed in this version yet.
paper-not-signed = “{ $document }” still lacks its signature.
signature-empty = Sign in the box before you accept.
signature-not-drawn = The signature must be a PNG picture of up to 512 KB.
scan-kind = “{ $name }” is no scan: it must be PDF, JPEG or PNG.
scan-no-code = No code can be seen on the sheet. Type the short code at its foot.
scan-several-codes = The file has sheets of several cases. Scan each one by itself.
scan-unknown-code = No sheet of this institution has that code.
scan-matched-already = This scan is already matched to its sheet.
scan-refused = The sheet takes no signature now: look at the case.
folder-too-big = The folder has too many documents for one index.

# What a ticket says.
edition = edition
value-yes = yes
length-hours = { $hours } h { $minutes } min
channel-web = Internal page
channel-public = Public form
channel-desk = At the desk
channel-house = Begun by the system
ticket-created = Asked
ticket-taken = Taken
ticket-arrived = Arrived on site
ticket-closed = Closed
ticket-requester = Requester
ticket-contact = Contact
ticket-attendant = Attended by
ticket-working-time = Time in working hours
ticket-channel = Asked through
ticket-observations = Remarks
ticket-signs-user = User
ticket-signs-attendant = Who attended
ticket-statement = I received the help that this sheet describes and I am satisfied.
signature-evidence = Signed on screen on { $at } · SHA-256 { $sha256 }…

# What a folder's index says.
folder-number = Number
folder-unit = Unit
folder-requester = Requester
folder-issued = Printed
folder-signed = Signed
folder-filed = Filed
folder-state = State
folder-total = Documents in force
folder-total-filed = Filed
folder-total-missing = Without signature
case-is-filed = Filed
case-is-annulled = Annulled
case-is-suspended = Suspended
case-lacks-signature = Signature missing
case-is-waiting = Waiting for a technician
case-is-attended = Being attended
case-is-at = Pending: { $step }
scan-matched = Joined to its case
signing-done = The signature was kept.
folder-location-kept = Where the folder stands was kept.
