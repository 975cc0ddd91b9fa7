//! Of what was made, read again.

use super::{error, warning};
use crate::diagnostic::{Diagnostic, Span};
use crate::text::bidi::isolate;

/// The same said of other files.
#[must_use]
pub fn and_elsewhere(mut diagnostic: Diagnostic, others: usize) -> Diagnostic {
    let files = if others == 1 { "another file" } else { &format!("{others} other files") };
    diagnostic.notes.push(format!("the same in {files}: it comes from what they share"));
    diagnostic
}

/// An address that leads to no file of the site. `nearest` is the one file of the same name.
#[must_use]
pub fn link_dead(span: Span, target: &str, nearest: Option<&str>) -> Diagnostic {
    let help = match nearest {
        Some(nearest) => format!("did you mean {}?", isolate(nearest)),
        None => {
            "correct the address or take it out; if that file comes from elsewhere, check the folder that \
                 it lies in with --output"
                .to_owned()
        }
    };
    warning("link-dead", span, format!("a link to {}, which the site does not have", isolate(target)))
        .help(help)
}

/// An address that leads to a place which its page does not have.
#[must_use]
pub fn fragment_dead(span: Span, target: &str) -> Diagnostic {
    warning(
        "fragment-dead",
        span,
        format!("a link to {}: the page is there, the place is not", isolate(target)),
    )
    .help("correct what is behind the #, or take it off; headings have no places of their own")
}

/// Why readers will not find a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// Its host says so (RFC 9110 §15).
    Status(u16),
    /// Its host lies in a private network.
    Private,
    /// No host has that name.
    Unknown,
    /// No connection comes about, or no safe one.
    Unconnected,
    /// No answer comes in time.
    Silent,
    /// What comes is no answer.
    Unreadable,
    /// It sends its readers on and on.
    Endless,
}

/// An address out of the site where readers will find nothing.
#[must_use]
pub fn link_gone(span: Span, address: &str, reason: Gone) -> Diagnostic {
    let reason = match reason {
        Gone::Status(status) => format!("its host answers {status}"),
        Gone::Private => "its host lies in a private network, where readers do not come".to_owned(),
        Gone::Unknown => "no host has that name".to_owned(),
        Gone::Unconnected => "its host takes no connection, or no safe one".to_owned(),
        Gone::Silent => "its host does not answer in time".to_owned(),
        Gone::Unreadable => "what its host sends is no answer".to_owned(),
        Gone::Endless => "it sends its readers on and on".to_owned(),
    };
    warning("link-gone", span, format!("{} does not answer: {reason}", isolate(address)))
        .help("look whether the page has moved, link to an archive's copy, or take the address out")
}

/// No means to ask the network.
#[must_use]
pub fn network(reason: &std::io::Error) -> Diagnostic {
    warning("network", None, format!("addresses out of the site could not be asked: {reason}"))
        .help("try again, or check without --external")
}

/// An address that must be whole and is not.
#[must_use]
pub fn address_not_whole(span: Span, address: &str) -> Diagnostic {
    warning("address-not-whole", span, format!("{} is not whole", isolate(address)))
        .help("what machines are told begins with https:// and is percent-encoded: set base_url, or correct the template")
}

/// A page that names its own address twice, or not whole.
#[must_use]
pub fn canonical_unclear(span: Span, address: &str) -> Diagnostic {
    let message = format!("the canonical address {} is the page's second, or is not whole", isolate(address));
    warning("canonical", span, message)
        .help("one canonical address is enough, with https:// and percent-encoded")
}

/// A page that calls another's address its own.
#[must_use]
pub fn canonical_other(span: Span, other: &str) -> Diagnostic {
    let message =
        format!("the canonical address is that of {}: search engines leave this page out", isolate(other));
    warning("canonical", span, message).help("let the template write page.canonical")
}

