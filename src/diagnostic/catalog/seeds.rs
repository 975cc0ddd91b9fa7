//! Of single articles.

use super::{error, note, warning};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::source::SourcePath;
use crate::text::bidi::isolate;
use crate::text::encoding::Place;

/// A file that cannot be read.
#[must_use]
pub fn unreadable(path: &SourcePath, reason: &std::io::Error) -> Diagnostic {
    error("unreadable", Span::file(path), format!("this file cannot be read: {reason}"))
        .help("check that it exists and that you may read it")
}

/// A file that is too long for an article.
#[must_use]
pub fn too_long(path: &SourcePath, most: u64) -> Diagnostic {
    error("too-long", Span::file(path), format!("this file is longer than {most} MB, the most that is read"))
        .help("part it into several articles, or put it into static/ to be copied")
}

/// A file whose bytes are no text.
#[must_use]
pub fn undecodable(path: &SourcePath, place: Place) -> Diagnostic {
    let message = format!("this is not UTF-8 text: {} is not part of a letter", named(place));
    error("undecodable", Span::file(path), message).help("save the file as UTF-8")
}

/// A file of another kind under the name of a text.
#[must_use]
pub fn binary(path: &SourcePath, what: &str) -> Diagnostic {
    error("binary", Span::file(path), format!("this is {what}, and not a text")).help(TEXT_ONLY)
}

/// A file with bytes that no text holds.
#[must_use]
pub fn control(path: &SourcePath, place: Place, byte: u8) -> Diagnostic {
    let message = format!("this is no text: {} is the control character {byte:02X}", named(place));
    error("binary", Span::file(path), message).help(TEXT_ONLY)
}

const TEXT_ONLY: &str = "save it as a UTF-8 text; files to copy belong in static/";

/// What keeps an article from having a text, where the rest of the site is built without it.
#[must_use]
pub fn left_out(fault: Diagnostic) -> Diagnostic {
    let message = format!("{}; the article is left out", fault.message);
    Diagnostic { severity: Severity::Warning, message, ..fault }
}

/// UTF-8 that was read as another encoding, and letters that this lost.
#[must_use]
pub fn mojibake_lost(path: &SourcePath, place: Place, letters: usize, encoding: &str) -> Diagnostic {
    let (at, plural) = (named(place), if letters == 1 { "" } else { "s" });
    let message =
        format!("UTF-8 once read as {encoding}, and {letters} letter{plural} lost by it, the first at {at}");
    error("mojibake-lost", Span::file(path), message).help("copy the text from its origin again, as UTF-8")
}

fn named(place: Place) -> String {
    format!("byte {} (line {})", place.byte + 1, place.line)
}

/// UTF-8 that was read as another encoding, put right.
#[must_use]
pub fn mojibake(span: Span, encoding: &str) -> Diagnostic {
    warning("mojibake", span, format!("UTF-8 once read as {encoding}; its letters were restored"))
        .help("if this line is right, save the file like this, as UTF-8")
}

/// A text in another encoding than UTF-8.
#[must_use]
pub fn encoding(span: Span, encoding: &str) -> Diagnostic {
    warning("encoding", span, format!("not UTF-8; read as {encoding}"))
        .help("save the file as UTF-8; if this line is wrong, the encoding was guessed wrongly")
}

/// A file that ends inside a character.
#[must_use]
pub fn cut_off(span: Span, byte: usize) -> Diagnostic {
    let message =
        format!("the file ends inside a character, at byte {}; what is before it is kept", byte + 1);
    warning("cut-off", span, message).help("copy the file again: its end is missing")
}

/// A seed without a word.
#[must_use]
pub fn seed_empty(path: &SourcePath) -> Diagnostic {
    error("seed-empty", Span::file(path), "this article has neither a headline nor a text")
        .help("write it, or move the file out of seeds/")
}

/// A `.toml` beside no article.
#[must_use]
pub fn sidecar_orphan(path: &SourcePath) -> Diagnostic {
    warning("sidecar-orphan", Span::file(path), "there is no .txt or .md of this name beside it")
        .help("give it the name of its article, or remove it")
}

