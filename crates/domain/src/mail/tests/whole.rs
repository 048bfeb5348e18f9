//! The corpus through the real collector: as many cases or answers as letters, none lost, none twice; also when the
//! collector dies at any moment.

use super::{
    collect::{cases_of, letter, mailbox, way_in},
    corpus::{Before, Fate, Sample, as_given_out, corpus},
    outbox::way_out,
    servers::{ImapServer, free_port},
};
use crate::{
    cases::{self, Free, Happening},
    fixtures::{Fixture, office},
    mail::{Direction, Letter, LetterStatus, collect},
};
use db::{MailAccountId, Source as _, entity::letter as letter_table};
use kernel::{random::sha256, time::Duration};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::{collections::BTreeMap, future::Future, task::Poll};

const REQUESTER: &str = "Marta <marta@ciudad.example>";

/// An office with a mailbox and a case that letters can answer.
async fn begun() -> (Fixture, ImapServer, MailAccountId, Before) {
    let f = office().await;
    let server = ImapServer::start().await;
    let id = way_in(&f, mailbox(&server)).await;
    way_out(&f, free_port()).await;
    server.drop_letter(&letter(REQUESTER, "primero@ciudad.example", "", "El primero"));
    collect(&f.office, &f.chief, id).await.unwrap();
    let ours = super::outbox::letters(&f, Direction::Out).await.remove(0);
    let before = Before {
        number: cases_of(&f).await[0].number.clone(),
        thread: ours.thread,
        ours: ours.message_id,
        theirs: "primero@ciudad.example",
        requester: REQUESTER,
    };
    (f, server, id, before)
}

/// What came, by the hash of its bytes.
async fn came(f: &Fixture) -> BTreeMap<String, Letter> {
    let read = f.office.read(&f.chief);
    let query = letter_table::Entity::find().filter(letter_table::Column::Direction.eq(Direction::In));
    let all = read.all(query).await.unwrap();
    let count = all.len();
    let by_hash: BTreeMap<String, Letter> = all.into_iter().map(|l| (l.raw_sha256.clone(), l)).collect();
    assert_eq!(by_hash.len(), count, "no letter is there twice");
    by_hash
}

/// Every letter met its fate: nothing lost, nothing twice.
async fn check(f: &Fixture, server: &ImapServer, samples: &[Sample]) {
    assert_eq!(server.marked(), (samples.len() + 1, 0), "everything is marked as read");
    let came = came(f).await;
    let count = |fate: fn(Fate) -> bool| samples.iter().filter(|s| fate(s.fate)).count();
    assert_eq!(came.len(), count(|f| f != Fate::Again) + 1);
    assert_eq!(cases_of(f).await.len(), count(|f| f == Fate::Opens) + 1);
    let read = f.office.read(&f.chief);
    let mut wrote = 0;
    for case in cases_of(f).await {
        let view = cases::query::view(&read, case.id).await.unwrap();
        wrote += view.history.iter().filter(|(_, h)| matches!(h, Happening::Free(Free::Wrote { .. }))).count();
    }
    assert_eq!(wrote, count(|f| matches!(f, Fate::Opens | Fate::Answers)) + 1, "each says its words once");
    for sample in samples.iter().filter(|s| s.fate != Fate::Again) {
        let name = &sample.name;
        let raw = as_given_out(&sample.raw);
        let letter = came.get(&sha256(&raw)).unwrap_or_else(|| panic!("{name} is lost"));
        assert_eq!(f.office.files.get(&letter.raw_sha256).await.unwrap(), raw, "{name} is kept as it came");
        if let Fate::Refused(reason) = sample.fate {
            assert_eq!((letter.status, letter.reason.as_str()), (LetterStatus::Refused, reason), "{name}");
            continue;
        }
        assert_eq!(letter.status, LetterStatus::Received, "{name}: {}", letter.reason);
        let kind = if sample.fate == Fate::Answers { "answers" } else { "opens" };
        assert_eq!(letter.kind == "appended", kind == "answers", "{name} {kind}");
        let view = cases::query::view(&read, letter.case_id.expect("its case")).await.unwrap();
        let said = view.history.iter().find_map(|(_, h)| match h {
            Happening::Free(Free::Wrote { letter: l, text, .. }) if *l == letter.id.0 => Some(text.clone()),
            _ => None,
        });
        let said = format!("{}\n{}", view.case.detail, said.expect("its words"));
        assert!(said.contains(sample.says), "{name}: {} is not in {said}", sample.says);
        assert!(!said.contains("¿Ya?") && !said.contains("alert(1)"), "{name}: {said}");
        let eml = view.attachments.iter().any(|a| a.sha256 == letter.raw_sha256);
        assert!(eml || !sample.eml, "{name} hangs in its case as it came");
    }
}

#[tokio::test]
async fn the_corpus_is_large_and_no_two_letters_are_the_same() {
    let before = Before {
        number: "TIM-2026-00001".to_owned(),
        thread: "ABC".to_owned(),
        ours: "c-ABC.1@x".to_owned(),
        theirs: "x@y",
        requester: REQUESTER,
    };
    let samples = corpus(&before);
    assert!(samples.len() >= 150, "{}", samples.len());
    let mut hashes: Vec<String> = samples.iter().filter(|s| s.fate != Fate::Again).map(|s| sha256(&s.raw)).collect();
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), samples.iter().filter(|s| s.fate != Fate::Again).count());
}

/// Rows 11 and 12 of the lessons: duplicates and empty tickets; base64, charsets, names that break the intake.
#[tokio::test]
async fn every_letter_becomes_a_case_or_an_answer_or_a_reason_and_none_is_lost() {
    let (f, server, id, before) = begun().await;
    let samples = corpus(&before);
    for sample in &samples {
        server.drop_letter(&sample.raw);
    }
    let done = collect(&f.office, &f.chief, id).await.unwrap();
    assert_eq!(done.failed, 0);
    assert_eq!(done.new + done.known, samples.len());
    check(&f, &server, &samples).await;
}

/// Polls the work so often and then drops it, wherever it is.
async fn die_after<T>(polls: usize, work: impl Future<Output = T>) -> Option<T> {
    let mut work = Box::pin(work);
    let mut left = polls;
    std::future::poll_fn(move |context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

/// Row 11 of the lessons: a fetch that is killed.
#[tokio::test]
async fn a_collector_that_dies_at_any_moment_loses_nothing_and_makes_nothing_twice() {
    let (f, server, id, before) = begun().await;
    let samples = corpus(&before);
    for sample in &samples {
        server.drop_letter(&sample.raw);
    }
    let mut deaths = 0;
    let mut polls = 1;
    loop {
        // The dead collector's lease ends.
        f.office.clock.advance(Duration::minutes(11));
        match die_after(polls, collect(&f.office, &f.chief, id)).await {
            None => deaths += 1,
            // A database server may still carry out what the dead one asked of it last, its lease among it.
            Some(Err(e)) if e.msg.key == "mail-collecting-already" => deaths += 1,
            Some(done) => {
                assert_eq!(done.unwrap().failed, 0);
                break;
            }
        }
        // Ever later, so that it dies at every step of the first letters and then further on.
        polls += 1 + deaths / 40;
        assert!(deaths < 2000, "it never comes to an end");
    }
    assert!(deaths > 60, "{deaths}");
    let done = collect(&f.office, &f.chief, id).await.unwrap();
    assert_eq!((done.new, done.failed), (0, 0));
    check(&f, &server, &samples).await;
}
