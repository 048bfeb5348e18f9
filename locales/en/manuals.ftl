# Manuals and their versions.

# What verbs refuse
manual-not-draft = This version is no longer a draft: create a new version to change it.
manual-part-changed = Somebody changed this text meanwhile. Compare with what is there now and save again.
manual-nothing-to-undo = There is no earlier text to go back to.
manual-text-too-long = The text is over one megabyte. Split the manual or take out what is not text.
manual-part-code = Write lower-case letters without accents, digits or “_”, beginning with a letter: “soporte_tecnico”.
manual-part-exists = This manual already has a procedure “{ $code }”. Choose another name.
