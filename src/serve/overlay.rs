//! What the preview lays over a page: the diagnostics, and a script that reloads it.
//!
//! Everything comes from this server (`default-src 'self'` lets it pass) and nothing is inline.
//! Words of the site stand escaped between isolates, each diagnostic in a box of its own
//! direction.

use super::proof::{Proof, Showing};
use crate::diagnostic::show::{Shown, count};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// The address of the stream that tells of changes.
pub(super) const STREAM_PATH: &str = "/_warraq/reload";
/// The address of [`SCRIPT`].
pub(super) const SCRIPT_PATH: &str = "/_warraq/reload.js";
/// The address of [`STYLE`].
pub(super) const STYLE_PATH: &str = "/_warraq/overlay.css";
/// Listens to the stream and reloads the page.
pub(super) const SCRIPT: &str = include_str!("reload.js");
/// What the diagnostics look like.
pub(super) const STYLE: &str = include_str!("overlay.css");

/// How many errors, and how many warnings, are laid over a page; the terminal has them all.
const MOST: usize = 50;

/// Lays over `page` what there is to say: of what it is made of, `origin`, before the rest.
pub(super) fn lay_over(mut page: Vec<u8>, showing: &Showing, origin: &str) -> Vec<u8> {
    let over = over(showing, origin, None);
    let at = end_of_body(&page);
    page.splice(at..at, over.into_bytes());
    page
}

/// A page in the place of one that is not there: its `title` and, if that is why, a `fault`.
pub(super) fn page(title: &str, showing: &Showing, fault: Option<&Diagnostic>) -> String {
    let over = over(showing, "", fault);
    format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{STYLE_PATH}\">\n</head>\n\
         <body class=\"warraq-page\">\n<h1>{title}</h1>\n{over}</body>\n</html>\n"
    )
}

/// Where `</body` stands; the end if it does not.
fn end_of_body(page: &[u8]) -> usize {
    let tag = b"</body";
    let is_tag = |&at: &usize| page[at..at + tag.len()].eq_ignore_ascii_case(tag);
    (0..(page.len() + 1).saturating_sub(tag.len())).rev().find(is_tag).unwrap_or(page.len())
}

fn over(showing: &Showing, origin: &str, fault: Option<&Diagnostic>) -> String {
    let [errors, warnings] =
        [Severity::Error, Severity::Warning].map(|severity| worth_saying(showing, severity, origin, fault));
    let script =
        format!("<script src=\"{SCRIPT_PATH}\" data-showing=\"{}\" defer></script>\n", showing.number);
    let class = match (errors.number == 0, warnings.number == 0) {
        (true, true) => return script,
        (true, false) => "warning",
        (false, _) => "error",
    };
    let beneath = match fault {
        None if showing.is_behind() => "<p>Beneath is the last page that was made without errors.</p>\n",
        _ => "",
    };
    let (errors, warnings) = (list(&errors, "error", " open"), list(&warnings, "warning", ""));
    format!(
        "<link rel=\"stylesheet\" href=\"{STYLE_PATH}\">\n\
         <aside id=\"warraq-overlay\" class=\"{class}\" lang=\"en\" dir=\"ltr\" aria-label=\"Warraq preview\">\n\
         {beneath}{errors}{warnings}</aside>\n{script}"
    )
}

/// What is said about a site, with the sources that it speaks of.
type Said<'a> = (&'a Diagnostic, &'a Sources);

/// What is said of one severity: how much there is, and the first of it.
struct Found<'a> {
    number: usize,
    first: Vec<Said<'a>>,
}

/// What there is to say of one severity: the `fault` of the page itself, then what was found in the newest
/// proof, that about `origin` first.
fn worth_saying<'a>(
    showing: &'a Showing,
    severity: Severity,
    origin: &str,
    fault: Option<&'a Diagnostic>,
) -> Found<'a> {
    let Proof { sources, diagnostics, .. } = &*showing.newest;
    let places = if severity == Severity::Error { &showing.errors } else { &showing.warnings };
    let source = |&nth: &usize| diagnostics[nth].span.as_ref().map(|span| &*span.source);
    let start = places.partition_point(|nth| source(nth) < Some(origin));
    let end = places.partition_point(|nth| source(nth) <= Some(origin));
    let others = places[start..end].iter().chain(&places[..start]).chain(&places[end..]);
    let others = others.map(|&nth| &diagnostics[nth]).filter(|found| Some(*found) != fault);
    // Where no page failed, nothing is passed over.
    let number = fault.map_or(places.len(), |_| others.clone().count());
    // The last good page cannot be made when its seed has changed and its former text is not kept:
    // the errors that hold the new text back say it better.
    let is_said_better = |fault: &Diagnostic| showing.is_behind() && fault.code == "changed-meanwhile";
    let fault = fault.filter(|fault| fault.severity == severity && !is_said_better(fault));
    let others = others.take(MOST).map(|found| (found, sources));
    let first = fault.map(|fault| (fault, &showing.good.sources)).into_iter().chain(others);
    Found { number: number + usize::from(fault.is_some()), first: first.take(MOST).collect() }
}

/// `found` under its number, to be folded up; nothing if there is none.
fn list(found: &Found<'_>, noun: &str, open: &str) -> String {
    if found.number == 0 {
        return String::new();
    }
    let number = count(found.number, noun);
    let items: String = found.first.iter().map(|said| item(said, noun)).collect();
    let more = match found.number - found.first.len() {
        0 => String::new(),
        more => format!("<p>… and {more} more: see the terminal.</p>\n"),
    };
    format!("<details{open}>\n<summary>{number}</summary>\n<ul>\n{items}</ul>\n{more}</details>\n")
}

/// One diagnostic as on the terminal: its first line, and the rest below it.
fn item((diagnostic, sources): &Said<'_>, class: &str) -> String {
    let text_of = |path: &str| sources.any_text(path);
    let text = Shown::new(diagnostic, &text_of).human();
    let (head, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let (head, rest) = (escape(head), escape(rest.trim_end_matches('\n')));
    format!("<li class=\"{class}\"><p>{head}</p><pre>{rest}</pre></li>\n")
}

/// `text` for HTML; control characters become visible.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() && c != '\n' => escaped.push_str(&format!("&lt;U+{:04X}&gt;", c as u32)),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_overlay_goes_before_the_last_end_of_the_body() {
        for (page, at) in [
            (&b"<body></body>"[..], 6),
            (b"<pre>&lt;/body></pre><!-- </body> --></BODY >", 37),
            (b"<p>no end", 9),
            (b"", 0),
            (b"</body", 0),
            (b"</bod", 5),
        ] {
            assert_eq!(end_of_body(page), at, "{}", String::from_utf8_lossy(page));
        }
    }

    #[test]
    fn words_of_the_site_are_no_markup() {
        assert_eq!(escape("<b a=\"'\">&\u{0}"), "&lt;b a=&quot;&#39;&quot;&gt;&amp;&lt;U+0000&gt;");
        assert_eq!(escape("\u{2068}نص\u{2069}\n"), "\u{2068}نص\u{2069}\n");
    }
}
