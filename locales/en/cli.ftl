# The terminal: help, greetings, refusals.
cli-about = Cabildo: the approved procedures of the IT unit, running.
cli-serve = Serves the pages (the same as with no command at all).
cli-procedures = Procedure files.
cli-procedures-check = Checks procedure or manual files and says what to mend.
cli-procedures-diff = Compares two versions of a manual or a procedure and says what changed.
cli-user = People who sign in.
cli-user-add = Adds a person and prints their link to choose a password.
cli-user-reset = Prints a new link with which a person chooses their password.
cli-demo = Loads the demonstration, with invented people and cases, and prints its logins this once.
cli-verify = Checks that no event, file or paper was changed.
cli-arg-data = Folder of the data; made when it does not exist.
cli-arg-database = PostgreSQL database (postgres://…); also by the variable CABILDO_DATABASE. Without it, a file in the data folder.
cli-arg-public-url = Address by which people come, like https://help.example.org; it goes into QR codes and links.
cli-arg-listen = Address and port to listen on.
cli-arg-behind-proxy = A proxy of ours stands in front: X-Forwarded-For says who calls.
cli-arg-log = What goes to the technical log: error, warn, info, debug, or by parts (info,web=debug).
cli-arg-log-format = Form of the technical log.
cli-arg-files = Folder of a manual, which is reviewed as a whole, or single YAML files.
cli-arg-json = Writes the result as JSON, for other programs.
cli-arg-diff-old = Folder or file as it was.
cli-arg-diff-new = Folder or file as it is now.
cli-arg-institution = Short name of the institution, when there are several.
cli-arg-unit = Code of the unit they work in.
cli-arg-role = Code of a role in the whole institution; can be repeated.
cli-first-run = Cabildo is ready to begin. Open this link in your browser; it works once and for one day:
cli-serving = Cabildo is serving at { $url }. To stop it: Ctrl-C.
cli-log-filter = What --log asks for cannot be understood. Examples: info, warn, info,web=debug.
cli-folder = The folder { $folder } cannot be written. Choose another one with --data, or allow writing to it.
cli-database = The database { $url } does not answer or cannot be used. Check that it is running, its address and its password.
cli-address-in-use = Another program is already listening on { $address }. Stop it, or choose another port with --listen, for example 127.0.0.1:8081.
cli-address = Cannot listen on { $address }. Check --listen: address and port, for example 127.0.0.1:8080.
cli-file = The file { $file } cannot be read.
cli-diff-none = Nothing changed.
cli-files-fine =
    { $n ->
       [one] The file is fine.
      *[other] The { $n } files are fine.
    }
cli-demo-done = The demonstration is loaded. These logins will not be shown again:
cli-institution-none = There is no such institution in this installation. The first one is made with the link that «cabildo» shows when it starts.
cli-institution-which = There are several institutions; say which one with --institution: { $slugs }.
cli-role-unknown = There is no role «{ $role }». There are: { $roles }.
cli-unit-unknown = There is no unit «{ $unit }». There are: { $units }.
cli-user-unknown = There is nobody with the user name or e-mail «{ $user }».
cli-user-left = «{ $user }» no longer has access. Give it back first on the people page.
cli-user-link = Link with which { $name } chooses a password; it works once and for three days:
cli-verify-fine =
    { $cases ->
       [one] 1 case
      *[other] { $cases } cases
    } and { $files ->
       [one] 1 file
      *[other] { $files } files
    }: everything is whole.
cli-verify-broken =
    { $n ->
       [one] 1 change was found.
      *[other] { $n } changes were found.
    } Do not go on working on this installation before keeping a copy of it.
cli-arg-export-pdf = PDF of the manual of a folder, or of a procedure with the manual.yaml beside it
cli-export-no-manual = «{ $file }» has no readable manual.yaml beside it: the heads need it. Look at it with «cabildo procedures check».
