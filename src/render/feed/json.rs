//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::{Desk, FeedView, Item};
use crate::render::dates::DateView;
use crate::render::json;
use crate::resolve::routes;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: [Author<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    hubs: Option<[Hub<'a>; 1]>,
    items: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: String,
    url: String,
    title: &'a str,
    /// An item needs either: without its text, what is known of it is its content.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

pub(super) fn write(feed: &FeedView<'_>, desk: &Desk<'_>) -> Vec<u8> {
    let absolute = |path: &str| routes::absolute(desk.base, path);
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: absolute(feed.page),
        feed_url: absolute(feed.path),
        description: feed.description,
        language: feed.language,
        authors: [Author { name: feed.publisher, url: Some(absolute(feed.home)) }],
        hubs: desk.hub.map(|hub| [Hub { kind: "WebSub", url: hub.as_str() }]),
        items: feed.items(desk).map(|(item, text)| Entry::new(item, text, feed, desk)).collect(),
    };
    json::document(&document)
}

impl<'a> Entry<'a> {
    fn new(item: &'a Item<'_>, text: Option<&'a str>, feed: &FeedView<'_>, desk: &Desk<'_>) -> Self {
        let absolute = |path: &str| routes::absolute(desk.base, path);
        let authors = item.authors.iter();
        Self {
            id: item.tag(desk),
            url: absolute(item.path),
            title: item.headline,
            content_html: text,
            content_text: text.is_none().then_some(item.excerpt),
            summary: item.excerpt,
            image: item.image.as_ref().and_then(|image| image.address.as_deref()),
            date_published: item.date.instant(),
            date_modified: item.updated.as_ref().map(DateView::instant),
            authors: authors.map(|by| Author { name: by.title, url: by.path.map(absolute) }).collect(),
            tags: item.section.into_iter().chain(item.tags.iter().copied()).collect(),
            language: Some(item.lang).filter(|lang| *lang != feed.language),
        }
    }
}
