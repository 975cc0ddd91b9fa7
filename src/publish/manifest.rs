//! The manifest: what is known of each file that the last build left in the output.
//!
//! Takes and gives bytes. A manifest is an accelerator and a list of what is ours: one that is damaged, of another
//! version or names an unsafe path counts as none. Must not touch the disk.

use serde::{Deserialize, Serialize};

use super::disk::Stamp;
use crate::memo::seal::{Mark, head, open};
use crate::sum::{Sum, packed, sum_of_parts};

const MARK: Mark = *b"WarraqM\x02";

/// One file of the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Record<'a> {
    /// Relative to the output folder, with `/`.
    pub(super) path: &'a str,
    /// The key with which it was last made.
    pub(super) key: Sum,
    /// The hash of its bytes.
    pub(super) hash: Sum,
    /// How it lies on disk.
    pub(super) stamp: Stamp,
}

/// The files of the last build, in the order of their paths.
#[derive(Default)]
pub(super) struct Manifest<'a> {
    records: Vec<Record<'a>>,
}

/// A manifest as bytes, a part at a time: of a large site they are many.
pub(super) struct Sealed<'m> {
    /// The sum that it bears.
    pub(super) sum: Sum,
    records: &'m [Record<'m>],
}

impl Sealed<'_> {
    /// Its bytes, from the first to the last.
    pub(super) fn parts(&self) -> impl Iterator<Item = Vec<u8>> {
        std::iter::once(head(MARK, self.sum).to_vec()).chain(packed_in_parts(self.records))
    }
}

/// How many records are written at a time.
const IN_PART: usize = 1024;

/// A list in postcard's format: its length, and one value behind the other.
fn packed_in_parts(records: &[Record<'_>]) -> impl Iterator<Item = Vec<u8>> {
    let part = |records: &[Record<'_>]| records.iter().fold(Vec::new(), packed);
    std::iter::once(packed(Vec::new(), &records.len())).chain(records.chunks(IN_PART).map(part))
}

impl<'a> Manifest<'a> {
    /// Reads a manifest; `None` when anything about it is off.
    pub(super) fn open(sealed: &'a [u8]) -> Option<Manifest<'a>> {
        let records: Vec<Record<'a>> = open(MARK, sealed).ok()?;
        let sound = records.is_sorted_by(|one, next| one.path < next.path)
            && records.iter().all(|record| is_safe(record.path));
        sound.then_some(Manifest { records })
    }

    /// The manifest of these files, in any order.
    pub(super) fn new(mut records: Vec<Record<'a>>) -> Self {
        records.sort_unstable_by(|one, other| one.path.cmp(other.path));
        Self { records }
    }

    /// The manifest as bytes, ready to be written.
    pub(super) fn seal(&self) -> Sealed<'_> {
        Sealed { sum: sum_of_parts(packed_in_parts(&self.records)), records: &self.records }
    }

    /// The place of a path in [`records`](Self::records), which may be the `likely` one.
    pub(super) fn find(&self, path: &str, likely: usize) -> Option<usize> {
        let is_likely = self.records.get(likely).is_some_and(|record| record.path == path);
        let search = || self.records.binary_search_by(|record| record.path.cmp(path)).ok();
        if is_likely { Some(likely) } else { search() }
    }

    /// All records, by path.
    pub(super) fn records(&self) -> &[Record<'a>] {
        &self.records
    }
}

/// Whether a path stays below the folder it is joined to. A checksum only shows damage: who writes a manifest by hand
/// must not get files outside the output removed.
pub(super) fn is_safe(path: &str) -> bool {
    path.split('/').all(|part| match part {
        "" | "." | ".." => false,
        _ if cfg!(windows) => !part.contains(['\\', ':', '\0']),
        _ => !part.contains('\0'),
    })
}
