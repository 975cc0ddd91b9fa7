//! Where an address with which something is wrong was written: in an article's text, or in what all pages share.

use std::collections::HashMap;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::Published;
use super::reading::{BadLink, LinkFault};
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::source::SourcePath;
use crate::text::slug::composed;

/// Tells of the addresses with which something is wrong, each at the article that it was written in, or at the
/// file that it stands in.
pub(super) fn tell(published: &Published<'_>, mut bad_links: Vec<(u32, BadLink)>) -> Vec<Diagnostic> {
    bad_links.sort_by(|(a, one), (b, other)| (a, &one.address).cmp(&(b, &other.address)));
    bad_links.dedup_by(|(a, one), (b, other)| a == b && one.address == other.address);
    let mut nearest = None;
    let mut told = Vec::with_capacity(bad_links.len());
    for of_file in bad_links.chunk_by(|(a, _), (b, _)| a == b) {
        let file = of_file[0].0;
        let article = (published.article)(file as usize);
        for (_, BadLink { address, fault }) in of_file {
            let span = place_in(article.as_ref(), published, file, address);
            told.push(match fault {
                LinkFault::File(target) => {
                    let nearest = nearest.get_or_insert_with(|| by_name(published));
                    catalog::link_dead(span, target, nearest.get(name(target)).copied().flatten())
                }
                LinkFault::Place(target) => catalog::fragment_dead(span, target),
                LinkFault::Host(host) => catalog::link_mixed_script(span, host),
            });
        }
    }
    told
}

impl Published<'_> {
    /// Where an address in a file was written: in its article or, where it is not there, in the file.
    #[must_use]
    pub fn place_of(&self, file: u32, address: &str) -> Span {
        place_in((self.article)(file as usize).as_ref(), self, file, address)
    }
}

/// The place of an address in the text of a file's article or, where it is not there, the file.
fn place_in(
    article: Option<&(SourcePath, String)>,
    published: &Published<'_>,
    file: u32,
    address: &str,
) -> Span {
    let written = article.and_then(|(path, text)| Some(Span::new(path, find(text, address)?)));
    written.unwrap_or_else(|| published.span(file))
}

/// The paths by their last part; none for one that several have.
fn by_name<'a>(published: &Published<'a>) -> HashMap<&'a str, Option<&'a str>> {
    let mut named = HashMap::new();
    for path in published.paths {
        named.entry(name(path)).and_modify(|path| *path = None).or_insert(Some(*path));
    }
    named
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Where `address` stands in an article, as it is or as its author may have written it: unencoded, or with the
/// entities of HTML.
fn find(text: &str, address: &str) -> Option<Range<usize>> {
    if address.is_empty() {
        return None;
    }
    let decoded = decode(address);
    let escaped = address.replace('&', "&amp;");
    let exact = [address, &decoded, &escaped].into_iter().find_map(|form| {
        let ends = |at: &usize| !text[at + form.len()..].starts_with(|c| !is_end(c));
        let begins = |at: &usize| !text[..*at].ends_with(|c| !is_end(c));
        let mut found = text.match_indices(form).map(|(at, _)| at);
        found.find(|at| begins(at) && ends(at)).map(|at| at..at + form.len())
    });
    exact.or_else(|| {
        // Encoded in part, or with letters apart from their marks.
        let form = |address: &str| composed(&decode(address)).into_owned();
        let form_of_address = form(address);
        let mut words = text.split(is_end).filter(|word| word.contains('%') || !word.is_ascii());
        let word = words.find(|word| form(word) == form_of_address)?;
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        Some(at..at + word.len())
    })
}

fn decode(address: &str) -> String {
    percent_decode_str(address).decode_utf8_lossy().into_owned()
}

/// Whether an address in Markdown or HTML ends before `c`.
fn is_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | '\'' | '[' | ']' | '=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_as_its_author_wrote_it() {
        let text = "[أ](/ab.html) [ب](/a.html) [ج](خبر جديد.html) <a href=\"x?a&amp;b\"> [د](%D8%A3/خ.html) \
                    [ه](\u{627}\u{654}.html)";
        for (address, expected) in [
            ("/a.html", Some("/a.html")),
            ("%D8%AE%D8%A8%D8%B1%20%D8%AC%D8%AF%D9%8A%D8%AF.html", Some("خبر جديد.html")),
            ("x?a&b", Some("x?a&amp;b")),
            ("%D8%A3/%D8%AE.html", Some("%D8%A3/خ.html")),
            ("%D8%A3.html", Some("\u{627}\u{654}.html")),
            ("../index.html", None),
        ] {
            assert_eq!(find(text, address).map(|at| &text[at]), expected, "{address}");
        }
    }
}
