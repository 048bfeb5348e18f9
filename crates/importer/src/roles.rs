//! Printed responsibles as roles: several spellings of a post are one role, «A y B» act together, «A o B» either.

use crate::words::{fold, is_link, squeezed, words};
use std::collections::BTreeMap;

/// Words that name a post.
const HEADS: [&str; 47] = [
    "jefatura",
    "jefe",
    "jefa",
    "personal",
    "tecnico",
    "tecnica",
    "tecnicos",
    "usuario",
    "usuarios",
    "usuaria",
    "administrador",
    "administradora",
    "coordinador",
    "coordinadora",
    "director",
    "directora",
    "secretario",
    "secretaria",
    "tesorero",
    "tesorera",
    "tesoreria",
    "contador",
    "contadora",
    "ingeniero",
    "ingeniera",
    "profesional",
    "supervisor",
    "supervisora",
    "contratista",
    "encargado",
    "encargada",
    "auxiliar",
    "asistente",
    "alcalde",
    "alcaldesa",
    "gerente",
    "sindico",
    "grupo",
    "mesa",
    "analista",
    "especialista",
    "funcionario",
    "contralor",
    "operador",
    "comite",
    "concejo",
    "junta",
];
/// Words that go on with the name of a post.
const TAILS: [&str; 27] = [
    "unidad",
    "gestion",
    "area",
    "areas",
    "departamento",
    "direccion",
    "orden",
    "compra",
    "compras",
    "soporte",
    "informatica",
    "informatico",
    "sistemas",
    "tecnologia",
    "tecnologias",
    "informacion",
    "comunicacion",
    "redes",
    "solicitante",
    "responsable",
    "municipal",
    "final",
    "ayuda",
    "correo",
    "directorio",
    "universitario",
    "contrato",
];

/// Whether a word can be part of a printed responsible.
pub(crate) fn is_post_word(folded: &str) -> bool {
    HEADS.contains(&folded) || TAILS.contains(&folded)
}

/// How several posts of one cell act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Together {
    /// One post, or any of them.
    Any,
    /// All of them have to act.
    All,
}

/// A printed responsible, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Responsible {
    pub(crate) roles: Vec<String>,
    pub(crate) together: Together,
    /// A dash or slash between posts does not say whether all act.
    pub(crate) unclear: bool,
}

#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) code: String,
    pub(crate) name: String,
    /// Other spellings, in the order in which they came.
    pub(crate) aliases: Vec<String>,
}

/// All roles of a manual.
#[derive(Debug, Default)]
pub(crate) struct Roles {
    pub(crate) all: Vec<Role>,
    /// What makes spellings the same → index.
    known: BTreeMap<String, usize>,
}

