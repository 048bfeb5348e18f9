//! Somebody else's drawing becomes a draft. What a procedure can hold is taken; what it cannot is refused by name.
//!
//! Taken: pools and lanes, none/message/timer starts, tasks that people do, exclusive gateways, timers and messages to
//! wait for, timers on a task, ends, text notes. What the drawing does not say becomes a `duda` of its row.

mod graph;
mod names;
mod rows;

use super::read::{Imported, MODEL, Note, Refusal, at, is, name, tag};
use crate::yaml::Node as Tree;
use graph::Graph;
use names::Names;
use roxmltree::{Document, Node};

pub(super) fn read(document: &Document<'_>) -> Result<Imported, Refusal> {
    let root = document.root_element();
    let mut notes = Vec::new();
    let mut names = Names::default();
    let mut steps: Vec<Tree> = Vec::new();
    let processes = root.children().filter(|n| is(*n, "process") && n.children().any(|c| c.is_element()));
    for process in processes {
        let graph = Graph::new(process, &mut notes)?;
        steps.extend(rows::rows(&graph, &mut names)?);
    }
    if steps.is_empty() {
        return Err(at(root, "el archivo no tiene ningún proceso con figuras; expórtelo con su proceso"));
    }
    left_out(document, &mut notes);
    let title = title(document);
    let columns = [("paso", "No."), ("responsable", "Responsable"), ("actividad", "Actividad")];
    let mut columns: Vec<Tree> = columns.iter().map(|(k, v)| Tree::of_map([(*k, Tree::of_text(*v))])).collect();
    columns.push(Tree::of_map([("especificaciones", Tree::of_text("Especificaciones"))]));
    let file = Tree::of_map([
        ("formato", Tree::of_text("procedimiento/1")),
        ("id", Tree::of_text(names::slug(&title))),
        ("titulo", Tree::of_text(title)),
        ("tabla", Tree::of_list(columns)),
        ("responsables", names.responsibles()),
        ("pasos", Tree::of_list(steps)),
    ]);
    Ok(Imported { root: file, own: false, notes })
}

/// The name of the drawing: of its only pool, else of the file or of its first process.
fn title(document: &Document<'_>) -> String {
    let all = |kind: &'static str| document.descendants().filter(move |n| is(*n, kind)).filter_map(name);
    let only = all("participant").next().filter(|_| all("participant").count() == 1);
    let title = only.or_else(|| name(document.root_element())).or_else(|| all("process").next());
    title.unwrap_or_else(|| "Procedimiento sin título".to_owned())
}

/// What has no place in a procedure and harms nothing when left out.
fn left_out(document: &Document<'_>, notes: &mut Vec<Note>) {
    const KINDS: [(&str, &str); 4] = [
        ("messageFlow", "los mensajes entre participantes no se traen; dígalo en el texto del paso"),
        ("dataObjectReference", "los documentos no se traen; declárelos en «documentos» y en el paso que los genera"),
        ("dataStoreReference", "los almacenes de datos no se traen"),
        ("group", "los grupos no se traen"),
    ];
    for node in document.descendants().filter(|n| n.tag_name().namespace() == Some(MODEL)) {
        if let Some((_, why)) = KINDS.iter().find(|(kind, _)| *kind == tag(node)) {
            notes.push(at(node, *why));
        }
    }
}

/// The event definition of an event, if it has one; refuses two.
fn definition<'n, 'd>(event: Node<'n, 'd>) -> Result<Option<Node<'n, 'd>>, Refusal> {
    let all = event
        .children()
        .filter(|c| c.is_element() && (tag(*c).ends_with("EventDefinition") || tag(*c) == "eventDefinitionRef"));
    let mut all = all.collect::<Vec<_>>().into_iter();
    let first = all.next();
    if all.next().is_some() { Err(at(event, "espera varias cosas a la vez; deje una sola")) } else { Ok(first) }
}
