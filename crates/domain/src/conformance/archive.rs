//! What a control body takes along: a folder per case with its file, history, papers and attachments, the procedures they
//! ran by with the manuals that brought them, and the sums of everything.
//!
//! Gathered here, indexed as a page by whoever asks (`Archive::close`), so that no HTML is written in this crate.

use super::{file::case_pdf, query, zip::zip};
use crate::{
    Office,
    cases::{self, Case},
    manuals, papers, procedures,
};
use db::Source as _;
use kernel::{
    Error, Msg, Result,
    permit::{Actor, Permit},
    random::sha256,
    text::{fold, say},
    time::{Date, month_name},
};
use std::fmt::Write as _;

/// Cases in one archive; a month with more comes in parts.
pub const PART: usize = 100;

/// Bytes in one archive: what the building machine surely has.
const BYTES: usize = 300 * 1024 * 1024;

/// A file of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub path: String,
    /// Number of the case or code of the procedure that it belongs to.
    pub of: String,
    pub bytes: Vec<u8>,
    pub sha256: String,
    /// Of a PDF that can be read.
    pub pages: Option<usize>,
}

/// The files, and the name that the archive gets.
#[derive(Debug)]
pub struct Archive {
    pub name: String,
    pub entries: Vec<Entry>,
}

impl Archive {
    fn add(&mut self, path: String, of: &str, bytes: Vec<u8>) -> Result<()> {
        let total: usize = self.entries.iter().map(|e| e.bytes.len()).sum();
        if total + bytes.len() > BYTES {
            return Err(Error::invalid("archive-too-big"));
        }
        self.entries.push(Entry { path, of: of.to_owned(), sha256: sha256(&bytes), bytes, pages: None });
        Ok(())
    }

    /// The ZIP, with its index for people (`html`), for spreadsheets, and the sums of every other file in it.
    pub async fn close(mut self, office: &Office, html: String) -> Result<Vec<u8>> {
        let mut csv = "folio,ruta,de,paginas,bytes,sha256\r\n".to_owned();
        for (n, e) in self.entries.iter().enumerate() {
            let pages = e.pages.map_or_else(String::new, |n| n.to_string());
            let _ = write!(csv, "{},{},{},{pages},{},{}\r\n", n + 1, e.path, e.of, e.bytes.len(), e.sha256);
        }
        self.add("indice.csv".to_owned(), "", csv.into_bytes())?;
        self.add("indice.html".to_owned(), "", html.into_bytes())?;
        let sums: String = self.entries.iter().map(|e| format!("{}  {}\n", e.sha256, e.path)).collect();
        self.add("SHA256SUMS".to_owned(), "", sums.into_bytes())?;
        office.heavy(move |_| zip(self.entries.iter().map(|e| (e.path.as_str(), e.bytes.as_slice())))).await
    }
}

/// The cases of an edition that began in the month, the `part`-th hundred from 1, by number. Only for those who see the
/// audit; who took it is recorded. NotFound for a part that has no cases.
pub async fn archive(office: &Office, actor: &Actor, code: &str, first: Date, part: usize) -> Result<Archive> {
    let read = office.read(actor);
    read.require(Permit::SeeAudit)?;
    let month = month_name(first);
    let mut found: Vec<Case> = Vec::new();
    for version in procedures::query::editions(&read, code).await? {
        found.extend(query::all(&read, code, Some(version.edition), first).await?.1.into_iter().map(|s| s.case));
    }
    found.sort_by(|a, b| a.number.cmp(&b.number));
    let chosen: Vec<Case> = found.into_iter().skip(part.saturating_sub(1) * PART).take(PART).collect();
    if chosen.is_empty() {
        return Err(Error::not_found("archive-empty"));
    }
    let name = format!("{month}-{}-{part}", safe(code));
    let mut archive = Archive { name, entries: Vec::new() };
    let readme = say(actor.locale, &Msg::new("archive-readme").with("month", month.as_str()));
    archive.add("LEEME.txt".to_owned(), "", readme.into_bytes())?;
    let mut versions: Vec<_> = chosen.iter().map(|c| c.definition_id).collect();
    versions.sort_unstable();
    versions.dedup();
    let mut held = Vec::new();
    for id in versions {
        let version = procedures::query::get_version(&read, id).await?;
        held.extend(version.manual_id);
        let path = format!("procedimientos/{}-{}.yaml", safe(&version.code), version.edition);
        archive.add(path, &version.code, version.source.into_bytes())?;
    }
    held.sort_unstable();
    held.dedup();
    for id in held {
        let (name, bytes) = manuals::pdf(office, actor, id).await?;
        archive.add(format!("manuales/{}.pdf", safe(&name)), code, bytes)?;
    }
    for case in &chosen {
        case_folder(office, actor, case, &mut archive).await?;
    }
    let archive = office.heavy(move |office| Ok(counted(office, archive))).await?;
    let mut tx = office.write(actor).await?;
    let body = serde_json::json!({ "cases": chosen.len(), "part": part });
    tx.record("archive.taken", None, &format!("{code} {month}"), body).await?;
    tx.commit().await?;
    Ok(archive)
}

