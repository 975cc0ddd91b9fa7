//! Front matter: TOML between `+++` lines, or in a `.toml` beside the seed.

use std::ops::Range;

use jiff::civil;
use jiff::tz::{AmbiguousOffset, AmbiguousZoned, Offset, TimeZone};
use memchr::memchr2;
use toml::value::{Datetime, Offset as TomlOffset};

use crate::config::Config;
use crate::config::edition::language_of;
use crate::config::images::Images;
use crate::config::structure::{Genre, genre_of};
use crate::diagnostic::{Diagnostic, Spanned, catalog};
use crate::manuscript::{Correction, FrontMatter, Image, Moment, Photo, Profile};
use crate::source::SourcePath;
use crate::table::{Document, Table};
use crate::text::address::{Address, is_written_out, judge, web_or_inside};
use crate::text::arabic::{is_blank, is_invisible, is_unseen};
use crate::text::bidi::balance::balanced;
use crate::text::bidi::without_embeddings;
use crate::text::html::shown;
use crate::text::slug::{MAX_BYTES, has_slug};

/// Where the TOML lies in a seed's text, and where the article begins.
pub struct Fence {
    /// The `+++` before the TOML.
    pub opening: Range<usize>,
    /// The TOML between the fences.
    pub toml: Range<usize>,
    /// The first byte after the closing fence's line.
    pub body: usize,
}

/// Front matter begins and does not end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// The `+++` that it begins with.
    pub opening: Range<usize>,
}

/// Finds front matter: a line `+++` before everything that can be seen, and another later. Editors of
/// right-to-left text put direction marks before it by themselves, and nobody sees them or an empty line:
/// a draft must not be published for them.
///
/// # Errors
/// There is a first fence and no second.
pub fn fence(text: &str) -> Result<Option<Fence>, Unclosed> {
    let mut lines = lines(text);
    let first = lines.find(|line| !seen(text, line).is_empty());
    let Some(first) = first.filter(|line| is_fence(text, line)) else { return Ok(None) };
    let opening = seen(text, &first);
    let Some(closing) = lines.find(|line| is_fence(text, line)) else { return Err(Unclosed { opening }) };
    let start = next_line(text, first.end);
    let toml = start..closing.start.max(start);
    Ok(Some(Fence { opening, toml, body: next_line(text, closing.end) }))
}

/// What can be seen of a line.
fn seen(text: &str, line: &Range<usize>) -> Range<usize> {
    let rest = text[line.clone()].trim_start_matches(is_unseen);
    let start = line.end - rest.len();
    start..start + rest.trim_end_matches(is_unseen).len()
}

/// How many lines the YAML of an article may have: it names what an article is, and holds no text.
const YAML_LINES: usize = 64;

/// The `---` of front matter as other generators have it, if `text` begins with it: YAML between two such
/// lines. A rule over newsroom text is none, though another rule follows: every line between them must read
/// as YAML, and one of them as the small Latin letters that keys are.
#[must_use]
pub fn yaml(text: &str) -> Option<Range<usize>> {
    let mut lines = lines(text);
    let opening = lines.next().map(|first| seen(text, &first)).filter(|seen| &text[seen.clone()] == "---")?;
    let mut has_key = false;
    for line in lines.take(YAML_LINES) {
        if &text[seen(text, &line)] == "---" {
            return has_key.then_some(opening);
        }
        let line = text[line].trim_end_matches(is_unseen).trim_start_matches(is_invisible);
        let goes_on = line.is_empty() || line.starts_with([' ', '\t', '#']) || line.starts_with("- ");
        match yaml_key(line) {
            Some(key) => has_key |= key.starts_with(|c: char| c.is_ascii_lowercase()),
            None if goes_on => {}
            None => return None,
        }
    }
    None
}

/// The key that a line of YAML begins with: one word, and a colon with nothing or a space behind it.
fn yaml_key(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_matches(['"', '\'']);
    let is_word = key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (is_word
        && key.starts_with(|c: char| c.is_ascii_alphabetic())
        && (value.is_empty() || value.starts_with(' ')))
    .then_some(key)
}

