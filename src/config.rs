//! `site.toml`: what a site says of itself, checked and with every default filled in.

pub mod convention;
pub mod dates;
pub mod edition;
pub mod feeds;
pub mod images;
mod indexnow;
pub mod newsletter;
pub mod publisher;
pub mod robots;
pub mod structure;

use url::Url;

use crate::diagnostic::{Checked, Diagnostic, Spanned, catalog};
use crate::source::TextFile;
use crate::table::{Document, Table};
use crate::text::slug::slug;
use convention::{Convention, Treatments, choice, choose};
use dates::DateStyle;
use edition::{Edition, EditionId};
use feeds::Feeds;
use images::Images;
use publisher::{App, Publisher};
use robots::Robots;

/// A site's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// What each language says and has, the main edition first: there is always that one.
    pub editions: Vec<Edition>,
    /// Where it will stand, with a final `/`; absolute addresses need it.
    pub base_url: Option<Url>,
    /// The form of articles' addresses.
    pub permalink: Permalink,
    /// How many articles stand on a full page of a listing.
    pub listing_size: usize,
    /// Whether each month has a page of its articles.
    pub archive: bool,
    /// The key by which IndexNow knows the site.
    pub indexnow: Option<String>,
    /// Its feeds.
    pub feeds: Feeds,
    /// Who answers for it.
    pub publisher: Publisher,
    /// How it stands among a reader's programs.
    pub app: App,
    /// What crawlers are asked to leave alone.
    pub robots: Robots,
    /// What becomes of related titles that no article bears.
    pub unresolved: Unresolved,
    /// What becomes of the roles that readers need not see as paragraphs.
    pub roles: Treatments,
    /// Words in their spellings, `one = other`, beside the built-in ones.
    pub variants: Vec<String>,
    /// What is published with pictures.
    pub images: Images,
    /// What becomes of HTML in Markdown.
    pub raw_html: RawHtml,
    /// The site's own conventions, before the built-in ones.
    pub conventions: Vec<Convention>,
}

/// The folder that seeds stand in.
pub const SEEDS: &str = "seeds/";

/// What becomes of a related title that no article of the site bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// It is shown as text.
    Show,
    /// It is left out.
    Omit,
}

/// What becomes of the HTML that an article in Markdown holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtml {
    /// What can do no harm stays.
    Clean,
    /// It is shown as text.
    Text,
    /// All stays: whoever writes articles may run programs in readers' browsers.
    Trusted,
}

/// The form of an article's address: literal parts and fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permalink(Vec<Vec<Part>>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Field),
}

const SLUG: Part = Part::Field(Field::Slug);

/// What a permalink may take from an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The section's slug.
    Section,
    /// The year of the date, four digits.
    Year,
    /// The month, two digits.
    Month,
    /// The day, two digits.
    Day,
    /// The article's slug.
    Slug,
}

impl Permalink {
    /// `{section}/{year}/{month}/{slug}.html`
    #[must_use]
    pub fn standard() -> Self {
        Self::parse("{section}/{year}/{month}/{slug}.html").expect("the standard form is valid")
    }

