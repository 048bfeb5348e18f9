//! The folder of the month: its index, its label, everything in it as one PDF, and where it stands.

use super::{
    Folder, PaperStatus,
    compose::letterhead,
    issue::fetch_logo,
    print,
    query::{self, Filed},
};
use crate::{
    Office,
    cases::{Standing, numbering},
    people,
};
use db::{FolderId, Source, Tx, UnitId, entity::folder};
use kernel::{
    Error, Locale, Msg, Result,
    permit::{Actor, Permit},
    sheet::{FolderIndex, Line, Paper as Sheet, SpineLabel},
    text::{fold, say},
    time::{Calendar, Zone, date, month_name},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::BTreeMap;

/// More papers than any month had; beyond it the index says so instead of growing without end.
const MOST: u64 = 5000;

/// The folder of this month for the case's procedure, made when the first paper needs it. A corrected paper goes where
/// its first edition went.
pub(super) async fn of_month(tx: &mut Tx, standing: &Standing, place: &str, calendar: &Calendar) -> Result<Folder> {
    if let Some(before) = query::of_case(tx, standing.case.id).await?.into_iter().next_back() {
        return query_folder(tx, before.folder_id).await;
    }
    let today = calendar.zone().today(tx.now());
    let month = month_name(today);
    let series = standing.definition.code.clone();
    tx.lock_queue(&format!("folder:{}:{series}:{month}", tx.institution())).await?;
    let query = folder::Entity::find()
        .filter(folder::Column::InstitutionId.eq(tx.institution()))
        .filter(folder::Column::Series.eq(series.as_str()))
        .filter(folder::Column::Month.eq(month.as_str()));
    if let Some(found) = tx.one(query).await? {
        return Ok(found);
    }
    let row = folder::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        series: Set(series),
        month: Set(month),
        title: Set(format!("{} · {}", numbering::fill(place, today, 1), standing.definition.title)),
        location: Set(String::new()),
        created_at: Set(tx.now()),
        version: Set(1),
    };
    tx.insert(row).await
}

async fn query_folder(src: &impl Source, id: FolderId) -> Result<Folder> {
    src.one(folder::Entity::find_by_id(id)).await?.ok_or_else(|| Error::internal(format!("no folder {id}")))
}

/// Says where the binder physically stands.
pub async fn set_location(tx: &mut Tx, id: FolderId, location: &str) -> Result<()> {
    tx.require(Permit::FilePapers)?;
    let was = query::get_folder(tx, id).await?;
    let row = folder::ActiveModel {
        location: Set(location.trim().chars().take(200).collect()),
        version: Set(was.version + 1),
        ..Default::default()
    };
    let update = folder::Entity::update_many()
        .set(row)
        .filter(folder::Column::Id.eq(id))
        .filter(folder::Column::Version.eq(was.version));
    tx.swap(update).await?;
    tx.record(
        "folder.moved",
        Some(id.0),
        &was.title,
        serde_json::json!({ "from": was.location, "to": location.trim() }),
    )
    .await
}

/// «marzo de 2026».
pub fn month_in_words(month: &str, locale: Locale) -> String {
    let Some(day) = date(&format!("{month}-01")) else { return month.to_owned() };
    let (year, number) = kernel::time::date_parts(day);
    say(locale, &Msg::new(format!("month-{number:02}")).with("year", year.to_string()))
}

/// The index of the folder as a PDF: what is in it and what is still missing.
pub async fn index_pdf(office: &Office, actor: &Actor, id: FolderId) -> Result<Vec<u8>> {
    let read = office.read(actor);
    let folder = query::get_folder(&read, id).await?;
    let institution = people::query::institution(&read).await?;
    let zone = people::zone(&institution)?;
    let locale = Locale::from_tag(&institution.locale).unwrap_or_default();
    let word = |key: &'static str| say(locale, &Msg::new(key));
    let papers = query::folder_papers(&read, id, None, MOST).await?;
    if papers.next.is_some() {
        return Err(Error::invalid("folder-too-big"));
    }
    let units = people::query::unit_names(&read).await?;
    let is = |status: PaperStatus| papers.rows.iter().filter(move |f| f.paper.status == status);
    let unsigned = |f: &Filed| {
        format!("{} · {} · {}", f.paper.number, f.case.requester_name, word(status_key(PaperStatus::Issued)))
    };
    let total = |key: &'static str, n: usize| Line { label: word(key), value: n.to_string() };
    let totals = vec![
        total("folder-total", papers.rows.len() - is(PaperStatus::Voided).count()),
        total("folder-total-filed", is(PaperStatus::Filed).count()),
        total("folder-total-missing", is(PaperStatus::Issued).count()),
    ];
    let mut index = FolderIndex {
        locale,
        letterhead: letterhead(&institution),
        title: folder.title.clone(),
        month: month_in_words(&folder.month, locale),
        location: folder.location.clone(),
        headings: HEADINGS.map(word).to_vec(),
        rows: papers.rows.iter().map(|f| row(f, &units, &zone, locale)).collect(),
        missing: is(PaperStatus::Issued).map(unsigned).collect(),
        totals,
        printed: zone.format(read.now(), locale),
    };
    fetch_logo(office, &mut index.letterhead).await?;
    office.heavy(move |office| office.press.print(&Sheet::FolderIndex(index))).await
}

