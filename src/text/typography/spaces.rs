//! Spaces: doubled, unbreakable, and before a mark that closes.
//!
//! Arabic sets no space before its punctuation, nor between a quotation mark and what it encloses
//! (W3C alreq, "Punctuation"). A no-break space is legitimate where it binds something: a number
//! and its unit, an abbreviation, foreign words. Elsewhere it came from a word processor.

use std::borrow::Cow;
use std::ops::Range;

use super::chars::{
    is_closing, is_digit, is_foreign, is_letter, is_mark, is_no_break, is_opening, is_quote, is_space,
    is_stop,
};
use super::marks::{arabic_of, is_latin_in_arabic};
use super::{Finding, Kind};

/// How spaces are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spaces {
    /// As the author typed them.
    Keep,
    /// One, and breakable, wherever a no-break space binds nothing.
    Single,
}

/// The longest run of spaces that is a slip. A longer one sets things apart, such as the titles
/// in one line of some archives, and only an author can say what it meant.
const SLIP: usize = 2;

/// `text` with its spaces as `spaces` says. Those at its ends stay as many as they were: markup
/// may follow.
#[must_use]
pub fn single(text: &str, spaces: Spaces) -> Cow<'_, str> {
    if spaces == Spaces::Keep || !(text.contains("  ") || text.contains(|c| c != ' ' && is_space(c))) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = 0;
    while let Some(start) = text[rest..].find(is_space).map(|at| rest + at) {
        shown.push_str(&text[rest..start]);
        rest = end_of_run(text, start..text.len());
        let run = &text[start..rest];
        let (before, after) = (text[..start].chars().next_back(), text[rest..].chars().next());
        let binds = run.chars().nth(1).is_none()
            && run.starts_with(is_no_break)
            && !before.zip(after).is_some_and(|(before, after)| binds_nothing(before, after));
        shown.push_str(if binds { run } else { " " });
    }
    shown.push_str(&text[rest..]);
    Cow::Owned(shown)
}

/// Where the run of spaces ends that begins where `rest` does.
pub(super) fn end_of_run(text: &str, rest: Range<usize>) -> usize {
    text[rest.clone()].find(|c| !is_space(c)).map_or(rest.end, |length| rest.start + length)
}

/// What is wrong with the spaces at `run`, which lie within `stretch` of `text`.
pub(super) fn flaw(text: &str, stretch: &Range<usize>, run: Range<usize>, shielded: bool) -> Option<Finding> {
    let before = text[stretch.start..run.start].chars().next_back()?;
    let after = text[run.end..stretch.end].chars().next()?;
    if before.is_whitespace() || after.is_whitespace() {
        // A tab or a line end: columns, not words.
        return None;
    }
    if !shielded && let Some(finding) = before_stop(text, stretch, run.clone()) {
        return Some(finding);
    }
    let mut characters = text[run.clone()].chars();
    let (first, length) = (characters.next()?, 1 + characters.count());
    if length > 1 {
        if is_digit(before) && is_digit(after) {
            return None;
        }
        let finding = Finding::new(Kind::DoubledSpace, run);
        return Some(if length > SLIP { finding } else { finding.mend(" ") });
    }
    let stray = is_no_break(first) && !shielded && binds_nothing(before, after);
    stray.then(|| Finding::new(Kind::NoBreakSpace, run).mend(" "))
}

/// Whether nothing is bound by a no-break space between these two.
fn binds_nothing(before: char, after: char) -> bool {
    let plain = |c| is_letter(c) || is_mark(c) || is_stop(c) && c != '.';
    (plain(before) || is_closing(before) || before == '\u{0640}') && (is_letter(after) || is_opening(after))
}

/// A space before punctuation: taken out or, where the mark clings to the next word, moved.
fn before_stop(text: &str, stretch: &Range<usize>, run: Range<usize>) -> Option<Finding> {
    let mut rest = text[run.end..stretch.end].chars();
    let stop = rest.next()?;
    let next = rest.next();
    let end = run.end + stop.len_utf8();
    let is_latin = matches!(stop, ',' | ';' | '?') && is_latin_in_arabic(text, stretch, run.end);
    if !(is_latin || matches!(stop, '،' | '؛' | '؟' | '.' | ':' | '!')) {
        return None;
    }
    let before = text[stretch.start..run.start].chars().rev();
    let mut before = before.skip_while(|&c| is_closing(c) || matches!(c, '”' | '»'));
    let base = before.next()?;
    let is_arabic = is_letter(base) || is_mark(base) || matches!(base, '%' | '٪');
    let is_other = is_digit(base) || is_foreign(base);
    if !(is_arabic || (is_other && matches!(stop, '،' | '؛' | '؟'))) {
        return None;
    }
    let finding = Finding::new(Kind::SpaceBefore, run.start..end);
    let only_spaces = || Some(Finding::new(Kind::SpaceBefore, run.clone()).mend(""));
    match next {
        // `. . .`, and dots that part two headlines.
        Some('.') if stop == '.' => None,
        Some(c) if stop == '.' && is_space(c) && rest.next() == Some('.') => None,
        None => only_spaces(),
        Some(c) if c.is_whitespace() => only_spaces(),
        // `:)` is a face.
        Some(c) if is_closing(c) && stop != ':' => only_spaces(),
        Some('”' | '»') => only_spaces(),
        Some('!' | '؟') if matches!(stop, '!' | '؟') => only_spaces(),
        Some(c) if is_letter(c) && stop == '.' => Some(finding),
        Some(c) if is_letter(c) => Some(finding.mend(format!("{} ", arabic_of(stop)))),
        Some(c) if is_quote(c) || is_opening(c) => Some(finding),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_spaces_keep_what_binds() {
        let shown = |text| single(text, Spaces::Single).into_owned();
        assert_eq!(shown("قد يهمك:  هجوم\u{a0}على\u{a0} سجن"), "قد يهمك: هجوم على سجن");
        for kept in ["10\u{a0}000 و5\u{a0}%", "د.\u{a0}أحمد", "«\u{a0}نص\u{a0}»", " نص ", "نص\u{200f} نص"]
        {
            assert_eq!(shown(kept), kept);
        }
        assert!(matches!(single("a  b", Spaces::Keep), Cow::Borrowed("a  b")));
    }
}
