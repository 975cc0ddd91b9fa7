//! MacArabic, the encoding of Mac OS before version 10.
//!
//! The Encoding Standard does not have it; the table is Apple's (`ARABIC.TXT` at unicode.org).
//! Letters stand where ISO-8859-6 has them. Digits, spaces and punctuation stand there twice: as
//! ASCII, and 128 higher for use between letters written from right to left.

use encoding_rs::ISO_8859_6;

/// Its name.
pub(super) const NAME: &str = "MacArabic";

/// Bytes 80 to 9F: Latin letters and signs.
const LATIN: [char; 32] = [
    'Ä', '\u{A0}', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', '\u{6BA}', '«', 'ç', 'é', 'è', 'ê', 'ë', 'í',
    '…', 'î', 'ï', 'ñ', 'ó', '»', 'ô', 'ö', '÷', 'ú', 'ù', 'û', 'ü',
];

/// Bytes F3 to FF: letters of Persian and Urdu, brackets.
const LAST: [char; 13] = [
    '\u{67E}', '\u{679}', '\u{686}', '\u{6D5}', '\u{6A4}', '\u{6AF}', '\u{688}', '\u{691}', '{', '|', '}',
    '\u{698}', '\u{6D2}',
];

/// Whether bytes that are no UTF-8 are MacArabic: letters where it has them, the article alef lam
/// among them as it writes it (in Windows-1256 lam is another byte), and spaces or punctuation
/// where ISO-8859-6 has none.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let count = |is: fn(u8) -> bool| bytes.iter().filter(|&&b| is(b)).count();
    let pairs = |pair: [u8; 2]| bytes.windows(2).filter(|&bytes| bytes == pair).count();
    let letters = count(|b| matches!(b, 0xC1..=0xDA | 0xE0..=0xF2));
    let strange = count(|b| matches!(b, 0x80..=0x9F | 0xC0 | 0xDB..=0xDF | 0xF3..=0xFF));
    // Quotation marks, brackets, full stop and slash: none of these bytes is Arabic punctuation in
    // Windows-1256.
    let not_iso = count(|b| matches!(b, 0xA2 | 0xA8 | 0xA9 | 0xAE | 0xAF));
    let lam = pairs([0xC7, 0xE4]);
    // A tenth of the letters of Windows-1256 are strange here.
    letters > 0
        && strange * 25 <= letters
        && lam > 2
        && lam > 2 * pairs([0xC7, 0xE1])
        && (has_high_spaces(bytes) || not_iso > 0)
}

/// Whether more spaces are written as A0 than as 20: in the other encodings, A0 is the no-break space.
pub(super) fn has_high_spaces(bytes: &[u8]) -> bool {
    let ahead = |ahead: i64, &byte: &u8| ahead + i64::from(byte == 0xA0) - i64::from(byte == 0x20);
    bytes.iter().fold(0, ahead) > 0
}

/// The text of MacArabic; every byte has a character.
pub(super) fn decode(bytes: &[u8]) -> String {
    let letters: Vec<char> = (0..=0xFF).map(character).collect();
    bytes.iter().map(|&b| letters[usize::from(b)]).collect()
}

fn character(byte: u8) -> char {
    match byte {
        0x80..=0x9F => LATIN[usize::from(byte - 0x80)],
        0xA5 => '\u{66A}',
        0xB0..=0xB9 => char::from_u32(0x660 + u32::from(byte - 0xB0)).unwrap_or('0'),
        0xC0 => '\u{274A}',
        0xF3..=0xFF => LAST[usize::from(byte - 0xF3)],
        // Letters, marks, comma, semicolon and question mark.
        0xAC | 0xBB | 0xBF | 0xC1..=0xDA | 0xE0..=0xF2 => {
            let (text, _) = ISO_8859_6.decode_without_bom_handling(std::slice::from_ref(&byte));
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        // ASCII, and ASCII again.
        _ => char::from(byte & 0x7F),
    }
}
