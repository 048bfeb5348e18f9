//! From the text of a `manual.yaml` to a [`Manual`].

use super::{
    Approval, Certificate, Change, Checklist, Control, Country, Cover, GlossaryEntry, Institution, Law, Leftover,
    Level, Manual, Role, Section, SectionKind, SignOff, SignOffAct, SourceFile, Term, Unit, permit_named,
};
use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::parse::{schema, tidy};
use crate::times;
use crate::yaml::{self, Node};
use kernel::time::{Date, Zone, date};
use std::collections::{BTreeMap, HashMap};

/// Reads and checks a `manual.yaml`. There is a manual only when no finding is an error.
pub fn parse_manual(source: &str) -> (Option<Manual>, Vec<Diagnostic>) {
    match yaml::load(source) {
        Ok(root) => parse_tree(&root, source),
        Err(found) => (None, tidy(vec![found], source)),
    }
}

pub(crate) fn parse_tree(root: &Node, source: &str) -> (Option<Manual>, Vec<Diagnostic>) {
    let found = schema::MANUAL.check(root);
    if has_errors(&found) {
        return (None, tidy(found, source));
    }
    let mut reader = Reader { found };
    let manual = reader.manual(root);
    let usable = manual.filter(|_| !has_errors(&reader.found));
    (usable, tidy(reader.found, source))
}

struct Reader {
    found: Vec<Diagnostic>,
}

fn text(node: &Node, key: &str) -> String {
    node.text_of(key).unwrap_or_default().to_owned()
}

impl Reader {
    /// `None` only when something was found wrong.
    fn manual(&mut self, root: &Node) -> Option<Manual> {
        let list = |key: &str| root.get(key).map(Node::items).unwrap_or_default();
        self.unique(list("roles"), "rol");
        self.unique(list("unidades"), "unidad");
        let catalogues = root.get("catalogos").map(Node::entries).unwrap_or_default();
        let cover = root.get("portada")?;
        let institution = self.institution(root.get("institucion")?);
        let approval = root.get("aprobacion").map(|node| self.approval(node));
        Some(Manual {
            institution: institution?,
            issuing_unit: text(root, "unidad_emisora"),
            cover: Cover { title: text(cover, "titulo"), year: text(cover, "año").parse().unwrap_or_default() },
            approval: match approval {
                Some(approval) => Some(approval?),
                None => None,
            },
            roles: list("roles").iter().map(role).collect(),
            units: self.units(list("unidades")),
            catalogues: catalogues.iter().map(|(k, v)| (k.text().to_owned(), v.texts())).collect(),
            procedures: list("procedimientos").iter().map(|n| n.text().to_owned()).collect(),
            control: root.get("control").map(control).unwrap_or_default(),
            term: root.get("periodo").and_then(|node| self.term(node)),
            sections: list("secciones").iter().map(section).collect(),
            glossary: list("glosario")
                .iter()
                .map(|n| GlossaryEntry { term: text(n, "termino"), definition: text(n, "definicion") })
                .collect(),
            laws: list("base_legal").iter().map(law).collect(),
            sign_offs: list("firmas").iter().filter_map(sign_off).collect(),
            changes: list("cambios")
                .iter()
                .map(|n| Change { version: text(n, "version"), since: text(n, "desde"), note: text(n, "observacion") })
                .collect(),
            declared: texts(root, "declarados"),
            levels: self.levels(list("niveles_de_servicio")),
            checklists: root.get("listas").map(Node::entries).unwrap_or_default().iter().map(checklists).collect(),
            source: root.get("fuente").map(|n| SourceFile { name: text(n, "archivo"), sha256: text(n, "sha256") }),
            leftover: list("no_entendido")
                .iter()
                .map(|n| Leftover { lines: n.text_of("origen").and_then(lines), text: text(n, "texto") })
                .collect(),
        })
    }

