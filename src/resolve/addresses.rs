//! Addresses over time: what `addresses.toml` says of those that articles once had, and which were left
//! since the site was built last.

use std::collections::{HashMap, HashSet};

use super::routes;
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::{Head, OldAddress};
use crate::memo::{Former, Readings};
use crate::site::SitePath;
use crate::source::{Seed, TextFile};
use crate::table::Document;

/// A line of the record.
pub(super) struct Line {
    /// The address.
    pub(super) old: OldAddress,
    /// Where its article went; none where it went nowhere.
    pub(super) to: Option<SitePath>,
    /// Where the line says so.
    pub(super) span: Span,
}

/// Reads the record: `"old address" = "new address"`, or `""` where there is no such article any more.
pub(super) fn read(file: &TextFile, base: Option<&url::Url>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Line> {
    let mut faults = Vec::new();
    let document = Document::parse(&file.path, 0, &file.text, diagnostics);
    let read = |(old, to): (String, crate::diagnostic::Spanned<String>)| {
        let span = to.span;
        let mut address = |given: &str| {
            let read = routes::old::read(given, base);
            read.map_err(|reason| faults.push(catalog::bad_alias(span.clone(), given, reason))).ok()
        };
        let old = address(&old)?;
        let to = match to.value.trim() {
            "" => None,
            given => Some(address(given)?.page()?),
        };
        Some(Line { old, to, span })
    };
    let lines = document.root(diagnostics).into_strings().into_iter().filter_map(read).collect();
    diagnostics.extend(faults);
    lines
}

/// An address that an article has left since the last build, of which nobody has said what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The address, with the seed of its article as it is called now.
    pub from: Former,
    /// The article's address now; none where there is no such article.
    pub to: Option<SitePath>,
}

/// What became of the articles that have left an address, by what they are known by.
pub(super) struct Present<'a> {
    seeds: &'a [Seed],
    readings: &'a Readings,
    by_hash: HashMap<blake3::Hash, usize>,
}

impl<'a> Present<'a> {
    /// Ready to find the articles of `former`.
    pub(super) fn of(seeds: &'a [Seed], readings: &'a Readings, former: &[Former]) -> Self {
        let wanted: HashSet<blake3::Hash> = former.iter().filter_map(|former| former.hash).collect();
        let mut by_hash = HashMap::new();
        for (nth, reading) in readings.iter().enumerate() {
            if let Some(hash) = reading.hash.filter(|hash| wanted.contains(hash))
                && reading.outcome.head().is_some()
            {
                by_hash.entry(hash).or_insert(nth);
            }
        }
        Self { seeds, readings, by_hash }
    }

    /// The place of the seed that holds the article: that of its seed's name, else the first that holds
    /// what its seed held.
    pub(super) fn find(&self, former: &Former) -> Option<usize> {
        let by_name = self.seeds.binary_search_by(|seed| seed.path.cmp(&former.seed)).ok();
        by_name.or_else(|| self.by_hash.get(former.hash.as_ref()?).copied())
    }

    /// The address of the article of a seed, if it is one.
    pub(super) fn address(&self, nth: usize) -> Option<&'a str> {
        self.readings.head(nth).map(Head::path)
    }

    /// Whether the article of that seed is the one that left the address: its file bears the same name, but
    /// for its ending, or holds the same.
    pub(super) fn is_same(&self, nth: usize, former: &Former) -> bool {
        let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
        stem(&self.seeds[nth].path) == stem(&former.seed) || self.find(former) == Some(nth)
    }
}
