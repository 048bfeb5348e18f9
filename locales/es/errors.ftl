error-too-large = Lo enviado pesa más de lo permitido.
error-too-many = Hubo demasiados intentos desde aquí.

error-internal = Algo falló de nuestro lado. Lo suyo está guardado; intente de nuevo o avise a la unidad de informática.
error-unavailable = Una parte del sistema está ocupada. Intente de nuevo en un momento.
error-forbidden = Su cargo no permite hacer esto.
error-cross-site = El envío vino de otro sitio y no se aceptó. Abra la página aquí y envíe de nuevo.
error-form-broken = No se entendió lo enviado. Vuelva a la página y envíe de nuevo.
file-gone = El archivo ya no está en el almacén. Avise a la unidad de informática.
error-not-found = No existe, o no le corresponde verlo.
error-check-fields = Revise los campos señalados; lo demás se conserva.
error-changed-meanwhile = Otra persona lo cambió hace un momento. Vea cómo quedó y repita si hace falta.
error-sign-in = Inicie sesión para continuar.
zone-unknown = Esa zona horaria no existe.

# Forms: what is wrong with a field.
field-required = Este campo es obligatorio.
field-unknown = Este campo no pertenece a este paso.
field-not-one-line = Escríbalo en una sola línea.
field-not-a-number = Escriba un número.
field-not-a-date = Escriba una fecha que exista.
field-not-confirmed = Márquelo para continuar.
field-out-of-scale = Elija un valor de la escala.
field-not-a-unit = Elija una unidad de la lista.
field-not-in-list = Elija una opción de la lista.
field-not-a-person = Elija a una persona de la lista.
field-not-recorded = Todavía nadie ha llenado este campo: no hay qué corregir.
reason-required = Escriba el motivo; queda en el historial.
answer-required = Responda: { $question }
file-none = Elija al menos un archivo.
file-empty = «{ $name }» está vacío.
file-too-big = «{ $name }» pesa más de 10 MB.
file-kind = «{ $name }» no es una foto, un PDF ni un documento de oficina.

# Whole acts that are refused.
error-in-use = Otra cosa depende de esto; no se puede quitar.
database-url-unknown = La dirección de la base de datos debe empezar con sqlite: o postgres:.
calendar-never-open = El horario de la institución no abre ningún día: el plazo no se puede contar.

# Signing in, links and passwords.
sign-in-wrong = El usuario o la contraseña no coinciden.
sign-in-throttled = Hubo demasiados intentos. Espere { $minutes } min y pruebe otra vez.
link-over = Este enlace ya se usó o venció. Pida uno nuevo.
setup-done = Ya hay una institución: este enlace no puede crear otra.
password-too-long = La contraseña puede tener como máximo { $n } caracteres.
password-common = Esa contraseña es de las que se adivinan primero. Use una frase propia.
password-own-data = La contraseña repite su nombre, usuario o correo. Use una frase que no hable de usted.
password-present-wrong = La contraseña actual no es correcta.

# People, units and the institution.
person-user-name-invalid = De 3 a 40 letras, números, puntos o guiones, sin espacios.
person-user-name-taken = Ese usuario ya lo tiene otra persona.
person-email-invalid = Escriba un correo como nombre@lugar.gob.sv.
person-email-taken = Ese correo ya lo tiene otra persona.
person-last-administrator = Alguien debe quedar que administre a las personas. Dé ese rol a otra antes.
person-left = Esa persona ya no trabaja aquí. Reincorpórela antes.
role-unknown = Ese rol no existe en esta institución.
holding-twice = Ya tiene ese rol en esa unidad.
substitute-oneself = Elija a otra persona: nadie se suple a sí mismo.
substitute-ends-before = El último día debe ser igual o posterior al primero.
unit-below-itself = Una unidad no puede depender de sí misma ni de una que depende de ella.
unit-code-taken = Otra unidad ya tiene ese código.
institution-slug-invalid = De 2 a 40 letras minúsculas sin tilde, números o guiones.
institution-slug-taken = Ese nombre corto ya lo usa otra institución.
institution-hours-invalid = Escríbalo así: lunes a viernes 8:00-12:00 13:00-16:00.
pack-unknown = Ese paquete no viene con el programa.

# Procedures and cases.
procedure-not-in-force = Ese procedimiento no está vigente.
procedure-not-requestable = Ese procedimiento no empieza con un pedido.
procedure-has-errors = El texto del procedimiento tiene errores y no puede entrar en vigencia.
case-not-open = El caso ya no está abierto.
case-arrived-already = La llegada ya está anotada.
task-not-yours = Este paso le corresponde a otra persona.
task-over = Este paso ya se hizo o ya no hace falta.
task-taken = { $name } lo tomó antes.
task-take-first = Tome el caso antes de trabajarlo.
task-awaits = El paso espera: { $what }. Anote su llegada antes de hacerlo.
case-does-not-await = El caso no espera eso: { $what }. Abra el caso de nuevo.
task-too-early = Todavía no es la hora de este paso.
queue-reason-needed = Otro caso espera desde antes. Escriba por qué toma este.
assign-cannot-work = Esa persona no tiene un rol que atienda este paso.
job-unknown = Este trabajo es de otra versión del programa. Actualice y reintente.
job-kept-dying = El trabajo detuvo el programa varias veces; ya no se intenta solo.
