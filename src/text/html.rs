//! HTML that authors write: what of it stays in a page.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::Builder;

use super::address::is_safe;

/// `text` without the characters that no page may hold: TOML can spell any.
///
/// ```
/// use warraq::text::html::shown;
/// assert_eq!(shown("خبر\u{1}\u{85}مهم".to_owned()), "خبر مهم");
/// ```
#[must_use]
pub fn shown(text: String) -> String {
    // Most is told by its bytes, of which the processor asks many at once.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | 0x80..=0xC1 | 0xC3..=0xEE);
    if text.bytes().fold(true, |all, byte| all & is_plain(byte)) || text.chars().all(is_shown) {
        return text;
    }
    // A line end that pages do not know still parts words.
    let shown = |c: char| if is_shown(c) { Some(c) } else { c.is_whitespace().then_some(' ') };
    text.chars().filter_map(shown).collect()
}

/// Whether a page may hold `c`: no control character but white space, and no noncharacter
/// (<https://html.spec.whatwg.org/multipage/parsing.html#parse-error-control-character-in-input-stream> and
/// `#parse-error-noncharacter-in-input-stream`).
fn is_shown(c: char) -> bool {
    match c {
        '\t' | '\n' | '\x0C' | '\r' => true,
        '\u{FDD0}'..='\u{FDEF}' => false,
        _ => !c.is_control() && (c as u32) & 0xFFFE != 0xFFFE,
    }
}

/// The elements that stay, each with its own attributes: text, lists, tables and pictures. None runs
/// a program, loads a page, or changes how what follows it is read (as `svg`, `math`, `select` and
/// `textarea` do, each a way round sanitisers at some time), and none is a landmark or control of the
/// page's own.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang"]),
    ("abbr", &[]),
    ("b", &[]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("blockquote", &["cite"]),
    ("br", &[]),
    ("caption", &[]),
    ("cite", &[]),
    ("code", &[]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("dd", &[]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("dfn", &[]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("img", &["alt", "height", "loading", "src", "width"]),
    ("ins", &["cite", "datetime"]),
    ("kbd", &[]),
    ("li", &["value"]),
    ("mark", &[]),
    ("ol", &["reversed", "start"]),
    ("p", &[]),
    ("pre", &[]),
    ("q", &["cite"]),
    ("rp", &[]),
    ("rt", &[]),
    ("ruby", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("small", &[]),
    ("span", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan"]),
    ("tfoot", &[]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("thead", &[]),
    ("time", &["datetime"]),
    ("tr", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
    ("wbr", &[]),
];

/// The attributes that every element may have.
const COMMON: [&str; 3] = ["dir", "lang", "title"];

/// What the program's own markup has beside them. An author's tags lose theirs when they are parsed:
/// they could dress as the page's own controls, or take the names that its links and labels refer to.
const OWN: [&str; 3] = ["class", "id", "tabindex"];

/// Whether an author's element of this name, in small letters, stays.
#[must_use]
pub fn allows(element: &str) -> bool {
    attributes(element).is_some()
}

/// Whether an attribute of an author's element stays.
#[must_use]
pub fn allows_attribute(element: &str, attribute: &str) -> bool {
    COMMON.contains(&attribute) || attributes(element).is_some_and(|own| own.contains(&attribute))
}

fn attributes(element: &str) -> Option<&'static [&'static str]> {
    let at = ELEMENTS.binary_search_by_key(&element, |(name, _)| name).ok()?;
    Some(ELEMENTS[at].1)
}

/// Whether an attribute holds an address.
#[must_use]
pub fn holds_address(attribute: &str) -> bool {
    matches!(attribute, "href" | "src" | "cite")
}

/// Whether an element has neither content nor end tag.
#[must_use]
pub fn is_void(element: &str) -> bool {
    matches!(element, "br" | "col" | "hr" | "img" | "wbr")
}

/// Whether an element stands amid the words of a line, and parts none of them from the next.
#[must_use]
pub fn is_within_line(element: &str) -> bool {
    const WITHIN: [&str; 28] = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
        "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
    ];
    WITHIN.contains(&element)
}

/// Whether the start of the element `next` ends the element `open`, whose end tag may be left out
/// (HTML standard, "Optional tags").
#[must_use]
pub fn ends(open: &str, next: &str) -> bool {
    match open {
        "p" => !is_within_line(next) && !is_void(next) || next == "hr",
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "rt" | "rp" => matches!(next, "rt" | "rp"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot"),
        "tr" => matches!(next, "tr" | "thead" | "tbody" | "tfoot"),
        "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => {
            matches!(next, "colgroup" | "thead" | "tbody" | "tfoot" | "tr")
        }
        _ => false,
    }
}

/// What reads an article's body again: made once, since its lists are long.
pub struct Cleaner(Builder<'static>);

impl Default for Cleaner {
    fn default() -> Self {
        let own = COMMON.into_iter().chain(OWN);
        let attributes: HashMap<&str, HashSet<&str>> =
            ELEMENTS.iter().map(|(name, attributes)| (*name, attributes.iter().copied().collect())).collect();
        let mut builder = Builder::empty();
        builder
            .tags(ELEMENTS.iter().map(|(name, _)| *name).collect())
            .clean_content_tags(["script", "style"].into())
            .generic_attributes(own.collect())
            .tag_attributes(attributes)
            // All that is not safe goes in the filter; what the builder would say of it is no stricter.
            .url_schemes(["http", "https", "mailto", "tel"].into())
            .attribute_filter(|_, attribute, value| {
                (!holds_address(attribute) || is_safe(value)).then_some(Cow::Borrowed(value))
            })
            .link_rel(None);
        Self(builder)
    }
}

impl Cleaner {
    /// The body of an article as a browser would read it, without anything but what stays: every element
    /// that it opens is closed in it, and none is closed that it does not open.
    #[must_use]
    pub fn clean(&self, body: &str) -> String {
        self.0.clean(body).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_their_names() {
        assert!(ELEMENTS.is_sorted());
        assert!(allows("wbr") && allows("a") && !allows("script") && !allows("svg"));
        assert!(allows_attribute("td", "colspan") && !allows_attribute("p", "colspan"));
    }

    #[test]
    fn an_element_ends_within_the_body_and_none_before_it() {
        assert_eq!(Cleaner::default().clean("</div></article><p>نص <b>غامق</p>"), "<p>نص <b>غامق</b></p>");
    }
}
