//! Every address for everybody: who knocks, and which status answers.
//!
//! A new route makes the first test fail until it has a row here; a changed status makes the second one fail and print
//! the row as it would have to be. Read such a row before copying it: 403 is «may not», 404 is «may not even know».

use super::routes_table::TABLE;
use super::{Browser, PASSWORD, PNG, TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    CaseId, LawId, NoticeId, PlanRowId, SessionId, Source as _, StartId, Tx, cases,
    desk::{self, Asked},
    jobs, laws, manuals, notices, papers,
    people::{self, records},
    procedures,
    registers::{self, ContractDraft, EquipmentDraft, MailboxDraft},
    schedules,
};
use kernel::{
    permit::Actor,
    time::{Duration, date},
};
use std::collections::BTreeSet;

/// Method and address of each row, and its expected statuses.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    TABLE.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).map(|line| {
        let mut words = line.split_whitespace();
        let (method, path) = (words.next().unwrap(), words.next().unwrap());
        (method, path, words.collect())
    })
}

/// Method and address of every `.route("…", get(…).post(…))` of the router's own text.
fn routed() -> BTreeSet<(&'static str, &'static str)> {
    let mut routes = BTreeSet::new();
    for piece in include_str!("../routes.rs").split(".route(").skip(1) {
        let path = piece.split('"').nth(1).unwrap();
        let line = piece.split(".route(").next().unwrap().split('\n').next().unwrap();
        for (call, method) in [("get(", "GET"), ("post(", "POST")] {
            if line.contains(&format!(" {call}")) || line.contains(&format!(".{call}")) {
                routes.insert((method, path));
            }
        }
    }
    routes
}

#[test]
fn every_route_has_its_row() {
    let known: BTreeSet<_> = rows().map(|(method, path, _)| (method, path)).collect();
    let missing: Vec<_> = routed().difference(&known).copied().collect();
    assert_eq!(
        missing,
        [],
        "give each of these a row in TABLE (crates/web/src/tests/routes.rs), then see who gets what"
    );
    let gone: Vec<_> = known.difference(&routed()).copied().collect();
    assert_eq!(gone, [], "these rows of TABLE have no route any more: delete them");
    assert!(known.len() > 70, "the router's text is read as it is written: {} routes", known.len());
}

#[tokio::test]
async fn everybody_gets_where_they_may_and_nowhere_else() {
    let mut house = House::new().await;
    let mut wrong = Vec::new();
    for (method, path, expected) in rows() {
        let mut got = Vec::new();
        for who in 0..house.browsers.len() {
            got.push(house.knock(who, method, path).await.as_str().to_owned());
        }
        if got != expected {
            wrong.push(format!("{method:4} {path:44} {}", got.join(" ")));
        }
    }
    assert!(
        wrong.is_empty(),
        "these rows answer otherwise now; if that is right, put them into TABLE:\n{}",
        wrong.join("\n")
    );
}

/// A house in which each address leads to something.
struct House {
    app: TestApp,
    /// In the order of the columns.
    browsers: Vec<Browser>,
    ana: Actor,
    beto: Actor,
    /// Addresses of the table, and where they lead.
    places: Vec<(&'static str, String)>,
}

impl House {
    async fn new() -> Self {
        let mut app = TestApp::new().await;
        app.neighbour().await;
        let mut browsers = vec![app.guest()];
        for user in ["ana", "beto", "julia", "rosa", "oscar", "vecina"] {
            browsers.push(app.signed(user).await);
        }
        let mut vecino = app.guest();
        let entered = vecino.post("/sign-in", &[("login", "vecino"), ("password", PASSWORD)]).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER);
        browsers.push(vecino);
        for (n, browser) in (1u8..).zip(&mut browsers) {
            browser.address = [10, 0, 0, n];
        }
        let ana = actor(&app, &browsers[1]).await;
        let beto = actor(&app, &browsers[2]).await;
        let mut house = Self { app, browsers, ana, beto, places: Vec::new() };
        house.furnish().await;
        house
    }

