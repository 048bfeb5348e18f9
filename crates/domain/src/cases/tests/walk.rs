//! Random walks through the verbs: whatever people do, and in whatever order, the stored state is what the history
//! leads to, and a refusal changes nothing.

use crate::{
    CaseId,
    cases::{self, CaseStatus, query},
    desk,
    fixtures::{Fixture, office},
    papers,
};
use kernel::{Kind, Result, permit::Actor, random::Random, time::Duration};
use procedure::state::Data;

struct Dice(Random);

impl Dice {
    fn below(&self, n: usize) -> usize {
        usize::from(u16::from_be_bytes(self.0.bytes())) % n
    }
}

async fn act(f: &Fixture, dice: &Dice, who: &Actor, case: CaseId) -> Result<()> {
    let view = query::view(&f.office.read(&f.chief), case).await?;
    let task = view.tasks.first().map_or(crate::TaskId(case.0), |t| t.id);
    let word = ["", "Listo", "Se cambió"][dice.below(3)].to_owned();
    let choice = dice.below(11);
    if choice == 9 {
        let Some(paper) = papers::query::of_case(&f.office.read(&f.chief), case).await?.into_iter().next() else {
            return Ok(());
        };
        let document_sha256 = papers::print(&f.office, &f.chief, paper.id).await?;
        let drawn = papers::Drawn {
            image: crate::demo::scribble(&dice.0),
            document_sha256,
            device: String::new(),
            address: String::new(),
        };
        return papers::sign_on_screen(&f.office, who, paper.id, drawn).await.map(drop);
    }
    let mut tx = f.office.write(who).await?;
    match choice {
        0 => desk::take_next(&mut tx).await.map(drop)?,
        1 => desk::take(&mut tx, task, Some(word)).await.map(drop)?,
        2 => cases::release(&mut tx, task, word).await.map(drop)?,
        3 => cases::note(&mut tx, case, &word).await.map(drop)?,
        4 => cases::arrive(&mut tx, case).await.map(drop)?,
        5 => {
            let field = ["solucion", "problema", "detalle", "tipo_ayuda"][dice.below(4)].to_owned();
            cases::correct(&mut tx, case, field, word, "Se anotó mal".to_owned()).await.map(drop)?;
        }
        6 if dice.below(12) == 0 => cases::annul(&mut tx, case, word).await.map(drop)?,
        _ => {
            let closing = view.case.step.as_deref() == Some("cerrar");
            let data =
                if closing { vec![("problema", "Sin tinta".to_owned()), ("solucion", word)] } else { Vec::new() };
            let data: Data = data.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
            cases::complete(&mut tx, task, None, data).await.map(drop)?;
        }
    }
    tx.commit().await
}

#[tokio::test]
async fn whatever_people_do_the_state_is_what_the_history_leads_to() {
    let f = office().await;
    let people = [&f.beto, &f.beto, &f.carla, &f.chief, &f.ana, &f.auditor];
    let (mut done, mut refused, mut over) = (0, 0, 0);
    for seed in 0..4 {
        let dice = Dice(Random::seeded(seed));
        let mut case = f.asks(&f.ana).await;
        for _ in 0..50 {
            f.office.clock.advance(Duration::minutes(i64::try_from(dice.below(90)).unwrap()));
            let who = people[dice.below(people.len())];
            let before = f.case(case).await;
            match act(&f, &dice, who, case).await {
                Ok(()) => done += 1,
                Err(e) => {
                    assert_ne!(e.kind, Kind::Internal, "{e}");
                    assert_eq!(f.case(case).await, before, "a refusal changes nothing: {e}");
                    refused += 1;
                }
            }
            assert_eq!(f.verify(case).await, Ok(()));
            if matches!(f.case(case).await.status, CaseStatus::Closed | CaseStatus::Annulled) && dice.below(4) == 0 {
                over += 1;
                case = f.asks(&f.ana).await;
            }
        }
    }
    assert!(done > 40 && refused > 20 && over > 0, "{done} {refused} {over}: the walks go somewhere");
}
