//! The HTML pages: the front page, those that list, articles, and the one for lost readers.

use rayon::prelude::*;
use tera::Value;

use super::{Desk, Maker, Output, Tier};
use crate::render::view::PageView;
use crate::render::view::article::{ArticleLinks, ArticleView, TextView};
use crate::render::view::home::HomeView;
use crate::render::view::linked_data::news_article;
use crate::render::view::listing::{ArchiveView, ListingView, NamesView};
use crate::resolve::routes::NOT_FOUND;
use crate::site::{Article, ArticleId, ListingKind, Page, PageKind};

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
    let lost = Output { path: NOT_FOUND.to_owned(), tier: Tier::Listing, id: 0, maker: &LOST };
    let lists = (0..).zip(&desk.site.pages).map(list);
    let mut outputs: Vec<Output> = lists.chain([lost]).collect();
    outputs.par_extend(desk.site.articles.par_iter().enumerate().map(article));
    outputs
}

/// How an article's page is made.
pub(super) static ARTICLE: Maker = Maker {
    origin: |desk, id| desk.sources.seeds[desk.site.article(ArticleId(id)).seed].path.to_string(),
    key: |press, id| press.key("article", &ArticleLinks::new(press, ArticleId(id))),
    make: |press, id| {
        let id = ArticleId(id);
        let article = press.site.article(id);
        let page = PageView::new(press.config, article.head.path());
        let view = ArticleView::new(press, id);
        let (text, length) = press.with_manuscript(article, |manuscript| {
            let text = TextView::new(press.config, &article.head, manuscript);
            (Value::from_serializable(&text), text.length())
        })?;
        let linked_data = Value::from(news_article(press.config, &page, &view, length));
        let views =
            [("article", Value::from_serializable(&view)), ("text", text), ("linked_data", linked_data)];
        press.render("article.html", &page, views)
    },
};

static LIST: Maker = Maker {
    origin: |desk, id| match desk.site.pages[id as usize].kind {
        PageKind::Home => "home.html".to_owned(),
        PageKind::Names(kind) => format!("the list of {}", kind.names()),
        PageKind::Listing(id, number) => {
            let listing = desk.site.listing(id);
            let page = number.map_or_else(String::new, |number| format!(", page {number}"));
            format!("{} {}{page}", listing.kind.name(), listing.title)
        }
    },
    key: |press, id| match press.site.pages[id as usize].kind {
        PageKind::Home => press.key("home", &HomeView::new(press)),
        PageKind::Names(ListingKind::Month) => press.key("archive", &ArchiveView::new(press)),
        PageKind::Names(kind) => press.key("names", &NamesView::new(press, kind)),
        PageKind::Listing(id, number) => press.key("listing", &ListingView::new(press, id, number)),
    },
    make: |press, id| {
        let Page { path, kind } = &press.site.pages[id as usize];
        let page = PageView::new(press.config, path);
        let (template, name, view) = match *kind {
            PageKind::Home => ("home.html", "home", Value::from_serializable(&HomeView::new(press))),
            PageKind::Names(ListingKind::Month) => {
                ("archive.html", "archive", Value::from_serializable(&ArchiveView::new(press)))
            }
            PageKind::Names(kind) => {
                ("names.html", "names", Value::from_serializable(&NamesView::new(press, kind)))
            }
            PageKind::Listing(id, number) => {
                ("listing.html", "listing", Value::from_serializable(&ListingView::new(press, id, number)))
            }
        };
        press.render(template, &page, [(name, view)])
    },
};

static LOST: Maker = Maker {
    origin: |_, _| "404.html".to_owned(),
    key: |press, _| press.key("404", &PageView::not_found(press.config)),
    make: |press, _| press.render("404.html", &PageView::not_found(press.config), []),
};
