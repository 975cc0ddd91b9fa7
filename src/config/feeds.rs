//! `[feeds]`: which feeds a site has, how long they are and what stands in them.

use serde::Serialize;
use url::Url;

use super::base_url;
use crate::diagnostic::{Span, Spanned, catalog};
use crate::table::Table;
use crate::text::address::web;

/// What a feed is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Format {
    /// RSS 2.0 (<https://www.rssboard.org/rss-specification>).
    Rss,
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).
    Json,
}

impl Format {
    const NAMES: [(&'static str, Self); 3] = [("rss", Self::Rss), ("atom", Self::Atom), ("json", Self::Json)];

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// How much of an article a feed holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Text {
    /// All of it.
    Full,
    /// What stands under its headline in lists.
    Excerpt,
}

/// A partner who takes articles from a feed that keeps to its own rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Partner {
    /// <https://about.flipboard.com/rss-spec>
    Flipboard,
    /// MSN (Microsoft Start), "feed item metadata requirements".
    Msn,
    /// Apple News, <https://support.apple.com/guide/news-publisher/apdc2c7520ff>.
    Apple,
}

/// What a partner takes.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// How many articles it wants to find.
    pub least: usize,
    /// The fewest and the most characters of a headline.
    pub headline: (usize, usize),
    /// How many days old an article may be.
    pub days: Option<i64>,
    /// Whether all articles must be in the feed's language.
    pub one_language: bool,
    /// Whether the language must name its country.
    pub country: bool,
    /// How many pixels a picture must have from side to side and from top to bottom.
    pub picture: u32,
}

