//! Dates as readers of a language write them, through ICU4X (CLDR).

mod layout;

use icu_datetime::fieldsets::enums::{
    CalendarPeriodFieldSet, CompositeDateTimeFieldSet as Fields, DateAndTimeFieldSet, DateFieldSet,
};
use icu_datetime::fieldsets::{M, YM, YMD};
use icu_datetime::input::Date;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_locale_core::extensions::unicode::Value;
use icu_locale_core::subtags::Region;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned, civil};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::config::dates::{Calendar, DateStyle, Own, algorithm, locale};
use crate::config::edition::Edition;
use crate::manuscript::Moment;
use crate::text::digits::Digits;
use layout::{Layout, When};

/// A date for a page: `text` for readers, «3 شباط 2026», `beside` for the same day in the site's other
/// calendar, if it has one, and `machine` for `<time datetime>`.
///
/// They are made when it is written out. A hash needs the moment alone: the rest follows from it
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
        let mut date = serializer.serialize_struct("DateView", 3)?;
        let zoned = self.dates.zoned(self.moment);
        date.serialize_field("text", &self.dates.text(&zoned, self.moment.has_time))?;
        date.serialize_field("beside", &self.dates.beside(&zoned))?;
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
        in_minutes(self.dates.zoned(self.moment)).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
    }
}

fn machine(zoned: &Zoned, has_time: bool) -> String {
    if !has_time {
        return zoned.date().to_string();
    }
    let second = zoned.timestamp().as_second();
    let whole = Timestamp::from_second(second).unwrap_or_default();
    whole.display_with_offset(in_minutes(zoned.clone()).offset()).to_string()
}

/// The same instant with an offset that machines can be told, which has no seconds (RFC 5322 §3.3, RFC 3339
/// §5.6). Before there were zones, clocks went by the sun: in Damascus two hours, 25 minutes and 12 seconds
/// ahead.
fn in_minutes(zoned: Zoned) -> Zoned {
    if zoned.offset().seconds() % 60 == 0 { zoned } else { zoned.with_time_zone(TimeZone::UTC) }
}

/// Writes dates in an edition's language and zone.
pub struct Dates {
    zone: TimeZone,
    digits: Digits,
    calendar: Calendar,
    month: Layout,
    month_of_year: Layout,
    day: Layout,
    minute: Layout,
    beside: Option<(Calendar, Layout)>,
}

impl Dates {
    /// For an edition's language and zone, in its style of dates.
    #[must_use]
    pub fn new(edition: &Edition) -> Self {
        let Edition { language, timezone: zone, dates: style, .. } = edition;
        let layouts = |calendar| Layouts { language, style, calendar };
        let (main, gregorian) = (layouts(style.calendar), layouts(Calendar::Gregorian));
        let day = Fields::Date(DateFieldSet::YMD(YMD::long()));
        Self {
            zone: zone.clone(),
            digits: style.digits,
            calendar: style.calendar,
            // Months of the archive are those that addresses name.
            month: gregorian.layout(Fields::CalendarPeriod(CalendarPeriodFieldSet::M(M::long()))),
            month_of_year: gregorian.layout(Fields::CalendarPeriod(CalendarPeriodFieldSet::YM(YM::long()))),
            day: main.layout(day),
            minute: main.layout(Fields::DateTime(DateAndTimeFieldSet::YMDT(YMD::long().with_time_hm()))),
            beside: style.beside.map(|calendar| (calendar, layouts(calendar).layout(day))),
        }
    }

