//! Sitemaps (sitemaps.org), that of the news, and `robots.txt` (RFC 9309), which names them.

use icu_locale_core::LanguageIdentifier;
use serde::Serialize;
use url::Url;

use super::{Desk, Maker, Output, Tier};
use crate::render::Press;
use crate::render::dates::DateView;
use crate::render::xml::Xml;
use crate::resolve::routes;
use crate::site::{Article, Site, SitePath};

const ROBOTS: &str = "robots.txt";
const NAMESPACE: [(&str, &str); 1] = [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")];

/// Promises `robots.txt` and, when addresses are known, the index of sitemaps and each of them.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let output = |path: &str, id, maker| Output { path: path.to_owned(), tier: Tier::Listing, id, maker };
    let mut outputs = vec![output(ROBOTS, 0, &ROBOTS_TXT)];
    if desk.config.base_url.is_some() {
        outputs.push(output(routes::SITEMAP, 0, &INDEX));
        outputs.extend((0..).zip(&desk.site.sitemaps).map(|(id, map)| output(&map.path, id, &SITEMAP)));
        outputs.extend((0..).zip(news_paths(desk.site)).map(|(id, path)| output(&path, id, &NEWS)));
    }
    outputs
}

static ROBOTS_TXT: Maker = Maker {
    origin: |_, _| ROBOTS.to_owned(),
    place: |_, _| None,
    key: |press, _| press.key("robots", &robots(press)),
    make: |press, _| Ok(robots(press).into_bytes()),
};

fn robots(press: &Press<'_>) -> String {
    let mut text = String::new();
    // A crawler obeys the group that names it, wherever it stands, and no other.
    for agent in &press.config.robots.kept_away {
        text.push_str(&format!("User-agent: {agent}\n"));
    }
    if !text.is_empty() {
        text.push_str("Disallow: /\n\n");
    }
    text.push_str("User-agent: *\nAllow: /\n");
    if let Some(base) = &press.config.base_url {
        for path in std::iter::once(routes::SITEMAP.to_owned()).chain(news_paths(press.site)) {
            text.push_str(&format!("Sitemap: {}\n", routes::absolute(base, &path)));
        }
    }
    text
}

static INDEX: Maker = Maker {
    origin: |_, _| format!("the sitemap {}", routes::SITEMAP),
    place: |_, _| None,
    key: |press, _| press.key("sitemaps", &sitemaps(press)),
    make: |press, _| {
        Ok(Xml::document("sitemapindex", &NAMESPACE, |xml| {
            for path in sitemaps(press) {
                xml.element("sitemap", &[], |xml| xml.text("loc", &[], &routes::absolute(base(press), path)));
            }
        }))
    },
};

fn sitemaps<'a>(press: &Press<'a>) -> Vec<&'a str> {
    press.site.sitemaps.iter().map(|map| map.path.as_str()).collect()
}

static SITEMAP: Maker = Maker {
    origin: |desk, id| format!("the sitemap {}", desk.site.sitemaps[id as usize].path),
    place: |_, _| None,
    key: |press, id| press.key("sitemap", &pages(press, id)),
    make: |press, id| {
        Ok(Xml::document("urlset", &NAMESPACE, |xml| {
            for page in pages(press, id) {
                xml.element("url", &[], |xml| {
                    xml.text("loc", &[], &routes::absolute(base(press), page.path));
                    if let Some(date) = &page.changed {
                        xml.text("lastmod", &[], &date.machine());
                    }
                });
            }
        }))
    },
};

fn base<'a>(press: &Press<'a>) -> &'a Url {
    press.config.base_url.as_ref().expect("sitemaps are promised with a base alone")
}

/// A page in a sitemap.
#[derive(Serialize)]
struct PageSeen<'a> {
    path: &'a str,
    changed: Option<DateView<'a>>,
}

/// The pages of one sitemap.
fn pages<'a>(press: &Press<'a>, id: u32) -> Vec<PageSeen<'a>> {
    let site = press.site;
    let seen = |place: usize| match site.pages.get(place) {
        Some(list) => PageSeen { path: &list.path, changed: None },
        None => {
            let head = &site.articles[place - site.pages.len()].head;
            let changed = head.updated().or(head.date).map(|date| press.dates.view(date));
            PageSeen { path: head.path(), changed }
        }
    };
    site.sitemaps[id as usize].pages.clone().map(seen).collect()
}

/// The most addresses that a news sitemap may hold
/// (<https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap>).
const MOST_NEWS: usize = 1_000;

/// The sitemaps of the last two days' news: always the same files, the first also without any.
fn news_paths(site: &Site) -> impl Iterator<Item = SitePath> {
    let count = site.news.len().div_ceil(MOST_NEWS).max(1);
    (1..=count).map(|nth| routes::sitemap(routes::NEWS, nth))
}

static NEWS: Maker = Maker {
    origin: |_, _| "the sitemap of the news".to_owned(),
    place: |_, _| None,
    key: |press, id| press.key("news", &news(press, id)),
    make: |press, id| {
        let [sitemap] = NAMESPACE;
        let namespaces = [sitemap, ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9")];
        Ok(Xml::document("urlset", &namespaces, |xml| {
            for (publication, item) in news(press, id) {
                xml.element("url", &[], |xml| {
                    xml.text("loc", &[], &routes::absolute(base(press), item.path));
                    xml.element("news:news", &[], |xml| {
                        xml.element("news:publication", &[], |xml| {
                            xml.text("news:name", &[], publication);
                            xml.text("news:language", &[], &language_code(item.lang));
                        });
                        xml.text("news:publication_date", &[], &item.date.machine());
                        xml.text("news:title", &[], item.headline);
                    });
                });
            }
        }))
    },
};

/// An article in the sitemap of the news.
#[derive(Serialize)]
struct Item<'a> {
    path: &'a str,
    headline: &'a str,
    lang: &'a str,
    date: DateView<'a>,
}

/// The news of one sitemap, the newest first, each with the name of its edition.
fn news<'a>(press: &Press<'a>, id: u32) -> Vec<(&'a str, Item<'a>)> {
    let newest = press.site.articles[press.site.news.clone()].iter().rev();
    let item = |article: &'a Article| {
        let head = &article.head;
        let press = press.of(head.edition);
        let lang = head.lang().unwrap_or(&press.own.language);
        let date = press.dates.view(head.date?);
        Some((press.own.title.as_str(), Item { path: head.path(), headline: head.headline(), lang, date }))
    };
    newest.filter_map(item).skip(id as usize * MOST_NEWS).take(MOST_NEWS).collect()
}

/// The language of a tag as news sitemaps write it: its ISO 639 code, and for Chinese the country's.
fn language_code(tag: &str) -> String {
    let id: LanguageIdentifier = tag.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
    let is_traditional = id.script.is_some_and(|script| script == icu_locale_core::subtags::script!("Hant"))
        || id.region.is_some_and(|region| ["TW", "HK", "MO"].contains(&region.as_str()));
    match id.language.as_str() {
        "zh" if is_traditional => "zh-tw".to_owned(),
        "zh" => "zh-cn".to_owned(),
        language => language.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_have_the_code_of_their_language() {
        let codes = ["ar-SY", "ckb", "zh-Hant", "zh-TW", "zh", "fa-AF"].map(language_code);
        assert_eq!(codes, ["ar", "ckb", "zh-tw", "zh-tw", "zh-cn", "fa"]);
    }
}
