//! Of `site.toml`, front matter and conventions.

use std::borrow::Cow;

use super::{error, list, warning};
use crate::diagnostic::{Diagnostic, Span};
use crate::text::arabic::is_unseen;
use crate::text::bidi::isolate;
use crate::text::words::nearest;

/// There is no `site.toml`.
#[must_use]
pub fn config_missing(folder: &str) -> Diagnostic {
    error("config-missing", None, format!("no site.toml in {folder}"))
        .help("make one with a line such as: title = \"the name of your paper\"; or name the site's folder with --site")
}

/// The TOML cannot be understood; `before` and `here` are its line before the place and from there on.
#[must_use]
pub fn toml_syntax(span: Span, message: &str, before: &str, here: &str) -> Diagnostic {
    error("toml-syntax", span, message.lines().next().unwrap_or("broken TOML"))
        .help(toml_help(message, before, here))
}

/// What to do about broken TOML, by a part of what its parser says.
const TOML_HELPS: [(&str, &str); 9] = [
    ("date", "write a date as 2026-05-01 or 2026-05-01T14:30:00"),
    ("boolean", "write true or false, in small letters and without quotes"),
    ("missing comma", "write , between the values, and ] or } behind the last"),
    ("key with no value", KEY_WITHOUT_EQUALS),
    ("extra `=`", "write = once: key = \"value\""),
    ("unclosed table", "put ] behind its name"),
    ("unquoted key", "keys are in Latin letters, as title is; one in others stands in quotes"),
    ("escape", "write \\\\ for \\, or put the text in ' '"),
    ("invalid basic string", "put a quote behind the text too: key = \"value\""),
];

const KEY_WITHOUT_EQUALS: &str = "write = after the key: key = \"value\"";

fn toml_help(message: &str, before: &str, here: &str) -> Cow<'static, str> {
    let is_behind = |quote: char| before.trim_end().ends_with(quote) && !here.starts_with(quote);
    let is_left_over = message.contains("unexpected key or value") || message.contains("missing comma");
    let help = match here.chars().next() {
        Some(c) if !c.is_ascii() && is_unseen(c) => {
            let code = u32::from(c);
            return format!("a character that cannot be seen stands here, U+{code:04X}: delete it").into();
        }
        Some(':') => KEY_WITHOUT_EQUALS,
        Some('،') if message.contains("comma") => "between values write , and not ،",
        Some('؛') if message.contains("comma") => "between values write , and not ؛",
        Some('“' | '”' | '„' | '«' | '»' | '‘' | '’') if message.contains("quoted") => {
            "write straight quotes: key = \"value\"; “ ” and « » may stand inside them"
        }
        Some(_) if is_left_over && is_behind('"') => {
            "a quote ends the text before this: write « » inside it, or \\\""
        }
        Some(_) if is_left_over && is_behind('\'') => {
            "a quote ends the text before this: write ’ inside it, or put it in \" \""
        }
        _ => {
            let known = TOML_HELPS.iter().find(|(part, _)| message.contains(part));
            known.map_or("text values stand in quotes: key = \"value\"", |(_, help)| help)
        }
    };
    help.into()
}

/// A key that means nothing.
#[must_use]
pub fn unknown_key(span: Span, name: &str, table: &str, known: &[Cow<'static, str>]) -> Diagnostic {
    let place = if table.is_empty() { String::new() } else { format!(" in [{table}]") };
    let mut names: Vec<&str> = known.iter().map(|key| &**key).collect();
    names.sort_unstable();
    names.dedup();
    let help = match nearest(name, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("known keys: {}", list(&names)),
    };
    error("unknown-key", span, format!("unknown key `{name}`{place}")).help(help)
}

/// A value of another type or form than its key takes.
#[must_use]
pub fn wrong_type(span: Span, key: &str, expected: &str) -> Diagnostic {
    error("wrong-type", span, format!("`{key}` must be {expected}"))
        .help("change the value or remove the key")
}

/// A key that must be there is not.
#[must_use]
pub fn missing_key(span: Span, key: &str) -> Diagnostic {
    error("missing-key", span, format!("`{key}` is missing")).help(match key.rsplit_once('.') {
        Some((table, key)) => format!("add a line below [{table}]: {key} = \"…\""),
        None => format!("add a line: {key} = \"…\""),
    })
}

/// A word that is none of those a key takes.
#[must_use]
pub fn unknown_value(span: Span, value: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(value, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("it may be {}", list(known)),
    };
    error("unknown-value", span, format!("`{value}` means nothing here")).help(help)
}

pub(super) fn bad_value(span: Span, message: String, help: &str) -> Diagnostic {
    error("bad-value", span, message).help(help)
}

/// A language tag without the form of one.
#[must_use]
pub fn bad_language(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("`{value}` is no language tag"),
        "write it as in ar, ar-SY, ckb or fa-AF (BCP 47)",
    )
}

