//! Punctuation: the Latin `, ; ?` in Arabic, and dots for an ellipsis.
//!
//! Arabic, Persian, Urdu, Sorani and Uyghur all write `، ؛ ؟` (CLDR exemplar characters;
//! W3C alreq, "Punctuation").

use std::ops::Range;

use super::chars::{
    is_closing, is_digit, is_foreign, is_letter, is_mark, is_opening, is_quote, is_space, is_stop,
};
use super::{Finding, Kind};

/// How many marks may stand between a word and the punctuation that belongs to it: `(…)”,`.
const CLOSERS: usize = 4;

/// The Arabic mark for a Latin one.
pub(super) fn arabic_of(mark: char) -> &'static str {
    match mark {
        ',' | '،' => "،",
        ';' | '؛' => "؛",
        '?' | '؟' => "؟",
        ':' => ":",
        '!' => "!",
        _ => ".",
    }
}

/// Whether the `,`, `;` or `?` at byte `at` follows an Arabic word and belongs to no number,
/// foreign word or code.
pub(super) fn is_latin_in_arabic(text: &str, stretch: &Range<usize>, at: usize) -> bool {
    let before = text[stretch.start..at].trim_end_matches(is_space);
    let spaced = before.len() < at - stretch.start;
    let mut before = before
        .chars()
        .rev()
        .take(CLOSERS + 1)
        .skip_while(|&c| is_closing(c) || (is_quote(c) && c != '„') || matches!(c, '!' | '?' | '؟'));
    if !before.next().is_some_and(|c| is_letter(c) || is_mark(c) || c == '\u{0640}') {
        return false;
    }
    match text[at + 1..stretch.end].chars().next() {
        None => true,
        Some(c) if c.is_whitespace() || is_closing(c) || is_quote(c) => true,
        Some(c) if is_letter(c) || is_opening(c) => true,
        Some('!' | '?' | '؟' | '.' | '…') => !spaced,
        Some(_) => false,
    }
}

/// What is wrong with the run of dots at `run`. `..` between two clauses is the house style of
/// many newsrooms' headlines and nothing to mend; at the end of a clause it stands for `…`.
pub(super) fn dots(
    text: &str,
    stretch: &Range<usize>,
    run: Range<usize>,
    in_arabic: bool,
) -> Option<Finding> {
    let before = text[stretch.start..run.start].chars().next_back();
    let after = text[run.end..stretch.end].chars().next();
    let near = [before, after];
    if near.into_iter().flatten().any(|c| is_digit(c) || is_foreign(c) || matches!(c, '/' | '\\' | '…')) {
        return None;
    }
    if !in_arabic && !after.is_some_and(|c| is_letter(c) || is_space(c)) {
        return None;
    }
    let finding = Finding::new(Kind::Ellipsis, run.clone());
    match run.len() {
        3 => in_arabic_words(text, stretch, &run, in_arabic).then(|| finding.mend("…")),
        2 if in_arabic && after.is_none_or(|c| is_closing(c) || matches!(c, '”' | '»')) => {
            let follows_word = before.is_some_and(|c| is_letter(c) || is_mark(c) || is_closing(c));
            follows_word.then_some(finding)
        }
        _ => None,
    }
}

/// Whether dots stand in Arabic: after it or, at the beginning, before it.
fn in_arabic_words(text: &str, stretch: &Range<usize>, run: &Range<usize>, in_arabic: bool) -> bool {
    if in_arabic {
        return true;
    }
    let after = text[run.end..stretch.end].chars().take(CLOSERS);
    after.into_iter().find(|&c| !(is_space(c) || is_quote(c) || is_stop(c))).is_some_and(is_letter)
}
