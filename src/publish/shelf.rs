//! What lies in an output folder, whoever put it there.
//!
//! Takes the folder; gives the paths and bytes of its files. Follows no link, and changes nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::DiskFault;
use super::disk::At;
use super::ground::under;

/// The files of an output folder.
pub struct Shelf {
    folder: PathBuf,
    /// Parted by `/`, sorted.
    paths: Vec<String>,
}

impl Shelf {
    /// Lists the files of `folder`.
    ///
    /// # Errors
    /// The folder, or one in it, cannot be listed.
    pub fn of(folder: &Path) -> Result<Self, DiskFault> {
        let mut paths = Vec::new();
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(io::Error::from).at(folder, "listing")?;
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
            // No address leads to a file whose name is no text.
            paths.extend(parts.map(|parts| parts.join("/")));
        }
        paths.sort_unstable();
        Ok(Self { folder: folder.to_owned(), paths })
    }

    /// The paths of the files in the folder, parted by `/`, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// The bytes of the file of that number.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn bytes(&self, file: usize) -> Result<Vec<u8>, DiskFault> {
        let path = under(&self.folder, &self.paths[file]);
        fs::read(&path).at(&path, "reading")
    }
}
