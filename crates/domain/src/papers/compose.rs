//! Puts a case into words for its paper. Pure but for what it is given.

use crate::{
    cases::{Case, Event, Free, Happening, Words},
    people::Institution,
    surveys::Survey,
};
use db::{EquipmentId, PersonId, UnitId};
use kernel::{
    Locale, Msg,
    sheet::{Document, Letterhead, Line, Rounds, SignatureBox, SurveyCode, Ticket},
    text::say,
    time::{Calendar, Instant, Zone},
};
use procedure::{
    definition::{Assignment, Definition, Field, FieldKind},
    state::{Event as EngineEvent, State},
};
use std::collections::BTreeMap;

/// Everything a paper may say about a case.
pub(super) struct Source<'a> {
    pub institution: &'a Institution,
    pub calendar: &'a Calendar,
    pub case: &'a Case,
    pub definition: &'a Definition,
    pub edition: i64,
    pub state: &'a State,
    pub history: &'a [(Event, Happening)],
    pub units: &'a BTreeMap<UnitId, String>,
    /// Number and kind.
    pub equipment: &'a BTreeMap<EquipmentId, String>,
    /// Name and post.
    pub people: &'a BTreeMap<PersonId, (String, String)>,
    /// Name of each role, by its code.
    pub roles: &'a BTreeMap<String, String>,
    /// The survey that is out.
    pub survey: Option<&'a Survey>,
    pub now: Instant,
}

/// The letterhead; its logo is named by hash here and put in by the one who prints.
pub(crate) fn letterhead(institution: &Institution) -> Letterhead {
    Letterhead {
        institution: institution.name.clone(),
        unit: institution.issuing_unit.clone(),
        address: institution.address.clone(),
        phone: institution.phone.clone(),
        logo: institution.logo_sha256.clone(),
        demo: institution.demo,
    }
}

