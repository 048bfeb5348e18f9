//! The history of a case in words, latest first.
//!
//! What only follows from something else (a step entered, a clock set or stopped, an effect due) is kept in the chain
//! but tells a reader nothing new, so it has no line.

use crate::view::Event;
use domain::{
    PersonId,
    cases::{
        self, Begun, Free, Happening, Words,
        query::{CaseView, Names},
    },
    notices, schedules,
};
use kernel::{Locale, Msg, text::say, time::Zone};
use procedure::{
    definition::{Definition, FieldKind},
    engine,
    state::{Data, Event as Engine},
};

/// Every line of the timeline.
pub(crate) fn lines(locale: Locale, zone: &Zone, view: &CaseView) -> Vec<Event> {
    let teller = Teller { locale, zone, definition: &view.definition, names: &view.names };
    let line = |(n, (row, what)): (usize, &(cases::Event, Happening))| {
        let (msg, detail) = match what {
            Happening::Engine(event) if teller.is_one_with_the_doing(event, &view.history[n..]) => return None,
            Happening::Engine(event) => teller.engine(event)?,
            Happening::Free(free) => teller.free(free),
        };
        Some(Event { at: row.at, by: by(view, row), what: say(locale, &msg), detail })
    };
    view.history.iter().enumerate().rev().filter_map(line).collect()
}

/// The signer of a step that is done by signing, from the evidence that follows it.
pub(crate) fn signer(after: &[(cases::Event, Happening)]) -> Option<&str> {
    after.iter().find_map(|(_, what)| match what {
        Happening::Free(Free::Evidence { signer, .. }) => Some(signer.as_str()),
        Happening::Engine(_) | Happening::Free(_) => None,
    })
}

/// Who did it: at the public form nobody is signed in, and the name is the one that was given.
pub(crate) fn by(view: &CaseView, row: &cases::Event) -> String {
    if row.actor_name.is_empty() { view.case.requester_name.clone() } else { row.actor_name.clone() }
}

/// Puts recorded values into words, with the names that the case knows.
pub(crate) fn words(locale: Locale, names: &Names) -> Words<'_> {
    Words { locale, units: &names.units, people: &names.people, equipment: &names.equipment }
}

struct Teller<'a> {
    locale: Locale,
    zone: &'a Zone,
    definition: &'a Definition,
    names: &'a Names,
}

/// What happened, and what was said about it.
type Told = (Msg, String);

