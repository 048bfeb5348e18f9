//! Papers that the rows make, sign and file: «elabora un informe», «firma de ticket», «archiva el documento».

use super::{Kind, Step};
use crate::table::Note;
use crate::words::{Word, fold, slug, words};
use procedure::yaml::Node;

/// A paper of the procedure.
#[derive(Debug)]
pub(crate) struct Paper {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Its noun, by which rows name it.
    noun: String,
}

const NOUNS: [&str; 10] =
    ["informe", "ticket", "documento", "carta", "acta", "oficio", "constancia", "requisicion", "memorando", "reporte"];
const MAKES: [&str; 10] = [
    "elabor",
    "imprim",
    "impresion",
    "redact",
    "gener",
    "realiza la carta",
    "emit",
    "prepara",
    "realizar la req",
    "hace",
];
const SIGNS: [&str; 3] = ["firma ", "firma,", "firmar "];
const FILES: [&str; 4] = ["archiv", "almacena", "guarda", "resguarda"];

/// What a row does with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Makes,
    Signs,
    Files,
}

/// Finds the papers that some row surely makes before others sign or file them, and writes the effects.
pub(super) fn read(steps: &mut [Step]) -> Vec<Paper> {
    let mut papers: Vec<Paper> = Vec::new();
    let acts: Vec<Option<(Act, String, String)>> = steps.iter().map(act).collect();
    for (i, found) in acts.iter().enumerate() {
        let Some((act, noun, title)) = found else { continue };
        let known = papers.iter().find(|p| p.noun == *noun).map(|p| p.id.clone());
        match (act, known) {
            (Act::Makes, known) => {
                let id = known.unwrap_or_else(|| {
                    let paper = Paper { id: slug(title, '_', 3), title: capital(title), noun: noun.clone() };
                    papers.push(paper);
                    papers.last().map(|p| p.id.clone()).unwrap_or_default()
                });
                steps[i].effects.push(Node::of_map([("genera", Node::of_text(id))]));
                steps[i].quote.get_or_insert_with(|| title.clone());
            }
            (Act::Signs, Some(id)) => steps[i].signs = Some(id),
            (Act::Files, Some(id)) => file(&mut steps[i], &id),
            (Act::Signs | Act::Files, None) => {
                let verb = if *act == Act::Signs { "firma" } else { "archiva" };
                steps[i].note(Note::new(
                    format!("El sistema no {verb} nada aquí: ningún paso elabora ese papel antes."),
                    format!("¿Qué paso elabora lo que aquí se {verb}?"),
                ));
            }
        }
    }
    unsigned(steps, &acts);
    papers
}

/// A paper that is filed «firmado» without a row in which somebody signs it.
fn unsigned(steps: &mut [Step], acts: &[Option<(Act, String, String)>]) {
    for (i, found) in acts.iter().enumerate() {
        let Some((Act::Files, noun, _)) = found else { continue };
        let signed = acts.iter().flatten().any(|(act, n, _)| *act == Act::Signs && n == noun);
        if !signed && steps[i].folded().contains("firmad") {
            steps[i].note(Note::new(
                "El papel se archiva sin pedir la firma en el sistema; se firma en papel.",
                "¿En qué paso se firma, y quién firma?",
            ));
        }
    }
}

fn file(step: &mut Step, id: &str) {
    let folded = step.folded();
    let filed = if folded.contains("folder del mes") || folded.contains("carpeta del mes") {
        Node::of_map([("documento", Node::of_text(id)), ("en", Node::of_text("folder {año}-{mes}"))])
    } else {
        Node::of_text(id)
    };
    step.effects.push(Node::of_map([("archiva", filed)]));
}

/// What the row does, to which noun, and the paper's title in the row's words.
fn act(step: &Step) -> Option<(Act, String, String)> {
    if step.kind != Kind::Task {
        return None;
    }
    let activity = fold(&step.text);
    let whole = step.folded();
    let starts = |verbs: &[&str], text: &str| verbs.iter().any(|v| text.starts_with(v));
    let has = |verbs: &[&str], text: &str| verbs.iter().any(|v| text.contains(&format!(" {v}")));
    let act = if starts(&SIGNS, &activity) {
        Act::Signs
    } else if starts(&FILES, &activity) {
        Act::Files
    } else if starts(&MAKES, &activity)
        || starts(&MAKES, specifications(step).trim())
        || has(&["imprim", "elaborar el documento"], &whole)
        || whole.contains("genera informe")
    {
        Act::Makes
    } else {
        return None;
    };
    let texts: Vec<&str> = step.texts().collect();
    let found = texts.iter().find_map(|text| {
        let words = words(text);
        let at = words.iter().position(|w| NOUNS.contains(&w.folded.as_str()))?;
        Some((words[at].folded.clone(), title(text, &words, at)))
    });
    found.map(|(noun, title)| (act, noun, title))
}

fn specifications(step: &Step) -> String {
    step.others.first().map(|(_, text)| fold(text)).unwrap_or_default()
}

/// The noun with what qualifies it: «informe técnico», «carta de agradecimiento».
fn title(text: &str, words: &[Word], at: usize) -> String {
    let mut end = at;
    for i in at + 1..words.len().min(at + 5) {
        if words[i - 1].stop.is_some()
            || matches!(
                words[i].folded.as_str(),
                "del"
                    | "al"
                    | "a"
                    | "con"
                    | "para"
                    | "y"
                    | "en"
                    | "que"
                    | "e"
                    | "por"
                    | "finalizado"
                    | "impreso"
                    | "final"
            )
        {
            break;
        }
        end = i;
    }
    while end > at && crate::words::is_link(&words[end].folded) {
        end -= 1;
    }
    crate::words::squeezed(crate::words::between(text, words, at, end))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
