//! Mail servers of others, as processes of a test: aiosmtpd and Dovecot, both from Debian.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A port that nobody has.
pub(super) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Until the server takes connections.
async fn up(child: &mut Child, port: u16, log: &Path) {
    for _ in 0..600 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return;
        }
        let ended = child.try_wait().unwrap();
        assert!(ended.is_none(), "the server ended: {}", fs::read_to_string(log).unwrap_or_default());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no server on {port}: {}", fs::read_to_string(log).unwrap_or_default());
}

/// An SMTP server that keeps what it takes. `nobody@` does not exist, `full@` is full.
pub(super) struct SmtpServer {
    pub(super) port: u16,
    dir: tempfile::TempDir,
    child: Child,
}

impl SmtpServer {
    pub(super) async fn start() -> Self {
        Self::on(free_port()).await
    }

    pub(super) async fn on(port: u16) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("town.py"), include_str!("smtp.py")).unwrap();
        let log = fs::File::create(dir.path().join("log")).unwrap();
        // Debian's own Python has Debian's packages, whatever else is installed.
        let mut child = Command::new("/usr/bin/python3")
            .args(["-m", "aiosmtpd", "-n", "-c", "town.Town", "-l", &format!("127.0.0.1:{port}")])
            .arg(dir.path().join("mail"))
            .env("PYTHONPATH", dir.path())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("python3-aiosmtpd from Debian (cargo xtask test installs it)");
        up(&mut child, port, &dir.path().join("log")).await;
        Self { port, dir, child }
    }

    /// Everything that it took, each letter as it came.
    pub(super) fn letters(&self) -> Vec<String> {
        let folder = self.dir.path().join("mail/new");
        let Ok(found) = fs::read_dir(folder) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = found.map(|f| f.unwrap().path()).collect();
        paths.sort();
        paths.into_iter().map(|p| String::from_utf8_lossy(&fs::read(p).unwrap()).into_owned()).collect()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Dovecot with one mailbox, `mesa`, in which a test drops letters. Any user opens it with «clave».
pub(super) struct ImapServer {
    pub(super) port: u16,
    pub(super) tls_port: u16,
    dir: tempfile::TempDir,
    child: Child,
    dropped: std::cell::Cell<u32>,
}

fn succeeds(command: &mut Command) {
    let done = command.output().expect("the program is there");
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn says(command: &mut Command) -> String {
    String::from_utf8(command.output().expect("the program is there").stdout).unwrap().trim().to_owned()
}

impl ImapServer {
    pub(super) async fn start() -> Self {
        Self::with(&["mesa"]).await
    }

    /// A server with these mailboxes.
    pub(super) async fn with(users: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path();
        // Dovecot opens mailboxes as somebody who is not root.
        let root = says(Command::new("id").arg("-u")) == "0";
        let me = says(Command::new("id").arg("-un"));
        let (owner, group) = if root {
            ("nobody".to_owned(), "nogroup".to_owned())
        } else {
            (me.clone(), says(Command::new("id").arg("-gn")))
        };
        for user in users {
            for part in ["new", "cur", "tmp"] {
                fs::create_dir_all(at.join("mail").join(user).join(part)).unwrap();
            }
        }
        fs::create_dir_all(at.join("home")).unwrap();
        succeeds(Command::new("chmod").arg("755").arg(at));
        if root {
            succeeds(
                Command::new("chown")
                    .arg("-R")
                    .arg(format!("{owner}:{group}"))
                    .args([at.join("mail"), at.join("home")]),
            );
        }
        certificate(at);
        let (port, tls_port) = (free_port(), free_port());
        let internal = if root {
            String::new()
        } else {
            format!("default_internal_user = {me}\ndefault_login_user = {me}\ndefault_internal_group = {group}\n")
        };
        let conf = format!(
            "base_dir = {at}/run\nstate_dir = {at}/state\nlog_path = {at}/log\nprotocols = imap\nlisten = 127.0.0.1\n{internal}\
             ssl = yes\nssl_cert = <{at}/cert.pem\nssl_key = <{at}/key.pem\ndisable_plaintext_auth = no\nfirst_valid_uid = 1\n\
             mail_location = maildir:{at}/mail/%u\n\
             passdb {{\n  driver = static\n  args = password=clave\n}}\n\
             userdb {{\n  driver = static\n  args = uid={owner} gid={group} home={at}/home/%u\n}}\n\
             service imap-login {{\n  chroot =\n  inet_listener imap {{\n    port = {port}\n  }}\n  inet_listener imaps {{\n    port = {tls_port}\n    ssl = yes\n  }}\n}}\n\
             service anvil {{\n  chroot =\n}}\n",
            at = at.display()
        );
        fs::write(at.join("dovecot.conf"), conf).unwrap();
        let mut child = Command::new("/usr/sbin/dovecot")
            .args(["-F", "-c"])
            .arg(at.join("dovecot.conf"))
            .stdout(Stdio::null())
            .stderr(fs::File::create(at.join("err")).unwrap())
            .spawn()
            .expect("dovecot-imapd from Debian (cargo xtask test installs it)");
        up(&mut child, port, &at.join("err")).await;
        Self { port, tls_port, dir, child, dropped: std::cell::Cell::new(0) }
    }

    /// The certificate that proves it, in PEM.
    pub(super) fn authority(&self) -> Vec<u8> {
        fs::read(self.dir.path().join("cert.pem")).unwrap()
    }

    /// Delivers a letter, as a mail server does: whole or not at all.
    pub(super) fn drop_letter(&self, raw: &[u8]) {
        let n = self.dropped.get() + 1;
        self.dropped.set(n);
        let at = self.dir.path().join("mail/mesa");
        let name = format!("{}.{n:05}.prueba", 1_700_000_000 + n);
        fs::write(at.join("tmp").join(&name), raw).unwrap();
        fs::rename(at.join("tmp").join(&name), at.join("new").join(&name)).unwrap();
    }

    /// How many letters are marked as read, and how many are not.
    pub(super) fn marked(&self) -> (usize, usize) {
        let at = self.dir.path().join("mail/mesa");
        let names = |part| {
            fs::read_dir(at.join(part))
                .unwrap()
                .map(|f| f.unwrap().file_name().into_string().unwrap())
                .collect::<Vec<_>>()
        };
        let all = [names("new"), names("cur")].concat();
        let seen = all.iter().filter(|n| n.split_once(":2,").is_some_and(|(_, flags)| flags.contains('S'))).count();
        (seen, all.len() - seen)
    }

    /// Somebody else reads everything, before the collector comes.
    pub(super) fn read_all(&self) {
        let at = self.dir.path().join("mail/mesa");
        for file in fs::read_dir(at.join("new")).unwrap() {
            let file = file.unwrap();
            let name = format!("{}:2,S", file.file_name().into_string().unwrap());
            fs::rename(file.path(), at.join("cur").join(name)).unwrap();
        }
    }
}

/// A certificate of its own for this machine.
fn certificate(at: &Path) {
    succeeds(
        Command::new("openssl")
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=localhost"])
            .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-keyout")
            .arg(at.join("key.pem"))
            .arg("-out")
            .arg(at.join("cert.pem")),
    );
}

impl Drop for ImapServer {
    fn drop(&mut self) {
        // Asked politely, Dovecot takes its helpers along.
        drop(Command::new("kill").arg(self.child.id().to_string()).status());
        drop(self.child.wait());
    }
}
