//! Paths below the output folder, and the folders on the way to them.
//!
//! Takes paths as the plan has them, with `/`; gives them as the system's, their folders, and what stands in the way.
//! Must not write.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::DiskFault;
use super::disk::{Found, look};
use crate::text::file_name::folders_above;

/// `path`, which uses `/`, below `root`.
pub(super) fn under(root: &Path, path: &str) -> PathBuf {
    let mut whole = PathBuf::with_capacity(root.as_os_str().len() + 1 + path.len());
    whole.push(root);
    // Part by part, since Windows' verbatim paths know no `/`.
    whole.extend(path.split('/'));
    whole
}

/// The folders on the way to any of the paths, parents before children.
pub(super) fn folders_of<'p>(paths: impl Iterator<Item = &'p str>) -> BTreeSet<&'p str> {
    let mut folders = BTreeSet::new();
    let mut last = None;
    for path in paths {
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        // Neighbours mostly share their folder.
        if folder != last {
            folders.extend(folders_above(path));
            last = folder;
        }
    }
    folders
}

/// How far the folders on the way to a path are there.
pub(super) enum Way<'p> {
    /// All are folders.
    Open,
    /// From some point on there is nothing.
    Missing,
    /// This is no folder; a link to one is none either.
    Barred(&'p str, Found),
}

/// The folders below the output folder, each looked at once.
pub(super) struct Ground<'p> {
    output: &'p Path,
    folders: BTreeMap<&'p str, Found>,
}

impl<'p> Ground<'p> {
    /// Nothing has been looked at yet.
    pub(super) fn new(output: &'p Path) -> Ground<'p> {
        Ground { output, folders: BTreeMap::new() }
    }

    /// Looks at the folders on the way to a path.
    pub(super) fn way_to(&mut self, path: &'p str) -> Result<Way<'p>, DiskFault> {
        for folder in folders_above(path) {
            let found = match self.folders.get(folder) {
                Some(&found) => found,
                None => *self.folders.entry(folder).or_insert(look(&under(self.output, folder))?),
            };
            match found {
                Found::Folder => {}
                Found::Nothing => return Ok(Way::Missing),
                Found::File(_) | Found::Other => return Ok(Way::Barred(folder, found)),
            }
        }
        Ok(Way::Open)
    }
}
