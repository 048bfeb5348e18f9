//! Finding a case by number, person, unit or words.

use super::words::state_of;
use crate::{
    ctx::Ctx,
    error::Answer,
    urls,
    view::{Choice, Found, Search},
};
use axum::{
    extract::Query,
    response::{IntoResponse as _, Redirect},
};
use domain::{
    cases, people,
    registers::{self, query::EquipmentFilter},
};
use kernel::{page::Page, permit::Permit};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Words {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

/// The cases that fit; a single one with exactly that number is opened at once.
pub(crate) async fn show(ctx: Ctx, Query(words): Query<Words>) -> Answer {
    let query = words.q.trim().to_owned();
    let read = ctx.read();
    let page = if query.is_empty() {
        Page { rows: Vec::new(), next: None }
    } else {
        cases::query::search(&read, &query, words.after.as_deref()).await?
    };
    if let [only] = page.rows.as_slice()
        && only.number.eq_ignore_ascii_case(&query)
    {
        return Ok(Redirect::to(&urls::case(only.id)).into_response());
    }
    let units = people::query::unit_names(&read).await?;
    let filter = EquipmentFilter { text: query.clone(), ..EquipmentFilter::default() };
    let equipment = if query.is_empty() || !ctx.may(Permit::SeeCases) {
        Vec::new()
    } else {
        registers::query::list_equipment(&read, &filter, None).await?.rows
    };
    let equipment = equipment.into_iter().take(10);
    let equipment = equipment.map(|e| Choice::new(urls::equipment(e.id), format!("{} · {}", e.tag, e.kind)));
    let mut rows = Vec::with_capacity(page.rows.len());
    for case in page.rows {
        let (mood, state) = state_of(&read, &case).await?;
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
    let next = urls::after(&format!("/search?q={}", urls::encode(&query)), page.next.as_deref());
    ctx.page(&Search { query, equipment: equipment.collect(), rows, next }).await
}
