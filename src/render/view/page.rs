//! Where a page stands, and where the same stands in other languages.

use icu_locale_core::LanguageIdentifier;
use icu_locale_core::subtags::{Region, Variants};
use serde::Serialize;

use super::locale;
use crate::config::edition::EditionId;
use crate::render::Press;
use crate::resolve::routes;
use crate::site::{ArticleId, ListingKind, PageKind};

/// Where a page stands: `page` in every template.
#[derive(Serialize)]
pub struct PageView<'a> {
    root: String,
    pub(super) canonical: Option<String>,
    /// This page in every language that it is in, and the one for readers of none of them. Empty where it is
    /// in one alone, or the site's address is not known.
    alternates: Vec<AlternateView>,
    /// The other languages of those, as Open Graph writes them.
    locales: Vec<String>,
    /// The way to each edition; empty where there is one alone.
    editions: Vec<WayView<'a>>,
}

/// A page in a language, for search engines.
#[derive(Serialize)]
struct AlternateView {
    hreflang: String,
    href: String,
}

/// The way from a page to an edition.
#[derive(Serialize)]
struct WayView<'a> {
    name: &'a str,
    lang: &'a str,
    /// Of the same in that edition, else of its front page.
    path: &'a str,
    /// Whether the page stands in that edition.
    is_own: bool,
}

/// One page in one language.
#[derive(Serialize)]
pub struct Version<'a> {
    edition: EditionId,
    lang: &'a str,
    path: &'a str,
}

/// A page in all its languages, itself too; nothing where it is in one alone. That of the main edition stands
/// first, if there is one.
pub type Versions<'a> = Vec<Version<'a>>;

/// The languages that an article is in.
#[must_use]
pub fn of_article<'a>(press: &Press<'a>, id: ArticleId) -> Versions<'a> {
    let version = |&id: &ArticleId| {
        let head = &press.site.article(id).head;
        let lang = head.lang().unwrap_or(&press.config.edition(head.edition).language);
        Version { edition: head.edition, lang, path: head.path() }
    };
    press.site.translations(id).iter().map(version).collect()
}

/// The languages that a page which lists is in: front pages, and the newest pages of sections whose addresses
/// differ by their editions' folders alone. Tags, authors, months and corrections are each edition's own, and a
/// closed page holds what its number says in one edition.
#[must_use]
pub fn of_list<'a>(press: &Press<'a>, kind: PageKind) -> Versions<'a> {
    let (site, config) = (press.site, press.config);
    if config.editions.len() < 2 {
        return Vec::new();
    }
    let version = |edition: EditionId, path: &'a str| Version {
        edition,
        lang: &config.edition(edition).language,
        path,
    };
    let versions: Versions<'a> = match kind {
        PageKind::Home(_) => site.all_editions().map(|(id, edition)| version(id, &edition.home)).collect(),
        PageKind::Listing(id, None) if site.listing(id).kind == ListingKind::Section => {
            let below =
                |edition: EditionId, path: &'a str| path.strip_prefix(&*config.edition(edition).prefix);
            let own = site.listing(id).path.as_deref().and_then(|path| below(press.edition, path));
            let sections = site.listings_of_all(ListingKind::Section).iter();
            let paths = sections.filter_map(|section| Some((section.edition, section.path.as_deref()?)));
            let alike = paths.filter(|&(edition, path)| below(edition, path) == own);
            alike.map(|(edition, path)| version(edition, path)).collect()
        }
        PageKind::Names(..) | PageKind::Listing(..) | PageKind::Corrections(..) => Vec::new(),
    };
    if versions.len() > 1 { versions } else { Vec::new() }
}

impl<'a> PageView<'a> {
    /// The page at `path`, which is in these languages.
    #[must_use]
    pub fn new(press: &Press<'a>, path: &str, versions: &[Version<'a>]) -> Self {
        let base = press.config.base_url.as_ref();
        let mut alternates = Vec::new();
        if let (Some(base), Some(first)) = (base, versions.first()) {
            let absolute = |version: &Version<'_>| routes::absolute(base, version.path);
            let alternate = |version: &Version<'_>| AlternateView {
                hreflang: hreflang(version.lang),
                href: absolute(version),
            };
            alternates.extend(versions.iter().map(alternate));
            alternates.push(AlternateView { hreflang: "x-default".to_owned(), href: absolute(first) });
        }
        let others = versions.iter().filter(|version| version.path != path);
        Self {
            root: routes::to_root(path),
            canonical: base.map(|base| routes::absolute(base, path)),
            alternates,
            locales: others.map(|version| locale(version.lang)).filter(|locale| !locale.is_empty()).collect(),
            editions: ways(press, versions),
        }
    }

    /// The page at the old address `path` of the page at `to`, which is the one to be found.
    #[must_use]
    pub fn moved(press: &Press<'a>, path: &str, to: &str) -> Self {
        Self { root: routes::to_root(path), ..Self::new(press, to, &[]) }
    }

    /// The page for addresses that lead nowhere. It is shown at any depth, so its links begin at
    /// the root of the site's path.
    #[must_use]
    pub fn not_found(press: &Press<'a>) -> Self {
        let root = press.config.base_url.as_ref().map_or("/", |base| base.path()).to_owned();
        Self { root, canonical: None, ..Self::new(press, "", &[]) }
    }
}

/// The way to each edition of a site that has several: to the page's version there, else to its front page.
fn ways<'a>(press: &Press<'a>, versions: &[Version<'a>]) -> Vec<WayView<'a>> {
    if press.config.editions.len() < 2 {
        return Vec::new();
    }
    let way = |(id, edition): (EditionId, &'a crate::config::edition::Edition)| {
        let version = versions.iter().find(|version| version.edition == id);
        WayView {
            name: &edition.name,
            lang: &edition.language,
            path: version.map_or(&press.site.edition(id).home, |version| version.path),
            is_own: id == press.edition,
        }
    };
    press.config.all_editions().map(way).collect()
}

/// A language tag as search engines want it in `hreflang`: the language, its script and its country (BCP 47),
/// and nothing else. Google takes languages of ISO 639-1 alone; of Sorani that is Kurdish in Arabic script.
/// <https://developers.google.com/search/docs/specialty/international/localized-versions>
fn hreflang(tag: &str) -> String {
    let tag = tag.replacen("ckb", "ku-Arab", usize::from(tag == "ckb" || tag.starts_with("ckb-")));
    let id: LanguageIdentifier = tag.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
    // A region of digits is no country (UN M.49).
    let region = id.region.filter(Region::is_alphabetic);
    LanguageIdentifier { region, variants: Variants::default(), ..id }.to_string()
}

#[cfg(test)]
mod tests {
    use super::hreflang;

    #[test]
    fn a_language_is_named_as_search_engines_know_it() {
        for (tag, expected) in [
            ("ar", "ar"),
            ("en-GB", "en-GB"),
            ("zh-Hant-TW", "zh-Hant-TW"),
            ("es-419", "es"),
            ("ca-ES-valencia", "ca-ES"),
            ("ckb", "ku-Arab"),
            ("ckb-IQ", "ku-Arab-IQ"),
        ] {
            assert_eq!(hreflang(tag), expected);
        }
    }
}
