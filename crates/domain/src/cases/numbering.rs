//! Numbers and places as the manual writes them: `TIM-{año}-{n:05}`, `folder {año}-{mes}`.

use db::{Source, Tx, entity::counter};
use kernel::{Result, time::Date};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

use kernel::time::date_parts;

/// Fills a pattern. `{n}` takes the number, `{n:05}` pads it with zeros to five digits.
pub(crate) fn fill(pattern: &str, on: Date, n: i64) -> String {
    let (year, month) = date_parts(on);
    let mut out = pattern
        .replace("{año}", &year.to_string())
        .replace("{mes}", &format!("{month:02}"))
        .replace("{n}", &n.to_string());
    while let Some((before, rest)) = out.split_once("{n:") {
        let Some((width, after)) = rest.split_once('}') else { break };
        let width: usize = width.trim_start_matches('0').parse().unwrap_or(1);
        out = format!("{before}{n:0width$}{after}");
    }
    out
}

/// The next number of that name in that year. Numbers of a transaction that is taken back are given again: none is
/// ever missing.
pub(crate) async fn next(tx: &mut Tx, name: &str, year: i32) -> Result<i64> {
    let institution = tx.institution();
    // The first number of a year is an insert: two at once would collide.
    tx.lock_queue(&format!("counter:{institution}:{name}")).await?;
    let here = counter::Entity::update_many()
        .col_expr(counter::Column::Value, Expr::col(counter::Column::Value).add(1))
        .filter(counter::Column::InstitutionId.eq(institution))
        .filter(counter::Column::Name.eq(name))
        .filter(counter::Column::Year.eq(i64::from(year)));
    if tx.update(here).await? == 0 {
        let row = counter::ActiveModel {
            institution_id: Set(institution),
            name: Set(name.to_owned()),
            year: Set(i64::from(year)),
            value: Set(1),
        };
        return Ok(tx.insert(row).await?.value);
    }
    let row = tx.one(counter::Entity::find_by_id((institution, name.to_owned(), i64::from(year)))).await?;
    Ok(row.map_or(1, |c| c.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_manual_writes_them() {
        let on = kernel::time::date("2026-03-02").unwrap();
        assert_eq!(fill("TIM-{año}-{n:05}", on, 42), "TIM-2026-00042");
        assert_eq!(fill("folder {año}-{mes}", on, 1), "folder 2026-03");
        assert_eq!(fill("{n}/{año}", on, 7), "7/2026");
        assert_eq!(fill("TIM-{n:02}", on, 123), "TIM-123");
    }
}
