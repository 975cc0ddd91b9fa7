//! Which pages stand in which sitemap: articles by the month of their publication, so that a month
//! that is over keeps its file.

use std::ops::Range;

use jiff::Timestamp;

use super::months::Month;
use super::routes;
use crate::site::{Article, Site, Sitemap};

/// The most addresses that a sitemap may hold (sitemaps.org).
const MOST: usize = 50_000;

/// Every sitemap of a site: of the pages that list and those outside the news, of the articles without a date, and of those
/// of each of its `months`. A long one is parted.
#[must_use]
pub fn sitemaps(site: &Site, months: &[Month]) -> Vec<Sitemap> {
    // The articles are counted on behind the other pages, and those outside the news stand first.
    let first = site.pages.len();
    let dated = months.first().map_or(site.articles.len(), |month| month.articles.start);
    let mut sitemaps = Vec::new();
    part("pages", 0..first + site.outside, &mut sitemaps);
    part("undated", first + site.outside..first + dated, &mut sitemaps);
    for Month { first: day, articles } in months {
        let name = format!("{:04}-{:02}", day.year(), day.month());
        part(&name, first + articles.start..first + articles.end, &mut sitemaps);
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

fn part(name: &str, pages: Range<usize>, sitemaps: &mut Vec<Sitemap>) {
    for (nth, start) in pages.clone().step_by(MOST).enumerate() {
        let end = pages.end.min(start + MOST);
        sitemaps.push(Sitemap { path: routes::sitemap(name, nth + 1), pages: start..end });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_addresses_than_a_sitemap_may_hold_are_parted() {
        let mut sitemaps = Vec::new();
        part("2026-05", 7..100_008, &mut sitemaps);
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
}
