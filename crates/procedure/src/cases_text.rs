//! Scenarios of a procedure in plain words, beside its file: `soporte_tecnico.cases.txt` for `soporte_tecnico.yaml`.
//!
//! ```text
//! personas: ana usuario_del_caso; beto tecnico_tim
//! ## Sin solución no se cierra
//! ana abre unidad=tesoreria tipo_ayuda=Impresora
//! → paso 3 (tomar) libre; efectos: numera ticket
//! beto toma
//! beto completa problema="sin tinta"
//! ✗ falta solucion
//! ```
//! A line is what somebody does. `→` says where the case then stands, `✗` why it was refused; without either it has to
//! succeed. `pasan 3 horas` moves the clock and `sistema vence` fires what is due; `sistema abre plan` begins a flow by its
//! first row. `beto anuncia piezas` says that what a step waits for is here; `llega piezas` is the house saying so.
//! Together the scenarios of a procedure walk every transition it has, by answer and by clock.

use crate::definition::{DeadlineAction, Definition, Effect, StepKind};
use crate::engine::Outcome;
use crate::engine::tests::house::{House, data, name_of, person};
use crate::state::{Command, Event, Refusal, State, Status};
use kernel::time::Duration;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The first line that did not go as written, and what happened instead.
type Wrong = (usize, String);

/// What the scenarios of a file did.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ran {
    scenarios: usize,
    refusals: usize,
    /// The transitions that were walked, in the words of [`transitions`].
    walked: BTreeSet<String>,
}

fn run(def: &Definition, script: &str) -> Result<Ran, Wrong> {
    let (mut people, mut ran) = (Vec::new(), Ran::default());
    let mut house = House::new(def);
    let mut last: Option<(usize, Result<Outcome, Refusal>)> = None;
    for (n, line) in (1..).zip(script.lines().map(str::trim)) {
        if let Some(expected) = line.strip_prefix(['→', '✗']) {
            let (_, result) = last.take().ok_or((n, "no hay acción que mirar".to_owned()))?;
            let told = result.as_ref().map_or_else(|r| format!("✗ {}", refusal(r)), |o| outcome(&house, o));
            let sign = &line[..line.len() - expected.len()];
            let expected = format!("{sign} {}", expected.trim());
            ran.refusals += usize::from(sign == "✗");
            if told != expected && told.split("; efectos").next() != Some(&expected) {
                return Err((n, told));
            }
            continue;
        }
        if let Some((n, Err(why))) = last.take() {
            return Err((n, format!("✗ {}", refusal(&why))));
        }
        if let Some(list) = line.strip_prefix("personas:") {
            people = list.split(';').map(str::to_owned).collect();
        } else if line.starts_with("## ") {
            ran.scenarios += 1;
            ran.walked.extend(walked(def, &house.log));
            house = House::new(def);
            house.people = people.iter().filter_map(|p| named(p)).collect();
        } else if !line.is_empty() && !line.starts_with('#') {
            last = Some((n, act(&mut house, line).map_err(|why| (n, why))?));
        }
    }
    match last {
        Some((n, Err(why))) => Err((n, format!("✗ {}", refusal(&why)))),
        Some((_, Ok(_))) | None => {
            ran.walked.extend(walked(def, &house.log));
            Ok(ran)
        }
    }
}

/// Everything that can move a case of the procedure: each step done, each of its answers, each of its clocks.
fn transitions(def: &Definition) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for step in def.steps.iter().filter(|s| s.kind == StepKind::Task) {
        match &step.decision {
            Some(d) => all.extend(d.answers.iter().map(|a| format!("{}: {}", step.id, a.label))),
            None => drop(all.insert(step.id.clone())),
        }
        all.extend((0..step.deadlines.len()).map(|n| format!("{}: plazo {n}", step.id)));
    }
    all
}

/// Those of them that a log went through.
fn walked(def: &Definition, log: &[Event]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for event in log {
        match event {
            Event::Completed { step, answer: Some(answer), .. } => drop(all.insert(format!("{step}: {answer}"))),
            Event::Completed { step, answer: None, .. } => drop(all.insert(step.clone())),
            Event::Expired { step, to, .. } => {
                let deadlines = def.step(step).map(|s| s.deadlines.as_slice()).unwrap_or_default();
                let n = deadlines.iter().position(|d| d.then == DeadlineAction::Go(to.clone()));
                all.extend(n.map(|n| format!("{step}: plazo {n}")));
            }
            Event::EffectDue { step, n, effect: Effect::Notify { .. } } => {
                let own = def.step(step).map_or(0, |s| s.effects.len());
                all.extend((*n as usize).checked_sub(own).map(|n| format!("{step}: plazo {n}")));
            }
            _ => {}
        }
    }
    all
}

