//! What CLDR writes between and around the parts of a date, learnt from ICU4X once and filled in many
//! times: to ask it for each date takes a twentieth of a clean build.

use std::fmt;
use std::ops::Range;

use icu_calendar::cal::{Hijri, Persian, hijri};
use icu_calendar::{AsCalendar, Iso};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::parts;
use writeable::{Part, PartsWrite, Writeable};

use crate::config::dates::{Calendar, Own};
use crate::text::bidi::is_control;
use crate::text::digits::Digits;

/// A moment, with its day in some calendar.
#[derive(Clone, Copy)]
pub(super) struct When {
    pub(super) year: u32,
    /// From 1.
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) hour: u8,
    pub(super) minute: u8,
}

/// How the dates of a calendar are written.
pub(super) struct Layout {
    pieces: Vec<Piece>,
    months: Vec<String>,
    hours: Vec<Hour>,
}

/// What stands in a written date.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// From when years are counted, which all dates of a newsroom share.
    Era(String),
    Year,
    Month,
    /// With at least so many digits.
    Day(usize),
    Hour,
    Minute,
    /// What part of the day the hour lies in.
    Period,
}

/// How an hour is written.
#[derive(Clone, Debug, Default)]
struct Hour {
    number: u32,
    width: usize,
    period: String,
}

impl Layout {
    /// Learns how `write` writes the dates of a calendar; `with_time` says whether it writes their hour.
    pub(super) fn learn<W: Writeable>(
        calendar: Calendar,
        with_time: bool,
        write: impl Fn(&DateTime<Iso>) -> W,
    ) -> Self {
        let written = |day: i32, hour: u8| {
            let date =
                Date::from_rata_die(icu_calendar::types::RataDie::new(i64::from(FIRST_DAY + day)), Iso);
            let time = Time::try_new(hour, 5, 0, 0).unwrap_or(Time::start_of_day());
            (date, Written::of(&write(&DateTime { date, time })))
        };
        let mut layout = Self { pieces: Vec::new(), months: vec![String::new(); 12], hours: Vec::new() };
        // In steps shorter than a month all months of a year are met, and a day of one digit.
        for step in 0..STEPS {
            let (date, written) = written(step * 27, 15);
            let when = When::of(date, calendar, (15, 5));
            if step == 0 {
                layout.pieces = written.pieces();
            }
            let month = written.part(parts::MONTH).unwrap_or_default();
            if let Some(name) = layout.months.get_mut(usize::from(when.month) - 1) {
                month.clone_into(name);
            }
            if when.day < 10 {
                let width = written.part(parts::DAY).map_or(1, str::len);
                layout.pieces.iter_mut().for_each(|piece| {
                    if let Piece::Day(known) = piece {
                        *known = width;
                    }
                });
            }
        }
        for hour in (0..24).filter(|_| with_time) {
            let (_, written) = written(0, hour);
            let number = written.part(parts::HOUR).unwrap_or_default();
            let period = written.part(parts::DAY_PERIOD).unwrap_or_default();
            layout.hours.push(Hour {
                number: number.parse().unwrap_or_default(),
                width: number.len(),
                period: period.to_owned(),
            });
        }
        layout
    }

    /// Takes what a language writes otherwise than it was learnt.
    pub(super) fn take(&mut self, own: &Own) {
        if let Some(names) = &own.months {
            self.months.clone_from_slice(names);
        }
        let is_of_day =
            |piece: &Piece| matches!(piece, Piece::Era(_) | Piece::Year | Piece::Month | Piece::Day(_));
        let place = self.pieces.iter().position(is_of_day).zip(self.pieces.iter().rposition(is_of_day));
        if let (Some(date), Some((first, last))) = (&own.date, place) {
            self.pieces.splice(first..=last, pieces_of(date));
        }
    }

    /// Writes the names that `other` has for its months behind these, where they differ.
    pub(super) fn name_months_as(&mut self, other: &Self) {
        for (name, other) in self.months.iter_mut().zip(&other.months) {
            if name != other {
                *name = format!("{name}/{other}");
            }
        }
    }

