//! Finding rows by words: FTS5 on SQLite, an index of text-search vectors on PostgreSQL, one function for both.

use crate::{
    conflict::failed,
    id::{PersonId, UnitId},
    tx::Source,
};
use kernel::{Result, time::Instant, words::Term};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement, Value, prelude::Uuid};

/// What is asked of the index.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// All of them must fit; none asks for everything of these kinds.
    pub terms: Vec<Term>,
    /// Which kinds of things; empty finds nothing.
    pub kinds: Vec<&'static str>,
    /// Only what is theirs or of one of these units, and only by the words that they may read; `None` for all.
    pub own: Option<(PersonId, Vec<UnitId>)>,
    /// One of these; empty for any.
    pub states: Vec<String>,
    /// The procedure; empty for any.
    pub topic: String,
    pub unit: Option<UnitId>,
    /// From this instant on.
    pub from: Option<Instant>,
    /// Before this instant.
    pub until: Option<Instant>,
    /// Older than this place.
    pub before: Option<i64>,
    pub limit: u64,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its place: the next page begins before it.
    pub n: i64,
    pub kind: String,
    pub row_id: Uuid,
}

/// The rows of this institution that fit, newest first. What people type arrives here as letters and digits only
/// ([`kernel::words`]), so it cannot mean anything to the engines.
pub async fn find(src: &impl Source, asked: &Asked) -> Result<Vec<Hit>> {
    let backend = src.conn().get_database_backend();
    let mut sql = Sql { text: String::new(), values: Vec::new() };
    let lite = backend != DbBackend::Postgres;
    sql.text.push_str(match (lite, asked.terms.is_empty()) {
        (true, false) => {
            "SELECT s.n, s.kind, s.row_id FROM search_fts f JOIN search s ON s.n = f.rowid WHERE search_fts MATCH "
        }
        (true, true) | (false, _) => "SELECT s.n, s.kind, s.row_id FROM search s WHERE ",
    });
    if !asked.terms.is_empty() {
        if lite {
            let words = fts5(&asked.terms);
            let words = if asked.own.is_some() { format!("{{words}} : ({words})") } else { words };
            sql.value(words);
        } else {
            let column = if asked.own.is_some() { "s.words" } else { "btrim(s.words || ' ' || s.inside)" };
            sql.text.push_str(&format!("array_to_tsvector(string_to_array({column}, ' ')) @@ CAST("));
            sql.value(tsquery(&asked.terms));
            sql.text.push_str(" AS tsquery)");
        }
        sql.text.push_str(" AND ");
    }
    let place = if lite && !asked.terms.is_empty() { "f.rowid" } else { "s.n" };
    sql.text.push_str("s.institution_id = ");
    sql.value(src.institution());
    filters(&mut sql, asked, place);
    sql.text.push_str(&format!(" ORDER BY {place} DESC LIMIT {}", asked.limit));
    let statement = Statement::from_sql_and_values(backend, sql.text, sql.values);
    let rows = src.conn().query_all_raw(statement).await.map_err(failed)?;
    let hit = |row: sea_orm::QueryResult| {
        Ok(Hit {
            n: row.try_get("", "n").map_err(failed)?,
            kind: row.try_get("", "kind").map_err(failed)?,
            row_id: row.try_get("", "row_id").map_err(failed)?,
        })
    };
    rows.into_iter().map(hit).collect()
}

fn filters(sql: &mut Sql, asked: &Asked, place: &str) {
    sql.any("s.kind", asked.kinds.iter().map(|kind| (*kind).into()));
    if !asked.states.is_empty() {
        sql.any("s.state", asked.states.iter().map(|state| state.as_str().into()));
    }
    if let Some((person, units)) = &asked.own {
        sql.text.push_str(" AND (s.person_id = ");
        sql.value(*person);
        for unit in units {
            sql.text.push_str(" OR s.unit_id = ");
            sql.value(*unit);
        }
        sql.text.push(')');
    }
    if !asked.topic.is_empty() {
        sql.and("s.topic = ", asked.topic.as_str());
    }
    if let Some(unit) = asked.unit {
        sql.and("s.unit_id = ", unit);
    }
    if let Some(from) = asked.from {
        sql.and("s.at >= ", from);
    }
    if let Some(until) = asked.until {
        sql.and("s.at < ", until);
    }
    if let Some(before) = asked.before {
        sql.and(&format!("{place} < "), before);
    }
}

/// A statement that grows together with its values.
struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    fn value(&mut self, value: impl Into<Value>) {
        self.values.push(value.into());
        self.text.push_str(&format!("${}", self.values.len()));
    }

    fn and(&mut self, words: &str, value: impl Into<Value>) {
        self.text.push_str(" AND ");
        self.text.push_str(words);
        self.value(value);
    }

    /// One of these values; without any, nothing fits.
    fn any(&mut self, column: &str, values: impl Iterator<Item = Value>) {
        self.text.push_str(" AND (1 = 0");
        for value in values {
            self.text.push_str(&format!(" OR {column} = "));
            self.value(value);
        }
        self.text.push(')');
    }
}

/// `("impresor" OR "impresora" *) AND ("42" OR "42" *)`
fn fts5(terms: &[Term]) -> String {
    let one = |t: &Term| {
        let begins = if t.whole { "" } else { " *" };
        format!("(\"{}\" OR \"{}\"{begins})", t.stem, t.typed)
    };
    terms.iter().map(one).collect::<Vec<_>>().join(" AND ")
}

/// `('impresor' | 'impresora':*) & ('42' | '42':*)`
fn tsquery(terms: &[Term]) -> String {
    let one = |t: &Term| {
        let begins = if t.whole { "" } else { ":*" };
        format!("('{}' | '{}'{begins})", t.stem, t.typed)
    };
    terms.iter().map(one).collect::<Vec<_>>().join(" & ")
}
