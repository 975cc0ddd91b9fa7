//! Proofs: the site as it stands at a moment, compiled and ready to be shown.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;

use super::kept::Kept;
use crate::clock::Terms;
use crate::diagnostic::{Checked, Diagnostic, Severity, any_error};
use crate::render::Press;
use crate::source::Sources;
use crate::{Before, Compiled, compile_again, read};

/// A compiled site with all that was found. Nobody changes one: a change pulls a new proof.
pub struct Proof {
    /// The files.
    pub sources: Sources,
    /// What became of them.
    pub compiled: Compiled,
    /// What there is to say about them.
    pub diagnostics: Vec<Diagnostic>,
    /// What of that was seen when the files were listed.
    told: Vec<Diagnostic>,
    /// What was read for it, if that is to be kept.
    kept: Option<Arc<Kept>>,
}

impl Proof {
    /// Compiles what was read of a site of which something is known `before`.
    #[must_use]
    pub fn new(read: Checked<Sources>, terms: &Terms, before: Before<'_>) -> Self {
        let Checked { value: sources, diagnostics: told } = read;
        let mut diagnostics = told.clone();
        let compiled = compile_again(&sources, terms, before).drain_into(&mut diagnostics);
        Self { sources, compiled, diagnostics, told, kept: None }
    }

    /// Compiles what was read, and keeps the texts that are read for it as far as there is room: so it
    /// can be shown although they have changed.
    #[must_use]
    pub fn pull(read: Checked<Sources>, terms: &Terms, before: Before<'_>) -> Self {
        let kept = Kept::new(read.value.store.clone());
        Self::keeping(read, terms, before, kept)
    }

    /// The proof after this one, of the site in the folder `root`, in which these files are `changed`; no
    /// names where nobody knows which.
    #[must_use]
    pub fn next(&self, root: &Path, terms: &Terms, changed: Option<&BTreeSet<String>>) -> Self {
        // What was said of files holds no longer when they change.
        let changed_alone = changed.filter(|_| self.told.is_empty());
        let refreshed = changed_alone.and_then(|changed| read::refresh(root, &self.sources, changed));
        let read = match refreshed {
            Some(value) => Checked { value, diagnostics: self.told.clone() },
            None => read::read_again(root, &|name, stamp| self.sources.known_asset(name, stamp)),
        };
        let store = read.value.store.clone();
        // Not by the names of what changed: others may have changed since, and be read already.
        let kept = match &self.kept {
            Some(kept) => kept.without(store, &read.value.changed_since(&self.sources)),
            None => Kept::new(store),
        };
        let next = Self::keeping(read, terms, Before::Compiled(&self.sources, &self.compiled), kept);
        next.settle();
        next
    }

    /// Notes that nobody reads all that it was pulled from any longer: what is read now is what somebody looks at, and
    /// is kept rather than what was read before.
    pub fn settle(&self) {
        self.kept.iter().for_each(|kept| kept.settle());
    }

    fn keeping(mut read: Checked<Sources>, terms: &Terms, before: Before<'_>, kept: Kept) -> Self {
        let kept = Arc::new(kept);
        read.value.store = kept.clone();
        Self { kept: Some(kept), ..Self::new(read, terms, before) }
    }

    /// Whether another was pulled from the same files.
    pub(super) fn is_of_the_files_of(&self, other: &Self) -> bool {
        let (files, others) = (&self.sources, &other.sources);
        self.compiled.readings.are_of_the_seeds_of(&other.compiled.readings)
            && files.has_the_assets_of(others)
            && files.has_the_templates_of(others)
            && (&files.config, &files.addresses) == (&others.config, &others.addresses)
            && self.told == other.told
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
    /// The places of the errors among what there is to say about the newest proof, by what they speak of.
    pub(super) errors: Vec<usize>,
    /// Those of the warnings.
    pub(super) warnings: Vec<usize>,
}

impl Showing {
    /// The first showing.
    pub(super) fn first(proof: Arc<Proof>) -> Self {
        // By chance, so that a page left open since another run is known to be old.
        let number = RandomState::new().hash_one(()) >> 16;
        Self::new(number, proof.clone(), proof)
    }

    /// The same showing, of a newest proof that shows the same.
    pub(super) fn refreshed(&self, newest: &Arc<Proof>) -> Self {
        let good = if self.is_behind() { &self.good } else { newest };
        Self::new(self.number, newest.clone(), good.clone())
    }

    /// The showing after this one.
    pub(super) fn then(&self, newest: &Arc<Proof>) -> Self {
        let good = if newest.is_good() || !self.good.is_good() { newest } else { &self.good };
        Self::new(self.number + 1, newest.clone(), good.clone())
    }

    /// With what there is to say in order: every page asks for the first of it.
    fn new(number: u64, newest: Arc<Proof>, good: Arc<Proof>) -> Self {
        let found = &newest.diagnostics;
        let places = |severity| {
            let mut places: Vec<usize> =
                (0..found.len()).filter(|&nth| found[nth].severity == severity).collect();
            places.sort_by(|&one, &other| found[one].span.cmp(&found[other].span));
            places
        };
        let (errors, warnings) = (places(Severity::Error), places(Severity::Warning));
        Self { number, newest, good, errors, warnings }
    }

    /// Whether an older proof is shown, since the newest has errors.
    pub(super) fn is_behind(&self) -> bool {
        !Arc::ptr_eq(&self.newest, &self.good)
    }
}