    fn levels(&mut self, nodes: &[Node]) -> Vec<Level> {
        for (node, key) in nodes.iter().flat_map(|n| [(n, "respuesta"), (n, "solucion")]) {
            let Some(words) = node.text_of(key) else { continue };
            if times::span(words).is_none_or(|s| matches!(s, kernel::time::Span::Months(_))) {
                let message = format!("«{words}» no es un plazo que se entienda");
                let help = "Escriba número y unidad: «12 horas», «2 días»";
                self.found.push(Diagnostic::error(Code::P15, node.place_at(&[key]), message).with_help(help));
            }
        }
        let one = |n: &Node| Level {
            procedure: text(n, "procedimiento"),
            level: text(n, "nivel"),
            response: text(n, "respuesta"),
            solution: text(n, "solucion"),
            calendar: n.text_of("cuenta") == Some("corrido"),
            cap: matches!(n.text_of("tope"), Some("si" | "sí")),
            assumption: text(n, "supuesto"),
        };
        nodes.iter().map(one).collect()
    }

    fn term(&mut self, node: &Node) -> Option<Term> {
        let (from, until) = (self.day(node, "desde")?, self.day(node, "hasta")?);
        if until < from {
            let message = "el período termina antes de empezar; revise las fechas";
            self.found.push(Diagnostic::error(Code::P15, node.place_at(&["hasta"]), message));
        }
        Some(Term { from, until })
    }

    fn unique(&mut self, nodes: &[Node], what: &str) {
        let mut seen = HashMap::new();
        for node in nodes {
            let at = node.place_at(&["codigo"]);
            if let Some(line) = seen.insert(text(node, "codigo"), at.line) {
                let message = format!("{what}: «{}» está repetido; ya está en la línea {line}", text(node, "codigo"));
                self.found.push(Diagnostic::error(Code::P01, at, message));
            }
        }
    }

    fn institution(&mut self, node: &Node) -> Option<Institution> {
        let zone = text(node, "zona");
        if Zone::named(&zone).is_err() {
            let message = format!("no hay ninguna zona horaria «{zone}»");
            self.found.push(
                Diagnostic::error(Code::P15, node.place_at(&["zona"]), message)
                    .with_help("Escriba un nombre como «America/El_Salvador»"),
            );
        }
        let hours = times::week(node.text_of("horario")?);
        if hours.is_none() {
            let message = format!("«{}» no es un horario de oficina que se entienda", text(node, "horario"));
            self.found.push(
                Diagnostic::error(Code::P15, node.place_at(&["horario"]), message)
                    .with_help("Escriba días y tramos: «lunes a viernes 8:00-12:00 13:00-16:00»"),
            );
        }
        Some(Institution {
            name: text(node, "nombre"),
            slug: text(node, "nombre_corto"),
            country: Country::named(node.text_of("pais")?)?,
            zone,
            hours: hours?,
            address: maybe(node, "direccion"),
            phone: maybe(node, "telefono"),
            tax_id: maybe(node, "identificacion"),
            parent: maybe(node, "entidad_superior"),
        })
    }

    fn approval(&mut self, node: &Node) -> Option<Approval> {
        let approved_on = self.day(node, "fecha");
        let in_force_from = self.day(node, "vigente_desde");
        let certified = node.get("certificacion");
        let certified_on = certified.map(|c| self.day(c, "fecha"));
        let approval = Approval {
            minutes: text(node, "acta"),
            resolution: text(node, "acuerdo"),
            body: text(node, "organo"),
            approved_on: approved_on?,
            in_force_from: in_force_from?,
            book: maybe(node, "libro"),
            session: maybe(node, "sesion"),
            hour: node.text_of("hora").and_then(times::minute),
            text: maybe(node, "texto"),
            signatories: texts(node, "firmantes"),
            certificate: match (certified, certified_on) {
                (Some(c), Some(on)) => Some(Certificate { name: text(c, "nombre"), post: text(c, "cargo"), on: on? }),
                _ => None,
            },
        };
        if approval.in_force_from < approval.approved_on {
            let at = node.place_at(&["vigente_desde"]);
            self.found.push(Diagnostic::warning(
                Code::P15,
                at,
                "el manual rige desde antes de su aprobación; revise las fechas",
            ));
        }
        Some(approval)
    }

