//! How long the work with manuals takes, each number beside its limit. Measures, never fails:
//! `cargo build --workspace --release --example bench`, then `target/release/examples/bench [FOLDER OF MANUALS]`.
//!
//! Imports the texts of the folder (`../shared/manuals` when none is named; skipped with a notice when absent) and checks,
//! draws and prints the packs of `procedures/`. A number is the mean of several runs, of printing the first run, because
//! the press remembers; per kind of work the slowest file counts.

#![expect(clippy::disallowed_methods, reason = "a measurement reads the machine's clock")]

use domain::book::{Printing, manual_book};
use kernel::{Locale, ports::Press as _, sheet::Paper};
use paper::TypstPress;
use procedure::{
    Definition, Edition, Facts, Manual,
    edit::Sheet,
    flowchart::{self, Walk},
};
use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const IMPORT: Duration = Duration::from_millis(100);
const CHECK: Duration = Duration::from_millis(5);
const PREVIEW: Duration = Duration::from_millis(10);
const PRINT: Duration = Duration::from_secs(2);

/// A pack of the repository: its manual and its procedures with their texts.
struct Pack {
    name: String,
    manual: Manual,
    procedures: Vec<(String, String, Definition)>,
    files: Vec<(String, String)>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::args().nth(1).map_or_else(|| root.join("../shared/manuals"), PathBuf::from);
    println!("profile: {}", if cfg!(debug_assertions) { "dev (with its checks)" } else { "release" });
    imports(&folder);
    let packs = packs(&root.join("procedures"))?;
    let files = || packs.iter().flat_map(|p| p.procedures.iter().map(move |f| (p, f)));
    worst(
        "check of a file",
        Some(CHECK),
        files().map(|(pack, (name, text, _))| (name, mean(50, || checked(pack, text)))),
    );
    worst(
        "editor preview",
        Some(PREVIEW),
        files().map(|(pack, (name, text, _))| (name, mean(50, || preview(pack, text)))),
    );
    let reviewed = packs.iter().map(|p| (&p.name, mean(20, || review(p))));
    worst("Revisor of a manual", None, reviewed);
    let printed = packs.iter().map(|p| (&p.name, timed(1, || print(p))));
    worst("PDF of a manual", Some(PRINT), printed);
    Ok(())
}

fn imports(folder: &Path) {
    let read = fs::read_dir(folder).into_iter().flatten().flatten().map(|f| f.path());
    let mut files: Vec<PathBuf> = read.filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    if files.is_empty() {
        println!("import: skipped, no texts in {}", folder.display());
    }
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(bytes) = fs::read(&file) else { continue };
        let took = mean(20, || assert!(importer::read(&name, black_box(&bytes)).is_ok(), "{name} is not understood"));
        tell(&format!("import of {name}"), took, Some(IMPORT));
    }
}

fn packs(folder: &Path) -> Result<Vec<Pack>, Box<dyn std::error::Error>> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|f| f.path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    folders.iter().map(|folder| pack(folder)).collect()
}

fn pack(folder: &Path) -> Result<Pack, Box<dyn std::error::Error>> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = fs::read_to_string(folder.join("manual.yaml"))?;
    let manual = procedure::parse_manual(&source).0.ok_or_else(|| format!("{name}: the manual has errors"))?;
    let mut pack = Pack { name, manual, procedures: Vec::new(), files: vec![("manual.yaml".to_owned(), source)] };
    for code in &pack.manual.procedures {
        let text = fs::read_to_string(folder.join(format!("{code}.yaml")))?;
        let definition = procedure::parse(&text).0.ok_or_else(|| format!("{code} has errors"))?;
        pack.files.push((format!("{code}.yaml"), text.clone()));
        pack.procedures.push((format!("{}/{code}", pack.name), text, definition));
    }
    Ok(pack)
}

fn checked(pack: &Pack, text: &str) {
    let (definition, found) = procedure::parse(black_box(text));
    let against = definition.map(|d| procedure::check_against(&d, &pack.manual));
    black_box((found, against));
}

/// What the editor answers while somebody types: the checks, the drawing, and the same in words.
fn preview(pack: &Pack, text: &str) {
    checked(pack, text);
    let Ok(sheet) = Sheet::open(black_box(text)) else { return };
    let (definition, walk) = (sheet.sketch(), Walk::default());
    let drawn = flowchart::svg(&flowchart::layout(&definition), &walk, "flow", &definition.title, "");
    black_box((drawn, domain::procedures::told(Locale::default(), &definition, &walk)));
}

fn review(pack: &Pack) {
    let edition = Edition::read(pack.files.iter().map(|(name, text)| (name.as_str(), black_box(text).as_str())));
    black_box(procedure::review(&edition, &Facts::default()));
}

fn print(pack: &Pack) {
    let definitions: Vec<&Definition> = pack.procedures.iter().map(|(_, _, d)| d).collect();
    let book = manual_book(&pack.manual, &definitions, &Printing::default());
    let printed = TypstPress.print(&Paper::Book(book));
    assert!(printed.is_ok_and(|bytes| !bytes.is_empty()), "{} is not printed", pack.name);
}

/// Mean of `times` runs after one that warms up.
fn mean(times: u32, work: impl Fn()) -> Duration {
    work();
    timed(times, work)
}

fn timed(times: u32, work: impl Fn()) -> Duration {
    let begun = Instant::now();
    (0..times).for_each(|_| work());
    begun.elapsed() / times
}

fn worst<'n>(what: &str, limit: Option<Duration>, all: impl Iterator<Item = (&'n String, Duration)>) {
    match all.max_by_key(|(_, took)| *took) {
        Some((name, took)) => tell(&format!("{what}, slowest: {name}"), took, limit),
        None => println!("{what}: nothing to measure"),
    }
}

fn tell(what: &str, took: Duration, limit: Option<Duration>) {
    let beside = match limit {
        None => "no limit set".to_owned(),
        Some(limit) if took < limit => format!("limit {:>5} ms", limit.as_millis()),
        Some(limit) => format!("limit {:>5} ms  OVER", limit.as_millis()),
    };
    println!("{what:<58} {:>9.2} ms   {beside}", took.as_secs_f64() * 1000.0);
}