impl Source<'_> {
    fn locale(&self) -> Locale {
        Locale::from_tag(&self.institution.locale).unwrap_or_default()
    }

    fn say(&self, key: &'static str) -> String {
        say(self.locale(), &Msg::new(key))
    }

    fn zone(&self) -> &Zone {
        self.calendar.zone()
    }

    fn time(&self, at: Option<Instant>) -> String {
        at.map_or_else(String::new, |at| self.zone().format(at, self.locale()))
    }

    /// Who attended: whoever took the case from the queue, or did last what was theirs, after a hand-over.
    fn attendant(&self) -> (String, String) {
        let queue = self.definition.steps.iter().find(|s| s.assignment == Assignment::ArrivalOrder);
        let theirs = self.definition.steps.iter().filter(|s| match &s.assignment {
            Assignment::ArrivalOrder => true,
            Assignment::SameAs(model) => queue.is_some_and(|q| q.id == *model),
            Assignment::Anyone | Assignment::Everyone => false,
        });
        let last = theirs.filter_map(|s| self.state.done.get(&s.id)).max_by_key(|d| d.seq);
        let who = last.and_then(|d| d.by).map(PersonId);
        who.and_then(|p| self.people.get(&p).cloned()).unwrap_or_default()
    }

    /// When the case was taken from the queue, the last time that happened. Tasks after it are «taken» too by whoever
    /// does them; those do not count.
    fn taken(&self) -> Option<Instant> {
        let queue = self.definition.steps.iter().find(|s| s.assignment == Assignment::ArrivalOrder);
        queue.and_then(|q| self.completed(&q.id))
    }

    fn happened(&self, is: impl Fn(&Happening) -> bool) -> Option<Instant> {
        self.history.iter().rev().find(|(_, h)| is(h)).map(|(e, _)| e.at)
    }

    fn completed(&self, step: &str) -> Option<Instant> {
        self.happened(|h| matches!(h, Happening::Engine(EngineEvent::Completed { step: s, .. }) if s == step))
    }

    /// When the last form with words about the solution was filled: the closing, as people call it.
    fn closed(&self) -> Option<Instant> {
        let last = self.definition.steps.iter().rev().find(|s| !s.form.is_empty());
        last.and_then(|s| self.completed(&s.id))
    }

    fn fields(&self, long: bool) -> Vec<Line> {
        let fields = self.definition.steps.iter().flat_map(|s| &s.form).filter(|f| (f.kind == FieldKind::Text) == long);
        let people = self.people.iter().map(|(id, (name, _))| (*id, name.clone())).collect();
        let words = Words { locale: self.locale(), units: self.units, people: &people, equipment: self.equipment };
        let recorded = |field: &Field| self.state.data.get(&field.id).map_or("", String::as_str);
        let lines = fields.map(|f| Line { label: f.label.clone(), value: words.value(f, recorded(f)) });
        lines.filter(|l| long || !l.value.is_empty()).collect()
    }

    fn facts(&self) -> Vec<Line> {
        let (attendant, _) = self.attendant();
        let taken = self.taken();
        let arrived = self.happened(|h| *h == Happening::Free(Free::Arrived));
        let closed = self.closed();
        let working =
            closed.map_or_else(String::new, |end| self.length(self.calendar.between(self.case.opened_at, end)));
        let channel = match self.case.channel {
            crate::cases::Channel::Web => "channel-web",
            crate::cases::Channel::Public => "channel-public",
            crate::cases::Channel::Desk => "channel-desk",
            crate::cases::Channel::Mail => "channel-mail",
            crate::cases::Channel::House => "channel-house",
        };
        let mut facts = vec![
            ("ticket-created", self.time(Some(self.case.opened_at))),
            ("ticket-taken", self.time(taken)),
            ("ticket-arrived", self.time(arrived)),
            ("ticket-closed", self.time(closed)),
            ("ticket-requester", self.case.requester_name.clone()),
            ("ticket-contact", self.case.contact.clone()),
            ("ticket-attendant", attendant),
            ("ticket-working-time", working),
            ("ticket-channel", self.say(channel)),
        ];
        facts.retain(|(key, value)| !value.is_empty() || *key == "ticket-arrived");
        let mut lines: Vec<Line> = facts.into_iter().map(|(key, value)| Line { label: self.say(key), value }).collect();
        lines.extend(self.fields(false));
        lines
    }

    /// «3 h 20 min».
    fn length(&self, seconds: i64) -> String {
        let minutes = (seconds + 30) / 60;
        say(self.locale(), &Msg::new("length-hours").with("hours", minutes / 60).with("minutes", minutes % 60))
    }

    fn signatures(&self) -> Vec<SignatureBox> {
        let (attendant, post) = self.attendant();
        let user = SignatureBox {
            label: self.say("ticket-signs-user"),
            name: self.case.requester_name.clone(),
            post: self.case.requester_post.clone(),
            statement: self.say("ticket-statement"),
            image: None,
            evidence: None,
            seal: true,
        };
        let technician = SignatureBox {
            label: self.say("ticket-signs-attendant"),
            name: attendant,
            post,
            statement: String::new(),
            image: None,
            evidence: None,
            seal: false,
        };
        vec![user, technician]
    }

    /// The finished ticket of the case.
    pub(super) fn ticket(&self, title: &str, number: &str, version: u32, short_code: &str, folder: &str) -> Ticket {
        let mut texts = self.fields(true);
        texts.push(Line { label: self.say("ticket-observations"), value: String::new() });
        Ticket {
            locale: self.locale(),
            letterhead: letterhead(self.institution),
            title: title.to_owned(),
            number: number.to_owned(),
            version,
            procedure: format!(
                "{} · {} {} · {}",
                self.definition.title,
                self.say("edition"),
                self.edition,
                &self.definition.sha256[..12]
            ),
            facts: self.facts(),
            texts,
            signatures: self.signatures(),
            link: format!("/s/{short_code}"),
            short_code: short_code.to_owned(),
            folder: folder.to_owned(),
            printed: self.time(Some(self.now)),
            survey: self.survey.map(|s| self.survey_code(s)),
        }
    }

    /// The address is completed by the one who prints.
    fn survey_code(&self, survey: &Survey) -> SurveyCode {
        let words = match survey.closes_at {
            Some(at) => Msg::new("paper-survey-until").with("closes", self.time(Some(at))),
            None => Msg::new("paper-survey"),
        };
        SurveyCode { words: say(self.locale(), &words), link: format!("/survey/{}", survey.token) }
    }

    /// A document of the case other than the ticket: the same words, what was done more than once, and a box for each
    /// one who signs it.
    pub(super) fn document(&self, id: &str, ticket: Ticket) -> Document {
        let mut sheet = ticket;
        // Room to write on is for the ticket alone.
        sheet.texts.retain(|t| !t.value.is_empty());
        sheet.facts.retain(|f| !f.value.is_empty());
        sheet.signatures = self.signers(id);
        Document { sheet, tables: self.rounds() }
    }

    /// Boxes for the signers of the document: one for each role that signs together, else one for the responsible.
    fn signers(&self, document: &str) -> Vec<SignatureBox> {
        let steps = self.definition.steps.iter().filter(|s| s.signs.as_deref() == Some(document));
        let mut labels: Vec<(String, bool)> = Vec::new();
        for step in steps {
            let printed = step.responsible.clone().unwrap_or_default();
            match step.assignment {
                Assignment::Everyone => {
                    let name = |r: &String| self.roles.get(r).cloned().unwrap_or_else(|| printed.clone());
                    labels.extend(step.roles.iter().map(|r| (name(r), false)));
                }
                Assignment::Anyone | Assignment::ArrivalOrder | Assignment::SameAs(_) => {
                    let by_requester = step.roles.iter().all(|r| r == "usuario_del_caso");
                    labels.push((printed, by_requester));
                }
            }
        }
        let one = |(label, by_requester): (String, bool)| SignatureBox {
            statement: say(self.locale(), &Msg::new("document-signs-as").with("who", label.as_str())),
            label,
            name: if by_requester { self.case.requester_name.clone() } else { String::new() },
            post: if by_requester { self.case.requester_post.clone() } else { String::new() },
            image: None,
            evidence: None,
            seal: true,
        };
        labels.into_iter().map(one).collect()
    }

    /// Every time that a step with a form was done, for the steps that were done more than once.
    fn rounds(&self) -> Vec<Rounds> {
        let people = self.people.iter().map(|(id, (name, _))| (*id, name.clone())).collect();
        let words = Words { locale: self.locale(), units: self.units, people: &people, equipment: self.equipment };
        let mut tables = Vec::new();
        for step in self.definition.steps.iter().filter(|s| !s.form.is_empty()) {
            let done = self.history.iter().filter_map(|(row, what)| match what {
                Happening::Engine(EngineEvent::Completed { step: s, data, answer, .. }) if *s == step.id => {
                    let filled = step.form.iter().filter_map(|f| Some((f, data.get(&f.id)?)));
                    let filled = filled.map(|(f, raw)| format!("{}: {}", f.label, words.value(f, raw)));
                    let said = answer.iter().cloned().chain(filled).collect::<Vec<_>>().join("\n");
                    Some([self.time(Some(row.at)), row.actor_name.clone(), said])
                }
                Happening::Engine(_) | Happening::Free(_) => None,
            });
            let rows: Vec<Vec<String>> = (1..)
                .zip(done)
                .map(|(n, cells): (u32, _)| [n.to_string()].into_iter().chain(cells).collect())
                .collect();
            if rows.len() > 1 {
                let keys = ["document-round", "document-when", "document-who", "document-said"];
                tables.push(Rounds { title: step.name().to_owned(), headings: keys.map(|k| self.say(k)).into(), rows });
            }
        }
        tables
    }
}
