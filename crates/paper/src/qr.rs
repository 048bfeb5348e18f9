//! QR codes as SVG: one path, sharp at any size.

use fast_qr::{ECL, QRBuilder};
use std::fmt::Write as _;

/// The QR code of a text as an SVG picture, edge to edge: the page leaves the white border. `None` when the text is too
/// long for any QR code.
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|x| code[row][*x].value()).count();
            if run > 0 {
                write!(path, "M{column} {row}h{run}v1h-{run}z").expect("a string takes everything");
            }
            column += run.max(1);
        }
    }
    let side = code.size;
    Some(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path d="{path}"/></svg>"##
    ))
}
