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

pub mod text;
pub mod timing;
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
pub mod publish;
pub mod serve;
pub mod cli;

use std::sync::Arc;

use rayon::prelude::*;

use config::Config;
use diagnostic::{Checked, Diagnostic, Severity, catalog};
use emit::{Desk, Output};
use manuscript::Head;
use memo::{Reading, Readings};
use parse::conventions::Conventions;
use render::Press;
use site::Site;
use source::{Seed, Sources};
use timing::Timings;

/// What changes when the program itself does: its version and the hash of its own source.
pub const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("WARRAQ_SOURCE_HASH"));

/// Everything that a site's text becomes, before anything of it is made.
pub struct Compiled {
    /// The settings.
    pub config: Config,
    /// What the newsroom's lines mean.
    pub conventions: Conventions,
    /// What became of each seed alone.
    pub readings: Readings,
    /// The site.
    pub site: Site,
    /// The templates, with messages in them.
    pub templates: render::templates::Templates,
    /// What all pages share.
    pub frame: render::Frame,
    /// A promise of every file, by path.
    pub plan: Vec<Output>,
    /// How long each stage took.
    pub timings: Timings,
}

impl Compiled {
    /// The press that makes the plan's outputs, from the sources that were compiled.
    #[must_use]
    pub fn press<'a>(&'a self, sources: &'a Sources) -> Press<'a> {
        let Self { config, conventions, site, templates, frame, .. } = self;
        Press::new(sources, config, conventions, site, templates, frame)
    }

    /// What the plan was made from.
    #[must_use]
    pub fn desk<'a>(&'a self, sources: &'a Sources) -> Desk<'a> {
        Desk { site: &self.site, sources, has_base_url: self.config.base_url.is_some() }
    }
}

/// Compiles a site: settings, seeds, addresses and plan. `drafts` says whether drafts count.
pub fn compile(sources: &Sources, drafts: bool) -> Checked<Compiled> {
    compile_again(sources, drafts, &Readings::default())
}

/// Compiles a site of which some seeds were read `before`: the same comes out, sooner.
pub fn compile_again(sources: &Sources, drafts: bool, before: &Readings) -> Checked<Compiled> {
    let mut diagnostics = Vec::new();
    let mut timings = Timings::start();
    let config = match &sources.config {
        Some(file) => Config::read(file).drain_into(&mut diagnostics),
        None => Config::new(""),
    };
    let conventions = Conventions::compile(&config).drain_into(&mut diagnostics);
    timings.end("read the settings");
    let desk = ReadingDesk { sources, config: &config, conventions: &conventions, drafts };
    let context = memo::context(sources, drafts);
    let known = before.of(context, &sources.seeds);
    let readings: Vec<Reading> =
        sources.seeds.par_iter().zip(known).map(|(seed, known)| desk.read(seed, known)).collect();
    let of = |(nth, reading): (usize, &Reading)| Some((nth, reading.head.clone()?));
    let heads: Vec<(usize, Arc<Head>)> = readings.iter().enumerate().filter_map(of).collect();
    diagnostics.extend(readings.iter().flat_map(|reading| reading.diagnostics.iter().cloned()));
    let readings = Readings::new(context, &sources.seeds, readings, before);
    timings.end("read and parse");
    let site = resolve::resolve(heads, &sources.seeds, &config).drain_into(&mut diagnostics);
    timings.end("resolve");
    let templates =
        render::templates::Templates::load(sources, &config.language).drain_into(&mut diagnostics);
    let frame = render::Frame::new(sources, &config, &site);
    timings.end("load the templates");
    let plan = Vec::new();
    let mut compiled = Compiled { config, conventions, readings, site, templates, frame, plan, timings };
    compiled.plan = emit::plan(&compiled.desk(sources)).drain_into(&mut diagnostics);
    compiled.timings.end("plan");
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
    fn read(&self, seed: &Seed, known: Option<&Reading>) -> Reading {
        if let Some(known) = known.filter(|known| known.stamp.is_some() && known.stamp == seed.stamp) {
            return known.clone();
        }
        let fail = |diagnostic: Diagnostic| Reading::new(None, None, None, vec![diagnostic]);
        let (text, hash) = match self.sources.text(&seed.path) {
            Ok(read) => read,
            Err(fault) => return fail(read::no_text(&seed.path, &fault)),
        };
        let sidecar = match seed.sidecar.as_ref().map(|path| (path, self.sources.text(path))) {
            None => None,
            Some((_, Ok(read))) => Some(read),
            Some((path, Err(fault))) => return fail(read::no_text(path, &fault)),
        };
        let (toml, toml_hash) = sidecar.map_or((None, None), |(toml, hash)| (Some(toml), Some(hash)));
        let hash = source::seed_hash(hash, toml_hash);
        if let Some(known) = known.filter(|known| known.hash == Some(hash)) {
            return known.restamped(seed.stamp);
        }
        let told = read::told(seed, &text, toml.as_ref());
        let toml = toml.as_ref().map(|toml| toml.text.as_str());
        let Checked { value: manuscript, mut diagnostics } =
            parse::parse(seed, &text.text, toml, self.config, self.conventions);
        diagnostics.extend(told);
        let mut head = None;
        if manuscript.front.draft && !self.drafts {
            // What is only to be bettered can wait until the draft is published.
            diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
        } else {
            let variants = &self.conventions.variants;
            head = resolve::heads::head(seed, hash, &manuscript, self.config, variants, &mut diagnostics);
            if head.is_none() {
                diagnostics.push(catalog::seed_empty(&seed.path));
            }
        }
        Reading::new(seed.stamp, Some(hash), head, diagnostics)
    }
}
