//! Embeddings, overrides and isolates that close what they open, within their own text.
//!
//! A title that is shown between others must not change the order of what follows it. Pages have
//! elements for that; in a feed or in JSON nothing but the text itself can see to it.

use std::borrow::Cow;

const POP_EMBEDDING: char = '\u{202C}';
const POP_ISOLATE: char = '\u{2069}';

/// What is open in a text that is read character by character (UAX #9, X1 to X8).
#[derive(Debug, Default)]
pub struct Balance {
    /// What closes each, the innermost last.
    open: Vec<char>,
    isolates: usize,
}

impl Balance {
    /// Whether `c`, which comes next, has an effect: a control that closes nothing has none.
    pub fn takes(&mut self, c: char) -> bool {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => self.open.push(POP_EMBEDDING),
            '\u{2066}'..='\u{2068}' => {
                self.isolates += 1;
                self.open.push(POP_ISOLATE);
            }
            POP_EMBEDDING => return self.open.pop_if(|close| *close == POP_EMBEDDING).is_some(),
            POP_ISOLATE if self.isolates == 0 => return false,
            POP_ISOLATE => {
                self.isolates -= 1;
                // It closes the embeddings within it too.
                while self.open.pop().is_some_and(|close| close == POP_EMBEDDING) {}
            }
            _ => {}
        }
        true
    }

    /// `text`, which comes next, with what is open closed at each end of a paragraph in it, and without what
    /// closes nothing.
    pub fn words(&mut self, text: &str) -> String {
        let mut words = String::with_capacity(text.len() + 6);
        for c in text.chars() {
            if ends_paragraph(c) {
                words.extend(self.close());
            }
            if self.takes(c) {
                words.push(c);
            }
        }
        words
    }

    /// Whether nothing is open.
    #[must_use]
    pub fn is_even(&self) -> bool {
        self.open.is_empty()
    }

    /// What closes all that is open, in order; nothing is open after.
    pub fn close(&mut self) -> impl Iterator<Item = char> + '_ {
        self.isolates = 0;
        self.open.drain(..).rev()
    }
}

/// Whether everything that is open ends at `c` (UAX #9, class B).
#[must_use]
pub fn ends_paragraph(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2029}')
}

/// `text` with what it leaves open closed at the end of its paragraph, and without what closes nothing:
/// it is shown as before, and so is what follows it.
#[must_use]
pub fn balanced(text: &str) -> Cow<'_, str> {
    if !super::holds_embedding(text) {
        return Cow::Borrowed(text);
    }
    let mut balance = Balance::default();
    let mut balanced = balance.words(text);
    balanced.extend(balance.close());
    Cow::Owned(balanced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_open_is_closed_and_what_closes_nothing_goes() {
        for (text, expected) in [
            ("خبر", "خبر"),
            ("\u{200F}خبر\u{200E}", "\u{200F}خبر\u{200E}"),
            ("\u{202E}خبر", "\u{202E}خبر\u{202C}"),
            ("\u{2067}\u{202A}خبر", "\u{2067}\u{202A}خبر\u{202C}\u{2069}"),
            ("خبر\u{202C}\u{2069}", "خبر"),
            ("\u{2066}\u{202E}خبر\u{2069}", "\u{2066}\u{202E}خبر\u{2069}"),
            ("\u{2066}خبر\u{202C}\u{2069}", "\u{2066}خبر\u{2069}"),
            ("\u{202B}سطر\nآخر\u{202C}", "\u{202B}سطر\u{202C}\nآخر"),
        ] {
            assert_eq!(balanced(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_balanced_text_stays_as_it_is_and_its_words_too(
            text in "[ab\n\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}]{0,12}"
        ) {
            let once = balanced(&text);
            prop_assert_eq!(&balanced(&once), &once);
            let words = |text: &str| text.replace(super::super::is_embedding, "");
            prop_assert_eq!(words(&once), words(&text));
            let mut balance = Balance::default();
            for c in once.chars() {
                prop_assert!(balance.takes(c), "{:?} closes nothing", c);
                prop_assert!(!ends_paragraph(c) || balance.close().next().is_none());
            }
            prop_assert_eq!(balance.close().next(), None);
        }
    }
}
