//! What templates see: the only types that reach them, with every date, address, count and list
//! already made. A template chooses tags; it computes nothing.
//!
//! A `path` is relative to the site's root; a template writes `{{ page.root }}` before it.

pub mod article;
pub mod author;
pub mod home;
pub mod corrections;
pub mod linked_data;
pub mod listing;
pub mod page;
pub mod picture;

use std::collections::BTreeMap;

use icu_locale_core::LanguageIdentifier;
use icu_locale_core::subtags::Region;
use serde::{Serialize, Serializer};
use tera::Value;

use super::dates::DateView;
use super::{Press, ages};
use crate::config::Config;
use crate::config::edition::EditionId;
use crate::config::feeds::Format;
use crate::config::newsletter::Form;
use crate::config::structure::PageRole;
use crate::manuscript::Head;
use crate::resolve::{listings, routes};
use crate::site::{Article, ArticleId, Listing, ListingId, ListingKind, Site, SitePath};
use crate::source::Sources;
use crate::text::bidi::Direction;
use picture::PictureView;

/// What the site says of itself on every page of an edition: `site` in every template.
#[derive(Serialize)]
pub struct SiteView<'a> {
    title: &'a str,
    description: &'a str,
    lang: &'a str,
    pub(super) locale: String,
    dir: Direction,
    home: &'a str,
    stylesheet: String,
    ages: Option<String>,
    policy: &'a str,
    sections: Vec<SectionView<'a>>,
    feeds: Vec<FeedLinkView>,
    manifest: Option<SitePath>,
    theme_color: Option<&'a str>,
    /// The publisher's sign.
    logo: Option<PictureView<'a>>,
    tags: Option<SitePath>,
    authors: Option<SitePath>,
    series: Option<SitePath>,
    archive: Option<SitePath>,
    menu: Vec<LinkView<'a>>,
    pages: BTreeMap<&'static str, Option<LinkView<'a>>>,
    corrections: Option<SitePath>,
    form: Option<&'a Form>,
}

/// The style sheet that the built-in theme's pages ask for.
const STYLESHEET: &str = "warraq.css";

impl<'a> SiteView<'a> {
    /// The view of a site in an edition, whose lists tell how old articles are in the words `ages`, if any.
    #[must_use]
    pub fn new(
        sources: &Sources,
        config: &'a Config,
        edition: EditionId,
        site: &'a Site,
        policy: &'a str,
        ages: Option<&str>,
    ) -> Self {
        let own = config.edition(edition);
        let home = &site.edition(edition).home;
        let names_page = |kind| listings::names_page(config, site, edition, kind);
        let version = sources.asset(STYLESHEET).map(|asset| asset.hash.to_hex());
        let version = version.as_ref().map_or("", |hash| &hash[..8]);
        let script = sources.templates.get(ages::SCRIPT).map_or("", |file| &*file.text);
        let ages = site.edition(edition).ages.as_ref().zip(ages).map(|(path, words)| {
            let hash = blake3::Hasher::new().update(script.as_bytes()).update(words.as_bytes()).finalize();
            format!("{path}?v={}", &hash.to_hex()[..8])
        });
        Self {
            title: &own.title,
            description: &own.description,
            lang: &own.language,
            locale: locale(&own.language),
            dir: own.direction,
            home,
            stylesheet: format!("{STYLESHEET}?v={version}"),
            ages,
            policy,
            sections: SectionView::below(site, edition, None),
            feeds: FeedLinkView::all(config, home, &config.feeds.site),
            manifest: config.base_url.as_ref().map(|_| site.edition(edition).manifest.clone()),
            theme_color: config.app.theme_color.as_deref(),
            logo: linked_data::logo(sources, config),
            tags: names_page(ListingKind::Tag),
            authors: names_page(ListingKind::Author),
            series: names_page(ListingKind::Series),
            archive: names_page(ListingKind::Month),
            menu: site.edition(edition).menu.iter().map(|&id| LinkView::to_page(site.article(id))).collect(),
            pages: PageRole::ALL.map(|role| (role.name(), LinkView::to_role(site, edition, role))).into(),
            corrections: listings::corrections_page(config, site, edition),
            form: own.newsletter.as_ref(),
        }
    }
}

/// Where most readers of a language are, as data.
const TERRITORIES: &str = include_str!("view/territories.txt");

/// A language tag as Open Graph writes it: the language and the country that the tag names, else that of most
/// of its readers. Empty where nobody knows it, as in a script that is not theirs.
fn locale(tag: &str) -> String {
    let id: LanguageIdentifier = tag.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
    let language = id.language.as_str();
    let region = id.region.filter(Region::is_alphabetic);
    let likely = || TERRITORIES.lines().find_map(|line| line.strip_prefix(language)?.strip_prefix(' '));
    match (&region, id.script) {
        (Some(region), _) => format!("{language}_{region}"),
        (None, None) => likely().map(|country| format!("{language}_{country}")).unwrap_or_default(),
        (None, Some(_)) => String::new(),
    }
}

