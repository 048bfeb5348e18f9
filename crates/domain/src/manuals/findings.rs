//! What is open in a draft, and closing it: questions of the import answered, leftover text attended to.

use super::{
    Manual, Part,
    drafts::{record, rewrite, rewrite_manual},
    query, tree, versions,
};
use crate::people;
use db::{ManualId, RoleId, Source, Tx, entity::holding};
use kernel::{Error, Result};
use procedure::{
    Facts, Finding,
    yaml::{self, Node, Value},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::BTreeMap;

/// Everything that is open in a version.
#[derive(Debug, Clone, Default)]
pub struct Open {
    /// Without the questions, which stand apart.
    pub findings: Vec<Finding>,
    pub errors: usize,
    pub questions: Vec<Question>,
    pub leftover: Vec<Piece>,
}

/// A question that the import left for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The procedure.
    pub part: String,
    /// Where the row stands in the procedure's tree: `pasos/3`.
    pub at: String,
    /// Which of the row's questions.
    pub n: usize,
    /// Its printed number.
    pub row: Option<String>,
    pub text: String,
    /// What the draft supposes so far.
    pub assumed: Option<String>,
    /// The lines of the imported text from which the row comes, each with its number.
    pub quoted: Vec<(usize, String)>,
}

/// Imported text that is nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub n: usize,
    pub text: String,
    pub lines: Option<(usize, usize)>,
}

/// What the review of a version depends on beside its text: the day, and how many people hold each role.
pub async fn facts(src: &impl Source) -> Result<Facts> {
    let today = people::today(src).await?;
    let held = src.all(holding::Entity::find().filter(holding::Column::InstitutionId.eq(src.institution()))).await?;
    let mut count: BTreeMap<RoleId, usize> = BTreeMap::new();
    for h in held {
        *count.entry(h.role_id).or_default() += 1;
    }
    let roles = people::query::roles(src).await?;
    let people = roles.into_iter().map(|r| (r.code, count.get(&r.id).copied().unwrap_or(0))).collect();
    Ok(Facts { today: Some(today), people: Some(people) })
}

/// What is open in these texts.
pub fn of(manual: &Manual, parts: &[Part], facts: &Facts) -> Open {
    let mut findings = procedure::review(&versions::edition_of(manual, parts), facts);
    findings.retain(|f| f.code != "P19");
    let lines: Vec<&str> = manual.file_text.lines().collect();
    let mut questions = Vec::new();
    for part in parts {
        if let Ok(root) = yaml::load(&part.source) {
            ask(&root, &part.code, &mut Vec::new(), &lines, &mut questions);
        }
    }
    let errors = findings.iter().filter(|f| f.is_error()).count();
    Open { errors, findings, questions, leftover: leftover(&manual.source) }
}

fn leftover(source: &str) -> Vec<Piece> {
    let Ok(root) = yaml::load(source) else { return Vec::new() };
    let left = root.get("no_entendido").map(Node::items).unwrap_or_default();
    let piece = |(n, node): (usize, &Node)| Piece {
        n,
        text: node.text_of("texto").unwrap_or_default().to_owned(),
        lines: node.text_of("origen").and_then(range),
    };
    left.iter().enumerate().map(piece).collect()
}

/// Walks the tree for rows with questions.
fn ask(node: &Node, part: &str, path: &mut Vec<String>, lines: &[&str], out: &mut Vec<Question>) {
    if let Some(open) = node.get("duda") {
        let from = node.text_of("origen").and_then(range);
        for (n, text) in open.texts().into_iter().enumerate() {
            out.push(Question {
                part: part.to_owned(),
                at: path.join("/"),
                n,
                row: node.text_of("paso").map(str::to_owned),
                text,
                assumed: node.text_of("supuesto").map(str::to_owned),
                quoted: from.map(|from| quoted(lines, from)).unwrap_or_default(),
            });
        }
    }
    let below: Vec<(String, &Node)> = match &node.value {
        Value::Text(_) => Vec::new(),
        Value::List(items) => items.iter().enumerate().map(|(n, item)| (n.to_string(), item)).collect(),
        Value::Map(entries) => entries.iter().map(|(key, value)| (key.text().to_owned(), value)).collect(),
    };
    for (step, child) in below {
        path.push(step);
        ask(child, part, path, lines, out);
        path.pop();
    }
}

/// At most twenty lines, so that a row over pages does not bury its question.
fn quoted(lines: &[&str], (first, last): (usize, usize)) -> Vec<(usize, String)> {
    let numbered = lines.iter().enumerate().skip(first.saturating_sub(1));
    numbered.take((last + 1).saturating_sub(first).min(20)).map(|(n, line)| (n + 1, (*line).to_owned())).collect()
}

/// Reads `12-15` or `12`.
fn range(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first >= 1 && last >= first).then_some((first, last))
}

/// Which question is answered.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    pub part: String,
    pub at: String,
    pub n: usize,
    /// The words of the question: it must still be that one.
    pub question: String,
    pub answer: String,
}

/// Answers a question of the import: the answer becomes the row's assumption, the question goes. Refuses an empty answer
/// at `answer`; Conflict when the row changed meanwhile.
pub async fn answer(tx: &mut Tx, id: ManualId, said: &Answered) -> Result<()> {
    let manual = query::get_draft(tx, id).await?;
    let part = query::part(tx, id, &said.part).await?;
    if said.answer.trim().is_empty() {
        return Err(Error::field("answer", "manual-answer-required"));
    }
    let open = of(&manual, std::slice::from_ref(&part), &Facts::default()).questions;
    if !open.iter().any(|q| q.at == said.at && q.n == said.n && q.text == said.question) {
        return Err(Error::conflict("manual-part-changed"));
    }
    let path: Vec<&str> = said.at.split('/').filter(|p| !p.is_empty()).collect();
    let source = tree::answered(&part.source, &path, said.n, said.answer.trim())?;
    rewrite(tx, &part, &source).await?;
    let told = serde_json::json!({ "code": said.part, "question": said.question, "answer": said.answer.trim() });
    record(tx, &manual, "manual.answered", told).await
}

/// Says that a piece of text which the import did not understand has been attended to. `text` are its words: Conflict
/// when that place holds another piece by now.
pub async fn settle(tx: &mut Tx, id: ManualId, n: usize, text: &str) -> Result<()> {
    let manual = query::get_draft(tx, id).await?;
    let (source, piece) = tree::settled(&manual.source, n)?;
    if piece.trim() != text.trim() {
        return Err(Error::conflict("manual-part-changed"));
    }
    rewrite_manual(tx, &manual, &source).await?;
    record(tx, &manual, "manual.leftover_settled", serde_json::json!({ "text": piece })).await
}
