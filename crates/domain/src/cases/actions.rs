//! What the effects of a procedure are in this house. Exhaustive: a new kind of effect does not compile until it is here.

use super::Standing;
use crate::{notices, papers, registers};
use db::Tx;
use kernel::{Error, Result};
use procedure::definition::Effect;

/// Carries out an effect in the transaction of the step that caused it; `place` is the step and the effect's number.
pub(super) async fn run(tx: &mut Tx, standing: &mut Standing, place: (&str, u32), effect: &Effect) -> Result<()> {
    match effect {
        // A case is numbered while it is opened; a document that wants a second number would be a second case.
        Effect::Number { document } => {
            Err(Error::internal(format!("«{document}» asks for its number after the opening")))
        }
        Effect::Issue { document } => papers::issue(tx, standing, document).await,
        Effect::File { document, .. } => papers::file(tx, standing, document).await,
        Effect::Notify { to, template, .. } => notices::effect(tx, standing, place, to, template).await,
        Effect::Register { register, with, when } => {
            registers::carry_out(tx, standing, *register, with, when.as_deref()).await
        }
    }
}
