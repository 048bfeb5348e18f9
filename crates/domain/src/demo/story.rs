//! The month itself: who asked when, who attended, what was signed, and what is still open today.

use super::{
    people::Cast,
    scribble::scribble,
    troubles::{TROUBLES, Trouble},
};
use crate::{
    Office,
    cases::{self, query::view},
    desk::{self, Request},
    papers::{self, Drawn},
};
use db::{CaseId, TaskId};
use kernel::{
    Error, Result,
    permit::Actor,
    random::Random,
    time::{Calendar, Instant, Span},
};
use procedure::state::Data;
use std::collections::BTreeMap;

/// The cases that came today and mostly still wait: seconds of office time before now.
const FRESH: [i64; 6] = [5300, 4500, 3900, 3300, 2100, 900];
/// From this many seconds of office time before now on nobody takes from the queue but as told in [`today`].
const QUIET: i64 = 5400;
/// Which cases never get their signature, which one is annulled and which one corrected after it was signed.
const UNSIGNED: [usize; 3] = [0, 2, 3];
const ANNULLED: usize = 7;
const CORRECTED: usize = 5;

/// Who does it all, and when.
pub(super) struct Story {
    office: Office,
    cast: Cast,
    calendar: Calendar,
    dice: Random,
    begins: Instant,
    now: Instant,
    known: BTreeMap<CaseId, usize>,
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Ask(usize),
    Take(usize),
}

impl Story {
    pub(super) fn new(office: Office, cast: Cast, calendar: Calendar, dice: Random, now: Instant) -> Self {
        let begins = office.now();
        Self { office, cast, calendar, dice, begins, now, known: BTreeMap::new() }
    }

    /// A number from `low` to `high`.
    fn dice(&self, low: i64, high: i64) -> i64 {
        low + i64::from(u16::from_be_bytes(self.dice.bytes())) % (high - low + 1)
    }

    /// So many seconds of office time later.
    fn later(&self, at: Instant, seconds: i64) -> Result<Instant> {
        let seconds = u32::try_from(seconds).map_err(Error::internal)?;
        let then = self.calendar.advance(at, Span::WorkingSeconds(seconds));
        then.map(|a| a.at).ok_or_else(|| Error::invalid("calendar-never-open"))
    }

    /// So many seconds of office time before now.
    fn ago(&self, seconds: i64) -> Result<Instant> {
        self.later(self.begins, self.calendar.between(self.begins, self.now) - seconds)
    }

    /// Lets so many minutes of office time pass; `false` when that has not happened yet.
    fn wait(&self, low: i64, high: i64) -> Result<bool> {
        let then = self.later(self.office.now(), self.dice(low, high) * 60)?;
        if then > self.now {
            return Ok(false);
        }
        self.office.clock.set(then);
        Ok(true)
    }

    fn trouble(&self, n: usize) -> &'static Trouble {
        &TROUBLES[n * 5 % TROUBLES.len()]
    }
}

/// Tells the month: everybody asks and attends in the order of time.
pub(super) async fn tell(mut story: Story, cases: usize) -> Result<()> {
    let asked = arrivals(&story, cases)?;
    let quiet = story.ago(QUIET)?;
    let mut agenda: BTreeMap<(Instant, usize), Act> =
        asked.iter().enumerate().map(|(n, at)| ((*at, n), Act::Ask(n))).collect();
    for technician in 0..story.cast.technicians.len() {
        agenda.insert((story.later(story.begins, 600)?, cases + technician), Act::Take(technician));
    }
    while let Some(((at, place), act)) = agenda.pop_first() {
        story.office.clock.set(at);
        match act {
            Act::Ask(n) => ask(&mut story, n).await?,
            Act::Take(_) if at >= quiet => {}
            Act::Take(technician) => {
                let who = story.cast.technicians[technician].clone();
                let again = match take_next(&story, &who).await? {
                    Some(case) => {
                        attend(&story, &who, case).await?;
                        story.later(story.office.now(), 300)?
                    }
                    // Nothing waits: back when the next one has asked.
                    None => match asked.iter().find(|a| **a > at) {
                        Some(next) => story.later(*next, story.dice(2, 20) * 60)?,
                        None => quiet,
                    },
                };
                agenda.insert((again, place), act);
            }
        }
    }
    today(&story).await?;
    name_the_binders(&story).await
}

