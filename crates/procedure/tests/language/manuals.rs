use crate::{MANUAL, SUPPORT, changed, good, lines};
use kernel::permit::Permit;
use kernel::time::{Period, date};
use procedure::manual::{Country, permit_name, permit_named};
use procedure::{Manual, check_against, check_file, parse_manual};

fn read(source: &str) -> Manual {
    let (manual, found) = parse_manual(source);
    manual.unwrap_or_else(|| panic!("{}", lines(&found).join("\n")))
}

#[track_caller]
fn expect(changes: &[(&str, &str)], expected: &[&str]) {
    let (manual, found) = parse_manual(&changed(MANUAL, changes));
    assert_eq!(lines(&found).join("\n"), expected.join("\n"));
    assert!(manual.is_none() || !found.iter().any(procedure::Diagnostic::is_error));
}

#[test]
fn the_demonstration_manual_is_read_without_a_word() {
    assert_eq!(lines(&parse_manual(MANUAL).1), [] as [&str; 0]);
    let manual = read(MANUAL);
    assert_eq!((manual.institution.slug.as_str(), manual.institution.country), ("usulutan", Country::Sv));
    assert_eq!(manual.institution.hours[0], [Period { open: 480, close: 720 }, Period { open: 780, close: 960 }]);
    assert!(manual.institution.hours[5].is_empty());
    assert_eq!(
        manual.role("tecnico_tim").unwrap().permits,
        [Permit::AskForHelp, Permit::WorkCases, Permit::SeeCases, Permit::FilePapers]
    );
    assert_eq!(manual.unit("tim").unwrap().parent.as_deref(), Some("gerencia"));
    assert_eq!(manual.units.iter().filter(|u| u.parent.is_none()).count(), 1);
    assert_eq!((manual.procedures.as_slice(), manual.approval), (&["soporte_tecnico".to_owned()][..], None));
}

#[test]
fn every_permit_has_a_name_in_the_file_and_every_name_a_permit() {
    for permit in Permit::ALL {
        assert_eq!(permit_named(permit_name(permit)), Some(permit));
        let (manual, found) =
            parse_manual(&changed(MANUAL, &[("puede: [pedir]", &format!("puede: [{}]", permit_name(permit)))]));
        assert_eq!(manual.map(|m| m.roles[0].permits.clone()), Some(vec![permit]), "{}", lines(&found).join("\n"));
    }
    assert_eq!(permit_named("mandar"), None);
}

#[test]
fn an_approval_has_days_of_the_calendar() {
    let approval =
        "aprobacion: {acta: Once, acuerdo: XI, organo: Concejo, fecha: 2026-03-15, vigente_desde: 2026-03-16}\nroles:";
    let approved = read(&changed(MANUAL, &[("roles:", approval)])).approval.unwrap();
    assert_eq!((approved.minutes.as_str(), approved.approved_on), ("Once", date("2026-03-15").unwrap()));
    expect(
        &[("roles:", &approval.replace("2026-03-15", "2026-02-30"))],
        &["14:63 10 P15 error: «2026-02-30» no es un día del calendario; corríjalo"],
    );
    expect(
        &[("roles:", &approval.replace("2026-03-16", "2026-03-01"))],
        &["14:90 10 P15 aviso: el manual rige desde antes de su aprobación; revise las fechas"],
    );
}

#[test]
fn hours_and_zone_have_to_be_real() {
    expect(
        &[("8:00-12:00", "8-12"), ("America/El_Salvador", "America/Usulutan")],
        &[
            "7:9 16 P15 error: no hay ninguna zona horaria «America/Usulutan» | Escriba un nombre como «America/El_Salvador»",
            "8:12 32 P15 error: «lunes a viernes 8-12 13:00-16:00» no es un horario de oficina que se entienda | Escriba días y tramos: «lunes a viernes 8:00-12:00 13:00-16:00»",
        ],
    );
}

#[test]
fn units_make_a_tree_and_codes_are_unique() {
    expect(
        &[("codigo: auditor\n", "codigo: usuario\n")],
        &["27:13 7 P01 error: rol: «usuario» está repetido; ya está en la línea 15"],
    );
    expect(
        &[("nombre: Despacho Municipal, de: concejo", "nombre: Despacho Municipal, de: gerencia")],
        &[
            "32:56 8 P01 error: la unidad «despacho» depende de sí misma | Corrija «de» en una de ellas",
            "35:54 8 P01 error: la unidad «gerencia» depende de sí misma | Corrija «de» en una de ellas",
        ],
    );
    expect(
        &[("nombre: Auditoría Interna, de: concejo", "nombre: Auditoría Interna, de: consejo")],
        &["34:56 7 P01 error: no hay ninguna unidad «consejo» | ¿Quiso decir «concejo»?"],
    );
}

#[test]
fn unknown_permits_and_keys_are_told_with_the_near_one() {
    expect(
        &[("puede: [pedir]", "puede: [pidir]"), ("unidad_emisora", "unidad_emisor")],
        &[
            "10:1 13 Schema error: clave desconocida «unidad_emisor» | ¿Quiso decir «unidad_emisora»?",
            "17:13 5 Schema error: «pidir» no vale en «puede»; escriba una de: pedir, atender, ver_casos, corregir, archivar, ver_informes, administrar_personas, administrar_procedimientos, administrar_institucion, administrar_trabajos, llevar_registros, ver_auditoria | ¿Quiso decir «pedir»?",
        ],
    );
}

#[test]
fn a_procedure_that_fits_its_manual_is_fine() {
    assert_eq!(check_against(&good(SUPPORT), &read(MANUAL)), []);
}

#[test]
fn roles_and_lists_that_the_manual_lacks_are_told_once_each() {
    let manual =
        read(&changed(MANUAL, &[("codigo: tecnico_tim", "codigo: tecnicos_tim"), ("tipos-de-ayuda:", "ayudas:")]));
    assert_eq!(
        lines(&check_against(&good(SUPPORT), &manual)),
        [
            "14:1 0 P02 error: el catálogo «tipos-de-ayuda», del campo «tipo_ayuda», no está en el manual | Agréguelo en manual.yaml",
            "26:1 0 P02 error: el rol «tecnico_tim», del paso 3 («tomar»), no está en el manual | ¿Quiso decir «tecnicos_tim»?",
        ]
    );
}

#[test]
fn a_manual_is_told_from_a_procedure_by_its_format() {
    assert_eq!(check_file("manual.yaml", MANUAL), (String::new(), false));
    let (printed, bad) = check_file("manual.yaml", &changed(MANUAL, &[("pais: SV", "pais: SW")]));
    let expected = "manual.yaml:6:9: error: «SW» no vale en «pais»; escriba una de: SV, CO, MX. ¿Quiso decir «SV»?\n    6 |   pais: SW\n      |         ^^\n";
    assert_eq!((printed.as_str(), bad), (expected, true));
}
