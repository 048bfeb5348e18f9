//! Finding cases, people, machines and articles by number or words.

use super::words::state_of;
use crate::{
    ctx::Ctx,
    error::Answer,
    urls,
    view::{Choice, Form, Found, Search},
};
use axum::{
    extract::Query,
    response::{IntoResponse as _, Redirect},
};
use domain::{
    Read,
    cases::{self, Case},
    people, procedures,
    search::query::{self, Looking},
};
use kernel::{Msg, Result, permit::Permit, time::date};
use serde::Deserialize;
use std::fmt::Write as _;

/// States by which cases are narrowed.
pub(crate) const STATES: [&str; 4] = ["open", "suspended", "closed", "annulled"];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Words {
    q: String,
    state: String,
    procedure: String,
    unit: String,
    from: String,
    until: String,
    after: Option<String>,
}

impl Words {
    fn looking(&self) -> Looking {
        Looking {
            text: self.q.trim().to_owned(),
            state: self.state.clone(),
            procedure: self.procedure.clone(),
            unit: self.unit.parse().ok(),
            from: date(&self.from),
            until: date(&self.until),
        }
    }

    fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("q", self.q.trim()),
            ("state", &self.state),
            ("procedure", &self.procedure),
            ("unit", &self.unit),
            ("from", &self.from),
            ("until", &self.until),
        ]
    }

    /// This search again, from the beginning.
    fn address(&self) -> String {
        let mut out = format!("/search?q={}", urls::encode(self.q.trim()));
        for (name, value) in self.fields().into_iter().skip(1).filter(|(_, value)| !value.is_empty()) {
            write!(out, "&{name}={}", urls::encode(value)).expect("writing to a string cannot fail");
        }
        out
    }
}

/// The cases that fit; one with exactly that number is opened at once.
pub(crate) async fn show(ctx: Ctx, Query(words): Query<Words>) -> Answer {
    let read = ctx.read();
    let looking = words.looking();
    if let Some(case) = cases::query::find_numbered(&read, &looking.text).await? {
        return Ok(Redirect::to(&urls::case(case.id)).into_response());
    }
    let page = query::list_cases(&read, &looking, words.after.as_deref()).await?;
    let narrowed = words.fields().into_iter().skip(1).any(|(_, value)| !value.is_empty());
    let beside = words.after.is_none();
    let text = if beside { looking.text.as_str() } else { "" };
    let form = words.fields().into_iter().fold(Form::new("s"), |form, (name, value)| form.with(name, value));
    let page = Search {
        form,
        states: STATES.map(|state| Choice::new(state, ctx.say(Msg::new(format!("search-state-{state}"))))).into(),
        procedures: procedures::query::list_in_force(&read)
            .await?
            .iter()
            .map(|v| Choice::new(&v.code, &v.title))
            .collect(),
        units: super::fields::units(&read).await?,
        narrowed,
        people: people_of(&ctx, &read, text).await?,
        equipment: machines_of(&read, text).await?,
        articles: Vec::new(),
        rows: found(&ctx, &read, page.rows).await?,
        next: urls::after(&words.address(), page.next.as_deref()),
        query: looking.text.clone(),
    };
    ctx.page(&page).await
}

async fn found(ctx: &Ctx, read: &Read, cases: Vec<Case>) -> Result<Vec<Found>> {
    let units = people::query::unit_names(read).await?;
    let mut rows = Vec::with_capacity(cases.len());
    for case in cases {
        let (mood, state) = state_of(read, &case).await?;
        rows.push(Found {
            href: urls::case(case.id),
            unit: units.get(&case.unit_id).cloned().unwrap_or_default(),
            state: ctx.say(state),
            number: case.number,
            requester: case.requester_name,
            kind: case.subject,
            mood,
            at: case.opened_at,
        });
    }
    Ok(rows)
}

/// People with unit and telephone; who keeps people gets to their page.
async fn people_of(ctx: &Ctx, read: &Read, text: &str) -> Result<Vec<Choice>> {
    let units = people::query::unit_names(read).await?;
    let keeps = ctx.may(Permit::ManagePeople);
    let line = |p: people::Person| {
        let unit = p.unit_id.and_then(|u| units.get(&u).cloned()).unwrap_or_default();
        let words: Vec<String> = [p.name, unit, p.phone].into_iter().filter(|w| !w.is_empty()).collect();
        Choice::new(if keeps { urls::person(p.id) } else { String::new() }, words.join(" · "))
    };
    Ok(query::list_people(read, text).await?.into_iter().map(line).collect())
}

async fn machines_of(read: &Read, text: &str) -> Result<Vec<Choice>> {
    let found = query::list_equipment(read, text).await?.into_iter();
    Ok(found.map(|e| Choice::new(urls::equipment(e.id), format!("{} · {}", e.tag, e.kind))).collect())
}
