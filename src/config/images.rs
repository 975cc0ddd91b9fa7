//! `[images]`: what is published with pictures.

use super::convention::choice;
use crate::table::Table;

/// What a site says of pictures.
#[derive(Clone, Debug, Default)]
pub struct Images {
    /// Whether they are published with what they tell of who took them.
    pub keeps_metadata: bool,
}

/// Reads `[images]`.
pub(super) fn read(mut table: Table<'_, '_>) -> Images {
    let kept = choice(&mut table, "metadata", &[("drop", false), ("keep", true)]);
    table.finish();
    Images { keeps_metadata: kept.is_some_and(|kept| kept.value) }
}
