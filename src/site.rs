//! The newsroom's site with nothing left to look up. Types only: built by `resolve`, read by all
//! that follows, changed by nobody.

use crate::manuscript::{HeadlineOrigin, Moment};

/// The place of an article in [`Site::articles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// The place of a section in [`Site::sections`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

/// A file's path in the output, relative to its root and parted by `/`.
pub type SitePath = String;

/// A whole site.
#[derive(Debug, Default)]
pub struct Site {
    /// Every article, from the oldest to the newest; those without a date first, by path.
    pub articles: Vec<Article>,
    /// Every section: those that `site.toml` lists in its order, then the others as the seeds,
    /// by path, name them.
    pub sections: Vec<Section>,
    /// Every page that has an address.
    pub pages: Vec<Page>,
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
    pub section: Option<SectionId>,
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
    pub authors: Vec<String>,
    /// Subjects.
    pub tags: Vec<String>,
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

/// A section.
#[derive(Debug)]
pub struct Section {
    /// The part of addresses that names it.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Where its page stands.
    pub path: SitePath,
    /// Its articles, the newest first.
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
    /// An article.
    Article(ArticleId),
    /// A section's list.
    Section(SectionId),
    /// The front page.
    Home,
}

impl Site {
    /// The article of that id.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    /// The section of that id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    /// Every article's id, the newest first.
    pub fn newest(&self) -> impl Iterator<Item = ArticleId> + '_ {
        (0..self.articles.len()).rev().map(|at| ArticleId(u32::try_from(at).expect("counted as u32")))
    }
}
