//! `inspect`: what the program sees in an article, and every guess it makes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::report::{self, json};
use super::{Format, InspectArgs};
use crate::config::Config;
use crate::config::convention::Role;
use crate::diagnostic::show::Shown;
use crate::diagnostic::{Checked, Diagnostic, Spanned, any_error, catalog};
use crate::manuscript::{Block, HeadlineOrigin, Manuscript};
use crate::parse::conventions::Conventions;
use crate::parse::parse;
use crate::parse::prose::flaws;
use crate::read::{read, seed_at, told};
use crate::resolve::heads::head;
use crate::source::{Positions, SeedText, SourcePath, Sources};
use crate::text::bidi::isolate;

/// An article as it is seen.
#[derive(Serialize)]
struct Inspected {
    source: String,
    lang: String,
    headline: Option<HeadlineSeen>,
    blocks: Vec<BlockSeen>,
    related: Vec<RelatedSeen>,
    newsletter: Option<NewsletterSeen>,
    omitted: Vec<BlockSeen>,
}

#[derive(Serialize)]
struct HeadlineSeen {
    text: String,
    origin: HeadlineOrigin,
}

#[derive(Serialize)]
struct BlockSeen {
    role: Role,
    text: String,
    line: usize,
}

#[derive(Serialize)]
struct RelatedSeen {
    marker: String,
    title: String,
    line: usize,
}

#[derive(Serialize)]
struct NewsletterSeen {
    lines: Vec<String>,
    line: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    inspected: &'a Inspected,
    diagnostics: Vec<Shown<'a>>,
}

/// Inspects each file, in the language and by the conventions of the site.
pub(super) fn inspect(args: &InspectArgs) -> ExitCode {
    let mut sources = read(&args.site).value;
    let mut found = Vec::new();
    let config = match &sources.config {
        Some(file) => Config::read(file).drain_into(&mut found),
        None => Config::new(""),
    };
    let conventions = Conventions::compile(&config).drain_into(&mut found);
    // What is wrong with the site itself belongs to no article: it never mixes with their output.
    let settings = if args.format == Format::Json { Format::Short } else { args.format };
    report::diagnostics(&mut found, &sources, settings);
    let mut failed = any_error(&found);
    for path in &args.files {
        let (inspected, found) = inspect_file(path, &args.site, &mut sources, &config, &conventions);
        failed |= any_error(&found);
        let text_of = |path: &str| sources.any_text(path);
        let mut diagnostics = Vec::new();
        Shown::all(&found.iter().collect::<Vec<_>>(), &text_of, |shown| diagnostics.push(shown));
        let text = match args.format {
            Format::Json => json(&Line { inspected: &inspected, diagnostics }) + "\n",
            Format::Short => diagnostics.iter().map(Shown::short).collect(),
            Format::Human => human(&inspected, &diagnostics),
        };
        // A closed pipe is the reader's wish, not a fault.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn inspect_file(
    path: &Path,
    site: &Path,
    sources: &mut Sources,
    config: &Config,
    conventions: &Conventions,
) -> (Inspected, Vec<Diagnostic>) {
    let name = path.to_string_lossy();
    let mut inspected = Inspected {
        source: name.to_string(),
        lang: config.main().language.clone(),
        headline: None,
        blocks: Vec::new(),
        related: Vec::new(),
        newsletter: None,
        omitted: Vec::new(),
    };
    let Some((seed, store)) = seed_at(path, site) else {
        return (inspected, vec![catalog::no_article(&SourcePath::from(&*name))]);
    };
    sources.store = store;
    let read = match sources.seed_text(&seed) {
        Ok(read) => read,
        Err(without) => {
            return (inspected, without.iter().map(|(path, fault)| told::no_text(path, fault)).collect());
        }
    };
    let told = told::of_text(&seed, &read);
    let SeedText { text, sidecar, .. } = read;
    let toml = sidecar.as_ref().map(|toml| toml.text.as_str());
    let Checked { value, diagnostics: mut found } = parse(&seed, &text.text, toml, config, conventions);
    found.extend(told);
    inspected.lang.clone_from(&config.edition(value.front.edition).language);
    inspected.see(&value, &text.text);
    let style = flaws(seed.format, &text.text);
    found.extend(style.iter().map(|finding| catalog::flaw(&seed.path, &text.text, finding)));
    if head(&seed, &value, config, &conventions.variants, &mut found).is_none() {
        found.push(catalog::seed_empty(&seed.path));
    }
    (inspected, found)
}

impl Inspected {
    fn see(&mut self, manuscript: &Manuscript<'_>, text: &str) {
        let mut places = Positions::new(text);
        let mut line = |offset| places.at(offset).line;
        let mut block = |block: &Block<'_>| BlockSeen {
            role: block.role,
            text: block.text().into_owned(),
            line: line(block.range.start),
        };
        if let Some(lang) = &manuscript.front.lang {
            self.lang.clone_from(lang);
        }
        self.headline = manuscript
            .headline
            .as_ref()
            .map(|headline| HeadlineSeen { text: headline.text.clone(), origin: headline.origin });
        self.blocks = manuscript.body.iter().map(&mut block).collect();
        self.omitted = manuscript.omitted.iter().map(&mut block).collect();
        self.related = manuscript
            .related
            .iter()
            .map(|Spanned { value: related, span }| RelatedSeen {
                marker: related.marker.to_string(),
                title: related.title.to_string(),
                line: line(span.start),
            })
            .collect();
        self.newsletter = manuscript
            .newsletter
            .as_ref()
            .map(|footer| NewsletterSeen { lines: footer.lines.clone(), line: line(footer.range.start) });
    }
}

fn human(seen: &Inspected, found: &[Shown<'_>]) -> String {
    let mut text = format!("{}  ({})\n", seen.source, seen.lang);
    let mut row = |line: Option<usize>, role: &str, words: &str| {
        let line = line.map_or_else(String::new, |line| line.to_string());
        let words = match crate::text::words::cut(words, 90) {
            Some(head) => format!("{head} …"),
            None => words.to_owned(),
        };
        writeln!(text, "{line:>6}  {role:<10}  {}", isolate(&words)).expect("a string takes any text");
    };
    if let Some(headline) = &seen.headline {
        row(None, "headline", &headline.text);
    }
    for block in &seen.blocks {
        row(Some(block.line), block.role.name(), &block.text);
    }
    for related in &seen.related {
        row(Some(related.line), "related", &format!("{}: {}", related.marker, related.title));
    }
    for line in seen.newsletter.iter().flat_map(|newsletter| &newsletter.lines) {
        row(None, "newsletter", line);
    }
    for block in &seen.omitted {
        row(Some(block.line), block.role.name(), &format!("({})", block.text));
    }
    text.push('\n');
    for shown in found {
        text.push_str(&shown.human());
        text.push('\n');
    }
    text
}