/// `ana usuario_del_caso otro_rol`.
fn named(person: &str) -> Option<(String, Vec<String>)> {
    let mut words = person.split_whitespace().map(str::to_owned);
    Some((words.next()?, words.collect()))
}

fn act(house: &mut House<'_>, line: &str) -> Result<Result<Outcome, Refusal>, String> {
    let words = words(line);
    if let [verb, message] = &words[..]
        && verb == "llega"
    {
        return Ok(house.ask("sistema", Command::Arrive { message: message.clone() }));
    }
    let [who, verb, rest @ ..] = &words[..] else { return Err(format!("no se entiende «{line}»")) };
    let mut fields: Vec<(&str, &str)> = rest.iter().filter_map(|w| w.split_once('=')).collect();
    let mut pick = |key: &str| {
        let at = fields.iter().position(|(k, _)| *k == key)?;
        Some(fields.remove(at).1.to_owned())
    };
    let task = house.state.tasks.first().map_or(Uuid::nil(), |t| t.id);
    let reason = pick("motivo");
    let said = reason.clone().unwrap_or_default();
    let command = match verb.as_str() {
        "abre" => {
            let named = rest.first().filter(|w| !w.contains('=')).cloned();
            let flow = named.unwrap_or_else(|| house.def.flows[0].start.clone());
            Command::Open { flow, data: data(&fields) }
        }
        "anuncia" => Command::Arrive { message: rest.first().ok_or("¿qué llegó?")?.clone() },
        "toma" => Command::Take { task, reason },
        "suelta" => Command::Release { task, reason: said },
        "asigna" => Command::Assign { task, to: person(&pick("a").ok_or("¿a quién?")?), reason: said },
        "completa" => Command::Complete { task, answer: pick("respuesta"), data: data(&fields) },
        "firma" => {
            let version = rest.get(1).and_then(|v| v.parse().ok()).ok_or("firma DOCUMENTO VERSIÓN")?;
            Command::Sign { document: rest[0].clone(), version }
        }
        "corrige" => {
            let (field, value) = fields.first().ok_or("corrige CAMPO=VALOR")?;
            Command::Correct { field: (*field).to_owned(), value: (*value).to_owned(), reason: said }
        }
        "suspende" => Command::Suspend { reason: said },
        "reanuda" => Command::Resume,
        "anula" => Command::Annul { reason: said },
        number if who == "pasan" => {
            let n: i64 = number.parse().map_err(|_| "pasan NÚMERO minutos|horas|dias")?;
            house.pass(match rest.first().map(String::as_str) {
                Some("minutos") => Duration::minutes(n),
                Some("horas") => Duration::hours(n),
                _ => Duration::days(n),
            });
            let nothing = Outcome { state: house.state.clone(), events: Vec::new(), orders: Vec::new() };
            return Ok(Ok(nothing));
        }
        "vence" => {
            let due = house.state.timers.iter().min_by_key(|t| t.due_at).map_or(Uuid::nil(), |t| t.id);
            Command::TimerFired { timer: due }
        }
        other => return Err(format!("no existe el verbo «{other}»")),
    };
    Ok(house.ask(who, command))
}

/// Words, where `clave="varias palabras"` is one.
fn words(line: &str) -> Vec<String> {
    let (mut out, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => out.push(String::new()),
            c => out.last_mut().expect("begins with one").push(c),
        }
    }
    out.retain(|w| !w.is_empty());
    out
}

fn outcome(house: &House<'_>, outcome: &Outcome) -> String {
    let effects: Vec<String> = outcome.events.iter().filter_map(effect).collect();
    let place = place(house.def, &outcome.state);
    if effects.is_empty() { format!("→ {place}") } else { format!("→ {place}; efectos: {}", effects.join(", ")) }
}

fn place(def: &Definition, state: &State) -> String {
    match (state.status, state.token().and_then(|t| def.step(&t.step))) {
        (Status::Open, Some(step)) => {
            let number = step.number.as_deref().unwrap_or("—");
            let owner = state.tasks.first().and_then(|t| t.owner);
            let owner = owner.map_or("libre".to_owned(), |o| format!("de {}", name_of(o)));
            format!("paso {number} ({}) {owner}", step.id)
        }
        (Status::Closed, _) => "fin".to_owned(),
        (Status::Annulled, _) => "anulado".to_owned(),
        (Status::Suspended, _) => "suspendido".to_owned(),
        (Status::New | Status::Open, _) => "sin abrir".to_owned(),
    }
}

fn effect(event: &Event) -> Option<String> {
    match event {
        Event::EffectDue { effect, .. } => Some(match effect {
            Effect::Number { document } => format!("numera {document}"),
            Effect::Issue { document } => format!("emite {document}"),
            Effect::File { document, .. } => format!("archiva {document}"),
            Effect::Notify { to, .. } => format!("avisa a {}", to.join(" y ")),
            Effect::Register { register, .. } => format!("registra {}", register.name()),
        }),
        Event::DocumentSigned { document, .. } => Some(format!("firmado {document}")),
        Event::DocumentVoided { document, version, .. } => Some(format!("sin valor {document} {version}")),
        _ => None,
    }
}

