//! Reads about people. All begin from the actor's institution.

use super::{Institution, Person, Role, Unit, accounts::locale};
use db::{
    PersonId, RoleId, Source, UnitId, contains,
    entity::{catalogue, closed_day, holding, institution, person, role, substitute, unit},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    permit::{Actor, Holding, Permit},
    text::fold,
    time::Date,
};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};
use std::collections::{BTreeMap, BTreeSet};

/// The institution the actor belongs to.
pub async fn institution(src: &impl Source) -> Result<Institution> {
    src.one(institution::Entity::find_by_id(src.institution()))
        .await?
        .ok_or_else(|| Error::not_found("error-not-found"))
}

/// The institution with that short name, for its public form. Not limited to the actor's own.
pub async fn institution_by_slug(src: &impl Source, slug: &str) -> Result<Institution> {
    let found = src.one(institution::Entity::find().filter(institution::Column::Slug.eq(slug))).await?;
    found.ok_or_else(|| Error::not_found("error-not-found"))
}

/// All institutions of the installation, by name. For the house itself (jobs, start-up), not for pages.
pub async fn institutions(src: &impl Source) -> Result<Vec<Institution>> {
    src.all(
        institution::Entity::find().order_by_asc(institution::Column::CreatedAt).order_by_asc(institution::Column::Id),
    )
    .await
}

/// Whoever signs in with that folded user name or address, in any institution: for the door and the command line only.
pub async fn find_by_login(src: &impl Source, folded: &str) -> Result<Option<Person>> {
    let either = Condition::any().add(person::Column::UserName.eq(folded)).add(person::Column::Email.eq(folded));
    src.one(person::Entity::find().filter(either)).await
}

pub async fn find_person(src: &impl Source, id: PersonId) -> Result<Option<Person>> {
    src.one(person::Entity::find_by_id(id).filter(person::Column::InstitutionId.eq(src.institution()))).await
}

/// NotFound for somebody of another institution.
pub async fn get_person(src: &impl Source, id: PersonId) -> Result<Person> {
    find_person(src, id).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

/// The person as an actor: own roles and those of whoever they stand in for today.
pub(crate) async fn actor(src: &impl Source, person: &Person) -> Result<Actor> {
    let today = super::today(src).await?;
    let mut who = vec![person.id];
    let standing_in = substitute::Entity::find()
        .filter(substitute::Column::SubstituteId.eq(person.id))
        .filter(substitute::Column::FromOn.lte(today))
        .filter(substitute::Column::UntilOn.gte(today));
    who.extend(src.all(standing_in).await?.into_iter().map(|s| s.person_id));
    let held = src
        .all(holding::Entity::find().filter(holding::Column::PersonId.is_in(who)).order_by_asc(holding::Column::Id))
        .await?;
    let roles: BTreeMap<RoleId, Role> = roles(src).await?.into_iter().map(|r| (r.id, r)).collect();
    let mut permits = BTreeSet::new();
    let mut holdings = Vec::new();
    for h in held {
        let Some(role) = roles.get(&h.role_id) else { continue };
        permits.extend(permits_of(role));
        holdings.push(Holding { role: role.code.clone(), unit: h.unit_id.map(|u| u.0) });
    }
    Ok(Actor {
        person: Some(person.id.0),
        institution: person.institution_id.0,
        name: person.name.clone(),
        roles: holdings,
        permits: permits.into_iter().collect(),
        locale: locale(&person.locale),
    })
}

/// The permits of a role, as its pack gave them.
pub fn permits_of(role: &Role) -> Vec<Permit> {
    serde_json::from_str(&role.permits).unwrap_or_default()
}

/// The roles of the institution in the manual's order.
pub async fn roles(src: &impl Source) -> Result<Vec<Role>> {
    let all = role::Entity::find().filter(role::Column::InstitutionId.eq(src.institution()));
    src.all(all.order_by_asc(role::Column::Position).order_by_asc(role::Column::Id)).await
}

/// A person in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    pub person: Person,
    pub unit: Option<String>,
    pub roles: Vec<String>,
}

/// People by name, a page from `after` (the place of the last page), only those whose name, user name or post contains
/// `search`. Forbidden without the permit to manage people.
pub async fn list_people(src: &impl Source, search: &str, after: Option<&str>) -> Result<Page<Listed>> {
    src.require(Permit::ManagePeople)?;
    let mut query = person::Entity::find().filter(person::Column::InstitutionId.eq(src.institution()));
    let key = fold(search);
    if !key.is_empty() {
        query = query.filter(
            Condition::any().add(contains(person::Column::NameKey, &key)).add(contains(person::Column::UserName, &key)),
        );
    }
    if let Some((name, id)) = after.and_then(|a| a.rsplit_once('|')) {
        let id: PersonId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(person::Column::NameKey), Expr::col(person::Column::Id)])
                .gt(Expr::tuple([Expr::value(name), Expr::value(id)])),
        );
    }
    let rows =
        src.all(query.order_by_asc(person::Column::NameKey).order_by_asc(person::Column::Id).limit(LIMIT + 1)).await?;
    let page = Page::cut(rows, LIMIT, |p| format!("{}|{}", p.name_key, p.id));
    let units = unit_names(src).await?;
    let names: BTreeMap<RoleId, String> = roles(src).await?.into_iter().map(|r| (r.id, r.name)).collect();
    let ids: Vec<PersonId> = page.rows.iter().map(|p| p.id).collect();
    let held = src.all(holding::Entity::find().filter(holding::Column::PersonId.is_in(ids))).await?;
    Ok(page.map(|person| Listed {
        unit: person.unit_id.and_then(|u| units.get(&u).cloned()),
        roles: held
            .iter()
            .filter(|h| h.person_id == person.id)
            .filter_map(|h| names.get(&h.role_id).cloned())
            .collect(),
        person,
    }))
}