fn is_fence(text: &str, line: &Range<usize>) -> bool {
    &text[seen(text, line)] == "+++"
}

/// The lines of `text` without their ends, by LF, CR LF or CR.
pub fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = memchr2(b'\n', b'\r', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        let line = start..end;
        start = next_line(text, end);
        Some(line)
    })
}

fn next_line(text: &str, end: usize) -> usize {
    match &text.as_bytes()[end..] {
        [b'\r', b'\n', ..] => end + 2,
        [_, ..] => end + 1,
        [] => end,
    }
}

/// Reads front matter from `toml`, which begins at byte `offset` of `source`.
pub fn read(
    source: &SourcePath,
    offset: usize,
    toml: &str,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let document = Document::parse(source, offset, toml, diagnostics);
    let mut table = document.root(diagnostics);
    let lang = table.string("lang").and_then(|given| language_of(&mut table, given)).map(|lang| lang.value);
    // A sidecar stands in the folder of its article.
    let standing = config.standing(source);
    let edition_id = config.edition_of(standing.0, lang.as_deref());
    let edition = config.edition(edition_id);
    let mut front = FrontMatter {
        title: title(&mut table, "title").filter(|title| !is_blank(&title.value)),
        standfirst: title(&mut table, "standfirst").map(|s| s.value),
        date: moment(&mut table, "date", &edition.timezone).map(|date| date.value),
        updated: moment(&mut table, "updated", &edition.timezone),
        expires: moment(&mut table, "expires", &edition.timezone),
        slug: table.string("slug"),
        edition: edition_id,
        genre: genre_of(standing, config),
        lang: lang.filter(|lang| *lang != edition.language),
        draft: table.boolean("draft").is_some_and(|d| d.value),
        ..FrontMatter::default()
    };
    if front.genre != Genre::Profile {
        front.aliases = table.strings("aliases");
        front.related = table.strings("related");
        front.related.iter_mut().for_each(|given| given.value = shown(std::mem::take(&mut given.value)));
        front.translation = table.string("translation").filter(|name| !name.value.trim().is_empty());
    }
    match front.genre {
        Genre::News => {
            front.newsletter = table.boolean("newsletter").map(|n| n.value);
            front.section = title(&mut table, "section");
            front.tags = names(&mut table, "tags", "tag", &COMMAS);
            // In a list a name may have a comma of its own: an agency and its town.
            let separators: &[char] = if table.is_list("authors") { &[] } else { &COMMAS };
            front.authors = names(&mut table, "authors", "author", separators);
            front.series = series(&mut table);
            front.image = image(&mut table, &config.images);
            front.lead = table.boolean("lead").is_some_and(|lead| lead.value);
            front.corrections = table.tables("correction", |table| correction(table, &edition.timezone));
        }
        Genre::Page => front.menu = words(&mut table, "menu"),
        Genre::Profile => front.profile = Some(profile(&mut table)),
    }
    table.finish();
    front
}

/// What readers are shown.
fn text(table: &mut Table<'_, '_>, key: &'static str) -> Option<Spanned<String>> {
    let mut text = table.string(key)?;
    text.value = balanced(&shown(text.value)).into_owned();
    Some(text)
}

/// What readers are shown among others of its kind.
fn title(table: &mut Table<'_, '_>, key: &'static str) -> Option<Spanned<String>> {
    let mut title = text(table, key)?;
    title.value = without_embeddings(&title.value).into_owned();
    Some(title)
}

/// A title with words in it.
fn words(table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
    title(table, key).map(|words| words.value.trim().to_owned()).filter(|words| !words.is_empty())
}

