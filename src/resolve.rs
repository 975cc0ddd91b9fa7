//! Heads → [`Site`]: sections, tags and authors, addresses, order, and what each related title
//! leads to.
//!
//! Sees all heads at once and no text. Never fails: two articles on one address, a title that no
//! article bears and the like become diagnostics.

pub mod editions;
pub mod feeds;
pub mod addresses;
pub mod heads;
pub mod listings;
pub mod months;
pub mod names;
pub mod outside;
pub mod redirects;
pub mod pictures;
pub mod related;
pub mod routes;
pub mod schedule;
pub mod sitemaps;
pub mod translations;

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::edition::{Edition, EditionId};
use crate::config::structure::{AUTHORS, Genre, section_called, section_near};
use crate::config::{Config, SEEDS};
use crate::diagnostic::{Checked, Diagnostic, Span, catalog};
use crate::manuscript::{Digests, Head};
use crate::site::{Article, ArticleId, Links, Listing, ListingId, ListingKind, Site};
use crate::source::{Seed, Sources};
use crate::sum::sum;
use crate::text;
use names::{Names, Written};
use schedule::Schedule;

/// Resolves the heads of the seeds among `sources` that are published now, each with its seed's place among them, in
/// their order; `schedule` has the others.
pub fn resolve(
    mut heads: Vec<(usize, Arc<Head>)>,
    schedule: &Schedule,
    sources: &Sources,
    config: &Config,
) -> Checked<Site> {
    let seeds = &sources.seeds;
    let profiles = take_profiles(&mut heads, seeds, config);
    // Heads lie in memory as their seeds stand in the list, and are asked in that order, not in the site's:
    // to jump from one to another takes longer than all that is done with it.
    let mut sections = Sections::listed(config);
    let (mut leads, mut corrected) = (Vec::new(), Vec::new());
    // Those that `site.toml` does not list come as the seeds, by path, name them.
    let mut diagnostics = Vec::new();
    let section = |(nth, (seed, head)): (usize, &(usize, Arc<Head>))| {
        leads.extend(head.leads().then_some(nth));
        corrected.extend((!head.corrections().is_empty()).then_some(nth));
        let (slug, name) = head.section()?;
        let known = sections.all.len();
        let id = sections.add(head.edition, slug, name);
        if sections.all.len() > known {
            diagnostics.extend(unlisted(&seeds[*seed], head.edition, slug, config));
        }
        Some(id)
    };
    let of_sections: Vec<Option<ListingId>> = heads.iter().enumerate().map(section).collect();
    let (mut listings, of_sections) = sections.nested(of_sections);
    let order = Order::of(&heads);
    let mut told = Vec::new();
    // Two halves of the work that ask each other for nothing.
    let ((related, translations), [tags, authors]) = rayon::join(
        || {
            report_collisions(&heads, schedule, seeds, &mut told);
            report_missing_provider(&heads, seeds, config, &mut told);
            let (read, others) = schedule.changed_ahead.split_at(schedule.changed_ahead.len().min(MOST_READ));
            let read = read.iter().map(|&nth| place_of(sources, &seeds[nth], &["updated", "correction"]));
            let others = others.iter().map(|&nth| Span::file(&seeds[nth].path));
            told.extend(read.chain(others).map(catalog::changed_ahead));
            let related = related::resolve(&heads, &order, schedule, sources, config, &mut told);
            (related, translations::translations(&heads, &order, schedule, seeds, config, &mut told))
        },
        || {
            let [mut tags, mut authors, mut series] =
                [ListingKind::Tag, ListingKind::Author, ListingKind::Series]
                    .map(|kind| Written::none(kind, heads.len()));
            for (_, head) in &heads {
                tags.add(head.edition, head.tags());
                authors.add(head.edition, head.authors());
                series.add(head.edition, head.series());
            }
            let gather = |written| {
                let Names { listings: new, of_articles } = names::gather(
                    written,
                    &profiles,
                    config,
                    listings.len(),
                    &heads,
                    &order,
                    sources,
                    &mut diagnostics,
                );
                listings.extend(new);
                of_articles
            };
            let [tags, authors, _] = [tags, authors, series].map(gather);
            [tags, authors]
        },
    );
    diagnostics.extend(told);

    let mut digests: Vec<Digests> = heads.par_iter().map(|(_, head)| head.digests()).collect();
    order.arrange(&mut digests);
    let article = |((seed, head), section)| Article { seed, head, section };
    let mut articles: Vec<Article> = heads.into_iter().zip(of_sections).map(article).collect();
    order.arrange(&mut articles);
    fill_sections(&mut listings, &articles);
    let outside = articles.partition_point(|article| article.head.genre() == Genre::Page);
    let zone = &config.main().timezone;
    let months = months::months(&articles, outside, zone);
    if config.archive {
        for (id, edition) in config.all_editions() {
            // As its addresses count them.
            let others =
                (edition.timezone != *zone).then(|| months::months(&articles, outside, &edition.timezone));
            let of_month = |month| listings::of_month(id, edition, month, &articles);
            listings.extend(others.as_ref().unwrap_or(&months).iter().filter_map(of_month));
        }
    }
    let parts = listings::parts(&listings);
    let leads = leads.into_iter().map(|nth| order.articles[nth]);
    let corrected = corrected.into_iter().map(|nth| order.articles[nth]);
    let editions = editions::editions(config, &articles, outside, leads, corrected, &mut diagnostics);
    let mut site = Site {
        editions,
        articles,
        outside,
        digests,
        links: Links { authors, tags, related },
        listings,
        translations,
        profiles,
        parts,
        ..Site::default()
    };
    site.pages = listings::pages(config, &site);
    site.sitemaps = sitemaps::sitemaps(&site, &months, config);
    site.news = sitemaps::news(&site, schedule.news_since);
    site.feeds = feeds::feeds(&site, config, seeds, schedule.standing.since, &mut diagnostics);
    Checked { value: site, diagnostics }
}

