//! A disk that fails or dies at a chosen operation.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::TempDir;

use crate::publish::disk::{Disk, Fs, Stamp};

/// What happens at the chosen operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mishap {
    /// It fails; those after it succeed.
    Error,
    /// It fails, the next succeeds, and there the process dies.
    ErrorThenDeath,
    /// The process dies: it and all after it fail.
    Death,
    /// The machine dies: as before, and what was not synced is zeros, though length and time are right. So many of the
    /// names are lost that were given, changed or removed and not synced.
    PowerCut(Names),
    /// As before, but of what was not synced one file is whole, another zeros, cut or empty, as chance would have it.
    AnyPowerCut(Names),
}

/// Which changes of names that were not synced a power cut leaves. No system keeps an order between folders.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Names {
    /// All.
    Kept,
    /// So many of the first.
    First(usize),
    /// Those in the state folder itself, and none in the output and the stage.
    OfState,
    /// Those in the output and the stage, and none in the state folder itself.
    OfSite,
}

impl Mishap {
    fn names(self) -> Names {
        match self {
            Mishap::Error | Mishap::ErrorThenDeath | Mishap::Death => Names::Kept,
            Mishap::PowerCut(names) | Mishap::AnyPowerCut(names) => names,
        }
    }
}

/// The real disk with one mishap.
pub(super) struct Faulty {
    mishap: Mishap,
    at: usize,
    /// An operation that fails before the mishap.
    fails: Option<usize>,
    /// What nobody may change, as far as is told.
    barred: Option<PathBuf>,
    /// Holds what was replaced or removed, should the power fail.
    kept: TempDir,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    operations: Vec<String>,
    unsynced: BTreeSet<PathBuf>,
    /// The changes of names since the last sync.
    steps: Vec<Step>,
    /// How many names a power cut took back.
    lost: usize,
    /// How many things lie in `kept`.
    number: usize,
}

/// A change of names that a power cut may take back.
struct Step {
    /// What has a name, or had.
    path: PathBuf,
    /// Whence it came.
    from: Option<PathBuf>,
    /// Where that lies which had the name before.
    before: Option<PathBuf>,
}

impl Step {
    /// Whether it is one in the state folder itself.
    fn is_of_state(&self) -> bool {
        let below = self.path.to_str().unwrap().split_once(".warraq/public/").map(|(_, below)| below);
        below.is_some_and(|below| below.split('/').next() != Some("stage"))
    }

    fn take_back(&self) {
        match (&self.from, &self.before) {
            (Some(from), _) => fs::rename(&self.path, from).unwrap(),
            (None, Some(_)) => {}
            (None, None) if self.path.is_dir() => fs::remove_dir(&self.path).unwrap(),
            (None, None) => fs::remove_file(&self.path).unwrap(),
        }
        if let Some(before) = &self.before {
            fs::rename(before, &self.path).unwrap();
        }
    }
}

impl Log {
    /// A change of a name that is about to be made. What has it now lies in the folder `kept` from now on, too.
    fn step(&mut self, kept: &Path, path: &Path, from: Option<&Path>) -> Step {
        let before = fs::symlink_metadata(path).is_ok().then(|| {
            self.number += 1;
            let before = kept.join(self.number.to_string());
            keep(path, &before);
            let below = |file: &PathBuf| Some(moved(file.strip_prefix(path).ok()?, &before));
            let unsynced: Vec<_> = self.unsynced.iter().filter_map(below).collect();
            self.unsynced.extend(unsynced);
            before
        });
        Step { path: path.to_owned(), from: from.map(Path::to_owned), before }
    }

    /// The names in these folders are durable; so is the removal of those whose folder is gone.
    fn is_durable(&mut self, folders: &[PathBuf]) {
        self.steps.retain(|step| {
            let folder = step.path.parent().unwrap();
            folder.is_dir() && !folders.iter().any(|synced| synced == folder)
        });
    }

    /// Takes back the names that are lost.
    fn lose(&mut self, names: Names) {
        let mut steps = std::mem::take(&mut self.steps);
        match names {
            Names::Kept => steps.clear(),
            Names::First(kept) => drop(steps.drain(..kept.min(steps.len()))),
            Names::OfState => steps.retain(|step| !step.is_of_state()),
            Names::OfSite => steps.retain(Step::is_of_state),
        }
        self.lost = steps.len();
        steps.iter().rev().for_each(Step::take_back);
    }
}

/// What lies `below` a folder, or it itself, where that has gone to `to`.
fn moved(below: &Path, to: &Path) -> PathBuf {
    if below.as_os_str().is_empty() { to.to_owned() } else { to.join(below) }
}

/// Gives a file, or all in a folder, another name beside its own.
fn keep(from: &Path, to: &Path) {
    if from.is_symlink() || !from.is_dir() {
        return fs::hard_link(from, to).unwrap();
    }
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        keep(&entry.path(), &to.join(entry.file_name()));
    }
}

impl Faulty {
    /// The mishap befalls the operation after the first `at`.
    pub(super) fn new(mishap: Mishap, at: usize) -> Faulty {
        let kept = tempfile::tempdir().unwrap();
        Faulty { mishap, at, fails: None, barred: None, kept, log: Mutex::default() }
    }

    /// The operation after the first `fails` fails, and then the mishap befalls that after the first `at`.
    pub(super) fn failing(fails: usize, mishap: Mishap, at: usize) -> Faulty {
        Faulty { fails: Some(fails), ..Faulty::new(mishap, at) }
    }

    /// No mishap, but asked whether this file or folder may be changed it says no.
    pub(super) fn barring(path: PathBuf) -> Faulty {
        Faulty { barred: Some(path), ..Faulty::sound() }
    }

