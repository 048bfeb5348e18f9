mail-receipt-subject = [{ $number }] We received your request
mail-receipt-body =
    { $name }:

    We received your request. Its number is { $number } ({ $subject }).
    You can see how it goes, without a password, at:
    { $link }

    { $institution }
mail-reply-subject = [{ $number }] Answer to your request
mail-reply-body =
    { $name }:

    { $text }

    { $by }
    { $institution }
mail-closing-subject = [{ $number }] Your request was closed
mail-closing-body =
    { $name }:

    Your request { $number } ({ $subject }) is finished and closed.
    If the problem goes on, answer this mail: your answer reaches whoever attended to it.

    { $institution }
mail-annulled-subject = [{ $number }] Your request was annulled
mail-annulled-body =
    { $name }:

    Your request { $number } ({ $subject }) was annulled and will not go on.
    If you do not agree, answer this mail.

    { $institution }
mail-told-subject = [{ $number }] Notice about your request
mail-told-body =
    { $name }:

    { $text }

    { $institution }
mail-notice-subject = Notice: { $text }
mail-notice-body =
    { $text }

    See it at { $link }

    { $institution }
mail-trial-subject = Trial mail of Cabildo
mail-trial-body = If you read this, the outgoing account works.
mail-foot-case =
    { $institution }
    You can answer this mail: what you write stays in the case.
mail-foot =
    { $institution }
    Automatic notice. To stop getting them by mail: { $link }
mail-no-account = The institution has no outgoing account in use.
mail-letter-refused = The server does not accept the mail.
mail-address-invalid = “{ $address }” is no mail address.
mail-login-refused = The server did not accept user or password.
mail-tls-failed = The connection with the server could not be secured.
mail-server-unreachable = The server did not answer.
mail-server-silent = The server stopped answering.
mail-folder-unknown = The mailbox has no such folder.
mail-token-refused = The provider gave no permission to enter: the account has to be authorised again.
mail-token-url = The address must begin with https://
mail-host-invalid = Write only the server's name, for example mail.town.example
mail-port-invalid = The port is a number, for example 993.
mail-own-authority = The file of your own authority (authorities.pem) cannot be read as a certificate.
mail-begins-unknown = Choose which procedure a mail begins.
mail-secret-needed = Write the password.
mail-not-stopped = The mailbox is not stopped.
mail-other-mailbox = The server opened another mailbox than the one that was agreed on. Check user and server.
secret-does-not-open = The kept password cannot be opened with the key of this installation. Write it again.
notice-letter-failed = The mail “{ $subject }” could not be delivered to { $to }. The server said: { $said }
channel-mail = By mail
job-kind-send_letter = Send a mail
audit-kind-letter-retried = Sent a mail again
audit-kind-mail_account-added = Added a mail account
audit-kind-mail_account-edited = Changed a mail account
audit-kind-mail_account-accepted = Accepted another mailbox
cli-key = The key { $file } cannot be read or is no key. Restore it from a backup: without it the kept passwords cannot be opened.
story-wrote = { $from } wrote
story-wrote-about = Names the case { $number }, but whoever writes has nothing to do with it: so it is a case of its own.
story-wrote-refused = Files that were not accepted: { $names }
story-replied = Answered whoever asked (on their tracking page)
story-replied-mail = Answered whoever asked by mail
notice-case-answered = { $from } answered in { $number } ({ $subject })
notice-case-answered-closed = { $from } answered in { $number } ({ $subject }), which is over: it was kept and the case stays closed
notice-case-replied = { $by } answered in { $number }
notice-mailbox-stopped = The mailbox { $address } is no longer the one that was agreed on: nothing is collected until somebody looks at it in “Mail”
notice-letter-stuck = A mail in { $address } could not be taken in and stays unread. { $said }
notice-mail-silent = The mail of { $address } has not worked since { $since }. { $said } Another way: { $escape }
mail-alarm-subject = The mail of { $address } does not work
mail-alarm-body =
    The mail of { $address } has not worked since { $since }.
    { $said }

    { $institution }
