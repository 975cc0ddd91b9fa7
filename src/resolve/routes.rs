//! Addresses. Computed here and nowhere else.

pub mod old;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::config::edition::Edition;
use crate::config::feeds::{Format, Partner};
use crate::config::{Config, Field};
use crate::diagnostic::{Diagnostic, Span, Spanned, catalog};
use crate::manuscript::Moment;
use crate::parse::front_matter::{date_in_name, impossible_in_name};
use crate::site::{ListingKind, SitePath};
use crate::source::Seed;
use crate::text::address::is_written_out;
use crate::text::slug::{composed, has_slug, slug};

/// The page that a folder's address leads to.
pub const INDEX: &str = "index.html";

/// The front page of the main edition.
pub const HOME: &str = INDEX;
/// The page for addresses that lead nowhere, of the main edition.
pub const NOT_FOUND: &str = "404.html";

/// Rules for hosts that send readers of old addresses on: Netlify's and Cloudflare's.
pub const REDIRECTS: &str = "_redirects";
/// The same for Apache.
pub const HTACCESS: &str = ".htaccess";

/// The file that shows that an IndexNow key is the site's.
#[must_use]
pub fn indexnow_key(key: &str) -> SitePath {
    format!("{key}.txt")
}

/// Whether a file of the output is a page that readers ask for by its address.
#[must_use]
pub fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name != NOT_FOUND && (name.ends_with(".html") || name.ends_with(".htm"))
}

/// The index of all sitemaps.
pub const SITEMAP: &str = "sitemap.xml";

/// The name of the sitemaps that hold the news of the last days.
pub const NEWS: &str = "news";

/// The folder of the lists of corrections.
const CORRECTIONS: &str = "corrections";
/// The folder of the feeds for partners.
const FEEDS: &str = "feeds";
/// The folder of the sitemaps.
const SITEMAPS: &str = "sitemaps";

/// The front page of an edition.
#[must_use]
pub fn home(edition: &Edition) -> SitePath {
    format!("{}{HOME}", edition.prefix)
}

/// The script that tells in an edition's lists how old articles are.
#[must_use]
pub fn ages(edition: &Edition) -> SitePath {
    format!("{}ages.js", edition.prefix)
}

/// What a reader's device needs to keep an edition among its programs.
#[must_use]
pub fn manifest(edition: &Edition) -> SitePath {
    format!("{}site.webmanifest", edition.prefix)
}

/// An edition's page for addresses that lead nowhere.
#[must_use]
pub fn not_found(edition: &Edition) -> SitePath {
    format!("{}{NOT_FOUND}", edition.prefix)
}

/// The page of a listing's newest articles, in an edition.
#[must_use]
pub fn listing(edition: &Edition, kind: ListingKind, slug: &str) -> SitePath {
    let prefix = &edition.prefix;
    match names_folder(kind) {
        None => format!("{prefix}{slug}/{INDEX}"),
        Some(folder) => format!("{prefix}{folder}/{slug}/{INDEX}"),
    }
}

/// The closed page `number` of the listing whose newest articles stand at `path`.
#[must_use]
pub fn closed_page(kind: ListingKind, path: &str, number: u32) -> SitePath {
    let folder = path.trim_end_matches(INDEX);
    match kind {
        // Articles stand in a section's folder: its pages need one of their own.
        ListingKind::Section => format!("{folder}page/{number}.html"),
        _ => format!("{folder}{number}.html"),
    }
}

/// The page of every name of a kind, or of every month, in an edition. Sections have none: every page names them.
#[must_use]
pub fn names(edition: &Edition, kind: ListingKind) -> Option<SitePath> {
    names_folder(kind).map(|folder| format!("{}{folder}/{INDEX}", edition.prefix))
}

/// The folders that the program fills itself, in the order of their names: at the site's root no edition can
/// have one of them, nor at that of an edition a section.
#[must_use]
pub fn own_folders() -> Vec<&'static str> {
    let kinds = [ListingKind::Tag, ListingKind::Author, ListingKind::Series, ListingKind::Month];
    let mut folders: Vec<&str> = kinds.into_iter().filter_map(names_folder).collect();
    folders.extend([CORRECTIONS, FEEDS, SITEMAPS]);
    folders.sort_unstable();
    folders
}

fn names_folder(kind: ListingKind) -> Option<&'static str> {
    match kind {
        ListingKind::Section => None,
        ListingKind::Tag => Some("tags"),
        ListingKind::Author => Some("authors"),
        ListingKind::Series => Some("series"),
        ListingKind::Month => Some("archive"),
    }
}

/// The slug of the listing of the month that begins on that day.
#[must_use]
pub fn month(first: Date) -> String {
    format!("{:04}/{:02}", first.year(), first.month())
}

/// The page of an edition's newest corrections, or the closed page `number` of them.
#[must_use]
pub fn corrections(edition: &Edition, number: Option<u32>) -> SitePath {
    let prefix = &edition.prefix;
    match number {
        None => format!("{prefix}{CORRECTIONS}/{INDEX}"),
        Some(number) => format!("{prefix}{CORRECTIONS}/{number}.html"),
    }
}

