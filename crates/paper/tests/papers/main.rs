//! The press tried from outside: what it prints is read back with other people's tools (poppler).

#[cfg(test)]
mod bind;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod print;
#[cfg(test)]
mod tools;
