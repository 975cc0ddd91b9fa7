//! The file by which a site shows that an IndexNow key is its own (indexnow.org/documentation).

use super::{Desk, Maker, Output, Tier};
use crate::resolve::routes;

/// Promises the key's file, where there is a key.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let path = desk.config.indexnow.as_deref().map(routes::indexnow_key);
    path.map(|path| Output { path, tier: Tier::Asset, id: 0, maker: &KEY }).into_iter().collect()
}

static KEY: Maker = Maker {
    origin: |_, _| "the key of [indexnow]".to_owned(),
    place: |_, _| None,
    key: |press, _| press.key("indexnow", &press.config.indexnow),
    make: |press, _| Ok(press.config.indexnow.clone().unwrap_or_default().into_bytes()),
};
