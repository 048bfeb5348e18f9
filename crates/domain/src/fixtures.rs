//! An office to test in: the Usulután pack, real database, real files, real press, a clock that stands still.

use crate::{
    CaseId, Office, PersonId, TaskId, UnitId,
    desk::{self, Request},
    jobs,
    papers::{self, Drawn, Paper},
    people::{self, Grant, PersonDraft, Setup},
};
use db::{Tx, testing::Scratch};
use gateways::{DiskFiles, Imap, Smtp, Trust};
use kernel::{
    Error, Kind, Result,
    permit::Actor,
    random::Random,
    seal::Key,
    time::{Clock, Duration, instant},
};
use procedure::state::Data;
use std::sync::{Arc, LazyLock};

/// The authorities of this machine, read once.
static TRUST: LazyLock<Trust> = LazyLock::new(|| Trust::new(b"").expect("no authority of our own"));

/// A password that fits the rules.
pub(crate) const PASSWORD: &str = "la mula baja despacio al rio";

/// The office and who works there. Dropped, everything is gone.
pub(crate) struct Fixture {
    pub office: Office,
    pub admin: Actor,
    pub chief: Actor,
    /// Two technicians.
    pub beto: Actor,
    pub carla: Actor,
    /// An employee of the treasury, and one of the registry.
    pub ana: Actor,
    pub dora: Actor,
    pub auditor: Actor,
    pub treasury: UnitId,
    _bare: Bare,
}

/// An office without an institution.
pub(crate) struct Bare {
    pub office: Office,
    _scratch: Scratch,
    _dir: tempfile::TempDir,
}

/// Monday 2 March 2026, 8:00 in El Salvador, before anybody works there.
pub(crate) async fn bare() -> Bare {
    let scratch = Scratch::new().await;
    let dir = tempfile::tempdir().unwrap();
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
    Bare { office, _scratch: scratch, _dir: dir }
}

/// Monday 2 March 2026, 8:00 in El Salvador.
pub(crate) async fn office() -> Fixture {
    let bare = bare().await;
    let office = bare.office.clone();
    let (institution, admin) = people::found(&office, None, setup()).await.unwrap();
    let system = Actor::system(institution.0);
    let admin = actor(&office, &system, admin).await;
    let person = async |name: &str, user: &str, role: &str, unit: &str| {
        let id = add(&office, &admin, name, user, role, unit).await.unwrap();
        actor(&office, &system, id).await
    };
    Fixture {
        chief: person("Julia Méndez", "julia", "jefatura_tim", "tim").await,
        beto: person("Beto Rivas", "beto", "tecnico_tim", "tim").await,
        carla: person("Carla Paz", "carla", "tecnico_tim", "tim").await,
        ana: person("Ana Flores", "ana", "usuario", "tesoreria").await,
        dora: person("Dora Luna", "dora", "usuario", "registro-familiar").await,
        auditor: person("Óscar Vega", "oscar", "auditor", "auditoria").await,
        treasury: unit(&office, &system, "tesoreria").await,
        admin: admin.clone(),
        office: office.clone(),
        _bare: bare,
    }
}

pub(crate) fn setup() -> Setup {
    Setup {
        name: "Alcaldía de prueba".to_owned(),
        slug: "prueba".to_owned(),
        issuing_unit: "Unidad TIM".to_owned(),
        country: "SV".to_owned(),
        zone: "America/El_Salvador".to_owned(),
        hours: "lunes a viernes 8:00-12:00 13:00-16:00".to_owned(),
        address: "Calle Principal".to_owned(),
        phone: "2600-0000".to_owned(),
        admin_name: "Rosa Admin".to_owned(),
        admin_user: "rosa".to_owned(),
        admin_email: "rosa@prueba.gob.sv".to_owned(),
        password: PASSWORD.to_owned(),
        pack: "usulutan".to_owned(),
        logo_sha256: None,
        demo: false,
    }
}

/// The person as they sign in today.
pub(crate) async fn actor(office: &Office, as_: &Actor, id: PersonId) -> Actor {
    let read = office.read(as_);
    let person = people::query::get_person(&read, id).await.unwrap();
    people::query::actor(&read, &person).await.unwrap()
}

pub(crate) async fn add(
    office: &Office,
    admin: &Actor,
    name: &str,
    user: &str,
    role: &str,
    in_unit: &str,
) -> Result<PersonId> {
    let roles = people::query::roles(&office.read(admin)).await?;
    let role = roles.iter().find(|r| r.code == role).expect("the pack has the role").id;
    let draft = PersonDraft {
        name: name.to_owned(),
        user_name: user.to_owned(),
        email: format!("{user}@prueba.gob.sv"),
        post: "Puesto".to_owned(),
        phone: "2600-0001".to_owned(),
        unit: Some(unit(office, admin, in_unit).await),
        grants: vec![Grant { role, unit: None }],
    };
    let mut tx = office.write(admin).await?;
    let id = people::add_person(&mut tx, draft).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) async fn unit(office: &Office, actor: &Actor, code: &str) -> UnitId {
    let tree = people::query::unit_tree(&office.read(actor)).await.unwrap();
    tree.into_iter().find(|(u, _)| u.code == code).expect("the pack has the unit").0.id
}

/// What kind of refusal it was.
///
/// # Panics
/// When it was none.
pub(crate) fn kind<T>(refused: Result<T>) -> Kind {
    refused.map(drop).expect_err("this is refused").kind
}

