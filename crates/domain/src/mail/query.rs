//! Reads about mail: the accounts, the outbox, what came.

use super::{AccountKind, AccountState, Direction, Letter, LetterStatus, MailAccount, model};
use db::{
    CaseId, LetterId, MailAccountId, Source,
    entity::{letter, mail_account},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    permit::{Actor, Permit},
    time::Instant,
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
    sea_query::{Expr, ExprTrait as _},
};

/// The chief and whoever keeps the institution see what comes and goes, and act on it; an auditor, who only reads reports,
/// does neither: letters are people's.
pub fn may_see(actor: &Actor) -> bool {
    actor.may(Permit::CorrectCases) || actor.may(Permit::ManageInstitution)
}

pub(super) fn require_outbox(actor: &Actor) -> Result<()> {
    if may_see(actor) { Ok(()) } else { Err(Error::forbidden("error-forbidden")) }
}

fn accounts_here(src: &impl Source) -> Select<mail_account::Entity> {
    mail_account::Entity::find()
        .filter(mail_account::Column::InstitutionId.eq(src.institution()))
        .order_by_asc(mail_account::Column::Kind)
        .order_by_asc(mail_account::Column::Id)
}

/// Every account of the institution.
pub async fn accounts(src: &impl Source) -> Result<Vec<MailAccount>> {
    require_outbox(src.actor())?;
    src.all(accounts_here(src)).await
}

/// The accounts of that kind that are in use, oldest first.
pub(crate) async fn in_use(src: &impl Source, kind: AccountKind) -> Result<Vec<MailAccount>> {
    let query = accounts_here(src)
        .filter(mail_account::Column::Kind.eq(kind))
        .filter(mail_account::Column::State.ne(AccountState::Off));
    src.all(query).await
}

/// NotFound for another institution's.
pub async fn account(src: &impl Source, id: MailAccountId) -> Result<MailAccount> {
    let query = accounts_here(src).filter(mail_account::Column::Id.eq(id));
    src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

fn letters_here(src: &impl Source) -> Select<letter::Entity> {
    letter::Entity::find().filter(letter::Column::InstitutionId.eq(src.institution()))
}

/// NotFound for another institution's.
pub(crate) async fn get(src: &impl Source, id: LetterId) -> Result<Letter> {
    src.one(letters_here(src).filter(letter::Column::Id.eq(id)))
        .await?
        .ok_or_else(|| Error::not_found("error-not-found"))
}

/// One letter, for whoever sees the outbox or the case that it is part of.
pub async fn letter(src: &impl Source, id: LetterId) -> Result<Letter> {
    let letter = get(src, id).await?;
    if may_see(src.actor()) {
        return Ok(letter);
    }
    match letter.case_id {
        Some(case) => crate::cases::query::get(src, case).await.map(|_| letter),
        None => Err(Error::not_found("error-not-found")),
    }
}

/// The letters of a case that the actor may see, oldest first, at most two hundred.
pub async fn of_case(src: &impl Source, case: CaseId) -> Result<Vec<Letter>> {
    let query = letters_here(src).filter(letter::Column::CaseId.eq(case));
    src.all(query.order_by_asc(letter::Column::At).order_by_asc(letter::Column::Id).limit(200)).await
}

/// Letters one way in some states, latest first, a page before `before`.
pub async fn list(
    src: &impl Source,
    direction: Direction,
    statuses: &[LetterStatus],
    before: Option<&str>,
) -> Result<Page<Letter>> {
    require_outbox(src.actor())?;
    let mut query = letters_here(src)
        .filter(letter::Column::Direction.eq(direction))
        .filter(letter::Column::Status.is_in(statuses.iter().copied()));
    if let Some((at, id)) = before.and_then(|b| b.rsplit_once('|')) {
        let at = crate::audit::instant_in_address(at)?;
        let id: LetterId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(letter::Column::At), Expr::col(letter::Column::Id)])
                .lt(Expr::tuple([Expr::value(at), Expr::value(id)])),
        );
    }
    let rows =
        src.all(query.order_by_desc(letter::Column::At).order_by_desc(letter::Column::Id).limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |l| format!("{}|{}", l.at.to_rfc3339(), l.id)))
}

/// What does not work: said on every page of who works with cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub account: String,
    pub kind: AccountKind,
    /// Since when nothing has come in or gone out.
    pub since: Instant,
    /// The mailbox is another one: a person has to say that it is right.
    pub stopped: bool,
    /// How it is reached otherwise; may be empty.
    pub escape: String,
}

/// Every account that has been out of order for a quarter of an hour (lessons, row 9).
pub async fn troubles(src: &impl Source) -> Result<Vec<Trouble>> {
    let actor = src.actor();
    if !(actor.may(Permit::WorkCases) || may_see(actor)) {
        return Ok(Vec::new());
    }
    let accounts = src.all(accounts_here(src).filter(mail_account::Column::State.ne(AccountState::Off))).await?;
    let mut out = Vec::new();
    for account in accounts {
        if let Some(since) = trouble_since(src, &account).await? {
            out.push(Trouble {
                stopped: account.state == AccountState::Stopped,
                account: account.address,
                kind: account.kind,
                since,
                escape: account.escape,
            });
        }
    }
    Ok(out)
}

/// Since when an account is out of order; `None` while it works, or not long enough to say so.
pub(super) async fn trouble_since(src: &impl Source, account: &MailAccount) -> Result<Option<Instant>> {
    let now = src.now();
    let since = match account.kind {
        AccountKind::In => account.last_success_at.unwrap_or(account.created_at),
        AccountKind::Out => {
            // Silence is no trouble when there is nothing to send.
            let stuck = letters_here(src)
                .filter(letter::Column::Direction.eq(Direction::Out))
                .filter(letter::Column::AccountId.eq(account.id))
                .filter(letter::Column::Status.is_in([LetterStatus::Waiting, LetterStatus::Sending]))
                .order_by_asc(letter::Column::At);
            match src.one(stuck.limit(1)).await? {
                Some(oldest) => Ord::max(oldest.at, account.last_success_at.unwrap_or(oldest.at)),
                None => return Ok(None),
            }
        }
    };
    let silent = account.state == AccountState::Stopped || model::is_silent(Some(since), since, now);
    Ok(silent.then_some(since))
}
