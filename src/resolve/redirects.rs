//! Old addresses → where each leads. No address leads to two pages, and none that once belonged to one
//! article is given to another.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt;

use super::addresses::{self, Line, Lines, Move, Moves, Present, TOLD};
use super::routes;
use crate::config::Config;
use crate::config::structure::Genre;
use crate::diagnostic::{Checked, Diagnostic, Span, catalog};
use crate::manuscript::{Alias, OldAddress};
use crate::memo::Readings;
use crate::read::ADDRESSES;
use crate::site::{ArticleId, Redirect, Site, SitePath};
use crate::source::{Seed, SourcePath, Sources};
use crate::text::file_name::folders_above;

/// What there is to know of addresses now and before.
pub struct Addresses<'a> {
    /// The site, whose addresses are all known.
    pub site: &'a Site,
    /// What it is made from: its seeds, its assets, the record of former addresses.
    pub sources: &'a Sources,
    /// What became of each seed, and which addresses their articles have left.
    pub readings: &'a Readings,
    /// The settings.
    pub config: &'a Config,
}

/// What becomes of old addresses.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Those that lead to an article, sorted.
    pub redirects: Vec<Redirect>,
    /// Of each article to which one leads, by id, its oldest address.
    pub origins: Vec<(ArticleId, SitePath)>,
    /// Those of which the record has yet to say it.
    pub moves: Moves,
}

/// Finds where every old address leads.
pub fn resolve(addresses: &Addresses<'_>) -> Checked<Resolved> {
    let Addresses { site, sources, readings, config } = *addresses;
    let (seeds, record) = (&sources.seeds, sources.addresses.as_ref());
    let mut diagnostics = Vec::new();
    let articles = (0..).map(ArticleId).zip(&site.articles);
    let with_aliases = articles.filter(|(_, article)| !article.head.aliases().is_empty());
    let mut claims: Vec<(ArticleId, &Alias)> = with_aliases
        .flat_map(|(id, article)| article.head.aliases().iter().map(move |alias| (id, alias)))
        .collect();
    if claims.is_empty() && record.is_none() && readings.former().is_empty() {
        return Checked { value: Resolved::default(), diagnostics };
    }
    claims.sort_by_key(|(id, alias)| (site.article(*id).seed, alias.at.start));
    let mut known =
        Known { site, seeds, taken: Taken::of(addresses), claimed: HashMap::new(), redirects: Vec::new() };
    for (to, alias) in claims {
        let span = Span::in_seed(&seeds[site.article(to).seed], &alias.at, alias.in_sidecar);
        diagnostics.extend(known.claim(&alias.address, to, span));
    }
    let mut lines = Lines::default();
    if let Some(record) = record {
        lines.add(addresses::read(record, config.base_url.as_ref(), &mut diagnostics));
    }
    let moves = known.settle(readings, &mut lines, &mut diagnostics);
    let path = record.map_or_else(|| ADDRESSES.into(), |record| record.path.clone());
    lines.add(moves.all.iter().map(|moved| moved.line(&path)));
    known.follow(&lines, &path, &mut diagnostics);
    let mut redirects = known.redirects;
    redirects.sort_by(|one, other| one.from.cmp(&other.from));
    let origins = origins(site, &redirects, &lines.all);
    Checked { value: Resolved { redirects, origins, moves }, diagnostics }
}

/// The old addresses that are spoken for.
struct Known<'a> {
    site: &'a Site,
    seeds: &'a [Seed],
    taken: Taken<'a>,
    // Only asked who has an address: no order comes from it.
    claimed: HashMap<String, Option<ArticleId>>,
    redirects: Vec<Redirect>,
}

