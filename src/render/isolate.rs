//! Isolation in HTML: `<bdi dir>` round the runs that a paragraph would show scrambled.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use pulldown_cmark_escape::escape_html;

use crate::text::bidi::Direction;
use crate::text::bidi::isolate::{Isolation, isolations};

/// What opens the isolation of a run. HTML makes it one of UAX #9 (LRI or RLI, and PDI).
#[must_use]
pub fn open(direction: Direction) -> &'static str {
    match direction {
        Direction::Ltr => "<bdi dir=\"ltr\">",
        Direction::Rtl => "<bdi dir=\"rtl\">",
    }
}

/// What closes it.
pub const CLOSE: &str = "</bdi>";

/// `text` as HTML in a paragraph of `direction`: escaped, its scrambled runs isolated.
#[must_use]
pub fn markup(text: &str, direction: Direction) -> String {
    let mut html = String::with_capacity(text.len());
    let escape = |part: &str, html: &mut String| {
        escape_html(html, part).expect("a string takes any text");
    };
    let mut done = 0;
    for Isolation { range, direction } in isolations(text, direction) {
        escape(&text[done..range.start], &mut html);
        html.push_str(open(direction));
        escape(&text[range.clone()], &mut html);
        html.push_str(CLOSE);
        done = range.end;
    }
    escape(&text[done..], &mut html);
    html
}

/// `events` with the scrambled runs of each paragraph isolated.
///
/// The words of a paragraph are judged together, through emphasis and links. Code, images and
/// references to footnotes are objects of their own, and a hard break ends the paragraph (as CSS
/// has it). A run that begins amid the words of a link or emphasis and ends outside it cannot be
/// put between tags and stays as it is.
#[must_use]
pub fn isolated(events: Vec<Event<'_>>, direction: Direction) -> Vec<Event<'_>> {
    let mut marks = Vec::new();
    let mut paragraph = Paragraph::default();
    let mut in_image = 0usize;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Image { .. }) => {
                paragraph.object(in_image == 0);
                in_image += 1;
            }
            Event::End(TagEnd::Image) => in_image -= 1,
            // The words of an image are an attribute.
            _ if in_image > 0 => {}
            Event::Text(text) => paragraph.words(at, text),
            Event::SoftBreak => paragraph.text.push(' '),
            Event::Code(_) | Event::FootnoteReference(_) | Event::InlineMath(_) => paragraph.object(true),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            _ => paragraph.end(&events, direction, &mut marks),
        }
    }
    paragraph.end(&events, direction, &mut marks);
    if marks.is_empty() { events } else { with_marks(events, &marks) }
}

/// The words of a paragraph.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// Where the words of each text event begin, and which event it is.
    pieces: Vec<(usize, usize)>,
}

/// A tag before the byte `offset` of the event `event`, which is 0 but in text.
struct Mark {
    event: usize,
    offset: usize,
    html: &'static str,
}

impl Paragraph {
    fn words(&mut self, event: usize, text: &str) {
        self.pieces.push((self.text.len(), event));
        self.text.push_str(text);
    }

    fn object(&mut self, is_one: bool) {
        if is_one {
            self.text.push('\u{FFFC}');
        }
    }

    /// Adds the tags that the paragraph needs to `marks`, and begins another.
    fn end(&mut self, events: &[Event<'_>], direction: Direction, marks: &mut Vec<Mark>) {
        if !self.pieces.is_empty() {
            for Isolation { range, direction } in isolations(&self.text, direction) {
                let first = self.pieces.partition_point(|&(start, _)| start <= range.start) - 1;
                let last = self.pieces.partition_point(|&(start, _)| start < range.end) - 1;
                let ((first_start, first), (last_start, last)) = (self.pieces[first], self.pieces[last]);
                let length = match &events[last] {
                    Event::Text(text) => text.len(),
                    _ => 0,
                };
                let (start, end) = (range.start - first_start, range.end - last_start);
                let widened = widen(events, first, last, start == 0, end == length);
                if is_nested(&events[widened.0..=widened.1]) {
                    marks.push(Mark { event: widened.0, offset: start, html: open(direction) });
                    let (event, offset) = if end == length { (widened.1 + 1, 0) } else { (last, end) };
                    marks.push(Mark { event, offset, html: CLOSE });
                }
            }
        }
        self.text.clear();
        self.pieces.clear();
    }
}

/// The events `first` to `last` with the tags that are directly before or behind them, where
/// something `starts` or `ends` there, as far as their others are among them.
fn widen(events: &[Event<'_>], first: usize, last: usize, starts: bool, ends: bool) -> (usize, usize) {
    let (mut depth, mut lacking) = (0usize, 0usize);
    for event in &events[first..=last] {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth > 0 => depth -= 1,
            Event::End(_) => lacking += 1,
            _ => {}
        }
    }
    let before = events[..first].iter().rev().take_while(|event| starts && matches!(event, Event::Start(_)));
    let behind = events[last + 1..].iter().take_while(|event| ends && matches!(event, Event::End(_)));
    (first - before.take(lacking).count(), last + behind.take(depth).count())
}

/// Whether every tag that is opened in `events` is closed in them, and the other way round.
fn is_nested(events: &[Event<'_>]) -> bool {
    let mut depth = 0usize;
    for event in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            _ => {}
        }
    }
    depth == 0
}

