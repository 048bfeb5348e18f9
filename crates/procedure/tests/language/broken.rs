use crate::expect;

#[test]
fn p01_a_repeated_step() {
    expect(
        &[("id: firmar", "id: pedir")],
        &["39:9 5 P01 error: el paso «pedir» está repetido; ya está en la línea 12"],
    );
}

#[test]
fn p01_an_unknown_step_document_field_or_rule() {
    expect(
        &[
            ("sigue: entregar", "sigue: entregr"),
            ("genera: acta", "genera: acat"),
            ("si_hay: nota", "si_hay: notas"),
            ("quien: revisar", "quien: nadie"),
        ],
        &[
            "27:34 7 P01 error: no hay ningún paso «entregr» | ¿Quiso decir «entregar»?",
            "35:22 5 P01 error: no hay ningún paso «nadie»",
            "37:23 4 P01 error: no hay ningún documento «acat» en «documentos» | ¿Quiso decir «acta»?",
            "49:64 5 P01 error: ningún formulario tiene el campo «notas» | ¿Quiso decir «nota»?",
        ],
    );
}

#[test]
fn p01_a_repeated_field_or_column() {
    expect(
        &[
            ("motivo: {tipo: texto, etiqueta: Motivo}", "dia: {tipo: texto, etiqueta: Motivo}"),
            ("exige: [motivo], ", ""),
            ("tabla: [paso: N.º,", "tabla: [paso: N.º, actividad: Qué,"),
        ],
        &[
            "4:56 9 P01 error: la columna «actividad» está repetida; borre una",
            "30:7 3 P01 error: el campo «dia» ya está en el paso «pedir»; póngale otro nombre",
        ],
    );
}

#[test]
fn p01_a_way_to_a_rule_which_nobody_executes() {
    expect(
        &[
            (
                "  - paso: 6\n    id: guardar\n",
                "  - {paso: 6, id: regla, norma: [firmar], actividad: Con tinta}\n  - paso: 7\n    id: guardar\n",
            ),
            ("{paso: 7, id: fin", "{paso: 8, id: fin"),
            ("sigue: entregar", "sigue: regla"),
        ],
        &["27:34 5 P01 error: «regla» es una norma y no se ejecuta; nombre un paso"],
    );
}

#[test]
fn p02_a_responsible_that_nobody_is() {
    expect(
        &[("responsable: Mesa\n    actividad: Revisa", "responsable: Messa\n    actividad: Revisa")],
        &["21:18 5 P02 error: el responsable «Messa» no está en «responsables» | ¿Quiso decir «Mesa»?"],
    );
}

#[test]
fn p02_a_first_row_without_responsible() {
    expect(
        &[("    responsable: Persona\n    actividad: Pide", "    actividad: Pide")],
        &[
            "12:5 4 P02 error: el paso no dice responsable y arriba no hay ninguno | Escriba «responsable», o «actua» con el rol que lo hace",
        ],
    );
}

#[test]
fn p03_a_way_in_the_wrong_direction() {
    expect(
        &[("sigue: entregar", "sigue: pedir"), ("regresa: pedir", "regresa: entregar")],
        &[
            "27:34 5 P03 error: «sigue: pedir» va hacia atrás (fila 2) | Si es una vuelta, escriba «regresa: pedir»",
            "28:38 8 P03 error: «regresa: entregar» va hacia adelante (fila 4) | Escriba «sigue: entregar»",
        ],
    );
}

#[test]
fn p03_two_ways_at_once() {
    expect(
        &[("actividad: Firma\n", "actividad: Firma\n    sigue: fin\n    regresa: pedir\n")],
        &["43:14 5 P03 error: el paso dice «sigue» y «regresa»; deje uno solo"],
    );
}

#[test]
fn p04_a_row_that_nothing_comes_to() {
    expect(
        &[
            ("actividad: Entrega\n", "actividad: Entrega\n    sigue: guardar\n"),
            ("      - archiva: {documento: acta, en: \"estante {año}\"}\n", ""),
        ],
        &[
            "39:5 4 P04 error: al paso 5 («firmar») no se llega desde ningún arranque | Haga que un paso vaya a esta fila con «sigue», o bórrela",
        ],
    );
}

