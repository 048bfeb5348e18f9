//! The functions and filters that templates may use: texts, icons, addresses of files, instants in words.

use crate::assets;
use kernel::{
    Locale, Msg,
    text::{self, Arg},
    time::{self, Instant, Zone},
};
use minijinja::{
    Environment, Error, ErrorKind, State, Value,
    value::{Kwargs, Object, Serde},
};
use std::{collections::BTreeSet, sync::LazyLock};

/// Where and when the page is read: decides language, zone and "ago".
#[derive(Debug)]
pub(super) struct Here {
    pub(super) locale: Locale,
    pub(super) zone: Zone,
    pub(super) now: Instant,
}

impl Object for Here {}

static ICONS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let sprite = assets::text("icons.svg").unwrap_or_default();
    sprite.split("<symbol id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
});

pub(super) fn teach(env: &mut Environment<'static>) {
    env.add_function("t", translate);
    env.add_filter("say", |state: &State, Serde(msg): Serde<Msg>| put(state, &msg));
    env.add_function("icon", icon);
    env.add_function("asset", |name: &str| assets::url(name).ok_or_else(|| refuse(format!("no file static/{name}"))));
    env.add_filter("date", |state: &State, at: &str| {
        with(state, |here| match time::date(at) {
            Some(day) => Ok(time::format_date(day, here.locale)),
            None => Ok(here.zone.format_date(read(at)?, here.locale)),
        })
    });
    env.add_filter("datetime", |state: &State, at: &str| {
        with(state, |here| Ok(here.zone.format(read(at)?, here.locale)))
    });
    env.add_filter("clock", |state: &State, at: &str| with(state, |here| Ok(here.zone.format_time(read(at)?))));
    env.add_filter("when", |state: &State, at: &str| with(state, |here| when(here, read(at)?)));
    env.add_filter("brief", brief);
    env.add_filter("month", |state: &State, name: &str| {
        let (year, month) = name.split_once('-').ok_or_else(|| refuse(format!("no month: {name}")))?;
        put(state, &Msg::new(format!("month-{month}")).with("year", year))
    });
    env.add_filter("size", |state: &State, bytes: i64| with(state, |here| Ok(size(here.locale, bytes))));
}

fn refuse(detail: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}

fn with<T>(state: &State, f: impl FnOnce(&Here) -> Result<T, Error>) -> Result<T, Error> {
    let value = state.lookup("here").ok_or_else(|| refuse("rendered without a frame".to_owned()))?;
    let here = value.downcast_object_ref::<Here>().ok_or_else(|| refuse("`here` was overwritten".to_owned()))?;
    f(here)
}

fn put(state: &State, msg: &Msg) -> Result<String, Error> {
    with(state, |here| {
        text::try_say(here.locale, msg).ok_or_else(|| refuse(format!("no text, or a value is missing: {}", msg.key)))
    })
}

/// `t("key", name=value…)`: a text of `/locales` in the reader's language.
fn translate(state: &State, key: String, values: Kwargs) -> Result<String, Error> {
    let mut msg = Msg::new(key);
    for name in values.args() {
        let value: Value = values.get(name)?;
        let arg = match value.as_i64() {
            Some(n) if value.is_number() => Arg::Number(n),
            _ => Arg::Text(value.to_string()),
        };
        msg = msg.with(name.to_owned(), arg);
    }
    put(state, &msg)
}

/// `icon("clock")`: decoration beside a word; screen readers pass it by.
fn icon(name: &str) -> Result<Value, Error> {
    if !ICONS.contains(name) {
        return Err(refuse(format!("no icon {name}")));
    }
    let file = assets::url("icons.svg").unwrap_or_default();
    Ok(Value::from_safe_string(format!(
        "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"{file}#{name}\"></use></svg>"
    )))
}

fn read(at: &str) -> Result<Instant, Error> {
    at.parse().map_err(|_| refuse(format!("no instant: {at}")))
}

/// `hace 3 h` with the exact time on hover, and instead of it on paper.
fn when(here: &Here, at: Instant) -> Result<Value, Error> {
    let exact = here.zone.format(at, here.locale);
    let words = text::try_say(here.locale, &ago(here.now, at)).ok_or_else(|| refuse("no text for ago".to_owned()))?;
    Ok(Value::from_safe_string(format!(
        "<time datetime=\"{}\" title=\"{exact}\"><span class=\"ago\">{words}</span><span class=\"exact\">{exact}</span></time>",
        at.to_rfc3339()
    )))
}

/// The waiting time in words, in the largest unit that still says something. A moment to come counts as now.
pub(super) fn ago(now: Instant, at: Instant) -> Msg {
    let minutes = (now - at).num_minutes();
    match minutes {
        ..1 => Msg::new("ago-now"),
        1..60 => Msg::new("ago-minutes").with("n", minutes),
        60..1440 => Msg::new("ago-hours").with("n", minutes / 60),
        _ => Msg::new("ago-days").with("n", minutes / 1440),
    }
}

/// A file's size: `340 KB`, `2,4 MB`, `2,4 GB`.
pub(crate) fn size(locale: Locale, bytes: i64) -> String {
    if bytes < 1_000_000 {
        return format!("{} KB", (bytes.max(1) + 999) / 1000);
    }
    let (tenths, unit) = if bytes < 1_000_000_000 { (bytes / 100_000, "MB") } else { (bytes / 100_000_000, "GB") };
    let mark = match locale {
        Locale::Es => ',',
        Locale::En => '.',
    };
    format!("{}{mark}{} {unit}", tenths / 10, tenths % 10)
}

/// The beginning of a long text for a list: at most `most` letters, cut between words.
fn brief(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let whole = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}
