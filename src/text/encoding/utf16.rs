//! UTF-16, with a byte order mark and without.

use super::{Decoded, Fault, Form, Place, is_control, is_right_to_left};

/// The shortest text, in bytes, that may be cut within a unit without having a byte order mark.
const LONG_ENOUGH: usize = 16;

/// The text of UTF-16: of whatever begins with its byte order mark (WHATWG Encoding Standard,
/// "BOM sniff"), and of what can be nothing else. `None` when it is no UTF-16.
pub(super) fn decode(bytes: &[u8]) -> Option<Result<Decoded, Fault>> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some(Units { order: u16::from_le_bytes, start: 2, rest, name: "UTF-16LE" }.read());
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Some(Units { order: u16::from_be_bytes, start: 2, rest, name: "UTF-16BE" }.read());
    }
    if bytes.len() < 4 || (bytes.len() % 2 == 1 && bytes.len() < LONG_ENOUGH) {
        return None;
    }
    let little = Units { order: u16::from_le_bytes, start: 0, rest: bytes, name: "UTF-16LE" };
    let big = Units { order: u16::from_be_bytes, start: 0, rest: bytes, name: "UTF-16BE" };
    [little, big].into_iter().find(Units::are_plausible).map(|units| units.read())
}

struct Units<'b> {
    order: fn([u8; 2]) -> u16,
    /// How many bytes stand before `rest`.
    start: usize,
    rest: &'b [u8],
    name: &'static str,
}

impl Units<'_> {
    fn units(&self) -> impl Iterator<Item = u16> {
        self.rest.chunks_exact(2).map(|pair| (self.order)([pair[0], pair[1]]))
    }

    /// Whether three in four characters are Latin (Unicode's blocks up to Latin Extended-B), general
    /// punctuation, or of a script written from right to left, and none is NUL.
    /// With its bytes in the other order, or of another encoding, a text is scattered over other
    /// scripts.
    fn are_plausible(&self) -> bool {
        let (mut all, mut ours) = (0, 0);
        for unit in char::decode_utf16(self.units()) {
            let Ok(c) = unit else { return false };
            if c == '\0' {
                return false;
            }
            let latin = matches!(c, ..'\u{250}' | '\u{2000}'..='\u{206F}');
            all += 1;
            ours += usize::from(is_right_to_left(c) || (latin && !u8::try_from(c).is_ok_and(is_control)));
        }
        ours * 4 >= all * 3
    }

    fn read(&self) -> Result<Decoded, Fault> {
        let mut text = String::with_capacity(self.rest.len());
        let mut byte = self.start;
        let end = self.start + self.rest.len() / 2 * 2;
        let place = |text: &str, byte| Place { byte, line: super::line_of(text.as_bytes(), text.len()) };
        let mut cut = (self.rest.len() % 2 == 1).then_some(end);
        for unit in char::decode_utf16(self.units()) {
            match unit {
                Ok('\0') => return Err(Fault::Control(place(&text, byte), 0)),
                Ok(c) => {
                    text.push(c);
                    byte += c.len_utf16() * 2;
                }
                // The first half of a pair, and nothing after it.
                Err(half) if byte + 2 == end && half.unpaired_surrogate() < 0xDC00 => cut = Some(byte),
                Err(_) => return Err(Fault::Undecodable(place(&text, byte))),
            }
        }
        Ok(Decoded { text, form: Form::Other(self.name), cut })
    }
}
