//! Feeds for partners, held against what each takes ([`Partner::rules`]) as it will read them.

use icu_locale_core::LanguageIdentifier;
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use roxmltree::Node;

use super::feeds::Faults;
use super::xml::{children, words};
use crate::config::feeds::Partner;
use crate::diagnostic::catalog::FeedFault;

/// Notes which of the partner's rules the `channel` of its feed breaks at the instant `now`.
pub(super) fn hold(partner: Partner, channel: Node<'_, '_>, now: Timestamp, faults: &mut Faults) {
    let rules = partner.rules();
    let language = words(channel, "language").unwrap_or_default();
    let tag: Option<LanguageIdentifier> = language.parse().ok();
    if tag.is_none() || rules.country && tag.is_some_and(|tag| tag.region.is_none()) {
        faults.of_feed(FeedFault::PartnerLanguage);
    }
    if children(channel, "item").count() < rules.least {
        faults.of_feed(FeedFault::PartnerFew(rules.least));
    }
    for item in children(channel, "item") {
        let headline = words(item, "title").unwrap_or_default();
        let (fewest, most) = rules.headline;
        if !(fewest..=most).contains(&headline.chars().count()) {
            faults.of_entry(FeedFault::PartnerHeadline(fewest, most), headline);
        }
        let date = words(item, "pubDate").and_then(|date| rfc2822::parse(date).ok());
        if let (Some(days), Some(date)) = (rules.days, date)
            && now.duration_since(date.timestamp()) >= SignedDuration::from_hours(24 * days)
        {
            faults.of_entry(FeedFault::PartnerOld(days), headline);
        }
        if words(item, "encoded").is_none() {
            faults.of_entry(FeedFault::PartnerText, headline);
        }
        let foreign = children(item, "language").any(|other| other.text() != Some(language));
        if rules.one_language && foreign {
            faults.of_entry(FeedFault::PartnerForeign, headline);
        }
        let side = |picture: Node<'_, '_>, side| picture.attribute(side)?.parse::<u32>().ok();
        let is_small = |picture| {
            ["width", "height"]
                .iter()
                .any(|name| side(picture, *name).is_some_and(|side| side < rules.picture))
        };
        if children(item, "content").any(is_small) {
            faults.of_entry(FeedFault::PartnerPicture(rules.picture), headline);
        }
    }
}
