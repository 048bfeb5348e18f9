//! A drawn signature as a picture: what a finger leaves on a tablet, made from a few waves.

use kernel::random::Random;

const WIDTH: usize = 360;
const HEIGHT: usize = 120;
/// A row of one-bit pixels and the filter byte before it.
const ROW: usize = 1 + WIDTH / 8;

/// A PNG, black on white, of a line that nobody else drew.
pub(crate) fn scribble(dice: &Random) -> Vec<u8> {
    let dice = dice.bytes::<6>();
    let part = |n: usize, low: f64, high: f64| low + (high - low) * f64::from(dice[n]) / 255.0;
    let (loops, lean, tall) = (part(0, 4.0, 9.0), part(1, 8.0, 22.0), part(2, 22.0, 40.0));
    let (second, phase, tail) = (part(3, 1.5, 3.5), part(4, 0.0, 6.0), part(5, 0.2, 0.6));
    let mut rows = [[0xFF_u8; ROW]; HEIGHT];
    for row in &mut rows {
        row[0] = 0;
    }
    for step in 0..6000 {
        let t = f64::from(step) / 6000.0;
        let turn = t * loops * std::f64::consts::TAU;
        let fade = if t > 1.0 - tail { (1.0 - t) / tail } else { 1.0 };
        let x = 30.0 + t * 290.0 + lean * turn.cos() * fade;
        let y = 60.0 - tall * fade * (turn + phase).sin() * (0.6 + 0.4 * (t * second * 5.0).cos());
        dot(&mut rows, x, y);
    }
    png(&rows.concat())
}

/// A pen three pixels wide.
fn dot(rows: &mut [[u8; ROW]; HEIGHT], x: f64, y: f64) {
    for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (f64::from(dx), f64::from(dy)))) {
        let (x, y) = ((x + dx).round(), (y + dy).round());
        if (0.0..WIDTH as f64).contains(&x) && (0.0..HEIGHT as f64).contains(&y) {
            // In range by the line above; truncation is what a pixel is.
            let (x, y) = (x as usize, y as usize);
            rows[y][1 + x / 8] &= !(0x80 >> (x % 8));
        }
    }
}

/// One bit per pixel, stored without compression: a few kilobytes, and no codec to depend on.
fn png(pixels: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    head.extend(u32::try_from(WIDTH).expect("a few hundred").to_be_bytes());
    head.extend(u32::try_from(HEIGHT).expect("a few hundred").to_be_bytes());
    head.extend([1, 0, 0, 0, 0]);
    let size = u16::try_from(pixels.len()).expect("one stored block holds the picture");
    let mut data = vec![0x78, 0x01, 0x01];
    data.extend(size.to_le_bytes());
    data.extend((!size).to_le_bytes());
    data.extend(pixels);
    data.extend(adler32(pixels).to_be_bytes());
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, body) in [(b"IHDR", head.as_slice()), (b"IDAT", &data), (b"IEND", &[])] {
        out.extend(u32::try_from(body.len()).expect("a few kilobytes").to_be_bytes());
        let from = out.len();
        out.extend(kind);
        out.extend(body);
        let sum = crc32(&out[from..]);
        out.extend(sum.to_be_bytes());
    }
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    (b << 16) | a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_png_and_zlib_standards() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn every_scribble_is_a_png_and_no_two_are_alike() {
        let dice = Random::seeded(1);
        let (one, other) = (scribble(&dice), scribble(&dice));
        assert_eq!(crate::files::sniff(&one), Some("image/png"));
        assert_ne!(one, other);
    }
}
