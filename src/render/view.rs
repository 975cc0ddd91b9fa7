//! What templates see: the only types that reach them, with every date, address, count and list
//! already made. A template chooses tags; it computes nothing.
//!
//! A `path` is relative to the site's root; a template writes `{{ page.root }}` before it.

use serde::Serialize;

use super::Press;
use super::body;
use super::dates::DateView;
use crate::config::Config;
use crate::config::newsletter::Form;
use crate::manuscript::Manuscript;
use crate::resolve::routes;
use crate::site::{Article, ArticleId, RelatedGroup, Section, SectionId, Site, Target};
use crate::source::Sources;
use crate::text::bidi::Direction;

/// What the site says of itself on every page: `site` in every template.
#[derive(Serialize)]
pub struct SiteView<'a> {
    title: &'a str,
    description: &'a str,
    lang: &'a str,
    dir: Direction,
    home: &'static str,
    stylesheet: String,
    sections: Vec<LinkView<'a>>,
    form: Option<&'a Form>,
}

/// The style sheet that the built-in theme's pages ask for.
const STYLESHEET: &str = "warraq.css";

impl<'a> SiteView<'a> {
    /// The view of a site.
    #[must_use]
    pub fn new(sources: &Sources, config: &'a Config, site: &'a Site) -> Self {
        let version = sources.assets.get(STYLESHEET).map(|asset| asset.hash.to_hex());
        let version = version.as_ref().map_or("", |hash| &hash[..8]);
        Self {
            title: &config.title,
            description: &config.description,
            lang: &config.language,
            dir: config.direction,
            home: routes::HOME,
            stylesheet: format!("{STYLESHEET}?v={version}"),
            sections: site
                .sections
                .iter()
                .map(|section| LinkView { title: &section.title, path: &section.path })
                .collect(),
            form: config.newsletter.as_ref(),
        }
    }
}

/// A title and where it leads.
#[derive(Serialize)]
pub struct LinkView<'a> {
    title: &'a str,
    path: &'a str,
}

/// Where a page stands: `page` in every template.
#[derive(Serialize)]
pub struct PageView {
    root: String,
    canonical: Option<String>,
}

impl PageView {
    /// The page at `path`.
    #[must_use]
    pub fn new(config: &Config, path: &str) -> Self {
        let canonical = config.base_url.as_ref().map(|base| routes::absolute(base, path));
        Self { root: routes::to_root(path), canonical }
    }

    /// The page for addresses that lead nowhere. It is shown at any depth, so its links begin at
    /// the root of the site's path.
    #[must_use]
    pub fn not_found(config: &Config) -> Self {
        let root = config.base_url.as_ref().map_or("/", |base| base.path()).to_owned();
        Self { root, canonical: None }
    }
}

/// An article in a list.
#[derive(Serialize)]
pub struct CardView<'a> {
    headline: &'a str,
    path: &'a str,
    excerpt: &'a str,
    lang: Option<&'a str>,
    dir: Option<Direction>,
    date: Option<DateView>,
    section: Option<LinkView<'a>>,
}

impl<'a> CardView<'a> {
    fn new(press: &Press<'a>, id: ArticleId) -> Self {
        let article = press.site.article(id);
        Self {
            headline: &article.headline,
            path: &article.path,
            excerpt: &article.excerpt,
            lang: article.lang.as_deref(),
            dir: article.lang.as_deref().map(Direction::of_language),
            date: article.date.map(|date| press.dates.view(date)),
            section: section_link(press.site, article.section),
        }
    }
}

fn section_link(site: &Site, id: Option<SectionId>) -> Option<LinkView<'_>> {
    let section = site.section(id?);
    Some(LinkView { title: &section.title, path: &section.path })
}

/// The front page: `home` in `home.html`.
#[derive(Serialize)]
pub struct HomeView<'a> {
    lead: Option<CardView<'a>>,
    latest: Vec<CardView<'a>>,
    sections: Vec<BlockView<'a>>,
}

/// A section on the front page: its name and its newest articles but the lead story.
#[derive(Serialize)]
pub struct BlockView<'a> {
    title: &'a str,
    path: &'a str,
    articles: Vec<CardView<'a>>,
}

/// How many articles stand under the lead story on the front page.
const LATEST: usize = 8;
/// How many articles stand under a section's name on the front page.
const IN_BLOCK: usize = 4;

impl<'a> HomeView<'a> {
    /// The front page's view.
    #[must_use]
    pub fn new(press: &Press<'a>) -> Self {
        let mut newest = press.site.newest();
        let lead = newest.next();
        let card = |id| CardView::new(press, id);
        let block = |section: &'a Section| BlockView {
            title: &section.title,
            path: &section.path,
            articles: section
                .articles
                .iter()
                .filter(|&&id| Some(id) != lead)
                .take(IN_BLOCK)
                .map(|&id| card(id))
                .collect(),
        };
        let blocks = press.site.sections.iter().map(block);
        Self {
            lead: lead.map(card),
            latest: newest.take(LATEST).map(card).collect(),
            sections: blocks.filter(|block| !block.articles.is_empty()).collect(),
        }
    }
}

