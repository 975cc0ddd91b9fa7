//! Quotation marks: which open and which close, whatever was typed.
//!
//! Keyboards and phones give one of “ and ” for both, or `"`. A mark's neighbours tell what it
//! does: it opens before a word, and closes after one. Where neighbours and turns agree throughout
//! a block, its marks are paired; where they do not, nobody can tell, and the block is left alone.
//!
//! Arabic uses «…» and “…” (W3C alreq, "Quotations"); CLDR's `ar` has ”…“, so an article that
//! keeps to that is right too.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr3;

use super::chars::{is_closing, is_opening, is_quote, is_stop};
use super::lint::Block;
use super::{Finding, Kind};

/// How quotation marks are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// As the author typed them, but what was opened with “ or « and closed with the same is
    /// closed with its counterpart.
    Keep,
    /// As this pair.
    As(char, char),
}

/// The pairs that belong together.
const PAIRS: [(char, char); 2] = [('“', '”'), ('«', '»')];

/// How many quotation marks may stand side by side before nobody can tell.
const SIDE_BY_SIDE: usize = 3;

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    Open,
    Close,
}

/// A quotation mark and what its neighbours say of it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    char: char,
    does: Option<Does>,
}

impl Mark {
    fn range(self) -> Range<usize> {
        self.at..self.at + self.char.len_utf8()
    }

    /// What the mark was typed for, by its own shape.
    fn typed_for(self) -> Option<Does> {
        match self.char {
            '“' | '«' => Some(Does::Open),
            '”' | '»' => Some(Does::Close),
            _ => None,
        }
    }
}

/// `text`, one block, with its double quotation marks as `quotes` says. A block in which turns and
/// neighbours disagree, or with an odd mark, is left as it is.
#[must_use]
pub fn requote(text: &str, quotes: Quotes) -> Cow<'_, str> {
    // A search for bytes is all that most blocks cost.
    if next_beginning(text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    match quotes {
        // The marks that are also used to close.
        Quotes::Keep if !(text.contains('“') || text.contains('«')) => Cow::Borrowed(text),
        Quotes::Keep => {
            let marks = marks(text, std::slice::from_ref(&(0..text.len())));
            let mut closed = Cow::Borrowed(text);
            for (open, close) in PAIRS {
                let family = of_pair(&marks, (open, close));
                let opened = family.iter().step_by(2).all(|mark| mark.char == open);
                let unclosed = |mark: &&Mark| mark.char == open;
                if opened
                    && family.iter().skip(1).step_by(2).any(|mark| mark.char == open)
                    && take_turns(&family)
                {
                    let to = family.iter().skip(1).step_by(2).filter(unclosed).map(|mark| (mark.at, close));
                    closed = Cow::Owned(exchange(&closed, to));
                }
            }
            closed
        }
        Quotes::As(open, close) => {
            let marks = marks(text, std::slice::from_ref(&(0..text.len())));
            if !take_turns(&marks) {
                return Cow::Borrowed(text);
            }
            let turns = [open, close].into_iter().cycle();
            Cow::Owned(exchange(text, marks.iter().zip(turns).map(|(mark, new)| (mark.at, new))))
        }
    }
}

/// `text` with the characters at these bytes, in order, exchanged. Those of one pair have one
/// length, so the places of the other pair stay true.
fn exchange(text: &str, marks: impl Iterator<Item = (usize, char)>) -> String {
    let mut exchanged = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for (at, new) in marks {
        exchanged.push_str(&text[done..at]);
        exchanged.push(new);
        done = at + text[at..].chars().next().map_or(0, char::len_utf8);
    }
    exchanged.push_str(&text[done..]);
    exchanged
}

/// The quotation marks of a block.
fn marks(text: &str, block: &[Range<usize>]) -> Vec<Mark> {
    let mut found = Vec::new();
    for stretch in block {
        let mut rest = stretch.start;
        while let Some(at) = next_beginning(&text.as_bytes()[rest..stretch.end]).map(|at| rest + at) {
            let char = text[at..].chars().next().unwrap_or('"');
            rest = at + char.len_utf8();
            if !is_quote(char) {
                continue;
            }
            let before = neighbour(text[..at].chars().rev());
            let after = neighbour(text[rest..].chars());
            let mut mark = Mark { at, char, does: None };
            mark.does = match (before, after) {
                (Near::Edge | Near::Opening, Near::Word) => Some(Does::Open),
                (Near::Word | Near::Stop, Near::Edge | Near::Stop) => Some(Does::Close),
                (Near::Edge, Near::Edge) => mark.typed_for(),
                _ => None,
            };
            found.push(mark);
        }
    }
    found
}

/// The first byte that a double quotation mark, of [any kind](is_quote), begins with.
fn next_beginning(text: &[u8]) -> Option<usize> {
    memchr3(b'"', 0xC2, 0xE2, text)
}