mail-is-off = The account is off.
mail-collecting-already = That mailbox is being collected already.
mail-no-procedure = There is no procedure in force that a mail begins.
mail-not-openable = The procedure did not accept the mail as a request.
mail-too-many = Too many mails of one address within an hour.
mail-is-own-echo = It is a mail of ours that came back.
mail-is-bounce = It says that a mail could not be delivered.
mail-is-auto-reply = It is an automatic reply.
mail-is-list = It is from a mailing list.
mail-is-machine = It is from a machine.
mail-refused-by-person = A person said that it is no request.
letter-not-held = That mail no longer waits for a decision.
audit-kind-letter-accepted = Accepted a held mail
audit-kind-letter-refused = Refused a held mail
nav-mail = Mail
mail-lede = What goes out by mail, what comes in, and the accounts that it passes.
mail-letters = Correspondence
mail-no-subject = (no subject)
mail-accounts = Accounts
mail-accounts-none = There are no accounts: nothing comes in or goes out by mail for now.
mail-add-in = Add an incoming mailbox
mail-add-out = Add an outgoing account
mail-in = Incoming
mail-out = Outgoing
mail-last = last success
mail-collect = Collect now
mail-was-collected = Collected: { $new } new mails. Could not be taken in: { $failed }.
mail-held = Waiting for your decision
mail-held-hint = These mails did not become cases by themselves. Accept them if they are requests.
mail-open = To go out
mail-open-none = Everything that had to be sent went out.
mail-sent = Sent
mail-sent-none = No mail has been sent yet.
mail-came = Received
mail-came-none = No mail has come yet.
letter-subject = Subject
letter-who = With whom
letter-state = State
letter-at = When
letter-acts = What to do
letter-case = See the case
letter-retry = Send again
letter-was-retried = The mail goes back to the outbox.
letter-accept = Accept
letter-was-accepted = The mail was accepted as a request.
letter-refuse = Discard
letter-was-refused = The mail was discarded.
letter-is-received = In a case
letter-is-refused = No request
letter-is-held = Waits for a decision
letter-is-waiting = Waiting
letter-is-sending = Being sent
letter-is-sent = Sent
letter-is-failed = Not delivered
letter-from = From
letter-to = To
letter-received = Received
letter-id = Identifier
letter-refused-files = Files that were not accepted
letter-raw = Save as it came (.eml)
letter-text = Whole text
mail-account-in = Incoming mailbox
mail-account-out = Outgoing account
mail-account-is-new = Not used yet
mail-account-works = Works
mail-account-fails = Does not work
mail-account-is-off = Off
mail-account-is-stopped = Stopped
mail-account-saved = Account saved.
mail-account-answers = The server answered well.
mail-server-said = It did not work. { $said }
mail-address = Address
mail-address-in-hint = To which people write, for example support@town.example
mail-address-out-hint = From which mail goes out, for example support@town.example
mail-name = Name that is shown
mail-name-hint = For example “Help desk”
mail-server = Server
mail-host = Name of the server
mail-port = Port
mail-tls = How the connection is secured
mail-tls-direct = TLS from the beginning
mail-tls-starttls = TLS after the greeting (STARTTLS)
mail-tls-none = Not secured: only for a server on the same machine
mail-user = User
mail-secret = Password
mail-secret-hint = Kept encrypted, with a key that is not in the database.
mail-secret-kept = One is kept. Leave it empty to keep it.
mail-tokens = Enter with the provider's permission (OAuth 2)
mail-tokens-hint = If the provider takes no passwords: write here the address that gives permissions and the client, and in “Password” the refresh token.
mail-token-address = Address that gives permissions
mail-client = Client
mail-client-secret = Secret of the client
mail-subaddress = The server delivers addresses with + (support+something@…)
mail-subaddress-hint = So an answer finds its case even if the mail program drops the rest.
mail-what-begins = What a mail begins
mail-folder = Folder
mail-folder-hint = Empty: the inbox.
mail-begins = Procedure
mail-unit = Unit of who is not of the house
mail-unit-hint = A known employee writes for their own unit.
mail-unit-issuing = The unit that attends
mail-defaults-hint = The form of that procedure asks what a mail does not say. What you set here holds for all mails; what you leave empty is filled by who attends the first step.
mail-defaults-later = After saving, the questions of the form that a mail does not answer are shown here.
mail-otherwise = If it does not work
mail-escape = Another way to tell
mail-escape-hint = A telephone, shown with the alarm, or another address, to which is written when the account has not worked for 15 minutes.
mail-on = In use
mail-try = Try
mail-try-to = Send a trial to
mail-try-hint = Empty: only checks that the server lets us in.
mail-try-act = Try
mail-other-title = The server shows another mailbox
mail-other-hint = Nothing is collected until somebody says that this is the right one. If it is not, correct user or server.
mail-other-was = It was agreed
mail-other-now = Now it shows
mail-other-accept = It is the right mailbox
mail-trouble-in = No mail has come from { $address } since { $since }.
mail-trouble-out = No mail has gone out by { $address } since { $since }.
mail-trouble-stopped = The mailbox { $address } has been stopped since { $since }: it is not the one that was agreed on.
mail-trouble-escape = Another way: { $escape }
account-mail = Notices by mail
account-mail-wants = Get my notices by mail, too
account-mail-hint = The notices stay in the page as well.
account-mail-none = Your account has no mail address: ask to have it noted.
account-mail-saved = Preference saved.
case-reply = Answer whoever asked
case-reply-text = Answer
case-reply-hint = Read by whoever asked: on their tracking page and by mail, if they left an address. For the team use a note.
case-reply-act = Send answer
case-replied = Answer sent.
track-said = Messages
track-you = You
track-house = The unit
file-wrote = { $from } wrote, { $at }: { $text }
file-replied = Answer to whoever asked, { $at }: { $text }
mail-survey-subject = [{ $number }] Tell us whether it is solved
mail-survey-body =
    { $name }:

    Your request { $number } ({ $subject }) is held to be solved.
    Say whether it is fine at this link, which serves once and asks for no password:
    { $link }

    If you do not answer, the request closes by itself on { $closes }.

    { $institution }
