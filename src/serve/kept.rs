//! A [`Store`] that remembers what it read.
//!
//! A page is made when it is asked for, from its seed's text. After a faulty save the last good
//! site must still be shown, and that text stands on no disk any more: so what was read for a
//! proof is kept with it. Memory is bounded by [`ROOM`]; what was not asked for longest goes
//! first, and is then read from the disk again.

#![expect(clippy::disallowed_types, reason = "a memory of bytes, outside the model")]

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::source::{SourcePath, Store};

/// How many bytes are remembered at most: some ten thousand articles.
const ROOM: usize = 64 << 20;
/// What is larger than this is no text, and is read anew each time.
const LARGEST: usize = 256 << 10;
/// How often the shelves turn while a proof is pulled. Often a whole site is read then, and of a large one each
/// further turn would only let go what the last one had kept.
const TURNS_OF_A_PROOF: usize = 1;

/// A store, and what it read last.
pub(super) struct Kept {
    inner: Arc<dyn Store>,
    shelves: Mutex<Shelves>,
}

/// Two shelves of half the room each. When the upper one is full it takes the lower one's place,
/// and what had stood there, without being asked for since, is let go.
#[derive(Clone, Default)]
struct Shelves {
    upper: HashMap<Arc<str>, Arc<[u8]>>,
    lower: HashMap<Arc<str>, Arc<[u8]>>,
    /// How many bytes stand on the upper shelf.
    weight: usize,
    /// How often they may turn yet.
    turns: usize,
}

impl Kept {
    /// `inner`, with a memory, for a proof that is being pulled.
    pub(super) fn new(inner: Arc<dyn Store>) -> Self {
        Self { inner, shelves: Mutex::new(Shelves { turns: TURNS_OF_A_PROOF, ..Shelves::default() }) }
    }

    /// Notes that the whole site is read no longer.
    pub(super) fn settle(&self) {
        self.shelves().turns = usize::MAX;
    }

    /// `inner`, with what this one remembers of files that are not `changed`.
    pub(super) fn without(&self, inner: Arc<dyn Store>, changed: &BTreeSet<SourcePath>) -> Self {
        let mut shelves = self.shelves().clone();
        shelves.upper.retain(|path, _| !changed.contains(path));
        shelves.lower.retain(|path, _| !changed.contains(path));
        shelves.weight = shelves.upper.values().map(|bytes| bytes.len()).sum();
        shelves.turns = TURNS_OF_A_PROOF;
        Self { inner, shelves: Mutex::new(shelves) }
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        // Each change of the shelves is whole, even if a thread that held them panicked.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Kept {
    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let known = self.shelves().take(path, ROOM);
        if let Some(bytes) = known {
            return Ok(bytes.to_vec());
        }
        let bytes = self.inner.bytes(path)?;
        if bytes.len() <= LARGEST {
            self.shelves().put(path, bytes.as_slice(), ROOM);
        }
        Ok(bytes)
    }
}

impl Shelves {
    /// What stands at `path`, which is then the last that was asked for.
    fn take(&mut self, path: &str, room: usize) -> Option<Arc<[u8]>> {
        if let Some(bytes) = self.upper.get(path) {
            return Some(bytes.clone());
        }
        let bytes = self.lower.get(path)?.clone();
        if self.put(path, bytes.clone(), room) {
            self.lower.remove(path);
        }
        Some(bytes)
    }

    /// Puts a file on the upper shelf. Gives whether there was room.
    fn put(&mut self, path: &str, bytes: impl AsRef<[u8]> + Into<Arc<[u8]>>, room: usize) -> bool {
        let length = bytes.as_ref().len();
        if self.weight + length > room / 2 {
            let Some(turns) = self.turns.checked_sub(1) else { return false };
            self.turns = turns;
            self.lower = std::mem::take(&mut self.upper);
            self.weight = 0;
        }
        self.weight += length;
        if let Some(former) = self.upper.insert(path.into(), bytes.into()) {
            self.weight -= former.len();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Gives other bytes each time it is asked.
    struct Changing(AtomicUsize);

    impl Store for Changing {
        fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
            match path {
                "missing" => Err(io::ErrorKind::NotFound.into()),
                _ => Ok(self.0.fetch_add(1, Ordering::Relaxed).to_string().into_bytes()),
            }
        }
    }

    #[test]
    fn a_file_keeps_the_bytes_that_were_read_first() {
        let kept = Kept::new(Arc::new(Changing(AtomicUsize::new(0))));
        assert_eq!(kept.bytes("a").unwrap(), b"0");
        assert_eq!(kept.bytes("b").unwrap(), b"1");
        assert_eq!(kept.bytes("a").unwrap(), b"0");
        assert!(kept.bytes("missing").is_err());
    }

    #[test]
    fn what_was_not_asked_for_longest_is_let_go() {
        let mut shelves = Shelves { turns: usize::MAX, ..Shelves::default() };
        for path in ["a", "b", "c", "d"] {
            shelves.put(path, [0; 10].as_slice(), 40);
        }
        assert!(
            shelves.take("a", 40).is_some(),
            "asked for again: it goes up, and the lower shelf is let go"
        );
        assert!(shelves.take("b", 40).is_none());
        for stays in ["a", "c", "d"] {
            assert!(shelves.take(stays, 40).is_some(), "{stays}");
        }
        let weight = shelves.upper.len() + shelves.lower.len();
        assert!(weight * 10 <= 40, "{weight} files of ten bytes");
    }

    #[test]
    fn what_a_proof_kept_is_not_let_go_before_it_is_pulled() {
        let mut shelves = Shelves { turns: TURNS_OF_A_PROOF, ..Shelves::default() };
        let all = ["a", "b", "c", "d", "e", "f"];
        for path in all {
            shelves.put(path, [0; 10].as_slice(), 40);
        }
        let stand = |shelves: &mut Shelves| all.map(|path| shelves.take(path, 40).is_some());
        assert_eq!(stand(&mut shelves), [true, true, true, true, false, false]);
        assert_eq!(stand(&mut shelves), [true, true, true, true, false, false], "to look at them moves none");
    }
}
