//! `check`: what a build would say, and every file that it would write, or those that lie in a folder, read again.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use url::Url;

use super::printing::{disk_fault, distinct, progress, seconds};
use super::report::{diagnostics, number_of, spellings, summary};
use super::{CheckArgs, SiteArgs, typography};
use crate::audit::{Published, Tally, audit as read_again};
use crate::diagnostic::show::{count, plural};
use crate::diagnostic::{Diagnostic, Severity, any_error, catalog};
use crate::outward::{Answer, Answers, ask, known_as};
use crate::publish::{Shelf, State};
use crate::serve::Proof;
use crate::source::{SourcePath, Sources};
use crate::{Before, Compiled, read};

/// Reports everything that a build would, what it would fail on, and what typography wants. Writes
/// nothing but, if asked to, certain repairs; what it reports is then true after them.
pub(super) fn check(args: &CheckArgs) -> ExitCode {
    let start = Instant::now();
    let mut faults = Vec::new();
    if args.fix {
        let Proof { sources, compiled, .. } = load(&args.site);
        faults = typography::fix(args, &sources, &compiled);
    }
    let Proof { sources, compiled, diagnostics: mut found, .. } = load(&args.site);
    found.extend(typography::check(args, &sources, &compiled));
    if !any_error(&found) {
        found.extend(audit(args, &sources, &compiled));
    }
    found.extend(faults);
    spellings(&found, &sources, args.site.format);
    diagnostics(&mut found, &sources, args.site.format);
    let titles = found.iter().filter(|diagnostic| diagnostic.code == "related-not-found").count();
    if args.fix && titles > 0 {
        // Only an editor knows which headline was meant; the help of each warning names the nearest.
        let line = format!("not changed: {} that no article bears", count(titles, "related title"));
        summary(&line, args.site.format);
    }
    let errors = number_of(&found, Severity::Error);
    let warnings = number_of(&found, Severity::Warning);
    let line = format!(
        "{}, {}, {}, {}",
        count(compiled.site.number_of_articles(), "article"),
        count(errors, "error"),
        count(warnings, "warning"),
        seconds(start.elapsed()),
    );
    summary(&line, args.site.format);
    if errors > 0 || (args.strict && warnings > 0) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Reads and compiles a site.
fn load(args: &SiteArgs) -> Proof {
    Proof::new(read::read(&args.site), &args.terms(), Before::Nothing)
}

/// Reads every file of the site again, and says how much that was.
///
/// Without a folder, what is read are the bytes that a build would write: a clean build and one after an edit
/// write the same, so nothing need be built first, and no old file is mistaken for a new one. With a
/// folder, what lies in it is read: what others put beside the site's files is there too.
fn audit(args: &CheckArgs, sources: &Sources, compiled: &Compiled) -> Vec<Diagnostic> {
    let plan = &compiled.plan;
    let base = compiled.config.base_url.as_ref();
    let now = args.site.clock().now();
    let desk = compiled.desk(sources);
    let article = |path: &str| -> Option<(SourcePath, String)> {
        let output = &plan[plan.binary_search_by(|output| output.path.as_str().cmp(path)).ok()?];
        let origin = output.origin(&desk);
        let seed = sources.seeds.binary_search_by(|seed| (*seed.path).cmp(&origin)).ok()?;
        let path = &sources.seeds[seed].path;
        Some((path.clone(), sources.text(path).ok()?.0.text))
    };
    let look =
        |folder: &str, paths: &[&str], bytes: &(dyn Fn(usize) -> Result<Vec<u8>, Diagnostic> + Sync)| {
            let published = Published {
                base,
                folder,
                paths,
                bytes,
                article: &|file| article(paths[file]),
                now,
                keeps_outward: args.external,
            };
            let read = read_again(&published);
            summary(&told(read.tally), args.site.format);
            let mut found = distinct(read.missing);
            found.extend(read.diagnostics);
            if args.external {
                found.extend(outward(args, &published, &read.outward));
            }
            found
        };
    let Some(folder) = &args.output else {
        let press = compiled.press(sources);
        let paths: Vec<&str> = plan.iter().map(|output| output.path.as_str()).collect();
        return look("public", &paths, &|file| plan[file].make(&press));
    };
    match Shelf::of(folder) {
        Ok(shelf) => {
            let paths: Vec<&str> = shelf.paths().collect();
            look(&named(folder), &paths, &|file| shelf.bytes(file).map_err(disk_fault))
        }
        Err(fault) => vec![disk_fault(fault)],
    }
}

/// Asks the addresses out of the site whether they still answer, but for those that did lately.
fn outward(args: &CheckArgs, published: &Published<'_>, outward: &[(Box<str>, u32)]) -> Vec<Diagnostic> {
    // What was answered is kept where a build leaves its state; where there is no room, it is asked again.
    let folder = args.output.clone().unwrap_or_else(|| args.site.site.join("public"));
    let state = State::of(&folder).ok();
    let known = state.as_ref().and_then(State::answers).unwrap_or_default();
    let known = Answers::from_text(&String::from_utf8_lossy(&known));
    let now = published.now;
    let addresses: BTreeSet<Url> = outward.iter().filter_map(|(address, _)| known_as(address)).collect();
    let bar = progress(addresses.len());
    let shown = bar.clone();
    let answers = ask(&addresses, &known, now, move |asked| shown.set_position(asked as u64));
    bar.finish_and_clear();
    let answers = match answers {
        Ok(answers) => answers,
        Err(fault) => return vec![catalog::network(&fault)],
    };
    if let Some(state) = &state {
        state.leave_answers(answers.to_text().as_bytes());
    }
    let mut unclear = 0;
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for (address, file) in outward {
        let Some(known) = known_as(address) else { continue };
        match answers.get(known.as_str(), now) {
            Some(Answer::There) => {}
            Some(&Answer::Gone(reason)) => {
                if told.insert(known) {
                    found.push(catalog::link_gone(published.place_of(*file, address), address, reason));
                }
            }
            _ => unclear += usize::from(told.insert(known)),
        }
    }
    let line = format!(
        "asked: {} out of the site, {} gone, {unclear} unclear",
        plural(addresses.len(), "address", "addresses"),
        found.len(),
    );
    summary(&line, args.site.format);
    found
}

/// A folder as its files are named after it.
fn named(folder: &Path) -> String {
    folder.to_string_lossy().trim_end_matches(['/', '\\']).to_owned()
}

fn told(tally: Tally) -> String {
    let Tally { pages, links, fragments, feeds, sitemaps } = tally;
    format!(
        "read again: {}, {} ({} to a place in a page), {}, {}",
        count(pages, "page"),
        count(links, "link"),
        fragments,
        count(feeds, "feed"),
        count(sitemaps, "sitemap"),
    )
}
