//! Telling and reading: the verbs.

use super::{
    Notice,
    model::{About, Args, Hearers, Somebody, hearers, permitted},
    query,
};
use crate::{
    cases::{self, Case, Free, Standing},
    mail, people,
};
use db::{
    CaseId, NoticeId, PersonId, RoleId, Source, Tx,
    entity::{holding, notice, person, substitute},
};
use kernel::{
    Error, Result,
    permit::{Holding, Permit},
    text::Arg,
};
use procedure::definition::{Definition, Step};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::{BTreeMap, BTreeSet};

/// What is told.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    /// Which text: a template's name or one of the house's own.
    pub kind: String,
    pub args: Args,
    pub case: Option<CaseId>,
    /// Names what is told: who has heard it does not hear it again.
    pub key: String,
    /// Wants to be acknowledged.
    pub asks: bool,
    /// Enough that somebody of one of the roles hears it.
    pub any: bool,
}

/// Everybody active with what they hold today, also for those they stand in for.
pub(crate) async fn staff(src: &impl Source) -> Result<Vec<Somebody>> {
    let here = src.institution();
    let active = person::Entity::find()
        .filter(person::Column::InstitutionId.eq(here))
        .filter(person::Column::DeactivatedAt.is_null());
    let mut staff: BTreeMap<PersonId, Somebody> = BTreeMap::new();
    for p in src.all(active).await? {
        let somebody = Somebody { person: p.id, name: p.name, holdings: Vec::new(), permits: BTreeSet::new() };
        staff.insert(p.id, somebody);
    }
    let today = people::today(src).await?;
    let standing_in = substitute::Entity::find()
        .filter(substitute::Column::InstitutionId.eq(here))
        .filter(substitute::Column::FromOn.lte(today))
        .filter(substitute::Column::UntilOn.gte(today));
    let substitutes: Vec<(PersonId, PersonId)> =
        src.all(standing_in).await?.into_iter().map(|s| (s.person_id, s.substitute_id)).collect();
    let roles: BTreeMap<RoleId, people::Role> =
        people::query::roles(src).await?.into_iter().map(|r| (r.id, r)).collect();
    for h in src.all(holding::Entity::find().filter(holding::Column::InstitutionId.eq(here))).await? {
        let Some(role) = roles.get(&h.role_id) else { continue };
        let stand_ins = substitutes.iter().filter(|(of, _)| *of == h.person_id).map(|(_, by)| *by);
        for who in stand_ins.chain([h.person_id]) {
            if let Some(somebody) = staff.get_mut(&who) {
                somebody.holdings.push(Holding { role: role.code.clone(), unit: h.unit_id.map(|u| u.0) });
                somebody.permits.extend(people::query::permits_of(role));
            }
        }
    }
    Ok(staff.into_values().collect())
}

/// Stores a notice for each of these people who has not heard it yet, and writes it to those who want mail. Gives those who
/// now hear it.
pub(crate) async fn store(tx: &mut Tx, to: &BTreeSet<PersonId>, what: &Telling) -> Result<BTreeSet<PersonId>> {
    let new = store_here(tx, to, what).await?;
    mail::notify(tx, &new).await?;
    Ok(new.into_iter().map(|n| n.person_id).collect())
}

/// Stores it for the page alone.
pub(crate) async fn store_here(tx: &mut Tx, to: &BTreeSet<PersonId>, what: &Telling) -> Result<Vec<Notice>> {
    let key = |person: &PersonId| format!("{}/{person}", what.key);
    let had = notice::Entity::find()
        .filter(notice::Column::InstitutionId.eq(tx.institution()))
        .filter(notice::Column::Key.is_in(to.iter().map(key)));
    let had: BTreeSet<PersonId> = tx.all(had).await?.into_iter().map(|n| n.person_id).collect();
    let args = serde_json::to_string(&what.args).map_err(Error::internal)?;
    let new: BTreeSet<PersonId> = to.difference(&had).copied().collect();
    let rows = new.iter().map(|person| Notice {
        id: tx.id(),
        institution_id: tx.institution(),
        person_id: *person,
        case_id: what.case,
        kind: what.kind.clone(),
        args: args.clone(),
        key: key(person),
        asks: what.asks,
        at: tx.now(),
        read_at: None,
        acknowledged_at: None,
    });
    let rows: Vec<Notice> = rows.collect();
    tx.insert_all(rows.iter().cloned().map(sea_orm::IntoActiveModel::into_active_model).collect()).await?;
    Ok(rows)
}

