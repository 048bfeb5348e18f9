# Procedures as drawings, and drawings as procedures.
cli-procedures-export = Draws a procedure as BPMN 2.0 or SVG.
cli-procedures-import-bpmn = Turns a BPMN 2.0 drawing into a procedure file.
cli-arg-export-file = YAML file of a procedure.
cli-arg-export-bpmn = BPMN file to write.
cli-arg-export-svg = SVG file to write.
cli-arg-expressions = Language of the conditions in the BPMN file.
cli-arg-import-bpmn = BPMN file of Cabildo or of another program.
cli-arg-import-out = YAML file to write; it must not exist.
cli-drawing-told = { $file }: { $what }
cli-drawing-out = { $file } cannot be written. Check the folder and the permission; if the file is there already, choose another name.
procedure-download = Download
procedure-bpmn = BPMN
procedure-bpmn-hint = to draw or run it with other programs
procedure-svg = SVG
procedure-svg-hint = the flowchart as a picture