/// The fields that were refused, each with its reason, in alphabetical order.
pub(crate) fn fields<T>(refused: Result<T>) -> Vec<(String, String)> {
    let Error { fields, .. } = refused.map(drop).expect_err("this is refused");
    let mut named: Vec<_> = fields.into_iter().map(|(f, m)| (f.into_owned(), m.key.into_owned())).collect();
    named.sort();
    named
}

/// The message key of a refusal.
pub(crate) fn key<T>(refused: Result<T>) -> String {
    refused.map(drop).expect_err("this is refused").msg.key.into_owned()
}

impl Fixture {
    /// The administrator of a second institution in the same installation.
    pub(crate) async fn neighbour(&self) -> Actor {
        let setup =
            Setup { slug: "vecina".to_owned(), admin_user: "vecina".to_owned(), admin_email: String::new(), ..setup() };
        let (institution, admin) = people::found(&self.office, None, setup).await.unwrap();
        actor(&self.office, &Actor::system(institution.0), admin).await
    }

    /// An open transaction of that person. SQLite has one at a time: end it before the next.
    pub(crate) async fn tx(&self, who: &Actor) -> Tx {
        self.office.write(who).await.unwrap()
    }

    /// Puts a text in force, as installing a pack does.
    pub(crate) async fn put_in_force(&self, source: &str) {
        let mut tx = self.tx(&Actor::system(self.admin.institution)).await;
        crate::procedures::put_in_force(&mut tx, source, None).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The latest paper of the case.
    pub(crate) async fn paper(&self, case: CaseId) -> Paper {
        papers::query::of_case(&self.office.read(&self.chief), case).await.unwrap().remove(0)
    }

    /// Signs the latest paper of the case on the screen in front of `who`.
    pub(crate) async fn signs(&self, who: &Actor, case: CaseId) -> Result<Paper> {
        self.office.clock.advance(Duration::minutes(1));
        let paper = self.paper(case).await;
        let document_sha256 = papers::print(&self.office, &self.chief, paper.id).await?;
        let drawn = Drawn {
            image: crate::demo::scribble(&Random::seeded(1)),
            document_sha256,
            device: "Tableta".to_owned(),
            address: "192.0.2.7".to_owned(),
        };
        papers::sign_on_screen(&self.office, who, paper.id, drawn).await
    }

    /// A case from its request to the folder of the month.
    pub(crate) async fn filed(&self, who: &Actor, technician: &Actor) -> CaseId {
        let case = self.printed(who, technician).await;
        self.signs(who, case).await.unwrap();
        self.does(technician, case, &[]).await.unwrap();
        jobs::drain(&self.office).await.unwrap();
        case
    }

    /// The row of the case.
    pub(crate) async fn case(&self, case: CaseId) -> crate::cases::Case {
        crate::cases::query::get(&self.office.read(&self.chief), case).await.unwrap()
    }

    /// Whether the case's history is whole.
    pub(crate) async fn verify(&self, case: CaseId) -> Result<(), String> {
        let read = self.office.read(&self.chief);
        crate::cases::verify(&read, &self.case(case).await).await.unwrap()
    }

    /// A request by `who`, one minute after whatever was before.
    pub(crate) async fn asks(&self, who: &Actor) -> CaseId {
        self.office.clock.advance(Duration::minutes(1));
        let mut tx = self.office.write(who).await.unwrap();
        let asked = desk::ask(&mut tx, self.request()).await.unwrap();
        tx.commit().await.unwrap();
        asked.case.id
    }

    /// A printer that does not print.
    pub(crate) fn request(&self) -> Request {
        let data = [
            ("unidad", self.treasury.to_string()),
            ("tipo_ayuda", "Impresora o escáner".to_owned()),
            ("detalle", "No imprime".to_owned()),
        ];
        Request {
            procedure: "soporte_tecnico".to_owned(),
            data: data.map(|(k, v)| (k.to_owned(), v)).into(),
            ..Request::default()
        }
    }

    pub(crate) async fn takes_next(&self, who: &Actor) -> Option<CaseId> {
        self.office.clock.advance(Duration::minutes(1));
        let mut tx = self.office.write(who).await.unwrap();
        let case = desk::take_next(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        case.map(|c| c.id)
    }

    /// Does the open task of the case.
    pub(crate) async fn does(&self, who: &Actor, case: CaseId, data: &[(&str, &str)]) -> Result<()> {
        self.office.clock.advance(Duration::minutes(1));
        let task = self.task(case).await;
        let data: Data = data.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let mut tx = self.office.write(who).await?;
        crate::cases::complete(&mut tx, task, None, data).await?;
        tx.commit().await
    }

    /// The id of the case's one open task.
    pub(crate) async fn task(&self, case: CaseId) -> TaskId {
        let view = crate::cases::query::view(&self.office.read(&self.chief), case).await.unwrap();
        view.tasks.first().expect("an open case has a task").id
    }

    /// Request, taken, attended, closed, printed: waits for the signature.
    pub(crate) async fn printed(&self, who: &Actor, technician: &Actor) -> CaseId {
        let case = self.asks(who).await;
        assert_eq!(self.takes_next(technician).await, Some(case));
        self.does(technician, case, &[]).await.unwrap();
        self.does(technician, case, &[("problema", "Sin tinta"), ("solucion", "Se cambió el cartucho")]).await.unwrap();
        self.does(technician, case, &[]).await.unwrap();
        jobs::drain(&self.office).await.unwrap();
        case
    }
}

/// The cases that fit these words, as the search page shows them.
pub(crate) async fn found(src: &impl db::Source, text: &str) -> Vec<crate::cases::Case> {
    let looking = crate::search::query::Looking { text: text.to_owned(), ..Default::default() };
    crate::search::query::list_cases(src, &looking, None).await.unwrap().rows
}
