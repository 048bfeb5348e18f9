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
//! succeed. `pasan 3 horas` moves the clock and `vence` fires what is due.

use crate::definition::{Definition, Effect};
use crate::engine::Outcome;
use crate::engine::tests::house::{House, data, name_of, person};
use crate::state::{Command, Event, Refusal, State, Status};
use kernel::time::Duration;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The first line that did not go as written, and what happened instead.
type Wrong = (usize, String);

fn run(def: &Definition, script: &str) -> Result<usize, Wrong> {
    let (mut people, mut scenarios) = (Vec::new(), 0);
    let mut house = House::new(def);
    let mut last: Option<(usize, Result<Outcome, Refusal>)> = None;
    for (n, line) in (1..).zip(script.lines().map(str::trim)) {
        if let Some(expected) = line.strip_prefix(['→', '✗']) {
            let (_, result) = last.take().ok_or((n, "no hay acción que mirar".to_owned()))?;
            let told = result.as_ref().map_or_else(|r| format!("✗ {}", refusal(r)), |o| outcome(&house, o));
            let sign = &line[..line.len() - expected.len()];
            let expected = format!("{sign} {}", expected.trim());
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
            scenarios += 1;
            house = House::new(def);
            house.people = people.iter().filter_map(|p| named(p)).collect();
        } else if !line.is_empty() && !line.starts_with('#') {
            last = Some((n, act(&mut house, line).map_err(|why| (n, why))?));
        }
    }
    match last {
        Some((n, Err(why))) => Err((n, format!("✗ {}", refusal(&why)))),
        Some((_, Ok(_))) | None => Ok(scenarios),
    }
}

/// `ana usuario_del_caso otro_rol`.
fn named(person: &str) -> Option<(String, Vec<String>)> {
    let mut words = person.split_whitespace().map(str::to_owned);
    Some((words.next()?, words.collect()))
}

fn act(house: &mut House<'_>, line: &str) -> Result<Result<Outcome, Refusal>, String> {
    let words = words(line);
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
        "abre" => Command::Open { flow: house.def.flows[0].start.clone(), data: data(&fields) },
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
            let n: i64 = number.parse().map_err(|_| "pasan NÚMERO horas|dias")?;
            house.pass(if rest.iter().any(|w| w == "dias") { Duration::days(n) } else { Duration::hours(n) });
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
fn the_packs_do_what_their_scenarios_say() {
    let all = scripts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures"));
    assert!(!all.is_empty());
    for script in all {
        let source = PathBuf::from(script.to_string_lossy().replace(".cases.txt", ".yaml"));
        let (def, found) = crate::parse(&std::fs::read_to_string(&source).unwrap());
        let def = def.unwrap_or_else(|| panic!("{}: {found:?}", source.display()));
        match run(&def, &std::fs::read_to_string(&script).unwrap()) {
            Ok(scenarios) => assert!(scenarios > 0, "{} has no scenario", script.display()),
            Err((line, told)) => panic!("{}:{line}: {told}", script.display()),
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
    assert_eq!(run(&def, begin), Ok(1));
}
