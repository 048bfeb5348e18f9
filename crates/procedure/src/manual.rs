//! The manual around the procedures: the institution, its units, roles and lists, the cover and the approval.
//!
//! Typed and checked by itself; whether a procedure fits it is [`crate::check_against`]. Does not read the procedures.

use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::parse::yaml::Node;
use crate::parse::{schema, tidy, yaml};
use crate::times;
use kernel::permit::Permit;
use kernel::time::{Date, Period, Zone, date};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A manual, checked: codes are unique, parents exist, hours and zone can be used.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Manual {
    pub institution: Institution,
    /// The unit that wrote it, as printed.
    pub issuing_unit: String,
    pub cover: Cover,
    /// `None` while it is a draft.
    pub approval: Option<Approval>,
    pub roles: Vec<Role>,
    pub units: Vec<Unit>,
    /// Named lists, each in its own order.
    pub catalogues: BTreeMap<String, Vec<String>>,
    /// Names of the procedures' files without `.yaml`, in the order of the manual.
    pub procedures: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Institution {
    pub name: String,
    /// What addresses of the web carry: `usulutan`.
    pub slug: String,
    pub country: Country,
    /// IANA name; [`Zone::named`] takes it.
    pub zone: String,
    /// Office hours, Monday first.
    pub hours: [Vec<Period>; 7],
    pub address: Option<String>,
    pub phone: Option<String>,
}

/// Whose public holidays hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Country {
    Sv,
    Co,
    Mx,
}

impl Country {
    /// ISO 3166 code, as the file writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sv => "SV",
            Self::Co => "CO",
            Self::Mx => "MX",
        }
    }

    pub fn named(code: &str) -> Option<Self> {
        [Self::Sv, Self::Co, Self::Mx].into_iter().find(|c| c.code() == code)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    pub title: String,
    pub year: u16,
}

/// The act that made the manual binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// Number of the minutes («acta»).
    pub minutes: String,
    /// Number of the resolution («acuerdo»).
    pub resolution: String,
    pub body: String,
    pub approved_on: Date,
    pub in_force_from: Date,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    pub code: String,
    pub name: String,
    pub permits: Vec<Permit>,
}

/// A unit of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    pub code: String,
    pub name: String,
    /// Code of the unit it belongs to.
    pub parent: Option<String>,
}

impl Manual {
    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|r| r.code == code)
    }

    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.iter().find(|u| u.code == code)
    }
}

/// What `puede` writes for a permit.
pub const fn permit_name(permit: Permit) -> &'static str {
    match permit {
        Permit::AskForHelp => "pedir",
        Permit::WorkCases => "atender",
        Permit::SeeCases => "ver_casos",
        Permit::CorrectCases => "corregir",
        Permit::FilePapers => "archivar",
        Permit::SeeReports => "ver_informes",
        Permit::ManagePeople => "administrar_personas",
        Permit::ManageProcedures => "administrar_procedimientos",
        Permit::ManageInstitution => "administrar_institucion",
        Permit::ManageJobs => "administrar_trabajos",
        Permit::SeeAudit => "ver_auditoria",
    }
}

/// The permit that `puede` writes so.
pub fn permit_named(name: &str) -> Option<Permit> {
    Permit::ALL.into_iter().find(|p| permit_name(*p) == name)
}

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
        })
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
            address: node.text_of("direccion").map(str::to_owned),
            phone: node.text_of("telefono").map(str::to_owned),
        })
    }

    fn approval(&mut self, node: &Node) -> Option<Approval> {
        let approved_on = self.day(node, "fecha");
        let in_force_from = self.day(node, "vigente_desde");
        let approval = Approval {
            minutes: text(node, "acta"),
            resolution: text(node, "acuerdo"),
            body: text(node, "organo"),
            approved_on: approved_on?,
            in_force_from: in_force_from?,
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
    Role { code: text(node, "codigo"), name: text(node, "nombre"), permits }
}
