//! The rules of the Revisor: code, weight, why it matters and what to do; and the same for the language's own checks.

use super::Finding;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::edition::File;

pub(super) struct Rule {
    pub(super) code: &'static str,
    severity: Severity,
    why: &'static str,
    todo: &'static str,
}

const fn rule(code: &'static str, severity: Severity, why: &'static str, todo: &'static str) -> Rule {
    Rule { code, severity, why, todo }
}

use Severity::{Note, Warning};

pub(super) const ORPHAN: Rule = rule(
    "R01",
    Warning,
    "Un número sin los que van antes suele ser un paso que se perdió al copiar o al imprimir.",
    "Busque los pasos que faltan en el original; si no existen, corrija el número.",
);
pub(super) const NO_RETURN: Rule = rule(
    "R02",
    Warning,
    "Nadie queda obligado a devolver el bien y no hay constancia de cuándo volvió.",
    "Agregue el paso que lo devuelve, con quien lo recibe, o regístrelo en custodia.",
);
pub(super) const UNDEFINED: Rule = rule(
    "R03",
    Warning,
    "El manual obliga a un procedimiento que nadie describió: no se puede cumplir ni revisar.",
    "Descríbalo en un archivo propio, o retírelo del texto si ya no se hace.",
);
pub(super) const WORKING_DAYS: Rule = rule(
    "R04",
    Warning,
    "El mismo plazo con y sin «hábiles» vence en días distintos, y cada parte alegará el suyo.",
    "Escriba en todas partes lo mismo; mientras tanto rige el más estricto.",
);
pub(super) const NO_MERGE: Rule = rule(
    "R05",
    Warning,
    "Después de esa respuesta la tabla no dice qué sigue: el caso se queda esperando o se salta un paso.",
    "Diga a qué paso va la rama cuando termina y deje de suponerlo.",
);
pub(super) const CLOSED_EARLY: Rule = rule(
    "R06",
    Warning,
    "Se registra como cerrado lo que la persona usuaria todavía no evaluó.",
    "Separe los dos estados: solucionado al terminar y cerrado después de la evaluación.",
);
pub(super) const SIGNED_EARLY: Rule = rule(
    "R07",
    Warning,
    "Nadie puede firmar o archivar un documento que todavía no existe.",
    "Ponga antes el paso que lo elabora, o cambie el nombre del documento.",
);
pub(super) const FOREIGN: Rule = rule(
    "R08",
    Warning,
    "Nombra otra entidad: suele quedar de un manual copiado y deja sin responsable propio la tarea.",
    "Confirme que se trata de esa entidad; si no, escriba el nombre de la institución.",
);
pub(super) const SIGN_OFF: Rule = rule(
    "R09",
    Warning,
    "Sin saber quién lo elaboró, revisó y aprobó, el documento no prueba que alguien responde por él.",
    "Complete nombre, cargo y fecha con el original firmado.",
);
pub(super) const DATES: Rule = rule(
    "R10",
    Warning,
    "Dos fechas que se contradicen impiden saber desde cuándo rige.",
    "Compare con el original y corrija la equivocada; si así está firmado, déjelo escrito en el control de cambios.",
);
pub(super) const PAGES: Rule = rule(
    "R11",
    Warning,
    "Lo que estaba en esas páginas no se importó y puede traer pasos o condiciones.",
    "Consiga la copia completa e impórtela otra vez.",
);
pub(super) const NO_VERSION: Rule = rule(
    "R12",
    Warning,
    "Sin versión no se sabe si la hoja que alguien tiene en la mano es la vigente.",
    "Escriba la versión en el encabezado.",
);
pub(super) const UNDONE_CONDITION: Rule = rule(
    "R13",
    Warning,
    "El texto lo manda, pero ningún paso lo hace: nadie es responsable y no queda constancia.",
    "Agregue el paso que lo cumple, o quite el mandato del texto.",
);
pub(super) const ORDER: Rule = rule(
    "R14",
    Warning,
    "No se entiende si es una prioridad o a quién le toca primero, y cada cosa se programa distinto.",
    "Diga cuál de las dos es: prioridad del servicio, o primera y segunda persona que atiende.",
);
pub(super) const HOURS: Rule = rule(
    "R15",
    Warning,
    "Doce horas de oficina y doce de reloj vencen en días distintos; el plazo no se puede exigir.",
    "Diga si son horas hábiles o de calendario, y desde cuándo corren.",
);
pub(super) const COPIES: Rule = rule(
    "R16",
    Warning,
    "Una copia que nadie prueba, que no se sabe cuánto se guarda o que no se hace en feriado puede no servir el día que haga falta.",
    "Escriba cada una de esas reglas en el procedimiento.",
);
pub(super) const EMPTY_CHART: Rule = rule(
    "R17",
    Warning,
    "El manual promete un dibujo que la copia no trae.",
    "Agréguelo, o use el que el sistema dibuja a partir de la tabla.",
);
pub(super) const CONTRADICTION: Rule = rule(
    "R18",
    Warning,
    "Con dos palabras contrarias para lo mismo no se sabe qué va antes.",
    "Deje una sola en todo el procedimiento.",
);
pub(super) const NOBODY: Rule = rule(
    "R19",
    Warning,
    "Los casos que lleguen a ese paso se quedarán sin quien los atienda.",
    "Dé el rol a una persona antes de que rija, o cambie el responsable.",
);
pub(super) const SILENCES: Rule = rule(
    "R20",
    Note,
    "Lo que el manual calla lo decide el sistema con lo usual, y así se anota en el anexo de supuestos.",
    "Si la institución tiene otra regla, escríbala como sección del manual.",
);
pub(super) const LEFTOVER: Rule = rule(
    "R21",
    Warning,
    "Puede ser un paso o una condición que se perdió.",
    "Léalo, póngalo donde va y bórrelo de «no_entendido».",
);
pub(super) const EXPIRED: Rule = rule(
    "R22",
    Warning,
    "Terminó la administración con la que el manual regía.",
    "Sométalo otra vez a aprobación, o corrija «periodo».",
);
pub(super) const FILES: Rule = rule(
    "R23",
    Warning,
    "Lo que el manual lista y los archivos que hay tienen que ser lo mismo, o algo quedará sin publicar.",
    "Agregue el archivo, o corrija «procedimientos» en el manual.",
);

