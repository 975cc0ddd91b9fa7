//! What one build leaves for the next beside the manifest: the ledger and the heads; and, for other
//! programs, when the next is due.
//!
//! Takes and gives bytes; what they mean is `memo`'s matter. Both only save work, so nothing here is
//! synced: what a power cut leaves of them is seen to be unsound.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rayon::prelude::*;

use super::disk::{Found, is_absence, look, read_if_stamped, read_if_there};
use super::ground::under;
use super::manifest::Manifest;
use super::place::{Lock, Place};
use super::{DiskFault, journal};
use crate::memo::Keeper;
use crate::memo::seal::{self, sum_of};
use crate::sum::{Sum, sum};

/// What the last build to an output folder left.
pub struct State {
    place: Place,
}

impl State {
    /// That of `output_dir`, which need not exist.
    ///
    /// # Errors
    /// When the path names no folder.
    pub fn of(output_dir: &Path) -> Result<Self, DiskFault> {
        Place::of(output_dir).map(|place| Self { place })
    }

    /// The ledger's bytes; none where there is none to be read.
    #[must_use]
    pub fn ledger(&self) -> Option<Vec<u8>> {
        fs::read(self.place.ledger()).ok()
    }

    /// So many bytes of the heads from a place on; none where they are not there.
    #[must_use]
    pub fn heads(&self, start: u64, length: u64) -> Option<Vec<u8>> {
        let mut file = File::open(self.place.heads()).ok()?;
        let is_there = start.checked_add(length)? <= file.metadata().ok()?.len();
        let mut bytes = vec![0; usize::try_from(length).ok().filter(|_| is_there)?];
        file.seek(SeekFrom::Start(start)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    /// What addresses out of the site answered, as it was left; none where there is nothing to be read.
    #[must_use]
    pub fn answers(&self) -> Option<Vec<u8>> {
        fs::read(self.place.answers()).ok()
    }

    /// Leaves what addresses out of the site answered. What cannot be left is asked again.
    pub fn leave_answers(&self, answers: &[u8]) {
        let path = self.place.answers();
        let next = path.with_extension("next");
        if let Ok(_lock) = self.place.lock()
            && fs::write(&next, answers).is_ok()
        {
            let _ = fs::rename(&next, &path);
        }
    }

    /// Whether the output stands as the build left it whose manifest has that sum: every file is there with its
    /// length and time or, if `thorough`, with its very bytes. Gives the number of files.
    ///
    /// While its changes are to be told it does not count as standing.
    #[must_use]
    pub fn stands(&self, manifest: Sum, thorough: bool) -> Option<usize> {
        let _lock = self.place.lock().ok()?;
        let is_untold = !matches!(look(&self.place.changes()), Ok(Found::Nothing));
        if is_untold || journal::is_pending(&self.place) {
            return None;
        }
        let sealed = read_if_there(&self.place.manifest()).ok()??;
        let records = Manifest::open(&sealed).filter(|_| sum_of(&sealed) == Some(manifest))?;
        let records = records.records();
        let is_intact = records.par_iter().all(|record| {
            let file = under(&self.place.output, record.path);
            if thorough {
                let bytes = read_if_stamped(&file, record.imprint.stamp);
                bytes.is_ok_and(|bytes| bytes.is_some_and(|bytes| sum(&bytes) == record.imprint.hash))
            } else {
                matches!(look(&file), Ok(Found::File(stamp)) if stamp == record.imprint.stamp)
            }
        });
        is_intact.then_some(records.len())
    }

    /// Leaves word, for programs that wait for it, of the next instant at which the site changes by time alone:
    /// a line in a file of its own, or no file where it never does.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn leave_due(&self, due: Option<Timestamp>) -> io::Result<()> {
        let file = self.place.due();
        let line = due.map(|due| format!("{due}\n").into_bytes());
        match (line, fs::read(&file).ok()) {
            (line, lies) if line == lies => Ok(()),
            (Some(line), _) => replace(&file, &line),
            (None, _) => fs::remove_file(file),
        }
    }

    /// Leaves word, in the folder `changed`, of how the output has changed, in the place of all that was said there
    /// before; without `papers` there is no such folder. The changes count as told then. Nothing is said where the
    /// last build is not the one with that `manifest`: the later one tells the changes of both.
    ///
    /// # Errors
    /// The disk's. The changes are then told by the next build.
    pub fn tell(&self, manifest: Sum, papers: &[Paper<'_>]) -> io::Result<()> {
        let (told, next) = (self.place.told(), self.place.next_told());
        let is_there = |path: &Path| !matches!(look(path), Ok(Found::Nothing));
        if papers.is_empty() && !is_there(&told) && !is_there(&self.place.changes()) {
            return Ok(());
        }
        let Some(_lock) = self.lock_of(manifest) else { return Ok(()) };
        if !papers.is_empty() {
            if_there(fs::remove_dir_all(&next))?;
            fs::create_dir(&next)?;
            papers.iter().try_for_each(|paper| {
                let mut file = BufWriter::new(File::create(next.join(&paper.name))?);
                (paper.write)(&mut file)?;
                file.flush()
            })?;
        }
        if_there(fs::remove_dir_all(&told))?;
        if !papers.is_empty() {
            fs::rename(&next, &told)?;
        }
        if_there(fs::remove_file(self.place.changes()))
    }

    /// Leaves a paper beside the manifest, or sees to it that there is none of that name, unless a build later than
    /// the one with that `manifest` has left its own.
    ///
    /// # Errors
    /// The disk's.
    pub fn leave_paper(&self, manifest: Sum, name: &str, paper: Option<&Paper<'_>>) -> io::Result<()> {
        let Some(_lock) = self.lock_of(manifest) else { return Ok(()) };
        let path = self.place.state.join(name);
        let Some(paper) = paper else { return if_there(fs::remove_file(&path)) };
        let mut text = Vec::new();
        (paper.write)(&mut text)?;
        if fs::read(&path).is_ok_and(|there| there == text) {
            return Ok(());
        }
        replace(&path, &text)
    }

    /// The lock, while the last build is the one with that `manifest`: another may have published since this one gave
    /// the lock back.
    fn lock_of(&self, manifest: Sum) -> Option<Lock> {
        let lock = self.place.lock().ok()?;
        let mut start = Vec::new();
        if let Ok(file) = File::open(self.place.manifest()) {
            file.take(seal::HEAD as u64).read_to_end(&mut start).ok()?;
        }
        (sum_of(&start).unwrap_or_default() == manifest).then_some(lock)
    }

    /// A keeper of what this build leaves; none while another process publishes to this folder, which will leave its
    /// own.
    pub fn keeper(&self) -> Option<impl Keeper> {
        let lock = self.place.lock().ok()?;
        Some(Shelves { ledger: self.place.ledger(), heads: self.place.heads(), open: None, _lock: lock })
    }
}

/// A text that is left beside the output, for those who run its host.
pub struct Paper<'p> {
    /// Its name, without a folder.
    pub name: String,
    /// Writes what it says.
    pub write: Box<Writing<'p>>,
}

/// Writes a text.
pub type Writing<'p> = dyn Fn(&mut dyn Write) -> io::Result<()> + 'p;

/// What comes of removing something that need not be there.
fn if_there(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(fault) if !is_absence(&fault) => Err(fault),
        _ => Ok(()),
    }
}

/// The two files, while they are written.
struct Shelves {
    ledger: PathBuf,
    heads: PathBuf,
    open: Option<File>,
    _lock: Lock,
}

impl Keeper for Shelves {
    fn behind(&mut self, bytes: u64) -> io::Result<()> {
        let mut file = File::options().write(true).create(true).truncate(false).open(&self.heads)?;
        file.set_len(bytes)?;
        file.seek(SeekFrom::End(0))?;
        self.open = Some(file);
        Ok(())
    }

    fn frame(&mut self, frame: &[u8]) -> io::Result<()> {
        self.open.as_mut().map_or(Ok(()), |file| file.write_all(frame))
    }

    fn ledger(&mut self, ledger: &[u8]) -> io::Result<()> {
        replace(&self.ledger, ledger)
    }
}

/// Puts bytes in the place of a file: whoever reads it finds the one or the other, whole.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let next = file.with_extension("next");
    fs::write(&next, bytes)?;
    fs::rename(&next, file)
}
