//! What holds of institutions, people and their sign-ins.

mod door;
mod founding;
mod neighbours;
mod staff;
mod units;
