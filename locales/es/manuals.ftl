# Manuals and their versions.

# What verbs refuse
manual-not-draft = Esta versión ya no es un borrador: cree una versión nueva para cambiarla.
manual-part-changed = Alguien cambió este texto mientras tanto. Compare con lo que hay ahora y guarde otra vez.
manual-nothing-to-undo = No hay un texto anterior al cual volver.
manual-text-too-long = El texto pasa de un megabyte. Divida el manual o quite lo que no sea texto.
manual-part-code = Escriba minúsculas sin tilde, cifras o «_», y empiece con una letra: «soporte_tecnico».
manual-part-exists = Este manual ya tiene un procedimiento «{ $code }». Elija otro nombre.