/// For how many articles, of each thing that is told of a few, their text is read again: to tell the line, or what may
/// have been meant. A site that has more has other worries.
const MOST_READ: usize = 200;

/// Where an article, or the `.toml` beside it, says one of these `words`, the first that it says; the file where it
/// says none. It is read for that: for what is told of few articles.
fn place_of(sources: &Sources, seed: &Seed, words: &[&str]) -> Span {
    let files = seed.sidecar.iter().chain([&seed.path]);
    let mut texts = files.filter_map(|path| Some((path, sources.text(path).ok()?.0.text)));
    let place = texts.find_map(|(path, text)| {
        let (start, word) = words.iter().find_map(|word| Some((text.find(word)?, word)))?;
        Some(Span::new(path, start..start + word.len()))
    });
    place.unwrap_or_else(|| Span::file(&seed.path))
}

/// Puts every article into its section and those that this stands in. The lists of names, which grew one by
/// one as these did, stay as they are now as well.
fn fill_sections(listings: &mut [Listing], articles: &[Article]) {
    for (id, article) in (0u32..).map(ArticleId).zip(articles) {
        let mut section = article.section;
        while let Some(ListingId(place)) = section {
            let listing = &mut listings[place as usize];
            listing.articles.push(id);
            section = listing.parent;
        }
    }
    for listing in listings {
        listing.articles.shrink_to_fit();
    }
}

/// Takes the profiles of authors out of `heads`: they are parts of other pages.
fn take_profiles(heads: &mut Vec<(usize, Arc<Head>)>, seeds: &[Seed], config: &Config) -> Vec<Article> {
    let mut profiles = Vec::new();
    let has_folder = |edition: &Edition| {
        let folder = format!("{SEEDS}{}{AUTHORS}/", edition.prefix);
        let first = seeds.partition_point(|seed| *seed.path < *folder);
        seeds.get(first).is_some_and(|seed| seed.path.starts_with(&folder))
    };
    // Most sites have none, and need not ask each head.
    if config.editions.iter().any(has_folder) {
        heads.retain(|(seed, head)| {
            let is_profile = head.genre() == Genre::Profile;
            if is_profile {
                profiles.push(Article { seed: *seed, head: head.clone(), section: None });
            }
            !is_profile
        });
    }
    profiles
}

/// The site's order: pages outside the news first, then by date, heads without one first, then by address.
pub struct Order {
    /// The places of the heads in the list of their seeds, in the site's order.
    heads: Vec<usize>,
    /// Of each head of that list, its article.
    articles: Vec<ArticleId>,
}

impl Order {
    /// The order of `heads`.
    #[must_use]
    pub fn of(heads: &[(usize, Arc<Head>)]) -> Self {
        let date =
            |(_, head): &(usize, Arc<Head>)| (head.genre() == Genre::News, head.date.map(|date| date.at));
        let mut keys: Vec<_> = heads.par_iter().map(date).zip(0..heads.len()).collect();
        let path = |nth: usize| (heads[nth].1.path(), nth);
        keys.par_sort_unstable_by(|(a, a_nth), (b, b_nth)| {
            a.cmp(b).then_with(|| path(*a_nth).cmp(&path(*b_nth)))
        });
        // Not in the place of the keys, which take five times as much.
        let order: Vec<usize> = keys.iter().map(|(_, nth)| *nth).collect();
        let mut articles = vec![ArticleId(0); heads.len()];
        for (at, &nth) in order.iter().enumerate() {
            articles[nth] = ArticleId(u32::try_from(at).expect("a site of four thousand million articles"));
        }
        Self { heads: order, articles }
    }

    /// Puts what stands in the order of the heads into that of the site, without a second list of it.
    fn arrange<T>(&self, all: &mut [T]) {
        let mut places = self.articles.clone();
        for at in 0..all.len() {
            while places[at].0 as usize != at {
                let to = places[at].0 as usize;
                all.swap(at, to);
                places.swap(at, to);
            }
        }
    }
}

