//! A procedure row by row in words: the narrative of the manual, and the flowchart for those who do not see it.

use kernel::{Locale, Msg, text};
use procedure::{
    Definition,
    flowchart::{self, Progress, Row, Walk, Way},
};

/// One sentence or two per row: who does what and where it goes on. What of it the walk has done is said.
pub fn told(locale: Locale, definition: &Definition, walk: &Walk) -> Vec<String> {
    flowchart::rows(definition, walk).iter().map(|row| row_told(locale, row)).collect()
}

fn row_told(locale: Locale, row: &Row) -> String {
    let say = |msg: Msg| text::say(locale, &msg);
    let number = row.number.iter().map(|no| format!("{no}."));
    let who = row.responsible.iter().map(|who| format!("{who}:"));
    let asked = row.question.iter().map(|q| q.to_owned());
    let state = match row.progress {
        Progress::Done => Some("flow-done"),
        Progress::Current => Some("flow-current"),
        Progress::Ahead => None,
    };
    let state = state.into_iter().map(|key| say(Msg::new(key).with("n", i64::from(row.visits))));
    let ways = row.ways.iter().map(|way| say(way_told(way)));
    let what = std::iter::once(ended(&row.activity));
    number.chain(who).chain(what).chain(asked).chain(ways).chain(state).collect::<Vec<_>>().join(" ")
}

/// Where each row goes, in words.
pub fn ways_told(locale: Locale, definition: &Definition) -> Vec<Vec<String>> {
    let of = |row: &Row| row.ways.iter().map(|way| text::say(locale, &way_told(way))).collect();
    flowchart::rows(definition, &Walk::default()).iter().map(of).collect()
}

fn way_told(way: &Way) -> Msg {
    let key = match (&way.answer, way.deadline, way.back) {
        (_, true, _) => "flow-way-deadline",
        (Some(_), false, true) => "flow-way-answer-back",
        (Some(_), false, false) => "flow-way-answer",
        (None, false, true) => "flow-way-back",
        (None, false, false) => "flow-way",
    };
    Msg::new(key).with("to", way.to_name.as_str()).with("answer", way.answer.as_deref().unwrap_or_default())
}

/// Ends a sentence that the manual printed without a full stop.
fn ended(text: &str) -> String {
    if text.ends_with(['.', '?', '!', ':']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_shipped_manual_is_told_in_both_languages() {
        let source = include_str!("../../../../procedures/usulutan/soporte_tecnico.yaml");
        let definition = procedure::parse(source).0.unwrap();
        for locale in Locale::ALL {
            let told = super::told(locale, &definition, &Walk::default());
            assert_eq!(told.len(), definition.steps.len());
            assert!(told.iter().all(|line| !line.contains('⟦')), "{told:?}");
        }
        let told = super::told(Locale::Es, &definition, &Walk::default());
        assert!(told[2].starts_with("3. Personal técnico de TIM: Toma el ticket que sigue."), "{}", told[2]);
        assert!(told[2].ends_with("Sigue: 4."), "{}", told[2]);
    }
}
