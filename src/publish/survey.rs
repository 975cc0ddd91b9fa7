//! What stands in the output folder, held against the plan and the manifest.
//!
//! Takes the plan and the last manifest; gives what stands at each planned path and, once it is known which files are
//! to be placed, all that must change. Only looks: must not write, make or remove anything.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::changes::{Became, Changes};
use super::disk::{At, Found, is_same_file, look};
use super::ground::{Ground, Way, under};
use super::journal::{Change, Files};
use super::manifest::{Manifest, is_safe};
use super::shelf::Shelf;
use super::{DiskFault, Entry};
use crate::emit::Tier;

/// What stands at one planned path.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    /// Its record in the manifest, by index.
    pub(super) known: Option<usize>,
    pub(super) found: Found,
}

/// The output folder before a build.
pub(super) struct Survey<'m> {
    /// There is no output folder.
    is_new: bool,
    /// What stands at each path of the plan, in its order; empty where there is no folder.
    seen: Vec<Seen>,
    /// The manifest's paths, and others known to be ours, that the plan lacks, sorted.
    pub(super) stale: Vec<&'m str>,
}

impl<'m> Survey<'m> {
    /// Looks at every planned path, unless the output folder `is_new` and all there is to see is nothing. What stands
    /// at a `former` path is ours, too.
    pub(super) fn of(
        output: &Path,
        is_new: bool,
        plan: &[Entry<'_>],
        manifest: &Manifest<'m>,
        former: &'m [String],
    ) -> Result<Survey<'m>, DiskFault> {
        if is_new {
            return Ok(Survey { is_new, seen: Vec::new(), stale: Vec::new() });
        }
        let look_at = |(index, entry): (usize, &Entry<'_>)| {
            // Most builds have the outputs of the last one.
            let known = manifest.find(entry.path, index);
            Ok(Seen { known, found: look(&under(output, entry.path))? })
        };
        let mut seen = plan.par_iter().enumerate().map(look_at).collect::<Result<Vec<_>, DiskFault>>()?;
        let mut planned = vec![false; manifest.records().len()];
        seen.iter().filter_map(|seen| seen.known).for_each(|index| planned[index] = true);
        find_renamed_in_case(output, plan, manifest, &mut planned, &mut seen);
        let unplanned = manifest.records().iter().zip(planned).filter(|(_, planned)| !planned);
        let mut stale: Vec<_> = unplanned.map(|(record, _)| record.path).collect();
        if !former.is_empty() {
            // Where the disk ignores case, one that differs in nothing else is the planned file itself.
            let planned: HashSet<_> = plan.iter().map(|entry| entry.path.to_lowercase()).collect();
            let is_stale = |path: &&str| is_safe(path) && !planned.contains(&path.to_lowercase());
            let is_there = |path: &&str| matches!(look(&under(output, path)), Ok(Found::File(_)));
            stale.extend(former.iter().map(String::as_str).filter(is_stale).filter(is_there));
            stale.sort_unstable();
            stale.dedup();
        }
        Ok(Survey { is_new, seen, stale })
    }

