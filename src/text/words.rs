//! Words: cutting at them, and finding the word that was meant.

use serde::{Deserialize, Serialize};

/// Cuts `text` to at most `max_chars` characters, at the last clause end that leaves a good half,
/// else at the last word end. `Some(prefix)` when something was cut off, `None` when it fits.
#[must_use]
pub fn cut(text: &str, max_chars: usize) -> Option<&str> {
    let limit = text.char_indices().nth(max_chars).map(|(at, _)| at)?;
    let head = &text[..limit];
    let clause_end = head
        .char_indices()
        .filter(|(at, c)| {
            matches!(c, '،' | '؛' | ',' | ';' | '.' | '؟' | '!' | ':')
                && text[at + c.len_utf8()..].starts_with(char::is_whitespace)
        })
        .map(|(at, _)| at)
        .next_back()
        .filter(|&at| head[..at].chars().count() * 2 >= max_chars);
    let whole = text[limit..].starts_with(char::is_whitespace);
    let word_end = if whole { Some(limit) } else { head.rfind(char::is_whitespace) };
    let end = clause_end.or(word_end).unwrap_or(limit);
    let cut = head[..end].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '،' | '؛' | ',' | ';' | ':' | '-' | '–' | '—')
    });
    Some(if cut.is_empty() { head } else { cut })
}

/// Which words a text has, one of 128 bits for each: two texts with many words in common have many
/// bits in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordSet(u128);

impl WordSet {
    /// Of a text whose words are parted by single spaces.
    #[must_use]
    pub fn of(text: &str) -> Self {
        // FNV-1a: a few words are not worth a better hash.
        let hash = |word: &str| {
            word.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
            })
        };
        Self(text.split(' ').fold(0, |bits, word| bits | 1 << (hash(word) >> 57)))
    }

    /// How many of these words are, or may be, in `other`.
    #[must_use]
    pub fn in_common(self, other: Self) -> u32 {
        (self.0 & other.0).count_ones()
    }

    /// Whether at least half of them are.
    #[must_use]
    pub fn mostly_in(self, other: Self) -> bool {
        2 * self.in_common(other) >= self.0.count_ones()
    }
}

/// How alike two texts are, from 0 to 1: Damerau–Levenshtein distance over the longer length.
#[must_use]
pub fn similarity(a: &str, b: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(a, b)
}

/// The candidate nearest to `word`, if it is near enough (a [`similarity`] of 0.6 of the folded
/// forms) to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = super::arabic::headline_key(word);
    candidates
        .into_iter()
        .map(|candidate| (similarity(&word, &super::arabic::headline_key(candidate)), candidate))
        .filter(|(score, _)| *score >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cut_falls_at_a_clause_or_a_word() {
        assert_eq!(cut("قصير", 90), None);
        assert_eq!(cut("رغم الفشل في الهجوم، إلا أنه كشف", 25), Some("رغم الفشل في الهجوم"));
        assert_eq!(cut("كلمة ثم كلمة أخرى طويلة", 14), Some("كلمة ثم كلمة"));
    }

    #[test]
    fn texts_with_half_of_their_words_in_common_are_told_from_others() {
        let set = |text: &str| WordSet::of(text);
        assert!(set("سعر الذهب اليوم").mostly_in(set("أسعار الذهب اليوم")));
        assert!(!set("سعر الذهب اليوم في دمشق").mostly_in(set("مباراة ودية بين فريقين")));
        assert_eq!(set("سعر الذهب اليوم").in_common(set("أسعار الذهب اليوم")), 2);
    }

    #[test]
    fn a_misspelt_key_finds_the_one_meant() {
        assert_eq!(nearest("tittle", ["title", "tags"]), Some("title"));
        assert_eq!(nearest("colour", ["title", "tags"]), None);
    }

    proptest! {
        #[test]
        fn a_cut_is_a_prefix_no_longer_than_asked(text in any::<String>(), max in 1usize..100) {
            if let Some(head) = cut(&text, max) {
                prop_assert!(text.starts_with(head));
                prop_assert!(head.chars().count() <= max);
            } else {
                prop_assert!(text.chars().count() <= max);
            }
        }
    }
}
