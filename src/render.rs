//! The press: everything that turning an output into bytes needs, ready to use.
//!
//! Made once a build, shared by all threads, changed by nobody.

pub mod ages;
pub mod balance;
pub mod body;
pub mod dates;
pub mod feed;
pub mod isolate;
pub mod json;
pub mod messages;
pub mod policy;
pub mod servers;
pub mod templates;
pub mod view;
pub mod xml;

use serde::Serialize;
use tera::Value;

use crate::config::edition::{Edition, EditionId};
use crate::config::{Config, RawHtml};
use crate::diagnostic::{Diagnostic, catalog};
use crate::manuscript::Matter;
use crate::memo::Readings;
use crate::parse::conventions::Conventions;
use crate::parse::parse;
use crate::picture;
use crate::read::told::no_text;
use crate::site::{Article, ListingId, ListingKind, Site};
use crate::source::{Asset, SeedText, Sources};
use crate::sum::{Sum, packed, sum};
use crate::text::html::Cleaner;
use dates::Dates;
use templates::Templates;
use view::page::PageView;
use view::{LinkView, SiteView};

/// What all pages share: made once when the site is compiled.
pub struct Frames {
    /// What a browser is told to allow on every page.
    policy: String,
    /// What reads authors' own HTML again.
    cleaner: Cleaner,
    /// Of each edition.
    editions: Vec<Frame>,
    /// The way to each section, as every card in it shows that.
    sections: Vec<Value>,
}

/// What all pages of an edition share.
struct Frame {
    /// Dates in the edition's language.
    dates: Dates,
    /// What the site says of itself on every page, in that language.
    site_view: Value,
    /// That language, as Open Graph writes it.
    locale: String,
    /// How old articles are, in words, where lists tell that; or why there are no such words.
    ages: Option<Result<String, String>>,
    /// The hash of all that every page depends on.
    hash: blake3::Hash,
}

impl Frames {
    /// The frames of a site's pages.
    #[must_use]
    pub fn of(sources: &Sources, config: &Config, site: &Site, templates: &Templates) -> Self {
        let policy = policy::policy(config);
        let shared = shared_hash(sources);
        let frame = |(id, edition): (EditionId, &Edition)| {
            let relative = edition.dates.relative;
            let ages = relative.map(|relative| ages::forms(templates.messages(id), relative));
            let words = ages.as_ref().map(|ages| ages.as_deref().unwrap_or_default());
            let view = SiteView::new(sources, config, id, site, &policy, words);
            let mut hasher = shared.clone();
            postcard::to_io(&view, &mut hasher).expect("hashing takes any view");
            let (site_view, hash) = (Value::from_serializable(&view), hasher.finalize());
            Frame { dates: Dates::new(edition), site_view, locale: view.locale, ages, hash }
        };
        let editions = config.all_editions().map(frame).collect();
        let link = |section| Value::from_serializable(&LinkView::to(section));
        let sections = site.listings_of_all(ListingKind::Section).iter().map(link).collect();
        Self { policy, cleaner: Cleaner::default(), editions, sections }
    }
}

/// Templates, messages, dates and source bytes, and the site that they print. It borrows all of
/// them, so that setting one up costs nothing.
///
/// A press prints in the language of one edition; [`of`](Press::of) gives that of another.
#[derive(Clone, Copy)]
pub struct Press<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// The settings.
    pub config: &'a Config,
    /// What the newsroom's lines mean.
    pub conventions: &'a Conventions,
    /// What became of each seed alone.
    readings: &'a Readings,
    /// What is printed.
    pub site: &'a Site,
    /// The edition in whose language it prints.
    pub edition: EditionId,
    /// What that edition says of itself.
    pub own: &'a Edition,
    /// Dates in its language.
    pub dates: &'a Dates,
    /// The templates, with messages in them.
    templates: &'a Templates,
    /// What all pages share.
    frames: &'a Frames,
}

impl<'a> Press<'a> {
    /// Sets up the press of the main edition.
    pub fn new(
        sources: &'a Sources,
        config: &'a Config,
        conventions: &'a Conventions,
        readings: &'a Readings,
        site: &'a Site,
        templates: &'a Templates,
        frames: &'a Frames,
    ) -> Self {
        let (edition, own, dates) = (EditionId::MAIN, config.main(), &frames.editions[0].dates);
        Self { sources, config, conventions, readings, site, edition, own, dates, templates, frames }
    }

    /// The press of an edition.
    #[must_use]
    pub fn of(&self, edition: EditionId) -> Self {
        let press = Self { edition, own: self.config.edition(edition), ..*self };
        Self { dates: &press.frame().dates, ..press }
    }

