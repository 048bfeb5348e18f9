//! The schema, step by step: forward only, in literals, never in terms of today's entities.
//!
//! To change it: a new file at the end of the list. New columns are nullable or have a default; what is dropped is
//! dropped one release after the code stopped using it.

mod column;
mod m0001_people;
mod m0002_cases;
mod m0003_papers;
mod m0004_jobs;
mod m0005_manuals;
mod m0006_schedules;
mod m0007_registers;
mod m0008_search;
mod m0009_mail;
mod m0020_service_levels;

use sea_orm_migration::prelude::*;

pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Migration),
            Box::new(m0002_cases::Migration),
            Box::new(m0003_papers::Migration),
            Box::new(m0004_jobs::Migration),
            Box::new(m0005_manuals::Migration),
            Box::new(m0006_schedules::Migration),
            Box::new(m0007_registers::Migration),
            Box::new(m0008_search::Migration),
            Box::new(m0009_mail::Migration),
            Box::new(m0020_service_levels::Migration),
        ]
    }
}
