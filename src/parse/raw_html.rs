//! HTML that an author wrote in Markdown: read as a browser reads it, tag by tag.
//!
//! What stays leaves as tags of our own spelling, its words as words; what goes is told of. Tags are
//! closed where the element of Markdown around them ends, so that none reaches over it. How elements
//! may stand in one another is seen to when the whole body is there (`text::html::Cleaner`).

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tokenizer::states::{Rawtext, ScriptData};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use pulldown_cmark::{CowStr, Event, Tag as Element, TagEnd};
use pulldown_cmark_escape::escape_html;

use super::markdown::{Placed, as_text};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::source::SourcePath;
use crate::text::address::{composed_path, is_safe};
use crate::text::html::{allows, allows_attribute, ends, holds_address, is_void, is_within_line};

/// How many elements may stand in one another where there is raw HTML. A browser opens again what is
/// left open in every paragraph that follows, and looks through all that is open at each tag: without a
/// limit, its time and ours grow with the square of the text.
const MOST_OPEN: usize = 32;

/// How many parts a tag may have, counted by what parts them. Each attribute is held against all before it, so
/// that without a limit the time grows with the square of the tag.
const MOST_PARTS: usize = 1000;

/// What stays of the raw HTML among the `events` of an article: what `config` lets pages show.
pub(super) fn clean<'t>(
    source: &SourcePath,
    events: Vec<Placed<'t>>,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Placed<'t>> {
    if !events.iter().any(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_))) {
        return events;
    }
    let mut tags = Tags { source, config, diagnostics, open: Vec::new(), told: BTreeSet::new() };
    let mut cleaned = Vec::with_capacity(events.len());
    let mut block: Vec<Part<'t>> = Vec::new();
    let mut images = 0usize;
    let mut too_deep = 0usize;
    for (event, range) in events {
        match event {
            // The words of an image are an attribute.
            event if images > 0 && !matches!(event, Event::End(TagEnd::Image)) => {
                images += usize::from(matches!(event, Event::Start(Element::Image { .. })));
                cleaned.push((as_text(event), range));
            }
            Event::Start(Element::HtmlBlock) => block.clear(),
            Event::Html(html) => block.push((html, range)),
            Event::End(TagEnd::HtmlBlock) => {
                let stays = tags.read(&block);
                if !stays.is_empty() {
                    cleaned.push((Event::Start(Element::HtmlBlock), range.clone()));
                    cleaned.extend(stays.into_iter().map(|event| (event, range.clone())));
                    cleaned.push((Event::End(TagEnd::HtmlBlock), range));
                }
            }
            Event::InlineHtml(html) => {
                let stays = tags.read(&[(html, range.clone())]);
                cleaned.extend(stays.into_iter().map(|event| (event, range.clone())));
            }
            event => {
                match event {
                    Event::Start(Element::Image { .. }) => images += 1,
                    Event::End(TagEnd::Image) => images -= 1,
                    Event::Start(_) if too_deep > 0 || tags.is_deep() => {
                        tags.tell_of_depth(Span::new(source, range));
                        too_deep += 1;
                        continue;
                    }
                    Event::End(_) if too_deep > 0 => {
                        too_deep -= 1;
                        cleaned.push((Event::SoftBreak, range));
                        continue;
                    }
                    Event::Start(_) => tags.open.push(None),
                    Event::End(_) => {
                        let closed = tags.close_element().into_iter();
                        cleaned.extend(closed.map(|event| (event, range.clone())));
                    }
                    _ => {}
                }
                cleaned.push((event, range));
            }
        }
    }
    cleaned
}

/// A part of raw HTML, and its place.
type Part<'t> = (CowStr<'t>, Range<usize>);

/// The tags of one article's author.
struct Tags<'a> {
    source: &'a SourcePath,
    config: &'a Config,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// What is open, the innermost last: an element of Markdown, or one of the author's by its name.
    open: Vec<Option<String>>,
    /// What was told of.
    told: BTreeSet<String>,
}

