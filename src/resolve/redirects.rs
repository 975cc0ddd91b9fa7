//! Old addresses → where each leads. No address leads to two pages.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::routes;
use crate::diagnostic::{Checked, Span, catalog};
use crate::manuscript::Alias;
use crate::site::{ArticleId, Redirect, Site};
use crate::source::Seed;

/// The redirects of a site whose addresses are all known.
pub fn resolve(site: &Site, seeds: &[Seed]) -> Checked<Vec<Redirect>> {
    let mut diagnostics = Vec::new();
    let articles = (0..).map(ArticleId).zip(&site.articles);
    let with_aliases = articles.filter(|(_, article)| !article.head.aliases().is_empty());
    let mut claims: Vec<(ArticleId, &Alias)> = with_aliases
        .flat_map(|(id, article)| article.head.aliases().iter().map(move |alias| (id, alias)))
        .collect();
    if claims.is_empty() {
        return Checked { value: Vec::new(), diagnostics };
    }
    claims.sort_by_key(|(id, alias)| (site.article(*id).seed, alias.at.start));
    let taken = Taken::of(site);
    // Only asked whether it holds an address: no order comes from it.
    let mut known: HashMap<String, ArticleId> = HashMap::with_capacity(claims.len());
    let mut redirects = Vec::with_capacity(claims.len());
    for (to, alias) in claims {
        let seed = &seeds[site.article(to).seed];
        let place = alias.at.start as usize..alias.at.end as usize;
        let span = Span::new(seed.sidecar.as_ref().filter(|_| alias.in_sidecar).unwrap_or(&seed.path), place);
        let form = alias.address.form();
        if let Some(by) = taken.by(&form, site, seeds) {
            diagnostics.push(catalog::alias_taken(span, &alias.address.shown(), &by));
            continue;
        }
        match known.entry(form) {
            Entry::Occupied(first) => {
                let other = &seeds[site.article(*first.get()).seed].path;
                diagnostics.push(catalog::alias_twice(span, &alias.address.shown(), other));
            }
            Entry::Vacant(free) => {
                free.insert(to);
                let from = alias.address.clone();
                redirects.push(Redirect { page: from.page(), from, to });
            }
        }
    }
    redirects.sort_by(|one, other| one.from.cmp(&other.from));
    Checked { value: redirects, diagnostics }
}

/// The addresses that pages of the site have, in the one case of those that are compared without it.
struct Taken<'s> {
    // Only asked what stands at an address: no order comes from it.
    articles: HashMap<Cow<'s, str>, ArticleId>,
    pages: HashMap<Cow<'s, str>, &'s str>,
}

impl<'s> Taken<'s> {
    fn of(site: &'s Site) -> Self {
        let form = |path: &'s str| routes::without_case(path);
        let articles = (0..).map(ArticleId).zip(&site.articles);
        let pages = site.pages.iter().map(|page| page.path.as_str());
        let lost = site.all_editions().map(|(_, edition)| edition.not_found.as_str());
        Self {
            articles: articles.map(|(id, article)| (form(article.head.path()), id)).collect(),
            pages: pages.chain(lost).map(|path| (form(path), path)).collect(),
        }
    }

    /// What stands at an address of that form, for people.
    fn by(&self, form: &str, site: &Site, seeds: &[Seed]) -> Option<String> {
        let article = self.articles.get(form).map(|&id| seeds[site.article(id).seed].path.to_string());
        article.or_else(|| self.pages.get(form).map(|path| format!("the page {path}")))
    }
}