/// A base address that is no address.
#[must_use]
pub fn bad_base_url(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("`{value}` is no address of a site"),
        "write it whole, as in https://example.org/ or https://example.org/ar/, without a user, a query or a fragment",
    )
}

/// An address that leads to no page of the web.
#[must_use]
pub fn bad_web_address(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("`{value}` is no address on the web"),
        "write it whole, as in https://example.org/",
    )
}

/// An address that leads neither into the site nor to the web.
#[must_use]
pub fn bad_address(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("`{value}` leads nowhere"),
        "write a path of the site, as in about.html, or a whole address with https://",
    )
}

/// Two feeds for one partner.
#[must_use]
pub fn feed_twice(span: Span, name: &str) -> Diagnostic {
    bad_value(span, format!("there are two feeds for `{name}`"), "keep one of them")
}

/// A colour that is none.
#[must_use]
pub fn bad_color(span: Span, value: &str) -> Diagnostic {
    bad_value(span, format!("`{value}` is no colour"), "write it as in #0b5b60")
}

/// A time zone that nobody knows.
#[must_use]
pub fn bad_timezone(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("unknown time zone `{value}`"),
        "write its IANA name, as in Asia/Damascus or Asia/Baghdad",
    )
}

/// A permalink that makes no addresses.
#[must_use]
pub fn bad_permalink(span: Span, reason: &str) -> Diagnostic {
    bad_value(
        span,
        format!("this is no form of an address: {reason}"),
        "the standard form is {section}/{year}/{month}/{slug}.html",
    )
}

/// A slug that would change or vanish in an address.
#[must_use]
pub fn bad_slug(span: Span, value: &str, fit: Option<&str>) -> Diagnostic {
    let help = match fit {
        Some(fit) => format!("write it as `{fit}`"),
        None => "give it at least one letter or digit".to_owned(),
    };
    error("bad-value", span, format!("`{value}` cannot stand in an address")).help(help)
}

/// A key that IndexNow would not take.
#[must_use]
pub fn bad_indexnow_key(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("{} is no key of IndexNow", isolate(value)),
        "write 8 to 128 Latin letters, digits and hyphens, made up at random",
    )
}

/// What others are to read of a site whose address is not known.
#[must_use]
pub fn without_base(span: Span, what: &str) -> Diagnostic {
    error("missing-key", span, format!("{what} needs `base_url`: elsewhere only whole addresses lead here"))
        .help("add a line at the top: base_url = \"https://…\"")
}

/// An alias that no reader could have asked this site for.
#[must_use]
pub fn bad_alias(span: Span, value: &str, reason: &str) -> Diagnostic {
    bad_value(
        span,
        format!("{} is no old address of this site: {reason}", isolate(value)),
        "write its path from the site's root, as in /2019/05/old.html or /?p=123",
    )
}

/// Spellings without a second one.
#[must_use]
pub fn bad_variants(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("{} names no two spellings", isolate(value)),
        "write it as: \"one spelling = another\"",
    )
}

/// A section that is listed already.
#[must_use]
pub fn section_twice(span: Span, slug: &str) -> Diagnostic {
    bad_value(span, format!("the section `{slug}` is listed twice"), "keep one of them")
}

/// A section that `site.toml` does not list, where it lists others.
#[must_use]
pub fn section_unknown(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("site.toml lists no section {}; one of that name is made", isolate(name));
    warning("section-unknown", span, message).help(match near {
        Some(near) => format!("did you mean {}?", isolate(near)),
        None => "write the slug or the title of a section, or list this one: [[section]]".to_owned(),
    })
}

/// A folder of articles that is no section of those that `site.toml` lists.
#[must_use]
pub fn folder_unknown(span: Span, folder: &str, near: Option<&str>) -> Diagnostic {
    let message =
        format!("site.toml lists no section for the folder {}; one of that name is made", isolate(folder));
    warning("section-unknown", span, message).help(match near {
        Some(near) => format!("did you mean {}?", isolate(near)),
        None => "move its articles into the folder of a section, or list this one: [[section]]".to_owned(),
    })
}

