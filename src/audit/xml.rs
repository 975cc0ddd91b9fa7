//! XML files, read by a strict parser; what a file is, its root says.

use roxmltree::{Document, Node};

use super::reading::Reading;
use super::{feeds, sitemaps};
use crate::diagnostic::catalog;

/// Reads an XML file.
pub(super) fn read(reading: &mut Reading<'_>, text: &str) {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(fault) => return reading.tell(|span| catalog::xml_malformed(span, &fault.to_string())),
    };
    let root = document.root_element();
    match root.tag_name().name() {
        "rss" => feeds::rss(reading, text, root),
        "feed" => feeds::atom(reading, text, root),
        "urlset" => sitemaps::pages(reading, text, root),
        "sitemapindex" => sitemaps::index(reading, text, root),
        _ => {}
    }
}

/// The elements called `name` in `node`, whatever their prefix.
pub(super) fn children<'a, 'x: 'a>(node: Node<'a, 'x>, name: &'a str) -> impl Iterator<Item = Node<'a, 'x>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The words of the first element called `name` in `node`, without the space around them; none where there are none.
pub(super) fn words<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name).and_then(inside)
}

/// The words in `node`.
pub(super) fn inside<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.text().map(str::trim).filter(|text| !text.is_empty())
}
