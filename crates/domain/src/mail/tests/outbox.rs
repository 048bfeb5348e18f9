//! What is told by mail leaves once, whatever the server does meanwhile.

use super::servers::{SmtpServer, free_port};
use crate::{
    fixtures::{Fixture, kind, office},
    jobs,
    mail::{
        AccountKind, AccountTls, Direction, Letter, LetterStatus,
        accounts::{self, AccountDraft},
        model::{TRIES, pause},
        query, retry,
    },
};
use db::MailAccountId;
use kernel::{
    Kind, Locale, Result,
    permit::Actor,
    ports::{Boxed, MailServer, Mailer, OutgoingMail},
    seal::Secret,
    time::Duration,
};
use procedure::state::Data;
use std::sync::{Arc, Mutex};

pub(super) fn draft(kind: AccountKind, port: u16) -> AccountDraft {
    AccountDraft {
        kind,
        name: "Mesa de ayuda".to_owned(),
        address: "mesa@prueba.gob.sv".to_owned(),
        host: "127.0.0.1".to_owned(),
        port: port.to_string(),
        tls: AccountTls::None,
        user_name: "mesa".to_owned(),
        secret: Secret::default(),
        token_url: String::new(),
        client: String::new(),
        client_secret: Secret::default(),
        subaddress: true,
        folder: String::new(),
        begins: "soporte_tecnico/inicio".to_owned(),
        unit: None,
        defaults: Data::new(),
        escape: "2600-0000".to_owned(),
        on: true,
    }
}

