//! The newsroom's site with nothing left to look up. Types only: built by `resolve`, read by all
//! that follows, changed by nobody.

mod links;

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::edition::EditionId;
use crate::config::feeds::{Format, Partner};
use crate::config::structure::PageRole;
use crate::manuscript::{Digests, Head, OldAddress};

pub use links::{Links, Lists};

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
    /// Every edition, as the settings list them.
    pub editions: Vec<Edition>,
    /// The pages outside the news, and then every article, of all editions: each from the oldest to the
    /// newest, those without a date first, by path.
    pub articles: Vec<Article>,
    /// How many pages outside the news there are.
    pub outside: usize,
    /// The digests of their heads, in the same order: the keys of all outputs ask for millions of them, and
    /// find them here side by side.
    pub digests: Vec<Digests>,
    /// What each article is linked to, in the same order.
    pub links: Links,
    /// Every listing: the sections (those that `site.toml` lists in its order, then the others as the
    /// seeds, by path, name them), then the tags, the authors and the series, each by folded name, and then
    /// the months, from the oldest to the newest; of each kind edition by edition.
    pub listings: Vec<Listing>,
    /// Which articles are one another's translations.
    pub translations: Translations,
    /// Every page that lists articles. Each article has a page besides, where its head says.
    pub pages: Vec<Page>,
    /// Which pages stand in which sitemap.
    pub sitemaps: Vec<Sitemap>,
    /// The places in [`articles`](Self::articles) of the last two days' news, which a news sitemap holds.
    pub news: Range<usize>,
    /// What there is to say about authors: no articles, but written and read as they are.
    pub profiles: Vec<Article>,
    /// The parts of all series, by article.
    pub parts: Vec<Part>,
    /// Which articles stand in which feed; none where the site's address is not known.
    pub feeds: Vec<Feed>,
    /// Old addresses, sorted, and where each leads.
    pub redirects: Vec<Redirect>,
    /// Of each article that has left an address, by id, the oldest that is known.
    pub origins: Vec<(ArticleId, SitePath)>,
}

/// One edition: what stands where in it. What it says of itself is in the settings.
#[derive(Debug)]
pub struct Edition {
    /// Its front page.
    pub home: SitePath,
    /// Its page for lost readers.
    pub not_found: SitePath,
    /// The script that tells in its lists how old articles are, if it wants one.
    pub ages: Option<SitePath>,
    /// What a reader's device needs to keep it among its programs.
    pub manifest: SitePath,
    /// The article that stands first on its front page.
    pub lead: Option<ArticleId>,
    /// The pages outside the news that the foot of its pages names, in order.
    pub menu: Vec<ArticleId>,
    /// What some of its pages outside the news are.
    pub roles: Vec<(PageRole, ArticleId)>,
    /// Its articles, from the oldest to the newest. The only edition of a site has all there are, and needs
    /// no list.
    pub articles: Option<Vec<ArticleId>>,
    /// Every correction of them, from the oldest to the newest: its article, and its place among those of
    /// the head.
    pub corrections: Vec<(ArticleId, u32)>,
}

/// Articles that are one another's translations. Those that have none are not in it.
#[derive(Debug, Default)]
pub struct Translations {
    /// All of them, one group behind the other. In each they stand by edition, those in their edition's
    /// language before others, and each language is there once.
    pub articles: Vec<ArticleId>,
    /// Of each article, in order, its group's place in that list.
    pub of: Vec<(ArticleId, Range<u32>)>,
}

/// One article: its head, and where it stands.
#[derive(Debug)]
pub struct Article {
    /// Its seed's place in `Sources::seeds`.
    pub seed: usize,
    /// What is kept of it.
    pub head: Arc<Head>,
    /// Its section, unless it stands in none.
    pub section: Option<ListingId>,
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
    /// The edition whose articles they are.
    pub edition: EditionId,
    /// What they share.
    pub kind: ListingKind,
    /// Its name; of a month, its number in its year's: `2026-05`.
    pub title: String,
    /// The section that it stands in, of a section.
    pub parent: Option<ListingId>,
    /// The first day, of a month.
    pub month: Option<Date>,
    /// The place of what there is to say about an author in [`Site::profiles`].
    pub profile: Option<usize>,
    /// Where the page of its newest articles stands. A name without a letter or digit has none.
    pub path: Option<SitePath>,
    /// Its articles, from the oldest to the newest.
    pub articles: Vec<ArticleId>,
}

