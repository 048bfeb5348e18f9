use super::column::*;
use sea_orm_migration::{
    prelude::*,
    sea_orm::{DbBackend, prelude::Uuid},
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        search(m).await?;
        engine(m).await?;
        fill(m).await
    }
}

async fn search(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("search");
    table.col(ColumnDef::new("n").big_integer().not_null().auto_increment().primary_key());
    table.col(uuid("institution_id"));
    table.col(text("kind"));
    table.col(uuid("row_id"));
    table.col(uuid_null("unit_id"));
    table.col(uuid_null("person_id"));
    table.col(text("state"));
    table.col(text("topic"));
    table.col(timestamp_with_time_zone("at"));
    table.col(text("words"));
    table.col(text("inside"));
    references(&mut table, "search", "institution_id", "institution");
    m.create_table(table).await?;
    unique(m, "search_row", "search", &["kind", "row_id"]).await?;
    index(m, "search_person", "search", &["person_id", "n"]).await?;
    index(m, "search_unit", "search", &["unit_id", "n"]).await
}

/// What makes words fast: an index over the table's own text on PostgreSQL; on SQLite a full-text table without text of
/// its own, which triggers keep in step.
async fn engine(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let conn = m.get_connection();
    if conn.get_database_backend() == DbBackend::Postgres {
        let sql = "CREATE INDEX search_words ON search USING gin \
                   (array_to_tsvector(string_to_array(btrim(words || ' ' || inside), ' ')))";
        return conn.execute_unprepared(sql).await.map(drop);
    }
    for sql in [
        "CREATE VIRTUAL TABLE search_fts USING fts5(words, inside, content='search', content_rowid='n', detail=column, \
         prefix='2 3', tokenize='unicode61 remove_diacritics 0')",
        "CREATE TRIGGER search_after_insert AFTER INSERT ON search BEGIN \
         INSERT INTO search_fts(rowid, words, inside) VALUES (new.n, new.words, new.inside); END",
        "CREATE TRIGGER search_after_delete AFTER DELETE ON search BEGIN \
         INSERT INTO search_fts(search_fts, rowid, words, inside) VALUES ('delete', old.n, old.words, old.inside); END",
        "CREATE TRIGGER search_after_update AFTER UPDATE OF words, inside ON search \
         WHEN old.words <> new.words OR old.inside <> new.inside BEGIN \
         INSERT INTO search_fts(search_fts, rowid, words, inside) VALUES ('delete', old.n, old.words, old.inside); \
         INSERT INTO search_fts(rowid, words, inside) VALUES (new.n, new.words, new.inside); END",
    ] {
        conn.execute_unprepared(sql).await?;
    }
    Ok(())
}

/// An installation that has people already gives its first worker the work to make everything findable.
async fn fill(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    if m.get_connection().query_one_raw(any_person(m)).await?.is_none() {
        return Ok(());
    }
    let then = chrono::DateTime::from_timestamp(1_767_225_600, 0).unwrap_or_default();
    let mut job = Query::insert();
    job.into_table("job").columns([
        "id",
        "kind",
        "payload",
        "key",
        "due_at",
        "status",
        "attempts",
        "error",
        "created_at",
    ]);
    job.values_panic([
        Uuid::from_u128(0x0008_5ea7_c400_0000_0000_0000_0000_0001).into(),
        "index_search".into(),
        r#"{"kind":"index_search","after":null}"#.into(),
        "index_search".into(),
        then.into(),
        "pending".into(),
        0i64.into(),
        "".into(),
        then.into(),
    ]);
    m.execute(job).await
}

fn any_person(m: &SchemaManager<'_>) -> sea_orm_migration::sea_orm::Statement {
    let backend = m.get_connection().get_database_backend();
    sea_orm_migration::sea_orm::Statement::from_string(backend, "SELECT id FROM person LIMIT 1")
}
