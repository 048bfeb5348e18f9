//! `cabildo verify`: looks whether anything that is kept was changed.

use crate::{
    config::{Place, say},
    wire,
};
use domain::{audit, people};
use kernel::{Error, Msg, Result, permit::Actor};
use uuid::Uuid;

/// Prints what was found, a line each. Conflict when there is anything.
pub(crate) async fn verify(place: &Place) -> Result<()> {
    wire::log(place)?;
    let office = wire::office(place, &place.public_url(wire::LOCAL)).await?;
    let nobody = office.read(&Actor::system(Uuid::nil()));
    let (mut cases, mut files, mut found) = (0, 0, 0);
    for institution in people::query::institutions(&nobody).await? {
        let seen = audit::verify(&office, &Actor::system(institution.id.0)).await?;
        for (what, detail) in &seen.findings {
            println!("{}  {what}  {detail}", institution.slug);
        }
        cases += seen.cases;
        files += seen.files;
        found += seen.findings.len();
    }
    office.db.close().await?;
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    if found > 0 {
        return Err(Error::conflict(Msg::new("cli-verify-broken").with("n", i64::try_from(found).unwrap_or(i64::MAX))));
    }
    println!("{}", say(Msg::new("cli-verify-fine").with("cases", number(cases)).with("files", number(files))));
    Ok(())
}