const HEADINGS: [&str; 7] = [
    "folder-number",
    "folder-unit",
    "folder-requester",
    "folder-issued",
    "folder-signed",
    "folder-filed",
    "folder-state",
];

/// What stands under [`HEADINGS`].
fn row(filed: &Filed, units: &BTreeMap<UnitId, String>, zone: &Zone, locale: Locale) -> Vec<String> {
    let Filed { paper, case } = filed;
    let day = |at: Option<_>| at.map_or_else(String::new, |at| zone.format_date(at, locale));
    vec![
        paper.number.clone(),
        units.get(&case.unit_id).cloned().unwrap_or_default(),
        case.requester_name.clone(),
        day(Some(paper.issued_at)),
        day(paper.signed_at),
        day(paper.filed_at),
        say(locale, &Msg::new(status_key(paper.status))),
    ]
}

/// The key of the word for a paper's status.
pub fn status_key(status: PaperStatus) -> &'static str {
    match status {
        PaperStatus::Issued => "paper-issued",
        PaperStatus::Signed => "paper-signed",
        PaperStatus::Filed => "paper-filed",
        PaperStatus::Voided => "paper-is-voided",
    }
}

/// The label for the back of the binder.
pub async fn spine_pdf(office: &Office, actor: &Actor, id: FolderId) -> Result<Vec<u8>> {
    let read = office.read(actor);
    let folder = query::get_folder(&read, id).await?;
    let institution = people::query::institution(&read).await?;
    let locale = Locale::from_tag(&institution.locale).unwrap_or_default();
    let papers = query::folder_papers(&read, id, None, MOST).await?.rows;
    let range = match (papers.first(), papers.last()) {
        (Some(first), Some(last)) if first.paper.number != last.paper.number => {
            format!("{} – {}", first.paper.number, last.paper.number)
        }
        (Some(only), _) => only.paper.number.clone(),
        (None, _) => String::new(),
    };
    let mut label = SpineLabel {
        locale,
        letterhead: letterhead(&institution),
        title: folder.title.clone(),
        month: month_in_words(&folder.month, locale),
        range,
        location: folder.location.clone(),
    };
    fetch_logo(office, &mut label.letterhead).await?;
    office.heavy(move |office| office.press.print(&Sheet::SpineLabel(label))).await
}

/// The index and every paper in force, signed copies where there are, as one PDF.
pub async fn bound_pdf(office: &Office, actor: &Actor, id: FolderId) -> Result<Vec<u8>> {
    let read = office.read(actor);
    let folder = query::get_folder(&read, id).await?;
    let mut documents = vec![index_pdf(office, actor, id).await?];
    for filed in query::folder_papers(&read, id, None, MOST).await?.rows {
        if filed.paper.status == PaperStatus::Voided {
            continue;
        }
        let sha256 = match &filed.paper.signed_sha256 {
            Some(signed) => signed.clone(),
            None => print(office, actor, filed.paper.id).await?,
        };
        documents.push(office.files.get(&sha256).await?);
    }
    let mut tx = office.write(actor).await?;
    let label = format!("{} ({})", folder.title, fold(&folder.month));
    tx.record("folder.bound", Some(id.0), &label, serde_json::json!({ "papers": documents.len() - 1 })).await?;
    tx.commit().await?;
    office.heavy(move |office| office.press.bind(&folder.title, &documents)).await
}
