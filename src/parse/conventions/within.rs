//! Markers within a paragraph, and where the titles behind them end.
//!
//! A title in running text ends where its author shows it: with its link, at the bracket or
//! quotation mark that closes it, or with the paragraph when no sentence ends on the way. Anywhere
//! else nobody can tell a title from the words behind it, and everything stays where it is.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memchr3_iter;
use memchr::memmem::Finder;
use regex::Regex;

use super::{Rule, Rules, Standing, skip_blank};
use crate::config::convention::{Role, Takes};
use crate::parse::shape;
use crate::text::arabic::{fold, fold_chars, is_alphanumeric, is_ignorable, is_unseen};

/// The longest marker that is looked for within a paragraph, in characters as they are written.
const MARKER_CHARS: usize = 64;

/// The signs that end a sentence and nothing else.
const STOPS: [char; 2] = ['.', '۔'];

/// What markers make of a paragraph.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Within {
    /// The lines that are parted from it, in order.
    pub lines: Vec<InlineLine>,
    /// The first marker whose title's end cannot be told. What is behind it was not looked at.
    pub doubtful: Option<Range<usize>>,
}

/// A marker with its title, and where the text around them ends and goes on. What lies between is
/// no word: white space, brackets, a bullet, a full stop.
#[derive(Debug, PartialEq, Eq)]
pub struct InlineLine {
    /// Where the text before it ends.
    pub before: usize,
    /// The line.
    pub line: Range<usize>,
    /// Where the text behind it begins.
    pub after: usize,
}

/// What may follow the markers of several rules, as it is written. The processor looks for three bytes, and
/// for several longer words, in many places at once; for both together it would stop at every other letter.
pub(super) struct Separators {
    bytes: Vec<u8>,
    /// Those of more than one byte, the longest first.
    longer: Option<Regex>,
    /// What parts titles in one line: as good as a separator.
    gap: Finder<'static>,
}

impl Separators {
    pub(super) fn of(rules: &[Rule]) -> Self {
        let written = rules.iter().flat_map(|rule| &rule.separators).map(String::as_str);
        let written: BTreeSet<&str> = written.filter(|one| !one.is_empty()).collect();
        let (bytes, mut longer): (Vec<&str>, Vec<&str>) = written.into_iter().partition(|one| one.len() == 1);
        longer.sort_by_key(|one| Reverse(one.len()));
        let longer: Vec<String> = longer.into_iter().map(regex::escape).collect();
        let any = || Regex::new(&longer.join("|")).expect("escaped words are a pattern");
        let longer = (!longer.is_empty()).then(any);
        Self { bytes: bytes.concat().into(), longer, gap: Finder::new("  ") }
    }

    /// The places of separators in `text`, in order; of several at one place the longest.
    fn find(&self, text: &str) -> Vec<Range<usize>> {
        let longer = self.longer.iter().flat_map(|longer| longer.find_iter(text));
        let mut found: Vec<Range<usize>> = longer.map(|one| one.range()).collect();
        for three in self.bytes.chunks(3) {
            let (one, other, third) = (three[0], three[three.len() / 2], three[three.len() - 1]);
            found.extend(memchr3_iter(one, other, third, text.as_bytes()).map(|at| at..at + 1));
        }
        found.sort_by_key(|separator| separator.start);
        found.dedup_by_key(|separator| separator.start);
        found
    }
}

/// A paragraph that may hold a marker, and where in it links and separators stand.
pub(super) struct Paragraph<'p> {
    text: &'p str,
    links: Vec<Range<usize>>,
    separators: Vec<Range<usize>>,
}

impl<'p> Paragraph<'p> {
    /// Of `text`, unless nothing stands in it that a marker needs behind it.
    pub(super) fn new(
        text: &'p str,
        links: impl FnOnce() -> Vec<Range<usize>>,
        separators: &Separators,
    ) -> Option<Self> {
        let found = separators.find(text);
        let may_hold_marker = !found.is_empty() || separators.gap.find(text.as_bytes()).is_some();
        may_hold_marker.then(|| Self { text, links: links(), separators: found })
    }
}

/// A marker and the separator behind it.
struct Marker {
    start: usize,
    /// Where its separator ends.
    end: usize,
    /// Where what it points to begins.
    rest: usize,
}