fn refusal(why: &Refusal) -> String {
    match why {
        Refusal::Unknown(what) => format!("no existe {what}"),
        Refusal::NotOpen => "no está abierto".to_owned(),
        Refusal::NoSuchTask => "no hay tal tarea".to_owned(),
        Refusal::NotYours => "no le corresponde".to_owned(),
        Refusal::TakenBy(who) => format!("lo tiene {}", name_of(*who)),
        Refusal::ReasonNeeded => "falta el motivo".to_owned(),
        Refusal::AnswerNeeded { .. } => "falta la respuesta".to_owned(),
        Refusal::NotIssued(document) => format!("sin emitir {document}"),
        Refusal::NotSigned(document) => format!("sin firmar {document}"),
        Refusal::Obsolete => "ya no vence".to_owned(),
        Refusal::TooEarly(_) => "antes de tiempo".to_owned(),
        Refusal::Awaited(what) => format!("se espera {what}"),
        Refusal::NotAwaited(what) => format!("no se espera {what}"),
        Refusal::NeverDue => "no llega nunca".to_owned(),
        Refusal::Fields(fields) => {
            let one = |(id, key): &(String, &str)| match *key {
                "field-required" => format!("falta {id}"),
                key => format!("no vale {id} ({key})"),
            };
            fields.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

fn scripts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut out: Vec<PathBuf> = Vec::new();
    for path in entries {
        if path.is_dir() {
            out.extend(scripts(&path));
        } else if path.to_string_lossy().ends_with(".cases.txt") {
            out.push(path);
        }
    }
    out.sort();
    out
}

#[test]
fn the_packs_do_what_their_scenarios_say_and_these_walk_every_transition() {
    let all = scripts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures"));
    assert!(!all.is_empty());
    for script in all {
        let source = PathBuf::from(script.to_string_lossy().replace(".cases.txt", ".yaml"));
        let (def, found) = crate::parse(&std::fs::read_to_string(&source).unwrap());
        let def = def.unwrap_or_else(|| panic!("{}: {found:?}", source.display()));
        match run(&def, &std::fs::read_to_string(&script).unwrap()) {
            Ok(ran) => {
                let name = script.display();
                assert!(ran.scenarios > 0 && ran.refusals > 0, "{name} needs a scenario and a refusal");
                let missing: Vec<String> = transitions(&def).difference(&ran.walked).cloned().collect();
                assert!(missing.is_empty(), "{name} never walks {missing:?}");
            }
            Err((line, told)) => panic!("{}:{line}: {told}", script.display()),
        }
    }
}

#[test]
fn every_procedure_of_every_pack_is_fine_for_its_manual_and_has_scenarios() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    for folder in std::fs::read_dir(root).unwrap().map(|e| e.unwrap().path()) {
        let (manual, found) = crate::parse_manual(&std::fs::read_to_string(folder.join("manual.yaml")).unwrap());
        let manual = manual.unwrap_or_else(|| panic!("{}: {found:?}", folder.display()));
        assert_eq!(found, [], "{}", folder.display());
        for id in &manual.procedures {
            let (def, found) = crate::parse(&std::fs::read_to_string(folder.join(format!("{id}.yaml"))).unwrap());
            let def = def.unwrap_or_else(|| panic!("{id}: {found:?}"));
            // The manual of INDUPAL jumps from 9 to 10.3.
            assert!(found.iter().all(|d| d.code == crate::Code::P17), "{id}: {found:?}");
            assert_eq!(crate::check_against(&def, &manual), [], "{id}");
            assert!(folder.join(format!("{id}.cases.txt")).exists(), "{id} has no scenarios");
        }
    }
}

#[test]
fn a_scenario_that_goes_otherwise_is_caught_at_its_line() {
    let def = crate::engine::tests::sample::support();
    let begin = "personas: ana usuario_del_caso; beto tecnico_tim\n## Uno\nana abre unidad=t tipo_ayuda=I\n";
    let wrong = |rest: &str| run(&def, &format!("{begin}{rest}")).unwrap_err();
    assert_eq!(wrong("→ paso 4 (atender) libre"), (4, "→ paso 3 (tomar) libre; efectos: numera ticket".to_owned()));
    assert_eq!(wrong("ana toma"), (4, "✗ no le corresponde".to_owned()));
    assert_eq!(wrong("ana toma\n✗ falta el motivo"), (5, "✗ no le corresponde".to_owned()));
    assert_eq!(wrong("beto baila").0, 4);
    assert_eq!(run(&def, begin).map(|ran| ran.scenarios), Ok(1));
}
