//! What `check` reads again: every file that a build would write, or those that lie in a folder.

use std::collections::BTreeSet;
use std::path::Path;

use url::Url;

use super::CheckArgs;
use super::printing::{disk_fault, distinct, progress};
use super::report::summary;
use crate::Compiled;
use crate::audit::{Published, Tally, audit as read_again};
use crate::diagnostic::show::{count, plural};
use crate::diagnostic::{Diagnostic, catalog};
use crate::outward::{Answer, Answers, ask, known_as};
use crate::publish::{Shelf, State};
use crate::source::{SourcePath, Sources};

/// Reads every file of the site again, and says how much that was.
///
/// Without a folder, what is read are the bytes that a build would write: a clean build and one after an edit
/// write the same, so nothing need be built first, and no old file is mistaken for a new one. With a
/// folder, what lies in it is read: what others put beside the site's files is there too.
pub(super) fn audit(args: &CheckArgs, sources: &Sources, compiled: &Compiled) -> Vec<Diagnostic> {
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
    let read = |published: &Published<'_>| {
        let read = read_again(published);
        summary(&told(read.tally), args.site.format);
        let mut found = distinct(read.missing);
        found.extend(read.diagnostics);
        if args.external {
            found.extend(outward(args, published, &read.outward));
        }
        found
    };
    match &args.output {
        None => {
            let press = compiled.press(sources);
            let paths: Vec<&str> = plan.iter().map(|output| output.path.as_str()).collect();
            read(&Published {
                base,
                folder: "public",
                paths: &paths,
                bytes: &|file| plan[file].make(&press),
                article: &|file| article(paths[file]),
                now,
                keeps_outward: args.external,
            })
        }
        Some(folder) => {
            let shelf = match Shelf::of(folder) {
                Ok(shelf) => shelf,
                Err(fault) => return vec![disk_fault(fault)],
            };
            let paths: Vec<&str> = shelf.paths().collect();
            read(&Published {
                base,
                folder: &named(folder),
                paths: &paths,
                bytes: &|file| shelf.bytes(file).map_err(disk_fault),
                article: &|file| article(paths[file]),
                now,
                keeps_outward: args.external,
            })
        }
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
