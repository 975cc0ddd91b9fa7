//! The journal: changing the output so that death at any point leaves it wholly old or to be made wholly new.
//!
//! Takes the changes, whose files lie in the stage, and the manifest that will be true after them; gives the output so
//! changed. Before the journal has its name, an unfinished build is swept away; from then on it is rolled forward.
//! Must not decide what changes, nor overwrite or remove a file that the journal does not name.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::iter;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::DiskFault;
use super::access::check;
use super::disk::{At, Found, Fs, is_absence, look, read_if_there};
use super::ground::{Ground, Way, folders_of, under};
use super::manifest::{Sealed, is_safe};
use super::place::Place;
use crate::memo::seal::{Mark, open, seal};
use crate::text::file_name::folders_above;

const MARK: Mark = *b"WarraqJ\x02";

/// How the output folder changes.
#[derive(Serialize, Deserialize)]
pub(super) enum Change<'p> {
    /// The stage becomes the output folder, which does not exist yet.
    Whole,
    /// Single files come and go.
    #[serde(borrow)]
    Files(Files<'p>),
}

/// The files that come and go, as paths in the output folder, in the order of what is done.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Files<'p> {
    /// Stale files that stand where a folder must, or in a folder that stands where a file must.
    #[serde(borrow)]
    pub(super) clear: Vec<&'p str>,
    /// Folders that stand where a file must, innermost first.
    pub(super) clear_folders: Vec<String>,
    /// Files to move from the stage into place.
    pub(super) place: Vec<&'p str>,
    /// Stale files.
    pub(super) remove: Vec<&'p str>,
}

impl Change<'_> {
    /// How many files are removed.
    pub(super) fn removed(&self) -> usize {
        match self {
            Change::Whole => 0,
            Change::Files(files) => files.clear.len() + files.remove.len(),
        }
    }

    /// The folders in which names change, and those that come and go with them.
    fn folders(&self, output: &Path) -> Vec<PathBuf> {
        match self {
            Change::Whole => output.parent().map(Path::to_path_buf).into_iter().collect(),
            Change::Files(files) => {
                let below = folders_of(files.all()).into_iter().map(|folder| under(output, folder));
                below.chain([output.to_path_buf()]).collect()
            }
        }
    }

    /// Whether nothing is to be done.
    fn is_empty(&self) -> bool {
        match self {
            Change::Whole => false,
            Change::Files(files) => files.all().next().is_none(),
        }
    }
}

impl Files<'_> {
    /// All paths at which something changes.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        let files = [&self.clear, &self.place, &self.remove].into_iter().flatten().copied();
        files.chain(self.clear_folders.iter().map(String::as_str))
    }
}

/// What has been done of a change.
#[derive(Default)]
struct Trace {
    /// An earlier run may have done a part.
    resumed: bool,
    /// A file or the whole folder has been placed or removed: there is no way back.
    touched: bool,
    /// The folders that were created, outermost first.
    created: Vec<PathBuf>,
}

/// What is put in force with a change, as sealed bytes.
#[derive(Clone, Copy)]
pub(super) struct Ledgers<'l> {
    /// What is known of each file of the output.
    pub(super) manifest: &'l Sealed<'l>,
    /// What was not told yet of how the output has changed.
    pub(super) changes: &'l [u8],
}

/// Changes the output, and puts the sealed `ledgers` in force. `staged` are all files of the stage.
///
/// # Errors
/// When it fails before the first file is touched, the output is as it was and no journal is left. When it fails
/// later ([`DiskFault::Unfinished`]), the journal is left, and the next run finishes what it says.
pub(super) fn commit<'p>(
    disk: &dyn Fs,
    place: &Place,
    change: &Change<'_>,
    staged: impl Iterator<Item = &'p str>,
    ledgers: &Ledgers<'_>,
) -> Result<(), DiskFault> {
    if change.is_empty() {
        return record(disk, place, ledgers.manifest);
    }
    let mut trace = Trace::default();
    let done = check(disk, place, change)
        .and_then(|()| enter(disk, place, change, staged, ledgers))
        .and_then(|()| carry_out(disk, place, change, &mut trace))
        .and_then(|()| finish(disk, place, change));
    if trace.touched {
        return done.map_err(DiskFault::unfinished);
    }
    // The first fault is the one to report. Where sweeping fails as well, the journal decides on the next run.
    if done.is_err() && place.sweep(disk).is_ok() {
        trace.created.iter().rev().for_each(|folder| drop(disk.remove_folder(folder)));
    }
    done
}

