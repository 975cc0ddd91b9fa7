//! Which articles stand in a site at an instant, and until when it stays as it is.
//!
//! The one place where the time of a build decides anything. Of what is embargoed or has expired nothing
//! goes further, but for what editors are told.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;

use crate::clock::{Cause, Due, Standing, Terms, When};
use crate::config::Config;
use crate::config::structure::Genre;
use crate::manuscript::Head;
use crate::memo::Outcomes;

/// How long an article stands in a news sitemap
/// (<https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap>).
const NEWS: SignedDuration = SignedDuration::from_hours(48);

/// What the time of a build decides.
#[derive(Debug)]
pub struct Schedule {
    /// The articles that are not published now, in the order of their seeds.
    pub withheld: Vec<Withheld>,
    /// For how long all this is so.
    pub standing: Standing,
    /// The seeds' places of published articles whose last change lies ahead.
    pub changed_ahead: Vec<usize>,
    /// Articles are news whose date lies after this.
    pub news_since: Timestamp,
}

/// An article that is not published now.
#[derive(Debug)]
pub struct Withheld {
    /// Its seed's place.
    pub seed: usize,
    /// What is kept of it.
    pub head: Arc<Head>,
    /// Why it is not published.
    pub why: Why,
}

/// Why an article is not published now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its date lies ahead.
    Embargoed(When),
    /// Its time is over.
    Expired(When),
}

impl Schedule {
    /// Takes out of `heads`, which come with their seeds' places, those that are not published now.
    #[must_use]
    pub fn take(heads: &mut Vec<(usize, Arc<Head>)>, terms: &Terms, config: &Config) -> Self {
        let hands = Hands {
            terms,
            news_since: terms.now.checked_sub(NEWS).unwrap_or(Timestamp::MIN),
            has_news: config.base_url.is_some(),
        };
        let look = |(_, head): &(usize, Arc<Head>)| {
            (hands.withholds(head).is_some(), hands.is_changed_ahead(head), hands.due(head))
        };
        let both = |(withheld, ahead, due): (bool, bool, Option<_>), (or_withheld, or_ahead, other)| {
            (withheld || or_withheld, ahead || or_ahead, [due, other].into_iter().flatten().min())
        };
        // Most sites have nothing to take out, and nothing to say.
        let (any, any_ahead, due) = heads.par_iter().map(look).reduce(|| (false, false, None), both);
        let when = |at| When::new(at, &config.main().timezone);
        let mut withheld = Vec::new();
        if any {
            heads.retain(|(seed, head)| {
                let why = match hands.withholds(head) {
                    None => return true,
                    Some((Cause::Embargo, at)) => Why::Embargoed(when(at)),
                    Some((_, at)) => Why::Expired(when(at)),
                };
                withheld.push(Withheld { seed: *seed, head: head.clone(), why });
                false
            });
        }
        let mut changed_ahead = Vec::new();
        if any_ahead {
            let ahead = heads.iter().filter(|(_, head)| hands.is_changed_ahead(head));
            changed_ahead.extend(ahead.map(|(seed, _)| *seed));
        }
        let due = due.map(|(at, cause)| Due { when: when(at), cause });
        let standing = Standing { since: terms.now, due };
        Self { withheld, standing, changed_ahead, news_since: hands.news_since }
    }

    /// How many seeds came to what, where `all` counts every article as one that is published.
    #[must_use]
    pub fn outcomes(&self, all: Outcomes) -> Outcomes {
        let until = self.withheld.iter().filter_map(|withheld| match withheld.why {
            Why::Embargoed(until) => Some(until),
            Why::Expired(_) => None,
        });
        let (embargoed, withheld) = (until.clone().count(), self.withheld.len());
        Outcomes {
            articles: all.articles - withheld,
            embargoed,
            until: until.min(),
            expired: withheld - embargoed,
            ..all
        }
    }
}

/// How articles stand to an instant.
struct Hands<'a> {
    terms: &'a Terms,
    news_since: Timestamp,
    /// Whether there is a news sitemap.
    has_news: bool,
}

impl Hands<'_> {
    /// What keeps an article from being published now, and the instant that does.
    fn withholds(&self, head: &Head) -> Option<(Cause, Timestamp)> {
        let begin = head.date.map(|date| date.at).filter(|&date| self.is_ahead(date) && !self.terms.future);
        let end = head.expires().filter(|&end| !self.is_ahead(end));
        begin.map(|at| (Cause::Embargo, at)).or_else(|| Some((Cause::Expiry, end?)))
    }

    /// What changes next about an article if nobody changes it.
    fn due(&self, head: &Head) -> Option<(Timestamp, Cause)> {
        let date = head.date.map(|date| date.at);
        let begin = date.filter(|_| !self.terms.future).map(|date| (date, Cause::Embargo));
        let end = head.expires().map(|end| (end, Cause::Expiry));
        // An article that is not published yet is due sooner; one that never is again, never.
        let may_be_news = self.has_news && head.genre() == Genre::News;
        let is_news = |&date: &Timestamp| may_be_news && date > self.news_since;
        let old = date.filter(is_news).and_then(|date| Some((date.checked_add(NEWS).ok()?, Cause::News)));
        let is_over = head.expires().is_some_and(|end| !self.is_ahead(end));
        let changes = [begin, end, old.filter(|_| !is_over)];
        changes.into_iter().flatten().filter(|&(at, _)| self.is_ahead(at)).min()
    }

    fn is_changed_ahead(&self, head: &Head) -> bool {
        head.updated().is_some_and(|updated| self.is_ahead(updated.at))
    }

    fn is_ahead(&self, at: Timestamp) -> bool {
        at > self.terms.now
    }
}