impl Tags<'_> {
    /// An element of Markdown ends: so does what the author left open in it.
    fn close_element(&mut self) -> Vec<Event<'static>> {
        let start = self.open.iter().rposition(Option::is_none).unwrap_or_default();
        let events = self.close(start + 1);
        self.open.truncate(start);
        events
    }

    /// What stays of `parts`, which follow one another.
    fn read<'t>(&mut self, parts: &[Part<'_>]) -> Vec<Event<'t>> {
        let tokenizer = Tokenizer::new(Sink::default(), html5ever::tokenizer::TokenizerOpts::default());
        let input = BufferQueue::default();
        let mut reading = Reading { events: Vec::new(), tag: None, left_out: None };
        let mut pieces = parts.iter().flat_map(|(text, range)| {
            text.split_inclusive('>').scan(range.start, |end, piece| {
                *end += piece.len();
                Some((*end - piece.len(), piece))
            })
        });
        while let Some((at, piece)) = pieces.next() {
            reading.look_for_tag(piece, at);
            let endless = reading.endless_tag();
            let before =
                endless.as_ref().map_or(piece.len(), |tag| piece.len().saturating_sub(tag.text.len()));
            input.push_back(piece[..before].into());
            let _ = tokenizer.feed(&input);
            self.take(&tokenizer.sink, &mut reading);
            if let Some(OpenTag { at, mut text, .. }) = endless {
                self.tell(catalog::tag_shown(Span::new(self.source, at..at + 1), MOST_PARTS));
                text.extend(pieces.map(|(_, piece)| piece));
                reading.words(&text);
                return reading.events;
            }
        }
        tokenizer.end();
        self.take(&tokenizer.sink, &mut reading);
        // What does not end has not begun: its words are words.
        if let Some(LeftOut { name, span, content }) = reading.left_out.take() {
            self.tell(catalog::unended_removed(span, &name));
            reading.words(&content);
        } else if let Some(tag) = reading.tag.take() {
            reading.words(&tag.text);
        }
        reading.events
    }

    /// Takes what the tokenizer found.
    fn take(&mut self, sink: &Sink, reading: &mut Reading<'_>) {
        for token in sink.0.take() {
            match token {
                Token::CharacterTokens(words) => match &mut reading.left_out {
                    Some(left_out) => left_out.content.push_str(&words),
                    None => reading.words(&words),
                },
                Token::TagToken(tag) => {
                    let at = reading.tag.take().map_or(0, |tag| tag.at);
                    let span = Span::new(self.source, at..at + tag.name.len() + 1);
                    match tag.kind {
                        TagKind::StartTag => self.start(&tag, span, reading),
                        TagKind::EndTag if program_in(&tag).is_some() => {
                            if let Some(LeftOut { name, span, .. }) = reading.left_out.take() {
                                self.tell(catalog::program_removed(span, &name));
                            }
                        }
                        TagKind::EndTag => reading.events.extend(self.end_of(&tag.name)),
                    }
                }
                Token::CommentToken(_) | Token::DoctypeToken(_) => reading.tag = None,
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &Tag, span: Span, reading: &mut Reading<'_>) {
        let name: &str = &tag.name;
        if !allows(name) {
            if program_in(tag).is_some() {
                reading.left_out = Some(LeftOut { name: name.to_owned(), span, content: String::new() });
            } else {
                self.tell(catalog::element_removed(span, name));
            }
            return;
        }
        while self.open.last().is_some_and(|open| open.as_deref().is_some_and(|open| ends(open, name))) {
            self.open.pop();
        }
        if self.is_deep() {
            self.tell_of_depth(span);
            return;
        }
        let mut html = format!("<{name}");
        let (mut alt, mut has_source) = (None, false);
        for attribute in &tag.attrs {
            let (key, value): (&str, &str) = (&attribute.name.local, &attribute.value);
            if !allows_attribute(name, key) {
                self.tell(catalog::attribute_removed(span.clone(), key));
            } else if holds_address(key) && !is_safe(value) {
                self.diagnostics.push(catalog::link_unsafe(span.clone(), value));
            } else if key == "src" && !self.config.images.may_show(value) {
                self.diagnostics.push(catalog::image_elsewhere(span.clone(), value));
            } else {
                html.push_str(&format!(" {key}=\""));
                let written = if holds_address(key) {
                    composed_path(value, self.config.base_url.as_ref())
                } else {
                    value.into()
                };
                escape_html(&mut html, &written).expect("a string takes any text");
                html.push('"');
                has_source |= key == "src";
                if key == "alt" {
                    alt = Some(value);
                }
            }
        }
        html.push('>');
        if name == "img" && !has_source {
            // Of a picture that goes, the words stay.
            reading.words(alt.unwrap_or_default());
            return;
        }
        if !is_void(name) {
            self.open.push(Some(name.to_owned()));
        }
        reading.events.push(markup(name, html));
    }

    /// The end of the innermost element `name` that is open in the same element of Markdown.
    fn end_of(&mut self, name: &str) -> Vec<Event<'static>> {
        let here = self.open.iter().rposition(Option::is_none).map_or(0, |at| at + 1);
        let open = self.open[here..].iter().rposition(|open| open.as_deref() == Some(name));
        open.map(|at| self.close(here + at)).unwrap_or_default()
    }

    /// Closes the author's elements from the place `from` on, the innermost first.
    fn close(&mut self, from: usize) -> Vec<Event<'static>> {
        let closed = self.open.drain(from.min(self.open.len())..).rev().flatten();
        closed.map(|name| markup(&name, format!("</{name}>"))).collect()
    }

    fn is_deep(&self) -> bool {
        self.open.len() >= MOST_OPEN
    }

    fn tell_of_depth(&mut self, span: Span) {
        self.tell(catalog::too_deep(span, MOST_OPEN));
    }

    /// Tells what goes, at the first of its places.
    fn tell(&mut self, diagnostic: Diagnostic) {
        if self.told.insert(diagnostic.message.clone()) {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// A tag: one that parts words is a block's.
fn markup<'t>(name: &str, html: String) -> Event<'t> {
    if is_within_line(name) { Event::InlineHtml(html.into()) } else { Event::Html(html.into()) }
}

/// What was read of one stretch of raw HTML.
struct Reading<'t> {
    events: Vec<Event<'t>>,
    tag: Option<OpenTag>,
    /// The element that is being left out with what is in it.
    left_out: Option<LeftOut>,
}

/// The next tag, as far as it was read.
struct OpenTag {
    at: usize,
    text: String,
    parts: usize,
}

struct LeftOut {
    name: String,
    span: Span,
    content: String,
}

impl Reading<'_> {
    /// Marks the beginning of a tag in `piece`, which stands at byte `at`.
    fn look_for_tag(&mut self, piece: &str, at: usize) {
        let parts = |text: &str| text.bytes().filter(|byte| b" \t\n\r\x0C/\"'".contains(byte)).count();
        match &mut self.tag {
            Some(tag) => {
                tag.text.push_str(piece);
                tag.parts += parts(piece);
            }
            None => {
                let begins =
                    |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
                let mut places = piece.match_indices('<').map(|(place, _)| place);
                let found = places.find(|place| begins(&piece[place + 1..]));
                self.tag = found.map(|place| {
                    let text = &piece[place..];
                    OpenTag { at: at + place, text: text.to_owned(), parts: parts(text) }
                });
            }
        }
    }

    /// The tag that is open, if it has too many parts to be read.
    fn endless_tag(&mut self) -> Option<OpenTag> {
        let is_tag = |tag: &OpenTag| tag.text.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
        let is_open = self.left_out.is_none();
        self.tag.take_if(|tag| is_open && tag.parts > MOST_PARTS && is_tag(tag))
    }

    fn words(&mut self, words: &str) {
        for (nth, line) in words.split('\n').enumerate() {
            if nth > 0 {
                self.events.push(Event::SoftBreak);
            }
            if !line.is_empty() {
                self.events.push(Event::Text(line.to_owned().into()));
            }
        }
    }
}

/// Keeps tokens until they are taken.
#[derive(Default)]
struct Sink(RefCell<Vec<Token>>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let content = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => program_in(tag),
            _ => None,
        };
        self.0.borrow_mut().push(token);
        content.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

/// How to read what is in an element that holds no text for readers, if it is one.
fn program_in(tag: &Tag) -> Option<html5ever::tokenizer::states::RawKind> {
    match &*tag.name {
        "script" => Some(ScriptData),
        "style" => Some(Rawtext),
        _ => None,
    }
}
