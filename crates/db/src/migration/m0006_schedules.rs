use super::column::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        closed_day(m).await?;
        plan_row(m).await?;
        generator(m).await?;
        start(m).await?;
        notice(m).await?;
        Ok(())
    }
}

async fn closed_day(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("closed_day");
    table.col(uuid("institution_id"));
    table.col(date("day"));
    table.col(text("name"));
    table.col(text("source"));
    table.primary_key(Index::create().col("institution_id").col("day"));
    references(&mut table, "closed_day", "institution_id", "institution");
    m.create_table(table).await?;
    Ok(())
}

async fn plan_row(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("plan_row");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("plan"));
    table.col(date("day"));
    table.col(uuid("unit_id"));
    table.col(text("subject"));
    table.col(big_integer("notice_days"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(timestamp_with_time_zone_null("withdrawn_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "plan_row", "institution_id", "institution");
    references(&mut table, "plan_row", "unit_id", "unit");
    m.create_table(table).await?;
    index(m, "plan_row_day", "plan_row", &["institution_id", "day", "id"]).await?;
    Ok(())
}

async fn generator(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("generator");
    table.col(uuid("institution_id"));
    table.col(text("procedure"));
    table.col(text("flow"));
    table.col(timestamp_with_time_zone("mark"));
    table.col(text("policy"));
    table.col(uuid_null("unit_id"));
    table.col(timestamp_with_time_zone_null("paused_at"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("institution_id").col("procedure").col("flow"));
    references(&mut table, "generator", "institution_id", "institution");
    references(&mut table, "generator", "unit_id", "unit");
    m.create_table(table).await?;
    Ok(())
}

async fn start(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("start");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("procedure"));
    table.col(text("flow"));
    table.col(text("key"));
    table.col(text("why"));
    table.col(timestamp_with_time_zone("due_at"));
    table.col(timestamp_with_time_zone_null("limit_at"));
    table.col(uuid_null("unit_id"));
    table.col(text("subject"));
    table.col(text("status"));
    table.col(uuid_null("case_id"));
    table.col(text("reason"));
    table.col(text("by_name"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(timestamp_with_time_zone_null("opened_at"));
    table.col(timestamp_with_time_zone_null("settled_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "start", "institution_id", "institution");
    references(&mut table, "start", "unit_id", "unit");
    references(&mut table, "start", "case_id", "cases");
    m.create_table(table).await?;
    unique(m, "start_key", "start", &["institution_id", "key"]).await?;
    index(m, "start_due", "start", &["institution_id", "status", "due_at", "id"]).await?;
    index(m, "start_list", "start", &["institution_id", "due_at", "id"]).await?;
    Ok(())
}

async fn notice(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("notice");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("person_id"));
    table.col(uuid_null("case_id"));
    table.col(text("kind"));
    table.col(text("args"));
    table.col(text("key"));
    table.col(boolean("asks"));
    table.col(timestamp_with_time_zone("at"));
    table.col(timestamp_with_time_zone_null("read_at"));
    table.col(timestamp_with_time_zone_null("acknowledged_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "notice", "institution_id", "institution");
    references(&mut table, "notice", "person_id", "person");
    references(&mut table, "notice", "case_id", "cases");
    m.create_table(table).await?;
    unique(m, "notice_key", "notice", &["institution_id", "key"]).await?;
    index(m, "notice_list", "notice", &["person_id", "read_at", "at", "id"]).await?;
    index(m, "notice_case", "notice", &["case_id", "at", "id"]).await?;
    Ok(())
}
