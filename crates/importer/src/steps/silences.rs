//! What a row leaves open although something depends on it: results that are checked without saying what follows.

use super::{Kind, Step};
use crate::table::Note;

/// A thing that is checked, and how the question goes on.
const CHECKED: [(&str, &str); 3] =
    [("viabilidad", "no es viable"), ("disponibilidad", "no hay disponible"), ("existencia", "no hay existencia")];
const CHECKS: [&str; 5] = ["analiz", "revis", "verific", "valid", "evalu"];

pub(super) fn read(steps: &mut [Step]) {
    for step in steps.iter_mut().filter(|s| s.kind == Kind::Task && s.question.is_none()) {
        let folded = step.folded();
        let checks = CHECKS.iter().any(|c| folded.contains(c));
        for (_, otherwise) in CHECKED.iter().filter(|(what, _)| checks && folded.contains(what)) {
            step.note(Note::new(
                "El caso sigue adelante sea cual sea el resultado; el manual no dice otra cosa.",
                format!("¿Qué se hace cuando {otherwise}?"),
            ));
        }
        let tells = ["notifica ", "avisa ", "comunica "].iter().any(|v| folded.contains(v));
        if tells && folded.contains("si se ") {
            step.note(Note::new(
                "El sistema no avisa por sí solo; avisa quien hace el paso.",
                "¿A quién se avisa, y con qué texto, cuando ocurre lo que aquí se dice?",
            ));
        }
        if step.effects.is_empty() && folded.contains("bitacora") {
            step.note(Note::new(
                "La bitácora se lleva aparte; el paso no la escribe.",
                "¿En qué registro del sistema se anota, y con qué datos?",
            ));
        }
    }
}