/// Finishes what an earlier run left: rolls a complete journal forward, and sweeps everything else away.
/// Gives whether there was a journal to roll forward.
pub(super) fn recover(disk: &dyn Fs, place: &Place) -> Result<bool, DiskFault> {
    let sealed = read_if_there(&place.journal())?;
    let Some(change) = pending(place, sealed.as_deref())? else {
        place.sweep(disk)?;
        return Ok(false);
    };
    let mut trace = Trace { resumed: true, ..Trace::default() };
    let done = carry_out(disk, place, &change, &mut trace).and_then(|()| finish(disk, place, &change));
    done.map_err(DiskFault::unfinished)?;
    Ok(true)
}

/// Whether an earlier run may have left something to finish.
pub(super) fn is_pending(place: &Place) -> bool {
    !matches!(look(&place.journal()), Ok(Found::Nothing))
}

/// What a journal, if it is complete, says is still to be done.
fn pending<'j>(place: &Place, journal: Option<&'j [u8]>) -> Result<Option<Change<'j>>, DiskFault> {
    Ok(match journal.and_then(|sealed| open(MARK, sealed).ok()) {
        // Someone has created the output folder since. Nothing in it is ours: the build begins anew.
        Some(Change::Whole) if is_there(&place.stage())? && is_there(&place.output)? => None,
        Some(Change::Files(files)) if !files.all().all(is_safe) => None,
        change => change,
    })
}

fn is_there(path: &Path) -> Result<bool, DiskFault> {
    Ok(look(path)? != Found::Nothing)
}

/// Puts the manifest in force where the output stays as it is.
fn record(disk: &dyn Fs, place: &Place, manifest: &Sealed<'_>) -> Result<(), DiskFault> {
    let (current, next) = (place.manifest(), place.next_manifest());
    disk.write_parts(&next, &mut manifest.parts()).at(&next, "writing")?;
    disk.sync(&place.state, &mut iter::once(next.clone())).at(&place.state, "syncing")?;
    disk.rename(&next, &current).at(&current, "renaming")?;
    place.sweep(disk)
}

/// Makes the stage durable, then gives the journal its name.
fn enter<'p>(
    disk: &dyn Fs,
    place: &Place,
    change: &Change<'_>,
    staged: impl Iterator<Item = &'p str>,
    ledgers: &Ledgers<'_>,
) -> Result<(), DiskFault> {
    let (stage, journal) = (place.stage(), place.journal());
    let (next_manifest, next_journal) = (place.next_manifest(), place.next_journal());
    let next_changes = place.next_changes();
    disk.write_parts(&next_manifest, &mut ledgers.manifest.parts()).at(&next_manifest, "writing")?;
    disk.write(&next_changes, ledgers.changes).at(&next_changes, "writing")?;
    disk.write(&next_journal, &seal(MARK, change, 0)).at(&next_journal, "writing")?;
    let in_stage = iter::once_with(|| {
        let staged: Vec<_> = staged.collect();
        let folders = folders_of(staged.iter().copied());
        staged.into_iter().chain(folders).map(|path| under(&stage, path))
    });
    let beside = [next_manifest, next_changes, next_journal.clone(), stage.clone(), place.state.clone()];
    disk.sync(&place.state, &mut in_stage.flatten().chain(beside)).at(&place.state, "syncing")?;
    disk.rename(&next_journal, &journal).at(&journal, "renaming")?;
    disk.sync_folder(&place.state).at(&place.state, "syncing")
}

