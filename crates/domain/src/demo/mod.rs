//! The demonstration: an institution of invented people with a month of cases, marked as such on every page and paper.
//!
//! Made by the same verbs as everything else, with a clock that is moved, so that numbers, queue, papers, signatures
//! and sealed histories are what the house really does. Variety comes from a seed, secrets and passwords never do.
//! It is no single transaction: what stops half-way leaves half a demonstration.

mod people;
mod registers;
mod scribble;
mod story;
#[cfg(test)]
mod tests;
mod troubles;

#[cfg(test)]
pub(crate) use scribble::scribble;

use crate::{
    Office, jobs,
    people::{Setup, calendar, found, query},
};
use kernel::{
    Error, Result,
    permit::Actor,
    random::Random,
    time::{Clock, Duration},
};

pub use people::DemoLogin;

/// How many cases the month has.
const CASES: usize = 70;
/// How many days back it begins: far enough that there is always a folder of last month.
const DAYS: i64 = 35;
/// Papers printed at once in the end: more than the processors of a small server would only wait for each other.
const PRINTERS: usize = 4;

/// Makes the demonstration and gives its logins, this once. Conflict when there is one already, or when its short name
/// is taken.
pub async fn load(office: &Office) -> Result<Vec<DemoLogin>> {
    load_some(office, CASES).await
}

/// The same with another number of cases.
async fn load_some(office: &Office, cases: usize) -> Result<Vec<DemoLogin>> {
    let now = office.now();
    let then = Office { clock: Clock::manual(now - Duration::days(DAYS)), ..office.clone() };
    let password = people::password(&office.random);
    let (institution, admin) = found(&then, None, setup(password.clone())?).await?;
    let admin = people::actor(&then, &Actor::system(institution.0), admin).await?;
    let mut cast = people::hire(&then, &admin).await?;
    let read = then.read(&admin);
    let calendar = calendar(&read).await?;
    let role = query::roles(&read).await?.into_iter().find(|r| r.code == "administrador");
    let role = role.ok_or_else(|| Error::internal("the demonstration's pack has no administrador"))?.name;
    let mut logins = vec![DemoLogin { user: people::ADMIN_USER.to_owned(), password, role }];
    logins.append(&mut cast.logins);
    story::tell(story::Story::new(then.clone(), cast, calendar, Random::seeded(2026), now), cases).await?;
    then.clock.set(now);
    registers::fill(&then, &admin).await?;
    print_all(&then).await?;
    Ok(logins)
}

fn setup(password: String) -> Result<Setup> {
    let pack = crate::procedures::pack("usulutan").ok_or_else(|| Error::internal("the pack usulutan is missing"))?;
    let manual = pack.manual();
    Ok(Setup {
        name: format!("{} (demostración)", manual.institution.name),
        slug: "demo".to_owned(),
        issuing_unit: manual.issuing_unit,
        country: manual.institution.country.code().to_owned(),
        zone: manual.institution.zone,
        hours: "lunes a viernes 8:00-12:00 13:00-16:00".to_owned(),
        address: manual.institution.address.unwrap_or_default(),
        phone: manual.institution.phone.unwrap_or_default(),
        admin_name: people::ADMIN_NAME.to_owned(),
        admin_user: people::ADMIN_USER.to_owned(),
        admin_email: String::new(),
        password,
        pack: pack.code.to_owned(),
        logo_sha256: None,
        demo: true,
    })
}

/// Does the printing that is due, several papers at once.
async fn print_all(office: &Office) -> Result<()> {
    let printers: Vec<_> = (0..PRINTERS)
        .map(|n| {
            let office = office.clone();
            tokio::spawn(async move {
                let worker = format!("demo-{n}");
                while jobs::run_one(&office, &worker).await? {}
                Ok::<(), Error>(())
            })
        })
        .collect();
    for printer in printers {
        printer.await.map_err(Error::internal)??;
    }
    Ok(())
}
