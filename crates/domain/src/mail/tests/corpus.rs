//! More than a hundred and fifty letters of our own, with every trap that mail sets: what each must become is known.

use std::fmt::Write as _;

/// What must become of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// A case of its own.
    Opens,
    /// An answer in the case that was there before.
    Answers,
    /// Written down, with this reason, and no more.
    Refused(&'static str),
    /// The same letter once more.
    Again,
}

pub(super) struct Sample {
    pub(super) name: String,
    pub(super) raw: Vec<u8>,
    pub(super) fate: Fate,
    /// What must be readable in the case; empty for nothing.
    pub(super) says: &'static str,
    /// The letter itself hangs in the case.
    pub(super) eml: bool,
}

/// The case that was there: how its letters are answered.
pub(super) struct Before {
    pub(super) number: String,
    pub(super) thread: String,
    pub(super) ours: String,
    pub(super) theirs: &'static str,
    pub(super) requester: &'static str,
}

struct Writer {
    samples: Vec<Sample>,
}

const WORDS: &str = "El señor Núñez pidió revisión: ¿por qué no enciende el monitor del área de catastro?";

impl Writer {
    fn sender(&self) -> String {
        format!("Vecino {0} <vecino{0}@ciudad.example>", self.samples.len())
    }

    /// Headers as a mail program writes them, with an id of their own.
    fn head(&self, more: &str) -> String {
        let n = self.samples.len();
        format!(
            "Received: from mx by correo.prueba.gob.sv; Mon, 2 Mar 2026 07:{:02}:00 -0600\r\nFrom: {}\r\nTo: mesa@prueba.gob.sv\r\n\
             Subject: Correo {n}\r\nDate: Mon, 2 Mar 2026 07:00:00 -0600\r\nMessage-ID: <m{n}@ciudad.example>\r\nMIME-Version: 1.0\r\n{more}",
            n % 60,
            self.sender()
        )
    }

    fn add(&mut self, name: impl Into<String>, raw: Vec<u8>, fate: Fate, says: &'static str, eml: bool) {
        self.samples.push(Sample { name: name.into(), raw, fate, says, eml });
    }

    fn opens(&mut self, name: impl Into<String>, raw: Vec<u8>, says: &'static str) {
        self.add(name, raw, Fate::Opens, says, false);
    }

    fn broken(&mut self, name: impl Into<String>, raw: Vec<u8>, says: &'static str) {
        self.add(name, raw, Fate::Opens, says, true);
    }
}

/// Letters of windows-1252, one byte each.
fn western(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    let all = base64::engine::general_purpose::STANDARD.encode(bytes);
    all.as_bytes().chunks(76).map(|l| String::from_utf8_lossy(l).into_owned()).collect::<Vec<_>>().join("\r\n")
}

fn quoted_printable(bytes: &[u8]) -> String {
    let mut out = String::new();
    for (n, b) in bytes.iter().enumerate() {
        match b {
            b' '..=b'<' | b'>'..=b'~' => out.push(char::from(*b)),
            _ => write!(out, "={b:02X}").unwrap(),
        }
        if n % 20 == 19 {
            out.push_str("=\r\n");
        }
    }
    out
}

fn joined(head: &str, body: &[u8]) -> Vec<u8> {
    [head.as_bytes(), b"\r\n", body, b"\r\n"].concat()
}

