//! CommonMark through pulldown-cmark, cut into top-level blocks.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::source::SourcePath;

/// One top-level block.
pub struct MarkdownBlock<'t> {
    /// Its events, opening and closing tag included.
    pub events: Vec<Event<'t>>,
    /// Its place.
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
/// punctuation is off (it is wrong in Arabic), raw HTML is shown as text, and links and images whose
/// address could run a program keep their words alone.
pub fn split<'t>(
    source: &SourcePath,
    text: &'t str,
    start: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<MarkdownBlock<'t>> {
    let mut blocks = Vec::new();
    let mut dropped = Vec::new();
    let mut open: Vec<Event<'t>> = Vec::new();
    let mut depth = 0usize;
    for (event, range) in Parser::new_ext(&text[start..], options()).into_offset_iter() {
        let range = start + range.start..start + range.end;
        let event = match event {
            Event::Start(Tag::Link { dest_url: to, .. } | Tag::Image { dest_url: to, .. })
                if !is_safe(&to) =>
            {
                diagnostics.push(catalog::link_unsafe(Span::new(source, range), &to));
                dropped.push(true);
                continue;
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                dropped.push(false);
                event
            }
            Event::End(TagEnd::Link | TagEnd::Image) if dropped.pop() == Some(true) => continue,
            Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            event => event,
        };
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        open.push(event);
        if depth == 0 {
            // The last event of a block, its closing tag, has the range of the whole block.
            blocks.push(MarkdownBlock { events: std::mem::take(&mut open), range });
        }
    }
    blocks
}

/// What is understood beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// Whether an address may stand in a page: relative, or of a scheme that only leads somewhere.
/// Browsers ignore control characters and spaces in a scheme, so they are left out first.
#[must_use]
pub fn is_safe(address: &str) -> bool {
    let bare: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    match bare.find([':', '/', '?', '#']) {
        Some(at) if bare.as_bytes()[at] == b':' => {
            let scheme = bare[..at].to_ascii_lowercase();
            matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel")
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_run_programs_are_unsafe_in_every_disguise() {
        for unsafe_address in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\tscript:x",
            " javascript:x",
            "data:text/html,x",
            "vbscript:x",
        ] {
            assert!(!is_safe(unsafe_address), "{unsafe_address:?}");
        }
        for safe in ["https://example.org", "a/b.html", "#x", "?q=a:b", "mailto:a@example.org", "خبر.html"]
        {
            assert!(is_safe(safe), "{safe}");
        }
    }

    #[test]
    fn top_level_blocks_keep_their_places() {
        let text = "+++\n+++\nفقرة\n\n* نقطة\n* أخرى\n\n## عنوان\n";
        let blocks = split(&"a.md".into(), text, 8, &mut Vec::new());
        let found: Vec<&str> = blocks.iter().map(|b| text[b.range.clone()].trim_end()).collect();
        assert_eq!(found, ["فقرة", "* نقطة\n* أخرى", "## عنوان"]);
        assert!(blocks[0].is_paragraph() && !blocks[1].is_paragraph());
        assert_eq!(blocks[2].heading(), Some(HeadingLevel::H2));
    }
}