impl Known<'_> {
    /// Lets an address lead to an article.
    fn claim(&mut self, old: &OldAddress, to: ArticleId, span: Span) -> Option<Diagnostic> {
        let form = old.form();
        if let Some(by) = self.taken.by(&form, self.seeds) {
            return Some(catalog::alias_taken(span, &old.shown(), by));
        }
        match self.claimed.entry(form) {
            Entry::Occupied(first) => {
                let other = first.get().map_or(ADDRESSES, |id| &self.seeds[self.site.article(id).seed].path);
                Some(catalog::alias_twice(span, &old.shown(), other))
            }
            Entry::Vacant(free) => {
                free.insert(Some(to));
                self.redirects.push(Redirect { from: old.clone(), page: old.page(), to });
                None
            }
        }
    }

    /// Lets the addresses of the record lead to where their articles went, from line to line. An article
    /// that says the same of itself is believed.
    fn follow(&mut self, lines: &Lines, record: &SourcePath, diagnostics: &mut Vec<Diagnostic>) {
        let mut articles = vec![None; self.seeds.len()];
        for (id, article) in (0..).map(ArticleId).zip(&self.site.articles) {
            articles[article.seed] = Some(id);
        }
        for line in &lines.all {
            let form = line.old.form();
            if let Some(&nth) = self.taken.articles.get(form.as_str()) {
                let span = Span::file(&self.seeds[nth].path);
                diagnostics.push(catalog::address_taken(span, &line.old.shown(), line.to.is_none(), record));
                continue;
            }
            let article = |to: &SitePath| self.taken.articles.get(&*routes::without_case(to)).copied();
            let (mut end, mut last) = (None, None);
            for at in lines.way(line) {
                last = at.to.as_ref();
                end = last.and_then(article);
                if end.is_some() {
                    break;
                }
            }
            match (end, last) {
                (Some(nth), _) => {
                    let Some(to) = articles[nth] else { continue };
                    if self.claimed.get(&form) != Some(&Some(to)) {
                        diagnostics.extend(self.claim(&line.old, to, line.span.clone()));
                    }
                }
                (None, None) => {
                    self.claimed.entry(form).or_insert(None);
                }
                // An article may say of itself that it has left the address.
                (None, Some(to)) => match self.claimed.get(&*routes::without_case(to)) {
                    Some(&Some(to)) => diagnostics.extend(self.claim(&line.old, to, line.span.clone())),
                    _ => diagnostics.push(catalog::moved_nowhere(line.span.clone(), to)),
                },
            }
        }
    }

    /// What became of the addresses that articles have left, as far as neither an article nor a line of the
    /// record says it. Lines that send an article away from where it has come back to are taken out.
    fn settle(&self, readings: &Readings, lines: &mut Lines, diagnostics: &mut Vec<Diagnostic>) -> Moves {
        let former = readings.former();
        if former.is_empty() {
            return Moves::default();
        }
        let present = Present::of(self.seeds, readings, former);
        let folders = self.taken.folders_like_pages();
        let mut moves: Vec<Move> = Vec::new();
        for former in former {
            let form = routes::without_case(&former.address);
            if self.claimed.contains_key(&*form) || lines.have(&form) {
                continue;
            }
            if let Some(&nth) = self.taken.articles.get(&*form) {
                if !present.is_same(nth, former) {
                    let span = Span::file(&self.seeds[nth].path);
                    diagnostics.push(catalog::address_reused(span, &former.address, &former.seed));
                }
                continue;
            }
            let now = present.find(former);
            if let Some(by) = self.taken.others.get(&*form) {
                let span = Span::file(now.map_or(&former.seed, |nth| &self.seeds[nth].path));
                diagnostics.push(catalog::address_covered(span, &former.address, by));
                continue;
            }
            let mut from = former.clone();
            let mut to = None;
            if let Some(nth) = now {
                // A draft, or what cannot be read, still owns its address.
                let Some(address) = present.address(nth) else { continue };
                // No page can send readers on from there.
                let file = self.taken.file_above(&form, self.seeds);
                if file.is_some() || folders.contains(&*form) {
                    let span = Span::file(&self.seeds[nth].path);
                    diagnostics.push(catalog::address_barred(span, &former.address, file));
                    continue;
                }
                from.seed = self.seeds[nth].path.clone();
                to = Some(address.to_owned());
            }
            moves.push(Move { from, to });
        }
        moves.sort_by(|one, other| one.from.address.cmp(&other.from.address));
        moves.dedup_by(|one, other| one.from.address == other.from.address);
        let gone: Vec<&Move> = moves.iter().filter(|moved| moved.to.is_none()).collect();
        if !gone.is_empty() {
            let some: Vec<&str> = gone.iter().take(TOLD).map(|gone| gone.from.address.as_str()).collect();
            let first = Span::file(&gone[0].from.seed);
            diagnostics.push(catalog::address_gone(first, &some, gone.len()));
        }
        let back = lines.take_out_those_back(&moves);
        Moves { all: moves, back }
    }
}

