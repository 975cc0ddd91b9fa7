//! Addresses in an article's HTML, made whole: a feed is read where no page stands around it.

use std::borrow::Cow;

use pulldown_cmark_escape::escape_href;
use url::Url;

/// The attributes that hold an address.
const ADDRESSES: [&str; 3] = ["href", "src", "cite"];

/// `html` with every relative address as it is understood on `page`. The HTML is that of the program's own
/// writer or of ammonia: outside of tags no `<` stands, and in a tag no `"` but around values.
pub(super) fn absolute<'h>(html: &'h str, page: &Url) -> Cow<'h, str> {
    let mut whole = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(length) = html[at..].find('<') {
        at += length;
        // To the tag's end, from value to value: what stands in one is no markup.
        while let Some(length) = html[at..].find(['"', '>']) {
            let name = &html[at..at + length];
            at += length + 1;
            if html.as_bytes()[at - 1] == b'>' {
                break;
            }
            let Some(end) = html[at..].find('"').map(|length| at + length) else { break };
            let is_address = name.strip_suffix('=').and_then(|name| name.rsplit(' ').next());
            if is_address.is_some_and(|name| ADDRESSES.contains(&name))
                && let Some(address) = relative(&html[at..end], page)
            {
                whole.push_str(&html[done..at]);
                escape_href(&mut whole, address.as_str()).expect("a string takes any text");
                done = end;
            }
            at = end + 1;
        }
    }
    if done == 0 {
        return Cow::Borrowed(html);
    }
    whole.push_str(&html[done..]);
    Cow::Owned(whole)
}

/// Where an escaped address leads from `page`, if it is relative.
fn relative(escaped: &str, page: &Url) -> Option<Url> {
    let address = unescaped(escaped);
    // Most are whole.
    if address.starts_with("https://") || Url::parse(&address).is_ok() {
        return None;
    }
    page.join(&address).ok()
}

/// An attribute's value without the few references that the writers use.
fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let marks = [("&quot;", "\""), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}")];
    let value = marks.iter().fold(value.to_owned(), |value, (name, mark)| value.replace(name, mark));
    Cow::Owned(value.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_are_those_of_the_page() {
        let page = Url::parse("https://example.org/ar/news/a.html").expect("an address");
        for (html, expected) in [
            (
                "<a href=\"../b.html?x=1&amp;y\">خ</a>",
                "<a href=\"https://example.org/ar/b.html?x=1&amp;y\">خ</a>",
            ),
            ("<a href=\"#n\">1</a>", "<a href=\"https://example.org/ar/news/a.html#n\">1</a>"),
            ("<img alt=\"\" src=\"/x.jpg\" />", "<img alt=\"\" src=\"https://example.org/x.jpg\" />"),
            ("<a href=\"خ.html\">x</a>", "<a href=\"https://example.org/ar/news/%D8%AE.html\">x</a>"),
            (
                "<img src=\"/a.png\" alt=\"صورة href=\" /> <a href=\"https://y.example/\">x</a> \"",
                "<img src=\"https://example.org/a.png\" alt=\"صورة href=\" /> <a href=\"https://y.example/\">x</a> \"",
            ),
            (
                "<img alt=\"1 > 0 <a src=\" src=\"/a.png\"><a href=\"b\">x</a>",
                "<img alt=\"1 > 0 <a src=\" src=\"https://example.org/a.png\"><a href=\"https://example.org/ar/news/b\">x</a>",
            ),
        ] {
            assert_eq!(absolute(html, &page), expected);
        }
        for html in [
            "<a href=\"https://a.example/?b=&amp;c\">x</a>",
            "<a href=\"mailto:a@b.example\">x</a>",
            "<p>نص href=\"x\"</p>",
            "<p title=\"a\">x",
            "<a data-href=\"x\">x</a>",
            "<a href=\"x",
        ] {
            assert!(matches!(absolute(html, &page), Cow::Borrowed(_)), "{html}");
        }
    }
}
