//! Sitemaps: those of sitemaps.org, and what Google News adds to them.

use std::collections::HashSet;

use jiff::SignedDuration;
use roxmltree::Node;

use super::reading::{News, Reading, hash_of_words};
use super::times::day_or_instant;
use super::xml::{children, words};
use crate::diagnostic::catalog::{self, SitemapFault};

/// The most bytes of a sitemap, uncompressed (sitemaps.org: 50 MB).
const MOST_BYTES: usize = 50 * 1024 * 1024;
/// The most addresses in it (sitemaps.org).
const MOST_ADDRESSES: usize = 50_000;
/// The most of them that may be for Google News (Google, "Create a news sitemap").
const MOST_NEWS: usize = 1000;

/// How long an article is news (Google, "Create a news sitemap").
const NEWS_LASTS: SignedDuration = SignedDuration::from_hours(48);

/// Reads the pages that a sitemap lists.
pub(super) fn pages(reading: &mut Reading<'_>, text: &str, root: Node<'_, '_>) {
    let mut news = 0;
    let mut old = 0;
    let listed = entries(reading, text, root, "url", |reading, entry, address, page| {
        if let Some(about) = children(entry, "news").next() {
            news += 1;
            old += usize::from(of_news(reading, about, address));
            let paper = children(about, "publication").next().and_then(|paper| words(paper, "name"));
            let names = [words(about, "title"), paper].map(|words| words.map(hash_of_words));
            reading.read.news.extend(page.map(|page| News { page, names }));
        }
    });
    if old > 0 {
        reading.tell(|span| catalog::sitemap_old(span, old));
    }
    if news > MOST_NEWS {
        reading.tell(|span| catalog::sitemap(span, SitemapFault::News(news)));
    }
    reading.read.listed = listed;
}

/// Reads the sitemaps that an index lists.
pub(super) fn index(reading: &mut Reading<'_>, text: &str, root: Node<'_, '_>) {
    let listed = entries(reading, text, root, "sitemap", |_, _, _, _| {});
    for file in listed {
        let path = reading.published.paths[file as usize];
        if !path.ends_with(".xml") || file == reading.file {
            reading.tell(|span| catalog::sitemap(span, SitemapFault::NoSitemap(path)));
        }
    }
}

/// Reads the entries of that name; gives the files of the site that they lead to.
fn entries<'a, 'x: 'a>(
    reading: &mut Reading<'_>,
    text: &str,
    root: Node<'a, 'x>,
    name: &'a str,
    mut about: impl FnMut(&mut Reading<'_>, Node<'a, 'x>, &'a str, Option<u32>),
) -> Vec<u32> {
    reading.read.tally.sitemaps += 1;
    if text.len() > MOST_BYTES {
        reading.tell(|span| catalog::sitemap(span, SitemapFault::Length(text.len())));
    }
    let mut listed = Vec::new();
    let mut known = HashSet::new();
    let mut count = 0;
    for entry in children(root, name) {
        count += 1;
        let Some(address) = words(entry, "loc") else {
            reading.tell(|span| catalog::sitemap(span, SitemapFault::Nothing));
            continue;
        };
        if !known.insert(address) {
            reading.tell(|span| catalog::sitemap(span, SitemapFault::Twice(address)));
        }
        let page = reading.own(address);
        listed.extend(page);
        if let Some(time) = words(entry, "lastmod").filter(|time| day_or_instant(time).is_none()) {
            reading.tell(|span| catalog::sitemap(span, SitemapFault::Time(time)));
        }
        about(reading, entry, address, page);
    }
    if count > MOST_ADDRESSES {
        reading.tell(|span| catalog::sitemap(span, SitemapFault::Addresses(count)));
    }
    listed
}

/// What Google News must be told of an article. Gives whether it is too old for it.
fn of_news(reading: &mut Reading<'_>, news: Node<'_, '_>, address: &str) -> bool {
    let mut lacks = |what| reading.tell(|span| catalog::sitemap(span, SitemapFault::Lacks(what, address)));
    let publication = children(news, "publication").next();
    if publication.and_then(|publication| words(publication, "name")).is_none() {
        lacks("news:name");
    }
    if publication.and_then(|publication| words(publication, "language")).is_none() {
        lacks("news:language");
    }
    if words(news, "title").is_none() {
        lacks("news:title");
    }
    let Some(time) = words(news, "publication_date") else {
        lacks("news:publication_date");
        return false;
    };
    let Some(instant) = day_or_instant(time) else {
        reading.tell(|span| catalog::sitemap(span, SitemapFault::Time(time)));
        return false;
    };
    reading.published.now.duration_since(instant) > NEWS_LASTS
}
