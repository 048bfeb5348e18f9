//! Who keeps the accounts, and what is told about them.

use super::{
    outbox::{draft, letters, way_out},
    servers::{SmtpServer, free_port},
};
use crate::{
    cases::{self, Free, Happening},
    fixtures::{kind, office},
    jobs,
    mail::{AccountKind, Direction, accounts, query},
};
use kernel::Kind;

#[tokio::test]
async fn trying_an_account_out_sends_a_letter_and_says_what_the_server_says() {
    let f = office().await;
    let server = SmtpServer::start().await;
    let id = way_out(&f, server.port).await;
    accounts::try_out(&f.office, &f.admin, id, "").await.unwrap();
    accounts::try_out(&f.office, &f.admin, id, "yo@x.example").await.unwrap();
    assert_eq!(server.letters().len(), 1);
    let refused = accounts::try_out(&f.office, &f.admin, id, "nobody@x.example").await.unwrap_err();
    assert!(refused.to_string().contains("no such mailbox"), "{refused}");
    assert_eq!(kind(accounts::try_out(&f.office, &f.chief, id, "").await), Kind::Forbidden);
    let away = way_out(&f, free_port()).await;
    assert_eq!(kind(accounts::try_out(&f.office, &f.admin, away, "").await), Kind::Unavailable);
}

#[tokio::test]
async fn whoever_asked_reads_the_answer_of_the_house_in_the_case_and_by_mail() {
    let f = office().await;
    let server = SmtpServer::start().await;
    way_out(&f, server.port).await;
    let case = f.asks(&f.ana).await;
    assert_eq!(kind(cases::reply(&mut f.tx(&f.ana).await, case, "x").await), Kind::Forbidden);
    let mut tx = f.tx(&f.beto).await;
    cases::reply(&mut tx, case, "¿Sigue sin imprimir?").await.unwrap();
    tx.commit().await.unwrap();
    jobs::drain(&f.office).await.unwrap();
    let [letter] = &letters(&f, Direction::Out).await[..] else { panic!("one letter") };
    assert_eq!((letter.kind.as_str(), letter.to_email.as_str()), ("reply", "ana@prueba.gob.sv"));
    assert_eq!(server.letters().len(), 1);
    let told = crate::notices::query::list_unread(&f.office.read(&f.ana), None).await.unwrap().rows;
    assert_eq!(told.iter().map(|n| n.kind.as_str()).collect::<Vec<_>>(), ["case-replied"]);
    let view = cases::query::view(&f.office.read(&f.ana), case).await.unwrap();
    let said = |h: &Happening| matches!(h, Happening::Free(Free::Replied { mailed: true, .. }));
    assert!(view.history.iter().any(|(_, h)| said(h)));
    assert_eq!(query::of_case(&f.office.read(&f.ana), case).await.unwrap().len(), 1);
    f.verify(case).await.unwrap();
}

#[tokio::test]
async fn a_mailbox_names_the_flow_that_it_begins() {
    let f = office().await;
    for begins in ["", "soporte_tecnico", "soporte_tecnico/otro", "nada/inicio"] {
        let wrong = accounts::AccountDraft { begins: begins.to_owned(), ..draft(AccountKind::In, 143) };
        let refused = crate::fixtures::fields(accounts::add(&mut f.tx(&f.admin).await, &f.office.key, wrong).await);
        assert_eq!(refused, [("begins".to_owned(), "mail-begins-unknown".to_owned())], "{begins}");
    }
}