#[test]
fn p05_a_last_row_without_end() {
    expect(
        &[("  - {paso: 7, id: fin, fin: Fin}\n", "")],
        &[
            "43:5 4 P05 error: el paso 6 («guardar») no lleva a ningún fin: después no hay otra fila | Agregue una fila «fin: FIN», o «fin: oculto» si no se imprime",
        ],
    );
}

#[test]
fn p05_a_loop_without_way_out() {
    expect(
        &[
            ("    actividad: Guarda\n", "    actividad: Guarda\n    regresa: firmar\n"),
            ("  - {paso: 7, id: fin, fin: Fin}\n", ""),
        ],
        &[
            "19:5 4 P05 error: el paso 3 («revisar») vuelve al paso 2 («pedir») y de esa vuelta no se sale | Agregue una respuesta o un plazo que lleve a un fin",
            "43:5 4 P05 error: el paso 6 («guardar») vuelve al paso 5 («firmar») y de esa vuelta no se sale | Agregue una respuesta o un plazo que lleve a un fin",
        ],
    );
}

#[test]
fn p06_a_question_with_one_answer() {
    expect(
        &[("        - {respuesta: Si, sigue: entregar}\n", "")],
        &["27:12 9 P06 error: una pregunta necesita dos respuestas o más"],
    );
}

#[test]
fn p06_repeated_and_aimless_answers() {
    expect(
        &[("{respuesta: Si, sigue: entregar}", "{respuesta: \"no\", sigue: entregar}\n        - {respuesta: Tal vez}")],
        &[
            "28:23 7 P06 error: la respuesta «Tal vez» no dice a dónde va; agregue «sigue» o «regresa»",
            "29:23 4 P06 error: la respuesta «No» está repetida; borre una",
        ],
    );
}

#[test]
fn p06_a_way_besides_the_answers() {
    expect(
        &[("    especificaciones: Si falta", "    sigue: firmar\n    especificaciones: Si falta")],
        &["23:5 5 P06 error: «sigue» sobra: el paso pregunta, y cada respuesta dice a dónde va"],
    );
}

#[test]
fn p07_a_branch_that_falls_into_the_other() {
    expect(
        &[
            ("    actividad: Entrega\n", "    rama: SI\n    actividad: Entrega\n"),
            ("    actividad: Firma\n", "    rama: NO\n    actividad: Firma\n"),
        ],
        &[
            "33:11 2 P07 error: la rama «SI» cae en la rama «NO», que es la fila siguiente | Diga a dónde va con «sigue» o «regresa»",
        ],
    );
}

#[test]
fn p08_a_start_that_nothing_begins() {
    expect(
        &[(", arranque: solicitud", "")],
        &[
            "11:23 6 P08 error: la fila de inicio no dice qué la arranca | Agregue «arranque», p. ej. «arranque: solicitud»",
        ],
    );
}

#[test]
fn p08_no_start_at_all() {
    expect(
        &[("  - {paso: 1, inicio: Inicio, arranque: solicitud}\n", "")],
        &[
            "10:1 5 P08 error: ningún paso tiene «arranque»: no se puede abrir un caso | Agregue «arranque: solicitud» a la primera fila",
        ],
    );
}

#[test]
fn p08_two_flows_that_run_into_each_other() {
    expect(
        &[
            ("    id: firmar\n", "    id: firmar\n    arranque: {mensaje: correo}\n"),
            ("      - archiva: {documento: acta, en: \"estante {año}\"}\n", ""),
            ("    firma: acta\n", ""),
            (", si_hay: nota", ""),
        ],
        &[
            "38:5 4 P08 error: el paso 5 («firmar») está en dos flujos, el que arranca en «inicio» y el que arranca en «firmar» | Termine el primero con su fila de fin («fin: oculto» si no se imprime)",
        ],
    );
}

