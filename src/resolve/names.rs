//! Tags, authors and series: names that articles share, however they are spelt.
//!
//! Names that are equal when folded are one, also where one is written as a hashtag. It is shown as
//! most articles write it, and its address is made from the spelling of the oldest article: an
//! address must not change with a count.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::{MOST_READ, Order, place_of, routes};
use crate::config::Config;
use crate::config::edition::EditionId;
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::Head;
use crate::site::{Article, ArticleId, Listing, ListingId, ListingKind, Lists};
use crate::source::{Seed, Sources};
use crate::text::arabic::fold;
use crate::text::slug::{has_slug, slug};
use crate::text::words::nearest;

/// The names of one kind.
pub struct Names {
    /// One listing a name, by edition and folded name.
    pub listings: Vec<Listing>,
    /// The names of each article, in the site's order.
    pub of_articles: Lists<ListingId>,
}

/// One way to write a name.
struct Spelling<'h> {
    text: &'h str,
    /// The name, and which of its spellings this is.
    name: Option<(usize, usize)>,
}

/// A name in all its spellings.
struct Name<'h> {
    edition: EditionId,
    folded: String,
    /// Each with the number of its articles, as they were met.
    spellings: Vec<(&'h str, usize)>,
    articles: Vec<ArticleId>,
    /// The place of what there is to say about who has this name, where somebody wrote that down.
    profile: Option<(usize, &'h Head)>,
}

/// The names of one kind as the heads write them: each spelling is a number from here on, since most are
/// met again.
pub struct Written<'h> {
    kind: ListingKind,
    numbers: HashMap<(EditionId, &'h str), u32>,
    spellings: Vec<Spelling<'h>>,
    /// Those of each head.
    of_heads: Lists<u32>,
}

impl<'h> Written<'h> {
    /// No names of that kind yet, of so many heads.
    #[must_use]
    pub fn none(kind: ListingKind, heads: usize) -> Self {
        let of_heads = Lists::with_room(heads, 0);
        Self { kind, numbers: HashMap::new(), spellings: Vec::new(), of_heads }
    }

    /// Adds those of the next head, which belongs to `edition`.
    pub fn add(&mut self, edition: EditionId, words: impl IntoIterator<Item = &'h str>) {
        self.of_heads.push(words.into_iter().map(|text| {
            *self.numbers.entry((edition, text)).or_insert_with(|| {
                self.spellings.push(Spelling { text, name: None });
                u32::try_from(self.spellings.len() - 1).expect("fewer names than that")
            })
        }));
    }
}

/// Gathers the names that are `written` in `heads`, which come with their seeds' places. The first listing
/// gets the id `first`. Authors who have one of `profiles` are known before.
#[expect(clippy::too_many_arguments, reason = "each is another list of the same site")]
pub fn gather<'h>(
    written: Written<'h>,
    profiles: &'h [Article],
    config: &Config,
    first: usize,
    heads: &[(usize, Arc<Head>)],
    order: &Order,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Names {
    let seeds = &sources.seeds;
    let Written { kind, mut spellings, of_heads, .. } = written;
    let profiles = if kind == ListingKind::Author { profiles } else { &[] };
    let (mut names, mut by_folded) = known(profiles, seeds, diagnostics);
    let mut of_articles = Lists::with_room(heads.len(), of_heads.all().len());
    let mut own = Vec::new();
    let mut compared = 0;
    for &nth in &order.heads {
        let edition = heads[nth].1.edition;
        for &spelling in of_heads.get(nth) {
            let Spelling { text, name } = &mut spellings[spelling as usize];
            let (at, spelt) = *name.get_or_insert_with(|| {
                let at = *by_folded.entry((edition, key(text))).or_insert_with_key(|(_, folded)| {
                    let mut others =
                        profiles.iter().filter(|profile| profile.head.edition == edition).peekable();
                    if others.peek().is_some() {
                        compared += 1;
                        let seed = &seeds[heads[nth].0];
                        let span = if compared <= MOST_READ {
                            place_of(sources, seed, &[text])
                        } else {
                            Span::file(&seed.path)
                        };
                        let others = others.map(|profile| profile.head.headline());
                        let near = nearest(text, others.filter(|_| compared <= MOST_READ));
                        diagnostics.push(catalog::author_without_profile(span, text, near));
                    }
                    names.push(Name::new(edition, folded.clone(), None));
                    names.len() - 1
                });
                names[at].spellings.push((*text, 0));
                (at, names[at].spellings.len() - 1)
            });
            if !own.contains(&at) {
                own.push(at);
                names[at].articles.push(order.articles[nth]);
                names[at].spellings[spelt].1 += 1;
            }
        }
        of_articles.push(own.drain(..).map(id));
    }

    let mut sorted: Vec<usize> = (0..names.len()).collect();
    sorted.sort_unstable_by(|&a, &b| names[a].place().cmp(&names[b].place()));
    let mut ids = vec![ListingId(0); names.len()];
    for (place, &at) in sorted.iter().enumerate() {
        ids[at] = id(first + place);
    }
    of_articles.all_mut().iter_mut().for_each(|name| *name = ids[name.0 as usize]);
    for name in &names {
        // Whoever wrote a profile has decided.
        if name.spellings.len() > 1 && name.profile.is_none() {
            let oldest = order.heads[name.articles[0].0 as usize];
            let span = Span::file(&seeds[heads[oldest].0].path);
            diagnostics.push(catalog::spellings(span, kind.name(), &name.spellings));
        }
    }
    let listings = sorted.iter().map(|&at| names[at].take_listing(kind, config)).collect();
    Names { listings, of_articles }
}

fn id(place: usize) -> ListingId {
    ListingId(u32::try_from(place).expect("fewer names than that"))
}

/// The authors who have a profile, by each of their spellings.
fn known<'h>(
    profiles: &'h [Article],
    seeds: &[Seed],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Name<'h>>, HashMap<(EditionId, String), usize>) {
    let mut names: Vec<Name<'h>> = Vec::new();
    let mut by_folded: HashMap<(EditionId, String), usize> = HashMap::new();
    for (nth, Article { seed, head, .. }) in profiles.iter().enumerate() {
        let others = head.profile().into_iter().flat_map(|profile| &profile.spellings);
        for spelling in std::iter::once(head.headline()).chain(others.map(String::as_str)) {
            let at = *by_folded.entry((head.edition, key(spelling))).or_insert(nth);
            if at != nth {
                let other = &seeds[profiles[at].seed].path;
                diagnostics.push(catalog::author_twice(Span::file(&seeds[*seed].path), spelling, other));
            }
        }
        names.push(Name::new(head.edition, key(head.headline()), Some((nth, head))));
    }
    (names, by_folded)
}

