//! Which pages stand in which sitemap: articles by the month of their publication, so that a month
//! that is over keeps its file.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::routes;
use crate::site::{Article, Site, Sitemap};

/// The most addresses that a sitemap may hold (sitemaps.org).
const MOST: usize = 50_000;

/// Every sitemap of a site: of the pages that list, of the articles without a date, and of those
/// of each month in `zone`. A long one is parted.
#[must_use]
pub fn sitemaps(site: &Site, zone: &TimeZone) -> Vec<Sitemap> {
    // The articles are counted on behind the other pages.
    let first = site.pages.len();
    let mut sitemaps = Vec::new();
    part("pages", 0..first, &mut sitemaps);
    let mut at = site.articles.partition_point(|article| article.head.date.is_none());
    part("undated", first..first + at, &mut sitemaps);
    while let Some(date) = site.articles.get(at).and_then(|article| article.head.date) {
        let (month, next) = month_of(date.at, zone);
        let before = |article: &Article| article.head.date.is_some_and(|date| date.at < next);
        let end = at + site.articles[at..].partition_point(before);
        let name = format!("{:04}-{:02}", month.year(), month.month());
        part(&name, first + at..first + end, &mut sitemaps);
        at = end;
    }
    sitemaps
}

/// The places of the articles whose date lies after `since`.
#[must_use]
pub fn news(site: &Site, since: Timestamp) -> Range<usize> {
    let is_older = |article: &Article| article.head.date.is_none_or(|date| date.at <= since);
    site.articles.partition_point(is_older)..site.articles.len()
}

/// The first day of the month in which `at` lies, and the instant at which the next one begins.
fn month_of(at: Timestamp, zone: &TimeZone) -> (Date, Timestamp) {
    let begin = |month: Date| month.to_zoned(zone.clone()).map_or(Timestamp::MAX, |day| day.timestamp());
    let mut month = at.to_zoned(zone.clone()).date().first_of_month();
    loop {
        let next = month.saturating_add(1.month());
        // Clocks that are put back at midnight show the last hour of a month twice.
        if at < begin(next) || next == month {
            return (month, begin(next));
        }
        month = next;
    }
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
    fn a_month_ends_where_the_zone_says() {
        let zone = TimeZone::get("Asia/Damascus").expect("the zone is bundled");
        let month = |at: &str| {
            let (month, next) = month_of(at.parse().expect("a timestamp"), &zone);
            (month.to_string(), next.to_string())
        };
        let may = ("2026-05-01".to_owned(), "2026-05-31T21:00:00Z".to_owned());
        assert_eq!(month("2026-05-31T20:59:59Z"), may);
        assert_eq!(month("2026-04-30T21:00:00Z"), may);
        assert_eq!(month("2026-05-31T21:00:00Z").0, "2026-06-01");
    }

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