impl Roles {
    /// Reads a cell; the posts in it become roles if they are not yet.
    pub(crate) fn read(&mut self, printed: &str) -> Responsible {
        let (parts, together, unclear) = posts(printed);
        let mut roles: Vec<String> = Vec::new();
        for part in &parts {
            let role = self.role(part);
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        roles.truncate(20);
        let together = if roles.len() > 1 { together } else { Together::Any };
        Responsible { unclear: unclear && roles.len() > 1, roles, together }
    }

    /// The code of the role that a post is, as procedures name it.
    fn role(&mut self, post: &str) -> String {
        let (key, relative) = key(post);
        let suffix = if relative { "_del_caso" } else { "" };
        let name = squeezed(post);
        let i = match self.known.get(&key) {
            Some(i) => *i,
            None => {
                let taken = |code: &str| self.all.iter().any(|r| r.code == code);
                let code = (2..).map(|n| format!("{key}_{n}")).find(|c| !taken(c)).filter(|_| taken(&key));
                let role = Role { code: code.unwrap_or_else(|| key.clone()), name: name.clone(), aliases: Vec::new() };
                self.all.push(role);
                self.known.insert(key, self.all.len() - 1);
                self.all.len() - 1
            }
        };
        let role = &mut self.all[i];
        if role.name != name && !role.aliases.contains(&name) {
            role.aliases.push(name);
        }
        format!("{}{suffix}", role.code)
    }
}

/// The posts of a cell, and how they act together.
fn posts(printed: &str) -> (Vec<String>, Together, bool) {
    let text = squeezed(printed).replace(" – ", " - ");
    if text.contains(" - ") || text.contains('/') && !fold(&text).contains("y/o") {
        let parts = text.split(" - ").flat_map(|p| p.split('/')).map(|p| p.trim().to_owned());
        return (parts.filter(|p| !p.is_empty()).collect(), Together::Any, true);
    }
    let all = words(&text);
    let mut parts = Vec::new();
    let mut from = 0;
    let mut together = Together::Any;
    for i in 1..all.len() {
        let acronym = text[all[i].from..all[i].to].chars().all(char::is_uppercase) && all[i].to - all[i].from > 2;
        let begins = HEADS.contains(&all[i].folded.as_str());
        let before = &all[i - 1];
        let cut = match before.folded.as_str() {
            "y" | "e" if begins => Some((Together::All, before.from)),
            "o" | "u" | "y/o" if begins => Some((Together::Any, before.from)),
            _ if before.stop == Some(',') && (begins || acronym) => Some((Together::All, before.to)),
            _ => None,
        };
        if let Some((how, until)) = cut {
            parts.push(text[from..until].trim().trim_end_matches(',').to_owned());
            from = all[i].from;
            if how == Together::All {
                together = how;
            }
        }
    }
    parts.push(text[from..].trim().to_owned());
    parts.retain(|p| !p.is_empty());
    (parts, together, false)
}

/// What makes spellings of a post the same, and whether the role is relative to the case.
fn key(post: &str) -> (String, bool) {
    let folded: Vec<String> = words(post).into_iter().map(|w| w.folded).filter(|w| !is_link(w)).collect();
    let has = |w: &str| folded.iter().any(|f| f == w);
    let first = folded.first().map(String::as_str).unwrap_or_default();
    let asks = ["solicitante", "peticionario", "dependencia", "dependencias", "entidades", "interesado"];
    let generic = has("gestion") || has("solicitante") || has("responsable");
    if first.starts_with("usuari") || folded.len() <= 3 && asks.iter().any(|a| has(a)) && !first.starts_with("jef") {
        return ("usuario".to_owned(), true);
    }
    if matches!(first, "jefatura" | "jefe" | "jefa") && generic {
        return ("jefatura_unidad".to_owned(), true);
    }
    if first == "junta" || first == "juntas" {
        return ("junta_auxiliar".to_owned(), true);
    }
    let posted = |w: &str| match w {
        "jefe" | "jefa" => "jefatura".to_owned(),
        "tecnica" | "tecnicos" => "tecnico".to_owned(),
        "secretario" => "secretaria".to_owned(),
        w if w.ends_with("ora") && w.len() > 6 => w[..w.len() - 1].to_owned(),
        w if w.ends_with("iera") => format!("{}o", &w[..w.len() - 1]),
        w => w.to_owned(),
    };
    let mut key: Vec<String> = folded.iter().map(|w| posted(w)).collect();
    if key.len() > 2 {
        key.retain(|w| w != "unidad");
    }
    if key.len() > 1 && key[0] == "personal" && key[1] == "tecnico" {
        key.remove(0);
    }
    key.iter_mut().for_each(|w| w.retain(|c| c.is_ascii_alphanumeric()));
    key.retain(|w| !w.is_empty());
    let mut name = key.join("_");
    if name.len() > 48 {
        name = key.iter().take(4).map(|w| w.chars().take(11).collect::<String>()).collect::<Vec<_>>().join("_");
    }
    if name.starts_with(|c: char| c.is_ascii_lowercase()) { (name, false) } else { (format!("rol_{name}"), false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_post_are_one_role() {
        let mut roles = Roles::default();
        for spelling in ["Jefatura de la Unidad de XYZ", "Jefe de la Unidad XYZ", "JEFA DE UNIDAD XYZ"] {
            assert_eq!(roles.read(spelling).roles, ["jefatura_xyz"], "{spelling}");
        }
        assert_eq!(roles.all[0].aliases, ["Jefe de la Unidad XYZ", "JEFA DE UNIDAD XYZ"]);
        assert_eq!(roles.read("Usuarios").roles, roles.read("Usuario de la oficina").roles);
    }

    #[test]
    fn joint_and_alternative_responsibles_are_told_apart() {
        let mut roles = Roles::default();
        let both = roles.read("Personal técnico de la Unidad XYZ, UCP Y Jefatura de la Unidad XYZ");
        assert_eq!((both.roles.len(), both.together), (3, Together::All));
        let either = roles.read("Jefatura de Unidad de Gestión ó Usuario");
        assert_eq!(either.roles, ["jefatura_unidad_del_caso", "usuario_del_caso"]);
        assert_eq!((either.together, either.unclear), (Together::Any, false));
        assert!(roles.read("Secretaria XYZ - Supervisor").unclear);
        assert_eq!(roles.read("Jefatura de Redes y Comunicación").roles.len(), 1);
    }
}
