//! Times as machines are told them.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// The instant that a time with its zone names (RFC 3339).
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    if text.contains('T') { text.parse().ok() } else { None }
}

/// The last instant that a day, or a time with its zone, can mean (W3C, "Date and Time Formats"): in the
/// westernmost zone a day begins twelve hours later than in universal time.
pub(super) fn day_or_instant(text: &str) -> Option<Timestamp> {
    if text.len() != 10 {
        return instant(text);
    }
    let day = text.parse::<Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    Some(day.checked_add(SignedDuration::from_hours(12)).unwrap_or(day))
}