/// What names are compared by: folded, and only their words. What stands between words (spaces, dashes, quotation
/// marks, what hashtags have in their place) parts them and is no more: the address that is made of a name does not
/// tell one from the other. A sign that belongs to a word stays: `C+` and `C#` are two names.
fn key(name: &str) -> String {
    let folded = fold(name);
    let bare = folded.trim_start_matches(['#', ' ']);
    let words: Vec<&str> = bare.split(stands_between).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { folded } else { words.join(" ") }
}

/// How a name is shown: of one that is written as a hashtag alone, the words.
fn without_hash(name: &str) -> Cow<'_, str> {
    let bare = name.trim_start_matches(['#', ' ']);
    if bare.len() == name.len() || !has_slug(bare) { name.into() } else { bare.replace('_', " ").into() }
}

/// Whether `c` stands between words.
fn stands_between(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '+' | '#')
}

impl<'h> Name<'h> {
    fn new(edition: EditionId, folded: String, profile: Option<(usize, &'h Head)>) -> Self {
        Self { edition, folded, spellings: Vec::new(), articles: Vec::new(), profile }
    }

    fn place(&self) -> (EditionId, &str) {
        (self.edition, &self.folded)
    }

    fn take_listing(&mut self, kind: ListingKind, config: &Config) -> Listing {
        let articles = std::mem::take(&mut self.articles);
        if let Some((nth, head)) = self.profile {
            let path = Some(head.path().to_owned());
            let listing = Listing::new(self.edition, kind, head.headline(), path);
            return Listing { articles, profile: Some(nth), ..listing };
        }
        let most = self.spellings.iter().enumerate().max_by_key(|(nth, (_, count))| (*count, Reverse(*nth)));
        let (_, (title, _)) = most.expect("a name without a profile has a spelling");
        let (oldest, _) = self.spellings[0];
        let path = slug(oldest).map(|slug| routes::listing(config.edition(self.edition), kind, &slug));
        Listing { articles, ..Listing::new(self.edition, kind, &without_hash(title), path) }
    }
}
