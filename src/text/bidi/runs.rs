//! Runs: the stretches of a paragraph that are read in one piece, and in the other direction.
//!
//! Which run is shown wrongly is the algorithm's business ([`super::isolate`]); what belongs to a
//! run is decided here, by the directional type of its characters (UAX #9, table 4) and by the
//! punctuation at its ends. No word and no kind of thing is known by name.

use std::ops::Range;

use unicode_bidi::BidiClass::{self, AL, AN, B, BN, CS, EN, L, NSM, R, S, WS};
use unicode_bidi::{BidiDataSource, HardcodedBidiData};

use super::stretch::{LONGEST, Stretch};
use super::{Direction, is_embedding};

/// Stands for an object of its own (code, an image), which is part of no run.
pub(super) const OBJECT: char = '\u{FFFC}';

/// A run of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// The direction it is read in.
    pub(super) direction: Direction,
    /// It follows the run before it with no letter of the paragraph's direction in between.
    pub(super) follows: bool,
    /// No context can change the order of its characters (W1 to W7, N1).
    pub(super) steady: bool,
}

/// The directional type of `c`, that of [`HardcodedBidiData`] with the common ones first.
pub(super) fn class(c: char) -> BidiClass {
    match c {
        'A'..='Z' | 'a'..='z' => L,
        '0'..='9' => EN,
        ' ' => WS,
        '\u{0620}'..='\u{064A}' => AL,
        '\u{064B}'..='\u{065F}' => NSM,
        _ => HardcodedBidiData.bidi_class(c),
    }
}

/// What a character means for the bounds of runs in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter of the paragraph's own direction.
    Own,
    /// A letter of the other direction.
    Other,
    /// A European digit (EN): those of Europe and of Persian.
    Digit,
    /// An Arabic-Indic digit (AN).
    ArabicDigit,
    Space,
    /// Belongs to what stands before it, or cannot be seen.
    Mark,
    Neutral,
}

/// The kind of `c` in a paragraph of `direction`.
pub(super) fn kind(c: char, direction: Direction) -> Kind {
    match class(c) {
        L if direction == Direction::Ltr => Kind::Own,
        R | AL if direction == Direction::Rtl => Kind::Own,
        _ if super::is_control(c) => Kind::Mark,
        L | R | AL => Kind::Other,
        EN => Kind::Digit,
        AN => Kind::ArabicDigit,
        WS | S | B => Kind::Space,
        NSM | BN => Kind::Mark,
        CS if matches!(c, '\u{A0}' | '\u{202F}') => Kind::Space,
        _ => Kind::Neutral,
    }
}

/// The runs of `text`, a paragraph of `direction`, in order and apart from each other.
pub(super) fn runs(text: &str, direction: Direction) -> Vec<Run> {
    if direction == Direction::Rtl && is_plainly_arabic(text) {
        Vec::new()
    } else {
        all_runs(text, direction)
    }
}

fn all_runs(text: &str, direction: Direction) -> Vec<Run> {
    let mut found = Vec::new();
    let mut addresses = addresses(text, direction).into_iter().peekable();
    let mut stretch = Stretch::new(text, direction);
    let mut start = 0;
    let mut depth = 0usize;
    let mut worth = false;
    // Whether a letter of the paragraph's direction, or the mark of one, stands last.
    let mut after_own = false;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let ends = match kind(c, direction) {
            Kind::Other => {
                worth = true;
                false
            }
            Kind::Digit => {
                worth |= direction == Direction::Rtl;
                false
            }
            Kind::Own => true,
            Kind::Mark if is_embedding(c) => true,
            Kind::Mark => after_own && start == at,
            Kind::Neutral => c == OBJECT,
            _ => false,
        };
        let address = addresses.next_if(|address| address.start == at);
        if !ends && address.is_none() {
            continue;
        }
        if worth && depth == 0 {
            stretch.read(start..at, &mut found);
        }
        after_own = !is_embedding(c) && c != OBJECT;
        start = at + c.len_utf8();
        // What the author embeds or isolates keeps the order that the author gave it.
        match c {
            '\u{202A}'..='\u{202B}' | '\u{202D}'..='\u{202E}' | '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{202C}' | '\u{2069}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if let Some(address) = address {
            while chars.offset() < address.end {
                chars.next();
            }
            start = address.end;
            if depth == 0 {
                found.push(Run { range: address, direction: Direction::Ltr, follows: false, steady: false });
            }
        }
        worth = false;
    }
    if worth && depth == 0 {
        stretch.read(start..text.len(), &mut found);
    }
    found
}

