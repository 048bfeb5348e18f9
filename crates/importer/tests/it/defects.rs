//! What the Revisor says of the real manuals, where they are at hand: each defect that a reader found in them, and
//! nothing else. Not one of their sentences is here.

use super::manuals::import;
use importer::Draft;
use procedure::{Edition, Facts, review};

/// A finding that is expected: the defect it shows (`D1`… of our list of the manuals' defects, or why it is there), the
/// rule, the file, the printed number of the row, and some words of what is said.
type Expected = (&'static str, &'static str, &'static str, Option<&'static str>, &'static str);

const USULUTAN: [Expected; 6] = [
    ("D15", "R20", "manual", None, "cómo se reabre un caso"),
    ("not in our list: the header has a month and no version", "R12", "manual", None, "no lleva versión"),
    ("D2", "R02", "mantenimiento_preventivo_correctivo", Some("3"), "ningún paso lo devuelve"),
    ("D4", "R24", "creacion_nuevo_usuario", None, "cuántas hay; qué se hace con las que nadie usa"),
    ("D3", "R16", "copias_respaldos_servidores", None, "se conservan; quién comprueba"),
    ("D3", "R16", "copias_respaldos_servidores", Some("2"), "en el escritorio"),
];

/// The copy without cover and certificate says nothing of who signed, and has no header that could lack a version.
const USULUTAN_COPY: [Expected; 6] = [
    ("D1", "R09", "manual", None, "quién lo elaboró"),
    ("D15", "R20", "manual", None, "cómo se reabre un caso"),
    ("D2", "R02", "mantenimiento_preventivo_correctivo", Some("3"), "ningún paso lo devuelve"),
    ("D4", "R24", "creacion_nuevo_usuario", None, "cuántas hay"),
    ("D3", "R16", "copias_respaldos_servidores", None, "se conservan; quién comprueba"),
    ("D3", "R16", "copias_respaldos_servidores", Some("2"), "en el escritorio"),
];

const INDUPAL: [Expected; 9] = [
    ("D15", "R20", "manual", None, "cómo se reabre un caso"),
    ("D5", "R09", "manual", None, "no dice quién lo aprobó"),
    ("D5", "R10", "manual", None, "se elaboró o revisó después"),
    ("D5", "R09", "manual", None, "falta el nombre completo y el cargo"),
    ("D9", "R14", "procedimiento_soporte_servicio", Some("2"), "prioridad o a quién le toca"),
    ("D6", "R15", "procedimiento_soporte_servicio", Some("4"), "«12 horas»"),
    ("D7", "R06", "procedimiento_soporte_servicio", Some("5"), "en el paso 6"),
    ("D8", "R01", "procedimiento_soporte_servicio", Some("10.3"), "no el 10, el 10.1 ni el 10.2"),
    ("D8", "R08", "procedimiento_soporte_servicio", Some("10.3"), "«Ministerio»"),
];

const IBAGUE: [Expected; 12] = [
    ("D15", "R20", "manual", None, "cómo se reabre un caso"),
    ("D11", "R11", "manual", None, "faltan: 5, 7, 8"),
    ("D11", "R12", "manual", None, "las páginas: 6"),
    ("not in our list: a framework of the ministry, which a person confirms", "R08", "manual", None, "«Ministerio»"),
    ("D12", "R13", "manual", None, "avisar de la inactividad"),
    ("D12", "R13", "manual", None, "capacitar"),
    ("D12", "R13", "manual", None, "convocar"),
    ("D12", "R13", "manual", None, "migrar la información"),
    ("D12", "R13", "manual", None, "reutilizar"),
    ("D12", "R13", "manual", None, "suspender"),
    ("D12", "R17", "gestion_servicios_tecnologicos", None, "flujograma está vacía"),
    ("D10", "R04", "gestion_servicios_tecnologicos", Some("1.1"), "«30 días hábiles»"),
];

const TOCHIMILCO: [Expected; 9] = [
    ("not in our list: nobody signed it", "R09", "manual", None, "quién lo elaboró"),
    ("D15", "R20", "manual", None, "cómo se reabre un caso"),
    ("D13", "R17", "manual", None, "diagrama de flujo"),
    ("D13", "R17", "manual", None, "organigrama está vacío"),
    ("D13", "R03", "manual", None, "restricciones"),
    ("D13", "R03", "manual", None, "respaldo"),
    ("D14", "R05", "asistencia_areas_ayuntamiento", Some("4"), "es un supuesto"),
    ("D14", "R18", "asistencia_areas_ayuntamiento", Some("5"), "«revision»"),
    ("D14", "R05", "apoyo_juntas_auxiliares", Some("5"), "es un supuesto"),
];

fn edition(draft: &Draft) -> Edition {
    Edition::read(draft.files().into_iter().filter(|(name, _)| name.ends_with(".yaml")))
}

/// Every `R` finding is expected, every expected one is there, in the order of files and lines, and where it says.
fn finds(name: &str, expected: &[Expected]) {
    let Some(draft) = import(name) else { return };
    let files = draft.files();
    let found = review(&edition(&draft), &Facts::default());
    assert!(found.iter().all(|f| !f.is_error()), "{name}: {found:#?}");
    let read: Vec<_> = found.iter().filter(|f| f.code.starts_with('R')).collect();
    let told: Vec<_> = read.iter().map(|f| (f.code.as_str(), f.file.as_str(), f.row.as_deref(), &f.what)).collect();
    assert_eq!(read.len(), expected.len(), "{name}: {told:#?}");
    for (found, (defect, code, file, row, says)) in read.into_iter().zip(expected) {
        let place = (found.code.as_str(), found.file.trim_end_matches(".yaml"), found.row.as_deref());
        assert_eq!(place, (*code, *file, *row), "{name}, {defect}: {told:#?}");
        assert!(found.what.contains(says), "{name}, {defect}: {}", found.what);
        assert!(!found.why.is_empty() && !found.todo.is_empty(), "{defect} says why it matters and what to do");
        let source = &files.iter().find(|(name, _)| *name == found.file).unwrap().1;
        let above: Vec<&str> = source.lines().take(found.line).collect();
        let numbered = above.iter().rev().find_map(|l| l.trim_start_matches([' ', '-']).strip_prefix("paso: "));
        let pointed = row.is_none_or(|row| numbered.is_some_and(|n| n.trim_matches('"') == row));
        assert!(pointed, "{name}, {defect}: line {} is in row {numbered:?}", found.line);
    }
}

#[test]
fn each_defect_of_usulutan_is_found_where_it_is() {
    finds("usulutan.txt", &USULUTAN);
    finds("usulutan-pdf-order.txt", &USULUTAN_COPY);
}

#[test]
fn each_defect_of_indupal_is_found_where_it_is() {
    finds("indupal.txt", &INDUPAL);
}

#[test]
fn each_defect_of_ibague_is_found_where_it_is() {
    finds("ibague.txt", &IBAGUE);
}

#[test]
fn each_defect_of_tochimilco_is_found_where_it_is() {
    finds("tochimilco.txt", &TOCHIMILCO);
}

#[test]
fn every_defect_of_the_list_is_in_a_manual() {
    let all = [&USULUTAN[..], &USULUTAN_COPY, &INDUPAL, &IBAGUE, &TOCHIMILCO].concat();
    for n in 1..=15 {
        let id = format!("D{n}");
        assert!(all.iter().any(|(defect, ..)| *defect == id), "{id}");
    }
}

#[test]
fn comparing_both_copies_of_usulutan_shows_what_each_has() {
    let (Some(whole), Some(copy)) = (import("usulutan.txt"), import("usulutan-pdf-order.txt")) else { return };
    let changes = procedure::diff(&edition(&whole), &edition(&copy));
    let asked = |c: &procedure::Change| matches!(c.path.first().map(String::as_str), Some("duda" | "supuesto"));
    let rows: Vec<_> = changes.iter().filter(|c| c.row.is_some() && !asked(c)).collect();
    let cells: Vec<_> = rows.iter().map(|c| (c.row.as_ref().unwrap().number.as_deref(), c.path.join("."))).collect();
    assert_eq!(cells, [(Some("7"), "actividad".to_owned())], "{rows:#?}");
    assert_eq!(rows[0].file, "seguridad_acceso_informacion");
    for key in ["aprobacion", "control", "portada"] {
        let of = |c: &&procedure::Change| c.file == "manual" && c.path.first().is_some_and(|k| k == key);
        assert!(changes.iter().any(|c| of(&c)), "only one copy has {key}");
    }
}
