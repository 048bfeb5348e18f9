# Manuals and their versions.

# What verbs refuse
manual-not-draft = Esta versión ya no es un borrador: cree una versión nueva para cambiarla.
manual-part-changed = Alguien cambió este texto mientras tanto. Compare con lo que hay ahora y guarde otra vez.
manual-nothing-to-undo = No hay un texto anterior al cual volver.
manual-text-too-long = El texto pasa de un megabyte. Divida el manual o quite lo que no sea texto.
manual-part-code = Escriba minúsculas sin tilde, cifras o «_», y empiece con una letra: «soporte_tecnico».
manual-part-exists = Este manual ya tiene un procedimiento «{ $code }». Elija otro nombre.
manual-text-broken = El texto del manual no se puede leer. Corrija sus errores en la vista de texto y repita.
manual-not-now = En el estado en que está esta versión no se puede hacer eso. Vea la página del manual.
manual-not-ready = Todavía hay errores o preguntas sin responder, o no hay ningún procedimiento. Véalos en «Hallazgos».
manual-not-in-force = Esa versión no está vigente.
manual-approved-already = La aprobación de esta versión ya está registrada.
manual-procedure-elsewhere = El procedimiento «{ $code }» ya está vigente por otro manual. Cámbiele el nombre o quítelo de aquí.
manual-errata-changes-more = La corrección cambia más que palabras. Cree una versión nueva y llévela a aprobación.
manual-notes-required = Escriba qué cambia y por qué: será la línea del control de cambios.
manual-imported-already = Este documento ya se importó: es «{ $title }», versión { $n }.
manual-answer-required = Escriba la respuesta: quedará como supuesto de la fila.
manual-reach-nobody = Elija al menos un rol, una unidad o una persona.
manual-signatories-none = Escriba quién firmó el acta, una persona por línea.
manual-approved-later = La fecha del acta no puede ser posterior a hoy.
manual-hour = Escriba la hora así: 16:00.
manual-valid-past = Elija hoy o un día posterior.
manual-certified-before = La certificación no puede ser anterior al acta.

# Laws
law-exists = Esa norma ya está en el normograma.
law-repealed-before = La derogación no puede ser anterior a la vigencia.