    /// The date as it is written.
    pub(super) fn write(&self, when: When, digits: Digits) -> String {
        let mut text = String::with_capacity(48);
        let hour = self.hours.get(usize::from(when.hour));
        for piece in &self.pieces {
            match piece {
                Piece::Text(words) | Piece::Era(words) => text.push_str(words),
                Piece::Year => digits.push(when.year, 1, &mut text),
                Piece::Month => {
                    let name = self.months.get(usize::from(when.month) - 1);
                    text.push_str(name.map_or("", String::as_str));
                }
                Piece::Day(width) => digits.push(when.day.into(), *width, &mut text),
                Piece::Hour => {
                    if let Some(hour) = hour {
                        digits.push(hour.number, hour.width, &mut text);
                    }
                }
                Piece::Minute => digits.push(when.minute.into(), 2, &mut text),
                Piece::Period => text.push_str(hour.map_or("", |hour| &hour.period)),
            }
        }
        text
    }
}

/// The pieces of a date whose parts stand in this order: `{day} {month} {year}`.
fn pieces_of(date: &str) -> Vec<Piece> {
    let text = |text: &str| Piece::Text(text.to_owned());
    let mut pieces = Vec::new();
    for (nth, part) in date.split(['{', '}']).enumerate().filter(|(_, part)| !part.is_empty()) {
        pieces.push(match part {
            "day" if nth % 2 == 1 => Piece::Day(1),
            "month" if nth % 2 == 1 => Piece::Month,
            "year" if nth % 2 == 1 => Piece::Year,
            words => text(words),
        });
    }
    pieces
}

/// The first of January 2026, counted from the first day of the year 1.
const FIRST_DAY: i32 = 739_617;
const STEPS: i32 = 15;

impl When {
    /// A day of `calendar`, and the time of day.
    pub(super) fn of(date: Date<Iso>, calendar: Calendar, (hour, minute): (u8, u8)) -> Self {
        fn day<A: AsCalendar>(date: &Date<A>) -> (u32, u8, u8) {
            let year = u32::try_from(date.year().era_year_or_related_iso()).unwrap_or_default();
            (year, date.month().ordinal, date.day_of_month().0)
        }
        let (year, month, day) = match calendar {
            Calendar::Gregorian => day(&date),
            Calendar::Hijri => day(&date.to_calendar(Hijri::<hijri::UmmAlQura>::new_umm_al_qura())),
            Calendar::Solar => day(&date.to_calendar(Persian)),
        };
        Self { year, month, day, hour, minute }
    }
}

/// A text, and where its parts stand.
#[derive(Default)]
struct Written {
    text: String,
    parts: Vec<(Range<usize>, Part)>,
}

impl Written {
    fn of(date: &impl Writeable) -> Self {
        let mut written = Self::default();
        date.write_to_parts(&mut written).expect("a string takes any text");
        written
    }

    fn part(&self, part: Part) -> Option<&str> {
        let (range, _) = self.parts.iter().find(|(_, other)| *other == part)?;
        self.text.get(range.clone())
    }

    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut done = 0;
        let words = |from: usize, to: usize, pieces: &mut Vec<Piece>| {
            // CLDR puts direction marks into some dates; direction is the page's business.
            let text = self.text[from..to].replace(is_control, "");
            if !text.is_empty() {
                pieces.push(Piece::Text(text));
            }
        };
        for (range, part) in &self.parts {
            let piece = match *part {
                parts::YEAR => Piece::Year,
                parts::MONTH => Piece::Month,
                parts::DAY => Piece::Day(1),
                parts::HOUR => Piece::Hour,
                parts::MINUTE => Piece::Minute,
                parts::DAY_PERIOD => Piece::Period,
                parts::ERA => Piece::Era(self.text[range.clone()].to_owned()),
                _ => continue,
            };
            words(done, range.start, &mut pieces);
            pieces.push(piece);
            done = range.end;
        }
        words(done, self.text.len(), &mut pieces);
        pieces
    }
}

impl fmt::Write for Written {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        Ok(())
    }
}

impl PartsWrite for Written {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        let start = self.text.len();
        write(self)?;
        if part.category == parts::YEAR.category {
            self.parts.push((start..self.text.len(), part));
        }
        Ok(())
    }
}
