//! The act with which a council approved the manual, and its certified copy.

use crate::sections::Section;
use crate::source::Line;
use crate::words::{Word, between, day, find_day, fold, number, squeezed, words};
use procedure::yaml::Node;

/// What was found of the approval.
#[derive(Debug)]
pub(crate) struct Approval {
    /// `aprobacion`; `None` when the act lacks what the format needs.
    pub(crate) node: Option<Node>,
    /// The certificate whole, because the act is quoted in it.
    pub(crate) section: Section,
    /// The unit that «elaborado por» names.
    pub(crate) unit: Option<String>,
}

/// Looks for the paragraph that quotes the act; takes it and what belongs to it.
pub(crate) fn read(lines: &mut [Line]) -> Option<Approval> {
    let quotes = |l: &Line| {
        let folded = fold(&l.text());
        !l.taken && folded.contains("acta n") && folded.contains("acuerd")
    };
    let at = lines.iter().position(quotes)?;
    let text = squeezed(&lines[at].text());
    let words = words(&text);
    let after: Vec<usize> = (at + 1..lines.len()).filter(|i| !lines[*i].blank()).take(2).collect();
    let before =
        (0..at).rev().filter(|i| !lines[*i].blank()).take(1).find(|i| fold(&lines[*i].text()).contains("infrascrit"));
    let certifier: Vec<String> = after.iter().map(|i| squeezed(&lines[*i].text())).collect();
    let node = node(&text, &words, &certifier);
    let mut whole: Vec<String> = before.iter().map(|i| squeezed(&lines[*i].text())).collect();
    whole.push(text.clone());
    whole.extend(certifier);
    for i in before.into_iter().chain([at]).chain(after) {
        lines[i].taken = true;
    }
    let section = Section { title: "Certificación".to_owned(), class: "otra", text: whole.join("\n") };
    Some(Approval { node, section, unit: unit(&text, &words) })
}

fn position(words: &[Word], from: usize, any: &[&str]) -> Option<usize> {
    (from..words.len()).find(|i| any.iter().any(|a| words[*i].folded == *a))
}

/// The word after «NUMERO», «No.» or nothing, as printed: a number may be «ONCE» or «XI».
fn numbered(text: &str, words: &[Word], at: usize) -> Option<String> {
    let skip = usize::from(matches!(words.get(at + 1)?.folded.as_str(), "numero" | "no" | "n" | "num"));
    let word = words.get(at + 1 + skip)?;
    Some(text[word.from..word.to].to_owned())
}

fn node(text: &str, words: &[Word], certifier: &[String]) -> Option<Node> {
    let minutes = (0..words.len()).find(|i| {
        words[*i].folded == "acta"
            && words.get(i + 1).is_some_and(|w| matches!(w.folded.as_str(), "numero" | "no" | "n" | "num"))
    })?;
    let resolution = position(words, minutes, &["acuerdo"])?;
    let (date, date_at) = find_day(&words[minutes..])?;
    let of = |t: &str| Node::of_text(t);
    let body =
        (resolution..words.len()).find(|i| matches!(words[*i].folded.as_str(), "concejo" | "consejo" | "cabildo"));
    let body = body.map_or("Concejo Municipal".to_owned(), |i| {
        let until = i + usize::from(words.get(i + 1).is_some_and(|w| w.folded == "municipal"));
        between(text, words, i, until).to_owned()
    });
    let mut node = Node::of_map([
        ("acta", of(&numbered(text, words, minutes)?)),
        ("acuerdo", of(&numbered(text, words, resolution)?)),
        ("organo", of(&body)),
        ("fecha", of(&date)),
        ("vigente_desde", of(&date)),
    ]);
    if let Some(book) = position(words, 0, &["libro"]).filter(|b| *b < minutes) {
        let until = (book..minutes).find(|i| words[*i].stop == Some(',')).unwrap_or(book);
        node.set("libro", of(between(text, words, book, until)));
    }
    if let Some(session) = position(words, minutes, &["sesion"]).and_then(|s| words.get(s + 1)) {
        node.set("sesion", of(&text[session.from..session.to].to_lowercase()));
    }
    if let Some(hour) = hour(&words[minutes..minutes + date_at]) {
        node.set("hora", of(&hour));
    }
    let act = &text[words[resolution].from..];
    let signed = act.split_once("////").map(|(_, names)| names).unwrap_or_default();
    let act = act.split("Se levantó").next().unwrap_or(act).split("////").next().unwrap_or(act).trim();
    node.set("texto", of(act));
    let names: Vec<&str> = signed.split("////").map(str::trim).filter(|n| !n.is_empty()).collect();
    let names: Vec<Node> = names.into_iter().filter(|n| !fold(n).starts_with("rubricad")).map(Node::of_text).collect();
    if !names.is_empty() {
        node.set("firmantes", Node::of_list(names));
    }
    let last = (0..words.len()).rev().find_map(|i| day(&words[i..]).map(|(d, _)| d));
    if let ([name, post, ..], Some(on)) = (certifier, last) {
        let entries = [("nombre", of(name)), ("cargo", of(post)), ("fecha", of(&on))];
        node.set("certificacion", Node::of_map(entries));
    }
    Some(node)
}

