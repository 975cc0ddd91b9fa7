//! An article's page.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::author::AuthorView;
use super::corrections::CorrectionView;
use super::picture::PictureView;
use super::{HeadlineView, LinkView, locale};
use crate::config::edition::Edition;
use crate::manuscript::{Head, Matter, RelatedLine};
use crate::render::dates::DateView;
use crate::render::{Press, body};
use crate::resolve::routes;
use crate::site::{ArticleId, ListingId, Part, Site, Target};
use crate::sum::Sum;
use crate::text::arabic::fold;
use crate::text::bidi::Direction;
use crate::text::count::minutes;

/// An article without its words: `article` in `article.html`.
#[derive(Serialize)]
pub struct ArticleView<'a> {
    pub(super) path: &'a str,
    pub(super) headline: &'a str,
    pub(super) excerpt: &'a str,
    pub(super) lang: Option<&'a str>,
    /// Of its language, as Open Graph writes it.
    locale: Cow<'a, str>,
    dir: Option<Direction>,
    pub(super) date: Option<DateView<'a>>,
    pub(super) updated: Option<DateView<'a>>,
    pub(super) authors: Vec<AuthorView<'a>>,
    /// The whole addresses of their pages; none where the site's is not known.
    author_pages: Vec<String>,
    pub(super) tags: Vec<LinkView<'a>>,
    pub(super) section: Option<LinkView<'a>>,
    /// The sections that it stands in, from the outermost.
    pub(super) breadcrumbs: Vec<LinkView<'a>>,
    series: Option<SeriesView<'a>>,
    pub(super) corrections: Vec<CorrectionView<'a>>,
    pub(super) image: Option<PictureView<'a>>,
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
    title: Cow<'a, str>,
    /// Of the article it leads to, if not the page's.
    lang: Option<&'a str>,
    path: Option<&'a str>,
    url: Option<&'a str>,
}

/// All that the view of an article has from elsewhere than its own file and the settings: what its key
/// needs beside the hash of that file.
#[derive(Serialize)]
pub struct ArticleLinks<'a> {
    file: Option<Bytes>,
    authors: Vec<AuthorView<'a>>,
    tags: Vec<LinkView<'a>>,
    related: Vec<Option<Sum>>,
    series: Option<SeriesView<'a>>,
    translations: Vec<Sum>,
    /// The size of its picture, and whether it is there.
    picture: Option<PictureSize>,
}

/// The width and the height of a picture, where they are known.
type PictureSize = (Option<u32>, Option<u32>);

/// Bytes that are written all at once: one by one would take longer than their sum.
pub(in crate::render) struct Bytes(pub(in crate::render) Sum);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'a> ArticleLinks<'a> {
    /// Of an article.
    #[must_use]
    pub fn new(press: &Press<'a>, id: ArticleId) -> Self {
        let site = press.site;
        let article = site.article(id);
        let target = |target: &Target| match target {
            Target::Article(id) => Some(site.digests(*id).link),
            Target::Outward | Target::Unresolved | Target::Omitted => None,
        };
        let picture = PictureView::of(press, &article.head);
        Self {
            file: press.sum(article).map(Bytes),
            authors: authors(site, id),
            tags: site.tags(id).iter().map(|&id| LinkView::to(site.listing(id))).collect(),
            related: site.related(id).iter().map(target).collect(),
            series: SeriesView::new(site, id),
            translations: site.translations(id).iter().map(|&id| site.digests(id).link).collect(),
            picture: picture.map(|image| (image.width, image.height)),
        }
    }
}

/// The series that an article is a part of. How many parts there are it does not tell: all of them would
/// change with each one that is added.
#[derive(Serialize)]
pub struct SeriesView<'a> {
    title: &'a str,
    path: Option<&'a str>,
    /// Which part this is, counted from 1.
    number: u32,
    /// The part before.
    previous: Option<HeadlineView<'a>>,
    /// The part after.
    next: Option<HeadlineView<'a>>,
}

impl<'a> SeriesView<'a> {
    fn new(site: &'a Site, id: ArticleId) -> Option<Self> {
        let Part { series, number, .. } = site.part(id)?;
        let listing = site.listing(series);
        let at = number as usize - 1;
        let part = |at: usize| Some(HeadlineView::new(&site.article(*listing.articles.get(at)?).head));
        Some(Self {
            title: &listing.title,
            path: listing.path.as_deref(),
            number,
            previous: at.checked_sub(1).and_then(part),
            next: part(at + 1),
        })
    }
}

