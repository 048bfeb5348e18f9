//! Signing a document of the case.

use super::draft::{Draft, Finish};
use crate::definition::{Assignment, Id, Step};
use crate::state::{Data, Event, Refusal};

/// The role of whoever may record that somebody signed on paper in front of them.
pub const WITNESS: &str = "firma_presencial";

impl Draft<'_> {
    /// Records the signature and, when the case stands on the step that waits for it and nothing else is asked there,
    /// does that step.
    pub(super) fn sign(&mut self, document: &Id, version: u32) -> Result<(), Refusal> {
        let signers = self.signers(document)?;
        if signers.is_empty() {
            return Err(Refusal::Unknown(document.clone()));
        }
        let state = self.state.documents.get(document).cloned().unwrap_or_default();
        if !state.in_force() || state.version != version {
            return Err(Refusal::NotIssued(document.clone()));
        }
        let here = self.state.tasks.iter().find(|t| signers.iter().any(|s| s.id == t.step)).cloned();
        let step = here.as_ref().and_then(|t| signers.iter().find(|s| s.id == t.step)).copied();
        if !self.witnesses() {
            let mut asked = signers.iter().filter(|s| step.is_none_or(|at| at.id == s.id));
            if !asked.any(|s| self.may(s).is_ok()) {
                return Err(Refusal::NotYours);
            }
            here.as_ref().map_or(Ok(()), |task| self.own(task))?;
        }
        if let (Some(step), Some(task)) = (step, &here)
            && !state.signed
            && let Some(roles) = self.still_to_agree(step, task)?
        {
            let (by, at) = (self.ctx.actor, self.at);
            self.emit(Event::Agreed { task: task.id, step: step.id.clone(), by, roles, data: Data::new(), at });
            return Ok(());
        }
        if step.is_none() && signers.iter().any(|s| s.assignment == Assignment::Everyone) && !self.witnesses() {
            // Together means on the step itself, where each one's agreement is kept.
            return Err(Refusal::NotYours);
        }
        if !state.signed {
            self.emit(Event::DocumentSigned { document: document.clone(), version, by: self.ctx.actor, at: self.at });
        }
        match (step, here) {
            (Some(step), Some(task)) if asks_nothing(step) && self.not_held(&task).is_ok() => {
                let done =
                    Finish { visit: task.visit, task: Some(task.id), answer: None, data: Data::new(), taker: None };
                self.finish(step, done)
            }
            _ => Ok(()),
        }
    }
}

fn asks_nothing(step: &Step) -> bool {
    step.decision.is_none() && !step.form.iter().any(|f| f.required)
}
