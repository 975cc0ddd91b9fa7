//! The clock, and what follows from it: on which terms a site is compiled, and when the same sources will
//! make another one.
//!
//! What time it is enters here once, at the command line's wish, and reaches `resolve` as a value in
//! [`Terms`]. No other module asks a clock; nothing behind `resolve` knows the time.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

/// What tells the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// One that stands still at this instant.
    Fixed(Timestamp),
}

impl Clock {
    /// The instant, in whole seconds: dates of articles have no parts of them.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => whole(Timestamp::now()),
            Self::Fixed(at) => at,
        }
    }
}

fn whole(at: Timestamp) -> Timestamp {
    // Seconds count from the past on, also before 1970.
    let second = at.as_second() - i64::from(at.subsec_nanosecond() < 0);
    Timestamp::from_second(second).unwrap_or(at)
}

impl FromStr for Clock {
    type Err = &'static str;

    /// A clock that stands still: at an instant with its offset (RFC 3339, seconds may be left out), or so
    /// many seconds after the beginning of 1970, as `SOURCE_DATE_EPOCH` has them
    /// (<https://reproducible-builds.org/specs/source-date-epoch/>).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let at = match text.parse::<i64>() {
            Ok(seconds) => Timestamp::from_second(seconds),
            Err(_) => text.parse().map(whole),
        };
        at.map(Self::Fixed).map_err(
            |_| "neither an instant with its offset, such as 2026-11-23T10:00+03:00, nor seconds since 1970",
        )
    }
}

/// On which terms a site is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The instant for which it is compiled, in whole seconds.
    pub now: Timestamp,
    /// Whether drafts count.
    pub drafts: bool,
    /// Whether articles count whose date lies in the future.
    pub future: bool,
}

impl Terms {
    /// What a reader gets at that instant: neither drafts nor what lies in the future.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self { now, drafts: false, future: false }
    }
}

/// An instant, and by how much the clocks of the site's zone are ahead of UTC then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct When {
    /// The instant.
    pub at: Timestamp,
    /// Seconds.
    ahead: i32,
}

impl When {
    /// An instant as the clocks of `zone` show it.
    #[must_use]
    pub fn new(at: Timestamp, zone: &TimeZone) -> Self {
        Self { at, ahead: zone.to_offset(at).seconds() }
    }
}

impl fmt::Display for When {
    /// With its offset, as RFC 3339 has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = Offset::from_seconds(self.ahead).unwrap_or(Offset::UTC);
        self.at.display_with_offset(offset).fmt(f)
    }
}

/// What changes a site though its sources stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// An article's date is reached.
    Embargo,
    /// An article's time is over.
    Expiry,
    /// An article is too old for the news sitemap.
    News,
    /// An article is too old for a partner's feed.
    Feed,
}

impl Cause {
    /// What happens, for people.
    #[must_use]
    pub fn happening(self) -> &'static str {
        match self {
            Self::Embargo => "an embargo ends",
            Self::Expiry => "an article expires",
            Self::Feed => "a partner's feed drops an article",
            Self::News => "the news sitemap drops an article",
        }
    }
}

/// The next instant at which a site changes though its sources stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// The instant.
    pub when: When,
    /// What changes it.
    pub cause: Cause,
}

/// For how long a site is what its sources say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The instant for which it was compiled.
    pub since: Timestamp,
    /// When it will be another.
    pub due: Option<Due>,
}

impl Standing {
    /// Whether the same sources make the same site at the instant `now`.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.since <= now && self.due.is_none_or(|due| now < due.when.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> String {
        match text.parse() {
            Ok(Clock::Fixed(at)) => at.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_clock_is_set_by_an_instant_or_by_seconds() {
        assert_eq!(fixed("2026-11-23T10:00+03:00"), "2026-11-23T07:00:00Z");
        assert_eq!(fixed("2026-11-23T07:00:00.9Z"), "2026-11-23T07:00:00Z");
        assert_eq!(fixed("1795417200"), "2026-11-23T07:00:00Z");
        assert_eq!(fixed("-1"), "1969-12-31T23:59:59Z");
        for wrong in ["", "2026-11-23", "2026-11-23T10:00", "tomorrow", "99999999999999999"] {
            assert!(wrong.parse::<Clock>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_site_stands_from_its_own_instant_until_it_is_due() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let due = Due { when: When::new(at(10), &TimeZone::UTC), cause: Cause::Expiry };
        let standing = Standing { since: at(5), due: Some(due) };
        let held: Vec<i64> = (0..15).filter(|&second| standing.holds(at(second))).collect();
        assert_eq!(held, [5, 6, 7, 8, 9]);
        assert!(Standing { due: None, ..standing }.holds(at(1_000_000)));
    }

    #[test]
    fn an_instant_is_shown_as_the_zones_clocks_show_it() {
        let zone = TimeZone::get("Asia/Damascus").unwrap();
        let when = When::new("2026-11-24T07:00:00Z".parse().unwrap(), &zone);
        assert_eq!(when.to_string(), "2026-11-24T10:00:00+03:00");
    }
}
