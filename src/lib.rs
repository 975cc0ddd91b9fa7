//! Warraq turns a newsroom's plain articles into a finished right-to-left news site.
//!
//! A pure function from source text to an immutable site, between one module that reads and one
//! that writes:
//!
//! ```text
//! read → Sources → parse → Manuscript → resolve → Site → emit → Output → make → bytes → publish
//! ```
//!
//! | stage | module | in → out |
//! |---|---|---|
//! | read | [`read`] | the site's folder → [`source::Sources`] |
//! | parse | [`parse`] | one seed's text → [`manuscript::Manuscript`], in parallel |
//! | resolve | [`resolve`] | all heads → [`site::Site`] |
//! | emit | [`emit`] | the site → [`emit::Output`]s, promises of files |
//! | make | [`render`] | one output → its bytes, in parallel |
//! | publish | [`publish`] | what differs → the output folder |
//!
//! What is wrong becomes a [`diagnostic::Diagnostic`] on the way. Modules import only from those
//! above them in the list below.

pub mod sum;
pub mod text;
pub mod picture;
pub mod timing;
pub mod clock;
pub mod source;
pub mod diagnostic;
pub mod table;
pub mod config;
pub mod manuscript;
pub mod site;
pub mod memo;
pub mod read;
pub mod parse;
pub mod resolve;
pub mod render;
pub mod emit;
pub mod audit;
pub mod outward;
pub mod publish;
pub mod serve;
pub mod cli;

use std::sync::Arc;

use clock::{Standing, Terms};
use config::Config;
use diagnostic::{Checked, Diagnostic, Severity, any_error, catalog};
use emit::{Desk, Output};
use manuscript::{Head, Marks};
use memo::{Outcome, Outcomes, Reading, Readings};
use parse::conventions::Conventions;
use render::templates::Templates;
use render::{Frames, Press};
use resolve::addresses::Moves;
use resolve::redirects::{self, Addresses, Resolved};
use resolve::schedule::Schedule;
use site::Site;
use source::{Seed, Sources};
use timing::Timings;

/// What changes when the program itself does: its version and the hash of its own source.
pub const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("WARRAQ_SOURCE_HASH"));

/// Everything that a site's text becomes, before anything of it is made.
pub struct Compiled {
    /// The settings.
    pub config: Arc<Config>,
    /// What the newsroom's lines mean.
    pub conventions: Arc<Conventions>,
    /// What became of each seed alone.
    pub readings: Readings,
    /// The site.
    pub site: Arc<Site>,
    /// The addresses that articles have left since the site was built last, as far as the record of former
    /// addresses has yet to say what became of them.
    pub moves: Arc<Moves>,
    /// How many seeds came to what.
    pub outcomes: Outcomes,
    /// For how long the same sources make this site.
    pub standing: Standing,
    /// The templates, with messages in them.
    pub templates: Arc<Templates>,
    /// What all pages share.
    pub frames: Frames,
    /// A promise of every file, by path.
    pub plan: Arc<Vec<Output>>,
    /// How long each stage took.
    pub timings: Timings,
    /// On which terms it was compiled.
    terms: Terms,
    /// What there was to say about the settings, the site and the templates.
    told: [Arc<[Diagnostic]>; 3],
}

/// What is known of a site before it is compiled.
pub enum Before<'a> {
    /// Nothing.
    Nothing,
    /// What was read of some of its seeds.
    Readings(Readings),
    /// How it was compiled last, and from which sources.
    Compiled(&'a Sources, &'a Compiled),
}

impl Compiled {
    /// The press that makes the plan's outputs, from the sources that were compiled.
    #[must_use]
    pub fn press<'a>(&'a self, sources: &'a Sources) -> Press<'a> {
        let Self { config, conventions, readings, site, templates, frames, .. } = self;
        Press::new(sources, config, conventions, readings, site, templates, frames)
    }

    /// Whether the same sources make the same site on these terms.
    fn stands_on(&self, terms: &Terms) -> bool {
        self.terms.future == terms.future && self.standing.holds(terms.now)
    }

    /// What the plan was made from.
    #[must_use]
    pub fn desk<'a>(&'a self, sources: &'a Sources) -> Desk<'a> {
        Desk { config: &self.config, site: &self.site, sources }
    }
}

/// Compiles a site: settings, seeds, addresses and plan.
pub fn compile(sources: &Sources, terms: &Terms) -> Checked<Compiled> {
    compile_again(sources, terms, Before::Nothing)
}

