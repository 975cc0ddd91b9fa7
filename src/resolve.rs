//! Heads → [`Site`]: sections, tags and authors, addresses, order, and what each related title
//! leads to.
//!
//! Sees all heads at once and no text. Never fails: two articles on one address, a title that no
//! article bears and the like become diagnostics.

pub mod listings;
pub mod names;
pub mod related;
pub mod routes;
pub mod sitemaps;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Span, catalog};
use crate::manuscript::Head;
use crate::site::{Article, ArticleId, Listing, ListingId, ListingKind, Site};
use crate::source::Seed;
use crate::text::slug::slug;
use names::Names;
use routes::Routes;

/// Resolves the heads of a site's `seeds`.
pub fn resolve(heads: Vec<Head>, seeds: &[Seed], config: &Config) -> Checked<Site> {
    let mut diagnostics = Vec::new();
    let mut sections = Sections::listed(config);
    let mut routed: Vec<(Head, Option<ListingId>, String)> = Vec::with_capacity(heads.len());
    for mut head in heads {
        let seed = &seeds[head.seed];
        let routes = Routes::new(seed, config);
        routes.date_from_name(&mut head, &mut diagnostics);
        let section = sections.of(seed, &head, &mut diagnostics);
        let path = routes.article(&head, section.map(|id| sections.slug(id)), &mut diagnostics);
        routed.push((head, section, path));
    }
    routed.sort_by(|(a, _, a_path), (b, _, b_path)| {
        (a.date.map(|d| d.at), a_path, a.seed).cmp(&(b.date.map(|d| d.at), b_path, b.seed))
    });
    report_collisions(&routed, seeds, &mut diagnostics);
    report_missing_provider(&routed, seeds, config, &mut diagnostics);

    let ordered: Vec<&Head> = routed.iter().map(|(head, ..)| head).collect();
    let related = related::resolve(&ordered, seeds, config, &mut diagnostics);
    let mut listings = sections.all;
    let mut gather = |kind, names: fn(&Head) -> &[String]| {
        let articles = ordered.iter().map(|head| (names(head), &seeds[head.seed].path));
        let Names { listings: new, of_articles } =
            names::gather(kind, listings.len(), articles, &mut diagnostics);
        listings.extend(new);
        of_articles
    };
    let tags = gather(ListingKind::Tag, |head| &head.tags);
    let authors = gather(ListingKind::Author, |head| &head.authors);

    let mut site = Site { listings, ..Site::default() };
    let articles = routed.into_iter().zip(related).zip(tags.into_iter().zip(authors));
    for (at, (((head, section, path), related), (tags, authors))) in articles.enumerate() {
        let id = ArticleId(u32::try_from(at).expect("a site of four thousand million articles"));
        if let Some(section) = section {
            site.listings[section.0 as usize].articles.push(id);
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
            authors,
            tags,
            lang: head.lang,
            related,
        });
    }
    site.pages = listings::pages(&site, config.listing_size);
    site.sitemaps = sitemaps::sitemaps(&site, &config.timezone);
    Checked { value: site, diagnostics }
}

/// The sections met so far.
struct Sections {
    all: Vec<Listing>,
    slugs: Vec<String>,
    by_slug: BTreeMap<String, ListingId>,
}

impl Sections {
    fn listed(config: &Config) -> Self {
        let mut sections = Self { all: Vec::new(), slugs: Vec::new(), by_slug: BTreeMap::new() };
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
        self.slugs.push(slug.to_owned());
        self.by_slug.insert(slug.to_owned(), id);
        id
    }

    fn slug(&self, id: ListingId) -> &str {
        &self.slugs[id.0 as usize]
    }

    /// The section of an article: its front matter's, else its folder's.
    fn of(&mut self, seed: &Seed, head: &Head, diagnostics: &mut Vec<Diagnostic>) -> Option<ListingId> {
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
    routed: &[(Head, Option<ListingId>, String)],
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
    routed: &[(Head, Option<ListingId>, String)],
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
