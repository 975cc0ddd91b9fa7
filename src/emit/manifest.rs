//! The web application manifest (W3C), by which a reader's device keeps the site among its programs.

use serde::Serialize;

use super::{Desk, Maker, Output, Tier, edition};
use crate::config::edition::EditionId;
use crate::render::{Press, json};
use crate::resolve::routes;
use crate::site::Edition;
use crate::source::{Asset, Sources};
use crate::text::bidi::Direction;

/// Promises the manifest of each edition, when it is known where the site stands and unless the site has its own
/// in `static/`: pages that are opened from a disk may not ask for one. Its id is the edition's.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    if desk.config.base_url.is_none() {
        return Vec::new();
    }
    let output = |(EditionId(id), edition): (EditionId, &Edition)| {
        let path = edition.manifest.clone();
        Output { path, tier: Tier::Listing, id: id.into(), maker: &FILE }
    };
    let own = |output: &Output| desk.sources.asset(&output.path).is_some();
    desk.site.all_editions().map(output).filter(|output| !own(output)).collect()
}

static FILE: Maker = Maker {
    origin: |_, _| "the web manifest".to_owned(),
    place: |desk, id| desk.place_of_edition(edition(id)),
    key: |press, id| press.key("manifest", &manifest(&press.of(edition(id)))),
    make: |press, id| Ok(json::document(&manifest(&press.of(edition(id))))),
};

/// <https://www.w3.org/TR/appmanifest/>
#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_name: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    lang: &'a str,
    dir: Direction,
    /// From the manifest's own address, as the next: the folder that it stands in.
    start_url: &'static str,
    scope: &'static str,
    /// With the buttons to go back and to load again: a site without them leaves its readers in a corner.
    display: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme_color: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    background_color: Option<&'a str>,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: String,
    #[serde(rename = "type")]
    media_type: &'static str,
    purpose: &'static str,
}

fn manifest<'a>(press: &Press<'a>) -> Manifest<'a> {
    let (config, own) = (press.config, press.own);
    Manifest {
        name: &own.title,
        short_name: config.app.short_name.as_deref(),
        description: &own.description,
        lang: &own.language,
        dir: own.direction,
        start_url: "./",
        scope: "./",
        display: "minimal-ui",
        theme_color: config.app.theme_color.as_deref(),
        background_color: config.app.background_color.as_deref(),
        icons: icons(press.sources, &routes::to_root(&press.site.edition(press.edition).manifest)),
    }
}

/// The pictures of `static/` that are named as icons.
fn icons(sources: &Sources, root: &str) -> Vec<Icon> {
    let icon = |asset: &'_ Asset| -> Option<(String, &'static str, &'static str)> {
        let (stem, ending) = asset.name.rsplit_once('.')?;
        let is_icon = stem == "favicon" || stem == "icon" || stem.starts_with("icon-");
        let purpose = if stem.contains("maskable") { "maskable" } else { "any" };
        let size = asset.pixels.map(|pixels| format!("{}x{}", pixels.width, pixels.height));
        let (sizes, media_type) = match ending {
            "svg" => ("any".to_owned(), "image/svg+xml"),
            "png" => (size?, "image/png"),
            "webp" => (size?, "image/webp"),
            _ => return None,
        };
        is_icon.then_some((sizes, media_type, purpose))
    };
    let icons = sources.assets.iter().filter_map(|asset| Some((asset, icon(asset)?)));
    let icons = icons.map(|(asset, (sizes, media_type, purpose))| Icon {
        src: format!("{root}{}", routes::encoded(&asset.name)),
        sizes,
        media_type,
        purpose,
    });
    icons.collect()
}