/// Tells everybody who has a permit; those who manage people when nobody has it.
pub(crate) async fn tell_permit(tx: &mut Tx, permit: Permit, what: &Telling) -> Result<BTreeSet<PersonId>> {
    let to = holders_of(tx, permit).await?;
    store(tx, &to, what).await
}

/// The same in the page alone: for what mail itself is the matter of.
pub(crate) async fn tell_permit_here(tx: &mut Tx, permit: Permit, what: &Telling) -> Result<()> {
    let to = holders_of(tx, permit).await?;
    store_here(tx, &to, what).await.map(drop)
}

async fn holders_of(src: &impl Source, permit: Permit) -> Result<BTreeSet<PersonId>> {
    let staff = staff(src).await?;
    let to = permitted(permit, &staff);
    Ok(if to.is_empty() { permitted(Permit::ManagePeople, &staff) } else { to })
}

/// What a notice about a case says of it.
fn about(case: &Case, definition: &Definition, step: Option<&Step>, unit: String) -> Args {
    let step = step.map_or_else(String::new, |s| match &s.number {
        Some(number) => format!("{number}. {}", s.name()),
        None => s.name().to_owned(),
    });
    let values = [
        ("procedure", definition.title.clone()),
        ("number", case.number.clone()),
        ("step", step),
        ("unit", unit),
        ("requester", case.requester_name.clone()),
        ("subject", case.subject.clone()),
    ];
    values.into_iter().map(|(name, value)| (name.to_owned(), Arg::Text(value))).collect()
}

/// A procedure tells roles something (`notifica`, `avisa`), in the transaction of the step or clock that causes it.
pub(crate) async fn effect(
    tx: &mut Tx,
    standing: &mut Standing,
    (step, n): (&str, u32),
    to: &[String],
    template: &str,
) -> Result<()> {
    // The number of the case's last event tells one round of a loop from the next.
    let key = format!("case/{}/{}/{step}/{n}", standing.case.id, standing.case.events);
    let what = Telling { kind: template.to_owned(), args: Args::new(), case: None, key, asks: true, any: false };
    let row = standing.definition.clone();
    tell_roles(tx, standing, row.step(step), to, what).await
}

/// Tells roles something about a case and writes down in its history who was told. What a role without people should
/// have heard, those who give roles hear; what a requester without account should have, those who attend the case.
pub(crate) async fn tell_roles(
    tx: &mut Tx,
    standing: &mut Standing,
    step: Option<&Step>,
    to: &[String],
    what: Telling,
) -> Result<()> {
    let case = standing.case.clone();
    let unit = people::query::get_unit(tx, case.unit_id).await?.name;
    let mut args = about(&case, &standing.definition, step, unit);
    args.extend(what.args);
    let what = Telling { args, case: Some(case.id), ..what };
    let staff = staff(tx).await?;
    let about = About { requester: case.requester_id, unit: case.unit_id };
    let Hearers { people, mut lacking, without_account } = hearers(to, about, &staff);
    if what.any && !people.is_empty() {
        lacking.clear();
    }
    store(tx, &people, &what).await?;
    let mut free = vec![Free::Told { kind: what.kind.clone(), to: named(&people, &staff) }];
    for role in lacking {
        let name = role_name(tx, &role).await?;
        let admins = permitted(Permit::ManagePeople, &staff);
        let told = instead(tx, &admins, &what, "role-empty", ("role", &name)).await?;
        free.push(Free::NotTold { role: name, instead: named(&told, &staff) });
    }
    if without_account && mail::notify_requester(tx, &case, &what).await? {
        free.push(Free::Told { kind: what.kind.clone(), to: vec![case.requester_name.clone()] });
    } else if without_account {
        let owner: BTreeSet<PersonId> = case.owner_id.into_iter().collect();
        let attends = if owner.is_empty() { permitted(Permit::CorrectCases, &staff) } else { owner };
        let told = instead(tx, &attends, &what, "by-hand", ("contact", &case.contact)).await?;
        free.push(Free::NotTold { role: case.requester_name.clone(), instead: named(&told, &staff) });
    }
    free.retain(|f| !matches!(f, Free::Told { to, .. } if to.is_empty()));
    cases::record(tx, standing, &free).await
}

