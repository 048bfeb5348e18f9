//! Letters as mail programs, servers and copiers really send them.

mod hostile;
mod reading;
