//! Lines under test, and what rules say of a line's beginning: most lines cannot match, as their first
//! letters tell.

use std::cell::OnceCell;

use regex::Regex;
use regex_syntax::hir::Look;
use regex_syntax::hir::literal::Extractor;

use crate::diagnostic::Spanned;
use crate::text::arabic::{fold, fold_chars};

/// A line under test. What few rules ask of it is worked out when the first one asks.
pub(super) struct Line<'l> {
    pub(super) text: &'l str,
    /// The first two letters, folded.
    pub(super) beginning: [Option<char>; 2],
    folded: OnceCell<String>,
    chars: OnceCell<usize>,
}

impl<'l> Line<'l> {
    pub(super) fn new(text: &'l str) -> Self {
        let mut letters = fold_chars(text).map(|folded| folded.char);
        let beginning = [letters.next(), letters.next()];
        Self { text, beginning, folded: OnceCell::new(), chars: OnceCell::new() }
    }

    /// Whether the first letter is one of `initials`, or there is none.
    pub(super) fn may_begin_with(&self, initials: &Initials) -> bool {
        let [initial, _] = self.beginning;
        let is_one = |letters: &Vec<char>| initial.is_none_or(|initial| letters.contains(&initial));
        initials.as_ref().is_none_or(is_one)
    }

    pub(super) fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(self.text))
    }

    /// Whether the line is longer than `most` characters; of at most four bytes each.
    pub(super) fn is_longer_than(&self, most: usize) -> bool {
        let bytes = self.text.len();
        bytes > most && (bytes / 4 > most || *self.chars.get_or_init(|| self.text.chars().count()) > most)
    }
}

/// The letters, folded, with which a line must begin if it is to match: most lines begin with none of them.
/// `None` for any letter.
pub(super) type Initials = Option<Vec<char>>;

/// What a line may begin with or be, folded.
#[derive(Clone)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) initial: Option<char>,
    second: Option<char>,
    pub(super) last: Option<char>,
}

impl Words {
    pub(super) fn folded(list: &[Spanned<String>]) -> Vec<Self> {
        let folded = list.iter().map(|item| fold(&item.value)).filter(|text| !text.is_empty());
        let words = |text: String| {
            let mut letters = text.chars();
            Self { last: text.chars().next_back(), initial: letters.next(), second: letters.next(), text }
        };
        folded.map(words).collect()
    }

    /// Whether a line may begin so whose first two letters are these.
    pub(super) fn may_begin(&self, [initial, second]: [Option<char>; 2]) -> bool {
        self.initial == initial && (self.second.is_none() || self.second == second)
    }
}

/// A pattern, and with which letters its matches begin.
#[derive(Clone)]
pub(super) struct Pattern {
    pub(super) regex: Regex,
    pub(super) initials: Initials,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Result<Self, regex::Error> {
        Ok(Self { regex: Regex::new(text)?, initials: initials(text) })
    }
}

/// How many letters a class may hold that a pattern begins with: an e-mail address has some forty.
const CLASS_LETTERS: usize = 64;

/// The letters that a match of `pattern` begins with, if it stands at the beginning of a line and they can
/// be told.
fn initials(pattern: &str) -> Initials {
    let hir = regex_syntax::parse(pattern).ok()?;
    if !hir.properties().look_set_prefix().contains(Look::Start) {
        return None;
    }
    let beginnings = Extractor::new().limit_class(CLASS_LETTERS).extract(&hir);
    let mut letters = Vec::new();
    for beginning in beginnings.literals()? {
        match str::from_utf8(beginning.as_bytes()).ok()?.chars().next() {
            Some(letter) => letters.push(letter),
            // Nothing, to the line's end: a line without letters, of which none is asked.
            None if beginning.is_exact() && hir.properties().look_set_suffix().contains(Look::End) => {}
            None => return None,
        }
    }
    Some(letters)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_letters_that_a_pattern_begins_with_are_told_where_they_bind() {
        for (pattern, letters) in [
            ("^(the|رابط) ?:", Some("tر")),
            ("^([a-z]+@)? ?(ل.*)?$", Some("abcdefghijklmnopqrstuvwxyz ل ل")),
            ("^[0-9]{1,2}$|^w", Some("0123456789w")),
            ("^x?", None),
            ("^(x?$)?y?", None),
            ("^x?$|^y?", None),
            ("^[^a]$", None),
            ("x", None),
        ] {
            let found = initials(pattern).map(|found| found.into_iter().collect::<BTreeSet<char>>());
            assert_eq!(found, letters.map(|letters| letters.chars().collect()), "{pattern}");
        }
    }
}
