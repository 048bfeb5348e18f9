//! Every page with every sample, for the test that renders them all and for the gallery to look at.

use super::{Flash, Frame, Mood, NavItem, Page, Signed, View};
use kernel::{
    Locale, Msg, Result,
    time::{Zone, instant},
};

/// One rendered sample.
#[derive(Debug, Clone)]
pub struct Sample {
    /// `cases-show-2`: template and number of the sample.
    pub name: String,
    pub html: String,
    /// A part of a page, without its own head.
    pub fragment: bool,
}

/// What surrounds a sample for somebody who may open every place.
///
/// # Panics
/// When the zone of the samples is missing from the table inside the program.
pub fn frame(locale: Locale) -> Frame {
    let zone = Zone::named("America/El_Salvador").expect("the table has the zone of the samples");
    let place = |group, href, key, icon| NavItem { group, href, key, icon, current: href == "/queue" };
    Frame {
        person: Some(Signed { name: "Rosa Campos".to_owned(), post: "Técnica de soporte".to_owned() }),
        nav: vec![
            place("work", "/queue", "nav-queue", "inbox"),
            place("work", "/requests/new", "nav-request", "help-circle"),
            place("records", "/folders", "nav-folders", "folders"),
            place("records", "/scans/new", "nav-scans", "scan"),
            place("control", "/overview", "nav-overview", "chart-bar"),
            place("admin", "/people", "nav-people", "users"),
            place("procedures", "/procedures", "nav-procedures", "list-numbers"),
            place("admin", "/jobs", "nav-jobs", "settings"),
            place("control", "/audit", "nav-audit", "history"),
        ],
        searches: true,
        ..Frame::bare("Alcaldía Municipal de Usulután", locale, zone, instant("2026-03-02T17:42:00Z"))
    }
}

struct Renderer<'v> {
    view: &'v View,
    locale: Locale,
    out: Vec<Sample>,
}

impl Renderer<'_> {
    fn add<P: Page>(&mut self) -> Result<()> {
        let stem = P::TEMPLATE.trim_start_matches("pages/").trim_end_matches(".html").replace('/', "-");
        for (n, page) in P::samples().iter().enumerate() {
            let mut frame = frame(self.locale);
            frame.demo = n == 1;
            if n == 1 {
                frame.troubles = vec!["El correo de mesa@alcaldia.example no llega desde las 8:15.".to_owned()];
            }
            if n == 2 {
                frame.flash = Some(Flash { mood: Mood::Good, msg: Msg::new("flash-saved") });
            }
            if ["home-sign_in", "home-setup", "requests-help", "requests-track", "home-error", "people-password"]
                .contains(&stem.as_str())
            {
                frame = Frame { demo: n == 1, ..Frame::bare(frame.institution, self.locale, frame.zone, frame.now) };
            }
            let html = self.view.render(&frame, page)?;
            self.out.push(Sample { name: format!("{stem}-{n}"), fragment: !html.starts_with("<!doctype"), html });
        }
        Ok(())
    }
}

/// Renders every sample of every page. Refuses at the first template that does not fit its context.
pub fn render_all(view: &View, locale: Locale) -> Result<Vec<Sample>> {
    let mut all = Renderer { view, locale, out: Vec::new() };
    macro_rules! pages {
        ($($page:ident)*) => { $( all.add::<super::$page>()?; )* };
    }
    pages! {
        SignIn Setup Account ErrorPage Home
        RequestNew RequestSent Help Track
        Queue QueueRows CaseShow CaseTake
        PaperSign ScansNew FoldersIndex FolderShow
        ConformanceIndex ConformanceShow ArchiveIndex
        Overview Search PeopleIndex PersonEdit PasswordSet Units UnitEdit InstitutionEdit
        RegisterIndex RegisterShow
        ManualsIndex ManualShow ManualApproval ManualReaders ManualFindings ManualDiff MigrationShow ManualImport
        LawsIndex LawShow ProceduresIndex ProcedureShow Jobs Audit
        Notices MailIndex MailLetter MailAccount Schedules ScheduleShow StartShow Plans
        EditorShow EditorRow EditorSource EditorConflict EditorNew EditorPreview
    }
    Ok(all.out)
}
