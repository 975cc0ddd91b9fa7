//! Atom (RFC 4287).

use super::{Desk, FeedView, Item, media_type};
use crate::render::dates::DateView;
use crate::render::xml::Xml;
use crate::resolve::routes;

/// When a feed without articles was changed last: Atom wants a date, and no clock is asked for one.
const NEVER: &str = "1970-01-01T00:00:00Z";

pub(super) fn write(feed: &FeedView<'_>, desk: &Desk<'_>) -> Vec<u8> {
    let page = routes::absolute(desk.base, feed.page);
    let own = routes::absolute(desk.base, feed.path);
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.language)];
    Xml::document("feed", &attributes, |xml| {
        xml.text("id", &[], &page);
        xml.text("title", &[], &feed.title);
        if !feed.description.is_empty() {
            xml.text("subtitle", &[], feed.description);
        }
        let changed = feed.changed.as_ref().map(DateView::instant);
        xml.text("updated", &[], changed.as_deref().unwrap_or(NEVER));
        // Of every entry that names no author itself.
        xml.element("author", &[], |xml| xml.text("name", &[], feed.publisher));
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
        xml.empty("link", &[("rel", "self"), ("type", feed.format.media_type()), ("href", &own)]);
        if let Some(hub) = desk.hub {
            xml.empty("link", &[("rel", "hub"), ("href", hub.as_str())]);
        }
        for (item, text) in feed.items(desk) {
            let lang = [("xml:lang", item.lang)];
            let lang = if item.lang == feed.language { &lang[..0] } else { &lang };
            xml.element("entry", lang, |xml| write_entry(xml, item, text, desk));
        }
    })
}

fn write_entry(xml: &mut Xml, item: &Item<'_>, text: Option<&str>, desk: &Desk<'_>) {
    xml.text("id", &[], &item.tag(desk));
    xml.text("title", &[], item.headline);
    let address = routes::absolute(desk.base, item.path);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &address)]);
    let image = item.image.as_ref().and_then(|image| image.address.as_deref());
    if let Some(image) = image {
        let media_type = media_type(image);
        let media_type = media_type.as_deref().map(|media_type| ("type", media_type));
        let attributes: Vec<_> =
            [("rel", "enclosure")].into_iter().chain(media_type).chain([("href", image)]).collect();
        xml.empty("link", &attributes);
    }
    xml.text("published", &[], &item.date.instant());
    xml.text("updated", &[], &item.updated.as_ref().unwrap_or(&item.date).instant());
    for author in &item.authors {
        xml.element("author", &[], |xml| {
            xml.text("name", &[], author.title);
            if let Some(path) = author.path {
                xml.text("uri", &[], &routes::absolute(desk.base, path));
            }
        });
    }
    for category in item.section.iter().chain(&item.tags) {
        xml.empty("category", &[("term", category)]);
    }
    xml.text("summary", &[], item.excerpt);
    if let Some(text) = text {
        xml.html("content", &[("type", "html")], text);
    }
}
