//! Bytes as text.
//!
//! UTF-8 is the rule, and is taken as it is. What else newsrooms save is recognised by its bytes
//! alone, so that a file means the same wherever and whenever it is read: UTF-16, the 8-bit
//! encodings of Arabic and Hebrew as the WHATWG Encoding Standard defines them, and UTF-8 that was
//! once read as one of these. What is not certainly a text is refused, with the byte at which that
//! shows.

mod legacy;
mod mac_arabic;
mod misread;
mod utf16;

use std::ops::Range;

/// A text, and how it was found in its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// What the bytes were.
    pub form: Form,
    /// The byte, from 0, of a character at the end of the file of which a part is missing. It is
    /// not in the text.
    pub cut: Option<usize>,
}

/// What the bytes of a text were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Another encoding, by its name.
    Other(&'static str),
    /// UTF-8 that was once read as the encoding of this name and then saved as UTF-8; undone.
    Misread(&'static str),
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They begin as the files of some other kind do: `a PDF document`.
    Format(&'static str),
    /// A NUL, or one of many other control characters.
    Control(Place, u8),
    /// Bytes of no encoding that is known here, or that stand for no character in theirs.
    Undecodable(Place),
    /// UTF-8 once read as the encoding of this name, with so many letters lost for good.
    Lost {
        /// The first of them.
        place: Place,
        /// How many.
        letters: usize,
        /// As what it was read.
        encoding: &'static str,
    },
}

/// A place in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 0.
    pub byte: usize,
    /// From 1.
    pub line: usize,
}

impl Place {
    fn of(bytes: &[u8], byte: usize) -> Self {
        Self { byte, line: line_of(bytes, byte) }
    }
}

/// The line, from 1, of byte `offset`; a line ends at LF, CR LF or CR.
#[must_use]
pub fn line_of(bytes: &[u8], offset: usize) -> usize {
    let before = &bytes[..offset];
    let ends = |(at, &b): (usize, &u8)| b == b'\n' || (b == b'\r' && before.get(at + 1) != Some(&b'\n'));
    before.iter().enumerate().filter(|&byte| ends(byte)).count() + 1
}

/// The text of an article.
///
/// # Errors
/// The bytes are not certainly a text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Fault> {
    if let Some(what) = format(bytes) {
        return Err(Fault::Format(what));
    }
    let control = control(bytes);
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) if control.is_none() => of_utf8(text),
        checked => other(bytes, checked.is_ok(), control),
    }
}

/// The text of a file that has to be UTF-8, with or without a byte order mark.
///
/// # Errors
/// The first byte that is no UTF-8, or the first NUL, which no text holds.
pub fn utf8(bytes: &[u8]) -> Result<String, Fault> {
    let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
        return Err(Fault::Undecodable(Place::of(bytes, valid(bytes))));
    };
    match bytes.iter().position(|&b| b == 0) {
        Some(nul) => Err(Fault::Control(Place::of(bytes, nul), 0)),
        None => Ok(without_mark(text).to_owned()),
    }
}

fn of_utf8(text: &str) -> Result<Decoded, Fault> {
    if let Some(undone) = misread::undo(text) {
        return undone;
    }
    Ok(Decoded { text: without_mark(text).to_owned(), form: Form::Utf8, cut: None })
}

/// What is no plain UTF-8: each kind is asked from the surest to the least sure.
fn other(bytes: &[u8], is_utf8: bool, control: Option<usize>) -> Result<Decoded, Fault> {
    if let Some(found) = utf16::decode(bytes) {
        return found;
    }
    if let Some(at) = control {
        return Err(Fault::Control(Place::of(bytes, at), bytes[at]));
    }
    debug_assert!(!is_utf8, "UTF-8 without control characters is a text");
    let valid = valid(bytes);
    let refused = Err(Fault::Undecodable(Place::of(bytes, valid)));
    match Standing::of(bytes) {
        Standing::Cut => {
            let kept = std::str::from_utf8(&bytes[..valid]).expect("valid up to here");
            Ok(Decoded { cut: Some(valid), ..of_utf8(kept)? })
        }
        Standing::Broken => refused,
        Standing::Foreign => legacy::decode(bytes).map_or(refused, Ok),
    }
}

/// How bytes that are not valid UTF-8 stand to it.
enum Standing {
    /// Only the last character is unfinished.
    Cut,
    /// Most of what is not ASCII is UTF-8: there are faults in it.
    Broken,
    /// Another encoding.
    Foreign,
}

impl Standing {
    fn of(bytes: &[u8]) -> Self {
        let (mut characters, mut faults, mut last) = (0, 0, &[][..]);
        for chunk in bytes.utf8_chunks() {
            characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            last = chunk.invalid();
            faults += usize::from(!last.is_empty());
        }
        let unfinished = std::str::from_utf8(last).is_err_and(|fault| fault.error_len().is_none());
        match characters {
            1.. if faults == 1 && unfinished => Self::Cut,
            _ if characters > faults => Self::Broken,
            _ => Self::Foreign,
        }
    }
}

/// How many bytes are UTF-8 before the first that is not.
fn valid(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).map_or_else(|fault| fault.valid_up_to(), str::len)
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// Files of other kinds that are saved or renamed as articles, by their first bytes.
const FORMATS: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a Word document (DOC)"),
    (b"PK\x03\x04", "a ZIP archive, as DOCX and ODT documents are"),
    (b"\x89PNG\r\n\x1A\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x1F\x8B\x08", "a gzip archive"),
];

fn format(bytes: &[u8]) -> Option<&'static str> {
    FORMATS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

/// Tab, line ends, VT and FF.
const LINE_ENDS: Range<u8> = 0x09..0x0E;

/// The space, behind the control characters of C0.
const FIRST_SIGN: u8 = 0x20;

/// Control characters that no text has use for: C0 without tab, line ends, VT and FF.
fn is_control(byte: u8) -> bool {
    byte < FIRST_SIGN && !LINE_ENDS.contains(&byte)
}

/// The first NUL; or the first control character, when they are more than one byte in twenty.
fn control(bytes: &[u8]) -> Option<usize> {
    // The least byte, and the least when all are counted from behind the line ends, tell it with two
    // instructions for many bytes at once: this passes over every article.
    let least = |(of_all, behind_line_ends): (u8, u8), &b: &u8| {
        (of_all.min(b), behind_line_ends.min(b.wrapping_sub(LINE_ENDS.end)))
    };
    let (of_all, behind_line_ends) = bytes.iter().fold((u8::MAX, u8::MAX), least);
    if of_all >= LINE_ENDS.start && behind_line_ends >= FIRST_SIGN - LINE_ENDS.end {
        return None;
    }
    let controls = bytes.iter().filter(|&&b| is_control(b)).count();
    let first = || bytes.iter().position(|&b| is_control(b));
    bytes.iter().position(|&b| b == 0).or_else(|| if controls * 20 > bytes.len() { first() } else { None })
}

/// Whether `c` is of a script written from right to left: Hebrew to Arabic Extended-A, and the
/// presentation forms (the blocks of Unicode 16).
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// How many letters of `text` beyond ASCII are of a script written from right to left, and how many
/// there are. What was decoded wrongly has others among them.
fn right_to_left_letters(text: &str) -> (usize, usize) {
    let letters = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
    letters.fold((0, 0), |(ours, all), c| (ours + usize::from(is_right_to_left(c)), all + 1))
}

#[cfg(test)]
mod tests;
