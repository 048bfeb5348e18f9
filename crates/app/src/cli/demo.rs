//! `cabildo demo`: fills an installation with the demonstration and says, once, who can sign in.

use crate::{
    config::{Place, say},
    wire,
};
use kernel::Result;

/// Standard output has one line per login, `user  password  role`; the words around go to standard error.
pub(crate) async fn load(place: &Place) -> Result<()> {
    wire::log(place)?;
    let office = wire::office(place, &place.public_url(wire::LOCAL)).await?;
    let logins = domain::demo::load(&office).await?;
    let wide = |f: fn(&domain::demo::DemoLogin) -> &str| logins.iter().map(|l| f(l).chars().count()).max().unwrap_or(0);
    let (user, password) = (wide(|l| &l.user), wide(|l| &l.password));
    eprintln!("{}", say("cli-demo-done"));
    for login in &logins {
        println!("{:user$}  {:password$}  {}", login.user, login.password, login.role);
    }
    office.db.close().await
}
