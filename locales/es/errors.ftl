error-too-large = Lo enviado pesa más de lo permitido.
error-too-many = Hubo demasiados intentos desde aquí.

error-internal = Algo falló de nuestro lado. Lo suyo está guardado; intente de nuevo o avise a la unidad de informática.
error-unavailable = Una parte del sistema está ocupada. Intente de nuevo en un momento.
error-forbidden = Su cargo no permite hacer esto.
error-not-found = No existe, o no le corresponde verlo.
error-check-fields = Revise los campos señalados; lo demás se conserva.
error-changed-meanwhile = Otra persona lo cambió hace un momento. Vea cómo quedó y repita si hace falta.
error-sign-in = Inicie sesión para continuar.
zone-unknown = Esa zona horaria no existe.
