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
    let (errors, warnings) = worth_saying(showing, origin, fault);
    let script =
        format!("<script src=\"{SCRIPT_PATH}\" data-showing=\"{}\" defer></script>\n", showing.number);
    let class = match (errors.is_empty(), warnings.is_empty()) {
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

/// Errors and warnings: the `fault` of the page itself, then what was found in the newest proof,
/// that about `origin` first.
fn worth_saying<'a>(
    showing: &'a Showing,
    origin: &str,
    fault: Option<&'a Diagnostic>,
) -> (Vec<Said<'a>>, Vec<Said<'a>>) {
    let Proof { sources, diagnostics, .. } = &*showing.newest;
    let others = diagnostics.iter().filter(|found| Some(*found) != fault);
    let mut others: Vec<_> =
        others.filter(|found| found.severity != Severity::Note).map(|found| (found, sources)).collect();
    let elsewhere = |found: &Diagnostic| found.span.as_ref().is_none_or(|span| &*span.source != origin);
    others.sort_by_key(|(found, _)| (elsewhere(found), &found.span));
    // The last good page cannot be made when its seed has changed and its former text is not kept:
    // the errors that hold the new text back say it better.
    let fault = fault.filter(|fault| !(showing.is_behind() && fault.code == "changed-meanwhile"));
    let all = fault.into_iter().map(|fault| (fault, &showing.good.sources)).chain(others);
    all.partition(|(found, _)| found.severity == Severity::Error)
}

/// `found` under its number, to be folded up; nothing if there is none.
fn list(found: &[Said<'_>], noun: &str, open: &str) -> String {
    if found.is_empty() {
        return String::new();
    }
    let number = count(found.len(), noun);
    let items: String = found.iter().take(MOST).map(|said| item(said, noun)).collect();
    let more = match found.len().saturating_sub(MOST) {
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