fn with_marks<'e>(events: Vec<Event<'e>>, marks: &[Mark]) -> Vec<Event<'e>> {
    let mut out = Vec::with_capacity(events.len() + marks.len() * 2);
    let mut marks = marks.iter().peekable();
    for (at, event) in events.into_iter().enumerate() {
        let Event::Text(text) = event else {
            while let Some(mark) = marks.next_if(|mark| mark.event == at) {
                out.push(Event::InlineHtml(CowStr::Borrowed(mark.html)));
            }
            out.push(event);
            continue;
        };
        let mut done = 0;
        while let Some(mark) = marks.next_if(|mark| mark.event == at) {
            if mark.offset > done {
                out.push(Event::Text(part(&text, done, mark.offset)));
            }
            out.push(Event::InlineHtml(CowStr::Borrowed(mark.html)));
            done = mark.offset;
        }
        if done == 0 {
            out.push(Event::Text(text));
        } else if done < text.len() {
            out.push(Event::Text(part(&text, done, text.len())));
        }
    }
    out.extend(marks.map(|mark| Event::InlineHtml(CowStr::Borrowed(mark.html))));
    out
}

fn part<'e>(text: &CowStr<'e>, start: usize, end: usize) -> CowStr<'e> {
    match text {
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[start..end]),
        text => text[start..end].to_owned().into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Options, Parser, html};

    use super::*;

    fn events(markdown: &str) -> Vec<Event<'_>> {
        let inline = |event| match event {
            Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
            event => event,
        };
        Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
            .map(inline)
            .collect()
    }

    fn page(events: Vec<Event<'_>>) -> String {
        let mut page = String::new();
        html::push_html(&mut page, events.into_iter());
        page
    }

    fn shown(markdown: &str) -> String {
        page(isolated(events(markdown), Direction::Rtl)).trim_end().to_owned()
    }

    #[test]
    fn a_paragraph_is_judged_through_its_markup() {
        for (markdown, html) in [
            ("في **2014-2016** منه", "<p>في <strong><bdi dir=\"ltr\">2014-2016</bdi></strong> منه</p>"),
            ("في +963 **11** 2222", "<p>في <bdi dir=\"ltr\">+963 <strong>11</strong> 2222</bdi></p>"),
            ("لغة *C*++ مثلا", "<p>لغة <bdi dir=\"ltr\"><em>C</em>++</bdi> مثلا</p>"),
            (
                "في [+963 **11**](x) 2222",
                "<p>في <bdi dir=\"ltr\"><a href=\"x\">+963 <strong>11</strong></a> 2222</bdi></p>",
            ),
            (
                "في +963 [11 **2222**](x)",
                "<p>في <bdi dir=\"ltr\">+963 <a href=\"x\">11 <strong>2222</strong></a></bdi></p>",
            ),
            (
                "قال [CNN](x)، BBC",
                "<p>قال <a href=\"x\"><bdi dir=\"ltr\">CNN</bdi></a>، <bdi dir=\"ltr\">BBC</bdi></p>",
            ),
            // Before the first letter of a paragraph the algorithm keeps the order (W2).
            ("**2014**-2016 في", "<p><strong>2014</strong>-2016 في</p>"),
            ("في\n3-1", "<p>في\n<bdi dir=\"ltr\">3-1</bdi></p>"),
            ("في  \n3-1", "<p>في<br />\n3-1</p>"),
            // A run that crosses the end of an element cannot be wrapped.
            ("في **سنة 3**-1 منه", "<p>في <strong>سنة 3</strong>-1 منه</p>"),
        ] {
            assert_eq!(shown(markdown), html, "{markdown}");
        }
    }

    #[test]
    fn code_and_the_words_of_images_are_left_alone() {
        assert_eq!(shown("في `3-1` و`C++`"), "<p>في <code>3-1</code> و<code>C++</code></p>");
        assert_eq!(shown("في ![صورة 3-1](a.png)"), "<p>في <img src=\"a.png\" alt=\"صورة 3-1\" /></p>");
    }

    #[test]
    fn markup_escapes_inside_and_outside_of_a_run() {
        assert_eq!(
            markup("<b> في R&D+ و\"3-1\"", Direction::Rtl),
            "&lt;b&gt; في <bdi dir=\"ltr\">R&amp;D+</bdi> و&quot;<bdi dir=\"ltr\">3-1</bdi>&quot;"
        );
    }

    proptest! {
        #[test]
        fn nothing_but_tags_is_added(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "عربي", " ", " ", "BBC", "2014", "-", "+", "$", "**", "*", "`", "[", "](x)", "![", "\n",
                    "\n\n", "  \n", "&", "<", "\"", "،", "5-3", "C++", "- ", "| ", "~~", "\u{200f}", "\u{200c}",
                ]),
                0..30,
            ),
            rtl in any::<bool>(),
        ) {
            let markdown = parts.concat();
            let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
            let isolated = page(isolated(events(&markdown), direction));
            let bare = ["<bdi dir=\"ltr\">", "<bdi dir=\"rtl\">", CLOSE];
            let opened = isolated.matches("<bdi ").count();
            prop_assert_eq!(opened, isolated.matches(CLOSE).count());
            let stripped = bare.iter().fold(isolated, |html, tag| html.replace(tag, ""));
            prop_assert_eq!(stripped, page(events(&markdown)));
        }
    }
}
