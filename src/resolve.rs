//! Heads → [`Site`]: sections, addresses, order, and what each related title leads to.
//!
//! Sees all heads at once and no text. Never fails: two articles on one address, a title that no
//! article bears and the like become diagnostics.

pub mod related;
pub mod routes;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Span, catalog};
use crate::manuscript::Head;
use crate::site::{Article, ArticleId, Page, PageKind, Section, SectionId, Site};
use crate::source::Seed;
use crate::text::slug::slug;
use routes::Routes;

/// Resolves the heads of a site's `seeds`.
pub fn resolve(heads: Vec<Head>, seeds: &[Seed], config: &Config) -> Checked<Site> {
    let mut diagnostics = Vec::new();
    let mut sections = Sections::listed(config);
    let mut routed: Vec<(Head, Option<SectionId>, String)> = Vec::with_capacity(heads.len());
    for mut head in heads {
        let seed = &seeds[head.seed];
        let routes = Routes::new(seed, config);
        routes.date_from_name(&mut head, &mut diagnostics);
        let section = sections.of(seed, &head, &mut diagnostics);
        let section_slug = section.map(|id| sections.all[id.0 as usize].slug.clone());
        let path = routes.article(&head, section_slug.as_deref(), &mut diagnostics);
        routed.push((head, section, path));
    }
    routed.sort_by(|(a, _, a_path), (b, _, b_path)| {
        (a.date.map(|d| d.at), a_path, a.seed).cmp(&(b.date.map(|d| d.at), b_path, b.seed))
    });
    report_collisions(&routed, seeds, &mut diagnostics);
    report_missing_provider(&routed, seeds, config, &mut diagnostics);

    let ordered: Vec<&Head> = routed.iter().map(|(head, ..)| head).collect();
    let related = related::resolve(&ordered, seeds, config, &mut diagnostics);
    let mut site = Site { sections: sections.all, ..Site::default() };
    for (at, ((head, section, path), related)) in routed.into_iter().zip(related).enumerate() {
        let id = ArticleId(u32::try_from(at).expect("a site of four thousand million articles"));
        if let Some(section) = section {
            site.sections[section.0 as usize].articles.push(id);
        }
        site.articles.push(Article {
            seed: head.seed,
            hash: head.hash,
            path,
            section,
            headline: config.typography.show(&head.headline.text).into_owned(),
            headline_origin: head.headline.origin,
            excerpt: config.typography.show(&head.excerpt).into_owned(),
            date: head.date,
            updated: head.updated,
            authors: head.authors,
            tags: head.tags,
            lang: head.lang,
            related,
        });
    }
    for section in &mut site.sections {
        section.articles.reverse();
    }
    site.pages = pages(&site);
    Checked { value: site, diagnostics }
}

fn pages(site: &Site) -> Vec<Page> {
    let home = Page { path: routes::HOME.to_owned(), kind: PageKind::Home };
    let sections = (0u32..)
        .zip(&site.sections)
        .map(|(at, section)| Page { path: section.path.clone(), kind: PageKind::Section(SectionId(at)) });
    let articles = (0u32..)
        .zip(&site.articles)
        .map(|(at, article)| Page { path: article.path.clone(), kind: PageKind::Article(ArticleId(at)) });
    std::iter::once(home).chain(sections).chain(articles).collect()
}

/// The sections met so far.
struct Sections {
    all: Vec<Section>,
    by_slug: BTreeMap<String, SectionId>,
}

impl Sections {
    fn listed(config: &Config) -> Self {
        let mut sections = Self { all: Vec::new(), by_slug: BTreeMap::new() };
        for listed in &config.sections {
            sections.add(&listed.slug, &listed.title);
        }
        sections
    }

    fn add(&mut self, slug: &str, title: &str) -> SectionId {
        if let Some(&id) = self.by_slug.get(slug) {
            return id;
        }
        let id = SectionId(u32::try_from(self.all.len()).expect("fewer sections than that"));
        self.all.push(Section {
            slug: slug.to_owned(),
            title: title.to_owned(),
            path: routes::section(slug),
            articles: Vec::new(),
        });
        self.by_slug.insert(slug.to_owned(), id);
        id
    }

    /// The section of an article: its front matter's, else its folder's.
    fn of(&mut self, seed: &Seed, head: &Head, diagnostics: &mut Vec<Diagnostic>) -> Option<SectionId> {
        let (name, span) = match &head.section {
            Some(given) => (given.value.as_str(), given.span.clone()),
            None => (routes::folder(&seed.path)?, Span::file(&seed.path)),
        };
        match slug(name) {
            Some(slug) => Some(self.add(&slug, name)),
            None => {
                diagnostics.push(catalog::bad_slug(span, name, None));
                None
            }
        }
    }
}

/// Two articles on one address: one of them would be lost. Addresses that differ only in case
/// are one where file systems do not tell case apart.
fn report_collisions(
    routed: &[(Head, Option<SectionId>, String)],
    seeds: &[Seed],
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Only asked whether it holds a path: no order comes from it.
    let mut by_path: HashMap<String, usize> = HashMap::with_capacity(routed.len());
    for (head, _, path) in routed {
        match by_path.entry(path.to_lowercase()) {
            Entry::Vacant(free) => {
                free.insert(head.seed);
            }
            Entry::Occupied(taken) => {
                let other = *taken.get();
                let (first, second) = (&seeds[other.min(head.seed)], &seeds[other.max(head.seed)]);
                diagnostics.push(catalog::url_collision(Span::file(&second.path), &first.path, path));
            }
        }
    }
}

/// An invitation to a newsletter that nobody receives.
fn report_missing_provider(
    routed: &[(Head, Option<SectionId>, String)],
    seeds: &[Seed],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if config.newsletter.is_some() {
        return;
    }
    let mut invitations = routed.iter().filter_map(|(head, ..)| {
        head.newsletter.clone().map(|range| Span::new(&seeds[head.seed].path, range))
    });
    if let Some(first) = invitations.next() {
        diagnostics.push(catalog::newsletter_no_provider(first, 1 + invitations.count()));
    }
}
