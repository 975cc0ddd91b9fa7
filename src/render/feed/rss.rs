//! RSS 2.0, with the full text as `content:encoded`, names as `dc:creator` and pictures as `media:content`
//! (<https://www.rssboard.org/media-rss>): RSS's own `enclosure` wants their length in bytes.

use super::{Desk, FeedView, Item, html, media_type};
use crate::render::view::picture::PictureView;
use crate::render::xml::Xml;
use crate::resolve::routes;

const ATTRIBUTES: [(&str, &str); 5] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

pub(super) fn write(feed: &FeedView<'_>, desk: &Desk<'_>) -> Vec<u8> {
    let own = routes::absolute(desk.base, feed.path);
    Xml::document("rss", &ATTRIBUTES, |xml| {
        xml.element("channel", &[], |xml| {
            xml.text("title", &[], &feed.title);
            xml.text("link", &[], &routes::absolute(desk.base, feed.page));
            // RSS wants one, even of a site that says nothing of itself.
            let description = if feed.description.is_empty() { &*feed.title } else { feed.description };
            xml.text("description", &[], &html(description));
            xml.text("language", &[], feed.language);
            if let Some(changed) = &feed.changed {
                xml.text("lastBuildDate", &[], &changed.rfc_822());
            }
            let media_type = feed.format.media_type();
            xml.empty("atom:link", &[("href", &own), ("rel", "self"), ("type", media_type)]);
            if let Some(hub) = desk.hub {
                xml.empty("atom:link", &[("href", hub.as_str()), ("rel", "hub")]);
            }
            for (item, text) in feed.items(desk) {
                xml.element("item", &[], |xml| write_item(xml, item, text, feed, desk));
            }
        });
    })
}

fn write_item(xml: &mut Xml, item: &Item<'_>, text: Option<&str>, feed: &FeedView<'_>, desk: &Desk<'_>) {
    xml.text("title", &[], item.headline);
    xml.text("link", &[], &routes::absolute(desk.base, item.path));
    xml.text("guid", &[("isPermaLink", "false")], &item.tag(desk));
    xml.text("pubDate", &[], &item.date.rfc_822());
    if let Some(updated) = &item.updated {
        xml.text("atom:updated", &[], &updated.instant());
    }
    if item.lang != feed.language {
        xml.text("dc:language", &[], item.lang);
    }
    for author in &item.authors {
        xml.any_text("dc:creator", &[], author.title);
    }
    for category in item.section.iter().chain(&item.tags) {
        xml.any_text("category", &[], category);
    }
    if let Some(image) = &item.image {
        write_image(xml, image);
    }
    xml.text("description", &[], &html(item.excerpt));
    if let Some(text) = text {
        xml.html("content:encoded", &[], text);
    }
}

fn write_image(xml: &mut Xml, image: &PictureView<'_>) {
    let PictureView { address: Some(address), width, height, .. } = image else { return };
    let (width, height) = (width.map(|width| width.to_string()), height.map(|height| height.to_string()));
    let mut attributes = vec![("url", address.as_str()), ("medium", "image")];
    let media_type = media_type(address);
    attributes.extend(media_type.as_deref().map(|media_type| ("type", media_type)));
    attributes.extend(width.as_deref().map(|width| ("width", width)));
    attributes.extend(height.as_deref().map(|height| ("height", height)));
    xml.element("media:content", &attributes, |xml| {
        xml.any_text("media:description", &[], image.caption);
        xml.any_text("media:credit", &[], image.credit);
        xml.any_text("media:text", &[("type", "plain")], image.alt);
    });
}
