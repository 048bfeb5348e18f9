//! Machines: the list, one with its history, what is done with it.

use super::{
    Fields, asked_again, entry, hinted, moment, names, narrowed, numbers, origin, required, tabs, units, written,
};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    ui::{Id, words::state_of},
    urls,
    view::{
        Cell, Choice, FieldKind, FieldSpec, Form, LinkedFact, Mood, RegisterForm, RegisterIndex, RegisterShow,
        RegisterTable,
    },
};
use axum::extract::Query;
use domain::{
    EquipmentId, Read, Tx, people,
    registers::{self, CustodyDraft, Equipment, EquipmentDraft, EquipmentStatus, model, query},
    search::{self, query::Looking},
};
use kernel::{Error, Msg};
use serde::Deserialize;

const HERE: &str = "/equipment";
const STATUSES: [(&str, EquipmentStatus); 3] = [
    ("in_use", EquipmentStatus::InUse),
    ("in_repair", EquipmentStatus::InRepair),
    ("retired", EquipmentStatus::Retired),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    kind: String,
    unit: String,
    status: String,
    after: Option<String>,
}

pub(crate) async fn index(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let page = list(&ctx, &asked, Form::default()).await?;
    ctx.page(&page).await
}

async fn list(ctx: &Ctx, asked: &Asked, form: Form) -> Result<RegisterIndex, Error> {
    let read = ctx.read();
    let filter = query::EquipmentFilter {
        text: asked.q.clone(),
        kind: asked.kind.clone(),
        unit: asked.unit.parse().ok(),
        status: model::meant(&STATUSES, &asked.status),
    };
    let page = query::list_equipment(&read, &filter, asked.after.as_deref()).await?;
    let units_here = people::query::unit_names(&read).await?;
    let words = [("q", asked.q.as_str()), ("kind", &asked.kind), ("unit", &asked.unit), ("status", &asked.status)];
    let f = Fields(ctx);
    let kinds = kinds(&read).await?;
    let row = |e: Equipment| {
        let (mood, state) = status(ctx, &e);
        vec![
            Cell::number(e.tag, urls::equipment(e.id)),
            Cell::text([e.kind, e.brand, e.model].join(" ").trim()),
            Cell::text(e.unit_id.and_then(|u| units_here.get(&u).cloned()).unwrap_or_default()),
            Cell::text(e.custodian),
            Cell::text(e.location),
            Cell::state(mood, state),
        ]
    };
    Ok(RegisterIndex {
        tabs: tabs(HERE),
        name: "equipment",
        href: HERE,
        filters: vec![
            f.line("q", "register-words"),
            f.choice("kind", "equipment-kind", kinds),
            f.choice("unit", "register-unit", units(&read).await?),
            f.choice("status", "equipment-status", f.words("equipment-status", &STATUSES)),
        ],
        filter: asked_again(&words),
        entries: entry(ctx, HERE, "register-equipment-new", form, specs(ctx, &read).await?).into_iter().collect(),
        aside: None,
        proposals: Vec::new(),
        columns: vec![
            "equipment-tag",
            "equipment-kind",
            "register-unit",
            "equipment-custodian",
            "equipment-location",
            "equipment-status",
        ],
        next: urls::after(&narrowed(HERE, &words), page.next.as_deref()),
        rows: page.rows.into_iter().map(row).collect(),
    })
}

fn status(ctx: &Ctx, machine: &Equipment) -> (Mood, String) {
    let mood = match machine.status {
        EquipmentStatus::InUse => Mood::Good,
        EquipmentStatus::InRepair => Mood::Wait,
        EquipmentStatus::Retired => Mood::Bad,
    };
    (mood, ctx.say(Msg::new(format!("equipment-status-{}", model::written(&STATUSES, machine.status)))))
}

async fn kinds(read: &Read) -> Result<Vec<Choice>, Error> {
    let labels = people::query::catalogue(read, model::KINDS).await?;
    Ok(labels.into_iter().map(|label| Choice::new(label.clone(), label)).collect())
}

async fn specs(ctx: &Ctx, read: &Read) -> Result<Vec<FieldSpec>, Error> {
    let f = Fields(ctx);
    let kinds = kinds(read).await?;
    let kind =
        if kinds.is_empty() { f.line("kind", "equipment-kind") } else { f.choice("kind", "equipment-kind", kinds) };
    Ok(vec![
        required(hinted(f.line("tag", "equipment-tag"), ctx.say("equipment-tag-hint"))),
        required(kind),
        f.line("brand", "equipment-brand"),
        f.line("model", "equipment-model"),
        f.line("serial", "equipment-serial"),
        f.choice("unit", "register-unit", units(read).await?),
        hinted(f.suggest("custodian", "equipment-custodian", names(read).await?), ctx.say("register-person-hint")),
        f.line("location", "equipment-location"),
        f.make("notes", "equipment-notes", FieldKind::Lines),
    ])
}

