//! «regresa al paso 4», «seguir con el paso 7», «de lo contrario», questions with their branches.

use super::{Answer, Kind, Step, To, after};
use crate::table::Note;
use crate::words::{Word, between, fold, words};

/// A passage that sends to a step.
struct Sending {
    /// First and last word of the passage.
    from: usize,
    to: usize,
    number: String,
}

/// Reads what the rows say about where they lead.
pub(super) fn read(steps: &mut [Step]) {
    for i in 0..steps.len() {
        if steps[i].kind == Kind::Task && steps[i].question.is_none() {
            let texts: Vec<String> = steps[i].texts().map(str::to_owned).collect();
            for text in texts {
                sent(steps, i, &text);
            }
        }
    }
}

fn sendings(words: &[Word]) -> Vec<Sending> {
    let sends = |w: &str| {
        let stems = ["regres", "volv", "vuelv", "retorn", "devuelv", "sigu", "segu", "contin"];
        stems.iter().any(|s| w.starts_with(s)) || matches!(w, "pasa" | "pase" | "pasar" | "va" | "ir" | "ira")
    };
    let mut out = Vec::new();
    for p in (0..words.len()).filter(|p| matches!(words[*p].folded.as_str(), "paso" | "numeral" | "actividad")) {
        let skip = usize::from(words.get(p + 1).is_some_and(|w| matches!(w.folded.as_str(), "no" | "n" | "numero")));
        let Some(number) = words.get(p + 1 + skip).filter(|w| crate::table::is_number(&w.folded)) else { continue };
        let Some(from) = (p.saturating_sub(4)..p).rev().find(|v| sends(&words[*v].folded)) else { continue };
        out.push(Sending { from, to: p + 1 + skip, number: number.folded.clone() });
    }
    out
}

/// Where a text sends becomes a question with its answers, or the next step.
fn sent(steps: &mut [Step], i: usize, text: &str) {
    let words = words(text);
    let found = sendings(&words);
    let mut aims = Vec::new();
    for sending in &found {
        match steps.iter().position(|s| s.number.as_deref() == Some(sending.number.as_str())) {
            Some(to) if steps[to].kind != Kind::Rule => aims.push((sending, to)),
            _ => steps[i].note(Note::new(
                "No se va al paso que el texto nombra, porque no está en la tabla.",
                format!("¿A qué paso manda «{}»?", between(text, &words, sending.from, sending.to)),
            )),
        }
    }
    let Some((first, to)) = aims.first() else { return };
    let quote = between(text, &words, first.from, first.to).to_owned();
    let begin = sentence_start(&words, first.from);
    let condition = condition(text, &words, begin, first.from);
    let next = after(steps, i).map_or(To::End, To::Step);
    let answer = |label: &str, to: To, quote: Option<String>| Answer { label: label.to_owned(), to, quote };
    let otherwise = aims.get(1).map(|(second, to)| {
        let begin = sentence_start(&words, second.from);
        (To::Step(*to), Some(between(text, &words, begin, second.to).to_owned()))
    });
    let Some((question, negated)) = condition else {
        if aims.len() == 1 && *to > i {
            steps[i].next = Some(To::Step(*to));
            steps[i].quote = Some(quote);
            return;
        }
        let step = &mut steps[i];
        step.note(Note::new("Se pregunta si hay que volver; el manual no dice cuándo.", format!("¿Cuándo «{quote}»?")));
        step.question = Some((
            "¿Está completo?".to_owned(),
            vec![answer("Sí", next, None), answer("No", To::Step(*to), Some(quote))],
        ));
        return;
    };
    let (other, other_quote) = otherwise.unwrap_or((next, None));
    let (yes, no) = if negated {
        (answer("Sí", other, other_quote), answer("No", To::Step(*to), Some(quote)))
    } else {
        (answer("Sí", To::Step(*to), Some(quote)), answer("No", other, other_quote))
    };
    steps[i].question = Some((question, vec![yes, no]));
}

/// The first word of the sentence that contains the word.
fn sentence_start(words: &[Word], at: usize) -> usize {
    (0..at).rev().find(|i| matches!(words[*i].stop, Some('.' | ';' | ':'))).map_or(0, |i| i + 1)
}