/// The roles somebody holds, and where.
pub async fn holdings(src: &impl Source, of: PersonId) -> Result<Vec<(RoleId, Option<UnitId>)>> {
    let held = src
        .all(
            holding::Entity::find()
                .filter(holding::Column::InstitutionId.eq(src.institution()))
                .filter(holding::Column::PersonId.eq(of))
                .order_by_asc(holding::Column::Id),
        )
        .await?;
    Ok(held.into_iter().map(|h| (h.role_id, h.unit_id)).collect())
}

/// Active people who hold a role that gives this permit, by name: whom a task can be given to.
pub async fn people_who_may(src: &impl Source, permit: Permit) -> Result<Vec<Person>> {
    let able: Vec<RoleId> =
        roles(src).await?.iter().filter(|r| permits_of(r).contains(&permit)).map(|r| r.id).collect();
    let held = src.all(holding::Entity::find().filter(holding::Column::RoleId.is_in(able))).await?;
    let ids: BTreeSet<PersonId> = held.into_iter().map(|h| h.person_id).collect();
    let query =
        person::Entity::find().filter(person::Column::Id.is_in(ids)).filter(person::Column::DeactivatedAt.is_null());
    src.all(query.order_by_asc(person::Column::NameKey).order_by_asc(person::Column::Id)).await
}

/// Active people of the institution by name, for choosing one. A town hall has hundreds, not millions; at most 500.
pub async fn active_people(src: &impl Source) -> Result<Vec<Person>> {
    let all = person::Entity::find()
        .filter(person::Column::InstitutionId.eq(src.institution()))
        .filter(person::Column::DeactivatedAt.is_null());
    src.all(all.order_by_asc(person::Column::NameKey).order_by_asc(person::Column::Id).limit(500)).await
}

/// Who stands in for this person, now or later.
pub async fn substitutes(src: &impl Source, of: PersonId, today: Date) -> Result<Vec<super::Substitute>> {
    let query = substitute::Entity::find()
        .filter(substitute::Column::InstitutionId.eq(src.institution()))
        .filter(substitute::Column::PersonId.eq(of))
        .filter(substitute::Column::UntilOn.gte(today));
    src.all(query.order_by_asc(substitute::Column::FromOn).order_by_asc(substitute::Column::Id)).await
}

/// Open units in tree order, each with its depth.
pub async fn unit_tree(src: &impl Source) -> Result<Vec<(Unit, usize)>> {
    let all = unit::Entity::find()
        .filter(unit::Column::InstitutionId.eq(src.institution()))
        .filter(unit::Column::ClosedAt.is_null());
    let units = src
        .all(
            all.order_by_asc(unit::Column::Position).order_by_asc(unit::Column::NameKey).order_by_asc(unit::Column::Id),
        )
        .await?;
    Ok(super::units::tree(units))
}

pub async fn get_unit(src: &impl Source, id: UnitId) -> Result<Unit> {
    let query = unit::Entity::find_by_id(id).filter(unit::Column::InstitutionId.eq(src.institution()));
    src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

/// Names of all units, closed ones too: old cases still say them.
pub async fn unit_names(src: &impl Source) -> Result<BTreeMap<UnitId, String>> {
    let all = src.all(unit::Entity::find().filter(unit::Column::InstitutionId.eq(src.institution()))).await?;
    Ok(all.into_iter().map(|u| (u.id, u.name)).collect())
}

/// Names of these people.
pub async fn person_names(
    src: &impl Source,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, String>> {
    let ids: BTreeSet<PersonId> = ids.into_iter().collect();
    let query = person::Entity::find()
        .filter(person::Column::InstitutionId.eq(src.institution()))
        .filter(person::Column::Id.is_in(ids));
    Ok(src.all(query).await?.into_iter().map(|p| (p.id, p.name)).collect())
}

/// The days on which the institution does not work, in their order. A decade has some two hundred; at most 2000.
pub async fn closed_days(src: &impl Source) -> Result<Vec<super::ClosedDay>> {
    let all = closed_day::Entity::find().filter(closed_day::Column::InstitutionId.eq(src.institution()));
    src.all(all.order_by_asc(closed_day::Column::Day).limit(2000)).await
}

/// The open entries of a named list, in its order.
pub async fn catalogue(src: &impl Source, name: &str) -> Result<Vec<String>> {
    let query = catalogue::Entity::find()
        .filter(catalogue::Column::InstitutionId.eq(src.institution()))
        .filter(catalogue::Column::Name.eq(name))
        .filter(catalogue::Column::ClosedAt.is_null());
    let rows = src.all(query.order_by_asc(catalogue::Column::Position).order_by_asc(catalogue::Column::Id)).await?;
    Ok(rows.into_iter().map(|c| c.label).collect())
}
