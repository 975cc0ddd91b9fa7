//! Pictures that a site names: those that it has not, and those that are too small.

use super::schedule::Schedule;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::Head;
use crate::site::Site;
use crate::source::{Asset, Sources};
use crate::text::address::is_written_out;
use crate::text::words::nearest;

/// How wide a picture must be that is shown large where an article is found or shared
/// (<https://developers.google.com/search/docs/appearance/google-discover>), in pixels.
const WIDE: u32 = 1200;

/// What there is to say about the pictures that a site names, those of articles that are not published yet
/// included: an editor looks now.
#[must_use]
pub fn told(site: &Site, schedule: &Schedule, sources: &Sources, config: &Config) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut look = |src: &str, place: &Span, is_small: &dyn Fn(&Asset) -> Option<u32>| {
        if is_written_out(src) {
            return;
        }
        match sources.asset(src) {
            None => {
                let names = sources.assets.iter().map(|asset| asset.name.as_str());
                told.push(catalog::image_not_found(place.clone(), src, nearest(src, names)));
            }
            Some(asset) => {
                told.extend(is_small(asset).map(|width| catalog::image_small(place.clone(), width)));
            }
        }
    };
    if let Some(logo) = &config.publisher.logo {
        look(&logo.value, &logo.span, &|_| None);
    }
    let withheld = schedule.withheld.iter().map(|withheld| &*withheld.head);
    let heads = site.articles.iter().map(|article| &*article.head).chain(withheld);
    for image in heads.filter_map(Head::image) {
        let width = |asset: &Asset| Some(asset.pixels?.width).filter(|&width| width < WIDE);
        look(&image.src, &image.place, &width);
    }
    told
}
