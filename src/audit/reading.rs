//! What is gathered of one file while it is read.

use std::hash::{DefaultHasher, Hash, Hasher};

use url::Url;

use super::Published;
use super::ways::{Way, Ways};
use crate::diagnostic::catalog::{self, AddressFault, SitemapFault};
use crate::diagnostic::{Diagnostic, Span};
use crate::source::SourcePath;
use crate::text::host::{Deceiving, deceiving};

/// What one file says of itself and of others. Little of it is kept: there may be a hundred thousand.
#[derive(Default)]
pub(super) struct Read {
    /// Why it could not be had.
    pub(super) missing: Option<Box<Diagnostic>>,
    /// What is wrong with it.
    pub(super) told: Vec<Diagnostic>,
    /// The addresses in it that lead nowhere, or not where they seem to.
    pub(super) bad_links: Vec<BadLink>,
    /// The hashes of its places, sorted; of a page alone.
    pub(super) places: Option<Box<[u64]>>,
    /// The places in other pages that it leads to.
    pub(super) aims: Vec<Aim>,
    /// The languages in which it says that it stands elsewhere, and where.
    pub(super) alternates: Vec<(Box<str>, u32)>,
    /// The files that it lists for search engines.
    pub(super) listed: Vec<u32>,
    /// The addresses out of the site, if they are asked for.
    pub(super) outward: Vec<Box<str>>,
    /// Whether search engines are to leave it out.
    pub(super) left_out: bool,
    /// Whether it calls an address of the site its own; of a page alone.
    pub(super) is_own: bool,
    /// What an article calls itself and its paper.
    pub(super) names: [Option<u64>; 2],
    /// What it tells Google News of articles.
    pub(super) news: Vec<News>,
    /// How much was read.
    pub(super) tally: Tally,
}

/// An address that leads nowhere, or not where it seems to.
pub(super) struct BadLink {
    /// As it is written.
    pub(super) address: Box<str>,
    /// What is wrong with it.
    pub(super) fault: LinkFault,
}

/// What is wrong with an address.
pub(super) enum LinkFault {
    /// The site has no file at this path.
    File(Box<str>),
    /// The page at this path has not the place that the fragment behind it names.
    Place(Box<str>),
    /// It leads out of the site to a host whose name is read as another's.
    Host(Box<Deceiving>),
}

/// What Google News is told of an article.
pub(super) struct News {
    /// Its page.
    pub(super) page: u32,
    /// What it and its paper are called.
    pub(super) names: [Option<u64>; 2],
}

/// A place in another page.
pub(super) struct Aim {
    /// The page.
    pub(super) file: u32,
    /// The address as it is written.
    pub(super) address: Box<str>,
    /// The place's name.
    pub(super) place: Box<str>,
}

/// How much was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages of HTML.
    pub pages: usize,
    /// Addresses that lead to a file of the site.
    pub links: usize,
    /// Those of them that name a place in it.
    pub fragments: usize,
    /// Feeds.
    pub feeds: usize,
    /// Sitemaps and indexes of them.
    pub sitemaps: usize,
}

impl Tally {
    pub(super) fn add(&mut self, other: Self) {
        self.pages += other.pages;
        self.links += other.links;
        self.fragments += other.fragments;
        self.feeds += other.feeds;
        self.sitemaps += other.sitemaps;
    }
}

/// One file that is being read.
pub(super) struct Reading<'a> {
    pub(super) published: &'a Published<'a>,
    pub(super) ways: &'a Ways<'a>,
    /// Its place in the list of files.
    pub(super) file: u32,
    pub(super) read: Read,
}

impl<'a> Reading<'a> {
    pub(super) fn new(published: &'a Published<'a>, ways: &'a Ways<'a>, file: u32) -> Self {
        Self { published, ways, file, read: Read::default() }
    }

    /// Its path.
    pub(super) fn path(&self) -> &'a str {
        self.published.paths[self.file as usize]
    }

    /// The file as the place of a diagnostic.
    pub(super) fn span(&self) -> Span {
        self.published.span(self.file)
    }

    /// Notes what is wrong with it.
    pub(super) fn tell(&mut self, make: impl FnOnce(Span) -> Diagnostic) {
        let told = make(self.span());
        self.read.told.push(told);
    }

    /// Follows an address and gives the file of the site that it leads to; one that leads nowhere, or not where
    /// it seems to, is noted.
    pub(super) fn follow(&mut self, address: &str) -> Option<u32> {
        match self.ways.from(self.file, address) {
            Way::File(file, fragment) => {
                self.read.tally.links += 1;
                if let Some(place) = fragment {
                    self.read.tally.fragments += 1;
                    self.read.aims.push(Aim { file, address: address.into(), place: place.into() });
                }
                Some(file)
            }
            Way::Nowhere(path) => {
                self.read.tally.links += 1;
                let fault = LinkFault::File(path.into());
                self.read.bad_links.push(BadLink { address: address.into(), fault });
                None
            }
            Way::Outward => {
                if let Some(deceiving) = deceiving(address) {
                    let fault = LinkFault::Host(deceiving.into());
                    self.read.bad_links.push(BadLink { address: address.into(), fault });
                }
                if self.published.keeps_outward {
                    self.read.outward.extend(self.whole(address));
                }
                None
            }
            Way::Other => None,
        }
    }

    /// An address out of the site, whole.
    fn whole(&self, address: &str) -> Option<Box<str>> {
        match Url::parse(address) {
            Ok(_) => Some(address.into()),
            Err(_) => Some(self.published.base?.join(address).ok()?.as_str().into()),
        }
    }

    /// The file of the site that an address leads to which must be whole and of this site; says what is wrong
    /// with one in a sitemap.
    pub(super) fn own(&mut self, address: &str) -> Option<u32> {
        let fault = match self.ways.from(self.file, address) {
            _ if !is_whole(address) => AddressFault::NotWhole,
            Way::File(file, _) => {
                self.read.tally.links += 1;
                return Some(file);
            }
            Way::Nowhere(_) => AddressFault::Dead,
            Way::Outward | Way::Other => AddressFault::Elsewhere,
        };
        self.tell(|span| catalog::sitemap(span, SitemapFault::Address(address, fault)));
        None
    }
}

/// Whether an address is whole: it means the same wherever it stands, and is written in the characters that
/// an address may hold (RFC 3986).
pub(super) fn is_whole(address: &str) -> bool {
    let has_protocol = address.starts_with("https://") || address.starts_with("http://");
    has_protocol && address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte))
}

/// The hash by which words are known, whatever space stands in them and without what not every document can
/// hold.
pub(super) fn hash_of_words(words: &str) -> u64 {
    let words: String = words.split_whitespace().flat_map(|word| word.chars().chain([' '])).collect();
    hash(&words.replace(char::is_control, ""))
}

/// The hash by which a place is known.
pub(super) fn hash(place: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    place.hash(&mut hasher);
    hasher.finish()
}

impl Published<'_> {
    /// A file as the place of a diagnostic.
    pub(super) fn span(&self, file: u32) -> Span {
        let path: SourcePath = format!("{}/{}", self.folder, self.paths[file as usize]).into();
        Span::file(&path)
    }
}

/// Tells that a file is no text.
pub(super) fn text<'b>(reading: &mut Reading<'_>, bytes: &'b [u8]) -> Option<&'b str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(fault) => {
            reading.tell(|span| catalog::output_no_text(span, fault.valid_up_to()));
            None
        }
    }
}
