//! The draft: every file that differs is made, in parallel, and lies in the stage.
//!
//! Takes the plan, what stands in the output, and a way to make each file; gives what must change and the records that
//! will be true then. Must not touch the output.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::disk::{At, Found, Fs, Stamp};
use super::ground::under;
use super::journal::Change;
use super::manifest::{Manifest, Record};
use super::place::Place;
use super::survey::{Seen, Survey};
use super::{DiskFault, Entry, Fault};
use crate::sum::{Sum, sum};

/// What a build starts from.
pub(super) struct Build<'b> {
    pub(super) disk: &'b dyn Fs,
    pub(super) place: &'b Place,
    pub(super) plan: &'b [Entry<'b>],
    pub(super) manifest: &'b Manifest<'b>,
    /// Whether the manifest tells ours from foreign. Without it every file at a planned path counts as ours.
    pub(super) is_recorded: bool,
    pub(super) survey: &'b Survey<'b>,
}

/// What lies ready to be put in place.
pub(super) struct Draft<'b> {
    /// How the output must change.
    pub(super) change: Change,
    /// The plan's files that lie in the stage, by index.
    pub(super) staged: Vec<usize>,
    /// All files of the plan as they will be.
    pub(super) records: Vec<Record<'b>>,
}

/// What has become of one output. There is one for each: what is rare stands aside.
enum Settled<E> {
    /// It lies in the output already, with this hash.
    Kept(Sum, Stamp),
    /// It lies in the stage.
    Staged(Sum, Stamp),
    /// Something that is not ours, and differs, has its path.
    Foreign,
    /// It could not be made.
    Failed(Box<E>),
}

impl<'b> Build<'b> {
    /// The outputs that may have to be made, as indices into the plan: all but those with the key, length and time of
    /// the last build.
    pub(super) fn due(&self) -> Vec<usize> {
        let is_intact = |&index: &usize| {
            self.known(index).is_some_and(|known| {
                let Entry { path, key, .. } = self.plan[index];
                let found = self.survey.seen(index).found;
                known.key == key && known.path == path && found == Found::File(known.stamp)
            })
        };
        (0..self.plan.len()).filter(|index| !is_intact(index)).collect()
    }

    /// Makes the outputs that are `due`, and puts in the stage those that differ from what is in the output.
    ///
    /// # Errors
    /// With every failure of `make`, in the order of the plan; else with the first thing of someone else's that stands
    /// in the way; or when the disk fails.
    pub(super) fn draft<E: Send>(
        &self,
        due: &[usize],
        make: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
        progress: impl Fn(usize) + Sync,
    ) -> Result<Draft<'b>, Fault<E>> {
        let paths = due.iter().map(|&index| self.plan[index].path);
        self.place.create_stage(self.disk, paths)?;
        let ready = AtomicUsize::new(self.plan.len() - due.len());
        progress(self.plan.len() - due.len());
        let mut settled: Vec<Option<Settled<E>>> = Vec::new();
        settled.resize_with(due.len(), || None);
        // A failing disk ends the work at once; a failing output does not, so that all such failures are known.
        due.par_iter().zip(&mut settled).try_for_each(|(&index, settled)| {
            *settled = Some(self.settle(index, &make)?);
            progress(ready.fetch_add(1, Ordering::Relaxed) + 1);
            Ok::<_, DiskFault>(())
        })?;

        let mut records = self.intact(due);
        let mut staged = Vec::new();
        let mut foreign = Vec::new();
        let mut failures = Vec::new();
        for (&index, settled) in due.iter().zip(settled.into_iter().flatten()) {
            let Entry { path, key, .. } = self.plan[index];
            match settled {
                Settled::Kept(hash, stamp) => records.push(Record { path, key, hash, stamp }),
                Settled::Staged(hash, stamp) => {
                    records.push(Record { path, key, hash, stamp });
                    staged.push(index);
                }
                Settled::Foreign => foreign.push(path),
                Settled::Failed(failure) => failures.push(*failure),
            }
        }
        if !failures.is_empty() {
            return Err(Fault::Make(failures));
        }
        if let Some(path) = foreign.first() {
            return Err(DiskFault::Foreign { path: under(&self.place.output, path) }.into());
        }
        // Stable: within a tier the plan's order stays.
        staged.sort_by_key(|&index| self.plan[index].tier);
        let change = self.survey.change(&self.place.output, self.plan, &staged)?;
        Ok(Draft { change, staged, records })
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
            && known.stamp.length == stamp.length
            && known.hash == hash_of(&target)?
        {
            return Ok(Settled::Kept(known.hash, stamp));
        }
        let bytes = match make(index) {
            Ok(bytes) => bytes,
            Err(failure) => return Ok(Settled::Failed(failure.into())),
        };
        let fresh = sum(&bytes);
        if let Found::File(stamp) = found
            && stamp.length == bytes.len() as u64
        {
            let there = match known {
                Some(known) if known.stamp == stamp => known.hash,
                _ => hash_of(&target)?,
            };
            if there == fresh {
                return Ok(Settled::Kept(fresh, stamp));
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
        Ok(Settled::Staged(fresh, stamp))
    }

    /// The records of all outputs that are not `due`, which is sorted.
    fn intact(&self, due: &[usize]) -> Vec<Record<'b>> {
        let mut records = Vec::with_capacity(self.plan.len());
        let mut due = due.iter().peekable();
        for index in 0..self.plan.len() {
            if due.next_if_eq(&&index).is_none() {
                records.extend(self.known(index).copied());
            }
        }
        records
    }

    fn known(&self, index: usize) -> Option<&'b Record<'b>> {
        self.survey.seen(index).known.map(|known| &self.manifest.records()[known])
    }
}

fn hash_of(file: &Path) -> Result<Sum, DiskFault> {
    fs::read(file).map(|bytes| sum(&bytes)).at(file, "reading")
}