#[test]
fn p09_a_quotation_of_other_words() {
    expect(
        &[("cita: regresa al paso 2", "cita: regresa al paso 6")],
        &[
            "28:68 17 P09 error: la cita «regresa al paso 6» no aparece en el texto de este paso | Copie las palabras tal como están impresas",
        ],
    );
}

#[test]
fn p10_prose_that_sends_where_nothing_goes() {
    expect(
        &[
            ("actividad: Guarda\n", "actividad: Guarda\n    especificaciones: Si se perdió, vuelve al paso 3.\n"),
            ("actividad: Firma\n", "actividad: Firma. Continúa en el paso 12.\n"),
        ],
        &[
            "41:16 30 P10 aviso: el texto manda al paso 12, que no existe | Agregue «sigue» o «regresa», o una pregunta con «decide»",
            "47:23 31 P10 aviso: el texto manda al paso 3, pero de aquí no se va a «revisar» | Agregue «sigue» o «regresa», o una pregunta con «decide»",
        ],
    );
}

#[test]
fn p11_a_wait_for_a_field_that_may_be_empty_or_is_no_day() {
    expect(
        &[("hasta: $dia", "hasta: $nota")],
        &[
            "34:21 5 P11 error: el campo «nota» no es una fecha | Espere hasta un campo «tipo: fecha»",
            "34:21 5 P11 error: el campo «nota» puede quedar vacío, y el paso lo espera | Póngale «obligatorio: si»",
        ],
    );
}

#[test]
fn p11_a_field_that_may_be_passed_by() {
    expect(
        &[
            ("sigue: entregar", "sigue: firmar"),
            ("      - archiva: {documento: acta, en: \"estante {año}\"}\n", ""),
            ("    firma: acta\n", "    formulario: {lugar: {tipo: linea, etiqueta: Lugar}}\n"),
            ("regresa: pedir, exige: [motivo]", "sigue: guardar, exige: [lugar]"),
            (", cita: regresa al paso 2", ""),
            ("    especificaciones: Si falta algo, regresa al paso 2.\n", ""),
            ("    actividad: Entrega\n", "    arranque: {cronograma: plan}\n    actividad: Entrega\n    sigue: fin\n"),
        ],
        &[
            "27:53 5 P11 error: se puede llegar aquí sin haber llenado «lugar», que es del paso 5 («firmar») | Pida el campo en un paso por el que siempre se pase antes",
            "35:21 4 P11 error: se puede llegar aquí sin haber llenado «dia», que es del paso 2 («pedir») | Pida el campo en un paso por el que siempre se pase antes",
            "36:22 7 P13 error: se puede llegar aquí sin que nadie haya hecho «revisar» | Nombre un paso por el que siempre se pase antes, o quite «reparto»",
        ],
    );
}

#[test]
fn p11_a_step_left_by_its_clock_has_filled_nothing() {
    expect(
        &[(
            "      nota: {tipo: texto, etiqueta: Nota}\n",
            "      nota: {tipo: texto, etiqueta: Nota}\n    plazos: [{tras: 1 día, sigue: revisar}]\n",
        )],
        &[
            "35:21 4 P11 error: se puede llegar aquí sin haber llenado «dia», que es del paso 2 («pedir») | Pida el campo en un paso por el que siempre se pase antes",
            "50:64 4 P11 error: se puede llegar aquí sin haber llenado «nota», que es del paso 2 («pedir») | Pida el campo en un paso por el que siempre se pase antes",
        ],
    );
}

#[test]
fn p12_a_paper_signed_and_filed_before_it_is_issued() {
    expect(
        &[("    efectos: [genera: acta]\n", "")],
        &[
            "41:12 4 P12 error: se puede llegar a firmar «acta» sin haberlo generado | Agregue «efectos: [genera: acta]» a un paso por el que siempre se pase antes",
            "47:19 9 P12 error: se puede llegar a archivar «acta» sin haberlo generado | Agregue «efectos: [genera: acta]» a un paso por el que siempre se pase antes",
        ],
    );
}

