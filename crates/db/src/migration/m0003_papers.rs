use super::column::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        folder(m).await?;
        paper(m).await?;
        signature(m).await?;
        scan(m).await?;
        Ok(())
    }
}

async fn folder(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("folder");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("series"));
    table.col(text("month"));
    table.col(text("title"));
    table.col(text("location"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "folder", "institution_id", "institution");
    m.create_table(table).await?;
    unique(m, "folder_month", "folder", &["institution_id", "series", "month"]).await?;
    Ok(())
}

async fn paper(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("paper");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("case_id"));
    table.col(text("document"));
    table.col(big_integer("edition"));
    table.col(text("title"));
    table.col(text("number"));
    table.col(text("status"));
    table.col(text("sheet"));
    table.col(text_null("pdf_sha256"));
    table.col(text_null("signed_sha256"));
    table.col(text("short_code"));
    table.col(uuid("folder_id"));
    table.col(timestamp_with_time_zone("issued_at"));
    table.col(timestamp_with_time_zone_null("signed_at"));
    table.col(timestamp_with_time_zone_null("filed_at"));
    table.col(timestamp_with_time_zone_null("voided_at"));
    table.col(text("void_reason"));
    table.col(big_integer("version"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "paper", "institution_id", "institution");
    references(&mut table, "paper", "case_id", "cases");
    references(&mut table, "paper", "folder_id", "folder");
    m.create_table(table).await?;
    unique(m, "paper_edition", "paper", &["case_id", "document", "edition"]).await?;
    unique(m, "paper_short_code", "paper", &["short_code"]).await?;
    index(m, "paper_folder", "paper", &["folder_id", "number", "edition"]).await?;
    Ok(())
}

async fn signature(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("signature");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(uuid("paper_id"));
    table.col(uuid("case_id"));
    table.col(uuid_null("signer_id"));
    table.col(text("signer_name"));
    table.col(text("signer_post"));
    table.col(text("signer_unit"));
    table.col(text("method"));
    table.col(text("statement"));
    table.col(timestamp_with_time_zone("signed_at"));
    table.col(text("local_time"));
    table.col(text("device"));
    table.col(text("address"));
    table.col(text("document_sha256"));
    table.col(text("image_sha256"));
    table.col(uuid_null("witness_id"));
    table.col(text("witness_name"));
    table.col(timestamp_with_time_zone_null("voided_at"));
    table.col(text("void_reason"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "signature", "institution_id", "institution");
    references(&mut table, "signature", "paper_id", "paper");
    references(&mut table, "signature", "case_id", "cases");
    references(&mut table, "signature", "signer_id", "person");
    references(&mut table, "signature", "witness_id", "person");
    m.create_table(table).await?;
    index(m, "signature_paper", "signature", &["paper_id", "signed_at"]).await?;
    Ok(())
}

async fn scan(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = table("scan");
    table.col(uuid("id"));
    table.col(uuid("institution_id"));
    table.col(text("name"));
    table.col(text("mime"));
    table.col(big_integer("size"));
    table.col(text("sha256"));
    table.col(text("problem"));
    table.col(uuid_null("paper_id"));
    table.col(uuid("by_id"));
    table.col(text("by_name"));
    table.col(timestamp_with_time_zone("at"));
    table.primary_key(Index::create().col("id"));
    references(&mut table, "scan", "institution_id", "institution");
    references(&mut table, "scan", "paper_id", "paper");
    references(&mut table, "scan", "by_id", "person");
    m.create_table(table).await?;
    index(m, "scan_list", "scan", &["institution_id", "at", "id"]).await?;
    Ok(())
}