/// What is wrong with the links between a page's languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlternateFault<'a> {
    /// The language's tag is none.
    Unknown(&'a str),
    /// One language stands in two places.
    Twice(&'a str),
    /// The page itself is not among them.
    NotItself,
    /// No page is for readers of other languages.
    NoDefault,
    /// The page in the other language does not name this one.
    OneWay(&'a str),
}

/// A page whose links to other languages search engines do not follow.
#[must_use]
pub fn hreflang(span: Span, fault: AlternateFault<'_>) -> Diagnostic {
    let message = match fault {
        AlternateFault::Unknown(lang) => format!("hreflang {} is no language", isolate(lang)),
        AlternateFault::Twice(lang) => format!("hreflang {} leads to two pages", isolate(lang)),
        AlternateFault::NotItself => "the page is not among its own languages (hreflang)".to_owned(),
        AlternateFault::NoDefault => "no page for readers of other languages (hreflang x-default)".to_owned(),
        AlternateFault::OneWay(other) => format!("{} does not link back (hreflang)", isolate(other)),
    };
    warning("hreflang", span, message).help(
        "each page of a group names all of them and itself, with x-default; search engines leave out the others",
    )
}

/// A text file whose bytes are none.
#[must_use]
pub fn output_no_text(span: Span, byte: usize) -> Diagnostic {
    error("output-malformed", span, format!("byte {} is no UTF-8 text", byte + 1)).help(MALFORMED)
}

/// An XML file that no strict reader takes.
#[must_use]
pub fn xml_malformed(span: Span, reason: &str) -> Diagnostic {
    error("output-malformed", span, format!("this is no well-formed XML: {reason}")).help(MALFORMED)
}

/// A JSON file that is none.
#[must_use]
pub fn json_malformed(span: Span, reason: &str) -> Diagnostic {
    error("output-malformed", span, format!("this is no JSON: {reason}")).help(MALFORMED)
}

/// A feed that its readers cannot read.
#[must_use]
pub fn feed_unreadable(span: Span, reason: &str) -> Diagnostic {
    error("output-malformed", span, format!("readers of feeds cannot read this: {reason}")).help(MALFORMED)
}

const MALFORMED: &str = "correct it in static/ or templates/; if it is a file of Warraq's own, that is a fault of \
                         Warraq's: report it";

/// A rule that a feed breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedFault {
    /// It has no title.
    Title,
    /// It does not lead to the page of the site that it is of.
    Page,
    /// It does not name its own address, or names another.
    Itself,
    /// It has no description.
    Description,
    /// It has no id that is an address.
    Id,
    /// It does not say when it was changed.
    Updated,
    /// An entry has no title.
    EntryTitle,
    /// An entry leads to no page of the site, or not by its whole address.
    EntryPage,
    /// An entry has no id.
    EntryId,
    /// Two entries have one id.
    EntryTwice,
    /// An entry has a date that is none in its format.
    EntryDate,
    /// An entry has no date.
    EntryUndated,
    /// An entry has neither a text nor a description.
    EntryText,
    /// An entry has no author, nor has the feed.
    EntryAuthor,
    /// An entry's text has an address that means nothing outside of its page.
    EntryAddress,
    /// A partner's feed has no language, or one without its country where the partner asks for that.
    PartnerLanguage,
    /// A partner's feed has fewer entries than this.
    PartnerFew(usize),
    /// A partner takes headlines of so many characters, and an entry's is none.
    PartnerHeadline(usize, usize),
    /// An entry for a partner has no full text.
    PartnerText,
    /// An entry is of another language than the feed, and the partner takes but one.
    PartnerForeign,
    /// An entry has a picture with fewer pixels than this on a side.
    PartnerPicture(u32),
}

/// A feed that breaks a rule of its format; for a rule of entries, `entry` is the first that does, of so many.
#[must_use]
pub fn feed(span: Span, fault: FeedFault, entry: Option<&str>, count: usize) -> Diagnostic {
    let rule = match fault {
        FeedFault::PartnerLanguage => "no language that its partner knows",
        FeedFault::PartnerFew(least) => {
            &format!("fewer than {least} entries, which its partner wants to find")
        }
        FeedFault::PartnerHeadline(fewest, usize::MAX) => {
            &format!("a headline that its partner does not take, of fewer than {fewest} characters")
        }
        FeedFault::PartnerHeadline(fewest, most) => {
            &format!("a headline that its partner does not take, not of {fewest} to {most} characters")
        }
        FeedFault::PartnerText => "an entry without its full text",
        FeedFault::PartnerForeign => "an entry of another language than its partner's feed",
        FeedFault::PartnerPicture(least) => {
            &format!("a picture that its partner does not take, of fewer than {least} pixels on a side")
        }
        FeedFault::Title => "no title",
        FeedFault::Page => "no whole address of a page of the site",
        FeedFault::Itself => "its own address is missing, or is another's",
        FeedFault::Description => "no description",
        FeedFault::Id => "no id that is a whole address",
        FeedFault::Updated => "no time of the last change",
        FeedFault::EntryTitle => "an entry without a title",
        FeedFault::EntryPage => "an entry that leads to no page of the site by its whole address",
        FeedFault::EntryId => "an entry without an id",
        FeedFault::EntryTwice => "two entries with one id",
        FeedFault::EntryDate => "a date that its format does not know",
        FeedFault::EntryUndated => "an entry without a date",
        FeedFault::EntryText => "an entry without a text",
        FeedFault::EntryAuthor => "an entry without an author",
        FeedFault::EntryAddress => "a text with an address that leads nowhere outside of its page",
    };
    let message = match (entry, count) {
        (None, _) => rule.to_owned(),
        (Some(entry), 1) => format!("{rule}: {}", isolate(entry)),
        (Some(entry), _) => format!("{rule}: {} and {} more", isolate(entry), count - 1),
    };
    warning("feed", span, message).help("correct the article, the settings or static/")
}

/// A rule that a sitemap breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitemapFault<'a> {
    /// It is longer than 50 MB.
    Length(usize),
    /// It has more than 50,000 addresses.
    Addresses(usize),
    /// It has more than 1,000 articles for Google News.
    News(usize),
    /// An address leads to no file of the site, or is not whole.
    Address(&'a str),
    /// An address stands in it twice.
    Twice(&'a str),
    /// An entry without an address.
    Nothing,
    /// A time that is none.
    Time(&'a str),
    /// An article without what Google News must be told.
    Lacks(&'a str, &'a str),
    /// It names what is no sitemap.
    NoSitemap(&'a str),
}

/// A sitemap that breaks a rule of sitemaps.org or of Google News.
#[must_use]
pub fn sitemap(span: Span, fault: SitemapFault<'_>) -> Diagnostic {
    let message = match fault {
        SitemapFault::Length(bytes) => format!("{bytes} bytes: a sitemap may have 52428800"),
        SitemapFault::Addresses(count) => format!("{count} addresses: a sitemap may have 50000"),
        SitemapFault::News(count) => format!("{count} articles for Google News: a sitemap may have 1000"),
        SitemapFault::Address(address) => format!("{} is no whole address of the site", isolate(address)),
        SitemapFault::Twice(address) => format!("{} stands here twice", isolate(address)),
        SitemapFault::Nothing => "an entry without an address".to_owned(),
        SitemapFault::Time(time) => format!("{} is no time (W3C-DTF)", isolate(time)),
        SitemapFault::Lacks(what, address) => format!("{} lacks {what}", isolate(address)),
        SitemapFault::NoSitemap(address) => format!("{} is no sitemap", isolate(address)),
    };
    error("sitemap", span, message).help(MALFORMED)
}

/// A news sitemap that has not been renewed.
#[must_use]
pub fn sitemap_old(span: Span, count: usize) -> Diagnostic {
    let articles = if count == 1 { "1 article is" } else { &format!("{count} articles are") };
    warning(
        "sitemap-old",
        span,
        format!("{articles} older than the two days for which Google News lists them"),
    )
    .help("build again; a build says when the next one is due")
}

/// A page in a sitemap that asks not to be found.
#[must_use]
pub fn sitemap_left_out(span: Span, page: &str) -> Diagnostic {
    let message = format!("{} stands here, and tells search engines to leave it out", isolate(page));
    warning("sitemap-left-out", span, message)
        .help("take noindex, the other canonical address or the redirection out of the page")
}

/// What is wrong with data for search engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkedDataFault<'a> {
    /// It is no JSON.
    Malformed(&'a str),
    /// It does not say what its words mean.
    Context,
    /// It does not say what it is of.
    Type,
    /// An article has no headline.
    Headline,
    /// A time that is none, or without its zone.
    Time(&'a str, &'a str),
    /// It was changed before it was published.
    Order,
    /// Someone or something without a name.
    Name(&'a str),
    /// An address that leads to no file of the site, or is not whole.
    Address(&'a str),
}

/// Data for search engines that they cannot use.
#[must_use]
pub fn linked_data(span: Span, fault: LinkedDataFault<'_>) -> Diagnostic {
    let message = match fault {
        LinkedDataFault::Malformed(reason) => {
            return error("output-malformed", span, format!("the linked data is no JSON: {reason}"))
                .help(MALFORMED);
        }
        LinkedDataFault::Context => "no @context of schema.org".to_owned(),
        LinkedDataFault::Type => "no @type".to_owned(),
        LinkedDataFault::Headline => "an article without a headline".to_owned(),
        LinkedDataFault::Time(key, time) => {
            format!("{key} {} is neither a day nor a time with its zone", isolate(time))
        }
        LinkedDataFault::Order => "dateModified lies before datePublished".to_owned(),
        LinkedDataFault::Name(key) => format!("{key} without a name"),
        LinkedDataFault::Address(address) => format!("{} is no whole address of the site", isolate(address)),
    };
    warning("linked-data", span, message).help("correct the template, or the article's front matter")
}

/// A line of a file for crawlers or hosts that they do not understand.
#[must_use]
pub fn line_unclear(span: Span, line: usize, text: &str) -> Diagnostic {
    let message = format!("line {line} means nothing to those who read this file: {}", isolate(text));
    warning("line-unclear", span, message).help("correct the line in static/")
}
