//! The JSON Schema pass: keys and values that the format does not have, told with their line.
//!
//! The schemas in `schema/` are the ones an editor uses for completion; their `x-mensaje` says in words what a
//! `pattern` says in signs. Of alternatives, only the one that the writer evidently meant is reported.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::yaml::{Node, Value};
use jsonschema::{
    JsonType, ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Keys of which one says what an alternative is.
const TELLING: [&str; 23] = [
    "inicio",
    "fin",
    "pregunta",
    "norma",
    "actividad",
    "por_resolver",
    "mensaje",
    "horario",
    "cronograma",
    "antes",
    "hasta",
    "cola",
    "quien",
    "firman",
    "numera",
    "genera",
    "archiva",
    "notifica",
    "registra",
    "sigue",
    "regresa",
    "avisa",
    "documento",
];
/// How far an alternative is when its telling key is not there, when its value differs, when it is of another type.
const OTHER_KEY: usize = 100;
const OTHER_VALUE: usize = 500;
const OTHER_TYPE: usize = 1000;

/// A compiled schema and its text.
pub(crate) struct Format {
    validator: Validator,
    schema: Json,
    /// Every key that the format has somewhere.
    keys: BTreeSet<String>,
}

pub(crate) static PROCEDURE: LazyLock<Format> =
    LazyLock::new(|| Format::new(include_str!("../../schema/procedimiento.json")));
pub(crate) static MANUAL: LazyLock<Format> = LazyLock::new(|| Format::new(include_str!("../../schema/manual.json")));

impl Format {
    fn new(text: &str) -> Self {
        let schema: Json = serde_json::from_str(text).expect("our schema is JSON: a test reads it");
        let validator = jsonschema::validator_for(&schema).expect("our schema is a schema: a test compiles it");
        let mut keys = BTreeSet::new();
        collect_keys(&schema, &mut keys);
        Self { validator, schema, keys }
    }

    /// Everything in the file that the schema does not allow.
    pub(crate) fn check(&self, root: &Node) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for error in self.validator.iter_errors(&root.json()) {
            self.explain(root, &error, &mut found);
        }
        // A key that is only misspelt is not missing as well.
        let meant: BTreeSet<String> = found.iter().filter_map(|d| d.help.clone()).collect();
        let misspelt = |key: &str| meant.contains(&format!("¿Quiso decir «{key}»?"));
        found.retain(|d| !d.message.strip_prefix("falta «").and_then(|m| m.strip_suffix('»')).is_some_and(misspelt));
        found
    }

    fn explain(&self, root: &Node, error: &ValidationError<'_>, found: &mut Vec<Diagnostic>) {
        let Some(place) = Spot::of(root, error) else { return };
        match error.kind() {
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                let known = self.siblings(error);
                found.extend(unexpected.iter().map(|key| self.unknown_key(place.node, key, &known)));
            }
            Kind::OneOfNotValid { context } | Kind::AnyOf { context } => {
                self.alternatives(root, &place, context, found);
            }
            Kind::PropertyNames { error: inner } => {
                let name = inner.instance().as_str().unwrap_or_default().to_owned();
                let at = place.node.key(&name).map_or(place.node.head(), |k| k.place);
                let wanted = self.wanted(inner).unwrap_or("otro nombre");
                found.push(bad(at, format!("«{name}» no vale como nombre: se espera {wanted}")));
            }
            kind => found.push(suggesting(bad(place.node.head(), self.simple(&place, kind, error)), place.node, kind)),
        }
    }

    fn simple(&self, place: &Spot<'_>, kind: &Kind, error: &ValidationError<'_>) -> String {
        let (text, key) = (place.node.text(), &place.key);
        match kind {
            Kind::Required { property } => format!("falta «{}»", property.as_str().unwrap_or_default()),
            Kind::Type { kind } => format!("en «{key}» va {}, y hay {}", type_name(kind), node_name(place.node)),
            Kind::Enum { options } => format!("«{text}» no vale en «{key}»; escriba {}", listed(options)),
            Kind::Constant { expected_value } => {
                format!("«{text}» no vale en «{key}»; aquí va «{}»", expected_value.as_str().unwrap_or_default())
            }
            Kind::Pattern { .. } if text.is_empty() => format!("«{key}» está vacío"),
            Kind::Pattern { .. } => {
                format!("«{text}» no vale en «{key}»: se espera {}", self.wanted(error).unwrap_or("otro texto"))
            }
            Kind::MinItems { .. } | Kind::MinProperties { .. } => format!("«{key}» está vacío"),
            Kind::MaxItems { limit } | Kind::MaxProperties { limit } => format!("en «{key}» caben {limit} y hay más"),
            Kind::UniqueItems => format!("en «{key}» hay dos iguales; borre uno"),
            _ => format!("«{key}» no cumple el formato"),
        }
    }

    /// What the pattern wants, in words.
    fn wanted(&self, error: &ValidationError<'_>) -> Option<&str> {
        self.owner(error)?.get("x-mensaje")?.as_str()
    }

    /// The keys allowed where the error is.
    fn siblings(&self, error: &ValidationError<'_>) -> Vec<&str> {
        let properties = self.owner(error).and_then(|s| s.get("properties")).and_then(Json::as_object);
        properties.map(|p| p.keys().map(String::as_str).collect()).unwrap_or_default()
    }

    /// The schema object that holds the keyword that failed.
    fn owner(&self, error: &ValidationError<'_>) -> Option<&Json> {
        let path = error.schema_path().as_str();
        self.schema.pointer(path.rsplit_once('/')?.0)
    }

    fn unknown_key(&self, node: &Node, key: &str, known: &[&str]) -> Diagnostic {
        let at = node.key(key).map_or(node.head(), |k| k.place);
        let message = if self.keys.contains(key) {
            format!("«{key}» no va aquí")
        } else {
            format!("clave desconocida «{key}»")
        };
        let absent = known.iter().copied().filter(|k| node.get(k).is_none());
        let diagnostic = bad(at, message).meant(key, absent);
        if diagnostic.help.is_some() {
            diagnostic
        } else {
            diagnostic.with_help(format!("Aquí caben: {}", known.join(", ")))
        }
    }

    /// Reports the alternative that the writer meant: the one whose telling key is there.
    fn alternatives(
        &self,
        root: &Node,
        place: &Spot<'_>,
        branches: &[Vec<ValidationError<'static>>],
        found: &mut Vec<Diagnostic>,
    ) {
        let here = &place.path;
        let distance = |branch: &Vec<ValidationError<'static>>| branch.iter().map(|e| far(e, here)).sum::<usize>();
        let Some(best) = branches.iter().min_by_key(|b| distance(b)) else { return };
        let away = distance(best);
        if away < OTHER_KEY || (OTHER_VALUE..OTHER_TYPE).contains(&away) {
            best.iter().for_each(|e| self.explain(root, e, found));
            return;
        }
        if let Some(unknown) = self.misspelt(place.node, branches) {
            found.push(unknown);
            return;
        }
        let telling: Vec<&str> =
            branches.iter().flatten().filter_map(missing).filter(|k| TELLING.contains(k)).collect();
        let message = if telling.is_empty() || !matches!(place.node.value, Value::Map(_)) {
            format!("en «{}» no va {}", place.key, node_name(place.node))
        } else {
            format!("falta decir qué es: escriba una de «{}»", telling.join("», «"))
        };
        found.push(bad(place.node.head(), message));
    }

    /// A key that no alternative has but that resembles one.
    fn misspelt(&self, node: &Node, branches: &[Vec<ValidationError<'static>>]) -> Option<Diagnostic> {
        let known: BTreeSet<&str> = branches.iter().flatten().flat_map(|e| self.siblings(e)).chain(TELLING).collect();
        let strange = node.entries().iter().map(|(k, _)| k.text()).find(|k| !known.contains(k))?;
        let diagnostic = bad(node.key(strange)?.place, format!("clave desconocida «{strange}»")).meant(strange, known);
        diagnostic.help.is_some().then_some(diagnostic)
    }
}

/// Where an error is.
struct Spot<'n> {
    node: &'n Node,
    /// The JSON pointer.
    path: String,
    /// The nearest key, for the message.
    key: String,
}

