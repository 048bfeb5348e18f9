//! Which target a case has, and what answers and solves it. Pure.

use super::{Counting, ServiceLevel, clock::target_seconds};
use db::UnitId;
use kernel::{
    Error, Msg, Result,
    text::fold,
    time::{Calendar, Duration, Instant, Span},
};
use procedure::{
    definition::{Definition, FieldKind, Flow, Step, StepKind, Trigger},
    state::Data,
    times,
};

/// The list whose entries are levels of incident; every other list of a case says its service.
pub const LEVELS: &str = "niveles-de-incidencia";

/// What targets are chosen by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kind {
    pub service: String,
    pub unit: Option<UnitId>,
    pub level: String,
}

/// What a case is, by what was filled in.
pub fn kind_of(definition: &Definition, data: &Data, unit: UnitId) -> Kind {
    let fields = definition.steps.iter().flat_map(|s| &s.form);
    let listed = |levels: bool| {
        fields.clone().find_map(|f| match &f.kind {
            FieldKind::Catalogue { catalogue } if (catalogue == LEVELS) == levels => data.get(&f.id).cloned(),
            _ => None,
        })
    };
    Kind { service: listed(false).unwrap_or_default(), unit: Some(unit), level: listed(true).unwrap_or_default() }
}

/// How many of service, area and level a target names.
pub fn sharpness(level: &ServiceLevel) -> usize {
    usize::from(!level.service.is_empty()) + usize::from(level.unit_id.is_some()) + usize::from(!level.level.is_empty())
}

fn fits(level: &ServiceLevel, kind: &Kind) -> bool {
    let same = |own: &str, of: &str| own.is_empty() || fold(own) == fold(of);
    same(&level.service, &kind.service)
        && same(&level.level, &kind.level)
        && level.unit_id.is_none_or(|u| Some(u) == kind.unit)
}

/// The target of such a case: the one that names most of it.
pub fn best<'l>(levels: &'l [ServiceLevel], kind: &Kind) -> Option<&'l ServiceLevel> {
    levels.iter().filter(|l| fits(l, kind)).max_by_key(|l| sharpness(l))
}

/// Whether a case could have both, and neither names more of it.
fn ties(a: &ServiceLevel, b: &ServiceLevel) -> bool {
    let meet = |a: &str, b: &str| a.is_empty() || b.is_empty() || fold(a) == fold(b);
    let units = a.unit_id.is_none() || b.unit_id.is_none() || a.unit_id == b.unit_id;
    sharpness(a) == sharpness(b) && meet(&a.service, &b.service) && meet(&a.level, &b.level) && units
}

/// Refuses a target that would fit a case as well as another one, and time beyond the cap.
pub fn check(new: &ServiceLevel, others: &[ServiceLevel], calendar: &Calendar, now: Instant) -> Result<()> {
    if let Some(twin) = others.iter().find(|o| ties(new, o)) {
        return Err(Error::conflict(Msg::new("level-ties").with("other", in_words(twin))));
    }
    for other in others {
        let (cap, promise) = if other.cap { (other, new) } else { (new, other) };
        if cap.cap && exceeds(promise, cap, calendar, now) {
            let msg = Msg::new("level-beyond-cap").with("cap", cap.response.as_str()).with("target", in_words(promise));
            return Err(Error::fields(vec![("response".into(), msg)]));
        }
    }
    Ok(())
}

/// Whether some request of a week would be answered later than the cap allows. A target that promises no answer leaves
/// the cap's own in force.
fn exceeds(promise: &ServiceLevel, cap: &ServiceLevel, calendar: &Calendar, now: Instant) -> bool {
    let (Some(own), Some(most)) = (times::span(&promise.response), times::span(&cap.response)) else { return false };
    let end = |from, counting, span| {
        let seconds = target_seconds(calendar, counting, from, span)?;
        match counting {
            Counting::Business => {
                calendar.advance(from, Span::WorkingSeconds(u32::try_from(seconds).ok()?)).map(|a| a.at)
            }
            Counting::Calendar => Some(from + Duration::seconds(seconds)),
        }
    };
    (0..7 * 24).map(|n| now + Duration::hours(n)).any(|from| {
        match (end(from, promise.counting, own), end(from, cap.counting, most)) {
            (Some(own), Some(most)) => own > most,
            (None, Some(_)) => true,
            (Some(_) | None, None) => false,
        }
    })
}

/// Service, level and times of a target in a line.
pub fn in_words(level: &ServiceLevel) -> String {
    let parts = [&level.service, &level.level, &level.response, &level.solution];
    parts.into_iter().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// The flow of requests that has service levels: what people ask for. What the house begins by itself has none.
pub fn requested<'d>(definition: &'d Definition, flow: &str) -> Option<&'d Flow> {
    definition.flow(flow).filter(|f| matches!(f.trigger, Trigger::Request | Trigger::Message(_)))
}

fn is_requesters(step: &Step) -> bool {
    step.roles == ["usuario_del_caso"]
}

/// Whether doing this step is the first answer to a request: a step that the manual's own rule times from the request on;
/// without such a rule any step of the unit but registering and taking it.
pub fn answers(definition: &Definition, flow: &Flow, step: &Step) -> bool {
    let timed = |s: &Step| s.deadlines.iter().any(|d| d.from_start);
    let rules = definition.steps.iter().filter(|s| timed(s) && matches!(s.kind, StepKind::Rule { .. }));
    let about: Vec<&String> = rules
        .flat_map(|s| match &s.kind {
            StepKind::Rule { about } => about.as_slice(),
            StepKind::Start { .. } | StepKind::Task | StepKind::End { .. } => &[],
        })
        .filter(|id| flow.steps.contains(id))
        .collect();
    if !about.is_empty() {
        return about.contains(&&step.id);
    }
    step.id != flow.first && !is_requesters(step) && !procedure::engine::is_queue(step)
}

/// The step with which the work is done: the last one of the unit in the flow that has something to fill in.
pub fn solving<'d>(definition: &'d Definition, flow: &Flow) -> Option<&'d Step> {
    let solves =
        |s: &&Step| flow.steps.contains(&s.id) && s.kind == StepKind::Task && !s.form.is_empty() && !is_requesters(s);
    definition.steps.iter().rfind(solves)
}
