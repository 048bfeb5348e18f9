//! Each rule of the Revisor: a text that shows it, and a neighbour about which nothing is said.

use kernel::time::date;
use procedure::{Edition, Facts, Finding, Severity, review};

const HEAD: &str = "formato: manual/1
institucion:
  nombre: Alcaldía Municipal de Las Flores
  nombre_corto: flores
  pais: SV
  zona: America/El_Salvador
  horario: lunes a viernes 8:00-16:00
unidad_emisora: Informática
portada: {titulo: Procesos, año: 2026}
aprobacion: {acta: 3, acuerdo: 2, organo: Concejo, fecha: 2026-03-15, vigente_desde: 2026-04-01}
roles: [{codigo: tecnico, nombre: Técnico, puede: [atender]}]
unidades: [{codigo: tim, nombre: Informática}]
procedimientos: [p]
";

/// A manual with these keys besides, and one procedure of these rows: `número | actividad | resto`.
fn edition(more: &str, rows: &[&str]) -> Edition {
    let head = "formato: procedimiento/1\nid: p\ntitulo: Copias y equipos\ntabla: [paso: No, actividad: Qué]\n\
                responsables: {Técnico: tecnico}\npasos:\n";
    let table = rows.iter().enumerate().fold(head.to_owned(), |table, (i, row)| {
        let (number, cells) = row.split_once('|').unwrap_or((row, ""));
        let (activity, rest) = cells.split_once('|').unwrap_or((cells, ""));
        let comma = if rest.is_empty() { "" } else { ", " };
        format!("{table}  - {{paso: \"{number}\", id: f{i}, responsable: Técnico, actividad: \"{activity}\"{comma}{rest}}}\n")
    });
    Edition::read([("manual.yaml", format!("{HEAD}{more}")), ("p.yaml", table)])
}

fn of(code: &str, edition: &Edition, facts: &Facts) -> Vec<Finding> {
    review(edition, facts).into_iter().filter(|f| f.code == code).collect()
}

/// What the rule says about the manual and rows.
fn said(code: &str, more: &str, rows: &[&str]) -> Vec<String> {
    of(code, &edition(more, rows), &Facts::default()).into_iter().map(|f| f.what).collect()
}

#[track_caller]
fn silent(code: &str, more: &str, rows: &[&str]) {
    assert_eq!(said(code, more, rows), Vec::<String>::new());
}

#[test]
fn a_number_without_those_before_it_is_an_orphan() {
    assert_eq!(said("R01", "", &["9|Revisa", "10.3|Mira"]), ["está el 10.3 y no el 10, el 10.1 ni el 10.2"]);
    silent("R01", "", &["9|Revisa", "10|Mira", "10.1|Anota", "10.2|Avisa"]);
}

#[test]
fn what_is_carried_away_has_to_come_back() {
    let takes = "3|Retira el equipo y lo lleva al taller";
    assert_eq!(
        said("R02", "", &[takes, "4|Si falla, regresa al paso 3"]),
        ["«Retira el equipo y lo lleva al taller» se lleva un bien y ningún paso lo devuelve"]
    );
    silent("R02", "", &[takes, "4|Devuelve el equipo a la unidad"]);
    silent("R02", "", &["3|Da de baja el equipo", "4|Archiva"]);
}

#[test]
fn a_pickup_in_the_custody_register_is_closed_by_a_return_there() {
    let line = |action: &str| format!("3|Anota|efectos: [registra: {{en: custodia, con: {{accion: {action}}}}}]");
    assert_eq!(said("R02", "", &[&line("retiro")]).len(), 1);
    silent("R02", "", &[&line("retiro"), &line("devolucion").replacen('3', "4", 1)]);
}

#[test]
fn a_procedure_that_the_text_names_has_to_be_described() {
    let declared = "declarados: [Copias de los equipos, Restricciones de red]\n";
    assert_eq!(said("R03", declared, &["1|Copia"]), ["el manual nombra «Restricciones de red» y no lo describe"]);
    silent("R03", "declarados: [Copias y equipos]\n", &["1|Copia"]);
}