/// «Si el equipo no enciende, regresa…» asks «¿El equipo enciende?»: the question, and whether the passage is
/// what happens when the answer is no. `None` when the sentence names no condition.
fn condition(text: &str, words: &[Word], begin: usize, verb: usize) -> Option<(String, bool)> {
    let first = usize::from(matches!(words.get(begin)?.folded.as_str(), "si" | "cuando"));
    let clause = words.get(begin + first..verb).filter(|c| c.len() >= 2)?;
    let denied = clause.iter().position(|w| w.folded == "no");
    let kept: Vec<&str> =
        (0..clause.len()).filter(|i| Some(*i) != denied).map(|i| &text[clause[i].from..clause[i].to]).collect();
    let mut letters = kept.join(" ");
    if let Some(capital) = letters.chars().next() {
        letters = capital.to_uppercase().chain(letters.chars().skip(1)).collect();
    }
    Some((format!("¿{letters}?"), denied.is_some()))
}

/// Question rows: each answer leads to the row under it. A branch that does not say where it goes must not fall into
/// the other.
pub(super) fn questions(steps: &mut [Step]) {
    for q in (0..steps.len()).filter(|q| steps[*q].kind == Kind::Question).collect::<Vec<_>>() {
        let until = (q + 1..steps.len())
            .find(|i| {
                matches!(steps[*i].kind, Kind::Question | Kind::End { .. } | Kind::Start) || steps[*i].start.is_some()
            })
            .unwrap_or(steps.len());
        let mut answers: Vec<Answer> = Vec::new();
        for (i, step) in steps.iter().enumerate().take(until).skip(q + 1) {
            let Some(label) = step.branch.clone() else { continue };
            if !answers.iter().any(|a| fold(&a.label) == fold(&label)) {
                answers.push(Answer { label, to: To::Step(i), quote: None });
            }
        }
        if answers.len() < 2 {
            complete(steps, q, &mut answers);
        }
        fall(steps, q, until);
        steps[q].question = Some((steps[q].text.clone(), answers));
    }
}

/// The answers that no row hangs under.
fn complete(steps: &mut [Step], q: usize, answers: &mut Vec<Answer>) {
    let next = after(steps, q).map_or(To::End, To::Step);
    let labelled = |label: &str| answers.iter().any(|a| fold(&a.label) == fold(label));
    let missing: Vec<&str> = ["Sí", "No"].into_iter().filter(|l| !labelled(l)).collect();
    let alone = answers.is_empty();
    for label in missing {
        let to = if alone && label == "Sí" { next } else { To::End };
        answers.push(Answer { label: label.to_owned(), to, quote: None });
        let goes = if to == To::End { "el proceso termina" } else { "se sigue con la fila de abajo" };
        steps[q].note(Note::new(
            format!("Si la respuesta es «{label}», {goes}."),
            format!("¿Qué se hace cuando la respuesta es «{label}»?"),
        ));
    }
}

/// A branch before its sibling: what lacks is asked for again, else the process ends there.
fn fall(steps: &mut [Step], q: usize, until: usize) {
    for i in q + 1..until {
        let Some(sibling) = after(steps, i).filter(|j| *j < until) else { continue };
        let (Some(own), Some(other)) =
            (steps[i].branch.clone().or_else(|| branch_above(steps, q, i)), steps[sibling].branch.clone())
        else {
            continue;
        };
        if fold(&own) == fold(&other) || steps[i].question.is_some() || steps[i].next.is_some() {
            continue;
        }
        let folded = steps[i].folded();
        let fetches =
            ["requisici", "compra", "adquir", "cotiz", "solicita", "pedido"].iter().any(|w| folded.contains(w));
        if fetches && steps[q].kind == Kind::Question {
            steps[i].next = Some(To::Step(q));
            steps[i].note(Note::new(
                "Después de este paso se vuelve a hacer la pregunta.",
                "¿A dónde se va después de este paso? El manual no lo dice.",
            ));
        } else {
            steps[i].next = Some(To::End);
            steps[i].note(Note::new(
                "Por esta rama el proceso termina aquí.",
                "¿El proceso termina aquí o sigue en otro paso? El manual no lo dice.",
            ));
        }
    }
}

/// The answer under which a row without one hangs.
fn branch_above(steps: &[Step], q: usize, i: usize) -> Option<String> {
    (q + 1..i).rev().find_map(|j| steps[j].branch.clone())
}
