//! A stretch of a paragraph without letters of its direction, cut into runs by its punctuation.

use std::ops::Range;

use unicode_bidi::BidiClass::CS;
use unicode_bidi::{BidiDataSource, HardcodedBidiData};

use super::Direction;
use super::runs::{
    Kind, OBJECT, Run, class, is_currency, is_dash, is_opening, is_quote, is_share, is_stop, kind,
};

/// The longest stretch in bytes that is looked at. What is longer is no run in a sentence.
pub(super) const LONGEST: usize = 16 * 1024;

/// How few digits the groups of one number that is parted by spaces have together.
const TELEPHONE_DIGITS: usize = 7;

/// How deep brackets are followed (BD16).
const NESTED: usize = 63;

/// One stretch of a paragraph without letters of its direction; its memory is used again.
pub(super) struct Stretch<'t> {
    text: &'t str,
    direction: Direction,
    chars: Vec<(usize, char, Kind)>,
    /// The other end of a bracket or quotation mark that has one.
    mates: Vec<Option<usize>>,
    open: Vec<(usize, char)>,
    start: usize,
    end: usize,
}

impl<'t> Stretch<'t> {
    /// An empty one of `text`.
    pub(super) fn new(text: &'t str, direction: Direction) -> Self {
        let (chars, mates, open) = (Vec::new(), Vec::new(), Vec::new());
        Self { text, direction, chars, mates, open, start: 0, end: 0 }
    }

    /// Adds the runs of the stretch at `range` to `found`.
    pub(super) fn read(&mut self, range: Range<usize>, found: &mut Vec<Run>) {
        if range.len() > LONGEST {
            return;
        }
        (self.start, self.end) = (range.start, range.end);
        self.chars.clear();
        let direction = self.direction;
        let text = &self.text[range];
        let place = |(at, c)| (self.start + at, c, kind(c, direction));
        self.chars.extend(text.char_indices().map(place));
        self.pair();
        let mut at = 0;
        let mut follows = false;
        while at < self.chars.len() {
            let Some(run) = self.next_run(&mut at) else { continue };
            let steady = self.is_steady(&run);
            let is_number = !run.clone().any(|i| self.kind(i) == Kind::Other);
            let other = if direction == Direction::Rtl { Direction::Ltr } else { Direction::Rtl };
            let own = if is_number { Direction::Ltr } else { other };
            let range = self.byte(run.start)..self.byte(run.end);
            found.push(Run { range, direction: own, follows, steady });
            follows = true;
        }
    }

    fn char(&self, at: usize) -> char {
        self.chars.get(at).map_or(' ', |&(_, c, _)| c)
    }

