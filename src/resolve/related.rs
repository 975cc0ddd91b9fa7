//! What a related title leads to: the article whose headline it is, folded.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::config::{Config, Unresolved};
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::{Head, RelatedTitle};
use crate::site::{ArticleId, Target};
use crate::source::Seed;
use crate::text::arabic::headline_key;
use crate::text::variants::HeadlineKey;
use crate::text::words::{WordSet, similarity};

/// Below this likeness (see [`similarity`]) a headline is not offered as the one that was meant.
const NEAR: f64 = 0.6;

/// Resolves the related titles of `heads`, which are in the site's order and come with their seeds'
/// places: where each leads.
pub fn resolve(
    heads: &[(usize, Arc<Head>)],
    seeds: &[Seed],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Box<[Target]>> {
    let index = Index::of(heads);
    let mut headlines = None;
    let mut compared = 0;
    let unresolved = match config.unresolved {
        Unresolved::Show => Target::Unresolved,
        Unresolved::Omit => Target::Omitted,
    };
    let mut resolved = Vec::with_capacity(heads.len());
    for (at, (seed, head)) in heads.iter().enumerate() {
        let target = |(nth, related): (usize, &RelatedTitle)| {
            let (title, url) = head.related_words(nth);
            if url.is_some() {
                return Target::Outward;
            }
            let span = || span(&seeds[*seed], related);
            match index.bearer(at, related.key) {
                Bearer::Nobody => {
                    compared += 1;
                    let near = (compared <= MOST_COMPARED).then(|| {
                        let headlines = headlines.get_or_insert_with(|| Headlines::of(heads));
                        headlines.nearest(at, title)
                    });
                    let near = near.flatten().map(|(seed, near)| (near.headline(), &*seeds[seed].path));
                    diagnostics.push(catalog::related_not_found(span(), near));
                    unresolved
                }
                Bearer::Itself => {
                    diagnostics.push(catalog::related_self(span()));
                    unresolved
                }
                Bearer::One(only) => Target::Article(only),
                Bearer::Several { chosen, other } => {
                    let path = |id: ArticleId| &*seeds[heads[id.0 as usize].0].path;
                    diagnostics.push(catalog::related_ambiguous(span(), path(chosen), path(other)));
                    Target::Article(chosen)
                }
            }
        };
        resolved.push(head.related.iter().enumerate().map(target).collect());
    }
    resolved
}

fn span(seed: &Seed, related: &RelatedTitle) -> Span {
    let source = seed.sidecar.as_ref().filter(|_| related.in_sidecar).unwrap_or(&seed.path);
    Span::new(source, related.at.start as usize..related.at.end as usize)
}

/// Who bears a title.
enum Bearer {
    Nobody,
    /// The article that names it, alone.
    Itself,
    One(ArticleId),
    Several {
        chosen: ArticleId,
        other: ArticleId,
    },
}

/// Headlines by their key, sorted.
struct Index(Vec<(HeadlineKey, u32)>);

impl Index {
    fn of(heads: &[(usize, Arc<Head>)]) -> Self {
        let mut keys: Vec<(HeadlineKey, u32)> =
            (0u32..).zip(heads).filter_map(|(at, (_, head))| Some((head.headline_key?, at))).collect();
        keys.sort_unstable();
        Self(keys)
    }

    /// The articles that bear a headline, from the oldest to the newest.
    fn bearers(&self, key: HeadlineKey) -> &[(HeadlineKey, u32)] {
        let from = self.0.partition_point(|(other, _)| *other < key);
        let rest = &self.0[from..];
        let to = rest.iter().position(|(other, _)| *other != key).unwrap_or(rest.len());
        &rest[..to]
    }

    /// Who bears the headline that the article at `citing` names.
    fn bearer(&self, citing: usize, key: HeadlineKey) -> Bearer {
        let bearers = self.bearers(key);
        let others: Vec<u32> =
            bearers.iter().map(|&(_, at)| at).filter(|&at| at as usize != citing).collect();
        match others[..] {
            [] if bearers.is_empty() => Bearer::Nobody,
            [] => Bearer::Itself,
            [only] => Bearer::One(ArticleId(only)),
            [first, .., last] => {
                // The newest that is older than the citing article, else the oldest there is.
                let older = others.iter().rev().find(|&&at| (at as usize) < citing);
                let chosen = older.copied().unwrap_or(first);
                let other = if chosen == last { first } else { last };
                Bearer::Several { chosen: ArticleId(chosen), other: ArticleId(other) }
            }
        }
    }
}

/// How many unresolved titles are compared with all headlines; a site that has more has other worries.
const MOST_COMPARED: usize = 200;

/// Of the headlines that share words with a title, how many are compared with it letter by letter: those
/// that share most. Comparing takes a thousand times as long as counting.
const CLOSEST: usize = 32;

/// The headlines that may have been meant, with the words of each side by side: all are looked through for
/// every title that nobody bears.
struct Headlines<'h> {
    heads: &'h [(usize, Arc<Head>)],
    words: Vec<(WordSet, usize)>,
}

impl<'h> Headlines<'h> {
    fn of(heads: &'h [(usize, Arc<Head>)]) -> Self {
        let is_borne = |(_, (_, head)): &(usize, &(usize, Arc<Head>))| head.headline_key.is_some();
        let borne = heads.iter().enumerate().filter(is_borne);
        Self { heads, words: borne.map(|(at, (_, head))| (head.words, at)).collect() }
    }

    /// The headline nearest to `title`, and its seed's place: of those that share half of its words or
    /// more.
    fn nearest(&self, citing: usize, title: &str) -> Option<(usize, &'h Head)> {
        let key = headline_key(title);
        let words = WordSet::of(&key);
        let others = self.words.iter().filter(|&&(other, at)| at != citing && words.mostly_in(other));
        // Of equals, the newer ones.
        let mut closest: Vec<_> = others.map(|&(other, at)| Reverse((words.in_common(other), at))).collect();
        if closest.len() > CLOSEST {
            closest.select_nth_unstable(CLOSEST);
            closest.truncate(CLOSEST);
        }
        let compare = |Reverse((_, at)): Reverse<(u32, usize)>| {
            let (seed, head) = &self.heads[at];
            (similarity(&key, &headline_key(head.headline())), at, (*seed, &**head))
        };
        let near = closest.into_iter().map(compare).filter(|(score, ..)| *score >= NEAR);
        near.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(.., near)| near)
    }
}
