mod drafts;
mod lifecycle;
mod readers;
mod tools;
