//! What a site is made up of: its sections, one in another, and the pages outside the news.

use serde::{Deserialize, Serialize};

use super::Config;
use super::edition::EditionId;
use crate::diagnostic::{Span, Spanned, catalog};
use crate::table::Table;
use crate::text::arabic::fold;
use crate::text::slug::slug;
use crate::text::words::nearest;

/// A section as `site.toml` names it.
#[derive(Clone, Debug)]
pub struct SectionConfig {
    /// Its folder and part of the address; that of a section in another begins with the other's, as in
    /// `politics/syria`.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Where its folder is named.
    pub place: Span,
}

/// What a seed is, by the folder that it stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Genre {
    /// An article.
    #[default]
    News,
    /// A page outside the news: about, contact, corrections.
    Page,
    /// What there is to say about an author.
    Profile,
}

/// The folder of the pages outside the news.
const PAGES: &str = "pages";
/// The folder of the authors' profiles.
pub const AUTHORS: &str = "authors";

/// What a seed is that has this [standing](Config::standing), by the first folder in that of its edition; a
/// section that has that folder's name keeps it.
#[must_use]
pub fn genre_of((edition, below): (EditionId, &str), config: &Config) -> Genre {
    let (folder, genre) = match below.split_once('/') {
        Some((PAGES, _)) => (PAGES, Genre::Page),
        Some((AUTHORS, _)) => (AUTHORS, Genre::Profile),
        _ => return Genre::News,
    };
    let is_section = config.edition(edition).sections.iter().any(|section| section.slug == folder);
    if is_section { Genre::News } else { genre }
}

/// What a page outside the news is to readers who judge a newsroom
/// (<https://developers.google.com/search/docs/appearance/structured-data/organization>,
/// <https://schema.org/NewsMediaOrganization>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageRole {
    /// Who the newsroom is.
    About,
    /// How it is reached.
    Contact,
    /// By which principles it works.
    Principles,
    /// What it does about its mistakes.
    Corrections,
    /// What it allows itself.
    Ethics,
    /// Who works there.
    Masthead,
    /// Who owns it, and who pays.
    Ownership,
    /// How it checks what it hears.
    Verification,
    /// When it hides who told it.
    Sources,
    /// How readers answer it.
    Feedback,
    /// What it keeps of its readers.
    Privacy,
}

impl PageRole {
    /// Every role.
    pub const ALL: [Self; 11] = [
        Self::About,
        Self::Contact,
        Self::Principles,
        Self::Corrections,
        Self::Ethics,
        Self::Masthead,
        Self::Ownership,
        Self::Verification,
        Self::Sources,
        Self::Feedback,
        Self::Privacy,
    ];

    /// Its key in `site.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Contact => "contact",
            Self::Principles => "principles",
            Self::Corrections => "corrections",
            Self::Ethics => "ethics",
            Self::Masthead => "masthead",
            Self::Ownership => "ownership",
            Self::Verification => "verification",
            Self::Sources => "sources",
            Self::Feedback => "feedback",
            Self::Privacy => "privacy",
        }
    }
}

/// What `site.toml` says of the pages outside the news; each is named by its address without its ending.
#[derive(Clone, Debug, Default)]
pub struct PagesConfig {
    /// Whether it is said of another edition, which may have pages that this one has not.
    pub is_others: bool,
    /// Those that every page's foot names, in that order; all of them if it does not say.
    pub menu: Option<Vec<Spanned<String>>>,
    /// What some of them are.
    pub roles: Vec<(PageRole, Spanned<String>)>,
}

/// Reads `[pages]`.
pub(super) fn read_pages(mut table: Table<'_, '_>) -> PagesConfig {
    let menu = table.has("menu").then(|| table.strings("menu"));
    let mut roles = Vec::new();
    for role in PageRole::ALL {
        roles.extend(table.string(role.name()).map(|page| (role, page)));
    }
    table.finish();
    PagesConfig { is_others: false, menu, roles }
}

/// The section of `sections` that an article means by `name`: its slug or its title, however that is spelt.
#[must_use]
pub fn section_called<'s>(sections: &'s [SectionConfig], name: &str) -> Option<&'s SectionConfig> {
    let by_slug = sections.iter().find(|section| section.slug == name);
    by_slug.or_else(|| {
        let folded = fold(name);
        sections.iter().find(|section| fold(&section.title) == folded)
    })
}

/// The slug or the title in `sections` that is nearest to `name`, if one is near it.
#[must_use]
pub fn section_near<'s>(sections: &'s [SectionConfig], name: &str) -> Option<&'s str> {
    nearest(name, sections.iter().flat_map(|section| [&*section.slug, &*section.title]))
}

/// The innermost section of `sections` whose folder `folders` are or lie in: names parted by `/`.
#[must_use]
pub fn section_of_folders<'s>(sections: &'s [SectionConfig], folders: &str) -> Option<&'s SectionConfig> {
    let mut found = None;
    let mut path = String::new();
    for folder in folders.split('/') {
        let Some(part) = slug(folder).filter(|_| !sections.is_empty()) else { break };
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&part);
        found = sections.iter().find(|section| section.slug == path).or(found);
    }
    found
}

/// Reads one section; `slugs` are those of the sections before it.
pub(super) fn read_section(mut table: Table<'_, '_>, slugs: &mut Vec<String>) -> Option<SectionConfig> {
    let given = table.required_string("slug");
    let title = table.string("title");
    if let Some(Spanned { value, span }) = &given {
        let parts: Option<Vec<String>> = value.split('/').map(slug).collect();
        let meant = parts.map(|parts| parts.join("/"));
        if meant.as_deref() != Some(value) {
            table.report(catalog::bad_slug(span.clone(), value, meant.as_deref()));
        }
        if slugs.contains(value) {
            table.report(catalog::section_twice(span.clone(), value));
        }
        slugs.push(value.clone());
    }
    table.finish();
    let Spanned { value: slug, span: place } = given?;
    Some(SectionConfig { title: title.map_or_else(|| slug.clone(), |t| t.value), slug, place })
}