#[test]
fn the_same_days_are_working_days_everywhere_or_nowhere() {
    let section =
        "secciones: [{titulo: C, clase: condiciones, texto: \"Pida con 30 días hábiles de anticipación.\"}]\n";
    let found = of("R04", &edition(section, &["1|Avisa con Tiempo:30 dias"]), &Facts::default());
    assert_eq!(
        found[0].what,
        "aquí son «30 días» y en «Pida con 30 días hábiles de anticipación.» son «30 días hábiles»"
    );
    assert_eq!((found[0].file.as_str(), found[0].row.as_deref()), ("p.yaml", Some("1")));
    silent("R04", section, &["1|Avisa con treinta días hábiles", "2|Espera 5 días"]);
}

#[test]
fn a_branch_has_to_say_where_it_goes() {
    assert_eq!(
        said("R05", "", &["4|Pide piezas|rama: \"NO\"", "5|Repara|rama: \"SI\""]),
        ["la rama «NO» termina en «Pide piezas» y no dice qué sigue"]
    );
    let supposed =
        ["4|Pide piezas|rama: \"NO\", sigue: f1, supuesto: Se repara cuando llegan", "5|Repara|rama: \"SI\""];
    let found = of("R05", &edition("", &supposed), &Facts::default());
    assert_eq!(found[0].severity, Severity::Note, "somebody has supposed it, which is worth a remark");
    silent("R05", "", &["4|Pide piezas|rama: \"NO\", sigue: f1", "5|Repara|rama: \"SI\""]);
}

#[test]
fn nothing_is_closed_before_it_was_evaluated() {
    assert_eq!(
        said("R06", "", &["5|Cerrar el servicio", "6|Evaluar el servicio"]),
        ["el cierre se registra aquí y la evaluación viene después, en el paso 6"]
    );
    silent("R06", "", &["5|Evaluar el servicio", "6|Cerrar el servicio"]);
}

#[test]
fn a_paper_is_made_before_it_is_signed() {
    assert_eq!(
        said("R07", "", &["1|Firma el informe", "2|Elabora el informe"]),
        ["aquí se firma o archiva «informe», que se elabora más abajo, en el paso 2"]
    );
    silent("R07", "", &["1|Elabora el informe", "2|Firma el informe"]);
    silent("R07", "", &["1|Firma la carta", "2|Elabora el informe"]);
}

#[test]
fn another_entity_is_asked_about() {
    assert_eq!(said("R08", "", &["1|Revisa el correo del Ministerio."]), ["nombra a otra entidad: «Ministerio»"]);
    assert_eq!(
        said("R08", "", &["1|Avisa a la Alcaldía de Montes Claros hoy"]),
        ["nombra a otra entidad: «Alcaldía de Montes Claros»"]
    );
    silent("R08", "", &["1|Avisa a la Alcaldía Municipal de Las Flores", "2|Atiende a la municipalidad y sus áreas"]);
}

#[test]
fn a_sign_off_is_whole() {
    let cut = "firmas: [{acto: elaboro, nombre: Ana Paz, cargo: Ingeniera}, {acto: reviso, nombre: Sule}]\n";
    assert_eq!(said("R09", cut, &["1|A"]), ["en la firma de «Sule» falta el nombre completo y el cargo"]);
    let lone = "firmas: [{acto: elaboro, nombre: Ana Paz, cargo: Ingeniera}]\n";
    assert_eq!(said("R09", lone, &["1|A"]), ["no dice quién lo revisó"]);
    silent("R09", "", &["1|A"]);
    let draft = HEAD.replace("aprobacion:", "#");
    let unsigned = of("R09", &Edition::read([("manual.yaml", draft)]), &Facts::default());
    assert_eq!(unsigned[0].what, "no dice quién lo elaboró, revisó ni aprobó");
}

#[test]
fn dates_agree() {
    let sign = |on: &str| {
        format!(
            "control: {{version: 1, fecha: 03/12/2025}}\nfirmas: [{{acto: elaboro, nombre: Ana Paz, cargo: I, fecha: {on}}}]\n"
        )
    };
    assert_eq!(
        said("R10", &sign("18 de Dic /2025"), &["1|A"]),
        ["el encabezado es del 03/12/2025 y se elaboró o revisó después, el 18 de Dic /2025"]
    );
    silent("R10", &sign("1 de dic 2025"), &["1|A"]);
    let change = |on: &str| {
        format!(
            "control: {{version: 2, fecha: 2025/10/30}}\ncambios: [{{version: \"02\", desde: {on}, observacion: x}}]\n"
        )
    };
    assert_eq!(
        said("R10", &change("29/10/2025"), &["1|A"]),
        ["la versión 2 es del 2025/10/30 en el encabezado y del 29/10/2025 en los cambios"]
    );
    silent("R10", &change("30/10/2025"), &["1|A"]);
}

