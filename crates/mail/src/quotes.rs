//! What somebody wrote anew in an answer: the text without what their program quoted below, between or above it.

/// The text without quoted mails and signature, in the habits of Spanish and English programs. When nothing is left (a mail
/// passed on without a word), the whole text.
pub fn without_quotes(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let plain = plain(line);
        if line.starts_with('>') {
            at += 1;
        } else if let Some(length) = attribution(&lines[at..]) {
            let below = lines[at + length..].iter().find(|l| !l.is_empty());
            if !below.is_some_and(|l| l.starts_with('>')) {
                break;
            }
            at += length;
        } else if is_divider(&plain) || is_signature(line, &plain) || header_block(&lines[at..]) {
            break;
        } else {
            kept.push(line);
            at += 1;
        }
    }
    let reply = kept.join("\n");
    let reply = reply.trim();
    if reply.is_empty() { text.trim().to_owned() } else { reply.to_owned() }
}

/// The line in lower case, without the stars of bold text.
fn plain(line: &str) -> String {
    line.trim().trim_matches('*').to_lowercase()
}

/// `-----Mensaje original-----` and its cousins; a line of underscores before Outlook's block.
fn is_divider(plain: &str) -> bool {
    let words = plain.trim_matches(|c: char| c == '-' || c == '_' || c.is_whitespace());
    let framed = plain.starts_with("--");
    (framed && ["mensaje original", "original message", "mensaje reenviado", "forwarded message"].contains(&words))
        || (words.is_empty() && plain.len() >= 20 && plain.starts_with('_'))
}

/// `-- `, what phones add, and the warnings of legal departments: nothing of the sender's own follows.
fn is_signature(line: &str, plain: &str) -> bool {
    const BEGINNINGS: [&str; 9] = [
        "enviado desde mi ",
        "sent from my ",
        "enviado desde outlook",
        "obtener outlook para",
        "get outlook for",
        "enviado desde correo para windows",
        "aviso de confidencialidad",
        "aviso legal",
        "confidencialidad:",
    ];
    line.trim_start() == "--" || BEGINNINGS.iter().any(|b| plain.starts_with(b))
}

/// How many lines an attribution takes at the beginning: «El vie, 3 ene 2025 a las 9:15, X (<x@y>) escribió:», which
/// programs break over up to four lines.
fn attribution(lines: &[&str]) -> Option<usize> {
    let first = plain(lines.first()?);
    let dated = first.chars().next().is_some_and(|c| c.is_ascii_digit());
    let begins = ["el ", "on ", "em ", "le "].iter().any(|b| first.starts_with(b));
    if !begins && !dated {
        return None;
    }
    let mut whole = String::new();
    for (n, line) in lines.iter().take(4).enumerate() {
        if n > 0 && line.is_empty() {
            return None;
        }
        whole.push_str(&plain(line));
        whole.push(' ');
        let said = whole.trim_end();
        let wrote = ["escribió:", "escribio:", "ha escrito:", "wrote:", "escreveu:"].iter().any(|e| said.ends_with(e));
        let addressed = dated && said.ends_with(">:");
        if wrote || addressed {
            let looks_dated = said.chars().filter(char::is_ascii_digit).count() >= 3;
            return looks_dated.then_some(n + 1);
        }
    }
    None
}

/// Outlook's block: `De:` and, in the next lines, at least two of its companions.
fn header_block(lines: &[&str]) -> bool {
    const COMPANIONS: [&str; 10] =
        ["enviado:", "enviado el:", "fecha:", "sent:", "date:", "para:", "to:", "asunto:", "subject:", "cc:"];
    let starts = |line: &str, with: &[&str]| {
        let line = line.trim().trim_start_matches('*').to_lowercase();
        let line = line.replace(":*", ":");
        with.iter().any(|w| line.starts_with(w))
    };
    lines.first().is_some_and(|l| starts(l, &["de:", "from:"]))
        && lines.iter().skip(1).take(6).filter(|l| starts(l, &COMPANIONS)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, reply: &str) {
        assert_eq!(without_quotes(text), reply, "of:\n{text}");
    }

    #[test]
    fn an_answer_above_the_quote_is_kept_alone() {
        let quote = "> ¿Ya imprime?\n> Saludos";
        for line in [
            "El 3 ene 2025, a las 9:15, Mesa de Ayuda <m@x.sv> escribió:",
            "El vie, 3 ene 2025 a las 9:15, Mesa de Ayuda (<mesa@x.sv>)\nescribió:",
            "On Fri, Jan 3, 2025 at 9:15 AM Mesa <m@x.sv> wrote:",
            "2025-01-03 9:15 GMT-06:00 Mesa de Ayuda <m@x.sv>:",
        ] {
            kept(&format!("Ya sirve, gracias.\n\n{line}\n{quote}"), "Ya sirve, gracias.");
            kept(&format!("Ya sirve, gracias.\n\n{line}\n\nsin signos de cita"), "Ya sirve, gracias.");
        }
    }

    #[test]
    fn outlooks_block_and_dividers_end_the_answer() {
        kept("Listo.\n\n-----Mensaje original-----\nDe: x\ntexto", "Listo.");
        kept(
            "Listo.\n\n________________________________\nDe: Mesa\nEnviado: viernes\nPara: yo\nAsunto: x\n\nhola",
            "Listo.",
        );
        kept(
            "Listo.\n\n*De:* Mesa <m@x>\n*Enviado el:* viernes, 3 de enero\n*Para:* yo\n*Asunto:* x\n\nhola",
            "Listo.",
        );
        kept("Listo.\n\nFrom: a\nSent: b\nTo: c\nSubject: d\n\nhello", "Listo.");
    }

    #[test]
    fn an_answer_below_or_between_quotes_is_kept() {
        kept(
            "El 3 ene 2025, X <x@y> escribió:\n> ¿Imprime?\n\nNo, todavía no.\n> ¿Y ahora?\nSí.",
            "No, todavía no.\nSí.",
        );
    }

    #[test]
    fn signatures_and_warnings_are_left_out() {
        kept("No prende.\n-- \nAna Pérez\nTesorería", "No prende.");
        kept("No prende.\n\nEnviado desde mi iPhone", "No prende.");
        kept("No prende.\n\nAVISO LEGAL: este mensaje…", "No prende.");
    }

    #[test]
    fn ordinary_sentences_are_not_taken_for_quotes() {
        for text in [
            "El usuario me escribió:\nno tengo red",
            "De: la impresora salen hojas en blanco",
            "El equipo 12 falla.\nOtra línea",
            "Fecha: hoy\nPara: mañana",
        ] {
            kept(text, text);
        }
    }

    #[test]
    fn a_mail_passed_on_without_a_word_is_kept_whole() {
        let text = "---------- Forwarded message ---------\nDe: Ana\nAsunto: red\n\nNo hay red.";
        kept(text, text);
        kept("> solo cita", "> solo cita");
    }
}
