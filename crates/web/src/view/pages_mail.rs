//! Letters that come and go, and the accounts by which they do.

use super::{Choice, FieldSpec, Form, Mood, Page};
use kernel::{
    Error,
    time::{Instant, instant},
};
use serde::Serialize;

/// A letter in a list.
#[derive(Debug, Clone, Serialize)]
pub struct LetterRow {
    pub id: String,
    pub href: String,
    /// Whom it is from or to.
    pub who: String,
    pub subject: String,
    pub mood: Mood,
    pub state: String,
    /// Why it stands so: the server's words, or what was made of it; may be empty.
    pub why: String,
    pub tries: i64,
    pub at: Instant,
    /// Where its case is.
    pub case_href: Option<String>,
    pub may_retry: bool,
    pub held: bool,
}

/// An account in the list.
#[derive(Debug, Clone, Serialize)]
pub struct AccountRow {
    pub id: String,
    /// `None` for who may not change it.
    pub href: Option<String>,
    pub address: String,
    pub incoming: bool,
    pub mood: Mood,
    pub state: String,
    pub last: Option<Instant>,
    /// What went wrong last; may be empty.
    pub error: String,
    /// Whether it can be collected from now.
    pub collects: bool,
}

/// `GET /mail`.
#[derive(Debug, Clone, Serialize)]
pub struct MailIndex {
    pub accounts: Vec<AccountRow>,
    pub may_manage: bool,
    pub held: Vec<LetterRow>,
    /// Waiting and failed, latest first.
    pub open: Vec<LetterRow>,
    pub open_next: String,
    pub sent: Vec<LetterRow>,
    pub sent_next: String,
    pub came: Vec<LetterRow>,
    pub came_next: String,
}

fn letter(subject: &str, mood: Mood, state: &str, why: &str) -> LetterRow {
    LetterRow {
        id: "l1".to_owned(),
        href: "/mail/letters/l1".to_owned(),
        who: "Marta Ruiz <marta.ruiz.de.los.santos@correo-de-la-ciudad.example>".to_owned(),
        subject: subject.to_owned(),
        mood,
        state: state.to_owned(),
        why: why.to_owned(),
        tries: 3,
        at: instant("2026-03-02T15:10:00Z"),
        case_href: Some("/cases/c1".to_owned()),
        may_retry: mood == Mood::Bad,
        held: false,
    }
}

impl Page for MailIndex {
    const TEMPLATE: &'static str = "pages/mail/index.html";

    fn samples() -> Vec<Self> {
        let empty = Self {
            accounts: Vec::new(),
            may_manage: true,
            held: Vec::new(),
            open: Vec::new(),
            open_next: String::new(),
            sent: Vec::new(),
            sent_next: String::new(),
            came: Vec::new(),
            came_next: String::new(),
        };
        let account = |incoming, mood, state: &str, error: &str| AccountRow {
            id: "a1".to_owned(),
            href: Some("/mail/accounts/a1".to_owned()),
            address: "soporte.tecnico@alcaldia.example".to_owned(),
            incoming,
            mood,
            state: state.to_owned(),
            last: Some(instant("2026-03-02T15:10:00Z")),
            error: error.to_owned(),
            collects: incoming,
        };
        let why = "El servidor no respondió. (connection refused, os error 111)";
        let full = Self {
            accounts: vec![account(true, Mood::Good, "Funciona", ""), account(false, Mood::Bad, "No funciona", why)],
            held: vec![LetterRow {
                held: true,
                ..letter("Otra vez lo mismo", Mood::Wait, "Espera una decisión", "Demasiados correos")
            }],
            open: vec![
                letter("[TIM-2026-00012] Recibimos su solicitud", Mood::Wait, "En espera", why),
                letter(
                    "[TIM-2026-00011] Se cerró su solicitud",
                    Mood::Bad,
                    "No se entregó",
                    "550 5.1.1 no such mailbox",
                ),
            ],
            open_next: "/mail?open=x".to_owned(),
            sent: vec![letter("Aviso: toca respaldo", Mood::Good, "Enviado", "")],
            came: vec![letter("", Mood::Info, "No es una solicitud", "Es una respuesta automática.")],
            ..empty.clone()
        };
        vec![empty.clone(), full.clone(), Self { may_manage: false, ..full }]
    }
}

