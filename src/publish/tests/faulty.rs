//! A disk that fails or dies at a chosen operation.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

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
    /// The machine dies: as before, and what was not synced is zeros, though length and time are right.
    PowerCut,
    /// As before, but of what was not synced one file is whole, another zeros, cut or empty, as chance would have it.
    AnyPowerCut,
}

/// The real disk with one mishap.
pub(super) struct Faulty {
    mishap: Mishap,
    at: usize,
    /// What nobody may change, as far as is told.
    barred: Option<PathBuf>,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    operations: Vec<String>,
    unsynced: BTreeSet<PathBuf>,
}

impl Faulty {
    /// The mishap befalls the operation after the first `at`.
    pub(super) fn new(mishap: Mishap, at: usize) -> Faulty {
        Faulty { mishap, at, barred: None, log: Mutex::default() }
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

    fn note(&self, name: &str, path: &Path) -> io::Result<()> {
        let mut log = self.log.lock().unwrap();
        let number = log.operations.len();
        let text = path.to_str().unwrap();
        let short = text.split_once(".warraq/public/").map_or(text, |(_, short)| short);
        log.operations.push(format!("{name} {short}"));
        if number == self.at {
            for (nth, path) in log.unsynced.iter().enumerate() {
                match self.mishap {
                    Mishap::Error | Mishap::ErrorThenDeath | Mishap::Death => {}
                    Mishap::PowerCut => zero(path),
                    // Prime steps: every file meets every fate while the operations are swept.
                    Mishap::AnyPowerCut => match (self.at * 3 + nth * 7) % 4 {
                        0 => {}
                        1 => zero(path),
                        2 => cut(path, fs::metadata(path).unwrap().len() / 2),
                        _ => cut(path, 0),
                    },
                }
            }
        }
        let strikes = match self.mishap {
            Mishap::Error => number == self.at,
            Mishap::ErrorThenDeath => number == self.at || number > self.at + 1,
            Mishap::Death | Mishap::PowerCut | Mishap::AnyPowerCut => number >= self.at,
        };
        if strikes { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
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
        self.note("create", path)?;
        Disk::default().create_folder(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<Stamp> {
        if let Err(fault) = self.note("write", path) {
            if self.operations().len() == self.at + 1 {
                Disk::default().write(path, &bytes[..bytes.len() / 2])?;
            }
            return Err(fault);
        }
        let stamp = Disk::default().write(path, bytes)?;
        self.log.lock().unwrap().unsynced.insert(path.to_path_buf());
        Ok(stamp)
    }

    fn write_parts(&self, path: &Path, parts: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        self.write(path, &parts.collect::<Vec<_>>().concat()).map(drop)
    }

    fn sync(&self, folder: &Path, files: &mut dyn Iterator<Item = PathBuf>) -> io::Result<()> {
        self.note("sync", folder)?;
        let mut log = self.log.lock().unwrap();
        for file in files {
            assert!(log.unsynced.remove(&file), "{file:?} is not there to be synced");
        }
        assert!(log.unsynced.is_empty(), "{:?} would not be synced everywhere", log.unsynced);
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.note("sync folder", path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.note("rename", from)?;
        Disk::default().rename(from, to)?;
        let mut log = self.log.lock().unwrap();
        let moved = |path: PathBuf| match path.strip_prefix(from) {
            Ok(rest) if rest.as_os_str().is_empty() => to.to_path_buf(),
            Ok(rest) => to.join(rest),
            Err(_) => path,
        };
        log.unsynced = std::mem::take(&mut log.unsynced).into_iter().map(moved).collect();
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.note("remove", path)?;
        self.log.lock().unwrap().unsynced.remove(path);
        Disk::default().remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.note("remove", path)?;
        Disk::default().remove_folder(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.note("remove", path)?;
        self.log.lock().unwrap().unsynced.retain(|file| !file.starts_with(path));
        Disk::default().remove_tree(path)
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
