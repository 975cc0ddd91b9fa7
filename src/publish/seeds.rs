//! Writing among a site's sources, where nothing else writes: articles that are repaired, and
//! `addresses.toml`, the record of former addresses.
//!
//! Takes one file's path, the bytes that it held when it was read and those that it shall hold.
//! The file has the old bytes or the new ones at every moment, whatever dies meanwhile: the new
//! ones are written beside it, synced, and renamed into its place. Must not touch a file that has
//! changed since it was read, is no plain file, or may not be written.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::DiskFault;
use super::disk::At;

/// Replaces the bytes of the article at `path`, which must still be `was`. With `keep_original`
/// the old file, unchanged and with its times, is kept beside it as `<name>.orig`, or
/// `<name>.2.orig` and so on where one of an earlier repair is kept already; its path is given.
///
/// # Errors
/// The file has changed, is a link or write-protected, or the disk failed. The article is then as
/// it was; a copy `.orig` may lie beside it.
pub fn replace_seed(
    path: &Path,
    was: &[u8],
    bytes: &[u8],
    keep_original: bool,
) -> Result<Option<PathBuf>, DiskFault> {
    let metadata = fs::symlink_metadata(path).at(path, "looking at")?;
    if !metadata.is_file() || metadata.permissions().readonly() {
        return Err(io::Error::from(ErrorKind::PermissionDenied)).at(path, "replacing");
    }
    // Editors and `read` pass over names that end in `~`, should one be left behind.
    let draft = beside(path, &format!(".{}~", std::process::id()));
    let written = write(&draft, bytes).and_then(|()| {
        fs::set_permissions(&draft, metadata.permissions()).at(&draft, "writing")?;
        if fs::read(path).at(path, "reading")? != was {
            return Err(io::Error::other("it changed meanwhile")).at(path, "replacing");
        }
        let original = if keep_original { Some(keep(path)?) } else { None };
        fs::rename(&draft, path).at(path, "replacing")?;
        Ok(original)
    });
    if written.is_err() {
        // The fault is the one to report; the draft is litter that nothing reads.
        let _ = fs::remove_file(&draft);
    }
    let original = written?;
    if let Some(folder) = path.parent().filter(|folder| cfg!(unix) && !folder.as_os_str().is_empty()) {
        File::open(folder).and_then(|folder| folder.sync_all()).at(folder, "syncing")?;
    }
    Ok(original)
}

/// Writes a file beside the articles that is not there yet: wholly, or not at all.
///
/// # Errors
/// It is there meanwhile, or the disk failed.
pub fn add_file(path: &Path, bytes: &[u8]) -> Result<(), DiskFault> {
    let draft = beside(path, &format!(".{}~", std::process::id()));
    let added = write(&draft, bytes).and_then(|()| {
        if path.symlink_metadata().is_ok() {
            return Err(io::Error::from(ErrorKind::AlreadyExists)).at(path, "creating");
        }
        fs::rename(&draft, path).at(path, "creating")
    });
    if added.is_err() {
        // The fault is the one to report; the draft is litter that nothing reads.
        let _ = fs::remove_file(&draft);
    }
    added
}

/// Whether a folder, or one that it lies in, holds `.git`: then its history keeps what a file was.
#[must_use]
pub fn is_under_git(folder: &Path) -> bool {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    folder.ancestors().any(|folder| folder.join(".git").exists())
}

fn write(draft: &Path, bytes: &[u8]) -> Result<(), DiskFault> {
    let write = || {
        let mut file = File::create(draft)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().at(draft, "writing")
}

/// Gives the file a second name, or copies it where a disk knows one name only.
fn keep(path: &Path) -> Result<PathBuf, DiskFault> {
    for nth in 1u32.. {
        let number = if nth == 1 { String::new() } else { format!(".{nth}") };
        let original = beside(path, &format!("{number}.orig"));
        match fs::hard_link(path, &original) {
            Ok(()) => return Ok(original),
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {}
            Err(_) if original.symlink_metadata().is_ok() => {}
            Err(_) => {
                fs::copy(path, &original).at(&original, "copying")?;
                // Windows syncs only what is open for writing.
                let copied = File::options().write(true).open(&original);
                return copied.and_then(|file| file.sync_all()).at(&original, "syncing").map(|()| original);
            }
        }
    }
    Err(io::Error::from(ErrorKind::AlreadyExists)).at(path, "copying")
}

/// The path with `ending` after its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
        let mut names: Vec<_> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_original_is_kept_once_for_each_repair() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("a.txt");
        fs::write(&path, "1").expect("written");
        let kept = replace_seed(&path, b"1", b"2", true).expect("replaced");
        assert_eq!(kept, Some(folder.path().join("a.txt.orig")));
        replace_seed(&path, b"2", b"3", true).expect("replaced");
        replace_seed(&path, b"3", b"4", false).expect("replaced");
        assert_eq!(names(folder.path()), ["a.txt", "a.txt.2.orig", "a.txt.orig"]);
        let read = |name| fs::read(folder.path().join(name)).expect("readable");
        assert_eq!([read("a.txt"), read("a.txt.orig"), read("a.txt.2.orig")], [b"4", b"1", b"2"]);
    }

    #[test]
    fn a_file_that_changed_or_is_protected_is_left_alone() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("a.txt");
        fs::write(&path, "changed").expect("written");
        assert!(replace_seed(&path, b"read", b"new", true).is_err());
        let mut permissions = fs::metadata(&path).expect("there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("set");
        assert!(replace_seed(&path, b"changed", b"new", true).is_err());
        assert_eq!(fs::read(&path).expect("readable"), b"changed");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn a_folder_below_git_is_known() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let below = folder.path().join("site/seeds");
        fs::create_dir_all(&below).expect("made");
        assert!(!is_under_git(&below));
        fs::create_dir(folder.path().join(".git")).expect("made");
        assert!(is_under_git(&below));
    }
}
