//! What surrounds every page: the institution, who is signed in, where one can go, what just happened.

use super::words::Here;
use kernel::{
    Locale, Msg,
    time::{Instant, Zone},
};
use minijinja::Value;
use serde::{Deserialize, Serialize};

/// Handed to every page beside its own context.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The town hall's name as its letterhead has it.
    pub institution: String,
    /// Address of the shield, when one was given.
    pub logo: Option<String>,
    pub person: Option<Signed>,
    /// Only what this person may open, in order.
    pub nav: Vec<NavItem>,
    pub flash: Option<Flash>,
    pub locale: Locale,
    /// Path of this page with its query, to come back to after changing the language.
    pub path: String,
    /// The text in the search field of the head.
    pub query: String,
    /// How many notices of this person are unread.
    pub unread: u64,
    /// What is out of order and concerns this person, already in words.
    pub troubles: Vec<String>,
    /// Whether the person may search cases.
    pub searches: bool,
    /// Invented data: said on every page.
    pub demo: bool,
    #[serde(skip)]
    pub zone: Zone,
    #[serde(skip)]
    pub now: Instant,
}

/// Who is signed in.
#[derive(Debug, Clone, Serialize)]
pub struct Signed {
    pub name: String,
    pub post: String,
}

/// One place of the navigation. `key` is its text, `icon` one of `/static/icons.svg`.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// Where it stands: `work` is always in sight, the others open.
    pub group: &'static str,
    pub href: &'static str,
    pub key: &'static str,
    pub icon: &'static str,
    pub current: bool,
}

/// How a message is meant; always shown with an icon and a word, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mood {
    Good,
    Info,
    Wait,
    Bad,
}

/// What just happened, told once at the top of the next page.
#[derive(Debug, Clone, Serialize)]
pub struct Flash {
    pub mood: Mood,
    pub msg: Msg,
}

impl Frame {
    /// A frame for somebody who is not signed in.
    pub fn bare(institution: impl Into<String>, locale: Locale, zone: Zone, now: Instant) -> Self {
        Self {
            institution: institution.into(),
            logo: None,
            person: None,
            nav: Vec::new(),
            flash: None,
            locale,
            path: "/".to_owned(),
            query: String::new(),
            unread: 0,
            troubles: Vec::new(),
            searches: false,
            demo: false,
            zone,
            now,
        }
    }

    pub(super) fn here(&self) -> Value {
        Value::from_object(Here { locale: self.locale, zone: self.zone.clone(), now: self.now })
    }
}
