//! The registers: what their six lists have in common, and the two that are only lines.

pub(crate) mod contracts;
pub(crate) mod equipment;
pub(crate) mod lines;
pub(crate) mod mailboxes;

use super::fields;
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Cell, Choice, FieldKind, FieldSpec, Form, RegisterForm, RegisterIndex, Tab},
};
use domain::{CaseId, Read, Tx, cases, people};
use kernel::{Error, permit::Permit, time::Instant};
use procedure::definition::Register;
use std::collections::BTreeMap;

const TABS: [(&str, &str); 6] = [
    ("/equipment", "register-equipment"),
    ("/contracts", "register-contracts"),
    ("/accesses", "register-accesses"),
    ("/mailboxes", "register-mailboxes"),
    ("/backups", "register-backups"),
    ("/logbooks", "register-logbooks"),
];

/// The way between the registers, from the one at `href`.
pub(super) fn tabs(href: &str) -> Vec<Tab> {
    TABS.map(|(to, key)| Tab { href: to, key, current: to == href }).into()
}

/// Whether an address belongs to the registers.
pub(crate) fn is_register(path: &str) -> bool {
    let ours = |href: &str| path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    TABS.iter().any(|(href, _)| ours(href))
}

/// The page of a line that a step wrote: the thing it is about, or the list.
pub(crate) fn page_of(register: &str, row: impl std::fmt::Display) -> String {
    match Register::named(register) {
        Some(Register::Custody) => urls::equipment(row),
        Some(Register::Contract) => urls::contract(row),
        Some(Register::Mailbox) => urls::mailbox(row),
        Some(Register::Access) => "/accesses".to_owned(),
        Some(Register::Backup) => "/backups".to_owned(),
        Some(Register::Logbook) | None => "/logbooks".to_owned(),
    }
}

/// Makes the fields of a register's forms.
pub(super) struct Fields<'a>(pub(super) &'a Ctx);

impl Fields<'_> {
    pub(super) fn make(&self, name: &str, key: &'static str, kind: FieldKind) -> FieldSpec {
        FieldSpec {
            name: name.to_owned(),
            label: self.0.say(key),
            hint: String::new(),
            kind,
            required: false,
            choices: Vec::new(),
        }
    }

    pub(super) fn line(&self, name: &str, key: &'static str) -> FieldSpec {
        self.make(name, key, FieldKind::Line)
    }

    pub(super) fn choice(&self, name: &str, key: &'static str, choices: Vec<Choice>) -> FieldSpec {
        FieldSpec { choices, ..self.make(name, key, FieldKind::Choice) }
    }

    /// One line with proposals: what is not among them may be typed, too.
    pub(super) fn suggest(&self, name: &str, key: &'static str, choices: Vec<Choice>) -> FieldSpec {
        FieldSpec { choices, ..self.make(name, key, FieldKind::Suggest) }
    }

    /// The words of a list of definitions, each said by `<begin>-<word>`.
    pub(super) fn words<T>(&self, begin: &str, words: &[(&'static str, T)]) -> Vec<Choice> {
        let said = |word: &str| self.0.say(kernel::Msg::new(format!("{begin}-{word}")));
        words.iter().map(|(word, _)| Choice::new(*word, said(word))).collect()
    }
}

pub(super) fn required(spec: FieldSpec) -> FieldSpec {
    FieldSpec { required: true, ..spec }
}

pub(super) fn hinted(spec: FieldSpec, hint: String) -> FieldSpec {
    FieldSpec { hint, ..spec }
}

/// Names of people, to choose or to type another.
pub(super) async fn names(read: &Read) -> Result<Vec<Choice>, Error> {
    let all = people::query::active_people(read).await?;
    Ok(all.into_iter().map(|p| Choice::new(p.name.clone(), p.name)).collect())
}

/// A form to write a line, for who keeps registers.
pub(super) fn entry(
    ctx: &Ctx,
    href: &str,
    title: &'static str,
    form: Form,
    specs: Vec<FieldSpec>,
) -> Option<RegisterForm> {
    ctx.may(Permit::KeepRegisters).then(|| RegisterForm {
        form: form.in_order(&specs),
        href: href.to_owned(),
        method: "post",
        title,
        hint: "",
        act: "register-enter",
        icon: "plus",
        fields: specs,
        open: false,
    })
}

/// The numbers of the cases that wrote these lines.
pub(super) async fn numbers(
    read: &Read,
    ids: impl IntoIterator<Item = CaseId>,
) -> Result<BTreeMap<CaseId, String>, Error> {
    cases::query::numbers(read, ids).await
}

/// The case that wrote a line, or that a hand did.
pub(super) fn origin(ctx: &Ctx, case: Option<CaseId>, numbers: &BTreeMap<CaseId, String>) -> Cell {
    match case.and_then(|id| Some((id, numbers.get(&id)?))) {
        Some((id, number)) => Cell::number(number.clone(), urls::case(id)),
        None => Cell::text(ctx.say("register-by-hand")),
    }
}

/// Somebody and a moment.
pub(super) async fn moment(ctx: &Ctx, at: Instant) -> Result<Cell, Error> {
    Ok(Cell::text(ctx.zone().await?.format(at, ctx.locale)))
}

/// An address of a list with what it is narrowed by.
pub(super) fn narrowed(href: &str, asked: &[(&str, &str)]) -> String {
    let filled: Vec<String> =
        asked.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", urls::encode(v))).collect();
    if filled.is_empty() { href.to_owned() } else { format!("{href}?{}", filled.join("&")) }
}

/// Everything that was asked for, to stand in the filter again.
pub(super) fn asked_again(asked: &[(&'static str, &str)]) -> Form {
    asked.iter().fold(Form::new("filter"), |form, (name, value)| form.with(*name, *value))
}

/// Writes a line and goes to `href`, or shows the page again with what was refused.
pub(super) async fn written(
    ctx: &Ctx,
    sent: &Sent,
    href: &str,
    verb: impl AsyncFnOnce(&mut Tx) -> Result<(), Error>,
    page: impl AsyncFnOnce(Form) -> Result<RegisterIndex, Error>,
) -> Answer {
    let done = async {
        let mut tx = ctx.write().await?;
        verb(&mut tx).await?;
        tx.commit().await
    };
    match done.await {
        Ok(()) => ctx.done(href, "register-kept"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = page(form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// The units to choose from.
pub(super) async fn units(read: &Read) -> Result<Vec<Choice>, Error> {
    fields::units(read).await
}
