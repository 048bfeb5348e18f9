//! Everything a person reads comes from `/locales`, in Spanish (complete) and English.
//!
//! To add a text: a line in `locales/es/<room>.ftl` and the same key in `locales/en/<room>.ftl`. A test compares both.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, sync::LazyLock};
use unic_langid::langid;

/// The languages of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    Es,
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::Es, Self::En];

    /// The BCP 47 tag, as `lang` attributes and the database have it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    /// Reads `es`, `es-SV`, `en_US`…; `None` for other languages.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next() {
            Some("es") => Some(Self::Es),
            Some("en") => Some(Self::En),
            _ => None,
        }
    }
}

/// A value inside a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    Number(i64),
    Text(String),
}

impl From<i64> for Arg {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}

impl From<String> for Arg {
    fn from(s: String) -> Self {
        Self::Text(s)
    }
}

impl From<&str> for Arg {
    fn from(s: &str) -> Self {
        Self::Text(s.to_owned())
    }
}

/// A text for people that has not been put into words yet: a key of `/locales` and its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Msg {
    pub key: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

impl Msg {
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Arg>) -> Self {
        self.args.push((name.into(), value.into()));
        self
    }
}

impl From<&'static str> for Msg {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

macro_rules! sources {
    ($($name:literal),* $(,)?) => {
        /// File name, Spanish, English.
        const SOURCES: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../../../locales/es/", $name, ".ftl")),
            include_str!(concat!("../../../locales/en/", $name, ".ftl")),
        )),*];
    };
}

sources!(
    "common",
    "errors",
    "people",
    "editor",
    "cases",
    "papers",
    "procedures",
    "manuals",
    "overview",
    "cli",
    "schedules",
    "drawings",
    "notices",
    "book",
    "import",
    "registers",
    "conformance",
    "calendar",
    "desk",
    "surveys",
    "levels",
    "mail"
);

type Bundle = FluentBundle<FluentResource>;

fn bundle(locale: Locale) -> Bundle {
    let lang = match locale {
        Locale::Es => langid!("es"),
        Locale::En => langid!("en"),
    };
    let mut bundle = Bundle::new_concurrent(vec![lang]);
    // Invisible isolation marks would end up in copied numbers and in PDFs.
    bundle.set_use_isolating(false);
    for (name, es, en) in SOURCES {
        let text = if locale == Locale::Es { es } else { en };
        let resource = FluentResource::try_new((*text).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("locales/{}/{name}.ftl: {errors:?}", locale.tag()));
        if let Err(errors) = bundle.add_resource(resource) {
            panic!("locales/{}/{name}.ftl: {errors:?}", locale.tag());
        }
    }
    bundle
}

static ES: LazyLock<Bundle> = LazyLock::new(|| bundle(Locale::Es));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Locale::En));

/// Puts a message into words. `None` when the key or one of its values is missing: callers decide how loud that is.
pub fn try_say(locale: Locale, msg: &Msg) -> Option<String> {
    let bundle = match locale {
        Locale::Es => &*ES,
        Locale::En => &*EN,
    };
    let pattern = bundle.get_message(&msg.key)?.value()?;
    let mut args = FluentArgs::new();
    for (name, value) in &msg.args {
        let value = match value {
            Arg::Number(n) => FluentValue::from(*n),
            Arg::Text(s) => FluentValue::from(s.as_str()),
        };
        args.set(name.as_ref(), value);
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

/// Puts a message into words; a hole in the locales shows as `⟦key⟧`, which every page test refuses.
pub fn say(locale: Locale, msg: &Msg) -> String {
    try_say(locale, msg).unwrap_or_else(|| format!("⟦{}⟧", msg.key))
}

/// Whether the locales have this key.
pub fn has(locale: Locale, key: &str) -> bool {
    match locale {
        Locale::Es => ES.has_message(key),
        Locale::En => EN.has_message(key),
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986 and those of `also`.
pub fn percent_encoded(text: &str, also: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) || also.contains(&b) {
            out.push(char::from(b));
        } else {
            write!(out, "%{b:02X}").expect("writing to a string cannot fail");
        }
    }
    out
}

/// The key people's text is searched and sorted by: lower case, without accents, single spaces. `ñ` sorts after `n`.
pub fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars().flat_map(char::to_lowercase) {
            if c == 'ñ' {
                out.push_str("n~");
            } else {
                out.extend(std::iter::once(c).nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(text: &str) -> BTreeSet<&str> {
        text.lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_alphabetic()))
            .filter_map(|l| l.split_once('=').map(|(key, _)| key.trim()))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        for (name, es, en) in SOURCES {
            let (es, en) = (keys(es), keys(en));
            assert_eq!(es.difference(&en).collect::<Vec<_>>(), Vec::<&&str>::new(), "only in Spanish: {name}");
            assert_eq!(en.difference(&es).collect::<Vec<_>>(), Vec::<&&str>::new(), "only in English: {name}");
        }
        assert!(has(Locale::Es, "error-internal") && has(Locale::En, "error-internal"));
    }

    #[test]
    fn a_missing_text_is_loud() {
        assert_eq!(say(Locale::Es, &Msg::new("no-such-key")), "⟦no-such-key⟧");
    }

    #[test]
    fn search_keys_forget_accents_but_not_the_letter_enye() {
        assert_eq!(fold("  Árbol   DEL Año "), "arbol del an~o");
        assert!(fold("nz") < fold("ña"));
    }
}
