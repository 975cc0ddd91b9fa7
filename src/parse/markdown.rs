//! CommonMark through pulldown-cmark, cut into top-level blocks.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::raw_html;
use crate::config::{Config, RawHtml};
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::source::SourcePath;
use crate::text::address::{composed_path, is_safe};

/// An event of the parser, and its place.
pub(super) type Placed<'t> = (Event<'t>, Range<usize>);

/// One top-level block.
pub struct MarkdownBlock<'t> {
    /// Its events, opening and closing tag included.
    pub events: Vec<Event<'t>>,
    /// Its place, without white space at its end.
    pub range: Range<usize>,
}

impl MarkdownBlock<'_> {
    /// Whether this is a paragraph, which conventions may act on.
    #[must_use]
    pub fn is_paragraph(&self) -> bool {
        matches!(self.events.first(), Some(Event::Start(Tag::Paragraph)))
    }

    /// The level of a heading.
    #[must_use]
    pub fn heading(&self) -> Option<HeadingLevel> {
        match self.events.first() {
            Some(Event::Start(Tag::Heading { level, .. })) => Some(*level),
            _ => None,
        }
    }
}

/// Parses `text` from byte `start`: tables, footnotes and strikethrough are understood, smart
/// punctuation is off (it is wrong in Arabic), raw HTML is what the site wants it to be, and links and
/// images whose address is unsafe, or not one from which pages may show any, keep their words alone. Those to
/// places of the site lead there in the form that its paths have.
pub fn split<'t>(
    source: &SourcePath,
    text: &'t str,
    start: usize,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<MarkdownBlock<'t>> {
    let mut dropped = Vec::new();
    let mut is_dropped = |event: &Event<'_>, range: &Range<usize>| match event {
        Event::Start(tag @ (Tag::Link { dest_url: to, .. } | Tag::Image { dest_url: to, .. })) => {
            let fault = if !is_safe(to) {
                Some(catalog::link_unsafe(Span::new(source, range.clone()), to))
            } else if matches!(tag, Tag::Image { .. }) && !config.images.may_show(to) {
                Some(catalog::image_elsewhere(Span::new(source, range.clone()), to))
            } else {
                None
            };
            let drop = fault.is_some();
            diagnostics.extend(fault);
            dropped.push(drop);
            drop
        }
        Event::End(TagEnd::Link | TagEnd::Image) => dropped.pop() == Some(true),
        _ => false,
    };
    let mut blocks = Blocks { text, whole: Vec::new(), open: Vec::new(), depth: 0 };
    let mut raw = Vec::new();
    let may_hold_tags = memchr(b'<', &text.as_bytes()[start..]).is_some();
    for (mut event, range) in Parser::new_ext(&text[start..], options()).into_offset_iter() {
        let range = start + range.start..start + range.end;
        if is_dropped(&event, &range) {
            continue;
        }
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = &mut event
            && let Cow::Owned(address) = composed_path(dest_url, config.base_url.as_ref())
        {
            *dest_url = address.into();
        }
        match config.raw_html {
            RawHtml::Clean if may_hold_tags => raw.push((event, range)),
            RawHtml::Text => blocks.push(as_text(event), range),
            RawHtml::Clean | RawHtml::Trusted => blocks.push(event, range),
        }
    }
    for (event, range) in raw_html::clean(source, raw, config, diagnostics) {
        blocks.push(event, range);
    }
    blocks.whole
}

/// How many events most blocks have at most: with room for them from the beginning no list has to grow.
const BLOCK_EVENTS: usize = 8;

/// Blocks as their events come.
struct Blocks<'t> {
    text: &'t str,
    whole: Vec<MarkdownBlock<'t>>,
    /// The events of the block that has not ended.
    open: Vec<Event<'t>>,
    depth: usize,
}

impl<'t> Blocks<'t> {
    fn push(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            _ => {}
        }
        self.open.push(event);
        if self.depth == 0 {
            // The last event of a block, its closing tag, has the range of the whole block, and of the line's end.
            let trimmed = self.text.get(range.clone()).map_or(range.len(), |block| block.trim_end().len());
            let range = range.start..range.start + trimmed;
            let next = Vec::with_capacity(BLOCK_EVENTS);
            self.whole.push(MarkdownBlock { events: std::mem::replace(&mut self.open, next), range });
        }
    }
}

/// Raw HTML as words that show its tags.
pub(super) fn as_text(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        event => event,
    }
}

/// What is understood beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn top_level_blocks_keep_their_places() {
        let text = "+++\n+++\nفقرة\n\n* نقطة\n* أخرى\n\n## عنوان\n";
        let blocks = split(&"a.md".into(), text, 8, &Config::new(""), &mut Vec::new());
        let found: Vec<&str> = blocks.iter().map(|b| text[b.range.clone()].trim_end()).collect();
        assert_eq!(found, ["فقرة", "* نقطة\n* أخرى", "## عنوان"]);
        assert!(blocks[0].is_paragraph() && !blocks[1].is_paragraph());
        assert_eq!(blocks[2].heading(), Some(HeadingLevel::H2));
    }
}