impl<'n> Spot<'n> {
    fn of(root: &'n Node, error: &ValidationError<'_>) -> Option<Self> {
        let path = error.instance_path().as_str().to_owned();
        let parts: Vec<String> = path.split('/').skip(1).map(|p| p.replace("~1", "/").replace("~0", "~")).collect();
        let borrowed: Vec<&str> = parts.iter().map(String::as_str).collect();
        let key =
            parts.iter().rev().find(|p| p.parse::<usize>().is_err()).cloned().unwrap_or_else(|| "archivo".to_owned());
        Some(Self { node: root.at(&borrowed)?, path, key })
    }
}

/// Suggests a value of a closed list.
fn suggesting(found: Diagnostic, node: &Node, kind: &Kind) -> Diagnostic {
    let Kind::Enum { options } = kind else { return found };
    let options: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    found.meant(node.text(), options)
}

fn bad(at: Place, message: String) -> Diagnostic {
    Diagnostic::error(Code::Schema, at, message)
}

fn missing<'e>(error: &'e ValidationError<'static>) -> Option<&'e str> {
    match error.kind() {
        Kind::Required { property } => property.as_str(),
        _ => None,
    }
}

/// How much an error speaks against the alternative at `here` being the one meant.
fn far(error: &ValidationError<'static>, here: &str) -> usize {
    if error.instance_path().as_str() != here {
        return 1;
    }
    match error.kind() {
        Kind::Type { .. } => OTHER_TYPE,
        Kind::Constant { .. } => OTHER_VALUE,
        Kind::Required { property } if property.as_str().is_some_and(|p| TELLING.contains(&p)) => OTHER_KEY,
        _ => 1,
    }
}

fn collect_keys(schema: &Json, keys: &mut BTreeSet<String>) {
    match schema {
        Json::Object(map) => {
            if let Some(Json::Object(properties)) = map.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            map.values().for_each(|v| collect_keys(v, keys));
        }
        Json::Array(items) => items.iter().for_each(|v| collect_keys(v, keys)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

fn listed(options: &Json) -> String {
    let options: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    format!("una de: {}", options.join(", "))
}

fn type_name(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Single(JsonType::Object) => "un grupo de claves",
        TypeKind::Single(JsonType::Array) => "una lista («- » o entre corchetes)",
        TypeKind::Single(_) | TypeKind::Multiple(_) => "un texto",
    }
}

fn node_name(node: &Node) -> &'static str {
    match &node.value {
        Value::Text(text) if text.is_empty() => "nada",
        Value::Text(_) => "un texto suelto",
        Value::List(_) => "una lista",
        Value::Map(_) => "un grupo de claves",
    }
}
