//! The front page.

use serde::Serialize;

use super::CardView;
use crate::config::edition::EditionId;
use crate::render::Press;
use crate::site::{ArticleId, Listing, Site};

/// The front page: `home` in `home.html`. No article stands on it twice.
#[derive(Serialize)]
pub struct HomeView<'a> {
    lead: Option<CardView<'a>>,
    latest: Vec<CardView<'a>>,
    sections: Vec<BlockView<'a>>,
}

/// A section on the front page: its name and its newest articles that stand nowhere above.
#[derive(Serialize)]
pub struct BlockView<'a> {
    title: &'a str,
    path: Option<&'a str>,
    articles: Vec<CardView<'a>>,
}

/// How many articles stand under the lead story on the front page.
const LATEST: usize = 8;
/// How many articles stand under a section's name on the front page.
const IN_BLOCK: usize = 4;

impl<'a> HomeView<'a> {
    /// The front page's view.
    #[must_use]
    pub fn new(press: &'a Press<'a>) -> Self {
        let site = press.site;
        let edition = site.edition(press.edition);
        let is_lead = |id: &ArticleId| edition.lead == Some(*id);
        let latest = latest(site, press.edition, edition.lead);
        let card = |id| CardView::new(press, id);
        let block = |section: &'a Listing| {
            let newest = section.articles.iter().rev().copied();
            let others = newest.filter(|id| !is_lead(id) && !latest.contains(id));
            BlockView {
                title: &section.title,
                path: section.path.as_deref(),
                articles: others.take(IN_BLOCK).map(card).collect(),
            }
        };
        // What stands in a section's own sections stands in it too.
        let blocks = site.sections_in(press.edition, None).map(|(_, section)| block(section));
        let sections = blocks.filter(|block| !block.articles.is_empty()).collect();
        Self { lead: edition.lead.map(card), latest: latest.iter().copied().map(card).collect(), sections }
    }
}

/// The articles under the lead story. Of few articles the older half is left to the blocks of their sections,
/// which would else stand empty.
fn latest(site: &Site, edition: EditionId, lead: Option<ArticleId>) -> Vec<ArticleId> {
    let newest = site.newest(edition).filter(|&id| lead != Some(id));
    let newest: Vec<ArticleId> = newest.take(2 * LATEST).collect();
    let newer = newest.len().div_ceil(2);
    let is_latest = |&(nth, id): &(usize, ArticleId)| nth < newer || site.article(id).section.is_none();
    newest.into_iter().enumerate().filter(is_latest).map(|(_, id)| id).take(LATEST).collect()
}
