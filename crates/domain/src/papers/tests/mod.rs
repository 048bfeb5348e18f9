//! What holds of papers: signatures on screen and in ink, corrections, the folder of the month.

mod correcting;
mod folders;
mod ink;
mod screen;
mod tools;
