//! Units, people and days as forms and steps name them: by id, or in words.

use crate::people;
use db::{PersonId, Source, UnitId};
use kernel::{Error, Msg, Result, text::fold, time::Date};
use std::str::FromStr as _;

/// Somebody in a register: a person of the institution, or only a name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    pub id: Option<PersonId>,
    pub name: String,
}

/// Whom the text means: a person's id, the whole name of exactly one person, or anybody of that name. Refuses an id that
/// is nobody's here.
pub(super) async fn who(src: &impl Source, text: &str) -> Result<Result<Who, Msg>> {
    let text = text.trim();
    if let Ok(id) = PersonId::from_str(text) {
        let found = people::query::find_person(src, id).await?;
        return Ok(found.map(|p| Who { id: Some(p.id), name: p.name }).ok_or_else(|| "field-not-a-person".into()));
    }
    let key = fold(text);
    let all = people::query::active_people(src).await?;
    let mut called: Vec<_> = all.into_iter().filter(|p| !key.is_empty() && p.name_key == key).collect();
    Ok(Ok(match (called.pop(), called.is_empty()) {
        (Some(only), true) => Who { id: Some(only.id), name: only.name },
        _ => Who { id: None, name: text.to_owned() },
    }))
}

/// Which unit the text means: its id, code or name; none for a blank one. Refuses what is no open unit here.
pub(super) async fn unit(src: &impl Source, text: &str) -> Result<Result<Option<UnitId>, Msg>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Ok(None));
    }
    let key = fold(text);
    let tree = people::query::unit_tree(src).await?;
    let found = tree.into_iter().find(|(u, _)| u.id.to_string() == text || u.code == text || u.name_key == key);
    Ok(found.map(|(u, _)| Some(u.id)).ok_or_else(|| "field-not-a-unit".into()))
}

/// A day as forms send it; none for a blank one.
pub(super) fn day(text: &str) -> Result<Option<Date>, Msg> {
    match text.trim() {
        "" => Ok(None),
        text => kernel::time::date(text).map(Some).ok_or_else(|| "field-not-a-date".into()),
    }
}

/// What is wrong with a draft, field by field.
#[derive(Debug, Default)]
pub(super) struct Wrong(Vec<(std::borrow::Cow<'static, str>, Msg)>);

impl Wrong {
    /// The value, or nothing and the field on the list.
    pub(super) fn take<T>(&mut self, field: &'static str, value: Result<T, Msg>) -> Option<T> {
        value.map_err(|msg| self.0.push((field.into(), msg))).ok()
    }

    pub(super) fn filled(&mut self, field: &'static str, text: &str) {
        if text.trim().is_empty() {
            self.0.push((field.into(), "field-required".into()));
        }
    }

    /// Refuses with every field on the list.
    pub(super) fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::fields(self.0)) }
    }
}