/// A file among the seeds that is no article.
#[must_use]
pub fn seed_ignored(path: &SourcePath) -> Diagnostic {
    warning("seed-ignored", Span::file(path), "this is no article, and is not read")
        .help("articles end in .txt or .md; files to copy belong in static/")
}

/// A file or folder whose name is no text.
#[must_use]
pub fn name_unreadable(path: &SourcePath) -> Diagnostic {
    error("name-unreadable", Span::file(path), "this name is not UTF-8 text").help("rename the file")
}

/// A symbolic link, which is not followed.
#[must_use]
pub fn symlink(path: &SourcePath) -> Diagnostic {
    warning("symlink", Span::file(path), "symbolic links are not followed").help("put the file itself here")
}

/// A folder of the site's that is a symbolic link: without it the site would be another.
#[must_use]
pub fn folder_symlink(path: &SourcePath) -> Diagnostic {
    error("folder-symlink", Span::file(path), "this folder is a symbolic link, which is not followed")
        .help("put the folder itself here, or name the site that it belongs to with --site")
}

/// Front matter that does not end.
#[must_use]
pub fn front_matter_unclosed(span: Span) -> Diagnostic {
    error("front-matter-unclosed", span, "the front matter begins here and does not end")
        .help("put a line +++ after its last key")
}

/// Front matter as other generators have it.
#[must_use]
pub fn front_matter_yaml(span: Span) -> Diagnostic {
    error("front-matter-yaml", span, "this is front matter in YAML; here it is TOML, between lines of +++")
        .help(
            "write +++ for both lines of ---, and each key as in title = \"…\" or date = 2026-05-01; \
         an empty line before --- makes it text",
        )
}

/// Front matter both in the seed and beside it.
#[must_use]
pub fn front_matter_twice(span: Span, sidecar: &str) -> Diagnostic {
    error("front-matter-twice", span, format!("there is front matter here and in {sidecar}"))
        .help("keep one of them")
}

/// An article whose time is over before it begins.
#[must_use]
pub fn expires_before_date(span: Span) -> Diagnostic {
    warning("expires-before-date", span, "this article expires before its date, and is never published")
        .help("put `expires` after `date`")
}

/// A change that is older than what it changes.
#[must_use]
pub fn changed_before_date(span: Span) -> Diagnostic {
    warning(
        "changed-before-date",
        span,
        "this lies before the article's date, and is not told as its last change",
    )
    .help("put `updated`, and the dates of corrections, after `date`; a day without a time may be its day")
}

/// A change that nobody can have made yet.
#[must_use]
pub fn changed_ahead(span: Span) -> Diagnostic {
    warning("changed-ahead", span, "the last change that this article names lies in the future")
        .help("put `updated`, and the dates of corrections, on the day on which the article was changed")
}

/// A headline made from the lead.
#[must_use]
pub fn headline_inferred(span: Span, headline: &str) -> Diagnostic {
    warning(
        "headline-inferred",
        span,
        format!("no headline found; made from the lead: {}", isolate(headline)),
    )
    .help("give the article a `title` in front matter, or in a .toml beside it")
}

/// A line taken for a subhead by its shape.
#[must_use]
pub fn heading_inferred(span: Span) -> Diagnostic {
    note("heading-inferred", span, "taken for a subhead by its shape")
        .help("a full stop at its end makes it a paragraph")
}

/// A text whose lines were joined.
#[must_use]
pub fn hard_wrapped(span: Span) -> Diagnostic {
    note("hard-wrapped", span, "lines cut at a fixed width; joined into paragraphs")
        .help("part paragraphs by a blank line")
}

/// A time of day in no zone, of a site that names none.
#[must_use]
pub fn date_without_zone(span: Span, value: &str) -> Diagnostic {
    warning("date-without-zone", span, format!("`{value}` has no time zone, and site.toml names none; counted as UTC"))
        .help(format!(
            "add a line to site.toml, as in: timezone = \"Asia/Damascus\"; or write the date's own, as in {value}+03:00"
        ))
}

