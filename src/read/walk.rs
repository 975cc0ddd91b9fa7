//! What stands below a folder of the site, looked at on all cores.

use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::stamp;
use crate::diagnostic::{Diagnostic, catalog};
use crate::source::{SourcePath, Stamp};

/// A file below a folder of the site.
pub(super) struct File {
    pub(super) path: SourcePath,
    /// How it stands, if that can be relied on.
    pub(super) stamp: Option<Stamp>,
    /// How much of the path leads to the folder.
    folder: usize,
}

impl File {
    /// One of which nothing is known but that its path begins with that of `folder`.
    pub(super) fn of(folder: &str, name: &str) -> Self {
        Self { path: join(folder, name), stamp: None, folder: folder.len() + 1 }
    }

    /// Its path in the folder.
    pub(super) fn name(&self) -> &str {
        &self.path[self.folder..]
    }
}

/// Every file below the folder at `path`, which the site calls `folder`, in the order of their names; and
/// what there is to say. What editors leave behind is passed over; symbolic links are named and not
/// followed.
pub(super) fn files(path: &Path, folder: &str) -> (Vec<File>, Vec<Diagnostic>) {
    let (mut files, mut told) = (Vec::new(), Vec::new());
    for found in walk(path, folder) {
        match found {
            Ok((path, stamp)) => files.push(File { path, stamp, folder: folder.len() + 1 }),
            Err(diagnostic) => told.push(diagnostic),
        }
    }
    files.par_sort_unstable_by(|one, other| one.path.cmp(&other.path));
    (files, told)
}

type Found = Result<(SourcePath, Option<Stamp>), Diagnostic>;

fn walk(folder: &Path, path: &str) -> Vec<Found> {
    let is_left_behind = |entry: &DirEntry| is_litter(&entry.file_name().to_string_lossy());
    let unreadable = |fault: io::Error| catalog::unreadable(&path.into(), &fault);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.filter(|entry| !entry.as_ref().is_ok_and(is_left_behind)),
        Err(fault) => return vec![Err(unreadable(fault))],
    };
    let is_folder = |entry: &DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.as_ref().is_ok_and(is_folder));
    let name = |entry: &DirEntry| match entry.file_name().to_str() {
        Some(name) => Ok(join(path, name)),
        None => Err(catalog::name_unreadable(&join(path, &entry.file_name().to_string_lossy()))),
    };
    let file = |entry: io::Result<DirEntry>| {
        let entry = entry.map_err(unreadable)?;
        let path = name(&entry)?;
        // Asked through the folder, which is open: the way to it is not gone again for each file.
        match entry.metadata() {
            Ok(about) if about.is_file() => Ok(Some((path, stamp(&about)))),
            Ok(about) if about.is_symlink() => Err(catalog::symlink(&path)),
            Ok(_) => Ok(None),
            Err(_) => Ok(Some((path, None))),
        }
    };
    let below = |entry: DirEntry| match name(&entry) {
        Ok(path) => walk(&entry.path(), &path),
        Err(diagnostic) => vec![Err(diagnostic)],
    };
    let (mut found, below): (Vec<Found>, Vec<Vec<Found>>) = rayon::join(
        || files.into_par_iter().filter_map(|entry| file(entry).transpose()).collect(),
        || folders.into_par_iter().flatten().map(below).collect(),
    );
    found.extend(below.into_iter().flatten());
    found
}

fn join(folder: &str, name: &str) -> SourcePath {
    [folder, "/", name].concat().into()
}

/// Whether a file or folder of that name is what systems and editors leave behind: never part of a site.
pub(crate) fn is_litter(name: &str) -> bool {
    matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini")
        || ["._", ".git", ".#"].iter().any(|start| name.starts_with(start))
        || [".swp", ".swx", "~", ".orig"].iter().any(|end| name.ends_with(end))
}
