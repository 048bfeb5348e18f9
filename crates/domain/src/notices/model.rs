//! Who hears a notice, and in which words. Pure.

use super::Notice;
use db::{PersonId, UnitId};
use kernel::{
    Locale, Msg,
    permit::{Holding, Permit},
    text::{self, Arg},
    time::{date, format_date},
};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody who can be told something: active, with what they hold today (also for those they stand in for).
#[derive(Debug, Clone)]
pub struct Somebody {
    pub person: PersonId,
    pub name: String,
    pub holdings: Vec<Holding>,
    pub permits: BTreeSet<Permit>,
}

/// What the roles of a case depend on.
#[derive(Debug, Clone, Copy)]
pub struct About {
    pub requester: Option<PersonId>,
    pub unit: UnitId,
}

/// Who hears what is told to some roles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hearers {
    pub people: BTreeSet<PersonId>,
    /// Roles that nobody holds here.
    pub lacking: Vec<String>,
    /// The requester has no account: somebody has to tell them otherwise.
    pub without_account: bool,
}

/// Everybody who holds one of the roles for this case. `usuario_del_caso` is its requester; other names in `_del_caso`
/// are held in the case's very unit; plain roles anywhere or in that unit.
pub fn hearers(roles: &[String], about: About, staff: &[Somebody]) -> Hearers {
    let mut out = Hearers::default();
    for role in roles {
        let hears: Vec<PersonId> = match role.strip_suffix("_del_caso") {
            Some("usuario") if about.requester.is_none() => {
                out.without_account = true;
                continue;
            }
            Some("usuario") => staff.iter().filter(|s| Some(s.person) == about.requester).map(|s| s.person).collect(),
            Some(role) => holders(staff, |h| h.role == role && h.unit == Some(about.unit.0)),
            None => holders(staff, |h| h.role == *role && h.unit.is_none_or(|u| u == about.unit.0)),
        };
        if hears.is_empty() {
            out.lacking.push(role.clone());
        }
        out.people.extend(hears);
    }
    out
}

fn holders(staff: &[Somebody], holds: impl Fn(&Holding) -> bool) -> Vec<PersonId> {
    staff.iter().filter(|s| s.holdings.iter().any(&holds)).map(|s| s.person).collect()
}

/// Everybody who has a permit.
pub fn permitted(permit: Permit, staff: &[Somebody]) -> BTreeSet<PersonId> {
    staff.iter().filter(|s| s.permits.contains(&permit)).map(|s| s.person).collect()
}

/// The values of a text, by name.
pub type Args = BTreeMap<String, Arg>;

/// The key of the text of a kind of notice: its own where the house knows the name, else the general one.
pub fn key(kind: &str) -> String {
    let own = format!("notice-{}", kind.replace('_', "-"));
    if text::has(Locale::Es, &own) { own } else { "notice-generic".to_owned() }
}

/// A notice in words.
pub fn words(notice: &Notice, locale: Locale) -> Msg {
    let args: Args = serde_json::from_str(&notice.args).unwrap_or_default();
    told(&notice.kind, &args, locale)
}

/// What is told, in words.
pub fn told(kind: &str, args: &Args, locale: Locale) -> Msg {
    let value = |msg: Msg, (name, value): (&String, &Arg)| msg.with(name.clone(), localized(value.clone(), locale));
    args.iter().fold(Msg::new(key(kind)), value)
}

/// A day as the reader writes it.
pub fn localized(value: Arg, locale: Locale) -> Arg {
    match &value {
        Arg::Text(text) => match date(text) {
            Some(day) => Arg::Text(format_date(day, locale)),
            None => value,
        },
        Arg::Number(_) => value,
    }
}
