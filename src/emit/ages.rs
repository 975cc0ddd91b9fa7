//! The script that tells in lists how old articles are, for each edition that wants it.

use super::{Desk, Maker, Output, Tier, edition};
use crate::config::edition::EditionId;

/// Promises the script of every edition whose lists tell the age of articles.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let script = |(id, edition): (EditionId, &crate::site::Edition)| {
        let path = edition.ages.clone()?;
        Some(Output { path, tier: Tier::Asset, id: id.0.into(), maker: &SCRIPT })
    };
    desk.site.all_editions().filter_map(script).collect()
}

static SCRIPT: Maker = Maker {
    origin: |_, _| "ages.js".to_owned(),
    place: |desk, id| desk.place_of_edition(edition(id)),
    // Its words and its template are part of what every page depends on.
    key: |press, id| press.of(edition(id)).key("ages", &id),
    make: |press, id| press.of(edition(id)).ages(),
};
