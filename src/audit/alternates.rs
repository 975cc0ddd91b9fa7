//! Pages in several languages: each names all of them, itself too (Google, "Localized versions of your pages").

use std::collections::HashMap;

use icu_locale_core::LanguageIdentifier;

use super::Published;
use crate::diagnostic::catalog::AlternateFault;
use crate::diagnostic::{Diagnostic, catalog};

/// What all pages say of the same in other languages. Few bytes each: there may be a million.
#[derive(Default)]
pub(super) struct Alternates {
    langs: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    /// The page, the language's number, and the page in it; in the order of the pages.
    all: Vec<(u32, u32, u32)>,
}

/// For readers of none of the languages.
const DEFAULT: &str = "x-default";

impl Alternates {
    /// Takes those of one page.
    pub(super) fn take(&mut self, page: u32, alternates: Vec<(Box<str>, u32)>) {
        for (lang, target) in alternates {
            let next = u32::try_from(self.langs.len()).expect("languages are few");
            let lang = *self.numbers.entry(lang).or_insert_with_key(|lang| {
                self.langs.push(lang.clone());
                next
            });
            self.all.push((page, lang, target));
        }
    }

    /// Holds them against one another.
    pub(super) fn join(mut self, published: &Published<'_>) -> Vec<Diagnostic> {
        self.all.sort_unstable();
        self.all.dedup();
        let unknown: Vec<bool> = self.langs.iter().map(|lang| !is_known(lang)).collect();
        let default = self.numbers.get(DEFAULT);
        let mut told = Vec::new();
        for group in self.all.chunk_by(|(a, ..), (b, ..)| a == b) {
            let page = group[0].0;
            let mut tell = |fault| told.push(catalog::hreflang(published.span(page), fault));
            for &(_, lang, target) in group {
                if unknown[lang as usize] {
                    tell(AlternateFault::Unknown(&self.langs[lang as usize]));
                }
                let is_default = Some(&lang) == default;
                if target != page && !is_default && !self.names(target, page) {
                    tell(AlternateFault::OneWay(published.paths[target as usize]));
                }
            }
            for twice in group.windows(2).filter(|two| two[0].1 == two[1].1) {
                tell(AlternateFault::Twice(&self.langs[twice[0].1 as usize]));
            }
            if !group.iter().any(|&(_, _, target)| target == page) {
                tell(AlternateFault::NotItself);
            }
            if !group.iter().any(|(_, lang, _)| Some(lang) == default) {
                tell(AlternateFault::NoDefault);
            }
        }
        told
    }

    /// Whether a page names another.
    fn names(&self, page: u32, other: u32) -> bool {
        let from = self.all.partition_point(|&(of, ..)| of < page);
        self.all[from..].iter().take_while(|&&(of, ..)| of == page).any(|&(_, _, target)| target == other)
    }
}

/// Whether search engines know such a language: BCP 47 without extensions.
fn is_known(lang: &str) -> bool {
    lang == DEFAULT || lang.parse::<LanguageIdentifier>().is_ok_and(|id| !id.language.is_unknown())
}
