//! The first page of an installation.

use super::account::renamed;
use crate::{
    ctx::{Guest, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, Form, Setup, SignIn},
};
use axum::extract::Path;
use domain::{
    Office, demo, files,
    people::{self, Login},
    procedures,
};
use kernel::{Error, text::fold};

/// Where the three countries keep their clocks.
pub(crate) const ZONES: [&str; 9] = [
    "America/El_Salvador",
    "America/Bogota",
    "America/Mexico_City",
    "America/Cancun",
    "America/Chihuahua",
    "America/Hermosillo",
    "America/Mazatlan",
    "America/Merida",
    "America/Tijuana",
];

pub(crate) async fn form(guest: Guest, Path(token): Path<String>) -> Answer {
    people::check_setup_link(&guest.state.office, &token).await?;
    let form =
        Form::default().with("opens", "08:00").with("closes", "16:00").with("begin", "usulutan").with("country", "SV");
    let page = page(&guest, token, form.with("zone", ZONES[0]));
    guest.page(&page).await
}

fn page(guest: &Guest, token: String, form: Form) -> Setup {
    let say = |key: &'static str| kernel::text::say(guest.locale, &key.into());
    let countries = [("SV", "El Salvador"), ("CO", "Colombia"), ("MX", "México")];
    let packs = super::procedures::packs();
    Setup {
        form,
        token,
        countries: countries.map(|(code, name)| Choice::new(code, name)).into(),
        zones: ZONES.map(|z| Choice::new(z, z)).into(),
        beginnings: packs.into_iter().chain([Choice::new("demo", say("setup-begin-demo"))]).collect(),
    }
}

pub(crate) async fn found(guest: Guest, Path(token): Path<String>, mut sent: Sent) -> Answer {
    people::check_setup_link(&guest.state.office, &token).await?;
    if sent.get("begin") == "demo" {
        return demonstration(&guest).await;
    }
    match founded(&guest, &token, &mut sent).await {
        Ok(session) => {
            let mut response = guest.done("/people", "setup-done-welcome")?;
            crate::ctx::set_cookie(&mut response, &guest.session_cookie(&session));
            Ok(response)
        }
        Err(e) => {
            let names = [
                ("name", "institution"),
                ("slug", "institution"),
                ("hours", "opens"),
                ("admin_name", "name"),
                ("admin_user", "login"),
                ("admin_email", "email"),
                ("pack", "begin"),
                ("files", "logo"),
            ];
            let (status, form) = again(Form::default().typed(sent.typed()), renamed(e, &names))?;
            guest.page_as(status, &page(&guest, token, form)).await
        }
    }
}

/// Founds the institution and signs its administrator in.
async fn founded(guest: &Guest, token: &str, sent: &mut Sent) -> Result<String, Error> {
    let office = &guest.state.office;
    let logo_sha256 = receive_logo(office, sent).await?;
    let pack = sent.get("begin").to_owned();
    let issuing_unit = procedures::pack(&pack).map_or_else(String::new, |p| p.manual().issuing_unit);
    let setup = people::Setup {
        name: sent.get("institution").to_owned(),
        slug: slug(sent.get("institution")),
        issuing_unit,
        country: sent.get("country").to_owned(),
        zone: sent.get("zone").to_owned(),
        hours: format!("lunes a viernes {}-{}", sent.get("opens"), sent.get("closes")),
        address: sent.get("address").to_owned(),
        phone: sent.get("phone").to_owned(),
        admin_name: sent.get("name").to_owned(),
        admin_user: sent.get("login").to_owned(),
        admin_email: sent.get("email").to_owned(),
        password: sent.raw("password").to_owned(),
        pack,
        logo_sha256,
        demo: false,
    };
    let login = Login {
        name: setup.admin_user.clone(),
        password: setup.password.clone(),
        address: guest.address.clone(),
        agent: guest.agent.clone(),
    };
    people::found(office, Some(token), setup).await?;
    Ok(people::sign_in(office, login).await?.token)
}

/// Keeps the shield that was sent, if any. Refuses what is no picture at the field `logo`.
pub(crate) async fn receive_logo(office: &Office, sent: &mut Sent) -> Result<Option<String>, Error> {
    let Some((name, bytes)) = sent.files("logo").into_iter().next() else { return Ok(None) };
    if !files::sniff(&bytes).is_some_and(|mime| ["image/png", "image/jpeg"].contains(&mime)) {
        return Err(Error::field("logo", "setup-logo-kind"));
    }
    let kept = files::receive(office, &name, bytes).await.map_err(|e| renamed(e, &[("files", "logo")]))?;
    Ok(Some(kept.sha256))
}

/// Loads the demonstration and shows its logins, this once.
async fn demonstration(guest: &Guest) -> Answer {
    let logins = demo::load(&guest.state.office).await?;
    let demo_logins = logins.into_iter().map(|l| Choice::new(format!("{} · {}", l.user, l.password), l.role)).collect();
    guest
        .page(&SignIn {
            form: Form::default(),
            next: String::new(),
            public_form: Some(urls::help("demo")),
            demo_logins,
        })
        .await
}

/// «Alcaldía Municipal de Usulután» → `alcaldia-municipal-de-usulutan`.
fn slug(name: &str) -> String {
    let folded = fold(name).replace("n~", "n");
    let words: Vec<String> =
        folded.split_whitespace().map(|w| w.chars().filter(char::is_ascii_alphanumeric).collect()).collect();
    words.into_iter().filter(|w: &String| !w.is_empty()).collect::<Vec<_>>().join("-").chars().take(40).collect()
}
