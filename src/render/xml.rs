//! XML 1.0 documents: feeds and sitemaps.
//!
//! Whatever an article holds, what comes out is well-formed: characters that XML has no way to
//! write are left out, all others are escaped where they must be; and text leaves no embedding open.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::text::bidi::balance::balanced;

/// A document that grows, one element a line.
pub struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// The document whose root is `name`, filled by `inside`.
    #[must_use]
    pub fn document(name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut xml = Self(Writer::new_with_indent(Vec::with_capacity(16 * 1024), b' ', 0));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.element(name, attributes, inside);
        let mut bytes = xml.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    /// An element filled by `inside`.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.write(Event::Start(start(name, attributes)));
        inside(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element that holds `text`.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |xml| {
            if is_plain(text) {
                xml.write(Event::Text(BytesText::from_escaped(text)));
            } else {
                xml.write(Event::Text(BytesText::new(&legal(&balanced(text)))));
            }
        });
    }

    /// An element that holds `text`, unless nothing of it can be written.
    pub fn any_text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        if !legal(text).trim().is_empty() {
            self.text(name, attributes, text);
        }
    }

    /// An element that holds `html`, which is long and full of what would have to be escaped.
    pub fn html(&mut self, name: &str, attributes: &[(&str, &str)], html: &str) {
        self.element(name, attributes, |xml| {
            for part in BytesCData::escaped(&legal(html)) {
                xml.write(Event::CData(part));
            }
        });
    }

    /// An element that holds nothing.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(start(name, attributes)));
    }

    fn write(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("memory takes any bytes");
    }
}

fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, &*legal(value)));
    }
    start
}

/// Whether nothing in `text` may have to be escaped, closed or left out. Of most texts their bytes show that,
/// sooner than their letters.
fn is_plain(text: &str) -> bool {
    let may_matter =
        |byte: u8| byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0xE2 | 0xEF);
    // All of them, whatever is found: so the processor asks many at once.
    !text.bytes().fold(false, |found, byte| found | may_matter(byte))
}

/// `text` without the characters that no XML 1.0 document can hold (XML 1.0 §2.2, `Char`).
fn legal(text: &str) -> Cow<'_, str> {
    if is_plain(text) || text.chars().all(is_legal) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|&c| is_legal(c)).collect())
    }
}

fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Text that breaks documents which are put together carelessly.
    fn hostile() -> impl Strategy<Value = String> {
        let known = prop::sample::select(vec![
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "</title>",
            "&",
            "&amp",
            "&#0;",
            "&#xFFFE;",
            "\0",
            "\u{1}",
            "\u{B}",
            "\u{1F}",
            "\u{7F}",
            "\u{85}",
            "\u{FFFE}",
            "\u{FFFF}",
            "\u{1FFFF}",
            "\u{2028}",
            "\r",
            "\r\n",
            "\"",
            "'",
            "\u{202E}",
            "خبر",
            " ",
        ]);
        prop::collection::vec(prop_oneof![known.prop_map(str::to_owned), any::<String>()], 0..8)
            .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn a_strict_reader_finds_what_was_written_but_for_illegal_characters(
            text in hostile(), value in hostile()
        ) {
            let bytes = Xml::document("a", &[("b", &value)], |xml| {
                xml.text("c", &[], &text);
                xml.html("d", &[], &text);
            });
            let source = String::from_utf8(bytes).expect("UTF-8");
            let read = roxmltree::Document::parse(&source).expect("well-formed");
            let found = read.root_element().first_element_child().expect("an element").text();
            let balanced = balanced(&text);
            prop_assert_eq!(found.unwrap_or_default(), &*legal(&balanced));
            // In a CDATA section, line ends are those of the file (XML 1.0 §2.11).
            let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
            let last = read.root_element().last_element_child().expect("an element");
            let found: String = last.children().filter_map(|node| node.text()).collect();
            prop_assert_eq!(found, lines(&legal(&text)));
            // A reader turns line ends in attributes into spaces (XML 1.0 §3.3.3).
            let spaces = |text: &str| text.replace(['\t', '\n', '\r'], " ");
            let found = read.root_element().attribute("b").expect("an attribute");
            prop_assert_eq!(spaces(found), spaces(&legal(&value)));
        }
    }
}