/// The oldest known address of every article to which `redirects` lead, as far as it is one that the article
/// can have had: what ends otherwise was never made from it, but is a short form or another program's.
///
/// It is the first of the front matter's, which were written when nothing else kept them, else the article's own;
/// and of the lines of the record that lead there, each to the one before, the first. All this stays as it is
/// when the article moves again: whoever then adds an alias adds it behind the others, and a line that is added
/// to the record leads from where the others end.
fn origins(site: &Site, redirects: &[Redirect], lines: &[Line]) -> Vec<(ArticleId, SitePath)> {
    let mut by_article: Vec<(ArticleId, String, SitePath)> = Vec::new();
    for Redirect { from, page, to } in redirects {
        let is_folder = |path: &str| path.ends_with(routes::INDEX);
        let own = site.article(*to).head.path();
        by_article.extend(
            page.clone()
                .filter(|page| is_folder(page) == is_folder(own))
                .map(|page| (*to, from.form(), page)),
        );
    }
    by_article.sort_unstable_by_key(|(id, ..)| *id);
    let mut leading: HashMap<Cow<'_, str>, Vec<&Line>> = HashMap::new();
    for line in lines.iter().filter(|_| !by_article.is_empty()) {
        if let Some(to) = &line.to {
            leading.entry(routes::without_case(to)).or_default().push(line);
        }
    }
    let mut origins = Vec::new();
    for own in by_article.chunk_by(|(one, ..), (other, ..)| one == other) {
        let head = &site.article(own[0].0).head;
        let find = |form: &str| own.iter().find(|(_, other, _)| other == form);
        let mut origin = head.aliases().iter().find_map(|alias| find(&alias.address.form()));
        let mut form = origin.map_or_else(|| routes::without_case(head.path()), |(_, form, _)| form.into());
        // No way back is longer than all that lead here: one that is goes in a circle.
        for _ in own {
            let before = leading.get(&form).into_iter().flatten();
            let Some(before) = before.clone().find_map(|line| find(&line.old.form())) else { break };
            (origin, form) = (Some(before), before.1.as_str().into());
        }
        origins.extend(origin.map(|(id, _, path)| (*id, path.clone())));
    }
    origins
}

/// The addresses that pages and files of the site have, in the one case of those that are compared without it.
struct Taken<'s> {
    // Only asked what stands at an address: no order comes from it.
    /// Those of all articles, of those too that time keeps out of the site.
    articles: HashMap<Cow<'s, str>, usize>,
    /// What else stands there.
    others: HashMap<Cow<'s, str>, Holder<'s>>,
}

/// What stands at an address. It is put into words where somebody is told of it.
#[derive(Clone, Copy)]
enum Holder<'s> {
    /// The page with that path.
    Page(&'s str),
    /// What is made from that file.
    File(&'s str),
}

impl fmt::Display for Holder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(path) => write!(f, "the page {path}"),
            Self::File(path) => f.write_str(path),
        }
    }
}

impl<'s> Taken<'s> {
    fn of(addresses: &Addresses<'s>) -> Self {
        let form = |path: &'s str| routes::without_case(path);
        let (site, sources) = (addresses.site, addresses.sources);
        let articles = (0..).zip(addresses.readings.iter());
        let articles = articles.filter_map(|(nth, reading)| {
            let head = reading.outcome.head().filter(|head| head.genre() != Genre::Profile)?;
            Some((form(head.path()), nth))
        });
        let pages = site.pages.iter().map(|page| page.path.as_str());
        let lost = site.all_editions().map(|(_, edition)| edition.not_found.as_str());
        let pages = pages.chain(lost).map(|path| (form(path), Holder::Page(path)));
        let assets = sources.assets.iter().map(|asset| (form(&asset.name), Holder::File(&asset.path)));
        Self { articles: articles.collect(), others: pages.chain(assets).collect() }
    }

    /// What stands at an address of that form.
    fn by(&self, form: &str, seeds: &'s [Seed]) -> Option<Holder<'s>> {
        let article = self.articles.get(form).map(|&nth| Holder::File(&seeds[nth].path));
        article.or_else(|| self.others.get(form).copied())
    }

    /// What stands where an address of that form needs a folder.
    fn file_above(&self, form: &str, seeds: &'s [Seed]) -> Option<Holder<'s>> {
        folders_above(form).find_map(|folder| self.by(folder, seeds))
    }

    /// The folders of the site that bear such a name as a page of an article does, in that same case: where one
    /// is, no page can be.
    fn folders_like_pages(&self) -> HashSet<&str> {
        let paths = self.articles.keys().chain(self.others.keys());
        let folders = paths.flat_map(|path| folders_above(path));
        folders.filter(|folder| folder.ends_with(".html")).collect()
    }
}
