//! Typography on the command line: its flaws in a site's articles, and `check --fix`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use super::report::{json, print, told};
use super::{CheckArgs, Format};
use crate::Compiled;
use crate::diagnostic::show::Shown;
use crate::diagnostic::{Diagnostic, Severity, catalog};
use crate::parse::prose::{Repaired, flaws, repair};
use crate::publish::DiskFault;
use crate::publish::seeds::{is_under_git, replace_seed};
use crate::source::{Positions, Seed, Sources};
use crate::text::encoding::{Decoded, Form, decode};
use crate::text::typography::{Finding, Kind};

/// How many articles are looked at before what was found is printed.
const BATCH: usize = 256;

const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// What was found in articles.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<Kind, usize>,
    articles: usize,
    certain: usize,
}

impl Tally {
    fn add(&mut self, findings: &[Finding]) {
        let style = findings.iter().filter(|finding| !finding.kind.is_grave());
        self.articles += usize::from(style.clone().next().is_some());
        for finding in style {
            *self.counts.entry(finding.kind).or_default() += 1;
            self.certain += usize::from(finding.replacement.is_some());
        }
    }
}

/// Looks at the articles that the site publishes. Gives what an editor must know: one warning an
/// article for each grave kind. Flaws of style are printed one by one with `--typography`, and as
/// one note for the site without.
pub(super) fn check(args: &CheckArgs, sources: &Sources, compiled: &Compiled) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let mut tally = Tally::default();
    for batch in published(compiled).chunks(BATCH) {
        let seen: Vec<(Vec<Finding>, Vec<Diagnostic>, String)> =
            batch.par_iter().map(|&nth| look(&sources.seeds[nth], sources, args)).collect();
        for (findings, grave, printed) in seen {
            tally.add(&findings);
            warnings.extend(grave);
            print(&printed, args.site.format);
        }
    }
    if !args.typography && tally.articles > 0 {
        let summary = catalog::typography(&tally.counts, tally.articles, tally.certain);
        print(&told(&Shown::new(&summary, &|_| None), args.site.format), args.site.format);
    }
    warnings
}

/// The seeds of a site's articles, in the order of their paths.
fn published(compiled: &Compiled) -> Vec<usize> {
    let mut seeds: Vec<usize> = compiled.site.seeds().collect();
    seeds.sort_unstable();
    seeds
}

/// One article's findings, its warnings, and its notes as they are printed.
fn look(seed: &Seed, sources: &Sources, args: &CheckArgs) -> (Vec<Finding>, Vec<Diagnostic>, String) {
    // What cannot be read is told elsewhere.
    let Ok((Decoded { text, .. }, _)) = sources.text(&seed.path) else { return Default::default() };
    let findings = flaws(seed.format, &text);
    let mut first_of: BTreeMap<Kind, (Diagnostic, usize)> = BTreeMap::new();
    let mut notes = String::new();
    let mut places = Positions::new(&text);
    for finding in &findings {
        let position = places.at(finding.range.start);
        if !args.typography && !finding.kind.is_grave() {
            continue;
        }
        let flaw = catalog::flaw(&seed.path, &text, finding);
        if args.typography && flaw.severity == Severity::Note {
            notes.push_str(&told(&Shown::at(&flaw, &text, position), args.site.format));
        } else {
            first_of.entry(finding.kind).or_insert((flaw, 0)).1 += 1;
        }
    }
    let warnings = first_of.into_values().map(|(mut first, count)| {
        if count > 1 {
            first.notes.push(format!("and {} more in this article", count - 1));
        }
        first
    });
    (findings, warnings.collect(), notes)
}

/// One article that was repaired.
#[derive(Serialize)]
struct Fixed<'a> {
    #[serde(rename = "fixed")]
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<String>,
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    code: String,
    line: usize,
    column: usize,
    was: &'a str,
    now: &'a str,
}

/// Writes the certain repairs into the articles that the site publishes. Gives what kept it from
/// that, and says on the way what was changed.
pub(super) fn fix(args: &CheckArgs, sources: &Sources, compiled: &Compiled) -> Vec<Diagnostic> {
    let keep_original = !is_under_git(&args.site.site);
    let mut faults = Vec::new();
    for batch in published(compiled).chunks(BATCH) {
        let seen: Vec<Result<String, Diagnostic>> =
            batch.par_iter().map(|&nth| fix_one(&sources.seeds[nth], sources, args, keep_original)).collect();
        for result in seen {
            match result {
                Ok(printed) => {
                    // A closed pipe is the reader's wish, not a fault.
                    let _ = std::io::stdout().lock().write_all(printed.as_bytes());
                }
                Err(fault) => faults.push(fault),
            }
        }
    }
    faults
}