/// What stands next to a quotation mark.
#[derive(Clone, Copy)]
enum Near {
    /// White space, a line end, a dash.
    Edge,
    /// A bracket that opens, or a tatweel.
    Opening,
    /// Punctuation, or a bracket that closes.
    Stop,
    /// A letter, a digit, a sign.
    Word,
    /// Markup, or too many quotation marks.
    Unclear,
}

fn neighbour(mut side: impl Iterator<Item = char>) -> Near {
    let Some(c) = side.by_ref().take(SIDE_BY_SIDE + 1).find(|&c| !is_quote(c) && !is_direction(c)) else {
        return if side.next().is_none() { Near::Edge } else { Near::Unclear };
    };
    match c {
        c if c.is_whitespace() => Near::Edge,
        '-' | '–' | '—' | '/' => Near::Edge,
        '\u{0640}' => Near::Opening,
        c if is_opening(c) => Near::Opening,
        c if is_closing(c) || is_stop(c) => Near::Stop,
        '*' | '_' | '`' | '~' | '\\' | '|' | '<' | '>' => Near::Unclear,
        _ => Near::Word,
    }
}

fn is_direction(c: char) -> bool {
    super::super::bidi::is_control(c)
}

/// Those of `marks` that are of one pair.
fn of_pair(marks: &[Mark], (open, close): (char, char)) -> Vec<Mark> {
    marks.iter().copied().filter(|mark| mark.char == open || mark.char == close).collect()
}

/// Whether marks open and close by turns, and no neighbour says otherwise.
fn take_turns(marks: &[Mark]) -> bool {
    !marks.is_empty()
        && marks.len().is_multiple_of(2)
        && turns(marks).all(|(mark, does)| mark.does.is_none_or(|says| says == does))
}

fn turns(marks: &[Mark]) -> impl Iterator<Item = (&Mark, Does)> {
    marks.iter().zip([Does::Open, Does::Close].into_iter().cycle())
}

/// How an article uses one pair of marks.
#[derive(Default)]
struct Usage {
    /// Marks that open or close as their shape says.
    straight: usize,
    /// Marks that do the contrary.
    reversed: usize,
    /// Quotations that stand in no other.
    outermost: usize,
    /// The first of those.
    first: Option<Range<usize>>,
}

/// The flaws in an article's quotation marks.
pub(super) fn flaws(text: &str, blocks: &[Block], found: &mut Vec<Finding>) {
    let mut usage = [Usage::default(), Usage::default()];
    let mut quoted: Vec<(usize, Vec<Mark>, bool)> = Vec::new();
    for block in blocks {
        let marks = marks(text, block);
        // „…“ is another convention, and quotations in other scripts have their own.
        let is_arabic = || block.iter().any(|range| text[range.clone()].contains(super::chars::is_letter));
        if marks.is_empty() || marks.iter().any(|mark| matches!(mark.char, '„' | '‟')) || !is_arabic() {
            continue;
        }
        count_outermost(&marks, &mut usage);
        for (nth, pair) in PAIRS.into_iter().enumerate() {
            let family = of_pair(&marks, pair);
            let paired = take_turns(&family);
            if paired {
                let straight = turns(&family).filter(|&(mark, does)| mark.typed_for() == Some(does)).count();
                usage[nth].straight += straight;
                usage[nth].reversed += family.len() - straight;
            }
            quoted.push((nth, family, paired));
        }
    }
    for (nth, family, paired) in quoted {
        let Usage { straight, reversed, .. } = usage[nth];
        let (open, close) = PAIRS[nth];
        let is_reversed = reversed > straight;
        for (mark, turn) in turns(&family) {
            let does = if paired { Some(turn) } else { mark.does };
            let Some(does) = does else { continue };
            let typed_right = (mark.typed_for() == Some(does)) != is_reversed;
            if typed_right {
                continue;
            }
            let finding = Finding::new(Kind::QuoteDirection, mark.range());
            let new = if does == Does::Open { open } else { close };
            // Where an article has both ways equally often, only what “ closed is certain.
            let certain = paired && !is_reversed && (straight > reversed || does == Does::Close);
            found.push(if certain { finding.mend(new.to_string()) } else { finding });
        }
    }
    let [curly, angle] = usage;
    if curly.outermost > 0 && angle.outermost > 0 {
        let rarer = if angle.outermost > curly.outermost { curly } else { angle };
        found.extend(rarer.first.map(|range| Finding::new(Kind::QuotesMixed, range)));
    }
}

/// Counts the quotations of either pair that stand in none of the other, where pairs take turns.
fn count_outermost(marks: &[Mark], usage: &mut [Usage; 2]) {
    if !PAIRS.iter().all(|&pair| of_pair(marks, pair).len().is_multiple_of(2)) {
        return;
    }
    let mut inside = None;
    for mark in marks {
        let Some(pair) = PAIRS.iter().position(|&(open, close)| mark.char == open || mark.char == close)
        else {
            continue;
        };
        match inside {
            None => {
                inside = Some(pair);
                usage[pair].outermost += 1;
                usage[pair].first.get_or_insert(mark.range());
            }
            Some(open) if open == pair => inside = None,
            Some(_) => {}
        }
    }
}
