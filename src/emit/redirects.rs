//! Redirects from old addresses: a page at each, for hosts that serve nothing but files, and rules for
//! those that can answer at once.

use super::{Desk, Maker, Output, Tier};
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::Alias;
use crate::read::ADDRESSES;
use crate::render::Press;
use crate::render::servers;
use crate::render::view::HeadlineView;
use crate::render::view::page::PageView;
use crate::resolve::routes;
use crate::site::Redirect;
use tera::Value;

/// Promises a page for every old address that a file can bear, and Netlify's and Cloudflare's rules for
/// all; Apache's where the site has a `.htaccess` of its own, to which they are added. Unasked, none is
/// made: on many hosts one lies there already and would be lost under it.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let redirects = &desk.site.redirects;
    if redirects.is_empty() {
        return Vec::new();
    }
    let page = |(id, redirect): (u32, &Redirect)| {
        let path = redirect.page.clone()?;
        Some(Output { path, tier: Tier::Listing, id, maker: &PAGE })
    };
    let rules = |path: &str, maker| Output { path: path.to_owned(), tier: Tier::Listing, id: 0, maker };
    let mut outputs: Vec<Output> = (0..).zip(redirects).filter_map(page).collect();
    outputs.push(rules(routes::REDIRECTS, &NETLIFY));
    if desk.sources.asset(routes::HTACCESS).is_some() {
        outputs.push(rules(routes::HTACCESS, &APACHE));
    }
    outputs
}

static PAGE: Maker = Maker {
    origin: |desk, id| {
        let redirect = &desk.site.redirects[id as usize];
        let seed = &desk.sources.seeds[desk.site.article(redirect.to).seed];
        format!("the old address {} of {}", redirect.from.shown(), seed.path)
    },
    place: |desk, id| {
        let redirect = &desk.site.redirects[id as usize];
        let article = desk.site.article(redirect.to);
        let alias = article.head.aliases().iter().find(|alias| alias.address == redirect.from);
        let in_seed =
            |alias: &Alias| Span::in_seed(&desk.sources.seeds[article.seed], &alias.at, alias.in_sidecar);
        // What no article says of itself is a line of the record.
        alias.map(in_seed).or_else(|| Some(Span::file(&ADDRESSES.into())))
    },
    key: |press, id| {
        let (press, redirect) = redirect(press, id);
        press.key("redirect", &views(&press, redirect))
    },
    make: |press, id| {
        let (press, redirect) = redirect(press, id);
        let (page, view) = views(&press, redirect);
        press.render("redirect.html", &page, [("redirect", Value::from_serializable(&view))])
    },
};

/// The redirect of that id, and the press of the edition that it leads to.
fn redirect<'a>(press: &Press<'a>, id: u32) -> (Press<'a>, &'a Redirect) {
    let redirect = &press.site.redirects[id as usize];
    (press.of(press.site.article(redirect.to).head.edition), redirect)
}

fn views<'a>(press: &Press<'a>, redirect: &Redirect) -> (PageView<'a>, HeadlineView<'a>) {
    let path = redirect.page.as_deref().expect("a page is promised where there can be one");
    let to = &press.site.article(redirect.to).head;
    (PageView::moved(press, path, to.path()), HeadlineView::new(to))
}

static NETLIFY: Maker = Maker {
    origin: |_, _| routes::REDIRECTS.to_owned(),
    place: |_, _| None,
    key: |press, _| press.key("netlify", &rules(press, routes::REDIRECTS, servers::netlify)),
    make: |press, _| behind_own(press, routes::REDIRECTS, servers::netlify),
};

static APACHE: Maker = Maker {
    origin: |_, _| routes::HTACCESS.to_owned(),
    place: |_, _| None,
    key: |press, _| press.key("apache", &rules(press, routes::HTACCESS, servers::apache)),
    make: |press, _| behind_own(press, routes::HTACCESS, servers::apache),
};

type Rules = fn(&crate::config::Config, &crate::site::Site) -> String;

/// All that a file of rules follows from.
fn rules(press: &Press<'_>, name: &str, rules: Rules) -> (Option<[u8; 32]>, String) {
    let own = press.sources.asset(name).map(|asset| *asset.hash.as_bytes());
    (own, rules(press.config, press.site))
}

/// The rules behind those that the site has written itself, which so come first.
fn behind_own(press: &Press<'_>, name: &str, rules: Rules) -> Result<Vec<u8>, Diagnostic> {
    let mut text = Vec::new();
    if let Some(asset) = press.sources.asset(name) {
        let bytes = press.sources.store.bytes(&asset.path);
        text = bytes.map_err(|fault| catalog::unreadable(&asset.path, &fault))?;
        if blake3::hash(&text) != asset.hash {
            return Err(catalog::changed_meanwhile(&asset.path));
        }
        if !text.is_empty() && !text.ends_with(b"\n") {
            text.push(b'\n');
        }
    }
    text.extend(rules(press.config, press.site).into_bytes());
    Ok(text)
}
