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
pub mod source;
pub mod diagnostic;
pub mod table;
pub mod config;
pub mod manuscript;
pub mod site;
pub mod read;
pub mod parse;
pub mod resolve;
pub mod render;
pub mod emit;
pub mod publish;
pub mod serve;
pub mod cli;

use rayon::prelude::*;

use config::Config;
use diagnostic::{Checked, Diagnostic, Severity, catalog};
use emit::{Desk, Output};
use manuscript::Head;
use parse::conventions::Conventions;
use render::Press;
use site::Site;
use source::Sources;

/// Everything that a site's text becomes, before anything of it is made.
pub struct Compiled {
    /// The settings.
    pub config: Config,
    /// What the newsroom's lines mean.
    pub conventions: Conventions,
    /// The site.
    pub site: Site,
    /// The templates, with messages in them.
    pub templates: render::templates::Templates,
    /// What all pages share.
    pub frame: render::Frame,
    /// A promise of every file, by path.
    pub plan: Vec<Output>,
}

impl Compiled {
    /// The press that makes the plan's outputs, from the sources that were compiled.
    #[must_use]
    pub fn press<'a>(&'a self, sources: &'a Sources) -> Press<'a> {
        let Self { config, conventions, site, templates, frame, .. } = self;
        Press::new(sources, config, conventions, site, templates, frame)
    }
}

/// Compiles a site: settings, seeds, addresses and plan. `drafts` says whether drafts count.
pub fn compile(sources: &Sources, drafts: bool) -> Checked<Compiled> {
    let mut diagnostics = Vec::new();
    let config = match &sources.config {
        Some(file) => Config::read(file).drain_into(&mut diagnostics),
        None => Config::new(""),
    };
    let conventions = Conventions::compile(&config).drain_into(&mut diagnostics);
    let parsed: Vec<Checked<Option<Head>>> = (0..sources.seeds.len())
        .into_par_iter()
        .map(|nth| head(sources, nth, &config, &conventions, drafts))
        .collect();
    let heads = parsed.into_iter().filter_map(|head| head.drain_into(&mut diagnostics)).collect();
    let site = resolve::resolve(heads, &sources.seeds, &config).drain_into(&mut diagnostics);
    let templates =
        render::templates::Templates::load(sources, &config.language).drain_into(&mut diagnostics);
    let frame = render::Frame::new(sources, &config, &site);
    let desk = Desk { site: &site, sources, has_base_url: config.base_url.is_some() };
    let plan = emit::plan(&desk).drain_into(&mut diagnostics);
    Checked { value: Compiled { config, conventions, site, templates, frame, plan }, diagnostics }
}

/// Reads and parses one seed for its head; its text is let go. `None` for one that cannot be
/// published, or is not to be yet.
fn head(
    sources: &Sources,
    nth: usize,
    config: &Config,
    conventions: &Conventions,
    drafts: bool,
) -> Checked<Option<Head>> {
    let seed = &sources.seeds[nth];
    let fail = |diagnostic: Diagnostic| Checked { value: None, diagnostics: vec![diagnostic] };
    let (text, hash) = match sources.text(&seed.path) {
        Ok(read) => read,
        Err(fault) => return fail(read::no_text(&seed.path, &fault)),
    };
    let sidecar = match seed.sidecar.as_ref().map(|path| (path, sources.text(path))) {
        None => None,
        Some((_, Ok(read))) => Some(read),
        Some((path, Err(fault))) => return fail(read::no_text(path, &fault)),
    };
    let (toml, toml_hash) = sidecar.map_or((None, None), |(toml, hash)| (Some(toml), Some(hash)));
    let told = read::told(seed, &text, toml.as_ref());
    let toml = toml.as_ref().map(|toml| toml.text.as_str());
    let Checked { value: manuscript, mut diagnostics } =
        parse::parse(seed, &text.text, toml, config, conventions);
    diagnostics.extend(told);
    if manuscript.front.draft && !drafts {
        // What is only to be bettered can wait until the draft is published.
        diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
        return Checked { value: None, diagnostics };
    }
    let head = Head::of(nth, render::seed_hash(hash, toml_hash), &manuscript);
    if head.is_none() {
        diagnostics.push(catalog::seed_empty(&seed.path));
    }
    Checked { value: head, diagnostics }
}
