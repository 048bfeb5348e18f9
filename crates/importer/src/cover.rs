//! Cover and letterhead: whose manual it is, its title, year, administration, address.

use crate::source::Line;
use crate::words::{fold, squeezed, words};

#[derive(Debug, Default)]
pub(crate) struct Cover {
    pub(crate) title: Option<String>,
    pub(crate) institution: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) year: Option<String>,
    /// First and last year of the administration.
    pub(crate) term: Option<(String, String)>,
    pub(crate) address: Option<String>,
    pub(crate) phone: Option<String>,
    /// Other lines of cover and letterhead that name the institution once more.
    pub(crate) also: Vec<String>,
}

/// Reads lines outside every section; takes those it understands.
pub(crate) fn read(loose: &[usize], lines: &mut [Line], cover: &mut Cover) {
    let mut n = 0;
    while n < loose.len() {
        let i = loose[n];
        let text = squeezed(&lines[i].text());
        let next = loose.get(n + 1).map(|j| squeezed(&lines[*j].text()));
        let used = cover.take(&text, next.as_deref());
        loose[n..n + used].iter().for_each(|j| lines[*j].taken = true);
        n += used.max(1);
    }
}

impl Cover {
    /// How many lines from this one it understood: none, one or two.
    fn take(&mut self, text: &str, next: Option<&str>) -> usize {
        let folded = fold(text);
        let plain = folded.trim_matches(|c: char| !c.is_alphanumeric());
        if text.chars().count() > 140 {
            return 0;
        }
        if let Some(years) = years(plain) {
            self.term.get_or_insert(years);
            return 1;
        }
        if let Some(year) = plain.strip_prefix("ano ").filter(|y| y.len() == 4 && y.parse::<u16>().is_ok()) {
            self.year.get_or_insert(year.to_owned());
            return 1;
        }
        if plain == "administracion"
            || plain.starts_with("formulado por")
            || plain.starts_with("elaborado por la unidad")
        {
            if let Some((_, unit)) = text.split_once(':').filter(|(_, u)| !u.trim().is_empty()) {
                self.unit = Some(squeezed(unit));
            }
            return 1;
        }
        if plain.starts_with("manual de") {
            return self.titled(text, plain, next);
        }
        if let Some(at) = ["tel:", "tel.", "telefono"].iter().find(|t| folded.starts_with(**t)) {
            let number = text.chars().skip(at.len()).collect::<String>();
            self.phone.get_or_insert(squeezed(number.trim_start_matches([':', '.', ' '])));
            return 1;
        }
        if ["calle ", "avenida ", "palacio municipal", "carrera ", "barrio "].iter().any(|a| folded.contains(a)) {
            let more = next.filter(|_| text.ends_with(','));
            self.address = Some(more.map_or(text.to_owned(), |m| format!("{text} {m}")));
            return 1 + usize::from(more.is_some());
        }
        if plain.starts_with("c.p") {
            self.address = Some(self.address.take().map_or(text.to_owned(), |a| format!("{a} {text}")));
            return 1;
        }
        self.named(text, plain, next)
    }

    /// «MANUAL DE …», which may go on in the next line with the unit.
    fn titled(&mut self, text: &str, plain: &str, next: Option<&str>) -> usize {
        let bare = text.trim_matches(['“', '”', '"', '«', '»', ' ']);
        let more = next.filter(|_| plain.ends_with(" de"));
        let title = more.map_or(bare.to_owned(), |m| format!("{bare} {m}"));
        let known = self.title.as_ref().is_some_and(|t| fold(t) != fold(&title));
        if known {
            return 0;
        }
        if let Some(unit) = more {
            self.unit.get_or_insert(unit.to_owned());
        }
        self.title = Some(title);
        1 + usize::from(more.is_some())
    }

    /// The institution; other lines with the same words belong to it.
    fn named(&mut self, text: &str, plain: &str, next: Option<&str>) -> usize {
        let own = ["alcaldia", "h. ayuntamiento", "ayuntamiento", "municipalidad"];
        let entity =
            ["alcaldia", "ayuntamiento", "municipalidad", "gobierno de", "instituto municipal", "h. ayuntamiento"];
        if !entity.iter().any(|e| plain.starts_with(e) || plain.starts_with("h ") && plain.contains(e)) {
            return 0;
        }
        let more = next.filter(|n| fold(n).starts_with("de ") && n.chars().count() < 60);
        let name = more.map_or(text.to_owned(), |m| format!("{text} {m}"));
        let used = 1 + usize::from(more.is_some());
        match &self.institution {
            None => self.institution = Some(name),
            // «Gobierno de…» says less than the entity's own name.
            Some(had) if fold(had).starts_with("gobierno") && own.iter().any(|o| plain.starts_with(o)) => {
                self.also.extend(self.institution.replace(name));
            }
            Some(had) => {
                let had = words(had);
                let near = words(&name).iter().filter(|w| had.iter().any(|h| h.folded == w.folded)).count();
                if near < 2 {
                    return 0;
                }
                self.also.push(name);
            }
        }
        used
    }
}

/// «2021 - 2024», also after «administración».
fn years(plain: &str) -> Option<(String, String)> {
    let rest = plain.strip_prefix("administracion").unwrap_or(plain).trim();
    let (from, until) = rest.split_once(['-', '–'])?;
    let year = |t: &str| Some(t.trim().to_owned()).filter(|t| t.len() == 4 && t.bytes().all(|b| b.is_ascii_digit()));
    let (from, until) = (year(from)?, year(until)?);
    (from <= until).then_some((from, until))
}
