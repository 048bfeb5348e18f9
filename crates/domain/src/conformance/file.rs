//! The file of a case («expediente»): each printed step with who did it, when, what was recorded and its evidence, then
//! the chained history with its seals.

use super::require;
use crate::{
    Office,
    cases::{self, Attachment, Event, Free, Happening, Words, query::CaseView},
    papers::{self, Paper, Signature, SignatureMethod},
    people::{self, Institution},
    procedures::{self, Version},
};
use db::{CaseId, Source};
use kernel::{
    Locale, Msg, Result,
    book::{Book, Header, HeaderStyle, Part, Table},
    permit::Actor,
    sheet::{Line, Paper as Sheet},
    text::say,
    time::{Instant, Zone},
};
use procedure::{
    definition::{Effect, Step, StepKind},
    state::{Data, Event as Engine},
};

/// The file as a PDF. NotFound for a case that the actor may not see, Forbidden without the permit for reports or the
/// audit.
pub async fn case_pdf(office: &Office, actor: &Actor, id: CaseId) -> Result<Vec<u8>> {
    let read = office.read(actor);
    let mut book = case_book(&read, id).await?;
    papers::fetch_logo(office, &mut book.letterhead).await?;
    office.heavy(move |office| office.press.print(&Sheet::Book(book))).await
}

pub(super) async fn case_book(src: &impl Source, id: CaseId) -> Result<Book> {
    require(src)?;
    let view = cases::query::view(src, id).await?;
    let institution = people::query::institution(src).await?;
    let version = procedures::query::get_version(src, view.case.definition_id).await?;
    let mut printed = Vec::new();
    for paper in papers::query::of_case(src, id).await? {
        let signed = papers::query::signatures(src, paper.id).await?;
        printed.push((paper, signed));
    }
    let whole = cases::verify(src, &view.case).await?;
    let zone = people::zone(&institution)?;
    let locale = Locale::from_tag(&institution.locale).unwrap_or_default();
    let teller = Teller { view: &view, printed, zone, locale };
    Ok(teller.book(&institution, &version, &whole, src.now()))
}

struct Teller<'a> {
    view: &'a CaseView,
    printed: Vec<(Paper, Vec<Signature>)>,
    zone: Zone,
    locale: Locale,
}