/// A time of day that no clock showed.
#[must_use]
pub fn date_skipped(span: Span, value: &str, counted: &str) -> Diagnostic {
    let message =
        format!("clocks were put forward over `{value}`, which no clock showed; counted as {counted}");
    warning("date-skipped", span, message).help("write the time that clocks showed, or with its own zone")
}

/// Of the dates without a zone, which one line of `site.toml` mends, the first with the number of the others.
/// An archive may hold thousands.
pub fn dates_without_zone(told: &mut Vec<Diagnostic>) {
    let is_one = |diagnostic: &Diagnostic| diagnostic.code == "date-without-zone";
    let Some(first) = told.iter().position(is_one) else { return };
    let others = told.iter().filter(|other| is_one(other)).count() - 1;
    if others == 0 {
        return;
    }
    let mut is_first = true;
    told.retain(|diagnostic| !is_one(diagnostic) || std::mem::take(&mut is_first));
    let dates = if others == 1 { "1 other date".to_owned() } else { format!("{others} other dates") };
    told[first].message.push_str(&format!(" (and so with {dates})"));
}

/// A file's name that begins with a day which no year has.
#[must_use]
pub fn date_impossible(span: Span, day: &str) -> Diagnostic {
    warning("date-impossible", span, format!("its file's name begins with {day}, which is no date"))
        .help("correct the name, or write a `date` in front matter; without one the article is undated")
}

/// A date read from a file's name.
#[must_use]
pub fn date_from_name(span: Span) -> Diagnostic {
    note("date-from-name", span, "dated by the beginning of its file's name")
        .help("`date` in front matter overrules it")
}

/// A marker of related titles without one.
#[must_use]
pub fn related_empty(span: Span) -> Diagnostic {
    warning("related-empty", span, "a marker of related articles, and no title after it; left in the text")
        .help("write the headline of an article after it, or remove it")
}

/// A marker of related titles within a paragraph, behind which nobody can tell title from text.
#[must_use]
pub fn related_inline(span: Span) -> Diagnostic {
    let message = "a marker of related articles within a paragraph, and no telling where its title ends";
    warning("related-inline", span, message)
        .help("left in the text; give the marker and its title a line of their own")
}

/// An address that could run a program, or leads to what is no page.
#[must_use]
pub fn link_unsafe(span: Span, address: &str) -> Diagnostic {
    warning("link-unsafe", span, format!("a link to {} is left out", isolate(address)))
        .help("links may lead to http, https, mailto and tel addresses and to pages of the site")
}

/// An element that is not let into a page.
#[must_use]
pub fn element_removed(span: Span, name: &str) -> Diagnostic {
    html_removed(span, &isolate(&format!("<{name}>")))
}

/// An element that is not let into a page with what is in it, which is no text.
#[must_use]
pub fn program_removed(span: Span, name: &str) -> Diagnostic {
    html_removed(span, &format!("{}, with what is in it,", isolate(&format!("<{name}>"))))
}

/// An element that would hide all that follows it.
#[must_use]
pub fn unended_removed(span: Span, name: &str) -> Diagnostic {
    html_removed(span, &format!("{}, which does not end,", isolate(&format!("<{name}>"))))
}

/// An attribute that is not let into a page.
#[must_use]
pub fn attribute_removed(span: Span, name: &str) -> Diagnostic {
    html_removed(span, &format!("the attribute {}", isolate(name)))
}

/// An element that stands too deep in others.
#[must_use]
pub fn too_deep(span: Span, most: usize) -> Diagnostic {
    html_removed(span, &format!("an element inside {most} others"))
}

/// A tag of more than `most` parts.
#[must_use]
pub fn tag_shown(span: Span, most: usize) -> Diagnostic {
    warning(
        "html-removed",
        span,
        format!("a tag of more than {most} parts is shown as words, with what follows it"),
    )
    .help("close its quotation marks, or give it fewer attributes")
}

fn html_removed(span: Span, what: &str) -> Diagnostic {
    warning("html-removed", span, format!("{what} is left out, here and where it comes again")).help(
        "use Markdown, or an element that stays (docs/configuration.md); \
         a site that trusts all its authors says html = \"trusted\" in [markdown]",
    )
}
