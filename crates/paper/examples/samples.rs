//! Writes every sample paper into the folder given as the only argument, to look at them.

use kernel::{ports::Press as _, sheet::Paper};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).ok_or("usage: samples <folder>")?);
    std::fs::create_dir_all(&folder)?;
    for paper in paper::samples() {
        let (name, locale) = match &paper {
            Paper::Ticket(p) => ("ticket", p.locale),
            Paper::Document(p) => ("document", p.sheet.locale),
            Paper::FolderIndex(p) => ("folder_index", p.locale),
            Paper::SpineLabel(p) => ("spine_label", p.locale),
            Paper::Book(p) => ("book", p.locale),
        };
        std::fs::write(folder.join(format!("{name}.{}.pdf", locale.tag())), paper::TypstPress.print(&paper)?)?;
    }
    Ok(())
}
