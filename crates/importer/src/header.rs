//! What page headers print: code, version, date, page n of m. Repeated ones are taken out of the text.

use crate::source::Line;
use crate::words::{fold, squeezed};

/// What the headers of all pages say together: the first word of each kind counts.
#[derive(Debug, Default)]
pub(crate) struct Control {
    pub(crate) process: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) pages: Option<u32>,
    pub(crate) seen: Vec<u32>,
    /// Pages whose header lacks the version that others print.
    pub(crate) unversioned: Vec<u32>,
    /// The entities that the header names, the first being whose manual it is.
    pub(crate) entities: Vec<String>,
    pub(crate) tax_id: Option<String>,
    /// The title of the procedure in the header.
    pub(crate) title: Option<String>,
    /// The first header, as printed.
    pub(crate) printed: Vec<String>,
}

/// Finds the headers, marks their lines as repeated and reads them.
pub(crate) fn read(lines: &mut [Line]) -> Control {
    let mut control = Control::default();
    let mut i = 0;
    while i < lines.len() {
        if lines[i].blank() {
            i += 1;
            continue;
        }
        let most = lines.len().min(i + 10);
        let until = (i..most).find(|j| lines[*j].blank()).unwrap_or(most);
        let length = header_length(&lines[i..until]);
        if length == 0 {
            i += 1;
            continue;
        }
        for line in &mut lines[i..i + length] {
            control.take(line);
            (line.taken, line.repeated) = (true, true);
        }
        control.page_without_version(&lines[i..i + length]);
        if control.printed.is_empty() {
            control.printed = lines[i..i + length].iter().map(Line::text).collect();
        }
        i += length;
    }
    for pages in [&mut control.seen, &mut control.unversioned] {
        pages.sort_unstable();
        pages.dedup();
    }
    if control.version.is_none() {
        control.unversioned.clear();
    }
    control
}

/// How many lines from here are one page header: those of a block with at least two labels, or one line with the
/// manual's name and its date, or with nothing but the page.
fn header_length(block: &[Line]) -> usize {
    let first = &block[0];
    let dated = first.tabbed() && first.cells.iter().any(|c| fold(c).starts_with("fecha de aprobacion"));
    if dated || page(&first.text()).is_some() && first.lone().is_some() {
        return 1;
    }
    if !first.tabbed() || block.len() > 8 {
        return 0;
    }
    let labels = block
        .iter()
        .flat_map(|l| &l.cells)
        .filter(|c| label(c).is_some_and(|(k, _)| k != "proceso" && k != "procedimiento"));
    let short = block.iter().all(|l| l.text().chars().count() < 250);
    if short && labels.count() >= 2 { block.len() } else { 0 }
}

/// A cell like «Versión: 2»: its label and the rest.
fn label(cell: &str) -> Option<(&'static str, String)> {
    let (name, rest) = cell.split_once(':')?;
    let name = fold(&squeezed(name));
    let known = ["codigo", "version", "fecha", "pagina", "proceso", "procedimiento"];
    let name = if name.starts_with("fecha de aprobacion") { "fecha".to_owned() } else { name };
    Some((known.into_iter().find(|k| *k == name)?, squeezed(rest)))
}

/// «Página: 2 de 8» or «Página 2 de 8».
fn page(text: &str) -> Option<(u32, Option<u32>)> {
    let folded = fold(text).replace(':', " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    match words.as_slice() {
        ["pagina" | "pag" | "pag.", n, "de", m] => Some((n.parse().ok()?, m.parse().ok())),
        ["pagina" | "pag" | "pag.", n] => Some((n.parse().ok()?, None)),
        _ => None,
    }
}

impl Control {
    fn take(&mut self, line: &Line) {
        for (n, cell) in line.cells.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let cell = squeezed(cell);
            if let Some((n, m)) = page(&cell) {
                self.seen.push(n);
                self.pages = self.pages.or(m);
                continue;
            }
            let Some((label, value)) = label(&cell) else {
                self.named(&cell);
                continue;
            };
            let next = line.cells.get(n + 1).map(|c| squeezed(c)).unwrap_or_default();
            let value = if value.is_empty() { next } else { value };
            let slot = match label {
                "codigo" => &mut self.code,
                "version" => &mut self.version,
                "fecha" => &mut self.date,
                "proceso" => &mut self.process,
                _ => &mut self.title,
            };
            if slot.is_none() && !value.is_empty() {
                *slot = Some(value);
            }
        }
    }

    /// Notes the page of a whole header in which nothing says the version.
    fn page_without_version(&mut self, header: &[Line]) {
        let cells = || header.iter().flat_map(|l| &l.cells);
        let versioned = cells().any(|c| label(c).is_some_and(|(name, _)| name == "version"));
        if header.len() > 1 && !versioned {
            self.unversioned.extend(cells().filter_map(|c| page(c)).map(|(n, _)| n));
        }
    }

    /// A cell without label: an entity with its tax number, or the title of the procedure.
    fn named(&mut self, cell: &str) {
        let folded = fold(cell);
        let entity = ["alcald", "municip", "ayuntamiento", "gobierno", "instituto", "secretaria"];
        if folded.starts_with("procedimiento ") && self.title.is_none() {
            self.title = Some(cell.to_owned());
        } else if entity.iter().any(|e| folded.contains(e)) && !folded.starts_with("manual") {
            let at = folded.find("nit").filter(|at| folded[at + 3..].contains(|c: char| c.is_ascii_digit()));
            let chars: Vec<char> = cell.chars().collect();
            let at = at.map(|at| folded[..at].chars().count());
            let name: String = chars[..at.unwrap_or(chars.len())].iter().collect();
            let name = squeezed(name.trim_matches([' ', '-', ',']));
            if let Some(at) = at.filter(|_| self.tax_id.is_none()) {
                let id: String = chars[at..].iter().skip_while(|c| !c.is_ascii_digit()).collect();
                self.tax_id = Some(id.replace(' ', ""));
            }
            let known = self.entities.iter().any(|e| fold(e) == fold(&name));
            if !name.is_empty() && !known && self.entities.len() < 3 {
                self.entities.push(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::lines;

    #[test]
    fn headers_of_all_pages_are_read_once_and_taken_out() {
        let text = "\tAlcaldía de Prueba NIT. 900 123-4\tCódigo: XX - 07\n\tPROCEDIMIENTO: Prestar equipos\tVersión:3\n\
                    \t\tPágina: 1 de 4\n\nTexto propio.\n\n\tAlcaldía de Prueba\tCódigo: XX - 07\n\t\tVersión:3\n\tPágina: 3 de 4\n\n\
                    \tAlcaldía de Prueba\tCódigo: XX - 07\n\t\tPágina: 4 de 4\n";
        let mut lines = lines(text);
        let control = read(&mut lines);
        assert_eq!(control.code.as_deref(), Some("XX - 07"));
        assert_eq!(
            (control.version.as_deref(), control.pages, control.seen.as_slice()),
            (Some("3"), Some(4), &[1, 3, 4][..])
        );
        assert_eq!(control.unversioned, [4], "the other two print it");
        assert_eq!(control.title.as_deref(), Some("Prestar equipos"));
        assert_eq!(
            (control.entities.as_slice(), control.tax_id.as_deref()),
            (&["Alcaldía de Prueba".to_owned()][..], Some("900123-4"))
        );
        assert!(!lines[4].taken && lines.iter().filter(|l| l.repeated).count() == 8);
    }
}
