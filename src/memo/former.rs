//! Addresses that articles had when the site was built last, and have no longer.

use serde::{Deserialize, Serialize};

use super::{Reading, Readings};
use crate::config::structure::Genre;
use crate::manuscript::Head;
use crate::source::SourcePath;
use crate::sum::Sum;

/// An address that an article had when the site was built last, and has no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// Where its page stood.
    pub address: String,
    /// Its seed, as it was called last.
    pub seed: SourcePath,
    /// The sum of what that held: by it an article is known whose file bears another name.
    pub sum: Option<Sum>,
}

impl Former {
    /// That of the article of `seed`, which had this head. An author's profile has none: it is a part of
    /// another page.
    pub(super) fn of(seed: SourcePath, sum: Option<Sum>, head: &Head) -> Option<Self> {
        let address = head.path().to_owned();
        (head.genre() != Genre::Profile).then_some(Self { address, seed, sum })
    }

    /// That of the article of `seed`, if it was `before` and is another `now`. An article that is a draft
    /// now, or cannot be read, still owns it.
    pub(super) fn left(seed: &SourcePath, before: &Head, now: &Reading) -> Option<Self> {
        let head = now.outcome.head()?;
        if head.path() == before.path() { None } else { Self::of(seed.clone(), now.sum, before) }
    }
}

impl Readings {
    /// Where pages of articles stood or, of those that waited, were to stand; and the addresses that they have left.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let heads = self.iter().filter_map(|reading| reading.outcome.head());
        // An author's profile is a part of another page.
        let pages = heads.filter(|head| head.genre() != Genre::Profile).map(|head| head.path());
        pages.chain(self.former.iter().map(|former| &*former.address))
    }
}
