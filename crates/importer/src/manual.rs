//! `manual.yaml` of the draft: what the text says of the institution and the document, and what had to be supposed.

use crate::Finding;
use crate::approval::Approval;
use crate::cover::Cover;
use crate::header::Control;
use crate::roles::Roles;
use crate::sections::{Outer, Section};
use crate::source::Line;
use crate::words::{fold, slug, words};
use procedure::yaml::Node;

/// Everything read outside the tables.
pub(crate) struct Parts<'a> {
    pub(crate) control: &'a Control,
    pub(crate) cover: &'a Cover,
    pub(crate) approval: Option<&'a Approval>,
    pub(crate) outer: &'a Outer,
    pub(crate) roles: &'a Roles,
    pub(crate) lines: &'a [Line],
    pub(crate) procedures: &'a [String],
    /// Name and SHA-256 of the file.
    pub(crate) source: (&'a str, String),
}

fn text(text: &str) -> Node {
    Node::of_text(text)
}

/// Builds the manual; says what the text does not say.
pub(crate) fn node(parts: &Parts<'_>, found: &mut Vec<Finding>) -> Node {
    let institution = institution(parts, found);
    let mut node = Node::of_map([
        ("formato", text("manual/1")),
        ("institucion", institution.clone()),
        ("unidad_emisora", text(&issuing_unit(parts, found))),
        ("portada", cover(parts, found)),
    ]);
    if let Some(approval) = parts.approval.and_then(|a| a.node.clone()) {
        found.push(Finding::asking(
            "El manual rige desde el día en que se aprobó; el acuerdo no dice otra fecha.",
            "Confirme «vigente_desde» en la aprobación.",
        ));
        node.set("aprobacion", approval);
    }
    control(parts.control, &mut node);
    if let Some((from, until)) = &parts.cover.term {
        found.push(Finding::asking(
            format!("La administración {from}–{until} se toma del 1 de enero de {from} al 31 de diciembre de {until}."),
            "Ponga en «periodo» los días exactos.",
        ));
        let entries = [("desde", text(&format!("{from}-01-01"))), ("hasta", text(&format!("{until}-12-31")))];
        node.set("periodo", Node::of_map(entries));
    }
    outer(parts, &mut node);
    node.set("roles", roles(parts.roles, found));
    node.set("unidades", units(parts, &institution));
    node.set("procedimientos", Node::of_list(parts.procedures.iter().map(Node::of_text)));
    let (name, sha256) = &parts.source;
    let name = if name.trim().is_empty() { "texto pegado" } else { name };
    node.set("fuente", Node::of_map([("archivo", text(name)), ("sha256", text(sha256))]));
    node
}

/// Country, its zone, and how often its words came.
fn country(lines: &[Line]) -> (&'static str, &'static str, usize) {
    const MARKS: [(&str, &str, &[&str]); 3] = [
        (
            "SV",
            "America/El_Salvador",
            &["el salvador", "uaci", "usulutan", "concejo municipal", "laip", "alcaldia municipal de"],
        ),
        (
            "CO",
            "America/Bogota",
            &[
                "nit",
                "colombia",
                "secretaria tic",
                "ley 80 de",
                "ibague",
                "valledupar",
                "mintic",
                "departamento administrativo",
            ],
        ),
        (
            "MX",
            "America/Mexico_City",
            &["ayuntamiento", "mexicanos", "c.p.", "contraloria", "bando de policia", "estado de"],
        ),
    ];
    let all: Vec<String> = lines.iter().map(|l| format!(" {} ", fold(&l.text()))).collect();
    let score =
        |marks: &[&str]| all.iter().map(|l| marks.iter().filter(|m| contains_word(l, m)).count()).sum::<usize>();
    let scored = MARKS.iter().map(|(code, zone, marks)| (*code, *zone, score(marks)));
    scored.rev().max_by_key(|(_, _, n)| *n).unwrap_or(("SV", "America/El_Salvador", 0))
}

