//! Changing a draft in the browser: by the table, by the form of a row, by the text.

use super::{Browser, Page, TestApp, routes::actor};
use axum::http::StatusCode;
use domain::manuals;

/// A house with a draft of the shipped manual. Gives the chief's browser and the address of its procedure.
async fn house() -> (TestApp, Browser, String) {
    let app = TestApp::new().await;
    let julia = app.signed("julia").await;
    let mut tx = app.office.write(&actor(&app, &julia).await).await.unwrap();
    let draft = manuals::draft_from_pack(&mut tx, "usulutan").await.unwrap();
    tx.commit().await.unwrap();
    (app, julia, format!("/manuals/{}/procedures/soporte_tecnico", draft.id))
}

/// Sends a form on top of what is saved now; it has to be taken.
async fn saves(who: &mut Browser, here: &str, path: &str, fields: &[(&str, &str)]) -> Page {
    let revision = who.get(here).await.between("name=\"revision\" value=\"", "\"");
    let mut all = vec![("revision", revision.as_str())];
    all.extend(fields);
    let answer = who.post(&format!("{here}{path}"), &all).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer
}

/// The flowchart of a page.
fn chart(page: &Page) -> String {
    page.between("id=\"editor-flow\"", "</details>")
}

/// The text of the definition as it is saved.
async fn text(who: &mut Browser, here: &str) -> String {
    let page = who.get(&format!("{here}/source")).await;
    page.between("<textarea id=\"f-source\"", "</textarea>").split_once(">\n").unwrap().1.to_owned()
}

#[tokio::test]
async fn the_table_is_the_manuals_own_and_each_finding_stands_beside_its_row() {
    let (_app, mut julia, here) = house().await;
    let page = julia.get(&here).await;
    for words in ["ESPECIFICACIONES", "Toma el ticket que sigue", "No falta nada.", "<svg"] {
        assert!(page.has(words), "{words}: {}", page.text());
    }
    saves(&mut julia, &here, "/rows/r3", &[("kind", "actividad"), ("texto", ""), ("responsable", "Nadie")]).await;
    let page = julia.get(&here).await;
    assert!(julia.get(&format!("{here}/rows/9")).await.has("9. Fin"), "a row is also found by its printed number");
    let row = page.between("id=\"row-3\"", "</tr>");
    assert!(row.contains("«actividad» está vacío"), "{row}");
    assert!(page.has("Un error."), "{}", page.text());
    let form = julia.get(&format!("{here}/rows/r3")).await;
    let cell = form.between("id=\"f-texto-error\"", "</span></span>");
    assert!(cell.contains("está vacío"), "the form says it at the field: {cell}");
}

