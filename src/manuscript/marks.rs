//! The marks of an article: where all that its page shows stands in its text, and what its markup is, as an editor
//! writes into the margin. With them a text is set in type without being parsed again.
//!
//! Numbers in seven bits a byte. A place is how far it lies from the end of the one before, and a length: most
//! take three bytes.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Block, Content, Manuscript, Matter, RelatedLine};
use crate::config::convention::Role;
use crate::diagnostic::Spanned;

/// Marks are kept that take no more room than this part of their text, and as many bytes more. A text with more
/// markup than that is parsed again for its page.
const SHARE: (usize, usize) = (8, 256);

/// How many bytes of a marker, a bullet or quotation marks may stand before a title.
const BEFORE_WORDS: usize = 64;

/// What a block is: words as they stand, a paragraph of Markdown that is nothing but words, or any events.
const PLAIN: usize = 0;
const PARAGRAPH: usize = 1;
const EVENTS: usize = 2;
const FORMS: usize = 3;

/// What stands before the words of an event, or before the whole of it.
const TEXT: usize = 0;
const CODE: usize = 1;
const HTML: usize = 2;
const INLINE_HTML: usize = 3;
const LINK: usize = 4;
const IMAGE: usize = 5;
const WHOLE: usize = 6;
/// Before nothing: those from here on are the [`WORDLESS`].
const FIRST_WORDLESS: usize = 7;

/// Events without words, the most frequent first.
static WORDLESS: [Event<'static>; 36] = [
    Event::Start(Tag::Paragraph),
    Event::End(TagEnd::Paragraph),
    Event::SoftBreak,
    Event::End(TagEnd::Link),
    Event::Start(Tag::Strong),
    Event::End(TagEnd::Strong),
    Event::Start(Tag::Emphasis),
    Event::End(TagEnd::Emphasis),
    Event::HardBreak,
    heading(HeadingLevel::H2),
    Event::End(TagEnd::Heading(HeadingLevel::H2)),
    heading(HeadingLevel::H3),
    Event::End(TagEnd::Heading(HeadingLevel::H3)),
    heading(HeadingLevel::H4),
    Event::End(TagEnd::Heading(HeadingLevel::H4)),
    heading(HeadingLevel::H5),
    Event::End(TagEnd::Heading(HeadingLevel::H5)),
    heading(HeadingLevel::H6),
    Event::End(TagEnd::Heading(HeadingLevel::H6)),
    Event::Start(Tag::Item),
    Event::End(TagEnd::Item),
    Event::Start(Tag::List(None)),
    Event::End(TagEnd::List(false)),
    Event::Start(Tag::List(Some(1))),
    Event::End(TagEnd::List(true)),
    Event::Start(Tag::BlockQuote(None)),
    Event::End(TagEnd::BlockQuote(None::<BlockQuoteKind>)),
    Event::Start(Tag::HtmlBlock),
    Event::End(TagEnd::HtmlBlock),
    Event::Rule,
    Event::End(TagEnd::Image),
    Event::Start(Tag::Strikethrough),
    Event::End(TagEnd::Strikethrough),
    Event::End(TagEnd::CodeBlock),
    Event::Start(Tag::TableCell),
    Event::End(TagEnd::TableCell),
];

const fn heading(level: HeadingLevel) -> Event<'static> {
    Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })
}

/// The marks of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks(Arc<[u8]>);

impl Marks {
    /// Those of the manuscript of a `text`; none where they are too many.
    #[must_use]
    pub fn of(manuscript: &Manuscript<'_>, text: &str) -> Option<Self> {
        let mut pen = Pen { text, marks: Vec::with_capacity(256), at: 0 };
        pen.list(&manuscript.body, Pen::block);
        pen.list(&manuscript.related, |pen, Spanned { value: RelatedLine { marker, title, url }, span }| {
            let near = span.start..span.end;
            pen.words_near(marker, &near);
            pen.words_near(title, &near);
            pen.list(url.as_slice(), |pen, url| pen.words_near(url, &near));
        });
        pen.list(manuscript.newsletter.as_slice(), |pen, footer| {
            pen.list(&footer.lines, |pen, line| pen.words_near(line, &footer.range));
        });
        let (part, more) = SHARE;
        (pen.marks.len() <= text.len() / part + more).then(|| Self(pen.marks.into()))
    }

