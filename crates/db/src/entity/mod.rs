//! One struct per table. No relations, no hooks: rules live in the rooms.

pub mod attachment;
pub mod audit;
pub mod cases;
pub mod catalogue;
pub mod counter;
pub mod definition;
pub mod event;
pub mod folder;
pub mod holding;
pub mod institution;
pub mod job;
pub mod link;
pub mod paper;
pub mod person;
pub mod role;
pub mod scan;
pub mod schedule;
pub mod session;
pub mod signature;
pub mod substitute;
pub mod task;
pub mod throttle;
pub mod unit;
