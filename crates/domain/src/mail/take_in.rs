//! Taking a letter in: exactly one row, and a case, an answer in a case, or a reason why not; in one transaction.

use super::{
    Direction, Letter, LetterStatus, MailAccount,
    model::{self, HASHED, Said},
    prepare::Prepared,
    query, told,
};
use crate::{
    cases::{self, Case, Channel, Free, Standing},
    files::Upload,
    people::{self, Person},
    procedures,
};
use db::{
    CaseId, LetterId, PersonId, Source, Tx, UnitId,
    entity::{cases as case_table, event, letter, mail_account, person},
};
use kernel::{Error, Kind, Result, permit::Permit, time::Duration};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    New(LetterId),
    /// It had been taken in before.
    Known,
}

/// What is made of it.
enum Outcome {
    Case { case: CaseId, kind: &'static str },
    Refused { reason: String, case: Option<CaseId> },
    Held { reason: String },
}

/// Who wrote it: as the letter says, which proves nothing.
struct Sender {
    name: String,
    email: String,
    person: Option<Person>,
}

/// Takes a letter in. `accepted` is a held letter that a person says is a request: its row is there already.
pub(super) async fn take_in(
    tx: &mut Tx,
    account: &MailAccount,
    prepared: &Prepared,
    number: Option<u32>,
    accepted: Option<&Letter>,
) -> Result<Taken> {
    tx.require(Permit::WorkCases)?;
    let message_id = message_id(prepared);
    if accepted.is_none() && find_in(tx, &message_id).await?.is_some() {
        looked_at(tx, account, number).await?;
        return Ok(Taken::Known);
    }
    let sender = sender(tx, prepared).await?;
    let id = accepted.map_or_else(|| tx.id(), |l| l.id);
    let outcome = decide(tx, account, prepared, &sender, (id, accepted.is_some())).await?;
    let (status, kind, reason, case_id) = match outcome {
        Outcome::Case { case, kind } => (LetterStatus::Received, kind, String::new(), Some(case)),
        Outcome::Refused { reason, case } => (LetterStatus::Refused, "refused", reason, case),
        Outcome::Held { reason } => (LetterStatus::Held, "held", reason, None),
    };
    let to = prepared.letter.to.first().cloned().unwrap_or_default();
    let row = Letter {
        id,
        institution_id: tx.institution(),
        account_id: Some(account.id),
        direction: Direction::In,
        key: id.to_string(),
        message_id,
        thread: String::new(),
        case_id,
        person_id: sender.person.as_ref().map(|p| p.id),
        kind: kind.to_owned(),
        from_name: sender.name,
        from_email: sender.email,
        to_name: clean(&to.name, 200),
        to_email: clean(&to.email, 254),
        subject: clean(&prepared.letter.subject, 500),
        body: clean(&prepared.letter.reply, model::LONGEST),
        locale: String::new(),
        answers: clean(prepared.letter.in_reply_to.first().map_or("", String::as_str), 500),
        raw_sha256: prepared.raw_sha256.clone(),
        status,
        reason,
        words: prepared.refused.join("\n"),
        tries: 0,
        next_try_at: None,
        at: tx.now(),
        received_at: prepared.received_at,
        ended_at: None,
    };
    match accepted {
        None => tx.insert(row.into_active_model()).await.map(drop)?,
        Some(held) => settle_held(tx, held, row).await?,
    }
    looked_at(tx, account, number).await?;
    Ok(Taken::New(id))
}

/// A letter's text is a stranger's: PostgreSQL keeps no NUL.
fn clean(text: &str, most: usize) -> String {
    text.chars().filter(|c| *c != '\0').take(most).collect()
}

/// Its own id, or the hash of its bytes when it has none that can be one.
fn message_id(prepared: &Prepared) -> String {
    let own = prepared.letter.message_id.as_deref().map(str::trim).unwrap_or_default();
    let fine = !own.is_empty() && own.len() <= 500 && !own.contains(|c: char| c.is_control() || c.is_whitespace());
    if fine { own.to_owned() } else { format!("{HASHED}{}", prepared.raw_sha256) }
}

async fn find_in(src: &impl Source, message_id: &str) -> Result<Option<Letter>> {
    let known = letter::Entity::find()
        .filter(letter::Column::InstitutionId.eq(src.institution()))
        .filter(letter::Column::Direction.eq(Direction::In))
        .filter(letter::Column::MessageId.eq(message_id));
    src.one(known).await
}

/// How far the folder was looked at, in the same transaction as what was found.
async fn looked_at(tx: &mut Tx, account: &MailAccount, number: Option<u32>) -> Result<()> {
    let Some(number) = number else { return Ok(()) };
    let row = mail_account::ActiveModel { last_uid: Set(number.into()), ..Default::default() };
    let further = mail_account::Entity::update_many()
        .set(row)
        .filter(mail_account::Column::Id.eq(account.id))
        .filter(mail_account::Column::LastUid.lt(i64::from(number)));
    tx.update(further).await.map(drop)
}

async fn settle_held(tx: &mut Tx, held: &Letter, row: Letter) -> Result<()> {
    let row = letter::ActiveModel {
        status: Set(row.status),
        kind: Set(row.kind),
        reason: Set(row.reason),
        case_id: Set(row.case_id),
        person_id: Set(row.person_id),
        ended_at: Set(Some(tx.now())),
        ..Default::default()
    };
    let update = letter::Entity::update_many()
        .set(row)
        .filter(letter::Column::Id.eq(held.id))
        .filter(letter::Column::Status.eq(LetterStatus::Held));
    tx.swap(update).await
}

async fn sender(src: &impl Source, prepared: &Prepared) -> Result<Sender> {
    let from = prepared.letter.from.clone().unwrap_or_default();
    let email = clean(&from.email, 254).to_lowercase();
    let known = person::Entity::find()
        .filter(person::Column::InstitutionId.eq(src.institution()))
        .filter(person::Column::Email.eq(email.as_str()))
        .filter(person::Column::DeactivatedAt.is_null());
    let person = if email.is_empty() { None } else { src.one(known).await? };
    let name = clean(from.name.trim(), 120);
    let name = match &person {
        Some(person) => person.name.clone(),
        None if name.is_empty() => email.clone(),
        None => name,
    };
    Ok(Sender { name, email, person })
}

async fn decide(
    tx: &mut Tx,
    account: &MailAccount,
    prepared: &Prepared,
    sender: &Sender,
    (id, accepted): (LetterId, bool),
) -> Result<Outcome> {
    let found = case_of(tx, prepared, sender).await?;
    if let Some(reason) = machine(tx, prepared, sender).await? {
        return Ok(Outcome::Refused { reason, case: found.case.map(|c| c.id) });
    }
    if !accepted && too_many(tx, sender).await? {
        return Ok(Outcome::Held { reason: "mail-too-many".to_owned() });
    }
    if let Some(case) = found.case {
        let case = append(tx, case.id, prepared, sender, id).await?;
        return Ok(Outcome::Case { case, kind: "appended" });
    }
    open(tx, account, prepared, sender, (id, found.about)).await
}

/// Why it is no request of a person: an answer of a machine, a bounce, our own. Machines that report may ask.
async fn machine(src: &impl Source, prepared: &Prepared, sender: &Sender) -> Result<Option<String>> {
    if let Some(robot) = prepared.letter.robot.filter(|r| !r.may_ask()) {
        return Ok(Some(format!("mail-is-{}", robot.name())));
    }
    let ours = mail_account::Entity::find()
        .filter(mail_account::Column::InstitutionId.eq(src.institution()))
        .filter(mail_account::Column::Address.eq(sender.email.as_str()));
    Ok(src.one(ours).await?.map(|_| "mail-is-own-echo".to_owned()))
}

/// Whether the sender has written too often within the hour: a loop that no header shows (lessons, row 13).
async fn too_many(src: &impl Source, sender: &Sender) -> Result<bool> {
    if sender.email.is_empty() {
        return Ok(false);
    }
    let recent = letter::Entity::find()
        .filter(letter::Column::InstitutionId.eq(src.institution()))
        .filter(letter::Column::Direction.eq(Direction::In))
        .filter(letter::Column::FromEmail.eq(sender.email.as_str()))
        .filter(letter::Column::At.gt(src.now() - Duration::hours(1)));
    Ok(src.count(recent).await? >= model::PER_HOUR)
}

/// The case that a letter belongs to, or the number that it names without proof.
#[derive(Default)]
struct Found {
    case: Option<Case>,
    about: Option<String>,
}

/// By our token, then by a letter that it answers, then by the number in its subject if the sender has to do with it.
async fn case_of(src: &impl Source, prepared: &Prepared, sender: &Sender) -> Result<Found> {
    let letters = || letter::Entity::find().filter(letter::Column::InstitutionId.eq(src.institution()));
    let letter = &prepared.letter;
    let mut known = None;
    if let Some(token) = mail::token(letter) {
        let thread = letters().filter(letter::Column::Thread.eq(token.to_uppercase()));
        known = src.one(thread.filter(letter::Column::CaseId.is_not_null()).limit(1)).await?;
    }
    if known.is_none() {
        let ids: Vec<&str> =
            letter.in_reply_to.iter().chain(letter.references.iter().rev()).map(String::as_str).take(50).collect();
        let answered = letters().filter(letter::Column::MessageId.is_in(ids));
        let answered = answered.filter(letter::Column::CaseId.is_not_null()).order_by_desc(letter::Column::At);
        known = src.one(answered.limit(1)).await?;
    }
    let cases = || case_table::Entity::find().filter(case_table::Column::InstitutionId.eq(src.institution()));
    if let Some(id) = known.and_then(|l| l.case_id) {
        return Ok(Found { case: src.one(cases().filter(case_table::Column::Id.eq(id))).await?, about: None });
    }
    let Some(number) = mail::subject_number(&letter.subject) else { return Ok(Found::default()) };
    let Some(case) = src.one(cases().filter(case_table::Column::Number.eq(number.as_str()))).await? else {
        return Ok(Found::default());
    };
    let theirs = sender.person.is_some() || (!sender.email.is_empty() && takes_part(src, &case, &sender.email).await?);
    Ok(if theirs { Found { case: Some(case), about: None } } else { Found { case: None, about: Some(number) } })
}

/// Whether the address is the case's contact, or wrote or was written to about it.
async fn takes_part(src: &impl Source, case: &Case, email: &str) -> Result<bool> {
    if people::model::email(&case.contact).as_deref() == Some(email) {
        return Ok(true);
    }
    let theirs =
        sea_orm::Condition::any().add(letter::Column::FromEmail.eq(email)).add(letter::Column::ToEmail.eq(email));
    let query = letter::Entity::find().filter(letter::Column::CaseId.eq(case.id)).filter(theirs);
    Ok(src.one(query.limit(1)).await?.is_some())
}

/// What the letter says, for the history of its case.
fn wrote(prepared: &Prepared, sender: &Sender, id: LetterId, about: Option<String>) -> Free {
    Free::Wrote {
        letter: id.0,
        from: if sender.email.is_empty() { sender.name.clone() } else { sender.email.clone() },
        text: clean(&prepared.letter.reply, model::LONGEST),
        refused: prepared.refused.iter().map(|n| clean(n, 200)).collect(),
        about: about.unwrap_or_default(),
    }
}

/// Its files; and the letter itself where something of it could not be read or taken.
fn uploads(prepared: &Prepared) -> Vec<Upload> {
    let mut uploads = prepared.uploads.clone();
    if !prepared.letter.defects.is_empty() || !prepared.refused.is_empty() {
        uploads.push(Upload {
            name: "mensaje.eml".to_owned(),
            mime: "message/rfc822".to_owned(),
            size: prepared.size,
            sha256: prepared.raw_sha256.clone(),
        });
    }
    uploads
}

/// A public answer in the case, also in one that is over: only its procedure opens it again.
async fn append(tx: &mut Tx, case: CaseId, prepared: &Prepared, sender: &Sender, id: LetterId) -> Result<CaseId> {
    let mut standing = cases::load_any(tx, case).await?;
    cases::record(tx, &mut standing, &[wrote(prepared, sender, id, None)]).await?;
    let files = uploads(prepared);
    if !files.is_empty() {
        cases::add_files(tx, &mut standing, files).await?;
    }
    let owner = owner(tx, &standing).await?;
    told::answered(tx, &standing, owner, &sender.name, id).await?;
    Ok(case)
}

/// Who has the case, or whoever worked on it last.
async fn owner(src: &impl Source, standing: &Standing) -> Result<Option<PersonId>> {
    if let Some(owner) = standing.case.owner_id {
        return Ok(Some(owner));
    }
    let last = event::Entity::find()
        .filter(event::Column::CaseId.eq(standing.case.id))
        .filter(event::Column::ActorId.is_not_null())
        .order_by_desc(event::Column::Seq);
    let last = src.one(last.limit(1)).await?.and_then(|e| e.actor_id);
    // Whoever asked is not told of their own letter.
    Ok(last.filter(|p| Some(*p) != standing.case.requester_id))
}

/// Opens a case by the channel «correo». What the first form asks and a letter cannot say comes from the account; what is
/// then still lacking waits for the people of the step: a letter is never refused for its form.
async fn open(
    tx: &mut Tx,
    account: &MailAccount,
    prepared: &Prepared,
    sender: &Sender,
    (id, about): (LetterId, Option<String>),
) -> Result<Outcome> {
    let held = |reason: &str| Ok(Outcome::Held { reason: reason.to_owned() });
    let Some(version) = procedures::query::find_in_force(tx, &account.procedure).await? else {
        return held("mail-no-procedure");
    };
    let definition = procedures::query::definition(&version)?;
    let flow = definition.request_flows().find(|f| f.start == account.flow).or_else(|| definition.request_flow());
    let Some(flow) = flow else { return held("mail-no-procedure") };
    let unit = unit_of(tx, account, sender).await?;
    let said = Said {
        subject: &clean(&prepared.letter.subject, 500),
        text: &clean(&prepared.letter.reply, model::LONGEST),
        unit: unit.map(|u| u.to_string()),
    };
    let mut data = model::first_form(&definition, flow, &said, &super::accounts::defaults(account));
    for (field, _) in cases::wrong_values(tx, &definition, &data, &procedure::state::Data::new()).await? {
        data.remove(field.as_ref());
    }
    let tracking = tx.random().secret();
    let opening = cases::Opening {
        flow: Some(flow.start.clone()),
        version,
        unit,
        data,
        requester_id: sender.person.as_ref().map(|p| p.id),
        requester_name: if sender.name.is_empty() { "?".to_owned() } else { sender.name.clone() },
        requester_post: sender.person.as_ref().map(|p| p.post.clone()).unwrap_or_default(),
        contact: sender.email.chars().take(254).collect(),
        channel: Channel::Mail,
        received_at: prepared.received_at,
        tracking: tracking.clone(),
    };
    let mut standing = match cases::open(tx, opening).await {
        Ok(standing) => standing,
        Err(e) if matches!(e.kind, Kind::Invalid | Kind::Forbidden) => return held("mail-not-openable"),
        Err(e) => return Err(e),
    };
    cases::record(tx, &mut standing, &[wrote(prepared, sender, id, about)]).await?;
    let files = uploads(prepared);
    if !files.is_empty() {
        cases::add_files(tx, &mut standing, files).await?;
    }
    // Nothing that a machine sent is answered.
    if prepared.letter.robot.is_none() && !sender.email.is_empty() {
        told::receipt_of_letter(tx, &standing.case, &tracking, &message_id(prepared)).await?;
    }
    Ok(Outcome::Case { case: standing.case.id, kind: "opened" })
}

/// Of a person of the house, their unit; of others, the account's; or the issuing one; or the first there is.
async fn unit_of(src: &impl Source, account: &MailAccount, sender: &Sender) -> Result<Option<UnitId>> {
    let tree = people::query::unit_tree(src).await?;
    let open = |id: &UnitId| tree.iter().any(|(u, _)| u.id == *id);
    let own = sender.person.as_ref().and_then(|p| p.unit_id).filter(open);
    let chosen = own.or(account.unit_id.filter(open));
    if chosen.is_some() {
        return Ok(chosen);
    }
    let issuing = kernel::text::fold(&people::query::institution(src).await?.issuing_unit);
    let issuer = tree.iter().find(|(u, _)| kernel::text::fold(&u.name) == issuing);
    Ok(issuer.or(tree.first()).map(|(u, _)| u.id))
}

/// The letter that a person decides about, and its account.
pub(super) async fn held(src: &impl Source, id: LetterId) -> Result<(Letter, MailAccount)> {
    let letter = query::get(src, id).await?;
    if letter.status != LetterStatus::Held {
        return Err(Error::conflict("letter-not-held"));
    }
    let account = letter.account_id.ok_or_else(|| Error::internal("a letter that came has an account"))?;
    let account = query::account(src, account).await?;
    Ok((letter, account))
}
