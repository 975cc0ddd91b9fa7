//! Editions: the languages that a site is published in, each with what it says in its own.
//!
//! The first edition is the main one: `site.toml` itself describes it, and its addresses have no
//! folder before them. Every `[[edition]]` adds another.

use std::collections::BTreeMap;

use icu_locale_core::LanguageIdentifier;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::checked;
use super::convention::choice;
use super::dates::DateStyle;
use super::newsletter::{self, Form};
use super::structure::{PagesConfig, SectionConfig, read_pages, read_section};
use crate::diagnostic::{Span, Spanned, catalog};
use crate::table::Table;
use crate::text::bidi::Direction;
use crate::text::language::primary;
use crate::text::slug::slug;
use crate::text::typography::{Quotes, Spaces, Typography};

/// What languages call themselves, as data.
const LANGUAGES: &str = include_str!("languages.toml");

/// The place of an edition in [`Config::editions`] and in `Site::editions`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EditionId(pub u8);

impl EditionId {
    /// The edition that `site.toml` itself describes.
    pub const MAIN: Self = Self(0);

    /// Its place in a list of editions.
    #[must_use]
    pub fn at(self) -> usize {
        usize::from(self.0)
    }
}

/// What belongs to a language: its words, its direction, its sections.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// Where `site.toml` names that language, if it does.
    pub language_place: Option<Span>,
    /// The direction of that language.
    pub direction: Direction,
    /// What readers of other editions call it: what the site says, else its language's own name.
    pub name: String,
    /// What stands before all its addresses: nothing for the main edition, a folder's name with a
    /// final `/` for every other. Its seeds stand in the folder of that name too.
    pub prefix: String,
    /// Where `site.toml` says so, of every edition but the main one.
    pub place: Option<Span>,
    /// The publication's name.
    pub title: String,
    /// One sentence about the publication.
    pub description: String,
    /// The zone of dates without one; the unknown zone, which counts as UTC, where nobody named one.
    pub timezone: TimeZone,
    /// How dates and numbers are shown.
    pub dates: DateStyle,
    /// The sections that are listed, in their order.
    pub sections: Vec<SectionConfig>,
    /// The pages outside the news.
    pub pages: PagesConfig,
    /// The newsletter's form.
    pub newsletter: Option<Form>,
    /// How quotation marks and spaces are shown.
    pub typography: Typography,
}

impl Edition {
    /// The main edition of a site that says nothing but its title.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self {
            language: "ar".to_owned(),
            language_place: None,
            direction: Direction::Rtl,
            name: own_name("ar"),
            prefix: String::new(),
            place: None,
            title: title.to_owned(),
            description: String::new(),
            timezone: TimeZone::unknown(),
            dates: DateStyle::of_language("ar"),
            sections: Vec::new(),
            pages: PagesConfig::default(),
            newsletter: None,
            typography: Typography::KEEP,
        }
    }

    /// The folder of its seeds and addresses; empty for the main edition.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.prefix.trim_end_matches('/')
    }

    /// The tag of its language.
    #[must_use]
    pub fn identifier(&self) -> LanguageIdentifier {
        self.language.parse().unwrap_or(LanguageIdentifier::UNKNOWN)
    }

    /// Takes a language, and what it calls itself for a name.
    pub fn speak(&mut self, language: Spanned<String>) {
        self.name = own_name(&language.value);
        self.direction = Direction::of_language(&language.value);
        self.language = language.value;
        self.language_place = Some(language.span);
    }

    /// Reads the settings that `site.toml` may give for each edition; those that it does not give stay.
    pub(super) fn read_settings(&mut self, table: &mut Table<'_, '_>) {
        if let Some(name) = table.string("name") {
            self.name = name.value;
        }
        if let Some(description) = table.string("description") {
            self.description = description.value;
        }
        if let Some(zone) = checked(table, "timezone", time_zone, catalog::bad_timezone) {
            self.timezone = zone.value;
        }
        let mut slugs = Vec::new();
        self.sections = table.tables("section", |section| read_section(section, &mut slugs));
        if let Some(pages) = table.table("pages") {
            self.pages = read_pages(pages);
        }
        self.newsletter = table.table("newsletter").and_then(newsletter::read);
        if let Some(mut typography) = table.table("typography") {
            let values = [("keep", Quotes::Keep), ("«»", Quotes::As('«', '»')), ("“”", Quotes::As('“', '”'))];
            if let Some(quotes) = choice(&mut typography, "quotes", &values) {
                self.typography.quotes = quotes.value;
            }
            let values = [("keep", Spaces::Keep), ("single", Spaces::Single)];
            if let Some(spaces) = choice(&mut typography, "spaces", &values) {
                self.typography.spaces = spaces.value;
            }
            typography.finish();
        }
    }
}

