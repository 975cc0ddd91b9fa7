//! An article's page.

use serde::Serialize;

use super::{LinkView, locale};
use crate::config::Config;
use crate::manuscript::Manuscript;
use crate::render::dates::DateView;
use crate::render::{Press, body};
use crate::site::{Article, ArticleId, ListingId, RelatedGroup, Site, Target};
use crate::text::bidi::Direction;

/// An article without its words: `article` in `article.html`.
#[derive(Serialize)]
pub struct ArticleView<'a> {
    path: &'a str,
    pub(super) headline: &'a str,
    pub(super) excerpt: &'a str,
    pub(super) lang: Option<&'a str>,
    /// Of its language, as Open Graph writes it.
    locale: String,
    dir: Option<Direction>,
    pub(super) date: Option<DateView<'a>>,
    pub(super) updated: Option<DateView<'a>>,
    pub(super) authors: Vec<LinkView<'a>>,
    pub(super) tags: Vec<LinkView<'a>>,
    pub(super) section: Option<LinkView<'a>>,
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
        let link = |id: ListingId| LinkView::to(press.site.listing(id));
        let links = |ids: &[ListingId]| ids.iter().map(|&id| link(id)).collect();
        Self {
            path: &article.path,
            headline: &article.headline,
            excerpt: &article.excerpt,
            lang: article.lang.as_deref(),
            locale: locale(article.lang.as_deref().unwrap_or(&press.config.language)),
            dir: article.lang.as_deref().map(Direction::of_language),
            date: article.date.map(|date| press.dates.view(date)),
            updated: article.updated.map(|date| press.dates.view(date)),
            authors: links(&article.authors),
            tags: links(&article.tags),
            section: article.section.map(link),
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
            body: body::html(&manuscript.body, config.typography, direction, config.raw_html),
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
