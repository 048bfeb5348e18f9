//! The registers that are only lines: accesses, copies of servers, logbooks.

use super::{Fields, asked_again, entry, hinted, moment, names, narrowed, numbers, origin, required, tabs, written};
use crate::{
    ctx::Ctx,
    error::Answer,
    sent::Sent,
    urls,
    view::{Cell, Choice, FieldKind, FieldSpec, Form, Mood, RegisterIndex, RegisterTable},
};
use axum::extract::Query;
use domain::{
    Tx,
    registers::{self, AccessChange, AccessDraft, BackupDraft, BackupResult, LogbookDraft, model, query},
};
use kernel::{
    Error, Msg,
    time::{Date, format_date, month_name},
};
use serde::Deserialize;

const ACCESSES: &str = "/accesses";
const BACKUPS: &str = "/backups";
const LOGBOOKS: &str = "/logbooks";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AccessAsked {
    person: String,
    resource: String,
    class: String,
    after: Option<String>,
}

fn classes(ctx: &Ctx) -> Vec<Choice> {
    Fields(ctx).words("access-class", &model::ACCESS_CLASSES.map(|c| (c, ())))
}

fn class(ctx: &Ctx, class: &str) -> String {
    classes(ctx).into_iter().find(|c| c.value == class).map_or_else(|| class.to_owned(), |c| c.label)
}

pub(crate) async fn accesses(ctx: Ctx, Query(asked): Query<AccessAsked>) -> Answer {
    let page = access_list(&ctx, &asked, Form::default()).await?;
    ctx.page(&page).await
}

fn access_specs(ctx: &Ctx, people: &[Choice]) -> Vec<FieldSpec> {
    let f = Fields(ctx);
    vec![
        required(hinted(f.suggest("person", "access-person", people.to_vec()), ctx.say("register-person-hint"))),
        required(f.line("resource", "access-resource")),
        f.suggest("class", "access-class", classes(ctx)),
        required(f.line("level", "access-level")),
        required(f.choice("change", "access-change", f.words("access", &model::ACCESS))),
        f.suggest("authorised_by", "access-authorised-by", people.to_vec()),
        f.line("note", "register-note"),
    ]
}

async fn access_list(ctx: &Ctx, asked: &AccessAsked, form: Form) -> Result<RegisterIndex, Error> {
    let read = ctx.read();
    let filter = query::LineFilter {
        person: asked.person.clone(),
        resource: asked.resource.clone(),
        class: asked.class.clone(),
    };
    let page = query::list_accesses(&read, &filter, asked.after.as_deref()).await?;
    let numbers = numbers(&read, page.rows.iter().filter_map(|l| l.case_id)).await?;
    let words = [("person", asked.person.as_str()), ("resource", &asked.resource), ("class", &asked.class)];
    let f = Fields(ctx);
    let mut rows = Vec::with_capacity(page.rows.len());
    for line in page.rows {
        let (mood, said) = change(ctx, line.change);
        let whose = narrowed(ACCESSES, &[("person", &line.person)]);
        rows.push(vec![
            Cell::link(line.person, whose),
            Cell::text(line.resource),
            Cell::text(class(ctx, &line.class)),
            Cell::text(line.level),
            Cell::state(mood, said),
            moment(ctx, line.at).await?,
            Cell::text(line.authorised_by),
            origin(ctx, line.case_id, &numbers),
        ]);
    }
    let people = names(&read).await?;
    let specs = access_specs(ctx, &people);
    Ok(RegisterIndex {
        tabs: tabs(ACCESSES),
        name: "accesses",
        href: ACCESSES,
        filters: vec![
            f.suggest("person", "access-person", people),
            f.line("resource", "access-resource"),
            f.choice("class", "access-class", classes(ctx)),
        ],
        filter: asked_again(&words),
        entries: entry(ctx, ACCESSES, "register-accesses-new", form, specs).into_iter().collect(),
        aside: access_now(ctx, &asked.person).await?,
        proposals: Vec::new(),
        columns: vec![
            "access-person",
            "access-resource",
            "access-class",
            "access-level",
            "access-change",
            "register-at",
            "access-authorised-by",
            "register-case",
        ],
        next: urls::after(&narrowed(ACCESSES, &words), page.next.as_deref()),
        rows,
    })
}

fn change(ctx: &Ctx, change: AccessChange) -> (Mood, String) {
    let mood = match change {
        AccessChange::Granted => Mood::Good,
        AccessChange::Corrected => Mood::Info,
        AccessChange::Withdrawn => Mood::Bad,
    };
    (mood, ctx.say(Msg::new(format!("access-{}", model::written(&model::ACCESS, change)))))
}

