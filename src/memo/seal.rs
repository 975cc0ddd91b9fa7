//! Sealed bytes: a value with a mark that says what it is, and a checksum.

use serde::{Deserialize, Serialize};

use crate::sum::{Sum, packed, sum};

/// What sealed bytes begin with: seven letters for their kind, and the version of its format.
pub type Mark = [u8; 8];

/// How many bytes stand before the value: what it is, and its checksum.
pub const HEAD: usize = size_of::<Mark>() + size_of::<Sum>();

/// Why sealed bytes were not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// They are whole, perhaps, but of another version of the program.
    OtherVersion,
    /// They are damaged, or something else altogether.
    Damaged,
}

/// A value as bytes: mark, checksum, postcard. A large one that takes the `room` it was said to take is
/// written where it stays, not copied as it grows.
pub fn seal(mark: Mark, value: &impl Serialize, room: usize) -> Vec<u8> {
    let mut start = Vec::with_capacity(HEAD + room);
    start.resize(HEAD, 0);
    let mut sealed = packed(start, value);
    let head = head(mark, sum(&sealed[HEAD..]));
    sealed[..HEAD].copy_from_slice(&head);
    sealed
}

/// What stands before a value whose postcard has that sum.
#[must_use]
pub fn head(mark: Mark, sum: Sum) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let (start, rest) = head.split_at_mut(mark.len());
    start.copy_from_slice(&mark);
    rest.copy_from_slice(&sum);
    head
}

/// The value back from its bytes.
///
/// # Errors
/// They are damaged, or of another kind or version.
pub fn open<'a, T: Deserialize<'a>>(mark: Mark, sealed: &'a [u8]) -> Result<T, Unsound> {
    let (head, body) = sealed.split_at_checked(HEAD).ok_or(Unsound::Damaged)?;
    let (found, told) = head.split_at(mark.len());
    if found != mark {
        let (kind, _) = mark.split_at(mark.len() - 1);
        return Err(if found.starts_with(kind) { Unsound::OtherVersion } else { Unsound::Damaged });
    }
    if told != sum(body) {
        return Err(Unsound::Damaged);
    }
    postcard::from_bytes(body).map_err(|_| Unsound::Damaged)
}

/// The checksum that sealed bytes bear, whether it is right or not.
#[must_use]
pub fn sum_of(sealed: &[u8]) -> Option<Sum> {
    sealed.get(size_of::<Mark>()..HEAD)?.try_into().ok()
}