impl Rules<'_> {
    /// The lines within `text`, a paragraph that has links at `links`.
    #[must_use]
    pub fn within(self, text: &str, links: impl FnOnce() -> Vec<Range<usize>>) -> Within {
        let nothing = Within::default();
        let Some(paragraph) = Paragraph::new(text, links, &self.0.separators) else { return nothing };
        let mut rules = self.0.rules.iter().filter(|rule| rule.inline);
        let found = rules.find_map(|rule| {
            let found = rule.within(&paragraph);
            (found != nothing).then_some((rule, found))
        });
        let Some((rule, mut found)) = found else { return nothing };
        // An earlier rule may want such a line to stay.
        let standing = Standing { first: false, remaining: usize::MAX, by_shape: false };
        let is_its_own =
            |line: &str| self.recognise(line, standing).is_some_and(|other| other.role == rule.role);
        found.lines.retain(|inline| is_its_own(&text[inline.line.clone()]));
        let doubtful = found.doubtful.filter(|_| rule.role == Role::Related);
        found.doubtful = doubtful.filter(|marker| is_its_own(&text[marker.start..]));
        found
    }
}

impl Rule {
    /// The lines that this rule finds within a paragraph.
    pub(super) fn within(&self, paragraph: &Paragraph<'_>) -> Within {
        let Paragraph { text, links, .. } = paragraph;
        if self.takes == Takes::Gaps {
            return Within { lines: self.between_gaps(text).into_iter().collect(), doubtful: None };
        }
        let mut found = Within::default();
        let mut from = 0;
        for marker in self.markers(paragraph, 0) {
            if marker.start < from {
                continue;
            }
            // A marker that begins the paragraph has all of it, unless links tell more.
            let begins = skip_blank(text, 0) == marker.start;
            match self.line(paragraph, from, &marker) {
                Some(line) if !begins || !links.is_empty() => {
                    from = line.after;
                    found.lines.push(line);
                }
                None if !begins || links.len() > 1 => {
                    found.doubtful = Some(marker.start..marker.end);
                    break;
                }
                _ => break,
            }
        }
        found
    }

    /// A marker that stands between gaps, with all that is behind it.
    fn between_gaps(&self, text: &str) -> Option<InlineLine> {
        let mut parts = text.contains("  ").then(|| shape::between_gaps(text, 0))?.peekable();
        let is_marker = |part: &Range<usize>| {
            let folded = fold(&text[part.clone()]);
            self.starts.iter().any(|start| start.text == folded)
        };
        let mut before = parts.next()?.end;
        while let Some(part) = parts.next() {
            if parts.peek().is_some() && is_marker(&part) {
                return Some(InlineLine { before, line: part.start..text.len(), after: text.len() });
            }
            before = part.end;
        }
        None
    }

