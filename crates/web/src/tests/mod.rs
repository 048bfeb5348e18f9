//! The house in one process: a real database, real files, real papers, and browsers with cookies that send forms.

mod desk;
mod doors;
mod drawings;
mod editor;
mod manuals;
mod office;
mod papers;
mod registers;
mod routes;
mod routes_table;

use crate::{AppState, Settings, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
};
use db::testing::Scratch;
use domain::{
    InstitutionId, Office, PersonId,
    people::{self, Grant, PersonDraft, Setup},
};
use gateways::{DiskFiles, Imap, Smtp, Trust};
use kernel::{
    permit::Actor,
    random::Random,
    seal::Key,
    time::{Clock, Duration, instant},
};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, LazyLock},
};
use tower::ServiceExt as _;

/// The authorities of this machine, read once.
static TRUST: LazyLock<Trust> = LazyLock::new(|| Trust::new(b"").expect("no authority of our own"));

pub(crate) const PASSWORD: &str = "la mula baja despacio al rio";

/// A picture of one point.
pub(crate) const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// Who works in the town hall of the tests: user name, name, role, unit. `rosa` administers it.
const PEOPLE: [(&str, &str, &str, &str); 6] = [
    ("julia", "Julia Méndez", "jefatura_tim", "tim"),
    ("beto", "Beto Rivas", "tecnico_tim", "tim"),
    ("carla", "Carla Paz", "tecnico_tim", "tim"),
    ("ana", "Ana Flores", "usuario", "tesoreria"),
    ("dora", "Dora Luna", "usuario", "registro-familiar"),
    ("oscar", "Óscar Vega", "auditor", "auditoria"),
];

/// A town hall with the Usulután pack on Monday 2 March 2026 at 8:00. Dropped, everything is gone.
pub(crate) struct TestApp {
    pub(crate) office: Office,
    router: Router,
    people: BTreeMap<String, (InstitutionId, PersonId)>,
    admin: Actor,
    _scratch: Scratch,
    _dir: tempfile::TempDir,
}

impl TestApp {
    pub(crate) async fn new() -> Self {
        let (scratch, dir) = (Scratch::new().await, tempfile::tempdir().unwrap());
        let office = Office {
            db: scratch.db.clone(),
            clock: Clock::manual(instant("2026-03-02T14:00:00Z")),
            random: Random::System,
            files: Arc::new(DiskFiles::open(dir.path()).unwrap()),
            press: Arc::new(paper::TypstPress),
            mailer: Arc::new(Smtp::new(TRUST.clone())),
            mailboxes: Arc::new(Imap::new(TRUST.clone())),
            key: Key::new([7; 32]),
            public_url: "https://tim.example".into(),
        };
        let (id, rosa) = people::found(&office, None, setup("prueba", "rosa")).await.unwrap();
        let router = router(AppState::new(office.clone(), Settings::default()));
        let admin = Actor::system(id.0);
        let mut app = Self {
            office,
            router,
            people: BTreeMap::from([("rosa".to_owned(), (id, rosa))]),
            admin,
            _scratch: scratch,
            _dir: dir,
        };
        for (user, name, role, unit) in PEOPLE {
            app.add(InstitutionId(app.admin.institution), user, name, role, unit).await;
        }
        app
    }

    /// A second town hall in the same installation, with a chief called `vecina`.
    pub(crate) async fn neighbour(&mut self) {
        let (id, _) = people::found(&self.office, None, setup("vecina", "vecino")).await.unwrap();
        self.add(id, "vecina", "Vecina Ramos", "jefatura_tim", "tim").await;
    }

    async fn add(&mut self, institution: InstitutionId, user: &str, name: &str, role: &str, unit: &str) {
        let system = Actor::system(institution.0);
        let read = self.office.read(&system);
        let role = people::query::roles(&read).await.unwrap().into_iter().find(|r| r.code == role).unwrap().id;
        let tree = people::query::unit_tree(&read).await.unwrap();
        let draft = PersonDraft {
            name: name.to_owned(),
            user_name: user.to_owned(),
            email: String::new(),
            post: "Puesto de prueba".to_owned(),
            phone: "2600-0001".to_owned(),
            unit: tree.into_iter().find(|(u, _)| u.code == unit).map(|(u, _)| u.id),
            grants: vec![Grant { role, unit: None }],
        };
        let mut tx = self.office.write(&system).await.unwrap();
        let id = people::add_person(&mut tx, draft).await.unwrap();
        tx.commit().await.unwrap();
        self.people.insert(user.to_owned(), (institution, id));
    }

    pub(crate) fn person(&self, user: &str) -> PersonId {
        self.people[user].1
    }

    /// Acts for the house itself, to look behind the pages.
    pub(crate) fn system(&self) -> Actor {
        self.admin.clone()
    }

