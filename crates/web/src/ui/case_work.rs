//! What can be done at the step where a case stands: take it, fill its form, sign, or see whom it waits for.

use super::{case_page::Material, fields};
use crate::{
    urls,
    view::{Choice, FieldKind as Shown, FieldSpec, Form, Work},
};
use domain::{
    cases::{self, Task},
    desk,
    papers::{Paper, PaperStatus},
};
use kernel::{Error, Msg, permit::Permit};
use procedure::{
    definition::{Effect, Step},
    engine,
};

impl Material<'_> {
    /// What the reader can do at the step where the case stands, or whom it waits for.
    pub(super) async fn present(&self, step: &Step) -> Result<(Option<Work>, Option<String>), Error> {
        let Some(task) = self.view.tasks.iter().find(|t| t.step == step.id) else { return Ok((None, None)) };
        if let Some((work, waits)) = self.held(task) {
            return Ok((work, Some(waits)));
        }
        let work = match &step.signs {
            Some(document) => match self.unsigned(document) {
                Some(paper) => self.to_sign(paper),
                None => self.to_do(step, task).await?,
            },
            None if engine::is_queue(step) && task.owner_id.is_none() => self.to_take(task).await?,
            None => self.to_do(step, task).await?,
        };
        let waits = work.is_none().then(|| self.waits(step, task));
        Ok((work, waits))
    }

    /// What the step waits for before anybody can do it, and for who may say so that it arrived.
    fn held(&self, task: &Task) -> Option<(Option<Work>, String)> {
        if let Some(message) = self.view.state.token().and_then(|t| t.awaits.as_ref()) {
            let waits = self.say(Msg::new("case-awaits").with("what", cases::in_words(message)));
            let work = cases::query::may_do(&self.ctx.actor, &self.view, task).then(|| Work {
                href: format!("{}/arrived/{message}", urls::case(self.view.case.id)),
                act: "work-arrived",
                link: false,
                form: Form::new("arrived"),
                fields: Vec::new(),
                paper: None,
            });
            return Some((work, waits));
        }
        let wait = self.view.state.timers.iter().find(|t| t.deadline.is_none())?;
        if wait.due_at <= self.ctx.state.office.now() {
            return None;
        }
        let at = self.zone.format(wait.due_at, self.ctx.locale);
        Some((None, self.say(Msg::new("case-not-before").with("at", at))))
    }

    fn unsigned(&self, document: &str) -> Option<&Paper> {
        self.papers.iter().find(|p| p.document == document && p.status == PaperStatus::Issued)
    }

    fn to_sign(&self, paper: &Paper) -> Option<Work> {
        self.may_sign(&paper.document).then(|| Work {
            href: urls::sign(paper.id),
            act: "work-sign",
            link: true,
            form: Form::new("work"),
            fields: Vec::new(),
            paper: Some(Choice::new(urls::paper(paper.id), paper.title.as_str())),
        })
    }

    pub(super) fn may_sign(&self, document: &str) -> bool {
        cases::query::may_sign(&self.ctx.actor, &self.view.case, &self.view.definition, document)
    }

    async fn to_take(&self, task: &Task) -> Result<Option<Work>, Error> {
        if !(self.ctx.may(Permit::WorkCases) && cases::query::may_do(&self.ctx.actor, &self.view, task)) {
            return Ok(None);
        }
        let ahead = desk::ahead(&self.read, self.view.case.id).await?;
        Ok(Some(Work {
            href: urls::take(self.view.case.id),
            act: "work-take",
            // Out of turn it asks for a reason, on a page of its own.
            link: ahead > 0,
            form: Form::new("work"),
            fields: Vec::new(),
            paper: None,
        }))
    }

    async fn to_do(&self, step: &Step, task: &Task) -> Result<Option<Work>, Error> {
        if !cases::query::may_do(&self.ctx.actor, &self.view, task) {
            return Ok(None);
        }
        let mut specs = fields::specs_about(&self.read, &step.form, &self.about().await?).await?;
        if let Some(decision) = step.decision.as_ref().filter(|d| d.by.is_none()) {
            specs.push(FieldSpec {
                name: "answer".to_owned(),
                label: decision.question.clone(),
                hint: String::new(),
                kind: Shown::Choice,
                required: true,
                choices: decision.answers.iter().map(|a| Choice::new(a.label.as_str(), a.label.as_str())).collect(),
            });
        }
        Ok(Some(Work {
            href: format!("{}/tasks/{}", urls::case(self.view.case.id), task.id),
            act: act(step),
            link: false,
            form: self.refused.form("work", |f| fields::present(f, &step.form, &self.view.state.data)).in_order(&specs),
            fields: specs,
            paper: None,
        }))
    }

    /// What the forms of this case offer first.
    pub(super) async fn about(&self) -> Result<fields::About, Error> {
        let (definition, data) = (&self.view.definition, &self.view.state.data);
        Ok(fields::About {
            unit: Some(self.view.case.unit_id),
            machine: cases::machine_kind(&self.read, definition, data, data).await?,
        })
    }

    fn waits(&self, step: &Step, task: &Task) -> String {
        let owner = task.owner_id.and_then(|o| self.view.names.people.get(&o));
        let who = owner.cloned().or_else(|| step.responsible.clone()).unwrap_or_default();
        self.say(Msg::new("case-waits-for").with("who", who))
    }
}

/// The words of the button that does a step.
fn act(step: &Step) -> &'static str {
    let does = |is: fn(&Effect) -> bool| step.effects.iter().any(is);
    if does(|e| matches!(e, Effect::Issue { .. })) {
        "work-print"
    } else if does(|e| matches!(e, Effect::File { .. })) {
        "work-file"
    } else if step.form.is_empty() {
        "work-done"
    } else {
        "work-close"
    }
}
