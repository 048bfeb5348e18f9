//! The real manuals, where they are at hand: all procedures, steps, roles and loops. Not one of their sentences is here.

use super::{assert_usable, lost, procedure, row, rows};
use importer::Draft;
use procedure::Definition;
use procedure::definition::{StepKind, Trigger};
use procedure::yaml;
use std::path::Path;

/// The draft of a manual; `None`, with a notice, when the texts are not on this machine.
pub(crate) fn import(name: &str) -> Option<Draft> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/manuals").join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {name} is not in ../shared/manuals");
        return None;
    };
    let draft = importer::read(name, &bytes).unwrap();
    assert_usable(&draft);
    Some(draft)
}

fn definitions(draft: &Draft) -> Vec<Definition> {
    draft.procedures.iter().map(|(_, node)| procedure::parse(&yaml::write(node)).0.unwrap()).collect()
}

/// Printed number → printed number of every way back.
fn loops(definition: &Definition) -> Vec<(String, String)> {
    let number = |id: &str| definition.step(id).and_then(|s| s.number.clone()).unwrap_or_else(|| id.to_owned());
    let back = |s: &procedure::definition::Step| {
        let aims: Vec<String> =
            s.successors().filter(|to| definition.step(to).unwrap().row <= s.row).cloned().collect();
        aims.into_iter().map(|to| (number(&s.id), number(&to))).collect::<Vec<_>>()
    };
    definition.steps.iter().flat_map(back).collect()
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

fn printed(definition: &Definition) -> Vec<&str> {
    definition.steps.iter().filter_map(|s| s.number.as_deref()).collect()
}

#[test]
fn usulutan_has_six_procedures_with_their_rows_and_loops() {
    let Some(draft) = import("usulutan.txt") else { return };
    let definitions = definitions(&draft);
    let counts: Vec<usize> = definitions.iter().map(|d| printed(d).len()).collect();
    assert_eq!(counts, [10, 8, 6, 6, 6, 9]);
    assert_eq!(loops(&definitions[0]), [pair("5", "4")]);
    assert_eq!(loops(&definitions[1]), [pair("6", "4")]);
    assert!(definitions[2..].iter().all(|d| loops(d).is_empty()));
    let trigger = |n: usize| &definitions[n].flows[0].trigger;
    assert!(matches!(trigger(0), Trigger::Plan(_)) && matches!(trigger(2), Trigger::Before { .. }));
    assert_eq!(*trigger(4), Trigger::Schedule("lunes a viernes 8:00".to_owned()));
    let waits = definitions[4].steps.iter().filter(|s| s.wait.is_some()).count();
    assert_eq!(waits, 3, "8:15, 8:30 and 8:45");
    let ticket = procedure(&draft, "soporte_tecnico");
    assert_eq!(row(ticket, "3").at(&["reparto", "cola"]).unwrap().text(), "orden_de_llegada");
    assert!(row(ticket, "7").get("firma").is_some() && row(ticket, "8").get("efectos").is_some());
}

#[test]
fn usulutan_knows_its_roles_by_all_their_spellings() {
    let Some(draft) = import("usulutan.txt") else { return };
    let roles = draft.manual.get("roles").unwrap().items();
    let role = |code: &str| roles.iter().find(|r| r.text_of("codigo") == Some(code)).unwrap();
    assert_eq!(role("jefatura_tim").get("alias").unwrap().items().len(), 2);
    assert_eq!(role("tecnico_tim").get("alias").unwrap().items().len(), 1);
    let definitions = definitions(&draft);
    let reception = definitions[2].steps.iter().find(|s| s.number.as_deref() == Some("5")).unwrap();
    assert_eq!(reception.roles.len(), 4);
    assert_eq!(reception.assignment, procedure::definition::Assignment::Everyone);
    let signing = definitions[0].steps.iter().find(|s| s.number.as_deref() == Some("8")).unwrap();
    assert_eq!(signing.roles, ["jefatura_unidad_del_caso", "usuario_del_caso"]);
}

/// Codes of the roles that the tables name, in their order; those that every draft gets are left out.
fn roles(draft: &Draft) -> Vec<&str> {
    let added = ["responsable_por_definir", "administrador", "auditor"];
    let all = draft.manual.get("roles").unwrap().items().iter().map(|r| r.text_of("codigo").unwrap());
    all.filter(|code| !added.contains(code)).collect()
}

#[test]
fn every_responsible_becomes_a_role() {
    let expected: [(&str, &[&str]); 5] = [
        ("usulutan.txt", &USULUTAN_ROLES),
        ("usulutan-pdf-order.txt", &USULUTAN_ROLES),
        (
            "indupal.txt",
            &[
                "grupo_soporte",
                "personal_encargado_nivel_incidencia",
                "ingeniero",
                "tecnico_soporte",
                "coordinador_grupo_soporte_informatico",
                "administrador_correo_electronico_institucional",
                "administrador_directorio_activo",
                "usuario",
            ],
        ),
        (
            "ibague.txt",
            &[
                "usuario",
                "secretaria_tic",
                "supervisor",
                "contratista_isp",
                "supervisor_contrato",
                "profesional_universitario",
            ],
        ),
        ("tochimilco.txt", &["jefatura_tecnologias_informacion_comunicacion", "junta_auxiliar", "usuario"]),
    ];
    for (name, codes) in expected {
        let Some(draft) = import(name) else { continue };
        assert_eq!(roles(&draft), codes, "{name}");
    }
}

const USULUTAN_ROLES: [&str; 6] =
    ["jefatura_tim", "tecnico_tim", "jefatura_unidad", "usuario", "administrador_orden_compra", "uaci"];

#[test]
fn both_copies_of_usulutan_have_the_printed_numbers_of_every_row() {
    for name in ["usulutan.txt", "usulutan-pdf-order.txt"] {
        let Some(draft) = import(name) else { continue };
        let definitions = definitions(&draft);
        let last: Vec<usize> = definitions.iter().map(|d| printed(d).len()).collect();
        assert_eq!(last, [10, 8, 6, 6, 6, 9], "{name}");
        for definition in &definitions {
            let count: Vec<String> = (1..=printed(definition).len()).map(|n| n.to_string()).collect();
            assert_eq!(printed(definition), count, "{name}, {}", definition.code);
        }
        assert_eq!(definitions.iter().map(|d| loops(d).len()).sum::<usize>(), 2, "{name}");
        assert_eq!((loops(&definitions[0]), loops(&definitions[1])), (vec![pair("5", "4")], vec![pair("6", "4")]));
    }
}

#[test]
fn usulutan_was_approved_by_its_council() {
    let Some(draft) = import("usulutan.txt") else { return };
    let manual = procedure::parse_manual(&yaml::write(&draft.manual)).0.unwrap();
    let approval = manual.approval.unwrap();
    assert_eq!((approval.minutes.as_str(), approval.resolution.as_str()), ("ONCE", "XI"));
    assert_eq!((approval.approved_on.to_string(), approval.hour), ("2021-03-15".to_owned(), Some(16 * 60)));
    assert_eq!(approval.signatories.len(), 17);
    assert_eq!(approval.certificate.unwrap().on.to_string(), "2021-03-16");
    assert!(approval.book.is_some() && approval.session.as_deref() == Some("ordinaria"));
    assert_eq!((manual.cover.year, manual.institution.country.code()), (2021, "SV"));
}

#[test]
fn both_copies_of_usulutan_say_the_same_but_for_one_cell() {
    let (Some(draft), Some(other)) = (import("usulutan.txt"), import("usulutan-pdf-order.txt")) else { return };
    let ids = |d: &Draft| d.procedures.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&draft), ids(&other));
    let mut different = Vec::new();
    for ((id, a), (_, b)) in draft.procedures.iter().zip(&other.procedures) {
        for (x, y) in rows(a).iter().zip(rows(b)) {
            if x.json() != y.json() {
                different.push((id.clone(), x.text_of("paso").unwrap_or_default().to_owned()));
            }
        }
        assert_eq!(a.get("titulo").unwrap().text(), b.get("titulo").unwrap().text());
    }
    assert_eq!(different, [("seguridad_acceso_informacion".to_owned(), "7".to_owned())]);
}

