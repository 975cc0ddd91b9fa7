//! Of what was made, read again.

use super::{error, warning};
use crate::diagnostic::{Diagnostic, Span};
use crate::text::bidi::isolate;
use crate::text::host::{Deceit, Deceiving};

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

/// An address out of the site whose host is read as another.
#[must_use]
pub fn link_mixed_script(span: Span, Deceiving { label, ascii, deceit }: &Deceiving) -> Diagnostic {
    let label = isolate(label);
    let message = match deceit {
        Deceit::Mixed => {
            format!("{label} in the host of a link has letters of several scripts: it is {ascii}")
        }
        Deceit::Lookalike => {
            format!("{label} in the host of a link looks Latin and has Cyrillic letters: it is {ascii}")
        }
    };
    warning("link-mixed-script", span, message).help(
        "readers may take it for another host: type the address anew, or take it out if you do not know whose it is",
    )
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

/// A page for search engines that calls no address of the site its own.
#[must_use]
pub fn canonical_missing(span: Span) -> Diagnostic {
    let message = "the page stands in a sitemap, and calls no address of the site its own";
    warning("canonical", span, message).help("let the template write page.canonical")
}

/// A page that is shared by another address than its own.
#[must_use]
pub fn canonical_shared(span: Span, shared: &str, own: &str) -> Diagnostic {
    let message = format!("og:url is {}, and the canonical address {}", isolate(shared), isolate(own));
    warning("canonical", span, message).help("let the template write page.canonical for both")
}

/// A rule that a page breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageFault<'a> {
    /// `<html>` does not say in which language it is.
    Language,
    /// It does not say the direction of its language, which is this, or says another.
    Direction(&'a str),
    /// Two elements have one id.
    IdTwice(&'a str),
}

/// A page that browsers and screen readers will not show or read as it is meant.
#[must_use]
pub fn page(span: Span, fault: PageFault<'_>) -> Diagnostic {
    let (message, help) = match fault {
        PageFault::Language => {
            ("<html> does not say its language".to_owned(), "write lang, as in lang=\"ar\"")
        }
        PageFault::Direction(name) => (
            format!("<html> does not say that its language runs {name}"),
            "write dir beside lang: rtl, or ltr",
        ),
        PageFault::IdTwice(id) => (
            format!("two elements have the id {}", isolate(id)),
            "give each its own: a link to it leads to the first alone",
        ),
    };
    warning("page", span, message).help(help)
}

/// What is wrong with an address that must be whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// It is not.
    NotWhole,
    /// It leads to no file of the site.
    Dead,
    /// It leads out of the site.
    Elsewhere,
}

fn address_fault(address: &str, fault: AddressFault) -> String {
    let fault = match fault {
        AddressFault::NotWhole => "is not whole",
        AddressFault::Dead => "leads to no file of the site",
        AddressFault::Elsewhere => "leads out of the site",
    };
    format!("{} {fault}", isolate(address))
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
    error("output-malformed", span, format!("byte {} is not UTF-8 text", byte + 1)).help(MALFORMED)
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

/// A rule that a sitemap breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitemapFault<'a> {
    /// It is longer than 50 MB.
    Length(usize),
    /// It has more than 50,000 addresses.
    Addresses(usize),
    /// It has more than 1,000 articles for Google News.
    News(usize),
    /// An address that is none of the site's.
    Address(&'a str, AddressFault),
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
        SitemapFault::Address(address, fault) => address_fault(address, fault),
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

/// An article of which Google News is told another name than its page has.
#[must_use]
pub fn sitemap_differs(span: Span, what: &str, page: &str) -> Diagnostic {
    warning("sitemap-differs", span, format!("{what} is not what {} says", isolate(page)))
        .help("build again; or let the template write article.headline and site.title as they are")
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
    /// An address that cannot be followed.
    Address(&'a str, AddressFault),
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
        LinkedDataFault::Address(address, fault) => address_fault(address, fault),
    };
    warning("linked-data", span, message).help("correct the template, or the article's front matter")
}

/// A line of a file for crawlers or hosts that they do not understand.
#[must_use]
pub fn line_unclear(span: Span, line: usize, text: &str) -> Diagnostic {
    let message = format!("line {line} means nothing to those who read this file: {}", isolate(text));
    warning("line-unclear", span, message).help("correct the line in static/")
}