    fn kind(&self, at: usize) -> Kind {
        self.chars.get(at).map_or(Kind::Space, |&(_, _, kind)| kind)
    }

    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.end, |&(at, _, _)| at)
    }

    fn is_word(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Other | Kind::Digit | Kind::ArabicDigit)
    }

    /// Whether the stretch is written together with a letter or an object before (`at` 0) or
    /// behind it.
    fn is_glued(&self, at: usize) -> bool {
        let edge = if at == 0 {
            self.text[..self.start].chars().next_back()
        } else if at == self.chars.len() {
            self.text[self.end..].chars().next()
        } else {
            None
        };
        edge.is_some_and(|c| {
            c == OBJECT
                || (matches!(kind(c, self.direction), Kind::Own | Kind::Mark) && !super::is_control(c))
        })
    }

    /// Finds the mate of each bracket (BD16) and quotation mark within the stretch.
    fn pair(&mut self) {
        self.mates.clear();
        self.mates.resize(self.chars.len(), None);
        self.open.clear();
        let mut quote = None;
        for at in 0..self.chars.len() {
            let c = self.char(at);
            if self.kind(at) != Kind::Neutral {
            } else if is_quote(c) {
                let opens = at == 0 || self.kind(at - 1) == Kind::Space || is_opening(self.char(at - 1));
                match quote {
                    Some(open) if !opens => {
                        (self.mates[open], self.mates[at]) = (Some(at), Some(open));
                        quote = None;
                    }
                    _ => quote = opens.then_some(at),
                }
            } else if let Some(bracket) = HardcodedBidiData.bidi_matched_opening_bracket(c) {
                if bracket.is_open {
                    if self.open.len() == NESTED {
                        return;
                    }
                    self.open.push((at, bracket.opening));
                } else if let Some(depth) = self.open.iter().rposition(|&(_, open)| open == bracket.opening) {
                    let (open, _) = self.open[depth];
                    self.open.truncate(depth);
                    (self.mates[open], self.mates[at]) = (Some(at), Some(open));
                }
            }
        }
    }

    /// The next run from `at`, which is moved on; `None` when the character there begins none.
    fn next_run(&self, at: &mut usize) -> Option<Range<usize>> {
        let start = *at;
        *at += 1;
        let mate = self.mates[start].filter(|&mate| mate > start);
        if let Some(mate) = mate {
            let first = (start + 1..mate).find(|&i| self.is_word(i))?;
            if self.is_phrase(start, mate, first) {
                *at = mate + 1;
                let inside = start + 1..mate;
                let from = inside.clone().find(|&i| self.kind(i) != Kind::Space)?;
                let to = inside.rev().find(|&i| self.kind(i) != Kind::Space)? + 1;
                return Some(from..to);
            }
            // A bracket that begins a telephone number is part of it.
            self.telephone_end(start, mate + 1)?;
        } else if !self.is_word(start) && !self.is_prefix(start) {
            return None;
        }
        let mut end = self.word_end(start, start);
        let has = |range: Range<usize>, kind| range.clone().any(|i| self.kind(i) == kind);
        if has(start..end, Kind::Other) {
            end = self.phrase_end(start, end);
        } else if has(start..end, Kind::ArabicDigit) {
            // An Arabic-Indic number has the same order in either direction: isolating it is idle.
            *at = end.max(start + 1);
            return None;
        } else {
            end = self.number_end(start, end);
        }
        end = self.trim(start, end);
        *at = end.max(start + 1);
        Some(start..end)
    }

    /// Whether what stands between the brackets or quotation marks `open` and `close` is one phrase
    /// with all its punctuation: it begins with a letter, or is quoted and has one.
    fn is_phrase(&self, open: usize, close: usize, first: usize) -> bool {
        let behind = close + 1;
        let ends = self.kind(behind) == Kind::Space || !self.is_word(behind);
        let quoted = is_quote(self.char(open));
        let has_letter = (open + 1..close).any(|i| self.kind(i) == Kind::Other);
        // Typed so as to look right where the algorithm turned it round.
        let turned = matches!(self.char(close - 1), '@' | '#')
            || (self.char(open + 1) == '+' && self.kind(open + 2) == Kind::Other);
        ends && has_letter
            && !turned
            && (quoted || self.kind(first) == Kind::Other)
            && !(open + 1..close).any(|i| self.is_separator(i))
    }

    /// Whether the sign at `at` belongs to the word behind it, alone or with up to two more.
    fn is_prefix(&self, at: usize) -> bool {
        let joins = |at: usize| match self.char(at) {
            '@' | '#' | '+' => true,
            '_' | '~' => !self.is_glued(at),
            c => is_currency(c),
        };
        // A plus before a letter was typed behind it, by an author who looked at the screen alone.
        if self.char(at) == '+' && self.kind(at + 1) == Kind::Other {
            return false;
        }
        let mut behind = at;
        // A minus, not the dash of a list or of a compound.
        if matches!(self.char(at), '-' | '\u{2212}') {
            let apart = at == 0 || self.kind(at - 1) == Kind::Space || is_opening(self.char(at - 1));
            let begins = self.text[..self.byte(at)].trim().is_empty();
            let number = |at| self.kind(at) == Kind::Digit || is_currency(self.char(at));
            if !apart || begins || self.is_glued(at) || !number(at + 1) {
                return false;
            }
            behind += 1;
        }
        while behind < at + 3 && joins(behind) {
            behind += 1;
        }
        behind > at && self.is_word(behind)
    }

    /// Whether the run ends before the character at `at` although no space stands there: at a
    /// bracket or quotation mark without its mate in the run, and at a comma of the paragraph.
    fn is_bound(&self, run: usize, at: usize) -> bool {
        match self.mates[at] {
            Some(mate) => mate < run,
            None => {
                let c = self.char(at);
                self.is_separator(at)
                    || (self.kind(at) == Kind::Neutral
                        && (is_quote(c) || HardcodedBidiData.bidi_matched_opening_bracket(c).is_some()))
            }
        }
    }

    /// A comma by which the paragraph itself lists things: the Arabic one in a right-to-left
    /// paragraph, and in the others the Latin one with a space behind it.
    fn is_separator(&self, at: usize) -> bool {
        match self.direction {
            Direction::Rtl => {
                self.char(at) == '\u{60C}'
                    && !(at > 0 && self.kind(at - 1) == Kind::Digit && self.kind(at + 1) == Kind::Digit)
            }
            Direction::Ltr => matches!(self.char(at), ',' | ';') && self.kind(at + 1) == Kind::Space,
        }
    }

    /// The end of the word at `at`; brackets and quotation marks in it are passed as a whole.
    fn word_end(&self, run: usize, mut at: usize) -> usize {
        while at < self.chars.len() && self.kind(at) != Kind::Space && !self.is_bound(run, at) {
            at = self.mates[at].filter(|&mate| mate > at).unwrap_or(at) + 1;
        }
        at
    }

    fn skip_space(&self, mut at: usize) -> usize {
        while at < self.chars.len() && matches!(self.kind(at), Kind::Space) {
            at += 1;
        }
        at
    }

    /// The end of a phrase: after a letter of the other direction, spaces, punctuation and numbers
    /// follow it up to the next one (N1, W7), so they are its own.
    fn phrase_end(&self, run: usize, mut end: usize) -> usize {
        let mut at = end;
        loop {
            let word = self.skip_space(at);
            at = self.word_end(run, word);
            if at == word {
                return end;
            }
            let has = |kind| (word..at).any(|i| self.kind(i) == kind);
            if has(Kind::Other) || has(Kind::Digit) {
                end = at;
            } else if has(Kind::ArabicDigit) {
                return end;
            }
        }
    }

    /// The end of a numeric expression: numbers with a dash, stroke, plus or times between them that
    /// has a space before it, or the groups of a number that begins as no count does.
    fn number_end(&self, run: usize, mut end: usize) -> usize {
        if let Some(groups) = self.telephone_end(run, end) {
            return groups;
        }
        loop {
            let sign = self.skip_space(end);
            let c = self.char(sign);
            let joins = is_dash(c) || matches!(c, '/' | '+' | '\u{D7}');
            let word = self.skip_space(sign + 1);
            let last = self.char(end.saturating_sub(1));
            if sign == end || !joins || is_stop(last) || is_dash(last) {
                return end;
            }
            let next = self.word_end(run, word);
            let has = |kind| (word..next).any(|i| self.kind(i) == kind);
            if !has(Kind::Digit) || has(Kind::Other) || has(Kind::ArabicDigit) {
                return end;
            }
            end = next;
        }
    }

    /// Whether a number at `at` begins with a plus or a nought, with or without a bracket.
    fn begins_telephone(&self, at: usize) -> bool {
        let at = if is_opening(self.char(at)) { at + 1 } else { at };
        self.char(at) == '+' || (self.char(at) == '0' && self.kind(at + 1) == Kind::Digit)
    }

    /// The end of a number in groups parted by spaces: digits, hyphens and brackets alone, and
    /// beginning as no count does. Other numbers side by side are numbers side by side.
    fn telephone_end(&self, run: usize, first: usize) -> Option<usize> {
        let is_group = |range: Range<usize>| {
            range.clone().any(|i| self.kind(i) == Kind::Digit)
                && range
                    .clone()
                    .all(|i| self.kind(i) == Kind::Digit || matches!(self.char(i), '+' | '-' | '(' | ')'))
        };
        let digits = |range: Range<usize>| range.filter(|&i| self.kind(i) == Kind::Digit).count();
        if !self.begins_telephone(run) || !is_group(run..first) {
            return None;
        }
        let mut end = first;
        loop {
            let word = self.skip_space(end);
            let next = self.word_end(run, word);
            let group = self.trim(word, next);
            if word == end || next == word || !is_group(word..group) {
                break;
            }
            end = group;
            if group < next {
                break;
            }
        }
        (end > first && digits(run..end) >= TELEPHONE_DIGITS).then_some(end)
    }

    /// `end` without the punctuation that belongs to the sentence around the run. Marks stay with
    /// their letters; controls stay outside.
    fn trim(&self, run: usize, mut end: usize) -> usize {
        loop {
            let base = (run..end).rev().find(|&i| self.kind(i) != Kind::Mark).unwrap_or(run);
            if base == run || self.keeps(run, base) {
                let marks = (base + 1..end)
                    .take_while(|&i| self.kind(i) == Kind::Mark && !super::is_control(self.char(i)));
                return base + 1 + marks.count();
            }
            end = base;
        }
    }

    /// Whether the character at `at` may end the run.
    fn keeps(&self, run: usize, at: usize) -> bool {
        if self.is_word(at) || self.mates[at].is_some_and(|mate| mate >= run && mate < at) {
            return true;
        }
        match self.char(at) {
            '+' => true,
            // C#, F#: behind a longer word it was to stand before it.
            '#' => self.kind(at - 1) == Kind::Digit || at == run + 1 || self.kind(at - 2) == Kind::Space,
            c if is_currency(c) || is_share(c) => self.kind(at - 1) != Kind::Space,
            '_' => !self.is_glued(at + 1),
            // The end of an address.
            '/' | '=' | '&' => {
                !self.is_glued(at + 1) && self.text[self.byte(run)..self.byte(at)].contains("://")
            }
            // The last point of an abbreviation in points.
            '.' => {
                at >= run + 3
                    && self.char(at - 2) == '.'
                    && self.kind(at - 1) == Kind::Other
                    && self.kind(at - 3) == Kind::Other
            }
            _ => false,
        }
    }

    /// Whether the run stands in order wherever it stands: digits with single common separators
    /// between them (W4), or letters first and letters or digits last, without brackets (N1, W7).
    fn is_steady(&self, run: &Range<usize>) -> bool {
        let has_letter = run.clone().any(|i| self.kind(i) == Kind::Other);
        if has_letter {
            let last = run.clone().rev().find(|&i| self.kind(i) != Kind::Mark).unwrap_or(run.start);
            let ends = matches!(self.kind(last), Kind::Other | Kind::Digit);
            return ends
                && self.kind(run.start) == Kind::Other
                && run.clone().all(|i| self.mates[i].is_none() && self.kind(i) != Kind::ArabicDigit);
        }
        // A percentage is a number and its word.
        let share = |at: &usize| is_share(self.char(*at));
        let end = run.end - run.clone().rev().take_while(share).count();
        (run.start..end).all(|i| {
            let between = i > run.start && i + 1 < end;
            self.kind(i) == Kind::Digit
                || (class(self.char(i)) == CS
                    && between
                    && self.kind(i - 1) == Kind::Digit
                    && self.kind(i + 1) == Kind::Digit)
        })
    }
}
