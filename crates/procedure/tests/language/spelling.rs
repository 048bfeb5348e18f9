use crate::{LOAN, expect, lines};
use procedure::{Code, check_file, parse};

#[test]
fn an_unknown_key_is_told_with_the_one_that_was_meant() {
    expect(
        &[("    formulario:\n      dia", "    formulaio:\n      dia")],
        &["16:5 9 Schema error: clave desconocida «formulaio» | ¿Quiso decir «formulario»?"],
    );
}

#[test]
fn a_misspelt_telling_key_is_told_as_such() {
    expect(
        &[("actividad: Firma", "actvidad: Firma")],
        &["41:5 8 Schema error: clave desconocida «actvidad» | ¿Quiso decir «actividad»?"],
    );
}

#[test]
fn a_row_that_does_not_say_what_it_is() {
    expect(
        &[("    actividad: Firma\n", "")],
        &[
            "38:5 4 Schema error: falta decir qué es: escriba una de «inicio», «fin», «pregunta», «norma», «actividad», «por_resolver»",
        ],
    );
}

#[test]
fn a_row_that_is_two_things() {
    expect(
        &[("id: fin, fin: Fin", "id: fin, fin: Fin, inicio: Inicio")],
        &[
            "50:24 3 Schema error: «fin» no va aquí | Aquí caben: arranque, duda, id, inicio, origen, paso, responsable, sigue, supuesto",
        ],
    );
}

#[test]
fn a_key_of_another_place() {
    expect(
        &[("      nota: {tipo: texto, etiqueta: Nota}", "      nota: {tipo: texto, etiqueta: Nota, paso: 3}")],
        &[
            "18:43 4 Schema error: «paso» no va aquí | Aquí caben: a, ayuda, catalogo, de, etiqueta, lista, obligatorio, tipo",
        ],
    );
}

#[test]
fn missing_keys() {
    expect(
        &[("titulo: Préstamo\n", ""), ("    id: firmar\n", ""), ("tipo: fecha, ", "")],
        &[
            "1:1 7 Schema error: falta «titulo»",
            "16:13 8 Schema error: falta «tipo»",
            "37:5 4 Schema error: falta «id»",
        ],
    );
}

#[test]
fn a_value_outside_its_list() {
    expect(
        &[("tipo: fecha", "tipo: fehca"), ("obligatorio: si", "obligatorio: quizás")],
        &[
            "17:19 5 Schema error: «fehca» no vale en «tipo»; escriba una de: texto, linea, numero, fecha, confirmacion, catalogo, escala, unidad, persona, equipo, lista, archivos | ¿Quiso decir «fecha»?",
            "17:54 6 Schema error: «quizás» no vale en «obligatorio»; escriba una de: si, sí, no",
        ],
    );
}

#[test]
fn another_format() {
    expect(
        &[("formato: procedimiento/1", "formato: procedimiento/2")],
        &["1:10 15 Schema error: «procedimiento/2» no vale en «formato»; aquí va «procedimiento/1»"],
    );
}

#[test]
fn names_that_are_no_names() {
    expect(
        &[("id: firmar", "id: Firmar"), ("      motivo: {", "      El motivo: {")],
        &[
            "30:7 9 Schema error: «El motivo» no vale como nombre: se espera un nombre corto: minúsculas sin tilde, cifras y «_», empezando por letra",
            "39:9 6 Schema error: «Firmar» no vale en «id»: se espera un nombre corto: minúsculas sin tilde, cifras y «_», empezando por letra",
        ],
    );
}

#[test]
fn a_kind_of_field_that_lacks_its_list_or_has_one_too_many() {
    expect(
        &[
            ("{tipo: fecha, etiqueta: Día, obligatorio: si}", "{tipo: catalogo, etiqueta: Día}"),
            ("{tipo: texto, etiqueta: Nota}", "{tipo: texto, etiqueta: Nota, catalogo: notas}"),
        ],
        &[
            "17:13 4 Schema error: falta «catalogo»",
            "18:20 5 Schema error: «texto» no vale en «tipo»; aquí va «catalogo»",
        ],
    );
}

#[test]
fn text_where_a_list_goes_and_the_reverse() {
    expect(
        &[("efectos: [genera: acta]", "efectos: acta"), ("titulo: Préstamo", "titulo: [Préstamo]")],
        &[
            "3:10 8 Schema error: en «titulo» va un texto, y hay una lista",
            "37:14 4 Schema error: en «efectos» va una lista («- » o entre corchetes), y hay un texto suelto",
        ],
    );
}

#[test]
fn an_alternative_that_is_none() {
    expect(
        &[("arranque: solicitud", "arranque: solicitd"), ("reparto: {quien: revisar}", "reparto: {orden: llegada}")],
        &[
            "11:41 8 Schema error: «solicitd» no vale en «arranque»; aquí va «solicitud»",
            "35:15 5 Schema error: falta decir qué es: escriba una de «cola», «quien», «firman»",
        ],
    );
}

#[test]
fn an_empty_value() {
    expect(
        &[
            ("titulo: Préstamo", "titulo:"),
            ("responsable: Mesa\n    actividad: Revisa", "responsable: \"\"\n    actividad: Revisa"),
        ],
        &["3:7 1 Schema error: «titulo» está vacío", "21:18 2 Schema error: «responsable» está vacío"],
    );
}

