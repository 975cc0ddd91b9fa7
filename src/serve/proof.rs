//! Proofs: the site as it stands at a moment, compiled and ready to be shown.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::kept::Kept;
use crate::diagnostic::{Checked, Diagnostic, any_error};
use crate::render::Press;
use crate::source::Sources;
use crate::{Compiled, compile};

/// A compiled site with all that was found. Nobody changes one: a change pulls a new proof.
pub struct Proof {
    /// The files. What was read of them is kept in memory as far as there is room, so that this
    /// proof can be shown although they have changed.
    pub sources: Sources,
    /// What became of them.
    pub compiled: Compiled,
    /// What there is to say about them.
    pub diagnostics: Vec<Diagnostic>,
}

impl Proof {
    /// Compiles what was read. `drafts` says whether drafts count.
    #[must_use]
    pub fn pull(read: Checked<Sources>, drafts: bool) -> Self {
        let mut diagnostics = Vec::new();
        let mut sources = read.drain_into(&mut diagnostics);
        sources.store = Box::new(Kept::new(sources.store));
        let compiled = compile(&sources, drafts).drain_into(&mut diagnostics);
        Self { sources, compiled, diagnostics }
    }

    /// The press that makes its pages.
    pub(super) fn press(&self) -> Press<'_> {
        self.compiled.press(&self.sources)
    }

    /// Whether it has no error.
    pub(super) fn is_good(&self) -> bool {
        !any_error(&self.diagnostics)
    }
}

/// What is shown at a moment: pages of the last good proof, and what there is to say about the
/// newest one.
pub(super) struct Showing {
    /// Tells this showing from those before it, and from those of another run.
    pub(super) number: u64,
    /// The newest proof.
    pub(super) newest: Arc<Proof>,
    /// The newest proof without errors; as long as there is none, the newest.
    pub(super) good: Arc<Proof>,
}

impl Showing {
    /// The first showing.
    pub(super) fn first(proof: Proof) -> Self {
        let proof = Arc::new(proof);
        // By chance, so that a page left open since another run is known to be old.
        let number = RandomState::new().hash_one(()) >> 16;
        Self { number, newest: proof.clone(), good: proof }
    }

    /// The showing after this one.
    pub(super) fn then(&self, proof: Proof) -> Self {
        let newest = Arc::new(proof);
        let good = if newest.is_good() || !self.good.is_good() { &newest } else { &self.good }.clone();
        Self { number: self.number + 1, newest, good }
    }

    /// Whether an older proof is shown, since the newest has errors.
    pub(super) fn is_behind(&self) -> bool {
        !Arc::ptr_eq(&self.newest, &self.good)
    }
}