/// Compiles a site of which something is known `before`: the same comes out, sooner.
pub fn compile_again(sources: &Sources, terms: &Terms, before: Before<'_>) -> Checked<Compiled> {
    let mut timings = Timings::start();
    let context = memo::context(sources, terms.drafts);
    let (known, last) = match before {
        Before::Nothing => (Readings::default(), None),
        Before::Readings(readings) => (readings, None),
        Before::Compiled(sources, last) => (last.readings.clone(), Some((sources, last))),
    };
    // Under the same settings, all that follows from them alone is what it was.
    let last = last.filter(|_| known.is_of(context));
    let (config, conventions, of_settings) = match last {
        Some((_, last)) => (last.config.clone(), last.conventions.clone(), last.told[0].clone()),
        None => {
            let mut told = Vec::new();
            let config = match &sources.config {
                Some(file) => Config::read(file).drain_into(&mut told),
                None => Config::new(""),
            };
            let conventions = Conventions::compile(&config).drain_into(&mut told);
            (Arc::new(config), Arc::new(conventions), told.into())
        }
    };
    timings.end("read the settings");

    let desk = ReadingDesk { sources, config: &config, conventions: &conventions, drafts: terms.drafts };
    let readings = known.again(context, &sources.seeds, |seed, known| desk.read(seed, known));
    timings.end("read and parse");

    let same_site = last.filter(|(former, last)| {
        last.stands_on(terms)
            && sources.has_the_assets_of(former)
            && sources.addresses == former.addresses
            && readings.lead_to_the_site_of(&last.readings, &last.told[1])
    });
    let (site, moves, plan, outcomes, standing, of_site) = match same_site {
        Some((_, last)) => {
            let Compiled { site, moves, plan, outcomes, standing, told, .. } = last;
            (site.clone(), moves.clone(), plan.clone(), *outcomes, *standing, told[1].clone())
        }
        None => {
            let of = |(nth, reading): (usize, &Reading)| Some((nth, reading.outcome.head()?.clone()));
            let mut heads: Vec<(usize, Arc<Head>)> = readings.iter().enumerate().filter_map(of).collect();
            let schedule = Schedule::take(&mut heads, terms, &config);
            let mut told = Vec::new();
            let mut site = resolve::resolve(heads, &schedule, sources, &config).drain_into(&mut told);
            let addresses = Addresses { site: &site, sources, readings: &readings, config: &config };
            let Resolved { redirects, origins, moves } = redirects::resolve(&addresses).drain_into(&mut told);
            (site.redirects, site.origins) = (redirects, origins);
            told.extend(resolve::outside::missing_photos(&site.profiles, sources));
            told.extend(resolve::pictures::told(&site, &schedule, sources, &config));
            timings.end("resolve");
            let desk = Desk { config: &config, site: &site, sources };
            let plan = emit::plan(&desk).drain_into(&mut told);
            let outcomes = schedule.outcomes(readings.outcomes());
            // What was read as articles are may be a page outside the news, or say who an author is.
            let outcomes = Outcomes { articles: site.number_of_articles(), ..outcomes };
            let standing = resolve::feeds::standing(&site, &config, schedule.standing);
            (Arc::new(site), moves.into(), Arc::new(plan), outcomes, standing, told.into())
        }
    };
    timings.end("plan");

    let same_templates = last.filter(|(former, _)| sources.has_the_templates_of(former));
    let (templates, of_templates) = match same_templates {
        Some((_, last)) => (last.templates.clone(), last.told[2].clone()),
        None => {
            let Checked { value, diagnostics } = Templates::load(sources, &config);
            (Arc::new(value), diagnostics.into())
        }
    };
    let frames = Frames::of(sources, &config, &site, &templates);
    timings.end("load the templates");

    let told = [of_settings, of_site, of_templates];
    let of_seeds = readings.iter().flat_map(Reading::diagnostics);
    let mut diagnostics = told.iter().flat_map(|told| told.iter()).chain(of_seeds).cloned().collect();
    catalog::dates_without_zone(&mut diagnostics);
    let terms = *terms;
    let compiled = Compiled {
        config,
        conventions,
        readings,
        site,
        moves,
        outcomes,
        standing,
        templates,
        frames,
        plan,
        timings,
        terms,
        told,
    };
    Checked { value: compiled, diagnostics }
}

/// What reading one seed needs.
struct ReadingDesk<'a> {
    sources: &'a Sources,
    config: &'a Config,
    conventions: &'a Conventions,
    drafts: bool,
}

impl ReadingDesk<'_> {
    /// Reads and parses one seed for its head; its text is let go. What is `known` of it counts if it
    /// is what it was.
    fn read(&self, seed: &Seed, known: Option<Reading>) -> Reading {
        // What a memo says holds true, but for an edition that this site has not.
        let known =
            known.filter(|known| known.outcome.head().is_none_or(|head| self.config.has(head.edition)));
        let stands = |known: &Reading| known.stamp.is_some() && known.stamp == seed.stamp;
        let known = match known {
            Some(known) if stands(&known) => return known,
            known => known,
        };
        let read = match self.sources.seed_text(seed) {
            Ok(read) => read,
            Err(without) => {
                let diagnostics = read::told::without_text(&without);
                // Permission may come without a change of the file.
                let stamp = seed.stamp.filter(|_| !any_error(&diagnostics));
                return Reading::new(stamp, None, Outcome::Nothing, None, diagnostics);
            }
        };
        let sum = read.sum;
        if let Some(known) = known.filter(|known| known.sum == Some(sum)) {
            return known.restamped(seed.stamp);
        }
        let told = read::told::of_text(seed, &read);
        let toml = read.sidecar.as_ref().map(|toml| toml.text.as_str());
        let Checked { value: manuscript, mut diagnostics } =
            parse::parse(seed, &read.text.text, toml, self.config, self.conventions);
        diagnostics.extend(told);
        let outcome = if manuscript.front.draft && !self.drafts {
            // What is only to be bettered can wait until the draft is published.
            diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
            Outcome::Draft
        } else {
            let variants = &self.conventions.variants;
            match resolve::heads::head(seed, &manuscript, self.config, variants, &mut diagnostics) {
                Some(head) => Outcome::Article(Arc::new(head)),
                None => {
                    diagnostics.push(catalog::seed_empty(&seed.path));
                    Outcome::Nothing
                }
            }
        };
        let is_article = outcome.head().is_some();
        let marks = is_article.then(|| Marks::of(&manuscript, &read.text.text)).flatten();
        Reading::new(seed.stamp, Some(sum), outcome, marks, diagnostics)
    }
}
