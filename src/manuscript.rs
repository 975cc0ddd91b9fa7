//! One seed as its author wrote it: roles and places recognised, nothing looked up; and its [`Head`].
//!
//! Borrows the seed's text. Made by `parse`, which sees no other seed.

mod alias;
mod extras;
mod head;
mod marks;

use std::borrow::Cow;
use std::ops::Range;

use jiff::Timestamp;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::config::convention::Role;
use crate::config::edition::EditionId;
use crate::config::structure::Genre;
use crate::diagnostic::{Span, Spanned};

pub use alias::{Alias, OldAddress};
pub use extras::{Extras, Photo, Profile, Translation};
pub use head::{Digests, Head, HeadWords, RelatedTitle, Words};
pub use marks::Marks;

/// A moment, and whether its author named a time of day or only a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The instant. When no time was named it is the start of the day in the site's zone, or that of the
    /// article itself for a change on its day.
    pub at: Timestamp,
    /// Whether a time of day was named.
    pub has_time: bool,
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.at.as_nanosecond(), self.has_time).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (nanoseconds, has_time) = <(i128, bool)>::deserialize(deserializer)?;
        let at = Timestamp::from_nanosecond(nanoseconds).map_err(serde::de::Error::custom)?;
        Ok(Self { at, has_time })
    }
}

/// A note on what was wrong in an article, and is put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When it was put right.
    pub date: Moment,
    /// The note's words; each line is a paragraph.
    pub text: Box<str>,
}

/// What an author may say of an article, before its text or in a `.toml` beside it.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// The headline.
    pub title: Option<Spanned<String>>,
    /// The sentence below the headline.
    pub standfirst: Option<String>,
    /// When it was published.
    pub date: Option<Moment>,
    /// When it was changed last.
    pub updated: Option<Spanned<Moment>>,
    /// When it stops being published.
    pub expires: Option<Spanned<Moment>>,
    /// The section's slug, if not that of the folder.
    pub section: Option<Spanned<String>>,
    /// Subjects.
    pub tags: Vec<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The series that it is a part of.
    pub series: Option<String>,
    /// The part of the address that names it, if not the file's stem.
    pub slug: Option<Spanned<String>>,
    /// Addresses that once led to it.
    pub aliases: Vec<Spanned<String>>,
    /// The edition it belongs to.
    pub edition: EditionId,
    /// What the seed is.
    pub genre: Genre,
    /// The language, if not its edition's.
    pub lang: Option<String>,
    /// The name that it shares with its translations.
    pub translation: Option<Spanned<String>>,
    /// Headlines or addresses to be read further.
    pub related: Vec<Spanned<String>>,
    /// `false`: no invitation to the newsletter on this page.
    pub newsletter: Option<bool>,
    /// To stand first on the front page.
    pub lead: bool,
    /// What it is called in the foot of every page, of a page outside the news.
    pub menu: Option<String>,
    /// Of an author's profile: what is not its text.
    pub profile: Option<Profile>,
    /// What was wrong in it, and is put right, in the author's order.
    pub corrections: Vec<Spanned<Correction>>,
    /// The picture that stands over it.
    pub image: Option<Image>,
    /// Not to be published yet.
    pub draft: bool,
}

/// The picture that stands over an article, as its author names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// A file of `static/`, or an address.
    pub src: String,
    /// Where that is written.
    pub place: Span,
    /// What it shows, for those who do not see it; empty where it only decorates.
    pub alt: String,
    /// What stands below it; empty for nothing.
    pub caption: String,
    /// Whom it is owed to; empty for nobody.
    pub credit: String,
}

/// Where a headline was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadlineOrigin {
    /// `title` before the text.
    FrontMatter,
    /// `title` in the `.toml` beside it.
    Sidecar,
    /// A line of the text, which is moved out of it.
    Line,
    /// Words of the lead, which stay where they are.
    Inferred,
}

/// A headline and where it was found.
#[derive(Clone, Debug)]
pub struct Headline {
    /// As it is shown.
    pub text: String,
    /// Where it was found.
    pub origin: HeadlineOrigin,
    /// Its place.
    pub span: Span,
}

/// What a block holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'t> {
    /// Words as they stand.
    Plain(&'t str),
    /// Markdown, parsed.
    Markdown(Vec<Event<'t>>),
}

/// One block of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Block<'t> {
    /// What it is.
    pub role: Role,
    /// What it holds.
    pub content: Content<'t>,
    /// Where it stands, in bytes of the seed's text.
    pub range: Range<usize>,
}

