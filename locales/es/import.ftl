# Importar un manual: por qué un archivo no se puede leer.
import-too-large = El archivo pasa de 10 MB. Quite las imágenes, o pegue solo el texto.
import-too-long = El texto es demasiado largo para un manual (más de 600 000 caracteres). Divídalo en partes.
import-empty = El archivo no tiene texto. Si es una imagen o un escaneo, pase antes el texto a Word.
import-pdf = Un PDF no se puede leer directamente. Ábralo, copie todo su texto y péguelo, o suba el manual en Word (DOCX).
import-old-word = Es un archivo de Word antiguo (DOC). Ábralo en Word y guárdelo como DOCX.
import-rtf = Es un archivo RTF. Ábralo en Word y guárdelo como DOCX, o pegue su texto.
import-unknown = No es un texto, una página ni un documento de Word. Suba un DOCX, o pegue el texto del manual.
import-not-docx = El archivo no es un documento de Word. Suba un DOCX, o pegue el texto del manual.
import-locked = El documento está protegido con contraseña. Quítesela y vuelva a subirlo.
import-damaged = El documento está dañado y no se puede abrir. Ábralo en Word, guárdelo otra vez y vuelva a subirlo.
import-bomb = El documento crece demasiado al abrirse. Quite lo que no sea texto y vuelva a subirlo.
import-no-table = No se encontró ninguna tabla de pasos: una que tenga actividades y su número o su responsable. Revise que las columnas tengan encabezado.
cli-procedures-import = Lee un manual (texto, página, DOCX) y escribe un borrador: manual.yaml, un archivo por procedimiento y fuente.txt.
cli-arg-manual = El manual: texto, página guardada o DOCX.
cli-arg-out = Carpeta en la que se escribe el borrador; se crea si no existe.
cli-arg-force = Escribe aunque la carpeta no esté vacía; reemplaza los archivos del mismo nombre.
cli-import-full = La carpeta { $folder } no está vacía. Elija otra, o repita con --force para reemplazar los archivos del mismo nombre.
cli-import-done =
    { $procedures ->
        [one] Un procedimiento
       *[other] { $procedures } procedimientos
    } en { $folder }; { $findings ->
        [0] sin nada que revisar.
        [one] una cosa que revisar.
       *[other] { $findings } cosas que revisar.
    }
