use super::column::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        mail_account(m).await?;
        letter(m).await?;
        received_at(m).await?;
        wants_mail(m).await?;
        Ok(())
    }
}

async fn mail_account(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("mail_account");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("kind"));
    table.col(text("name"));
    table.col(text("address"));
    table.col(text("host"));
    table.col(big_integer("port"));
    table.col(text("tls"));
    table.col(text("user_name"));
    table.col(text("secret"));
    table.col(text("oauth"));
    table.col(boolean("subaddress"));
    table.col(text("folder"));
    table.col(text("procedure"));
    table.col(text("flow"));
    table.col(uuid_null("unit_id"));
    table.col(text("defaults"));
    table.col(text("escape"));
    table.col(text("state"));
    table.col(text_null("identity"));
    table.col(text("seen_identity"));
    table.col(big_integer("last_uid"));
    table.col(timestamp_with_time_zone_null("leased_until"));
    table.col(timestamp_with_time_zone_null("last_success_at"));
    table.col(text("last_error"));
    table.col(timestamp_with_time_zone_null("alarmed_at"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "mail_account", "institution_id", "institution");
    references(&mut table, "mail_account", "unit_id", "unit");
    m.create_table(table).await?;
    index(m, "mail_account_list", "mail_account", &["institution_id", "kind", "id"]).await?;
    Ok(())
}

async fn letter(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("letter");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid_null("account_id"));
    table.col(text("direction"));
    table.col(text("message_id"));
    table.col(text("thread"));
    table.col(text("key"));
    table.col(uuid_null("case_id"));
    table.col(uuid_null("person_id"));
    table.col(text("kind"));
    table.col(text("from_name"));
    table.col(text("from_email"));
    table.col(text("to_name"));
    table.col(text("to_email"));
    table.col(text("subject"));
    table.col(text("body"));
    table.col(text("locale"));
    table.col(text("answers"));
    table.col(text("raw_sha256"));
    table.col(text("status"));
    table.col(text("reason"));
    table.col(text("words"));
    table.col(big_integer("tries"));
    table.col(timestamp_with_time_zone_null("next_try_at"));
    table.col(timestamp_with_time_zone("at"));
    table.col(timestamp_with_time_zone("received_at"));
    table.col(timestamp_with_time_zone_null("ended_at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "letter", "institution_id", "institution");
    references(&mut table, "letter", "account_id", "mail_account");
    references(&mut table, "letter", "case_id", "cases");
    references(&mut table, "letter", "person_id", "person");
    m.create_table(table).await?;
    unique(m, "letter_message_id", "letter", &["institution_id", "direction", "message_id"]).await?;
    unique(m, "letter_key", "letter", &["institution_id", "direction", "key"]).await?;
    index(m, "letter_thread", "letter", &["institution_id", "thread"]).await?;
    index(m, "letter_case", "letter", &["case_id", "at", "id"]).await?;
    index(m, "letter_sender", "letter", &["institution_id", "direction", "from_email", "at"]).await?;
    index(m, "letter_list", "letter", &["institution_id", "direction", "status", "at", "id"]).await?;
    Ok(())
}

/// Old cases were received when they were opened.
async fn received_at(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut column = timestamp_with_time_zone("received_at");
    column.default("1970-01-01T00:00:00+00:00");
    m.alter_table(Table::alter().table("cases").add_column(column).to_owned()).await?;
    let fill = Query::update().table("cases").value("received_at", Expr::col("opened_at")).to_owned();
    m.execute(fill).await
}

async fn wants_mail(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut column = boolean("wants_mail");
    column.default(true);
    m.alter_table(Table::alter().table("person").add_column(column).to_owned()).await
}
