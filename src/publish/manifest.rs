//! The manifest: what is known of each file that the last build left in the output.
//!
//! Takes and gives bytes. A manifest is an accelerator and a list of what is ours: one that is damaged, of another
//! version or names an unsafe path counts as none. Must not touch the disk.

use serde::{Deserialize, Serialize};

use super::Entry;
use super::disk::Stamp;
use crate::emit::Tier;
use crate::memo::seal::{Mark, head, open};
use crate::sum::{Sum, packed, sum_of_parts};

const MARK: Mark = *b"WarraqM\x03";

/// One file of the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Record<'a> {
    /// Relative to the output folder, with `/`.
    pub(super) path: &'a str,
    /// The key with which it was last made.
    pub(super) key: Sum,
    /// When it was put in place.
    pub(super) tier: Tier,
    /// By what it is known again.
    pub(super) imprint: Imprint,
}

/// By what a file is known again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Imprint {
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

/// The manifest of a plan that has been carried out, ready to be written. Of a large site its records are many:
/// none is made before it is written, and none stays.
pub(super) struct Sealed<'p> {
    /// The sum that it bears.
    pub(super) sum: Sum,
    plan: &'p [Entry<'p>],
    imprints: Vec<Imprint>,
    /// The plan's indices, in the order of the paths.
    by_path: Vec<usize>,
}

/// How many records are written at a time.
const IN_PART: usize = 1024;

impl<'p> Sealed<'p> {
    /// That of a plan whose files have these `imprints`, in the plan's order.
    pub(super) fn of(plan: &'p [Entry<'p>], imprints: Vec<Imprint>) -> Self {
        let mut by_path: Vec<_> = (0..plan.len()).collect();
        by_path.sort_unstable_by_key(|&index| plan[index].path);
        let mut sealed = Sealed { sum: Sum::default(), plan, imprints, by_path };
        sealed.sum = sum_of_parts(sealed.body());
        sealed
    }

    /// Its bytes, from the first to the last.
    pub(super) fn parts(&self) -> impl Iterator<Item = Vec<u8>> {
        std::iter::once(head(MARK, self.sum).to_vec()).chain(self.body())
    }

    /// The records as a list in postcard's format: its length, and one value behind the other.
    fn body(&self) -> impl Iterator<Item = Vec<u8>> {
        let record = |&index: &usize| {
            let Entry { path, key, tier } = self.plan[index];
            Record { path, key, tier, imprint: self.imprints[index] }
        };
        let part = move |indices: &[usize]| {
            indices.iter().map(record).fold(Vec::new(), |part, record| packed(part, &record))
        };
        std::iter::once(packed(Vec::new(), &self.by_path.len())).chain(self.by_path.chunks(IN_PART).map(part))
    }
}

impl<'a> Manifest<'a> {
    /// Reads a manifest; `None` when anything about it is off.
    pub(super) fn open(sealed: &'a [u8]) -> Option<Manifest<'a>> {
        let records: Vec<Record<'a>> = open(MARK, sealed).ok()?;
        let sound = records.is_sorted_by(|one, next| one.path < next.path)
            && records.iter().all(|record| is_safe(record.path));
        sound.then_some(Manifest { records })
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
