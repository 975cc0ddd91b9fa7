//! The body of an article as HTML, through pulldown-cmark's writer for both formats.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd, html};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::balance;
use super::isolate::isolated;
use crate::config::convention::Role;
use crate::manuscript::{Block, Content};
use crate::text::bidi::Direction;
use crate::text::bidi::balance::balanced;
use crate::text::count::WordCounter;
use crate::text::html::Cleaner;
use crate::text::typography::Typography;

/// The HTML of `blocks`, in an article of `direction`. Where an author's own HTML stands in it, all of it is
/// read again as a browser would, by the `cleaner`; without one its authors are trusted.
#[must_use]
pub fn html(
    blocks: &[Block<'_>],
    typography: Typography,
    direction: Direction,
    cleaner: Option<&Cleaner>,
) -> String {
    written(blocks, events(blocks, typography), direction, cleaner)
}

/// The HTML of `blocks`, as [`html`] makes it, and how many words readers find in them: those of the
/// text, not of blocks of code, of an author's own HTML or of what describes an image.
#[must_use]
pub fn html_and_words(
    blocks: &[Block<'_>],
    typography: Typography,
    direction: Direction,
    cleaner: Option<&Cleaner>,
) -> (String, usize) {
    let events = events(blocks, typography);
    let words = words(&events);
    (written(blocks, events, direction, cleaner), words)
}

/// `blocks` as events.
fn events<'e>(blocks: &'e [Block<'_>], typography: Typography) -> Vec<Event<'e>> {
    let mut events = Vec::new();
    for Block { role, content, .. } in blocks {
        match content {
            Content::Plain(text) => match balanced(text) {
                Cow::Borrowed(text) => events.extend(plain(*role, text, typography)),
                Cow::Owned(text) => events.extend(plain(*role, &text, typography).map(Event::into_static)),
            },
            Content::Markdown(inner) => match balance::events(inner) {
                None => events.extend(Markdown::new(*role, inner, typography)),
                Some(inner) => {
                    let own = |event: Event<'_>| -> Event<'e> { event.into_static() };
                    events.extend(Markdown::new(*role, &inner, typography).map(own));
                }
            },
        }
    }
    events
}

/// The HTML of `events`, which are those of `blocks`.
fn written(
    blocks: &[Block<'_>],
    events: Vec<Event<'_>>,
    direction: Direction,
    cleaner: Option<&Cleaner>,
) -> String {
    let mut page = String::with_capacity(blocks.iter().map(|b| b.range.len() + 16).sum());
    // One run of the writer, which numbers footnotes through the whole article.
    html::push_html(&mut page, with_words_of_code(isolated(events, direction)));
    match cleaner.filter(|_| blocks.iter().any(has_raw_html)) {
        Some(cleaner) => cleaner.clean(&page),
        None => page,
    }
}

/// How many letters a word of code may have that the theme does not part between two lines: with what its
/// element has around it, they fit on the narrowest of phones (320 CSS pixels).
const CODE_WORD: usize = 24;

/// `events` with code marked that is one short Latin word and would be parted at a hyphen or a slash.
fn with_words_of_code(events: Vec<Event<'_>>) -> impl Iterator<Item = Event<'_>> {
    let mut images = 0usize;
    events.into_iter().map(move |event| {
        match &event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            // The words of an image are an attribute.
            Event::Code(code) if images == 0 && is_code_word(code) => {
                let mut html = String::from("<code class=\"word\">");
                escape_html_body_text(&mut html, code).expect("a String takes any text");
                html.push_str("</code>");
                return Event::InlineHtml(html.into());
            }
            _ => {}
        }
        event
    })
}

fn is_code_word(code: &str) -> bool {
    code.len() <= CODE_WORD
        && code.contains(['-', '/'])
        && code.bytes().all(|byte| byte.is_ascii_graphic())
        && code.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// How many words `events` hold.
fn words(events: &[Event<'_>]) -> usize {
    let mut counter = WordCounter::default();
    let mut images = 0usize;
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Text(text) | Event::Code(text) if images == 0 => counter.push(text),
            // What stands within a word.
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {}
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            _ => counter.part(),
        }
    }
    counter.words()
}

fn has_raw_html(block: &Block<'_>) -> bool {
    let Content::Markdown(events) = &block.content else { return false };
    events.iter().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
}

/// A block of newsroom text as events: its element, and its words.
fn plain(role: Role, text: &str, typography: Typography) -> [Event<'_>; 3] {
    let (open, close) = element(role);
    [open, text_event(text, typography), close]
}

/// The opening and closing of a paragraph with a role.
fn element<'e>(role: Role) -> (Event<'e>, Event<'e>) {
    if role == Role::Heading {
        let level = HeadingLevel::H2;
        let tag = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
        (Event::Start(tag), Event::End(TagEnd::Heading(level)))
    } else if Role::TREATED.contains(&role) {
        let open = format!("<p class=\"{}\">", role.name());
        (Event::Html(open.into()), Event::Html("</p>\n".into()))
    } else {
        (Event::Start(Tag::Paragraph), Event::End(TagEnd::Paragraph))
    }
}

fn footnote_id<'e>(name: &str) -> CowStr<'e> {
    format!("footnote-{name}").into()
}

/// Words with quotation marks and spaces as the site wants them.
fn text_event(text: &str, typography: Typography) -> Event<'_> {
    match typography.show(text) {
        Cow::Borrowed(text) => Event::Text(CowStr::Borrowed(text)),
        Cow::Owned(text) => Event::Text(text.into()),
    }
}

/// Markdown's events with typography as the site wants it, and tables whose cells are
/// aligned by class to the start and end of the line, not to its left and right.
struct Markdown<'e, 't> {
    role: Role,
    events: std::slice::Iter<'e, Event<'t>>,
    typography: Typography,
    alignments: &'e [pulldown_cmark::Alignment],
    cell: usize,
    in_head: bool,
    in_code: bool,
}

impl<'e, 't> Markdown<'e, 't> {
    fn new(role: Role, events: &'e [Event<'t>], typography: Typography) -> Self {
        // Only a paragraph has another role than its markup says.
        let is_paragraph = matches!(events.first(), Some(Event::Start(Tag::Paragraph)));
        let role = if is_paragraph { role } else { Role::Body };
        Self {
            role,
            events: events.iter(),
            typography,
            alignments: &[],
            cell: 0,
            in_head: false,
            in_code: false,
        }
    }

    fn open_cell(&mut self) -> Event<'e> {
        use pulldown_cmark::Alignment::{Center, Left, None, Right};
        let class = match self.alignments.get(self.cell).unwrap_or(&None) {
            None => "",
            Left => " class=\"align-left\"",
            Center => " class=\"align-center\"",
            Right => " class=\"align-right\"",
        };
        self.cell += 1;
        let tag = if self.in_head { "th scope=\"col\"" } else { "td" };
        Event::Html(format!("<{tag}{class}>").into())
    }
}

