//! Feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1. Each is read twice: by feed-rs, as a reader of feeds does, and
//! strictly, by the rules of its format.

use std::collections::{BTreeMap, HashSet};

use jiff::fmt::rfc2822;
use roxmltree::Node;
use serde_json::Value;

use super::page::{self, Seen};
use super::partners;
use super::reading::{Reading, is_whole};
use super::times::instant;
use super::ways::Way;
use super::xml::{children, inside, words};
use crate::diagnostic::catalog::{self, FeedFault};
use crate::resolve::routes;
use crate::text::bidi::Direction;

/// A feed, whatever its format.
#[derive(Default)]
struct Feed<'f> {
    title: Option<&'f str>,
    /// The page that it is of.
    page: Option<&'f str>,
    /// Its own address.
    itself: Option<&'f str>,
    language: Option<&'f str>,
    entries: Vec<Entry<'f>>,
}

/// An entry, whatever its format.
#[derive(Default)]
struct Entry<'f> {
    id: Option<&'f str>,
    title: Option<&'f str>,
    page: Option<&'f str>,
    /// Its dates, and whether its format knows each.
    dates: Vec<bool>,
    /// HTML that readers show.
    texts: Vec<&'f str>,
    /// That of them which is the whole article.
    whole: Option<&'f str>,
}

/// Reads a feed in RSS.
pub(super) fn rss(reading: &mut Reading<'_>, text: &str, root: Node<'_, '_>) {
    let Some(channel) = children(root, "channel").next() else {
        return reading.tell(|span| catalog::feed_unreadable(span, "no channel"));
    };
    let own = |node: Node<'_, '_>| node.tag_name().namespace().is_none();
    let word = |node, name| children(node, name).find(|&child| own(child)).and_then(inside);
    let mut faults = Faults::default();
    if word(channel, "description").is_none() {
        faults.of_feed(FeedFault::Description);
    }
    if let Some(partner) = routes::partner_of(reading.path()) {
        partners::hold(partner, channel, reading.published.now, &mut faults);
    }
    let entries = children(channel, "item").map(|item| Entry {
        id: word(item, "guid"),
        title: word(item, "title"),
        page: word(item, "link"),
        // RSS 2.0 wants dates of RFC 822, which are in English whatever the feed's language.
        dates: word(item, "pubDate").map(|date| rfc2822::parse(date).is_ok()).into_iter().collect(),
        texts: [word(item, "description"), words(item, "encoded")].into_iter().flatten().collect(),
        whole: words(item, "encoded"),
    });
    let feed = Feed {
        title: word(channel, "title"),
        page: word(channel, "link"),
        itself: links(channel, "self").next(),
        language: word(channel, "language"),
        entries: entries.collect(),
    };
    feed.read(reading, text.as_bytes(), faults);
}

/// Reads a feed in Atom.
pub(super) fn atom(reading: &mut Reading<'_>, text: &str, root: Node<'_, '_>) {
    let mut faults = Faults::default();
    if words(root, "id").is_none_or(|id| url::Url::parse(id).is_err()) {
        faults.of_feed(FeedFault::Id);
    }
    if words(root, "updated").and_then(instant).is_none() {
        faults.of_feed(FeedFault::Updated);
    }
    let has_author = |node| children(node, "author").any(|author| words(author, "name").is_some());
    let of_all = has_author(root);
    let entries = children(root, "entry").map(|entry| {
        let title = words(entry, "title");
        if !of_all && !has_author(entry) {
            faults.of_entry(FeedFault::EntryAuthor, title.unwrap_or_default());
        }
        let dates = children(entry, "updated").chain(children(entry, "published"));
        let is_html = |node: &Node<'_, '_>| node.attribute("type") == Some("html");
        let texts = children(entry, "summary").chain(children(entry, "content"));
        Entry {
            id: words(entry, "id"),
            title,
            page: links(entry, "alternate").next(),
            dates: dates.map(|date| inside(date).and_then(instant).is_some()).collect(),
            texts: texts.filter(is_html).filter_map(inside).collect(),
            whole: children(entry, "content").find(is_html).and_then(inside),
        }
    });
    let entries: Vec<Entry<'_>> = entries.collect();
    let feed = Feed {
        title: words(root, "title"),
        page: links(root, "alternate").next(),
        itself: links(root, "self").next(),
        language: root.attribute((roxmltree::NS_XML_URI, "lang")),
        entries,
    };
    feed.read(reading, text.as_bytes(), faults);
}

