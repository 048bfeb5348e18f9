//! Who works at the demonstration: invented people in the pack's units.

use crate::{
    Office,
    people::{self, Grant, PersonDraft},
};
use db::{PersonId, UnitId};
use kernel::{Error, Result, permit::Actor, random::Random};

/// Somebody invented.
struct Invented {
    name: &'static str,
    user: &'static str,
    post: &'static str,
    role: &'static str,
    unit: &'static str,
    /// Gets a password and appears among the logins.
    signs_in: bool,
}

const fn somebody(
    name: &'static str,
    user: &'static str,
    post: &'static str,
    role: &'static str,
    unit: &'static str,
) -> Invented {
    Invented { name, user, post, role, unit, signs_in: false }
}

/// One more who gets a login.
const fn login(who: Invented) -> Invented {
    Invented { signs_in: true, ..who }
}

pub(super) const ADMIN_NAME: &str = "Rosa Elena Quintanilla";
pub(super) const ADMIN_USER: &str = "demo.rosa";

/// Seventeen, and the administrator who founds the institution.
const PEOPLE: [Invented; 17] = [
    login(somebody("Julio César Menjívar", "demo.julio", "Jefe de TIM", "jefatura_tim", "tim")),
    login(somebody("Beatriz Umaña", "demo.beatriz", "Técnica de soporte", "tecnico_tim", "tim")),
    login(somebody("Kevin Argueta", "demo.kevin", "Técnico de soporte", "tecnico_tim", "tim")),
    login(somebody("Carlos Portillo", "demo.carlos", "Técnico de redes", "tecnico_tim", "tim")),
    login(somebody("Óscar Villalta", "demo.oscar", "Auditor interno", "auditor", "auditoria")),
    login(somebody("Ana Lucía Flores", "demo.ana", "Cajera", "usuario", "tesoreria")),
    login(somebody("Dora Alicia Luna", "demo.dora", "Registradora auxiliar", "usuario", "registro-familiar")),
    somebody("Manuel Antonio Rivas", "demo.manuel", "Tesorero municipal", "usuario", "tesoreria"),
    somebody("Sandra Guadalupe Paz", "demo.sandra", "Contadora", "usuario", "contabilidad"),
    somebody("José Adán Bonilla", "demo.jose", "Inspector de catastro", "usuario", "catastro"),
    somebody("Karla Ivette Chávez", "demo.karla", "Colectora de cuentas", "usuario", "cuentas"),
    somebody("Wilfredo Osorio", "demo.wilfredo", "Encargado de personal", "usuario", "personas"),
    somebody("Marta Lidia Serrano", "demo.marta", "Encargada de compras", "usuario", "compras"),
    somebody("Edwin Alexander Cruz", "demo.edwin", "Supervisor de servicios", "usuario", "servicios"),
    somebody("Gloria Marina Escobar", "demo.gloria", "Secretaria municipal", "usuario", "secretaria"),
    somebody("Raúl Ernesto Guevara", "demo.raul", "Comunicador", "usuario", "comunicaciones"),
    somebody("Patricia Yesenia Lemus", "demo.patricia", "Asistente de gerencia", "usuario", "gerencia"),
];

