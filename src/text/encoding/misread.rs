//! UTF-8 that was read as an 8-bit encoding and saved as UTF-8 again: mojibake.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};

use super::{Decoded, Fault, Form, Place, right_to_left_letters, without_mark};

/// As what UTF-8 is misread: by Western systems, and by Arabic ones.
const MISREADERS: [(&Encoding, &str); 2] = [(WINDOWS_1252, "Windows-1252"), (WINDOWS_1256, "Windows-1256")];

/// Fewer letters than this prove nothing.
const LEAST: usize = 4;

/// Undoes the misreading of `text`, which is certain when every character of it is a byte of the
/// misreader's, these bytes are UTF-8, and this is mostly Arabic or Hebrew letters. `None` when
/// `text` was not misread.
///
/// A program that has no character for a byte writes U+FFFD for it. Then the misreading is as
/// certain, and the letter is lost.
pub(super) fn undo(text: &str) -> Option<Result<Decoded, Fault>> {
    // The first character that is not ASCII is the byte that begins a sequence of UTF-8, and the
    // next one continues it, or nothing was misread: every article is asked this much. Bytes C2 and
    // D8 to DB, with which Arabic text begins, are letters in Windows-1256; bytes that continue a
    // sequence are letters of Arabic itself in none.
    let mut rest = text[text.bytes().position(|b| b >= 0x80)?..].chars();
    let (first, second) = (rest.next()?, rest.next()?);
    let leads = matches!(first, '\u{C2}'..='\u{F4}' | '\u{622}' | '\u{637}'..='\u{63A}');
    let continues = !second.is_ascii() && !matches!(second, '\u{621}'..='\u{64A}');
    if !leads || !continues {
        return None;
    }
    MISREADERS.iter().find_map(|(encoding, name)| undo_one(text, encoding, name))
}

fn undo_one(text: &str, encoding: &'static Encoding, name: &'static str) -> Option<Result<Decoded, Fault>> {
    let high: Vec<u8> = (0x80..=0xFF).collect();
    let (high, _) = encoding.decode_without_bom_handling(&high);
    let high: Vec<char> = high.chars().collect();
    let (mut bytes, mut lost, mut letters) = (Vec::with_capacity(text.len() / 2), None, 0);
    for (at, c) in text.char_indices() {
        bytes.push(match c {
            '\0'..='\x7F' => u8::try_from(c).ok()?,
            // Any byte that Windows-1252 does not define stands for it.
            char::REPLACEMENT_CHARACTER => {
                lost = lost.or(Some(at));
                letters += 1;
                0x81
            }
            _ => 0x80 + u8::try_from(high.iter().position(|&h| h == c)?).ok()?,
        });
    }
    let original = String::from_utf8(bytes).ok()?;
    let (ours, all) = right_to_left_letters(&original);
    if ours < LEAST || ours * 2 < all {
        return None;
    }
    Some(match lost {
        Some(at) => Err(Fault::Lost { place: Place::of(text.as_bytes(), at), letters, encoding: name }),
        None => {
            Ok(Decoded { text: without_mark(&original).to_owned(), form: Form::Misread(name), cut: None })
        }
    })
}
