//! The pages that list: the articles of a section, tag, author, series or month, all names of a kind,
//! and all months.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use super::{CardView, CardsView, FeedLinkView, LinkView};
use crate::render::Press;
use crate::resolve::{listings, routes};
use crate::site::{Listing, ListingId, ListingKind};

/// One page of a listing: `listing` in `listing.html`.
///
/// What a closed page shows does not change when articles are added.
#[derive(Serialize)]
pub struct ListingView<'a> {
    kind: ListingKind,
    title: Cow<'a, str>,
    /// The sections that a section stands in, from the outermost.
    breadcrumbs: Vec<LinkView<'a>>,
    /// The sections that stand in a section; a closed page does not tell.
    sections: Vec<LinkView<'a>>,
    /// Of the newest articles' page.
    path: &'a str,
    /// Of a closed page, counted from the oldest.
    number: Option<u32>,
    /// Of all its articles; a closed page does not tell.
    count: Option<usize>,
    articles: CardsView<'a>,
    newer: Option<String>,
    older: Option<String>,
    /// Of a section's articles.
    feeds: Vec<FeedLinkView>,
}

impl<'a> ListingView<'a> {
    /// The view of a listing's newest articles, or of its closed page `number`.
    #[must_use]
    pub fn new(press: &'a Press<'a>, id: ListingId, number: Option<u32>) -> Self {
        let listing = press.site.listing(id);
        let path = listing.path.as_deref().expect("only what has a path has pages");
        let (count, size) = (listing.articles.len(), press.config.listing_size);
        let page = |number: Option<u32>| {
            number.map_or_else(|| path.to_owned(), |number| routes::closed_page(listing.kind, path, number))
        };
        let is_section = listing.kind == ListingKind::Section;
        let formats = if is_section { press.config.feeds.sections.as_slice() } else { &[] };
        let on_page = &listing.articles[listings::on_page(count, size, number)];
        let cards = on_page.iter().map(|&id| CardView::new(press, id));
        let has_sections = listing.kind == ListingKind::Section && number.is_none();
        let below = has_sections.then(|| press.site.sections_in(press.edition, Some(id)));
        Self {
            kind: listing.kind,
            title: title(press, listing),
            breadcrumbs: listing.parent.map_or_else(Vec::new, |id| LinkView::way_to(press.site, id)),
            sections: below.into_iter().flatten().map(|(_, section)| LinkView::to(section)).collect(),
            path,
            number,
            count: number.is_none().then_some(count),
            // A series is read from its beginning.
            articles: if listing.kind == ListingKind::Series {
                cards.collect()
            } else {
                cards.rev().collect()
            },
            newer: listings::newer(count, size, number).map(page),
            older: listings::older(count, size, number).map(|number| page(Some(number))),
            feeds: FeedLinkView::all(press.config, path, formats),
        }
    }
}

/// The name of a listing, as readers write it.
fn title<'a>(press: &'a Press<'a>, listing: &'a Listing) -> Cow<'a, str> {
    match listing.month {
        Some(first) => press.dates.month_of_year(first).into(),
        None => Cow::Borrowed(&listing.title),
    }
}

/// Every month with articles: `archive` in `archive.html`.
#[derive(Serialize)]
pub struct ArchiveView<'a> {
    years: Vec<YearView<'a>>,
}

/// The months of a year, from the first.
#[derive(Serialize)]
struct YearView<'a> {
    year: String,
    months: Vec<MonthView<'a>>,
}

#[derive(Serialize)]
struct MonthView<'a> {
    title: String,
    path: Option<&'a str>,
}

impl<'a> ArchiveView<'a> {
    /// The view of all months, the newest year first.
    #[must_use]
    pub fn new(press: &'a Press<'a>) -> Self {
        let listings = press.site.listings_of(press.edition, ListingKind::Month);
        let months: Vec<_> = listings.iter().filter_map(|month| Some((month.month?, month))).collect();
        let years = months.chunk_by(|(one, _), (other, _)| one.year() == other.year()).rev();
        let year = |months: &[(Date, &'a Listing)]| YearView {
            year: press.dates.year(months[0].0.year()),
            months: months
                .iter()
                .map(|&(first, listing)| MonthView {
                    title: press.dates.month(first),
                    path: listing.path.as_deref(),
                })
                .collect(),
        };
        Self { years: years.map(year).collect() }
    }
}

/// Every tag, author or series: `names` in `names.html`.
#[derive(Serialize)]
pub struct NamesView<'a> {
    kind: ListingKind,
    names: Vec<LinkView<'a>>,
}

impl<'a> NamesView<'a> {
    /// The view of all names of a kind in the press's edition that have a page.
    #[must_use]
    pub fn new(press: &Press<'a>, kind: ListingKind) -> Self {
        let named =
            press.site.listings_of(press.edition, kind).iter().filter(|listing| listing.path.is_some());
        Self { kind, names: named.map(LinkView::to).collect() }
    }
}