/// A section's list: `section` in `section.html`.
#[derive(Serialize)]
pub struct SectionView<'a> {
    title: &'a str,
    path: &'a str,
    count: usize,
    articles: Vec<CardView<'a>>,
}

impl<'a> SectionView<'a> {
    /// The view of a section.
    #[must_use]
    pub fn new(press: &Press<'a>, id: SectionId) -> Self {
        let section = press.site.section(id);
        Self {
            title: &section.title,
            path: &section.path,
            count: section.articles.len(),
            articles: section.articles.iter().map(|&id| CardView::new(press, id)).collect(),
        }
    }
}

/// An article without its words: `article` in `article.html`.
#[derive(Serialize)]
pub struct ArticleView<'a> {
    path: &'a str,
    headline: &'a str,
    excerpt: &'a str,
    lang: Option<&'a str>,
    dir: Option<Direction>,
    date: Option<DateView>,
    updated: Option<DateView>,
    authors: &'a [String],
    tags: &'a [String],
    section: Option<LinkView<'a>>,
    related: Vec<RelatedGroupView<'a>>,
}

/// The related titles under one marker.
#[derive(Serialize)]
pub struct RelatedGroupView<'a> {
    marker: &'a str,
    items: Vec<RelatedView<'a>>,
}

/// One related title: a `path` of this site, an `url` out of it, or neither.
#[derive(Serialize)]
pub struct RelatedView<'a> {
    title: &'a str,
    /// Of the article it leads to, if not the site's.
    lang: Option<&'a str>,
    path: Option<&'a str>,
    url: Option<&'a str>,
}

impl<'a> ArticleView<'a> {
    /// The view of an article.
    #[must_use]
    pub fn new(press: &Press<'a>, id: ArticleId) -> Self {
        let article = press.site.article(id);
        Self {
            path: &article.path,
            headline: &article.headline,
            excerpt: &article.excerpt,
            lang: article.lang.as_deref(),
            dir: article.lang.as_deref().map(Direction::of_language),
            date: article.date.map(|date| press.dates.view(date)),
            updated: article.updated.map(|date| press.dates.view(date)),
            authors: &article.authors,
            tags: &article.tags,
            section: section_link(press.site, article.section),
            related: related(press.site, article),
        }
    }
}

fn related<'a>(site: &'a Site, article: &'a Article) -> Vec<RelatedGroupView<'a>> {
    let view = |group: &'a RelatedGroup| RelatedGroupView {
        marker: &group.marker,
        items: group
            .items
            .iter()
            .map(|item| {
                let (article, url) = match &item.target {
                    Target::Article(id) => (Some(site.article(*id)), None),
                    Target::External(url) => (None, Some(url.as_str())),
                    Target::Unresolved => (None, None),
                };
                let lang = article.and_then(|article| article.lang.as_deref());
                RelatedView { title: &item.title, lang, path: article.map(|a| a.path.as_str()), url }
            })
            .collect(),
    };
    article.related.iter().map(view).collect()
}

/// An article's words, from its manuscript: `text` in `article.html`.
#[derive(Serialize)]
pub struct TextView<'a> {
    standfirst: Option<&'a str>,
    body: String,
    newsletter: Option<NewsletterView<'a>>,
}

/// The invitation to the newsletter. Without words of its own it has the interface's.
#[derive(Serialize)]
pub struct NewsletterView<'a> {
    heading: Option<&'a str>,
    lines: &'a [String],
}

impl<'a> TextView<'a> {
    /// The view of a manuscript.
    #[must_use]
    pub fn new(config: &Config, manuscript: &'a Manuscript<'_>) -> Self {
        let direction = manuscript.front.lang.as_deref().map_or(config.direction, Direction::of_language);
        Self {
            standfirst: manuscript.front.standfirst.as_deref(),
            body: body::html(&manuscript.body, config.typography, direction),
            newsletter: newsletter(config, manuscript),
        }
    }
}

fn newsletter<'a>(config: &Config, manuscript: &'a Manuscript<'_>) -> Option<NewsletterView<'a>> {
    if manuscript.front.newsletter == Some(false) {
        return None;
    }
    match manuscript.newsletter.as_ref().map(|footer| footer.lines.as_slice()) {
        Some([heading, lines @ ..]) => Some(NewsletterView { heading: Some(heading), lines }),
        _ => config.newsletter.is_some().then_some(NewsletterView { heading: None, lines: &[] }),
    }
}