    /// Everything that an address can lead to, beside cases in hand.
    #[expect(clippy::too_many_lines, reason = "one thing of every kind, one after the other")]
    async fn furnish(&mut self) {
        let (mut ana, mut beto) = (self.browsers[1].clone(), self.browsers[2].clone());
        let case = self.app.printed(&mut ana, &mut beto).await;
        let id: CaseId = case.trim_start_matches("/cases/").parse().unwrap();
        let asked = self.asked().await;
        let picture = BASE64_STANDARD.decode(PNG).unwrap();
        let noted =
            beto.upload(&format!("{case}/notes"), &[("text", "Vista")], &[("files", "foto.png", &picture)]).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.text());
        let office = self.app.office.clone();
        let scanned = papers::receive_scans(&office, &self.beto, vec![("hoja.png".to_owned(), picture.clone())]).await;
        let logo = office.files.put(picture).await.unwrap();
        let law = self.law().await;
        let mut tx = self.tx(&self.app.system()).await;
        let letterhead = records::institution(&tx).await.unwrap().1;
        let edit = people::InstitutionEdit { logo_sha256: Some(logo), ..letterhead };
        people::edit_institution(&mut tx, edit).await.unwrap();
        let dora = self.app.people["dora"].1;
        let carla = self.app.people["carla"].1;
        let day = date("2026-03-02").unwrap();
        let stand_in = people::SubstituteDraft { substitute: carla, from_on: day, until_on: day };
        people::add_substitute(&mut tx, dora, stand_in).await.unwrap();
        let closed =
            people::ClosedDayDraft { day: "2026-05-01".to_owned(), name: "Asueto".to_owned(), source: String::new() };
        people::add_closed_day(&mut tx, closed).await.unwrap();
        let link = people::password_link(&mut tx, carla).await.unwrap();
        let unit =
            people::query::unit_tree(&tx).await.unwrap().into_iter().find(|(u, _)| u.code == "compras").unwrap().0;
        let machine =
            EquipmentDraft { tag: "TIM-0007".to_owned(), kind: "Impresora".to_owned(), ..EquipmentDraft::default() };
        let machine = registers::add_equipment(&mut tx, machine).await.unwrap();
        let contract = ContractDraft { name: "VPS".to_owned(), term: "3 años".to_owned(), ..ContractDraft::default() };
        let contract = registers::add_contract(&mut tx, contract).await.unwrap();
        let mailbox = MailboxDraft { address: "tim@prueba.gob.sv".to_owned(), ..MailboxDraft::default() };
        let mailbox = registers::note_mailbox(&mut tx, mailbox).await.unwrap();
        tx.commit().await.unwrap();
        let read = office.read(&self.app.system());
        let paper = papers::query::of_case(&read, id).await.unwrap().remove(0);
        let job = jobs::list_jobs(&read, jobs::JobStatus::Pending, None).await.unwrap().rows.remove(0);
        let file = beto.get(&case).await.href("/files/");
        let (start, plan_row, notice) = self.agenda().await;
        let session = self.second_session().await;
        let draft = self.draft().await;
        let account = self.account().await;
        self.places = vec![
            ("/setup/{token}", "/setup/none".to_owned()),
            ("/survey/{token}", "/survey/none".to_owned()),
            ("/service-levels/{id}", "/service-levels/none".to_owned()),
            ("/password/{token}", format!("/password/{link}")),
            ("/account/sessions/{id}", format!("/account/sessions/{session}")),
            ("/logo/{slug}", "/logo/prueba".to_owned()),
            ("/help/{slug}", "/help/prueba".to_owned()),
            ("/requests/{token}", format!("/requests/{}", asked.tracking)),
            ("/track/{token}", format!("/track/{}", asked.tracking)),
            ("/papers/{file}.pdf", format!("/papers/{}.pdf", paper.id)),
            ("/papers/{file}", format!("/papers/{}", paper.id)),
            ("/s/{code}", format!("/s/{}", paper.short_code)),
            ("/scans/{id}", format!("/scans/{}", scanned.unwrap().remove(0).id)),
            ("/folders/{id}", format!("/folders/{}", paper.folder_id)),
            ("/files/{id}", file),
            ("/people/{id}/substitutes/{substitute}", format!("/people/{dora}/substitutes/{carla}")),
            ("/people/{id}", format!("/people/{dora}")),
            ("/units/{id}", format!("/units/{}", unit.id)),
            ("/equipment/{id}", format!("/equipment/{}", machine.id)),
            ("/contracts/{id}", format!("/contracts/{}", contract.id)),
            ("/mailboxes/{id}", format!("/mailboxes/{}", mailbox.id)),
            ("/conformance/{procedure}", "/conformance/soporte_tecnico".to_owned()),
            ("/procedures/{code}", "/procedures/soporte_tecnico".to_owned()),
            ("/manuals/{id}/procedures/{code}/rows/{row}", format!("{draft}/procedures/soporte_tecnico/rows/r3")),
            ("/manuals/{id}/procedures/{code}", format!("{draft}/procedures/soporte_tecnico")),
            ("/manuals/{id}", draft),
            ("/laws/{id}", format!("/laws/{law}")),
            ("/jobs/{id}", format!("/jobs/{}", job.id)),
            ("/institution/closed-days/{day}", "/institution/closed-days/2026-05-01".to_owned()),
            ("/notices/{id}", format!("/notices/{notice}")),
            ("/mail/letters/{id}", format!("/mail/letters/{}", domain::LetterId(uuid::Uuid::nil()))),
            ("/mail/accounts/{id}", format!("/mail/accounts/{account}")),
            ("/schedules/{procedure}/{flow}", "/schedules/copia/inicio".to_owned()),
            ("/starts/{id}", format!("/starts/{start}")),
            ("/plans/{id}", format!("/plans/{plan_row}")),
            ("/static/{file}", "/static/app.css".to_owned()),
        ];
    }

    /// A draft of a manual.
    async fn draft(&self) -> String {
        let julia = actor(&self.app, &self.browsers[3]).await;
        let mut tx = self.tx(&julia).await;
        let draft = manuals::draft_from_pack(&mut tx, "usulutan").await.unwrap();
        tx.commit().await.unwrap();
        format!("/manuals/{}", draft.id)
    }

    /// A mailbox whose server is not there.
    async fn account(&self) -> domain::MailAccountId {
        use domain::mail::{AccountKind, AccountTls, accounts};
        let draft = accounts::AccountDraft {
            kind: AccountKind::In,
            name: String::new(),
            address: "mesa@prueba.gob.sv".to_owned(),
            host: "127.0.0.1".to_owned(),
            port: "9".to_owned(),
            tls: AccountTls::None,
            user_name: "mesa".to_owned(),
            secret: kernel::seal::Secret::new("clave"),
            token_url: String::new(),
            client: String::new(),
            client_secret: kernel::seal::Secret::default(),
            subaddress: false,
            folder: String::new(),
            begins: "soporte_tecnico/inicio".to_owned(),
            unit: None,
            defaults: std::collections::BTreeMap::new(),
            escape: String::new(),
            on: true,
        };
        let mut tx = self.tx(&self.app.system()).await;
        let id = accounts::add(&mut tx, &self.app.office.key, draft).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A law.
    async fn law(&self) -> LawId {
        let mut tx = self.tx(&actor(&self.app, &self.browsers[3]).await).await;
        let law = laws::LawDraft { name: "Ley".to_owned(), ..laws::LawDraft::default() };
        let law = laws::add(&mut tx, &law).await.unwrap();
        tx.commit().await.unwrap();
        law
    }

    /// A run that is planned, a row of a plan, and something the employee is told.
    async fn agenda(&self) -> (StartId, PlanRowId, NoticeId) {
        let source = "formato: procedimiento/1\nid: copia\ntitulo: Copia\n\
            tabla: [paso: No., responsable: Responsable, actividad: Actividad]\n\
            responsables: {Técnico: tecnico_tim}\npasos:\n\
            - {paso: 1, inicio: INICIO, arranque: {horario: lunes a viernes 8:00}}\n\
            - {paso: 2, id: copiar, responsable: Técnico, actividad: Copia}\n- {paso: 3, fin: FIN}\n";
        let mut tx = self.tx(&self.app.system()).await;
        let version = procedures::Version {
            id: tx.id(),
            institution_id: tx.institution(),
            code: "copia".to_owned(),
            edition: 1,
            title: "Copia".to_owned(),
            source: source.to_owned(),
            sha256: "copia".to_owned(),
            status: procedures::DefinitionStatus::InForce,
            in_force_at: Some(tx.now()),
            created_at: tx.now(),
            manual_id: None,
        };
        tx.insert(db::entity::definition::ActiveModel::from(version)).await.unwrap();
        tx.commit().await.unwrap();
        schedules::run(&self.app.office).await.unwrap();
        let mut tx = self.tx(&self.app.system()).await;
        let unit = people::query::unit_tree(&tx).await.unwrap().remove(0).0.id;
        let draft = schedules::PlanRowDraft {
            plan: "mantenimiento_preventivo".to_owned(),
            day: "2026-06-01".to_owned(),
            unit: Some(unit),
            subject: "Impresora".to_owned(),
            notice_days: "5".to_owned(),
        };
        let plan_row = schedules::add_plan_row(&mut tx, draft).await.unwrap();
        let id: NoticeId = tx.id();
        let notice = notices::Notice {
            id,
            institution_id: tx.institution(),
            person_id: self.app.person("ana"),
            case_id: None,
            kind: "generic".to_owned(),
            args: r#"{"procedure": "Ayuda", "number": "1", "step": "2"}"#.to_owned(),
            key: "prueba".to_owned(),
            asks: false,
            at: tx.now(),
            read_at: None,
            acknowledged_at: None,
        };
        tx.insert(db::entity::notice::ActiveModel::from(notice)).await.unwrap();
        tx.commit().await.unwrap();
        let coming = schedules::query::coming(&self.app.office.read(&self.app.system())).await.unwrap();
        (coming[0].id, plan_row, id)
    }

    /// The employee is signed in somewhere else, too.
    async fn second_session(&self) -> SessionId {
        let mut elsewhere = self.app.guest();
        elsewhere.address = [10, 0, 1, 1];
        let entered = elsewhere.post("/sign-in", &[("login", "ana"), ("password", PASSWORD)]).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER);
        let all = people::my_sessions(&self.app.office.read(&self.ana)).await.unwrap();
        all.into_iter().find(|s| s.address == "10.0.1.1").unwrap().id
    }

    async fn tx(&self, who: &Actor) -> Tx {
        self.app.office.write(who).await.unwrap()
    }

    /// A request of the employee, waiting.
    async fn asked(&self) -> Asked {
        self.app.office.clock.advance(Duration::seconds(1));
        let mut tx = self.tx(&self.ana).await;
        let unit = people::query::unit_tree(&tx).await.unwrap().remove(0).0.id.to_string();
        let data = [("unidad", unit), ("tipo_ayuda", "Otra ayuda".to_owned())].map(|(k, v)| (k.to_owned(), v)).into();
        let request = desk::Request { procedure: "soporte_tecnico".to_owned(), data, ..desk::Request::default() };
        let asked = desk::ask(&mut tx, request).await.unwrap();
        tx.commit().await.unwrap();
        asked
    }

    /// Where the address leads: below `/cases/{id}` to a fresh case in the technician's hands, which waits for its taker
    /// where it is about taking.
    async fn place(&self, method: &str, path: &str) -> String {
        if path.starts_with("/cases/{id}") {
            let case = self.asked().await.case;
            let view = cases::query::view(&self.app.office.read(&self.beto), case.id).await.unwrap();
            let task = view.tasks[0].id;
            if !path.ends_with("/take") {
                let mut tx = self.tx(&self.beto).await;
                desk::take(&mut tx, task, Some("La tabla".to_owned())).await.unwrap();
                tx.commit().await.unwrap();
            }
            let view = cases::query::view(&self.app.office.read(&self.beto), case.id).await.unwrap();
            return path
                .replace("{id}", &case.id.to_string())
                .replace("{task}", &view.tasks[0].id.to_string())
                .replace("{message}", "pieza");
        }
        let path = if (method, path) == ("GET", "/papers/{file}") { "/papers/{file}.pdf" } else { path };
        let known = self.places.iter().find(|(pattern, _)| path.starts_with(pattern));
        known.map_or_else(|| path.to_owned(), |(pattern, place)| path.replacen(pattern, place, 1))
    }

    /// Sends an empty form, or asks for the page, and reads no further than the status: a stream never ends.
    async fn knock(&mut self, who: usize, method: &str, path: &str) -> StatusCode {
        let place = self.place(method, path).await;
        assert!(!place.contains('{'), "{path} leads nowhere: furnish the house with it");
        let request = Request::builder().method(method).uri(place).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        // What a knock leaves behind in the browser (a message, a session that ended) is not the next one's.
        let mut browser = self.browsers[who].clone();
        browser.raw(request.body(Body::empty()).unwrap()).await.status()
    }
}

pub(super) async fn actor(app: &TestApp, browser: &Browser) -> Actor {
    let token = browser.cookies.get("session").unwrap();
    people::actor_of(&app.office, token).await.unwrap().unwrap().0
}
