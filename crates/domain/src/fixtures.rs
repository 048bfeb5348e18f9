//! An office to test in: the Usulután pack, real database, real files, real press, a clock that stands still.

use crate::{
    CaseId, Office, PersonId, TaskId, UnitId,
    desk::{self, Request},
    jobs,
    people::{self, Grant, PersonDraft, Setup},
};
use db::testing::Scratch;
use gateways::DiskFiles;
use kernel::{
    Result,
    permit::Actor,
    random::Random,
    time::{Clock, Duration, instant},
};
use procedure::state::Data;
use std::sync::Arc;

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
    _scratch: Scratch,
    _dir: tempfile::TempDir,
}

/// Monday 2 March 2026, 8:00 in El Salvador.
pub(crate) async fn office() -> Fixture {
    let scratch = Scratch::new().await;
    let dir = tempfile::tempdir().unwrap();
    let office = Office {
        db: scratch.db.clone(),
        clock: Clock::manual(instant("2026-03-02T14:00:00Z")),
        random: Random::System,
        files: Arc::new(DiskFiles::open(dir.path()).unwrap()),
        press: Arc::new(paper::TypstPress),
        public_url: "https://tim.example".into(),
    };
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
        _scratch: scratch,
        _dir: dir,
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

async fn add(office: &Office, admin: &Actor, name: &str, user: &str, role: &str, in_unit: &str) -> Result<PersonId> {
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

async fn unit(office: &Office, actor: &Actor, code: &str) -> UnitId {
    let tree = people::query::unit_tree(&office.read(actor)).await.unwrap();
    tree.into_iter().find(|(u, _)| u.code == code).expect("the pack has the unit").0.id
}

impl Fixture {
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