    /// Parses a form such as `{section}/{slug}/`. It must hold `{slug}` in its last segment and
    /// end in `.html` or `/`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(form: &str) -> Result<Self, &'static str> {
        let file = match form.strip_suffix('/') {
            Some(folder) => format!("{folder}/index.html"),
            None if form.ends_with(".html") => form.to_owned(),
            None => return Err("it must end in .html or /"),
        };
        let mut segments = Vec::new();
        for segment in file.trim_start_matches('/').split('/') {
            let is_strange = |c: char| c.is_control() || "\\?#%:".contains(c);
            // Windows drops what stands last.
            if segment.is_empty() || segment.ends_with(['.', ' ']) || segment.contains(is_strange) {
                return Err("its parts must be plain names");
            }
            segments.push(parse_segment(segment)?);
        }
        // What names the article must not drop out, and with it the file's ending.
        let from_end = if form.ends_with('/') { 2 } else { 1 };
        let last = segments.len().checked_sub(from_end).ok_or("it must hold {slug}")?;
        let slugs = |segment: &[Part]| segment.iter().filter(|part| **part == SLUG).count();
        let fields = |segment: &[Part]| segment.iter().filter(|part| matches!(part, Part::Field(_))).count();
        let is_named = slugs(&segments[last]) == 1 && fields(&segments[last]) == 1;
        if !is_named || segments.iter().map(|s| slugs(s)).sum::<usize>() != 1 {
            return Err("its last part must hold {slug}, once and alone");
        }
        Ok(Self(segments))
    }

    /// Whether an address is a folder's.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        self.0.last().is_some_and(|last| !last.contains(&SLUG))
    }

    /// The path for an article, which begins with `prefix`: a segment with a field that `field` does not
    /// give drops out.
    pub fn path(&self, prefix: &str, field: impl Fn(Field) -> Option<String>) -> String {
        let mut path = prefix.to_owned();
        'segments: for segment in &self.0 {
            let mut text = String::new();
            for part in segment {
                match part {
                    Part::Text(literal) => text.push_str(literal),
                    Part::Field(name) => match field(*name) {
                        Some(value) => text.push_str(&value),
                        None => continue 'segments,
                    },
                }
            }
            if path.len() > prefix.len() {
                path.push('/');
            }
            path.push_str(&text);
        }
        path
    }
}

fn parse_segment(segment: &str) -> Result<Vec<Part>, &'static str> {
    let mut parts = Vec::new();
    let mut rest = segment;
    while let Some(open) = rest.find('{') {
        if open > 0 {
            parts.push(Part::Text(rest[..open].to_owned()));
        }
        let close = rest[open..].find('}').ok_or("a { has no }")? + open;
        parts.push(Part::Field(match &rest[open + 1..close] {
            "section" => Field::Section,
            "year" => Field::Year,
            "month" => Field::Month,
            "day" => Field::Day,
            "slug" => Field::Slug,
            _ => return Err("its fields are {section} {year} {month} {day} {slug}"),
        }));
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    Ok(parts)
}

