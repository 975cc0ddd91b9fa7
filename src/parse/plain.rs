//! Newsroom text: each line that holds more than white space is a block.

use std::ops::Range;

use super::front_matter::lines;
use crate::text::arabic::is_blank;

/// The blocks of a newsroom text from byte `start`, and whether its lines were joined.
pub struct Lines {
    /// The blocks' places, without surrounding white space.
    pub blocks: Vec<Range<usize>>,
    /// The file was hard-wrapped: a block may hold several lines.
    pub hard_wrapped: bool,
}

/// Splits `text` from byte `start` into blocks.
#[must_use]
pub fn split(text: &str, start: usize) -> Lines {
    let lines: Vec<Range<usize>> =
        lines(&text[start..]).map(|line| trim(text, start + line.start..start + line.end)).collect();
    let hard_wrapped = is_hard_wrapped(text, &lines);
    let mut blocks: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    let mut in_block = false;
    for line in lines {
        if line.is_empty() {
            in_block = false;
        } else if hard_wrapped && in_block {
            blocks.last_mut().expect("a block is open").end = line.end;
        } else {
            blocks.push(line);
            in_block = true;
        }
    }
    Lines { blocks, hard_wrapped }
}

/// `range` of `text` without the white space at its ends; empty when it holds nothing else but
/// characters that cannot be seen.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    if is_blank(line) {
        return range.start..range.start;
    }
    let start = range.start + (line.len() - line.trim_start().len());
    start..range.end - (line.len() - line.trim_end().len())
}

/// Whether most lines that another follows directly are 55 to 80 characters long and end in
/// mid-sentence, as text wrapped by an editor or mail program does.
fn is_hard_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let (mut followed, mut wrapped) = (0, 0);
    for pair in lines.windows(2) {
        if pair[0].is_empty() || pair[1].is_empty() {
            continue;
        }
        followed += 1;
        let line = &text[pair[0].clone()];
        let ends_open = !line.ends_with(['.', '؟', '!', ':', '…', '»', '"', '”', '۔']);
        if ends_open && (55..=80).contains(&line.chars().count()) {
            wrapped += 1;
        }
    }
    followed >= 6 && wrapped * 10 >= followed * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<&str> {
        split(text, 0).blocks.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn each_line_is_a_block_and_blank_lines_may_hold_spaces() {
        assert_eq!(blocks("أول\n \u{a0}\nثانٍ\r\nثالث \n\u{200f}\n"), ["أول", "ثانٍ", "ثالث"]);
    }

    #[test]
    fn a_hard_wrapped_text_is_joined_by_paragraph() {
        let line = "كلمات متتابعة في سطر طويل قطعه محرر النصوص قبل أن تنتهي الجملة";
        let paragraph = [line; 5].join("\n");
        let text = format!("{paragraph}\n\n{paragraph}\n");
        let found = split(&text, 0);
        assert!(found.hard_wrapped);
        assert_eq!(found.blocks.len(), 2);
    }
}