/// With the pages of every PDF; one that cannot be read, as somebody may have attached it, has none.
fn counted(office: &Office, mut archive: Archive) -> Archive {
    for entry in archive.entries.iter_mut().filter(|e| e.bytes.starts_with(b"%PDF-")) {
        entry.pages = office.press.pages(&entry.bytes).ok();
    }
    archive
}

async fn case_folder(office: &Office, actor: &Actor, case: &Case, archive: &mut Archive) -> Result<()> {
    let read = office.read(actor);
    let folder = safe(&case.number);
    archive.add(format!("{folder}/expediente.pdf"), &case.number, case_pdf(office, actor, case.id).await?)?;
    let view = cases::query::view(&read, case.id).await?;
    let mut events = String::new();
    for (row, _) in &view.history {
        let line = serde_json::json!({
            "case_id": row.case_id, "seq": row.seq, "kind": row.kind, "v": row.v, "actor_id": row.actor_id,
            "actor_name": row.actor_name, "at_micros": row.at.timestamp_micros(), "body": row.body, "prev": row.prev,
            "hash": row.hash,
        });
        events.push_str(&line.to_string());
        events.push('\n');
    }
    archive.add(format!("{folder}/events.jsonl"), &case.number, events.into_bytes())?;
    for paper in papers::query::of_case(&read, case.id).await? {
        let stem = format!("{folder}/{}-{}-{}", safe(&paper.document), safe(&paper.number), paper.edition);
        if let Some(hash) = &paper.pdf_sha256 {
            archive.add(format!("{stem}.pdf"), &case.number, office.files.get(hash).await?)?;
        }
        if let Some(hash) = &paper.signed_sha256 {
            let bytes = office.files.get(hash).await?;
            let kind = crate::files::sniff(&bytes).and_then(|m| m.rsplit('/').next()).unwrap_or("bin");
            archive.add(format!("{stem}-firmado.{kind}"), &case.number, bytes)?;
        }
    }
    for (n, file) in (1..).zip(&view.attachments) {
        let path = format!("{folder}/adjuntos/{n:03}-{}", safe(&file.name));
        archive.add(path, &case.number, office.files.get(&file.sha256).await?)?;
    }
    Ok(())
}

/// A name that every file system takes: letters, digits, `.`, `-` and `_`, at most 80, no dot at an end, none that
/// Windows keeps for itself.
fn safe(name: &str) -> String {
    let plain: String = fold(name)
        .replace("n~", "n")
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' })
        .collect();
    let skipped = plain.chars().count().saturating_sub(80);
    let kept: String = plain.chars().skip(skipped).collect();
    let kept = kept.trim_matches('.');
    let stem = kept.split('.').next().unwrap_or_default();
    let device = ["con", "prn", "aux", "nul"].contains(&stem)
        || (stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")));
    if kept.is_empty() || device { format!("_{kept}") } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_name_is_one_that_windows_takes() {
        let told = ["TIM-2026-00001", "Informe: año 2.pdf", "../con.txt", "CON", "..", "nul.pdf"].map(safe);
        assert_eq!(told, ["tim-2026-00001", "informe__ano_2.pdf", "_con.txt", "_con", "_", "_nul.pdf"]);
    }
}