fn contains_word(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn institution(parts: &Parts<'_>, found: &mut Vec<Finding>) -> Node {
    let (control, cover) = (parts.control, parts.cover);
    let name = cover.institution.as_ref().or(control.entities.first()).cloned().unwrap_or_else(|| {
        found.push(Finding::asking("El texto no dice de qué institución es.", "Escriba «nombre» en «institucion»."));
        "Institución por definir".to_owned()
    });
    let (country, zone, marks) = country(parts.lines);
    let said = if marks == 0 { "El texto no dice el país; se supuso" } else { "Por sus palabras, el país es" };
    found.push(Finding::asking(
        format!("{said} {country}, con la zona horaria {zone}."),
        "Corrija «pais» y «zona» si no es así.",
    ));
    found.push(Finding::asking(
        "Cada solicitud pide la unidad de quien la hace, para saber de quién es el caso; el manual no lo dice.",
        "Agregue a los formularios lo demás que haya que preguntar.",
    ));
    found.push(Finding::asking(
        "El manual no dice el horario de oficina; se supuso lunes a viernes de 8:00 a 12:00 y de 13:00 a 16:00.",
        "Escriba el horario de verdad en «horario»: los plazos hábiles se cuentan con él.",
    ));
    let common = ["alcaldia", "municipal", "gobierno", "ayuntamiento", "instituto", "h"];
    let own: Vec<String> =
        words(&name).into_iter().map(|w| w.folded).filter(|w| !common.contains(&w.as_str())).collect();
    let short = slug(&own.join(" "), '-', 2);
    let mut node = Node::of_map([
        ("nombre", text(&name)),
        ("nombre_corto", text(&short.replace('_', "-"))),
        ("pais", text(country)),
        ("zona", text(zone)),
        ("horario", text("lunes a viernes 8:00-12:00 13:00-16:00")),
    ]);
    let parent = control.entities.iter().find(|e| fold(e) != fold(&name)).cloned();
    for (key, value) in [
        ("direccion", &cover.address),
        ("telefono", &cover.phone),
        ("identificacion", &control.tax_id),
        ("entidad_superior", &parent),
    ] {
        if let Some(value) = value {
            node.set(key, text(value));
        }
    }
    node
}

fn issuing_unit(parts: &Parts<'_>, found: &mut Vec<Finding>) -> String {
    let said = parts.cover.unit.clone().or_else(|| parts.approval.and_then(|a| a.unit.clone()));
    let plain =
        parts.roles.all.iter().find(|r| !matches!(r.code.as_str(), "usuario" | "jefatura_unidad" | "junta_auxiliar"));
    said.or_else(|| {
        found.push(Finding::asking(
            "El texto no dice qué unidad elaboró el manual.",
            "Escriba la unidad en «unidad_emisora».",
        ));
        parts.control.process.clone().or_else(|| plain.map(|r| r.name.clone()))
    })
    .unwrap_or_else(|| "Unidad por definir".to_owned())
}

fn cover(parts: &Parts<'_>, found: &mut Vec<Finding>) -> Node {
    let title = parts.cover.title.clone().or_else(|| parts.control.title.clone()).unwrap_or_else(|| {
        found.push(Finding::asking("El texto no tiene título.", "Escriba «titulo» en «portada»."));
        "Manual sin título".to_owned()
    });
    let year_in = |t: &str| {
        words(t).into_iter().flat_map(|w| w.folded.split(['/', '-']).map(str::to_owned).collect::<Vec<_>>()).find(|y| {
            y.len() == 4 && (y.starts_with("19") || y.starts_with("20")) && y.bytes().all(|b| b.is_ascii_digit())
        })
    };
    let approved = parts.approval.and_then(|a| a.node.as_ref()).and_then(|n| n.text_of("fecha")).map(str::to_owned);
    let dated = [parts.control.date.clone(), approved, parts.cover.term.as_ref().map(|t| t.0.clone())];
    let year = parts.cover.year.clone().or_else(|| dated.iter().flatten().find_map(|d| year_in(d)));
    let year = year.unwrap_or_else(|| {
        let seen = parts.lines.iter().find_map(|l| year_in(&l.text()));
        let help = "Escriba «año» en «portada».";
        found.push(Finding::asking("La portada no dice el año; se tomó el primero que el texto nombra.", help));
        seen.unwrap_or_else(|| "2000".to_owned())
    });
    Node::of_map([("titulo", text(&title)), ("año", text(&year))])
}

fn control(control: &Control, node: &mut Node) {
    let mut map = Node::of_map([]);
    let texts = [
        ("proceso", &control.process),
        ("codigo", &control.code),
        ("version", &control.version),
        ("fecha", &control.date),
    ];
    for (key, value) in texts {
        if let Some(value) = value {
            map.set(key, text(value));
        }
    }
    if let Some(pages) = control.pages {
        map.set("paginas", text(&pages.to_string()));
    }
    for (key, pages) in [("paginas_vistas", &control.seen), ("paginas_sin_version", &control.unversioned)] {
        if !pages.is_empty() {
            map.set(key, Node::of_list(pages.iter().map(|n| Node::of_text(n.to_string()))));
        }
    }
    if !map.entries().is_empty() {
        node.set("control", map);
    }
}

/// What stands outside the tables; of each list as much as the format takes, the rest stays in `no_entendido`.
fn outer(parts: &Parts<'_>, node: &mut Node) {
    let outer = parts.outer;
    let extra =
        |title: &str, lines: &[String]| Section { title: title.to_owned(), class: "otra", text: lines.join("\n") };
    let extras = [extra("Portada", &parts.cover.also), extra("Encabezado de página", &parts.control.printed)];
    let printed = extras.iter().filter(|h| !h.text.is_empty());
    let certificate = parts.approval.map(|a| &a.section);
    let sections = printed.chain(&outer.sections).chain(certificate);
    let lists: [(&str, usize, Vec<Node>); 6] = [
        (
            "secciones",
            200,
            sections.map(|s| entry(&[("titulo", &s.title), ("clase", s.class), ("texto", &s.text)], &[])).collect(),
        ),
        (
            "glosario",
            500,
            outer.glossary.iter().map(|(t, d)| entry(&[("termino", t), ("definicion", d)], &[])).collect(),
        ),
        (
            "base_legal",
            500,
            outer
                .laws
                .iter()
                .map(|l| entry(&[("norma", &l.name)], &[("articulos", &l.articles), ("nivel", &l.level)]))
                .collect(),
        ),
        (
            "firmas",
            50,
            outer
                .sign_offs
                .iter()
                .map(|s| entry(&[("acto", s.act), ("nombre", &s.name)], &[("cargo", &s.post), ("fecha", &s.date)]))
                .collect(),
        ),
        (
            "cambios",
            200,
            outer
                .changes
                .iter()
                .map(|[v, d, o]| entry(&[("version", v), ("desde", d), ("observacion", o)], &[]))
                .collect(),
        ),
        ("declarados", 1000, outer.declared.iter().map(Node::of_text).collect()),
    ];
    for (key, most, mut list) in lists {
        list.truncate(most);
        if !list.is_empty() {
            node.set(key, Node::of_list(list));
        }
    }
}

/// A mapping of texts; the second half only where there is something.
fn entry(fixed: &[(&str, &str)], maybe: &[(&str, &Option<String>)]) -> Node {
    let mut map = Node::of_map(fixed.iter().map(|(key, value)| (*key, text(value))));
    for (key, value) in maybe {
        if let Some(value) = value {
            map.set(key, text(value));
        }
    }
    map
}

fn roles(roles: &Roles, found: &mut Vec<Finding>) -> Node {
    found.push(Finding::asking(
        "El manual no dice qué puede hacer cada rol en el sistema, ni quién lo administra; se supuso, y se agregaron los roles «administrador» y «auditor».",
        "Revise «puede» en cada rol.",
    ));
    let role = |code: &str, name: &str, permits: &[&str]| {
        Node::of_map([
            ("codigo", text(code)),
            ("nombre", text(name)),
            ("puede", Node::of_list(permits.iter().copied().map(Node::of_text))),
        ])
    };
    let mut nodes: Vec<Node> = roles
        .all
        .iter()
        .map(|r| {
            let permits: &[&str] = match r.code.as_str() {
                "usuario" | "jefatura_unidad" | "junta_auxiliar" => &["pedir"],
                c if c.starts_with("jef") || c.starts_with("secretaria") || c.starts_with("coordinador") => &[
                    "pedir",
                    "atender",
                    "ver_casos",
                    "corregir",
                    "archivar",
                    "ver_informes",
                    "administrar_procedimientos",
                ],
                _ => &["pedir", "atender", "ver_casos", "archivar", "llevar_registros"],
            };
            let mut node = role(&r.code, &r.name, permits);
            if !r.aliases.is_empty() {
                node.set("alias", Node::of_list(r.aliases.iter().map(Node::of_text)));
            }
            node
        })
        .collect();
    let has = |code: &str| roles.all.iter().any(|r| r.code == code);
    let added: [(&str, &str, &[&str]); 4] = [
        ("usuario", "Persona que pide", &["pedir"]),
        (crate::steps::UNKNOWN, "Responsable por definir", &["pedir", "atender", "ver_casos"]),
        (
            "administrador",
            "Administración del sistema",
            &["administrar_personas", "administrar_procedimientos", "administrar_institucion", "administrar_trabajos"],
        ),
        ("auditor", "Auditoría", &["ver_casos", "ver_informes", "ver_auditoria"]),
    ];
    nodes.extend(added.iter().filter(|(code, ..)| !has(code)).map(|(code, name, permits)| role(code, name, permits)));
    nodes.truncate(100);
    Node::of_list(nodes)
}

/// The institution, the unit that wrote the manual, and the other units that the text names.
fn units(parts: &Parts<'_>, institution: &Node) -> Node {
    let root = institution.text_of("nombre").unwrap_or_default().to_owned();
    let mut units = vec![Node::of_map([("codigo", text("institucion")), ("nombre", text(&root))])];
    let mut found = Vec::new();
    let issuing = parts.cover.unit.clone().or_else(|| parts.approval.and_then(|a| a.unit.clone()));
    let named = [
        ("tesoreria", "Tesorería"),
        ("uaci", "UACI"),
        ("contraloria municipal", "Contraloría Municipal"),
        ("concejo municipal", "Concejo Municipal"),
        ("secretaria tic", "Secretaría TIC"),
    ];
    let all: Vec<String> = parts.lines.iter().map(|l| format!(" {} ", fold(&l.text()))).collect();
    found.extend(issuing);
    found.extend(
        named.iter().filter(|(mark, _)| all.iter().any(|l| contains_word(l, mark))).map(|(_, name)| (*name).to_owned()),
    );
    let mut codes = vec!["institucion".to_owned()];
    for name in found {
        let base = slug(&name, '-', 3);
        if !codes.contains(&base) {
            units.push(Node::of_map([("codigo", text(&base)), ("nombre", text(&name)), ("de", text("institucion"))]));
            codes.push(base);
        }
    }
    Node::of_list(units)
}
