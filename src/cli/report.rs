//! Printing what was found, and what was done.

use std::io::Write;

use crate::cli::Format;
use crate::clock::Due;
use crate::diagnostic::show::Shown;
use crate::diagnostic::{Diagnostic, Severity};
use crate::serve::Terminal;
use crate::source::Sources;

/// Prints warnings and errors, sorted by place: for people on standard error, as JSON on standard
/// output.
pub(super) fn diagnostics(found: &mut [Diagnostic], sources: &Sources, format: Format) {
    found.sort_by(|a, b| (&a.span, a.severity, &a.code).cmp(&(&b.span, b.severity, &b.code)));
    let text_of = |path: &str| sources.any_text(path);
    let told: Vec<_> = found.iter().filter(|diagnostic| diagnostic.severity != Severity::Note).collect();
    let mut text = String::new();
    Shown::all(&told, &text_of, |shown| text.push_str(&self::told(&shown, format)));
    print(&text, format);
}

/// The codes of those notes.
const OF_NAMES: [&str; 2] = ["spellings", "author-without-profile"];

/// Prints the notes on names that articles share: no single article shows them.
pub(super) fn spellings(found: &[Diagnostic], sources: &Sources, format: Format) {
    let text_of = |path: &str| sources.any_text(path);
    let of_names: Vec<_> = found.iter().filter(|diagnostic| OF_NAMES.contains(&&*diagnostic.code)).collect();
    Shown::all(&of_names, &text_of, |shown| print(&told(&shown, format), format));
}

/// Prints what was found, out of the way of what was done.
pub(super) fn print(text: &str, format: Format) {
    // A closed pipe is the reader's wish, not a fault.
    let _ = match format {
        Format::Json => std::io::stdout().lock().write_all(text.as_bytes()),
        Format::Human | Format::Short => std::io::stderr().lock().write_all(text.as_bytes()),
    };
}

/// A diagnostic as it is printed.
pub(super) fn told(shown: &Shown<'_>, format: Format) -> String {
    match format {
        Format::Human => shown.human() + "\n",
        Format::Short => shown.short(),
        Format::Json => json(shown) + "\n",
    }
}

/// One value as a line of JSON.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("the program's own types have string keys")
}

/// Prints a line about the whole run, out of the way of JSON.
pub(super) fn summary(line: &str, format: Format) {
    let _ = match format {
        Format::Json => writeln!(std::io::stderr(), "{line}"),
        Format::Human | Format::Short => writeln!(std::io::stdout(), "{line}"),
    };
}

/// Prints when the next build is due: the line of a program stands among what it reads.
pub(super) fn next_due(due: Due, format: Format) {
    match format {
        Format::Json => {
            let line = serde_json::json!({ "due": due.when.to_string(), "because": due.cause });
            print(&format!("{line}\n"), format);
        }
        Format::Human | Format::Short => {
            summary(&format!("next build due {}: {}", due.when, due.cause.happening()), format);
        }
    }
}

/// How many of `found` have that severity.
pub(super) fn number_of(found: &[Diagnostic], severity: Severity) -> usize {
    found.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

/// Prints as the user asked for, while a preview runs.
pub(super) struct Printer(pub(super) Format);

impl Terminal for Printer {
    fn line(&self, line: &str) {
        summary(line, self.0);
    }

    fn diagnostics(&self, found: &mut [Diagnostic], sources: &Sources) {
        diagnostics(found, sources, self.0);
    }
}
