use super::column::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        definition(m).await?;
        counter(m).await?;
        cases(m).await?;
        task(m).await?;
        event(m).await?;
        attachment(m).await?;
        Ok(())
    }
}

async fn definition(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("definition");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("code"));
    table.col(big_integer("edition"));
    table.col(text("title"));
    table.col(text("source"));
    table.col(text("sha256"));
    table.col(text("status"));
    table.col(timestamp_with_time_zone_null("in_force_at"));
    table.col(timestamp_with_time_zone("created_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "definition", "institution_id", "institution");
    m.create_table(table).await?;
    unique(m, "definition_edition", "definition", &["institution_id", "code", "edition"]).await?;
    Ok(())
}

async fn counter(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("counter");
    table.col(uuid("institution_id"));
    table.col(text("name"));
    table.col(big_integer("year"));
    table.col(big_integer("value"));
    table.primary_key(Index::create().col("institution_id").col("name").col("year"));
    m.create_table(table).await?;
    Ok(())
}

async fn cases(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("cases");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("definition_id"));
    table.col(text("number"));
    table.col(big_integer("rev"));
    table.col(text("status"));
    table.col(text("state"));
    table.col(text_null("step"));
    table.col(timestamp_with_time_zone_null("step_at"));
    table.col(uuid_null("owner_id"));
    table.col(uuid_null("requester_id"));
    table.col(text("requester_name"));
    table.col(text("requester_post"));
    table.col(text("contact"));
    table.col(uuid("unit_id"));
    table.col(text("subject"));
    table.col(text("detail"));
    table.col(text("channel"));
    table.col(text("tracking_sha256"));
    table.col(timestamp_with_time_zone("opened_at"));
    table.col(timestamp_with_time_zone_null("closed_at"));
    table.col(big_integer("events"));
    table.col(text("head"));
    table.col(text("search_key"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "cases", "institution_id", "institution");
    references(&mut table, "cases", "definition_id", "definition");
    references(&mut table, "cases", "owner_id", "person");
    references(&mut table, "cases", "requester_id", "person");
    references(&mut table, "cases", "unit_id", "unit");
    m.create_table(table).await?;
    unique(m, "cases_number", "cases", &["institution_id", "number"]).await?;
    unique(m, "cases_tracking", "cases", &["tracking_sha256"]).await?;
    index(m, "cases_status", "cases", &["institution_id", "status", "opened_at", "id"]).await?;
    index(m, "cases_requester", "cases", &["requester_id", "opened_at", "id"]).await?;
    index(m, "cases_opened", "cases", &["institution_id", "opened_at", "id"]).await?;
    Ok(())
}

async fn task(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("task");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("case_id"));
    table.col(text("step"));
    table.col(big_integer("visit"));
    table.col(text("status"));
    table.col(uuid_null("owner_id"));
    table.col(boolean("in_queue"));
    table.col(text("roles"));
    table.col(timestamp_with_time_zone("arrived_at"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(timestamp_with_time_zone_null("owned_at"));
    table.col(timestamp_with_time_zone_null("ended_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "task", "institution_id", "institution");
    references(&mut table, "task", "case_id", "cases");
    references(&mut table, "task", "owner_id", "person");
    m.create_table(table).await?;
    index(m, "task_queue", "task", &["institution_id", "status", "in_queue", "owner_id", "arrived_at", "id"]).await?;
    index(m, "task_owner", "task", &["owner_id", "status", "arrived_at"]).await?;
    index(m, "task_case", "task", &["case_id", "status"]).await?;
    Ok(())
}

async fn event(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("event");
    table.col(uuid("case_id"));
    table.col(big_integer("seq"));
    table.col(uuid("institution_id"));
    table.col(text("kind"));
    table.col(big_integer("v"));
    table.col(uuid_null("actor_id"));
    table.col(text("actor_name"));
    table.col(timestamp_with_time_zone("at"));
    table.col(text("body"));
    table.col(text("prev"));
    table.col(text("hash"));
    table.primary_key(Index::create().col("case_id").col("seq"));
    references(&mut table, "event", "case_id", "cases");
    references(&mut table, "event", "institution_id", "institution");
    references(&mut table, "event", "actor_id", "person");
    m.create_table(table).await?;
    Ok(())
}

async fn attachment(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("attachment");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("case_id"));
    table.col(text("kind"));
    table.col(text("step"));
    table.col(text("name"));
    table.col(text("mime"));
    table.col(big_integer("size"));
    table.col(text("sha256"));
    table.col(uuid_null("by_id"));
    table.col(text("by_name"));
    table.col(timestamp_with_time_zone("at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "attachment", "institution_id", "institution");
    references(&mut table, "attachment", "case_id", "cases");
    references(&mut table, "attachment", "by_id", "person");
    m.create_table(table).await?;
    index(m, "attachment_case", "attachment", &["case_id", "at", "id"]).await?;
    Ok(())
}