fn draft(sent: &Sent) -> EquipmentDraft {
    let get = |name| sent.get(name).to_owned();
    EquipmentDraft {
        tag: get("tag"),
        kind: get("kind"),
        brand: get("brand"),
        model: get("model"),
        serial: get("serial"),
        unit: get("unit"),
        custodian: get("custodian"),
        location: get("location"),
        notes: get("notes"),
    }
}

pub(crate) async fn create(ctx: Ctx, sent: Sent) -> Answer {
    let verb = async |tx: &mut Tx| registers::add_equipment(tx, draft(&sent)).await.map(drop);
    written(&ctx, &sent, HERE, verb, async |form| list(&ctx, &Asked::default(), form).await).await
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<EquipmentId>) -> Answer {
    let page = one(&ctx, id, None).await?;
    ctx.page(&page).await
}

async fn one(ctx: &Ctx, id: EquipmentId, refused: Option<Form>) -> Result<RegisterShow, Error> {
    let read = ctx.read();
    let machine = query::get_equipment(&read, id).await?;
    let (mood, state) = status(ctx, &machine);
    let units_here = people::query::unit_names(&read).await?;
    let unit = machine.unit_id.and_then(|u| units_here.get(&u).cloned()).unwrap_or_default();
    let facts = [
        ("equipment-brand", machine.brand.clone()),
        ("equipment-model", machine.model.clone()),
        ("equipment-serial", machine.serial.clone()),
        ("register-unit", unit),
        ("equipment-custodian", machine.custodian.clone()),
        ("equipment-location", machine.location.clone()),
        ("equipment-notes", machine.notes.clone()),
        ("equipment-retired-because", machine.retired_reason.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    Ok(RegisterShow {
        tabs: tabs(HERE),
        name: "equipment",
        href: HERE,
        title: format!("{} · {}", machine.tag, machine.kind),
        mood,
        state,
        facts: facts.map(|(key, value)| LinkedFact { label: ctx.say(key), value, href: None }).collect(),
        tables: vec![moves(ctx, &read, id).await?, about(ctx, &read, id).await?],
        forms: forms(ctx, &read, &machine, refused).await?,
    })
}

async fn moves(ctx: &Ctx, read: &Read, id: EquipmentId) -> Result<RegisterTable, Error> {
    let lines = query::custody_of(read, id).await?;
    let numbers = numbers(read, lines.iter().filter_map(|l| l.case_id)).await?;
    let units_here = people::query::unit_names(read).await?;
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let action = ctx.say(Msg::new(format!("custody-{}", model::written(&model::CUSTODY, line.action))));
        rows.push(vec![
            moment(ctx, line.at).await?,
            Cell::text(action),
            Cell::text(line.person),
            Cell::text(line.unit_id.and_then(|u| units_here.get(&u).cloned()).unwrap_or_default()),
            Cell::text(line.note),
            Cell::text(line.by_name),
            origin(ctx, line.case_id, &numbers),
        ]);
    }
    Ok(RegisterTable {
        title: ctx.say("equipment-moves"),
        columns: vec![
            "register-at",
            "custody-action",
            "custody-person",
            "register-unit",
            "register-note",
            "register-by",
            "register-case",
        ],
        rows,
        none: ctx.say("equipment-moves-none"),
    })
}

/// The latest cases that name the machine.
async fn about(ctx: &Ctx, read: &Read, id: EquipmentId) -> Result<RegisterTable, Error> {
    let looking = Looking { text: id.to_string().replace('-', ""), ..Looking::default() };
    let page = search::query::list_cases(read, &looking, None).await?;
    let mut rows = Vec::with_capacity(page.rows.len());
    for case in page.rows {
        let (mood, state) = state_of(read, &case).await?;
        rows.push(vec![
            Cell::number(case.number.clone(), urls::case(case.id)),
            Cell::text(case.subject.clone()),
            moment(ctx, case.opened_at).await?,
            Cell::state(mood, ctx.say(state)),
        ]);
    }
    Ok(RegisterTable {
        title: ctx.say("equipment-cases"),
        columns: vec!["register-case", "case-kind", "case-asked", "equipment-status"],
        rows,
        none: ctx.say("equipment-cases-none"),
    })
}

/// The form of that id: as it was refused, or as `fresh` makes it.
fn form(refused: Option<&Form>, id: &'static str, fresh: impl FnOnce(Form) -> Form) -> Form {
    match refused {
        Some(form) if form.id == id => fresh(Form::new(id)).over(form),
        Some(_) | None => fresh(Form::new(id)),
    }
}

async fn forms(ctx: &Ctx, read: &Read, machine: &Equipment, refused: Option<Form>) -> Result<Vec<RegisterForm>, Error> {
    let href = urls::equipment(machine.id);
    let refused = refused.as_ref();
    let f = Fields(ctx);
    let stands = |form: Form| {
        form.with("tag", machine.tag.as_str())
            .with("kind", machine.kind.as_str())
            .with("brand", machine.brand.as_str())
            .with("model", machine.model.as_str())
            .with("serial", machine.serial.as_str())
            .with("unit", machine.unit_id.map(|u| u.to_string()).unwrap_or_default())
            .with("custodian", machine.custodian.as_str())
            .with("location", machine.location.as_str())
            .with("notes", machine.notes.as_str())
    };
    let moving = vec![
        required(f.choice("action", "custody-action", f.words("custody", &model::CUSTODY))),
        hinted(f.suggest("person", "custody-person", names(read).await?), ctx.say("register-person-hint")),
        f.choice("unit", "register-unit", units(read).await?),
        f.line("note", "register-note"),
    ];
    let retiring = vec![required(f.line("reason", "equipment-retire-reason"))];
    let to = |end: &str| format!("{href}{end}");
    let edit = entry(ctx, &href, "equipment-edit", form(refused, "f", stands), specs(ctx, read).await?);
    let edit = edit.map(|e| RegisterForm { act: "form-save", icon: "pencil", ..e });
    if machine.status == EquipmentStatus::Retired {
        return Ok(edit.into_iter().collect());
    }
    let moving = entry(ctx, &to("/custody"), "equipment-move", form(refused, "move", |f| f), moving);
    let retiring = entry(ctx, &to("/retirement"), "equipment-retire", form(refused, "retire", |f| f), retiring);
    let retiring =
        retiring.map(|e| RegisterForm { hint: "equipment-retire-hint", act: "equipment-retire", icon: "x", ..e });
    Ok([moving, edit, retiring].into_iter().flatten().collect())
}

/// Something was done with a machine: back to its page, or its form again.
async fn did(
    ctx: &Ctx,
    id: EquipmentId,
    form: &'static str,
    sent: &Sent,
    word: &'static str,
    verb: impl AsyncFnOnce(&mut Tx) -> Result<(), Error>,
) -> Answer {
    let done = async {
        let mut tx = ctx.write().await?;
        verb(&mut tx).await?;
        tx.commit().await
    };
    match done.await {
        Ok(()) => ctx.done(&urls::equipment(id), word),
        Err(e) => {
            // A machine that cannot move now has no field of its own on its page.
            let e = match e.fields.iter().position(|(field, _)| field == "equipment") {
                Some(n) => Error::conflict(e.fields[n].1.clone()),
                None => e,
            };
            let (status, form) = again(Form::new(form).typed(sent.typed()), e)?;
            let page = one(ctx, id, Some(form)).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn edit(ctx: Ctx, Id(id): Id<EquipmentId>, sent: Sent) -> Answer {
    let verb = async |tx: &mut Tx| registers::edit_equipment(tx, id, draft(&sent)).await;
    did(&ctx, id, "f", &sent, "register-changed", verb).await
}

pub(crate) async fn moved(ctx: Ctx, Id(id): Id<EquipmentId>, sent: Sent) -> Answer {
    let get = |name| sent.get(name).to_owned();
    let draft = CustodyDraft {
        equipment: id.to_string(),
        action: get("action"),
        unit: get("unit"),
        person: get("person"),
        note: get("note"),
    };
    let verb = async |tx: &mut Tx| {
        query::get_equipment(tx, id).await?;
        registers::move_equipment(tx, draft).await.map(drop)
    };
    did(&ctx, id, "move", &sent, "register-kept", verb).await
}

pub(crate) async fn retire(ctx: Ctx, Id(id): Id<EquipmentId>, sent: Sent) -> Answer {
    let verb = async |tx: &mut Tx| registers::retire_equipment(tx, id, sent.get("reason")).await;
    did(&ctx, id, "retire", &sent, "equipment-retired", verb).await
}
