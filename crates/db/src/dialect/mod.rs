//! What truly differs between SQLite and PostgreSQL. Nowhere else is the backend asked for.

pub mod search;

use crate::{conflict::failed, id::JobId};
use kernel::{Error, Result, time::Instant};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, SqliteTransactionMode, Statement,
    TransactionOptions,
};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use std::time::Duration;

/// Opens the pools for writing and reading.
///
/// SQLite: one writer (further ones queue in the pool instead of fighting for the lock) and four readers, WAL,
/// `synchronous=FULL` because an acknowledged case must survive a power cut. PostgreSQL: one pool serves both.
pub(crate) async fn connect(url: &str) -> Result<(DatabaseConnection, DatabaseConnection)> {
    if url.starts_with("sqlite:") {
        let write = open(sqlite(url, 1)).await?;
        let read = open(sqlite(url, 4)).await?;
        return Ok((write, read));
    }
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let both = open(postgres(url)).await?;
        return Ok((both.clone(), both));
    }
    Err(Error::invalid("database-url-unknown"))
}

async fn open(options: ConnectOptions) -> Result<DatabaseConnection> {
    Database::connect(options).await.map_err(failed)
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|o| {
            o.create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
        });
    options
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(16).acquire_timeout(Duration::from_secs(10)).sqlx_logging(false);
    if let Some((_, schema)) = url.split_once("#schema=") {
        options.set_schema_search_path(schema);
    }
    options
}

/// Every write takes SQLite's lock at once, so that it never fails half-way; PostgreSQL ignores the mode.
pub(crate) fn write_options() -> TransactionOptions {
    TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() }
}

/// Leases one due job: pending, due, and not leased by a worker that still lives. One statement on both databases; the
/// row lock lets PostgreSQL workers pass each other by.
pub(crate) async fn claim_job(
    conn: &impl ConnectionTrait,
    worker: &str,
    now: Instant,
    until: Instant,
) -> Result<Option<JobId>> {
    let backend = conn.get_database_backend();
    let lock = match backend {
        DbBackend::Postgres => "FOR UPDATE SKIP LOCKED",
        _ => "",
    };
    let sql = format!(
        "UPDATE job SET leased_by = $1, leased_until = $2, attempts = attempts + 1 WHERE id = (\
         SELECT id FROM job WHERE status = 'pending' AND due_at <= $3 AND (leased_until IS NULL OR leased_until < $4) \
         ORDER BY due_at, id LIMIT 1 {lock}) RETURNING id"
    );
    let values = [worker.into(), until.into(), now.into(), now.into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await.map_err(failed)?;
    row.map(|r| r.try_get::<JobId>("", "id").map_err(failed)).transpose()
}

/// Makes writers of one institution's queue take turns. SQLite has one writer anyway; on PostgreSQL an advisory lock
/// holds until the transaction ends, so that the oldest case is the oldest for everybody («por orden de llegada»).
pub(crate) async fn lock_queue(conn: &impl ConnectionTrait, name: &str) -> Result<()> {
    if conn.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        conn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [name.into()]))
            .await
            .map_err(failed)?;
    }
    Ok(())
}

/// Puts up and takes down a schema of its own for one test on PostgreSQL.
pub(crate) async fn test_schema(url: &str, name: &str, create: bool) -> Result<()> {
    let conn = open(postgres(url)).await?;
    let sql = if create { format!("CREATE SCHEMA {name}") } else { format!("DROP SCHEMA IF EXISTS {name} CASCADE") };
    conn.execute_unprepared(&sql).await.map_err(failed)?;
    conn.close().await.map_err(failed)
}

/// The columns of every table, sorted, in words that are the same on both databases.
pub(crate) async fn describe(conn: &impl ConnectionTrait) -> Result<Vec<String>> {
    let sql = match conn.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name || '.' || column_name || CASE WHEN is_nullable = 'YES' THEN ' null' ELSE '' END AS line \
             FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'seaql_migrations'"
        }
        _ => {
            "SELECT m.name || '.' || c.name || CASE WHEN c.\"notnull\" = 0 THEN ' null' ELSE '' END AS line \
             FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name <> 'seaql_migrations' AND m.name NOT LIKE 'sqlite_%' \
             AND m.name NOT LIKE 'search_fts%'"
        }
    };
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.map_err(failed)?;
    let mut lines = rows.iter().map(|r| r.try_get::<String>("", "line").map_err(failed)).collect::<Result<Vec<_>>>()?;
    lines.sort();
    Ok(lines)
}
