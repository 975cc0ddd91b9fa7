//! What a related title leads to: the article whose headline it is, folded.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::schedule::{Schedule, Why, Withheld};
use super::{MOST_READ, Order};
use crate::config::edition::EditionId;
use crate::config::{Config, Unresolved};
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::Head;
use crate::site::{ArticleId, Lists, Target};
use crate::source::Sources;
use crate::text::arabic::headline_key;
use crate::text::variants::HeadlineKey;
use crate::text::words::{WordSet, similarity};

/// Below this likeness (see [`similarity`]) a headline is not offered as the one that was meant.
const NEAR: f64 = 0.6;

/// The titles of so many heads are looked up at once.
const AT_ONCE: usize = 1024;

/// Resolves the related titles of `heads`, which come with their seeds' places among the `sources`: where each
/// leads, in the site's order. The words of a few that nobody bears are read, to tell what may have been meant.
pub fn resolve(
    heads: &[(usize, Arc<Head>)],
    order: &Order,
    schedule: &Schedule,
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Lists<Target> {
    let seeds = &sources.seeds;
    let index = Index::of(heads, order);
    let edition_of = |id: ArticleId| heads[order.heads[id.0 as usize]].1.edition;
    let unresolved = match config.unresolved {
        Unresolved::Show => Target::Unresolved,
        Unresolved::Omit => Target::Omitted,
    };
    let resolve = |(part, heads): (usize, &[(usize, Arc<Head>)])| {
        let (mut targets, mut doubtful) = (Lists::with_room(heads.len(), 0), Vec::new());
        for (nth, (_, head)) in (part * AT_ONCE..).zip(heads) {
            targets.push(head.related.iter().enumerate().map(|(title, related)| {
                let Some(key) = related.key else { return Target::Outward };
                let bearer = index.bearer(order.articles[nth], key, &edition_of);
                let target = match bearer {
                    Bearer::One(only) => return Target::Article(only),
                    Bearer::Several { chosen, .. } => Target::Article(chosen),
                    Bearer::Nobody | Bearer::Itself => unresolved,
                };
                doubtful.push((nth, title, bearer));
                target
            }));
        }
        (targets, doubtful)
    };
    let (of_heads, doubtful): (Vec<_>, Vec<_>) = heads.par_chunks(AT_ONCE).enumerate().map(resolve).unzip();
    let mut targets = Lists::with_room(heads.len(), of_heads.iter().map(|part| part.all().len()).sum());
    for &nth in &order.heads {
        targets.push(of_heads[nth / AT_ONCE].get(nth % AT_ONCE).iter().copied());
    }

    let borne = schedule.withheld.iter();
    let withheld: BTreeMap<u128, &Withheld> =
        borne.filter_map(|withheld| Some((withheld.head.headline_key?.number(), withheld))).collect();
    let mut compared = 0;
    let mut headlines = None;
    for (nth, title, bearer) in doubtful.into_iter().flatten() {
        let (seed, head) = &heads[nth];
        let related = &head.related[title];
        let span = Span::in_seed(&seeds[*seed], &related.at, related.in_sidecar);
        let later = related.key.and_then(|key| withheld.get(&key.number()));
        diagnostics.push(match (bearer, later) {
            (Bearer::Nobody, Some(Withheld { seed, why, .. })) => match why {
                Why::Embargoed(until) => catalog::related_embargoed(span, &seeds[*seed].path, until),
                Why::Expired(since) => catalog::related_expired(span, &seeds[*seed].path, since),
            },
            (Bearer::Nobody, None) => {
                compared += 1;
                let words = (compared <= MOST_READ).then(|| words(sources, &span)).flatten();
                let near = words.and_then(|words| {
                    headlines.get_or_insert_with(|| Headlines::of(heads)).nearest(nth, &words, order)
                });
                let near = near.map(|(seed, near)| (near.headline(), &*seeds[seed].path));
                catalog::related_not_found(span, near)
            }
            (Bearer::Itself, _) => catalog::related_self(span),
            (Bearer::One(_), _) => continue,
            (Bearer::Several { chosen, other }, _) => {
                let path = |id: ArticleId| &*seeds[heads[order.heads[id.0 as usize]].0].path;
                catalog::related_ambiguous(span, path(chosen), path(other))
            }
        });
    }
    targets
}

/// What stands at a place of an article.
fn words(sources: &Sources, span: &Span) -> Option<String> {
    let (read, _) = sources.text(&span.source).ok()?;
    read.text.get(span.start..span.end).map(str::to_owned)
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

/// Articles by the numbers of their headlines' keys, sorted.
struct Index(Vec<(u128, ArticleId)>);

impl Index {
    fn of(heads: &[(usize, Arc<Head>)], order: &Order) -> Self {
        let of =
            |((_, head), &id): (&(usize, Arc<Head>), &ArticleId)| Some((head.headline_key?.number(), id));
        // At once in one piece: gathered in many, they would stand there twice.
        let mut keys = Vec::with_capacity(heads.len());
        keys.extend(heads.iter().zip(&order.articles).filter_map(of));
        keys.par_sort_unstable();
        Self(keys)
    }

    /// The articles that bear a headline, from the oldest to the newest.
    fn bearers(&self, key: HeadlineKey) -> &[(u128, ArticleId)] {
        let key = key.number();
        let from = self.0.partition_point(|(other, _)| *other < key);
        let rest = &self.0[from..];
        let to = rest.iter().position(|(other, _)| *other != key).unwrap_or(rest.len());
        &rest[..to]
    }

    /// Who bears the headline that the article `citing` names: of its own edition or, if none there does,
    /// of any other.
    fn bearer(
        &self,
        citing: ArticleId,
        key: HeadlineKey,
        edition_of: &impl Fn(ArticleId) -> EditionId,
    ) -> Bearer {
        let mut bearers = self.bearers(key);
        let own: Vec<(u128, ArticleId)>;
        if bearers.len() > 1 {
            let is_own =
                |(_, id): &&(u128, ArticleId)| *id != citing && edition_of(*id) == edition_of(citing);
            own = bearers.iter().filter(is_own).copied().collect();
            if !own.is_empty() {
                bearers = &own;
            }
        }
        let mut others = bearers.iter().map(|&(_, id)| id).filter(|&id| id != citing);
        match (others.next(), others.next_back()) {
            (None, _) if bearers.is_empty() => Bearer::Nobody,
            (None, _) => Bearer::Itself,
            (Some(only), None) => Bearer::One(only),
            (Some(first), Some(last)) => {
                // The newest that is older than the citing article, else the oldest there is.
                let older = bearers.iter().map(|&(_, id)| id).rfind(|&id| id < citing);
                let chosen = older.unwrap_or(first);
                let other = if chosen == last { first } else { last };
                Bearer::Several { chosen, other }
            }
        }
    }
}

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
        let borne = heads.par_iter().enumerate().filter(is_borne);
        Self { heads, words: borne.map(|(nth, (_, head))| (head.words, nth)).collect() }
    }

    /// The headline nearest to `title`, which the head `citing` names, and its seed's place: of those that
    /// share half of its words or more.
    fn nearest(&self, citing: usize, title: &str, order: &Order) -> Option<(usize, &'h Head)> {
        let key = headline_key(title);
        let words = WordSet::of(&key);
        let others = self.words.iter().filter(|&&(other, nth)| nth != citing && words.mostly_in(other));
        // Of equals, the newer ones.
        let rank =
            |&(other, nth): &(WordSet, usize)| Reverse((words.in_common(other), order.articles[nth], nth));
        let mut closest: Vec<_> = others.map(rank).collect();
        if closest.len() > CLOSEST {
            closest.select_nth_unstable(CLOSEST);
            closest.truncate(CLOSEST);
        }
        let compare = |Reverse((_, id, nth)): Reverse<(u32, ArticleId, usize)>| {
            let (seed, head) = &self.heads[nth];
            (similarity(&key, &headline_key(head.headline())), id, (*seed, &**head))
        };
        let near = closest.into_iter().map(compare).filter(|(score, ..)| *score >= NEAR);
        near.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(.., near)| near)
    }
}