    /// How many files of a tier stand in the output, where no record tells: those that the plan has, and of articles
    /// the stale ones.
    pub(super) fn number_of(&self, plan: &[Entry<'_>], tier: Tier) -> usize {
        let is_there = |(nth, entry): &(usize, &Entry<'_>)| {
            entry.tier == tier && matches!(self.seen(*nth).found, Found::File(_))
        };
        let planned = plan.iter().enumerate().filter(is_there).count();
        if tier == Tier::Article { planned + self.stale.len() } else { planned }
    }

    /// What stands at a path of the plan.
    pub(super) fn seen(&self, index: usize) -> Seen {
        self.seen.get(index).copied().unwrap_or(Seen { known: None, found: Found::Nothing })
    }

    /// What must change so that the `staged` files, indices into the plan in the order of placing, are in place and
    /// the stale ones gone.
    ///
    /// # Errors
    /// [`DiskFault::Foreign`] when something that is not ours stands in the way.
    pub(super) fn change(
        &self,
        output: &Path,
        plan: &[Entry<'m>],
        staged: &[usize],
    ) -> Result<Change<'m>, DiskFault> {
        if self.is_new {
            return Ok(Change::Whole);
        }
        let mut ground = Ground::new(output);
        let mut files = Files::default();
        let mut clear = BTreeSet::new();
        for &index in staged {
            let path = plan[index].path;
            match ground.way_to(path)? {
                Way::Barred(at, found) => {
                    let stale = self.stale(at).filter(|_| matches!(found, Found::File(_)));
                    clear.insert(stale.ok_or_else(|| DiskFault::Foreign { path: under(output, at) })?);
                }
                Way::Open if self.seen(index).found == Found::Folder => {
                    self.vacate(output, path, &mut clear, &mut files.clear_folders)?;
                }
                Way::Open | Way::Missing => {}
            }
            files.place.push(path);
        }
        for &path in &self.stale {
            // Behind a link that someone has put in a folder's place lie files that are not ours.
            let gone = !matches!(ground.way_to(path)?, Way::Open)
                || matches!(look(&under(output, path))?, Found::Nothing | Found::Folder);
            if !gone && !clear.contains(path) {
                files.remove.push(path);
            }
        }
        files.clear.extend(clear);
        Ok(Change::Files(files))
    }

    /// What becomes of the output's files by a `change` that places the `staged` ones. A stale file that somebody
    /// has removed before is not among them: no build takes it away.
    pub(super) fn changes(&self, plan: &[Entry<'_>], staged: &[usize], change: &Change<'_>) -> Changes {
        let Change::Files(files) = change else { return Changes::Whole };
        let placed = staged.iter().map(|&index| {
            let was_there = matches!(self.seen(index).found, Found::File(_));
            (plan[index].path.to_owned(), if was_there { Became::Changed } else { Became::New })
        });
        let gone = files.clear.iter().chain(&files.remove).map(|&path| (path.to_owned(), Became::Gone));
        Changes::Files(gone.chain(placed).collect())
    }

    /// Notes all that must go so that the folder at `path` can become a file.
    fn vacate(
        &self,
        output: &Path,
        path: &str,
        clear: &mut BTreeSet<&'m str>,
        clear_folders: &mut Vec<String>,
    ) -> Result<(), DiskFault> {
        let folder = under(output, path);
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut names: Vec<_> = entries.at(&folder, "reading")?.iter().map(fs::DirEntry::file_name).collect();
        names.sort_unstable();
        for name in names {
            let foreign = || DiskFault::Foreign { path: folder.join(&name) };
            let inner = format!("{path}/{}", name.to_str().ok_or_else(foreign)?);
            match look(&folder.join(&name))? {
                Found::Nothing => {}
                Found::Folder => self.vacate(output, &inner, clear, clear_folders)?,
                Found::File(_) => {
                    clear.insert(self.stale(&inner).ok_or_else(foreign)?);
                }
                Found::Other => return Err(foreign()),
            }
        }
        clear_folders.push(path.to_owned());
        Ok(())
    }

    /// A path as one of the stale ones, if it is.
    fn stale(&self, path: &str) -> Option<&'m str> {
        self.stale.binary_search(&path).ok().map(|at| self.stale[at])
    }
}

/// The files in the output folder that the plan lacks. What cannot be listed is not named.
pub(super) fn strays(output: &Path, plan: &[Entry<'_>]) -> Vec<String> {
    let planned: HashSet<_> = plan.iter().map(|entry| entry.path).collect();
    let shelf = Shelf::of(output);
    let strays = shelf.iter().flat_map(Shelf::paths).filter(|path| !planned.contains(path));
    strays.map(str::to_owned).collect()
}

/// On a disk that ignores case, the file listed as `A` is also found at a newly planned `a`: the same file, and ours.
/// Without this it would count as foreign at `a`, and then be removed as stale at `A`.
fn find_renamed_in_case(
    output: &Path,
    plan: &[Entry<'_>],
    manifest: &Manifest<'_>,
    planned: &mut [bool],
    seen: &mut [Seen],
) {
    let records = manifest.records();
    let is_unlisted_file = |seen: &Seen| seen.known.is_none() && matches!(seen.found, Found::File(_));
    if records.is_empty() || !seen.iter().any(is_unlisted_file) {
        return;
    }
    let unplanned = (0..records.len()).filter(|&index| !planned[index]);
    let by_lower_case: BTreeMap<_, _> =
        unplanned.map(|index| (records[index].path.to_lowercase(), index)).collect();
    for (entry, seen) in plan.iter().zip(seen).filter(|(_, seen)| is_unlisted_file(seen)) {
        if let Some(&index) = by_lower_case.get(&entry.path.to_lowercase())
            && is_same_file(&under(output, records[index].path), &under(output, entry.path))
        {
            seen.known = Some(index);
            planned[index] = true;
        }
    }
}
