//! `cargo run -p importer --release --example import -- FILE…`: reads each manual a hundred times and says how long one
//! reading takes; with `--show`, prints the draft's files instead.

#![expect(clippy::disallowed_methods, reason = "a measurement reads the machine's clock")]

use std::time::Instant;

fn main() {
    const TIMES: u32 = 100;
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    for file in files {
        let Ok(bytes) = std::fs::read(&file) else {
            eprintln!("{file}: cannot be read");
            continue;
        };
        if flags.iter().any(|f| f == "--show") {
            match importer::read(&file, &bytes) {
                Ok(draft) => draft.files().iter().for_each(|(name, text)| println!("### {name}\n{text}")),
                Err(error) => println!("{}", error.msg.key),
            }
            continue;
        }
        let begun = Instant::now();
        let read = (0..TIMES).filter(|_| importer::read(&file, &bytes).is_ok()).count();
        println!("{file}: {:?} each, {read} of {TIMES} read", begun.elapsed() / TIMES);
    }
}