#[test]
fn missing_pages_and_a_header_without_version_are_told() {
    let control = "control: {codigo: P-1, paginas: 4, paginas_vistas: [1, 3]}\n";
    assert_eq!(said("R11", control, &["1|A"]), ["dice tener 4 páginas y en la copia faltan: 2, 4"]);
    assert_eq!(said("R12", control, &["1|A"]), ["el encabezado no lleva versión"]);
    let one = "control: {codigo: P-1, version: 1, paginas_sin_version: [3]}\n";
    assert_eq!(said("R12", one, &["1|A"]), ["el encabezado no lleva versión en las páginas: 3"]);
    let whole = "control: {codigo: P-1, version: 1, paginas: 2, paginas_vistas: [1, 2]}\n";
    silent("R11", whole, &["1|A"]);
    silent("R12", whole, &["1|A"]);
}

#[test]
fn what_a_condition_orders_some_row_does() {
    let section = "secciones: [{titulo: C, clase: condiciones, texto: El correo sin uso se suspende.}]\n";
    assert_eq!(said("R13", section, &["1|Crea"]), ["esta sección manda suspender y ningún paso lo hace"]);
    silent("R13", section, &["1|Crea", "2|Suspende la cuenta"]);
    silent("R13", &section.replace("condiciones", "objetivo"), &["1|Crea"]);
}

#[test]
fn an_order_that_can_be_read_in_two_ways_is_asked_about() {
    assert_eq!(said("R14", "", &["2|Finanzas en primer lugar, en segundo lugar el proveedor"]).len(), 1);
    silent("R14", "", &["2|Finanzas en primer lugar"]);
}

#[test]
fn hours_say_of_which_clock_they_are() {
    let what = "«12 horas» no dice si son hábiles o de calendario";
    assert_eq!(said("R15", "", &["4|Atiende en máximo de 12 Horas"]), [what]);
    silent("R15", "", &["4|Atiende en 12 horas hábiles", "5|Copia a las 16 horas"]);
    silent("R15", "", &["4|Atiende en 12 horas|supuesto: Son horas de calendario"]);
    let unanswered = "4|Atiende en 12 horas|supuesto: Son horas de calendario, duda: ¿O hábiles?";
    assert_eq!(
        said("R15", "", &[unanswered]),
        [what],
        "what the import supposed is no answer while its question is open"
    );
}

#[test]
fn scheduled_copies_say_how_long_they_last_and_who_tries_them() {
    assert_eq!(
        said("R16", "", &["2|Hace la copia de lunes a viernes"]),
        [
            "de las copias no se dice cuánto tiempo se conservan; quién comprueba o restaura una de prueba; qué se hace en feriado; dónde está la segunda copia"
        ]
    );
    silent("R16", "", &["2|Visita a diario la unidad", "3|Pregunta por la copia"]);
    assert_eq!(
        said("R16", "", &["2|Deja la copia diaria en el escritorio"])[1],
        "la copia queda en el escritorio de una máquina de trabajo"
    );
    let rules = "Se conserva un mes, se prueba cada semana, en feriado no se hace y va también a la nube";
    silent("R16", "", &["2|Hace la copia de lunes a viernes", &format!("3|{rules}")]);
}

#[test]
fn promised_charts_are_there() {
    let promise = "secciones: [{titulo: F, texto: Cada uno lleva su diagrama de flujo.}, {titulo: O, clase: organigrama, texto: Organigrama}]\n";
    assert_eq!(
        said("R17", promise, &["1|A"]),
        ["promete un diagrama de flujo y ningún procedimiento lo trae", "el organigrama está vacío"]
    );
    let absent = "secciones: [{titulo: O, clase: organigrama, texto: (no venía en la copia que se importó)}]\n";
    assert_eq!(said("R17", absent, &["1|A"]), ["el organigrama está vacío"]);
    silent("R17", "secciones: [{titulo: O, clase: organigrama, texto: El jefe dirige a dos técnicos}]\n", &["1|A"]);
}

#[test]
fn before_and_after_are_not_the_same() {
    assert_eq!(
        said("R18", "", &["1|Hace la revisión previa", "2|Repara según la revisión posterior"]),
        ["aquí «revision» es posterior y en otra parte del procedimiento es previa"]
    );
    silent("R18", "", &["1|Hace la revisión previa", "2|Hace la prueba posterior"]);
}