/// Does what a journal says, or what is left of it: each step may have been done before.
fn carry_out(disk: &dyn Fs, place: &Place, change: &Change<'_>, trace: &mut Trace) -> Result<(), DiskFault> {
    let (stage, output) = (place.stage(), &place.output);
    let files = match change {
        Change::Whole => return move_into_place(disk, &stage, output, trace),
        Change::Files(files) => files,
    };
    remove_files(disk, output, &files.clear, trace)?;
    for folder in &files.clear_folders {
        let folder = under(output, folder);
        if look(&folder)? == Found::Folder {
            disk.remove_folder(&folder).at(&folder, "removing")?;
            trace.touched = true;
        }
    }
    for folder in folders_of(files.place.iter().copied()) {
        let folder = under(output, folder);
        match look(&folder)? {
            Found::Folder => {}
            Found::Nothing => {
                disk.create_folder(&folder).at(&folder, "creating")?;
                trace.created.push(folder);
            }
            Found::File(_) | Found::Other => return Err(DiskFault::Foreign { path: folder }),
        }
    }
    for path in &files.place {
        move_into_place(disk, &under(&stage, path), &under(output, path), trace)?;
    }
    remove_files(disk, output, &files.remove, trace)?;
    remove_emptied(disk, output, &files.remove)
}

fn move_into_place(disk: &dyn Fs, from: &Path, to: &Path, trace: &mut Trace) -> Result<(), DiskFault> {
    match disk.rename(from, to) {
        // Moved before. Where someone has emptied the stage instead, the stamp differs and the next build makes it.
        Err(fault) if trace.resumed && is_absence(&fault) && !is_there(from)? => return Ok(()),
        other => other.at(to, "renaming")?,
    }
    trace.touched = true;
    Ok(())
}

/// Removes those files that are there, and follows no link to them.
fn remove_files(disk: &dyn Fs, output: &Path, paths: &[&str], trace: &mut Trace) -> Result<(), DiskFault> {
    let mut ground = Ground::new(output);
    for path in paths {
        let file = under(output, path);
        if matches!(ground.way_to(path)?, Way::Open) && matches!(look(&file)?, Found::File(_) | Found::Other)
        {
            disk.remove_file(&file).at(&file, "removing")?;
            trace.touched = true;
        }
    }
    Ok(())
}

/// Removes the folders of removed files that now hold nothing.
fn remove_emptied(disk: &dyn Fs, output: &Path, removed: &[&str]) -> Result<(), DiskFault> {
    let mut ground = Ground::new(output);
    let mut folders = BTreeSet::new();
    for path in removed {
        // Behind a link lie folders that are not ours.
        if !matches!(ground.way_to(path)?, Way::Barred(..)) {
            folders.extend(folders_above(path));
        }
    }
    for folder in folders.into_iter().rev() {
        let folder = under(output, folder);
        match disk.remove_folder(&folder) {
            Err(fault) if fault.kind() == ErrorKind::DirectoryNotEmpty || is_absence(&fault) => {}
            other => other.at(&folder, "removing")?,
        }
    }
    Ok(())
}

/// Puts the new manifest and the list of changes in force and forgets the journal. It must outlive what it says:
/// that is made durable before, or a power cut could keep its removal and lose a page.
fn finish(disk: &dyn Fs, place: &Place, change: &Change<'_>) -> Result<(), DiskFault> {
    let journal = place.journal();
    for (next, current) in
        [(place.next_manifest(), place.manifest()), (place.next_changes(), place.changes())]
    {
        if is_there(&next)? {
            disk.rename(&next, &current).at(&current, "renaming")?;
        }
    }
    let changed =
        iter::once_with(|| change.folders(&place.output)).flatten().filter(|folder| folder.is_dir());
    disk.sync(&place.state, &mut changed.chain([place.state.clone()])).at(&place.state, "syncing")?;
    disk.remove_file(&journal).at(&journal, "removing")?;
    // All is in place. What cannot be swept now, the next build sweeps.
    let _ = place.sweep(disk);
    Ok(())
}
