//! Dates as readers of a language write them, through ICU4X (CLDR).

use icu_datetime::fieldsets::{M, YM, YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_locale_core::Locale;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned, civil};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::config::edition::Edition;
use crate::manuscript::Moment;
use crate::text::bidi::is_control;

/// A date for a page: `text` for readers, «3 شباط 2026», and `machine` for `<time datetime>`.
///
/// Both are made when it is written out. A hash needs the moment alone: the rest follows from it
/// and from the settings.
pub struct DateView<'a> {
    dates: &'a Dates,
    moment: Moment,
}

impl Serialize for DateView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return (self.moment.at.as_nanosecond(), self.moment.has_time).serialize(serializer);
        }
        let mut date = serializer.serialize_struct("DateView", 2)?;
        let zoned = self.dates.zoned(self.moment);
        date.serialize_field("text", &self.dates.text(&zoned, self.moment.has_time))?;
        date.serialize_field("machine", &machine(&zoned, self.moment.has_time))?;
        date.end()
    }
}

impl DateView<'_> {
    /// A day, or an instant with its offset (RFC 3339).
    #[must_use]
    pub fn machine(&self) -> String {
        machine(&self.dates.zoned(self.moment), self.moment.has_time)
    }

    /// An instant with its offset (RFC 3339): that of the day's beginning where no time was named.
    #[must_use]
    pub fn instant(&self) -> String {
        machine(&self.dates.zoned(self.moment), true)
    }

    /// The year, in the site's zone.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.dates.zoned(self.moment).year()
    }

    /// The instant as mail and RSS write it, in English (RFC 822 with a year of four digits).
    #[must_use]
    pub fn rfc_822(&self) -> String {
        self.dates.zoned(self.moment).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
    }
}

fn machine(zoned: &Zoned, has_time: bool) -> String {
    if !has_time {
        return zoned.date().to_string();
    }
    let second = zoned.timestamp().as_second();
    let whole = Timestamp::from_second(second).unwrap_or_default();
    whole.display_with_offset(zoned.offset()).to_string()
}

/// Writes dates in an edition's language and zone.
pub struct Dates {
    zone: TimeZone,
    month: DateTimeFormatter<M>,
    month_of_year: DateTimeFormatter<YM>,
    day: DateTimeFormatter<YMD>,
    minute: DateTimeFormatter<YMDT>,
}

impl Dates {
    /// For an edition's language and zone: its months, the Gregorian calendar and Western digits,
    /// which newsrooms print whatever CLDR's default for their country.
    ///
    /// # Panics
    /// Never: the data is compiled in, and the language was checked with the settings.
    #[must_use]
    pub fn new(edition: &Edition) -> Self {
        let locale: Locale = format!("{}-u-ca-gregory-nu-latn", edition.language)
            .parse()
            .or_else(|_| edition.language.parse())
            .expect("the settings were checked");
        let preferences = || DateTimeFormatterPreferences::from(&locale);
        let data = "the data is compiled in";
        Self {
            zone: edition.timezone.clone(),
            month: DateTimeFormatter::try_new(preferences(), M::long()).expect(data),
            month_of_year: DateTimeFormatter::try_new(preferences(), YM::long()).expect(data),
            day: DateTimeFormatter::try_new(preferences(), YMD::long()).expect(data),
            minute: DateTimeFormatter::try_new(preferences(), YMD::long().with_time_hm()).expect(data),
        }
    }

    /// `moment` as a page shows it.
    #[must_use]
    pub fn view(&self, moment: Moment) -> DateView<'_> {
        DateView { dates: self, moment }
    }

    /// The name of the month that begins on `first`.
    #[must_use]
    pub fn month(&self, first: civil::Date) -> String {
        iso(first).map_or_else(|| first.to_string(), |date| bare(self.month.format(&date).to_string()))
    }

    /// The name of the month that begins on `first`, and its year.
    #[must_use]
    pub fn month_of_year(&self, first: civil::Date) -> String {
        iso(first)
            .map_or_else(|| first.to_string(), |date| bare(self.month_of_year.format(&date).to_string()))
    }

    /// A moment as readers write it, with its time of day or without.
    fn text(&self, zoned: &Zoned, has_time: bool) -> String {
        let (Some(date), Some(time)) = (iso(zoned.date()), time_of(zoned)) else {
            return zoned.to_string();
        };
        let text = if has_time {
            self.minute.format(&DateTime { date, time }).to_string()
        } else {
            self.day.format(&date).to_string()
        };
        bare(text)
    }

    fn zoned(&self, moment: Moment) -> Zoned {
        moment.at.to_zoned(self.zone.clone())
    }
}

/// A date without the direction marks that CLDR puts into some: direction is the page's business.
fn bare(text: String) -> String {
    if text.contains(is_control) { text.replace(is_control, "") } else { text }
}

fn iso(date: civil::Date) -> Option<Date<icu_calendar::Iso>> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    Date::try_new_iso(year.into(), u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

fn time_of(zoned: &Zoned) -> Option<Time> {
    Time::try_new(u8::try_from(zoned.hour()).ok()?, u8::try_from(zoned.minute()).ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(language: &str, has_time: bool) -> String {
        let mut edition = Edition::new("x");
        edition.language = language.to_owned();
        edition.timezone = TimeZone::get("Asia/Damascus").expect("bundled");
        let at = "2026-02-03T12:05:00Z".parse().expect("a timestamp");
        let dates = Dates::new(&edition);
        dates.text(&dates.zoned(Moment { at, has_time }), has_time)
    }

    #[test]
    fn months_bear_the_names_of_the_country() {
        assert_eq!(text("ar-SY", false), "3 شباط 2026");
        assert_eq!(text("ar-EG", false), "3 فبراير 2026");
        assert_eq!(text("ar", false), "3 فبراير 2026");
        assert_eq!(text("en", false), "February 3, 2026");
    }

    #[test]
    fn a_month_is_named_alone_and_with_its_year() {
        let mut edition = Edition::new("x");
        edition.language = "ar-SY".to_owned();
        let (dates, first) = (Dates::new(&edition), civil::date(2026, 5, 1));
        assert_eq!((dates.month(first), dates.month_of_year(first)), ("أيار".into(), "أيار 2026".into()));
    }

    #[test]
    fn a_time_is_shown_in_the_sites_zone() {
        assert!(text("en-GB", true).contains("15:05"), "{}", text("en-GB", true));
    }
}
