use super::column::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        survey(m).await?;
        service_level(m).await?;
        case_level(m).await?;
        level_pause(m).await?;
        Ok(())
    }
}

async fn survey(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("survey");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("case_id"));
    table.col(text("step"));
    table.col(big_integer("visit"));
    table.col(text("token"));
    table.col(text("outcome"));
    table.col(timestamp_with_time_zone("asked_at"));
    table.col(timestamp_with_time_zone_null("closes_at"));
    table.col(big_integer_null("score"));
    table.col(text("comment"));
    table.col(timestamp_with_time_zone_null("answered_at"));
    table.col(boolean("late"));
    table.col(timestamp_with_time_zone_null("ended_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "survey", "institution_id", "institution");
    references(&mut table, "survey", "case_id", "cases");
    m.create_table(table).await?;
    unique(m, "survey_token", "survey", &["token"]).await?;
    unique(m, "survey_case", "survey", &["case_id", "step", "visit"]).await?;
    index(m, "survey_asked", "survey", &["institution_id", "asked_at", "id"]).await?;
    Ok(())
}

async fn service_level(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("service_level");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("procedure"));
    table.col(text("service"));
    table.col(uuid_null("unit_id"));
    table.col(text("level"));
    table.col(text("response"));
    table.col(text("solution"));
    table.col(text("counting"));
    table.col(boolean("cap"));
    table.col(text("source"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(timestamp_with_time_zone_null("withdrawn_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "service_level", "institution_id", "institution");
    references(&mut table, "service_level", "unit_id", "unit");
    m.create_table(table).await?;
    index(m, "service_level_list", "service_level", &["institution_id", "procedure", "id"]).await?;
    Ok(())
}

async fn case_level(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("case_level");
    table.col(uuid("case_id"));
    table.col(uuid("institution_id"));
    table.col(uuid_null("level_id"));
    table.col(text("counting"));
    table.col(timestamp_with_time_zone("received_at"));
    table.col(timestamp_with_time_zone("from_at"));
    table.col(big_integer_null("response_target"));
    table.col(big_integer("response_spent"));
    table.col(timestamp_with_time_zone_null("due_response_at"));
    table.col(timestamp_with_time_zone_null("responded_at"));
    table.col(big_integer_null("solution_target"));
    table.col(big_integer("solution_spent"));
    table.col(timestamp_with_time_zone_null("due_solution_at"));
    table.col(timestamp_with_time_zone_null("solved_at"));
    table.col(timestamp_with_time_zone_null("ended_at"));
    table.col(text("calendar"));
    table.primary_key(Index::create().col("case_id"));
    references(&mut table, "case_level", "case_id", "cases");
    references(&mut table, "case_level", "institution_id", "institution");
    references(&mut table, "case_level", "level_id", "service_level");
    m.create_table(table).await?;
    index(m, "case_level_open", "case_level", &["institution_id", "ended_at", "received_at", "case_id"]).await?;
    Ok(())
}

async fn level_pause(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("level_pause");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("case_id"));
    table.col(text("reason"));
    table.col(text("note"));
    table.col(timestamp_with_time_zone("from_at"));
    table.col(timestamp_with_time_zone_null("until_at"));
    table.col(text("by_name"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "level_pause", "institution_id", "institution");
    references(&mut table, "level_pause", "case_id", "cases");
    m.create_table(table).await?;
    index(m, "level_pause_case", "level_pause", &["case_id", "from_at", "id"]).await?;
    Ok(())
}