#[test]
fn p12_a_paper_filed_past_its_signature() {
    expect(
        &[
            ("plazos: [{tras: 2 días hábiles, avisa: jefatura}]", "plazos: [{tras: 2 días hábiles, avisa: jefatura}]"),
            ("    firma: acta\n", "    firma: acta\n    plazos: [{tras: 8 horas hábiles, sigue: guardar}]\n"),
        ],
        &[
            "49:19 9 P12 aviso: se puede llegar a archivar «acta» sin su firma, y así no se podrá terminar el paso | Archívelo después del paso que lo firma",
        ],
    );
}

#[test]
fn p13_the_same_person_as_a_step_that_may_be_passed_by() {
    expect(
        &[("quien: revisar", "quien: revisar"), ("quien: revisar", "quien: firmar")],
        &[
            "35:22 6 P13 error: se puede llegar aquí sin que nadie haya hecho «firmar» | Nombre un paso por el que siempre se pase antes, o quite «reparto»",
        ],
    );
}

#[test]
fn p13_the_same_person_as_nobody() {
    expect(
        &[("quien: revisar", "quien: inicio")],
        &["35:22 6 P13 error: «inicio» no es un paso que alguien haga antes"],
    );
}

#[test]
fn p14_a_loop_that_only_spent_clocks_turn() {
    expect(
        &[(
            "plazos: [{tras: 2 días hábiles, avisa: jefatura}]",
            "plazos: [{tras: 2 días hábiles, desde: inicio, regresa: entregar}]",
        )],
        &[
            "31:5 4 P14 error: el paso 4 («entregar») vuelve a sí por relojes que ya vencieron: el caso daría vueltas sin que nadie actúe | Cuente el plazo desde el paso («desde: paso») o mándelo a otro lugar",
        ],
    );
}

#[test]
fn p15_a_length_of_time_that_nobody_understands() {
    expect(
        &[("tras: 2 días hábiles", "tras: dos días"), ("espera: {hasta: $dia}", "espera: {horario: a veces}")],
        &[
            "34:23 7 P15 error: «a veces» no es un horario que se entienda | Escriba días y hora: «lunes a viernes 8:00», «día 1 de cada mes 8:00», «15 de enero 8:00»",
            "36:21 8 P15 error: «dos días» no es un plazo que se entienda | Escriba número y unidad: «12 horas», «2 días», «2 días hábiles», «1 mes»",
        ],
    );
}

#[test]
fn p16_what_is_declared_for_nothing() {
    expect(
        &[
            ("  Persona: usuario_del_caso\n", "  Persona: usuario_del_caso\n  Alcalde: alcaldia\n"),
            ("documentos:\n", "documentos:\n  recibo: {titulo: Recibo, plantilla: recibo.typ}\n"),
        ],
        &[
            "7:3 7 P16 aviso: ninguna fila tiene el responsable «Alcalde» | Bórrelo, o póngalo en su fila",
            "10:3 6 P16 aviso: ninguna fila usa el documento «recibo» | Bórrelo, o genérelo en un paso",
        ],
    );
}

#[test]
fn p17_numbers_that_jump_or_go_down() {
    expect(
        &[("  - paso: 4\n", "  - paso: 14\n"), ("  - paso: 6\n", "  - paso: 5\n")],
        &[
            "31:11 2 P17 aviso: la numeración salta de 3 a 14 en el paso 14 («entregar») | Si el manual está impreso así, déjelo",
            "38:11 1 P17 aviso: la numeración baja de 14 a 5 en el paso 5 («firmar») | Si el manual está impreso así, déjelo",
            "43:11 1 P17 aviso: la numeración repite el 5 en el paso 5 («guardar») | Si el manual está impreso así, déjelo",
            "50:12 1 P17 aviso: la numeración salta de 5 a 7 en el paso 7 («fin») | Si el manual está impreso así, déjelo",
        ],
    );
}
