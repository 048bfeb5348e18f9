//! Writes every sample page to a folder, to be looked at and to be checked by axe:
//! `cargo run -p web --example gallery -- FOLDER`. Serve the folder over HTTP; icons need an origin.

use kernel::Locale;
use std::{fs, io, path::Path};
use web::view::{View, samples};

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let file = entry?;
        let name = file.file_name().to_string_lossy().into_owned();
        fs::copy(file.path(), to.join(&name))?;
        if let Some(hashed) = web::assets::url(&name) {
            fs::copy(file.path(), to.join(hashed.trim_start_matches("/static/")))?;
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("say the folder to write to")?;
    let folder = Path::new(&folder);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../static"), &folder.join("static"))?;
    let view = View::new();
    for locale in Locale::ALL {
        let into = folder.join(locale.tag());
        fs::create_dir_all(&into)?;
        let mut links = String::new();
        for sample in samples::render_all(&view, locale)? {
            let file = format!("{}.html", sample.name);
            if !sample.fragment {
                links.push_str(&format!("<li><a href=\"{file}\">{}</a></li>\n", sample.name));
            }
            fs::write(into.join(&file), sample.html)?;
        }
        fs::write(into.join("index.html"), format!("<!doctype html><title>Gallery</title><ul>\n{links}</ul>\n"))?;
    }
    Ok(())
}