/// What an author's profile holds beside its text.
fn profile(table: &mut Table<'_, '_>) -> Profile {
    let mut links = Vec::new();
    for Spanned { value, span } in table.strings("links") {
        match judge(&value) {
            Address::Web(_) | Address::Contact => links.push(value),
            Address::Inside | Address::Unsafe => table.report(catalog::link_unsafe(span, &value)),
        }
    }
    let alt = words(table, "alt");
    let photo = table.string("photo").and_then(|Spanned { value, span }| {
        match web_or_inside(value.strip_prefix("static/").unwrap_or(&value)) {
            Some(path) if !is_written_out(&path) => Some(Photo { path, alt, span }),
            _ => {
                table.report(catalog::bad_photo(span, &value));
                None
            }
        }
    });
    let spellings = table.strings("spellings").into_iter().map(|spelling| spelling.value).collect();
    let is_organization = table.boolean("organization").is_some_and(|given| given.value);
    Profile { spellings, links, photo, is_organization }
}

/// The picture that stands over the article, unless it is one that pages may not show.
fn image(table: &mut Table<'_, '_>, images: &Images) -> Option<Image> {
    let mut image = table.table("image")?;
    let src = image.required_string("src");
    let alt = text(&mut image, "alt");
    let mut words = |key: &'static str| text(&mut image, key).map(|words| words.value).unwrap_or_default();
    let (caption, credit) = (words("caption"), words("credit"));
    let sound = src.and_then(|Spanned { value, span }| match web_or_inside(&value) {
        Some(src) if !src.starts_with("http://") => {
            let may_show = images.may_show(&src);
            if !may_show {
                image.report(catalog::image_elsewhere(span.clone(), &src));
            }
            may_show.then_some((src, span))
        }
        _ => {
            image.report(catalog::bad_image(span, &value));
            None
        }
    });
    if let (None, Some((_, span))) = (&alt, &sound) {
        image.report(catalog::image_without_alt(span.clone()));
    }
    image.finish();
    let (src, place) = sound?;
    Some(Image { src, place, alt: alt.map(|alt| alt.value).unwrap_or_default(), caption, credit })
}

/// The Arabic comma and semicolon, which part tags and authors that are written as one text.
const COMMAS: [char; 2] = ['\u{060C}', '\u{061B}'];

/// The longest name of an author, a series or a subject, in letters: what two bytes each take all the room
/// of that an address has ([`MAX_BYTES`]). What is longer is mostly several names, or a sentence.
const NAME_CHARS: usize = MAX_BYTES / 2;

/// Names of a kind.
fn names(table: &mut Table<'_, '_>, key: &'static str, kind: &str, separators: &[char]) -> Vec<String> {
    let given = table.strings(key);
    given.into_iter().flat_map(|given| names_in(table, given, kind, separators)).collect()
}

/// The series that an article is a part of: one at most.
fn series(table: &mut Table<'_, '_>) -> Option<String> {
    let given = table.string("series")?;
    names_in(table, given, "series", &[]).pop()
}

/// The names that a text holds, each of which has a page if there is anything to make an address of.
fn names_in(
    table: &mut Table<'_, '_>,
    Spanned { value, span }: Spanned<String>,
    kind: &str,
    separators: &[char],
) -> Vec<String> {
    let value = shown(value);
    let value = without_embeddings(&value);
    let parts = value.split(separators).map(str::trim).filter(|name| !name.is_empty());
    let names: Vec<String> = parts.map(str::to_owned).collect();
    if names.is_empty() {
        table.report(catalog::name_empty(span.clone(), kind));
    }
    for name in &names {
        let letters = name.chars().count();
        if !has_slug(name) {
            table.report(catalog::name_without_page(span.clone(), kind, name));
        } else if letters > NAME_CHARS {
            table.report(catalog::name_long(span.clone(), kind, letters, NAME_CHARS));
        }
    }
    names
}

/// Reads one correction: both its keys must be there, since without either a reader learns nothing.
fn correction(mut table: Table<'_, '_>, zone: &TimeZone) -> Option<Spanned<Correction>> {
    table.require("date");
    let date = moment(&mut table, "date", zone);
    table.require("text");
    let text = text(&mut table, "text").map(|text| text.value);
    if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
        table.report(catalog::missing_key(table.span(), &table.path("text")));
    }
    table.finish();
    let Spanned { value: date, span } = date?;
    let text = text.filter(|text| !text.trim().is_empty())?.into();
    Some(Spanned { value: Correction { date, text }, span })
}

