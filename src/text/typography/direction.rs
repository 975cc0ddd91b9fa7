//! Direction controls without their counterpart.
//!
//! An embedding, override or isolate ends at the latest with its paragraph (UAX #9, X8), but in a
//! page a paragraph's text has neighbours, and a line can be made to read as another than it is
//! ("Trojan Source", CVE-2021-42574; UTS #55). Marks (LRM, RLM, ALM) need no counterpart.

use std::ops::Range;

use super::{Finding, Kind};
use crate::text::bidi::balance::ends_paragraph;
use crate::text::bidi::is_embedding;

/// What is open: by an embedding or override, or by an isolate.
#[derive(PartialEq)]
enum Open {
    Embedding,
    Isolate,
}

/// Each control of `text` that its own line does not pair. One that closes nothing has no effect
/// (UAX #9, X6a and X7), so to take it out is certain; what an unclosed one was to enclose only
/// its author knows.
pub(super) fn unbalanced(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    if !text.contains(is_embedding) {
        return found;
    }
    let mut open: Vec<(Open, Range<usize>)> = Vec::new();
    let mut isolates = 0usize;
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => open.push((Open::Embedding, range)),
            '\u{2066}'..='\u{2068}' => {
                isolates += 1;
                open.push((Open::Isolate, range));
            }
            '\u{202C}' if open.last().is_some_and(|(kind, _)| *kind == Open::Embedding) => {
                open.pop();
            }
            // An isolate's end closes the embeddings within it.
            '\u{2069}' if isolates > 0 => {
                isolates -= 1;
                while open.pop().is_some_and(|(kind, _)| kind == Open::Embedding) {}
            }
            '\u{202C}' | '\u{2069}' => found.push(Finding::new(Kind::BidiUnbalanced, range).mend("")),
            c if ends_paragraph(c) => {
                isolates = 0;
                close(&mut open, &mut found);
            }
            _ => {}
        }
    }
    close(&mut open, &mut found);
    found.sort_by_key(|finding| finding.range.start);
    found
}

fn close(open: &mut Vec<(Open, Range<usize>)>, found: &mut Vec<Finding>) {
    found.extend(open.drain(..).map(|(_, range)| Finding::new(Kind::BidiUnbalanced, range)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_must_close_what_it_opens() {
        for (text, count, mended) in [
            ("نص \u{202b}نص\u{202c} \u{2067}نص\u{2069}", 0, 0),
            ("نص \u{200e}\u{200f}\u{61c}", 0, 0),
            ("نص \u{202e}نص\n\u{202c}", 2, 1),
            ("نص \u{2067}نص\u{1e}\u{2069}", 2, 1),
            ("\u{2066}\u{202e}نص\u{2069}", 0, 0),
            ("\u{202a}\u{2066}نص\u{202c}\u{2069}", 2, 1),
            ("نص\u{202c}\u{2069}", 2, 2),
        ] {
            let found = unbalanced(text);
            assert_eq!(found.len(), count, "{text:?}");
            assert_eq!(found.iter().filter(|f| f.replacement.is_some()).count(), mended, "{text:?}");
        }
    }
}