/// A way out through a server on that port.
pub(super) async fn way_out(f: &Fixture, port: u16) -> MailAccountId {
    let mut tx = f.tx(&f.admin).await;
    let id = accounts::add(&mut tx, &f.office.key, draft(AccountKind::Out, port)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(super) async fn letters(f: &Fixture, direction: Direction) -> Vec<Letter> {
    let all = [
        LetterStatus::Received,
        LetterStatus::Refused,
        LetterStatus::Held,
        LetterStatus::Waiting,
        LetterStatus::Sending,
        LetterStatus::Sent,
        LetterStatus::Failed,
    ];
    query::list(&f.office.read(&f.chief), direction, &all, None).await.unwrap().rows
}

/// Somebody at the public form who leaves that contact.
async fn stranger_asks(f: &Fixture, contact: &str) -> crate::cases::Case {
    let stranger = Actor::public(f.admin.institution, "", Locale::Es);
    let request = crate::desk::Request { name: "Marta Ruiz".to_owned(), contact: contact.to_owned(), ..f.request() };
    let mut tx = f.tx(&stranger).await;
    let case = crate::desk::ask(&mut tx, request).await.unwrap().case;
    tx.commit().await.unwrap();
    case
}

#[tokio::test]
async fn a_stranger_with_an_address_gets_number_and_tracking_link_and_hears_when_it_is_over() {
    let f = office().await;
    let server = SmtpServer::start().await;
    way_out(&f, server.port).await;
    let case = stranger_asks(&f, "Marta@Correo.example").await;
    assert!(server.letters().is_empty(), "nothing leaves before the commit is worked off");
    jobs::drain(&f.office).await.unwrap();
    let [receipt] = &server.letters()[..] else { panic!("{:?}", server.letters()) };
    for part in [
        "To: \"Marta Ruiz\" <marta@correo.example>",
        "Auto-Submitted: auto-generated",
        "X-Cabildo-Mail: prueba",
        "Reply-To: \"Mesa de ayuda\" <mesa+c-",
        "Message-ID: <c-",
        "https://tim.example/track/",
        case.number.as_str(),
    ] {
        assert!(receipt.replace("=\n", "").contains(part), "{part} is missing in {receipt}");
    }
    f.office.clock.advance(Duration::minutes(1));
    let mut tx = f.tx(&f.chief).await;
    crate::cases::annul(&mut tx, case.id, "Ya no hace falta".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    jobs::drain(&f.office).await.unwrap();
    assert_eq!(server.letters().len(), 2);
    let both = letters(&f, Direction::Out).await;
    assert_eq!(both.iter().map(|l| l.kind.as_str()).collect::<Vec<_>>(), ["annulled", "receipt"]);
    assert_eq!(both[0].thread, both[1].thread);
    assert!(both.iter().all(|l| l.status == LetterStatus::Sent && l.case_id == Some(case.id)));
}

#[tokio::test]
async fn a_contact_that_is_a_telephone_gets_no_letter_and_an_institution_without_account_sends_none() {
    let f = office().await;
    stranger_asks(&f, "marta@correo.example").await;
    way_out(&f, free_port()).await;
    stranger_asks(&f, "7777-0000").await;
    assert!(letters(&f, Direction::Out).await.is_empty());
}

#[tokio::test]
async fn a_request_that_is_taken_back_leaves_no_letter() {
    let f = office().await;
    way_out(&f, free_port()).await;
    let stranger = Actor::public(f.admin.institution, "", Locale::Es);
    let mut tx = f.tx(&stranger).await;
    let request =
        crate::desk::Request { name: "Marta".to_owned(), contact: "marta@correo.example".to_owned(), ..f.request() };
    crate::desk::ask(&mut tx, request).await.unwrap();
    drop(tx);
    assert!(letters(&f, Direction::Out).await.is_empty());
}

/// The issue: SMTP down for a day loses nothing.
#[tokio::test]
async fn a_server_that_is_down_for_a_day_gets_every_letter_once_when_it_is_back() {
    let f = office().await;
    let port = free_port();
    way_out(&f, port).await;
    for n in 0..3 {
        stranger_asks(&f, &format!("marta{n}@correo.example")).await;
    }
    let end = f.office.now() + Duration::hours(25);
    while f.office.now() < end {
        jobs::drain(&f.office).await.unwrap();
        f.office.clock.advance(Duration::minutes(30));
    }
    let waiting = letters(&f, Direction::Out).await;
    assert!(waiting.iter().all(|l| l.status == LetterStatus::Waiting && l.tries > 10), "{waiting:?}");
    assert!(waiting[0].words.starts_with("mail-server-unreachable: "), "{}", waiting[0].words);
    let troubles = query::troubles(&f.office.read(&f.beto)).await.unwrap();
    assert_eq!(troubles.len(), 1);
    assert!(query::troubles(&f.office.read(&f.ana)).await.unwrap().is_empty());
    let server = SmtpServer::on(port).await;
    f.office.clock.advance(pause(TRIES));
    jobs::drain(&f.office).await.unwrap();
    assert_eq!(server.letters().len(), 3);
    assert!(letters(&f, Direction::Out).await.iter().all(|l| l.status == LetterStatus::Sent));
    assert!(query::troubles(&f.office.read(&f.beto)).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_the_server_never_takes_fails_at_once_with_its_words_and_the_chief_can_try_again() {
    let f = office().await;
    let server = SmtpServer::start().await;
    way_out(&f, server.port).await;
    stranger_asks(&f, "nobody@correo.example").await;
    stranger_asks(&f, "full@correo.example").await;
    jobs::drain(&f.office).await.unwrap();
    let both = letters(&f, Direction::Out).await;
    let by = |email: &str| both.iter().find(|l| l.to_email.starts_with(email)).unwrap().clone();
    assert_eq!((by("nobody").status, by("full").status), (LetterStatus::Failed, LetterStatus::Waiting));
    assert!(by("nobody").words.contains("no such mailbox here"), "{}", by("nobody").words);
    let told = crate::notices::query::list_unread(&f.office.read(&f.chief), None).await.unwrap().rows;
    assert_eq!(told.iter().map(|n| n.kind.as_str()).collect::<Vec<_>>(), ["letter-failed"]);
    assert!(server.letters().is_empty(), "no letter about the letter");
    let failed = by("nobody").id;
    for who in [&f.ana, &f.beto] {
        assert_eq!(kind(retry(&mut f.tx(who).await, failed).await), Kind::Forbidden);
    }
    let mut tx = f.tx(&f.chief).await;
    retry(&mut tx, failed).await.unwrap();
    tx.commit().await.unwrap();
    jobs::drain(&f.office).await.unwrap();
    assert_eq!(letters(&f, Direction::Out).await.iter().find(|l| l.id == failed).unwrap().tries, 1);
}

/// A server that takes the letter, and a worker that dies before it can say so.
#[derive(Default)]
struct Dies {
    ids: Mutex<Vec<String>>,
}

impl Mailer for Dies {
    fn send<'a>(&'a self, _: &'a MailServer, mail: &'a OutgoingMail) -> Boxed<'a, Result<()>> {
        self.ids.lock().unwrap().push(mail.message_id.clone());
        Box::pin(std::future::pending())
    }
    fn check<'a>(&'a self, _: &'a MailServer) -> Boxed<'a, Result<()>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// The issue: nothing sent twice after a crash.
#[tokio::test]
async fn a_worker_that_dies_while_it_sends_is_followed_by_one_that_sends_the_same_letter() {
    let f = office().await;
    let server = SmtpServer::start().await;
    way_out(&f, server.port).await;
    stranger_asks(&f, "marta@correo.example").await;
    let dies = Arc::new(Dies::default());
    let dying = crate::Office { mailer: dies.clone(), ..f.office.clone() };
    let worker = tokio::spawn(async move { jobs::run_one(&dying, "dies").await });
    while dies.ids.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    worker.abort();
    drop(worker.await);
    assert_eq!(letters(&f, Direction::Out).await[0].status, LetterStatus::Sending);
    assert_eq!(jobs::drain(&f.office).await.unwrap(), 0, "its lease holds");
    f.office.clock.advance(Duration::minutes(6));
    jobs::drain(&f.office).await.unwrap();
    let [letter] = &letters(&f, Direction::Out).await[..] else { panic!("one letter") };
    assert_eq!((letter.status, letter.tries), (LetterStatus::Sent, 2));
    let [came] = &server.letters()[..] else { panic!("one letter") };
    let first = dies.ids.lock().unwrap()[0].clone();
    assert!(came.contains(&format!("Message-ID: <{first}>")), "the same letter: {first} in {came}");
    f.office.clock.advance(Duration::days(1));
    jobs::drain(&f.office).await.unwrap();
    assert_eq!(server.letters().len(), 1, "once sent, it never goes again");
}

#[tokio::test]
async fn notices_go_by_mail_to_those_who_want_them() {
    let f = office().await;
    let server = SmtpServer::start().await;
    way_out(&f, server.port).await;
    let mut tx = f.tx(&f.carla).await;
    crate::people::want_mail(&mut tx, false).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = f.tx(&Actor::system(f.admin.institution)).await;
    let to = [&f.beto, &f.carla].map(|a| db::PersonId(a.person.unwrap()));
    let what = crate::notices::Telling {
        kind: "letter-failed".to_owned(),
        args: [("to", "x@y.example"), ("subject", "Ñandú"), ("said", "no")]
            .map(|(k, v)| (k.to_owned(), kernel::text::Arg::from(v)))
            .into(),
        case: None,
        key: "prueba".to_owned(),
        asks: false,
        any: false,
    };
    for _ in 0..2 {
        crate::notices::store(&mut tx, &to.into(), &what).await.unwrap();
    }
    tx.commit().await.unwrap();
    jobs::drain(&f.office).await.unwrap();
    let sent = letters(&f, Direction::Out).await;
    assert_eq!(sent.iter().map(|l| l.to_email.as_str()).collect::<Vec<_>>(), ["beto@prueba.gob.sv"]);
    assert_eq!(server.letters().len(), 1);
}

#[tokio::test]
async fn accounts_are_kept_by_whoever_keeps_the_institution_and_their_secret_is_sealed() {
    let f = office().await;
    let secret = || Secret::new("clave muy secreta");
    let draft = || AccountDraft { secret: secret(), ..draft(AccountKind::Out, 25) };
    for who in [&f.chief, &f.beto, &f.ana] {
        assert_eq!(kind(accounts::add(&mut f.tx(who).await, &f.office.key, draft()).await), Kind::Forbidden);
    }
    let mut tx = f.tx(&f.admin).await;
    let id = accounts::add(&mut tx, &f.office.key, draft()).await.unwrap();
    tx.commit().await.unwrap();
    let kept = query::account(&f.office.read(&f.admin), id).await.unwrap();
    assert!(!format!("{kept:?}").contains("clave"));
    assert_eq!(f.office.key.open(&id.to_string(), &kept.secret).unwrap(), secret());
    // An empty field keeps it.
    let mut tx = f.tx(&f.admin).await;
    let edited = AccountDraft { secret: Secret::default(), host: "otro.example".to_owned(), ..draft() };
    accounts::edit(&mut tx, &f.office.key, id, edited).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(query::account(&f.office.read(&f.admin), id).await.unwrap().secret, kept.secret);
    let neighbour = f.neighbour().await;
    assert_eq!(kind(query::account(&f.office.read(&neighbour), id).await), Kind::NotFound);
    let wrong = AccountDraft { address: "x".to_owned(), host: String::new(), port: "0".to_owned(), ..draft() };
    let refused = crate::fixtures::fields(accounts::add(&mut f.tx(&f.admin).await, &f.office.key, wrong).await);
    assert_eq!(refused.iter().map(|(f, _)| f.as_str()).collect::<Vec<_>>(), ["address", "host", "port"]);
}
