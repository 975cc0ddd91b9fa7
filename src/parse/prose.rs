//! Prose: the running text of a seed, and what its typography wants.
//!
//! Everything else is left out and never touched: front matter, Markdown's markup, code, raw HTML,
//! addresses, and labels by which a link finds its definition.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::front_matter::{fence, lines};
use super::{markdown, plain};
use crate::manuscript::is_within_line;
use crate::source::Format;
use crate::text::typography::lint::Block;
use crate::text::typography::{Finding, Kind, apply, findings};

/// How often a repair is looked over for what it brought about. Once is enough in practice; the
/// limit is for texts that nobody wrote.
const ROUNDS: usize = 8;

/// The flaws of a seed's text, in order.
#[must_use]
pub fn flaws(format: Format, text: &str) -> Vec<Finding> {
    findings(text, &blocks(format, text))
}

/// A text with every certain repair.
#[derive(Debug)]
pub struct Repaired {
    /// The text.
    pub text: String,
    /// What was repaired, by place in the text as it was.
    pub findings: Vec<Finding>,
}

/// Repairs what is certain; `None` when nothing is. Repairing twice changes nothing more.
#[must_use]
pub fn repair(format: Format, text: &str) -> Option<Repaired> {
    let mut repaired: Option<Repaired> = None;
    for _ in 0..ROUNDS {
        let current = repaired.as_ref().map_or(text, |repaired| &repaired.text);
        let mut certain = flaws(format, current);
        certain.retain(|finding| finding.replacement.is_some());
        if certain.is_empty() {
            break;
        }
        let mut text = apply(current, &certain);
        if format == Format::Markdown && !is_same_markup(current, &text) {
            // A control can be all that keeps a letter from being markup.
            certain.retain(|finding| finding.kind != Kind::BidiUnbalanced);
            text = apply(current, &certain);
            if certain.is_empty() || !is_same_markup(current, &text) {
                break;
            }
        }
        // Places of a later round would be those of a text that nobody has seen.
        let findings = repaired.map_or(certain, |first| first.findings);
        repaired = Some(Repaired { text, findings });
    }
    repaired
}

/// Whether two Markdown texts differ in their words alone.
fn is_same_markup(one: &str, other: &str) -> bool {
    let markup = |text| {
        let events = Parser::new_ext(text, markdown::options());
        events.filter(|event| !matches!(event, Event::Text(_)))
    };
    markup(one).eq(markup(other))
}

/// The blocks of prose of a seed's text. None when its front matter does not end, since then
/// nobody can tell where the prose begins.
#[must_use]
pub fn blocks(format: Format, text: &str) -> Vec<Block> {
    let start = match fence(text) {
        Ok(fence) => fence.map_or(0, |fence| fence.body),
        Err(_) => return Vec::new(),
    };
    match format {
        Format::Plain => plain_blocks(text, start),
        Format::Markdown => markdown_blocks(text, start),
    }
}

/// Each block's lines.
fn plain_blocks(text: &str, start: usize) -> Vec<Block> {
    let stretches = |block: Range<usize>| {
        let lines = lines(&text[block.clone()]).map(|line| block.start + line.start..block.start + line.end);
        lines.collect()
    };
    plain::split(text, start).blocks.into_iter().map(stretches).collect()
}

/// The text events of each paragraph, heading, cell or item.
fn markdown_blocks(text: &str, start: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut block: Block = Vec::new();
    // Depth of what holds no prose: code, and links that are found by their words.
    let mut closed = 0usize;
    for (event, range) in Parser::new_ext(&text[start..], markdown::options()).into_offset_iter() {
        let range = start + range.start..start + range.end;
        match event {
            Event::Text(words) if closed == 0 && text[range.clone()] == *words => match block.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => block.push(range),
            },
            Event::Start(tag) if closed > 0 || has_no_prose(&tag) => closed += 1,
            Event::End(_) if closed > 0 => closed -= 1,
            Event::Start(tag) if !is_within_line(tag.to_end()) => flush(&mut block, &mut blocks),
            Event::End(end) if !is_within_line(end) => flush(&mut block, &mut blocks),
            _ => {}
        }
    }
    flush(&mut block, &mut blocks);
    blocks
}

fn flush(block: &mut Block, blocks: &mut Vec<Block>) {
    if !block.is_empty() {
        blocks.push(std::mem::take(block));
    }
}

fn has_no_prose(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => true,
        Tag::Link { link_type, .. } | Tag::Image { link_type, .. } => {
            !matches!(link_type, LinkType::Inline | LinkType::Reference)
        }
        _ => false,
    }
}
