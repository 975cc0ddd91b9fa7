//! Of templates and messages.

use super::{error, list};
use crate::diagnostic::{Diagnostic, Span};

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
pub fn messages_missing(span: Option<Span>, language: &str, known: &[&str]) -> Diagnostic {
    error("messages-missing", span, format!("there are no messages in the language `{language}`"))
        .help(format!("add templates/messages/{language}.ftl; there are {}", list(known)))
}
