//! «1.1 Si es una solicitud de…», «2. Si es un servicio…»: rows that begin with a condition are the answers to a
//! question that the manual does not print.

use super::{Answer, Kind, Step, To};
use crate::table::Note;
use crate::words::{fold, words};

pub(super) fn read(steps: &mut [Step]) {
    let conditional = |s: &Step| s.kind == Kind::Task && fold(&s.text).starts_with("si ") && !sends(s);
    let heads: Vec<usize> = (0..steps.len()).filter(|i| conditional(&steps[*i])).collect();
    let (Some(first), Some(last)) = (heads.first().copied(), heads.last().copied()) else { return };
    let Some(holder) = first.checked_sub(1).filter(|h| steps[*h].kind == Kind::Task) else { return };
    if heads.len() < 2 || steps[holder].question.is_some() {
        return;
    }
    let mut labels: Vec<String> = Vec::new();
    for head in &heads {
        let text = label(&steps[*head].text);
        let again = labels.iter().any(|l| fold(l) == fold(&text));
        labels.push(if again { format!("{text} ({})", head + 1) } else { text });
    }
    let answers = heads.iter().zip(labels);
    let answers = answers.map(|(head, label)| Answer { label, to: To::Step(*head), quote: None }).collect();
    steps[holder].question = Some(("¿De qué trata la solicitud?".to_owned(), answers));
    steps[holder].note(Note::new(
        "La pregunta no está impresa: las filas que empiezan con «Si…» son sus respuestas.",
        "¿Quién decide de qué trata la solicitud, y falta alguna respuesta?",
    ));
    let ends = heads[1..].iter().map(|next| next - 1).filter(|i| *i < last);
    for i in ends {
        let step = &mut steps[i];
        if step.kind == Kind::Task && step.next.is_none() {
            step.next = Some(To::End);
            step.note(Note::new(
                "Con esta fila termina el caso de este tipo.",
                "¿Aquí termina este tipo de solicitud?",
            ));
        }
    }
    for head in heads {
        let text = steps[head].text.clone();
        let words = words(&text);
        let until = (words.len() - 1).min(5);
        steps[head].quote = Some(crate::words::between(&text, &words, 0, until).to_owned());
    }
}

fn sends(step: &Step) -> bool {
    let folded = step.folded();
    folded.contains("al paso ") || folded.contains("el paso ")
}

/// What the condition asks for: up to the first comma or bracket, without «Si es una».
fn label(text: &str) -> String {
    let clause = text.split([',', '(', '.', ';', ':']).next().unwrap_or(text);
    let clause = clause.split(" y se ").next().unwrap_or(clause);
    let words: Vec<&str> = clause.split_whitespace().collect();
    let empty = |w: &str| {
        let f = fold(w);
        matches!(f.as_str(), "si" | "es" | "un" | "una" | "el" | "la" | "a" | "al" | "servicio" | "solicitud" | "de")
            || f.starts_with("corr") && f.ends_with(['e', 'a']) && f.len() < 16
    };
    let from = words.iter().position(|w| !empty(w)).filter(|n| *n < words.len()).unwrap_or(0);
    let mut label = String::new();
    for word in &words[from..] {
        if label.chars().count() + word.chars().count() > 70 {
            break;
        }
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(word);
    }
    let mut letters = label.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_else(|| "Otro".to_owned())
}