#[test]
fn indupal_has_three_flows_in_one_table() {
    let Some(draft) = import("indupal.txt") else { return };
    let all = definitions(&draft);
    let definition = &all[0];
    assert_eq!((all.len(), loops(definition).len()), (1, 0));
    assert_eq!(printed(definition), ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10.3"]);
    let first = |n: usize| definition.step(&definition.flows[n].first).unwrap().number.clone().unwrap();
    assert_eq!([first(0), first(1), first(2)], ["1", "7", "8"].map(str::to_owned));
    assert_eq!(definition.flows.len(), 3);
    assert!(matches!(&definition.flows[0].trigger, Trigger::Message(by) if by == &["web", "correo"]));
    let rule = definition.steps.iter().find(|s| s.number.as_deref() == Some("4")).unwrap();
    assert!(matches!(&rule.kind, StepKind::Rule { about } if about.len() == 1) && rule.deadlines.len() == 1);
    let survey = definition.steps.iter().find(|s| s.number.as_deref() == Some("6")).unwrap();
    assert_eq!(survey.deadlines.len(), 1, "closes by itself after two days");
    let cut = row(&draft.procedures[0].1, "2").text_of("descripcion").unwrap();
    assert_eq!(cut.lines().count(), 6, "the list that the page cut is whole again");
    let control = draft.manual.get("control").unwrap();
    assert_eq!((control.text_of("codigo"), control.text_of("version")), (Some("PR - TIC - 02"), Some("01")));
    let signed = draft.manual.get("firmas").unwrap().items();
    assert_eq!(
        (signed.len(), signed[0].text_of("acto"), signed[1].text_of("acto")),
        (2, Some("elaboro"), Some("reviso"))
    );
    assert!(signed[0].text_of("fecha").is_some() && signed[1].text_of("fecha").is_none());
    assert_eq!(draft.manual.get("glosario").unwrap().items().len(), 9);
    assert!(draft.manual.at(&["institucion", "entidad_superior"]).is_some());
}

#[test]
fn ibague_asks_what_the_request_is_about() {
    let Some(draft) = import("ibague.txt") else { return };
    let all = definitions(&draft);
    let definition = &all[0];
    assert_eq!((all.len(), loops(definition).len()), (1, 0));
    assert_eq!(printed(definition), ["1", "1.1", "1.2", "2", "2.1", "3", "4", "5", "5.1"]);
    let asks = definition.steps[0].decision.as_ref().unwrap();
    let aims: Vec<String> =
        asks.answers.iter().map(|a| definition.step(&a.to).unwrap().number.clone().unwrap()).collect();
    assert_eq!(aims, ["1.1", "2", "3", "4", "5"]);
    let ends = definition.steps.iter().filter(|s| s.next.as_deref() == Some("fin")).count();
    assert_eq!(ends, 5, "each kind of request ends for itself");
    let manual = procedure::parse_manual(&yaml::write(&draft.manual)).0.unwrap();
    assert_eq!((manual.control.pages, manual.control.pages_seen.as_slice()), (Some(8), &[1, 2, 3, 4, 6][..]));
    assert_eq!((manual.laws.len(), manual.glossary.len(), manual.changes.len()), (10, 9, 2));
    let acts: Vec<_> = manual.sign_offs.iter().map(|s| (s.act, s.post.is_some())).collect();
    use procedure::manual::SignOffAct::{Approved, DrewUp, Reviewed};
    assert_eq!(acts, [(Reviewed, true), (DrewUp, true), (Approved, true)]);
    assert_eq!(manual.institution.tax_id.as_deref(), Some("800113389-7"));
}

#[test]
fn tochimilco_describes_two_procedures_and_declares_four() {
    let Some(draft) = import("tochimilco.txt") else { return };
    let definitions = definitions(&draft);
    for (definition, rows) in definitions.iter().zip([7, 10]) {
        assert_eq!(printed(definition), (1..=rows).map(|n: u32| n.to_string()).collect::<Vec<_>>());
    }
    assert_eq!(definitions.len(), 2);
    assert_eq!(draft.manual.get("declarados").unwrap().items().len(), 4);
    let questions = |d: &Definition| d.steps.iter().filter(|s| s.number.is_none() && s.decision.is_some()).count();
    assert_eq!(definitions.iter().map(questions).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(loops(&definitions[0]).len(), 1, "parts are asked for again");
    assert_eq!(loops(&definitions[1]).len(), 1, "material is asked for again");
    let advised = definitions[1].steps.iter().find(|s| s.number.as_deref() == Some("5")).unwrap();
    assert_eq!(advised.next.as_deref(), Some("fin"));
    assert!(definitions.iter().all(|d| d.objective.is_some()));
    let manual = procedure::parse_manual(&yaml::write(&draft.manual)).0.unwrap();
    assert_eq!((manual.laws.len(), manual.glossary.len()), (18, 4));
    let level = |name: &str| manual.laws.iter().filter(|l| l.level.as_deref() == Some(name)).count();
    assert_eq!((level("Federal"), level("Estatal"), level("Municipal")), (7, 6, 5));
    let term = manual.term.unwrap();
    assert_eq!((term.from.to_string(), term.until.to_string()), ("2021-01-01".to_owned(), "2024-12-31".to_owned()));
}

#[test]
fn no_word_of_the_manuals_is_lost_and_little_is_left_over() {
    for name in ["usulutan.txt", "usulutan-pdf-order.txt", "indupal.txt", "ibague.txt", "tochimilco.txt"] {
        let Some(draft) = import(name) else { continue };
        let lost = lost(&draft);
        // Page headers differ in how they are written; the first one counts for all.
        let in_headers = ["8001", "13389"];
        assert!(lost.iter().all(|w| in_headers.contains(&w.as_str())), "{name}: {lost:?}");
        let left = draft.manual.get("no_entendido").map_or(0, |n| n.items().len());
        assert!(left <= 1, "{name}: {left} passages left over");
    }
}
