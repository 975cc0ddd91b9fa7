//! Files that are copied as they are.

use super::{Desk, Maker, Output, Tier};
use crate::diagnostic::catalog;
use crate::render::Press;
use crate::source::Asset;

/// Promises a copy of every asset.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let copy = |(id, (path, asset)): (u32, (&String, &Asset))| Output {
        path: path.clone(),
        origin: asset.path.to_string(),
        tier: Tier::Asset,
        id,
        maker: &COPY,
    };
    (0..).zip(&desk.sources.assets).map(copy).collect()
}

fn asset<'a>(press: &Press<'a>, id: u32) -> &'a Asset {
    let nth = press.sources.assets.values().nth(id as usize);
    nth.expect("ids are places in this very map")
}

static COPY: Maker = Maker {
    key: |press, id| press.file_key(&asset(press, id).hash),
    make: |press, id| {
        let asset = asset(press, id);
        let bytes = press.sources.store.bytes(&asset.path);
        let bytes = bytes.map_err(|fault| catalog::unreadable(&asset.path, &fault))?;
        if blake3::hash(&bytes) != asset.hash {
            return Err(catalog::changed_meanwhile(&asset.path));
        }
        Ok(bytes)
    },
};
