//! Markdown whose elements each close the embeddings, overrides and isolates that they open.
//!
//! What stands behind an element must not be turned round by what stands in it. An element may open a control
//! for all that is in it, other elements too; one that it leaves open is closed at its end, and one that would
//! close what stands open around it goes.

use pulldown_cmark::{CowStr, Event};

use crate::text::bidi::balance::{Balance, balanced};
use crate::text::bidi::holds_embedding;
use crate::text::html::is_void;

/// What is open in an element, and the name that its tag has if it is the author's own.
#[derive(Default)]
struct Element<'e> {
    tag: Option<&'e str>,
    balance: Balance,
}

/// The `events` of a block with each of its elements balanced; `None` where no such control stands in them. An
/// author's own tags count where each is an event of its own, as they are left when they have been read.
#[must_use]
pub fn events<'t>(events: &[Event<'t>]) -> Option<Vec<Event<'t>>> {
    let holds = |event: &Event<'_>| match event {
        Event::Text(words) | Event::Code(words) => holds_embedding(words),
        _ => false,
    };
    if !events.iter().any(holds) {
        return None;
    }
    // The innermost last; around the block there is nothing.
    let mut open = vec![Element::default()];
    let mut out = Vec::with_capacity(events.len() + 2);
    for event in events {
        match event {
            Event::Start(_) => open.push(Element::default()),
            Event::End(_) => {
                // The author's own tags end with what they stand in.
                while let Some(mut element) = open.pop() {
                    close(&mut element.balance, &mut out);
                    if element.tag.is_none() {
                        break;
                    }
                }
            }
            Event::InlineHtml(html) | Event::Html(html) => match tag(html) {
                Some((name, true)) => open.push(Element { tag: Some(name), balance: Balance::default() }),
                Some((name, false)) => {
                    if let Some(mut element) = open.pop_if(|element| element.tag == Some(name)) {
                        close(&mut element.balance, &mut out);
                    }
                }
                None => {}
            },
            Event::HardBreak => {
                if let Some(element) = open.last_mut() {
                    close(&mut element.balance, &mut out);
                }
            }
            Event::Text(words) => {
                let balance = &mut open.last_mut().expect("there is one around the block").balance;
                let is_plain = balance.is_even() && !holds_embedding(words);
                let words = if is_plain { words.clone() } else { balance.words(words).into() };
                out.push(Event::Text(words));
                continue;
            }
            Event::Code(words) => {
                out.push(Event::Code(CowStr::from(balanced(words).into_owned())));
                continue;
            }
            _ => {}
        }
        out.push(event.clone());
    }
    Some(out)
}

/// Closes what is open.
fn close(balance: &mut Balance, out: &mut Vec<Event<'_>>) {
    if !balance.is_even() {
        out.push(Event::Text(balance.close().collect::<String>().into()));
    }
}

/// The name of the one tag that `html` is, and whether it opens an element; `None` for what does neither.
fn tag(html: &str) -> Option<(&str, bool)> {
    let inner = html.strip_prefix('<')?.strip_suffix('>').filter(|inner| !inner.contains('<'))?;
    let (inner, opens) = inner.strip_prefix('/').map_or((inner, true), |inner| (inner, false));
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    (!name.is_empty() && !is_void(name)).then_some((name, opens))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Options, Parser, html};

    use super::*;
    use crate::text::bidi::is_embedding;

    fn parsed(markdown: &str) -> Vec<Event<'_>> {
        Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).collect()
    }

    fn page(markdown: &str) -> String {
        let parsed = parsed(markdown);
        let mut page = String::new();
        html::push_html(&mut page, events(&parsed).unwrap_or(parsed).into_iter());
        page.trim_end().to_owned()
    }

    #[test]
    fn an_element_closes_what_it_opens_and_nothing_around_it() {
        for (markdown, html) in [
            ("**أ \u{2067} ب** ج", "<p><strong>أ \u{2067} ب\u{2069}</strong> ج</p>"),
            ("\u{2067}أ **ب** ج\u{2069} د", "<p>\u{2067}أ <strong>ب</strong> ج\u{2069} د</p>"),
            ("\u{2067}أ **ب\u{2069}** ج", "<p>\u{2067}أ <strong>ب</strong> ج\u{2069}</p>"),
            ("أ [\u{202E}ب](x) ج", "<p>أ <a href=\"x\">\u{202E}ب\u{202C}</a> ج</p>"),
            ("أ `\u{202E}ب` ج", "<p>أ <code>\u{202E}ب\u{202C}</code> ج</p>"),
            ("أ <b>\u{202E}ب</b> ج", "<p>أ <b>\u{202E}ب\u{202C}</b> ج</p>"),
            ("أ <b>\u{202E}ب", "<p>أ <b>\u{202E}ب\u{202C}</p>"),
            ("أ \u{202E}ب<br>ج", "<p>أ \u{202E}ب<br>ج\u{202C}</p>"),
            ("أ \u{202E}ب  \nج", "<p>أ \u{202E}ب\u{202C}<br />\nج</p>"),
            ("أ \u{202E}ب\n\nج\u{202C}", "<p>أ \u{202E}ب\u{202C}</p>\n<p>ج</p>"),
            ("أ\u{200F} ب\u{200C}ج \u{61C}د", "<p>أ\u{200F} ب\u{200C}ج \u{61C}د</p>"),
        ] {
            assert_eq!(page(markdown), html, "{markdown:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_such_controls_comes_or_goes(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "عربي", " ", "**", "*", "`", "[", "](x)", "\n", "\n\n", "  \n", "- ", "| ", "> ", "<b>",
                    "</b>", "<br>", "\u{202E}", "\u{202C}", "\u{2067}", "\u{2069}", "\u{200f}", "\u{200c}",
                ]),
                0..30,
            ),
        ) {
            let markdown = parts.concat();
            let parsed = parsed(&markdown);
            let mut raw = String::new();
            html::push_html(&mut raw, parsed.into_iter());
            let once = page(&markdown);
            prop_assert_eq!(once.replace(is_embedding, ""), raw.trim_end().replace(is_embedding, ""));
        }
    }
}
