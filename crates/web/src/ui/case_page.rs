//! A case as its page shows it: the manual's table with what was done, what is to do now, papers, files and history.

use super::{
    fields, files, flow, story,
    words::{case_state, paper_state},
};
use crate::{
    ctx::Ctx,
    urls,
    view::{Act, Attached, CaseShow, Choice, Fact, Fix, Form, PaperLine, StepRow, StepSigned, StepState, SurveyOut},
};
use domain::{
    CaseId, PersonId, Read,
    cases::{
        self, CaseStatus, Free, Happening, Words,
        query::{CaseView, Progress},
    },
    levels, mail,
    papers::{self, Paper, PaperStatus},
    people, procedures,
    surveys::{self, SurveyOutcome},
};
use kernel::{Error, Msg, permit::Permit, time::Zone};
use procedure::{
    definition::{ColumnKind, Field, FieldKind, Step, StepKind},
    flowchart::Walk,
    state::Event as Engine,
};

/// The form that was refused and is shown again, when there is one.
#[derive(Default)]
pub(crate) struct Refused(Option<Form>);

impl Refused {
    pub(crate) fn with(form: Form) -> Self {
        Self(Some(form))
    }

    /// The form of that id: as it was refused, or as `fresh` makes it.
    pub(super) fn form(&self, id: &'static str, fresh: impl FnOnce(Form) -> Form) -> Form {
        match &self.0 {
            Some(form) if form.id == id => fresh(Form::new(id)).over(form),
            Some(_) | None => fresh(Form::new(id)),
        }
    }
}

/// Whether a page has the form of that id at all: what was refused may no longer be there to do.
pub(crate) fn has_form(page: &CaseShow, id: &str) -> bool {
    match id {
        "work" => page.steps.iter().any(|s| s.work.as_ref().is_some_and(|w| !w.link)),
        "note" => page.may_note,
        "reply" => page.may_reply,
        "fix" => page.fix.is_some(),
        act => page.acts.iter().any(|a| a.name == act),
    }
}

/// Everything that goes into the page.
pub(super) struct Material<'a> {
    pub(super) ctx: &'a Ctx,
    pub(super) read: Read,
    pub(super) view: CaseView,
    pub(super) papers: Vec<Paper>,
    pub(super) zone: Zone,
    pub(super) refused: Refused,
}

/// The page of a case that the reader may see.
pub(crate) async fn page(ctx: &Ctx, id: CaseId, refused: Refused) -> Result<CaseShow, Error> {
    let read = ctx.read();
    let mut view = cases::query::view(&read, id).await?;
    let all = view.definition.steps.iter().flat_map(|s| &s.form);
    let named = fields::people_in(all, &view.state.data).into_iter().chain(given_to(&view));
    let more = people::query::person_names(&read, named).await?;
    view.names.people.extend(more);
    let papers = papers::query::of_case(&read, id).await?;
    Material { ctx, zone: ctx.zone().await?, read, view, papers, refused }.page().await
}

/// Whom tasks were given to, though they may never have acted.
fn given_to(view: &CaseView) -> Vec<PersonId> {
    let to = |(_, what): &(cases::Event, Happening)| match what {
        Happening::Engine(Engine::Assigned { to, .. }) => Some(PersonId(*to)),
        Happening::Engine(_) | Happening::Free(_) => None,
    };
    view.history.iter().filter_map(to).collect()
}

fn ends(step: &Step) -> bool {
    matches!(step.kind, StepKind::Start { .. } | StepKind::End { .. })
}

