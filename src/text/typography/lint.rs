//! The linter: every rule over every stretch of an article's prose.

use std::ops::Range;

use super::chars::{is_foreign, is_form, is_letter, is_space};
use super::marks::{arabic_of, dots, is_latin_in_arabic};
use super::shield::Shield;
use super::{Finding, Kind, direction, letters, quotes, spaces};

/// A block of prose, such as a paragraph: its stretches of running text, in order. Between two
/// stretches lie markup, code or a line end.
pub type Block = Vec<Range<usize>>;

/// Every flaw of `text`, in order and without overlaps. Style is looked at in `blocks`; direction
/// controls and lost letters in the whole text, and outside of `blocks` nothing is to be mended.
///
/// Takes time in proportion to the text, however long its lines.
#[must_use]
pub fn findings(text: &str, blocks: &[Block]) -> Vec<Finding> {
    let mut found = Vec::new();
    let has_ae = text.contains('\u{06D5}');
    for block in blocks {
        let mut in_arabic = false;
        for stretch in block {
            let shield = Shield::of(text, stretch.clone());
            Rules { text, stretch, shield, in_arabic, has_ae }.run(&mut found);
            in_arabic = text[stretch.clone()].chars().rev().find_map(script).unwrap_or(in_arabic);
        }
    }
    quotes::flaws(text, blocks, &mut found);
    for mut finding in direction::unbalanced(text) {
        finding.replacement = finding.replacement.filter(|_| is_prose(blocks, finding.range.start));
        found.push(finding);
    }
    lost_letters(text, &mut found);
    found.sort_by_key(|finding| (finding.range.start, finding.kind));
    found
}

/// Whether byte `at` lies in one of `blocks`, which are in order.
fn is_prose(blocks: &[Block], at: usize) -> bool {
    let ends_before = |block: &Block| block.last().is_none_or(|stretch| stretch.end <= at);
    let block = blocks.get(blocks.partition_point(ends_before));
    block.is_some_and(|block| {
        let stretch = block.get(block.partition_point(|stretch| stretch.end <= at));
        stretch.is_some_and(|stretch| stretch.contains(&at))
    })
}

fn lost_letters(text: &str, found: &mut Vec<Finding>) {
    let mut rest = 0;
    while let Some(start) = text[rest..].find('\u{FFFD}').map(|at| rest + at) {
        rest = end_of(text, start..text.len(), |c| c == '\u{FFFD}');
        found.push(Finding::new(Kind::LettersLost, start..rest));
    }
}

/// `Some(true)` for an Arabic letter, `Some(false)` for another's.
fn script(c: char) -> Option<bool> {
    if is_letter(c) { Some(true) } else { is_foreign(c).then_some(false) }
}

/// Where the run of characters like these ends that begins where `rest` does.
fn end_of(text: &str, rest: Range<usize>, like: impl Fn(char) -> bool) -> usize {
    text[rest.clone()].find(|c| !like(c)).map_or(rest.end, |length| rest.start + length)
}

/// The rules that look at one character and its neighbours, on one stretch.
struct Rules<'t> {
    text: &'t str,
    stretch: &'t Range<usize>,
    shield: Shield,
    /// The last letter was Arabic.
    in_arabic: bool,
    /// The text holds U+06D5, so that its language is not Arabic.
    has_ae: bool,
}

impl Rules<'_> {
    fn run(mut self, found: &mut Vec<Finding>) {
        let mut at = self.stretch.start;
        while let Some(c) = self.text[at..self.stretch.end].chars().next() {
            let end = match c {
                ' ' => spaces::end_of_run(self.text, at..self.stretch.end),
                '.' => end_of(self.text, at..self.stretch.end, |c| c == '.'),
                '\u{0640}' => end_of(self.text, at..self.stretch.end, |c| c == '\u{0640}'),
                c if is_space(c) => spaces::end_of_run(self.text, at..self.stretch.end),
                c if is_form(c) => end_of(self.text, at..self.stretch.end, is_form),
                c => at + c.len_utf8(),
            };
            let finding = self.look(c, at..end);
            self.in_arabic = script(c).unwrap_or(self.in_arabic);
            at = end;
            if let Some(finding) = finding {
                // A mark that was moved or found misplaced with its space is dealt with.
                at = at.max(finding.range.end);
                found.push(finding);
            }
        }
    }

    /// What is wrong with `run`, which begins with `c`.
    fn look(&mut self, c: char, run: Range<usize>) -> Option<Finding> {
        let (text, stretch) = (self.text, self.stretch);
        match c {
            ' ' if run.len() == 1 && !self.may_be_misplaced(run.end) => None,
            c if is_space(c) => {
                // A space next to an address may be part of what keeps it apart.
                let shielded = self.shield.covers(run.start.saturating_sub(1)) || self.shield.covers(run.end);
                spaces::flaw(text, stretch, run, shielded)
            }
            ',' | ';' | '?' if !self.shield.covers(run.start) => {
                let finding = Finding::new(Kind::LatinPunctuation, run.clone());
                // Between two letters `?` is as often what a letter was lost to.
                let certain = c != '?' || !text[run.end..stretch.end].starts_with(is_letter);
                let finding = if certain { finding.mend(arabic_of(c)) } else { finding };
                is_latin_in_arabic(text, stretch, run.start).then_some(finding)
            }
            '.' if run.len() > 1 && !self.shield.covers(run.start) => {
                dots(text, stretch, run, self.in_arabic)
            }
            '\u{0640}' if !self.shield.covers(run.start) => letters::tatweel(text, stretch, run),
            c if is_form(c) && !self.shield.covers(run.start) => {
                Some(letters::forms(text, stretch, run, self.has_ae))
            }
            _ => None,
        }
    }

    /// Whether punctuation stands after a space.
    fn may_be_misplaced(&self, after: usize) -> bool {
        let stops = ['،', '؛', '؟', '.', ':', '!', ',', ';', '?'];
        self.text[after..self.stretch.end].starts_with(stops)
    }
}
