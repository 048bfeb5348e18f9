//! The audit log: who did what and when, filtered and page by page.

use crate::{
    ctx::Ctx,
    error::Answer,
    urls,
    view::{Audit, AuditRow, Choice, Form},
};
use axum::extract::Query;
use domain::audit::{self, AuditEntry, Filter};
use kernel::{Locale, Msg, text, time};
use serde::Deserialize;

/// Everything that `Tx::record` writes down; its words are `audit-kind-…`. A test compares with the rooms.
const KINDS: [&str; 75] = [
    "service_level.added",
    "service_level.withdrawn",
    "person.signed_in",
    "person.signed_out",
    "session.ended",
    "session.others_ended",
    "person.password_set",
    "person.link_made",
    "person.added",
    "person.edited",
    "person.deactivated",
    "person.reactivated",
    "substitute.added",
    "substitute.ended",
    "unit.added",
    "unit.edited",
    "unit.closed",
    "institution.founded",
    "institution.edited",
    "letter.retried",
    "letter.accepted",
    "letter.refused",
    "mail_account.added",
    "mail_account.edited",
    "mail_account.accepted",
    "closed_day.added",
    "closed_day.removed",
    "pack.installed",
    "procedure.in_force",
    "folder.moved",
    "folder.bound",
    "job.retried",
    "schedule.changed",
    "schedule.paused",
    "schedule.resumed",
    "schedule.run",
    "start.justified",
    "plan.added",
    "plan.withdrawn",
    "equipment.added",
    "equipment.edited",
    "equipment.retired",
    "equipment.moved",
    "contract.added",
    "contract.edited",
    "access.noted",
    "mailbox.noted",
    "backup.noted",
    "logbook.noted",
    "archive.taken",
    "law.added",
    "law.change_dismissed",
    "law.changed",
    "law.edited",
    "law.linked",
    "law.unlinked",
    "manual.answered",
    "manual.approved",
    "manual.discarded",
    "manual.drafted",
    "manual.expired",
    "manual.in_force",
    "manual.leftover_settled",
    "manual.part_added",
    "manual.part_removed",
    "manual.part_saved",
    "manual.read",
    "manual.readers_asked",
    "manual.readers_reminded",
    "manual.reordered",
    "manual.returned",
    "manual.reviewed",
    "manual.superseded",
    "manual.text_saved",
    "procedure.ended",
];

/// Circumstances worth telling, and the key that says them.
const DETAILS: [(&str, &str); 9] = [
    ("was", "audit-was"),
    ("by", "audit-by"),
    ("from", "audit-from-day"),
    ("to", "audit-to"),
    ("until", "audit-until-day"),
    ("address", "audit-from-address"),
    ("edition", "audit-edition"),
    ("sha256", "audit-sha256"),
    ("error", "audit-error"),
];

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    who: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    after: Option<String>,
}

/// What does not name a person or a day is not filtered by.
pub(crate) async fn index(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let read = ctx.read();
    let filter = Filter {
        kind: asked.what.clone(),
        by: asked.who.parse().ok(),
        from_on: time::date(&asked.from),
        until_on: time::date(&asked.until),
    };
    let page = audit::search(&read, &filter, asked.after.as_deref()).await?;
    let people = audit::everybody(&read).await?;
    let fields = [("who", asked.who), ("what", asked.what), ("from", asked.from), ("until", asked.until)];
    let query: Vec<String> =
        fields.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", urls::encode(v))).collect();
    let path = if query.is_empty() { "/audit".to_owned() } else { format!("/audit?{}", query.join("&")) };
    let form = fields.into_iter().fold(Form::default(), |form, (name, value)| form.with(name, value));
    ctx.page(&Audit {
        form,
        people: people.into_iter().map(|p| Choice::new(p.id.to_string(), p.name)).collect(),
        kinds: KINDS.map(|kind| Choice::new(kind, what(ctx.locale, kind))).into(),
        next: urls::after(&path, page.next.as_deref()),
        rows: page.rows.into_iter().map(|entry| row(ctx.locale, entry)).collect(),
    })
    .await
}

fn row(locale: Locale, entry: AuditEntry) -> AuditRow {
    AuditRow {
        at: entry.at,
        what: what(locale, &entry.kind),
        href: entry.subject.and_then(|id| href(&entry.kind, id)).filter(|_| !entry.label.is_empty()),
        details: details(locale, &entry.body),
        by: entry.actor_name,
        about: entry.label,
    }
}

fn what(locale: Locale, kind: &str) -> String {
    text::try_say(locale, &Msg::new(format!("audit-kind-{}", kind.replace('.', "-"))))
        .unwrap_or_else(|| kind.to_owned())
}

/// The page about the thing, where it has one that an auditor may open.
fn href(kind: &str, id: impl std::fmt::Display) -> Option<String> {
    kind.starts_with("folder.").then(|| urls::folder(id))
}

fn details(locale: Locale, body: &str) -> Vec<String> {
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let told = |(field, key): &(&str, &'static str)| {
        let value = match body.get(field)? {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if value.is_empty() {
            return None;
        }
        Some(text::say(locale, &Msg::new(*key).with("value", value)))
    };
    DETAILS.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    /// The first literal after each `.record(` or `record(tx, …` of the verbs: a room, a dot and a participle.
    fn recorded(dir: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                recorded(&path, found);
            } else if !path.ends_with("tests.rs") {
                let source = fs::read_to_string(&path).unwrap();
                for (at, _) in source.match_indices("record(") {
                    let literal = source[at..].split('"').nth(1).unwrap_or_default();
                    found.extend(Some(literal.to_owned()).filter(|l| is_kind(l)));
                }
            }
        }
    }

    /// `law.added`: two words of small letters.
    fn is_kind(text: &str) -> bool {
        let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        text.split_once('.').is_some_and(|(a, b)| word(a) && word(b))
    }

    #[test]
    fn everything_that_is_recorded_can_be_chosen_and_is_said_in_words() {
        let mut found = BTreeSet::new();
        recorded(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src"), &mut found);
        let known: BTreeSet<String> = KINDS.map(str::to_owned).into();
        assert_eq!(found, known, "add the kind to KINDS, and audit-kind-… to the locales");
        for locale in Locale::ALL {
            assert!(KINDS.iter().all(|kind| what(locale, kind) != *kind), "{locale:?}");
        }
    }

    #[test]
    fn circumstances_are_told_and_unknown_ones_are_not() {
        let told = details(Locale::Es, r#"{"was":"Luis","edition":2,"roles":3,"from":""}"#);
        assert_eq!(told, ["antes: Luis", "edición 2"]);
        assert_eq!(details(Locale::Es, "no json"), Vec::<String>::new());
    }
}
