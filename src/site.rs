//! The newsroom's site with nothing left to look up. Types only: built by `resolve`, read by all
//! that follows, changed by nobody.

use std::ops::Range;

use crate::manuscript::{HeadlineOrigin, Moment};

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
    /// Every listing: the sections (those that `site.toml` lists in its order, then the others as
    /// the seeds, by path, name them), then the tags and then the authors, both by folded name.
    pub listings: Vec<Listing>,
    /// Every page that has an address: those that list articles, then the articles in their order.
    pub pages: Vec<Page>,
    /// Which pages stand in which sitemap.
    pub sitemaps: Vec<Sitemap>,
}

/// One article's head.
#[derive(Debug)]
pub struct Article {
    /// Its seed's place in `Sources::seeds`.
    pub seed: usize,
    /// The hash of all that it is read from.
    pub hash: blake3::Hash,
    /// Where its page stands.
    pub path: SitePath,
    /// Its section, unless it stands in none.
    pub section: Option<ListingId>,
    /// The headline.
    pub headline: String,
    /// Where the headline was found.
    pub headline_origin: HeadlineOrigin,
    /// The sentence that stands under the headline in lists.
    pub excerpt: String,
    /// When it was published.
    pub date: Option<Moment>,
    /// When it was changed last.
    pub updated: Option<Moment>,
    /// Who wrote it.
    pub authors: Box<[ListingId]>,
    /// Subjects.
    pub tags: Box<[ListingId]>,
    /// The language, if not the site's.
    pub lang: Option<String>,
    /// What is to be read further, by marker.
    pub related: Vec<RelatedGroup>,
}

/// The related titles of an article under one marker.
#[derive(Clone, Debug)]
pub struct RelatedGroup {
    /// The marker as the article writes it first; empty for those of the front matter.
    pub marker: String,
    /// The titles, in order.
    pub items: Vec<Related>,
}

/// One related title and where it leads.
#[derive(Clone, Debug)]
pub struct Related {
    /// As the author wrote it.
    pub title: String,
    /// Where it leads.
    pub target: Target,
}

/// Where a related title leads.
#[derive(Clone, Debug)]
pub enum Target {
    /// To an article of this site.
    Article(ArticleId),
    /// Out of the site.
    External(String),
    /// Nowhere: no article bears it.
    Unresolved,
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
}

impl ListingKind {
    /// Its name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Tag => "tag",
            Self::Author => "author",
        }
    }
}

/// Articles that stand together: a section, a tag or an author.
#[derive(Debug)]
pub struct Listing {
    /// What they share.
    pub kind: ListingKind,
    /// Its name.
    pub title: String,
    /// Where the page of its newest articles stands. A name without a letter or digit has none.
    pub path: Option<SitePath>,
    /// Its articles, from the oldest to the newest.
    pub articles: Vec<ArticleId>,
}

/// One page that has an address.
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
    /// An article.
    Article(ArticleId),
}

/// One sitemap.
#[derive(Debug)]
pub struct Sitemap {
    /// Where it stands.
    pub path: SitePath,
    /// The places of its pages in [`Site::pages`].
    pub pages: Range<usize>,
}

impl Site {
    /// The article of that id.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    /// The listing of that id.
    #[must_use]
    pub fn listing(&self, id: ListingId) -> &Listing {
        &self.listings[id.0 as usize]
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