#[test]
fn a_role_that_nobody_holds_is_told_when_the_people_are_known() {
    let people = |n| Facts { people: Some([("tecnico".to_owned(), n)].into()), ..Facts::default() };
    let found = of("R19", &edition("", &["1|A"]), &people(0));
    assert_eq!(found[0].what, "nadie tiene el rol «Técnico», que hace falta en «Copias y equipos»");
    assert_eq!(of("R19", &edition("", &["1|A"]), &people(1)), []);
    silent("R19", "", &["1|A"]);
}

#[test]
fn what_every_manual_forgets_is_one_remark() {
    let found = of("R20", &edition("", &["1|A"]), &Facts::default());
    assert_eq!((found.len(), found[0].severity), (1, Severity::Note));
    let told = "secciones: [{titulo: R, texto: \"Se reabre, se reasigna, se suple la ausencia, el plazo se pausa y el archivo se conserva.\"}]\n";
    silent("R20", told, &["1|A"]);
}

#[test]
fn what_nobody_understood_and_an_old_period_are_told() {
    let more = "periodo: {desde: 2021-10-15, hasta: 2024-10-14}\nno_entendido: [{origen: 4, texto: xx yy}]\n";
    assert_eq!(said("R21", more, &["1|A"]), ["quedó un texto sin entender: «xx yy»"]);
    let on = |day| Facts { today: date(day), ..Facts::default() };
    let edition = edition(more, &["1|A"]);
    assert_eq!(of("R22", &edition, &on("2024-10-15"))[0].what, "rigió hasta el 2024-10-14");
    assert_eq!(of("R22", &edition, &on("2024-10-14")), []);
}

#[test]
fn the_manual_lists_the_files_that_there_are() {
    let lone = Edition::read([("a/manual.yaml", HEAD.to_owned()), ("a/q.yaml", "id: q\n".to_owned())]);
    let found: Vec<String> = of("R23", &lone, &Facts::default()).into_iter().map(|f| f.what).collect();
    assert_eq!(found, ["no está el archivo de «p»", "el manual no lista «q»"]);
    silent("R23", "", &["1|A"]);
}

#[test]
fn mailboxes_are_counted_and_the_unused_ones_taken_back() {
    assert_eq!(
        said("R24", "", &["1|Crea la cuenta de correo"]),
        ["de las cuentas de correo no se dice cuántas hay; qué se hace con las que nadie usa"]
    );
    let section = "secciones: [{titulo: C, clase: condiciones, texto: El correo sin uso se suspende.}]\n";
    assert_eq!(
        said("R24", section, &["1|Crea la cuenta de correo"]),
        ["de las cuentas de correo no se dice cuántas hay"]
    );
    silent("R24", section, &["1|Revisa si hay cupo", "2|Crea la cuenta de correo"]);
    silent("R24", "", &["1|Revisa el correo y crea el informe"]);
}

#[test]
fn one_call_gives_everything_in_the_order_of_files_and_lines() {
    let odd = edition("no_entendido: [{texto: xx}]\n", &["1|A|duda: ¿Cuándo?", "3|B"]);
    let found = review(&odd, &Facts::default());
    let codes: Vec<&str> = found.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["R20", "R21", "P08", "P19", "P17"], "{found:#?}");
    assert_eq!(found[3].row.as_deref(), Some("1"));
    assert!(found[3].render(&odd.procedures[0].source).contains("qué hacer: Responda en «supuesto»"));
}

#[test]
fn a_file_that_is_no_yaml_is_a_finding_too() {
    let broken = Edition::read([("manual.yaml", HEAD.to_owned()), ("p.yaml", "a: [".to_owned())]);
    let found = review(&broken, &Facts::default());
    assert!(found.iter().any(|f| f.code == "Yaml" && f.is_error() && f.file == "p.yaml"));
}

#[test]
fn our_own_pack_has_no_errors_and_says_where_each_finding_is() {
    let own = Edition::read([("manual.yaml", crate::MANUAL), ("soporte_tecnico.yaml", crate::SUPPORT)]);
    let found = review(&own, &Facts::default());
    assert!(found.iter().all(|f| !f.is_error() && f.line > 0 && !f.why.is_empty() && !f.todo.is_empty()), "{found:#?}");
}
