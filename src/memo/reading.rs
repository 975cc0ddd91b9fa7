//! What became of one seed when it was read alone.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Place;
use crate::clock::When;
use crate::diagnostic::Diagnostic;
use crate::manuscript::{Head, Marks};
use crate::source::Stamp;
use crate::sum::Sum;

/// What became of one seed when it was read alone.
#[derive(Clone, Debug)]
pub struct Reading {
    /// How its files stood before they were read, if that can be relied on.
    pub stamp: Option<Stamp>,
    /// The sum of all that was read; `None` when its text could not be.
    pub sum: Option<Sum>,
    /// What it came to.
    pub outcome: Outcome,
    /// Of an article, where in its text stands what its page shows; none where its page has it parsed again.
    pub marks: Option<Marks>,
    /// What there is to say about it; of most there is nothing.
    pub(super) diagnostics: Option<Arc<Vec<Diagnostic>>>,
    /// Where the last build left it.
    pub(super) kept: Option<Place>,
}

impl Reading {
    /// A new reading.
    #[must_use]
    pub fn new(
        stamp: Option<Stamp>,
        sum: Option<Sum>,
        outcome: Outcome,
        marks: Option<Marks>,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        Self { stamp, sum, outcome, marks, diagnostics: some(diagnostics), kept: None }
    }

    /// That of a frame, of files with this stamp and sum.
    pub(super) fn of(record: Record, stamp: Option<Stamp>, sum: Option<Sum>, kept: Option<Place>) -> Self {
        let Record { outcome, marks, diagnostics } = record;
        Self { stamp, sum, outcome, marks, diagnostics, kept }
    }

    /// What stands of it in a frame.
    pub(super) fn record(&self) -> Record {
        let Self { outcome, marks, diagnostics, .. } = self.clone();
        Record { outcome, marks, diagnostics }
    }

    /// The same reading, of files that now have this stamp.
    #[must_use]
    pub fn restamped(self, stamp: Option<Stamp>) -> Self {
        Self { stamp, ..self }
    }

    /// What there is to say about it.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics.as_deref().map_or(&[], Vec::as_slice)
    }
}

/// A reading in a frame.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) outcome: Outcome,
    marks: Option<Marks>,
    diagnostics: Option<Arc<Vec<Diagnostic>>>,
}

fn some(diagnostics: Vec<Diagnostic>) -> Option<Arc<Vec<Diagnostic>>> {
    (!diagnostics.is_empty()).then(|| diagnostics.into())
}

/// What a seed came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// An article, of which this is kept.
    Article(Arc<Head>),
    /// A draft, where drafts do not count.
    Draft,
    /// Nothing that could be published: what there is to say about it says why.
    Nothing,
}

impl Outcome {
    /// The head of an article.
    #[must_use]
    pub fn head(&self) -> Option<&Arc<Head>> {
        match self {
            Self::Article(head) => Some(head),
            Self::Draft | Self::Nothing => None,
        }
    }
}

/// How many seeds came to what.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Outcomes {
    /// How many are articles that are published.
    pub articles: usize,
    /// How many are articles whose date lies ahead.
    pub embargoed: usize,
    /// The first of their dates.
    pub until: Option<When>,
    /// How many are articles whose time is over.
    pub expired: usize,
    /// How many are drafts that do not count.
    pub drafts: usize,
    /// How many came to nothing.
    pub nothing: usize,
}

impl Outcomes {
    /// How many articles are not out because they say so.
    #[must_use]
    pub fn withheld(&self) -> usize {
        self.embargoed + self.expired + self.drafts
    }
}