    fn day(&mut self, node: &Node, key: &str) -> Option<Date> {
        let day = date(node.text_of(key)?);
        if day.is_none() {
            let message = format!("«{}» no es un día del calendario; corríjalo", text(node, key));
            self.found.push(Diagnostic::error(Code::P15, node.place_at(&[key]), message));
        }
        day
    }

    /// Every parent exists and nobody is above itself.
    fn units(&mut self, nodes: &[Node]) -> Vec<Unit> {
        let units: Vec<Unit> = nodes
            .iter()
            .map(|n| Unit {
                code: text(n, "codigo"),
                name: text(n, "nombre"),
                parent: n.text_of("de").map(str::to_owned),
            })
            .collect();
        let parents: BTreeMap<&str, Option<&str>> =
            units.iter().map(|u| (u.code.as_str(), u.parent.as_deref())).collect();
        for (unit, node) in units.iter().zip(nodes) {
            let Some(parent) = unit.parent.as_deref() else { continue };
            let at = node.place_at(&["de"]);
            if !parents.contains_key(parent) {
                let message = format!("no hay ninguna unidad «{parent}»");
                self.found.push(Diagnostic::error(Code::P01, at, message).meant(parent, parents.keys().copied()));
                continue;
            }
            let above = std::iter::successors(Some(parent), |code| parents.get(code).copied().flatten());
            if above.take(units.len()).any(|code| code == unit.code) {
                let message = format!("la unidad «{}» depende de sí misma", unit.code);
                self.found.push(Diagnostic::error(Code::P01, at, message).with_help("Corrija «de» en una de ellas"));
            }
        }
        units
    }
}

fn role(node: &Node) -> Role {
    let permits = node.get("puede").map(Node::items).unwrap_or_default();
    let permits = permits.iter().filter_map(|n| permit_named(n.text())).collect();
    Role { code: text(node, "codigo"), name: text(node, "nombre"), aliases: texts(node, "alias"), permits }
}

fn maybe(node: &Node, key: &str) -> Option<String> {
    node.text_of(key).map(|t| t.trim().to_owned())
}

fn texts(node: &Node, key: &str) -> Vec<String> {
    node.get(key).map(Node::texts).unwrap_or_default()
}

fn control(node: &Node) -> Control {
    let number = |n: &Node| n.text().parse().ok();
    let numbers = |key: &str| node.get(key).map(Node::items).unwrap_or_default().iter().filter_map(number).collect();
    Control {
        header: maybe(node, "encabezado"),
        process: maybe(node, "proceso"),
        code: maybe(node, "codigo"),
        version: maybe(node, "version"),
        date: maybe(node, "fecha"),
        pages: node.get("paginas").and_then(number),
        pages_seen: numbers("paginas_vistas"),
        pages_unversioned: numbers("paginas_sin_version"),
    }
}

fn section(node: &Node) -> Section {
    let kind = node.text_of("clase").and_then(SectionKind::named).unwrap_or(SectionKind::Other);
    Section { title: text(node, "titulo"), kind, text: text(node, "texto") }
}

fn law(node: &Node) -> Law {
    Law {
        name: text(node, "norma"),
        articles: maybe(node, "articulos"),
        level: maybe(node, "nivel"),
        procedures: texts(node, "procedimientos"),
    }
}

fn sign_off(node: &Node) -> Option<SignOff> {
    let act = node.text_of("acto").and_then(SignOffAct::named)?;
    Some(SignOff { act, name: text(node, "nombre"), post: maybe(node, "cargo"), date: maybe(node, "fecha") })
}

fn checklists((name, lists): &(Node, Node)) -> (String, Vec<Checklist>) {
    let list = |n: &Node| Checklist { kind: maybe(n, "para"), points: texts(n, "puntos") };
    (name.text().to_owned(), lists.items().iter().map(list).collect())
}

/// «12» or «12-15».
fn lines(text: &str) -> Option<(usize, usize)> {
    let (from, until) = text.split_once('-').unwrap_or((text, text));
    Some((from.parse().ok()?, until.parse().ok()?))
}