    /// What they mark in `text`, if they are its marks.
    #[must_use]
    pub fn on<'t>(&'t self, text: &'t str) -> Option<Matter<'t>> {
        let mut eye = Eye { text, marks: &self.0, at: 0 };
        let body = eye.list(Eye::block)?;
        let related = eye.list(|eye| {
            let (marker, title) = (eye.words()?.into(), eye.words()?.into());
            let url = eye.list(Eye::words)?.pop().map(Cow::Borrowed);
            Some(RelatedLine { marker, title, url })
        })?;
        let newsletter = eye.list(|eye| eye.list(|eye| eye.words().map(Cow::Borrowed)))?.pop();
        eye.marks.is_empty().then_some(Matter { body, related, newsletter })
    }
}

impl Serialize for Marks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Marks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&[u8]>::deserialize(deserializer).map(|marks| Self(marks.into()))
    }
}

/// Writes marks.
struct Pen<'t> {
    text: &'t str,
    marks: Vec<u8>,
    /// Where the last place ends.
    at: usize,
}

impl Pen<'_> {
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.marks.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.marks.push(number.to_le_bytes()[0]);
    }

    /// How many things there are, and each.
    fn list<T>(&mut self, things: &[T], write: impl Fn(&mut Self, &T)) {
        self.number(things.len());
        for thing in things {
            write(self, thing);
        }
    }

    /// A place; `more` is added to its first number.
    fn place(&mut self, place: &Range<usize>, more: usize) {
        let ahead = place.start.checked_sub(self.at).map(|ahead| 2 * ahead);
        self.number(ahead.unwrap_or_else(|| 2 * (self.at - place.start) - 1) + more);
        self.number(place.len());
        self.at = place.end;
    }

    /// Words of the text by their place, others as they are.
    fn words(&mut self, words: &str) {
        match place_of(words, self.text) {
            Some(place) => self.place(&place, 1),
            None => {
                self.number(0);
                self.number(words.len());
                self.marks.extend_from_slice(words.as_bytes());
            }
        }
    }

    /// Words that may be those of the text in this place, soon after its beginning or the words before.
    fn words_near(&mut self, words: &str, near: &Range<usize>) {
        let from = if near.contains(&self.at) { self.at } else { near.start };
        let mut starts = from..near.end.min(from + BEFORE_WORDS);
        let there = |at: usize| self.text.get(at..at + words.len()).filter(|there| *there == words);
        self.words(starts.find_map(there).unwrap_or(words));
    }

    fn block(&mut self, block: &Block<'_>) {
        let role = Role::NAMES.iter().position(|(_, role)| *role == block.role);
        let role = role.expect("every role has a name");
        let is_whole = |words: &str| place_of(words, self.text).as_ref() == Some(&block.range);
        let (form, events) = match &block.content {
            // Its words are by nature those in its place.
            Content::Plain(_) => (PLAIN, &[][..]),
            Content::Markdown(events) => match events.as_slice() {
                [Event::Start(Tag::Paragraph), Event::Text(words), Event::End(TagEnd::Paragraph)]
                    if is_whole(words) =>
                {
                    (PARAGRAPH, &[][..])
                }
                events => (EVENTS, events),
            },
        };
        self.number(FORMS * role + form);
        self.place(&block.range, 0);
        if form == EVENTS {
            self.at = block.range.start;
            self.list(events, Self::event);
            self.at = block.range.end;
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        let (code, words) = match event {
            Event::Text(words) => (TEXT, words),
            Event::Code(words) => (CODE, words),
            Event::Html(words) => (HTML, words),
            Event::InlineHtml(words) => (INLINE_HTML, words),
            Event::Start(
                tag @ (Tag::Link { link_type: LinkType::Inline, dest_url, title, id }
                | Tag::Image { link_type: LinkType::Inline, dest_url, title, id }),
            ) if title.is_empty() && id.is_empty() => {
                (if matches!(tag, Tag::Link { .. }) { LINK } else { IMAGE }, dest_url)
            }
            _ => {
                if let Some(nth) = WORDLESS.iter().position(|wordless| wordless == event) {
                    return self.number(FIRST_WORDLESS + nth);
                }
                self.number(WHOLE);
                let whole = postcard::to_stdvec(event).expect("an event has nothing that cannot be written");
                return self.marks.extend(whole);
            }
        };
        self.number(code);
        self.words(words);
    }
}

