//! What a related title leads to: the article whose headline it is, folded.

use std::collections::HashMap;

use crate::config::{Config, Unresolved};
use crate::diagnostic::{Diagnostic, catalog};
use crate::manuscript::{Head, HeadlineOrigin, RelatedLine};
use crate::site::{ArticleId, Related, RelatedGroup, Target};
use crate::source::Seed;
use crate::text::arabic::{fold, headline_key};
use crate::text::variants::HeadlineKey;
use crate::text::words::similarity;

/// Below this likeness (see [`similarity`]) a headline is not offered as the one that was meant.
const NEAR: f64 = 0.6;

/// Resolves the related titles of `heads`, which are in the site's order, one list each.
pub fn resolve(
    heads: &[&Head],
    seeds: &[Seed],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Vec<RelatedGroup>> {
    let index = Index::of(heads);
    let mut nearest = None;
    let mut resolved = Vec::with_capacity(heads.len());
    for (at, head) in heads.iter().enumerate() {
        let mut groups: Vec<(String, RelatedGroup)> = Vec::new();
        for line in &head.related {
            let target = index.target(at, line, heads, seeds, diagnostics).unwrap_or_else(|| {
                let nearest = nearest.get_or_insert_with(|| Nearest::of(heads));
                let near = nearest.headline(at, &line.title, heads);
                let near = near.map(|near| (near.headline.text.as_str(), &*seeds[near.seed].path));
                diagnostics.push(catalog::related_not_found(line.span.clone(), near));
                Target::Unresolved
            });
            if matches!(target, Target::Unresolved) && config.unresolved == Unresolved::Omit {
                continue;
            }
            let item = Related { title: config.typography.show(&line.title).into_owned(), target };
            let marker = fold(&line.marker);
            match groups.iter_mut().find(|(folded, _)| *folded == marker) {
                Some((_, group)) => group.items.push(item),
                None => {
                    groups.push((marker, RelatedGroup { marker: line.marker.clone(), items: vec![item] }));
                }
            }
        }
        resolved.push(groups.into_iter().map(|(_, group)| group).collect());
    }
    resolved
}

/// Headlines by their key, sorted.
struct Index(Vec<(HeadlineKey, u32)>);

impl Index {
    fn of(heads: &[&Head]) -> Self {
        let mut keys: Vec<(HeadlineKey, u32)> = (0u32..)
            .zip(heads)
            .filter(|(_, head)| head.headline.origin != HeadlineOrigin::Inferred)
            .map(|(at, head)| (head.headline.key, at))
            .collect();
        keys.sort_unstable();
        Self(keys)
    }

    /// The articles that bear a headline, from the oldest to the newest.
    fn bearers(&self, key: HeadlineKey) -> &[(HeadlineKey, u32)] {
        let from = self.0.partition_point(|(other, _)| *other < key);
        let to = self.0[from..].partition_point(|(other, _)| *other == key) + from;
        &self.0[from..to]
    }

    /// Where a related title leads; `None` when no article bears it.
    fn target(
        &self,
        citing: usize,
        line: &RelatedLine,
        heads: &[&Head],
        seeds: &[Seed],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Target> {
        if let Some(url) = &line.url {
            return Some(Target::External(url.clone()));
        }
        let bearers = self.bearers(line.key);
        let others: Vec<u32> =
            bearers.iter().map(|&(_, at)| at).filter(|&at| at as usize != citing).collect();
        let path = |at: u32| &*seeds[heads[at as usize].seed].path;
        match others[..] {
            [] if bearers.is_empty() => None,
            [] => {
                diagnostics.push(catalog::related_self(line.span.clone()));
                Some(Target::Unresolved)
            }
            [only] => Some(Target::Article(ArticleId(only))),
            [first, .., last] => {
                // The newest that is older than the citing article, else the oldest there is.
                let older = others.iter().rev().find(|&&at| (at as usize) < citing);
                let chosen = older.copied().unwrap_or(first);
                let other = if chosen == last { first } else { last };
                diagnostics.push(catalog::related_ambiguous(line.span.clone(), path(chosen), path(other)));
                Some(Target::Article(ArticleId(chosen)))
            }
        }
    }
}

/// Finds the headline most like a title: built only when a title is found nowhere.
struct Nearest {
    /// The articles whose headline holds a word.
    by_word: HashMap<String, Vec<u32>>,
}

impl Nearest {
    fn of(heads: &[&Head]) -> Self {
        let mut by_word: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, head) in (0u32..).zip(heads) {
            if head.headline.origin == HeadlineOrigin::Inferred {
                continue;
            }
            for word in headline_key(&head.headline.text).split(' ') {
                by_word.entry(word.to_owned()).or_default().push(at);
            }
        }
        Self { by_word }
    }

    /// The headline nearest to `title`, among those that share one of its three rarest words.
    fn headline<'h>(&self, citing: usize, title: &str, heads: &[&'h Head]) -> Option<&'h Head> {
        let key = headline_key(title);
        let mut known: Vec<&Vec<u32>> = key.split(' ').filter_map(|w| self.by_word.get(w)).collect();
        known.sort_by_key(|articles| articles.len());
        let candidates = known.into_iter().take(3).flat_map(|articles| articles.iter().take(200));
        candidates
            .filter(|&&at| at as usize != citing)
            .map(|&at| {
                let head = heads[at as usize];
                (similarity(&key, &headline_key(&head.headline.text)), at, head)
            })
            .filter(|(score, ..)| *score >= NEAR)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(.., head)| head)
    }
}
