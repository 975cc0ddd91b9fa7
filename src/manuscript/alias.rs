//! Addresses that once led to an article.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// An address that a page once had, from the site's root. How one is read is `resolve::routes`'
/// matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OldAddress {
    /// Without its first `/`, decoded; empty for the root.
    pub path: String,
    /// What follows `?`, percent-encoded; none of most.
    pub query: Option<String>,
}

/// An address that an article says it once had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// It.
    pub address: OldAddress,
    /// Where it is written, in bytes of its file's text.
    pub at: Range<u32>,
    /// Whether that file is the `.toml` beside the article.
    pub in_sidecar: bool,
}
