//! What builds have changed in the output: told once, whatever dies meanwhile.
//!
//! Takes what one build changes and what earlier ones left untold; gives both as one. The sum lies beside
//! the manifest, put in force with it, until it has been told. Must not touch the disk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::memo::seal::{Mark, open, seal};

const MARK: Mark = *b"WarraqC\x02";

/// What became of a file of the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Became {
    /// There was none of that path.
    New,
    /// It has other bytes.
    Changed,
    /// There is none any more.
    Gone,
}

/// How the output differs from what was told of it last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Changes {
    /// All that stands there is new.
    Whole,
    /// These files, by path.
    Files(BTreeMap<String, Became>),
}

impl Default for Changes {
    fn default() -> Self {
        Self::Files(BTreeMap::new())
    }
}

impl Changes {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Files(files) if files.is_empty())
    }

    /// These, and the `later` ones after them.
    pub(super) fn then(self, later: Self) -> Self {
        let (Self::Files(mut files), Self::Files(later)) = (self, later) else { return Self::Whole };
        for (path, now) in later {
            let before = files.get(&path).copied();
            let became = match (before, now) {
                (Some(Became::New), Became::Changed) => Became::New,
                // It was there, and others there may still hold it.
                (Some(Became::Gone), Became::New) => Became::Changed,
                (_, now) => now,
            };
            files.insert(path, became);
        }
        Self::Files(files)
    }

    /// The changes that bytes hold; none where anything about them is off, or a path is unsafe.
    pub(super) fn open(sealed: &[u8]) -> Option<Self> {
        open(MARK, sealed).ok()
    }

    /// The changes as bytes.
    pub(super) fn seal(&self) -> Vec<u8> {
        let room = match self {
            Self::Whole => 0,
            Self::Files(files) => files.keys().map(|path| path.len() + 3).sum(),
        };
        seal(MARK, self, room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_one_file_are_told_as_one() {
        use Became::{Changed, Gone, New};
        let files = |became| Changes::Files(BTreeMap::from([("a".to_owned(), became)]));
        for (first, second, both) in [
            (New, Changed, New),
            (New, Gone, Gone),
            (Changed, Changed, Changed),
            (Changed, Gone, Gone),
            (Gone, New, Changed),
        ] {
            assert_eq!(files(first).then(files(second)), files(both), "{first:?}, then {second:?}");
        }
        assert_eq!(Changes::Whole.then(files(Gone)), Changes::Whole);
        assert_eq!(files(New).then(Changes::default()), files(New));
        assert_eq!(Changes::open(&files(New).seal()), Some(files(New)));
    }
}