impl Partner {
    const NAMES: [(&'static str, Self); 3] =
        [("flipboard", Self::Flipboard), ("msn", Self::Msn), ("apple", Self::Apple)];

    /// The partner of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(own, _)| *own == name).map(|&(_, partner)| partner)
    }

    /// Its name in `site.toml` and in the feed's address.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// What it takes.
    #[must_use]
    pub fn rules(self) -> Rules {
        let all = Rules {
            least: 1,
            headline: (1, usize::MAX),
            days: None,
            one_language: false,
            country: false,
            picture: 0,
        };
        match self {
            Self::Flipboard => Rules { least: 30, picture: 400, ..all },
            Self::Msn => Rules { headline: (21, 150), days: Some(365), one_language: true, ..all },
            Self::Apple => Rules { headline: (15, 60), country: true, ..all },
        }
    }
}

/// A site's feeds.
#[derive(Clone, Debug)]
pub struct Feeds {
    /// The forms of the site's feed.
    pub site: Vec<Format>,
    /// The forms of each section's.
    pub sections: Vec<Format>,
    /// How many articles stand in a feed.
    pub size: usize,
    /// How much of each.
    pub text: Text,
    /// The site's address in articles' ids, where it is not the one it has now.
    pub id_base: Option<Url>,
    /// The WebSub hub that is told of changes.
    pub hub: Option<Url>,
    /// Those for partners.
    pub partners: Vec<Spanned<Partner>>,
}

impl Default for Feeds {
    /// All three forms of the site's feed, RSS for each section: every reader of feeds takes RSS, and each
    /// further form is written anew with every article. Full text of the latest thirty.
    fn default() -> Self {
        Self {
            site: vec![Format::Rss, Format::Atom, Format::Json],
            sections: vec![Format::Rss],
            size: 30,
            text: Text::Full,
            id_base: None,
            hub: None,
            partners: Vec::new(),
        }
    }
}

/// Reads `[feeds]`.
pub fn read(mut table: Table<'_, '_>, has_base_url: bool) -> Feeds {
    let mut feeds = Feeds::default();
    let mut profile_twice = Vec::new();
    if let Some(formats) = formats(&mut table, "formats") {
        feeds.site = formats;
    }
    if let Some(formats) = formats(&mut table, "sections") {
        feeds.sections = formats;
    }
    if let Some(size) = table.count("size") {
        feeds.size = size.value;
    }
    let values = [("full", Text::Full), ("excerpt", Text::Excerpt)];
    if let Some(text) = super::choice(&mut table, "text", &values) {
        feeds.text = text.value;
    }
    feeds.id_base =
        super::checked(&mut table, "id_base", base_url, catalog::bad_base_url).map(|url| url.value);
    // A site that does not know its own address has no feeds.
    let without_base =
        |span: &Span, what: &str| (!has_base_url).then(|| catalog::without_base(span.clone(), what));
    let mut told = Vec::new();
    if let Some(hub) = super::checked(&mut table, "hub", web, catalog::bad_web_address) {
        told.extend(without_base(&hub.span, "feeds.hub"));
        feeds.hub = Some(hub.value);
    }
    table.tables("profile", |mut profile| {
        let name = profile.required_string("for");
        let partner = name.and_then(|name| super::choose(&mut profile, name, &Partner::NAMES));
        profile.finish();
        let partner = partner?;
        told.extend(without_base(&partner.span, "[[feeds.profile]]"));
        let is_there = feeds.partners.iter().any(|other| other.value == partner.value);
        let list = if is_there { &mut profile_twice } else { &mut feeds.partners };
        list.push(partner);
        Some(())
    });
    told.extend(profile_twice.into_iter().map(|twice| catalog::feed_twice(twice.span, twice.value.name())));
    for diagnostic in told {
        table.report(diagnostic);
    }
    table.finish();
    feeds
}

/// A list of forms, each once; an empty one means none.
fn formats(table: &mut Table<'_, '_>, key: &'static str) -> Option<Vec<Format>> {
    let given = table.has(key).then(|| table.strings(key))?;
    let mut formats = Vec::new();
    for name in given {
        if let Some(format) = super::choose(table, name, &Format::NAMES)
            && !formats.contains(&format.value)
        {
            formats.push(format.value);
        }
    }
    formats.sort_unstable();
    Some(formats)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Document;

    fn feeds(settings: &str) -> (Feeds, Vec<String>) {
        read_with(settings, true)
    }

    fn read_with(settings: &str, has_base_url: bool) -> (Feeds, Vec<String>) {
        let mut diagnostics = Vec::new();
        let document = Document::parse(&"site.toml".into(), 0, settings, &mut diagnostics);
        let feeds = read(document.root(&mut diagnostics), has_base_url);
        (feeds, diagnostics.into_iter().map(|told| told.message).collect())
    }

    #[test]
    fn an_empty_list_of_forms_is_no_feed_and_an_unknown_form_is_named() {
        let (found, told) = feeds("formats = []\nsections = ['json', 'rss', 'json', 'rdf']");
        assert_eq!((found.site, found.sections), (vec![], vec![Format::Rss, Format::Json]));
        assert_eq!(told, ["`rdf` means nothing here"]);
    }

    #[test]
    fn a_partner_has_one_feed_and_must_be_known() {
        let (found, told) =
            feeds("[[profile]]\nfor = 'msn'\n[[profile]]\nfor = 'msn'\n[[profile]]\nfor = 'msm'");
        assert_eq!(found.partners.len(), 1);
        assert_eq!(told, ["`msm` means nothing here", "there are two feeds for `msn`"]);
        for (name, partner) in Partner::NAMES {
            assert_eq!(partner.name(), name);
        }
    }

    #[test]
    fn a_hub_and_a_partner_are_told_of_a_site_by_its_whole_address() {
        let (_, told) = read_with("size = 20\nhub = 'https://a.example/'\n[[profile]]\nfor = 'msn'", false);
        let needs = |what| format!("{what} needs `base_url`: elsewhere only whole addresses lead here");
        assert_eq!(told, ["feeds.hub", "[[feeds.profile]]"].map(needs));
    }

    #[test]
    fn a_hub_or_a_base_that_is_no_address_is_named() {
        for (settings, expected) in [
            ("hub = 'hub.example.org'", "`hub.example.org` is no address on the web"),
            ("hub = 'ftp://hub.example.org/'", "`ftp://hub.example.org/` is no address on the web"),
            ("id_base = 'example.org'", "`example.org` is no address of a site"),
        ] {
            assert_eq!(feeds(settings).1, [expected]);
        }
        let (found, told) = feeds("hub = 'https://hub.example.org'\nid_base = 'https://example.org/ar'");
        assert_eq!(told, [""; 0]);
        assert_eq!(found.hub.expect("an address").as_str(), "https://hub.example.org/");
        assert_eq!(found.id_base.expect("an address").as_str(), "https://example.org/ar/");
    }
}
