//! Requests for help, from signed-in employees and from the institution's public form.

use crate::{
    Office,
    cases::{self, Case, Channel, Upload},
    mail, people, procedures,
};
use db::{PersonId, Source, Tx};
use kernel::{
    Error, Locale, Result,
    permit::{Actor, Permit},
};
use procedure::{
    definition::{Definition, Flow, Trigger},
    engine,
    state::Data,
};
use uuid::Uuid;

/// What somebody asks for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Code of the procedure, among those a request begins.
    pub procedure: String,
    /// Start of the flow, when the procedure has several that a request begins; empty for the first.
    pub flow: String,
    /// The form of its first step.
    pub data: Data,
    /// Files that are in the store already.
    pub uploads: Vec<Upload>,
    /// Only at the public form: who asks, and how to reach them.
    pub name: String,
    pub contact: String,
}

/// A request that was taken in.
#[derive(Debug, Clone)]
pub struct Asked {
    pub case: Case,
    /// The secret of the tracking link; kept nowhere else.
    pub tracking: String,
}

/// The flows of the procedure that the actor may begin by asking, in row order: their first step is the asker's, they come
/// by message, or their first step asks for a role that the actor holds somewhere.
pub fn may_ask<'d>(actor: &Actor, definition: &'d Definition) -> Vec<&'d Flow> {
    let held = |role: &String| {
        let role = role.strip_suffix("_del_caso").unwrap_or(role);
        actor.roles.iter().any(|h| h.role == role)
    };
    let may = |flow: &&Flow| {
        let first = definition.step(&flow.first);
        first.is_some_and(|first| {
            flow.trigger != Trigger::Request || engine::is_askers(first) || first.roles.iter().any(held)
        })
    };
    definition.request_flows().filter(may).collect()
}

/// Opens a case, numbered at once. Refuses every missing or wrong field by name; what was typed is the caller's to
/// keep.
pub async fn ask(tx: &mut Tx, request: Request) -> Result<Asked> {
    tx.require(Permit::AskForHelp)?;
    let version = procedures::query::find_in_force(tx, &request.procedure).await?;
    let version = version.ok_or_else(|| Error::not_found("procedure-not-in-force"))?;
    let definition = procedures::query::definition(&version)?;
    if !request.flow.is_empty() && definition.request_flows().all(|f| f.start != request.flow) {
        return Err(Error::not_found("procedure-not-requestable"));
    }
    let tracking = tx.random().secret();
    let uploads = request.uploads.clone();
    let mut wrong = cases::wrong_values(tx, &definition, &request.data, &Data::new()).await?;
    let opening = match tx.actor().person {
        Some(person) => of_person(tx, PersonId(person), version, request, tracking.clone()).await?,
        None => {
            for (field, value) in [("name", &request.name), ("contact", &request.contact)] {
                if value.trim().is_empty() {
                    wrong.push((field.into(), "field-required".into()));
                }
            }
            of_public(tx, version, request, tracking.clone())
        }
    };
    for (field, msg) in cases::refused_fields(tx, &opening).await? {
        if wrong.iter().all(|(known, _)| *known != field) {
            wrong.push((field, msg));
        }
    }
    if !wrong.is_empty() {
        return Err(Error::fields(wrong));
    }
    let mut standing = cases::open(tx, opening).await?;
    if !uploads.is_empty() {
        cases::add_files(tx, &mut standing, uploads).await?;
    }
    mail::receipt(tx, &standing.case, &tracking).await?;
    Ok(Asked { case: standing.case, tracking })
}

async fn of_person(
    tx: &Tx,
    person: PersonId,
    version: procedures::Version,
    request: Request,
    tracking: String,
) -> Result<cases::Opening> {
    let me = people::query::get_person(tx, person).await?;
    let contact = if request.contact.trim().is_empty() { me.phone } else { request.contact };
    Ok(cases::Opening {
        version,
        flow: Some(request.flow).filter(|f| !f.is_empty()),
        unit: None,
        data: request.data,
        requester_id: Some(me.id),
        requester_name: me.name,
        requester_post: me.post,
        contact,
        channel: Channel::Web,
        received_at: tx.now(),
        tracking,
    })
}

fn of_public(tx: &Tx, version: procedures::Version, request: Request, tracking: String) -> cases::Opening {
    cases::Opening {
        version,
        flow: Some(request.flow).filter(|f| !f.is_empty()),
        unit: None,
        data: request.data,
        requester_id: None,
        requester_name: request.name.trim().chars().take(120).collect(),
        requester_post: String::new(),
        contact: request.contact.trim().chars().take(120).collect(),
        channel: Channel::Public,
        received_at: tx.now(),
        tracking,
    }
}

/// The institution behind a public form's address and an actor who may only ask there.
pub async fn public_institution(office: &Office, slug: &str, locale: Locale) -> Result<(people::Institution, Actor)> {
    let read = office.read(&Actor::system(Uuid::nil()));
    let institution = people::query::institution_by_slug(&read, slug).await?;
    let actor = Actor::public(institution.id.0, "", locale);
    Ok((institution, actor))
}
