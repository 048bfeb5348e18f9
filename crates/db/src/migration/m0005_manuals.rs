use super::column::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        manual(m).await?;
        part(m).await?;
        reading(m).await?;
        law(m).await?;
        law_link(m).await?;
        law_change(m).await?;
        law_dismissal(m).await?;
        let mut of_manual = uuid_null("manual_id");
        m.alter_table(Table::alter().table("definition").add_column(&mut of_manual).to_owned()).await
    }
}

async fn manual(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("manual");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("code"));
    table.col(big_integer("edition"));
    table.col(text("title"));
    table.col(text("status"));
    table.col(text("source"));
    table.col(text("file_name"));
    table.col(text_null("file_sha256"));
    table.col(text("file_text"));
    table.col(text_null("sha256"));
    table.col(uuid_null("parent_id"));
    table.col(uuid_null("errata_of"));
    table.col(text("notes"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(text("created_by"));
    table.col(timestamp_with_time_zone_null("reviewed_at"));
    table.col(timestamp_with_time_zone_null("approved_at"));
    table.col(timestamp_with_time_zone_null("in_force_at"));
    table.col(timestamp_with_time_zone_null("ended_at"));
    table.col(date_null("valid_from"));
    table.col(date_null("term_until"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "manual", "institution_id", "institution");
    m.create_table(table).await?;
    unique(m, "manual_edition", "manual", &["institution_id", "code", "edition"]).await?;
    index(m, "manual_status", "manual", &["institution_id", "status"]).await
}

async fn part(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("manual_part");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("manual_id"));
    table.col(text("code"));
    table.col(big_integer("position"));
    table.col(text("source"));
    table.col(text_null("before"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "manual_part", "institution_id", "institution");
    references(&mut table, "manual_part", "manual_id", "manual");
    m.create_table(table).await?;
    unique(m, "manual_part_code", "manual_part", &["manual_id", "code"]).await
}

async fn reading(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("reading");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("manual_id"));
    table.col(uuid("person_id"));
    table.col(timestamp_with_time_zone("asked_at"));
    table.col(date_null("due_on"));
    table.col(timestamp_with_time_zone_null("reminded_at"));
    table.col(timestamp_with_time_zone_null("read_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "reading", "institution_id", "institution");
    references(&mut table, "reading", "manual_id", "manual");
    references(&mut table, "reading", "person_id", "person");
    m.create_table(table).await?;
    unique(m, "reading_person", "reading", &["manual_id", "person_id"]).await?;
    index(m, "reading_open", "reading", &["person_id", "read_at"]).await
}

async fn law(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("law");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("name"));
    table.col(text("name_key"));
    table.col(text("level"));
    table.col(date_null("since_on"));
    table.col(date_null("repealed_on"));
    table.col(text("notes"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "law", "institution_id", "institution");
    m.create_table(table).await?;
    unique(m, "law_name", "law", &["institution_id", "name_key"]).await
}

async fn law_link(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("law_link");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("law_id"));
    table.col(text("procedure"));
    table.col(text("articles"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "law_link", "institution_id", "institution");
    references(&mut table, "law_link", "law_id", "law");
    m.create_table(table).await?;
    unique(m, "law_link_procedure", "law_link", &["law_id", "procedure"]).await
}

async fn law_change(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("law_change");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("law_id"));
    table.col(date("changed_on"));
    table.col(text("what"));
    table.col(text("source"));
    table.col(text("by_name"));
    table.col(timestamp_with_time_zone("at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "law_change", "institution_id", "institution");
    references(&mut table, "law_change", "law_id", "law");
    m.create_table(table).await?;
    index(m, "law_change_law", "law_change", &["law_id", "changed_on"]).await
}

async fn law_dismissal(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("law_dismissal");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("change_id"));
    table.col(text("procedure"));
    table.col(text("reason"));
    table.col(text("by_name"));
    table.col(timestamp_with_time_zone("at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "law_dismissal", "institution_id", "institution");
    references(&mut table, "law_dismissal", "change_id", "law_change");
    m.create_table(table).await?;
    unique(m, "law_dismissal_once", "law_dismissal", &["change_id", "procedure"]).await
}
