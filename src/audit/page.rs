//! One page of HTML, read tag by tag as a browser reads it: what it names, and what it leads to.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Something in a page that must be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen<'t> {
    /// The element in which all others stand, and what it says of its words.
    Root { name: &'t str, lang: Option<&'t str>, dir: Option<&'t str> },
    /// A place that a fragment may name.
    Place(&'t str),
    /// The id of an element, which is a place.
    Id(&'t str),
    /// An address that the page leads to, or is made with.
    Address(&'t str),
    /// An address that is stated for machines, of which Open Graph wants whole ones.
    Stated(&'t str),
    /// What the page calls its own address.
    Canonical(&'t str),
    /// What it calls so where it is shared.
    Shared(&'t str),
    /// The same page in another language.
    Alternate(&'t str, &'t str),
    /// What the page calls the paper that it is of.
    Paper(&'t str),
    /// Where it sends its readers on.
    SentOn(&'t str),
    /// It asks search engines to leave it out.
    LeftOut,
    /// Data for search engines.
    LinkedData(&'t str),
}

/// Shows `see` what stands in a page, in its order.
pub(super) fn read(html: &str, see: impl FnMut(Seen<'_>)) {
    let sink = Sink(RefCell::new(Reader { see, has_root: false, linked_data: None }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    // The sink runs no script that the tokenizer would have to wait for.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
}

struct Sink<F>(RefCell<Reader<F>>);

struct Reader<F> {
    see: F,
    /// Whether an element was seen.
    has_root: bool,
    /// The linked data that is being read.
    linked_data: Option<String>,
}

impl<F: FnMut(Seen<'_>)> TokenSink for Sink<F> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                reader.start(&tag);
                return words_in(&tag.name).map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            Token::TagToken(tag) if &*tag.name == "script" => {
                if let Some(data) = reader.linked_data.take() {
                    (reader.see)(Seen::LinkedData(&data));
                }
            }
            Token::CharacterTokens(words) => {
                if let Some(data) = &mut reader.linked_data {
                    data.push_str(&words);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// How what is in an element is read, if not as markup.
fn words_in(element: &str) -> Option<RawKind> {
    match element {
        "script" => Some(ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(Rawtext),
        "title" | "textarea" => Some(Rcdata),
        _ => None,
    }
}

impl<F: FnMut(Seen<'_>)> Reader<F> {
    fn start(&mut self, tag: &Tag) {
        if !std::mem::replace(&mut self.has_root, true) {
            let said = |name| get(tag, name).filter(|value| !value.trim().is_empty());
            (self.see)(Seen::Root { name: &tag.name, lang: said("lang"), dir: said("dir") });
        }
        match &*tag.name {
            "link" => return self.link(tag),
            "meta" => return self.meta(tag),
            "script"
                if get(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) =>
            {
                self.linked_data = Some(String::new());
            }
            _ => {}
        }
        for attribute in &tag.attrs {
            let (name, value): (&str, &str) = (&attribute.name.local, &attribute.value);
            match (name, &*tag.name) {
                ("id", _) => (self.see)(Seen::Id(value)),
                ("name", "a") => (self.see)(Seen::Place(value)),
                ("srcset" | "imagesrcset", _) => {
                    for address in candidates(value) {
                        (self.see)(Seen::Address(address));
                    }
                }
                ("href", "a" | "area" | "image" | "use")
                | ("src" | "cite", _)
                | ("poster", "video")
                | ("data", "object") => {
                    (self.see)(Seen::Address(value));
                }
                _ => {}
            }
        }
    }

    fn link(&mut self, tag: &Tag) {
        let rel = get(tag, "rel").unwrap_or_default();
        let is = |name: &str| rel.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(name));
        for address in get(tag, "imagesrcset").into_iter().flat_map(candidates) {
            (self.see)(Seen::Address(address));
        }
        let Some(address) = get(tag, "href") else { return };
        if is("canonical") {
            (self.see)(Seen::Canonical(address));
        } else if is("preconnect") || is("dns-prefetch") {
            // A host, and no page of it.
        } else if let Some(lang) = get(tag, "hreflang").filter(|_| is("alternate")) {
            (self.see)(Seen::Alternate(lang, address));
        } else {
            (self.see)(Seen::Address(address));
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let Some(content) = get(tag, "content") else { return };
        let name = get(tag, "property").or_else(|| get(tag, "name")).unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "og:image"
            | "og:image:url"
            | "og:image:secure_url"
            | "og:audio"
            | "og:video"
            | "twitter:image" => (self.see)(Seen::Stated(content)),
            "og:site_name" => (self.see)(Seen::Paper(content)),
            "og:url" => (self.see)(Seen::Shared(content)),
            "robots" | "googlebot" => {
                let mut words = content.split(',').map(str::trim);
                if words.any(|word| word.eq_ignore_ascii_case("noindex") || word.eq_ignore_ascii_case("none"))
                {
                    (self.see)(Seen::LeftOut);
                }
            }
            _ if get(tag, "http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) => {
                if let Some((_, address)) = content.split_once('=') {
                    (self.see)(Seen::SentOn(address.trim().trim_matches(['"', '\''])));
                }
            }
            _ => {}
        }
    }
}

fn get<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// The addresses of a `srcset` (HTML standard, "Parsing a srcset attribute"), of which none holds a space.
fn candidates(srcset: &str) -> impl Iterator<Item = &str> {
    let mut rest = srcset;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, behind) = rest.split_at(end);
        let bare = address.trim_end_matches(',');
        // A comma at its end ends the candidate; else what describes it comes first.
        rest = if bare.len() < address.len() {
            behind
        } else {
            behind.split_once(',').map_or("", |(_, rest)| rest)
        };
        Some(bare)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(html: &str) -> Vec<String> {
        let mut all = Vec::new();
        read(html, |seen| match seen {
            Seen::Root { .. } => {}
            seen => all.push(format!("{seen:?}")),
        });
        all
    }

    #[test]
    fn everything_that_a_page_leads_to_is_seen_once() {
        let html = "<!doctype html><title><a href=no></title><!-- <a href=no> -->\
            <LINK rel='Canonical' href='https://e.example/?a&amp;b'><link rel=alternate hreflang=ar href=/ar>\
            <link rel=preconnect href=https://host.example><link rel=icon href=i.svg>\
            <meta property=og:image content=https://e.example/i.png><meta name=robots content='max-snippet:-1, NoIndex'>\
            <meta http-equiv=refresh content='0; url=\"x.html\"'>\
            <script>'<a href=no>'</script><script type=application/ld+json>{\"a\":\"<\"}</script>\
            <a id=x href=a.html>نص</a><img src=a.png srcset='b.png 2x, c,d.png, e.png'><a name=y></a>";
        let expected = [
            r#"Canonical("https://e.example/?a&b")"#,
            r#"Alternate("ar", "/ar")"#,
            r#"Address("i.svg")"#,
            r#"Stated("https://e.example/i.png")"#,
            "LeftOut",
            r#"SentOn("x.html")"#,
            r#"LinkedData("{\"a\":\"<\"}")"#,
            r#"Id("x")"#,
            r#"Address("a.html")"#,
            r#"Address("a.png")"#,
            r#"Address("b.png")"#,
            r#"Address("c,d.png")"#,
            r#"Address("e.png")"#,
            r#"Place("y")"#,
        ];
        assert_eq!(seen(html), expected);
    }

    #[test]
    fn what_stands_around_all_says_its_language_and_direction() {
        for (html, expected) in [
            ("<!doctype html><HTML LANG=ar dir=rtl><body lang=en>", ["html", "ar", "rtl"]),
            ("نص <div lang=''><p dir=rtl>", ["div", "", ""]),
        ] {
            let mut roots = Vec::new();
            read(html, |seen| {
                if let Seen::Root { name, lang, dir } = seen {
                    roots.push([name, lang.unwrap_or_default(), dir.unwrap_or_default()].map(str::to_owned));
                }
            });
            assert_eq!(roots, [expected.map(str::to_owned)]);
        }
    }

    #[test]
    fn a_page_that_ends_anywhere_is_read_to_there() {
        let html = "<a href='x'><script type=application/ld+json>{}</script><a href=\"y";
        for end in 0..=html.len() {
            seen(&html[..end]);
        }
        assert_eq!(seen(html).len(), 2);
    }
}