    /// A browser of somebody who is not signed in.
    pub(crate) fn guest(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new(), address: [127, 0, 0, 1] }
    }

    /// A browser of that person, who chose a password by a one-time link and signed in.
    pub(crate) async fn signed(&self, user: &str) -> Browser {
        let mut browser = self.guest();
        let (institution, person) = self.people[user];
        if user != "rosa" {
            let mut tx = self.office.write(&Actor::system(institution.0)).await.unwrap();
            let link = people::password_link(&mut tx, person).await.unwrap();
            tx.commit().await.unwrap();
            let chosen = browser.post(&format!("/password/{link}"), &[("password", PASSWORD)]).await;
            assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text());
        }
        let answer = browser.post("/sign-in", &[("login", user), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        browser
    }

    /// Asks for help as that person through the form; gives the number of the case and its address.
    pub(crate) async fn asks(&self, who: &mut Browser, detail: &str) -> (String, String) {
        self.office.clock.advance(Duration::minutes(1));
        let form = who.get("/requests/new?procedure=soporte_tecnico").await;
        let fields = [
            ("procedure", "soporte_tecnico"),
            ("unidad", &form.option("Tesorería Municipal")),
            ("tipo_ayuda", "Impresora o escáner"),
            ("detalle", detail),
        ];
        let answer = who.post("/requests", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let sent = who.get(answer.location()).await;
        (sent.between("<span class=\"number\">", "<"), sent.href("/cases/"))
    }

    /// Request, taken, attended, closed, printed: waits for the signature. Gives the address of the case.
    pub(crate) async fn printed(&self, ana: &mut Browser, beto: &mut Browser) -> String {
        let (_, case) = self.asks(ana, "No imprime").await;
        assert_eq!(beto.post("/queue/next", &[]).await.location(), case);
        beto.works(&case, &[]).await;
        beto.works(&case, &[("problema", "Rodillo gastado"), ("solucion", "Se cambió el rodillo")]).await;
        beto.works(&case, &[]).await;
        case
    }
}

fn setup(slug: &str, admin: &str) -> Setup {
    Setup {
        name: format!("Alcaldía de {slug}"),
        slug: slug.to_owned(),
        issuing_unit: "Unidad TIM".to_owned(),
        country: "SV".to_owned(),
        zone: "America/El_Salvador".to_owned(),
        hours: "lunes a viernes 8:00-12:00 13:00-16:00".to_owned(),
        address: "Calle Principal".to_owned(),
        phone: "2600-0000".to_owned(),
        admin_name: "Rosa Campos".to_owned(),
        admin_user: admin.to_owned(),
        admin_email: String::new(),
        password: PASSWORD.to_owned(),
        pack: "usulutan".to_owned(),
        logo_sha256: None,
        demo: false,
    }
}

/// A browser: keeps cookies, says where its forms come from, does not follow redirects.
#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    pub(crate) address: [u8; 4],
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form of ours.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form of ours with files: field, name, bytes.
    pub(crate) async fn upload(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        const EDGE: &str = "edge-of-a-part";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.as_bytes());
        }
        for (name, file, bytes) in files {
            let head =
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n");
            body.extend(head.as_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Any request, e.g. one of another site or one whose answer never ends.
    pub(crate) async fn raw(&mut self, mut request: Request<Body>) -> axum::response::Response {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((self.address, 40000))));
        let response = self.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        response
    }

    pub(crate) async fn send(&mut self, request: Request<Body>) -> Page {
        let response = self.raw(request).await;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 64 << 20).await.unwrap().to_vec();
        Page { status: parts.status, headers: parts.headers, body }
    }

    /// Does the present step of a case through the form on its page.
    pub(crate) async fn works(&mut self, case: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.get(case).await;
        let task = page.action(&format!("{case}/tasks/"));
        let answer = self.post(&task, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Page {
    /// The page with its escapes undone.
    pub(crate) fn text(&self) -> String {
        let html = String::from_utf8_lossy(&self.body);
        let marks = [("&#x2f;", "/"), ("&#x27;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
        marks.iter().fold(html.into_owned(), |text, (mark, letter)| text.replace(mark, letter))
    }

    pub(crate) fn has(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> &str {
        self.header(header::LOCATION)
    }

    /// What stands between the first `from` and the next `to`.
    pub(crate) fn between(&self, from: &str, to: &str) -> String {
        let text = self.text();
        let found = text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(found, _)| found.to_owned());
        found.unwrap_or_else(|| panic!("no «{from}…{to}» in {text}"))
    }

    /// The first address of a link that begins so.
    pub(crate) fn href(&self, begin: &str) -> String {
        format!("{begin}{}", self.between(&format!("href=\"{begin}"), "\""))
    }

    /// The first address of a form that begins so.
    pub(crate) fn action(&self, begin: &str) -> String {
        format!("{begin}{}", self.between(&format!("action=\"{begin}"), "\""))
    }

    /// The value of the option with those words.
    pub(crate) fn option(&self, words: &str) -> String {
        let text = self.text();
        let option =
            text.split("<option ").find(|o| o.split("</option>").next().is_some_and(|o| o.trim_end().ends_with(words)));
        let option = option.unwrap_or_else(|| panic!("no option «{words}» in {text}"));
        option.split_once("value=\"").and_then(|(_, v)| v.split_once('"')).map(|(v, _)| v.to_owned()).unwrap()
    }
}
