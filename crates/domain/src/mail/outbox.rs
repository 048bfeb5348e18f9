//! The outbox: what is told by mail, stored with its cause.

use super::{AccountKind, Direction, Letter, LetterStatus, MailAccount, model, query};
use crate::jobs::{self, Work};
use db::{CaseId, LetterId, PersonId, Source, Tx, entity::letter};
use kernel::{
    Error, Locale, Msg, Result,
    ports::Correspondent,
    text::{Arg, say},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

/// A letter to be written.
#[derive(Debug, Clone)]
pub(crate) struct Writing {
    /// Names what it tells: who has been told is not told again.
    pub key: String,
    /// Its texts are `mail-<kind>-subject` and `mail-<kind>-body`.
    pub kind: String,
    pub to: Correspondent,
    pub person: Option<PersonId>,
    pub case: Option<CaseId>,
    pub locale: Locale,
    /// Values of both texts. One called `link` may be a path of this installation.
    pub args: Vec<(&'static str, Arg)>,
    /// Message-ID that it answers; empty for none.
    pub answers: String,
}

/// The account that the institution's letters go out by; `None` when it sends no mail.
pub(super) async fn outgoing(src: &impl Source) -> Result<Option<MailAccount>> {
    Ok(query::in_use(src, AccountKind::Out).await?.into_iter().next())
}

/// Puts a letter into the outbox, to be sent by the account after the commit. `None` when the same was written before.
pub(super) async fn write(tx: &mut Tx, account: &MailAccount, writing: Writing) -> Result<Option<LetterId>> {
    let ours = letter::Entity::find()
        .filter(letter::Column::InstitutionId.eq(tx.institution()))
        .filter(letter::Column::Direction.eq(Direction::Out));
    if tx.one(ours.filter(letter::Column::Key.eq(writing.key.as_str()))).await?.is_some() {
        return Ok(None);
    }
    let thread = match writing.case {
        Some(case) => thread_of(tx, case).await?,
        None => String::new(),
    };
    let [subject, body] = ["subject", "body"].map(|part| {
        let msg = Msg::new(format!("mail-{}-{part}", writing.kind));
        writing.args.iter().fold(msg, |msg, (name, value)| msg.with(*name, value.clone()))
    });
    let n = u32::from_be_bytes(tx.random().bytes());
    let row = Letter {
        id: tx.id(),
        institution_id: tx.institution(),
        account_id: Some(account.id),
        direction: Direction::Out,
        message_id: model::message_id(&thread, n, &account.address),
        thread,
        key: writing.key,
        case_id: writing.case,
        person_id: writing.person,
        kind: writing.kind,
        from_name: account.name.clone(),
        from_email: account.address.clone(),
        to_name: writing.to.name,
        to_email: writing.to.email,
        subject: say(writing.locale, &subject),
        body: serde_json::to_string(&body).map_err(Error::internal)?,
        locale: writing.locale.tag().to_owned(),
        answers: writing.answers,
        raw_sha256: String::new(),
        status: LetterStatus::Waiting,
        reason: String::new(),
        words: String::new(),
        tries: 0,
        next_try_at: Some(tx.now()),
        at: tx.now(),
        received_at: tx.now(),
        ended_at: None,
    };
    let id = row.id;
    tx.insert(row.into_active_model()).await?;
    enqueue(tx, id).await?;
    Ok(Some(id))
}

async fn enqueue(tx: &mut Tx, letter: LetterId) -> Result<()> {
    let now = tx.now();
    jobs::enqueue(tx, Work::SendLetter { letter }, now, Some(format!("letter:{letter}"))).await
}

/// The token of the case's letters; a new one for the first.
async fn thread_of(tx: &Tx, case: CaseId) -> Result<String> {
    let before = letter::Entity::find()
        .filter(letter::Column::CaseId.eq(case))
        .filter(letter::Column::Direction.eq(Direction::Out))
        .order_by_asc(letter::Column::At);
    let before = tx.one(before.limit(1)).await?.map(|l| l.thread).filter(|t| !t.is_empty());
    Ok(before.unwrap_or_else(|| tx.random().code(12)))
}

/// The words of a letter of ours. `public_url` goes before the paths that it names.
pub fn words(letter: &Letter, institution: &str, public_url: &str) -> Result<String> {
    let locale = Locale::from_tag(&letter.locale).unwrap_or_default();
    let mut body: Msg = serde_json::from_str(&letter.body).map_err(Error::internal)?;
    for (name, value) in &mut body.args {
        if let Arg::Text(path) = value
            && name == "link"
            && path.starts_with('/')
        {
            path.insert_str(0, public_url);
        }
    }
    let foot = if letter.case_id.is_some() { "mail-foot-case" } else { "mail-foot" };
    let foot = Msg::new(foot).with("institution", institution).with("link", format!("{public_url}/account"));
    Ok(format!("{}\n\n-- \n{}\n", say(locale, &body), say(locale, &foot)))
}

/// Sends a letter that failed once more, with all its tries. Conflict for one that did not fail.
pub async fn retry(tx: &mut Tx, id: LetterId) -> Result<()> {
    query::require_outbox(tx.actor())?;
    let was = query::get(tx, id).await?;
    let row = letter::ActiveModel {
        status: Set(LetterStatus::Waiting),
        tries: Set(0),
        next_try_at: Set(Some(tx.now())),
        ended_at: Set(None),
        ..Default::default()
    };
    let failed = letter::Entity::update_many()
        .set(row)
        .filter(letter::Column::Id.eq(id))
        .filter(letter::Column::Direction.eq(Direction::Out))
        .filter(letter::Column::Status.is_in([LetterStatus::Failed, LetterStatus::Waiting]));
    tx.swap(failed).await?;
    enqueue(tx, id).await?;
    tx.record("letter.retried", Some(id.0), &was.subject, serde_json::json!({ "said": was.words })).await
}