impl<'e> Iterator for Markdown<'e, '_> {
    type Item = Event<'e>;

    fn next(&mut self) -> Option<Event<'e>> {
        let raw = |html: &'static str| Event::Html(CowStr::Borrowed(html));
        Some(match self.events.next()? {
            Event::Text(text) if self.in_code => {
                // Finished, so that nothing is put into it.
                let mut code = String::with_capacity(text.len());
                escape_html_body_text(&mut code, text).expect("a string takes any text");
                Event::Html(code.into())
            }
            Event::Text(text) => text_event(text, self.typography),
            // The direction of code is its own, whatever the page's.
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                if language.is_empty() {
                    return Some(raw("<pre dir=\"auto\"><code>"));
                }
                let mut open = String::from("<pre dir=\"auto\"><code class=\"language-");
                escape_html(&mut open, language).expect("a string takes any text");
                Event::Html((open + "\">").into())
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                raw("</code></pre>\n")
            }
            Event::Start(Tag::Paragraph) if self.role != Role::Body => element(self.role).0,
            Event::End(TagEnd::Paragraph) if self.role != Role::Body => element(self.role).1,
            Event::Start(Tag::Table(alignments)) => {
                self.alignments = alignments;
                raw("<div class=\"table\" tabindex=\"0\"><table>")
            }
            Event::End(TagEnd::Table) => raw("</tbody></table></div>\n"),
            Event::Start(Tag::TableHead) => {
                (self.in_head, self.cell) = (true, 0);
                raw("<thead><tr>")
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                raw("</tr></thead><tbody>\n")
            }
            Event::Start(Tag::TableRow) => {
                self.cell = 0;
                raw("<tr>")
            }
            Event::End(TagEnd::TableRow) => raw("</tr>\n"),
            Event::Start(Tag::TableCell) => self.open_cell(),
            // A footnote's name is the author's, and must not take an id of the page's own.
            Event::Start(Tag::FootnoteDefinition(name)) => {
                Event::Start(Tag::FootnoteDefinition(footnote_id(name)))
            }
            Event::FootnoteReference(name) => Event::FootnoteReference(footnote_id(name)),
            Event::End(TagEnd::TableCell) => raw(if self.in_head { "</th>" } else { "</td>" }),
            event => event.clone(),
        })
    }
}