impl<'t> Block<'t> {
    /// Whether it holds pictures and no words but theirs.
    fn is_picture(&self) -> bool {
        let Content::Markdown(events) = &self.content else { return false };
        let (mut depth, mut any) = (0usize, false);
        for event in events {
            match event {
                Event::Start(Tag::Image { .. }) => (depth, any) = (depth + 1, true),
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(words) | Event::Code(words) if depth == 0 && !words.trim().is_empty() => {
                    return false;
                }
                _ => {}
            }
        }
        any
    }

    /// Whether it is a paragraph of the article's own text. What a picture shows is none.
    #[must_use]
    pub fn is_paragraph(&self) -> bool {
        self.role == Role::Body && !self.is_picture()
    }

    /// The block's words without markup.
    #[must_use]
    pub fn text(&self) -> Cow<'t, str> {
        match &self.content {
            Content::Plain(text) => Cow::Borrowed(text),
            Content::Markdown(events) => text_of(events),
        }
    }
}

/// The words of Markdown without its markup; its line breaks stay.
#[must_use]
pub fn text_of<'t>(events: &[Event<'t>]) -> Cow<'t, str> {
    // Most blocks are one stretch of the seed's own text.
    if let [Event::Start(_), Event::Text(CowStr::Borrowed(words)), Event::End(_)] = events {
        return words.trim_end().into();
    }
    let length = |event: &Event<'_>| match event {
        Event::Text(words) | Event::Code(words) => words.len() + 1,
        _ => 0,
    };
    let mut text = String::with_capacity(events.iter().map(length).sum());
    for event in events {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(words),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            event if parts_words(event) && !text.is_empty() && !text.ends_with(char::is_whitespace) => {
                text.push(' ');
            }
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text.into()
}

/// Whether the words before and behind an event are two: it begins or ends a block.
fn parts_words(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !is_within_line(tag.to_end()),
        Event::End(tag) => !is_within_line(*tag),
        Event::Html(_) | Event::Rule => true,
        _ => false,
    }
}

/// Whether an element of Markdown stands among the words of a line.
#[must_use]
pub fn is_within_line(element: TagEnd) -> bool {
    matches!(
        element,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// A title that points to another article, and the marker it stood under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedLine<'t> {
    /// The marker as it was written; empty for those of the front matter.
    pub marker: Cow<'t, str>,
    /// The title.
    pub title: Cow<'t, str>,
    /// The address, when the author gave one.
    pub url: Option<Cow<'t, str>>,
}

/// The invitation to the newsletter.
#[derive(Clone, Debug)]
pub struct Footer {
    /// Its lines: the first is the heading.
    pub lines: Vec<String>,
    /// Where it stands.
    pub range: Range<usize>,
}

/// One seed as written.
#[derive(Debug)]
pub struct Manuscript<'t> {
    /// What its author says of it.
    pub front: FrontMatter,
    /// Its headline; `None` only when it holds no word.
    pub headline: Option<Headline>,
    /// What stays in the body, in order.
    pub body: Vec<Block<'t>>,
    /// What was lifted into the sidebar, in order, each with its title's place.
    pub related: Vec<Spanned<RelatedLine<'t>>>,
    /// What was lifted into the signup.
    pub newsletter: Option<Footer>,
    /// What is not shown, by the site's wish.
    pub omitted: Vec<Block<'t>>,
}

/// What an article's page shows of its text.
#[derive(Debug, PartialEq)]
pub struct Matter<'t> {
    /// The body, in order.
    pub body: Vec<Block<'t>>,
    /// What stands in the sidebar, in order.
    pub related: Vec<RelatedLine<'t>>,
    /// The lines of the invitation to the newsletter: the first is the heading.
    pub newsletter: Option<Vec<Cow<'t, str>>>,
}

impl<'t> From<Manuscript<'t>> for Matter<'t> {
    fn from(manuscript: Manuscript<'t>) -> Self {
        Self {
            body: manuscript.body,
            related: manuscript.related.into_iter().map(|related| related.value).collect(),
            newsletter: manuscript
                .newsletter
                .map(|footer| footer.lines.into_iter().map(Cow::Owned).collect()),
        }
    }
}
