//! The normograma: laws, the procedures that rest on them, and what a changed law asks to be looked at again.
//!
//! Invariants: a law's name is there once; a change stays written down for ever; it asks each linked procedure in force
//! for a review until a version of its manual approved after it, or until somebody says with a reason that it does not
//! matter. Does not change manuals (`manuals`).

pub mod query;

pub use db::entity::{
    law::Model as Law, law_change::Model as LawChange, law_dismissal::Model as LawDismissal, law_link::Model as LawLink,
};
use db::{
    LawChangeId, LawId, Source as _, Tx,
    entity::{law, law_change, law_dismissal, law_link},
};
use kernel::{
    Error, Result,
    error::Check,
    permit::Permit,
    text::fold,
    time::{Date, date},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// What a law's form says. Days as `2026-03-15`, empty for unknown.
#[derive(Debug, Clone, Default)]
pub struct LawDraft {
    pub name: String,
    pub level: String,
    pub since_on: String,
    pub repealed_on: String,
    pub notes: String,
}

impl LawDraft {
    fn check(&self) -> Result<(Option<Date>, Option<Date>)> {
        let mut check = Check::new();
        check.that(!self.name.trim().is_empty(), "name", "field-required");
        let day = |text: &str| if text.trim().is_empty() { Some(None) } else { date(text.trim()).map(Some) };
        let (since, repealed) = (day(&self.since_on), day(&self.repealed_on));
        check.that(since.is_some(), "since_on", "field-not-a-date");
        check.that(repealed.is_some(), "repealed_on", "field-not-a-date");
        let (since, repealed) = (since.flatten(), repealed.flatten());
        check.that(since.zip(repealed).is_none_or(|(s, r)| r >= s), "repealed_on", "law-repealed-before");
        check.done()?;
        Ok((since, repealed))
    }
}

/// Adds a law. Refuses a name that is there already.
pub async fn add(tx: &mut Tx, draft: &LawDraft) -> Result<LawId> {
    tx.require(Permit::ManageProcedures)?;
    let (since, repealed) = draft.check()?;
    refuse_twin(tx, &draft.name, None).await?;
    let row = law::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        name: Set(draft.name.trim().to_owned()),
        name_key: Set(fold(&draft.name)),
        level: Set(draft.level.trim().to_owned()),
        since_on: Set(since),
        repealed_on: Set(repealed),
        notes: Set(draft.notes.trim().to_owned()),
        version: Set(1),
    };
    let law = tx.insert(row).await?;
    tx.record("law.added", Some(law.id.0), &law.name, serde_json::json!({ "level": law.level })).await?;
    Ok(law.id)
}

/// Changes what is written about a law; that the law itself changed is [`change`].
pub async fn edit(tx: &mut Tx, id: LawId, draft: &LawDraft) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let (since, repealed) = draft.check()?;
    let was = query::get(tx, id).await?;
    refuse_twin(tx, &draft.name, Some(id)).await?;
    let row = law::ActiveModel {
        name: Set(draft.name.trim().to_owned()),
        name_key: Set(fold(&draft.name)),
        level: Set(draft.level.trim().to_owned()),
        since_on: Set(since),
        repealed_on: Set(repealed),
        notes: Set(draft.notes.trim().to_owned()),
        version: Set(was.version + 1),
        ..Default::default()
    };
    let update = law::Entity::update_many().set(row).filter(law::Column::Id.eq(id));
    tx.swap(update.filter(law::Column::Version.eq(was.version))).await?;
    tx.record("law.edited", Some(id.0), draft.name.trim(), serde_json::json!({ "was": was.name })).await
}

async fn refuse_twin(tx: &Tx, name: &str, except: Option<LawId>) -> Result<()> {
    match query::find_named(tx, name).await? {
        Some(twin) if Some(twin.id) != except => Err(Error::field("name", "law-exists")),
        Some(_) | None => Ok(()),
    }
}

/// Says that a procedure rests on a law, and on which articles; the same procedure again changes the articles. Empty for
/// all procedures. Refuses a procedure that is not in force.
pub async fn link(tx: &mut Tx, id: LawId, procedure: &str, articles: &str) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let law = query::get(tx, id).await?;
    if !procedure.is_empty() && crate::procedures::query::find_in_force(tx, procedure).await?.is_none() {
        return Err(Error::field("procedure", "field-not-in-list"));
    }
    put_link(tx, id, procedure, articles).await?;
    let told = serde_json::json!({ "procedure": procedure, "articles": articles.trim() });
    tx.record("law.linked", Some(id.0), &law.name, told).await
}

