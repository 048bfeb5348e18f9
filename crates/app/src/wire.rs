//! Puts the house together: database, files, press, clock and chance of one installation.

use crate::config::{LogFormat, Place};
use db::Db;
use domain::Office;
use gateways::{DiskFiles, Imap, Smtp, Trust};
use kernel::{
    Error, Kind, Msg, Result,
    random::Random,
    seal::{Key, from_hex},
    time::Clock,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tracing_subscriber::EnvFilter;

/// Where the terminal's own links lead when nobody said how people come.
pub(crate) const LOCAL: &str = "http://127.0.0.1:8080";

/// Sends the log to standard error. Refuses a filter that cannot be read.
pub(crate) fn log(place: &Place) -> Result<()> {
    let filter = EnvFilter::try_new(&place.log).map_err(|e| Error::invalid("cli-log-filter").with_source(e))?;
    let ansi = io::IsTerminal::is_terminal(&io::stderr());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(ansi);
    match place.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

/// Opens the installation, making what is not there yet and bringing its schema up to date. Refuses a folder that cannot
/// be written and a database that does not answer, saying which.
pub(crate) async fn office(place: &Place, public_url: &str) -> Result<Office> {
    let folder = folder(&place.data)?;
    let url = match place.database() {
        Some(url) => url,
        None => sqlite(&folder.join("cabildo.db"))?,
    };
    let db = Db::open(&url).await.map_err(|e| match e.kind {
        Kind::Unavailable | Kind::Internal => Error { msg: Msg::new("cli-database").with("url", shown(&url)), ..e },
        Kind::Invalid | Kind::NotFound | Kind::Forbidden | Kind::Unauthenticated | Kind::Conflict => e,
    })?;
    let trust = Trust::new(&own_authorities(&folder)?)?;
    Ok(Office {
        db,
        clock: Clock::System,
        random: Random::System,
        files: Arc::new(DiskFiles::open(folder.join("files"))?),
        press: Arc::new(paper::TypstPress),
        mailer: Arc::new(Smtp::new(trust.clone())),
        mailboxes: Arc::new(Imap::new(trust)),
        key: key(&folder.join("secret.key"))?,
        public_url: public_url.into(),
    })
}

/// The data folder, whole path; a new one only its owner can open.
fn folder(dir: &Path) -> Result<PathBuf> {
    let refused =
        |e: io::Error| Error::invalid(Msg::new("cli-folder").with("folder", dir.display().to_string())).with_source(e);
    let mut maker = fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(dir).map_err(refused)?;
    let probe = dir.join(format!(".writable-{}", std::process::id()));
    fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe)).map_err(refused)?;
    dir.canonicalize().map_err(refused)
}

/// The certificates of authorities that the town has of its own, for mail servers inside its network.
fn own_authorities(folder: &Path) -> Result<Vec<u8>> {
    match fs::read(folder.join("authorities.pem")) {
        Ok(pem) => Ok(pem),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(Error::invalid("mail-own-authority").with_source(e)),
    }
}

/// The key that opens what is sealed in the database: a file of its own, made when there is none, readable for its owner
/// alone. Refuses one that is no key: with another one, what is sealed would be lost.
fn key(file: &Path) -> Result<Key> {
    let broken = || Error::invalid(Msg::new("cli-key").with("file", file.display().to_string()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(mut made) => {
            let written = io::Write::write_all(&mut made, Random::System.secret().as_bytes());
            written.and_then(|()| made.sync_all()).map_err(|e| broken().with_source(e))?;
        }
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
        Err(e) => return Err(broken().with_source(e)),
    }
    let text = fs::read_to_string(file).map_err(|e| broken().with_source(e))?;
    let bytes = from_hex(text.trim()).and_then(|b| <[u8; 32]>::try_from(b).ok());
    bytes.map(Key::new).ok_or_else(broken)
}

/// The address of a database file: what means something in an address is written as `%xx`.
fn sqlite(file: &Path) -> Result<String> {
    let path = file
        .to_str()
        .ok_or_else(|| Error::invalid(Msg::new("cli-folder").with("folder", file.display().to_string())))?;
    let path = path.replace('%', "%25").replace('?', "%3F").replace('#', "%23").replace(' ', "%20");
    Ok(format!("sqlite://{path}"))
}

/// The address of a database without its password.
fn shown(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.rsplit_once('@') {
        Some((login, host)) => format!("{scheme}://{}@{host}", login.split(':').next().unwrap_or_default()),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown_with_its_database() {
        assert_eq!(shown("postgres://ana:s3:cr@et@db.example/cabildo"), "postgres://ana@db.example/cabildo");
        assert_eq!(shown("sqlite:///var/lib/cabildo.db"), "sqlite:///var/lib/cabildo.db");
    }

    #[tokio::test]
    async fn a_folder_may_have_any_name_and_is_private() {
        let dir = tempfile::tempdir().unwrap();
        let odd = dir.path().join("a b#1?x=2 100%25ñ");
        let db = Db::open(&sqlite(&folder(&odd).unwrap().join("cabildo.db")).unwrap()).await.unwrap();
        db.close().await.unwrap();
        assert!(odd.join("cabildo.db").is_file());
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&odd).unwrap().permissions()) & 0o777, 0o700);
    }

    #[test]
    fn the_key_is_made_once_for_its_owner_alone_and_a_broken_one_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret.key");
        let secret = kernel::seal::Secret::new("clave");
        let sealed = key(&file).unwrap().seal(&Random::System, "x", &secret).unwrap();
        assert_eq!(key(&file).unwrap().open("x", &sealed).unwrap(), secret);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions()) & 0o777, 0o600);
        fs::write(&file, "nada").unwrap();
        assert_eq!(key(&file).unwrap_err().msg.key, "cli-key");
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_refused_by_name() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("data");
        fs::write(&file, b"x").unwrap();
        let refused = folder(&file).unwrap_err();
        assert_eq!((refused.kind, refused.msg.key.as_ref()), (Kind::Invalid, "cli-folder"));
    }
}
