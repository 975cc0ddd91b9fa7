//! `[dates]`: how readers are told the time. Machines are told it one way only.

use icu_datetime::fieldsets::M;
use icu_datetime::input::Date;
use icu_datetime::preferences::CalendarAlgorithm;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_locale_core::subtags::Region;
use icu_locale_core::{LanguageIdentifier, Locale};

use super::convention::choice;
use crate::diagnostic::catalog;
use crate::table::Table;
use crate::text::digits::Digits;

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

/// The country whose names of months most readers of Arabic know.
const SECOND: &str = "EG";

impl DateStyle {
    /// The style of a site in `language` that says nothing of dates: as newsrooms of that language print
    /// them.
    #[must_use]
    pub fn of_language(language: &str) -> Self {
        let is_persian = language.split('-').next() == Some("fa");
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
            if month_names(language, style.country) == month_names(language, second) {
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
            style.calendar = calendar.value;
        }
        if let Some(beside) = choice(&mut table, "beside", &calendars) {
            if beside.value == style.calendar {
                table.report(catalog::calendar_twice(beside.span));
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

fn country(table: &mut Table<'_, '_>, key: &'static str) -> Option<Region> {
    let given = table.string(key)?;
    let region = given.value.parse().ok();
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

/// What the months are called (CLDR).
fn month_names(language: &str, country: Option<Region>) -> Option<Vec<String>> {
    let mut preferences = DateTimeFormatterPreferences::from(&locale(language, country));
    preferences.calendar_algorithm = Some(CalendarAlgorithm::Gregory);
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
    fn a_setting_that_means_nothing_is_an_error_at_its_line() {
        for (dates, code) in [
            ("country = 'Syria'", "bad-value"),
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