/// A title and where it leads, if anywhere.
#[derive(Serialize)]
pub struct LinkView<'a> {
    pub(super) title: &'a str,
    pub(super) path: Option<&'a str>,
}

impl<'a> LinkView<'a> {
    /// The sections that a section stands in, from the outermost to itself.
    fn way_to(site: &'a Site, section: ListingId) -> Vec<Self> {
        site.way_to(section).into_iter().map(|id| Self::to(site.listing(id))).collect()
    }

    /// A page outside the news, under the name that it has in menus.
    fn to_page(page: &'a Article) -> Self {
        Self { title: page.head.label(), path: Some(page.head.path()) }
    }

    /// The page outside the news that has this role in an edition.
    pub(super) fn to_role(site: &'a Site, edition: EditionId, role: PageRole) -> Option<Self> {
        let (_, id) = site.edition(edition).roles.iter().find(|(other, _)| *other == role)?;
        Some(Self::to_page(site.article(*id)))
    }

    pub(super) fn to(listing: &'a Listing) -> Self {
        Self { title: &listing.title, path: listing.path.as_deref() }
    }
}

/// An article under its headline and in its language: `redirect` in `redirect.html`.
#[derive(Serialize)]
pub struct HeadlineView<'a> {
    headline: &'a str,
    path: &'a str,
    lang: Option<&'a str>,
    dir: Option<Direction>,
}

impl<'a> HeadlineView<'a> {
    /// The view of a head.
    #[must_use]
    pub fn new(head: &'a Head) -> Self {
        let lang = head.lang();
        Self { headline: head.headline(), path: head.path(), lang, dir: lang.map(Direction::of_language) }
    }
}

/// A section, and those that stand in it.
#[derive(Serialize)]
pub struct SectionView<'a> {
    title: &'a str,
    path: Option<&'a str>,
    sections: Vec<SectionView<'a>>,
}

impl<'a> SectionView<'a> {
    /// The sections of an edition that stand in `parent`; of none, those that stand in no other.
    fn below(site: &'a Site, edition: EditionId, parent: Option<ListingId>) -> Vec<Self> {
        let view = |(id, section): (ListingId, &'a Listing)| Self {
            title: &section.title,
            path: section.path.as_deref(),
            sections: Self::below(site, edition, Some(id)),
        };
        site.sections_in(edition, parent).map(view).collect()
    }
}

/// A feed and what it is written in.
#[derive(Serialize)]
pub struct FeedLinkView {
    path: SitePath,
    media_type: &'static str,
}

impl FeedLinkView {
    /// The feeds of the articles that the index page at `path` lists; none where the site's address is not
    /// known.
    fn all(config: &Config, path: &str, formats: &[Format]) -> Vec<Self> {
        let link =
            |&format: &Format| Self { path: routes::feed(path, format), media_type: format.media_type() };
        config.base_url.iter().flat_map(|_| formats.iter().map(link)).collect()
    }
}

/// An article in a list.
///
/// Made when it is written out. A hash needs only that of what the article's head says: all else
/// follows from the settings and from the site's sections, which every page depends on.
pub struct CardView<'a> {
    press: &'a Press<'a>,
    id: ArticleId,
}

#[derive(Serialize)]
struct Card<'a> {
    headline: &'a str,
    path: &'a str,
    excerpt: &'a str,
    lang: Option<&'a str>,
    dir: Option<Direction>,
    date: Option<DateView<'a>>,
    section: Option<&'a Value>,
}

impl<'a> CardView<'a> {
    fn new(press: &'a Press<'a>, id: ArticleId) -> Self {
        Self { press, id }
    }

    fn card(&self) -> Card<'a> {
        let Self { press, id } = *self;
        let article = press.site.article(id);
        let head = &article.head;
        Card {
            headline: head.headline(),
            path: head.path(),
            excerpt: head.excerpt(),
            lang: head.lang(),
            dir: head.lang().map(Direction::of_language),
            date: head.date.map(|date| press.dates.view(date)),
            section: article.section.map(|id| press.section(id)),
        }
    }
}

impl Serialize for CardView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.serialize_bytes(&self.press.site.digests(self.id).card);
        }
        self.card().serialize(serializer)
    }
}

/// Articles in a list of many, far from each other in memory: all are asked for before the first is written out, so
/// that the processor waits for them together.
#[derive(Default)]
pub struct CardsView<'a>(Vec<CardView<'a>>);

impl<'a> FromIterator<CardView<'a>> for CardsView<'a> {
    fn from_iter<I: IntoIterator<Item = CardView<'a>>>(cards: I) -> Self {
        Self(cards.into_iter().collect())
    }
}

impl Serialize for CardsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        let cards: Vec<_> = self.0.iter().map(CardView::card).collect();
        cards.serialize(serializer)
    }
}