fn moment(table: &mut Table<'_, '_>, key: &'static str, zone: &TimeZone) -> Option<Spanned<Moment>> {
    let Spanned { value, span } = table.datetime(key)?;
    let Some(found) = to_zoned(&value, zone) else {
        table.report(catalog::bad_date(span, &value.to_string()));
        return None;
    };
    let has_time = value.time.is_some();
    let is_skipped = matches!(found.offset(), AmbiguousOffset::Gap { .. });
    // What a change of clocks skips or repeats is taken as RFC 5545 has it.
    let counted = found.compatible().ok()?;
    if has_time && zone.is_unknown() && value.offset.is_none() {
        table.report(catalog::date_without_zone(span.clone(), &value.to_string()));
    } else if has_time && is_skipped {
        let instant = counted.timestamp().display_with_offset(counted.offset()).to_string();
        table.report(catalog::date_skipped(span.clone(), &value.to_string(), &instant));
    }
    Some(Spanned { value: Moment { at: counted.timestamp(), has_time }, span })
}

/// A TOML date, with or without time and offset, in its own zone or else in `zone`. A leap second is none:
/// no clock of a newsroom shows one.
fn to_zoned(value: &Datetime, zone: &TimeZone) -> Option<AmbiguousZoned> {
    let date = value.date?;
    let year = i16::try_from(date.year).ok().filter(|&year| year >= FIRST_YEAR)?;
    let date = civil::Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()?;
    let time = match value.time {
        None => civil::Time::midnight(),
        Some(time) => civil::Time::new(
            i8::try_from(time.hour).ok()?,
            i8::try_from(time.minute).ok()?,
            i8::try_from(time.second.unwrap_or(0)).ok()?,
            0,
        )
        .ok()?,
    };
    let zone = match value.offset {
        None => zone.clone(),
        Some(TomlOffset::Z) => TimeZone::UTC,
        Some(TomlOffset::Custom { minutes }) => {
            TimeZone::fixed(Offset::from_seconds(i32::from(minutes) * 60).ok()?)
        }
    };
    Some(zone.into_ambiguous_zoned(date.to_datetime(time)))
}

/// The first year that a calendar of readers has.
const FIRST_YEAR: i16 = 1;

/// A day as file names have it, `2026-05-01`.
fn day(text: &str) -> Option<civil::Date> {
    text.parse().ok().filter(|day: &civil::Date| day.year() >= FIRST_YEAR)
}

/// A leading `YYYY-MM-DD` of a file's stem that is no day of any year.
#[must_use]
pub fn impossible_in_name(stem: &str) -> Option<&str> {
    let date = stem.get(..10)?;
    let is_digit_or_hyphen = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let is_alone = !stem[10..].starts_with(|c: char| c.is_ascii_digit());
    let is_dated = is_alone && date.bytes().enumerate().all(is_digit_or_hyphen);
    (is_dated && day(date).is_none()).then_some(date)
}

