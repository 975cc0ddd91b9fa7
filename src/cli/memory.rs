//! What the last build left, on its way to and from the core.

use std::path::Path;

use super::papers;
use crate::Compiled;
use crate::clock::{Due, Terms};
use crate::diagnostic::{Diagnostic, Severity, catalog};
use crate::memo::seal::Unsound;
use crate::memo::{Ledger, Readings, Whole};
use crate::publish::{Changes, State};
use crate::source::{Seed, Sources, seed_sum};
use crate::sum::{Sum, sum};

/// The state of an output folder, and the ledger in it.
pub(super) struct Memory {
    state: Option<State>,
    ledger: Option<Vec<u8>>,
}

impl Memory {
    /// That of the output folder. One that cannot be read is none; publishing will say why.
    pub(super) fn of(output: &Path) -> Self {
        let state = State::of(output).ok();
        let ledger = state.as_ref().and_then(State::ledger);
        Self { state, ledger }
    }

    /// The ledger, if there is a sound one of this program.
    pub(super) fn ledger(&self) -> Result<Option<Ledger<'_>>, Unsound> {
        match self.ledger.as_deref().map(Ledger::open) {
            None | Some(Err(Unsound::OtherVersion)) => Ok(None),
            Some(Ok(ledger)) => Ok(Some(ledger)),
            Some(Err(Unsound::Damaged)) => Err(Unsound::Damaged),
        }
    }

    /// The last build, if the sources and the output stand as it saw and left them, and time has changed
    /// nothing; with the number of its files. Thorough, it compares bytes instead of times.
    pub(super) fn standing(
        &self,
        ledger: &Ledger<'_>,
        sources: &Sources,
        inputs: blake3::Hash,
        terms: &Terms,
        thorough: bool,
    ) -> Option<(Whole, usize)> {
        let sum_of = |seed: &Seed| {
            let sum = |path: &str| sources.store.bytes(path).ok().map(|bytes| sum(&bytes));
            let sidecar = match &seed.sidecar {
                None => None,
                Some(path) => Some(sum(path)?),
            };
            Some(seed_sum(seed.format, sum(&seed.path)?, sidecar))
        };
        let whole = ledger.standing(sources, inputs, terms.now, thorough.then_some(&sum_of))?;
        let files = self.state.as_ref()?.stands(whole.manifest, thorough)?;
        self.leave_due(whole.standing.due);
        Some((whole.clone(), files))
    }

    /// What was read of the seeds then.
    pub(super) fn readings(&self, ledger: &Ledger<'_>, sources: &Sources) -> Result<Readings, Unsound> {
        let heads = |start, length| self.state.as_ref()?.heads(start, length);
        Readings::open(ledger, &sources.seeds, &heads)
    }

    /// The paths of the articles' pages of the last build, if it is known, and of those before it that are missed.
    pub(super) fn pages(&self, sources: &Sources) -> Vec<String> {
        let ledger = self.ledger().ok().flatten();
        let readings = ledger.and_then(|ledger| self.readings(&ledger, sources).ok());
        readings.iter().flat_map(Readings::addresses).map(str::to_owned).collect()
    }

    /// Leaves what was built for the next build. What cannot be left costs it time, and nothing else.
    pub(super) fn leave(
        &self,
        sources: &Sources,
        compiled: &Compiled,
        found: &[Diagnostic],
        manifest: Sum,
        inputs: blake3::Hash,
    ) {
        self.leave_due(compiled.standing.due);
        let Some(mut keeper) = self.state.as_ref().and_then(State::keeper) else { return };
        let told = found.iter().filter(|found| found.severity != Severity::Note);
        let gone = compiled.moves.all.iter().filter(|moved| moved.to.is_none());
        let whole = Whole {
            inputs,
            standing: compiled.standing,
            manifest,
            outcomes: compiled.outcomes,
            diagnostics: told.cloned().collect(),
            former: gone.map(|moved| moved.from.clone()).collect(),
        };
        let _ = compiled.readings.leave(sources, whole, &mut keeper);
    }

    /// Leaves the papers of what was built, and word of what has `changed`: nothing else may die before that
    /// is told. What cannot be told now, the next build tells.
    pub(super) fn tell(&self, compiled: &Compiled, manifest: Sum, changed: &Changes) {
        let Some(state) = &self.state else { return };
        let rules = papers::of_redirects(compiled);
        let left = state.leave_paper(manifest, papers::REDIRECTS, rules.as_ref());
        let _ = left.and_then(|()| state.tell(manifest, &papers::of_changes(compiled, changed)));
    }

    /// Takes back what was said of an earlier build's changes, where there were none.
    pub(super) fn tell_nothing(&self, manifest: Sum) {
        let _ = self.state.as_ref().map(|state| state.tell(manifest, &[]));
    }

    /// Leaves word of when the next build is due. Where that fails, so does every other file of that folder,
    /// and publishing has said why.
    fn leave_due(&self, due: Option<Due>) {
        let due = due.map(|due| due.when.at);
        let _ = self.state.as_ref().map(|state| state.leave_due(due));
    }
}

/// What to say of a memory that is damaged.
pub(super) fn unsound(output: &Path) -> Diagnostic {
    catalog::memo_unsound(&output.to_string_lossy())
}
