//! Which pages stand in which sitemap: articles by the month of their publication, so that a month
//! that is over keeps its file.

use std::ops::Range;

use jiff::Timestamp;

use super::months::Month;
use super::routes;
use crate::config::Config;
use crate::site::{Article, Site, Sitemap};

/// The most addresses that a sitemap may hold, and the most bytes (sitemaps.org).
const MOST: usize = 50_000;
const MOST_BYTES: usize = 50 * 1024 * 1024;
/// The bytes of a sitemap's head, and of what stands around an address.
const AROUND: usize = 128;
/// So few addresses are never too many bytes, however long: no system takes longer paths than 4,096 bytes.
const FEW: usize = MOST_BYTES / (3 * 4_096 + 4 * AROUND);

/// Every sitemap of a site: of the pages that list and those outside the news, of the articles without a
/// date, and of those of each of its `months`. A long one is parted.
#[must_use]
pub fn sitemaps(site: &Site, months: &[Month], config: &Config) -> Vec<Sitemap> {
    // The articles are counted on behind the other pages, and those outside the news stand first.
    let first = site.pages.len();
    let base = config.base_url.as_ref().map_or(0, |base| base.as_str().len());
    let length = |page: usize| {
        let path =
            site.pages.get(page).map_or_else(|| site.articles[page - first].head.path(), |page| &page.path);
        // Each byte of a letter that is no Latin one becomes three.
        base + 3 * path.len()
    };
    let dated = months.first().map_or(site.articles.len(), |month| month.articles.start);
    let mut sitemaps = Vec::new();
    part("pages", 0..first + site.outside, length, &mut sitemaps);
    part("undated", first + site.outside..first + dated, length, &mut sitemaps);
    for Month { first: day, articles } in months {
        let name = format!("{:04}-{:02}", day.year(), day.month());
        part(&name, first + articles.start..first + articles.end, length, &mut sitemaps);
    }
    sitemaps
}

/// The places of the articles whose date lies after `since`.
#[must_use]
pub fn news(site: &Site, since: Timestamp) -> Range<usize> {
    let is_older = |article: &Article| article.head.date.is_none_or(|date| date.at <= since);
    let first = site.outside;
    first + site.articles[first..].partition_point(is_older)..site.articles.len()
}

/// Parts `pages` into sitemaps, each as full as it may be: what is added goes behind, and changes the last
/// alone. `length` is that of a page's address at the most, in bytes.
fn part(name: &str, pages: Range<usize>, length: impl Fn(usize) -> usize, sitemaps: &mut Vec<Sitemap>) {
    let mut start = pages.start;
    let mut bytes = AROUND;
    let mut nth = 1;
    for page in pages.clone().filter(|_| pages.len() > FEW) {
        let size = length(page) + AROUND;
        if page - start == MOST || bytes + size > MOST_BYTES {
            sitemaps.push(Sitemap { path: routes::sitemap(name, nth), pages: start..page });
            (start, bytes, nth) = (page, AROUND, nth + 1);
        }
        bytes += size;
    }
    if start < pages.end {
        sitemaps.push(Sitemap { path: routes::sitemap(name, nth), pages: start..pages.end });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_addresses_than_a_sitemap_may_hold_are_parted() {
        let mut sitemaps = Vec::new();
        part("2026-05", 7..100_008, |_| 100, &mut sitemaps);
        let found: Vec<_> = sitemaps.iter().map(|map| (map.path.as_str(), map.pages.clone())).collect();
        assert_eq!(
            found,
            [
                ("sitemaps/2026-05.xml", 7..50_007),
                ("sitemaps/2026-05-2.xml", 50_007..100_007),
                ("sitemaps/2026-05-3.xml", 100_007..100_008)
            ]
        );
    }

    #[test]
    fn no_sitemap_is_longer_than_fifty_megabytes() {
        let mut sitemaps = Vec::new();
        // More than a thousand bytes each: fewer than fifty thousand make fifty megabytes.
        part("undated", 0..60_000, |page| 1_500 + page % 7, &mut sitemaps);
        let ends: Vec<usize> = sitemaps.iter().map(|map| map.pages.end).collect();
        assert_eq!((ends.len(), ends[1]), (2, 60_000));
        let bytes = |pages: Range<usize>| pages.map(|page| 1_500 + page % 7 + AROUND).sum::<usize>();
        assert!(bytes(0..ends[0]) <= MOST_BYTES && bytes(0..ends[0] + 1) > MOST_BYTES - AROUND);
    }
}
