//! The pages outside the news: which of them the foot of every page names, what some of them are, and whether
//! the authors' pictures are there.

use super::routes;
use crate::config::Config;
use crate::config::edition::{Edition, EditionId};
use crate::config::structure::{PageRole, PagesConfig};
use crate::diagnostic::{Diagnostic, Spanned, catalog};
use crate::site::{Article, ArticleId};
use crate::source::Sources;
use crate::text::words::nearest;

/// The menu of an edition, and the roles of some of its pages: of `pages`, which are the first articles of
/// the site.
pub fn pages(
    id: EditionId,
    edition: &Edition,
    config: &Config,
    pages: &[Article],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<ArticleId>, Vec<(PageRole, ArticleId)>) {
    let own = || (0..).map(ArticleId).zip(pages).filter(|(_, page)| page.head.edition == id);
    let PagesConfig { is_others, menu, roles } = &edition.pages;
    let mut find = |name: &Spanned<String>| {
        let path = routes::page(&name.value, config, edition);
        let found = own().find(|(_, page)| page.head.path() == path).map(|(id, _)| id);
        if found.is_none() && !is_others {
            let ending = routes::page("", config, &Edition::new(""));
            let names = own().filter_map(|(_, page)| page.head.path().strip_prefix(&edition.prefix));
            let names = names.filter_map(|path| path.strip_suffix(&ending));
            diagnostics.push(catalog::page_unknown(
                name.span.clone(),
                &name.value,
                nearest(&name.value, names),
            ));
        }
        found
    };
    let menu = match menu {
        Some(names) => names.iter().filter_map(&mut find).collect(),
        None => own().map(|(id, _)| id).collect(),
    };
    let roles = roles.iter().filter_map(|(role, name)| Some((*role, find(name)?))).collect();
    (menu, roles)
}

/// What there is to say about pictures of authors that are not among the files of the site.
#[must_use]
pub fn missing_photos(profiles: &[Article], sources: &Sources) -> Vec<Diagnostic> {
    let photos = profiles.iter().filter_map(|profile| profile.head.profile()?.photo.as_ref());
    let missing = photos.filter(|photo| sources.asset(&photo.path).is_none());
    let tell = |path: &str| nearest(path, sources.assets.iter().map(|asset| &*asset.name));
    missing.map(|photo| catalog::photo_missing(photo.span.clone(), &photo.path, tell(&photo.path))).collect()
}