impl Config {
    /// Settings of a site that says nothing but its title.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self {
            editions: vec![Edition::new(title)],
            base_url: None,
            permalink: Permalink::standard(),
            listing_size: 20,
            archive: false,
            indexnow: None,
            feeds: Feeds::default(),
            publisher: Publisher::default(),
            app: App::default(),
            robots: Robots::default(),
            unresolved: Unresolved::Show,
            variants: Vec::new(),
            roles: Treatments::default(),
            images: Images::default(),
            raw_html: RawHtml::Clean,
            conventions: Vec::new(),
        }
    }

    /// The edition that `site.toml` itself describes.
    #[must_use]
    pub fn main(&self) -> &Edition {
        &self.editions[0]
    }

    /// The edition of that id.
    #[must_use]
    pub fn edition(&self, id: EditionId) -> &Edition {
        &self.editions[id.at()]
    }

    /// Whether there is an edition of that id.
    #[must_use]
    pub fn has(&self, id: EditionId) -> bool {
        id.at() < self.editions.len()
    }

    /// Every edition with its id, the main one first.
    pub fn all_editions(&self) -> impl Iterator<Item = (EditionId, &Edition)> {
        (0..=u8::MAX).map(EditionId).zip(&self.editions)
    }

    /// The edition in whose folder the seed at `path` stands (the main one, where no other has it), and
    /// what follows that folder: `politics/gold.txt`.
    #[must_use]
    pub fn standing<'p>(&self, path: &'p str) -> (EditionId, &'p str) {
        let below = path.strip_prefix(SEEDS).unwrap_or(path);
        if self.editions.len() > 1
            && let Some((folder, rest)) = below.split_once('/')
            && let Some(folder) = slug(folder)
            && let Some((id, _)) = self.all_editions().skip(1).find(|(_, edition)| edition.folder() == folder)
        {
            return (id, rest);
        }
        (EditionId::MAIN, below)
    }

    /// The edition of an article in the language `lang` whose seed stands in the folder of `standing`.
    /// A folder decides; what stands in the main edition's goes by its language, if an edition has that:
    /// the very tag, else the same language in the same script.
    #[must_use]
    pub fn edition_of(&self, standing: EditionId, lang: Option<&str>) -> EditionId {
        let Some(lang) = lang.filter(|lang| standing == EditionId::MAIN && *lang != self.main().language)
        else {
            return standing;
        };
        let of = |alike: &dyn Fn(&str) -> bool| {
            self.all_editions().find(|(_, edition)| alike(&edition.language)).map(|(id, _)| id)
        };
        of(&|language| language == lang)
            .or_else(|| of(&|language| edition::is_same_language(language, lang)))
            .unwrap_or(standing)
    }

    /// Reads `site.toml`.
    pub fn read(file: &TextFile) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let document = Document::parse(&file.path, 0, &file.text, &mut diagnostics);
        let config = Self::from_table(document.root(&mut diagnostics));
        Checked { value: config, diagnostics }
    }

    fn from_table(mut table: Table<'_, '_>) -> Self {
        let mut config = Self::new("");
        let main = &mut config.editions[0];
        if let Some(title) = table.required_string("title") {
            main.title = title.value;
        }
        let language = table.string("language");
        if let Some(language) = language.and_then(|given| edition::language_of(&mut table, given)) {
            main.speak(language);
        }
        main.read_settings(&mut table);
        main.dates = DateStyle::read(&mut table, &main.language);
        config.base_url =
            checked(&mut table, "base_url", base_url, catalog::bad_base_url).map(|url| url.value);
        if let Some(form) = table.string("permalink") {
            match Permalink::parse(&form.value) {
                Ok(permalink) => config.permalink = permalink,
                Err(reason) => table.report(catalog::bad_permalink(form.span, reason)),
            }
        }
        if let Some(mut listings) = table.table("listings") {
            if let Some(size) = listings.count("size") {
                config.listing_size = size.value;
            }
            config.archive = listings.boolean("archive").is_some_and(|archive| archive.value);
            listings.finish();
        }
        let has_base = config.base_url.is_some();
        config.indexnow = table.table("indexnow").and_then(|table| indexnow::read(table, has_base));
        config.feeds = table.table("feeds").map(|table| feeds::read(table, has_base)).unwrap_or_default();
        config.publisher = table.table("publisher").map(publisher::read).unwrap_or_default();
        config.app = table.table("app").map(publisher::read_app).unwrap_or_default();
        config.robots = table.table("robots").map(robots::read).unwrap_or_default();
        if let Some(mut related) = table.table("related") {
            let values = [("show", Unresolved::Show), ("omit", Unresolved::Omit)];
            if let Some(unresolved) = choice(&mut related, "unresolved", &values) {
                config.unresolved = unresolved.value;
            }
            for line in related.strings("variants") {
                let spellings: Vec<&str> = line.value.split('=').map(str::trim).collect();
                if spellings.len() < 2 || spellings.iter().any(|s| s.trim_end_matches('*').is_empty()) {
                    related.report(catalog::bad_variants(line.span, &line.value));
                } else {
                    config.variants.push(line.value);
                }
            }
            related.finish();
        }
        if let Some(mut markdown) = table.table("markdown") {
            let values = [("clean", RawHtml::Clean), ("text", RawHtml::Text), ("trusted", RawHtml::Trusted)];
            if let Some(raw) = choice(&mut markdown, "html", &values) {
                config.raw_html = raw.value;
            }
            markdown.finish();
        }
        config.images = table.table("images").map(images::read).unwrap_or_default();
        config.images.own = config.base_url.as_ref().map(|url| url.origin().ascii_serialization());
        if let Some(roles) = table.table("roles") {
            config.roles = Treatments::read(roles);
        }
        config.conventions = convention::read_all(&mut table);
        table.tables("edition", |edition| {
            let edition = edition::read(edition, &config.editions)?;
            config.editions.push(edition);
            Some(())
        });
        table.finish();
        config
    }
}

/// A string that must have a form: parsed, or reported.
fn checked<T>(
    table: &mut Table<'_, '_>,
    key: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
    report: impl FnOnce(crate::diagnostic::Span, &str) -> Diagnostic,
) -> Option<Spanned<T>> {
    let Spanned { value, span } = table.string(key)?;
    let Some(parsed) = parse(&value) else {
        table.report(report(span, &value));
        return None;
    };
    Some(Spanned { value: parsed, span })
}