/// Whether `text` holds nothing but letters and marks of U+0600 to U+06BF, none of which begins a run,
/// and spaces and punctuation: most paragraphs do, and their bytes show it.
fn is_plainly_arabic(text: &str) -> bool {
    /// How many bytes the processor compares at once.
    const AT_ONCE: usize = 16;
    // Nearly all that plain paragraphs are made of, and little to ask: punctuation before the digits, the
    // letters to U+067F, and what characters go on with. As one pattern, which the compiler asks of a block
    // without a branch.
    let common = |byte: u8| matches!(byte, 0..b'0' | 0x80..0xC0 | 0xD8 | 0xD9);
    let bytes = text.as_bytes();
    // Arabic-Indic digits (U+0660 to U+0669) are no letters, but begin no run either.
    let begins_plainly = |at: usize| match (bytes[at], bytes.get(at + 1)) {
        // No-break space and guillemets.
        (0xC2, Some(next)) => matches!(next, 0xA0 | 0xAB | 0xBB),
        // General punctuation, U+2000 to U+203F.
        (0xE2, Some(next)) => *next == 0x80,
        (byte, _) => (byte < 0xC0 && !byte.is_ascii_alphanumeric()) || (0xD8..=0xDA).contains(&byte),
    };
    let (blocks, rest) = bytes.as_chunks::<AT_ONCE>();
    let is_plain = |(nth, block): (usize, &[u8; AT_ONCE])| {
        block.iter().fold(true, |all, &byte| all & common(byte))
            || (nth * AT_ONCE..).take(AT_ONCE).all(begins_plainly)
    };
    blocks.iter().enumerate().all(is_plain) && (bytes.len() - rest.len()..bytes.len()).all(begins_plainly)
}

/// The addresses of `text` with letters of both directions. RFC 3987 §4.1: an IRI is shown as in a
/// left-to-right embedding, whatever letters it has; RFC 3986 §3.1: its scheme begins with a letter.
fn addresses(text: &str, direction: Direction) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if direction == Direction::Ltr {
        return found;
    }
    let mut passed = 0;
    for (at, _) in text.match_indices("://") {
        let scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
        let start = text[..at].trim_end_matches(scheme).len();
        let Some(letter) = text[start..at].find(|c: char| c.is_ascii_alphabetic()) else { continue };
        let start = start + letter;
        if start < passed {
            continue;
        }
        let stops = |c: char| {
            c.is_whitespace()
                || is_quote(c)
                || super::is_control(c)
                || matches!(c, '<' | '>' | '\u{60C}' | OBJECT)
        };
        let end = text[at..].find(stops).map_or(text.len(), |length| at + length);
        passed = end;
        let is_end = |c: char| is_stop(c) || matches!(c, '\u{61B}' | '\u{61F}' | '\'' | ')' | ']');
        let end = start + text[start..end].trim_end_matches(is_end).len();
        let both = text[start..end].chars().any(|c| kind(c, direction) == Kind::Own);
        if both && end - start <= LONGEST && end > at {
            found.push(start..end);
        }
    }
    found
}

/// Marks that end a sentence or a part of it.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\u{2026}')
}

/// Double quotation marks; which of them open is a matter of their place.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{2039}' | '\u{203A}')
}

/// Hyphens, dashes and the minus.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Signs of currencies.
pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '\u{A2}'..='\u{A5}' | '\u{20A0}'..='\u{20CF}')
}

/// Signs that follow a number as a word would, on the side where the paragraph goes on.
pub(super) fn is_share(c: char) -> bool {
    matches!(c, '%' | '\u{2030}' | '\u{2031}' | '\u{B0}')
}

/// Whether `c` opens a bracket, or is a quotation mark, which may.
pub(super) fn is_opening(c: char) -> bool {
    is_quote(c) || HardcodedBidiData.bidi_matched_opening_bracket(c).is_some_and(|bracket| bracket.is_open)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_has_a_scheme_that_begins_with_a_letter() {
        for text in [".://ؠ", "3.://عربي", "://عربي"] {
            assert!(addresses(text, Direction::Rtl).is_empty(), "{text}");
        }
        let with_digit = "3.a://عربي";
        let found = addresses(with_digit, Direction::Rtl);
        assert!(
            matches!(found.as_slice(), [address] if with_digit[address.clone()] == *"a://عربي"),
            "{found:?}"
        );
    }

    proptest! {
        #[test]
        fn plain_arabic_has_no_run(text in "[ .:/«»()\u{A0}\u{600}-\u{6FF}\u{2000}-\u{203F}]{0,40}") {
            if is_plainly_arabic(&text) {
                prop_assert_eq!(all_runs(&text, Direction::Rtl), []);
            }
        }
    }
}