fn charsets(w: &mut Writer) {
    const TEXTS: [&str; 6] = [
        WORDS,
        "¡No hay señal en la oficina de la alcaldía! Gracias, José Ibáñez",
        "Teléfono dañado; extensión número 204. Ojalá lo vean mañana.",
        "Pingüino, cigüeña, ñandú: así se ven las letras que se dañan.",
        "Señora Méndez: ¿cuándo pasa el técnico? Él dijo que el miércoles.",
        "La contraseña venció; según el aviso había que cambiarla antes del día último.",
    ];
    for text in TEXTS {
        let (utf8, old) = (text.as_bytes().to_vec(), western(text));
        let ways: [(&str, &str, Vec<u8>); 8] = [
            ("utf-8", "utf-8\r\nContent-Transfer-Encoding: 8bit", utf8.clone()),
            ("utf-8 base64", "utf-8\r\nContent-Transfer-Encoding: base64", base64(&utf8).into_bytes()),
            ("utf-8 qp", "UTF-8\r\nContent-Transfer-Encoding: quoted-printable", quoted_printable(&utf8).into_bytes()),
            ("latin-1", "iso-8859-1\r\nContent-Transfer-Encoding: 8bit", old.clone()),
            ("windows-1252", "\"windows-1252\"\r\nContent-Transfer-Encoding: 8bit", old.clone()),
            (
                "windows-1252 qp",
                "Windows-1252\r\nContent-Transfer-Encoding: quoted-printable",
                quoted_printable(&old).into_bytes(),
            ),
            ("latin-1 base64", "ISO-8859-1\r\nContent-Transfer-Encoding: base64", base64(&old).into_bytes()),
            ("utf-8 twice", "utf-8; format=flowed\r\nContent-Transfer-Encoding: 8bit", utf8.clone()),
        ];
        for (name, kind, body) in ways {
            let head = w.head(&format!("Content-Type: text/plain; charset={kind}\r\n"));
            w.opens(name, joined(&head, &body), text);
        }
        let lies = w.head("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n");
        w.broken("says utf-8, is windows-1252", joined(&lies, &old), text);
    }
    let unknown = w.head("Content-Type: text/plain; charset=x-nunca-visto\r\n");
    w.opens("unknown charset", joined(&unknown, b"Hola a todos"), "Hola a todos");
    let none = w.head("");
    w.opens("no content type", joined(&none, b"Solo letras"), "Solo letras");
}

const QUOTES: [&str; 8] = [
    "El 3 ene 2025, a las 9:15, Mesa <m@x.sv> escribió:\r\n> ¿Ya?",
    "El vie, 3 ene 2025 a las 9:15, Mesa de Ayuda (<mesa@x.sv>)\r\nescribió:\r\n\r\n> ¿Ya?",
    "-----Mensaje original-----\r\nDe: Mesa\r\nEnviado el: viernes\r\nPara: yo\r\nAsunto: x\r\n\r\n¿Ya?",
    "________________________________\r\nDe: Mesa\r\nEnviado: viernes\r\nPara: yo\r\nAsunto: x\r\n\r\n¿Ya?",
    "De: Mesa de ayuda\r\nEnviado el: viernes, 3 de enero de 2025\r\nPara: yo\r\nAsunto: RE: x\r\n\r\n¿Ya?",
    "On Fri, Jan 3, 2025 at 9:15 AM Mesa <m@x.sv> wrote:\r\n> ¿Ya?",
    "-- \r\nVecino\r\nColonia Centro",
    "Enviado desde mi teléfono",
];

fn quotes(w: &mut Writer, before: &Before) {
    for (n, quote) in QUOTES.iter().enumerate() {
        let body = format!("Todavía no funciona.\r\n\r\n{quote}");
        let head = w.head("Content-Type: text/plain; charset=utf-8\r\n");
        w.opens(format!("quote {n}"), joined(&head, body.as_bytes()), "Todavía no funciona.");
        let answers = match n % 4 {
            0 => format!("In-Reply-To: <{}>\r\n", before.ours),
            1 => format!("References: <nada@x> <{}>\r\n", before.ours),
            2 => format!("In-Reply-To: <{}>\r\n", before.theirs),
            _ => format!("Cc: mesa+c-{}@prueba.gob.sv\r\n", before.thread.to_lowercase()),
        };
        let head = w.head(&format!("{answers}Content-Type: text/plain; charset=utf-8\r\n"));
        w.add(format!("answer {n}"), joined(&head, body.as_bytes()), Fate::Answers, "Todavía no funciona.", false);
    }
    for n in 0..3 {
        let head = w.head("");
        let numbered = head.replace("Subject: ", &format!("Subject: RV: [{}] ", before.number));
        w.opens(format!("a stranger knows the number {n}"), joined(&numbered, b"Hola"), "Hola");
        let head = w.head("");
        let theirs = head.replace(&w.sender(), before.requester);
        let theirs = theirs.replace("Subject: ", &format!("Subject: {} ", before.number));
        w.add(format!("the requester names it {n}"), joined(&theirs, b"Soy yo"), Fate::Answers, "Soy yo", false);
    }
}

