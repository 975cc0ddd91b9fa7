//! The newsroom's site with nothing left to look up. Types only: built by `resolve`, read by all
//! that follows, changed by nobody.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::feeds::Format;
use crate::manuscript::{Digests, Head};

/// The place of an article in [`Site::articles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// The place of a listing in [`Site::listings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListingId(pub u32);

/// A file's path in the output, relative to its root and parted by `/`.
pub type SitePath = String;

/// A whole site.
#[derive(Debug, Default)]
pub struct Site {
    /// Every article, from the oldest to the newest; those without a date first, by path.
    pub articles: Vec<Article>,
    /// The digests of their heads, in the same order: the keys of all outputs ask for millions of them, and
    /// find them here side by side.
    pub digests: Vec<Digests>,
    /// Every listing: the sections (those that `site.toml` lists in its order, then the others as
    /// the seeds, by path, name them), then the tags, the authors and the series, each by folded name,
    /// and then the months, from the oldest to the newest.
    pub listings: Vec<Listing>,
    /// Every page that lists articles. Each article has a page besides, where its head says.
    pub pages: Vec<Page>,
    /// Which pages stand in which sitemap.
    pub sitemaps: Vec<Sitemap>,
    /// The places in [`articles`](Self::articles) of the last two days' news, which a news sitemap holds.
    pub news: Range<usize>,
    /// The parts of all series, by article.
    pub parts: Vec<Part>,
    /// The article that stands first on the front page.
    pub lead: Option<ArticleId>,
    /// Which articles stand in which feed; none where the site's address is not known.
    pub feeds: Vec<Feed>,
}

/// One article: its head, and what it is linked to.
#[derive(Debug)]
pub struct Article {
    /// Its seed's place in `Sources::seeds`.
    pub seed: usize,
    /// What is kept of it.
    pub head: Arc<Head>,
    /// Its section, unless it stands in none.
    pub section: Option<ListingId>,
    /// Who wrote it.
    pub authors: Box<[ListingId]>,
    /// Subjects.
    pub tags: Box<[ListingId]>,
    /// Where each of its head's related titles leads.
    pub related: Box<[Target]>,
}

/// Where a related title leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To an article of this site.
    Article(ArticleId),
    /// Out of the site, to the address that its author gave it.
    Outward,
    /// Nowhere: no article bears it.
    Unresolved,
    /// Nowhere, and the site does not show such titles.
    Omitted,
}

/// What the articles of a listing share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ListingKind {
    /// A section.
    Section,
    /// A subject.
    Tag,
    /// Who wrote them.
    Author,
    /// A series, of which they are the parts.
    Series,
    /// The month of their publication.
    Month,
}

impl ListingKind {
    /// Its name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Tag => "tag",
            Self::Author => "author",
            Self::Series => "series",
            Self::Month => "month",
        }
    }

    /// The name of several.
    #[must_use]
    pub fn names(self) -> &'static str {
        match self {
            Self::Section => "sections",
            Self::Tag => "tags",
            Self::Author => "authors",
            Self::Series => "series",
            Self::Month => "months",
        }
    }
}

/// Articles that stand together: a section, a tag, an author, a series or a month.
#[derive(Debug)]
pub struct Listing {
    /// What they share.
    pub kind: ListingKind,
    /// Its name; of a month, its number in its year's: `2026-05`.
    pub title: String,
    /// The section that it stands in, of a section.
    pub parent: Option<ListingId>,
    /// The first day, of a month.
    pub month: Option<Date>,
    /// Where the page of its newest articles stands. A name without a letter or digit has none.
    pub path: Option<SitePath>,
    /// Its articles, from the oldest to the newest.
    pub articles: Vec<ArticleId>,
}

impl Listing {
    /// One without articles.
    #[must_use]
    pub fn new(kind: ListingKind, title: &str, path: Option<SitePath>) -> Self {
        Self { kind, title: title.to_owned(), parent: None, month: None, path, articles: Vec::new() }
    }
}

/// One part of a series.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The article.
    pub article: ArticleId,
    /// The series.
    pub series: ListingId,
    /// Which part it is, counted from 1.
    pub number: u32,
}

/// One page that lists articles.
#[derive(Debug)]
pub struct Page {
    /// Where it stands.
    pub path: SitePath,
    /// What it shows.
    pub kind: PageKind,
}

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The front page.
    Home,
    /// Every name of a kind.
    Names(ListingKind),
    /// A listing's newest articles, or those of the closed page with that number.
    Listing(ListingId, Option<u32>),
}

/// One sitemap.
#[derive(Debug)]
pub struct Sitemap {
    /// Where it stands.
    pub path: SitePath,
    /// The places of its pages among [`Site::pages`] and, counted on behind them, [`Site::articles`].
    pub pages: Range<usize>,
}

/// One feed.
#[derive(Debug)]
pub struct Feed {
    /// Where it stands.
    pub path: SitePath,
    /// What it is written in.
    pub format: Format,
    /// Whose articles it holds.
    pub of: FeedOf,
    /// Its articles, the newest first; each has a date.
    pub articles: Vec<ArticleId>,
}

/// Whose articles a feed holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// The whole site's.
    Site,
    /// Those of a section.
    Section(ListingId),
}

impl Site {
    /// The article of that id.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    /// The digests of the article of that id.
    #[must_use]
    pub fn digests(&self, id: ArticleId) -> &Digests {
        &self.digests[id.0 as usize]
    }

    /// The listing of that id.
    #[must_use]
    pub fn listing(&self, id: ListingId) -> &Listing {
        &self.listings[id.0 as usize]
    }

    /// The sections that a section stands in, from the outermost to itself.
    #[must_use]
    pub fn way_to(&self, section: ListingId) -> Vec<ListingId> {
        let mut way: Vec<ListingId> =
            std::iter::successors(Some(section), |&id| self.listing(id).parent).collect();
        way.reverse();
        way
    }

    /// The sections that stand in `parent`; of none, those that stand in no other.
    pub fn sections_in(&self, parent: Option<ListingId>) -> impl Iterator<Item = (ListingId, &Listing)> {
        let sections = (0..).map(ListingId).zip(self.listings_of(ListingKind::Section));
        sections.filter(move |(_, section)| section.parent == parent)
    }

    /// Which part of which series an article is.
    #[must_use]
    pub fn part(&self, article: ArticleId) -> Option<Part> {
        let nth = self.parts.binary_search_by_key(&article, |part| part.article).ok()?;
        Some(self.parts[nth])
    }

    /// Every listing of a kind, in order.
    #[must_use]
    pub fn listings_of(&self, kind: ListingKind) -> &[Listing] {
        let from = self.listings.partition_point(|listing| listing.kind < kind);
        let to = self.listings.partition_point(|listing| listing.kind <= kind);
        &self.listings[from..to]
    }

    /// Every article's id, the newest first.
    pub fn newest(&self) -> impl Iterator<Item = ArticleId> + '_ {
        (0..self.articles.len()).rev().map(|at| ArticleId(u32::try_from(at).expect("counted as u32")))
    }
}