pub(super) const ACCOUNTS: Rule = rule(
    "R24",
    Warning,
    "Cuando se acaban las cuentas nadie sabe a quién le toca la próxima, y las que nadie usa siguen abiertas.",
    "Escriba cuántas cuentas hay, quién espera y qué se hace con las que no se usan.",
);

impl Rule {
    /// A finding of this rule; `row` is the printed number.
    pub(super) fn at(&self, file: &File, at: Place, row: Option<&str>, what: impl Into<String>) -> Finding {
        Finding {
            code: self.code.to_owned(),
            severity: self.severity,
            file: file.name.clone(),
            line: at.line.max(1),
            column: at.column.max(1),
            length: at.length,
            row: row.map(str::to_owned),
            what: what.into(),
            why: self.why.to_owned(),
            todo: self.todo.to_owned(),
        }
    }

    /// The same, as a remark: somebody has already supposed an answer.
    pub(super) fn noted(&self, mut finding: Finding) -> Finding {
        finding.severity = Note;
        finding
    }
}

/// A diagnostic of the language with its row and its reasons.
pub(super) fn of_language(file: &File, found: &Diagnostic) -> Finding {
    let row = file.rows().iter().rev().find(|r| r.head().line <= found.line);
    Finding {
        code: format!("{:?}", found.code),
        severity: found.severity,
        file: file.name.clone(),
        line: found.line,
        column: found.column,
        length: found.length,
        row: row.and_then(|r| r.text_of("paso")).map(str::to_owned),
        what: found.message.clone(),
        why: why(found.code).to_owned(),
        todo: found.help.clone().unwrap_or_else(|| "Corríjalo en ese lugar.".to_owned()),
    }
}

const fn why(code: Code) -> &'static str {
    match code {
        Code::Yaml => "El archivo no se puede leer.",
        Code::Schema => "El sistema no sabe qué hacer con eso.",
        Code::P01 => "Un nombre repetido o que no existe deja sin efecto lo que se quiso decir.",
        Code::P02 => "Sin un rol de la institución nadie podría actuar en el paso.",
        Code::P03 => "Lo escrito y el orden de la tabla se contradicen.",
        Code::P04 => "Ningún caso llegaría nunca a esa fila.",
        Code::P05 => "Un caso que llegue ahí no podría terminar.",
        Code::P06 => "Cada respuesta tiene que llevar el caso a alguna parte.",
        Code::P07 => "Quien respondió una cosa haría también lo de la otra.",
        Code::P08 => "Sin un comienzo claro no se pueden abrir casos.",
        Code::P09 => "La cita es la prueba de que el manual lo dice; tiene que ser palabra por palabra.",
        Code::P10 => "El texto que la gente lee y lo que el sistema hace serían distintos.",
        Code::P11 => "El dato faltaría justo cuando se necesita.",
        Code::P12 => "Nadie puede firmar o archivar un documento que todavía no existe.",
        Code::P13 => "No se sabría a quién le toca.",
        Code::P14 => "El caso daría vueltas sin fin.",
        Code::P15 => "Un plazo que no se entiende no se puede contar.",
        Code::P16 => "Lo que está declarado y nadie usa suele ser un nombre mal escrito.",
        Code::P17 => "Un salto en los números puede ser un paso perdido.",
        Code::P18 => "Una fila sin entender no se puede ejecutar.",
        Code::P19 => "El manual no lo dice y alguien tiene que decidirlo antes de aprobar.",
    }
}
