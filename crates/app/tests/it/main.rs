//! The `cabildo` command as a person runs it: the real binary, a folder of its own, a free port.

#![expect(clippy::unwrap_used, reason = "what surrounds a test is the test too")]

mod calendar;
mod import;

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

fn cabildo(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cabildo"));
    // What the machine says about itself must not change what the tests see.
    command
        .args(args)
        .env_remove("CABILDO_DATABASE")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "es_SV");
    command
}

fn run(args: &[&str]) -> Output {
    cabildo(args).output().unwrap()
}

fn told(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A server and what it says on the terminal.
struct Server {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

impl Server {
    fn start(data: &Path) -> Self {
        let data = data.to_str().unwrap();
        let mut command = cabildo(&["serve", "--data", data, "--listen", "127.0.0.1:0", "--log", "warn"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// The first line on the terminal with that in it.
    fn says(&mut self, words: &str) -> String {
        let mut line = String::new();
        while self.out.read_line(&mut line).unwrap() > 0 {
            if line.contains(words) {
                return line.trim().to_owned();
            }
            line.clear();
        }
        panic!("it never said «{words}»");
    }

    /// Asks it to stop as systemd does; its exit code.
    fn stop(&mut self) -> Option<i32> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
    }
}

/// The status line and the page.
fn get(url: &str) -> String {
    let (host, path) = url.trim_start_matches("http://").split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    told(&answer)
}

#[test]
fn an_empty_folder_begins_with_a_setup_link_that_opens_and_it_stops_when_asked() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut server = Server::start(&data);
    let link = server.says("/setup/");
    assert!(link.starts_with("http://127.0.0.1:"), "{link}");
    assert!(get(&link).starts_with("HTTP/1.1 200"));
    let health = link.split("/setup/").next().unwrap().to_owned() + "/healthz";
    assert!(get(&health).ends_with("ok"));
    assert_eq!(server.stop(), Some(0));
    assert!(data.join("cabildo.db").is_file());
    let again = Server::start(&data).says("/setup/");
    assert_ne!(again, link, "a link is made anew at each start");
}

#[test]
fn an_address_in_use_is_refused_before_anything_is_touched() {
    let dir = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = dir.path().join("data");
    let refused = run(&["--data", data.to_str().unwrap(), "--listen", &address]);
    assert_eq!(refused.status.code(), Some(1));
    let words = told(&refused.stderr);
    assert!(words.contains(&address) && words.contains("--listen"), "{words}");
    assert!(!data.exists());
}

#[test]
fn a_database_that_does_not_answer_is_worth_another_try_and_its_password_stays_secret() {
    let dir = tempfile::tempdir().unwrap();
    // Hangs up on whoever calls; a closed port would be tried again for as long as the pool waits.
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = deaf.local_addr().unwrap();
    std::thread::spawn(move || deaf.incoming().for_each(drop));
    let data = dir.path().join("data");
    let mut command = cabildo(&["--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    let refused = command.env("CABILDO_DATABASE", format!("postgres://ana:secreto@{nobody}/x")).output().unwrap();
    assert_eq!(refused.status.code(), Some(75));
    let words = told(&refused.stderr);
    assert!(words.contains("no responde") && !words.contains("secreto"), "{words}");
}

#[test]
fn a_broken_procedure_is_told_by_line_and_fails_and_a_good_one_passes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures/usulutan");
    let good = root.join("soporte_tecnico.yaml");
    let fine = run(&["procedures", "check", good.to_str().unwrap(), root.join("manual.yaml").to_str().unwrap()]);
    assert_eq!((fine.status.code(), told(&fine.stdout).as_str()), (Some(0), "Los 2 archivos están bien.\n"));
    let dir = tempfile::tempdir().unwrap();
    let bad = dir.path().join("malo.yaml");
    let text = fs::read_to_string(&good).unwrap().replacen("tecnico_tim", "tecnico tim", 1);
    fs::write(&bad, text.replacen("sigue", "sige", 1).replacen("actividad:", "activdad:", 1)).unwrap();
    let broken = run(&["procedures", "check", bad.to_str().unwrap()]);
    assert_eq!(broken.status.code(), Some(1));
    let words = told(&broken.stdout);
    assert!(words.contains("malo.yaml:") && words.contains("¿Quiso decir «actividad»?"), "{words}");
    let missing = run(&["procedures", "check", "no-hay.yaml"]);
    assert!(missing.status.code() == Some(1) && told(&missing.stderr).contains("no-hay.yaml"));
}

#[test]
fn a_folder_is_reviewed_as_a_whole_manual_and_two_editions_are_compared() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures/usulutan");
    let dir = tempfile::tempdir().unwrap();
    for file in ["manual.yaml", "soporte_tecnico.yaml"] {
        fs::copy(root.join(file), dir.path().join(file)).unwrap();
    }
    let copy = dir.path().join("soporte_tecnico.yaml");
    let text = fs::read_to_string(&copy).unwrap();
    fs::write(&copy, text.replacen("Pide ayuda", "Pide ayuda al Ministerio", 1)).unwrap();
    let folder = dir.path().to_str().unwrap();
    let words = told(&run(&["procedures", "check", folder]).stdout);
    assert!(words.contains("[R08] nombra a otra entidad: «Ministerio»") && words.contains("qué hacer:"), "{words}");
    let json = told(&run(&["procedures", "check", "--json", folder]).stdout);
    let found: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert!(found.iter().any(|f| f["code"] == "R08" && f["severity"] == "warning" && f["row"] == "2"), "{json}");
    let before = root.join("soporte_tecnico.yaml");
    let changed = told(&run(&["procedures", "diff", before.to_str().unwrap(), copy.to_str().unwrap()]).stdout);
    assert!(changed.contains("actividad: cambia: Pide ayuda{+ al Ministerio+}"), "{changed}");
    let same = run(&["procedures", "diff", copy.to_str().unwrap(), copy.to_str().unwrap()]);
    assert_eq!(told(&same.stdout), "No cambió nada.\n");
}

#[test]
fn a_procedure_becomes_a_drawing_and_a_drawing_a_procedure() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures/usulutan/soporte_tecnico.yaml");
    let (dir, file) = (tempfile::tempdir().unwrap(), file.to_str().unwrap());
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (bpmn, svg, back) = (at("a.bpmn"), at("a.svg"), at("a.yaml"));
    let asked = ["procedures", "export", file, "--bpmn", &bpmn, "--svg", &svg, "--expresiones", "feel"];
    let done = run(&asked);
    assert!(done.status.success() && done.stdout.is_empty(), "{}", told(&done.stderr));
    let xml = fs::read_to_string(&bpmn).unwrap();
    assert!(xml.contains("DMN/20191111/FEEL") && fs::read_to_string(&svg).unwrap().starts_with("<svg"));
    let imported = run(&["procedures", "import-bpmn", &bpmn, "--out", &back]);
    assert!(imported.status.success() && imported.stdout.is_empty(), "{}", told(&imported.stderr));
    let same = run(&["procedures", "diff", file, &back]);
    assert_eq!(told(&same.stdout), "No cambió nada.\n");
    let twice = run(&["procedures", "import-bpmn", &bpmn, "--out", &back]);
    assert!(twice.status.code() == Some(1) && told(&twice.stderr).contains("elija otro nombre"));
    fs::write(&bpmn, xml.replacen("Pide ayuda", "Exige ayuda", 1)).unwrap();
    let changed = run(&["procedures", "import-bpmn", &bpmn, "--out", &at("b.yaml")]);
    let words = told(&changed.stderr);
    assert!(changed.status.code() == Some(1) && words.contains("userTask «Exige ayuda»"), "{words}");
    assert!(words.contains("línea ") && !Path::new(&at("b.yaml")).exists(), "{words}");
    assert_eq!(run(&["procedures", "export", file]).status.code(), Some(2), "nothing was asked for");
}

#[test]
fn nobody_is_added_before_there_is_an_institution_and_nobody_unknown_gets_a_link() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let at = ["--data", data.to_str().unwrap(), "--log", "warn"];
    let add =
        [&["user", "add"][..], &at, &["--name", "Nora Vides", "--user", "nora", "--role", "tecnico_tim"]].concat();
    let early = run(&add);
    assert_eq!(early.status.code(), Some(1));
    assert!(told(&early.stderr).contains("No hay tal institución"), "{}", told(&early.stderr));
    let unknown = run(&[&["user", "reset"][..], &at, &["nadie"]].concat());
    assert!(unknown.status.code() == Some(1) && told(&unknown.stderr).contains("«nadie»"));
    let whole = run(&[&["verify"][..], &at].concat());
    assert_eq!(whole.status.code(), Some(0), "{}", told(&whole.stderr));
}