/// A leading `YYYY-MM-DD` of a file's stem: the date, and the stem without it.
#[must_use]
pub fn date_in_name<'s>(stem: &'s str, zone: &TimeZone) -> Option<(Moment, &'s str)> {
    let date = stem.get(..10).filter(|d| d.as_bytes()[4] == b'-' && d.as_bytes()[7] == b'-')?;
    let date = day(date)?;
    let rest = &stem[10..];
    if !rest.is_empty() && !rest.starts_with(['-', '_', ' ']) {
        return None;
    }
    let at = date.to_zoned(zone.clone()).ok()?.timestamp();
    Some((Moment { at, has_time: false }, rest.trim_start_matches(['-', '_', ' '])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment_of(date: &str) -> Option<jiff::Zoned> {
        let zone = TimeZone::get("Asia/Damascus").expect("the zone is bundled");
        to_zoned(&date.parse().expect("a TOML date"), &zone)?.compatible().ok()
    }

    #[test]
    fn a_date_without_zone_is_the_sites() {
        let at = |date| moment_of(date).expect("a date").timestamp().to_string();
        assert_eq!(at("2026-05-01"), "2026-04-30T21:00:00Z");
        assert_eq!(at("2026-05-01T14:30:00"), "2026-05-01T11:30:00Z");
        assert_eq!(at("2026-05-01T14:30:00+01:00"), "2026-05-01T13:30:00Z");
        assert_eq!(at("2026-05-01 14:30:00Z"), "2026-05-01T14:30:00Z");
    }

    #[test]
    fn a_date_at_the_head_of_a_file_name_is_read() {
        let stem = |name: &'static str| date_in_name(name, &TimeZone::UTC).map(|(_, rest)| rest);
        assert_eq!(stem("2026-05-01-gold"), Some("gold"));
        assert_eq!(stem("2026-05-01"), Some(""));
        assert_eq!(stem("2026-13-01-gold"), None);
        assert_eq!(stem("ذهبذهبذهب"), None);
    }

    #[test]
    fn a_day_that_no_year_has_is_told_from_other_names() {
        assert_eq!(impossible_in_name("2026-02-30-gold"), Some("2026-02-30"));
        assert_eq!(impossible_in_name("2025-02-29"), Some("2025-02-29"));
        assert_eq!(impossible_in_name("0000-01-01-gold"), Some("0000-01-01"));
        for stem in ["2024-02-29-gold", "2026-13-011", "2026-1-1", "0963-11-2222", "ذهبذهبذهب", ""] {
            assert_eq!(impossible_in_name(stem), None, "{stem}");
        }
    }

    #[test]
    fn fences_stand_alone_on_their_lines() {
        let text = "+++\r\ntitle = 'x'\r\n+++\r\nنص";
        let fence = fence(text).expect("closed").expect("there");
        assert_eq!(&text[fence.toml], "title = 'x'\r\n");
        assert_eq!(&text[fence.body..], "نص");
        assert!(super::fence("نص\n+++\n").expect("no first fence").is_none());
        assert!(super::fence("+++\ntitle = 'x'").is_err());
        for text in ["++++\n+++\n", "+++ نص\n+++\n", "\n\n", "\u{feff}", "نص +++\n+++\n"] {
            assert!(super::fence(text).expect("no first fence").is_none(), "{text:?}");
        }
    }

    #[test]
    fn what_nobody_sees_around_a_fence_hides_it_not() {
        for before in UNSEEN {
            for after in ["", " ", "\u{200f}", "\u{202c}\t"] {
                let text = format!("{before}+++{after}\ntitle = 'x'\n\u{200f}+++{after}\r\n\nنص");
                let fence = fence(&text).expect("closed").expect("there");
                assert_eq!(&text[fence.opening], "+++", "{text:?}");
                assert_eq!(&text[fence.toml], "title = 'x'\n", "{text:?}");
                assert_eq!(&text[fence.body..], "\nنص", "{text:?}");
                let unclosed = format!("{before}+++{after}\ntitle = 'x'\n");
                let opening = super::fence(&unclosed).err().expect("it does not end").opening;
                assert_eq!(&unclosed[opening], "+++", "{unclosed:?}");
            }
        }
    }

    #[test]
    fn direction_marks_hide_no_yaml_and_an_empty_line_makes_it_text() {
        for text in [
            "\u{200f}---\ntitle: عنوان\n---\n",
            "\u{feff}\u{202b}--- \u{202c}\n\u{200f}title: عنوان\n\u{200f}---\u{200f}\n",
        ] {
            assert_eq!(&text[yaml(text).expect("it is YAML")], "---", "{text:?}");
        }
        assert_eq!(yaml("\n---\ntitle: عنوان\n---\n"), None);
    }

    /// What may stand unseen before a fence.
    const UNSEEN: [&str; 9] = [
        "",
        "\n",
        "\r\n \r\n",
        " ",
        "\u{200f}",
        "\u{202b}",
        "\u{200b}",
        "\u{feff}\u{200f}",
        "\u{a0}\n\u{200f}\n\u{200e}",
    ];
}
