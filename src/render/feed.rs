//! Feeds: one view, and a writer for each form.

mod atom;
mod json;
mod links;
mod rss;

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};
use serde::Serialize;
use url::Url;

use super::dates::DateView;
use super::view::LinkView;
use super::view::article::Bytes;
use super::view::picture::PictureView;
use super::{Press, body, isolate};
use crate::config::feeds::{Format, Text};
use crate::diagnostic::Diagnostic;
use crate::manuscript::Matter;
use crate::resolve::routes;
use crate::site::{ArticleId, Feed, FeedOf, Listing};
use crate::text::bidi::Direction;

/// All that a feed shows, with the sum of each article's file in the place of its text.
#[derive(Serialize)]
pub struct FeedView<'a> {
    title: String,
    description: &'a str,
    publisher: &'a str,
    language: &'a str,
    /// Where it stands itself.
    path: &'a str,
    format: Format,
    /// Of its edition's front page.
    home: &'a str,
    /// Of the page that lists the same articles.
    page: &'a str,
    /// When one of its articles was published or changed last.
    changed: Option<DateView<'a>>,
    /// How much of each article it shows.
    text: Text,
    items: Vec<Item<'a>>,
}

/// An article in a feed.
#[derive(Serialize)]
struct Item<'a> {
    #[serde(skip)]
    id: ArticleId,
    /// Where its text is shown.
    file: Option<Bytes>,
    headline: &'a str,
    path: &'a str,
    /// Where it stood first, if it has moved.
    origin: Option<&'a str>,
    excerpt: &'a str,
    lang: &'a str,
    date: DateView<'a>,
    updated: Option<DateView<'a>>,
    section: Option<&'a str>,
    tags: Vec<&'a str>,
    authors: Vec<LinkView<'a>>,
    image: Option<PictureView<'a>>,
}

/// What a writer needs beside the view.
struct Desk<'a> {
    base: &'a Url,
    id_base: &'a Url,
    hub: Option<&'a Url>,
    /// The text of each article, if it is shown.
    texts: Vec<Option<String>>,
}

impl<'a> FeedView<'a> {
    /// The view of a feed of the press's edition.
    #[must_use]
    pub fn new(press: &Press<'a>, feed: &'a Feed) -> Self {
        let (own, site) = (press.own, press.site);
        let section = match feed.of {
            FeedOf::Edition(_) | FeedOf::Partner(..) => None,
            FeedOf::Section(section) => Some(site.listing(section)),
        };
        // A partner shows articles whole, and no picture that is too small for it.
        let (text, picture) = match feed.of {
            FeedOf::Partner(_, partner) => (Text::Full, partner.rules().picture),
            _ => (press.config.feeds.text, 0),
        };
        let title =
            section.map_or_else(|| own.title.clone(), |section| format!("{} – {}", section.title, own.title));
        let home = &site.edition(press.edition).home;
        let heads = feed.articles.iter().map(|&id| &site.article(id).head);
        let changed = heads.filter_map(|head| head.updated().max(head.date)).max();
        Self {
            title,
            description: &own.description,
            publisher: &own.title,
            language: &own.language,
            path: &feed.path,
            format: feed.format,
            home,
            page: section.and_then(|section| section.path.as_deref()).unwrap_or(home),
            changed: changed.map(|moment| press.dates.view(moment)),
            text,
            items: feed.articles.iter().filter_map(|&id| Item::new(press, id, text, picture)).collect(),
        }
    }

    /// The feed's bytes.
    ///
    /// # Errors
    /// An article's file is gone, or is not the one that was compiled.
    pub fn write(&self, press: &Press<'_>) -> Result<Vec<u8>, Diagnostic> {
        let settings = &press.config.feeds;
        let base = press.config.base_url.as_ref().expect("feeds are promised with a base alone");
        let text = |item: &Item<'_>| match self.text {
            Text::Excerpt => Ok(None),
            Text::Full => item.text(press, base).map(Some),
        };
        let texts = self.items.iter().map(text).collect::<Result<_, _>>()?;
        let id_base = settings.id_base.as_ref().unwrap_or(base);
        let desk = Desk { base, id_base, hub: settings.hub.as_ref(), texts };
        Ok(match self.format {
            Format::Rss => rss::write(self, &desk),
            Format::Atom => atom::write(self, &desk),
            Format::Json => json::write(self, &desk),
        })
    }

    /// The articles, each with its text if that is shown.
    fn items<'v>(&'v self, desk: &'v Desk<'_>) -> impl Iterator<Item = (&'v Item<'a>, Option<&'v str>)> {
        self.items.iter().zip(desk.texts.iter().map(Option::as_deref))
    }
}

