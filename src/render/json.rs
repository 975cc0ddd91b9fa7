//! JSON documents: feeds, linked data, the web manifest.
//!
//! Whatever an article holds, what comes out reads back, and no string leaves an embedding open.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use crate::text::bidi::balance::{Balance, ends_paragraph};
use crate::text::bidi::is_embedding;

/// `value` as a file of JSON.
#[must_use]
pub fn document(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = written(value, false);
    bytes.push(b'\n');
    bytes
}

/// `value` as JSON that may stand in a `<script>`: no reader of HTML or of scripts takes any of it for
/// anything else.
#[must_use]
pub fn embedded(value: &impl Serialize) -> String {
    let bytes = written(value, true);
    // Whole letters of strings, and ASCII.
    simdutf8::basic::from_utf8(&bytes).expect("JSON is UTF-8").to_owned()
}

fn written(value: &impl Serialize, in_script: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2048);
    let strings = Strings { in_script, balance: Balance::default() };
    let mut serializer = Serializer::with_formatter(&mut bytes, strings);
    value.serialize(&mut serializer).expect("memory takes any bytes, and the keys are strings");
    bytes
}

/// How strings are written; all else is written as short as can be.
struct Strings {
    in_script: bool,
    balance: Balance,
}

impl Strings {
    /// Outside of strings JSON has none of these.
    fn is_markup(&self, c: char) -> bool {
        self.in_script && matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}')
    }

    fn close(&mut self, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
        if self.balance.is_even() {
            return Ok(());
        }
        self.balance.close().try_for_each(|c| write!(writer, "{c}"))
    }
}

impl Formatter for Strings {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, text: &str) -> io::Result<()> {
        // Most strings hold nothing that matters, which their bytes show sooner than their letters.
        let may_matter = |byte: u8| matches!(byte, b'<' | b'>' | b'&' | 0xC2 | 0xE2);
        // All of them, whatever is found: so the processor asks many at once.
        if !text.bytes().fold(false, |found, byte| found | may_matter(byte)) {
            return writer.write_all(text.as_bytes());
        }
        let mut done = 0;
        let matters = |c: char| is_embedding(c) || ends_paragraph(c) || self.is_markup(c);
        let found: Vec<(usize, char)> = text.char_indices().filter(|&(_, c)| matters(c)).collect();
        for (at, c) in found {
            writer.write_all(&text.as_bytes()[done..at])?;
            done = at + c.len_utf8();
            if ends_paragraph(c) {
                self.close(writer)?;
            }
            if self.is_markup(c) {
                write!(writer, "\\u{:04x}", c as u32)?;
            } else if self.balance.takes(c) {
                write!(writer, "{c}")?;
            }
        }
        writer.write_all(&text.as_bytes()[done..])
    }

    fn write_char_escape<W: Write + ?Sized>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        let ends = match escape {
            CharEscape::LineFeed | CharEscape::CarriageReturn => true,
            CharEscape::AsciiControl(byte) => ends_paragraph(byte.into()),
            _ => false,
        };
        if ends {
            self.close(writer)?;
        }
        CompactFormatter.write_char_escape(writer, escape)
    }

    fn end_string<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer)?;
        writer.write_all(b"\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::bidi::balance::balanced;
    use proptest::prelude::*;
    use serde_json::Value;

    proptest! {
        #[test]
        fn json_reads_back_with_its_strings_balanced_and_holds_no_markup_in_a_script(
            parts in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(vec![
                        "</script>", "<!--", "-->", "]]>", "&lt;", "\u{2028}", "\u{2029}", "\\", "\"", "\0", "خبر",
                        "\u{1C}", "\r", "\n", "\u{85}", "\u{202E}", "\u{202C}", "\u{2067}", "\u{2069}",
                    ]).prop_map(str::to_owned),
                    any::<String>(),
                ],
                0..12,
            )
        ) {
            let value = Value::String(parts.concat());
            let expected = Value::String(balanced(&parts.concat()).into_owned());
            let safe = embedded(&value);
            prop_assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{}", safe);
            prop_assert_eq!(&serde_json::from_str::<Value>(&safe).expect("JSON"), &expected);
            prop_assert_eq!(&serde_json::from_slice::<Value>(&document(&value)).expect("JSON"), &expected);
        }
    }
}
