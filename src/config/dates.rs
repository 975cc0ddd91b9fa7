//! `[dates]`: how readers are told the time. Machines are told it one way only.

use std::collections::BTreeMap;

use icu_datetime::fieldsets::M;
use icu_datetime::input::Date;
use icu_datetime::preferences::{CalendarAlgorithm, HijriCalendarAlgorithm};
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_locale_core::subtags::Region;
use icu_locale_core::{LanguageIdentifier, Locale};
use serde::Deserialize;

use super::convention::choice;
use crate::diagnostic::catalog;
use crate::table::Table;
use crate::text::bidi::Direction;
use crate::text::digits::Digits;
use crate::text::language::primary;

/// How dates and numbers are shown in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateStyle {
    /// The country whose names of months are used, if not that of the language tag.
    pub country: Option<Region>,
    /// The country whose names stand behind them, «شباط/فبراير».
    pub second: Option<Region>,
    /// The digits of all that the interface prints.
    pub digits: Digits,
    /// The calendar of dates.
    pub calendar: Calendar,
    /// The calendar in which an article's date is told once more.
    pub beside: Option<Calendar>,
    /// How long lists tell an article's age instead of its date; `None` for never.
    pub relative: Option<Relative>,
}

/// A calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// The one of all machine dates.
    Gregorian,
    /// Umm al-Qura, that of Saudi Arabia.
    Hijri,
    /// Solar Hijri, that of Iran and Afghanistan.
    Solar,
}

/// How long an article's age is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// In minutes and hours, for a day.
    Day,
    /// In days too, for a week.
    Week,
}

/// What is written of a calendar otherwise than CLDR has it in some language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Own {
    /// The order of a date's parts, `{day}`, `{month}` and `{year}`.
    pub date: Option<String>,
    /// The names of the months.
    pub months: Option<[String; 12]>,
}

/// The Solar Hijri calendar by language, as data.
const SOLAR: &str = include_str!("solar.toml");

impl Own {
    /// What is written otherwise of `calendar` in `language`; nothing of most.
    #[must_use]
    pub fn of(language: &str, calendar: Calendar) -> Option<Self> {
        if calendar != Calendar::Solar {
            return None;
        }
        let mut all: BTreeMap<String, Self> =
            toml::from_str(SOLAR).expect("the compiled-in table is read by a test");
        all.remove(primary(language))
    }
}

/// The country whose names of months most readers of Arabic know.
const SECOND: &str = "EG";

impl DateStyle {
    /// The style of a site in `language` that says nothing of dates: as newsrooms of that language print
    /// them.
    #[must_use]
    pub fn of_language(language: &str) -> Self {
        let is_persian = primary(language) == "fa";
        Self {
            country: None,
            second: None,
            digits: Digits::of_language(language),
            calendar: if is_persian { Calendar::Solar } else { Calendar::Gregorian },
            beside: None,
            relative: None,
        }
    }

    /// Reads `[dates]` of the table of a site, or of an edition, in `language`.
    pub(super) fn read(table: &mut Table<'_, '_>, language: &str) -> Self {
        let mut style = Self::of_language(language);
        let Some(mut table) = table.table("dates") else { return style };
        style.country = country(&mut table, "country");
        if let Some(dual) = choice(&mut table, "months", &[("single", false), ("dual", true)])
            && dual.value
        {
            let second = country(&mut table, "second").or_else(|| SECOND.parse().ok());
            let names = |country| month_names(language, country, Calendar::Gregorian);
            if names(style.country) == names(second) {
                table.report(catalog::months_alike(dual.span));
            }
            style.second = second;
        }
        let values = [("latn", Digits::Latn), ("arab", Digits::Arab), ("arabext", Digits::Arabext)];
        if let Some(digits) = choice(&mut table, "digits", &values) {
            style.digits = digits.value;
        }
        let calendars =
            [("gregorian", Calendar::Gregorian), ("hijri", Calendar::Hijri), ("solar", Calendar::Solar)];
        if let Some(calendar) = choice(&mut table, "calendar", &calendars) {
            if !has_months(language, style.country, calendar.value) {
                table.report(catalog::months_unknown(calendar.span, language));
            }
            style.calendar = calendar.value;
        }
        if let Some(beside) = choice(&mut table, "beside", &calendars) {
            if beside.value == style.calendar {
                table.report(catalog::calendar_twice(beside.span));
            } else if !has_months(language, style.country, beside.value) {
                table.report(catalog::months_unknown(beside.span, language));
            } else {
                style.beside = Some(beside.value);
            }
        }
        let values = [("never", None), ("day", Some(Relative::Day)), ("week", Some(Relative::Week))];
        if let Some(relative) = choice(&mut table, "relative", &values) {
            style.relative = relative.value;
        }
        table.finish();
        style
    }
}

/// Every country's code, as data.
const COUNTRIES: &str = include_str!("countries.txt");