/// An edition in a language that another edition has.
#[must_use]
pub fn edition_twice(span: Span, language: &str) -> Diagnostic {
    bad_value(
        span,
        format!("two editions have the language `{language}`"),
        "give one of them a tag with its country, as in ar-MA, or remove it",
    )
}

/// An edition where something else stands already.
#[must_use]
pub fn edition_place_taken(span: Span, path: &str, other: &str) -> Diagnostic {
    bad_value(
        span,
        format!("this edition and {other} would both stand at {path}"),
        "give the edition another `path`",
    )
}

/// A section or an edition in a folder that the program fills itself.
#[must_use]
pub fn folder_taken(span: Span, folder: &str, all: &[&str]) -> Diagnostic {
    bad_value(
        span,
        format!("the folder {folder}/ is taken: it holds what Warraq makes of the articles"),
        &format!("choose another name; taken are {}", list(all)),
    )
}

/// More editions than a site can have.
#[must_use]
pub fn editions_too_many(span: Span) -> Diagnostic {
    bad_value(span, "a site has at most 256 editions".to_owned(), "remove the editions from here on")
}

/// A country without the form of its code.
#[must_use]
pub fn bad_country(span: Span, value: &str) -> Diagnostic {
    bad_value(
        span,
        format!("`{value}` is no code of a country"),
        "write its two letters, as in SY, EG, MA or DZ (ISO 3166)",
    )
}

/// Two sets of months that are one.
#[must_use]
pub fn months_alike(span: Span) -> Diagnostic {
    bad_value(
        span,
        "both sets of months have the same names".to_owned(),
        "name two countries that differ in `country` and `second`, as in SY and EG, or remove the key",
    )
}

/// A calendar beside itself.
#[must_use]
pub fn calendar_twice(span: Span) -> Diagnostic {
    bad_value(
        span,
        "dates are of this calendar already".to_owned(),
        "name another calendar, or remove the key",
    )
}

/// A calendar whose months have no names in the language.
#[must_use]
pub fn months_unknown(span: Span, language: &str) -> Diagnostic {
    bad_value(
        span,
        format!("nobody knows the months of this calendar in `{language}`"),
        "name another calendar, or remove the key",
    )
}

/// A page outside the news that `site.toml` names and nobody wrote.
#[must_use]
pub fn page_unknown(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("there is no page {} outside the news; it is left out", isolate(name));
    warning("page-unknown", span, message).help(match near {
        Some(near) => format!("did you mean {}?", isolate(near)),
        None => "write it: seeds/pages/ holds such pages, which are named without their ending".to_owned(),
    })
}

/// A date that no calendar has.
#[must_use]
pub fn bad_date(span: Span, value: &str) -> Diagnostic {
    bad_value(span, format!("`{value}` is no date"), "write it as 2026-05-01 or 2026-05-01T14:30:00")
}

/// A newsletter provider that the table does not hold.
#[must_use]
pub fn unknown_provider(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(name, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("known providers: {}; `custom` takes any form's address", list(known)),
    };
    error("unknown-value", span, format!("unknown newsletter provider `{name}`")).help(help)
}

/// A rule that would match everything.
#[must_use]
pub fn convention_without_test(span: Span) -> Diagnostic {
    error("convention-broken", span, "this rule does not say what it matches")
        .help("give it `starts`, `ends`, `equals`, `pattern` or `shape`")
}

/// A rule for markers within paragraphs that says not what follows them.
#[must_use]
pub fn convention_inline_alone(span: Span) -> Diagnostic {
    error("convention-broken", span, "within a paragraph a marker is known by what follows it")
        .help("give the rule `followed_by`, or `takes = \"gaps\"`")
}

/// A rule whose regular expression cannot be understood.
#[must_use]
pub fn bad_pattern(span: Span, message: &str) -> Diagnostic {
    let reason = message.lines().last().unwrap_or_default().trim_start_matches("error: ");
    error("convention-broken", span, format!("this pattern is no regular expression: {reason}"))
        .help("use `starts` where you can; a pattern sees the line folded (ا for أ إ آ, ي for ى, ه for ة, no marks)")
}

/// A rule that fails a test which it carries.
#[must_use]
pub fn convention_broken(span: Span, should_match: bool) -> Diagnostic {
    let message =
        if should_match { "the rule does not match this line" } else { "the rule matches this line" };
    error("convention-broken", span, message).help("correct the rule, or the line in `matches` or `rejects`")
}
