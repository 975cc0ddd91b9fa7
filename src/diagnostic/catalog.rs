//! Every message of the program, one constructor each.
//!
//! A message says what is the matter in one line; its help says what to do. Words of the site
//! stand between isolates, so that a line of two directions stays legible.

mod audit;
mod feeds;
mod output;
mod pictures;
mod seeds;
mod settings;
mod site;
mod templates;
mod typography;

pub use audit::*;
pub use feeds::*;
pub use output::*;
pub use pictures::*;
pub use seeds::*;
pub use settings::*;
pub use site::*;
pub use templates::*;
pub use typography::*;

use super::{Diagnostic, Severity, Span};

fn error(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Diagnostic {
    let (span, message) = (span.into(), message.into());
    let code = code.into();
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
