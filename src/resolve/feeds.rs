//! Which articles stand in which feed: the latest of each edition, and of each section.

use super::routes;
use crate::config::Config;
use crate::site::{ArticleId, Feed, FeedOf, ListingId, ListingKind, Site};

/// Every feed of a site; none where its address is not known, since feeds are read elsewhere.
#[must_use]
pub fn feeds(site: &Site, config: &Config) -> Vec<Feed> {
    let settings = &config.feeds;
    if config.base_url.is_none() {
        return Vec::new();
    }
    let mut feeds = Vec::new();
    for (id, edition) in site.all_editions() {
        let latest = latest(site, site.newest(id), settings.size);
        feeds.extend(settings.site.iter().map(|&format| Feed {
            path: routes::feed(&edition.home, format),
            format,
            of: FeedOf::Edition(id),
            articles: latest.clone(),
        }));
    }
    for (id, section) in (0..).map(ListingId).zip(site.listings_of_all(ListingKind::Section)) {
        let Some(path) = &section.path else { continue };
        let latest = self::latest(site, section.articles.iter().rev().copied(), settings.size);
        feeds.extend(settings.sections.iter().map(|&format| Feed {
            path: routes::feed(path, format),
            format,
            of: FeedOf::Section(id),
            articles: latest.clone(),
        }));
    }
    feeds
}

/// So many of the `newest` articles that have a date.
fn latest(site: &Site, newest: impl Iterator<Item = ArticleId>, size: usize) -> Vec<ArticleId> {
    // Those without a date are the oldest of all: after the first of them comes no other.
    newest.take_while(|&id| site.article(id).head.date.is_some()).take(size).collect()
}