#[tokio::test]
async fn a_row_is_changed_by_its_form_and_the_rest_of_the_file_stays() {
    let (_app, mut julia, here) = house().await;
    let before = text(&mut julia, &here).await;
    let fields = [
        ("kind", "actividad"),
        ("texto", "Atiende donde está el equipo"),
        ("especificaciones", "Quien tomó el ticket visita la unidad: resuelve.\r\nAnota la hora."),
        ("responsable", "Personal técnico de TIM"),
        ("reparto.clase", "quien"),
        ("reparto.valor", "tomar"),
        ("espera.clase", "horario"),
        ("espera.valor", "lunes a viernes 8:15"),
        ("destino", "imprimir"),
        ("supuesto", "La visita es el mismo día."),
    ];
    saves(&mut julia, &here, "/rows/r3", &fields).await;
    let after = text(&mut julia, &here).await;
    for line in ["actividad: Atiende donde está el equipo", "sigue: imprimir", "cita: Quien tomó el ticket"] {
        assert!(after.contains(line), "{line}: {after}");
    }
    assert!(after.contains("horario: \"lunes a viernes 8:15\"") || after.contains("horario: lunes a viernes 8:15"));
    let plain = |text: &str| procedure::edit::Sheet::open(text).unwrap();
    let (before, after) = (plain(&before), plain(&after));
    for row in (0..9).filter(|row| *row != 3) {
        assert_eq!(before.cells(row), after.cells(row), "row {row}");
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one row taken through all its buttons")]
async fn fields_answers_clocks_and_papers_come_and_go_by_buttons() {
    let (_app, mut julia, here) = house().await;
    let (row, base) = ("/rows/r4", [("kind", "actividad"), ("texto", "Cierra el ticket")]);
    let press = |what: &'static str, more: &[(&'static str, &'static str)]| {
        let mut all = base.to_vec();
        all.extend(more);
        all.push(("do", what));
        all
    };
    let to = saves(
        &mut julia,
        &here,
        row,
        &press("add:formulario", &[("new.etiqueta", "Nota final"), ("new.tipo", "escala")]),
    )
    .await;
    assert!(to.location().ends_with("/rows/r4#f-formulario.nota_final.etiqueta"), "{}", to.location());
    saves(&mut julia, &here, row, &press("add:decide", &[])).await;
    saves(&mut julia, &here, row, &press("add:plazos.avisa", &[])).await;
    saves(&mut julia, &here, row, &press("add:plazos.sigue", &[])).await;
    for what in ["add:efectos.numera", "add:efectos.archiva", "add:efectos.notifica", "add:efectos.registra"] {
        saves(&mut julia, &here, row, &press(what, &[])).await;
    }
    let filled = [
        ("kind", "actividad"),
        ("formulario.nota_final.de", "1"),
        ("formulario.nota_final.a", "5"),
        ("formulario.nota_final.obligatorio", "si"),
        ("formulario.nota_final.id", "nota"),
        ("decide.pregunta", "¿Quedó resuelto?"),
        ("decide.opciones.0.destino", "imprimir"),
        ("decide.opciones.1.destino", "atender"),
        ("decide.opciones.1.exige", "materiales"),
        ("plazos.0.tras", "2 días hábiles"),
        ("plazos.0.avisa", "jefatura_tim, tecnico_tim"),
        ("plazos.1.tras", "1 mes"),
        ("plazos.1.desde", "inicio"),
        ("plazos.1.destino", "fin"),
        ("efectos.0.numera", "ticket"),
        ("efectos.1.archiva.documento", "ticket"),
        ("efectos.1.archiva.en", "caja {año}"),
        ("efectos.2.notifica.a", "jefatura_tim"),
        ("efectos.2.notifica.plantilla", "cerrado"),
        ("efectos.2.si_hay", "materiales"),
        ("efectos.3.registra.en", "bitacora"),
        ("efectos.3.registra.con", "bitacora: Cierres\r\nnota: $solucion"),
    ];
    saves(&mut julia, &here, row, &filled).await;
    let after = text(&mut julia, &here).await;
    let definition = procedure::parse(&after);
    let errors: Vec<_> = definition.1.iter().filter(|d| d.is_error()).map(|d| &d.message).collect();
    assert!(errors.iter().all(|m| m.contains("ticket")), "only the paper is filed too early: {errors:?}\n{after}");
    for line in ["regresa: atender", "exige: [materiales]", "nota: $solucion", "desde: inicio"] {
        assert!(after.contains(line), "{line}: {after}");
    }
    for what in
        ["drop:efectos.3", "drop:efectos.1", "up:efectos.1", "drop:plazos.0", "drop:decide", "drop:formulario.nota"]
    {
        saves(&mut julia, &here, row, &press(what, &[])).await;
    }
    let after = text(&mut julia, &here).await;
    assert!(!after.contains("registra") && !after.contains("¿Quedó resuelto?") && !after.contains("Nota final"));
    let effects: Vec<&str> = after.lines().filter(|l| l.contains("notifica:") || l.contains("numera:")).collect();
    assert!(effects[1].contains("notifica") && effects[2].contains("numera"), "{effects:?}");
}

#[tokio::test]
async fn a_row_is_put_in_moved_and_taken_out_and_the_chart_follows() {
    let (_app, mut julia, here) = house().await;
    let page = julia.get(&format!("{here}/rows/new?after=4")).await;
    assert!(page.has("Insertar la fila"), "{}", page.text());
    let new = [("after", "4"), ("kind", "actividad"), ("texto", "Revisa la jefatura"), ("responsable", "Jefatura")];
    let put =
        saves(&mut julia, &here, "/rows", &[&new[..], &[("roles-shown", "on"), ("roles", "jefatura_tim")]].concat())
            .await;
    assert!(put.location().ends_with("/rows/r5"));
    let page = julia.get(&here).await;
    assert!(page.between("id=\"row-5\"", "</tr>").contains("Revisa la jefatura"));
    assert!(chart(&page).contains("Jefatura"), "the chart has a column for the new responsible");
    assert!(page.has("No falta nada."), "{}", page.text());
    saves(&mut julia, &here, "/move", &[("row", "5"), ("by", "up")]).await;
    assert!(julia.get(&here).await.between("id=\"row-4\"", "</tr>").contains("Revisa la jefatura"));
    saves(&mut julia, &here, "/move", &[("row", "4"), ("to", "6")]).await;
    assert!(julia.get(&here).await.between("id=\"row-6\"", "</tr>").contains("Revisa la jefatura"));
    saves(&mut julia, &here, "/rows/r6/removal", &[]).await;
    assert!(!julia.get(&here).await.has("Revisa la jefatura"));
    let empty = julia.post(&format!("{here}/rows"), &[("after", "1"), ("responsable", "Bodega")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.has("value=\"Bodega\""), "nothing typed is lost: {}", empty.text());
}

#[tokio::test]
async fn a_preview_draws_what_is_being_typed_and_keeps_nothing() {
    let (_app, mut julia, here) = house().await;
    let fields = [("row", "3"), ("kind", "actividad"), ("texto", "Va al lugar"), ("destino", "nadie")];
    let shown = julia.post(&format!("{here}/preview"), &fields).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(chart(&shown).contains("Va al lugar"));
    assert!(shown.has("no hay ningún paso «nadie»") && shown.has("href=\"#f-destino\""), "{}", shown.text());
    assert!(!julia.get(&here).await.has("Va al lugar"));
    let shown = julia.post(&format!("{here}/preview"), &[("source", "formato: [")]).await;
    assert!(shown.has("línea 1") && !shown.has("<svg xmlns"), "{}", shown.text());
}

#[tokio::test]
async fn whoever_comes_second_sees_both_texts_and_loses_nothing() {
    let (app, mut julia, here) = house().await;
    let mut rosa = app.signed("rosa").await;
    let revision = julia.get(&here).await.between("name=\"revision\" value=\"", "\"");
    saves(&mut rosa, &here, "/rows/r3", &[("kind", "actividad"), ("texto", "De Rosa")]).await;
    let mine = [("revision", revision.as_str()), ("kind", "actividad"), ("texto", "De Julia")];
    let late = julia.post(&format!("{here}/rows/r4"), &mine).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("actividad: De Rosa") && late.has("actividad: De Julia"), "{}", late.text());
    let now = late.between("name=\"revision\" value=\"", "\"");
    let mine = late.between("name=\"source\"", "</textarea>").split_once(">\n").unwrap().1.to_owned();
    let kept = julia.post(&format!("{here}/source"), &[("revision", now.as_str()), ("source", mine.as_str())]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert!(text(&mut julia, &here).await.contains("De Julia"));
}

#[tokio::test]
async fn the_last_change_is_taken_back() {
    let (_app, mut julia, here) = house().await;
    let before = text(&mut julia, &here).await;
    assert!(!julia.get(&here).await.has("Deshacer"));
    saves(&mut julia, &here, "/rows/r3", &[("kind", "actividad"), ("texto", "Otra cosa")]).await;
    assert!(julia.get(&here).await.has("Deshacer"));
    saves(&mut julia, &here, "/undo", &[]).await;
    assert_eq!(text(&mut julia, &here).await, before);
}

#[tokio::test]
async fn a_text_with_errors_is_kept_and_its_lines_are_told() {
    let (_app, mut julia, here) = house().await;
    saves(&mut julia, &here, "/source", &[("source", "formato: procedimiento/1\r\n  mal: [\r\n")]).await;
    assert_eq!(text(&mut julia, &here).await, "formato: procedimiento/1\n  mal: [\n");
    let page = julia.get(&format!("{here}/source")).await;
    assert!(page.has("data-line=\"2\""), "{}", page.text());
    let table = julia.get(&here).await;
    assert!(table.has("Un error.") && table.has("Texto de la definición"), "{}", table.text());
    let row = julia.get(&format!("{here}/rows/r0")).await;
    assert_eq!((row.status, row.location()), (StatusCode::SEE_OTHER, format!("{here}/source").as_str()));
    let empty = julia.post(&format!("{here}/source"), &[("source", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_manuals_own_text_is_changed_the_same_way() {
    let (_app, mut julia, here) = house().await;
    let manual = here.split("/procedures").next().unwrap().to_owned();
    let page = julia.get(&format!("{manual}/source")).await;
    assert!(page.has("formato: manual/1"));
    saves(&mut julia, &format!("{manual}/source"), "", &[("source", "formato: manual/1\nx: y")]).await;
    let page = julia.get(&format!("{manual}/source")).await;
    assert!(page.has("x: y") && page.has("clave desconocida «x»"), "{}", page.text());
    let late = julia.post(&format!("{manual}/source"), &[("revision", "0"), ("source", "tarde")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let shown = julia.post(&format!("{manual}/preview"), &[("source", "formato: manual/1")]).await;
    assert!(shown.has("falta «institucion»"), "{}", shown.text());
}

#[tokio::test]
async fn a_name_that_cannot_be_given_is_refused_at_its_field_with_everything_typed() {
    let (_app, mut julia, here) = house().await;
    for (id, why) in [("Tomar ya", "minúsculas"), ("crear", "Ese nombre ya está")] {
        let fields = [("kind", "actividad"), ("texto", "Lo tecleado"), ("id", id)];
        let refused = julia.post(&format!("{here}/rows/r2"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.between("id=\"f-id-error\"", "</span></span>").contains(why), "{}", refused.text());
        assert!(refused.has("Lo tecleado"));
    }
    saves(&mut julia, &here, "/rows/r2", &[("kind", "actividad"), ("id", "recibir")]).await;
    assert!(text(&mut julia, &here).await.contains("quien: recibir"), "what named the row names it still");
}

#[tokio::test]
async fn an_open_question_is_answered_beside_its_row() {
    let (_app, mut julia, here) = house().await;
    let asked =
        text(&mut julia, &here).await.replace("    firma: ticket", "    firma: ticket\n    duda: ¿Firma la jefatura?");
    saves(&mut julia, &here, "/source", &[("source", asked.as_str())]).await;
    assert!(julia.get(&format!("{here}/rows/r6")).await.has("¿Firma la jefatura?"));
    let answer = [("kind", "actividad"), ("do", "answer:0"), ("answer.0", "Solo la persona.")];
    saves(&mut julia, &here, "/rows/r6", &answer).await;
    let after = text(&mut julia, &here).await;
    assert!(after.contains("supuesto: Solo la persona.") && !after.contains("duda"), "{after}");
}

#[tokio::test]
async fn what_the_procedure_is_called_who_acts_and_which_papers_it_makes_are_forms() {
    let (_app, mut julia, here) = house().await;
    let about = [
        ("titulo", "Soporte"),
        ("objetivo", ""),
        ("column.paso", "N.º"),
        ("column.responsable", "Quién"),
        ("column.actividad", "Qué"),
        ("column.registro", "Registro"),
    ];
    saves(&mut julia, &here, "", &about).await;
    let papers = [
        ("responsible", "Usuario de la unidad"),
        ("responsible-roles", "usuario_del_caso, jefatura_unidad_del_caso"),
        ("document", ""),
        ("document-title", "Acta de entrega"),
        ("document-template", "acta.typ"),
        ("document-numbering", ""),
    ];
    saves(&mut julia, &here, "", &papers).await;
    let after = text(&mut julia, &here).await;
    for line in
        ["titulo: Soporte\n", "registro: Registro", "[usuario_del_caso, jefatura_unidad_del_caso]", "acta_entrega:"]
    {
        assert!(after.contains(line), "{line}: {after}");
    }
    assert!(!after.contains("objetivo:") && !after.contains("ESPECIFICACIONES"));
    saves(&mut julia, &here, "", &[("do", "drop-document:acta_entrega")]).await;
    saves(&mut julia, &here, "/rows/r3/removal", &[]).await;
    saves(&mut julia, &here, "", &[("do", "renumber")]).await;
    assert!(!text(&mut julia, &here).await.contains("paso: 9"));
}

#[tokio::test]
async fn a_procedure_is_added_copied_and_removed_when_one_is_sure() {
    let (_app, mut julia, here) = house().await;
    let manual = here.split("/procedures").next().unwrap().to_owned();
    assert_eq!(julia.get(&format!("{manual}/procedures/new")).await.status, StatusCode::OK);
    let made = julia.post(&format!("{manual}/procedures"), &[("title", "Préstamo de equipo")]).await;
    assert_eq!(made.location(), format!("{manual}/procedures/prestamo_equipo"));
    let page = julia.get(made.location()).await;
    assert!(page.has("Préstamo de equipo") && page.has("Inicio"), "{}", page.text());
    let copied = julia.post(&format!("{manual}/procedures"), &[("pack", "usulutan/soporte_tecnico")]).await;
    assert_eq!(copied.location(), format!("{manual}/procedures/soporte_tecnico_2"));
    let nothing = julia.post(&format!("{manual}/procedures"), &[("title", "")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let drawing = |inside: &str| {
        format!(
            "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"x\">\n\
             <process id=\"p\" name=\"Permiso\">\n{inside}</process></definitions>"
        )
    };
    let good = drawing(
        "<startEvent id=\"s\"/><task id=\"a\" name=\"Recibe\"/><endEvent id=\"e\"/>\
         <sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"a\"/><sequenceFlow id=\"g\" sourceRef=\"a\" targetRef=\"e\"/>",
    );
    let here = format!("{manual}/procedures");
    let drawn = julia.upload(&here, &[("title", "")], &[("bpmn", "permiso.bpmn", good.as_bytes())]).await;
    assert_eq!(drawn.location(), format!("{here}/permiso"));
    assert!(julia.get(drawn.location()).await.has("Recibe"));
    let torn = drawing("<startEvent id=\"s\"/>\n<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"nada\"/>");
    let refused = julia.upload(&here, &[("title", "")], &[("bpmn", "x.bpmn", torn.as_bytes())]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("id=\"f-bpmn-error\"") && refused.has("línea 4"), "with its line: {}", refused.text());
    let removal = format!("{}/removal", copied.location());
    assert_eq!(julia.post(&removal, &[]).await.location(), copied.location(), "it asks first");
    assert_eq!(julia.post(&removal, &[("sure", "on")]).await.location(), manual);
    assert_eq!(julia.get(copied.location()).await.status, StatusCode::NOT_FOUND);
}