impl<'a> ArticleView<'a> {
    /// The view of an article, of whose text its page shows this.
    #[must_use]
    pub fn new(press: &Press<'a>, id: ArticleId, matter: &'a Matter<'_>) -> Self {
        let article = press.site.article(id);
        let head = &article.head;
        let link = |id: ListingId| LinkView::to(press.site.listing(id));
        let links = |ids: &[ListingId]| ids.iter().map(|&id| link(id)).collect();
        Self {
            path: head.path(),
            headline: head.headline(),
            excerpt: head.excerpt(),
            lang: head.lang(),
            locale: head.lang().map_or(press.locale().into(), |lang| locale(lang).into()),
            dir: head.lang().map(Direction::of_language),
            date: head.date.map(|date| press.dates.view(date)),
            updated: head.updated().map(|date| press.dates.view(date)),
            authors: authors(press.site, id),
            author_pages: author_pages(press, id),
            tags: links(press.site.tags(id)),
            section: article.section.map(link),
            breadcrumbs: article.section.map_or_else(Vec::new, |id| LinkView::way_to(press.site, id)),
            series: SeriesView::new(press.site, id),
            corrections: CorrectionView::all(press, head.corrections()),
            image: PictureView::of(press, head),
            related: related(press, id, matter),
        }
    }
}

fn authors(site: &Site, id: ArticleId) -> Vec<AuthorView<'_>> {
    site.authors(id).iter().map(|&id| AuthorView::new(site, site.listing(id))).collect()
}

fn author_pages(press: &Press<'_>, id: ArticleId) -> Vec<String> {
    let Some(base) = &press.config.base_url else { return Vec::new() };
    let pages = press.site.authors(id).iter().filter_map(|&id| press.site.listing(id).path.as_deref());
    pages.map(|page| routes::absolute(base, page)).collect()
}

impl ArticleView<'_> {
    /// Where its related titles lead: to a path of the site or to an address, or nowhere.
    pub(super) fn leads_to(&self) -> impl Iterator<Item = (Option<&str>, Option<&str>)> {
        self.related.iter().flat_map(|group| &group.items).map(|item| (item.path, item.url))
    }
}

/// The related titles, under the markers that the article writes first of those that are equal when folded.
fn related<'a>(press: &Press<'a>, id: ArticleId, matter: &'a Matter<'_>) -> Vec<RelatedGroupView<'a>> {
    let mut folded: Vec<String> = Vec::new();
    let mut groups: Vec<RelatedGroupView<'a>> = Vec::new();
    for (RelatedLine { marker, title, url }, target) in matter.related.iter().zip(press.site.related(id)) {
        let key = fold(marker);
        let nth = folded.iter().position(|other| *other == key).unwrap_or_else(|| {
            folded.push(key);
            groups.push(RelatedGroupView { marker, items: Vec::new() });
            groups.len() - 1
        });
        let target = match target {
            Target::Article(id) => Some(&press.site.article(*id).head),
            Target::Outward | Target::Unresolved => None,
            Target::Omitted => continue,
        };
        let language = |head: &'a Head| match head.lang() {
            None if head.edition != press.edition => Some(&*press.config.edition(head.edition).language),
            lang => lang,
        };
        groups[nth].items.push(RelatedView {
            title: press.own.typography.show(title),
            lang: target.and_then(|head| language(head)),
            path: target.map(|head| head.path()),
            url: url.as_deref(),
        });
    }
    groups.retain(|group| !group.items.is_empty());
    groups
}

/// An article's words, and how long they are: `text` in `article.html`.
#[derive(Serialize)]
pub struct TextView<'a> {
    standfirst: Option<&'a str>,
    body: String,
    words: Option<usize>,
    minutes: Option<usize>,
    newsletter: Option<NewsletterView<'a>>,
}

/// How long the body is.
#[derive(Clone, Copy)]
pub struct Length {
    /// In words.
    pub(super) words: usize,
    /// In minutes that a reader needs; none for a body without a word.
    pub(super) minutes: Option<usize>,
}

/// The invitation to the newsletter. Without words of its own it has the interface's.
#[derive(Serialize)]
pub struct NewsletterView<'a> {
    heading: Option<&'a str>,
    lines: &'a [Cow<'a, str>],
}

impl<'a> TextView<'a> {
    /// The view of what an article's page shows of its text, and of its head.
    #[must_use]
    pub fn new(press: &Press<'_>, head: &'a Head, matter: &'a Matter<'_>) -> Self {
        let own = press.config.edition(head.edition);
        let direction = head.lang().map_or(own.direction, Direction::of_language);
        let (blocks, cleaner) = (&matter.body, press.cleaner_of_pages());
        let (body, words) = if press.tells_length() {
            let (body, words) = body::html_and_words(blocks, own.typography, direction, cleaner);
            (body, Some(words))
        } else {
            (body::html(blocks, own.typography, direction, cleaner), None)
        };
        let language = head.lang().unwrap_or(&own.language);
        Self {
            standfirst: head.standfirst(),
            body,
            words,
            minutes: words.and_then(|words| minutes(words, language)),
            newsletter: head.invites.then(|| newsletter(own, matter)).flatten(),
        }
    }

    /// How long the body is, if a template asks for that.
    #[must_use]
    pub fn length(&self) -> Option<Length> {
        self.words.map(|words| Length { words, minutes: self.minutes })
    }
}

fn newsletter<'a>(edition: &Edition, matter: &'a Matter<'_>) -> Option<NewsletterView<'a>> {
    match matter.newsletter.as_deref() {
        Some([heading, lines @ ..]) => Some(NewsletterView { heading: Some(heading), lines }),
        _ => edition.newsletter.is_some().then_some(NewsletterView { heading: None, lines: &[] }),
    }
}
