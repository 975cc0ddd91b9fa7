//! The audit: what was made is read again as a stranger reads it, and held against the rules of those who will.
//!
//! Takes the files of a site as bytes, whether they lie in the output folder or were made for this; gives
//! diagnostics. It knows of the model nothing but which article a page was made from, so that an editor finds
//! the place. Each file is read alone, in parallel; little of it is kept for what files say of one another.
//! Must not write, and must not ask the network: addresses out of the site are only gathered.

mod alternates;
mod feeds;
mod json;
mod lines;
mod linked_data;
mod page;
mod partners;
mod places;
mod reading;
mod sitemaps;
mod times;
mod ways;
mod xml;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rayon::prelude::*;
use url::Url;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{self, PageFault};
use crate::source::SourcePath;
use crate::text::bidi::Direction;
use page::Seen;
use reading::{Aim, BadLink, LinkFault, News, Read, Reading, hash, hash_of_words, is_whole, text};
use ways::Ways;

pub use reading::Tally;

/// A site's files, as they are published.
pub struct Published<'a> {
    /// Where the site stands or will stand, if that is known.
    pub base: Option<&'a Url>,
    /// The folder that the files lie in, as people name it.
    pub folder: &'a str,
    /// Their paths in it, parted by `/`; each once.
    pub paths: &'a [&'a str],
    /// The bytes of the file of that number. Asked once for each, in parallel.
    pub bytes: &'a (dyn Fn(usize) -> Result<Vec<u8>, Diagnostic> + Sync),
    /// The article that the file of that number is the page of, with its text as it stands in its file.
    pub article: &'a (dyn Fn(usize) -> Option<(SourcePath, String)> + Sync),
    /// The time of the check.
    pub now: Timestamp,
    /// Whether addresses out of the site are gathered.
    pub keeps_outward: bool,
}

/// What the audit found.
#[derive(Debug, Default)]
pub struct Audit {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Why files could not be had, in their order.
    pub missing: Vec<Diagnostic>,
    /// The addresses out of the site, each once with the first file that it stands in, in that order.
    pub outward: Vec<(Box<str>, u32)>,
    /// How much was read.
    pub tally: Tally,
}

/// How many files are read before what is kept of them is put together.
const AT_ONCE: usize = 1024;

/// Reads every file, and holds what they say against one another.
#[must_use]
pub fn audit(published: &Published<'_>) -> Audit {
    let ways = Ways::new(published.paths, published.base);
    let mut audit = Audit::default();
    let mut whole = Whole::default();
    for start in (0..published.paths.len()).step_by(AT_ONCE) {
        let files = start..published.paths.len().min(start + AT_ONCE);
        let read: Vec<Read> = files.into_par_iter().map(|file| read(published, &ways, file)).collect();
        for (file, read) in (start..).zip(read) {
            whole.take(u32::try_from(file).expect("files are counted as u32"), read, &mut audit);
        }
    }
    whole.join(published, &mut audit);
    audit
}

/// Reads one file.
fn read(published: &Published<'_>, ways: &Ways<'_>, file: usize) -> Read {
    let number = u32::try_from(file).expect("files are counted as u32");
    let mut reading = Reading::new(published, ways, number);
    match (published.bytes)(file) {
        Ok(bytes) => read_bytes(&mut reading, &bytes),
        Err(fault) => reading.read.missing = Some(fault.into()),
    }
    reading.read
}

fn read_bytes(reading: &mut Reading<'_>, bytes: &[u8]) {
    let path = reading.path();
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match (path, ending) {
        ("robots.txt", _) => lines::robots(reading, bytes),
        ("_headers", _) => lines::headers(reading, bytes),
        ("_redirects", _) => lines::redirects(reading, bytes),
        (_, "html" | "htm") => {
            // A page that is copied as it is may be of another encoding; its addresses are ASCII.
            read_page(reading, &String::from_utf8_lossy(bytes));
        }
        (_, "xml" | "rss" | "atom") => {
            if let Some(text) = text(reading, bytes) {
                xml::read(reading, text);
            }
        }
        (_, "json" | "webmanifest") => json::read(reading, bytes),
        _ => {}
    }
}

