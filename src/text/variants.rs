//! Spelling variants: words that newsrooms write in more than one way, made one for comparison.
//!
//! The table is data (`text/variants.toml`, and a site's own `[related] variants`). Words are
//! compared folded, and after the particles that Arabic writes together with a word.

use std::borrow::Cow;
use std::collections::HashMap;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::arabic::{fold, headline_key};
use crate::sum::{Sum, sum};

/// The built-in table.
const BUILT_IN: &str = include_str!("variants.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    prefixes: Vec<String>,
    variants: Vec<String>,
}

/// The sum of a headline's unified form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadlineKey(Sum);

impl HeadlineKey {
    /// As one number, which is compared some times faster than bytes.
    #[must_use]
    pub fn number(self) -> u128 {
        u128::from_le_bytes(self.0)
    }
}

/// A table of variants, ready to be asked.
pub struct Variants {
    /// What may be written together with the beginning of a word, folded, the longest first.
    prefixes: Vec<String>,
    /// Whole words to their first spelling.
    words: HashMap<String, String>,
    /// Beginnings of words to their first spelling.
    stems: Vec<(String, String)>,
    /// Finds where any of them stands: most headlines hold none.
    any: Regex,
}

impl Variants {
    /// The built-in table and a site's own lines, each `spelling = spelling …`.
    #[must_use]
    pub fn new(own: &[String]) -> Self {
        let table: Table = toml::from_str(BUILT_IN).expect("the compiled-in table is read by a test");
        let mut prefixes: Vec<String> = table.prefixes.iter().map(|prefix| fold(prefix)).collect();
        prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        let spellings: Vec<Spelling> =
            own.iter().chain(&table.variants).flat_map(|line| read(line)).collect();
        let keys: Vec<String> = spellings.iter().map(|one| regex::escape(&one.key)).collect();
        let any = Regex::new(&keys.join("|")).expect("escaped words are a pattern");
        let (stems, words): (Vec<_>, Vec<_>) = spellings.into_iter().partition(|one| one.is_stem);
        let pair = |Spelling { key, first, .. }| (key, first);
        Self {
            prefixes,
            // Of one word's lines the first counts, and a site's own stand before the built-in ones.
            words: words.into_iter().rev().map(pair).collect(),
            stems: stems.into_iter().map(pair).collect(),
            any,
        }
    }

    /// The number under which a headline is found: two that differ only in what
    /// [`headline_key`] leaves out, and in spelling variants, have one.
    #[must_use]
    pub fn key(&self, headline: &str) -> HeadlineKey {
        self.key_of_folded(&headline_key(headline))
    }

    /// The same of what [`headline_key`] made of a headline.
    #[must_use]
    pub fn key_of_folded(&self, folded: &str) -> HeadlineKey {
        HeadlineKey(sum(self.unified(folded).as_bytes()))
    }

    /// The folded form of a headline with every word in its first spelling.
    fn unified<'k>(&self, key: &'k str) -> Cow<'k, str> {
        if !self.any.is_match(key) {
            return key.into();
        }
        let mut unified = String::with_capacity(key.len());
        for word in key.split(' ') {
            if !unified.is_empty() {
                unified.push(' ');
            }
            self.push_word(word, &mut unified);
        }
        unified.into()
    }

    fn push_word(&self, word: &str, unified: &mut String) {
        if self.push_bare(word, unified) {
            return;
        }
        for prefix in &self.prefixes {
            if let Some(bare) = word.strip_prefix(prefix.as_str()) {
                let before = unified.len();
                unified.push_str(prefix);
                if self.push_bare(bare, unified) {
                    return;
                }
                unified.truncate(before);
            }
        }
        unified.push_str(word);
    }

    /// Pushes the first spelling of a word without particles, if it has another.
    fn push_bare(&self, word: &str, unified: &mut String) -> bool {
        if let Some(first) = self.words.get(word) {
            unified.push_str(first);
            return true;
        }
        for (stem, first) in &self.stems {
            if let Some(ending) = word.strip_prefix(stem.as_str()) {
                unified.push_str(first);
                unified.push_str(ending);
                return true;
            }
        }
        false
    }
}

/// A spelling, the one that stands for it, and whether it is only the beginning of a word.
struct Spelling {
    key: String,
    first: String,
    is_stem: bool,
}

/// The spellings of a line but the first.
fn read(line: &str) -> Vec<Spelling> {
    let mut spellings = line.split('=').map(str::trim);
    let key = |spelling: &str| headline_key(spelling.trim_end_matches('*'));
    let first = spellings.next().map(key).unwrap_or_default();
    let spelling = |spelling: &str| Spelling {
        key: key(spelling),
        first: first.clone(),
        is_stem: spelling.ends_with('*'),
    };
    spellings.map(spelling).filter(|spelling| !spelling.key.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_its_spellings_is_one_with_any_particle_and_ending() {
        let variants = Variants::new(&[]);
        for (one, other) in [
            ("مسؤول أميركي", "مسئول أمريكي"),
            ("المسؤولون في سوريا", "المسئولون في سورية"),
            ("وبالشؤون الأميركية", "وبالشئون الأمريكية"),
        ] {
            assert_eq!(variants.key(one), variants.key(other));
        }
        assert_ne!(variants.key("سوري في روما"), variants.key("سوريا في روما"));
    }

    #[test]
    fn a_site_adds_its_own() {
        let variants = Variants::new(&["درعا = درعة".to_owned()]);
        assert_eq!(variants.key("خبر من درعا"), variants.key("خبر من درعة"));
    }

    #[test]
    fn a_sites_own_line_counts_before_a_built_in_one_of_the_same_word() {
        let built_in = Variants::new(&[]);
        assert_eq!(built_in.key("أرباح جوجل"), built_in.key("أرباح غوغل"));
        let variants = Variants::new(&["شركة = جوجل".to_owned(), "بحث = جوجل".to_owned()]);
        assert_eq!(variants.key("أرباح جوجل"), variants.key("أرباح شركة"));
    }
}