/// Where `words` that are a part of `text`, and not only like it, stand in it.
fn place_of(words: &str, text: &str) -> Option<Range<usize>> {
    let start = words.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    let place = start..start.checked_add(words.len())?;
    text.get(place.clone()).is_some().then_some(place)
}

/// Reads marks. What is no mark gives nothing.
struct Eye<'t> {
    text: &'t str,
    marks: &'t [u8],
    /// Where the last place ends.
    at: usize,
}

impl<'t> Eye<'t> {
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let (first, rest) = self.marks.split_first()?;
            self.marks = rest;
            number |= usize::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// As many things as a number says, each of which takes a byte or more.
    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number().filter(|&count| count <= self.marks.len())?;
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(read(self)?);
        }
        Some(list)
    }

    /// The place whose first number is `first`.
    fn place(&mut self, first: usize) -> Option<Range<usize>> {
        let half = first / 2;
        let start =
            if first.is_multiple_of(2) { self.at.checked_add(half) } else { self.at.checked_sub(half + 1) }?;
        self.at = start.checked_add(self.number()?)?;
        Some(start..self.at)
    }

    fn words(&mut self) -> Option<&'t str> {
        if let Some(first) = self.number()?.checked_sub(1) {
            let place = self.place(first)?;
            return self.text.get(place);
        }
        let length = self.number()?;
        let (words, rest) = self.marks.split_at_checked(length)?;
        self.marks = rest;
        simdutf8::basic::from_utf8(words).ok()
    }

    fn block(&mut self) -> Option<Block<'t>> {
        let (first, from) = (self.number()?, self.number()?);
        let (_, role) = *Role::NAMES.get(first / FORMS)?;
        let range = self.place(from)?;
        let words = self.text.get(range.clone())?;
        let content = match first % FORMS {
            PLAIN => Content::Plain(words),
            PARAGRAPH => {
                let (start, end) = (Event::Start(Tag::Paragraph), Event::End(TagEnd::Paragraph));
                Content::Markdown(vec![start, Event::Text(words.into()), end])
            }
            _ => {
                self.at = range.start;
                let events = self.list(Self::event)?;
                self.at = range.end;
                Content::Markdown(events)
            }
        };
        Some(Block { role, content, range })
    }

    fn event(&mut self) -> Option<Event<'t>> {
        let link_type = LinkType::Inline;
        Some(match self.number()? {
            TEXT => Event::Text(self.words()?.into()),
            CODE => Event::Code(self.words()?.into()),
            HTML => Event::Html(self.words()?.into()),
            INLINE_HTML => Event::InlineHtml(self.words()?.into()),
            code @ (LINK | IMAGE) => {
                let dest_url = self.words()?.into();
                let [title, id] = [const { CowStr::Borrowed("") }; 2];
                Event::Start(match code {
                    LINK => Tag::Link { link_type, dest_url, title, id },
                    _ => Tag::Image { link_type, dest_url, title, id },
                })
            }
            WHOLE => {
                let (event, rest) = postcard::take_from_bytes(self.marks).ok()?;
                self.marks = rest;
                event
            }
            wordless => WORDLESS.get(wordless - FIRST_WORDLESS)?.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_of_a_text_are_known_by_where_they_lie() {
        let text = String::from("خبر وخبر");
        let place = "خبر و".len().."خبر وخبر".len();
        assert_eq!(place_of(&text[place.clone()], &text), Some(place));
        assert_eq!(place_of("خبر", &text), None, "the same words elsewhere");
    }

    proptest! {
        #[test]
        fn what_is_no_mark_gives_nothing_and_does_no_harm(marks: Vec<u8>, text in "[ابت \n]{0,40}") {
            if let Some(matter) = Marks(marks.into()).on(&text) {
                let lengths = matter.body.iter().map(|block| block.text().len());
                prop_assert!(lengths.sum::<usize>() < usize::MAX);
            }
        }
    }
}
