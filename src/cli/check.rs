//! What `check` reads again: every file that a build would write, or those that lie in a folder.

use std::path::Path;

use super::CheckArgs;
use super::printing::{disk_fault, distinct};
use super::report::summary;
use crate::Compiled;
use crate::audit::{Published, Tally, audit as read_again};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::show::count;
use crate::publish::Shelf;
use crate::source::{SourcePath, Sources};

/// Reads every file of the site again, and says how much that was.
///
/// Without a folder, what is read are the bytes that a build would write: a clean build and one after an edit
/// write the same, so nothing need be built first, and no old file is mistaken for a new one. With a
/// folder, what lies in it is read: what others put beside the site's files is there too.
pub(super) fn audit(args: &CheckArgs, sources: &Sources, compiled: &Compiled) -> Vec<Diagnostic> {
    let plan = &compiled.plan;
    let base = compiled.config.base_url.as_ref();
    let desk = compiled.desk(sources);
    let article = |path: &str| -> Option<(SourcePath, String)> {
        let output = &plan[plan.binary_search_by(|output| output.path.as_str().cmp(path)).ok()?];
        let origin = output.origin(&desk);
        let seed = sources.seeds.binary_search_by(|seed| (*seed.path).cmp(&origin)).ok()?;
        let path = &sources.seeds[seed].path;
        Some((path.clone(), sources.text(path).ok()?.0.text))
    };
    let read = match &args.output {
        None => {
            let press = compiled.press(sources);
            let paths: Vec<&str> = plan.iter().map(|output| output.path.as_str()).collect();
            read_again(&Published {
                base,
                folder: "public",
                paths: &paths,
                bytes: &|file| plan[file].make(&press),
                article: &|file| article(paths[file]),
                keeps_outward: false,
            })
        }
        Some(folder) => {
            let shelf = match Shelf::of(folder) {
                Ok(shelf) => shelf,
                Err(fault) => return vec![disk_fault(fault)],
            };
            let paths: Vec<&str> = shelf.paths().collect();
            read_again(&Published {
                base,
                folder: &named(folder),
                paths: &paths,
                bytes: &|file| shelf.bytes(file).map_err(disk_fault),
                article: &|file| article(paths[file]),
                keeps_outward: false,
            })
        }
    };
    summary(&told(read.tally), args.site.format);
    let mut found = distinct(read.missing);
    found.extend(read.diagnostics);
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
