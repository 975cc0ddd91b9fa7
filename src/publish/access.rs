//! Whether a change can be carried out, asked before anything of it is.
//!
//! Takes a change; gives the first folder or file that will not yield. What the system does not tell (a folder in which
//! each may rename only what is his own) and what happens meanwhile is left to the journal. Only looks: must not write.

use std::collections::HashSet;

use super::DiskFault;
use super::disk::{At, Found, Fs, look};
use super::ground::under;
use super::journal::Change;
use super::place::Place;

/// Asks every folder in which names will change, once, and every file that will be replaced or removed.
///
/// # Errors
/// With what is in the way.
pub(super) fn check(disk: &dyn Fs, place: &Place, change: &Change<'_>) -> Result<(), DiskFault> {
    let (output, stage) = (&place.output, place.stage());
    let files = match change {
        Change::Whole => {
            let folder = output.parent().unwrap_or(output);
            return disk.admits(folder, &stage).at(folder, "writing to");
        }
        Change::Files(files) => files,
    };
    let mut asked = HashSet::new();
    for path in files.all() {
        let mut above = folder_of(path);
        // Up to the first that is there: those below it are made in it.
        while let Some(folder) = above.filter(|&folder| asked.insert(folder)) {
            let there = if folder.is_empty() { output.clone() } else { under(output, folder) };
            if look(&there)? == Found::Folder {
                disk.admits(&there, &stage).at(&there, "writing to")?;
                break;
            }
            above = folder_of(folder);
        }
        let file = under(output, path);
        disk.yields(&file).at(&file, "replacing")?;
    }
    Ok(())
}

/// The folder in which a path lies, itself a path below the output folder: `` is that one, and lies in none of it.
fn folder_of(path: &str) -> Option<&str> {
    (!path.is_empty()).then(|| path.rsplit_once('/').map_or("", |(folder, _)| folder))
}
