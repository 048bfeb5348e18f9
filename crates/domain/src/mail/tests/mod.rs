mod accounts;
mod collect;
mod corpus;
mod outbox;
mod servers;
mod whole;
