//! Which articles stand in which feed: the latest of each edition, of each section, and of those that a
//! partner takes.

use icu_locale_core::LanguageIdentifier;
use jiff::{SignedDuration, Timestamp};

use super::routes;
use crate::clock::{Cause, Due, Standing, When};
use crate::config::Config;
use crate::config::edition::{Edition, EditionId};
use crate::config::feeds::{Format, Partner, Rules};
use crate::diagnostic::{Diagnostic, Spanned, catalog};
use crate::manuscript::Head;
use crate::site::{ArticleId, Feed, FeedOf, ListingId, ListingKind, Site};
use crate::source::Seed;

/// Of how many times as many articles as a partner's feed holds those are taken that it takes: the whole
/// archive is not looked through for a few headlines more.
const LOOKED_AT: usize = 4;

/// Every feed of a site at the instant `now`; none where its address is not known, since feeds are read
/// elsewhere.
#[must_use]
pub fn feeds(
    site: &Site,
    config: &Config,
    seeds: &[Seed],
    now: Timestamp,
    told: &mut Vec<Diagnostic>,
) -> Vec<Feed> {
    let settings = &config.feeds;
    if config.base_url.is_none() {
        return Vec::new();
    }
    let mut feeds = Vec::new();
    for (id, edition) in site.all_editions() {
        let latest = latest(site, site.newest(id), settings.size);
        feeds.extend(settings.site.iter().map(|&format| Feed {
            path: routes::feed(&edition.home, format),
            format,
            of: FeedOf::Edition(id),
            articles: latest.clone(),
        }));
    }
    for (id, section) in (0..).map(ListingId).zip(site.listings_of_all(ListingKind::Section)) {
        let Some(path) = &section.path else { continue };
        let latest = self::latest(site, section.articles.iter().rev().copied(), settings.size);
        feeds.extend(settings.sections.iter().map(|&format| Feed {
            path: routes::feed(path, format),
            format,
            of: FeedOf::Section(id),
            articles: latest.clone(),
        }));
    }
    for partner in &settings.partners {
        for (id, edition) in config.all_editions() {
            let feed = PartnerFeed { site, config, seeds, now, partner, id, edition };
            feeds.push(feed.take(told));
        }
    }
    feeds
}

/// For how long the sources make this site, with its feeds: a partner may take no article that is too old.
#[must_use]
pub fn standing(site: &Site, config: &Config, standing: Standing) -> Standing {
    let drop = |feed: &Feed| {
        let FeedOf::Partner(edition, partner) = feed.of else { return None };
        let oldest = site.article(*feed.articles.last()?).head.date?.at;
        let at = oldest.checked_add(age(partner.rules())?).ok()?;
        Some(Due { when: When::new(at, &config.edition(edition).timezone), cause: Cause::Feed })
    };
    let due = site.feeds.iter().filter_map(drop).chain(standing.due).min();
    Standing { due, ..standing }
}

/// From which age on a partner takes no article.
fn age(rules: Rules) -> Option<SignedDuration> {
    rules.days.map(|days| SignedDuration::from_hours(24 * days))
}

/// What decides which articles a partner's feed holds.
struct PartnerFeed<'a> {
    site: &'a Site,
    config: &'a Config,
    seeds: &'a [Seed],
    now: Timestamp,
    partner: &'a Spanned<Partner>,
    id: EditionId,
    edition: &'a Edition,
}

impl PartnerFeed<'_> {
    fn take(&self, told: &mut Vec<Diagnostic>) -> Feed {
        let Spanned { value: partner, span } = self.partner;
        let rules = partner.rules();
        let tag: LanguageIdentifier = self.edition.language.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
        if rules.country && tag.region.is_none() {
            told.push(catalog::feed_language(span.clone(), partner.name(), &self.edition.language));
        }
        let size = self.config.feeds.size.max(rules.least);
        let (mut articles, mut refused) = (Vec::new(), Vec::new());
        let mut of = 0;
        for id in self.site.newest(self.id).take(LOOKED_AT * size) {
            let head = &self.site.article(id).head;
            // Those without a date are the oldest of all.
            let is_over = |head: &Head| head.date.is_none_or(|date| self.is_too_old(date.at, rules));
            if articles.len() == size || is_over(head) {
                break;
            }
            if rules.one_language && head.lang().is_some() {
                continue;
            }
            of += 1;
            let (fewest, most) = rules.headline;
            let fits = (fewest..=most).contains(&head.headline().chars().count());
            if fits { articles.push(id) } else { refused.push(id) }
        }
        if let Some(&first) = refused.first() {
            let article = self.site.article(first);
            let first = (article.head.headline(), &*self.seeds[article.seed].path);
            let (name, count) = (partner.name(), refused.len());
            told.push(catalog::feed_left_out(span.clone(), name, count, of, rules.headline, first));
        }
        let path = routes::partner_feed(self.edition, *partner);
        Feed { path, format: Format::Rss, of: FeedOf::Partner(self.id, *partner), articles }
    }

    fn is_too_old(&self, date: Timestamp, rules: Rules) -> bool {
        age(rules).is_some_and(|age| date.checked_add(age).is_ok_and(|end| end <= self.now))
    }
}

/// So many of the `newest` articles that have a date.
fn latest(site: &Site, newest: impl Iterator<Item = ArticleId>, size: usize) -> Vec<ArticleId> {
    // Those without a date are the oldest of all: after the first of them comes no other.
    newest.take_while(|&id| site.article(id).head.date.is_some()).take(size).collect()
}
