use crate::*;
use kernel::time::Span;
use procedure::definition::*;

fn step<'d>(definition: &'d Definition, id: &str) -> &'d Step {
    definition.step(id).unwrap_or_else(|| panic!("no step {id}"))
}

#[test]
fn a_clean_file_is_read_without_a_word() {
    for source in [LOAN, MAINTENANCE, QUESTIONS, SUPPORT] {
        assert_eq!(lines(&parse(source).1), [] as [&str; 0]);
    }
}

#[test]
fn the_support_procedure_is_what_the_municipality_approved() {
    let support = good(SUPPORT);
    let ids: Vec<&str> = support.steps.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["inicio", "crear", "tomar", "atender", "cerrar", "imprimir", "firmar", "almacenar", "fin"]);
    let numbers: Vec<&str> = support.steps.iter().filter_map(|s| s.number.as_deref()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    assert_eq!(support.heading(ColumnKind::Responsible), Some("RESPONSABLE"));
    assert_eq!(support.documents["ticket"].numbering.as_deref(), Some("TIM-{año}-{n:05}"));
    assert_eq!(step(&support, "tomar").assignment, Assignment::ArrivalOrder);
    assert_eq!(step(&support, "cerrar").assignment, Assignment::SameAs("tomar".to_owned()));
    assert_eq!(step(&support, "firmar").signs.as_deref(), Some("ticket"));
    let filed = Effect::File { document: "ticket".to_owned(), place: "folder {año}-{mes}".to_owned() };
    assert_eq!(step(&support, "almacenar").effects, [filed]);
    let flow = support.request_flow().unwrap();
    assert_eq!((flow.start.as_str(), flow.first.as_str(), flow.steps.len()), ("inicio", "crear", 9));
    assert_eq!(support.sha256.len(), 64);
}

#[test]
fn every_row_goes_on_to_the_next_one_unless_it_says_otherwise() {
    let questions = good(QUESTIONS);
    let next = |id: &str| step(&questions, id).next.as_deref();
    assert_eq!(next("recibir"), Some("revisar"));
    assert_eq!(next("recomendar"), Some("fin"));
    assert_eq!(next("requisitar"), Some("hay_material"));
    assert_eq!((next("hay_material"), next("fin")), (None, None));
    let decision = step(&questions, "hay_material").decision.as_ref().unwrap();
    let answers: Vec<(&str, &str)> = decision.answers.iter().map(|a| (a.label.as_str(), a.to.as_str())).collect();
    assert_eq!(answers, [("NO", "requisitar"), ("SI", "mantener")]);
}

#[test]
fn a_merged_cell_has_the_responsible_from_above() {
    let questions = good(QUESTIONS);
    let merged = step(&questions, "mantener");
    assert_eq!((merged.responsible.as_deref(), merged.merged), (Some("JEFATURA"), true));
    assert_eq!(merged.roles, ["jefatura_tic"]);
    assert_eq!(step(&questions, "es_necesario").roles, ["jefatura_tic"]);
    assert!(!step(&questions, "agradecer").merged);
}

#[test]
fn scalars_keep_the_spelling_of_the_manual() {
    let three = good(THREE_FLOWS);
    assert_eq!(step(&three, "monitorear").number.as_deref(), Some("10.3"));
    assert_eq!(step(&good(QUESTIONS), "recomendar").branch.as_deref(), Some("NO"));
    assert_eq!(step(&three, "registrar").texts[&ColumnKind::Description], "Anotar la solicitud.\nDarle número.");
}

#[test]
fn one_table_may_hold_several_flows() {
    let three = good(THREE_FLOWS);
    let flows: Vec<(&str, &Trigger, Vec<&str>)> = three
        .flows
        .iter()
        .map(|f| (f.start.as_str(), &f.trigger, f.steps.iter().map(String::as_str).collect()))
        .collect();
    let channels = Trigger::Message(vec!["web".to_owned(), "correo".to_owned()]);
    let monthly = Trigger::Schedule("día 1 de cada mes 8:00".to_owned());
    let before = Trigger::Before { span: Span::Months(2), of: "contrato.vencimiento".to_owned() };
    assert_eq!(
        flows,
        [
            ("registrar", &channels, vec!["registrar", "clasificar", "atender", "cerrar", "evaluar", "fin_caso"]),
            ("informe", &monthly, vec!["informe", "fin"]),
            ("plan", &before, vec!["plan", "monitorear", "fin"]),
        ]
    );
    assert_eq!(three.flow_of("monitorear").map(|f| f.start.as_str()), Some("plan"));
}

