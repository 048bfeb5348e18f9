mod loops;
mod steps;
mod tools;
mod verbs;
