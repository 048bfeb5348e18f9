use mail::{Defect, Robot, read};

fn mail(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut raw = format!("From: Ana <ANA@x.sv>\r\nTo: soporte@x.sv\r\n{headers}\r\n\r\n").into_bytes();
    raw.extend_from_slice(body);
    raw
}

#[test]
fn a_plain_mail_is_read_whole() {
    let raw = mail(
        "Received: from a by b; Fri, 02 Jan 2026 17:30:00 -0600\r\nReceived: from c by a; Fri, 02 Jan 2026 17:29:00 -0600\r\n\
         Message-ID: <1@x.sv>\r\nReferences: <a@x> <b@x>\r\nDate: Fri, 02 Jan 2026 17:28:00 -0600\r\n\
         Subject: =?utf-8?q?No_imprime_la_caja_n=C3=BAmero?= 2",
        "Se atascó.\r\n-- \r\nAna".as_bytes(),
    );
    let letter = read(&raw);
    assert_eq!(letter.subject, "No imprime la caja número 2");
    assert_eq!(letter.message_id.as_deref(), Some("1@x.sv"));
    assert_eq!(letter.references, ["a@x", "b@x"]);
    let from = letter.from.expect("a sender");
    assert_eq!((from.name.as_str(), from.email.as_str()), ("Ana", "ana@x.sv"));
    assert_eq!((letter.text.as_str(), letter.reply.as_str()), ("Se atascó.\n-- \nAna", "Se atascó."));
    assert_eq!(letter.received_at, Some(1_767_396_600), "the last server's clock, not the sender's");
    assert_eq!(letter.sent_at, Some(1_767_396_480));
    assert_eq!((letter.robot, letter.defects), (None, vec![]));
}

#[test]
fn letters_of_old_windows_survive_without_and_with_a_wrong_charset() {
    for declared in ["", "Content-Type: text/plain; charset=utf-8\r\n", "Content-Type: text/plain; charset=latino\r\n"]
    {
        let raw = mail(&format!("{declared}Subject: x"), b"El a\xF1o de la impresi\xF3n");
        let letter = read(&raw);
        assert_eq!(letter.text, "El año de la impresión", "{declared}");
        assert!(letter.defects.contains(&Defect::Charset), "{declared}");
    }
    let declared = mail("Content-Type: text/plain; charset=windows-1252\r\nSubject: x", b"\x93a\xF1o\x94");
    assert_eq!(read(&declared).text, "“año”");
    assert!(read(&declared).defects.is_empty());
}

#[test]
fn a_subject_in_raw_old_letters_is_read() {
    let raw = [&b"From: a@x.sv\r\nSubject: Impresi\xF3n\r\n\r\nhola"[..]].concat();
    assert_eq!(read(&raw).subject, "Impresión");
}

#[test]
fn text_is_made_from_html_with_its_lines() {
    let raw = mail(
        "Content-Type: text/html; charset=utf-8\r\nSubject: x",
        "<html><head><style>p{}</style></head><body><p>No hay red.</p><div>Piso 2<br>Caja</div><script>x()</script></body></html>"
            .as_bytes(),
    );
    let letter = read(&raw);
    let lines: Vec<&str> = letter.text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(lines, ["No hay red.", "Piso 2", "Caja"]);
    assert!(letter.html.is_some_and(|h| h.contains("<p>No hay red.</p>") && !h.contains("script")));
}

#[test]
fn files_come_with_names_that_no_disk_mistakes() {
    let raw = mail(
        "Content-Type: multipart/mixed; boundary=b\r\nSubject: x",
        b"--b\r\nContent-Type: text/plain\r\n\r\nva\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\
          Content-Disposition: attachment; filename=\"..\\..\\a/foto:1.png\"\r\n\r\niVBORw0K\r\n--b\r\n\
          Content-Type: message/rfc822\r\n\r\nFrom: z@x\r\nSubject: dentro\r\n\r\ninterior\r\n--b\r\n\
          Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+\r\n--b--\r\n",
    );
    let letter = read(&raw);
    let names: Vec<&str> = letter.attachments.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["foto1.png", "adjunto-2.eml", "winmail.dat"]);
    assert_eq!(letter.attachments[0].bytes, b"\x89PNG\r\n");
    let inner = String::from_utf8_lossy(&letter.attachments[1].bytes);
    assert!(inner.contains("Subject: dentro") && inner.contains("interior"), "{inner}");
    assert!(letter.defects.contains(&Defect::Tnef));
    assert_eq!(letter.text, "va");
}

