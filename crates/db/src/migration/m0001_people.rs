use super::column::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        institution(m).await?;
        unit(m).await?;
        person(m).await?;
        role(m).await?;
        holding(m).await?;
        substitute(m).await?;
        session(m).await?;
        throttle(m).await?;
        link(m).await?;
        catalogue(m).await?;
        audit(m).await?;
        Ok(())
    }
}

async fn institution(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("institution");
    table.col(uuid("id"));
    table.col(text("slug"));
    table.col(text("name"));
    table.col(text("issuing_unit"));
    table.col(text("country"));
    table.col(text("zone"));
    table.col(text("locale"));
    table.col(text("hours"));
    table.col(text("address"));
    table.col(text("phone"));
    table.col(text_null("logo_sha256"));
    table.col(boolean("demo"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    m.create_table(table).await?;
    unique(m, "institution_slug", "institution", &["slug"]).await?;
    Ok(())
}

async fn unit(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("unit");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid_null("parent_id"));
    table.col(text("code"));
    table.col(text("name"));
    table.col(text("name_key"));
    table.col(big_integer("position"));
    table.col(timestamp_with_time_zone_null("closed_at"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "unit", "institution_id", "institution");
    references(&mut table, "unit", "parent_id", "unit");
    m.create_table(table).await?;
    unique(m, "unit_code", "unit", &["institution_id", "code"]).await?;
    Ok(())
}

async fn person(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("person");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("user_name"));
    table.col(text_null("email"));
    table.col(text("name"));
    table.col(text("name_key"));
    table.col(text("post"));
    table.col(text("phone"));
    table.col(uuid_null("unit_id"));
    table.col(text_null("password_hash"));
    table.col(timestamp_with_time_zone_null("password_at"));
    table.col(text("locale"));
    table.col(timestamp_with_time_zone_null("deactivated_at"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "person", "institution_id", "institution");
    references(&mut table, "person", "unit_id", "unit");
    m.create_table(table).await?;
    unique(m, "person_user_name", "person", &["user_name"]).await?;
    unique(m, "person_email", "person", &["email"]).await?;
    index(m, "person_list", "person", &["institution_id", "name_key", "id"]).await?;
    Ok(())
}

async fn role(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("role");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("code"));
    table.col(text("name"));
    table.col(text("permits"));
    table.col(big_integer("position"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "role", "institution_id", "institution");
    m.create_table(table).await?;
    unique(m, "role_code", "role", &["institution_id", "code"]).await?;
    Ok(())
}

async fn holding(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("holding");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("person_id"));
    table.col(uuid("role_id"));
    table.col(uuid_null("unit_id"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "holding", "institution_id", "institution");
    references(&mut table, "holding", "person_id", "person");
    references(&mut table, "holding", "role_id", "role");
    references(&mut table, "holding", "unit_id", "unit");
    m.create_table(table).await?;
    unique(m, "holding_once", "holding", &["person_id", "role_id", "unit_id"]).await?;
    index(m, "holding_role", "holding", &["role_id"]).await?;
    Ok(())
}

async fn substitute(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("substitute");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("person_id"));
    table.col(uuid("substitute_id"));
    table.col(date("from_on"));
    table.col(date("until_on"));
    table.col(timestamp_with_time_zone("created_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "substitute", "institution_id", "institution");
    references(&mut table, "substitute", "person_id", "person");
    references(&mut table, "substitute", "substitute_id", "person");
    m.create_table(table).await?;
    index(m, "substitute_by", "substitute", &["substitute_id", "until_on"]).await?;
    Ok(())
}

async fn session(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("session");
    table.col(uuid("id"));
    table.col(text("token_sha256"));
    table.col(uuid("institution_id"));
    table.col(uuid("person_id"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(timestamp_with_time_zone("seen_at"));
    table.col(timestamp_with_time_zone("expires_at"));
    table.col(text("agent"));
    table.col(text("address"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "session", "institution_id", "institution");
    references(&mut table, "session", "person_id", "person");
    m.create_table(table).await?;
    unique(m, "session_token", "session", &["token_sha256"]).await?;
    index(m, "session_person", "session", &["person_id"]).await?;
    Ok(())
}

async fn throttle(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("throttle");
    table.col(text("key"));
    table.col(big_integer("failures"));
    table.col(timestamp_with_time_zone("first_at"));
    table.col(timestamp_with_time_zone_null("blocked_until"));
    table.primary_key(Index::create().col("key"));
    m.create_table(table).await?;
    Ok(())
}

async fn link(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("link");
    table.col(text("token_sha256"));
    table.col(text("kind"));
    table.col(uuid_null("institution_id"));
    table.col(uuid_null("person_id"));
    table.col(timestamp_with_time_zone("expires_at"));
    table.col(timestamp_with_time_zone_null("used_at"));
    table.primary_key(Index::create().col("token_sha256"));
    references(&mut table, "link", "institution_id", "institution");
    references(&mut table, "link", "person_id", "person");
    m.create_table(table).await?;
    Ok(())
}

async fn catalogue(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("catalogue");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("name"));
    table.col(text("label"));
    table.col(big_integer("position"));
    table.col(timestamp_with_time_zone_null("closed_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "catalogue", "institution_id", "institution");
    m.create_table(table).await?;
    unique(m, "catalogue_label", "catalogue", &["institution_id", "name", "label"]).await?;
    Ok(())
}

async fn audit(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("audit");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("kind"));
    table.col(uuid_null("subject"));
    table.col(text("label"));
    table.col(uuid_null("actor_id"));
    table.col(text("actor_name"));
    table.col(timestamp_with_time_zone("at"));
    table.col(text("body"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "audit", "institution_id", "institution");
    references(&mut table, "audit", "actor_id", "person");
    m.create_table(table).await?;
    index(m, "audit_list", "audit", &["institution_id", "at", "id"]).await?;
    Ok(())
}