    /// No mishap. Nor does it wait for the real disk to sync, which lasts as long as others keep it busy.
    pub(super) fn sound() -> Faulty {
        Faulty::new(Mishap::Death, usize::MAX)
    }

    /// The operations so far, each with the file's path in the state folder or its name.
    pub(super) fn operations(&self) -> Vec<String> {
        self.log.lock().unwrap().operations.clone()
    }

    /// Whether the mishap has come to pass.
    pub(super) fn has_struck(&self) -> bool {
        self.operations().len() > self.at
    }

    /// How many names the power cut has taken back.
    pub(super) fn lost_names(&self) -> usize {
        self.log.lock().unwrap().lost
    }

    /// Notes an operation, which the mishap may befall.
    fn note(&self, log: &mut Log, name: &str, path: &Path) -> io::Result<()> {
        let number = log.operations.len();
        let text = path.to_str().unwrap();
        let short = text.split_once(".warraq/public/").map_or(text, |(_, short)| short);
        log.operations.push(format!("{name} {short}"));
        if number == self.at {
            for (nth, path) in log.unsynced.iter().enumerate() {
                match self.mishap {
                    Mishap::Error | Mishap::ErrorThenDeath | Mishap::Death => {}
                    Mishap::PowerCut(_) => zero(path),
                    // Prime steps: every file meets every fate while the operations are swept.
                    Mishap::AnyPowerCut(_) => match (self.at * 3 + nth * 7) % 4 {
                        0 => {}
                        1 => zero(path),
                        2 => cut(path, fs::metadata(path).unwrap().len() / 2),
                        _ => cut(path, 0),
                    },
                }
            }
            log.lose(self.mishap.names());
        }
        let strikes = match self.mishap {
            Mishap::Error => number == self.at,
            Mishap::ErrorThenDeath => number == self.at || number > self.at + 1,
            Mishap::Death | Mishap::PowerCut(_) | Mishap::AnyPowerCut(_) => number >= self.at,
        };
        if strikes || self.fails == Some(number) { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    /// Changes a name, unless the mishap befalls that. Nothing else happens meanwhile.
    fn change<T>(
        &self,
        name: &str,
        (path, from): (&Path, Option<&Path>),
        change: impl FnOnce(&mut Log) -> io::Result<T>,
    ) -> io::Result<T> {
        let log = &mut *self.log.lock().unwrap();
        self.note(log, name, from.unwrap_or(path))?;
        let step = (self.mishap.names() != Names::Kept).then(|| log.step(self.kept.path(), path, from));
        let changed = change(log)?;
        log.steps.extend(step);
        Ok(changed)
    }
}

/// Leaves length and time of a file, and nothing of what it said.
fn zero(path: &Path) {
    let metadata = fs::metadata(path).unwrap();
    let length = usize::try_from(metadata.len()).unwrap();
    fs::write(path, vec![0; length]).unwrap();
    File::options().write(true).open(path).unwrap().set_modified(metadata.modified().unwrap()).unwrap();
}

/// Leaves the beginning of a file.
fn cut(path: &Path, length: u64) {
    File::options().write(true).open(path).unwrap().set_len(length).unwrap();
}

impl Fs for Faulty {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.change("create", (path, None), |_| Disk::default().create_folder(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<Stamp> {
        let written = self.change("write", (path, None), |log| {
            let stamp = Disk::default().write(path, bytes)?;
            log.unsynced.insert(path.to_path_buf());
            Ok(stamp)
        });
        // The one that is befallen may have begun.
        let is_cut = self.operations().len().checked_sub(1) == Some(self.at);
        if is_cut && self.mishap.names() == Names::Kept {
            Disk::default().write(path, &bytes[..bytes.len() / 2])?;
        }
        written
    }

    fn write_parts(&self, path: &Path, parts: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        self.write(path, &parts.collect::<Vec<_>>().concat()).map(drop)
    }

    fn sync(&self, folder: &Path, paths: &mut dyn Iterator<Item = PathBuf>) -> io::Result<()> {
        let log = &mut *self.log.lock().unwrap();
        self.note(log, "sync", folder)?;
        let (folders, files): (Vec<_>, Vec<_>) = paths.partition(|path| path.is_dir());
        for file in files {
            assert!(log.unsynced.remove(&file), "{file:?} is not there to be synced");
        }
        log.unsynced.retain(|file| !file.starts_with(self.kept.path()));
        assert!(log.unsynced.is_empty(), "{:?} would not be synced everywhere", log.unsynced);
        log.is_durable(&folders);
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let log = &mut *self.log.lock().unwrap();
        self.note(log, "sync folder", path)?;
        log.is_durable(&[path.to_owned()]);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change("rename", (to, Some(from)), |log| {
            Disk::default().rename(from, to)?;
            let renamed = |path: PathBuf| match path.strip_prefix(from) {
                Ok(below) => moved(below, to),
                Err(_) => path,
            };
            log.unsynced = std::mem::take(&mut log.unsynced).into_iter().map(renamed).collect();
            Ok(())
        })
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.change("remove", (path, None), |log| {
            log.unsynced.remove(path);
            Disk::default().remove_file(path)
        })
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.change("remove", (path, None), |_| Disk::default().remove_folder(path))
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.change("remove", (path, None), |log| {
            log.unsynced.retain(|file| !file.starts_with(path));
            Disk::default().remove_tree(path)
        })
    }

    fn admits(&self, folder: &Path, from: &Path) -> io::Result<()> {
        self.yields(folder)?;
        Disk::default().admits(folder, from)
    }

    fn yields(&self, path: &Path) -> io::Result<()> {
        if self.barred.as_deref() == Some(path) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        Disk::default().yields(path)
    }
}
