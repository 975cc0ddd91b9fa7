//! Which articles are one another's translations.
//!
//! Articles with one name are: the name that their front matter gives or, where a site has several
//! editions, the path of their seed below their edition's folder, without its ending. So an article can
//! name another by that path, and two can agree on any word.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Order;
use super::schedule::Schedule;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::{Head, Translation};
use crate::site::Translations;
use crate::source::Seed;
use crate::text::slug::composed;

/// An article under the name that it shares with its translations.
struct Named<'h> {
    name: Cow<'h, str>,
    /// Its place among the heads.
    nth: usize,
}

/// The translations among `heads`, which come with their seeds' places.
pub fn translations(
    heads: &[(usize, Arc<Head>)],
    order: &Order,
    schedule: &Schedule,
    seeds: &[Seed],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Translations {
    let desk = Desk { heads, seeds, config };
    let mut named: Vec<Named<'_>> =
        (0..heads.len()).into_par_iter().filter_map(|nth| desk.named(nth)).collect();
    named.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| desk.place(a.nth).cmp(&desk.place(b.nth))));
    let withheld: HashSet<Cow<'_, str>> =
        schedule.withheld.iter().filter_map(|held| desk.name(held.seed, &held.head)).collect();

    let mut translations = Translations::default();
    for group in named.chunk_by(|a, b| a.name == b.name) {
        let given = |of: &Named<'_>| given(&heads[of.nth].1);
        if let [alone] = group {
            if let Some(given) = given(alone).filter(|_| !withheld.contains(&alone.name)) {
                diagnostics.push(catalog::translation_alone(desk.span(alone.nth, given), &given.name));
            }
            continue;
        }
        let from = translations.articles.len();
        let mut languages: Vec<(&str, usize)> = Vec::with_capacity(group.len());
        for one in group {
            let language = desk.language(one.nth);
            match languages.iter().find(|(other, _)| *other == language) {
                None => {
                    languages.push((language, one.nth));
                    translations.articles.push(order.articles[one.nth]);
                }
                Some(&(_, first)) => {
                    // Whoever asked for it is told; files that only happen to have one name did not.
                    let asking = [one.nth, first]
                        .into_iter()
                        .find_map(|nth| Some(desk.span(nth, self::given(&heads[nth].1)?)));
                    let path = |nth: usize| &*seeds[heads[nth].0].path;
                    let twice = |span| catalog::translation_twice(span, language, path(first), path(one.nth));
                    diagnostics.extend(asking.map(twice));
                }
            }
        }
        if languages.len() < 2 {
            translations.articles.truncate(from);
        }
        let range = place(from)..place(translations.articles.len());
        let of = translations.articles[from..].iter().map(|&id| (id, range.clone()));
        translations.of.extend(of);
    }
    translations.of.sort_unstable_by_key(|(id, _)| *id);
    translations
}

fn place(at: usize) -> u32 {
    u32::try_from(at).expect("articles are counted as u32")
}

fn given(head: &Head) -> Option<&Translation> {
    head.extras.as_ref()?.translation.as_ref()
}

struct Desk<'a> {
    heads: &'a [(usize, Arc<Head>)],
    seeds: &'a [Seed],
    config: &'a Config,
}

impl<'a> Desk<'a> {
    fn named(&self, nth: usize) -> Option<Named<'a>> {
        let (seed, head) = &self.heads[nth];
        Some(Named { name: self.name(*seed, head)?, nth })
    }

    /// The name that an article shares with its translations, composed (NFC).
    fn name<'h>(&self, seed: usize, head: &'h Head) -> Option<Cow<'h, str>>
    where
        'a: 'h,
    {
        let name: &'h str = match given(head) {
            Some(given) => &given.name,
            None if self.config.editions.len() < 2 => return None,
            None => {
                let (_, path) = self.config.standing(&self.seeds[seed].path);
                path.rsplit_once('.').map_or(path, |(stem, _)| stem)
            }
        };
        Some(composed(name))
    }

    /// The order within a group: by edition, an edition's own language first, then as the seeds stand.
    fn place(&self, nth: usize) -> (u8, bool, Reverse<bool>, usize) {
        let head = &self.heads[nth].1;
        (head.edition.0, head.lang().is_some(), Reverse(given(head).is_some()), nth)
    }

    fn language(&self, nth: usize) -> &'a str {
        let head = &self.heads[nth].1;
        head.lang().unwrap_or(&self.config.edition(head.edition).language)
    }

    fn span(&self, nth: usize, given: &Translation) -> Span {
        Span::in_seed(&self.seeds[self.heads[nth].0], &given.at, given.in_sidecar)
    }
}