/// `GET /mail/letters/{id}`.
#[derive(Debug, Clone, Serialize)]
pub struct MailLetter {
    pub subject: String,
    pub from: String,
    pub to: String,
    pub at: Instant,
    pub received: Instant,
    pub incoming: bool,
    pub mood: Mood,
    pub state: String,
    pub why: String,
    /// Names of files that were not taken.
    pub refused: Vec<String>,
    pub text: String,
    pub case_href: Option<String>,
    /// The letter as it came; `None` for ours.
    pub raw_href: Option<String>,
    pub message_id: String,
}

impl Page for MailLetter {
    const TEMPLATE: &'static str = "pages/mail/letter.html";

    fn samples() -> Vec<Self> {
        let ours = Self {
            subject: "[TIM-2026-00012] Recibimos su solicitud".to_owned(),
            from: "Mesa de ayuda <mesa@alcaldia.example>".to_owned(),
            to: "Marta Ruiz <marta@correo.example>".to_owned(),
            at: instant("2026-03-02T15:10:00Z"),
            received: instant("2026-03-02T15:10:00Z"),
            incoming: false,
            mood: Mood::Good,
            state: "Enviado".to_owned(),
            why: String::new(),
            refused: Vec::new(),
            text: "Marta Ruiz:\n\nRecibimos su solicitud.\n".to_owned(),
            case_href: Some("/cases/c1".to_owned()),
            raw_href: None,
            message_id: "c-ABCDEFGHJKMN.4023409234@alcaldia.example".to_owned(),
        };
        let theirs = Self {
            subject: String::new(),
            incoming: true,
            mood: Mood::Info,
            state: "No es una solicitud".to_owned(),
            why: "Es una respuesta automática.".to_owned(),
            refused: vec!["virus.exe".to_owned()],
            case_href: None,
            raw_href: Some("/mail/letters/l1/raw".to_owned()),
            ..ours.clone()
        };
        vec![ours, theirs]
    }
}

/// `GET /mail/accounts/new` and `GET /mail/accounts/{id}`: fields `name`, `address`, `host`, `port`, `tls`, `user_name`,
/// `account_password`, `token_url`, `client`, `client_password`, `subaddress`, `folder`, `begins`, `unit`, `escape`, `on`,
/// and one for each of `defaults`.
#[derive(Debug, Clone, Serialize)]
pub struct MailAccount {
    /// Where its form goes.
    pub action: String,
    /// `None` for a new one.
    pub id: Option<String>,
    pub incoming: bool,
    pub form: Form,
    pub ways: Vec<Choice>,
    pub flows: Vec<Choice>,
    pub units: Vec<Choice>,
    /// What the first form asks and a letter cannot say.
    pub defaults: Vec<FieldSpec>,
    pub has_secret: bool,
    pub mood: Mood,
    pub state: String,
    pub error: String,
    /// The mailbox that was agreed on, and the one that the server shows instead; empty while it is the same.
    pub identity: String,
    pub other: String,
    /// One's own address, to try an account out.
    pub own: String,
}

impl Page for MailAccount {
    const TEMPLATE: &'static str = "pages/mail/account.html";

    fn samples() -> Vec<Self> {
        let new = Self {
            action: "/mail/accounts".to_owned(),
            id: None,
            incoming: false,
            form: Form::default().with("port", "465").with("tls", "direct").with("on", "on"),
            ways: vec![Choice::new("direct", "TLS"), Choice::new("starttls", "STARTTLS")],
            flows: vec![Choice::new("soporte/inicio", "Soporte técnico")],
            units: vec![Choice::new("u1", "Unidad de TIM")],
            defaults: Vec::new(),
            has_secret: false,
            mood: Mood::Info,
            state: "Nueva".to_owned(),
            error: String::new(),
            identity: String::new(),
            other: String::new(),
            own: "rosa@alcaldia.example".to_owned(),
        };
        let kept = Self {
            action: "/mail/accounts/a1".to_owned(),
            id: Some("a1".to_owned()),
            incoming: true,
            has_secret: true,
            mood: Mood::Bad,
            state: "Detenida".to_owned(),
            error: "El servidor abrió un buzón distinto.".to_owned(),
            identity: "mesa@correo.alcaldia.example:993/INBOX;17".to_owned(),
            other: "rosa@correo.alcaldia.example:993/INBOX;12".to_owned(),
            form: Form::default().with("address", "mesa@alcaldia.example").with("begins", "soporte/inicio"),
            ..new.clone()
        };
        let refused = kept.form.clone().refused(Error::field("port", "mail-port-invalid"));
        vec![new, kept.clone(), Self { form: refused, ..kept }]
    }
}