    /// The markers behind byte `from` that a separator follows, in order.
    fn markers<'p>(&'p self, paragraph: &'p Paragraph<'_>, from: usize) -> impl Iterator<Item = Marker> + 'p {
        let text = paragraph.text;
        let nth = paragraph.separators.partition_point(|separator| separator.start < from);
        paragraph.separators[nth..].iter().cloned().filter_map(move |Range { start, end }| {
            let is_own = self.separators.iter().any(|own| text[start..end] == **own);
            let start = if is_own { self.marker_before(text, start)? } else { return None };
            // In quotation marks it is spoken of, and points nowhere.
            let is_quoted = text[..start].ends_with(shape::is_quote);
            (!is_quoted).then(|| Marker { start, end, rest: skip_blank(text, end) })
        })
    }

    /// Where the longest marker begins that ends at byte `end`, white space aside.
    fn marker_before(&self, text: &str, end: usize) -> Option<usize> {
        let mut back = text[..end].char_indices().rev();
        let (at, last) = back.by_ref().find(|(_, c)| !c.is_whitespace() && !is_ignorable(*c))?;
        let end = at + last.len_utf8();
        // Most separators stand behind another word, which its last letter tells.
        let last = fold_chars(&text[at..end]).last()?.char;
        let starts = self.starts.iter().filter(|start| start.last == Some(last));
        let mut starts = starts.map(|start| &start.text).peekable();
        starts.peek()?;
        let from = back.take(MARKER_CHARS).last().map_or(at, |(from, _)| from);
        let window: Vec<_> = fold_chars(&text[from..end]).collect();
        let begins = starts.filter_map(|start| {
            let at = window.len().checked_sub(start.chars().count())?;
            let is_marker = window[at..].iter().map(|folded| folded.char).eq(start.chars());
            let begins_word = match at.checked_sub(1) {
                Some(before) => !is_alphanumeric(window[before].char),
                None => from == 0,
            };
            (is_marker && begins_word).then(|| from + window[at].start)
        });
        begins.min()
    }

    /// The line of `marker`, when the text around it can do without it and its end is certain. The
    /// text before byte `from` belongs to an earlier line.
    fn line(&self, paragraph: &Paragraph<'_>, from: usize, marker: &Marker) -> Option<InlineLine> {
        let Paragraph { text, links, .. } = paragraph;
        let mut before = from + visible(&text[from..marker.start]).len();
        let opening = text[from..before].chars().next_back().filter(|&c| closing_bracket(c).is_some());
        if let Some(opening) = opening {
            before = from + visible(&text[from..before - opening.len_utf8()]).len();
        }
        let is_first = !text[from..before].contains(is_alphanumeric);
        if is_first {
            before = from;
        } else if !ends_sentence(&text[..before]) && !text[before..marker.start].contains('\n') {
            return None;
        }
        let rest = &text[marker.rest..];
        let first = rest.chars().next().filter(|_| rest.contains(is_alphanumeric))?;
        let nth = links.partition_point(|link| link.end <= marker.rest);
        let (end, after) = if let Some(opening) = opening {
            let end = marker.rest + closed_at(rest, opening, closing_bracket(opening)?)?;
            (end, behind_stop(text, end + opening.len_utf8())?)
        } else if let Some(link) = links.get(nth).filter(|link| link.start <= marker.rest) {
            let next = links.get(nth + 1).map_or(text.len(), |next| next.start);
            // Another link close by: one marker over several titles, which words may join.
            let between = text[link.end..next].chars().filter(|c| is_alphanumeric(*c)).take(2).count();
            let is_alone = next == text.len() || between == 2;
            (link.end, is_alone.then(|| behind_stop(text, link.end))??)
        } else if links.len() > nth + 1 {
            return None;
        } else if let Some((end, after)) = quoted(text, marker.rest, first).filter(|_| !is_first) {
            (end, after)
        } else {
            let is_title = is_first && from == 0 || self.is_all_title(paragraph, marker.rest);
            is_title.then_some((text.len(), text.len()))?
        };
        Some(InlineLine { before, line: marker.start..end, after })
    }

    /// Whether all from byte `start` on can only be a title.
    fn is_all_title(&self, paragraph: &Paragraph<'_>, start: usize) -> bool {
        let rest = visible(&paragraph.text[start..]);
        let mut ends = rest.match_indices(['.', '۔', '؟', '?', '!', '\n']);
        let goes_on = |&(at, end): &(usize, &str)| {
            let dots = rest[..at].ends_with('.');
            end == "\n" || !dots && rest[at + end.len()..].starts_with(char::is_whitespace)
        };
        rest.chars().nth(shape::HEADLINE_CHARS).is_none()
            && rest.split_whitespace().nth(2).is_some()
            && !shape::ends_sentence(rest)
            && !ends.any(|end| goes_on(&end))
            && self.markers(paragraph, start).next().is_none()
    }
}

/// `text` without what cannot be seen at its end.
fn visible(text: &str) -> &str {
    text.trim_end_matches(is_unseen)
}

fn closing_bracket(c: char) -> Option<char> {
    match c {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    }
}

fn closing_quote(c: char) -> Option<char> {
    match c {
        '«' => Some('»'),
        '“' => Some('”'),
        '"' => Some('"'),
        _ => None,
    }
}

/// The end of a title that is quoted whole from byte `start` on, and where the text behind it goes
/// on. A quoted word may begin a title: all of it is quoted only where a sentence ends.
fn quoted(text: &str, start: usize, opening: char) -> Option<(usize, usize)> {
    let closing = closing_quote(opening)?;
    let inside = start + opening.len_utf8();
    let end = inside + closed_at(&text[inside..], opening, closing)? + closing.len_utf8();
    let is_whole = text[end..].starts_with(STOPS) || visible(&text[end..]).is_empty();
    is_whole.then(|| Some((end, behind_stop(text, end)?)))?
}

/// Where `closing` closes in `text` what `opening` opened before it, within a title's length.
fn closed_at(text: &str, opening: char, closing: char) -> Option<usize> {
    let mut depth = 1;
    let mut near = text.char_indices().take(shape::TITLE_CHARS);
    near.find_map(|(at, c)| {
        if c == closing {
            depth -= 1;
        } else if c == opening {
            depth += 1;
        }
        (depth == 0).then_some(at)
    })
}

/// Whether a text ends as a sentence does, quotation marks and brackets behind its end or not.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c| shape::is_quote(c) || matches!(c, ')' | ']' | '}'));
    text.ends_with(['.', '۔', '؟', '?', '!', '…'])
}

/// Where the text behind a full stop at byte `at`, or without one, goes on with another word.
fn behind_stop(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let rest = rest.strip_prefix(STOPS).unwrap_or(rest);
    let is_apart = rest.chars().next().is_none_or(is_unseen);
    is_apart.then(|| skip_blank(text, text.len() - rest.len()))
}