impl Material<'_> {
    pub(super) fn say(&self, msg: impl Into<Msg>) -> String {
        self.ctx.say(msg)
    }

    fn words(&self) -> Words<'_> {
        story::words(self.ctx.locale, &self.view.names)
    }

    async fn page(self) -> Result<CaseShow, Error> {
        let case = &self.view.case;
        let definition = &self.view.definition;
        let version = procedures::query::get_version(&self.read, case.definition_id).await?;
        let edition = Msg::new("case-version").with("edition", version.edition).with("sha256", &version.sha256[..12]);
        let (mood, state) = case_state(case, definition);
        let walk = Walk::of(self.view.history.iter().filter_map(|(_, what)| match what {
            Happening::Engine(event) => Some(event),
            Happening::Free(_) => None,
        }));
        let (open, arrived) = (self.is_open(), cases::query::arrival(&self.view.history).is_some());
        let mine = case.owner_id.is_some_and(|o| self.ctx.actor.person == Some(o.0));
        let audits = [Permit::SeeReports, Permit::SeeAudit].into_iter().any(|p| self.ctx.may(p));
        Ok(CaseShow {
            id: case.id.to_string(),
            number: case.number.clone(),
            procedure: definition.title.clone(),
            version: self.say(edition),
            mood,
            state: self.say(state),
            facts: self.facts(),
            detail: case.detail.clone(),
            steps: self.steps().await?,
            due: levels::query::due(&self.read, [case.id]).await?.get(&case.id).copied().filter(|_| open),
            survey: self.survey().await?,
            arrive: mine && !arrived && self.ctx.may(Permit::WorkCases),
            registered: self.registered(),
            letters: mail::query::of_case(&self.read, case.id)
                .await?
                .into_iter()
                .map(|l| super::mail::row(self.ctx.locale, l))
                .collect(),
            may_reply: self.ctx.may(Permit::WorkCases),
            reply: self.refused.form("reply", |form| form),
            may_note: open && self.ctx.may(Permit::AskForHelp),
            note: self.refused.form("note", |f| f),
            files: self.files(),
            papers: self.paper_lines(),
            file_href: audits.then(|| urls::case_file(case.id)),
            fix: self.fix().await?,
            acts: self.acts().await?,
            flow: flow::drawing(self.ctx.locale, definition, &walk),
            flow_words: domain::procedures::told(self.ctx.locale, definition, &walk),
            events: story::lines(self.ctx.locale, &self.zone, &self.view),
        })
    }

    /// The survey's link, for who asked and for who may hand it over: never for who attended the case.
    async fn survey(&self) -> Result<Option<SurveyOut>, Error> {
        if !surveys::model::has_survey(&self.view.definition) {
            return Ok(None);
        }
        let out = surveys::query::latest(&self.read, self.view.case.id).await?;
        let Some(out) = out.filter(|s| s.outcome == SurveyOutcome::Open) else { return Ok(None) };
        let attended = surveys::model::attended(&self.view.definition, &self.view.history);
        let me = self.ctx.actor.person;
        let mine = me.is_some() && me == self.view.case.requester_id.map(|p| p.0);
        if me.is_some_and(|p| attended.contains(&p)) || !(mine || self.ctx.may(Permit::WorkCases)) {
            return Ok(None);
        }
        let office = &self.ctx.state.office;
        let link = format!("{}{}", office.public_url, urls::survey(&out.token));
        Ok(Some(SurveyOut { code: office.press.code(&link)?, link, closes: out.closes_at, mine }))
    }

    fn is_open(&self) -> bool {
        matches!(self.view.case.status, CaseStatus::Open | CaseStatus::Suspended)
    }

    /// Who asks and what for, from the form that began the case.
    fn facts(&self) -> Vec<Fact> {
        let case = &self.view.case;
        let requester = match case.requester_post.as_str() {
            "" => case.requester_name.clone(),
            post => format!("{}, {post}", case.requester_name),
        };
        let owner = case.owner_id.and_then(|o| self.view.names.people.get(&o).cloned()).unwrap_or_default();
        let known = [
            ("case-requester", requester),
            ("ticket-contact", case.contact.clone()),
            ("case-asked", self.zone.format(case.opened_at, self.ctx.locale)),
            ("case-technician", owner),
        ];
        let known = known.into_iter().map(|(key, value)| Fact { label: self.say(key), value });
        let asked = self.first().map_or(&[][..], |s| &s.form).iter().filter(|f| f.kind != FieldKind::Text);
        known.chain(asked.map(|f| self.fact(f))).filter(|f| !f.value.is_empty()).collect()
    }

    fn fact(&self, field: &Field) -> Fact {
        let raw = story::recorded(&self.view.state.data, &field.id).unwrap_or_default();
        Fact { label: field.label.clone(), value: self.words().value(field, raw) }
    }

    fn first(&self) -> Option<&Step> {
        let definition = &self.view.definition;
        definition
            .flow_of(self.view.case.step.as_deref().unwrap_or_default())
            .or(definition.request_flow())
            .and_then(|flow| definition.step(&flow.first))
    }

    async fn steps(&self) -> Result<Vec<StepRow>, Error> {
        let (rows, _) = cases::query::progress(&self.view);
        let mut out = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(step) = self.view.definition.step(&row.step) else { continue };
            let state = match row.progress {
                Progress::Done => StepState::Done,
                Progress::Current => StepState::Now,
                Progress::Ahead | Progress::Rule => StepState::Todo,
            };
            let (work, waits) = if state == StepState::Now { self.present(step).await? } else { (None, None) };
            let done = state == StepState::Done;
            out.push(StepRow {
                no: step.number.clone().unwrap_or_default(),
                // Nobody does the beginning and the end, whatever the row above says.
                who: step.responsible.clone().filter(|_| !ends(step)).unwrap_or_default(),
                text: step.name().to_owned(),
                spec: step.texts.get(&ColumnKind::Specifications).cloned().unwrap_or_default(),
                state,
                signed: if done { self.signed(step) } else { Vec::new() },
                answers: if done { self.answers(step) } else { Vec::new() },
                work,
                waits,
            });
        }
        Ok(out)
    }

    /// Everybody who did the step, once per time it was walked, with the reason they gave for taking it. A step done by
    /// signing is the signer's, given before whoever recorded it.
    fn signed(&self, step: &Step) -> Vec<StepSigned> {
        let mut reason = None;
        let mut out = Vec::new();
        for (n, (row, what)) in self.view.history.iter().enumerate() {
            match what {
                Happening::Engine(Engine::Taken { step: s, reason: r, .. }) if *s == step.id => reason.clone_from(r),
                Happening::Engine(Engine::Completed { step: s, .. }) if *s == step.id => {
                    let mut by = story::by(&self.view, row);
                    let mut remark = reason.take().unwrap_or_default();
                    let signer = story::signer(&self.view.history[n..]).filter(|_| step.signs.is_some());
                    if let Some(signer) = signer.filter(|s| *s != by) {
                        let witness = std::mem::replace(&mut by, signer.to_owned());
                        remark = self.say(Msg::new("story-before").with("name", witness));
                    }
                    out.push(StepSigned { by, at: row.at, remark });
                }
                Happening::Engine(_) | Happening::Free(_) => {}
            }
        }
        out
    }

    /// What was filled in there; the request's own words stand above the table already.
    fn answers(&self, step: &Step) -> Vec<Fact> {
        let first = self.first().is_some_and(|f| f.id == step.id);
        let filled = step.form.iter().filter(|_| !first).map(|f| self.fact(f)).filter(|f| !f.value.is_empty());
        let asked = step.decision.iter().filter_map(|d| {
            let value = story::answer(&self.view, &step.id)?.to_owned();
            Some(Fact { label: d.question.clone(), value })
        });
        filled.chain(asked).collect()
    }

    fn files(&self) -> Vec<Attached> {
        let file = |a: &cases::Attachment| Attached {
            name: a.name.clone(),
            href: urls::file(a.id),
            picture: files::is_picture(&a.mime).then(|| urls::file(a.id)),
            bytes: a.size,
            by: if a.by_name.is_empty() { self.view.case.requester_name.clone() } else { a.by_name.clone() },
            at: a.at,
        };
        self.view.attachments.iter().map(file).collect()
    }

    /// Where the steps wrote lines; only for who may read the registers.
    fn registered(&self) -> Vec<Choice> {
        let line = |(_, what): &(cases::Event, Happening)| match what {
            Happening::Free(Free::Registered { register, row, what }) => {
                let key = Msg::new(format!("story-registered-{register}"));
                Some(Choice::new(super::registers::page_of(register, row), format!("{}: {what}", self.say(key))))
            }
            Happening::Engine(_) | Happening::Free(_) => None,
        };
        let lines = self.view.history.iter().filter_map(line);
        if self.ctx.may(Permit::SeeCases) { lines.collect() } else { Vec::new() }
    }

    fn paper_lines(&self) -> Vec<PaperLine> {
        let line = |paper: &Paper| {
            let (mood, state) = paper_state(paper);
            let reason = if paper.void_reason.is_empty() { String::new() } else { format!(": {}", paper.void_reason) };
            let edition = Msg::new("print-version").with("n", paper.edition);
            let may_sign = paper.status == PaperStatus::Issued && self.may_sign(&paper.document);
            PaperLine {
                title: if paper.edition > 1 {
                    format!("{} · {}", paper.title, self.say(edition))
                } else {
                    paper.title.clone()
                },
                pdf: urls::paper(paper.id),
                mood,
                state: format!("{}{reason}", self.say(state)),
                signed: paper.signed_at.map(|_| urls::signed_paper(paper.id)),
                sign: may_sign.then(|| urls::sign(paper.id)),
            }
        };
        self.papers.iter().map(line).collect()
    }

    async fn fix(&self) -> Result<Option<Fix>, Error> {
        let status = self.view.case.status;
        let can = cases::query::correctable(&self.ctx.actor, &self.view.definition, &self.view.state);
        let can: Vec<&Field> = can.into_iter().filter(|f| f.kind != FieldKind::Files).collect();
        if can.is_empty() || !matches!(status, CaseStatus::Open | CaseStatus::Closed) {
            return Ok(None);
        }
        let specs = fields::specs_about(&self.read, can.iter().copied(), &self.about().await?).await?;
        let data = &self.view.state.data;
        let form =
            self.refused.form("fix", |f| fields::ticked(fields::present(f, can.iter().copied(), data), &specs, data));
        let form = form.in_order(&specs);
        let voids = self.papers.iter().any(|p| matches!(p.status, PaperStatus::Signed | PaperStatus::Filed));
        Ok(Some(Fix { form, fields: specs, voids }))
    }

    async fn acts(&self) -> Result<Vec<Act>, Error> {
        let (actor, open) = (&self.ctx.actor, self.is_open());
        let task = self.view.tasks.first();
        let own = task.and_then(|t| t.owner_id).is_some_and(|o| actor.person == Some(o.0));
        let corrects = open && actor.may(Permit::CorrectCases);
        let step = task.and_then(|t| self.view.definition.step(&t.step));
        let assigns = corrects && step.is_some_and(|s| s.signs.is_none());
        let able =
            if assigns { people::query::people_who_may(&self.read, Permit::WorkCases).await? } else { Vec::new() };
        let able = able.into_iter().map(|p| Choice::new(p.id.to_string(), p.name)).collect();
        let release = (open && own && actor.may(Permit::WorkCases)).then(|| self.act("release", Vec::new()));
        let assign = assigns.then(|| self.act("assign", able));
        let still = self.view.case.status == CaseStatus::Suspended;
        let suspend = (corrects && !still).then(|| self.act("suspend", Vec::new()));
        let resume = (corrects && still).then(|| self.act("resume", Vec::new()));
        let annul = corrects.then(|| self.act("annul", Vec::new()));
        Ok([release, assign, suspend, resume, annul].into_iter().flatten().collect())
    }

    fn act(&self, name: &'static str, people: Vec<Choice>) -> Act {
        let href = format!("{}/{name}", urls::case(self.view.case.id));
        Act { name, href, form: self.refused.form(name, |f| f), people, reason: name != "resume" }
    }
}
