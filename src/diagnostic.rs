//! What the program has to say about a site: one type, whatever stage says it.
//!
//! Stages that cannot fail return [`Checked`]: a value and what was found on the way. Every
//! message is made in [`catalog`] and shown by [`show`].

pub mod catalog;
pub mod show;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::source::{Seed, SourcePath};

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The build would publish something wrong, or nothing: it stops.
    Error,
    /// An editor should know; a reader survives.
    Warning,
    /// What was understood and could be overruled; shown by `inspect` only.
    Note,
}

/// A part of a source file, in bytes of its decoded text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub source: SourcePath,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Span {
    /// The span of `range` in `source`.
    #[must_use]
    pub fn new(source: &SourcePath, range: Range<usize>) -> Self {
        Self { source: source.clone(), start: range.start, end: range.end }
    }

    /// The whole file, without a place in it.
    #[must_use]
    pub fn file(source: &SourcePath) -> Self {
        Self::new(source, 0..0)
    }

    /// The span of `range` in an article's file or, where it stands `in_sidecar`, in the `.toml` beside it.
    #[must_use]
    pub fn in_seed(seed: &Seed, range: &Range<u32>, in_sidecar: bool) -> Self {
        let source = seed.sidecar.as_ref().filter(|_| in_sidecar).unwrap_or(&seed.path);
        Self::new(source, range.start as usize..range.end as usize)
    }
}

/// A value with its place in a file.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// One thing to say, with its place and the way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// The stable name under which `docs/diagnostics.md` explains it.
    pub code: Cow<'static, str>,
    /// Where, unless it concerns no file. An empty span means the file as a whole.
    pub span: Option<Span>,
    /// What is the matter, in one line.
    pub message: String,
    /// Further places: `called from article.html:3:12`.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A value, and what was found while it was made.
#[derive(Debug)]
#[must_use]
pub struct Checked<T> {
    /// The best value that could be made.
    pub value: T,
    /// What to say about it.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// Takes the value and moves the diagnostics to `all`.
    pub fn drain_into(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

/// Whether any of `diagnostics` is an error.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}
