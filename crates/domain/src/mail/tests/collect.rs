//! Letters become cases and answers, through a real mailbox.

use super::{
    outbox::{draft, letters, way_out},
    servers::{ImapServer, SmtpServer, free_port},
};
use crate::{
    cases::{self, Case, CaseStatus, Channel, Free, Happening},
    fixtures::{Fixture, key, kind, office},
    jobs,
    mail::{
        AccountKind, AccountState, AccountTls, Collected, Direction, LetterStatus, accept_letter,
        accounts::{self, AccountDraft},
        collect, collect_all, query, refuse_letter,
    },
    notices,
};
use db::{MailAccountId, Source as _, entity::cases as case_table};
use kernel::{
    Kind,
    seal::Secret,
    time::{Duration, instant},
};
use sea_orm::{EntityTrait as _, QueryOrder as _};

pub(super) fn mailbox(server: &ImapServer) -> AccountDraft {
    AccountDraft {
        secret: Secret::new("clave"),
        defaults: [("tipo_ayuda".to_owned(), "Impresora o escáner".to_owned())].into(),
        ..draft(AccountKind::In, server.port)
    }
}

pub(super) async fn way_in(f: &Fixture, draft: AccountDraft) -> MailAccountId {
    let mut tx = f.tx(&f.admin).await;
    let id = accounts::add(&mut tx, &f.office.key, draft).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(super) async fn cases_of(f: &Fixture) -> Vec<Case> {
    let read = f.office.read(&f.chief);
    read.all(case_table::Entity::find().order_by_asc(case_table::Column::Id)).await.unwrap()
}

/// A plain letter.
pub(super) fn letter(from: &str, id: &str, more: &str, text: &str) -> Vec<u8> {
    format!(
        "Received: from x by correo.prueba.gob.sv; Mon, 2 Mar 2026 07:12:00 -0600\r\nFrom: {from}\r\nTo: mesa@prueba.gob.sv\r\n\
         Subject: No imprime\r\nMessage-ID: <{id}>\r\n{more}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
    .into_bytes()
}

async fn wrote(f: &Fixture, case: &Case) -> Vec<Free> {
    let view = cases::query::view(&f.office.read(&f.chief), case.id).await.unwrap();
    let wrote = view.history.into_iter().filter_map(|(_, h)| match h {
        Happening::Free(free @ Free::Wrote { .. }) => Some(free),
        Happening::Free(_) | Happening::Engine(_) => None,
    });
    wrote.collect()
}

#[tokio::test]
async fn a_strangers_letter_is_a_case_since_its_receipt_and_the_stranger_gets_its_number() {
    let f = office().await;
    let (server, out) = (ImapServer::start().await, SmtpServer::start().await);
    let id = way_in(&f, mailbox(&server)).await;
    way_out(&f, out.port).await;
    server.drop_letter(&letter(
        "Marta Ruiz <Marta@ciudad.example>",
        "uno@ciudad.example",
        "",
        "Desde ayer no imprime.\r\n\r\n-- \r\nMarta",
    ));
    let done = collect(&f.office, &f.chief, id).await.unwrap();
    assert_eq!(done, Collected { new: 1, known: 0, failed: 0 });
    assert_eq!(server.marked(), (1, 0));
    let [case] = &cases_of(&f).await[..] else { panic!("one case") };
    assert_eq!(
        (case.channel, case.requester_name.as_str(), case.contact.as_str()),
        (Channel::Mail, "Marta Ruiz", "marta@ciudad.example")
    );
    assert_eq!((case.received_at, case.opened_at), (instant("2026-03-02T13:12:00Z"), f.office.now()));
    assert_eq!(case.detail, "No imprime\n\nDesde ayer no imprime.");
    assert_eq!(case.status, CaseStatus::Open);
    assert_eq!(crate::desk::queue_length(&f.office.read(&f.beto)).await.unwrap(), 1, "it stands in the queue");
    f.verify(case.id).await.unwrap();
    jobs::drain(&f.office).await.unwrap();
    let [receipt] = &out.letters()[..] else { panic!("one receipt") };
    for part in ["In-Reply-To: <uno@ciudad.example>", "Auto-Submitted: auto-generated", case.number.as_str()] {
        assert!(receipt.contains(part), "{part} is missing in {receipt}");
    }
    let [came] = &letters(&f, Direction::In).await[..] else { panic!("one letter") };
    let raw = f.office.files.get(&came.raw_sha256).await.unwrap();
    assert!(String::from_utf8(raw).unwrap().contains("Desde ayer"), "kept as it came");
    assert_eq!(collect(&f.office, &f.chief, id).await.unwrap(), Collected::default());
}

#[tokio::test]
async fn a_known_address_is_a_person_of_the_house_and_their_unit() {
    let f = office().await;
    let server = ImapServer::start().await;
    let id = way_in(&f, mailbox(&server)).await;
    server.drop_letter(&letter("Ana <ANA@prueba.gob.sv>", "a@x.example", "", "Hola"));
    collect(&f.office, &f.chief, id).await.unwrap();
    let case = cases_of(&f).await.remove(0);
    assert_eq!((case.requester_id.map(|p| p.0), case.requester_name.as_str()), (f.ana.person, "Ana Flores"));
    assert_eq!(case.unit_id, f.treasury);
    assert!(cases::query::get(&f.office.read(&f.ana), case.id).await.is_ok(), "she sees it");
}

#[tokio::test]
async fn answers_find_their_case_by_token_by_what_they_answer_and_by_number_and_the_owner_hears_of_it() {
    let f = office().await;
    let server = ImapServer::start().await;
    let id = way_in(&f, mailbox(&server)).await;
    way_out(&f, free_port()).await;
    server.drop_letter(&letter("marta@ciudad.example", "uno@c.example", "", "No imprime"));
    collect(&f.office, &f.chief, id).await.unwrap();
    let case = f.takes_next(&f.beto).await.unwrap();
    let ours = letters(&f, Direction::Out).await.remove(0);
    let number = f.case(case).await.number;
    let quoted =
        "Ya sirve.\r\n\r\nEl lun, 2 mar 2026 a las 8:15, Mesa de ayuda (<mesa@prueba.gob.sv>) escribió:\r\n> Recibimos";
    let in_reply_to = format!("In-Reply-To: <{}>\r\n", ours.message_id);
    let to_token = format!("Cc: mesa+c-{}@prueba.gob.sv\r\n", ours.thread.to_lowercase());
    server.drop_letter(&letter("marta@ciudad.example", "dos@c.example", &in_reply_to, quoted));
    server.drop_letter(&letter("otra@ciudad.example", "tres@c.example", &to_token, "Yo también"));
    server.drop_letter(&letter(
        "marta@ciudad.example",
        "cuatro@c.example",
        "References: <uno@c.example>\r\n",
        "Otra cosa",
    ));
    let numbered = |from: &str, id: &str| {
        let raw = String::from_utf8(letter(from, id, "", "Por el número")).unwrap();
        raw.replace("Subject: No imprime", &format!("Subject: Re: [{number}] x")).into_bytes()
    };
    server.drop_letter(&numbered("marta@ciudad.example", "cinco@c.example"));
    server.drop_letter(&numbered("dora@prueba.gob.sv", "seis@c.example"));
    server.drop_letter(&numbered("extrano@lejos.example", "siete@c.example"));
    assert_eq!(collect(&f.office, &f.chief, id).await.unwrap().new, 6);
    let texts: Vec<(String, String)> = wrote(&f, &f.case(case).await)
        .await
        .into_iter()
        .filter_map(|w| match w {
            Free::Wrote { from, text, .. } => Some((from, text)),
            _ => None,
        })
        .collect();
    let expected = [
        ("marta@ciudad.example", "No imprime"),
        ("marta@ciudad.example", "Ya sirve."),
        ("otra@ciudad.example", "Yo también"),
        ("marta@ciudad.example", "Otra cosa"),
        ("marta@ciudad.example", "Por el número"),
        ("dora@prueba.gob.sv", "Por el número"),
    ];
    assert_eq!(texts, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    // A stranger who knows a number opens a case of their own, which names it.
    let all = cases_of(&f).await;
    assert_eq!(all.len(), 2);
    let [Free::Wrote { about, .. }] = &wrote(&f, &all[1]).await[..] else { panic!("its letter") };
    assert_eq!(*about, number);
    let told = notices::query::list_unread(&f.office.read(&f.beto), None).await.unwrap().rows;
    assert_eq!(told.iter().filter(|n| n.kind == "case-answered").count(), 5);
    f.verify(case).await.unwrap();
}

#[tokio::test]
async fn an_answer_to_a_case_that_is_over_is_kept_and_told_and_the_case_stays_closed() {
    let f = office().await;
    let server = ImapServer::start().await;
    let id = way_in(&f, mailbox(&server)).await;
    let case = f.filed(&f.ana, &f.beto).await;
    let number = f.case(case).await.number;
    let raw = String::from_utf8(letter("ana@prueba.gob.sv", "x@c.example", "", "Sigue igual")).unwrap();
    server.drop_letter(raw.replace("No imprime", &number).as_bytes());
    collect(&f.office, &f.chief, id).await.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
    assert_eq!(wrote(&f, &f.case(case).await).await.len(), 1);
    let told = notices::query::list_unread(&f.office.read(&f.beto), None).await.unwrap().rows;
    assert!(told.iter().any(|n| n.kind == "case-answered-closed"), "{told:?}");
    f.verify(case).await.unwrap();
}

/// Row 13 of the lessons: out-of-office and bounces make endless tickets elsewhere.
#[tokio::test]
async fn machines_are_written_down_with_the_reason_and_neither_open_nor_hear_anything() {
    let f = office().await;
    let server = ImapServer::start().await;
    let id = way_in(&f, mailbox(&server)).await;
    way_out(&f, free_port()).await;
    server.drop_letter(&letter("a@x.example", "1@x", "Auto-Submitted: auto-replied\r\n", "Fuera"));
    server.drop_letter(&letter("MAILER-DAEMON@x.example", "2@x", "Return-Path: <>\r\n", "No se entregó"));
    server.drop_letter(&letter("b@x.example", "3@x", "X-Cabildo-Mail: prueba\r\n", "Eco"));
    server.drop_letter(&letter("mesa@prueba.gob.sv", "4@x", "", "Eco sin marca"));
    assert_eq!(collect(&f.office, &f.chief, id).await.unwrap().new, 4);
    assert!(cases_of(&f).await.is_empty());
    assert!(letters(&f, Direction::Out).await.is_empty());
    let mut reasons: Vec<String> = letters(&f, Direction::In).await.into_iter().map(|l| l.reason).collect();
    reasons.sort();
    assert_eq!(reasons, ["mail-is-auto-reply", "mail-is-bounce", "mail-is-own-echo", "mail-is-own-echo"]);
    assert_eq!(server.marked(), (4, 0));
}

/// Row 13: a loop that no header shows is stopped by its rate.
#[tokio::test]
async fn a_sender_who_writes_too_often_is_held_for_a_person_who_accepts_with_one_click() {
    let f = office().await;
    let server = ImapServer::start().await;
    let id = way_in(&f, mailbox(&server)).await;
    for n in 0..23 {
        server.drop_letter(&letter("loco@x.example", &format!("{n}@x.example"), "", "Otra vez"));
    }
    collect(&f.office, &f.chief, id).await.unwrap();
    assert_eq!(cases_of(&f).await.len(), 20);
    let held = query::list(&f.office.read(&f.chief), Direction::In, &[LetterStatus::Held], None).await.unwrap().rows;
    assert_eq!(held.len(), 3);
    assert_eq!(kind(accept_letter(&f.office, &f.beto, held[0].id).await), Kind::Forbidden);
    accept_letter(&f.office, &f.chief, held[0].id).await.unwrap();
    assert_eq!(kind(accept_letter(&f.office, &f.chief, held[0].id).await), Kind::Conflict);
    let mut tx = f.tx(&f.chief).await;
    refuse_letter(&mut tx, held[1].id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(cases_of(&f).await.len(), 21);
    f.office.clock.advance(Duration::hours(2));
    server.drop_letter(&letter("loco@x.example", "mas@x.example", "", "Ahora sí"));
    collect(&f.office, &f.chief, id).await.unwrap();
    assert_eq!(cases_of(&f).await.len(), 22);
}

/// Row 14 of the lessons: another account under the same settings silently imports somebody's mailbox elsewhere.
#[tokio::test]
async fn another_mailbox_stops_the_collector_until_a_person_says_that_it_is_right() {
    let f = office().await;
    let server = ImapServer::with(&["mesa", "rosa"]).await;
    let id = way_in(&f, AccountDraft { user_name: "rosa".to_owned(), ..mailbox(&server) }).await;
    collect(&f.office, &f.chief, id).await.unwrap();
    server.drop_letter(&letter("a@x.example", "1@x.example", "", "Privado"));
    let mut tx = f.tx(&f.admin).await;
    accounts::edit(&mut tx, &f.office.key, id, mailbox(&server)).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..2 {
        assert_eq!(key(collect(&f.office, &f.chief, id).await), "mail-other-mailbox");
    }
    assert_eq!(query::account(&f.office.read(&f.admin), id).await.unwrap().state, AccountState::Stopped);
    assert!(cases_of(&f).await.is_empty());
    assert_eq!(server.marked(), (0, 1), "nothing was touched");
    assert!(query::troubles(&f.office.read(&f.beto)).await.unwrap()[0].stopped);
    let told = notices::query::list_unread(&f.office.read(&f.admin), None).await.unwrap().rows;
    assert_eq!(told.iter().filter(|n| n.kind == "mailbox-stopped").count(), 1);
    assert_eq!(kind(accounts::accept(&mut f.tx(&f.chief).await, id).await), Kind::Forbidden);
    let mut tx = f.tx(&f.admin).await;
    accounts::accept(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(collect(&f.office, &f.chief, id).await.unwrap().new, 1);
}

/// Row 9 of the lessons: ten days without mail and without a word.
#[tokio::test]
async fn a_collector_that_is_silent_for_fifteen_minutes_is_said_to_all_and_told_another_way_once() {
    let f = office().await;
    let (port, out) = (free_port(), SmtpServer::start().await);
    way_out(&f, out.port).await;
    let silent = AccountDraft {
        secret: Secret::new("clave"),
        escape: "jefa@otro.example".to_owned(),
        ..draft(AccountKind::In, port)
    };
    let id = way_in(&f, silent).await;
    for minute in 0..40 {
        collect_all(&f.office).await.unwrap();
        jobs::drain(&f.office).await.unwrap();
        let troubles = query::troubles(&f.office.read(&f.beto)).await.unwrap();
        assert_eq!(troubles.len(), usize::from(minute >= 15), "minute {minute}");
        f.office.clock.advance(Duration::minutes(1));
    }
    let told = notices::query::list_unread(&f.office.read(&f.chief), None).await.unwrap().rows;
    assert_eq!(told.iter().filter(|n| n.kind == "mail-silent").count(), 1);
    let [alarm] = &out.letters()[..] else { panic!("one alarm: {:?}", out.letters()) };
    assert!(alarm.contains("jefa@otro.example"), "{alarm}");
    let account = query::account(&f.office.read(&f.chief), id).await.unwrap();
    assert!(account.last_error.starts_with("mail-server-unreachable"), "{}", account.last_error);
}

/// Rows 10 and 11 of the lessons: works by hand and not by the hour; two fetches overlap.
#[tokio::test]
async fn by_hand_and_by_the_hour_are_one_way_and_one_at_a_time() {
    let f = office().await;
    let server = ImapServer::start().await;
    let id = way_in(&f, mailbox(&server)).await;
    for n in 0..12 {
        server.drop_letter(&letter(&format!("a{n}@x.example"), &format!("{n}@x.example"), "", "Hola"));
    }
    let (by_hand, by_hour) = tokio::join!(collect(&f.office, &f.chief, id), collect_all(&f.office));
    by_hour.unwrap();
    if let Err(e) = by_hand {
        assert_eq!(e.kind, Kind::Conflict, "the other one had it: {e}");
    }
    assert_eq!(cases_of(&f).await.len(), 12);
    assert_eq!(server.marked(), (12, 0));
    assert_eq!(kind(collect(&f.office, &f.beto, id).await), Kind::Forbidden);
}

#[tokio::test]
async fn a_letter_that_somebody_else_reads_in_the_mailbox_is_collected_all_the_same() {
    let f = office().await;
    let server = ImapServer::start().await;
    let id = way_in(&f, mailbox(&server)).await;
    server.drop_letter(&letter("a@x.example", "1@x.example", "", "Uno"));
    collect(&f.office, &f.chief, id).await.unwrap();
    server.drop_letter(&letter("b@x.example", "2@x.example", "", "Dos"));
    server.read_all();
    assert_eq!(collect(&f.office, &f.chief, id).await.unwrap().new, 1);
}

#[tokio::test]
async fn the_first_form_of_a_letter_that_says_too_little_waits_for_its_people() {
    let f = office().await;
    let server = ImapServer::start().await;
    let lacking = AccountDraft { defaults: procedure::state::Data::new(), ..mailbox(&server) };
    let id = way_in(&f, lacking).await;
    server.drop_letter(&letter("ana@prueba.gob.sv", "1@x.example", "", "No prende"));
    collect(&f.office, &f.chief, id).await.unwrap();
    let case = cases_of(&f).await.remove(0);
    assert_eq!(case.step.as_deref(), Some("crear"));
    assert_eq!(case.detail, "No imprime\n\nNo prende");
    f.verify(case.id).await.unwrap();
}

#[tokio::test]
async fn a_connection_is_encrypted_at_once_or_later_and_only_with_a_server_that_is_trusted() {
    let f = office().await;
    let server = ImapServer::start().await;
    let trust = gateways::Trust::new(&server.authority()).unwrap();
    let trusting = crate::Office { mailboxes: std::sync::Arc::new(gateways::Imap::new(trust)), ..f.office.clone() };
    for (tls, port) in [(AccountTls::Direct, server.tls_port), (AccountTls::Starttls, server.port)] {
        let id = way_in(&f, AccountDraft { tls, port: port.to_string(), ..mailbox(&server) }).await;
        accounts::try_out(&trusting, &f.admin, id, "").await.unwrap();
        assert_eq!(key(accounts::try_out(&f.office, &f.admin, id, "").await), "mail-tls-failed");
        server.drop_letter(&letter("a@x.example", &format!("{port}@x.example"), "", "Cifrado"));
        assert_eq!(collect(&trusting, &f.chief, id).await.unwrap().new, 1);
    }
    let wrong = way_in(&f, AccountDraft { secret: Secret::new("otra"), ..mailbox(&server) }).await;
    assert_eq!(key(accounts::try_out(&f.office, &f.admin, wrong, "").await), "mail-login-refused");
}
