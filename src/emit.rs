//! [`Site`] → outputs: a promise of every file, made when asked.
//!
//! A new output is one file here and one line in [`EMITTERS`].

pub mod ages;
pub mod feeds;
pub mod files;
pub mod headers;
pub mod indexnow;
pub mod manifest;
pub mod pages;
pub mod redirects;
pub mod sitemap;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::config::edition::EditionId;
use crate::config::structure::SectionConfig;
use crate::diagnostic::{Checked, Diagnostic, Span, catalog};
use crate::render::Press;
use crate::resolve::routes::{self, without_case};
use crate::site::{Article, ArticleId, Listing, ListingKind, Site, SitePath};
use crate::source::Sources;
use crate::sum::Sum;
use crate::text::file_name;

/// In which order files are put in place: what others refer to comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// Style sheets, images, fonts.
    Asset,
    /// Articles.
    Article,
    /// What lists articles: the front page, sections, sitemaps.
    Listing,
}

/// A promise of one file.
#[derive(Clone, Debug)]
pub struct Output {
    /// Where it goes.
    pub path: SitePath,
    /// When it is put in place.
    pub tier: Tier,
    /// Which of its maker's outputs it is.
    pub id: u32,
    /// How it is made.
    pub maker: &'static Maker,
}

/// How one kind of output is made.
#[derive(Debug)]
pub struct Maker {
    /// Whence it comes, for people.
    pub origin: fn(&Desk<'_>, u32) -> String,
    /// Where somebody has written what it follows from, if anybody has.
    pub place: fn(&Desk<'_>, u32) -> Option<Span>,
    /// A hash of all that making it reads, with the body's source hash in the body's place.
    pub key: fn(&Press<'_>, u32) -> Sum,
    /// Makes its bytes.
    pub make: fn(&Press<'_>, u32) -> Result<Vec<u8>, Diagnostic>,
}

impl Output {
    /// Whence it comes, for people.
    #[must_use]
    pub fn origin(&self, desk: &Desk<'_>) -> String {
        (self.maker.origin)(desk, self.id)
    }

    /// Where somebody has written what it follows from, if anybody has.
    #[must_use]
    pub fn place(&self, desk: &Desk<'_>) -> Option<Span> {
        (self.maker.place)(desk, self.id)
    }

    /// The output's key.
    #[must_use]
    pub fn key(&self, press: &Press<'_>) -> Sum {
        (self.maker.key)(press, self.id)
    }

    /// Makes the output.
    ///
    /// # Errors
    /// What kept it from being made.
    pub fn make(&self, press: &Press<'_>) -> Result<Vec<u8>, Diagnostic> {
        (self.maker.make)(press, self.id)
    }
}

/// What emitters look at.
pub struct Desk<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The site.
    pub site: &'a Site,
    /// The files it is made from.
    pub sources: &'a Sources,
}

/// The edition whose output has that id, where each edition has one.
fn edition(id: u32) -> EditionId {
    EditionId(u8::try_from(id).expect("it was given as one"))
}

impl Desk<'_> {
    /// Whether a place is one of the settings.
    fn is_setting(&self, place: &Span) -> bool {
        self.sources.config.as_ref().is_some_and(|settings| settings.path == place.source)
    }

    /// Where an edition's own folder is named; the main one has none.
    fn place_of_edition(&self, id: EditionId) -> Option<Span> {
        self.config.edition(id).place.clone()
    }

    /// The file of an article.
    fn place_of_article(&self, id: ArticleId) -> Span {
        Span::file(&self.sources.seeds[self.site.article(id).seed].path)
    }

    /// Where a listing is named: a section in the settings, an author in the profile; else in the oldest of its
    /// articles.
    fn place_of_listing(&self, listing: &Listing) -> Option<Span> {
        let edition = self.config.edition(listing.edition);
        if listing.kind == ListingKind::Month {
            return self.place_of_edition(listing.edition);
        }
        if let Some(nth) = listing.profile {
            return Some(Span::file(&self.sources.seeds[self.site.profiles[nth].seed].path));
        }
        let is_it = |section: &&SectionConfig| {
            listing.kind == ListingKind::Section
                && listing.path == Some(routes::listing(edition, ListingKind::Section, &section.slug))
        };
        let listed = edition.sections.iter().find(is_it).map(|section| section.place.clone());
        listed.or_else(|| listing.articles.first().map(|&id| self.place_of_article(id)))
    }
}

/// Promises every output of one kind.
pub type Emitter = fn(&Desk<'_>) -> Vec<Output>;

/// Every kind of output.
pub const EMITTERS: &[(&str, Emitter)] = &[
    ("pages", pages::emit),
    ("feeds", feeds::emit),
    ("files", files::emit),
    ("headers", headers::emit),
    ("ages", ages::emit),
    ("manifest", manifest::emit),
    ("sitemap", sitemap::emit),
    ("redirects", redirects::emit),
    ("indexnow", indexnow::emit),
];

/// Runs all emitters and sorts what they promise by path; two outputs on one path are an error, and so is one on
/// a path that not every system can hold.
pub fn plan(desk: &Desk<'_>) -> Checked<Vec<Output>> {
    let mut diagnostics = Vec::new();
    let mut outputs = Vec::new();
    for (_, emit) in EMITTERS {
        outputs.extend(emit(desk));
    }
    diagnostics.extend(unplanned(desk, &outputs));
    let faults = outputs.par_iter().filter_map(|output| Some((output, file_name::fault(&output.path)?)));
    let faults: Vec<(&Output, &str)> = faults.collect();
    let tell =
        |(output, fault): (&Output, &str)| catalog::name_unsafe(output.place(desk), &output.path, fault);
    diagnostics.extend(faults.into_iter().map(tell));
    outputs
        .par_sort_by(|a: &Output, b| a.path.cmp(&b.path).then_with(|| a.origin(desk).cmp(&b.origin(desk))));
    let mut collide = |path: &str, first: &Output, second: &Output| {
        // Whoever named an article does not know of the settings, and is to hear of it first.
        let places = [second, first].into_iter().filter_map(|output| output.place(desk));
        let place = places.min_by_key(|place| (desk.is_setting(place), place.end == 0));
        let (first, second) = (first.origin(desk), second.origin(desk));
        diagnostics.push(catalog::output_collision(place, path, &first, &second));
    };
    // Few paths have another form where case is not told apart. The others are found in the list itself.
    let mut by_form: HashMap<String, &Output> = HashMap::new();
    for (nth, output) in outputs.iter().enumerate() {
        let before = nth.checked_sub(1).map(|nth| &outputs[nth]);
        let other = match without_case(&output.path) {
            Cow::Borrowed(path) => before.filter(|before| before.path == path),
            Cow::Owned(form) => {
                let other = find(&outputs, &by_form, &form);
                by_form.entry(form).or_insert(output);
                other
            }
        };
        if let Some(other) = other {
            let both_articles = other.tier == Tier::Article && output.tier == Tier::Article;
            // Two articles on one path were reported where their seeds were known.
            if !both_articles {
                let (first, second) =
                    if other.path <= output.path { (other, output) } else { (output, other) };
                collide(&second.path, first, second);
            }
        }
    }
    // A path that is also a folder on another's way. Neighbours mostly share their folder.
    let mut last = "";
    for output in &outputs {
        let folder = output.path.rfind('/').map_or("", |end| &output.path[..end]);
        if folder == last {
            continue;
        }
        last = folder;
        for folder in file_name::folders_above(&output.path) {
            if let Some(file) = find(&outputs, &by_form, &without_case(folder)) {
                collide(&file.path, file, output);
            }
        }
    }
    Checked { value: outputs, diagnostics }
}

/// The articles that none of `outputs` is the page of. There is none, whatever a site holds; but a page that
/// nobody promised would vanish from the site without a word.
#[must_use]
pub fn unplanned(desk: &Desk<'_>, outputs: &[Output]) -> Vec<Diagnostic> {
    let pages = || outputs.iter().filter(|output| std::ptr::eq(output.maker, &raw const pages::ARTICLE));
    let articles = &desk.site.articles;
    if pages().count() == articles.len() {
        return Vec::new();
    }
    let planned: HashSet<u32> = pages().map(|output| output.id).collect();
    let is_unplanned = |(id, _): &(u32, &Article)| !planned.contains(id);
    let tell = |(_, article): (u32, &Article)| {
        catalog::article_unplanned(Span::file(&desk.sources.seeds[article.seed].path), article.head.path())
    };
    (0..).zip(articles).filter(is_unplanned).map(tell).collect()
}

/// The output on the path of that form: among `outputs`, which are sorted, or among those with another.
fn find<'o>(outputs: &'o [Output], by_form: &HashMap<String, &'o Output>, form: &str) -> Option<&'o Output> {
    let listed = outputs.binary_search_by(|output| output.path.as_str().cmp(form)).ok();
    listed.map(|nth| &outputs[nth]).or_else(|| by_form.get(form).copied())
}
