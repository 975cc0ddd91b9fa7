//! Shapes: what a line without any known word may be by its length, its ends and its neighbours.
//!
//! The rules were measured on real articles whose subheads are known: at most 60 characters, no
//! final punctuation but a question mark, a closing quote, or a colon with a list behind it, no
//! bullet, dash or list number first, no address; never first, never last, never two in a row, and
//! a paragraph or a list behind.

use std::ops::Range;

/// The longest subhead, in characters.
const SUBHEAD_CHARS: usize = 60;
/// The longest headline, in characters.
pub(super) const HEADLINE_CHARS: usize = 110;
/// The longest title on a line of its own under a marker, in characters.
pub(super) const TITLE_CHARS: usize = 140;
/// The shortest paragraph that a subhead or headline stands over, in characters.
const PARAGRAPH_CHARS: usize = 50;

/// Whether a line could be a subhead.
#[must_use]
pub fn is_subhead(line: &str) -> bool {
    is_short(line, SUBHEAD_CHARS)
        && !line.starts_with(is_bullet)
        && !is_list_number(line)
        && !line.ends_with(['،', '؛', ',', ';', '!', '…', ')'])
        && !ends_sentence(line)
        && !is_quotation(line)
        && !has_address(line)
}

/// Whether a first line could be a headline.
#[must_use]
pub fn is_headline(line: &str) -> bool {
    is_short(line, HEADLINE_CHARS)
        && line.split_whitespace().nth(1).is_some()
        && !line.starts_with(is_bullet)
        && !line.ends_with(['،', '؛', ',', ';', ':'])
        && !ends_sentence(line)
        && !has_address(line)
}

/// Whether a paragraph is long enough to stand under a subhead or headline.
#[must_use]
pub fn is_paragraph(line: &str) -> bool {
    line.chars().nth(PARAGRAPH_CHARS - 1).is_some()
}

/// Whether a line ends in a full stop, which a closing quotation mark may follow.
#[must_use]
pub fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(is_quote).ends_with(['.', '۔'])
}

/// Whether a line under a marker could be a title.
#[must_use]
pub fn is_title(line: &str) -> bool {
    !ends_sentence(line) && line.chars().nth(TITLE_CHARS).is_none()
}

/// Whether a subhead announces a list, which must then follow.
#[must_use]
pub fn announces(line: &str) -> bool {
    line.ends_with(':')
}

/// Whether a line is an item of a list by its first sign.
#[must_use]
pub fn is_item(line: &str) -> bool {
    line.starts_with(is_bullet) || is_list_number(line)
}

/// A number that counts an item, «1- », «2) », «2014. », and not one that counts things, «16 حالة».
fn is_list_number(line: &str) -> bool {
    let rest = line.trim_start_matches(char::is_numeric);
    rest.len() < line.len()
        && !rest.starts_with(' ')
        && !(rest.strip_prefix(['.', ',', '٫']).is_some_and(|r| r.starts_with(char::is_numeric)))
}

/// Someone's words from the first sign to the last. Hebrew ends abbreviations with an apostrophe,
/// which closes nothing that a double mark opened.
fn is_quotation(line: &str) -> bool {
    line.starts_with(is_quote)
        && line.ends_with(is_quote)
        && (line.starts_with(is_single_quote) || !line.ends_with('\''))
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '«' | '»') || is_single_quote(c)
}

fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’')
}

/// Signs that begin a list item or a signature.
#[must_use]
pub fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '·' | '▪' | '●' | '◦' | '■' | '*' | '-' | '–' | '—' | '−' | '#' | '>' | '(' | '[')
}

fn is_short(line: &str, most: usize) -> bool {
    !line.contains('\n') && line.chars().nth(most).is_none() && line.chars().any(char::is_alphabetic)
}

/// An address, a handle or a tag: signs of a post that is quoted whole.
fn has_address(line: &str) -> bool {
    line.contains(['@', '#']) || line.contains("://") || line.contains("www.")
}

/// The parts of `text` from byte `start` on that four spaces or more stand between.
pub(super) fn between_gaps(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    const GAP: usize = 4;
    let mut at = start;
    std::iter::from_fn(move || {
        at += text[at..].len() - text[at..].trim_start().len();
        let from = at;
        let mut end = from;
        let mut spaces = 0;
        for (offset, c) in text[from..].char_indices() {
            if c.is_whitespace() {
                spaces += 1;
                if spaces == GAP {
                    break;
                }
            } else {
                spaces = 0;
                end = from + offset + c.len_utf8();
            }
        }
        at = end;
        (end > from).then_some(from..end)
    })
}
