//! What a row is, and making it something else.

use super::{Sheet, tree};
use crate::yaml::Node;

/// What a row of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Start,
    Activity,
    Question,
    /// Printed, not done.
    Rule,
    End,
    /// A row of an import that nobody has understood yet.
    Unread,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::Start, Self::Activity, Self::Question, Self::Rule, Self::End, Self::Unread];

    /// The key that says it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Start => "inicio",
            Self::Activity => "actividad",
            Self::Question => "pregunta",
            Self::Rule => "norma",
            Self::End => "fin",
            Self::Unread => "por_resolver",
        }
    }

    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.key() == key)
    }

    /// What a row is; one that does not say it counts as not understood. A rule also has an activity.
    pub fn of(row: &Node) -> Self {
        let known = [Self::Start, Self::End, Self::Question, Self::Rule, Self::Unread, Self::Activity];
        known.into_iter().find(|k| row.get(k.key()).is_some()).unwrap_or(Self::Unread)
    }

    /// The key under which its own text stands.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Rule => "actividad",
            Self::Start | Self::Activity | Self::Question | Self::End | Self::Unread => self.key(),
        }
    }
}

impl Sheet {
    pub fn kind(&self, row: usize) -> Kind {
        self.rows().get(row).map_or(Kind::Unread, Kind::of)
    }

    /// What the row says: its activity, its question, INICIO or FIN.
    pub fn says(&self, row: usize) -> &str {
        let key = self.kind(row).text_key();
        self.rows().get(row).and_then(|r| r.text_of(key)).unwrap_or_default()
    }

    /// Makes the row something else. Its text stays; the answers of an activity's question become those of a question
    /// row and the other way round; a rule begins to be about the row above. What the new kind cannot have stays in the
    /// file, where the checks complain about it.
    pub fn set_kind(&mut self, row: usize, kind: Kind) {
        let was = self.kind(row);
        if was == kind || row >= self.rows().len() {
            return;
        }
        let (ids, text) = (self.ids(), self.says(row).to_owned());
        let node = &mut self.rows_mut()[row];
        if was == Kind::Rule {
            node.remove("norma");
        }
        if was.text_key() == kind.text_key() || node.get(was.text_key()).is_none() {
            tree::put(node, kind.text_key(), Node::of_text(text.as_str()));
        } else {
            tree::rename(node, was.text_key(), kind.text_key());
        }
        let answers = if was == Kind::Question {
            tree::take(node, "opciones").map(|answers| (text.clone(), answers))
        } else {
            tree::take(node, "decide").and_then(|mut asked| {
                let question = asked.text_of("pregunta").unwrap_or_default().to_owned();
                Some((question, tree::take(&mut asked, "opciones")?))
            })
        };
        match (kind, answers) {
            (Kind::Question, Some((_, answers))) => tree::put(node, "opciones", answers),
            (Kind::Question, None) => {
                node.remove("sigue");
                node.remove("regresa");
                let answer = |label| Node::of_map([("respuesta", Node::of_text(label))]);
                tree::put(node, "opciones", Node::of_list([answer("Sí"), answer("No")]));
            }
            (_, Some((question, answers))) => {
                let asked = Node::of_map([("pregunta", Node::of_text(question)), ("opciones", answers)]);
                tree::put(node, "decide", asked);
            }
            (Kind::Start | Kind::Activity | Kind::Rule | Kind::End | Kind::Unread, None) => {}
        }
        if kind == Kind::Rule {
            let about = row.checked_sub(1).and_then(|above| ids.get(above)).cloned();
            tree::put(node, "norma", Node::of_list(about.map(Node::of_text)));
        }
        if matches!(kind, Kind::Activity | Kind::Question) && self.rows()[row].get("id").is_none() {
            let id = self.free_id(&text);
            tree::put(&mut self.rows_mut()[row], "id", Node::of_text(id));
        }
    }
}
