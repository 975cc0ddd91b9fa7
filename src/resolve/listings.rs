//! Which articles stand on which page of a listing.
//!
//! Pages are numbered from the oldest articles and closed once full, so that an archive's pages
//! stay as they are when articles are added. The newest articles stand on the page without a
//! number, which closes one as soon as another page's worth remains on it.

use std::ops::Range;

use super::months::Month;
use super::routes;
use crate::config::Config;
use crate::config::edition::{Edition, EditionId};
use crate::site::{
    Article, ArticleId, Listing, ListingId, ListingKind, Page, PageKind, Part, Site, SitePath,
};

/// How many closed pages a listing of `count` articles has, `size` on each.
#[must_use]
pub fn closed_pages(count: usize, size: usize) -> u32 {
    u32::try_from((count / size).saturating_sub(1)).expect("fewer pages than articles")
}

/// The places of the articles of one page, counted from the oldest: of the closed page `number`,
/// or of the newest.
#[must_use]
pub fn on_page(count: usize, size: usize, number: Option<u32>) -> Range<usize> {
    match number {
        Some(number) => size * (number as usize - 1)..size * number as usize,
        None => size * closed_pages(count, size) as usize..count,
    }
}

/// The page of the next newer articles, seen from the closed page `number` or from the newest: the newest's,
/// which has no number, or a closed one's.
#[must_use]
pub fn newer(count: usize, size: usize, number: Option<u32>) -> Option<Option<u32>> {
    number.map(|number| Some(number + 1).filter(|&next| next <= closed_pages(count, size)))
}

/// The closed page of the next older articles, seen from there.
#[must_use]
pub fn older(count: usize, size: usize, number: Option<u32>) -> Option<u32> {
    Some(number.map_or_else(|| closed_pages(count, size), |number| number - 1)).filter(|&number| number > 0)
}

/// The page of every name of a kind in an edition, if any of them has a page of its own.
#[must_use]
pub fn names_page(config: &Config, site: &Site, edition: EditionId, kind: ListingKind) -> Option<SitePath> {
    let has_pages = site.listings_of(edition, kind).iter().any(|listing| listing.path.is_some());
    routes::names(config.edition(edition), kind).filter(|_| has_pages)
}

/// The listing of a month in an edition, if one of its `articles` was published then.
#[must_use]
pub fn of_month(id: EditionId, edition: &Edition, month: &Month, articles: &[Article]) -> Option<Listing> {
    let first = month.first;
    let is_own = |at: &usize| articles[*at].head.edition == id;
    let article = |at| ArticleId(u32::try_from(at).expect("articles are counted as u32"));
    let articles: Vec<ArticleId> = month.articles.clone().filter(is_own).map(article).collect();
    let path = routes::listing(edition, ListingKind::Month, &routes::month(first));
    let title = first.strftime("%Y-%m").to_string();
    let listing = Listing::new(id, ListingKind::Month, &title, Some(path));
    (!articles.is_empty()).then_some(Listing { month: Some(first), articles, ..listing })
}

/// The parts of the series among `listings`, by article.
#[must_use]
pub fn parts(listings: &[Listing]) -> Vec<Part> {
    let series =
        (0..).map(ListingId).zip(listings).filter(|(_, listing)| listing.kind == ListingKind::Series);
    let part = |(series, listing): (ListingId, &Listing)| {
        let numbered = (1..).zip(listing.articles.clone());
        numbered.map(move |(number, article)| Part { article, series, number })
    };
    let mut parts: Vec<Part> = series.flat_map(part).collect();
    parts.sort_unstable_by_key(|part| part.article);
    parts
}

/// The page of an edition's newest corrections, if there is any.
#[must_use]
pub fn corrections_page(config: &Config, site: &Site, edition: EditionId) -> Option<SitePath> {
    let any = !site.edition(edition).corrections.is_empty();
    any.then(|| routes::corrections(config.edition(edition), None))
}

/// Every page of a site that lists: the front pages, those of names, of months and of corrections, and all
/// listings.
#[must_use]
pub fn pages(config: &Config, site: &Site) -> Vec<Page> {
    let mut pages = Vec::new();
    for (id, edition) in site.all_editions() {
        pages.push(Page { path: edition.home.clone(), kind: PageKind::Home(id) });
        for kind in [ListingKind::Tag, ListingKind::Author, ListingKind::Series, ListingKind::Month] {
            let page = names_page(config, site, id, kind);
            pages.extend(page.map(|path| Page { path, kind: PageKind::Names(id, kind) }));
        }
        let closed = 1..=closed_pages(edition.corrections.len(), config.listing_size);
        let any = (!edition.corrections.is_empty()).then_some(None);
        pages.extend(any.into_iter().chain(closed.map(Some)).map(|number| Page {
            path: routes::corrections(config.edition(id), number),
            kind: PageKind::Corrections(id, number),
        }));
    }
    for (id, listing) in (0u32..).map(ListingId).zip(&site.listings) {
        let Some(path) = &listing.path else { continue };
        pages.push(Page { path: path.clone(), kind: PageKind::Listing(id, None) });
        let closed = closed_pages(listing.articles.len(), config.listing_size);
        let closed = (1..=closed).map(|number| Page {
            path: routes::closed_page(listing.kind, path, number),
            kind: PageKind::Listing(id, Some(number)),
        });
        pages.extend(closed);
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_page_holds_less_than_two_pages_and_every_other_one() {
        for size in 1..5 {
            for count in 0..40 {
                let closed = closed_pages(count, size);
                let numbered = (1..=closed).map(|number| on_page(count, size, Some(number)));
                let all: Vec<usize> = numbered.chain([on_page(count, size, None)]).flatten().collect();
                assert_eq!(all, (0..count).collect::<Vec<_>>(), "each article once");
                let newest = on_page(count, size, None).len();
                assert!(newest < 2 * size && (closed == 0 || newest >= size), "{count} by {size}");
            }
        }
    }

    #[test]
    fn pages_lead_from_one_to_the_next_and_back() {
        let around = |count, number| (newer(count, 2, number), older(count, 2, number));
        assert_eq!(around(3, None), (None, None));
        assert_eq!(around(6, None), (None, Some(2)));
        assert_eq!(around(6, Some(2)), (Some(None), Some(1)));
        assert_eq!(around(6, Some(1)), (Some(Some(2)), None));
    }

    #[test]
    fn a_closed_page_keeps_its_articles_when_others_come() {
        for number in 1..=closed_pages(100, 20) {
            assert_eq!(on_page(100, 20, Some(number)), on_page(5_000, 20, Some(number)));
        }
    }
}
