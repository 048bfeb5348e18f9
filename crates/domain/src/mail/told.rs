//! What the house tells by mail: one function for each cause, in the transaction of that cause.

use super::{
    Direction, Letter, MailAccount,
    model::HASHED,
    outbox::{Writing, outgoing, write},
};
use crate::{
    cases::{self, Case, Channel, Standing},
    notices::{self, Notice, Telling},
    people,
};
use db::{CaseId, LetterId, PersonId, Source, Tx, entity::letter, entity::person};
use kernel::{Locale, Result, permit::Permit, ports::Correspondent, text::Arg};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use std::collections::BTreeMap;

/// Who asked, if mail reaches them.
struct Reached {
    to: Correspondent,
    person: Option<PersonId>,
    locale: Locale,
}

/// The requester's address: of a stranger what they left as contact, of a person of the house their own. Persons who want
/// no mail get none, unless it was by mail that they asked.
async fn requester(src: &impl Source, case: &Case) -> Result<Option<Reached>> {
    let own = people::query::institution(src).await?;
    let locale = Locale::from_tag(&own.locale).unwrap_or_default();
    let contact = people::model::email(&case.contact);
    let Some(id) = case.requester_id else {
        let to = |email| Correspondent { name: case.requester_name.clone(), email };
        return Ok(contact.map(|email| Reached { to: to(email), person: None, locale }));
    };
    let person = people::query::get_person(src, id).await?;
    let wrote = contact.filter(|_| case.channel == Channel::Mail);
    let email = wrote.or(person.email.filter(|_| person.wants_mail && person.deactivated_at.is_none()));
    let locale = Locale::from_tag(&person.locale).unwrap_or(locale);
    Ok(email.map(|email| Reached { to: Correspondent { name: person.name, email }, person: Some(id), locale }))
}

/// The last letter of the requester about the case, which ours then answers.
async fn last_of(src: &impl Source, case: CaseId, email: &str) -> Result<String> {
    let query = letter::Entity::find()
        .filter(letter::Column::CaseId.eq(case))
        .filter(letter::Column::Direction.eq(Direction::In))
        .filter(letter::Column::FromEmail.eq(email))
        .order_by_desc(letter::Column::At);
    let found: Option<Letter> = src.one(query.limit(1)).await?;
    Ok(found.map_or_else(String::new, |l| l.message_id))
}