impl<'a> Item<'a> {
    fn new(press: &Press<'a>, id: ArticleId, text: Text, picture: u32) -> Option<Self> {
        let site = press.site;
        let article = site.article(id);
        let head = &article.head;
        let title = |listing: &'a Listing| listing.title.as_str();
        let file = || press.sum(article).map(Bytes);
        Some(Self {
            id,
            file: (text == Text::Full).then(file).flatten(),
            headline: head.headline(),
            path: head.path(),
            origin: site.origin(id),
            excerpt: head.excerpt(),
            lang: head.lang().unwrap_or(&press.own.language),
            date: press.dates.view(head.date?),
            updated: head.updated().map(|moment| press.dates.view(moment)),
            section: article.section.map(|id| title(site.listing(id))),
            tags: site.tags(id).iter().map(|&id| title(site.listing(id))).collect(),
            authors: site.authors(id).iter().map(|&id| LinkView::to(site.listing(id))).collect(),
            image: PictureView::of(press, head).filter(|image| image.is_at_least(picture)),
        })
    }

    /// What the article is known by, whatever becomes of its words, of its address and of the site's: an id
    /// never changes (RFC 4287 §4.2.6).
    fn tag(&self, desk: &Desk<'_>) -> String {
        // An article that is dated anew moves into another year, and keeps that of its first address.
        let year = self.origin.and_then(routes::year_of).unwrap_or_else(|| self.date.year());
        routes::tag(desk.id_base, year, self.origin.unwrap_or(self.path))
    }

    /// The article's text as its page has it, in an element that says its language and direction: where a
    /// feed is read there is no other. Its addresses are whole.
    fn text(&self, press: &Press<'_>, base: &Url) -> Result<String, Diagnostic> {
        let article = press.site.article(self.id);
        let direction = Direction::of_language(self.lang);
        // A reader of feeds has no policy that would hold back what a site trusts its authors with.
        let body = |matter: &Matter<'_>| {
            body::html(&matter.body, press.own.typography, direction, Some(press.cleaner()))
        };
        let body = press.with_matter(article, body)?;
        let mut html = format!("<div dir=\"{}\" lang=\"{}\">\n", direction.name(), self.lang);
        if let Some(image) = &self.image {
            write_figure(&mut html, image, direction);
        }
        if let Some(standfirst) = article.head.standfirst() {
            html.push_str(&format!("<p>{}</p>\n", isolate::markup(standfirst, direction)));
        }
        let page = Url::parse(&routes::absolute(base, self.path)).expect("an address below one is one");
        html.push_str(&links::absolute(&body, &page));
        html.push_str("</div>");
        Ok(html)
    }
}

/// The picture over an article, as its page has it.
fn write_figure(html: &mut String, image: &PictureView<'_>, direction: Direction) {
    let Some(address) = &image.address else { return };
    html.push_str("<figure><img src=\"");
    escape_href(&mut *html, address).expect("a string takes any text");
    html.push_str("\" alt=\"");
    escape_html(&mut *html, image.alt).expect("a string takes any text");
    html.push('"');
    if let (Some(width), Some(height)) = (image.width, image.height) {
        html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    html.push('>');
    let below: Vec<String> = [image.caption, image.credit]
        .into_iter()
        .filter(|words| !words.is_empty())
        .map(|words| isolate::markup(words, direction))
        .collect();
    if !below.is_empty() {
        html.push_str(&format!("<figcaption>{}</figcaption>", below.join(" ")));
    }
    html.push_str("</figure>\n");
}

/// The media type of the picture at an address, by its ending.
fn media_type(address: &str) -> Option<String> {
    let path = Url::parse(address).ok()?.path().to_owned();
    mime_guess::from_path(path).first().map(|media_type| media_type.to_string())
}

/// Words as HTML: readers of feeds take a description for that.
fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_html_body_text(&mut html, text).expect("a string takes any text");
    html
}
