//! The draft: every file that differs is made, in parallel, and lies in the stage.
//!
//! Takes the plan, what stands in the output, and a way to make each file; gives what must change and how the files
//! will lie then. Must not touch the output.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::disk::{At, Found, Fs};
use super::ground::under;
use super::journal::Change;
use super::manifest::{Imprint, Manifest, Record};
use super::place::Place;
use super::survey::{Seen, Survey};
use super::{DiskFault, Entry, Fault};
use crate::sum::{Sum, sum};

/// What a build starts from.
pub(super) struct Build<'b, 'p> {
    pub(super) disk: &'b dyn Fs,
    pub(super) place: &'b Place,
    pub(super) plan: &'b [Entry<'p>],
    pub(super) manifest: &'b Manifest<'p>,
    /// Whether the manifest tells ours from foreign. Without it every file at a planned path counts as ours.
    pub(super) is_recorded: bool,
    pub(super) survey: &'b Survey<'p>,
}

/// What lies ready to be put in place.
pub(super) struct Draft<'p> {
    /// How the output must change.
    pub(super) change: Change<'p>,
    /// The plan's files that lie in the stage, by index.
    pub(super) staged: Vec<usize>,
    /// How all files of the plan will lie, in its order.
    pub(super) imprints: Vec<Imprint>,
}

/// What has become of one output. There is one for each: what is rare stands aside.
pub(super) enum Settled<E> {
    /// It lies in the output already.
    Kept(Imprint),
    /// It lies in the stage.
    Staged(Imprint),
    /// Something that is not ours, and differs, has its path.
    Foreign,
    /// It could not be made.
    Failed(Box<E>),
}

impl<'b, 'p> Build<'b, 'p> {
    /// The outputs that have the key, length and time of the last build, as kept. The others are due: of them nothing
    /// is settled before they are made, or read.
    pub(super) fn intact<E>(&self) -> Vec<Option<Settled<E>>> {
        let is_intact = |index: usize, known: &Record<'_>| {
            let Entry { path, key, .. } = self.plan[index];
            let found = self.survey.seen(index).found;
            known.key == key && known.path == path && found == Found::File(known.imprint.stamp)
        };
        let settled = |index| {
            let known = self.known(index).filter(|known| is_intact(index, known))?;
            Some(Settled::Kept(known.imprint))
        };
        (0..self.plan.len()).map(settled).collect()
    }

    /// Makes the outputs that are not `settled`, and puts in the stage those that differ from what is in the output.
    ///
    /// # Errors
    /// With every failure of `make`, in the order of the plan; else with the first thing of someone else's that stands
    /// in the way; or when the disk fails.
    pub(super) fn draft<E: Send>(
        &self,
        mut settled: Vec<Option<Settled<E>>>,
        make: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
        progress: impl Fn(usize) + Sync,
    ) -> Result<Draft<'p>, Fault<E>> {
        let due = self.plan.iter().zip(&settled).filter(|(_, settled)| settled.is_none());
        self.place.create_stage(self.disk, due.clone().map(|(entry, _)| entry.path))?;
        let ready = AtomicUsize::new(self.plan.len() - due.count());
        progress(ready.load(Ordering::Relaxed));
        // What is due often lies close together: it is shared out all the same. A failing disk ends the work at once;
        // a failing output does not, so that all such failures are known.
        let due = settled.par_iter_mut().enumerate().with_max_len(8).filter(|(_, settled)| settled.is_none());
        due.try_for_each(|(index, settled)| {
            *settled = Some(self.settle(index, &make)?);
            progress(ready.fetch_add(1, Ordering::Relaxed) + 1);
            Ok::<_, DiskFault>(())
        })?;

        let mut staged = Vec::new();
        let mut foreign = None;
        let mut failures = Vec::new();
        let imprint = |(index, settled): (usize, Option<Settled<E>>)| match settled? {
            Settled::Kept(imprint) => Some(imprint),
            Settled::Staged(imprint) => {
                staged.push(index);
                Some(imprint)
            }
            Settled::Foreign => {
                foreign = foreign.or(Some(index));
                None
            }
            Settled::Failed(failure) => {
                failures.push(*failure);
                None
            }
        };
        // Takes the room of the list that it is made of.
        let imprints = settled.into_iter().enumerate().filter_map(imprint).collect();
        if !failures.is_empty() {
            return Err(Fault::Make(failures));
        }
        if let Some(index) = foreign {
            return Err(DiskFault::Foreign { path: under(&self.place.output, self.plan[index].path) }.into());
        }
        // Stable: within a tier the plan's order stays.
        staged.sort_by_key(|&index| self.plan[index].tier);
        let change = self.survey.change(&self.place.output, self.plan, &staged)?;
        Ok(Draft { change, staged, imprints })
    }

    fn settle<E>(
        &self,
        index: usize,
        make: impl Fn(usize) -> Result<Vec<u8>, E>,
    ) -> Result<Settled<E>, DiskFault> {
        let Entry { path, key, .. } = self.plan[index];
        let Seen { found, .. } = self.survey.seen(index);
        let known = self.known(index);
        let target = under(&self.place.output, path);

        // A folder that was copied or restored has other times: reading a file is cheaper than making it.
        if let (Some(known), Found::File(stamp)) = (known, found)
            && known.key == key
            && known.imprint.stamp.length == stamp.length
            && known.imprint.hash == hash_of(&target)?
        {
            return Ok(Settled::Kept(Imprint { stamp, ..known.imprint }));
        }
        let bytes = match make(index) {
            Ok(bytes) => bytes,
            Err(failure) => return Ok(Settled::Failed(failure.into())),
        };
        let hash = sum(&bytes);
        if let Found::File(stamp) = found
            && stamp.length == bytes.len() as u64
        {
            let there = match known {
                Some(known) if known.imprint.stamp == stamp => known.imprint.hash,
                _ => hash_of(&target)?,
            };
            if there == hash {
                return Ok(Settled::Kept(Imprint { hash, stamp }));
            }
        }
        let is_ours = known.is_some()
            || match found {
                // Whose a folder is depends on what it holds: the survey asks when it is known to be in the way.
                Found::Nothing | Found::Folder => true,
                Found::File(_) => !self.is_recorded,
                Found::Other => false,
            };
        if !is_ours {
            return Ok(Settled::Foreign);
        }
        let staged = under(&self.place.stage(), path);
        let stamp = self.disk.write(&staged, &bytes).at(&staged, "writing")?;
        Ok(Settled::Staged(Imprint { hash, stamp }))
    }

    fn known(&self, index: usize) -> Option<&'b Record<'p>> {
        self.survey.seen(index).known.map(|known| &self.manifest.records()[known])
    }
}

fn hash_of(file: &Path) -> Result<Sum, DiskFault> {
    fs::read(file).map(|bytes| sum(&bytes)).at(file, "reading")
}
