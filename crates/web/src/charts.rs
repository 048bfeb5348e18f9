//! Small charts as inline SVG: drawn by the server, coloured by classes of `app.css`, each with its table of data.
//!
//! Bars begin at zero; names and values stand where the data is, so that there is no legend to look up. Widths are
//! percentages: letters keep their size on a telephone. Values are whole numbers in the unit that the title names.

use serde::Serialize;

/// A finished chart for `components/chart.html`.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    pub title: String,
    /// The drawing. Every word in it was escaped here.
    pub svg: String,
    /// Heading of the first column of the table, then one per series.
    pub heads: Vec<String>,
    pub rows: Vec<Row>,
}

/// A row of the table behind a chart.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub name: String,
    pub values: Vec<i64>,
}

/// A day of a chart over time. `name` is short and for people; a closed day is shaded.
#[derive(Debug, Clone)]
pub struct Day {
    pub name: String,
    pub closed: bool,
    pub values: Vec<i64>,
}

/// Share of `width` that is left for the bars; the rest holds the value beside the longest one.
const ROOM: f64 = 88.0;
const MOST_SERIES: usize = 3;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn share(part: i64, whole: i64, of: f64) -> f64 {
    // Counts of cases are far below 2^52, where a float still tells neighbours apart.
    if whole <= 0 { 0.0 } else { part.max(0) as f64 / whole as f64 * of }
}

fn open(title: &str, height: usize) -> String {
    let title = escape(title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{title}\" width=\"100%\" height=\"{height}\">"
    )
}

/// One horizontal bar per row, the longest first as given.
pub fn bars(title: &str, heads: [&str; 2], rows: Vec<(String, i64)>) -> Chart {
    let heads = heads.map(str::to_owned).to_vec();
    stacked(title, heads, rows.into_iter().map(|(name, value)| (name, vec![value])).collect())
}

/// One horizontal bar per row, made of up to three parts. `heads` names the first column and each part;
/// more than one part is named and counted at the end of the bar.
pub fn stacked(title: &str, heads: Vec<String>, rows: Vec<(String, Vec<i64>)>) -> Chart {
    const STEP: usize = 46;
    let whole = rows.iter().map(|(_, parts)| parts.iter().sum()).max().unwrap_or(0);
    let mut svg = open(title, rows.len() * STEP + 2);
    for (n, (name, parts)) in rows.iter().enumerate() {
        let top = n * STEP;
        svg.push_str(&format!("<text x=\"0\" y=\"{}\">{}</text>", top + 14, escape(name)));
        let mut x = 0.0;
        for (k, part) in parts.iter().take(MOST_SERIES).enumerate() {
            let width = share(*part, whole, ROOM);
            svg.push_str(&format!(
                "<rect class=\"b{}\" x=\"{x:.2}%\" y=\"{}\" width=\"{width:.2}%\" height=\"16\"></rect>",
                k + 1,
                top + 20
            ));
            x += width;
        }
        let told = if parts.len() == 1 {
            parts[0].to_string()
        } else {
            parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ")
        };
        svg.push_str(&format!("<text x=\"{x:.2}%\" dx=\"6\" y=\"{}\">{told}</text>", top + 33));
    }
    svg.push_str("</svg>");
    let rows = rows.into_iter().map(|(name, values)| Row { name, values }).collect();
    Chart { title: title.to_owned(), svg, heads, rows }
}

const TALL: f64 = 150.0;
const TOP: f64 = 22.0;

/// Up to two lines over days, named where they end; closed days are shaded. `heads` names the day and each line.
pub fn days(title: &str, heads: Vec<String>, days: Vec<Day>) -> Chart {
    let most = days.iter().flat_map(|day| day.values.iter().copied()).max().unwrap_or(0).max(1);
    let step = if days.is_empty() { ROOM } else { ROOM / days.len() as f64 };
    let floor = TOP + TALL;
    let mut svg = open(title, 200);
    for (n, day) in days.iter().enumerate() {
        let x = n as f64 * step;
        if day.closed {
            svg.push_str(&format!(
                "<rect class=\"closed\" x=\"{x:.2}%\" y=\"{TOP}\" width=\"{step:.2}%\" height=\"{TALL}\"></rect>"
            ));
        }
        // Five names at most: they must not touch each other on a telephone.
        if n % days.len().div_ceil(5).max(1) == 0 {
            let name = escape(&day.name);
            svg.push_str(&format!("<text class=\"mute\" x=\"{x:.2}%\" y=\"{}\">{name}</text>", floor + 18.0));
        }
    }
    svg.push_str(&format!("<line class=\"axis\" x1=\"0\" y1=\"{floor}\" x2=\"{ROOM}%\" y2=\"{floor}\"></line>"));
    svg.push_str(&format!("<text class=\"mute\" x=\"0\" y=\"{}\">{most}</text>", TOP - 8.0));
    let mut taken: Vec<f64> = Vec::new();
    for (k, head) in heads.iter().skip(1).take(2).enumerate() {
        let at = |n: usize| {
            let value = days[n].values.get(k).copied().unwrap_or(0);
            ((n as f64 + 0.5) * step, floor - share(value, most, TALL))
        };
        for n in 1..days.len() {
            let ((x1, y1), (x2, y2)) = (at(n - 1), at(n));
            svg.push_str(&format!(
                "<line class=\"l{}\" x1=\"{x1:.2}%\" y1=\"{y1:.1}\" x2=\"{x2:.2}%\" y2=\"{y2:.1}\"></line>",
                k + 1
            ));
        }
        if let Some(last) = days.len().checked_sub(1) {
            let mut y = at(last).1 + 4.0;
            if taken.iter().any(|other| (other - y).abs() < 16.0) {
                y -= 17.0;
            }
            taken.push(y);
            svg.push_str(&format!("<text class=\"k{} end\" x=\"100%\" y=\"{y:.1}\">{}</text>", k + 1, escape(head)));
        }
    }
    svg.push_str("</svg>");
    let rows = days.into_iter().map(|day| Row { name: day.name, values: day.values }).collect();
    Chart { title: title.to_owned(), svg, heads, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_longest() {
        let chart =
            bars("Abiertos", ["Unidad", "Casos"], vec![("Catastro".to_owned(), 8), ("Tesorería".to_owned(), 2)]);
        assert!(chart.svg.contains("width=\"88.00%\"") && chart.svg.contains("width=\"22.00%\""), "{}", chart.svg);
        assert_eq!(chart.rows.iter().map(|r| r.values[0]).collect::<Vec<_>>(), [8, 2]);
    }

    #[test]
    fn nothing_to_show_draws_no_bar_and_divides_by_nothing() {
        let none = bars("x", ["a", "b"], vec![("Catastro".to_owned(), 0)]);
        assert!(none.svg.contains("width=\"0.00%\""));
        assert!(!days("x", vec!["a".to_owned(), "b".to_owned()], Vec::new()).svg.contains("NaN"));
    }

    #[test]
    fn names_inside_a_chart_stay_text() {
        let chart = bars("<b>", ["a", "b"], vec![("<script>".to_owned(), 1)]);
        assert!(!chart.svg.contains("<script>") && !chart.svg.contains("<b>"));
    }

    #[test]
    fn closed_days_are_shaded_and_open_ones_are_not() {
        let day = |closed| Day { name: "2/3".to_owned(), closed, values: vec![1] };
        let chart = days("x", vec!["Día".to_owned(), "Pedidos".to_owned()], vec![day(false), day(true), day(false)]);
        assert_eq!(chart.svg.matches("class=\"closed\"").count(), 1);
    }
}