fn read_page(reading: &mut Reading<'_>, html: &str) {
    reading.read.tally.pages += 1;
    let mut places = Vec::new();
    let mut ids = HashSet::new();
    let mut own: Option<(Option<u32>, Box<str>)> = None;
    let mut shared: Option<Box<str>> = None;
    let mut is_sent_on = false;
    let tell =
        |reading: &mut Reading<'_>, fault: PageFault<'_>| reading.tell(|span| catalog::page(span, fault));
    page::read(html, |seen| match seen {
        Seen::Root { name: "html", lang, dir } => match lang.map(Direction::of_language) {
            None => tell(reading, PageFault::Language),
            Some(of_words) => {
                let said = dir.unwrap_or(Direction::Ltr.name());
                if said != "auto" && !said.eq_ignore_ascii_case(of_words.name()) {
                    tell(reading, PageFault::Direction(of_words.name()));
                }
            }
        },
        Seen::Root { .. } => {}
        Seen::Id(id) => {
            let place = hash(id);
            places.push(place);
            if !ids.insert(place) {
                tell(reading, PageFault::IdTwice(id));
            }
        }
        Seen::Place(place) => places.push(hash(place)),
        Seen::Address(address) => {
            reading.follow(address);
        }
        Seen::Shared(address) | Seen::Stated(address) if !is_whole(address) => {
            reading.tell(|span| catalog::address_not_whole(span, address));
        }
        Seen::Stated(address) => {
            reading.follow(address);
        }
        Seen::Shared(address) => {
            reading.follow(address);
            shared = Some(address.into());
        }
        Seen::Canonical(address) if own.is_none() && is_whole(address) => {
            own = Some((reading.follow(address), address.into()));
        }
        Seen::Canonical(address) => reading.tell(|span| catalog::canonical_unclear(span, address)),
        Seen::Alternate(lang, address) => {
            if let Some(file) = reading.follow(address) {
                reading.read.alternates.push((lang.to_ascii_lowercase().into(), file));
            }
        }
        Seen::SentOn(address) => {
            is_sent_on = true;
            reading.follow(address);
        }
        Seen::Paper(name) => reading.read.names[1] = Some(hash_of_words(name)),
        Seen::LeftOut => reading.read.left_out = true,
        Seen::LinkedData(data) => linked_data::read(reading, data),
    });
    // A page that sends its readers on calls the other's address its own.
    reading.read.left_out |= is_sent_on;
    reading.read.is_own = matches!(own, Some((Some(_), _)));
    if let (Some(shared), Some((_, own))) = (&shared, &own)
        && shared != own
    {
        reading.tell(|span| catalog::canonical_shared(span, shared, own));
    }
    if let Some((Some(other), _)) = own
        && other != reading.file
        && !is_sent_on
    {
        reading.read.left_out = true;
        let path = reading.published.paths[other as usize];
        reading.tell(|span| catalog::canonical_other(span, path));
    }
    places.sort_unstable();
    // Those in the page itself are settled here.
    let file = reading.file;
    let (own, others) = std::mem::take(&mut reading.read.aims).into_iter().partition(|aim| aim.file == file);
    reading.read.aims = others;
    let own: Vec<Aim> = own;
    for aim in own.into_iter().filter(|aim| places.binary_search(&hash(&aim.place)).is_err()) {
        reading.read.bad_links.push(aim.bad(reading.published));
    }
    reading.read.places = Some(places.into());
}

impl Aim {
    fn bad(self, published: &Published<'_>) -> BadLink {
        let target = format!("{}#{}", published.paths[self.file as usize], self.place).into();
        BadLink { address: self.address, fault: LinkFault::Place(target) }
    }
}

/// What is kept of all files.
#[derive(Default)]
struct Whole {
    places: Vec<Option<Box<[u64]>>>,
    left_out: Vec<bool>,
    /// Whether each calls an address of the site its own.
    is_own: Vec<bool>,
    /// What articles call themselves and their papers, in the order of their pages.
    names: Vec<(u32, [Option<u64>; 2])>,
    news: Vec<(u32, News)>,
    aims: Vec<(u32, Aim)>,
    bad_links: Vec<(u32, BadLink)>,
    alternates: alternates::Alternates,
    listed: Vec<(u32, u32)>,
    outward: HashMap<Box<str>, u32>,
}