/// Writes to whoever asked, if mail reaches them; `false` when it does not. `kind` names the texts
/// `mail-<kind>-subject` and `mail-<kind>-body`, which get `number`, `subject`, `name` and `institution` beside `args`;
/// `key` names what is told: the same is told once.
pub(crate) async fn tell_requester(
    tx: &mut Tx,
    case: &Case,
    kind: &str,
    key: String,
    args: Vec<(&'static str, Arg)>,
) -> Result<bool> {
    answer_requester(tx, case, (kind, key), args, None).await
}

/// The same as the answer to a letter; without one, to their last about the case.
async fn answer_requester(
    tx: &mut Tx,
    case: &Case,
    (kind, key): (&str, String),
    args: Vec<(&'static str, Arg)>,
    answers: Option<&str>,
) -> Result<bool> {
    let Some(account) = outgoing(tx).await? else { return Ok(false) };
    let Some(reached) = requester(tx, case).await? else { return Ok(false) };
    let answers = match answers {
        Some(id) => id.to_owned(),
        None => last_of(tx, case.id, &reached.to.email).await?,
    };
    let institution = people::query::institution(tx).await?.name;
    let mut all: Vec<(&'static str, Arg)> = vec![
        ("number", case.number.as_str().into()),
        ("subject", case.subject.as_str().into()),
        ("name", reached.to.name.as_str().into()),
        ("institution", institution.into()),
    ];
    all.extend(args);
    let writing = Writing {
        key,
        kind: kind.to_owned(),
        to: reached.to,
        person: reached.person,
        case: Some(case.id),
        locale: reached.locale,
        args: all,
        // The id of a letter without one is a hash of ours, which tells others nothing.
        answers: Some(answers).filter(|id| !id.starts_with(HASHED)).unwrap_or_default(),
    };
    Ok(write(tx, &account, writing).await?.is_some())
}

/// Number and tracking link, to a stranger who left an address and to whoever asked by mail.
pub(crate) async fn receipt(tx: &mut Tx, case: &Case, tracking: &str) -> Result<bool> {
    if case.requester_id.is_some() && case.channel != Channel::Mail {
        return Ok(false);
    }
    receipt_as(tx, case, tracking, None).await
}

/// The same to whoever asked by letter, as the answer to it.
pub(crate) async fn receipt_of_letter(tx: &mut Tx, case: &Case, tracking: &str, answers: &str) -> Result<bool> {
    receipt_as(tx, case, tracking, Some(answers)).await
}

async fn receipt_as(tx: &mut Tx, case: &Case, tracking: &str, answers: Option<&str>) -> Result<bool> {
    let link = Arg::Text(format!("/track/{tracking}"));
    answer_requester(tx, case, ("receipt", format!("receipt/{}", case.id)), vec![("link", link)], answers).await
}

/// Somebody answered by letter: whoever has the case hears it in the page and, if they want, by mail. Without anybody,
/// those who may correct cases do.
pub(crate) async fn answered(
    tx: &mut Tx,
    standing: &Standing,
    owner: Option<PersonId>,
    from: &str,
    letter: LetterId,
) -> Result<()> {
    let case = &standing.case;
    let over = matches!(case.status, cases::CaseStatus::Closed | cases::CaseStatus::Annulled);
    let args = [("number", case.number.as_str()), ("from", from), ("subject", case.subject.as_str())];
    let what = Telling {
        kind: if over { "case-answered-closed" } else { "case-answered" }.to_owned(),
        args: args.into_iter().map(|(name, value)| (name.to_owned(), Arg::from(value))).collect(),
        case: Some(case.id),
        key: format!("case-answered/{letter}"),
        asks: false,
        any: false,
    };
    match owner {
        Some(owner) => notices::store(tx, &[owner].into(), &what).await.map(drop),
        None => notices::tell_permit(tx, Permit::CorrectCases, &what).await.map(drop),
    }
}

/// The second way to say that an account is silent: a letter to the address it names, when that is one.
pub(super) async fn alarm(tx: &mut Tx, account: &MailAccount, args: &[(&'static str, String)]) -> Result<()> {
    let Some(email) = people::model::email(&account.escape) else { return Ok(()) };
    let Some(by) = outgoing(tx).await? else { return Ok(()) };
    let own = people::query::institution(tx).await?;
    let mut all: Vec<(&'static str, Arg)> = args.iter().map(|(n, v)| (*n, Arg::from(v.as_str()))).collect();
    all.push(("institution", own.name.as_str().into()));
    let writing = Writing {
        key: format!("alarm/{}/{}", account.id, tx.now().timestamp()),
        kind: "alarm".to_owned(),
        to: Correspondent { name: String::new(), email },
        person: None,
        case: None,
        locale: Locale::from_tag(&own.locale).unwrap_or_default(),
        args: all,
        answers: String::new(),
    };
    write(tx, &by, writing).await.map(drop)
}

/// A public reply. `seq` tells one from the next.
pub(crate) async fn replied(tx: &mut Tx, case: &Case, seq: i64, text: &str) -> Result<bool> {
    let args = vec![("text", Arg::from(text)), ("by", Arg::Text(tx.actor().name.clone()))];
    if let Some(person) = case.requester_id {
        let words = [("number", case.number.clone()), ("by", tx.actor().name.clone())];
        let what = Telling {
            kind: "case-replied".to_owned(),
            args: words.into_iter().map(|(name, value)| (name.to_owned(), Arg::Text(value))).collect(),
            case: Some(case.id),
            key: format!("reply/{}/{seq}", case.id),
            asks: false,
            any: false,
        };
        notices::store_here(tx, &[person].into(), &what).await?;
    }
    tell_requester(tx, case, "reply", format!("reply/{}/{seq}", case.id), args).await
}

/// The case is over.
pub(crate) async fn closed(tx: &mut Tx, case: &Case) -> Result<bool> {
    if case.requester_id.is_some() && case.channel != Channel::Mail {
        return Ok(false);
    }
    let kind = if case.status == cases::CaseStatus::Annulled { "annulled" } else { "closing" };
    tell_requester(tx, case, kind, format!("{kind}/{}/{}", case.id, case.events), Vec::new()).await
}

/// What a procedure tells whoever asked, when they have no account but mail reaches them.
pub(crate) async fn notify_requester(tx: &mut Tx, case: &Case, what: &Telling) -> Result<bool> {
    let own = people::query::institution(tx).await?;
    let locale = Locale::from_tag(&own.locale).unwrap_or_default();
    let text = kernel::text::say(locale, &notices::model::told(&what.kind, &what.args, locale));
    let key = format!("{}/requester", what.key);
    tell_requester(tx, case, "told", key, vec![("text", text.into())]).await
}

/// Notices also go by mail to whoever has an address and wants them there.
pub(crate) async fn notify(tx: &mut Tx, notices: &[Notice]) -> Result<()> {
    if notices.is_empty() {
        return Ok(());
    }
    let Some(account) = outgoing(tx).await? else { return Ok(()) };
    let ids: Vec<PersonId> = notices.iter().map(|n| n.person_id).collect();
    let reached = person::Entity::find()
        .filter(person::Column::InstitutionId.eq(tx.institution()))
        .filter(person::Column::Id.is_in(ids))
        .filter(person::Column::WantsMail.eq(true))
        .filter(person::Column::DeactivatedAt.is_null());
    let reached: BTreeMap<PersonId, people::Person> = tx.all(reached).await?.into_iter().map(|p| (p.id, p)).collect();
    let institution = people::query::institution(tx).await?.name;
    for notice in notices {
        let Some(person) = reached.get(&notice.person_id) else { continue };
        let Some(email) = person.email.clone() else { continue };
        let locale = Locale::from_tag(&person.locale).unwrap_or_default();
        let text = kernel::text::say(locale, &notices::model::words(notice, locale));
        let link = notice.case_id.map_or_else(|| "/notices".to_owned(), |case| format!("/cases/{case}"));
        let writing = Writing {
            key: format!("notice/{}", notice.id),
            kind: "notice".to_owned(),
            to: Correspondent { name: person.name.clone(), email },
            person: Some(person.id),
            case: notice.case_id,
            locale,
            args: vec![("text", text.into()), ("institution", institution.as_str().into()), ("link", link.into())],
            answers: String::new(),
        };
        write(tx, &account, writing).await?;
    }
    Ok(())
}
