//! Which blocks of an article conventions have something to say of: kept with its head, so that nobody
//! asks about the others when its page is made.

use serde::{Deserialize, Serialize};

/// The blocks that were marked, counted as they stood when they were asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Those that hold a related line or the doubt of one.
    pub within: Numbers,
    /// Those that a rule matches, after the lines within were parted from them.
    pub lines: Numbers,
}

impl Marked {
    /// Every block.
    pub const ALL: Self = Self { within: Numbers(u64::MAX), lines: Numbers(u64::MAX) };
}

/// Some numbers, from 0 up: a bit each, and one for all from 63 on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers(u64);

impl Numbers {
    /// Whether `number` may be among them; below 63, whether it is.
    #[must_use]
    pub fn has(self, number: usize) -> bool {
        self.0 & Self::bit(number) != 0
    }

    /// Adds `number`.
    pub fn set(&mut self, number: usize) {
        self.0 |= Self::bit(number);
    }

    fn bit(number: usize) -> u64 {
        1 << number.min(63)
    }
}