#[test]
fn a_picture_in_the_text_is_told_from_a_file() {
    let raw = mail(
        "Content-Type: multipart/related; boundary=b\r\nSubject: x",
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>va</p><img src=cid:1>\r\n--b\r\nContent-Type: image/gif\r\nContent-ID: <1>\r\n\
          Content-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lG\r\n--b--\r\n",
    );
    let letter = read(&raw);
    assert_eq!(letter.attachments.len(), 1);
    assert!(letter.attachments[0].inline);
}

#[test]
fn broken_base64_is_told_and_the_rest_is_read() {
    let raw = mail(
        "Content-Type: multipart/mixed; boundary=b\r\nSubject: x",
        b"--b\r\nContent-Type: text/plain\r\n\r\nadjunto roto\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\
          Content-Transfer-Encoding: base64\r\n\r\n%%%% no es base64 %%%%\r\n--b--\r\n",
    );
    let letter = read(&raw);
    assert_eq!(letter.text, "adjunto roto");
    assert!(letter.defects.contains(&Defect::Encoding), "{:?}", letter.defects);
    assert_eq!(letter.attachments.len(), 1);
}

#[test]
fn machines_are_told_apart() {
    let of = |headers: &str| read(&mail(headers, b"x")).robot;
    assert_eq!(of("Subject: hola"), None);
    assert_eq!(of("Auto-Submitted: no\r\nSubject: hola"), None);
    assert_eq!(of("Auto-Submitted: auto-replied (vacation)\r\nSubject: hola"), Some(Robot::AutoReply));
    assert_eq!(of("Subject: Respuesta automática: Re: [ST-2026-1] x"), Some(Robot::AutoReply));
    assert_eq!(of("Subject: =?utf-8?q?Respuesta_autom=C3=A1tica=3A_x?="), Some(Robot::AutoReply));
    assert_eq!(of("Precedence: bulk\r\nSubject: boletin"), Some(Robot::List));
    assert_eq!(of("Auto-Submitted: auto-generated\r\nSubject: disco lleno"), Some(Robot::Machine));
    assert_eq!(of(&format!("{}: 1\r\nAuto-Submitted: auto-generated\r\nSubject: x", mail::MARK)), Some(Robot::OwnEcho));
    assert_eq!(
        of("Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\nSubject: x"),
        Some(Robot::Bounce)
    );
    let daemon = b"Return-Path: <>\r\nFrom: MAILER-DAEMON@x.sv\r\nSubject: Undelivered\r\n\r\nx";
    assert_eq!(read(daemon).robot, Some(Robot::Bounce));
    assert!(Robot::Machine.may_ask() && !Robot::AutoReply.may_ask());
}

#[test]
fn what_is_no_mail_still_says_something() {
    for raw in [&b""[..], b"\x00\xFF\xFE", b"solo una linea sin cabeceras"] {
        let letter = read(raw);
        assert!(letter.defects.contains(&Defect::NoSender), "{raw:?}: {:?}", letter.defects);
    }
    assert!(read(b"solo una linea sin cabeceras").text.contains("solo una linea"));
}

#[test]
fn a_mail_cut_off_on_its_way_still_says_what_came_of_it() {
    for part in ["Content-Type: text/plain\r\n\r\nSin final", "\r\nSin final"] {
        let raw = mail(
            "Content-Type: multipart/mixed; boundary=falta\r\nSubject: x",
            format!("--falta\r\n{part}").as_bytes(),
        );
        let letter = read(&raw);
        assert_eq!((letter.text.as_str(), letter.attachments.len()), ("Sin final", 0), "{part}: {letter:?}");
    }
}
