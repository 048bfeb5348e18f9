//! What holds of cases: the whole path, who may what, and the sealed history.

mod chain;
mod forbidden;
mod manuals;
mod migration;
mod path;
mod walk;
