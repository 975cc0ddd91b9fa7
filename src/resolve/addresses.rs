//! Addresses over time: what `addresses.toml` says of those that articles once had, and which were left
//! since the site was built last.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::routes::{self, without_case};
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::{Head, OldAddress};
use crate::memo::{Former, Readings};
use crate::site::SitePath;
use crate::source::{Seed, SourcePath, TextFile};
use crate::sum::Sum;
use crate::table::Document;

/// How many addresses are told one by one: a change of the settings may move all articles.
pub const TOLD: usize = 10;

/// A line of the record.
pub(super) struct Line {
    /// The address.
    pub(super) old: OldAddress,
    /// Where its article went; none where it went nowhere.
    pub(super) to: Option<SitePath>,
    /// Where the line says so.
    pub(super) span: Span,
}

/// The lines of the record, and which one speaks of an address.
#[derive(Default)]
pub(super) struct Lines {
    /// As they were written, the oldest first.
    pub(super) all: Vec<Line>,
    // Only asked for an address: no order comes from it.
    by_form: HashMap<String, usize>,
}

impl Lines {
    /// Adds lines behind the others.
    pub(super) fn add(&mut self, lines: impl IntoIterator<Item = Line>) {
        for line in lines {
            self.by_form.insert(line.old.form(), self.all.len());
            self.all.push(line);
        }
    }

    /// Whether one speaks of the address of that form.
    pub(super) fn have(&self, form: &str) -> bool {
        self.by_form.contains_key(form)
    }

    /// A line, and those that lead on from where it leads.
    pub(super) fn way<'l>(&'l self, from: &'l Line) -> impl Iterator<Item = &'l Line> {
        let next = |line: &&Line| {
            let nth = self.by_form.get(&*without_case(line.to.as_ref()?))?;
            Some(&self.all[*nth])
        };
        // No way is longer than all lines: one that is goes in a circle.
        std::iter::successors(Some(from), next).take(self.all.len())
    }

    /// Takes out the lines whose article has come back to the address that it had left: the one to which they
    /// lead moves there. Gives where they stand, in bytes of the record's text.
    pub(super) fn take_out_those_back(&mut self, moves: &[Move]) -> Vec<Range<usize>> {
        let moved = moves
            .iter()
            .filter_map(|Move { from, to }| Some((without_case(&from.address), without_case(to.as_ref()?))));
        let moved: HashMap<_, _> = moved.collect();
        let is_back = |line: &&Line| {
            let form = line.old.form();
            let mut ends = self.way(line).filter_map(|line| moved.get(&without_case(line.to.as_ref()?)));
            ends.any(|to| *to == form)
        };
        let back = self.all.iter().filter(is_back).map(|line| line.span.start..line.span.end);
        let back: Vec<Range<usize>> = back.collect();
        if !back.is_empty() {
            let stays = |line: &Line| back.binary_search_by_key(&line.span.start, |back| back.start).is_err();
            let lines = std::mem::take(self).all;
            self.add(lines.into_iter().filter(stays));
        }
        back
    }
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
    let mut lines: Vec<Line> =
        document.root(diagnostics).into_strings().into_iter().filter_map(read).collect();
    diagnostics.extend(faults);
    // As they were written, the oldest first.
    lines.sort_by_key(|line| line.span.start);
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

impl Move {
    /// The same as a line of the record at `record`, which has yet to say it.
    pub(super) fn line(&self, record: &SourcePath) -> Line {
        let old = OldAddress { path: self.from.address.clone(), query: None };
        Line { old, to: self.to.clone(), span: Span::file(record) }
    }
}

/// What the record of former addresses has yet to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// What it lacks, sorted by address.
    pub all: Vec<Move>,
    /// Where it says of an address that its article has left it, and the article is back: bytes of its text,
    /// in order.
    pub(super) back: Vec<Range<usize>>,
}

impl Moves {
    /// The record's text with `moves`, which are some of these, behind what it says already. An article that
    /// has come back to an address is not sent on from there any more.
    pub fn noted<'m>(&self, record: &str, moves: impl IntoIterator<Item = &'m Move>) -> String {
        let mut text = String::with_capacity(record.len() + 128 * self.all.len());
        let mut back = self.back.iter().peekable();
        let mut end = 0;
        for line in record.split_inclusive('\n') {
            let start = end;
            end += line.len();
            while back.next_if(|back| back.end <= start).is_some() {}
            if back.peek().is_none_or(|back| back.start >= end) {
                text.push_str(line);
            }
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let quoted = |text: &str| serde_json::to_string(text).expect("a string is JSON, and TOML");
        for Move { from, to } in moves {
            let to = to.as_deref().unwrap_or_default();
            text.push_str(&format!("{} = {}\n", quoted(&from.address), quoted(to)));
        }
        text
    }
}

/// What became of the articles that have left an address, by what they are known by.
pub(super) struct Present<'a> {
    seeds: &'a [Seed],
    readings: &'a Readings,
    by_sum: HashMap<Sum, usize>,
}

impl<'a> Present<'a> {
    /// Ready to find the articles of `former`.
    pub(super) fn of(seeds: &'a [Seed], readings: &'a Readings, former: &[Former]) -> Self {
        let wanted: HashSet<Sum> = former.iter().filter_map(|former| former.sum).collect();
        let mut by_sum = HashMap::new();
        for (nth, reading) in readings.iter().enumerate() {
            if let Some(sum) = reading.sum.filter(|sum| wanted.contains(sum))
                && reading.outcome.head().is_some()
            {
                by_sum.entry(sum).or_insert(nth);
            }
        }
        Self { seeds, readings, by_sum }
    }

    /// The place of the seed that holds the article: that of its seed's name, else the first that holds
    /// what its seed held.
    pub(super) fn find(&self, former: &Former) -> Option<usize> {
        let by_name = self.seeds.binary_search_by(|seed| seed.path.cmp(&former.seed)).ok();
        by_name.or_else(|| self.by_sum.get(former.sum.as_ref()?).copied())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(from: &str, to: Option<&str>) -> Move {
        let from = Former { address: from.to_owned(), seed: "seeds/a.txt".into(), sum: None };
        Move { from, to: to.map(str::to_owned) }
    }

    #[test]
    fn a_record_keeps_what_it_says_and_gets_a_line_for_each_address() {
        let record = "# ours\n\"a.html\" = \"b.html\" # why";
        let all = vec![moved("b.html", Some("c.html")), moved("خ\"x.html", None)];
        let moves = Moves { all, back: Vec::new() };
        assert_eq!(
            moves.noted(record, &moves.all),
            "# ours\n\"a.html\" = \"b.html\" # why\n\"b.html\" = \"c.html\"\n\"خ\\\"x.html\" = \"\"\n"
        );
    }

    #[test]
    fn an_article_that_comes_back_to_its_address_is_not_sent_away_from_it() {
        let record =
            "\"o.html\" = \"a.html\"\n'a.html' = \"\"\"\nb.html\"\"\" # long\n\"p.html\" = \"a.html\"\n";
        let value = record.find("\"\"\"").expect("there")..record.find(" # long").expect("there");
        let moves = Moves { all: vec![moved("b.html", Some("a.html"))], back: vec![value] };
        assert_eq!(
            moves.noted(record, &moves.all),
            "\"o.html\" = \"a.html\"\n\"p.html\" = \"a.html\"\n\"b.html\" = \"a.html\"\n"
        );
    }
}
