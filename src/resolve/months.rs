//! The months of a site: which articles were published in which.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::site::Article;

/// A month in which articles were published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// The places of its articles.
    pub articles: Range<usize>,
}

/// The months of `articles`, which stand from the oldest to the newest from the place `first` on, as they
/// are counted in `zone`.
/// Those without a date stand before the first of them.
#[must_use]
pub fn months(articles: &[Article], first: usize, zone: &TimeZone) -> Vec<Month> {
    let mut months = Vec::new();
    let mut at = first + articles[first..].partition_point(|article| article.head.date.is_none());
    while let Some(date) = articles.get(at).and_then(|article| article.head.date) {
        let (first, next) = month_of(date.at, zone);
        let before = |article: &Article| article.head.date.is_some_and(|date| date.at < next);
        let end = at + articles[at..].partition_point(before);
        months.push(Month { first, articles: at..end });
        at = end;
    }
    months
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
}