#[test]
fn a_rule_is_printed_and_its_clock_runs_on_the_step_it_is_about() {
    let three = good(THREE_FLOWS);
    let rule =
        three.steps.iter().find(|s| matches!(&s.kind, StepKind::Rule { about } if about == &["atender"])).unwrap();
    assert_eq!((rule.number.as_deref(), rule.roles.len(), rule.next.as_ref()), (Some("4"), 0, None));
    let clock = Deadline {
        after: Span::Seconds(12 * 3600),
        from_start: true,
        then: DeadlineAction::Notify(vec!["coordinacion".to_owned()]),
    };
    assert_eq!(step(&three, "atender").deadlines, [clock]);
    assert_eq!(step(&three, "atender").next.as_deref(), Some("cerrar"));
}

#[test]
fn who_acts_may_differ_from_who_is_printed() {
    let three = good(THREE_FLOWS);
    let evaluate = step(&three, "evaluar");
    assert_eq!(
        (evaluate.responsible.as_deref(), evaluate.roles.as_slice()),
        (Some("Especialista"), &["usuario_del_caso".to_owned()][..])
    );
    assert_eq!(evaluate.deadlines[0].then, DeadlineAction::Go("fin_caso".to_owned()));
    assert_eq!(evaluate.form[0].kind, FieldKind::Scale { from: 1, to: 5 });
}

#[test]
fn what_was_supposed_is_kept_for_the_annex() {
    let three = good(THREE_FLOWS);
    assert_eq!(step(&three, "registrar").assumption.as_deref(), Some("El correo abre el caso."));
    assert_eq!(step(&three, "cerrar").assumption.as_deref(), Some("Quien atiende cierra."));
    assert_eq!(step(&three, "fin_caso").kind, StepKind::End { label: "Fin".to_owned(), hidden: true });
}

#[test]
fn waits_are_for_a_day_a_schedule_or_a_message() {
    assert_eq!(step(&good(QUESTIONS), "mantener").wait, Some(Wait::UntilField("mantenimiento".to_owned())));
    assert_eq!(step(&good(QUESTIONS), "agradecer").wait, Some(Wait::Message("equipo_devuelto".to_owned())));
    assert_eq!(step(&good(THREE_FLOWS), "monitorear").wait, Some(Wait::Schedule("lunes a viernes 8:15".to_owned())));
}

#[test]
fn a_joint_act_needs_everyone_and_an_answer_may_ask_for_fields() {
    let maintenance = good(MAINTENANCE);
    assert_eq!(step(&maintenance, "firmar").assignment, Assignment::Everyone);
    assert_eq!(maintenance.flows[0].trigger, Trigger::Plan("mantenimiento_preventivo".to_owned()));
    let no = &step(&maintenance, "supervisar").decision.as_ref().unwrap().answers[1];
    assert_eq!((no.back, no.requires.as_slice()), (true, &["observaciones".to_owned()][..]));
}

#[test]
fn a_table_that_jumps_and_papers_that_are_not_declared_are_only_warned_about() {
    let (definition, found) = parse(THREE_FLOWS);
    assert_eq!(
        lines(&found),
        [
            "21:23 8 P01 aviso: el documento «servicio» no está declarado; se titulará «Servicio» | Declárelo en «documentos» con su título y plantilla",
            "57:23 12 P01 aviso: el documento «informe_mesa» no está declarado; se titulará «Informe mesa» | Declárelo en «documentos» con su título y plantilla",
            "64:11 6 P17 aviso: la numeración salta de 8 a 10.3 en el paso 10.3 («monitorear») | Si el manual está impreso así, déjelo",
        ]
    );
    assert_eq!(definition.unwrap().documents["informe_mesa"].template, "informe-mesa.typ");
}

#[test]
fn a_file_in_decomposed_unicode_means_the_same() {
    let decomposed = SUPPORT.replace('é', "e\u{301}").replace('ñ', "n\u{303}");
    assert_ne!(decomposed, SUPPORT);
    let (composed, mut other) = (good(SUPPORT), good(&decomposed));
    other.sha256.clone_from(&composed.sha256);
    assert_eq!(composed, other);
}