/// An address that those of pages can follow. Every page and feed would tell its password, and what is broken in
/// it, such as a `%` that encodes nothing (RFC 3986, 2.1), would be in all of them.
fn base_url(text: &str) -> Option<Url> {
    let is_broken = |url: &Url| {
        let mut encoded = url.path().split('%').skip(1).map(str::as_bytes);
        encoded.any(|two| two.len() < 2 || !two[..2].iter().all(u8::is_ascii_hexdigit))
    };
    let mut url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && (url.username(), url.password(), url.query(), url.fragment()) == ("", None, None, None)
            && !is_broken(url)
    })?;
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Checked<Config> {
        Config::read(&TextFile { path: "site.toml".into(), text: text.into() })
    }

    #[test]
    fn a_title_is_enough() {
        let Checked { value, diagnostics } = read("title = 'صحيفة'");
        assert_eq!(diagnostics, []);
        assert_eq!((value.main().title.as_str(), value.main().language.as_str()), ("صحيفة", "ar"));
    }

    #[test]
    fn every_mistake_is_reported_at_once_with_what_was_meant() {
        let found = read(
            "tittle = 'x'\nlanguage = 'a b'\nbase_url = 'example.org'\ntimezone = 'Asia/Damscus'\n\
             permalink = '{slug}'\n[related]\nunresolved = 'hide'\n[[section]]\nslug = 'A b'",
        );
        let codes: Vec<_> = found.diagnostics.iter().map(|d| &*d.code).collect();
        assert_eq!(
            codes,
            [
                "missing-key",
                "bad-value",
                "bad-value",
                "bad-value",
                "bad-value",
                "bad-value",
                "unknown-value",
                "unknown-key",
            ]
        );
        let help = found.diagnostics.iter().filter_map(|d| d.help.as_deref()).collect::<String>();
        assert!(help.contains("title") && help.contains("a-b"), "{help}");
    }

    #[test]
    fn a_site_below_a_path_keeps_it() {
        let url = read("title = 'x'\nbase_url = 'https://example.org/ar'").value.base_url;
        assert_eq!(url.expect("valid").as_str(), "https://example.org/ar/");
        let url = read("title = 'x'\nbase_url = 'https://example.org/%d8%ae/خ'").value.base_url;
        assert_eq!(url.expect("valid").as_str(), "https://example.org/%d8%ae/%D8%AE/");
    }

    #[test]
    fn an_address_that_no_page_could_follow_is_refused_at_its_line() {
        for bad in ["u:p@x.org/", "u@x.org/", "x.org/%zz/", "x.org/a%", "x.org/%d", "x.org/?a", "x.org/#a"] {
            for key in ["base_url = ", "[feeds]\nid_base = "] {
                let text = format!("title = 'x'\n{key}'https://{bad}'");
                let Checked { value, diagnostics } = read(&text);
                let [found] = &diagnostics[..] else { panic!("{bad}: {diagnostics:?}") };
                assert_eq!((&*found.code, value.base_url), ("bad-value", None), "{bad}");
                let span = found.span.as_ref().expect("a place");
                assert_eq!(&text[span.start..span.end], format!("'https://{bad}'"));
            }
        }
    }

    #[test]
    fn segments_that_an_article_lacks_drop_out_of_its_address() {
        let path = |form: &str, date: bool| {
            Permalink::parse(form).expect("valid").path("", |field| match field {
                Field::Slug => Some("خبر".to_owned()),
                Field::Section => Some("news".to_owned()),
                _ => date.then(|| "05".to_owned()),
            })
        };
        let standard = "{section}/{year}/{month}/{slug}.html";
        assert_eq!(path(standard, true), "news/05/05/خبر.html");
        assert_eq!(path(standard, false), "news/خبر.html");
        assert_eq!(path("{section}/{slug}/", false), "news/خبر/index.html");
        for bad in [
            "{slug}",
            "{slug}/{section}.html",
            "{slug}-{slug}.html",
            "{year}-{slug}.html",
            "/",
            "../{slug}.html",
            "{section}.html",
            "{tag}/{slug}/",
            "a//{slug}/",
        ] {
            assert!(Permalink::parse(bad).is_err(), "{bad}");
        }
    }
}
