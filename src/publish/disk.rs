//! The file operations of publishing.
//!
//! Takes paths and bytes; gives what was found or done. Every operation that changes the disk goes through [`Fs`], so
//! that a test can stop a build after any one of them. Must not decide anything: what is done, and in which order,
//! is the other modules' matter.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::DiskFault;
#[cfg(target_os = "linux")]
use super::ahead::Ahead;

/// What shows, without reading a file, that it is still the one that was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// Bytes.
    pub(super) length: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub(super) modified: u64,
}

impl Stamp {
    fn of(metadata: &Metadata) -> io::Result<Stamp> {
        // A time before 1970 or after 2554 is nobody's honest clock; all such times count as one.
        let age = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(Stamp { length: metadata.len(), modified: u64::try_from(age.as_nanos()).unwrap_or_default() })
    }
}

/// What stands at a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Nothing,
    File(Stamp),
    Folder,
    /// A symbolic link, a pipe, a socket or a device.
    Other,
}

/// Says what stands at `path`, following no link at its end.
pub(super) fn look(path: &Path) -> Result<Found, DiskFault> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(fault) if is_absence(&fault) => return Ok(Found::Nothing),
        Err(fault) => return Err(fault).at(path, "looking at"),
    };
    let kind = metadata.file_type();
    Ok(if kind.is_file() {
        Found::File(Stamp::of(&metadata).at(path, "looking at")?)
    } else if kind.is_dir() {
        Found::Folder
    } else {
        Found::Other
    })
}

/// The bytes of the file at `path`, if it is one that bears this stamp; nothing else that may stand there is
/// followed, or waited for.
pub(super) fn read_if_stamped(path: &Path, stamp: Stamp) -> io::Result<Option<Vec<u8>>> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    #[cfg(not(unix))]
    if fs::symlink_metadata(path)?.is_symlink() {
        return Ok(None);
    }
    let mut file = options.open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() || Stamp::of(&metadata)? != stamp {
        return Ok(None);
    }
    let mut bytes = vec![0; usize::try_from(stamp.length).map_err(io::Error::other)?];
    file.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

/// Reads a file of the state; `None` when there is none. One that is there but cannot be read is a fault: to go on
/// without it would forget which files are ours, or what is still to be done.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, DiskFault> {
    match fs::read(path) {
        Err(fault) if is_absence(&fault) => Ok(None),
        read => read.at(path, "reading").map(Some),
    }
}

/// Whether two paths name one file, as happens on disks that ignore case.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    let identity = |path: &Path| {
        use std::os::unix::fs::MetadataExt;
        fs::symlink_metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
    };
    #[cfg(not(unix))]
    let identity = |path: &Path| fs::canonicalize(path).ok();
    identity(one).is_some_and(|id| identity(other) == Some(id))
}

/// Whether an error says that nothing is there: no such file, or a file where its folder should be.
pub(super) fn is_absence(fault: &io::Error) -> bool {
    matches!(fault.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Adds to an error the path and what was being done there.
pub(super) trait At<T> {
    /// `doing` is a participle: `writing`.
    fn at(self, path: &Path, doing: &'static str) -> Result<T, DiskFault>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path, doing: &'static str) -> Result<T, DiskFault> {
        self.map_err(|source| DiskFault::Io { path: path.to_path_buf(), doing, source })
    }
}

/// The operations that change the disk.
pub(super) trait Fs: Sync {
    /// Creates one folder, whose parent exists.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Writes a file that must not exist yet. It is not durable before `sync`.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<Stamp>;
    /// The same of a long file, part by part.
    fn write_parts(&self, path: &Path, parts: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()>;
    /// Makes durable what the files among `paths` hold, and the names in the folders among them, all on the disk of
    /// `folder`. The system keeps no order between folders until then.
    fn sync(&self, folder: &Path, paths: &mut dyn Iterator<Item = PathBuf>) -> io::Result<()>;
    /// Makes the names in one folder durable.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Gives a file or a folder another name; a file replaces the one that bears it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file, or a link and not what it points to.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with all that it holds.
    fn remove_tree(&self, path: &Path) -> io::Result<()>;
    /// Fails where no file can be renamed from the folder `from` into `folder`, or be removed there, as far as that can
    /// be known without trying.
    fn admits(&self, folder: &Path, from: &Path) -> io::Result<()>;
    /// Fails where what stands at `path` can be neither replaced nor removed, whatever its folder admits. What is not
    /// there yields.
    fn yields(&self, path: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Default)]
pub(super) struct Disk {
    #[cfg(target_os = "linux")]
    pub(super) ahead: Ahead,
}

impl Fs for Disk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<Stamp> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        let stamp = Stamp::of(&file.metadata()?);
        #[cfg(target_os = "linux")]
        self.ahead.wrote(bytes.len(), move || Ok(rustix::fs::syncfs(file)?));
        stamp
    }

    fn write_parts(&self, path: &Path, parts: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        for part in parts {
            file.write_all(&part)?;
        }
        Ok(())
    }

    /// One call for the whole disk: some fifteen times cheaper than one for each file.
    #[cfg(target_os = "linux")]
    fn sync(&self, folder: &Path, _paths: &mut dyn Iterator<Item = PathBuf>) -> io::Result<()> {
        let synced = rustix::fs::syncfs(File::open(folder)?);
        self.ahead.settle()?;
        Ok(synced?)
    }

    #[cfg(not(target_os = "linux"))]
    fn sync(&self, _folder: &Path, paths: &mut dyn Iterator<Item = PathBuf>) -> io::Result<()> {
        for path in paths {
            if path.is_dir() {
                self.sync_folder(&path)?;
            } else {
                // Windows flushes only what is open for writing.
                File::options().write(true).open(path)?.sync_all()?;
            }
        }
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        // Elsewhere a folder cannot be opened as a file, and names are durable in order.
        if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    #[cfg(unix)]
    fn admits(&self, folder: &Path, from: &Path) -> io::Result<()> {
        use rustix::fs::{Access, access};
        use std::os::unix::fs::MetadataExt;
        access(folder, Access::WRITE_OK | Access::EXEC_OK)?;
        if fs::metadata(folder)?.dev() != fs::metadata(from)?.dev() {
            return Err(ErrorKind::CrossesDevices.into());
        }
        self.yields(folder)
    }

    #[cfg(not(unix))]
    fn admits(&self, _folder: &Path, _from: &Path) -> io::Result<()> {
        // Its rights are in lists that only trying tells of.
        Ok(())
    }

    /// By the attributes that chattr(1) sets, for which rights do not count.
    #[cfg(target_os = "linux")]
    fn yields(&self, path: &Path) -> io::Result<()> {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        let attributes = match statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty()) {
            Ok(found) => found.stx_attributes,
            // There is nothing, or the system does not know the question.
            Err(_) => return Ok(()),
        };
        if attributes.intersects(StatxAttributes::IMMUTABLE | StatxAttributes::APPEND) {
            let reason = "its attributes let nobody do that (see lsattr)";
            return Err(io::Error::new(ErrorKind::PermissionDenied, reason));
        }
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    fn yields(&self, path: &Path) -> io::Result<()> {
        // Windows alone heeds the file's own mark.
        let is_kept = cfg!(windows) && fs::symlink_metadata(path).is_ok_and(|it| it.permissions().readonly());
        if is_kept { Err(ErrorKind::PermissionDenied.into()) } else { Ok(()) }
    }
}
