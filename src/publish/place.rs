//! Where the output and its state lie, and who may touch them.
//!
//! Takes the output folder's path; gives the paths of its state, the lock, and an empty stage. Must not read or write
//! what the state files hold.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf, absolute};
use std::thread::sleep;
use std::time::Duration;

use rayon::prelude::*;

use super::DiskFault;
use super::disk::{At, Found, Fs, look};
use super::ground::{folders_of, under};

/// The output folder and its state folder, `.warraq/<name>` beside it: on the same disk, and not deployed with it.
pub(super) struct Place {
    /// The output folder, no link itself. It need not exist.
    pub(super) output: PathBuf,
    /// The state folder.
    pub(super) state: PathBuf,
}

/// The right to change an output folder and its state, until dropped.
pub(super) struct Lock {
    _file: File,
}

impl Place {
    /// Finds the output folder and its state, writing nothing.
    ///
    /// # Errors
    /// When the path has no name (`/`, `..`), cannot be resolved, or names something other than a folder.
    pub(super) fn of(output_dir: &Path) -> Result<Place, DiskFault> {
        let output = match fs::canonicalize(output_dir) {
            Ok(real) => real,
            Err(fault) if fault.kind() == ErrorKind::NotFound && look(output_dir)? == Found::Nothing => {
                absolute(output_dir).at(output_dir, "resolving")?
            }
            Err(fault) => return Err(fault).at(output_dir, "resolving"),
        };
        if !matches!(look(&output)?, Found::Nothing | Found::Folder) {
            return Err(DiskFault::Foreign { path: output });
        }
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(ErrorKind::InvalidInput.into()).at(output_dir, "resolving");
        };
        Ok(Place { state: parent.join(".warraq").join(name), output })
    }

    /// What is known of each file of the last build.
    pub(super) fn manifest(&self) -> PathBuf {
        self.state.join("manifest")
    }

    /// The manifest that takes effect when the journal is done.
    pub(super) fn next_manifest(&self) -> PathBuf {
        self.state.join("manifest.next")
    }

    /// What must be done to finish a build that has begun to change the output.
    pub(super) fn journal(&self) -> PathBuf {
        self.state.join("journal")
    }

    /// A journal that is still being written.
    pub(super) fn next_journal(&self) -> PathBuf {
        self.state.join("journal.next")
    }

    /// How the output differs from what was told of it last; there while that is to be told.
    pub(super) fn changes(&self) -> PathBuf {
        self.state.join("changes")
    }

    /// Those that take effect when the journal is done.
    pub(super) fn next_changes(&self) -> PathBuf {
        self.state.join("changes.next")
    }

    /// What was told of the last build's changes, for programs.
    pub(super) fn told(&self) -> PathBuf {
        self.state.join("changed")
    }

    /// The same, while it is written.
    pub(super) fn next_told(&self) -> PathBuf {
        self.state.join("changed.next")
    }

    /// How the sources stood at the last build.
    pub(super) fn ledger(&self) -> PathBuf {
        self.state.join("ledger")
    }

    /// What the last build read of them.
    pub(super) fn heads(&self) -> PathBuf {
        self.state.join("heads")
    }

    /// When the next build is due, for other programs.
    pub(super) fn due(&self) -> PathBuf {
        self.state.join("due")
    }

    /// What addresses out of the site answered.
    pub(super) fn answers(&self) -> PathBuf {
        self.state.join("answers")
    }

    /// The folder where files are made, under their paths in the output.
    pub(super) fn stage(&self) -> PathBuf {
        self.state.join("stage")
    }

    /// Creates the state folder where it is missing and locks it.
    ///
    /// # Errors
    /// [`DiskFault::Busy`] at once when another process holds the lock. The kernel frees it when its holder dies.
    pub(super) fn lock(&self) -> Result<Lock, DiskFault> {
        fs::create_dir_all(&self.state).at(&self.state, "creating")?;
        let path = self.state.join("lock");
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .at(&path, "opening")?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(DiskFault::Busy { pid: holder(&mut file) }),
            Err(TryLockError::Error(fault)) => return Err(fault).at(&path, "locking"),
        }
        file.set_len(0).at(&path, "writing")?;
        file.write_all(format!("{}\n", std::process::id()).as_bytes()).at(&path, "writing")?;
        Ok(Lock { _file: file })
    }

    /// Creates the stage with the folders of all `paths`, each once.
    pub(super) fn create_stage<'p>(
        &self,
        disk: &dyn Fs,
        paths: impl Iterator<Item = &'p str>,
    ) -> Result<(), DiskFault> {
        let stage = self.stage();
        disk.create_folder(&stage).at(&stage, "creating")?;
        let depth = |folder: &&str| folder.matches('/').count();
        let mut folders: Vec<_> = folders_of(paths).into_iter().collect();
        folders.sort_by_key(depth);
        folders.chunk_by(|one, other| depth(one) == depth(other)).try_for_each(|level| {
            level.par_iter().try_for_each(|folder| {
                let folder = under(&stage, folder);
                disk.create_folder(&folder).at(&folder, "creating")
            })
        })
    }

    /// Removes the journal, the stage and whatever else an unfinished build left in the state folder.
    pub(super) fn sweep(&self, disk: &dyn Fs) -> Result<(), DiskFault> {
        // The journal goes first, and for good: without its stage it could not be carried out.
        let journal = self.journal();
        if look(&journal)? != Found::Nothing {
            disk.remove_file(&journal).at(&journal, "removing")?;
            disk.sync_folder(&self.state).at(&self.state, "syncing")?;
        }
        for path in
            [self.next_journal(), self.next_manifest(), self.next_changes(), self.next_told(), self.stage()]
        {
            match look(&path)? {
                Found::Nothing => {}
                Found::Folder => disk.remove_tree(&path).at(&path, "removing")?,
                Found::File(_) | Found::Other => disk.remove_file(&path).at(&path, "removing")?,
            }
        }
        Ok(())
    }
}

/// The process that holds a lock. One that has just taken it is about to write its number. Windows lets
/// nobody read a locked file: then the holder stays unnamed.
fn holder(lock: &mut File) -> Option<u32> {
    const TRIES: u32 = 20;
    (0..TRIES).find_map(|tried| {
        if tried > 0 {
            sleep(Duration::from_millis(5));
        }
        let mut line = String::new();
        lock.rewind().and_then(|()| lock.read_to_string(&mut line)).ok()?;
        line.strip_suffix('\n')?.parse().ok()
    })
}
