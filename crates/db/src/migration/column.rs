//! Column types that mean the same on both databases: text, i64, bool, uuid, date, UTC instant. Nothing else.

use sea_orm_migration::prelude::*;

pub(super) fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

/// `type` makes a column that must be filled, `type => name` also one that may be empty.
macro_rules! columns {
    ($($name:ident $(=> $null:ident)?),* $(,)?) => {$(
        pub(super) fn $name(name: &'static str) -> ColumnDef {
            ColumnDef::new(name).$name().not_null().to_owned()
        }

        $(pub(super) fn $null(name: &'static str) -> ColumnDef {
            ColumnDef::new(name).$name().null().to_owned()
        })?
    )*};
}

columns!(
    text => text_null,
    big_integer => big_integer_null,
    boolean,
    uuid => uuid_null,
    date => date_null,
    timestamp_with_time_zone => timestamp_with_time_zone_null,
);

/// A foreign key to the single-column key of another table. Rows that are referred to cannot be deleted.
pub(super) fn references(table: &mut TableCreateStatement, from: &'static str, column: &'static str, to: &'static str) {
    let mut key = ForeignKey::create();
    key.name(format!("{from}_{column}_fkey")).from(from, column).to(to, "id");
    table.foreign_key(&mut key);
}

pub(super) async fn index(
    m: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    create(m, Index::create().name(name).table(table).to_owned(), columns).await
}

pub(super) async fn unique(
    m: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    create(m, Index::create().name(name).table(table).unique().to_owned(), columns).await
}

async fn create(
    m: &SchemaManager<'_>,
    mut statement: IndexCreateStatement,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    for column in columns {
        statement.col(*column);
    }
    m.create_index(statement).await
}
