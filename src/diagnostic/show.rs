//! Diagnostics as people and programs read them.
//!
//! No carets: a bidirectional terminal draws a line in another order than its characters stand,
//! so the culprit is quoted between isolates instead.

use serde::Serialize;

use super::{Diagnostic, Severity, Span};
use crate::source::{Position, Positions, position};
use crate::text::bidi::{controls_shown, isolate};

/// Looks up the decoded text of a source file.
pub type TextOf<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A diagnostic with its place worked out.
#[derive(Debug, Serialize)]
pub struct Shown<'d> {
    severity: Severity,
    code: &'d str,
    message: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'d str>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    position: Option<Position>,
    #[serde(skip)]
    line: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    here: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'d [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'d str>,
}

impl<'d> Shown<'d> {
    /// Works out line, column and quotation of `diagnostic`.
    #[must_use]
    pub fn new(diagnostic: &'d Diagnostic, text_of: TextOf<'_>) -> Self {
        let mut shown = Self::bare(diagnostic);
        if let Some(span) = diagnostic.span.as_ref().filter(|span| span.end > span.start)
            && let Some(text) = text_of(&span.source)
        {
            shown.quote(&text, span, position(&text, span.start));
        }
        shown
    }

    /// The same where text and position are known: takes the same time anywhere in a long text.
    #[must_use]
    pub fn at(diagnostic: &'d Diagnostic, text: &str, position: Position) -> Self {
        let mut shown = Self::bare(diagnostic);
        if let Some(span) = diagnostic.span.as_ref().filter(|span| span.end > span.start) {
            shown.quote(text, span, position);
        }
        shown
    }

    /// Gives each of `found`, shown, to `each`: those of one text are asked for behind one another, and the text once.
    /// The time that it takes grows with the text where they stand in the order of their places.
    pub fn all(found: &[&'d Diagnostic], text_of: TextOf<'_>, mut each: impl FnMut(Self)) {
        let source = |diagnostic: &&'d Diagnostic| {
            diagnostic.span.as_ref().filter(|span| span.end > span.start).map(|span| &span.source)
        };
        for of_one in found.chunk_by(|one, other| source(one) == source(other)) {
            let text = source(&of_one[0]).and_then(|source| text_of(source));
            let mut places = Positions::new(text.as_deref().unwrap_or_default());
            for diagnostic in of_one {
                let place = text.as_deref().zip(diagnostic.span.as_ref());
                each(match place {
                    Some((text, span)) => Self::at(diagnostic, text, places.at(span.start)),
                    None => Self::bare(diagnostic),
                });
            }
        }
    }

    fn bare(diagnostic: &'d Diagnostic) -> Self {
        Self {
            severity: diagnostic.severity,
            code: &diagnostic.code,
            message: &diagnostic.message,
            path: diagnostic.span.as_ref().map(|span| &*span.source),
            position: None,
            line: None,
            here: None,
            notes: &diagnostic.notes,
            help: diagnostic.help.as_deref(),
        }
    }

    fn quote(&mut self, text: &str, span: &Span, position: Position) {
        // What a span says of another text, or of its end, still leads to the nearest place.
        let start = text.floor_char_boundary(span.start);
        let here = &text[start..text.ceil_char_boundary(span.end)];
        let some = |quoted: String| Some(quoted).filter(|quoted| !quoted.is_empty());
        self.position = Some(position);
        self.line = some(around(text, start));
        self.here = some(shorten(here.lines().next().unwrap_or_default()));
    }

    fn place(&self) -> Option<String> {
        let path = controls_shown(self.path?);
        Some(match self.position {
            Some(Position { line, column }) => format!("{path}:{line}:{column}"),
            None => path,
        })
    }

    /// Several lines for a person.
    #[must_use]
    pub fn human(&self) -> String {
        let mut text = format!("{}[{}]: {}\n", name(self.severity), self.code, self.message);
        if let Some(place) = self.place() {
            text.push_str(&format!("  {place}\n"));
        }
        if let Some(line) = &self.line {
            text.push_str(&format!("  line  {}\n", isolate(line)));
        }
        if let Some(here) = self.here.as_ref().filter(|here| Some(*here) != self.line.as_ref()) {
            text.push_str(&format!("  here  {}\n", isolate(here)));
        }
        for note in self.notes {
            text.push_str(&format!("  note  {note}\n"));
        }
        if let Some(help) = self.help {
            text.push_str(&format!("  help  {help}\n"));
        }
        text
    }

    /// One line, as editors' error lists read it.
    #[must_use]
    pub fn short(&self) -> String {
        let place = self.place().map(|place| format!("{place}: ")).unwrap_or_default();
        format!("{place}{}[{}]: {}\n", name(self.severity), self.code, self.message)
    }
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// `1 warning`, `2 warnings`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    plural(number, noun, &format!("{noun}s"))
}

/// `1 address`, `2 addresses`.
#[must_use]
pub fn plural(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// How much of a line is quoted, in characters, and how much of that before its culprit.
const QUOTED: usize = 120;
const BEFORE: usize = 50;

/// Enough of the line around byte `at` to recognise it by: its beginning or, where the culprit
/// stands deep in it, what surrounds that. Looks no further than it quotes.
fn around(text: &str, at: usize) -> String {
    let is_end = |c: char| matches!(c, '\n' | '\r');
    let before = text[..at].char_indices().rev().take(BEFORE + 1).take_while(|&(_, c)| !is_end(c));
    let (count, start) = before.fold((0, at), |(count, _), (start, _)| (count + 1, start));
    let after = text[start..].char_indices().take(QUOTED + 2);
    let mut after = after.skip_while(|&(_, c)| !is_end(c)).map(|(end, _)| end);
    let limit = || text[start..].char_indices().nth(QUOTED + 2).map(|(end, _)| end);
    let window = &text[start..start + after.next().or_else(limit).unwrap_or(text.len() - start)];
    if count <= BEFORE {
        return shorten(window.trim());
    }
    // The first word may be cut.
    let whole = window.find(char::is_whitespace).filter(|&cut| start + cut < at).unwrap_or(0);
    format!("… {}", shorten(window[whole..].trim()))
}

/// Enough of a long line to recognise it by.
fn shorten(line: &str) -> String {
    match crate::text::words::cut(line, 120) {
        Some(head) => format!("{head} …"),
        None => line.to_owned(),
    }
}
