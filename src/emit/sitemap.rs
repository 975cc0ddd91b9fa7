//! `sitemap.xml` (sitemaps.org) and `robots.txt` (RFC 9309).

use super::{Desk, Maker, Output, Tier};
use crate::render::Press;
use crate::resolve::routes;
use crate::site::PageKind;

const SITEMAP: &str = "sitemap.xml";

/// Promises `robots.txt` and, when addresses are known, `sitemap.xml`.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let output = |path: &str, maker| Output {
        path: path.to_owned(),
        origin: path.to_owned(),
        tier: Tier::Listing,
        id: 0,
        maker,
    };
    let mut outputs = vec![output("robots.txt", &ROBOTS_TXT)];
    if desk.has_base_url {
        outputs.push(output(SITEMAP, &SITEMAP_XML));
    }
    outputs
}

static ROBOTS_TXT: Maker = Maker {
    key: |press, _| press.key("robots", &robots(press)),
    make: |press, _| Ok(robots(press).into_bytes()),
};

static SITEMAP_XML: Maker = Maker {
    key: |press, _| press.key("sitemap", &sitemap(press)),
    make: |press, _| Ok(sitemap(press).into_bytes()),
};

fn robots(press: &Press<'_>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &press.config.base_url {
        text.push_str(&format!("Sitemap: {}\n", routes::absolute(base, SITEMAP)));
    }
    text
}

/// Every page with an address. Percent-encoded addresses hold no character that XML escapes but
/// what a site's own `base_url` may hold.
fn sitemap(press: &Press<'_>) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let Some(base) = &press.config.base_url else { return xml };
    for page in &press.site.pages {
        let address = routes::absolute(base, &page.path).replace('&', "&amp;").replace('\'', "&apos;");
        xml.push_str(&format!("<url><loc>{address}</loc>"));
        if let PageKind::Article(id) = page.kind {
            let article = press.site.article(id);
            if let Some(date) = article.updated.or(article.date) {
                xml.push_str(&format!("<lastmod>{}</lastmod>", press.dates.machine(date)));
            }
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}