async fn put_link(tx: &mut Tx, law: LawId, procedure: &str, articles: &str) -> Result<()> {
    let row = law_link::ActiveModel { articles: Set(articles.trim().to_owned()), ..Default::default() };
    let had = law_link::Entity::update_many().set(row).filter(law_link::Column::LawId.eq(law));
    if tx.update(had.filter(law_link::Column::Procedure.eq(procedure))).await? > 0 {
        return Ok(());
    }
    let row = law_link::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        law_id: Set(law),
        procedure: Set(procedure.to_owned()),
        articles: Set(articles.trim().to_owned()),
    };
    tx.insert(row).await.map(drop)
}

/// Says that a procedure does not rest on a law after all.
pub async fn unlink(tx: &mut Tx, id: LawId, procedure: &str) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let law = query::get(tx, id).await?;
    let gone = law_link::Entity::delete_many()
        .filter(law_link::Column::LawId.eq(id))
        .filter(law_link::Column::Procedure.eq(procedure));
    if tx.delete(gone).await? == 0 {
        return Err(Error::not_found("error-not-found"));
    }
    tx.record("law.unlinked", Some(id.0), &law.name, serde_json::json!({ "procedure": procedure })).await
}

/// A law was changed.
#[derive(Debug, Clone, Default)]
pub struct ChangeDraft {
    /// The day of the change, `2026-03-15`.
    pub changed_on: String,
    pub what: String,
    /// Where it was published.
    pub source: String,
}

/// Writes down that a law changed: what rests on it has to be looked at again.
pub async fn change(tx: &mut Tx, id: LawId, draft: &ChangeDraft) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let law = query::get(tx, id).await?;
    let mut check = Check::new();
    let on = date(draft.changed_on.trim());
    check.that(on.is_some(), "changed_on", "field-not-a-date");
    check.that(!draft.what.trim().is_empty(), "what", "field-required");
    check.that(!draft.source.trim().is_empty(), "source", "field-required");
    check.done()?;
    let row = law_change::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        law_id: Set(id),
        changed_on: Set(on.ok_or_else(|| Error::field("changed_on", "field-not-a-date"))?),
        what: Set(draft.what.trim().to_owned()),
        source: Set(draft.source.trim().to_owned()),
        by_name: Set(tx.actor().name.clone()),
        at: Set(tx.now()),
    };
    tx.insert(row).await?;
    let told = serde_json::json!({ "changed_on": on, "what": draft.what.trim(), "source": draft.source.trim() });
    tx.record("law.changed", Some(id.0), &law.name, told).await
}

/// Says with a reason that a change does not touch a procedure. Refuses without a reason.
pub async fn dismiss(tx: &mut Tx, change: LawChangeId, procedure: &str, reason: &str) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let open = query::open(tx).await?;
    let found = open.into_iter().find(|o| o.change.id == change && o.procedure == procedure);
    let found = found.ok_or_else(|| Error::not_found("error-not-found"))?;
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "reason-required"));
    }
    let row = law_dismissal::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        change_id: Set(change),
        procedure: Set(procedure.to_owned()),
        reason: Set(reason.trim().to_owned()),
        by_name: Set(tx.actor().name.clone()),
        at: Set(tx.now()),
    };
    tx.insert(row).await?;
    let told = serde_json::json!({ "procedure": procedure, "reason": reason.trim() });
    tx.record("law.change_dismissed", Some(found.law.id.0), &found.law.name, told).await
}

/// The laws that a manual names, with what rests on them. What is there already keeps what people wrote about it.
pub(crate) async fn seed(tx: &mut Tx, laws: &[procedure::manual::Law]) -> Result<()> {
    for said in laws {
        let law = match query::find_named(tx, &said.name).await? {
            Some(law) => law.id,
            None => {
                let level = said.level.clone().unwrap_or_default();
                add(tx, &LawDraft { name: said.name.clone(), level, ..LawDraft::default() }).await?
            }
        };
        let articles = said.articles.as_deref().unwrap_or_default();
        if said.procedures.is_empty() {
            put_link(tx, law, "", articles).await?;
        }
        for procedure in &said.procedures {
            put_link(tx, law, procedure, articles).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