/// The feed of the articles that the index page at `path` lists, in one of its forms.
#[must_use]
pub fn feed(path: &str, format: Format) -> SitePath {
    let name = match format {
        Format::Rss => "feed.xml",
        Format::Atom => "atom.xml",
        Format::Json => "feed.json",
    };
    format!("{}{name}", path.trim_end_matches(INDEX))
}

/// An edition's feed for a partner.
#[must_use]
pub fn partner_feed(edition: &Edition, partner: Partner) -> SitePath {
    format!("{}{FEEDS}/{}.xml", edition.prefix, partner.name())
}

/// The partner whose feed stands at `path`, if one's does.
#[must_use]
pub fn partner_of(path: &str) -> Option<Partner> {
    let (folder, name) = path.strip_suffix(".xml")?.rsplit_once('/')?;
    (folder.rsplit('/').next() == Some(FEEDS)).then(|| Partner::named(name))?
}

/// What an article of a year is known by in feeds, whatever becomes of its words or of the site's address:
/// a tag (RFC 4151) of the site at `base`, which it had in that year or does in feeds' ids, and of the first
/// path at which the article stood.
#[must_use]
pub fn tag(base: &url::Url, year: i16, path: &str) -> String {
    let address = absolute(base, path);
    let path = &address[base.as_str().len() - base.path().len()..];
    format!("tag:{},{year:04}:{path}", base.host_str().unwrap_or_default())
}

/// The year in which the page at `path` stood there first, as its folders name it; none where they name none.
#[must_use]
pub fn year_of(path: &str) -> Option<i16> {
    let (folders, _) = path.trim_end_matches(INDEX).trim_end_matches('/').rsplit_once('/')?;
    let is_year = |name: &&str| name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
    folders.rsplit('/').find(is_year)?.parse().ok()
}

/// The `nth` sitemap called `name`, counted from 1.
#[must_use]
pub fn sitemap(name: &str, nth: usize) -> SitePath {
    match nth {
        1 => format!("{SITEMAPS}/{name}.xml"),
        _ => format!("{SITEMAPS}/{name}-{nth}.xml"),
    }
}

/// The way from the page at `path` to the site's root: `""`, `"../"`, `"../../"` …
#[must_use]
pub fn to_root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// The absolute address of the page at `path`, percent-encoded; a folder's index is the folder.
#[must_use]
pub fn absolute(base: &url::Url, path: &str) -> String {
    let mut address = base.as_str().to_owned();
    address.extend(percent_encoding::utf8_percent_encode(without_index(path), PATH));
    address
}

/// The address of the page at `path` on its own host, percent-encoded: `/ar/news/a.html`. Without a `base`
/// the site stands at the root of its host.
#[must_use]
pub fn on_host(base: Option<&url::Url>, path: &str) -> String {
    let mut address = base.map_or("/", url::Url::path).to_owned();
    address.extend(percent_encoding::utf8_percent_encode(without_index(path), PATH));
    address
}

/// A path, or that of the folder of which it is the page.
fn without_index(path: &str) -> &str {
    match path.strip_suffix(INDEX) {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

/// A path as addresses write it.
#[must_use]
pub fn encoded(path: &str) -> String {
    percent_encoding::utf8_percent_encode(path, PATH).to_string()
}

/// The absolute address of what a setting or an article names: an address as it is, or a path of the site.
#[must_use]
pub fn whole(base: &url::Url, address: &str) -> String {
    if is_written_out(address) { address.to_owned() } else { absolute(base, address) }
}

/// A path in the one case in which file systems that do not tell case apart would see it; borrowed where
/// it stands in that case already.
#[must_use]
pub fn without_case(path: &str) -> Cow<'_, str> {
    // Most paths have no letter with case but small Latin ones.
    let may_have_case = |byte: u8| byte.is_ascii_uppercase() || matches!(byte, 0xC3..=0xD6 | 0xE1..);
    let lower = path.bytes().any(may_have_case).then(|| path.to_lowercase());
    lower.filter(|lower| lower != path).map_or(Cow::Borrowed(path), Cow::Owned)
}

/// What RFC 3986 lets stand in a path unencoded, and the `/` between its parts.
const PATH: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A name's slug. One without a single letter or digit still needs an address that stays.
fn slug_of_name(name: &str) -> String {
    slug(name).unwrap_or_else(|| hash_of_name(name))
}

fn hash_of_name(name: &str) -> String {
    blake3::hash(name.as_bytes()).to_hex()[..12].to_owned()
}

/// The path of the page outside the news that is called `name` in an edition: its folders and its own name.
#[must_use]
pub fn page(name: &str, config: &Config, edition: &Edition) -> SitePath {
    let ending = if config.permalink.is_folder() { "/index.html" } else { ".html" };
    format!("{}{name}{ending}", edition.prefix)
}

/// Makes the address of one article.
pub struct Routes<'a> {
    seed: &'a Seed,
    config: &'a Config,
    edition: &'a Edition,
    /// The file's name without its ending, NFC.
    stem: Cow<'a, str>,
}

