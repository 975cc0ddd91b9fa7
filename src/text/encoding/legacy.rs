//! The 8-bit encodings of Arabic and Hebrew.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1255, WINDOWS_1256};

use super::{Decoded, Form, mac_arabic, right_to_left_letters};

/// The encodings that articles are taken from. ISO-8859-8 in the order of writing comes out of
/// Windows-1255, which has its letters in the same places; lines of it in the order of the eye
/// are refused.
const KNOWN: [(&Encoding, &str); 3] =
    [(WINDOWS_1256, "Windows-1256"), (ISO_8859_6, "ISO-8859-6"), (WINDOWS_1255, "Windows-1255")];

/// Fewer letters than this are not enough to tell the encodings apart: of single words of eight
/// letters, one in fourteen would be read wrongly.
const LEAST: usize = 24;

/// The text of bytes in the encoding that they look like. `None` when that is none of [`KNOWN`],
/// leaves bytes without a character, or gives few letters or, beyond ASCII, more than one in ten that
/// is not of a script written from right to left, as a wrong guess does.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    let (text, name) = if mac_arabic::looks_like(bytes) {
        (mac_arabic::decode(bytes), mac_arabic::NAME)
    } else if mac_arabic::has_high_spaces(bytes) {
        // As likely as not too little of it to be sure, and garbage in any other encoding.
        return None;
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        let guess = detector.guess(None, Utf8Detection::Deny);
        let (encoding, name) = KNOWN.into_iter().find(|(known, _)| *known == guess)?;
        (encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned(), name)
    };
    let (ours, all) = right_to_left_letters(&text);
    (ours >= LEAST && ours * 10 >= all * 9).then_some(Decoded { text, form: Form::Other(name), cut: None })
}
