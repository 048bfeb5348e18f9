use super::column::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        job(m).await?;
        schedule(m).await?;
        Ok(())
    }
}

async fn job(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("job");
    table.col(uuid("id"));
    table.col(uuid_null("institution_id"));
    table.col(text("kind"));
    table.col(text("payload"));
    table.col(text_null("key"));
    table.col(uuid_null("case_id"));
    table.col(timestamp_with_time_zone("due_at"));
    table.col(text("status"));
    table.col(big_integer("attempts"));
    table.col(text_null("leased_by"));
    table.col(timestamp_with_time_zone_null("leased_until"));
    table.col(text("error"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(timestamp_with_time_zone_null("ended_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "job", "institution_id", "institution");
    references(&mut table, "job", "case_id", "cases");
    m.create_table(table).await?;
    unique(m, "job_key", "job", &["key"]).await?;
    index(m, "job_due", "job", &["status", "due_at", "id"]).await?;
    index(m, "job_list", "job", &["institution_id", "status", "due_at", "id"]).await?;
    Ok(())
}

async fn schedule(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("schedule");
    table.col(text("name"));
    table.col(timestamp_with_time_zone("mark"));
    table.primary_key(Index::create().col("name"));
    m.create_table(table).await?;
    Ok(())
}
