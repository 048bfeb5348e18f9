# One's own account.
account-title = Mi cuenta
account-data = Mis datos
account-data-hint = Si algo no es correcto, pida el cambio a la unidad de informática.
account-password = Contraseña
account-sessions = Dónde tengo la sesión abierta
account-sessions-hint = Si no reconoce alguna, ciérrela y cambie la contraseña.
session-seen = última vez
session-this = Esta sesión
session-end = Cerrar esta sesión
password-present = Contraseña actual
password-new = Contraseña nueva
password-rules = Al menos 15 caracteres. Una frase larga sirve; puede pegarla desde un gestor. No se exigen símbolos ni se vence.
password-change = Cambiar contraseña
password-too-short = La contraseña debe tener al menos { $n } caracteres.
person-name = Nombre completo
person-login = Usuario
person-login-hint = En minúsculas, sin espacios.
person-email = Correo electrónico
person-post = Cargo
person-unit = Unidad
person-phone = Teléfono
# Persons and units.
people-new = Nueva persona
people-find = Buscar por nombre, usuario o unidad
people-none = Nadie con esas palabras
people-none-hint = Pruebe con parte del nombre, sin cargo ni título.
person-roles = Roles
person-role-unit = Dónde: { $role }
person-role-everywhere = En toda la institución
person-inactive = Sin acceso
person-active = Puede iniciar sesión
person-active-hint = Si se quita, sus sesiones se cierran; su historia se conserva.
person-login-taken = Ese usuario ya existe.
person-email-wrong = Revise el correo: falta la arroba o el dominio.
person-substitute = Suplente
person-substitute-who = Quién cubre su ausencia
person-substitute-hint = Durante esas fechas puede hacer lo mismo, y queda escrito quién lo hizo.
person-substitute-none = Nadie
person-substitute-from = Desde
person-substitute-until = Hasta
person-link-hint = El enlace sirve una vez y por un día. Entréguelo solo a la persona.
person-link-act = Crear enlace para poner contraseña
person-link-made = Enlace de un solo uso, válido hasta el { $until }. No se volverá a mostrar.
password-set-title = Ponga su contraseña
password-set-act = Guardar e iniciar sesión
units-lede = Las dependencias de la institución, como en su organigrama.
units-empty = Todavía no hay unidades
units-empty-hint = Empiece por la más alta y agregue las que dependen de ella.
unit-new = Agregar unidad
unit-name = Nombre de la unidad
unit-parent = Depende de
unit-top = De ninguna
unit-add = Agregar
unit-no-chief = Sin jefatura
unit-people =
    { $n ->
       [one] 1 persona
      *[other] { $n } personas
    }
