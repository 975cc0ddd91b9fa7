//! Tags and authors: names that articles share, however they are spelt.
//!
//! Names that are equal when folded are one, also where one is written as a hashtag. It is shown as
//! most articles write it, and its address is made from the spelling of the oldest article: an
//! address must not change with a count.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::routes;
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::manuscript::Words;
use crate::site::{ArticleId, Listing, ListingId, ListingKind};
use crate::source::SourcePath;
use crate::text::arabic::fold;
use crate::text::slug::slug;

/// The names of one kind.
pub struct Names {
    /// One listing a name, by folded name.
    pub listings: Vec<Listing>,
    /// The names of each article.
    pub of_articles: Vec<Box<[ListingId]>>,
}

/// A name in all its spellings.
struct Name<'h> {
    folded: String,
    /// Each with the number of its articles, as they were met.
    spellings: Vec<(&'h str, usize)>,
    articles: Vec<ArticleId>,
}

/// Gathers the names of each article, `articles` being in the site's order, each with its seed's
/// path. The first listing gets the id `first`.
pub fn gather<'h>(
    kind: ListingKind,
    first: usize,
    articles: impl Iterator<Item = (Words<'h>, &'h SourcePath)> + Clone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Names {
    let mut names: Vec<Name<'h>> = Vec::new();
    let mut by_folded: HashMap<String, usize> = HashMap::new();
    // Most spellings are met again: folding is asked once for each.
    let mut by_spelling: HashMap<&'h str, (usize, usize)> = HashMap::new();
    let mut of_articles: Vec<Vec<usize>> = Vec::new();
    for (id, (spellings, seed)) in (0u32..).map(ArticleId).zip(articles.clone()) {
        let mut own = Vec::new();
        for spelling in spellings {
            let (at, nth) = *by_spelling.entry(spelling).or_insert_with(|| {
                let folded = key(spelling);
                let at = match by_folded.entry(folded) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(free) => {
                        if slug(spelling).is_none() {
                            diagnostics.push(catalog::name_without_page(
                                Span::file(seed),
                                kind.name(),
                                spelling,
                            ));
                        }
                        let folded = free.key().clone();
                        names.push(Name { folded, spellings: Vec::new(), articles: Vec::new() });
                        *free.insert(names.len() - 1)
                    }
                };
                names[at].spellings.push((spelling, 0));
                (at, names[at].spellings.len() - 1)
            });
            if !own.contains(&at) {
                own.push(at);
                names[at].articles.push(id);
                names[at].spellings[nth].1 += 1;
            }
        }
        of_articles.push(own);
    }

    let seeds: Vec<&SourcePath> = articles.map(|(_, seed)| seed).collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_unstable_by(|&a, &b| names[a].folded.cmp(&names[b].folded));
    let mut ids = vec![ListingId(0); names.len()];
    for (place, &at) in order.iter().enumerate() {
        ids[at] = ListingId(u32::try_from(first + place).expect("fewer names than that"));
    }
    for name in &names {
        if name.spellings.len() > 1 {
            let span = Span::file(seeds[name.articles[0].0 as usize]);
            diagnostics.push(catalog::spellings(span, kind.name(), &name.spellings));
        }
    }
    let listings = order.iter().map(|&at| names[at].take_listing(kind)).collect();
    let of_articles = of_articles.iter().map(|own| own.iter().map(|&at| ids[at]).collect()).collect();
    Names { listings, of_articles }
}

/// What names are compared by: folded, without the `#` of a hashtag, and with spaces for what hashtags
/// have in their place.
fn key(name: &str) -> String {
    let folded = fold(&name.replace(['_', '-'], " "));
    match folded.trim_start_matches(['#', ' ']) {
        "" => fold(name),
        bare => bare.to_owned(),
    }
}

impl Name<'_> {
    fn take_listing(&mut self, kind: ListingKind) -> Listing {
        let most = self.spellings.iter().enumerate().max_by_key(|(nth, (_, count))| (*count, Reverse(*nth)));
        let (_, (title, _)) = most.expect("a name has a spelling");
        let (oldest, _) = self.spellings[0];
        Listing {
            kind,
            title: (*title).to_owned(),
            path: slug(oldest).map(|slug| routes::listing(kind, &slug)),
            articles: std::mem::take(&mut self.articles),
        }
    }
}