fn country(table: &mut Table<'_, '_>, key: &'static str) -> Option<Region> {
    let given = table.string(key)?;
    let is_known = |region: &Region| {
        let codes = COUNTRIES.lines().filter(|line| !line.starts_with('#'));
        codes.flat_map(str::split_whitespace).any(|code| code == region.as_str())
    };
    let region = given.value.parse().ok().filter(is_known);
    if region.is_none() {
        table.report(catalog::bad_country(given.span, &given.value));
    }
    region
}

/// The locale of `language` in `country`, or in its own where that is `None`.
#[must_use]
pub fn locale(language: &str, country: Option<Region>) -> Locale {
    let mut id: LanguageIdentifier = language.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
    id.region = country.or(id.region);
    id.into()
}

/// Whether anybody knows what the months of `calendar` are called in `language`: where CLDR does not, it has
/// Latin letters or a number.
fn has_months(language: &str, country: Option<Region>, calendar: Calendar) -> bool {
    let is_own =
        |names: Vec<String>| names.iter().any(|name| !name.contains(|c: char| c.is_ascii_alphanumeric()));
    Direction::of_language(language) == Direction::Ltr
        || Own::of(language, calendar).is_some_and(|own| own.months.is_some())
        || month_names(language, country, calendar).is_some_and(is_own)
}

/// ICU4X's name for a calendar.
#[must_use]
pub fn algorithm(calendar: Calendar) -> CalendarAlgorithm {
    match calendar {
        Calendar::Gregorian => CalendarAlgorithm::Gregory,
        Calendar::Hijri => CalendarAlgorithm::Hijri(Some(HijriCalendarAlgorithm::Umalqura)),
        Calendar::Solar => CalendarAlgorithm::Persian,
    }
}

/// What the months of a calendar are called (CLDR), as they come in the months of a Gregorian year.
fn month_names(language: &str, country: Option<Region>, calendar: Calendar) -> Option<Vec<String>> {
    let mut preferences = DateTimeFormatterPreferences::from(&locale(language, country));
    preferences.calendar_algorithm = Some(algorithm(calendar));
    let names = DateTimeFormatter::try_new(preferences, M::long()).ok()?;
    let name = |month| Date::try_new_iso(2026, month, 1).ok().map(|date| names.format(&date).to_string());
    (1..=12).map(name).collect()
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::diagnostic::Checked;
    use crate::source::TextFile;

    use super::*;

    fn read(language: &str, dates: &str) -> Checked<DateStyle> {
        let text = format!("title = 'x'\nlanguage = '{language}'\n[dates]\n{dates}");
        let Checked { value, diagnostics } =
            Config::read(&TextFile { path: "site.toml".into(), text: text.into() });
        Checked { value: value.main().dates.clone(), diagnostics }
    }

    #[test]
    fn what_is_not_said_follows_the_language() {
        assert_eq!(read("ar-SY", "").value, DateStyle::of_language("ar"));
        let persian = DateStyle::of_language("fa-AF");
        assert_eq!((persian.calendar, persian.digits), (Calendar::Solar, Digits::Arabext));
        assert_eq!(DateStyle::of_language("ur").digits, Digits::Latn);
    }

    #[test]
    fn two_sets_of_months_need_two_names_for_a_month() {
        let style = read("ar-SY", "months = 'dual'");
        assert_eq!(style.diagnostics, []);
        assert_eq!(style.value.second, "EG".parse().ok());
        for (language, dates) in [
            ("ar-EG", "months = 'dual'"),
            ("ar", "months = 'dual'"),
            ("en", "months = 'dual'\nsecond = 'GB'"),
        ] {
            assert_eq!(read(language, dates).diagnostics.len(), 1, "{language}");
        }
        assert_eq!(read("ar", "months = 'dual'\nsecond = 'MA'").diagnostics, []);
    }

    #[test]
    fn a_calendar_needs_names_for_its_months() {
        for language in ["ar", "ar-SY", "en", "fa", "fa-AF", "ur", "ckb", "he", "tr", "ps", "ku"] {
            for dates in ["calendar = 'solar'", "calendar = 'hijri'", "beside = 'hijri'"] {
                assert_eq!(read(language, dates).diagnostics, [], "{language}: {dates}");
            }
        }
        for dates in ["calendar = 'solar'", "beside = 'solar'"] {
            let found = read("ug", dates).diagnostics;
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].message, "nobody knows the months of this calendar in `ug`");
        }
        assert_eq!(read("ug", "beside = 'hijri'").diagnostics, []);
    }

    #[test]
    fn a_setting_that_means_nothing_is_an_error_at_its_line() {
        for (dates, code) in [
            ("country = 'Syria'", "bad-value"),
            ("country = 'XX'", "bad-value"),
            ("country = '001'", "bad-value"),
            ("digits = 'arabic'", "unknown-value"),
            ("beside = 'gregorian'", "bad-value"),
            ("second = 'EG'", "unknown-key"),
            ("calendar = 'julian'", "unknown-value"),
            ("relative = true", "wrong-type"),
        ] {
            let found = read("ar-SY", dates).diagnostics;
            assert_eq!(found.iter().map(|d| &*d.code).collect::<Vec<_>>(), [code], "{dates}");
            assert!(found[0].span.as_ref().is_some_and(|span| span.start >= 39), "{dates}");
        }
    }
}
