//! Paragraphs that hold related lines, parted into those lines and the text around them.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::conventions::{Rules, Within};
use super::piece::Piece;
use crate::config::convention::Role;
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::{Content, text_of};
use crate::source::SourcePath;

/// What `rules` find within a piece.
pub(super) fn look(piece: &Piece<'_>, rules: Rules<'_>) -> Within {
    rules.within(&piece.text, || links(&piece.content))
}

/// Parts each paragraph in which lines were `found` whose end is certain. Where a marker has no such end,
/// it and what is behind it stay as they are, with a warning.
pub(super) fn part<'t>(
    pieces: Vec<Piece<'t>>,
    found: Vec<Within>,
    source: &SourcePath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Piece<'t>> {
    let mut parted = Vec::with_capacity(pieces.len());
    for (mut piece, mut within) in pieces.into_iter().zip(found) {
        // Texts and lines by turns.
        let mut bounds = Vec::with_capacity(2 * within.lines.len() + 1);
        let mut from = 0;
        for inline in &within.lines {
            bounds.extend([from..inline.before, inline.line.clone()]);
            from = inline.after;
        }
        bounds.push(from..piece.text.len());
        let parts = if within.lines.is_empty() { None } else { cut(&piece, &bounds) };
        if parts.is_none() && !within.lines.is_empty() {
            within.doubtful = Some(within.lines.swap_remove(0).line);
        }
        if let Some(marker) = within.doubtful {
            let place = piece.place_of(marker.start, &piece.text[marker.clone()]);
            diagnostics.push(catalog::related_inline(Span::new(source, place)));
            // One that begins the paragraph would else have all of it for a title.
            piece.open = piece.text[..marker.start].contains(char::is_alphanumeric);
        }
        match parts {
            Some(parts) => parted.extend(parts.into_iter().filter(|part| !part.text.is_empty())),
            None => parted.push(piece),
        }
    }
    parted
}

/// Where the links of a paragraph stand in its words.
fn links(content: &Content<'_>) -> Vec<Range<usize>> {
    let Content::Markdown(events) = content else { return Vec::new() };
    if holds_tags(events) {
        return Vec::new();
    }
    let (mut links, mut at, mut start) = (Vec::new(), 0, 0);
    for event in events {
        match event {
            Event::Start(Tag::Link { .. }) => start = at,
            Event::End(TagEnd::Link) => links.push(start..at),
            event => at += words(event).len(),
        }
    }
    links
}

/// Whether an author's own tags are among the events: nobody knows which of them belong together.
fn holds_tags(events: &[Event<'_>]) -> bool {
    events.iter().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
}

/// The words of one event that is no tag, as [`text_of`] has them.
fn words<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Text(words) | Event::Code(words) => words,
        Event::SoftBreak | Event::HardBreak => "\n",
        _ => "",
    }
}

/// The parts of a paragraph at `bounds` of its words, the first as open as the paragraph, each
/// second one a line, the others texts that go on behind a line and are no line themselves. `None`
/// where a bound falls into markup.
fn cut<'t>(piece: &Piece<'t>, bounds: &[Range<usize>]) -> Option<Vec<Piece<'t>>> {
    let part = |nth: usize, content, text, range| Piece {
        content,
        text,
        range,
        found: None,
        taken: None,
        open: nth == 0 || nth % 2 == 1,
        role: Role::Body,
    };
    let parts = bounds.iter().enumerate();
    match &piece.content {
        Content::Plain(text) => {
            let plain = parts.map(|(nth, range)| {
                let words = &text[range.clone()];
                let place = piece.range.start + range.start..piece.range.start + range.end;
                part(nth, Content::Plain(words), words.into(), place)
            });
            Some(plain.collect())
        }
        Content::Markdown(events) => {
            let cut = cut_events(events, bounds)?;
            let marked = parts.zip(cut).map(|((nth, _), events)| {
                let text = text_of(&events);
                part(nth, Content::Markdown(events), text, piece.range.clone())
            });
            Some(marked.collect())
        }
    }
}

/// The paragraphs that `bounds` of the words of a paragraph's `events` hold.
fn cut_events<'t>(events: &[Event<'t>], bounds: &[Range<usize>]) -> Option<Vec<Vec<Event<'t>>>> {
    let [open, inner @ .., close] = events else { return None };
    if holds_tags(inner) {
        return None;
    }
    let mut ends = bounds.iter().flat_map(|range| [range.start, range.end]).peekable();
    // What lies between the parts, and the parts, by turns.
    let mut parts = vec![Vec::new()];
    let (mut at, mut depth) = (0, 0usize);
    for event in inner {
        while depth == 0 && ends.next_if_eq(&at).is_some() {
            parts.push(Vec::new());
        }
        let words = words(event);
        let mut from = 0;
        while let Some(end) = ends.next_if(|&end| end < at + words.len()) {
            if depth > 0 || !matches!(event, Event::Text(_)) {
                return None;
            }
            parts.last_mut()?.push(text(event, from..end - at));
            parts.push(Vec::new());
            from = end - at;
        }
        parts.last_mut()?.push(if from == 0 { event.clone() } else { text(event, from..words.len()) });
        at += words.len();
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    while ends.next_if(|&end| end <= at).is_some() {
        parts.push(Vec::new());
    }
    let paragraph = |inner| [vec![open.clone()], inner, vec![close.clone()]].concat();
    Some(parts.into_iter().skip(1).step_by(2).map(paragraph).collect())
}

/// A part of a text event.
fn text<'t>(event: &Event<'t>, range: Range<usize>) -> Event<'t> {
    Event::Text(match event {
        Event::Text(CowStr::Borrowed(words)) => CowStr::Borrowed(&words[range]),
        event => words(event)[range].to_owned().into(),
    })
}
