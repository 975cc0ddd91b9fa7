//! `[feeds]`: which feeds a site has, how long they are and what stands in them.

use serde::Serialize;
use url::Url;

use super::{base_url, web_address};
use crate::diagnostic::catalog;
use crate::table::Table;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// All of it.
    Full,
    /// What stands under its headline in lists.
    Excerpt,
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
        }
    }
}

/// Reads `[feeds]`.
pub fn read(mut table: Table<'_, '_>) -> Feeds {
    let mut feeds = Feeds::default();
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
    feeds.hub = super::checked(&mut table, "hub", web_address, catalog::bad_web_address).map(|url| url.value);
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
        let mut diagnostics = Vec::new();
        let document = Document::parse(&"site.toml".into(), 0, settings, &mut diagnostics);
        let feeds = read(document.root(&mut diagnostics));
        (feeds, diagnostics.into_iter().map(|told| told.message).collect())
    }

    #[test]
    fn an_empty_list_of_forms_is_no_feed_and_an_unknown_form_is_named() {
        let (found, told) = feeds("formats = []\nsections = ['json', 'rss', 'json', 'rdf']");
        assert_eq!((found.site, found.sections), (vec![], vec![Format::Rss, Format::Json]));
        assert_eq!(told, ["`rdf` means nothing here"]);
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