    /// `moment` as a page shows it.
    #[must_use]
    pub fn view(&self, moment: Moment) -> DateView<'_> {
        DateView { dates: self, moment }
    }

    /// A year of the archive.
    #[must_use]
    pub fn year(&self, year: i16) -> String {
        let mut text = String::new();
        self.digits.push(u32::from(year.unsigned_abs()), 1, &mut text);
        text
    }

    /// The name of the month that begins on `first`.
    #[must_use]
    pub fn month(&self, first: civil::Date) -> String {
        self.written(&self.month, Calendar::Gregorian, first.at(0, 0, 0, 0))
    }

    /// The name of the month that begins on `first`, and its year.
    #[must_use]
    pub fn month_of_year(&self, first: civil::Date) -> String {
        self.written(&self.month_of_year, Calendar::Gregorian, first.at(0, 0, 0, 0))
    }

    /// A moment as readers write it, with its time of day or without.
    fn text(&self, zoned: &Zoned, has_time: bool) -> String {
        let layout = if has_time { &self.minute } else { &self.day };
        self.written(layout, self.calendar, zoned.datetime())
    }

    /// Its day in the calendar beside.
    fn beside(&self, zoned: &Zoned) -> Option<String> {
        let (calendar, layout) = self.beside.as_ref()?;
        Some(self.written(layout, *calendar, zoned.datetime()))
    }

    fn written(&self, layout: &Layout, calendar: Calendar, at: civil::DateTime) -> String {
        let of_news = |year: i16| (1000..=9999).contains(&year);
        match when(at, calendar) {
            Some(when) if of_news(at.year()) => layout.write(when, self.digits),
            // Eras and years of other lengths are no matter of newsrooms.
            _ => at.date().to_string(),
        }
    }

    fn zoned(&self, moment: Moment) -> Zoned {
        moment.at.to_zoned(self.zone.clone())
    }
}

/// The layouts of a calendar's dates.
struct Layouts<'a> {
    language: &'a str,
    style: &'a DateStyle,
    calendar: Calendar,
}

impl Layouts<'_> {
    /// The layout of dates with these fields.
    fn layout(&self, fields: Fields) -> Layout {
        let own = Own::of(self.language, self.calendar);
        let in_country = |country| {
            let formatter = formatter(self.language, country, self.calendar, fields);
            let with_time = matches!(fields, Fields::DateTime(_));
            let mut layout = Layout::learn(self.calendar, with_time, |at| formatter.format(at));
            if let Some(own) = &own {
                layout.take(own);
            }
            layout
        };
        let mut layout = in_country(self.style.country);
        if let Some(second) = self.style.second {
            layout.name_months_as(&in_country(Some(second)));
        }
        layout
    }
}

/// ICU4X's own formatter of dates with these fields, in European digits.
fn formatter(
    language: &str,
    country: Option<Region>,
    calendar: Calendar,
    fields: Fields,
) -> DateTimeFormatter<Fields> {
    let mut preferences = DateTimeFormatterPreferences::from(&locale(language, country));
    preferences.numbering_system = "latn".parse().ok().and_then(|latn: Value| latn.try_into().ok());
    preferences.calendar_algorithm = Some(algorithm(calendar));
    DateTimeFormatter::try_new(preferences, fields).expect("the data is compiled in")
}

