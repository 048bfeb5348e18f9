use super::super::{Refusal, read};
use super::random::{source, xml};
use super::{files, parsed};
use crate::engine::tests::random::any_seeds;
use crate::yaml;
use proptest::prelude::*;

/// A file as other programs write it, with these elements in its one process.
fn drawing(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" \
         targetNamespace=\"x\">\n<process id=\"p\" name=\"Permiso\">\n{inside}\n</process>\n</definitions>\n"
    )
}

/// The arrows `a>b` or `a>b:answer`.
fn arrows(all: &[&str]) -> String {
    let arrow = |(n, text): (usize, &&str)| {
        let (ends, name) = text.split_once(':').unwrap_or((text, ""));
        let (from, to) = ends.split_once('>').unwrap();
        format!("<sequenceFlow id=\"f{n}\" name=\"{name}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>\n")
    };
    all.iter().enumerate().map(arrow).collect()
}

fn draft(inside: &str) -> String {
    let imported = read(&drawing(inside)).unwrap_or_else(|e| panic!("{e}"));
    assert!(!imported.own);
    let written = yaml::write(&imported.root);
    parsed(&written);
    written
}

#[test]
fn a_plain_drawing_becomes_a_draft_with_its_questions() {
    let text = draft(&format!(
        "<laneSet><lane id=\"l1\" name=\"Ventanilla\"><flowNodeRef>a</flowNodeRef><flowNodeRef>g</flowNodeRef></lane>\
         <lane id=\"l2\" name=\"Jefatura\"><flowNodeRef>b</flowNodeRef></lane></laneSet>\
         <startEvent id=\"s\"/><task id=\"a\" name=\"Recibe\"><documentation>Con sello.</documentation></task>\
         <exclusiveGateway id=\"g\" name=\"¿Completo?\"/><userTask id=\"b\" name=\"Firma\"/>\
         <boundaryEvent id=\"t\" attachedToRef=\"b\"><timerEventDefinition><timeDuration>P3D</timeDuration>\
         </timerEventDefinition></boundaryEvent><endEvent id=\"e\" name=\"Listo\"/>{}",
        arrows(&["s>a", "a>g", "g>b:Sí", "g>a:No", "b>e", "t>e"])
    ));
    let expected = "\
formato: procedimiento/1
id: permiso
titulo: Permiso
tabla:
  - paso: No.
  - responsable: Responsable
  - actividad: Actividad
  - especificaciones: Especificaciones
responsables:
  Ventanilla: ventanilla
  Jefatura: jefatura
pasos:
  - paso: 1
    id: inicio
    inicio: INICIO
    arranque: solicitud
  - paso: 2
    id: recibe
    responsable: Ventanilla
    actividad: Recibe
    especificaciones: Con sello.
    decide:
      pregunta: ¿Completo?
      opciones:
        - respuesta: Sí
          sigue: firma
        - respuesta: \"No\"
          regresa: recibe
    duda: [\"«Ventanilla» quedó con el rol «ventanilla»: confirme en «responsables» qué cargo es.\"]
  - paso: 3
    id: firma
    responsable: Jefatura
    actividad: Firma
    plazos:
      - tras: 3 días
        sigue: fin
    duda: [\"«Jefatura» quedó con el rol «jefatura»: confirme en «responsables» qué cargo es.\"]
  - paso: 4
    id: fin
    fin: Listo
";
    assert_eq!(text, expected);
}

#[test]
fn what_a_drawing_does_not_say_is_asked() {
    let text = draft(&format!(
        "<startEvent id=\"s\" name=\"Lunes\"><timerEventDefinition><timeCycle>R/P1W</timeCycle></timerEventDefinition>\
         </startEvent><exclusiveGateway id=\"g\"/><task id=\"a\"/><intermediateCatchEvent id=\"w\" name=\"un día\">\
         <timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>\
         <task id=\"b\" name=\"Copia\"><multiInstanceLoopCharacteristics/></task>{}",
        arrows(&["s>g", "g>a", "g>w", "w>b"])
    ));
    for question in [
        "Empieza por el reloj («R/P1W»)",
        "La flecha 1 no tiene nombre",
        "no dice qué se hace aquí",
        "no dice quién lo hace",
        "Antes espera «un día» («P1D»)",
        "repite este paso varias veces",
        "no tiene fin para este camino",
    ] {
        assert!(text.contains(question), "{question} is not asked in\n{text}");
    }
}

#[test]
fn a_notice_a_message_and_a_note_find_their_places() {
    let text = draft(&format!(
        "<startEvent id=\"s\"/><userTask id=\"a\" name=\"Espera la carta\"/><intermediateCatchEvent id=\"w\" \
         name=\"Llega carta\"><messageEventDefinition/></intermediateCatchEvent><boundaryEvent id=\"t\" \
         attachedToRef=\"a\" cancelActivity=\"false\"><timerEventDefinition><timeDuration>PT12H</timeDuration>\
         </timerEventDefinition></boundaryEvent><sendTask id=\"n\" name=\"Avisa\"/><endEvent id=\"x\"/>\
         <endEvent id=\"e\"/><textAnnotation id=\"note\"><text>En doce horas</text></textAnnotation>\
         <association id=\"as\" sourceRef=\"a\" targetRef=\"note\"/>{}",
        arrows(&["s>w", "w>a", "a>e", "t>n", "n>x"])
    ));
    for part in ["mensaje: llega_carta", "tras: 12 horas", "avisa: responsable", "norma: [espera_la_carta]"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
}

fn refused(inside: &str) -> Refusal {
    read(&drawing(inside)).unwrap_err()
}

#[test]
fn what_has_no_place_in_a_procedure_is_refused_by_name_and_line() {
    let around =
        |middle: &str| format!("<startEvent id=\"s\"/>\n{middle}\n<endEvent id=\"e\"/>{}", arrows(&["s>a", "a>e"]));
    for (figure, element) in [
        ("<parallelGateway id=\"a\" name=\"Y\"/>", "parallelGateway «Y»"),
        ("<subProcess id=\"a\"/>", "subProcess «a»"),
        ("<scriptTask id=\"a\" name=\"Calcula\"/>", "scriptTask «Calcula»"),
        ("<callActivity id=\"a\"/>", "callActivity «a»"),
        ("<intermediateThrowEvent id=\"a\"/>", "intermediateThrowEvent «a»"),
        ("<eventBasedGateway id=\"a\"/>", "eventBasedGateway «a»"),
        (
            "<intermediateCatchEvent id=\"a\"><signalEventDefinition/></intermediateCatchEvent>",
            "intermediateCatchEvent «a»",
        ),
        ("<choreographyTask id=\"a\"/>", "choreographyTask «a»"),
        ("<task id=\"a\"/><task id=\"a\"/>", "task «a»"),
        ("<task id=\"a\"/><task id=\"z\" name=\"Suelta\"/>", "task «Suelta»"),
        ("<task id=\"a\"/><startEvent id=\"s2\"/>", "startEvent «s2»"),
        (
            "<task id=\"a\" name=\"Dos\"/><task id=\"b\"/><sequenceFlow id=\"y\" sourceRef=\"a\" targetRef=\"b\"/>",
            "task «Dos»",
        ),
        (
            "<task id=\"a\"/><sequenceFlow id=\"y\" name=\"al aire\" sourceRef=\"a\" targetRef=\"nada\"/>",
            "sequenceFlow «al aire»",
        ),
        ("<exclusiveGateway id=\"a\"/><exclusiveGateway id=\"b\"/>", "exclusiveGateway «b»"),
    ] {
        let refusal = refused(&around(figure));
        assert_eq!(refusal.element, element, "{refusal}");
        assert_eq!(refusal.line, 5, "{refusal}");
        assert!(refusal.message.chars().count() > 20);
    }
}

#[test]
fn what_is_no_drawing_is_refused() {
    let said = |xml: &str| read(xml).unwrap_err().to_string();
    assert!(said("").contains("no es XML"));
    assert!(said("<a/>").contains("no es un archivo BPMN"));
    assert!(said("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").contains("DOCTYPE"));
    assert!(said(&drawing("")).contains("ningún proceso"));
    assert!(said(&" ".repeat(5_000_000)).contains("4 MB"));
    let deep = format!("{}{}", "<a b=\"/>\">".repeat(50_000), "</a>".repeat(50_000));
    assert!(!said(&deep).is_empty());
    assert!(said(&format!("<a>{}</a>", "<b/>".repeat(70_000))).contains("demasiados elementos"));
}

/// Our own drawing as somebody else's: without what only we read.
fn stripped(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once("<bpmn:extensionElements>") {
        out.push_str(before);
        rest = after.split_once("</bpmn:extensionElements>").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[test]
fn our_drawings_can_be_read_as_anybodys() {
    for (name, text) in files() {
        let (def, _) = parsed(&text);
        let imported = read(&stripped(&xml(&text)));
        // A clock from the start of the case is a variable in the drawing, which says nothing to a stranger.
        if xml(&text).contains("_vence_") {
            assert!(imported.unwrap_err().message.contains("no es una duración"), "{name}");
            continue;
        }
        let imported = imported.unwrap_or_else(|e| panic!("{name}: {e}"));
        let (again, _) = parsed(&yaml::write(&imported.root));
        let people = |d: &crate::Definition| {
            let mut all: Vec<_> = d.steps.iter().filter(|s| !s.roles.is_empty()).map(|s| s.name().to_owned()).collect();
            all.sort();
            all
        };
        assert_eq!(people(&again), people(&def), "{name}");
        assert_eq!(again.flows.len(), def.flows.len(), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_drawing_is_a_draft_or_a_refusal(
        seeds in any_seeds(), own in any::<bool>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..60, 0_usize..8), 1..5),
    ) {
        let whole = xml(&source(&seeds));
        let mut text: Vec<char> = if own { whole } else { stripped(&whole) }.chars().collect();
        for (at, length, with) in cuts {
            let at = at.index(text.len());
            let put = ["", "\"", "<", ">", "</bpmn:process>", "<bpmn:task id=\"q\"/>", "paso1", "\u{1}"][with];
            text.splice(at..(at + length).min(text.len()), put.chars());
        }
        let text: String = text.into_iter().collect();
        match read(&text) {
            Ok(imported) => {
                let written = yaml::write(&imported.root);
                prop_assert!(yaml::load(&written).is_ok());
            }
            Err(refusal) => prop_assert!(!refusal.message.is_empty() && refusal.line <= text.lines().count() + 1),
        }
    }

    #[test]
    fn figures_may_be_renamed_retied_and_left_out(
        seeds in any_seeds(), picks in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6), 1..6),
    ) {
        let mut lines: Vec<String> = stripped(&xml(&source(&seeds))).lines().map(str::to_owned).collect();
        for (at, what) in picks {
            let at = at.index(lines.len());
            let line = lines[at].clone();
            lines[at] = match what {
                0 => line.replace("userTask", "task"),
                1 => line.replace("targetRef=\"paso", "targetRef=\"paso1"),
                2 => line.replace("exclusiveGateway", "inclusiveGateway"),
                3 => line.replace("name=", "nombre="),
                4 if line.ends_with("/>") => String::new(),
                _ => line.replace("P2D", "P2X"),
            };
        }
        if let Ok(imported) = read(&lines.join("\n")) {
            let (_, found) = crate::parse(&yaml::write(&imported.root));
            let schema = |d: &&crate::Diagnostic| matches!(d.code, crate::Code::Schema | crate::Code::Yaml);
            prop_assert!(!found.iter().any(|d| schema(&d)), "{found:?}");
        }
    }
}