/// «a las dieciséis horas»: `16:00`; with «y treinta minutos», `16:30`.
fn hour(words: &[Word]) -> Option<String> {
    let at = words.iter().position(|w| w.folded == "horas" || w.folded == "hora")?;
    let (hour, _) = (at.saturating_sub(3)..at).find_map(|i| number(&words[i..]).filter(|(_, used)| i + used == at))?;
    let minutes = (at + 1..(at + 4).min(words.len())).find_map(|i| {
        let (n, used) = number(&words[i..])?;
        words.get(i + used).is_some_and(|w| w.folded.starts_with("minuto")).then_some(n)
    });
    (hour < 24).then(|| format!("{hour}:{:02}", minutes.unwrap_or(0)))
}

/// «elaborado por la Unidad de …,»
fn unit(text: &str, words: &[Word]) -> Option<String> {
    let at = (0..words.len().saturating_sub(2))
        .find(|i| words[*i].folded.starts_with("elaborad") && words[i + 1].folded == "por")?;
    let from = at + 2 + usize::from(matches!(words.get(at + 2)?.folded.as_str(), "la" | "el"));
    let until = (from..words.len()).find(|i| words[*i].stop.is_some())?;
    Some(between(text, words, from, until).to_owned()).filter(|u| u.len() > 3 && u.len() < 120)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::lines;

    #[test]
    fn an_act_in_words_becomes_dates_names_and_a_certificate() {
        let text = "LA INFRASCRITA SECRETARIA,\n\nHace constar que en el libro de actas de este año, consta el ACTA NUMERO \
                    CINCO de la sesión Extraordinaria celebrada a las diez horas y treinta minutos del uno de abril de dos \
                    mil veinticinco, que dice: ACUERDO NUMERO IV- El Concejo Municipal ACUERDA: Aprobar el manual. Se levantó \
                    la sesión. //// A. B. //// C. D. //// RUBRICADAS. Se extiende el tres de abril de dos mil veinticinco.\n\n\
                    Elena Flores\nSecretaria Municipal\n";
        let mut lines = lines(text);
        let approval = read(&mut lines).unwrap().node.unwrap();
        let of = |key: &str| approval.text_of(key).unwrap_or_default().to_owned();
        assert_eq!(
            (of("acta"), of("acuerdo"), of("fecha"), of("hora")),
            ("CINCO".into(), "IV".into(), "2025-04-01".into(), "10:30".into())
        );
        assert_eq!(
            (of("sesion"), of("organo"), of("libro")),
            ("extraordinaria".into(), "Concejo Municipal".into(), "libro de actas de este año".into())
        );
        assert_eq!(approval.get("firmantes").unwrap().texts(), ["A. B.", "C. D."]);
        assert_eq!(approval.at(&["certificacion", "fecha"]).unwrap().text(), "2025-04-03");
        assert!(lines.iter().all(|l| l.taken || l.blank()));
    }
}