/// The sections met so far.
struct Sections<'c> {
    config: &'c Config,
    all: Vec<Listing>,
    /// Of each edition.
    by_slug: Vec<BTreeMap<String, ListingId>>,
}

impl<'c> Sections<'c> {
    fn listed(config: &'c Config) -> Self {
        let by_slug = vec![BTreeMap::new(); config.editions.len()];
        let mut sections = Self { config, all: Vec::new(), by_slug };
        for (id, edition) in config.all_editions() {
            for listed in &edition.sections {
                sections.add(id, &listed.slug, &listed.title);
            }
        }
        sections
    }

    fn add(&mut self, edition: EditionId, slug: &str, title: &str) -> ListingId {
        let by_slug = &mut self.by_slug[edition.at()];
        if let Some(&id) = by_slug.get(slug) {
            return id;
        }
        let id = ListingId(u32::try_from(self.all.len()).expect("fewer sections than that"));
        let path = routes::listing(self.config.edition(edition), ListingKind::Section, slug);
        self.all.push(Listing::new(edition, ListingKind::Section, title, Some(path)));
        by_slug.insert(slug.to_owned(), id);
        id
    }

    /// The sections edition by edition, each in the innermost one of its edition whose slug its own begins
    /// with, and those `of` the articles as they are numbered then.
    fn nested(mut self, mut of: Vec<Option<ListingId>>) -> (Vec<Listing>, Vec<Option<ListingId>>) {
        for by_slug in &self.by_slug {
            for (slug, id) in by_slug {
                let mut outer = slug.match_indices('/').rev().map(|(end, _)| &slug[..end]);
                self.all[id.0 as usize].parent = outer.find_map(|outer| by_slug.get(outer)).copied();
            }
        }
        let mut all = self.all;
        if !all.is_sorted_by_key(|section| section.edition) {
            let mut order: Vec<usize> = (0..all.len()).collect();
            order.sort_by_key(|&nth| all[nth].edition);
            let mut ids = vec![ListingId(0); order.len()];
            for (id, &nth) in (0..).map(ListingId).zip(&order) {
                ids[nth] = id;
            }
            all.sort_by_key(|section| section.edition);
            let parents = all.iter_mut().filter_map(|section| section.parent.as_mut());
            of.iter_mut().flatten().chain(parents).for_each(|id| *id = ids[id.0 as usize]);
        }
        (all, of)
    }
}

/// A section that is new with the article of `seed`, by its folder's name, where the settings list others. What
/// front matter calls so is told where that is read.
fn unlisted(seed: &Seed, edition: EditionId, slug: &str, config: &Config) -> Option<Diagnostic> {
    let sections = &config.edition(edition).sections;
    let (folder, _) = config.standing(&seed.path).1.split_once('/')?;
    if sections.is_empty() || text::slug::slug(folder).as_deref() != Some(slug) {
        return None;
    }
    let meant = section_near(sections, folder).and_then(|near| section_called(sections, near));
    let meant = meant.map(|section| section.slug.as_str());
    Some(catalog::folder_unknown(Span::file(&seed.path), folder, meant))
}

/// Two articles on one address: one of them would be lost. Addresses that differ only in case
/// are one where file systems do not tell case apart. What is not published yet is told now, while an
/// editor looks, and not when a machine comes to publish it.
fn report_collisions(
    heads: &[(usize, Arc<Head>)],
    schedule: &Schedule,
    seeds: &[Seed],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let withheld = schedule.withheld.iter().map(|withheld| (&withheld.seed, &withheld.head));
    let all = || heads.iter().map(|(seed, head)| (seed, head)).chain(withheld.clone());
    // Most sites have no two on one address: sums tell that in a third of the room of a map.
    let mut sums: Vec<u128> = Vec::with_capacity(heads.len() + withheld.len());
    sums.extend(
        all().map(|(_, head)| u128::from_le_bytes(sum(routes::without_case(head.path()).as_bytes()))),
    );
    sums.par_sort_unstable();
    if sums.is_sorted_by(|one, next| one < next) {
        return;
    }
    // Only asked whether it holds a path: no order comes from it.
    let mut by_path: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(sums.len());
    for (seed, head) in all() {
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
    if config.editions.iter().all(|edition| edition.newsletter.is_some()) {
        return;
    }
    let is_without = |head: &Head| config.edition(head.edition).newsletter.is_none();
    let mut invitations = heads.iter().filter(|(_, head)| is_without(head)).filter_map(|(seed, head)| {
        let Range { start, end } = head.newsletter.clone()?;
        Some(Span::new(&seeds[*seed].path, start as usize..end as usize))
    });
    if let Some(first) = invitations.next() {
        diagnostics.push(catalog::newsletter_no_provider(first, 1 + invitations.count()));
    }
}