/// A moment of a zone, with its day in `calendar`.
fn when(at: civil::DateTime, calendar: Calendar) -> Option<When> {
    let part = |number: i8| u8::try_from(number).ok();
    let date = Date::try_new_iso(at.year().into(), part(at.month())?, part(at.day())?).ok()?;
    Some(When::of(date, calendar, (part(at.hour())?, part(at.minute())?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_datetime::input::{DateTime, Time};
    use proptest::prelude::*;

    use crate::text::bidi::is_control;

    fn zone() -> TimeZone {
        TimeZone::get("Asia/Damascus").expect("bundled")
    }

    fn dates(language: &str, timezone: TimeZone, dates: DateStyle) -> Dates {
        Dates::new(&Edition { language: language.to_owned(), timezone, dates, ..Edition::new("x") })
    }

    fn shown(language: &str, set: impl Fn(&mut DateStyle), has_time: bool) -> (String, Option<String>) {
        let mut style = DateStyle::of_language(language);
        set(&mut style);
        let at = "2026-02-03T12:05:00Z".parse().expect("a timestamp");
        let dates = dates(language, zone(), style);
        let zoned = dates.zoned(Moment { at, has_time });
        (dates.text(&zoned, has_time), dates.beside(&zoned))
    }

    fn text(language: &str, set: impl Fn(&mut DateStyle)) -> String {
        shown(language, set, false).0
    }

    fn region(code: &str) -> Region {
        code.parse().expect("a country")
    }

    #[test]
    fn months_bear_the_names_of_the_country() {
        let plain = |language| text(language, |_| ());
        assert_eq!(plain("ar-SY"), "3 شباط 2026");
        assert_eq!(plain("ar-EG"), "3 فبراير 2026");
        assert_eq!(plain("ar"), "3 فبراير 2026");
        assert_eq!(plain("en"), "February 3, 2026");
        for (country, name) in [("SY", "شباط"), ("EG", "فبراير"), ("DZ", "فيفري"), ("TN", "فيفري")]
        {
            assert_eq!(text("ar", |style| style.country = Some(region(country))), format!("3 {name} 2026"));
        }
        let first = civil::date(2026, 8, 1);
        let style = DateStyle { country: Some(region("MA")), ..DateStyle::of_language("ar") };
        let dates = dates("ar", zone(), style);
        assert_eq!((dates.month(first), dates.month_of_year(first)), ("غشت".into(), "غشت 2026".into()));
    }

    #[test]
    fn two_sets_of_names_stand_side_by_side() {
        let dual = |style: &mut DateStyle| style.second = Some(region("EG"));
        assert_eq!(text("ar-SY", dual), "3 شباط/فبراير 2026");
        assert_eq!(shown("ar-SY", dual, true).0, "3 شباط/فبراير 2026 في 3:05 م");
        let style = DateStyle { second: Some(region("DZ")), ..DateStyle::of_language("ar") };
        let dates = dates("ar", zone(), style);
        assert_eq!(dates.month(civil::date(2026, 2, 1)), "فبراير/فيفري");
        assert_eq!(dates.month(civil::date(2026, 9, 1)), "سبتمبر", "of one name for both there is one");
    }

    #[test]
    fn digits_are_those_of_the_setting() {
        let digits = |digits| move |style: &mut DateStyle| style.digits = digits;
        assert_eq!(text("ar-SY", digits(Digits::Arab)), "٣ شباط ٢٠٢٦");
        assert_eq!(text("ar-SY", digits(Digits::Arabext)), "۳ شباط ۲۰۲۶");
        assert_eq!(shown("ar-MA", digits(Digits::Arab), true).0, "٣ فبراير ٢٠٢٦ في ١٥:٠٥");
    }

    #[test]
    fn a_day_of_another_calendar_stands_beside() {
        let beside = |language, calendar| shown(language, |style| style.beside = Some(calendar), true).1;
        assert_eq!(beside("ar-SA", Calendar::Hijri).as_deref(), Some("15 شعبان 1447 هـ"));
        assert_eq!(beside("ar", Calendar::Solar).as_deref(), Some("14 بهمن 1404 ه\u{200D}.ش"));
        assert_eq!(beside("fa", Calendar::Gregorian).as_deref(), Some("۳ فوریه ۲۰۲۶"));
        assert_eq!(shown("ar", |_| (), true).1, None);
    }

    #[test]
    fn persian_dates_are_of_the_solar_calendar() {
        assert_eq!(text("fa", |_| ()), "۱۴ بهمن ۱۴۰۴");
        assert_eq!(text("fa-AF", |_| ()), "۱۴ دلو ۱۴۰۴");
        assert_eq!(text("fa", |style| style.calendar = Calendar::Gregorian), "۳ فوریه ۲۰۲۶");
        assert_eq!(text("ar-SA", |style| style.calendar = Calendar::Hijri), "15 شعبان 1447 هـ");
    }

    #[test]
    fn solar_months_are_spelt_as_readers_know_them() {
        let solar = |language, month: i8| {
            let style = DateStyle { calendar: Calendar::Solar, ..DateStyle::of_language(language) };
            let dates = dates(language, TimeZone::UTC, style);
            let at = civil::date(2026, month, 28).at(15, 5, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
            (dates.text(&at, false), dates.text(&at, true))
        };
        let both = |day: &str, minute: &str| (day.to_owned(), minute.to_owned());
        assert_eq!(
            solar("ar", 4),
            both("8 أرديبهشت 1405 ه\u{200D}.ش", "8 أرديبهشت 1405 ه\u{200D}.ش في 3:05 م")
        );
        assert_eq!(solar("ar-SY", 2).0, "9 إسفند 1404 ه\u{200D}.ش");
        assert_eq!(solar("ckb", 1), both("8ی ڕێبەندانی 1404", "8ی ڕێبەندانی 1404 3:05 د.ن"));
        assert_eq!(solar("ur", 3), both("8 فروردین، 1405 ہجری شمسی", "8 فروردین، 1405 ہجری شمسی 3:05 PM"));
        assert_eq!(solar("tr", 3), both("8 Ferverdin 1405", "8 Ferverdin 1405 15:05"));
    }

    #[test]
    fn the_first_days_of_hijri_months_are_those_of_umm_al_qura() {
        let style = DateStyle { beside: Some(Calendar::Hijri), ..DateStyle::of_language("ar") };
        let dates = dates("ar", TimeZone::UTC, style);
        // As these months began in Saudi Arabia.
        for (day, hijri) in [
            ("2023-03-23", "1 رمضان 1444 هـ"),
            ("2024-03-11", "1 رمضان 1445 هـ"),
            ("2024-07-07", "1 محرم 1446 هـ"),
            ("2025-06-26", "1 محرم 1447 هـ"),
        ] {
            let day: civil::Date = day.parse().expect("a date");
            assert_eq!(dates.beside(&day.to_zoned(TimeZone::UTC).expect("a day")).as_deref(), Some(hijri));
        }
    }

    #[test]
    fn a_time_is_shown_in_the_sites_zone() {
        let (text, _) = shown("en-GB", |_| (), true);
        assert!(text.contains("15:05"), "{text}");
    }

    #[test]
    fn what_machines_read_does_not_change() {
        let style = DateStyle {
            digits: Digits::Arab,
            calendar: Calendar::Hijri,
            beside: Some(Calendar::Solar),
            second: Some(region("DZ")),
            ..DateStyle::of_language("ar")
        };
        let dates = dates("ar", zone(), style);
        let at = "2026-02-03T12:05:00Z".parse().expect("a timestamp");
        let view = dates.view(Moment { at, has_time: true });
        assert_eq!(view.machine(), "2026-02-03T15:05:00+03:00");
        assert_eq!(view.rfc_822(), "Tue, 03 Feb 2026 15:05:00 +0300");
    }

    #[test]
    fn a_time_by_the_sun_is_told_to_machines_in_universal_time() {
        let dates = dates("ar", zone(), DateStyle::of_language("ar"));
        let at = civil::date(1910, 5, 1).at(10, 0, 0, 0).to_zoned(zone()).expect("a moment").timestamp();
        let view = dates.view(Moment { at, has_time: true });
        assert_eq!(view.rfc_822(), "Sun, 01 May 1910 07:34:48 +0000");
        assert_eq!(view.machine(), "1910-05-01T07:34:48+00:00");
    }

    #[test]
    fn a_year_that_no_newsroom_means_is_shown_as_it_was_written() {
        let dates = dates("ar", TimeZone::UTC, DateStyle::of_language("ar"));
        let at = civil::date(12, 1, 5).to_zoned(TimeZone::UTC).expect("a day");
        assert_eq!(dates.text(&at, false), "0012-01-05");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

        #[test]
        fn a_date_is_written_as_icu_writes_it(
            language in prop::sample::select(vec![
                "ar", "ar-SY", "ar-MA", "ar-DZ", "ar-SA", "fa", "fa-AF", "ps", "ur", "ckb", "he", "ug", "tr",
                "en", "en-GB", "ku", "sd", "yi", "fr", "de", "ru", "id", "sw",
            ]),
            calendar in prop::sample::select(vec![Calendar::Gregorian, Calendar::Hijri, Calendar::Solar]),
            moments in prop::collection::vec((1900i16..2100, 1i16..366, 0i8..24, 0i8..60), 40),
        ) {
            prop_assume!(Own::of(language, calendar).is_none());
            let style = DateStyle { calendar, digits: Digits::Latn, ..DateStyle::of_language(language) };
            let dates = dates(language, TimeZone::UTC, style);
            let day = Fields::Date(DateFieldSet::YMD(YMD::long()));
            let minute = Fields::DateTime(DateAndTimeFieldSet::YMDT(YMD::long().with_time_hm()));
            let [day, minute] = [day, minute].map(|fields| formatter(language, None, calendar, fields));
            for (year, nth, hour, time) in moments {
                let date = civil::date(year, 1, 1).saturating_add(jiff::Span::new().days(nth));
                let part = i8::cast_unsigned;
                let zoned = date.at(hour, time, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
                let iso = Date::try_new_iso(date.year().into(), part(date.month()), part(date.day()));
                let at = DateTime {
                    date: iso.expect("a day"),
                    time: Time::try_new(part(hour), part(time), 0, 0).expect("a time"),
                };
                prop_assert_eq!(dates.text(&zoned, false), day.format(&at).to_string().replace(is_control, ""));
                prop_assert_eq!(dates.text(&zoned, true), minute.format(&at).to_string().replace(is_control, ""));
            }
        }
    }
}
