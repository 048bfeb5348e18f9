# Procedimientos como dibujos, y dibujos como procedimientos.
cli-procedures-export = Dibuja un procedimiento en BPMN 2.0 o en SVG.
cli-procedures-import-bpmn = Convierte un dibujo BPMN 2.0 en un archivo de procedimiento.
cli-arg-export-file = Archivo YAML de un procedimiento.
cli-arg-export-bpmn = Archivo BPMN que se escribe.
cli-arg-export-svg = Archivo SVG que se escribe.
cli-arg-expressions = En qué lenguaje van las condiciones del BPMN.
cli-arg-import-bpmn = Archivo BPMN de Cabildo o de otro programa.
cli-arg-import-out = Archivo YAML que se escribe; no debe existir.
cli-drawing-told = { $file }: { $what }
cli-drawing-out = No se puede escribir { $file }. Revise la carpeta y el permiso; si el archivo ya existe, elija otro nombre.
procedure-download = Descargar
procedure-bpmn = BPMN
procedure-bpmn-hint = para dibujarlo o ejecutarlo en otros programas
procedure-svg = SVG
procedure-svg-hint = el flujograma como imagen
