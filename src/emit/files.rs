//! Files that are copied: as they are or, of pictures, without what tells of who took them.

use super::{Desk, Maker, Output, Tier};
use crate::diagnostic::{Span, catalog};
use crate::picture;
use crate::resolve::routes;
use crate::source::{Asset, BUILT_IN};

/// Promises a copy of every asset. Those that old addresses are added to are no copies.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let copy =
        |(id, asset): (u32, &Asset)| Output { path: asset.name.clone(), tier: Tier::Asset, id, maker: &COPY };
    let is_copied = |(_, asset): &(u32, &Asset)| {
        desk.site.redirects.is_empty()
            || ![routes::REDIRECTS, routes::HTACCESS].contains(&asset.name.as_str())
    };
    (0..).zip(&desk.sources.assets).filter(is_copied).map(copy).collect()
}

static COPY: Maker = Maker {
    origin: |desk, id| desk.sources.assets[id as usize].path.to_string(),
    place: |desk, id| {
        let path = &desk.sources.assets[id as usize].path;
        (!path.starts_with(BUILT_IN)).then(|| Span::file(path))
    },
    key: |press, id| press.file_key(&press.sources.assets[id as usize]),
    make: |press, id| {
        let asset = &press.sources.assets[id as usize];
        let bytes = press.sources.store.bytes(&asset.path);
        let bytes = bytes.map_err(|fault| catalog::unreadable(&asset.path, &fault))?;
        if blake3::hash(&bytes) != asset.hash {
            return Err(catalog::changed_meanwhile(&asset.path));
        }
        if press.config.images.keeps_metadata {
            return Ok(bytes);
        }
        picture::bare(&asset.name, bytes).ok_or_else(|| catalog::changed_meanwhile(&asset.path))
    },
};