impl Listing {
    /// One without articles.
    #[must_use]
    pub fn new(edition: EditionId, kind: ListingKind, title: &str, path: Option<SitePath>) -> Self {
        let (title, articles) = (title.to_owned(), Vec::new());
        Self { edition, kind, title, parent: None, month: None, profile: None, path, articles }
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
    /// An edition's front page.
    Home(EditionId),
    /// Every name of a kind in an edition.
    Names(EditionId, ListingKind),
    /// An edition's newest corrections, or those of the closed page with that number.
    Corrections(EditionId, Option<u32>),
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
    /// A whole edition's.
    Edition(EditionId),
    /// Those of a section.
    Section(ListingId),
    /// Those of an edition that a partner takes.
    Partner(EditionId, Partner),
}

/// An old address and where it leads.
#[derive(Debug)]
pub struct Redirect {
    /// The address.
    pub from: OldAddress,
    /// Where a page stands that sends readers on; none where no file can bear the address.
    pub page: Option<SitePath>,
    /// The article that it leads to.
    pub to: ArticleId,
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

    /// The oldest known address of an article that has left one.
    #[must_use]
    pub fn origin(&self, id: ArticleId) -> Option<&str> {
        let at = self.origins.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(&self.origins[at].1)
    }

    /// An article and its translations; nothing where it has none.
    #[must_use]
    pub fn translations(&self, id: ArticleId) -> &[ArticleId] {
        let Translations { articles, of } = &self.translations;
        let Ok(at) = of.binary_search_by_key(&id, |(id, _)| *id) else { return &[] };
        let Range { start, end } = of[at].1;
        &articles[start as usize..end as usize]
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

    /// The sections of an edition that stand in `parent`; of none, those that stand in no other.
    pub fn sections_in(
        &self,
        edition: EditionId,
        parent: Option<ListingId>,
    ) -> impl Iterator<Item = (ListingId, &Listing)> {
        let sections = (0..).map(ListingId).zip(self.listings_of_all(ListingKind::Section));
        sections.filter(move |(_, section)| section.edition == edition && section.parent == parent)
    }

    /// Which part of which series an article is.
    #[must_use]
    pub fn part(&self, article: ArticleId) -> Option<Part> {
        let nth = self.parts.binary_search_by_key(&article, |part| part.article).ok()?;
        Some(self.parts[nth])
    }

    /// The edition of that id.
    #[must_use]
    pub fn edition(&self, id: EditionId) -> &Edition {
        &self.editions[id.at()]
    }

    /// Every edition with its id, the main one first.
    pub fn all_editions(&self) -> impl Iterator<Item = (EditionId, &Edition)> {
        (0..=u8::MAX).map(EditionId).zip(&self.editions)
    }

    /// How many articles there are; pages outside the news are none.
    #[must_use]
    pub fn number_of_articles(&self) -> usize {
        self.articles.len() - self.outside
    }

    /// The places of the seeds of all that is published.
    pub fn seeds(&self) -> impl Iterator<Item = usize> {
        self.articles.iter().chain(&self.profiles).map(|article| article.seed)
    }

    /// Every listing of a kind, in order of their ids.
    #[must_use]
    pub fn listings_of_all(&self, kind: ListingKind) -> &[Listing] {
        let from = self.listings.partition_point(|listing| listing.kind < kind);
        let to = self.listings.partition_point(|listing| listing.kind <= kind);
        &self.listings[from..to]
    }

    /// Every listing of a kind in an edition, in order.
    #[must_use]
    pub fn listings_of(&self, edition: EditionId, kind: ListingKind) -> &[Listing] {
        let all = self.listings_of_all(kind);
        let from = all.partition_point(|listing| listing.edition < edition);
        let to = all.partition_point(|listing| listing.edition <= edition);
        &all[from..to]
    }

    /// Every article of an edition, the newest first; pages outside the news are none.
    pub fn newest(&self, edition: EditionId) -> impl Iterator<Item = ArticleId> + '_ {
        let id = |at: usize| ArticleId(u32::try_from(at).expect("counted as u32"));
        let own = self.edition(edition).articles.as_ref();
        let all = own.map_or(self.articles.len(), |_| 0);
        own.into_iter().flatten().rev().copied().chain((self.outside.min(all)..all).rev().map(id))
    }
}