impl Teller<'_> {
    fn word(&self, key: &'static str) -> String {
        say(self.locale, &Msg::new(key))
    }

    fn at(&self, at: Instant) -> String {
        self.zone.format(at, self.locale)
    }

    fn book(
        &self,
        institution: &Institution,
        version: &Version,
        whole: &std::result::Result<(), String>,
        now: Instant,
    ) -> Book {
        let case = &self.view.case;
        let mut parts = vec![self.title("file-cover"), Part::Facts { lines: self.facts(version) }];
        parts.push(self.title("file-steps"));
        for step in &self.view.definition.steps {
            parts.extend(self.step(step));
        }
        parts.extend(self.papers());
        parts.extend(self.notices());
        parts.extend(self.others());
        parts.push(self.title("file-chain"));
        parts.push(Part::Text { text: self.word("file-chain-why") });
        parts.push(self.chain());
        let verified = match whole {
            Ok(()) => self.word("file-chain-whole"),
            Err(detail) => say(self.locale, &Msg::new("file-chain-broken").with("detail", detail.as_str())),
        };
        let line = |key: &'static str, value: String| Line { label: self.word(key), value };
        parts.push(Part::Facts { lines: vec![line("file-head", case.head.clone()), line("file-verified", verified)] });
        let printed =
            Msg::new("file-foot").with("at", self.at(now)).with("head", &case.head[..16.min(case.head.len())]);
        Book {
            locale: self.locale,
            letterhead: papers::letterhead(institution),
            header: Header {
                style: HeaderStyle::Sv,
                parent: String::new(),
                tax_id: String::new(),
                process: version.title.clone(),
                control: vec![line("file-number", case.number.clone())],
            },
            title: say(self.locale, &Msg::new("file-title").with("number", case.number.as_str())),
            cover: Vec::new(),
            contents: false,
            mark: String::new(),
            parts,
            foot: say(self.locale, &printed),
        }
    }

    fn title(&self, key: &'static str) -> Part {
        Part::Heading { level: 1, text: self.word(key), page: false }
    }

    fn facts(&self, version: &Version) -> Vec<Line> {
        let case = &self.view.case;
        let edition =
            Msg::new("file-edition-of").with("title", version.title.as_str()).with("edition", version.edition);
        let unit = self.view.names.units.get(&case.unit_id).cloned().unwrap_or_default();
        let state = match case.status {
            cases::CaseStatus::Open => "file-open",
            cases::CaseStatus::Suspended => "file-suspended",
            cases::CaseStatus::Closed => "file-closed",
            cases::CaseStatus::Annulled => "file-annulled",
        };
        let lines = [
            ("file-number", case.number.clone()),
            ("file-procedure", say(self.locale, &edition)),
            ("file-definition", version.sha256.clone()),
            ("file-unit", unit),
            ("file-requester", case.requester_name.clone()),
            ("file-subject", case.subject.clone()),
            ("file-began", self.at(case.opened_at)),
            ("file-ended", case.closed_at.map(|at| self.at(at)).unwrap_or_default()),
            ("file-state", self.word(state)),
        ];
        let said = lines.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(key, value)| Line { label: self.word(key), value }).collect()
    }

    /// A step with each time that it was done; a rule and the ends only with their words.
    fn step(&self, step: &Step) -> Vec<Part> {
        let number = step.number.clone().unwrap_or_else(|| "–".to_owned());
        let heading = format!("{number} · {}", step.name());
        let mut parts = vec![Part::Heading { level: 2, text: heading, page: false }];
        match &step.kind {
            StepKind::Task => {}
            StepKind::Start { .. } | StepKind::End { .. } | StepKind::Rule { .. } => return parts,
        }
        let mut rows = Vec::new();
        for (row, what) in &self.view.history {
            let Happening::Engine(Engine::Completed { step: of, visit, answer, data, .. }) = what else { continue };
            if *of == step.id {
                let who = if row.actor_name.is_empty() { &self.view.case.requester_name } else { &row.actor_name };
                let recorded = self.recorded(step, answer.as_deref(), data);
                rows.push(vec![visit.to_string(), self.at(row.at), who.clone(), recorded]);
            }
        }
        if rows.is_empty() {
            parts.push(Part::Text { text: self.word("file-step-none") });
        } else {
            let headings = ["file-visit", "file-when", "file-who", "file-recorded"].map(|key| self.word(key));
            parts.push(Part::Table(Table::plain(headings.to_vec(), vec![2, 5, 5, 12], rows)));
        }
        let evidence = self.evidence(step);
        if !evidence.is_empty() {
            parts.push(Part::Text { text: evidence.iter().map(|e| format!("• {e}")).collect::<Vec<_>>().join("\n") });
        }
        parts
    }

    fn recorded(&self, step: &Step, answer: Option<&str>, data: &Data) -> String {
        let names = &self.view.names;
        let words =
            Words { locale: self.locale, units: &names.units, people: &names.people, equipment: &names.equipment };
        let fields = step.form.iter().filter_map(|field| {
            let value = words.value(field, data.get(&field.id)?);
            (!value.is_empty()).then(|| format!("{}: {value}", field.label))
        });
        answer.map(str::to_owned).into_iter().chain(fields).collect::<Vec<_>>().join("\n")
    }

    /// Papers that the step makes, has signed or files, its files and its lines in registers.
    fn evidence(&self, step: &Step) -> Vec<String> {
        let mut told = Vec::new();
        for (paper, _) in &self.printed {
            let by_effect = step.effects.iter().any(|e| match e {
                Effect::Issue { document } | Effect::File { document, .. } => *document == paper.document,
                Effect::Number { .. } | Effect::Notify { .. } | Effect::Register { .. } => false,
            });
            if by_effect || step.signs.as_deref() == Some(paper.document.as_str()) {
                told.push(self.named(paper));
            }
        }
        let files = self.view.attachments.iter().filter(|a| a.step == step.id);
        told.extend(files.map(|a| self.file(a)));
        let mut last = None;
        for (row, what) in &self.view.history {
            match what {
                Happening::Engine(Engine::Completed { step, .. }) => last = Some(step.as_str()),
                Happening::Free(free) if last == Some(step.id.as_str()) => told.extend(self.free(row, free)),
                Happening::Engine(_) | Happening::Free(_) => {}
            }
        }
        told
    }

    fn named(&self, paper: &Paper) -> String {
        let msg = Msg::new("file-paper")
            .with("title", paper.title.as_str())
            .with("number", paper.number.as_str())
            .with("edition", paper.edition);
        say(self.locale, &msg)
    }

    fn file(&self, file: &Attachment) -> String {
        let msg = Msg::new("file-attachment").with("name", file.name.as_str()).with("sha256", file.sha256.as_str());
        say(self.locale, &msg)
    }

    /// What was written or told because of a step.
    fn free(&self, row: &Event, free: &Free) -> Option<String> {
        let msg = match free {
            Free::Registered { register, what, .. } => {
                Msg::new("file-registered").with("register", register.as_str()).with("what", what.as_str())
            }
            Free::Told { to, .. } => Msg::new("file-told").with("names", to.join(", ")),
            Free::Noted { text } => Msg::new("file-noted").with("text", text.as_str()),
            Free::Wrote { from, text, .. } => {
                Msg::new("file-wrote").with("from", from.as_str()).with("text", text.as_str())
            }
            Free::Replied { text, .. } => Msg::new("file-replied").with("text", text.as_str()),
            Free::Arrived
            | Free::Attached { .. }
            | Free::NotTold { .. }
            | Free::Acknowledged { .. }
            | Free::BegunBy(_)
            | Free::SurveyedLate { .. }
            | Free::DueMoved { .. }
            | Free::ClockPaused { .. }
            | Free::ClockResumed
            | Free::Evidence { .. } => return None,
        };
        Some(say(self.locale, &msg.with("at", self.at(row.at))))
    }

    /// Every paper with its hashes and signatures, voided editions too.
    fn papers(&self) -> Vec<Part> {
        if self.printed.is_empty() {
            return Vec::new();
        }
        let mut parts = vec![self.title("file-papers")];
        for (paper, signed) in &self.printed {
            parts.push(Part::Heading { level: 2, text: self.named(paper), page: false });
            let line = |key: &'static str, value: String| Line { label: self.word(key), value };
            let at = |key, at: Option<Instant>| at.map(|at| line(key, self.at(at)));
            let mut lines = vec![line("file-issued", self.at(paper.issued_at))];
            lines.extend(paper.pdf_sha256.clone().map(|hash| line("file-pdf-sha256", hash)));
            lines.extend(paper.signed_sha256.clone().map(|hash| line("file-signed-sha256", hash)));
            for s in signed {
                let method = match s.method {
                    SignatureMethod::Screen => "file-by-screen",
                    SignatureMethod::Ink => "file-by-ink",
                };
                let told = format!("{} · {} · {}", s.signer_name, self.word(method), s.local_time);
                lines.push(line("file-signed-by", told));
            }
            lines.extend(at("file-filed", paper.filed_at));
            lines.extend(at("file-voided", paper.voided_at));
            if !paper.void_reason.is_empty() {
                lines.push(line("file-void-reason", paper.void_reason.clone()));
            }
            parts.push(Part::Facts { lines });
        }
        parts
    }

    /// Who was told what happened, who could not be told, and who said that they heard («Enterado»).
    fn notices(&self) -> Vec<Part> {
        let told = self.view.history.iter().filter_map(|(row, what)| {
            let Happening::Free(free) = what else { return None };
            let (key, who, said) = match free {
                Free::Told { to, .. } => ("file-notice-told", to.join(", "), String::new()),
                Free::NotTold { role, instead } => ("file-notice-not-told", role.clone(), instead.join(", ")),
                Free::Acknowledged { told_at, .. } => ("file-notice-heard", row.actor_name.clone(), self.at(*told_at)),
                Free::Arrived
                | Free::Noted { .. }
                | Free::Wrote { .. }
                | Free::Replied { .. }
                | Free::Attached { .. }
                | Free::BegunBy(_)
                | Free::Evidence { .. }
                | Free::SurveyedLate { .. }
                | Free::DueMoved { .. }
                | Free::ClockPaused { .. }
                | Free::ClockResumed
                | Free::Registered { .. } => return None,
            };
            Some(vec![self.at(row.at), self.word(key), who, said])
        });
        let rows: Vec<Vec<String>> = told.collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let headings = ["file-when", "file-what", "file-who", "file-notice-of"].map(|key| self.word(key)).to_vec();
        vec![self.title("file-notices"), Part::Table(Table::plain(headings, vec![5, 5, 7, 7], rows))]
    }

    /// Corrections, turns, interruptions: what happened beside the steps.
    fn others(&self) -> Vec<Part> {
        let told = self.view.history.iter().filter_map(|(row, what)| {
            let Happening::Engine(event) = what else { return None };
            let (key, said) = match event {
                Engine::Corrected { field, was, value, reason, .. } => {
                    ("file-corrected", format!("{field}: {} → {value}. {reason}", was.as_deref().unwrap_or("–")))
                }
                Engine::Taken { reason: Some(reason), .. } => ("file-out-of-turn", reason.clone()),
                Engine::Released { reason, .. } => ("file-released", reason.clone()),
                Engine::Assigned { reason, .. } => ("file-assigned", reason.clone()),
                Engine::Suspended { reason, .. } => ("file-suspended", reason.clone()),
                Engine::Annulled { reason, .. } => ("file-annulled", reason.clone()),
                Engine::Migrated { reason, .. } => ("file-migrated", reason.clone()),
                Engine::Expired { step, .. } => ("file-expired", step.clone()),
                Engine::Opened { .. }
                | Engine::Entered { .. }
                | Engine::MessageAwaited { .. }
                | Engine::MessageArrived { .. }
                | Engine::TimerSet { .. }
                | Engine::TimerFired { .. }
                | Engine::TimerCancelled { .. }
                | Engine::Taken { reason: None, .. }
                | Engine::Agreed { .. }
                | Engine::Completed { .. }
                | Engine::EffectDue { .. }
                | Engine::DocumentNumbered { .. }
                | Engine::DocumentIssued { .. }
                | Engine::DocumentSigned { .. }
                | Engine::DocumentFiled { .. }
                | Engine::DocumentVoided { .. }
                | Engine::Rewound { .. }
                | Engine::Resumed { .. }
                | Engine::Closed { .. } => return None,
            };
            Some(vec![self.at(row.at), row.actor_name.clone(), self.word(key), said])
        });
        let rows: Vec<Vec<String>> = told.collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let headings = ["file-when", "file-who", "file-what", "file-said"].map(|key| self.word(key)).to_vec();
        vec![self.title("file-others"), Part::Table(Table::plain(headings, vec![5, 5, 5, 9], rows))]
    }

    fn chain(&self) -> Part {
        let row = |(row, _): &(Event, Happening)| {
            let hash = row.hash.get(..16).unwrap_or_default().to_owned();
            vec![row.seq.to_string(), row.at.to_rfc3339(), row.kind.clone(), row.actor_name.clone(), hash]
        };
        let headings =
            ["file-seq", "file-instant", "file-event-kind", "file-who", "file-hash"].map(|key| self.word(key));
        let rows = self.view.history.iter().map(row).collect();
        Part::Table(Table::plain(headings.to_vec(), vec![2, 8, 6, 5, 6], rows))
    }
}
