//! Sitemaps (sitemaps.org) and `robots.txt` (RFC 9309).

use serde::Serialize;
use url::Url;

use super::{Desk, Maker, Output, Tier};
use crate::render::Press;
use crate::render::dates::DateView;
use crate::render::xml::Xml;
use crate::resolve::routes;

const ROBOTS: &str = "robots.txt";
const NAMESPACE: [(&str, &str); 1] = [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")];

/// Promises `robots.txt` and, when addresses are known, the index of sitemaps and each of them.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let output = |path: &str, id, maker| Output { path: path.to_owned(), tier: Tier::Listing, id, maker };
    let mut outputs = vec![output(ROBOTS, 0, &ROBOTS_TXT)];
    if desk.has_base_url {
        outputs.push(output(routes::SITEMAP, 0, &INDEX));
        outputs.extend((0..).zip(&desk.site.sitemaps).map(|(id, map)| output(&map.path, id, &SITEMAP)));
    }
    outputs
}

static ROBOTS_TXT: Maker = Maker {
    origin: |_, _| ROBOTS.to_owned(),
    key: |press, _| press.key("robots", &robots(press)),
    make: |press, _| Ok(robots(press).into_bytes()),
};

fn robots(press: &Press<'_>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &press.config.base_url {
        text.push_str(&format!("Sitemap: {}\n", routes::absolute(base, routes::SITEMAP)));
    }
    text
}

static INDEX: Maker = Maker {
    origin: |_, _| format!("the sitemap {}", routes::SITEMAP),
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
            let changed = head.updated.or(head.date).map(|date| press.dates.view(date));
            PageSeen { path: head.path(), changed }
        }
    };
    site.sitemaps[id as usize].pages.clone().map(seen).collect()
}
