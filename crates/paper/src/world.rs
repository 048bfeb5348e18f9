//! The small closed world that typst sees: our templates, our fonts and the files of one paper. Library, fonts and
//! parsed templates are made once per process; everything else a template asks for does not exist.

use std::{collections::HashMap, sync::LazyLock};
use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// How many prints a piece of memoised layout survives unused. Small, because papers carry personal data.
const KEEP_UNUSED: usize = 4;

static FONT_FILES: [&[u8]; 3] = [
    include_bytes!("../fonts/PTSans-Regular.ttf"),
    include_bytes!("../fonts/PTSans-Bold.ttf"),
    include_bytes!("../fonts/PTSerif-Regular.ttf"),
];

const TEMPLATES: [(&str, &str); 7] = [
    ("book.typ", include_str!("../../../templates/papers/book.typ")),
    ("common.typ", include_str!("../../../templates/papers/common.typ")),
    ("record.typ", include_str!("../../../templates/papers/record.typ")),
    ("document.typ", include_str!("../../../templates/papers/document.typ")),
    ("ticket.typ", include_str!("../../../templates/papers/ticket.typ")),
    ("folder_index.typ", include_str!("../../../templates/papers/folder_index.typ")),
    ("spine_label.typ", include_str!("../../../templates/papers/spine_label.typ")),
];

/// What every paper shares.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: HashMap<FileId, Source>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONT_FILES.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
    let sources = TEMPLATES.iter().map(|(name, text)| (id(name), Source::new(id(name), (*text).to_owned()))).collect();
    Shared {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        sources,
    }
});

/// Interned for the life of the process, so names come from a short fixed list, never from data.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our file names are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Whether every embedded font draws this character: a paper may use any of them.
pub(crate) fn drawable(c: char) -> bool {
    SHARED.fonts.iter().all(|font| font.info().coverage.contains(u32::from(c)))
}

/// One paper on its way through typst: a template and the files it reads.
pub(crate) struct Sheet {
    main: FileId,
    files: HashMap<FileId, Bytes>,
}

impl Sheet {
    /// `template` is one of `/templates/papers`; `data` is what it reads as `data.json`.
    pub(crate) fn new(template: &str, data: Vec<u8>) -> Self {
        Self { main: id(template), files: HashMap::from([(id("data.json"), Bytes::new(data))]) }
    }

    /// Adds a picture under a name that the data mentions.
    pub(crate) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(id(name), Bytes::new(bytes));
    }

    /// The PDF/UA-1 bytes and how many pages they have. Refuses with typst's own words, for the log.
    pub(crate) fn pdf(&self) -> Result<(Vec<u8>, usize), String> {
        let document = typst::compile::<PagedDocument>(self).output;
        let printed = document.and_then(|document| {
            let standards = PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard cannot contradict itself");
            let creator = typst::foundations::Smart::Custom(Some("Cabildo".to_owned()));
            let bytes = typst_pdf::pdf(&document, &PdfOptions { creator, standards, ..PdfOptions::default() })?;
            Ok((bytes, document.pages().len()))
        });
        typst::comemo::evict(KEEP_UNUSED);
        printed.map_err(|errors| errors.iter().map(told).collect::<Vec<_>>().join("; "))
    }
}

fn told(error: &SourceDiagnostic) -> String {
    let hints: String = error.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
    format!("{}{hints}", error.message)
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SHARED.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
