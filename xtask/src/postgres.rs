//! A `PostgreSQL` of our own for the length of one run: own folder, own port, own password, nothing left behind.
//!
//! The server hangs on a shell that waits for its standard input to end. Whatever becomes of xtask (done, failed,
//! interrupted, killed), that pipe closes, the server stops and the folder goes.
//! It touches no cluster of the machine and needs no rights but, for root, a user to step down to:
//! `PostgreSQL` refuses to run as root.

use crate::sh;
use std::{
    fs,
    io::Read as _,
    net::TcpListener,
    os::unix::{fs::PermissionsExt as _, fs::chown, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

/// Set by who wants the tests on a database of their own instead of a private cluster.
pub(crate) const SETTING: &str = "CABILDO_TEST_DATABASE";

/// Runs the server until standard input ends, then removes the folder it lives in.
const KEEPER: &str = r#"
trap '' INT TERM HUP
cd "$2" || exit 1
"$1/postgres" -D "$2/data" >"$2/log" 2>&1 </dev/null &
server=$!
while read -r _; do :; done
kill -QUIT "$server"
wait "$server"
cd / && rm -rf "$2"
"#;

/// Whether `PostgreSQL` has to be installed before the tests can run on it.
pub(crate) fn wanted() -> bool {
    sh::setting(SETTING).is_none() && programs().is_none()
}

/// The folder with `initdb` and `postgres`: the newest that Debian has installed, or the one in `PATH`.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let newest = versions
        .map(|entry| (entry.file_name().to_string_lossy().parse::<u32>().unwrap_or(0), entry.path().join("bin")))
        .filter(|(_, bin)| bin.join("initdb").is_file() && bin.join("postgres").is_file())
        .max_by_key(|(version, _)| *version);
    let in_path = || sh::find("postgres").and_then(|p| Some(p.parent()?.to_path_buf()));
    newest.map(|(_, bin)| bin).or_else(in_path)
}

/// A running private cluster. Dropping it stops and removes it.
#[derive(Debug)]
pub(crate) struct Cluster {
    keeper: Child,
    url: String,
}

impl Cluster {
    /// Makes and starts a cluster; returns once it answers. Refuses when `PostgreSQL` is not installed or does not start.
    pub(crate) fn start() -> Result<Self, String> {
        let bin = programs().ok_or("PostgreSQL is not installed (Debian package: postgresql)")?;
        let user = service_user()?;
        let password = random_hex()?;
        let dir = folder(user)?;
        let keep = || -> Result<(Child, u16), String> {
            initialise(&bin, &dir, user, &password)?;
            let port = free_port()?;
            configure(&dir, port)?;
            let mut keeper = as_user(Command::new("sh"), user)
                .args(["-c", KEEPER, "keeper"])
                .args([&bin, &dir])
                .stdin(Stdio::piped())
                .spawn()
                .map_err(|e| format!("the shell that keeps PostgreSQL could not start: {e}"))?;
            match answers(&bin, &dir, port) {
                Ok(()) => Ok((keeper, port)),
                Err(problem) => {
                    drop(keeper.stdin.take());
                    drop(keeper.wait());
                    Err(problem)
                }
            }
        };
        let (keeper, port) = keep().inspect_err(|_| drop(fs::remove_dir_all(&dir)))?;
        Ok(Self { keeper, url: format!("postgres://cabildo:{password}@127.0.0.1:{port}/postgres") })
    }

    /// Where tests connect to as owner of the whole cluster; they make databases of their own from there.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("the private PostgreSQL may still run: {error}");
        }
    }
}

/// User and group to step down to, when we are root.
type User = Option<(u32, u32)>;

fn service_user() -> Result<User, String> {
    if sh::output(Command::new("id").arg("-u"))?.trim() != "0" {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").map_err(|e| format!("/etc/passwd: {e}"))?;
    let find = |name: &str| {
        let line = users.lines().find(|l| l.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    let user = find("postgres").or_else(|| find("nobody"));
    user.map(Some).ok_or_else(|| "PostgreSQL refuses root, and there is no user postgres or nobody".to_owned())
}

fn as_user(mut command: Command, user: User) -> Command {
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

fn folder(user: User) -> Result<PathBuf, String> {
    let dir = std::env::temp_dir().join(format!("cabildo-pg-{}", random_hex()?));
    let made = || -> std::io::Result<()> {
        fs::create_dir(&dir)?;
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o700))?;
        if let Some((uid, gid)) = user {
            chown(&dir, Some(uid), Some(gid))?;
        }
        Ok(())
    };
    made().map_err(|e| format!("{}: {e}", dir.display()))?;
    Ok(dir)
}

/// Sorts as Spanish does, not by bytes: what passes here passes on a town hall's cluster.
fn initialise(bin: &Path, dir: &Path, user: User, password: &str) -> Result<(), String> {
    let secret = dir.join("password");
    fs::write(&secret, password).map_err(|e| format!("{}: {e}", secret.display()))?;
    if let Some((uid, gid)) = user {
        chown(&secret, Some(uid), Some(gid)).map_err(|e| e.to_string())?;
    }
    let mut initdb = as_user(Command::new(bin.join("initdb")), user);
    initdb.current_dir(dir).arg("--pgdata").arg(dir.join("data")).arg("--pwfile").arg(&secret);
    initdb.args(["--username=cabildo", "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync", "--no-instructions"]);
    initdb.args(["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=es"]);
    sh::output(&mut initdb).map(drop)
}

fn configure(dir: &Path, port: u16) -> Result<(), String> {
    let file = dir.join("data/postgresql.conf");
    let mut text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    text += &format!(
        "\nlisten_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{}'\nmax_connections = 300\n\
         fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_wal_size = 2GB\n",
        dir.display()
    );
    fs::write(&file, text).map_err(|e| format!("{}: {e}", file.display()))
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|e| format!("no free port: {e}"))?;
    listener.local_addr().map(|a| a.port()).map_err(|e| e.to_string())
}

fn answers(bin: &Path, dir: &Path, port: u16) -> Result<(), String> {
    for _ in 0..300 {
        let mut ready = Command::new(bin.join("pg_isready"));
        if sh::succeeds(ready.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])) {
            return Ok(());
        }
        sleep(Duration::from_millis(100));
    }
    let log = fs::read_to_string(dir.join("log")).unwrap_or_default();
    Err(format!("the private PostgreSQL does not answer; its log says:\n{log}"))
}

fn random_hex() -> Result<String, String> {
    let mut bytes = [0_u8; 12];
    let read = fs::File::open("/dev/urandom").and_then(|mut f| f.read_exact(&mut bytes));
    read.map_err(|e| format!("/dev/urandom: {e}"))?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}