/// Reads a JSON Feed.
pub(super) fn json(reading: &mut Reading<'_>, bytes: &[u8], feed: &Value) {
    let mut faults = Faults::default();
    let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let entries = items.iter().map(|item| {
        if word(item, "content_html").is_none() && word(item, "content_text").is_none() {
            faults.of_entry(FeedFault::EntryText, word(item, "title").unwrap_or_default());
        }
        let dates = ["date_published", "date_modified"].into_iter().filter_map(|key| item.get(key));
        Entry {
            id: word(item, "id"),
            title: word(item, "title"),
            page: word(item, "url"),
            dates: dates.map(|date| date.as_str().and_then(instant).is_some()).collect(),
            texts: word(item, "content_html").into_iter().collect(),
            whole: word(item, "content_html"),
        }
    });
    let entries: Vec<Entry<'_>> = entries.collect();
    let feed = Feed {
        title: word(feed, "title"),
        page: word(feed, "home_page_url"),
        itself: word(feed, "feed_url"),
        language: word(feed, "language"),
        entries,
    };
    feed.read(reading, bytes, faults);
}

impl Feed<'_> {
    /// Holds a feed against what all formats ask for.
    fn read(&self, reading: &mut Reading<'_>, bytes: &[u8], mut faults: Faults) {
        reading.read.tally.feeds += 1;
        match feed_rs::parser::parse(bytes) {
            Err(fault) => reading.tell(|span| catalog::feed_unreadable(span, &fault.to_string())),
            Ok(read) if read.entries.len() != self.entries.len() => {
                let reason = format!("of {} entries they see {}", self.entries.len(), read.entries.len());
                reading.tell(|span| catalog::feed_unreadable(span, &reason));
            }
            Ok(_) => {}
        }
        if self.title.is_none() {
            faults.of_feed(FeedFault::Title);
        }
        if self.page.is_none_or(|address| page_of(reading, address).is_none()) {
            faults.of_feed(FeedFault::Page);
        }
        if self.itself.and_then(|address| page_of(reading, address)) != Some(reading.file) {
            faults.of_feed(FeedFault::Itself);
        }
        // Where words run from the left, a reader shows them aright even if nobody says so.
        let is_rtl = self.language.is_some_and(|lang| Direction::of_language(lang) == Direction::Rtl);
        let mut ids = HashSet::new();
        for entry in &self.entries {
            let name = entry.title.or(entry.page).or(entry.id).unwrap_or_default();
            let mut tell = |fault| faults.of_entry(fault, name);
            if entry.title.is_none() {
                tell(FeedFault::EntryTitle);
            }
            match entry.id {
                None => tell(FeedFault::EntryId),
                Some(id) if !ids.insert(id) => tell(FeedFault::EntryTwice),
                Some(_) => {}
            }
            if entry.page.is_none_or(|address| page_of(reading, address).is_none()) {
                tell(FeedFault::EntryPage);
            }
            if entry.dates.is_empty() {
                tell(FeedFault::EntryUndated);
            } else if entry.dates.contains(&false) {
                tell(FeedFault::EntryDate);
            }
            if entry.whole.is_some_and(|text| is_rtl && !says_its_direction(text)) {
                tell(FeedFault::EntryDirection);
            }
            for text in &entry.texts {
                page::read(text, |seen| {
                    if let Seen::Address(address) = seen
                        && url::Url::parse(address).is_err()
                    {
                        tell(FeedFault::EntryAddress);
                    }
                });
            }
        }
        faults.tell(reading);
    }
}

/// Whether HTML begins with an element that says its language and direction.
fn says_its_direction(html: &str) -> bool {
    let mut says = false;
    page::read(html, |seen| {
        if let Seen::Root { lang, dir, .. } = seen {
            says = lang.is_some() && dir.is_some();
        }
    });
    says
}

/// The words under `key`; none where there are none.
fn word<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The file of the site that a whole address leads to.
fn page_of(reading: &Reading<'_>, address: &str) -> Option<u32> {
    match reading.ways.from(reading.file, address) {
        Way::File(file, _) if is_whole(address) => Some(file),
        _ => None,
    }
}

/// The addresses of the Atom links with that relation in `node`.
fn links<'a>(node: Node<'a, 'a>, rel: &'a str) -> impl Iterator<Item = &'a str> {
    const ATOM: &str = "http://www.w3.org/2005/Atom";
    let links = children(node, "link").filter(|link| link.tag_name().namespace() == Some(ATOM));
    // A link without a relation is to the page itself (RFC 4287 §4.2.7.2).
    let links = links.filter(move |link| link.attribute("rel").unwrap_or("alternate") == rel);
    links.filter_map(|link| link.attribute("href"))
}

/// What is wrong with a feed: each rule once, with the first entry that breaks it and how many do.
#[derive(Default)]
pub(super) struct Faults(BTreeMap<FeedFault, (Option<String>, usize)>);

impl Faults {
    pub(super) fn of_feed(&mut self, fault: FeedFault) {
        self.0.entry(fault).or_default();
    }

    pub(super) fn of_entry(&mut self, fault: FeedFault, entry: &str) {
        let (first, count) = self.0.entry(fault).or_default();
        first.get_or_insert_with(|| entry.to_owned());
        *count += 1;
    }

    fn tell(self, reading: &mut Reading<'_>) {
        for (fault, (entry, count)) in self.0 {
            reading.tell(|span| catalog::feed(span, fault, entry.as_deref(), count));
        }
    }
}