impl Whole {
    fn take(&mut self, file: u32, read: Read, audit: &mut Audit) {
        let Read { missing, told, bad_links, places, aims, alternates, listed, outward, left_out, .. } = read;
        let Read { is_own, names, news, tally, .. } = read;
        audit.tally.add(tally);
        audit.missing.extend(missing.map(|fault| *fault));
        audit.diagnostics.extend(told);
        self.places.push(places);
        self.left_out.push(left_out);
        self.is_own.push(is_own);
        if names[0].is_some() {
            self.names.push((file, names));
        }
        self.news.extend(news.into_iter().map(|news| (file, news)));
        self.aims.extend(aims.into_iter().map(|aim| (file, aim)));
        self.bad_links.extend(bad_links.into_iter().map(|link| (file, link)));
        self.alternates.take(file, alternates);
        self.listed.extend(listed.into_iter().map(|page| (file, page)));
        for address in outward {
            if !self.outward.contains_key(&address) {
                self.outward.insert(address.clone(), file);
                audit.outward.push((address, file));
            }
        }
    }

    /// Holds what files say against one another.
    fn join(mut self, published: &Published<'_>, audit: &mut Audit) {
        for (file, aim) in std::mem::take(&mut self.aims) {
            // Only a page's places are known.
            let places = self.places[aim.file as usize].as_ref();
            if places.is_some_and(|places| places.binary_search(&hash(&aim.place)).is_err()) {
                self.bad_links.push((file, aim.bad(published)));
            }
        }
        for (sitemap, page) in self.listed {
            let path = published.paths[page as usize];
            if self.left_out[page as usize] {
                audit.diagnostics.push(catalog::sitemap_left_out(published.span(sitemap), path));
            } else if self.places[page as usize].is_some() && !self.is_own[page as usize] {
                audit.diagnostics.push(catalog::canonical_missing(published.span(page)));
            }
        }
        for (sitemap, News { page, names }) in self.news {
            let Ok(at) = self.names.binary_search_by_key(&page, |(page, _)| *page) else { continue };
            let own = self.names[at].1;
            for (what, (told, own)) in ["news:title", "news:name"].into_iter().zip(names.into_iter().zip(own))
            {
                // What is missing is told elsewhere.
                if told.is_some_and(|told| own.is_some_and(|own| own != told)) {
                    let path = published.paths[page as usize];
                    audit.diagnostics.push(catalog::sitemap_differs(published.span(sitemap), what, path));
                }
            }
        }
        audit.diagnostics.extend(self.alternates.join(published));
        audit.diagnostics.extend(places::tell(published, self.bad_links));
        collapse(&mut audit.diagnostics);
    }
}

/// What is said of many files in the same words is said once: it comes from what they share.
fn collapse(diagnostics: &mut Vec<Diagnostic>) {
    let is_of_file =
        |diagnostic: &Diagnostic| diagnostic.span.as_ref().is_some_and(|span| span.start == span.end);
    let mut first: HashMap<(String, String), usize> = HashMap::new();
    let mut told: Vec<(Diagnostic, usize)> = Vec::new();
    diagnostics.sort_by(|a, b| (&a.span, &a.code, &a.message).cmp(&(&b.span, &b.code, &b.message)));
    for diagnostic in diagnostics.drain(..) {
        if !is_of_file(&diagnostic) {
            told.push((diagnostic, 0));
            continue;
        }
        let key = (diagnostic.code.to_string(), diagnostic.message.clone());
        match first.get(&key) {
            Some(&at) if told[at].0.span == diagnostic.span => {}
            Some(&at) => told[at].1 += 1,
            None => {
                first.insert(key, told.len());
                told.push((diagnostic, 0));
            }
        }
    }
    diagnostics.extend(told.into_iter().map(|(diagnostic, others)| match others {
        0 => diagnostic,
        _ => catalog::and_elsewhere(diagnostic, others),
    }));
}