/// Tells others that somebody could not be told.
async fn instead(
    tx: &mut Tx,
    to: &BTreeSet<PersonId>,
    what: &Telling,
    kind: &str,
    (name, value): (&str, &str),
) -> Result<BTreeSet<PersonId>> {
    let mut args = what.args.clone();
    args.insert(name.to_owned(), Arg::Text(value.to_owned()));
    let key = format!("{}/{kind}/{value}", what.key);
    store(tx, to, &Telling { kind: kind.to_owned(), args, key, asks: false, case: what.case, any: false }).await
}

fn named(people: &BTreeSet<PersonId>, staff: &[Somebody]) -> Vec<String> {
    staff.iter().filter(|s| people.contains(&s.person)).map(|s| s.name.clone()).collect()
}

/// The role as the institution calls it; a role of the case by the name of the role it stands for.
async fn role_name(src: &impl Source, code: &str) -> Result<String> {
    let plain = code.strip_suffix("_del_caso").unwrap_or(code);
    let found = people::query::roles(src).await?.into_iter().find(|r| r.code == plain);
    Ok(found.map_or_else(|| plain.to_owned(), |r| r.name))
}

/// Marks one's own notice as read. Twice is once.
pub async fn read(tx: &mut Tx, id: NoticeId) -> Result<()> {
    let notice = query::get(tx, id).await?;
    if notice.read_at.is_some() {
        return Ok(());
    }
    let row = notice::ActiveModel { read_at: Set(Some(tx.now())), ..Default::default() };
    tx.swap(notice::Entity::update_many().set(row).filter(notice::Column::Id.eq(id))).await
}

/// Marks all of one's own as read that do not want to be acknowledged.
pub async fn read_all(tx: &mut Tx) -> Result<()> {
    let row = notice::ActiveModel { read_at: Set(Some(tx.now())), ..Default::default() };
    let mine = notice::Entity::update_many()
        .set(row)
        .filter(notice::Column::InstitutionId.eq(tx.institution()))
        .filter(notice::Column::PersonId.eq(tx.person()?))
        .filter(notice::Column::ReadAt.is_null())
        .filter(notice::Column::Asks.eq(false));
    tx.update(mine).await.map(drop)
}

/// Acknowledges one's own notice («Enterado», Usulután, mantenimiento 2): it stays in the case's history with who and
/// when. Twice is once; refuses what does not ask for it with Conflict.
pub async fn acknowledge(tx: &mut Tx, id: NoticeId) -> Result<()> {
    let was = query::get(tx, id).await?;
    if !was.asks {
        return Err(Error::conflict("notice-does-not-ask"));
    }
    if was.acknowledged_at.is_some() {
        return Ok(());
    }
    let row = notice::ActiveModel {
        read_at: Set(was.read_at.or(Some(tx.now()))),
        acknowledged_at: Set(Some(tx.now())),
        ..Default::default()
    };
    tx.swap(
        notice::Entity::update_many()
            .set(row)
            .filter(notice::Column::Id.eq(id))
            .filter(notice::Column::AcknowledgedAt.is_null()),
    )
    .await?;
    match was.case_id {
        Some(case) => cases::record_on(tx, case, &[Free::Acknowledged { kind: was.kind, told_at: was.at }]).await,
        None => Ok(()),
    }
}
