//! What may happen to a version, and what an approval must say. Touches nothing.

use super::ManualStatus;
use kernel::{
    Error, Result,
    error::Check,
    time::{Date, date},
};
use procedure::yaml::{Node, Value};

/// What is done to a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Somebody looked through it and answers for it.
    Review,
    /// Back to the desk.
    Return,
    /// The council adopted it, or its minutes are written down afterwards.
    Approve,
    /// Its day has come.
    Enter,
    /// It corrects words of the one in force, under that one's approval.
    Correct,
    /// A later version took its place.
    Supersede,
    /// Its term ended.
    Expire,
}

impl Act {
    pub const ALL: [Self; 7] =
        [Self::Review, Self::Return, Self::Approve, Self::Enter, Self::Correct, Self::Supersede, Self::Expire];
}

/// Where a version stands after the act. Conflict when it stands where that cannot be done.
pub fn next(from: ManualStatus, act: Act) -> Result<ManualStatus> {
    use ManualStatus::{Approved, Draft, Expired, InForce, Reviewed, Superseded};
    match (act, from) {
        (Act::Review, Draft) => Ok(Reviewed),
        (Act::Return, Reviewed) => Ok(Draft),
        (Act::Approve, Reviewed) => Ok(Approved),
        (Act::Approve, InForce) | (Act::Enter, Approved) | (Act::Correct, Draft) => Ok(InForce),
        (Act::Supersede, InForce | Expired) => Ok(Superseded),
        (Act::Expire, InForce) => Ok(Expired),
        (
            Act::Review | Act::Return | Act::Approve | Act::Enter | Act::Correct | Act::Supersede | Act::Expire,
            Draft | Reviewed | Approved | InForce | Superseded | Expired,
        ) => Err(Error::conflict("manual-not-now")),
    }
}

/// The act that made a version binding, as the form has it. Days as `2026-03-15`, the hour as `16:00`.
#[derive(Debug, Clone, Default)]
pub struct ApprovalDraft {
    /// Number of the minutes.
    pub minutes: String,
    /// Number of the resolution.
    pub resolution: String,
    pub body: String,
    pub book: String,
    pub session: String,
    pub approved_on: String,
    pub hour: String,
    /// What the resolution says.
    pub text: String,
    /// One per line.
    pub signatories: String,
    pub certified_by: String,
    pub certified_post: String,
    pub certified_on: String,
    /// The first day in force.
    pub valid_from: String,
}

/// What an approval says, checked.
#[derive(Debug, Clone)]
pub struct Approved {
    pub approved_on: Date,
    pub valid_from: Date,
    /// What `aprobacion` of `manual.yaml` says.
    pub node: Node,
}

impl ApprovalDraft {
    /// Everything wrong at once. `since` is the day it came in force when it is so already; else it cannot come in force
    /// before `today`.
    pub fn check(&self, today: Date, since: Option<Date>) -> Result<Approved> {
        let mut check = Check::new();
        for (field, value) in [("minutes", &self.minutes), ("resolution", &self.resolution), ("body", &self.body)] {
            check.that(!value.trim().is_empty(), field, "field-required");
        }
        check.that(self.signatories().next().is_some(), "signatories", "manual-signatories-none");
        let approved_on = date(self.approved_on.trim());
        check.that(approved_on.is_some(), "approved_on", "field-not-a-date");
        check.that(approved_on.is_none_or(|d| d <= today), "approved_on", "manual-approved-later");
        check.that(self.hour.trim().is_empty() || is_hour(self.hour.trim()), "hour", "manual-hour");
        let valid_from = since.or_else(|| date(self.valid_from.trim()));
        check.that(valid_from.is_some(), "valid_from", "field-not-a-date");
        check.that(since.is_some() || valid_from.is_none_or(|d| d >= today), "valid_from", "manual-valid-past");
        self.check_certificate(&mut check, approved_on);
        check.done()?;
        let (Some(approved_on), Some(valid_from)) = (approved_on, valid_from) else {
            return Err(Error::field("approved_on", "field-not-a-date"));
        };
        Ok(Approved { approved_on, valid_from, node: self.node(approved_on, valid_from) })
    }

    /// A certified copy names who, with which post and on which day; or nothing of it.
    fn check_certificate(&self, check: &mut Check, approved_on: Option<Date>) {
        let all = [&self.certified_by, &self.certified_post, &self.certified_on];
        if all.iter().all(|v| v.trim().is_empty()) {
            return;
        }
        check.that(!self.certified_by.trim().is_empty(), "certified_by", "field-required");
        check.that(!self.certified_post.trim().is_empty(), "certified_post", "field-required");
        let on = date(self.certified_on.trim());
        check.that(on.is_some(), "certified_on", "field-not-a-date");
        let order = on.zip(approved_on).is_none_or(|(certified, approved)| certified >= approved);
        check.that(order, "certified_on", "manual-certified-before");
    }

    fn signatories(&self) -> impl Iterator<Item = &str> {
        self.signatories.lines().map(str::trim).filter(|l| !l.is_empty())
    }

    fn node(&self, approved_on: Date, valid_from: Date) -> Node {
        let mut node = Node::of_map([]);
        let mut put = |key: &str, value: &str| {
            if !value.trim().is_empty() {
                node.set(key, Node::of_text(value.trim()));
            }
        };
        put("acta", &self.minutes);
        put("acuerdo", &self.resolution);
        put("organo", &self.body);
        put("fecha", &approved_on.to_string());
        put("vigente_desde", &valid_from.to_string());
        put("libro", &self.book);
        put("sesion", &self.session);
        put("hora", &self.hour);
        put("texto", &self.text);
        node.set("firmantes", Node::of_list(self.signatories().map(Node::of_text)));
        if let Some(on) = date(self.certified_on.trim()) {
            let certificate = [
                ("nombre", self.certified_by.trim().to_owned()),
                ("cargo", self.certified_post.trim().to_owned()),
                ("fecha", on.to_string()),
            ];
            node.set("certificacion", Node::of_map(certificate.map(|(k, v)| (k, Node::of_text(v)))));
        }
        node
    }
}

fn is_hour(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    let within = |part: &str, most: u32| {
        (1..=2).contains(&part.len()) && part.parse::<u32>().is_ok_and(|n| n < most) && !part.starts_with('+')
    };
    within(hours, 24) && minutes.len() == 2 && within(minutes, 60)
}

/// Keys whose texts people read and nothing else depends on.
const WORDS: [&str; 18] = [
    "actividad",
    "especificaciones",
    "descripcion",
    "punto_de_control",
    "registro",
    "inicio",
    "fin",
    "titulo",
    "objetivo",
    "etiqueta",
    "ayuda",
    "texto",
    "definicion",
    "termino",
    "supuesto",
    "cita",
    "observacion",
    "articulos",
];

/// Whether two texts of a file say the same but for words that people read: what a correction may change. Names,
/// roles, ways, lengths of time, forms and papers are none.
pub fn only_words(old: &Node, new: &Node) -> bool {
    same_but_words(old, new, false)
}

fn same_but_words(old: &Node, new: &Node, words: bool) -> bool {
    match (&old.value, &new.value) {
        (Value::Text(a), Value::Text(b)) => words || a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_but_words(a, b, words))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|((ka, va), (kb, vb))| {
                    // An effect names its data like columns of the table.
                    let words = WORDS.contains(&ka.text());
                    let same =
                        if ka.text() == "efectos" { va.json() == vb.json() } else { same_but_words(va, vb, words) };
                    ka.text() == kb.text() && same
                })
        }
        (Value::Text(_) | Value::List(_) | Value::Map(_), _) => false,
    }
}
