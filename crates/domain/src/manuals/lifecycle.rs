//! From draft to in force and out of it.

use super::{
    Manual, ManualStatus, Part,
    drafts::{record, save},
    findings,
    model::{self, Act, ApprovalDraft},
    query, readings, tree,
};
use crate::{
    jobs::{self, Work},
    laws, people, procedures,
};
use db::{ManualId, Source as _, Tx, entity::manual};
use kernel::{
    Error, Locale, Result,
    permit::Permit,
    random::sha256,
    time::{Date, format_date},
};
use procedure::manual::SignOffAct;
use sea_orm::ActiveValue::Set;

/// Somebody answers for the draft: it has no error and no open question. Writes down who drew it up, who reviewed it and
/// the hash of what they saw. Refuses with `manual-not-ready` while something is open.
pub async fn review(tx: &mut Tx, id: ManualId) -> Result<()> {
    let was = query::get_draft(tx, id).await?;
    let status = model::next(was.status, Act::Review)?;
    let parts = query::parts(tx, id).await?;
    ready(tx, &was, &parts).await?;
    let person = people::query::get_person(tx, tx.person()?).await?;
    let today = people::today(tx).await?;
    let on = format_date(today, Locale::Es);
    let source = tree::with_sign_off(&was.source, SignOffAct::Reviewed, &person.name, &person.post, &on)?;
    let row = manual::ActiveModel {
        status: Set(status),
        sha256: Set(Some(fingerprint(&source, &parts))),
        source: Set(source),
        reviewed_at: Set(Some(tx.now())),
        ..Default::default()
    };
    save(tx, &was, row).await?;
    record(tx, &was, "manual.reviewed", serde_json::json!({ "sha256": fingerprint(&was.source, &parts) })).await
}

/// Back to the desk, before it is approved.
pub async fn return_to_draft(tx: &mut Tx, id: ManualId, reason: &str) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let was = query::get(tx, id).await?;
    let status = model::next(was.status, Act::Return)?;
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "reason-required"));
    }
    let row =
        manual::ActiveModel { status: Set(status), sha256: Set(None), reviewed_at: Set(None), ..Default::default() };
    save(tx, &was, row).await?;
    record(tx, &was, "manual.returned", serde_json::json!({ "reason": reason.trim() })).await
}

/// Writes down the council's act. A reviewed version waits for its first day, or comes in force at once when that is
/// today; one that came in force without minutes gets them. Refuses wrong fields by name.
pub async fn approve(tx: &mut Tx, id: ManualId, draft: &ApprovalDraft) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let was = query::get(tx, id).await?;
    let status = model::next(was.status, Act::Approve)?;
    if was.approved_at.is_some() {
        return Err(Error::conflict("manual-approved-already"));
    }
    let ours = people::query::institution(tx).await?;
    let zone = people::zone(&ours)?;
    let today = zone.today(tx.now());
    let since = was.in_force_at.map(|at| zone.today(at));
    let approved = draft.check(today, since)?;
    let source = approval_text(&was, draft, &approved)?;
    let term_until = procedure::parse_manual(&source).0.and_then(|m| m.term).map(|t| t.until);
    let row = manual::ActiveModel {
        status: Set(status),
        source: Set(source),
        approved_at: Set(Some(tx.now())),
        valid_from: Set(Some(approved.valid_from)),
        term_until: Set(term_until),
        ..Default::default()
    };
    save(tx, &was, row).await?;
    let told = serde_json::json!({ "acta": draft.minutes.trim(), "acuerdo": draft.resolution.trim(),
        "approved_on": approved.approved_on, "valid_from": approved.valid_from });
    record(tx, &was, "manual.approved", told).await?;
    if since.is_some() {
        return Ok(());
    }
    if approved.valid_from <= today {
        return enter(tx, id).await;
    }
    let due = zone.instant(approved.valid_from, 0);
    jobs::enqueue(tx, Work::EnterManual { manual: id }, due, Some(format!("manual:{id}:enter"))).await
}

fn approval_text(was: &Manual, draft: &ApprovalDraft, approved: &model::Approved) -> Result<String> {
    let on = |day: Date| format_date(day, Locale::Es);
    let source = tree::with_approval(&was.source, &approved.node)?;
    let source = tree::with_sign_off(&source, SignOffAct::Approved, draft.body.trim(), "", &on(approved.approved_on))?;
    let note = if was.notes.is_empty() { "Primera versión" } else { &was.notes };
    tree::with_change(&source, &was.edition.to_string(), &on(approved.valid_from), note)
}

/// An approved version comes in force: roles, units and lists of its text, its procedures, its laws; the version before
/// it ends. Called by the job of its day; doing it twice changes nothing.
pub(crate) async fn enter(tx: &mut Tx, id: ManualId) -> Result<()> {
    let was = query::get(tx, id).await?;
    if was.status == ManualStatus::InForce {
        return Ok(());
    }
    let status = model::next(was.status, Act::Enter)?;
    put_in_force(tx, &was, status).await
}