/// What somebody may enter today, when the list is narrowed to somebody.
async fn access_now(ctx: &Ctx, person: &str) -> Result<Option<RegisterTable>, Error> {
    let trail = query::access_trail(&ctx.read(), person).await?;
    let Some(last) = trail.last() else { return Ok(None) };
    let mut rows = Vec::new();
    for line in query::access_state(&trail) {
        rows.push(vec![
            Cell::text(line.resource.as_str()),
            Cell::text(class(ctx, &line.class)),
            Cell::text(line.level.as_str()),
            moment(ctx, line.at).await?,
        ]);
    }
    Ok(Some(RegisterTable {
        title: ctx.say(Msg::new("access-now").with("person", last.person.as_str())),
        columns: vec!["access-resource", "access-class", "access-level", "access-since"],
        rows,
        none: ctx.say("access-now-none"),
    }))
}

pub(crate) async fn note_access(ctx: Ctx, sent: Sent) -> Answer {
    let get = |name| sent.get(name).to_owned();
    let draft = AccessDraft {
        person: get("person"),
        resource: get("resource"),
        class: get("class"),
        level: get("level"),
        change: get("change"),
        authorised_by: get("authorised_by"),
        note: get("note"),
    };
    let verb = async |tx: &mut Tx| registers::note_access(tx, draft).await.map(drop);
    written(&ctx, &sent, ACCESSES, verb, async |form| access_list(&ctx, &AccessAsked::default(), form).await).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BackupAsked {
    /// `2026-03`; this month when blank.
    month: String,
    after: Option<String>,
}

pub(crate) async fn backups(ctx: Ctx, Query(asked): Query<BackupAsked>) -> Answer {
    let page = backup_list(&ctx, &asked, Form::default()).await?;
    ctx.page(&page).await
}

async fn backup_list(ctx: &Ctx, asked: &BackupAsked, form: Form) -> Result<RegisterIndex, Error> {
    let read = ctx.read();
    let first = match kernel::time::date(&format!("{}-01", asked.month)) {
        Some(first) => first,
        None => month_of(ctx.today().await?),
    };
    let month = query::backup_month(&read, first, asked.after.as_deref()).await?;
    let numbers = numbers(&read, month.lines.rows.iter().filter_map(|l| l.case_id)).await?;
    let name = month_name(first);
    let f = Fields(ctx);
    let row = |line: registers::Backup| {
        let (mood, said) = result(ctx, line.result);
        let why = if line.reason.is_empty() { String::new() } else { format!(": {}", line.reason) };
        vec![
            Cell::text(line.server),
            Cell::text(format_date(line.done_on, ctx.locale)),
            Cell::text([line.started, line.ended].join(" – ").trim_matches([' ', '–'])),
            Cell::text(line.file_name),
            Cell::text(line.size.map_or_else(String::new, |n| crate::view::size(ctx.locale, n))),
            Cell::state(mood, format!("{said}{why}")),
            Cell::text(line.by_name),
            origin(ctx, line.case_id, &numbers),
        ]
    };
    Ok(RegisterIndex {
        tabs: tabs(BACKUPS),
        name: "backups",
        href: BACKUPS,
        filters: vec![required(f.choice("month", "backup-month", months(ctx).await?))],
        filter: asked_again(&[("month", &name)]),
        entries: entry(ctx, BACKUPS, "register-backups-new", form, backup_specs(ctx).await?).into_iter().collect(),
        aside: (!month.servers.is_empty()).then(|| compliance(ctx, month.servers)),
        proposals: Vec::new(),
        columns: vec![
            "backup-server",
            "backup-day",
            "backup-started",
            "backup-file",
            "backup-size",
            "backup-result",
            "register-by",
            "register-case",
        ],
        next: urls::after(&narrowed(BACKUPS, &[("month", &name)]), month.lines.next.as_deref()),
        rows: month.lines.rows.into_iter().map(row).collect(),
    })
}

fn month_of(day: Date) -> Date {
    kernel::time::date(&format!("{}-01", month_name(day))).unwrap_or(day)
}

/// The last two years, latest first.
async fn months(ctx: &Ctx) -> Result<Vec<Choice>, Error> {
    let this = month_of(ctx.today().await?);
    let mut all = Vec::new();
    let mut month = this;
    for _ in 0..24 {
        let name = month_name(month);
        let said = name.split_once('-').map(|(year, n)| ctx.say(Msg::new(format!("month-{n}")).with("year", year)));
        all.push(Choice::new(name.clone(), said.unwrap_or(name)));
        month = month_of(month.pred_opt().unwrap_or(month));
    }
    Ok(all)
}

fn result(ctx: &Ctx, result: BackupResult) -> (Mood, String) {
    let mood = match result {
        BackupResult::Done => Mood::Good,
        BackupResult::Failed => Mood::Bad,
        BackupResult::Skipped => Mood::Wait,
    };
    (mood, ctx.say(Msg::new(format!("backup-{}", model::written(&model::BACKUP, result)))))
}

fn compliance(ctx: &Ctx, servers: Vec<(String, model::Compliance)>) -> RegisterTable {
    let row = |(server, sum): (String, model::Compliance)| {
        let mood = if sum.percent() == 100 { Mood::Good } else { Mood::Bad };
        vec![
            Cell::text(server),
            Cell::text(sum.due.to_string()),
            Cell::text(sum.done.to_string()),
            Cell::state(mood, ctx.say(Msg::new("backup-percent-value").with("n", sum.percent()))),
        ]
    };
    RegisterTable {
        title: ctx.say("backup-compliance"),
        columns: vec!["backup-server", "backup-due", "backup-done", "backup-percent"],
        rows: servers.into_iter().map(row).collect(),
        none: String::new(),
    }
}

async fn backup_specs(ctx: &Ctx) -> Result<Vec<crate::view::FieldSpec>, Error> {
    let f = Fields(ctx);
    let servers = query::server_names(&ctx.read()).await?;
    let servers = servers.into_iter().map(|name| Choice::new(name.clone(), name)).collect();
    Ok(vec![
        required(f.suggest("server", "backup-server", servers)),
        hinted(f.make("day", "backup-day", FieldKind::Date), ctx.say("backup-day-hint")),
        f.line("started", "backup-started"),
        f.line("ended", "backup-ended"),
        required(f.choice("result", "backup-result", f.words("backup", &model::BACKUP))),
        hinted(f.line("reason", "backup-reason"), ctx.say("backup-reason-hint")),
        f.line("file_name", "backup-file"),
        hinted(f.line("size", "backup-size"), ctx.say("backup-size-hint")),
        f.line("sha256", "backup-sha256"),
        f.line("folder", "backup-folder"),
    ])
}

pub(crate) async fn note_backup(ctx: Ctx, sent: Sent) -> Answer {
    let get = |name| sent.get(name).to_owned();
    let draft = BackupDraft {
        server: get("server"),
        file_name: get("file_name"),
        size: get("size"),
        sha256: get("sha256"),
        folder: get("folder"),
        day: get("day"),
        started: get("started"),
        ended: get("ended"),
        result: get("result"),
        reason: get("reason"),
    };
    let verb = async |tx: &mut Tx| registers::note_backup(tx, draft).await.map(drop);
    written(&ctx, &sent, BACKUPS, verb, async |form| backup_list(&ctx, &BackupAsked::default(), form).await).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LogbookAsked {
    logbook: String,
    after: Option<String>,
}

pub(crate) async fn logbooks(ctx: Ctx, Query(asked): Query<LogbookAsked>) -> Answer {
    let page = logbook_list(&ctx, &asked, Form::default()).await?;
    ctx.page(&page).await
}

async fn logbook_list(ctx: &Ctx, asked: &LogbookAsked, form: Form) -> Result<RegisterIndex, Error> {
    let read = ctx.read();
    let page = query::list_logbook(&read, &asked.logbook, asked.after.as_deref()).await?;
    let numbers = numbers(&read, page.rows.iter().filter_map(|l| l.case_id)).await?;
    let known = query::logbook_names(&read).await?;
    let known: Vec<Choice> = known.into_iter().map(|name| Choice::new(name.clone(), name)).collect();
    let f = Fields(ctx);
    let mut rows = Vec::with_capacity(page.rows.len());
    for line in page.rows {
        rows.push(vec![
            moment(ctx, line.at).await?,
            Cell::text(line.logbook),
            Cell::text(line.result),
            Cell::text(line.note),
            Cell::text(line.by_name),
            origin(ctx, line.case_id, &numbers),
        ]);
    }
    let name = hinted(f.suggest("logbook", "logbook-name", known.clone()), ctx.say("logbook-name-hint"));
    let specs =
        vec![required(name), f.line("result", "logbook-result"), f.make("note", "register-note", FieldKind::Lines)];
    Ok(RegisterIndex {
        tabs: tabs(LOGBOOKS),
        name: "logbooks",
        href: LOGBOOKS,
        filters: vec![f.choice("logbook", "logbook-name", known)],
        filter: asked_again(&[("logbook", &asked.logbook)]),
        entries: entry(ctx, LOGBOOKS, "register-logbooks-new", form, specs).into_iter().collect(),
        aside: None,
        proposals: Vec::new(),
        columns: vec!["register-at", "logbook-name", "logbook-result", "register-note", "register-by", "register-case"],
        next: urls::after(&narrowed(LOGBOOKS, &[("logbook", &asked.logbook)]), page.next.as_deref()),
        rows,
    })
}

pub(crate) async fn note_in_logbook(ctx: Ctx, sent: Sent) -> Answer {
    let get = |name| sent.get(name).to_owned();
    let draft = LogbookDraft { logbook: get("logbook"), result: get("result"), note: get("note") };
    let verb = async |tx: &mut Tx| registers::note_in_logbook(tx, draft).await.map(drop);
    written(&ctx, &sent, LOGBOOKS, verb, async |form| logbook_list(&ctx, &LogbookAsked::default(), form).await).await
}