/// Reads one `[[edition]]` of a site that has the editions `before` it, the main one first. What has
/// no language, or stands where another does, is reported and left out.
pub(super) fn read(mut table: Table<'_, '_>, before: &[Edition]) -> Option<Edition> {
    let main = &before[0];
    let pages = PagesConfig { is_others: true, ..main.pages.clone() };
    let mut edition = Edition { timezone: main.timezone.clone(), pages, ..Edition::new(&main.title) };
    let language = table.required_string("language");
    let language = language.and_then(|given| language_of(&mut table, given));
    let path = table.string("path");
    if let Some(title) = table.string("title") {
        edition.title = title.value;
    }
    let is_known = language.is_some();
    if let Some(language) = language {
        edition.speak(language);
    }
    edition.read_settings(&mut table);
    edition.dates = DateStyle::read(&mut table, &edition.language);
    if let Some(Spanned { value, span }) = &path
        && slug(value).as_deref() != Some(value)
    {
        table.report(catalog::bad_slug(span.clone(), value, slug(value).as_deref()));
    }
    let table_place = table.span();
    if is_known {
        let place = edition.language_place.clone().unwrap_or(table_place);
        let folder = path.as_ref().map_or_else(|| slug(&edition.language), |path| slug(&path.value));
        let folder_place = path.map_or_else(|| place.clone(), |path| path.span);
        edition.prefix = format!("{}/", folder.unwrap_or_else(|| edition.language.clone()));
        edition.place = Some(folder_place.clone());
        let clash = if before.iter().any(|other| other.language == edition.language) {
            catalog::edition_twice(place, &edition.language)
        } else if let Some(other) = before.iter().find(|other| other.prefix == edition.prefix) {
            let other = format!("the edition `{}`", other.language);
            catalog::edition_place_taken(folder_place, &edition.prefix, &other)
        } else if main.sections.iter().any(|section| section.slug.split('/').next() == Some(edition.folder()))
        {
            catalog::edition_place_taken(folder_place, &edition.prefix, "a section of the main edition")
        } else if before.len() > usize::from(u8::MAX) {
            catalog::editions_too_many(place)
        } else {
            table.finish();
            return Some(edition);
        };
        table.report(clash);
    }
    table.finish();
    None
}

/// What a language calls itself; its tag where nobody has said.
fn own_name(tag: &str) -> String {
    let mut names: BTreeMap<String, String> =
        toml::from_str(LANGUAGES).expect("the compiled-in table is read by a test");
    names.remove(primary(tag)).unwrap_or_else(|| tag.to_owned())
}

/// The language that a table names, if `given` is one; else that is reported.
pub fn language_of(table: &mut Table<'_, '_>, given: Spanned<String>) -> Option<Spanned<String>> {
    let Spanned { value, span } = given;
    let Some(value) = language_tag(&value) else {
        table.report(catalog::bad_language(span, &value));
        return None;
    };
    Some(Spanned { value, span })
}

/// A language tag that Unicode knows the form of (BCP 47, UTS #35).
fn language_tag(tag: &str) -> Option<String> {
    tag.parse::<LanguageIdentifier>().ok().map(|id| id.to_string())
}

fn time_zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// Whether two tags are of one language in one script.
pub(super) fn is_same_language(one: &str, other: &str) -> bool {
    let parse = |tag: &str| tag.parse::<LanguageIdentifier>().ok().map(|id| (id.language, id.script));
    parse(one).is_some_and(|one| Some(one) == parse(other))
}