fn html(w: &mut Writer) {
    const PAGES: [&str; 5] = [
        "<p>Se trabó la <b>impresora</b></p>",
        "<html><head><style>p{color:red}</style></head><body>Se trabó la impresora<br>otra vez</body></html>",
        "<div>Se trabó la impresora</div><script>alert(1)</script><img src=\"http://espia.example/x.gif\">",
        "<table><tr><td>Se trabó la impresora</td></tr></table><iframe src=//x></iframe>",
        "<p>Se trab&oacute; la impresora<p onclick=x()>sin cerrar",
    ];
    for (n, page) in PAGES.iter().enumerate() {
        let head = w.head("Content-Type: text/html; charset=utf-8\r\n");
        w.opens(format!("html {n}"), joined(&head, page.as_bytes()), "Se trabó la");
        let head = w.head("Content-Type: multipart/alternative; boundary=\"alt\"\r\n");
        let body = format!(
            "--alt\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSe trabó la impresora\r\n--alt\r\n\
             Content-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--alt--"
        );
        w.opens(format!("alternative {n}"), joined(&head, body.as_bytes()), "Se trabó la");
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// A part with a file.
fn part(headers: &str, bytes: &[u8]) -> String {
    format!("--mix\r\n{headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n", base64(bytes))
}

fn files(w: &mut Writer) {
    const TEXT: &str = "--mix\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nVa adjunto\r\n";
    let attached =
        |name: &str| format!("Content-Type: application/octet-stream\r\nContent-Disposition: attachment; {name}");
    let good: [(&str, String); 6] = [
        ("png", part(&attached("filename=\"foto.png\""), PNG)),
        ("pdf", part(&attached("filename=oficio.pdf"), b"%PDF-1.7\n%%EOF")),
        ("rfc2231", part(&attached("filename*=UTF-8''se%C3%B1al%20da%C3%B1ada.png"), PNG)),
        ("rfc2231 in pieces", part(&attached("filename*0*=UTF-8''se%C3%B1;\r\n filename*1=al.png"), PNG)),
        ("encoded word", part(&attached("filename=\"=?utf-8?Q?se=C3=B1al.png?=\""), PNG)),
        ("a path for a name", part(&attached("filename=\"../../etc/passwd\""), b"texto llano")),
    ];
    for (name, file) in good {
        let head = w.head("Content-Type: multipart/mixed; boundary=mix\r\n");
        w.opens(format!("file: {name}"), joined(&head, format!("{TEXT}{file}--mix--").as_bytes()), "Va adjunto");
    }
    let many: String =
        (0..35).map(|n| part(&attached(&format!("filename=f{n}.txt")), format!("f {n}").as_bytes())).collect();
    let nested = "--mix\r\nContent-Type: message/rfc822\r\n\r\nFrom: otro@x.example\r\nSubject: Dentro\r\n\r\nUn correo dentro\r\n";
    let tnef = part("Content-Type: application/ms-tnef; name=winmail.dat", b"\x78\x9f\x3e\x22\x01\x00");
    let bad: [(&str, String); 9] = [
        ("program", part(&attached("filename=virus.exe"), b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0")),
        ("page", part(&attached("filename=p.html"), b"<html><script>x</script>")),
        ("empty", part(&attached("filename=nada.txt"), b"")),
        ("too many", many),
        ("tnef", tnef),
        ("nested", nested.to_owned()),
        ("script", part(&attached("filename=a.sh"), b"#!/bin/sh\nrm -rf /")),
        ("zip", part(&attached("filename=a.zip"), b"PK\x03\x04\x14\0\0\0\0\0")),
        ("encrypted", part("Content-Type: application/pkcs7-mime; name=smime.p7m", b"\x30\x80\x06\x09")),
    ];
    for (name, file) in bad {
        let head = w.head("Content-Type: multipart/mixed; boundary=mix\r\n");
        w.broken(format!("file: {name}"), joined(&head, format!("{TEXT}{file}--mix--").as_bytes()), "Va adjunto");
    }
}

fn broken(w: &mut Writer) {
    let n = w.samples.len();
    w.broken("no headers", format!("Esto no es un correo {n}").into_bytes(), "Esto no es un correo");
    w.broken("only bytes", vec![0, 159, 146, 150, 0, 255, 1, 2, 3], "");
    w.broken("bytes with NUL", joined("Subject: Nulo\r\n", b"antes\0despues"), "antes");
    w.broken("nothing but a line", b"\r\n".to_vec(), "");
    w.broken("only a subject", b"Subject: Solo asunto\r\n\r\n".to_vec(), "Solo asunto");
    let head = w.head("");
    w.broken(
        "no sender",
        joined(&head.replace(&format!("From: {}\r\n", w.sender()), ""), b"Sin remitente"),
        "Sin remitente",
    );
    let head = w.head("");
    w.broken("a sender that is none", joined(&head.replace(&w.sender(), "yo mismo"), b"Raro"), "Raro");
    let head = w.head("");
    w.broken("empty body", joined(&head, b""), "");
    let head = w.head("");
    let id = format!("Message-ID: <m{}@ciudad.example>\r\n", w.samples.len());
    w.opens("no id", joined(&head.replace(&id, ""), b"Sin identificador"), "Sin identificador");
    let head = w.head("");
    let id = format!("<m{}@ciudad.example>", w.samples.len());
    w.opens("an id with spaces", joined(&head.replace(&id, "<a b c>"), b"Identificador raro"), "Identificador raro");
    let head = w.head("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n");
    w.add("bad base64", joined(&head, b"SG9sYSBh*** esto no es base64 \xff\xfe"), Fate::Opens, "", true);
    let head = w.head("Content-Type: multipart/mixed; boundary=falta\r\n");
    w.add(
        "no end",
        joined(&head, b"--falta\r\nContent-Type: text/plain\r\n\r\nSin final"),
        Fate::Opens,
        "Sin final",
        false,
    );
    let head = w.head("Subject: otro asunto\r\n");
    w.opens("two subjects", joined(&head, b"Dos asuntos"), "Dos asuntos");
    let head = w.head("");
    w.opens("a long line", joined(&head, format!("largo {}", "x".repeat(60_000)).as_bytes()), "largo");
    let head = w.head("").replace("\r\n", "\n");
    w.opens("lines of Unix", joined(&head, b"Solo saltos"), "Solo saltos");
    let head =
        w.head("").replace("Subject: Correo", "Subject: =?utf-8?B?w5FhbmTDug==?= =?iso-8859-1?Q?_da=F1ado?= Correo");
    w.opens("encoded subject", joined(&head, b"Asunto codificado"), "Ñandú dañado");
    for n in 0..6 {
        let head = w.head("Content-Type: multipart/alternative; boundary=a\r\n");
        let deep = (0..n * 8).fold("Content-Type: text/plain\r\n\r\nMuy adentro".to_owned(), |inner, d| {
            format!("Content-Type: multipart/mixed; boundary=b{d}\r\n\r\n--b{d}\r\n{inner}\r\n--b{d}--")
        });
        let body = format!("--a\r\n{deep}\r\n--a--");
        w.add(format!("nested {n}"), joined(&head, body.as_bytes()), Fate::Opens, "", false);
    }
}

fn machines(w: &mut Writer, before: &Before) {
    let answers = format!("In-Reply-To: <{}>\r\n", before.ours);
    for more in [
        "Auto-Submitted: auto-replied\r\n",
        "X-Autoreply: yes\r\n",
        "Precedence: auto_reply\r\n",
        "Auto-Submitted: auto-replied; owner-email=\"x@y\"\r\n",
    ] {
        for threaded in [String::new(), answers.clone()] {
            let head = w.head(&format!("{more}{threaded}"));
            w.add("auto-reply", joined(&head, b"Estoy fuera"), Fate::Refused("mail-is-auto-reply"), "", false);
        }
    }
    for subject in ["Respuesta automática:", "Fuera de la oficina:", "Out of Office:"] {
        let head =
            w.head("Content-Type: text/plain; charset=utf-8\r\n").replace("Subject:", &format!("Subject: {subject}"));
        w.add("out of office", joined(&head, b"Vuelvo el lunes"), Fate::Refused("mail-is-auto-reply"), "", false);
    }
    for n in 0..4 {
        let head = w.head("Return-Path: <>\r\n");
        let head = head.replace(&w.sender(), &format!("MAILER-DAEMON@mx{n}.example"));
        w.add("bounce", joined(&head, b"No se pudo entregar"), Fate::Refused("mail-is-bounce"), "", false);
        let head = w.head("X-Cabildo-Mail: prueba\r\n");
        w.add("own echo", joined(&head, b"Volvi"), Fate::Refused("mail-is-own-echo"), "", false);
    }
    let head = w.head("");
    let own = head.replace(&w.sender(), "Mesa <mesa@prueba.gob.sv>");
    w.add("own address", joined(&own, b"Eco"), Fate::Refused("mail-is-own-echo"), "", false);
    for more in ["List-Id: <anuncios.example>\r\n", "Precedence: bulk\r\n", "Auto-Submitted: auto-generated\r\n"] {
        let head = w.head(more);
        w.opens("a machine that reports", joined(&head, b"La UPS avisa"), "La UPS avisa");
    }
}

fn again(w: &mut Writer) {
    for n in [0, 5, 10, 15, 20, 25, 30] {
        // The same letter by another way: another hop, the same id.
        let raw =
            [b"Received: from otra by correo.prueba.gob.sv; Mon, 2 Mar 2026 07:59:00 -0600\r\n", &w.samples[n].raw[..]]
                .concat();
        w.add(format!("again: {n}"), raw, Fate::Again, "", false);
    }
    let same: Vec<usize> = (0..w.samples.len())
        .filter(|n| ["no id", "no headers", "only bytes", "nothing but a line"].contains(&w.samples[*n].name.as_str()))
        .collect();
    for n in same {
        let raw = w.samples[n].raw.clone();
        w.add("again, without id", raw, Fate::Again, "", false);
    }
}

/// A letter as Dovecot gives it out: lines end in CR LF, and a NUL, which no mail may have, is another byte.
pub(super) fn as_given_out(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    for (n, byte) in raw.iter().enumerate() {
        match byte {
            b'\n' if n == 0 || raw[n - 1] != b'\r' => out.extend(b"\r\n"),
            0 => out.push(0x80),
            other => out.push(*other),
        }
    }
    out
}

/// All of them, in the order in which they come.
pub(super) fn corpus(before: &Before) -> Vec<Sample> {
    let mut w = Writer { samples: Vec::new() };
    charsets(&mut w);
    quotes(&mut w, before);
    html(&mut w);
    files(&mut w);
    broken(&mut w);
    machines(&mut w, before);
    again(&mut w);
    w.samples
}
