//! The procedure as BPMN 2.0, for whoever draws or runs processes with other tools, and back.
//!
//! One pool per flow, one lane per printed responsible, coordinates included. What BPMN has no place for travels in
//! elements of our own namespace, row by row and as the file has it, so that reading our own drawing gives the same
//! file. Somebody else's drawing becomes a draft with its open questions, or is refused naming element and line.
//!
//! What is lost on other engines: business calendars and whose the roles are (kept in our elements), and dates that
//! depend on a case or a contract, which are variables here (`paso_vence_1`).

mod course;
mod foreign;
mod own;
mod place;
mod plan;
mod read;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use read::{Imported, MAX_ELEMENTS, Note, Refusal, read};
pub use write::write;

/// Namespace of what only we read.
pub const NAMESPACE: &str = "https://cabildo.software/bpmn/1";

/// In which language conditions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expressions {
    /// `x_respuesta == "Sí"`: `SpiffWorkflow` and who evaluates Python.
    #[default]
    Python,
    /// `x_respuesta = "Sí"`: Camunda 8 and who follows DMN.
    Feel,
    /// `${x_respuesta == "Sí"}`: Flowable, Camunda 7.
    Juel,
}

impl Expressions {
    /// By its name on the command line.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "python" => Some(Self::Python),
            "feel" => Some(Self::Feel),
            "juel" => Some(Self::Juel),
            _ => None,
        }
    }

    const fn uri(self) -> &'static str {
        match self {
            Self::Python => "https://www.python.org/",
            Self::Feel => "https://www.omg.org/spec/DMN/20191111/FEEL/",
            Self::Juel => "http://java.sun.com/products/jsp/",
        }
    }

    /// Whether the variable holds that text.
    fn equals(self, variable: &str, text: &str) -> String {
        let text = words::literal(text);
        match self {
            Self::Python => format!("{variable} == {text}"),
            Self::Feel => format!("{variable} = {text}"),
            Self::Juel => format!("${{{variable} == {text}}}"),
        }
    }

    /// The value of a variable.
    fn variable(self, name: &str) -> String {
        match self {
            Self::Python => name.to_owned(),
            Self::Feel => format!("={name}"),
            Self::Juel => format!("${{{name}}}"),
        }
    }
}
