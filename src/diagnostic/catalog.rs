//! Every message of the program, one constructor each.
//!
//! A message says what is the matter in one line; its help says what to do. Words of the site
//! stand between isolates, so that a line of two directions stays legible.

use std::borrow::Cow;

use super::{Diagnostic, Severity, Span};
use crate::source::SourcePath;
use crate::text::bidi::isolate;
use crate::text::words::nearest;

fn error(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Diagnostic {
    let (span, message) = (span.into(), message.into());
    Diagnostic { severity: Severity::Error, code, span, message, notes: Vec::new(), help: None }
}

fn warning(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(code, span, message) }
}

fn note(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Note, ..error(code, span, message) }
}

impl Diagnostic {
    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

// ---- site.toml and front matter ----

/// There is no `site.toml`.
#[must_use]
pub fn config_missing(folder: &str) -> Diagnostic {
    error("config-missing", None, format!("no site.toml in {folder}"))
        .help("make one with a line such as: title = \"the name of your paper\"; or name the site's folder with --site")
}

/// The TOML cannot be understood.
#[must_use]
pub fn toml_syntax(span: Span, message: &str) -> Diagnostic {
    error("toml-syntax", span, message.lines().next().unwrap_or("broken TOML"))
        .help("text values stand in quotes: key = \"value\"")
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
    error("missing-key", span, format!("`{key}` is missing")).help(format!("add a line: {key} = \"…\""))
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

fn bad_value(span: Span, message: String, help: &str) -> Diagnostic {
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
        "write it whole, as in https://example.org/ or https://example.org/ar/",
    )
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

// ---- seeds ----

/// A file that cannot be read.
#[must_use]
pub fn unreadable(path: &SourcePath, reason: &std::io::Error) -> Diagnostic {
    error("unreadable", Span::file(path), format!("this file cannot be read: {reason}"))
        .help("check that it exists and that you may read it")
}

/// A file whose bytes are no text.
#[must_use]
pub fn undecodable(path: &SourcePath, byte: usize) -> Diagnostic {
    error(
        "undecodable",
        Span::file(path),
        format!("this is no UTF-8 text: byte {} is not part of a letter", byte + 1),
    )
    .help("save the file as UTF-8")
}

/// A seed without a word.
#[must_use]
pub fn seed_empty(path: &SourcePath) -> Diagnostic {
    error("seed-empty", Span::file(path), "this article holds no word")
        .help("write it, or move the file out of seeds/")
}

/// A `.toml` beside no article.
#[must_use]
pub fn sidecar_orphan(path: &SourcePath) -> Diagnostic {
    warning("sidecar-orphan", Span::file(path), "there is no .txt or .md of this name beside it")
        .help("give it the name of its article, or remove it")
}

/// A file or folder whose name is no text.
#[must_use]
pub fn name_unreadable(path: &SourcePath) -> Diagnostic {
    error("name-unreadable", Span::file(path), "this name is no UTF-8 text").help("rename the file")
}

/// A symbolic link, which is not followed.
#[must_use]
pub fn symlink(path: &SourcePath) -> Diagnostic {
    warning("symlink", Span::file(path), "symbolic links are not followed").help("put the file itself here")
}

/// Front matter that does not end.
#[must_use]
pub fn front_matter_unclosed(span: Span) -> Diagnostic {
    error("front-matter-unclosed", span, "the front matter begins here and does not end")
        .help("put a line +++ after its last key")
}

/// Front matter both in the seed and beside it.
#[must_use]
pub fn front_matter_twice(span: Span, sidecar: &str) -> Diagnostic {
    error("front-matter-twice", span, format!("there is front matter here and in {sidecar}"))
        .help("keep one of them")
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

/// An address that could run a program.
#[must_use]
pub fn link_unsafe(span: Span, address: &str) -> Diagnostic {
    warning("link-unsafe", span, format!("a link to {} is left out", isolate(address)))
        .help("links may lead to http, https, mailto and tel addresses and to pages of the site")
}

// ---- the site as a whole ----

/// A related title that no article bears.
#[must_use]
pub fn related_not_found(span: Span, near: Option<(&str, &str)>) -> Diagnostic {
    let found = warning("related-not-found", span, "no article has this headline");
    match near {
        Some((headline, path)) => found.help(format!("did you mean {} ({path})?", isolate(headline))),
        None => found.help("it is shown without a link; write the headline of an article of this site"),
    }
}

/// A related title that its own article bears.
#[must_use]
pub fn related_self(span: Span) -> Diagnostic {
    warning("related-self", span, "this is the headline of this very article; shown without a link")
        .help("write the headline of another article")
}

/// A related title that several articles bear.
#[must_use]
pub fn related_ambiguous(span: Span, chosen: &str, other: &str) -> Diagnostic {
    warning(
        "related-ambiguous",
        span,
        format!("two articles have this headline: linked to {chosen}, not to {other}"),
    )
    .help("give one of them another headline")
}

/// Invitations to a newsletter that nobody receives.
#[must_use]
pub fn newsletter_no_provider(span: Span, count: usize) -> Diagnostic {
    let articles =
        if count == 1 { "1 article invites".to_owned() } else { format!("{count} articles invite") };
    warning(
        "newsletter-no-provider",
        span,
        format!("{articles} to a newsletter and no provider is set; shown without a form"),
    )
    .help("name one in site.toml: [newsletter] provider = \"…\"")
}

/// Two articles on one address.
#[must_use]
pub fn url_collision(span: Span, other: &str, path: &str) -> Diagnostic {
    error("url-collision", span, format!("this article and {other} both make {path}"))
        .help("give one of them another `slug` in front matter")
}

/// Two outputs on one path.
#[must_use]
pub fn output_collision(path: &str, first: &str, second: &str) -> Diagnostic {
    error("output-collision", None, format!("two files would be {path}: {first} and {second}"))
        .help("rename one of them")
}

// ---- templates and messages ----

/// A template that cannot be understood or filled.
#[must_use]
pub fn template(span: Option<Span>, message: &str, called_from: Vec<String>) -> Diagnostic {
    let found = error("template", span, message.trim().to_owned());
    Diagnostic { notes: called_from, ..found }.help("see docs/templates.md for what each template is given")
}

/// A message file that cannot be understood.
#[must_use]
pub fn message_syntax(span: Span, message: &str) -> Diagnostic {
    error("message-syntax", span, format!("broken message: {message}"))
        .help("a message is a line such as: read-more = …  (projectfluent.org)")
}

/// A language without messages.
#[must_use]
pub fn messages_missing(language: &str, known: &[&str]) -> Diagnostic {
    error("messages-missing", None, format!("there are no messages in the language `{language}`"))
        .help(format!("add templates/messages/{language}.ftl; there are {}", list(known)))
}

// ---- publishing and preview ----

/// A seed that changed between being read and being printed.
#[must_use]
pub fn changed_meanwhile(path: &SourcePath) -> Diagnostic {
    error("changed-meanwhile", Span::file(path), "this file changed while the site was being built")
        .help("build again")
}

/// Output that cannot be written.
#[must_use]
pub fn output_unwritable(path: &str, doing: &str, reason: &std::io::Error) -> Diagnostic {
    error("output-unwritable", None, format!("{doing} {path}: {reason}"))
        .help("the site is as it was; check the folder's rights and the free space of its disk")
}

/// Another build at work.
#[must_use]
pub fn output_busy(pid: Option<u32>) -> Diagnostic {
    let who = pid.map_or_else(String::new, |pid| format!(" (process {pid})"));
    error("output-busy", None, format!("another build is writing this site{who}"))
        .help("wait until it has ended")
}

/// A file of somebody else where one of ours must go.
#[must_use]
pub fn output_foreign(path: &str) -> Diagnostic {
    error("output-foreign", None, format!("{path} was not made by Warraq and stands where a page must go"))
        .help("move it away, or choose another folder with --output")
}

/// No port to serve on.
#[must_use]
pub fn port(port: u16, reason: &std::io::Error) -> Diagnostic {
    error("port", None, format!("cannot serve on port {port} or the next ones: {reason}"))
        .help("choose another with --port")
}

/// Files that cannot be watched.
#[must_use]
pub fn watch(reason: &str) -> Diagnostic {
    error("watch", None, format!("cannot watch the site's files: {reason}"))
        .help("build without --serve, or raise the system's limit of watched files")
}

/// A place outside any site's error: a path given on the command line that is no article.
#[must_use]
pub fn no_article(path: &SourcePath) -> Diagnostic {
    error("no-article", Span::file(path), "this is no article: its name must end in .txt or .md")
        .help("name an article's file")
}
