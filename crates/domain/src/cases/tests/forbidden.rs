//! Every verb of a case × every role, against the expected refusal.

use crate::{
    CaseId, PersonId, TaskId, cases, desk,
    fixtures::{Fixture, office},
    papers, reports,
};
use kernel::{Kind, Locale, Result, permit::Actor};
use procedure::state::Data;

const VERBS: [&str; 16] = [
    "see",
    "ask",
    "queue",
    "take next",
    "take",
    "complete",
    "release",
    "assign",
    "correct",
    "annul",
    "arrive",
    "note",
    "print",
    "folder",
    "place folder",
    "overview",
];

struct Subject {
    /// Waits in the queue.
    waiting: TaskId,
    /// Ana's, printed, with Beto.
    case: CaseId,
    /// Ana's, in Beto's hands.
    held: CaseId,
    held_task: TaskId,
}

/// Tries the verb and takes it back.
async fn attempt(f: &Fixture, who: &Actor, verb: &str, s: &Subject) -> Result<()> {
    let paper = f.paper(s.case).await;
    let read = f.office.read(who);
    match verb {
        "see" => return cases::query::view(&read, s.held).await.map(drop),
        "queue" => return desk::queue(&read, None).await.map(drop),
        "print" => return papers::print(&f.office, who, paper.id).await.map(drop),
        "folder" => return papers::query::folder_papers(&read, paper.folder_id, None, 5).await.map(drop),
        "overview" => return reports::overview(&read).await.map(drop),
        _ => {}
    }
    let why = || "porque sí".to_owned();
    let mut tx = f.office.write(who).await?;
    match verb {
        "ask" => {
            desk::ask(&mut tx, crate::desk::Request { name: "N".to_owned(), contact: "C".to_owned(), ..f.request() })
                .await
                .map(drop)
        }
        "take next" => desk::take_next(&mut tx).await.map(drop),
        "take" => desk::take(&mut tx, s.waiting, None).await.map(drop),
        "complete" => cases::complete(&mut tx, s.held_task, None, Data::new()).await.map(drop),
        "release" => cases::release(&mut tx, s.held_task, why()).await.map(drop),
        "assign" => cases::assign(&mut tx, s.held_task, PersonId(f.carla.person.unwrap()), why()).await.map(drop),
        "correct" => cases::correct(&mut tx, s.case, "solucion".to_owned(), why(), why()).await.map(drop),
        "annul" => cases::annul(&mut tx, s.held, why()).await.map(drop),
        "arrive" => cases::arrive(&mut tx, s.held).await.map(drop),
        "note" => cases::note(&mut tx, s.held, "nota").await.map(drop),
        "place folder" => papers::set_location(&mut tx, paper.folder_id, "aquí").await,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn each_role_is_refused_what_is_not_theirs() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let held = f.asks(&f.ana).await;
    assert_eq!(f.takes_next(&f.beto).await, Some(held));
    let waiting = f.asks(&f.dora).await;
    let s = Subject { waiting: f.task(waiting).await, case, held, held_task: f.task(held).await };
    let public = Actor::public(f.ana.institution, "", Locale::Es);
    // In the order of VERBS. o: fine, F: forbidden, N: not found, C: somebody else has it.
    let table = [
        ("the public", &public, "NoFFFNFFNFFNNFFF"),
        ("requester", &f.ana, "ooFFFCFFFFFooFFF"),
        ("other employee", &f.dora, "NoFFFNFFNFFNNFFF"),
        ("who has it", &f.beto, "oooooooFoFoooooF"),
        ("other technician", &f.carla, "oooooCCFFFFooooF"),
        ("chief", &f.chief, "ooooFCCoooFooooo"),
        ("administrator", &f.admin, "NoFFFNFFNFFNNFFF"),
        ("auditor", &f.auditor, "oFFFFCFFFFFFooFo"),
    ];
    let mut actual = Vec::new();
    for (name, who, _) in &table {
        let mut line = String::new();
        for verb in VERBS {
            line.push(match attempt(&f, who, verb, &s).await.map_err(|e| e.kind) {
                Ok(()) => 'o',
                Err(Kind::Forbidden) => 'F',
                Err(Kind::NotFound) => 'N',
                Err(Kind::Conflict) => 'C',
                Err(Kind::Invalid) => 'I',
                Err(Kind::Unauthenticated) => 'U',
                Err(Kind::Unavailable | Kind::Internal) => '!',
            });
        }
        actual.push((*name, line));
    }
    let expected: Vec<(&str, String)> = table.iter().map(|(name, _, line)| (*name, (*line).to_owned())).collect();
    assert_eq!(actual, expected, "{VERBS:?}");
}
