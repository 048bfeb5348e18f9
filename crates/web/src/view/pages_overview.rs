//! The chief's page.

use super::{LawFlag, Page, pages_manuals::flag};
use crate::charts::{self, Chart, Day};
use kernel::time::{Instant, instant};
use serde::Serialize;

/// `GET /overview`.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    /// Procedures to be looked at again because a law changed.
    pub laws: Vec<LawFlag>,
    pub open: i64,
    pub waiting: i64,
    pub unsigned: i64,
    /// Requests and closures per day, closed days shaded.
    pub flow: Chart,
    pub by_unit: Chart,
    pub by_technician: Chart,
    pub oldest: Vec<OldCase>,
    pub times: Vec<StepTime>,
}

/// An open case, the oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct OldCase {
    pub href: String,
    pub number: String,
    pub unit: String,
    pub step: String,
    pub technician: Option<String>,
    pub at: Instant,
}

/// How long a step takes, in working time, already in words (`1 h 20 min`).
#[derive(Debug, Clone, Serialize)]
pub struct StepTime {
    pub no: String,
    pub step: String,
    pub cases: i64,
    pub median: String,
    /// Nine of ten cases take no longer.
    pub p90: String,
}

impl Page for Overview {
    const TEMPLATE: &'static str = "pages/overview/show.html";

    fn samples() -> Vec<Self> {
        let heads = || vec!["Día".to_owned(), "Pedidos".to_owned(), "Cerrados".to_owned()];
        let days = (1..29)
            .map(|n| Day {
                name: format!("{n}/2"),
                closed: matches!(n % 7, 0 | 1),
                values: if matches!(n % 7, 0 | 1) { vec![0, 0] } else { vec![3 + n * 7 % 5, 2 + n * 5 % 6] },
            })
            .collect();
        let units = [("Registro del Estado Familiar", 9), ("Tesorería", 5), ("Catastro", 2), ("Cementerios", 1)];
        let technicians = [("Rosa Campos", vec![4, 2]), ("José Alvarado", vec![3, 0]), ("Sin técnico", vec![8, 0])];
        let old = |n: i64| OldCase {
            href: format!("/cases/c{n}"),
            number: format!("TIM-2026-{n:05}"),
            unit: "Registro del Estado Familiar y Carnetización de Minoridad".to_owned(),
            step: "Firma del ticket".to_owned(),
            technician: (n > 1).then(|| "Rosa Campos".to_owned()),
            at: instant("2026-02-20T14:00:00Z"),
        };
        let time = |no: &str, step: &str| StepTime {
            no: no.to_owned(),
            step: step.to_owned(),
            cases: 38,
            median: "42 min".to_owned(),
            p90: "3 h 10 min".to_owned(),
        };
        let owned = |rows: &[(&str, i64)]| rows.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
        let parts = technicians.into_iter().map(|(name, parts)| (name.to_owned(), parts)).collect();
        let work = vec!["Técnico".to_owned(), "En atención".to_owned(), "Falta firma".to_owned()];
        vec![
            Self {
                laws: Vec::new(),
                open: 0,
                waiting: 0,
                unsigned: 0,
                flow: charts::days("Pedidos y cerrados por día", heads(), Vec::new()),
                by_unit: charts::bars("Abiertos por unidad", ["Unidad", "Abiertos"], Vec::new()),
                by_technician: charts::bars("Abiertos por técnico", ["Técnico", "Abiertos"], Vec::new()),
                oldest: Vec::new(),
                times: Vec::new(),
            },
            Self {
                laws: vec![flag()],
                open: 17,
                waiting: 8,
                unsigned: 2,
                flow: charts::days("Pedidos y cerrados por día", heads(), days),
                by_unit: charts::bars("Abiertos por unidad", ["Unidad", "Abiertos"], owned(&units)),
                by_technician: charts::stacked("Abiertos por técnico: en atención + falta firma", work, parts),
                oldest: (1..6).map(old).collect(),
                times: vec![time("3", "Toma del caso"), time("4", "Atención en sitio"), time("7", "Firma del ticket")],
            },
        ]
    }
}