fn fix_one(
    seed: &Seed,
    sources: &Sources,
    args: &CheckArgs,
    keep_original: bool,
) -> Result<String, Diagnostic> {
    // What cannot be read is told elsewhere.
    let Ok(was) = sources.store.bytes(&seed.path) else { return Ok(String::new()) };
    let mark = if was.starts_with(BOM) { BOM.len() } else { 0 };
    // Text that was read by a guess, or lacks its end, is not written over what it was read from.
    let is_whole = matches!(decode(&was), Ok(Decoded { form: Form::Utf8, cut: None, .. }));
    let text = match std::str::from_utf8(&was[mark..]) {
        Ok(text) if is_whole => text,
        _ => return Err(catalog::not_repaired(&seed.path)),
    };
    let Some(repaired) = repair(seed.format, text) else { return Ok(String::new()) };
    let bytes = [&was[..mark], repaired.text.as_bytes()].concat();
    let path = args.site.site.join(&*seed.path);
    let original = replace_seed(&path, &was, &bytes, keep_original).map_err(fault)?;
    Ok(fixed(seed, text, &repaired, original.as_deref(), args))
}

/// What was changed in an article, as it is printed.
fn fixed(seed: &Seed, text: &str, repaired: &Repaired, original: Option<&Path>, args: &CheckArgs) -> String {
    let name = original.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    if args.site.format == Format::Json {
        let mut places = Positions::new(text);
        let changes = repaired.findings.iter().map(|finding| {
            let position = places.at(finding.range.start);
            Change {
                code: catalog::flaw_code(finding.kind).into_owned(),
                line: position.line,
                column: position.column,
                was: &text[finding.range.clone()],
                now: finding.replacement.as_deref().unwrap_or_default(),
            }
        });
        return json(&Fixed { source: &seed.path, original: name, changes: changes.collect() }) + "\n";
    }
    let mut counts = BTreeMap::new();
    for finding in &repaired.findings {
        *counts.entry(finding.kind).or_default() += 1;
    }
    let kept = name.map_or_else(String::new, |name| format!(" (kept as {name})"));
    let mut line = format!("fixed {}: {}{kept}\n", seed.path, catalog::flaw_counts(&counts));
    if args.typography {
        let mut places = Positions::new(text);
        for finding in &repaired.findings {
            let position = places.at(finding.range.start);
            let flaw = catalog::flaw(&seed.path, text, finding);
            line.push_str(&told(&Shown::at(&flaw, text, position), args.site.format));
        }
    }
    line
}

fn fault(fault: DiskFault) -> Diagnostic {
    let (path, doing, reason) = match fault {
        DiskFault::Io { path, doing, source } => (path, doing, source),
        // None of these happens to a single file.
        DiskFault::Unfinished(within) => return self::fault(*within),
        DiskFault::Busy { .. } => (PathBuf::new(), "replacing", std::io::ErrorKind::ResourceBusy.into()),
        DiskFault::Foreign { path } => (path, "replacing", std::io::ErrorKind::AlreadyExists.into()),
    };
    catalog::seed_unwritable(&path, doing, &reason)
}

/// Prints to where diagnostics go.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::SiteArgs;
    use crate::read::seed_at;

    #[test]
    fn what_is_no_utf_8_is_left_alone() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let mut sources = crate::read::read(folder.path()).value;
        let path = folder.path().join("a.txt");
        let bytes = b"\xc7\xe1\xce\xc8\xd1 , ";
        #[expect(clippy::disallowed_methods, reason = "a test makes what it looks at")]
        std::fs::write(&path, bytes).expect("written");
        let (seed, store) = seed_at(&path, folder.path()).expect("an article");
        sources.store = store;
        let (drafts, future, now, format) = (false, false, None, Format::Human);
        let site = SiteArgs { site: folder.path().to_owned(), drafts, future, now, format };
        let args =
            CheckArgs { site, strict: false, typography: false, fix: true, output: None, external: false };
        let fault = fix_one(&seed, &sources, &args, true).expect_err("no UTF-8");
        assert_eq!(fault.code, "not-repaired");
        assert_eq!(sources.store.bytes(&seed.path).expect("readable"), bytes);
    }
}
