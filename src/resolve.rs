//! Heads → [`Site`]: sections, tags and authors, addresses, order, and what each related title
//! leads to.
//!
//! Sees all heads at once and no text. Never fails: two articles on one address, a title that no
//! article bears and the like become diagnostics.

pub mod heads;
pub mod listings;
pub mod names;
pub mod related;
pub mod routes;
pub mod sitemaps;

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Span, catalog};
use crate::manuscript::{Head, Words};
use crate::site::{Article, ArticleId, Listing, ListingId, ListingKind, Site};
use crate::source::Seed;
use names::Names;

/// Resolves the heads of a site's `seeds`, each with its seed's place among them, in their order.
pub fn resolve(heads: Vec<(usize, Arc<Head>)>, seeds: &[Seed], config: &Config) -> Checked<Site> {
    let mut sections = Sections::listed(config);
    // Those that `site.toml` does not list come as the seeds, by path, name them.
    for (slug, name) in heads.iter().filter_map(|(_, head)| head.section()) {
        sections.add(slug, name);
    }
    let Sections { all: mut listings, by_slug } = sections;
    let heads = in_order(heads);
    let mut diagnostics = Vec::new();
    let mut told = Vec::new();
    // Two halves of the work that ask each other for nothing.
    let (related, (tags, authors)) = rayon::join(
        || related::resolve(&heads, seeds, config, &mut told),
        || {
            report_collisions(&heads, seeds, &mut diagnostics);
            report_missing_provider(&heads, seeds, config, &mut diagnostics);
            let mut gather = |kind, names: for<'h> fn(&'h Head) -> Words<'h>| {
                let articles = heads.iter().map(|(seed, head)| (names(head), &seeds[*seed].path));
                let Names { listings: new, of_articles } =
                    names::gather(kind, listings.len(), articles, &mut diagnostics);
                listings.extend(new);
                of_articles
            };
            (gather(ListingKind::Tag, Head::tags), gather(ListingKind::Author, Head::authors))
        },
    );
    diagnostics.extend(told);

    let mut articles = Vec::with_capacity(heads.len());
    let names = tags.into_iter().zip(authors);
    for (at, (((seed, head), related), (tags, authors))) in
        heads.into_iter().zip(related).zip(names).enumerate()
    {
        let section = head.section().and_then(|(slug, _)| by_slug.get(slug).copied());
        if let Some(section) = section {
            let id = ArticleId(u32::try_from(at).expect("a site of four thousand million articles"));
            listings[section.0 as usize].articles.push(id);
        }
        articles.push(Article { seed, head, section, authors, tags, related });
    }
    let mut site = Site { articles, listings, ..Site::default() };
    site.pages = listings::pages(&site, config.listing_size);
    site.sitemaps = sitemaps::sitemaps(&site, &config.timezone);
    Checked { value: site, diagnostics }
}

/// The heads in the site's order: by date, those without one first, then by address.
fn in_order(heads: Vec<(usize, Arc<Head>)>) -> Vec<(usize, Arc<Head>)> {
    let mut keys: Vec<_> =
        heads.iter().map(|(_, head)| head.date.map(|date| date.at)).zip(0usize..).collect();
    let path = |nth: usize| (heads[nth].1.path(), heads[nth].0);
    keys.sort_unstable_by(|&(a, a_nth), &(b, b_nth)| a.cmp(&b).then_with(|| path(a_nth).cmp(&path(b_nth))));
    let mut heads: Vec<_> = heads.into_iter().map(Some).collect();
    keys.into_iter().filter_map(|(_, nth)| heads[nth].take()).collect()
}

/// The sections met so far.
struct Sections {
    all: Vec<Listing>,
    by_slug: BTreeMap<String, ListingId>,
}

impl Sections {
    fn listed(config: &Config) -> Self {
        let mut sections = Self { all: Vec::new(), by_slug: BTreeMap::new() };
        for listed in &config.sections {
            sections.add(&listed.slug, &listed.title);
        }
        sections
    }

    fn add(&mut self, slug: &str, title: &str) -> ListingId {
        if let Some(&id) = self.by_slug.get(slug) {
            return id;
        }
        let id = ListingId(u32::try_from(self.all.len()).expect("fewer sections than that"));
        self.all.push(Listing {
            kind: ListingKind::Section,
            title: title.to_owned(),
            path: Some(routes::listing(ListingKind::Section, slug)),
            articles: Vec::new(),
        });
        self.by_slug.insert(slug.to_owned(), id);
        id
    }
}

/// Two articles on one address: one of them would be lost. Addresses that differ only in case
/// are one where file systems do not tell case apart.
fn report_collisions(heads: &[(usize, Arc<Head>)], seeds: &[Seed], diagnostics: &mut Vec<Diagnostic>) {
    // Only asked whether it holds a path: no order comes from it.
    let mut by_path: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(heads.len());
    for (seed, head) in heads {
        match by_path.entry(routes::without_case(head.path())) {
            Entry::Vacant(free) => {
                free.insert(*seed);
            }
            Entry::Occupied(taken) => {
                let other = *taken.get();
                let (first, second) = (&seeds[other.min(*seed)], &seeds[other.max(*seed)]);
                let span = Span::file(&second.path);
                diagnostics.push(catalog::url_collision(span, &first.path, head.path()));
            }
        }
    }
}

/// An invitation to a newsletter that nobody receives.
fn report_missing_provider(
    heads: &[(usize, Arc<Head>)],
    seeds: &[Seed],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if config.newsletter.is_some() {
        return;
    }
    let mut invitations = heads.iter().filter_map(|(seed, head)| {
        let Range { start, end } = head.newsletter.clone()?;
        Some(Span::new(&seeds[*seed].path, start as usize..end as usize))
    });
    if let Some(first) = invitations.next() {
        diagnostics.push(catalog::newsletter_no_provider(first, 1 + invitations.count()));
    }
}