/// Puts the errata in force under the approval of the version whose words it corrects. Refuses what changes more than
/// words.
pub async fn correct(tx: &mut Tx, id: ManualId) -> Result<()> {
    let was = query::get_draft(tx, id).await?;
    let of = was.errata_of.ok_or_else(|| Error::conflict("manual-not-now"))?;
    let before = query::get(tx, of).await?;
    if before.status != ManualStatus::InForce {
        return Err(Error::conflict("manual-not-in-force"));
    }
    let status = model::next(was.status, Act::Correct)?;
    let parts = query::parts(tx, id).await?;
    ready(tx, &was, &parts).await?;
    only_words(tx, &was, &parts, &before).await?;
    let on = format_date(people::today(tx).await?, Locale::Es);
    let note = format!("Fe de erratas: {}", was.notes);
    let row = manual::ActiveModel {
        source: Set(tree::with_change(&was.source, &was.edition.to_string(), &on, &note)?),
        sha256: Set(Some(fingerprint(&was.source, &parts))),
        reviewed_at: Set(Some(tx.now())),
        approved_at: Set(before.approved_at),
        valid_from: Set(Some(people::today(tx).await?)),
        term_until: Set(before.term_until),
        ..Default::default()
    };
    save(tx, &was, row).await?;
    let was = query::get(tx, id).await?;
    put_in_force(tx, &was, status).await
}

async fn only_words(tx: &Tx, now: &Manual, parts: &[Part], before: &Manual) -> Result<()> {
    let tree = |source: &str| procedure::yaml::load(source).map_err(|_| Error::conflict("manual-text-broken"));
    let had = query::parts(tx, before.id).await?;
    let mut same = model::only_words(&tree(&before.source)?, &tree(&now.source)?) && had.len() == parts.len();
    for (a, b) in had.iter().zip(parts) {
        same &= a.code == b.code && model::only_words(&tree(&a.source)?, &tree(&b.source)?);
    }
    if same { Ok(()) } else { Err(Error::invalid("manual-errata-changes-more")) }
}

/// What is in force and has no approval: a manual that came with the program.
pub(super) async fn enter_unapproved(tx: &mut Tx, was: &Manual) -> Result<()> {
    let parts = query::parts(tx, was.id).await?;
    let row = manual::ActiveModel { sha256: Set(Some(fingerprint(&was.source, &parts))), ..Default::default() };
    save(tx, was, row).await?;
    let was = query::get(tx, was.id).await?;
    put_in_force(tx, &was, ManualStatus::InForce).await
}

async fn put_in_force(tx: &mut Tx, was: &Manual, status: ManualStatus) -> Result<()> {
    let (typed, found) = procedure::parse_manual(&was.source);
    let typed = typed.ok_or_else(|| Error::invalid("manual-not-ready").with_source(format!("{found:?}")))?;
    procedures::install_surroundings(tx, &typed).await?;
    let parts = query::parts(tx, was.id).await?;
    for part in &parts {
        procedures::put_in_force(tx, &part.source, Some(was.id)).await?;
    }
    for before in query::holding(tx, &was.code).await?.into_iter().filter(|m| m.id != was.id) {
        procedures::end_of(tx, before.id).await?;
        let ended = model::next(before.status, Act::Supersede)?;
        let row = manual::ActiveModel { status: Set(ended), ended_at: Set(Some(tx.now())), ..Default::default() };
        save(tx, &before, row).await?;
        record(tx, &before, "manual.superseded", serde_json::json!({ "by": was.edition })).await?;
    }
    let term = typed.term.map(|t| t.until);
    let row = manual::ActiveModel {
        status: Set(status),
        in_force_at: Set(Some(tx.now())),
        valid_from: Set(Some(was.valid_from.unwrap_or(people::today(tx).await?))),
        term_until: Set(term),
        ..Default::default()
    };
    save(tx, was, row).await?;
    laws::seed(tx, &typed.laws).await?;
    if was.approved_at.is_some() {
        readings::ask_whoever_acts(tx, was.id).await?;
    }
    if let Some(until) = term {
        let zone = people::zone(&people::query::institution(tx).await?)?;
        let key = format!("manual:{}:expire", was.id);
        jobs::enqueue(tx, Work::ExpireManual { manual: was.id }, zone.instant(until, 86_400), Some(key)).await?;
    }
    record(tx, was, "manual.in_force", serde_json::json!({ "edition": was.edition, "sha256": was.sha256 })).await
}

/// The term of a version in force has ended. Procedures go on: a town hall cannot stop. Fine when another took its
/// place meanwhile.
pub(crate) async fn expire(tx: &mut Tx, id: ManualId) -> Result<()> {
    let was = query::get(tx, id).await?;
    let today = people::today(tx).await?;
    if was.status != ManualStatus::InForce || was.term_until.is_none_or(|until| until >= today) {
        return Ok(());
    }
    let row = manual::ActiveModel {
        status: Set(model::next(was.status, Act::Expire)?),
        ended_at: Set(Some(tx.now())),
        ..Default::default()
    };
    save(tx, &was, row).await?;
    record(tx, &was, "manual.expired", serde_json::json!({ "term_until": was.term_until })).await
}

/// Nothing is open: no error, no question.
async fn ready(tx: &Tx, was: &Manual, parts: &[Part]) -> Result<()> {
    let facts = findings::facts(tx).await?;
    let open = findings::of(was, parts, &facts);
    if parts.is_empty() || open.errors > 0 || !open.questions.is_empty() {
        return Err(Error::invalid("manual-not-ready"));
    }
    for part in parts {
        procedures::check_can_run(&part.source)?;
        if let Some(other) = procedures::query::find_in_force(tx, &part.code).await?
            && let Some(theirs) = other.manual_id
            && query::get(tx, theirs).await?.code != was.code
        {
            let msg = kernel::Msg::new("manual-procedure-elsewhere").with("code", part.code.as_str());
            return Err(Error::invalid(msg));
        }
    }
    Ok(())
}

/// Over the canonical directory: what was reviewed is what was approved.
fn fingerprint(source: &str, parts: &[Part]) -> String {
    let mut all = format!("manual.yaml\n{}\n", tree::canonical(source));
    for part in parts {
        all.push_str(&format!("{}.yaml\n{}\n", part.code, part.source));
    }
    sha256(all.as_bytes())
}
