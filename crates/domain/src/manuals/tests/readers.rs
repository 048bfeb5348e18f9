//! Whom a version must reach.

use super::tools::{as_, first, only_managers};
use crate::{
    fixtures::{kind, office},
    manuals::readings::{self, Reach},
};
use db::PersonId;
use kernel::{Kind, time::Duration};

#[tokio::test]
async fn who_must_read_it_sees_it_until_they_say_that_they_did() {
    let f = office().await;
    let id = first(&f).await.id;
    let ana = PersonId(f.ana.person.unwrap());
    let reach = Reach { persons: vec![ana], units: vec![f.treasury], ..Reach::default() };
    assert_eq!(as_(&f, &f.chief, async |tx| readings::ask(tx, id, &reach).await).await.unwrap(), 1);
    assert_eq!(as_(&f, &f.chief, async |tx| readings::ask(tx, id, &reach).await).await.unwrap(), 0);
    assert_eq!(readings::to_read(&f.office.read(&f.ana)).await.unwrap()[0].0.id, id);
    assert_eq!(as_(&f, &f.chief, async |tx| readings::remind(tx, id).await).await.unwrap(), 1);
    f.office.clock.advance(Duration::hours(1));
    let read_at = f.office.now();
    as_(&f, &f.ana, async |tx| readings::acknowledge(tx, id).await).await.unwrap();
    f.office.clock.advance(Duration::hours(1));
    as_(&f, &f.ana, async |tx| readings::acknowledge(tx, id).await).await.unwrap();
    as_(&f, &f.dora, async |tx| readings::acknowledge(tx, id).await).await.unwrap();
    assert!(readings::to_read(&f.office.read(&f.ana)).await.unwrap().is_empty());
    let listed = readings::readers(&f.office.read(&f.auditor), id).await.unwrap();
    let told: Vec<_> = listed.iter().map(|(p, r)| (p.name.as_str(), r.read_at)).collect();
    assert_eq!(told, [("Ana Flores", Some(read_at)), ("Dora Luna", Some(f.office.now()))]);
}

#[tokio::test]
async fn nobody_is_asked_by_an_empty_list_or_by_somebody_else() {
    let f = office().await;
    let id = first(&f).await.id;
    let nobody = as_(&f, &f.chief, async |tx| readings::ask(tx, id, &Reach::default()).await);
    assert_eq!(kind(nobody.await), Kind::Invalid);
    only_managers(&f, async |tx| readings::ask(tx, id, &Reach::default()).await).await;
    only_managers(&f, async |tx| readings::remind(tx, id).await).await;
    assert_eq!(kind(readings::readers(&f.office.read(&f.ana), id).await), Kind::Forbidden);
}
