//! Words: cutting at them, and finding the word that was meant.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use unicode_segmentation::GraphemeCursor;

use super::bidi::is_embedding;

/// Cuts `text` to at most `max_chars` characters, at the last clause end that leaves a good half,
/// else at the last word end. `Some(prefix)` when something was cut off, `None` when it fits.
///
/// A letter keeps its marks (the cut falls between graphemes, UAX #29). What an author isolated or
/// embedded (UAX #9) is left out whole where it does not fit, unless nothing stands before it.
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
    let cut_at = |end: usize| {
        let mut cut = trimmed(&head[..end]);
        if let Some(&(opened, _)) = open(cut).first()
            && text[..opened].contains(char::is_alphanumeric)
        {
            cut = trimmed(&text[..opened]);
        }
        Some(&cut[..bound(text, cut.len())]).filter(|cut| !cut.is_empty())
    };
    let end = clause_end.or(word_end).and_then(cut_at);
    Some(end.or_else(|| cut_at(limit)).unwrap_or(&head[..bound(text, limit)]))
}

/// `text`, or what [`cut`] leaves of it and «…». An isolate or embedding that stays open is closed: it
/// must not reach into what follows.
#[must_use]
pub fn shortened(text: &str, max_chars: usize) -> Cow<'_, str> {
    let Some(head) = cut(text, max_chars) else { return Cow::Borrowed(text) };
    let closing = |&(_, opener): &(usize, char)| if is_isolate(opener) { '\u{2069}' } else { '\u{202C}' };
    let mut short = format!("{head}…");
    short.extend(open(head).iter().rev().map(closing));
    Cow::Owned(short)
}

/// Without what cannot stand before «…».
fn trimmed(head: &str) -> &str {
    head.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '،' | '؛' | ',' | ';' | ':' | '-' | '–' | '—')
    })
}

/// The last bound between graphemes at byte `at` or before; `at` itself where there is none but the start.
fn bound(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) {
        return at;
    }
    cursor.prev_boundary(text, 0).ok().flatten().filter(|&before| before > 0).unwrap_or(at)
}

/// The isolates and embeddings that `text` opens and does not close, with the places of what opens them.
fn open(text: &str) -> Vec<(usize, char)> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| is_embedding(c)) {
        match c {
            '\u{2069}' => {
                if let Some(nth) = open.iter().rposition(|&(_, opener)| is_isolate(opener)) {
                    open.truncate(nth);
                }
            }
            '\u{202C}' => {
                // It closes nothing beyond the isolate that it stands in.
                open.pop_if(|(_, opener)| !is_isolate(*opener));
            }
            opener => open.push((at, opener)),
        }
    }
    open
}

fn is_isolate(opener: char) -> bool {
    matches!(opener, '\u{2066}'..='\u{2068}')
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
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn a_cut_falls_at_a_clause_or_a_word() {
        assert_eq!(cut("قصير", 90), None);
        assert_eq!(cut("رغم الفشل في الهجوم، إلا أنه كشف", 25), Some("رغم الفشل في الهجوم"));
        assert_eq!(cut("كلمة ثم كلمة أخرى طويلة", 14), Some("كلمة ثم كلمة"));
    }

    #[test]
    fn a_cut_leaves_a_letter_its_marks() {
        assert_eq!(cut("كتبًا", 3), Some("كت"));
        assert_eq!(cut("كتبًا", 4), Some("كتبً"));
        assert_eq!(cut("مُحَمَّدٌ", 3), Some("مُ"));
        assert_eq!(cut("👩‍👩‍👦", 2), Some("👩‍"), "there is no other place");
    }

    #[test]
    fn a_cut_does_not_fall_into_an_isolate() {
        let number = "اتصل بالرقم \u{2066}+963 11 222\u{2069} الآن";
        assert_eq!(cut(number, 19), Some("اتصل بالرقم"));
        assert_eq!(cut(number, 26), Some("اتصل بالرقم \u{2066}+963 11 222\u{2069}"));
        assert_eq!(shortened(number, 19), "اتصل بالرقم…");
        assert_eq!(shortened("\u{2067}كله معزول ههنا\u{2069}", 10), "\u{2067}كله معزول…\u{2069}");
        assert_eq!(shortened("\u{202B}كله مضمن ههنا\u{202C}", 10), "\u{202B}كله مضمن…\u{202C}");
        assert_eq!(shortened("قصير", 10), "قصير");
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

    /// Texts of what makes cutting hard.
    fn hard() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "كتاب", "ك", "\u{64B}", "\u{651}", "\u{600}", "\r\n", " ", "\u{A0}", "،", ": ", ". ", "12", "…",
            "\u{2066}", "\u{2067}", "\u{2069}", "\u{202B}", "\u{202C}", "\u{200F}", "\u{200D}", "👩", "🇸",
            "e\u{301}",
        ]);
        prop_oneof![prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat()), any::<String>()]
    }

    proptest! {
        #[test]
        fn a_cut_is_a_prefix_no_longer_than_asked(text in hard(), max in 1usize..100) {
            if let Some(head) = cut(&text, max) {
                prop_assert!(text.starts_with(head));
                prop_assert!(head.chars().count() <= max);
                prop_assert!(!head.is_empty());
            } else {
                prop_assert!(text.chars().count() <= max);
            }
        }

        #[test]
        fn a_cut_falls_between_graphemes(text in hard(), max in 1usize..100) {
            if let Some(head) = cut(&text, max) {
                let mut graphemes = text.grapheme_indices(true);
                let first = graphemes.next().map_or(0, |(_, first)| first.len());
                let is_bound = graphemes.any(|(at, _)| at == head.len());
                prop_assert!(is_bound || head.len() < first, "{head:?} of {text:?}");
            }
        }

        #[test]
        fn what_is_shortened_leaves_no_isolate_open_that_was_closed(text in hard(), max in 1usize..100) {
            let short = shortened(&text, max);
            prop_assert!(open(&short).is_empty() || short == text, "{short:?} of {text:?}");
            if let Some(head) = cut(&text, max) && let Some(&(at, _)) = open(head).first() {
                prop_assert!(!text[..at].contains(char::is_alphanumeric), "{head:?} of {text:?}");
            }
        }
    }
}
