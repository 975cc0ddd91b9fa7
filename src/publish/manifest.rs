//! The manifest: what is known of each file that the last build left in the output.
//!
//! Takes and gives bytes. A manifest is an accelerator and a list of what is ours: one that is damaged, of another
//! version or names an unsafe path counts as none. Must not touch the disk.

use serde::{Deserialize, Serialize};

use super::disk::{Hash, Stamp, hash};

const MARK: Mark = *b"WarraqM\x01";

/// One file of the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Record<'a> {
    /// Relative to the output folder, with `/`.
    pub(super) path: &'a str,
    /// The key with which it was last made.
    pub(super) key: [u8; 16],
    /// The hash of its bytes.
    pub(super) hash: Hash,
    /// How it lies on disk.
    pub(super) stamp: Stamp,
}

/// The files of the last build, in the order of their paths.
#[derive(Default)]
pub(super) struct Manifest<'a> {
    records: Vec<Record<'a>>,
}

impl<'a> Manifest<'a> {
    /// Reads a manifest; `None` when anything about it is off.
    pub(super) fn open(sealed: &'a [u8]) -> Option<Manifest<'a>> {
        let records: Vec<Record<'a>> = open(MARK, sealed)?;
        let sound = records.is_sorted_by(|one, next| one.path < next.path)
            && records.iter().all(|record| is_safe(record.path));
        sound.then_some(Manifest { records })
    }

    /// The manifest of these files, in any order, as bytes.
    pub(super) fn seal(mut records: Vec<Record<'_>>) -> Vec<u8> {
        records.sort_unstable_by(|one, other| one.path.cmp(other.path));
        seal(MARK, &records)
    }

    /// The place of a path in [`records`](Self::records).
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        self.records.binary_search_by(|record| record.path.cmp(path)).ok()
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

/// What a sealed file begins with: its kind and the version of its format.
pub(super) type Mark = [u8; 8];

const HEAD: usize = size_of::<Mark>() + size_of::<Hash>();

/// A value as bytes: mark, checksum, postcard.
pub(super) fn seal(mark: Mark, value: &impl Serialize) -> Vec<u8> {
    let mut sealed = postcard::to_extend(value, vec![0; HEAD])
        .expect("a Vec takes any number of bytes, and sequences here know their length");
    let sum = hash(&sealed[HEAD..]);
    let (start, rest) = sealed.split_at_mut(mark.len());
    start.copy_from_slice(&mark);
    rest[..sum.len()].copy_from_slice(&sum);
    sealed
}

/// The value back from its bytes; `None` when they are damaged or of another kind or version.
pub(super) fn open<'a, T: Deserialize<'a>>(mark: Mark, sealed: &'a [u8]) -> Option<T> {
    let (head, body) = sealed.split_at_checked(HEAD)?;
    let (found, sum) = head.split_at(mark.len());
    if found != mark || sum != hash(body) {
        return None;
    }
    postcard::from_bytes(body).ok()
}
