//! RSS 2.0: the latest articles of the site, and of each section.

use pulldown_cmark_escape::escape_html_body_text;
use serde::Serialize;
use url::Url;

use super::{Desk, Maker, Output, Tier};
use crate::render::Press;
use crate::render::dates::DateView;
use crate::render::xml::Xml;
use crate::resolve::routes;
use crate::site::{ArticleId, ListingId, ListingKind};

/// How many articles a feed holds.
const LATEST: usize = 50;

/// Promises the site's feed and those of its sections, when addresses are known. A section's has
/// the id that follows the section's.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    if !desk.has_base_url {
        return Vec::new();
    }
    let output = |path: String, id| Output { path, tier: Tier::Listing, id, maker: &FEED };
    let sections = desk.site.listings_of(ListingKind::Section).iter();
    let paths = sections.map(|section| section.path.as_deref().map(routes::feed));
    let sections = (1..).zip(paths).filter_map(|(id, path)| Some(output(path?, id)));
    std::iter::once(output(routes::feed(routes::HOME), 0)).chain(sections).collect()
}

static FEED: Maker = Maker {
    origin: |desk, id| match id.checked_sub(1) {
        None => "the feed of the site".to_owned(),
        Some(section) => format!("the feed of {}", desk.site.listing(ListingId(section)).title),
    },
    key: |press, id| press.key("feed", &Feed::new(press, id)),
    make: |press, id| {
        let base = press.config.base_url.as_ref().expect("feeds are promised with a base alone");
        Ok(Feed::new(press, id).write(base, &press.config.language))
    },
};

/// All that a feed shows.
#[derive(Serialize)]
struct Feed<'a> {
    title: String,
    description: &'a str,
    /// Of the page that lists the same articles.
    path: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    headline: &'a str,
    path: &'a str,
    excerpt: &'a str,
    date: DateView<'a>,
    section: Option<&'a str>,
    authors: Vec<&'a str>,
}

impl<'a> Feed<'a> {
    fn new(press: &Press<'a>, id: u32) -> Self {
        let (config, site) = (press.config, press.site);
        match id.checked_sub(1) {
            None => Self {
                title: config.title.clone(),
                description: &config.description,
                path: routes::HOME,
                items: items(press, site.newest()),
            },
            Some(section) => {
                let section = site.listing(ListingId(section));
                Self {
                    title: format!("{} – {}", section.title, config.title),
                    description: &config.description,
                    path: section.path.as_deref().unwrap_or(routes::HOME),
                    items: items(press, section.articles.iter().rev().copied()),
                }
            }
        }
    }

    fn write(&self, base: &Url, language: &str) -> Vec<u8> {
        let attributes = [
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ];
        let own = routes::absolute(base, &routes::feed(self.path));
        Xml::document("rss", &attributes, |xml| {
            xml.element("channel", &[], |xml| {
                xml.text("title", &[], &self.title);
                xml.text("link", &[], &routes::absolute(base, self.path));
                xml.text("description", &[], &html(self.description));
                xml.text("language", &[], language);
                xml.empty("atom:link", &[("href", &own), ("rel", "self"), ("type", "application/rss+xml")]);
                for item in &self.items {
                    xml.element("item", &[], |xml| item.write(base, xml));
                }
            });
        })
    }
}

impl Item<'_> {
    fn write(&self, base: &Url, xml: &mut Xml) {
        let address = routes::absolute(base, self.path);
        xml.text("title", &[], self.headline);
        xml.text("link", &[], &address);
        xml.text("guid", &[("isPermaLink", "true")], &address);
        xml.text("pubDate", &[], &self.date.rfc_822());
        xml.text("description", &[], &html(self.excerpt));
        if let Some(section) = self.section {
            xml.text("category", &[], section);
        }
        for author in &self.authors {
            xml.text("dc:creator", &[], author);
        }
    }
}

/// The latest of the `newest` articles that have a date.
fn items<'a>(press: &Press<'a>, newest: impl Iterator<Item = ArticleId>) -> Vec<Item<'a>> {
    let site = press.site;
    // Those without a date are the oldest of all: after the first of them comes no other.
    let item = |id| {
        let article = site.article(id);
        Some(Item {
            headline: article.head.headline(),
            path: article.head.path(),
            excerpt: article.head.excerpt(),
            date: press.dates.view(article.head.date?),
            section: article.section.map(|id| site.listing(id).title.as_str()),
            authors: article.authors.iter().map(|&id| site.listing(id).title.as_str()).collect(),
        })
    };
    newest.map_while(item).take(LATEST).collect()
}

/// Words as HTML: readers of feeds take a description for that.
fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_html_body_text(&mut html, text).expect("a string takes any text");
    html
}
