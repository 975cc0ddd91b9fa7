//! `build` and `check`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::report::{Printer, diagnostics, number_of, spellings, summary};
use super::{BuildArgs, CheckArgs, SiteArgs, typography};
use crate::diagnostic::show::count;
use crate::diagnostic::{Diagnostic, Severity, any_error, catalog};
use crate::publish::{DiskFault, Entry, Fault, Report, publish};
use crate::serve::{Preview, Proof, Terminal};
use crate::source::Sources;
use crate::{Compiled, compile, read};

/// Builds the site and, if asked to, serves it.
pub(super) fn build(args: &BuildArgs) -> ExitCode {
    let start = Instant::now();
    let output = args.output.clone().unwrap_or_else(|| args.site.site.join("public"));
    let preview = args.serve.then(|| Preview::open(&args.site.site, args.port)).transpose();
    let (site, drafts) = (args.site.site.clone(), args.site.drafts);
    let pull = move || Proof::pull(read::read(&site), drafts);
    let proof = if args.serve { pull() } else { load(&args.site) };
    let Proof { sources, compiled, diagnostics: mut found } = proof;
    let preview = preview.unwrap_or_else(|fault| {
        found.push(fault);
        None
    });
    let report = if any_error(&found) {
        None
    } else {
        match print(&sources, &compiled, &output) {
            Ok(report) => {
                found.extend(notices(report, &output));
                Some(report)
            }
            Err(faults) => {
                found.extend(faults);
                None
            }
        }
    };
    diagnostics(&mut found, &sources, args.site.format);
    let warnings = count(number_of(&found, Severity::Warning), "warning");
    let line = match &report {
        Some(report) => format!(
            "{}, {} written, {} unchanged, {} removed, {warnings}, {}",
            count(compiled.site.articles.len(), "article"),
            count(report.written, "file"),
            report.unchanged,
            report.removed,
            seconds(start.elapsed()),
        ),
        None => format!(
            "nothing written: {}, {warnings}, {}",
            count(number_of(&found, Severity::Error), "error"),
            seconds(start.elapsed()),
        ),
    };
    summary(&line, args.site.format);
    match preview {
        Some(preview) => {
            let proof = Proof { sources, compiled, diagnostics: found };
            let terminal: Arc<dyn Terminal> = Arc::new(Printer(args.site.format));
            preview.run(proof, Arc::new(pull), &terminal)
        }
        None if report.is_some() => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    }
}

/// Reports everything that a build would, what it would fail on, and what typography wants. Writes
/// nothing but, if asked to, certain repairs; what it reports is then true after them.
pub(super) fn check(args: &CheckArgs) -> ExitCode {
    let start = Instant::now();
    let mut faults = Vec::new();
    if args.fix {
        let Proof { sources, compiled, .. } = load(&args.site);
        faults = typography::fix(args, &sources, &compiled);
    }
    let Proof { sources, compiled, diagnostics: mut found } = load(&args.site);
    found.extend(typography::check(args, &sources, &compiled));
    if !any_error(&found) {
        let press = compiled.press(&sources);
        let unmade: Vec<Diagnostic> =
            compiled.plan.par_iter().filter_map(|output| output.make(&press).err()).collect();
        found.extend(distinct(unmade));
    }
    found.extend(faults);
    spellings(&found, &sources, args.site.format);
    diagnostics(&mut found, &sources, args.site.format);
    let errors = number_of(&found, Severity::Error);
    let warnings = number_of(&found, Severity::Warning);
    let line = format!(
        "{}, {}, {}, {}",
        count(compiled.site.articles.len(), "article"),
        count(errors, "error"),
        count(warnings, "warning"),
        seconds(start.elapsed()),
    );
    summary(&line, args.site.format);
    if errors > 0 || (args.strict && warnings > 0) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Reads and compiles a site.
fn load(args: &SiteArgs) -> Proof {
    let mut diagnostics = Vec::new();
    let sources = read::read(&args.site).drain_into(&mut diagnostics);
    let compiled = compile(&sources, args.drafts).drain_into(&mut diagnostics);
    Proof { sources, compiled, diagnostics }
}

/// Makes what differs and puts it in place.
fn print(sources: &Sources, compiled: &Compiled, output: &Path) -> Result<Report, Vec<Diagnostic>> {
    let press = compiled.press(sources);
    let plan: Vec<Entry<'_>> = compiled
        .plan
        .par_iter()
        .map(|output| Entry { path: &output.path, key: output.key(&press), tier: output.tier })
        .collect();
    let bar = progress(plan.len());
    let published = publish(
        output,
        &plan,
        |nth| compiled.plan[nth].make(&press),
        |settled| bar.set_position(settled as u64),
    );
    bar.finish_and_clear();
    published.map_err(|fault| match fault {
        Fault::Make(faults) => distinct(faults),
        Fault::Disk(fault) => vec![disk_fault(fault)],
    })
}

/// What publishing met and got over.
fn notices(report: Report, output: &Path) -> Vec<Diagnostic> {
    let path = output.to_string_lossy();
    let recovered = report.recovered.then(|| catalog::output_recovered(&path));
    let unrecorded = report.unrecorded.then(|| catalog::output_unrecorded(&path));
    recovered.into_iter().chain(unrecorded).collect()
}

fn disk_fault(fault: DiskFault) -> Diagnostic {
    match fault {
        DiskFault::Io { path, doing, source } => {
            catalog::output_unwritable(&path.to_string_lossy(), doing, &source)
        }
        DiskFault::Busy { pid } => catalog::output_busy(pid),
        DiskFault::Foreign { path } => catalog::output_foreign(&path.to_string_lossy()),
    }
}

/// One fault of a template may fail a thousand pages: it is told once for each place.
fn distinct(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        let is_told = |other: &Diagnostic| match &fault.span {
            Some(_) => (other.code, &other.span) == (fault.code, &fault.span),
            None => *other == fault,
        };
        if !told.iter().any(is_told) {
            told.push(fault);
        }
    }
    told
}

/// A bar on a terminal, nothing elsewhere.
fn progress(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}").expect("a valid form");
    ProgressBar::new(length as u64).with_style(style)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_that_had_to_finish_an_earlier_one_says_so() {
        let report = Report { recovered: true, ..Report::default() };
        let codes: Vec<_> = notices(report, Path::new("public")).iter().map(|d| d.code).collect();
        assert_eq!(codes, ["output-recovered"]);
        assert!(notices(Report::default(), Path::new("public")).is_empty());
    }
}
