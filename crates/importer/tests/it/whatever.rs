//! Whatever comes: no panic, no lost word, and files that can be used.

use super::{assert_usable, lost};
use proptest::prelude::*;

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zñáéó]{2,9}",
        "(Revisa|Firma el informe|Elabora informe|archiva|regresa al paso [0-9]|seguir con el paso [0-9]|Si no|De lo contrario)",
        "(INICIO|FIN|SI:|NO:|¿Hay\\?|máximo de 3 días|lunes a viernes 8:00|por orden de llegada|cronograma|• punto|<p>)",
        "[A-Z][a-z]{2,7}[.,;:?]?",
    ];
    proptest::collection::vec(word, 0..7).prop_map(|w| w.join(" "))
}

fn responsible() -> impl Strategy<Value = String> {
    "(Jefatura de la Unidad XYZ|Usuario|Técnico XYZ y Jefatura XYZ|Técnico XYZ / Secretaria|Comité||Usuario o Técnico)"
}

/// A table with four columns in some order, numbers that may jump, and lines that are no rows.
fn table() -> impl Strategy<Value = String> {
    let row = (
        0..4u32,
        responsible(),
        words(),
        words(),
        prop_oneof![4 => Just("\n"), 1 => Just("\n\n"), 1 => Just("\nsuelto\n")],
    );
    (any::<bool>(), proptest::collection::vec(row, 0..9), words()).prop_map(|(turned, rows, title)| {
        let line = |a: &str, b: &str, c: &str, d: &str| {
            if turned { format!("{b}\t{a}\t{c}\t{d}") } else { format!("{a}\t{b}\t{c}\t{d}") }
        };
        let mut text = format!("PROCESO: {title}\n\n{}\n", line("No.", "Responsable", "Actividad", "Registro"));
        let mut number = 0;
        for (step, who, what, how, end) in rows {
            number += step;
            text.push_str(&line(&number.to_string(), &who, &what, &how));
            text.push_str(end);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn random_tables_lose_no_word_and_can_be_used(tables in proptest::collection::vec(table(), 1..3)) {
        if let Ok(draft) = importer::read("x.txt", tables.join("\n").as_bytes()) {
            assert_usable(&draft);
            prop_assert!(lost(&draft).is_empty(), "{:?}\n{}", lost(&draft), draft.source_text);
        }
    }

    #[test]
    fn random_lines_never_panic(lines in proptest::collection::vec(prop_oneof![
        "\\PC{0,40}",
        "[0-9]{1,2}[ \t](Usuario|Jefe)[ \t\n][A-Z][a-z ]{0,20}",
        "(No. Responsable Actividad Especificaciones|No\tResponsable\tActividad|PROCESO: x|1\\. OBJETIVO:|GLOSARIO)",
        "(Código: A\tVersión: 1|Página: 1 de 3|ACTA NUMERO UNO ACUERDO|Elaborado por|<table><tr><td>|&aacute;)",
    ], 0..30)) {
        if let Ok(draft) = importer::read("x", lines.join("\n").as_bytes()) {
            assert_usable(&draft);
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), zip in any::<bool>()) {
        let head: &[u8] = if zip { b"PK\x03\x04" } else { b"" };
        let _read = importer::read("x", &[head, &bytes].concat());
    }
}
