//! The HTML pages: articles, sections, the front page and the one for lost readers.

use tera::Value;

use super::{Desk, Maker, Output, Tier};
use crate::render::view::{ArticleView, HomeView, PageView, SectionView, TextView};
use crate::resolve::routes::{HOME, NOT_FOUND};
use crate::site::{ArticleId, PageKind, SectionId};

/// Promises every page.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let site = desk.site;
    let pages = site.pages.iter().map(|page| {
        let (origin, tier, id, maker) = match page.kind {
            PageKind::Home => ("home.html".to_owned(), Tier::Listing, 0, &HOME_PAGE),
            PageKind::Section(id) => {
                (format!("section {}", site.section(id).slug), Tier::Listing, id.0, &SECTION)
            }
            PageKind::Article(id) => {
                let seed = &desk.sources.seeds[site.article(id).seed];
                (seed.path.to_string(), Tier::Article, id.0, &ARTICLE)
            }
        };
        Output { path: page.path.clone(), origin, tier, id, maker }
    });
    let lost = Output {
        path: NOT_FOUND.to_owned(),
        origin: "404.html".to_owned(),
        tier: Tier::Listing,
        id: 0,
        maker: &LOST,
    };
    pages.chain(std::iter::once(lost)).collect()
}

static ARTICLE: Maker = Maker {
    key: |press, id| {
        let id = ArticleId(id);
        let hash = *press.site.article(id).hash.as_bytes();
        press.key("article", &(hash, ArticleView::new(press, id)))
    },
    make: |press, id| {
        let id = ArticleId(id);
        let article = press.site.article(id);
        let page = PageView::new(press.config, &article.path);
        let head = Value::from_serializable(&ArticleView::new(press, id));
        let text = press.with_manuscript(article, |manuscript| {
            Value::from_serializable(&TextView::new(press.config, manuscript))
        })?;
        press.render("article.html", &page, [("article", head), ("text", text)])
    },
};

static SECTION: Maker = Maker {
    key: |press, id| press.key("section", &SectionView::new(press, SectionId(id))),
    make: |press, id| {
        let section = SectionView::new(press, SectionId(id));
        let page = PageView::new(press.config, &press.site.section(SectionId(id)).path);
        press.render("section.html", &page, [("section", Value::from_serializable(&section))])
    },
};

static HOME_PAGE: Maker = Maker {
    key: |press, _| press.key("home", &HomeView::new(press)),
    make: |press, _| {
        let page = PageView::new(press.config, HOME);
        press.render("home.html", &page, [("home", Value::from_serializable(&HomeView::new(press)))])
    },
};

static LOST: Maker = Maker {
    key: |press, _| press.key("404", &PageView::not_found(press.config)),
    make: |press, _| press.render("404.html", &PageView::not_found(press.config), []),
};
