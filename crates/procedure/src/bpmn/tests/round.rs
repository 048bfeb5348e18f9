use super::super::{Expressions, read, write};
use super::random::{source, xml};
use super::{files, parsed};
use crate::engine::tests::random::any_seeds;
use crate::yaml;
use proptest::prelude::*;

#[test]
fn what_is_exported_is_imported_as_the_same_file() {
    for (name, text) in files() {
        let (def, root) = parsed(&text);
        for expressions in [Expressions::Python, Expressions::Feel, Expressions::Juel] {
            let back = read(&write(&def, &root, expressions)).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(yaml::write(&back.root), yaml::write(&root), "{name}");
            assert!(back.own && back.notes.is_empty());
        }
        let written = yaml::write(&root);
        let (def, root) = parsed(&written);
        let back = read(&write(&def, &root, Expressions::Python)).unwrap();
        assert_eq!(parsed(&yaml::write(&back.root)).0, def, "{name}: the same definition, hash and lines included");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_procedure_comes_back_as_it_went(seeds in any_seeds()) {
        let text = source(&seeds);
        let (def, root) = parsed(&text);
        let back = read(&write(&def, &root, Expressions::Python)).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(yaml::write(&back.root), text);
        prop_assert!(back.own);
    }
}

#[test]
fn texts_that_xml_does_not_like_come_back_too() {
    let text = "\
formato: procedimiento/1
id: raro
titulo: \"<a> & \\\"b\\\" ]]> 'c'\"
tabla: [actividad: ACTIVIDAD, especificaciones: \"<x/>\"]
responsables: {\"A & B\": rol}
pasos:
  - {id: uno, arranque: solicitud, responsable: \"A & B\", actividad: \"\\u0001tab\\there\\r\\nlínea \\uFFFE 😀\"}
  - id: dos
    actividad: \"  <!-- no --> \"
    especificaciones: |-
      primera &amp;
        segunda
    decide: {pregunta: \"¿\\\"Sí\\\" o no?\", opciones: [{respuesta: \"\\\"Sí\\\" \\\\ &\", sigue: fin}, {respuesta: \"No\", regresa: uno}]}
  - {id: fin, fin: oculto}
";
    let (def, root) = parsed(text);
    for expressions in [Expressions::Python, Expressions::Feel, Expressions::Juel] {
        let back = read(&write(&def, &root, expressions)).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(yaml::write(&back.root), yaml::write(&root));
    }
}

#[test]
fn each_kind_of_row_has_its_figure() {
    let all: String = files().iter().map(|(_, text)| xml(text)).collect();
    for figure in [
        "<bpmn:participant ",
        "<bpmn:lane ",
        "<bpmn:startEvent ",
        "<bpmn:messageEventDefinition ",
        "<bpmn:timeCycle xsi:type=\"bpmn:tFormalExpression\">0 0 8 1 * ?</bpmn:timeCycle>",
        "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">plan_fecha</bpmn:timeDate>",
        "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">atender_vence_1</bpmn:timeDate>",
        "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P2D</bpmn:timeDuration>",
        "<bpmn:userTask ",
        "<bpmn:documentation ",
        "gatewayDirection=\"Converging\"",
        "supervisar_respuesta == &quot;No&quot;",
        "cancelActivity=\"true\"",
        "cancelActivity=\"false\"",
        "<bpmn:sendTask ",
        "<bpmn:intermediateCatchEvent ",
        "<bpmn:textAnnotation ",
        "<bpmn:association ",
        "<bpmn:dataObjectReference ",
        "<bpmn:endEvent ",
        "<bpmndi:BPMNLabel>",
    ] {
        assert!(all.contains(figure), "no {figure}");
    }
}

#[test]
fn conditions_are_written_for_who_reads_them() {
    let (def, root) = parsed(&files().into_iter().find(|(n, _)| n.ends_with("data/mantenimiento.yaml")).unwrap().1);
    let feel = write(&def, &root, Expressions::named("feel").unwrap());
    assert!(feel.contains(">supervisar_respuesta = &quot;No&quot;<") && feel.contains(">=fecha<"));
    let juel = write(&def, &root, Expressions::named("juel").unwrap());
    assert!(juel.contains(">${supervisar_respuesta == &quot;No&quot;}<") && juel.contains(">${fecha}<"));
    assert_eq!(Expressions::named("xpath"), None);
}

#[test]
fn a_drawing_that_was_changed_elsewhere_is_refused_by_name() {
    let (def, root) = parsed(&files().into_iter().find(|(n, _)| n.ends_with("data/mantenimiento.yaml")).unwrap().1);
    let xml = write(&def, &root, Expressions::Python);
    let swap = |from: &str, to: &str| {
        assert!(xml.contains(from), "{from}");
        read(&xml.replacen(from, to, 1)).unwrap_err()
    };
    let renamed = swap("name=\"Firma\"", "name=\"Sella\"");
    assert_eq!(renamed.element, "userTask «Sella»");
    assert_eq!(xml.lines().nth(renamed.line - 1).map(|l| l.contains("name=\"Firma\"")), Some(true));
    let moved = swap(
        "sourceRef=\"supervisar-decide\" targetRef=\"informar\"",
        "sourceRef=\"supervisar-decide\" targetRef=\"firmar\"",
    );
    assert_eq!(moved.element, "sequenceFlow «Si»");
    let start = xml.find("<cabildo:fila n=\"4\"").unwrap();
    let end = start + xml[start..].find("</cabildo:fila>").unwrap() + "</cabildo:fila>".len();
    let without = read(&format!("{}{}", &xml[..start], &xml[end..])).unwrap_err();
    assert!(without.to_string().contains("falta la fila 4"), "{without}");
    let added = "<bpmn:task id=\"otra\" name=\"Otra\" /></bpmn:process>";
    assert_eq!(swap("</bpmn:process>", added).element, "task «Otra»");
}
