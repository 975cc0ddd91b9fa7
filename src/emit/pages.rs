//! The HTML pages: the front page, those that list, articles, and the one for lost readers.

use tera::Value;

use super::{Desk, Maker, Output, Tier};
use crate::render::view::article::{ArticleView, TextView};
use crate::render::view::linked_data::news_article;
use crate::render::view::listing::{ListingView, NamesView};
use crate::render::view::{HomeView, PageView};
use crate::resolve::routes::NOT_FOUND;
use crate::site::{Page, PageKind};

/// Promises every page. The id of a page is its place in [`Site::pages`](crate::site::Site::pages).
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let output = |(id, page): (u32, &Page)| Output {
        path: page.path.clone(),
        origin: origin(desk, page.kind),
        tier: if matches!(page.kind, PageKind::Article(_)) { Tier::Article } else { Tier::Listing },
        id,
        maker: &PAGE,
    };
    let lost = Output {
        path: NOT_FOUND.to_owned(),
        origin: "404.html".to_owned(),
        tier: Tier::Listing,
        id: 0,
        maker: &LOST,
    };
    (0..).zip(&desk.site.pages).map(output).chain(std::iter::once(lost)).collect()
}

/// Whence a page comes, for people.
fn origin(desk: &Desk<'_>, kind: PageKind) -> String {
    match kind {
        PageKind::Home => "home.html".to_owned(),
        PageKind::Names(kind) => format!("the list of {}s", kind.name()),
        PageKind::Listing(id, number) => {
            let listing = desk.site.listing(id);
            let page = number.map_or_else(String::new, |number| format!(", page {number}"));
            format!("{} {}{page}", listing.kind.name(), listing.title)
        }
        PageKind::Article(id) => desk.sources.seeds[desk.site.article(id).seed].path.to_string(),
    }
}

static PAGE: Maker = Maker {
    key: |press, id| match press.site.pages[id as usize].kind {
        PageKind::Home => press.key("home", &HomeView::new(press)),
        PageKind::Names(kind) => press.key("names", &NamesView::new(press, kind)),
        PageKind::Listing(id, number) => press.key("listing", &ListingView::new(press, id, number)),
        PageKind::Article(id) => {
            let hash = *press.site.article(id).hash.as_bytes();
            press.key("article", &(hash, ArticleView::new(press, id)))
        }
    },
    make: |press, id| {
        let Page { path, kind } = &press.site.pages[id as usize];
        let page = PageView::new(press.config, path);
        match *kind {
            PageKind::Home => {
                let home = Value::from_serializable(&HomeView::new(press));
                press.render("home.html", &page, [("home", home)])
            }
            PageKind::Names(kind) => {
                let names = Value::from_serializable(&NamesView::new(press, kind));
                press.render("names.html", &page, [("names", names)])
            }
            PageKind::Listing(id, number) => {
                let listing = Value::from_serializable(&ListingView::new(press, id, number));
                press.render("listing.html", &page, [("listing", listing)])
            }
            PageKind::Article(id) => {
                let article = ArticleView::new(press, id);
                let linked_data = Value::from(news_article(press.config, &page, &article));
                let article = Value::from_serializable(&article);
                let text = press.with_manuscript(press.site.article(id), |manuscript| {
                    Value::from_serializable(&TextView::new(press.config, manuscript))
                })?;
                let views = [("article", article), ("text", text), ("linked_data", linked_data)];
                press.render("article.html", &page, views)
            }
        }
    },
};

static LOST: Maker = Maker {
    key: |press, _| press.key("404", &PageView::not_found(press.config)),
    make: |press, _| press.render("404.html", &PageView::not_found(press.config), []),
};
