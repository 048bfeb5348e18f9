# Manuals and their versions.

# What verbs refuse
manual-not-draft = This version is no longer a draft: create a new version to change it.
manual-part-changed = Somebody changed this text meanwhile. Compare with what is there now and save again.
manual-nothing-to-undo = There is no earlier text to go back to.
manual-text-too-long = The text is over one megabyte. Split the manual or take out what is not text.
manual-part-code = Write lower-case letters without accents, digits or “_”, beginning with a letter: “soporte_tecnico”.
manual-part-exists = This manual already has a procedure “{ $code }”. Choose another name.
manual-text-broken = The manual’s text cannot be read. Mend its errors in the text view and repeat.
manual-not-now = That cannot be done in the state this version is in. See the manual’s page.
manual-not-ready = There are still errors or unanswered questions, or there is no procedure. See them under “Findings”.
manual-not-in-force = That version is not in force.
manual-approved-already = The approval of this version is recorded already.
manual-procedure-elsewhere = The procedure “{ $code }” is already in force by another manual. Rename it or take it out here.
manual-errata-changes-more = The correction changes more than words. Create a new version and have it approved.
manual-notes-required = Write what changes and why: it becomes the line of the change control.
manual-imported-already = This document was imported already: it is “{ $title }”, version { $n }.
manual-answer-required = Write the answer: it becomes the assumption of the row.
manual-reach-nobody = Choose at least one role, unit or person.
manual-signatories-none = Write who signed the minutes, one person per line.
manual-approved-later = The date of the minutes cannot be later than today.
manual-hour = Write the time like this: 16:00.
manual-valid-past = Choose today or a later day.
manual-certified-before = The certified copy cannot be older than the minutes.

# Laws
law-exists = That law is in the register already.
law-repealed-before = It cannot be repealed before it holds.
