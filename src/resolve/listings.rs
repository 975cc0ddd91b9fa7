//! Which articles stand on which page of a listing.
//!
//! Pages are numbered from the oldest articles and closed once full, so that an archive's pages
//! stay as they are when articles are added. The newest articles stand on the page without a
//! number, which closes one as soon as another page's worth remains on it.

use std::ops::Range;

use super::months::Month;
use super::routes;
use crate::site::{ArticleId, Listing, ListingId, ListingKind, Page, PageKind, Part, Site, SitePath};

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

/// The page of every name of a kind, if any of them has a page of its own.
#[must_use]
pub fn names_page(site: &Site, kind: ListingKind) -> Option<SitePath> {
    let has_pages = site.listings_of(kind).iter().any(|listing| listing.path.is_some());
    routes::names(kind).filter(|_| has_pages)
}

/// The listing of a month.
#[must_use]
pub fn of_month(month: &Month) -> Listing {
    let Month { first, articles } = month;
    let id = |at| ArticleId(u32::try_from(at).expect("articles are counted as u32"));
    let path = routes::listing(ListingKind::Month, &routes::month(*first));
    Listing {
        month: Some(*first),
        articles: articles.clone().map(id).collect(),
        ..Listing::new(ListingKind::Month, &first.strftime("%Y-%m").to_string(), Some(path))
    }
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

/// Every page of a site that lists articles: the front page, those of names and of months, and all listings.
#[must_use]
pub fn pages(site: &Site, size: usize) -> Vec<Page> {
    let mut pages = vec![Page { path: routes::HOME.to_owned(), kind: PageKind::Home }];
    for kind in [ListingKind::Tag, ListingKind::Author, ListingKind::Series, ListingKind::Month] {
        pages.extend(names_page(site, kind).map(|path| Page { path, kind: PageKind::Names(kind) }));
    }
    for (id, listing) in (0u32..).map(ListingId).zip(&site.listings) {
        let Some(path) = &listing.path else { continue };
        pages.push(Page { path: path.clone(), kind: PageKind::Listing(id, None) });
        let closed = (1..=closed_pages(listing.articles.len(), size)).map(|number| Page {
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
    fn a_closed_page_keeps_its_articles_when_others_come() {
        for number in 1..=closed_pages(100, 20) {
            assert_eq!(on_page(100, 20, Some(number)), on_page(5_000, 20, Some(number)));
        }
    }
}