/// When each case is asked for: evenly over the office hours, a little at random, and the last few today.
fn arrivals(story: &Story, cases: usize) -> Result<Vec<Instant>> {
    let whole = story.calendar.between(story.begins, story.now) - QUIET - 1800;
    let early = cases.saturating_sub(FRESH.len()).max(1);
    let spacing = whole / i64::try_from(early).map_err(Error::internal)?;
    let mut out = Vec::with_capacity(cases);
    for n in 0..i64::try_from(early).map_err(Error::internal)? {
        out.push(story.later(story.begins, n * spacing + story.dice(0, spacing * 9 / 10))?);
    }
    for seconds in FRESH {
        out.push(story.ago(seconds)?);
    }
    Ok(out)
}

async fn ask(story: &mut Story, n: usize) -> Result<()> {
    let (who, unit) = story.cast.staff[(n * 7 + n / 5) % story.cast.staff.len()].clone();
    let trouble = story.trouble(n);
    let data = [
        ("unidad", unit.to_string()),
        ("tipo_ayuda", trouble.kind.to_owned()),
        ("detalle", trouble.detail.to_owned()),
        ("equipo", if n.is_multiple_of(3) { String::new() } else { format!("AMU-{:04}", 100 + n * 13 % 900) }),
    ];
    let data = data.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
    let mut tx = story.office.write(&who).await?;
    let request = Request { procedure: "soporte_tecnico".to_owned(), data, ..Request::default() };
    let case = desk::ask(&mut tx, request).await?.case;
    tx.commit().await?;
    story.known.insert(case.id, n);
    if n == ANNULLED {
        let mut tx = story.office.write(&story.cast.chief).await?;
        cases::annul(&mut tx, case.id, "Pedido repetido: ya se atiende con el ticket anterior.".to_owned()).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn take_next(story: &Story, who: &Actor) -> Result<Option<CaseId>> {
    let mut tx = story.office.write(who).await?;
    let case = desk::take_next(&mut tx).await?;
    tx.commit().await?;
    Ok(case.map(|c| c.id))
}

/// A case from the moment it is taken until it is filed, or as far as it has come by now.
async fn attend(story: &Story, who: &Actor, case: CaseId) -> Result<()> {
    let n = story.known.get(&case).copied().unwrap_or_default();
    let trouble = story.trouble(n);
    if !story.wait(5, 25)? {
        return Ok(());
    }
    arrive(story, who, case).await?;
    if !trouble.note.is_empty() && story.wait(3, 10)? {
        let mut tx = story.office.write(who).await?;
        cases::note(&mut tx, case, trouble.note).await?;
        tx.commit().await?;
    }
    if !story.wait(10, 75)? {
        return Ok(());
    }
    complete(story, who, case, &[]).await?;
    if !story.wait(1, 5)? {
        return Ok(());
    }
    let closing = [("problema", trouble.problem), ("solucion", trouble.solution), ("materiales", trouble.materials)];
    complete(story, who, case, &closing).await?;
    if !story.wait(1, 2)? {
        return Ok(());
    }
    complete(story, who, case, &[]).await?;
    if UNSIGNED.contains(&n) || !story.wait(2, 9)? {
        return Ok(());
    }
    sign(story, who, case, n).await?;
    if n == CORRECTED {
        correct(story, who, case).await?;
    }
    if story.wait(2, 6)? { complete(story, who, case, &[]).await } else { Ok(()) }
}

async fn arrive(story: &Story, who: &Actor, case: CaseId) -> Result<()> {
    let mut tx = story.office.write(who).await?;
    cases::arrive(&mut tx, case).await?;
    tx.commit().await
}

async fn open_task(story: &Story, case: CaseId) -> Result<TaskId> {
    let view = view(&story.office.read(&story.cast.chief), case).await?;
    view.tasks.first().map(|t| t.id).ok_or_else(|| Error::internal("an open case of the demonstration has no task"))
}

async fn complete(story: &Story, who: &Actor, case: CaseId, data: &[(&str, &str)]) -> Result<()> {
    let task = open_task(story, case).await?;
    let data: Data = data.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let mut tx = story.office.write(who).await?;
    cases::complete(&mut tx, task, None, data).await?;
    tx.commit().await
}

/// The requester signs: mostly on the technician's tablet, now and then at their own desk.
async fn sign(story: &Story, technician: &Actor, case: CaseId, n: usize) -> Result<()> {
    let read = story.office.read(technician);
    let paper = papers::query::of_case(&read, case).await?.into_iter().next();
    let paper = paper.ok_or_else(|| Error::internal("a printed case of the demonstration has no paper"))?;
    let document_sha256 = papers::print(&story.office, technician, paper.id).await?;
    let requester = cases::query::get(&read, case).await?.requester_id.map(|p| p.0);
    let mut staff = story.cast.staff.iter().map(|(actor, _)| actor);
    let own_desk = staff.find(|a| n.is_multiple_of(4) && a.person == requester);
    let (signer, device) = match own_desk {
        Some(requester) => (requester, "Computadora de la unidad (demostración)"),
        None => (technician, "Tableta de TIM (demostración)"),
    };
    let drawn = Drawn {
        image: scribble(&story.dice),
        document_sha256,
        device: device.to_owned(),
        address: "192.0.2.10".to_owned(),
    };
    papers::sign_on_screen(&story.office, signer, paper.id, drawn).await.map(drop)
}

/// After it was signed, the chief mends a word: paper and signature are void, the new one is printed and signed.
async fn correct(story: &Story, technician: &Actor, case: CaseId) -> Result<()> {
    if !story.wait(20, 40)? {
        return Ok(());
    }
    let mut tx = story.office.write(&story.cast.chief).await?;
    let (field, value) = ("materiales".to_owned(), "Ninguno".to_owned());
    cases::correct(&mut tx, case, field, value, "Se anotó un material que no se usó.".to_owned()).await?;
    tx.commit().await?;
    if story.wait(2, 9)? {
        complete(story, technician, case, &[]).await?;
    }
    if story.wait(2, 9)? { sign(story, technician, case, 1).await } else { Ok(()) }
}

/// The last hour: one technician is on site, another gave a case back, the rest wait.
async fn today(story: &Story) -> Result<()> {
    let [on_site, gives_back] = [&story.cast.technicians[0], &story.cast.technicians[1]];
    story.office.clock.set(story.ago(2700)?);
    if let Some(case) = take_next(story, on_site).await? {
        story.office.clock.set(story.ago(2100)?);
        arrive(story, on_site, case).await?;
    }
    story.office.clock.set(story.ago(1800)?);
    if let Some(case) = take_next(story, gives_back).await? {
        story.office.clock.set(story.ago(1200)?);
        let task = open_task(story, case).await?;
        let mut tx = story.office.write(gives_back).await?;
        cases::release(&mut tx, task, "La persona salió a una reunión; pidió que se vuelva más tarde.".to_owned())
            .await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Says where each binder stands.
async fn name_the_binders(story: &Story) -> Result<()> {
    story.office.clock.set(story.now);
    let chief = &story.cast.chief;
    let folders = papers::query::list_folders(&story.office.read(chief), None).await?.rows;
    for (n, line) in folders.into_iter().enumerate() {
        let place = if n == 0 { "Escritorio de TIM, bandeja de entrada" } else { "Estante 2 de TIM, lomo azul" };
        let mut tx = story.office.write(chief).await?;
        papers::set_location(&mut tx, line.folder.id, place).await?;
        tx.commit().await?;
    }
    Ok(())
}