impl<'a> Routes<'a> {
    /// For the article of `seed`, which belongs to `edition`.
    #[must_use]
    pub fn new(seed: &'a Seed, config: &'a Config, edition: &'a Edition) -> Self {
        let name = seed.path.rsplit('/').next().unwrap_or(&seed.path);
        let stem = composed(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        Self { seed, config, edition, stem }
    }

    /// The date that the file's name begins with.
    pub fn date_from_name(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Moment> {
        if let Some(day) = impossible_in_name(&self.stem) {
            diagnostics.push(catalog::date_impossible(Span::file(&self.seed.path), day));
        }
        let (date, _) = date_in_name(&self.stem, &self.edition.timezone)?;
        diagnostics.push(catalog::date_from_name(Span::file(&self.seed.path)));
        Some(date)
    }

    /// The path of the article's page: its permalink filled with its fields. `slug` is the front
    /// matter's.
    pub fn article(
        &self,
        date: Option<Moment>,
        section: Option<&str>,
        slug: Option<&Spanned<String>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> SitePath {
        let day = date.map(|date| date.at.to_zoned(self.edition.timezone.clone()).date());
        let slug = self.slug(slug, diagnostics);
        self.config.permalink.path(&self.edition.prefix, |field| match field {
            Field::Section => section.map(str::to_owned),
            Field::Year => day.map(|d| format!("{:04}", d.year())),
            Field::Month => day.map(|d| format!("{:02}", d.month())),
            Field::Day => day.map(|d| format!("{:02}", d.day())),
            Field::Slug => Some(slug.clone()),
        })
    }

    /// The path of a page outside the news: the folders below that of such pages, and its name, in the form
    /// of articles' addresses. `slug` is the front matter's.
    pub fn page(&self, slug: Option<&Spanned<String>>, diagnostics: &mut Vec<Diagnostic>) -> SitePath {
        let (_, below) = self.config.standing(&self.seed.path);
        let mut folders: Vec<&str> = below.split('/').skip(1).collect();
        folders.pop();
        let mut path = String::new();
        for folder in folders {
            path.push_str(&slug_of_name(folder));
            path.push('/');
        }
        path.push_str(&self.slug(slug, diagnostics));
        page(&path, self.config, self.edition)
    }

    /// The path of the page of an author of that name, who has a profile. `slug` is the front matter's.
    pub fn profile(
        &self,
        name: &str,
        slug: Option<&Spanned<String>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> SitePath {
        let slug = if slug.is_some() { self.slug(slug, diagnostics) } else { slug_of_name(name) };
        listing(self.edition, ListingKind::Author, &slug)
    }

    /// The front matter's slug, else the file's stem without its date. Never the headline: an
    /// address must not change when a lead is edited.
    fn slug(&self, given: Option<&Spanned<String>>, diagnostics: &mut Vec<Diagnostic>) -> String {
        if let Some(given) = given {
            if let Some(slug) = slug(&given.value) {
                if slug != composed(&given.value) {
                    diagnostics.push(catalog::bad_slug(given.span.clone(), &given.value, Some(&slug)));
                }
                return slug;
            }
            diagnostics.push(catalog::bad_slug(given.span.clone(), &given.value, None));
        }
        let stem = &self.stem;
        let name = match date_in_name(stem, &self.edition.timezone) {
            Some((_, rest)) if has_slug(rest) => rest,
            _ => stem,
        };
        slug(name).unwrap_or_else(|| hash_of_name(stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_with_capital_letters_has_another_form() {
        for path in ["a/خبر.html", "a/می‌شود.html", "a/新聞.html", "a/é.html"] {
            assert!(matches!(without_case(path), Cow::Borrowed(same) if same == path), "{path}");
        }
        assert_eq!(without_case("A/É.html"), "a/é.html");
    }

    #[test]
    fn absolute_addresses_are_percent_encoded_and_name_folders() {
        let base = url::Url::parse("https://example.org/ar/").expect("valid");
        assert_eq!(absolute(&base, "index.html"), "https://example.org/ar/");
        assert_eq!(absolute(&base, "a/index.html"), "https://example.org/ar/a/");
        assert_eq!(absolute(&base, "a/خ b.html"), "https://example.org/ar/a/%D8%AE%20b.html");
        assert_eq!(absolute(&base, "a/myindex.html"), "https://example.org/ar/a/myindex.html");
        assert_eq!(tag(&base, 2026, "a/خ.html"), "tag:example.org,2026:/ar/a/%D8%AE.html");
        for (path, year) in [
            ("n/2025/12/a.html", Some(2025)),
            ("1984/2025/12/2001/index.html", Some(2025)),
            ("2025.html", None),
            ("20250/a.html", None),
        ] {
            assert_eq!(year_of(path), year, "{path}");
        }
    }
}