    fn frame(&self) -> &'a Frame {
        &self.frames.editions[self.edition.at()]
    }

    /// What reads authors' own HTML again.
    #[must_use]
    pub fn cleaner(&self) -> &'a Cleaner {
        &self.frames.cleaner
    }

    /// The same for pages: none where the site trusts its authors.
    #[must_use]
    pub fn cleaner_of_pages(&self) -> Option<&'a Cleaner> {
        (self.config.raw_html == RawHtml::Clean).then(|| self.cleaner())
    }

    /// The edition's language, as Open Graph writes it.
    #[must_use]
    pub fn locale(&self) -> &'a str {
        &self.frame().locale
    }

    /// What a browser is told to allow on every page.
    #[must_use]
    pub fn policy(&self) -> &'a str {
        &self.frames.policy
    }

    /// The script that tells in lists how old articles are.
    ///
    /// # Errors
    /// A message that it needs is missing, or a fault in its template.
    pub fn ages(&self) -> Result<Vec<u8>, Diagnostic> {
        let Some(ages) = &self.frame().ages else { return Ok(Vec::new()) };
        let ages = ages.as_ref().map_err(|reason| catalog::template(None, reason, Vec::new()))?;
        self.templates.render(self.edition, ages::SCRIPT, [("ages", Value::from(ages.as_str()))])
    }

    /// The way to a section.
    fn section(&self, id: ListingId) -> &'a Value {
        // Sections are the first of all listings.
        &self.frames.sections[id.0 as usize]
    }

    /// `linked_data` in templates: what `make` makes, if any of them asks for it.
    pub fn linked_data(&self, make: impl FnOnce() -> String) -> (&'static str, Value) {
        ("linked_data", Value::from(self.templates.asked.linked_data.then(make)))
    }

    /// Whether a page of an article says how long it is.
    fn tells_length(&self) -> bool {
        self.templates.asked.length
    }

    /// Fills the template `name` for the page that `page` places, with `views` under their names.
    ///
    /// # Errors
    /// A fault in a template, at its line.
    pub fn render<const N: usize>(
        &self,
        name: &str,
        page: &PageView<'_>,
        views: [(&'static str, Value); N],
    ) -> Result<Vec<u8>, Diagnostic> {
        let shared = [("site", self.frame().site_view.clone()), ("page", Value::from_serializable(page))];
        self.templates.render(self.edition, name, shared.into_iter().chain(views))
    }

    /// The key of an output: a hash of what every page depends on and of what this one is given.
    pub fn key<V: Serialize>(&self, kind: &str, view: &V) -> Sum {
        // Gathered first: a hasher that is given words one by one takes several times as long.
        let mut start = Vec::with_capacity(1024);
        start.extend_from_slice(self.frame().hash.as_bytes());
        sum(&packed(start, &(kind, view)))
    }

    /// The key of a copied file, which depends on nothing but its bytes; and on the program, where that takes
    /// something out of them.
    #[must_use]
    pub fn file_key(&self, asset: &Asset) -> Sum {
        let is_copy = self.config.images.keeps_metadata || !picture::bears_metadata(&asset.name);
        let program = if is_copy { "" } else { crate::BUILD };
        sum(&[asset.hash.as_bytes(), program.as_bytes()].concat())
    }

    /// The sum of all that an article is read from.
    #[must_use]
    pub fn sum(&self, article: &Article) -> Option<Sum> {
        self.readings.sum(article.seed)
    }

    /// Reads an article again and gives what its page shows of it to `with`.
    ///
    /// # Errors
    /// The file is gone, or is not the one that was compiled.
    pub fn with_matter<T>(
        &self,
        article: &Article,
        with: impl FnOnce(&Matter<'_>) -> T,
    ) -> Result<T, Diagnostic> {
        let seed = &self.sources.seeds[article.seed];
        let SeedText { text, sidecar, sum } = self.sources.seed_text(seed).map_err(|without| {
            let (path, fault) = &without[0];
            no_text(path, fault)
        })?;
        if Some(sum) != self.sum(article) {
            return Err(catalog::changed_meanwhile(&seed.path));
        }
        let text = &text.text;
        let marked = self.readings.marks(article.seed).and_then(|marks| marks.on(text));
        let matter = marked.unwrap_or_else(|| {
            let toml = sidecar.as_ref().map(|toml| toml.text.as_str());
            parse(seed, text, toml, self.config, self.conventions).value.into()
        });
        Ok(with(&matter))
    }
}

/// Hashes what every page of every edition depends on: the program, the settings, templates and messages.
fn shared_hash(sources: &Sources) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new();
    hasher.update(crate::BUILD.as_bytes());
    let files = sources.templates.values().chain(sources.messages.values().flatten());
    for file in sources.config.iter().chain(files) {
        for part in [&*file.path, &*file.text] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher
}