#[test]
fn a_numbering_without_number() {
    expect(
        &[("\"A-{n}\"", "\"A-{numero}\"")],
        &[
            "9:57 12 Schema error: «A-{numero}» no vale en «numeracion»: se espera una numeración con {n} o {n:05} una vez y, si quiere, {año} y {mes}, p. ej. «TIM-{año}-{n:05}»",
        ],
    );
}

#[test]
fn a_scale_upside_down() {
    expect(
        &[("{tipo: texto, etiqueta: Nota}", "{tipo: escala, de: 5, a: 1, etiqueta: Nota}")],
        &["18:38 1 Schema error: la escala va de 5 a 1; «a» tiene que ser mayor"],
    );
}

#[test]
fn yaml_a_repeated_key() {
    expect(
        &[("titulo: Préstamo\n", "titulo: Préstamo\ntitulo: Otro\n")],
        &["4:1 6 Yaml error: YAML: la clave «titulo» está repetida; ya está en la línea 3"],
    );
}

#[test]
fn yaml_anchors_aliases_and_tags() {
    expect(
        &[("titulo: Préstamo", "titulo: &t Préstamo")],
        &["3:9 11 Yaml error: YAML: no se admiten anclas («&»); si es parte del texto, póngalo entre comillas"],
    );
}

#[test]
fn yaml_an_alias() {
    expect(
        &[("titulo: Préstamo", "titulo: *t")],
        &[
            "3:9 1 Yaml error: YAML: no se admiten anclas ni alias («&», «*»); si son parte del texto, póngalo entre comillas",
        ],
    );
}

#[test]
fn yaml_a_tag() {
    expect(
        &[("titulo: Préstamo", "titulo: !!str Préstamo")],
        &["3:9 14 Yaml error: YAML: no se admiten etiquetas («!»); si es parte del texto, póngalo entre comillas"],
    );
}

#[test]
fn yaml_a_second_document() {
    expect(
        &[("  - {paso: 7, id: fin, fin: Fin}\n", "  - {paso: 7, id: fin, fin: Fin}\n---\notro: si\n")],
        &["51:1 3 Yaml error: YAML: hay un segundo documento; quite la línea «---»"],
    );
}

#[test]
fn yaml_a_colon_inside_a_text() {
    expect(
        &[("actividad: Firma", "actividad: Firma: con tinta")],
        &[
            "41:21 1 Yaml error: YAML: hay un «: » donde no puede ir; si es parte del texto, ponga el texto entre comillas",
        ],
    );
}

#[test]
fn yaml_a_tabulator() {
    expect(
        &[("    actividad: Firma", "	actividad: Firma")],
        &["40:18 1 Yaml error: YAML: hay un tabulador; use espacios para la sangría"],
    );
}

#[test]
fn yaml_a_bracket_that_stays_open() {
    expect(
        &[("efectos: [genera: acta]", "efectos: [genera: acta")],
        &["38:9 1 Yaml error: YAML: falta una coma, o el corchete o la llave que cierra"],
    );
}

#[test]
fn yaml_quotes_that_stay_open() {
    expect(
        &[("titulo: Préstamo", "titulo: \"Préstamo")],
        &["3:9 1 Yaml error: YAML: faltan las comillas que cierran el texto"],
    );
}

#[test]
fn yaml_a_key_that_is_a_list() {
    expect(
        &[("titulo: Préstamo", "[a, b]: Préstamo")],
        &[
            "3:1 1 Yaml error: YAML: la clave tiene que ser un texto; si el texto lleva «{» o «[», póngalo entre comillas",
        ],
    );
}

#[test]
fn a_finding_is_shown_with_its_line_underlined() {
    let (printed, bad) = check_file(
        "p.yaml",
        &LOAN.replace("responsable: Mesa\n    actividad: Revisa", "responsable: Messa\n    actividad: Revisa"),
    );
    let expected = "p.yaml:21:18: error: el responsable «Messa» no está en «responsables». ¿Quiso decir «Mesa»?\n   21 |     responsable: Messa\n      |                  ^^^^^\n";
    assert_eq!((printed.as_str(), bad), (expected, true));
}

#[test]
fn a_warning_is_shown_and_the_file_may_be_used() {
    let (printed, bad) = check_file("p.yaml", &LOAN.replace("- paso: 6", "- paso: 7"));
    assert!(printed.starts_with("p.yaml:43:11: aviso: la numeración salta de 5 a 7") && !bad, "{printed}");
}

#[test]
fn a_clean_file_prints_nothing() {
    assert_eq!(check_file("p.yaml", LOAN), (String::new(), false));
}

#[test]
fn a_file_over_a_megabyte_or_nested_without_end_or_empty_is_refused_at_once() {
    let said = |source: &str| lines(&parse(source).1).join("\n");
    assert_eq!(
        said(&"# x\n".repeat(250_001)),
        "1:1 0 Yaml error: YAML: el archivo pasa de 1 MB | Divídalo: un archivo por procedimiento"
    );
    assert!(said(&"[".repeat(900_000)).contains("demasiados niveles"));
    assert!(said(&"- ".repeat(400_000)).contains("demasiados niveles"));
    assert_eq!(said(""), "1:1 0 Yaml error: YAML: el archivo está vacío");
    assert_eq!(said("solo un texto"), "1:1 13 Schema error: en «archivo» va un grupo de claves, y hay un texto suelto");
}

#[test]
fn only_the_first_pass_that_fails_is_told() {
    let spoilt = LOAN.replace("titulo: Préstamo", "titulo: &a Préstamo").replace("firma: acta", "firmas: acta");
    assert_eq!(parse(&spoilt).1.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::Yaml]);
}