impl Teller<'_> {
    /// Whether somebody took a free task only by doing it: the doing has its own line.
    fn is_one_with_the_doing(&self, event: &Engine, after: &[(cases::Event, Happening)]) -> bool {
        let Engine::Taken { task, step, reason: None, at, .. } = event else { return false };
        let done = |what: &Happening| matches!(what, Happening::Engine(Engine::Completed { task: Some(t), at: then, .. }) if t == task && then == at);
        !self.definition.step(step).is_some_and(engine::is_queue) && after.iter().any(|(_, what)| done(what))
    }

    fn engine(&self, event: &Engine) -> Option<Told> {
        let plain = |key: &'static str| Some((Msg::new(key), String::new()));
        let with = |key: &'static str, detail: &str| Some((Msg::new(key), detail.to_owned()));
        let at = |key: &'static str, step: &str, detail: &str| {
            Some((Msg::new(key).with("step", self.step(step)), detail.to_owned()))
        };
        let paper = |key: &'static str, document: &str, detail: &str| {
            Some((Msg::new(key).with("document", self.document(document)), detail.to_owned()))
        };
        match event {
            Engine::Opened { .. } => plain("story-opened"),
            Engine::Taken { step, reason, .. } => at("story-taken", step, reason.as_deref().unwrap_or_default()),
            Engine::Released { step, reason, .. } => at("story-released", step, reason),
            Engine::Assigned { step, to, reason, .. } => {
                let msg =
                    Msg::new("story-assigned").with("step", self.step(step)).with("name", self.person(PersonId(*to)));
                Some((msg, reason.clone()))
            }
            Engine::Agreed { step, .. } => at("story-agreed", step, ""),
            // Taking from a queue does it; that was told.
            Engine::Completed { step, .. } if self.definition.step(step).is_some_and(engine::is_queue) => None,
            Engine::Completed { step, answer, data, .. } => {
                at("story-completed", step, &self.answered(step, answer.as_deref(), data))
            }
            Engine::Expired { step, .. } => at("story-expired", step, ""),
            Engine::DocumentNumbered { number, .. } => with("story-numbered", number),
            Engine::DocumentIssued { document, .. } => paper("story-issued", document, ""),
            Engine::DocumentSigned { document, .. } => paper("story-signed", document, ""),
            Engine::DocumentFiled { document, .. } => paper("story-filed", document, ""),
            Engine::DocumentVoided { document, reason, .. } => paper("story-voided", document, reason),
            Engine::Corrected { field, was, value, reason, .. } => {
                Some(self.corrected(field, was.as_deref(), value, reason))
            }
            Engine::Rewound { to, .. } => at("story-rewound", to, ""),
            Engine::Migrated { reason, .. } => with("story-migrated", reason),
            Engine::Suspended { reason, .. } => with("story-suspended", reason),
            Engine::Resumed { .. } => plain("story-resumed"),
            Engine::Annulled { reason, .. } => with("story-annulled", reason),
            Engine::Closed { .. } => plain("story-closed"),
            Engine::MessageArrived { message, .. } => with("story-message", &cases::in_words(message)),
            Engine::TimerFired { .. } => plain("story-timer"),
            Engine::Entered { .. }
            | Engine::MessageAwaited { .. }
            | Engine::TimerSet { .. }
            | Engine::TimerCancelled { .. }
            | Engine::EffectDue { .. } => None,
        }
    }

    /// What was answered, and each checklist as it was filled that time: a step that comes again keeps every one.
    fn answered(&self, step: &str, answer: Option<&str>, data: &Data) -> String {
        let step = self.definition.step(step);
        let form = step.map_or(&[][..], |s| &s.form);
        if step.is_some_and(|s| s.is_survey()) {
            // Whoever gets the case back reads here why.
            let said = form.iter().filter_map(|f| Some(format!("{}: {}", f.label, recorded(data, &f.id)?)));
            return answer.map(str::to_owned).into_iter().chain(said).collect::<Vec<_>>().join("\n");
        }
        let lists = form.iter().filter(|f| matches!(f.kind, FieldKind::Checklist { .. }));
        let lists = lists.filter_map(|f| recorded(data, &f.id));
        answer.into_iter().chain(lists).collect::<Vec<_>>().join("\n")
    }

    fn free(&self, free: &Free) -> Told {
        match free {
            Free::Arrived => (Msg::new("story-arrived"), String::new()),
            Free::Noted { text } => (Msg::new("story-noted"), text.clone()),
            Free::Wrote { from, text, refused, about, .. } => {
                let mut lines = vec![text.clone()];
                if !about.is_empty() {
                    lines.push(say(self.locale, &Msg::new("story-wrote-about").with("number", about.as_str())));
                }
                if !refused.is_empty() {
                    lines.push(say(self.locale, &Msg::new("story-wrote-refused").with("names", refused.join(", "))));
                }
                (Msg::new("story-wrote").with("from", from.as_str()), lines.join("\n\n"))
            }
            Free::Replied { text, mailed } => {
                (Msg::new(if *mailed { "story-replied-mail" } else { "story-replied" }), text.clone())
            }
            Free::Attached { name, photo, .. } => {
                (Msg::new(if *photo { "story-photo" } else { "story-file" }), name.clone())
            }
            Free::Told { to, .. } => (Msg::new("story-told").with("names", to.join(", ")), String::new()),
            Free::NotTold { role, instead } => {
                let other = match instead.as_slice() {
                    [] => Msg::new("story-told-nobody"),
                    names => Msg::new("story-told-instead").with("names", names.join(", ")),
                };
                (Msg::new("story-not-told").with("role", role.as_str()), say(self.locale, &other))
            }
            Free::Acknowledged { told_at, .. } => {
                let of = Msg::new("story-acknowledged-of").with("at", self.zone.format(*told_at, self.locale));
                (Msg::new("story-acknowledged"), say(self.locale, &of))
            }
            Free::BegunBy(begun) => (begun_by(begun, self.locale), String::new()),
            Free::DueMoved { why, response, solution } => {
                let at = |key: &'static str, at: &Option<kernel::time::Instant>| {
                    at.map(|at| say(self.locale, &Msg::new(key).with("at", self.zone.format(at, self.locale))))
                };
                let dues = [at("story-due-response", response), at("story-due-solution", solution)];
                (Msg::new(format!("story-due-{why}")), dues.into_iter().flatten().collect::<Vec<_>>().join(" "))
            }
            Free::ClockPaused { reason, note } => {
                let reason = say(self.locale, &Msg::new(super::levels::reason_key(*reason)));
                (Msg::new("story-clock-paused").with("reason", reason), note.clone())
            }
            Free::ClockResumed => (Msg::new("story-clock-resumed"), String::new()),
            Free::SurveyedLate { score, comment } => {
                (Msg::new("story-surveyed-late").with("score", *score), comment.clone())
            }
            Free::Registered { register, what, .. } => (Msg::new(format!("story-registered-{register}")), what.clone()),
            Free::Evidence { method, signer, statement, document_sha256, .. } => {
                let key = if method == "ink" { "story-signature-ink" } else { "story-signature-screen" };
                let sha256: String = document_sha256.chars().take(16).collect();
                (Msg::new(key).with("name", signer.as_str()), format!("«{statement}» SHA-256 {sha256}…"))
            }
        }
    }

    fn corrected(&self, field: &str, was: Option<&str>, value: &str, reason: &str) -> Told {
        let known = self.definition.steps.iter().flat_map(|s| &s.form).find(|f| f.id == field);
        let words = words(self.locale, self.names);
        let word = |raw: &str| known.map_or_else(|| raw.to_owned(), |f| words.value(f, raw));
        let label = known.map_or(field, |f| f.label.as_str());
        let change = Msg::new("story-change").with("was", word(was.unwrap_or_default())).with("value", word(value));
        (Msg::new("story-corrected").with("field", label), format!("{} {reason}", say(self.locale, &change)))
    }

    /// `4. Atiende en el lugar`.
    fn step(&self, id: &str) -> String {
        match self.definition.step(id) {
            Some(step) => match &step.number {
                Some(number) => format!("{number}. {}", step.name()),
                None => step.name().to_owned(),
            },
            None => id.to_owned(),
        }
    }

    fn document(&self, id: &str) -> String {
        self.definition.documents.get(id).map_or_else(|| id.to_owned(), |d| d.title.clone())
    }

    fn person(&self, id: PersonId) -> String {
        self.names.people.get(&id).cloned().unwrap_or_default()
    }
}

/// What began a case by itself, in words.
pub(crate) fn begun_by(begun: &Begun, locale: Locale) -> Msg {
    let (kind, args) = schedules::model::told(begun);
    let say = |msg: Msg, (name, value)| msg.with(name, notices::model::localized(value, locale));
    args.into_iter().fold(Msg::new(format!("story-begun-{kind}")), say)
}

/// What each step was answered when it was last done.
pub(crate) fn answer<'v>(view: &'v CaseView, step: &str) -> Option<&'v str> {
    let mut back = view.history.iter().rev();
    back.find_map(|(_, what)| match what {
        Happening::Engine(Engine::Completed { step: s, answer, .. }) if s == step => Some(answer.as_deref()),
        Happening::Engine(_) | Happening::Free(_) => None,
    })
    .flatten()
}

/// The values of a case, and of those the ones that its fields still know.
pub(crate) fn recorded<'v>(data: &'v Data, field: &str) -> Option<&'v str> {
    data.get(field).map(String::as_str).filter(|value| !value.is_empty())
}
