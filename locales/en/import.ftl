# Importing a manual: why a file cannot be read.
import-too-large = The file is larger than 10 MB. Take the pictures out, or paste only the text.
import-too-long = The text is too long for a manual (more than 600,000 characters). Split it into parts.
import-empty = The file has no text. If it is a picture or a scan, bring its text into Word first.
import-pdf = A PDF cannot be read directly. Open it, copy all its text and paste it, or upload the manual as Word (DOCX).
import-old-word = This is an old Word file (DOC). Open it in Word and save it as DOCX.
import-rtf = This is an RTF file. Open it in Word and save it as DOCX, or paste its text.
import-unknown = This is no text, page or Word document. Upload a DOCX, or paste the manual's text.
import-not-docx = The file is no Word document. Upload a DOCX, or paste the manual's text.
import-locked = The document is locked with a password. Remove it and upload again.
import-damaged = The document is damaged and cannot be opened. Open it in Word, save it again and upload it.
import-bomb = The document grows too much when opened. Take out what is not text and upload again.
import-no-table = No table of steps was found: one with activities and their number or their responsible. See that its columns have headings.
cli-procedures-import = Reads a manual (text, page, DOCX) and writes a draft: manual.yaml, one file per procedure and fuente.txt.
cli-arg-manual = The manual: text, saved page or DOCX.
cli-arg-out = Folder into which the draft is written; made when it is not there.
cli-arg-force = Write even if the folder is not empty; files of the same name are replaced.
cli-import-full = The folder { $folder } is not empty. Choose another, or repeat with --force to replace files of the same name.
cli-import-done =
    { $procedures ->
        [one] One procedure
       *[other] { $procedures } procedures
    } in { $folder }; { $findings ->
        [0] nothing to review.
        [one] one thing to review.
       *[other] { $findings } things to review.
    }
