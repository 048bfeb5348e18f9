use super::column::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        equipment(m).await?;
        custody(m).await?;
        contract(m).await?;
        access(m).await?;
        mailbox(m).await?;
        mailbox_line(m).await?;
        backup(m).await?;
        logbook_line(m).await?;
        checklist(m).await?;
        Ok(())
    }
}

/// Which case and whose hand wrote a line, and when.
fn written(table: &mut TableCreateStatement, name: &'static str) {
    table.col(uuid_null("case_id"));
    table.col(uuid_null("by_id"));
    table.col(text("by_name"));
    table.col(timestamp_with_time_zone("at"));
    references(table, name, "case_id", "cases");
    references(table, name, "by_id", "person");
}

async fn equipment(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("equipment");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("tag"));
    table.col(text("tag_key"));
    table.col(text("kind"));
    table.col(text("brand"));
    table.col(text("model"));
    table.col(text("serial"));
    table.col(uuid_null("unit_id"));
    table.col(uuid_null("custodian_id"));
    table.col(text("custodian"));
    table.col(text("location"));
    table.col(text("status"));
    table.col(text("notes"));
    table.col(text("retired_reason"));
    table.col(text("search_key"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "equipment", "institution_id", "institution");
    references(&mut table, "equipment", "unit_id", "unit");
    references(&mut table, "equipment", "custodian_id", "person");
    m.create_table(table).await?;
    unique(m, "equipment_tag", "equipment", &["institution_id", "tag_key"]).await?;
    Ok(())
}

async fn custody(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("custody");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("equipment_id"));
    table.col(text("action"));
    table.col(uuid_null("unit_id"));
    table.col(text("person"));
    table.col(text("note"));
    written(&mut table, "custody");
    table.primary_key(Index::create().col("id"));
    references(&mut table, "custody", "institution_id", "institution");
    references(&mut table, "custody", "equipment_id", "equipment");
    references(&mut table, "custody", "unit_id", "unit");
    m.create_table(table).await?;
    index(m, "custody_equipment", "custody", &["equipment_id", "at", "id"]).await?;
    index(m, "custody_case", "custody", &["case_id"]).await?;
    Ok(())
}

async fn contract(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("contract");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("name"));
    table.col(text("name_key"));
    table.col(text("supplier"));
    table.col(text("service"));
    table.col(uuid_null("administrator_id"));
    table.col(text("administrator"));
    table.col(date("start_on"));
    table.col(date("end_on"));
    table.col(uuid_null("renewed_by_id"));
    table.col(uuid_null("case_id"));
    table.col(text("search_key"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "contract", "institution_id", "institution");
    references(&mut table, "contract", "administrator_id", "person");
    references(&mut table, "contract", "case_id", "cases");
    m.create_table(table).await?;
    index(m, "contract_end", "contract", &["institution_id", "end_on", "id"]).await?;
    index(m, "contract_case", "contract", &["case_id"]).await?;
    Ok(())
}

async fn access(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("access");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid_null("person_id"));
    table.col(text("person"));
    table.col(text("person_key"));
    table.col(text("resource"));
    table.col(text("resource_key"));
    table.col(text("class"));
    table.col(text("level"));
    table.col(text("change"));
    table.col(text("authorised_by"));
    table.col(text("note"));
    written(&mut table, "access");
    table.primary_key(Index::create().col("id"));
    references(&mut table, "access", "institution_id", "institution");
    references(&mut table, "access", "person_id", "person");
    m.create_table(table).await?;
    index(m, "access_list", "access", &["institution_id", "at", "id"]).await?;
    index(m, "access_person", "access", &["institution_id", "person_key", "at"]).await?;
    index(m, "access_case", "access", &["case_id"]).await?;
    Ok(())
}

async fn mailbox(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("mailbox");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("address"));
    table.col(uuid_null("unit_id"));
    table.col(text("holder"));
    table.col(text("status"));
    table.col(text("search_key"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "mailbox", "institution_id", "institution");
    references(&mut table, "mailbox", "unit_id", "unit");
    m.create_table(table).await?;
    unique(m, "mailbox_address", "mailbox", &["institution_id", "address"]).await?;
    Ok(())
}

async fn mailbox_line(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("mailbox_line");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("mailbox_id"));
    table.col(text("change"));
    table.col(uuid_null("unit_id"));
    table.col(text("holder"));
    table.col(text("note"));
    written(&mut table, "mailbox_line");
    table.primary_key(Index::create().col("id"));
    references(&mut table, "mailbox_line", "institution_id", "institution");
    references(&mut table, "mailbox_line", "mailbox_id", "mailbox");
    references(&mut table, "mailbox_line", "unit_id", "unit");
    m.create_table(table).await?;
    index(m, "mailbox_line_mailbox", "mailbox_line", &["mailbox_id", "at", "id"]).await?;
    index(m, "mailbox_line_case", "mailbox_line", &["case_id"]).await?;
    Ok(())
}

async fn backup(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("backup");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("server"));
    table.col(text("server_key"));
    table.col(text("file_name"));
    table.col(big_integer_null("size"));
    table.col(text("sha256"));
    table.col(text("folder"));
    table.col(date("done_on"));
    table.col(text("started"));
    table.col(text("ended"));
    table.col(text("result"));
    table.col(text("reason"));
    written(&mut table, "backup");
    table.primary_key(Index::create().col("id"));
    references(&mut table, "backup", "institution_id", "institution");
    m.create_table(table).await?;
    index(m, "backup_day", "backup", &["institution_id", "done_on", "at", "id"]).await?;
    index(m, "backup_case", "backup", &["case_id"]).await?;
    Ok(())
}

async fn logbook_line(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("logbook_line");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("logbook"));
    table.col(text("logbook_key"));
    table.col(text("result"));
    table.col(text("note"));
    written(&mut table, "logbook_line");
    table.primary_key(Index::create().col("id"));
    references(&mut table, "logbook_line", "institution_id", "institution");
    m.create_table(table).await?;
    index(m, "logbook_line_list", "logbook_line", &["institution_id", "logbook_key", "at", "id"]).await?;
    index(m, "logbook_line_case", "logbook_line", &["case_id"]).await?;
    Ok(())
}

async fn checklist(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("checklist");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("name"));
    table.col(text("kind"));
    table.col(text("points"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "checklist", "institution_id", "institution");
    m.create_table(table).await?;
    unique(m, "checklist_kind", "checklist", &["institution_id", "name", "kind"]).await?;
    Ok(())
}