/// The words of which the passwords are made: seven bits each.
const WORDS: [&str; 128] = [
    "abeja", "acera", "agua", "ajonjoli", "alba", "almohada", "anona", "arado", "arena", "arroz", "atol", "azadon",
    "balcon", "balsamo", "banano", "barca", "barrio", "bejuco", "brisa", "bruma", "cafetal", "camino", "campana",
    "canasta", "canoa", "cantaro", "carreta", "caverna", "cedro", "ceiba", "cerro", "cesto", "chorro", "cipres",
    "cobre", "comal", "concha", "copal", "coral", "cosecha", "cuerda", "danta", "delta", "duende", "enredo", "escoba",
    "espiga", "estero", "faro", "fogata", "fresno", "fuente", "garrobo", "garza", "girasol", "grano", "guayaba",
    "guitarra", "hamaca", "harina", "helecho", "hierba", "higuera", "hoguera", "huerto", "iguana", "jabon", "jarro",
    "jicara", "jocote", "ladera", "laguna", "lampara", "lancha", "leche", "lluvia", "loma", "lucero", "madera", "maiz",
    "mango", "marea", "marimba", "masa", "melon", "mercado", "milpa", "molino", "monte", "morro", "muelle", "naranja",
    "neblina", "nido", "nube", "olla", "orilla", "paloma", "panal", "parcela", "petate", "piedra", "pino", "playa",
    "pozo", "puente", "quebrada", "queso", "rama", "rancho", "red", "remo", "roca", "sal", "sandia", "semilla",
    "sendero", "sierra", "sombra", "tambor", "tecomate", "teja", "tinaja", "torogoz", "trapiche", "vereda", "volcan",
    "zapote",
];

/// Six words from real randomness: 42 bits, behind a throttle.
pub(super) fn password(random: &Random) -> String {
    random.bytes::<6>().map(|b| WORDS[usize::from(b) % WORDS.len()]).join(" ")
}

/// Somebody who signs in to the demonstration. Shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoLogin {
    pub user: String,
    pub password: String,
    /// The role's name, as the pack has it.
    pub role: String,
}

/// Who acts in the story.
pub(super) struct Cast {
    pub chief: Actor,
    pub technicians: Vec<Actor>,
    /// Who asks for help, with their unit.
    pub staff: Vec<(Actor, UnitId)>,
    pub logins: Vec<DemoLogin>,
}

/// Adds the invented people, with a password for those who sign in.
pub(super) async fn hire(office: &Office, admin: &Actor) -> Result<Cast> {
    let read = office.read(admin);
    let roles = people::query::roles(&read).await?;
    let units = people::query::unit_tree(&read).await?;
    let (mut chief, mut technicians, mut staff, mut logins) = (None, Vec::new(), Vec::new(), Vec::new());
    for who in &PEOPLE {
        let role = roles.iter().find(|r| r.code == who.role).ok_or_else(|| lacking(who.role))?;
        let unit = units.iter().find(|(u, _)| u.code == who.unit).ok_or_else(|| lacking(who.unit))?.0.id;
        let draft = PersonDraft {
            name: who.name.to_owned(),
            user_name: who.user.to_owned(),
            email: String::new(),
            post: who.post.to_owned(),
            phone: format!("ext. {}", 200 + staff.len() + technicians.len()),
            unit: Some(unit),
            grants: vec![Grant { role: role.id, unit: None }],
        };
        let mut tx = office.write(admin).await?;
        let id = people::add_person(&mut tx, draft).await?;
        let link = if who.signs_in { Some(people::password_link(&mut tx, id).await?) } else { None };
        tx.commit().await?;
        if let Some(link) = link {
            let password = password(&office.random);
            people::use_password_link(office, &link, password.clone()).await?;
            logins.push(DemoLogin { user: who.user.to_owned(), password, role: role.name.clone() });
        }
        let actor = actor(office, admin, id).await?;
        match who.role {
            "jefatura_tim" => chief = Some(actor),
            "tecnico_tim" => technicians.push(actor),
            "usuario" => staff.push((actor, unit)),
            _ => {}
        }
    }
    Ok(Cast { chief: chief.ok_or_else(|| lacking("jefatura_tim"))?, technicians, staff, logins })
}

/// The person as they sign in.
pub(super) async fn actor(office: &Office, by: &Actor, id: PersonId) -> Result<Actor> {
    let read = office.read(by);
    people::query::actor(&read, &people::query::get_person(&read, id).await?).await
}

fn lacking(what: &str) -> Error {
    Error::internal(format!("the demonstration's pack has no {what}"))
}
