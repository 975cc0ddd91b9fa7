//! The pages that list: the articles of a section, tag or author, and all names of a kind.

use serde::Serialize;

use super::{CardView, LinkView};
use crate::render::Press;
use crate::resolve::{listings, routes};
use crate::site::{ListingId, ListingKind};

/// One page of a section, tag or author: `listing` in `listing.html`.
///
/// What a closed page shows does not change when articles are added.
#[derive(Serialize)]
pub struct ListingView<'a> {
    kind: ListingKind,
    title: &'a str,
    /// Of the newest articles' page.
    path: &'a str,
    /// Of a closed page, counted from the oldest.
    number: Option<u32>,
    /// Of all its articles; a closed page does not tell.
    count: Option<usize>,
    articles: Vec<CardView<'a>>,
    newer: Option<String>,
    older: Option<String>,
    /// Of a section's articles.
    feed: Option<String>,
}

impl<'a> ListingView<'a> {
    /// The view of a listing's newest articles, or of its closed page `number`.
    #[must_use]
    pub fn new(press: &'a Press<'a>, id: ListingId, number: Option<u32>) -> Self {
        let listing = press.site.listing(id);
        let path = listing.path.as_deref().expect("only what has a path has pages");
        let (count, size) = (listing.articles.len(), press.config.listing_size);
        let closed = listings::closed_pages(count, size);
        let page = |number| routes::closed_page(listing.kind, path, number);
        let has_feed = listing.kind == ListingKind::Section && press.config.base_url.is_some();
        let on_page = &listing.articles[listings::on_page(count, size, number)];
        Self {
            kind: listing.kind,
            title: &listing.title,
            path,
            number,
            count: number.is_none().then_some(count),
            articles: on_page.iter().rev().map(|&id| CardView::new(press, id)).collect(),
            newer: number.map(|number| if number < closed { page(number + 1) } else { path.to_owned() }),
            older: Some(number.map_or(closed, |number| number - 1)).filter(|&n| n > 0).map(page),
            feed: has_feed.then(|| routes::feed(path)),
        }
    }
}

/// Every tag or author: `names` in `names.html`.
#[derive(Serialize)]
pub struct NamesView<'a> {
    kind: ListingKind,
    names: Vec<LinkView<'a>>,
}

impl<'a> NamesView<'a> {
    /// The view of all names of a kind that have a page.
    #[must_use]
    pub fn new(press: &Press<'a>, kind: ListingKind) -> Self {
        let named = press.site.listings_of(kind).iter().filter(|listing| listing.path.is_some());
        Self { kind, names: named.map(LinkView::to).collect() }
    }
}
