//! The HTML pages: the front page, those that list, articles, and the one for lost readers.

use rayon::prelude::*;
use tera::Value;

use super::{Desk, Maker, Output, Tier, edition};
use crate::config::edition::EditionId;
use crate::config::structure::Genre;
use crate::render::Press;
use crate::render::view::article::{ArticleLinks, ArticleView, TextView};
use crate::render::view::author::{ProfileView, biography};
use crate::render::view::corrections::CorrectionsView;
use crate::render::view::home::HomeView;
use crate::render::view::linked_data::{news_article, web_site};
use crate::render::view::listing::{ArchiveView, ListingView, NamesView};
use crate::render::view::page::{self, PageView};
use crate::site::{Article, ArticleId, Edition, Listing, ListingId, ListingKind, Page, PageKind};

/// Promises every page: of those that list, the id is the place in
/// [`Site::pages`](crate::site::Site::pages); of articles, their own.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let list =
        |(id, page): (u32, &Page)| Output { path: page.path.clone(), tier: Tier::Listing, id, maker: &LIST };
    let article = |(id, article): (usize, &Article)| Output {
        path: article.head.path().to_owned(),
        tier: Tier::Article,
        id: u32::try_from(id).expect("articles are counted as u32"),
        maker: &ARTICLE,
    };
    let lost = |(id, edition): (EditionId, &Edition)| {
        let path = edition.not_found.clone();
        Output { path, tier: Tier::Listing, id: id.0.into(), maker: &LOST }
    };
    let lists = (0..).zip(&desk.site.pages).map(list);
    let mut outputs: Vec<Output> = lists.chain(desk.site.all_editions().map(lost)).collect();
    outputs.par_extend(desk.site.articles.par_iter().enumerate().map(article));
    outputs
}

/// How an article's page is made.
pub(super) static ARTICLE: Maker = Maker {
    origin: |desk, id| desk.sources.seeds[desk.site.article(ArticleId(id)).seed].path.to_string(),
    place: |desk, id| Some(desk.place_of_article(ArticleId(id))),
    key: |press, id| {
        let press = press.of(press.site.article(ArticleId(id)).head.edition);
        press.key("article", &ArticleLinks::new(&press, ArticleId(id)))
    },
    make: |press, id| {
        let id = ArticleId(id);
        let article = press.site.article(id);
        let press = &press.of(article.head.edition);
        let page = PageView::new(press, article.head.path(), &page::of_article(press, id));
        press.with_matter(article, |matter| {
            let view = ArticleView::new(press, id, matter);
            let text = TextView::new(press, &article.head, matter);
            let views =
                [("article", Value::from_serializable(&view)), ("text", Value::from_serializable(&text))];
            if article.head.genre() == Genre::Page {
                return press.render("page.html", &page, views);
            }
            let linked_data = press.linked_data(|| news_article(press, &page, &view, text.length()));
            let [article, text] = views;
            press.render("article.html", &page, [article, text, linked_data])
        })?
    },
};

static LIST: Maker = Maker {
    origin: |desk, id| match desk.site.pages[id as usize].kind {
        PageKind::Home(_) => "home.html".to_owned(),
        PageKind::Names(_, kind) => format!("the list of {}", kind.names()),
        PageKind::Corrections(_, number) => {
            let page = number.map_or_else(String::new, |number| format!(", page {number}"));
            format!("the list of corrections{page}")
        }
        PageKind::Listing(id, number) => {
            let listing = desk.site.listing(id);
            let page = number.map_or_else(String::new, |number| format!(", page {number}"));
            format!("{} {}{page}", listing.kind.name(), listing.title)
        }
    },
    place: |desk, id| match desk.site.pages[id as usize].kind {
        PageKind::Home(edition) | PageKind::Names(edition, _) | PageKind::Corrections(edition, _) => {
            desk.place_of_edition(edition)
        }
        PageKind::Listing(id, _) => desk.place_of_listing(desk.site.listing(id)),
    },
    key: |press, id| {
        let (kind, press) = list(press, id);
        match kind {
            PageKind::Home(_) => press.key("home", &HomeView::new(&press)),
            PageKind::Names(_, ListingKind::Month) => press.key("archive", &ArchiveView::new(&press)),
            PageKind::Names(_, kind) => press.key("names", &NamesView::new(&press, kind)),
            PageKind::Corrections(_, number) => {
                press.key("corrections", &CorrectionsView::new(&press, number))
            }
            PageKind::Listing(id, number) => {
                let author = profiled(&press, id, number);
                let profile = author.and_then(|author| ProfileView::key(&press, author));
                press.key(
                    "listing",
                    &(ListingView::new(&press, id, number), profile, page::of_list(&press, kind)),
                )
            }
        }
    },
    make: |press, id| {
        let (kind, press) = &list(press, id);
        let path = &press.site.pages[id as usize].path;
        let page = PageView::new(press, path, &page::of_list(press, *kind));
        let (template, name, view) = match *kind {
            PageKind::Home(_) => {
                let linked_data = press.linked_data(|| web_site(press, &page));
                let home = Value::from_serializable(&HomeView::new(press));
                return press.render("home.html", &page, [("home", home), linked_data]);
            }
            PageKind::Names(_, ListingKind::Month) => {
                ("archive.html", "archive", Value::from_serializable(&ArchiveView::new(press)))
            }
            PageKind::Names(_, kind) => {
                ("names.html", "names", Value::from_serializable(&NamesView::new(press, kind)))
            }
            PageKind::Corrections(_, number) => (
                "corrections.html",
                "listing",
                Value::from_serializable(&CorrectionsView::new(press, number)),
            ),
            PageKind::Listing(id, number) => {
                let author = profiled(press, id, number);
                let profile = author.and_then(|author| ProfileView::new(press, author));
                let biography = author.map(|author| biography(press, author)).transpose()?;
                let views = [
                    ("listing", Value::from_serializable(&ListingView::new(press, id, number))),
                    ("profile", Value::from_serializable(&profile)),
                    ("biography", Value::from_serializable(&biography)),
                ];
                return press.render("listing.html", &page, views);
            }
        };
        press.render(template, &page, [(name, view)])
    },
};

/// What the page of that id lists, and the press of its edition.
fn list<'a>(press: &Press<'a>, id: u32) -> (PageKind, Press<'a>) {
    let kind = press.site.pages[id as usize].kind;
    let edition = match kind {
        PageKind::Home(edition) | PageKind::Names(edition, _) | PageKind::Corrections(edition, _) => edition,
        PageKind::Listing(id, _) => press.site.listing(id).edition,
    };
    (kind, press.of(edition))
}

/// The listing of an author who has a profile; a closed page shows none.
fn profiled<'a>(press: &Press<'a>, id: ListingId, number: Option<u32>) -> Option<&'a Listing> {
    Some(press.site.listing(id)).filter(|listing| listing.profile.is_some() && number.is_none())
}

static LOST: Maker = Maker {
    origin: |desk, id| desk.site.edition(edition(id)).not_found.clone(),
    place: |desk, id| desk.place_of_edition(edition(id)),
    key: |press, id| {
        let press = press.of(edition(id));
        press.key("404", &PageView::not_found(&press))
    },
    make: |press, id| {
        let press = press.of(edition(id));
        press.render("404.html", &PageView::not_found(&press), [])
    },
};
