//! `build` and `check`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::memory::{Memory, unsound};
use super::report::{Printer, diagnostics, number_of, spellings, summary};
use super::{BuildArgs, CheckArgs, SiteArgs, typography};
use crate::diagnostic::show::count;
use crate::diagnostic::{Diagnostic, Severity, any_error, catalog};
use crate::memo::inputs;
use crate::memo::seal::Sum;
use crate::publish::{DiskFault, Entry, Fault, Report, publish, recover};
use crate::serve::{Preview, Proof, Terminal};
use crate::source::Sources;
use crate::timing::Timings;
use crate::{Before, Compiled, read};

/// Builds the site and, if asked to, serves it.
pub(super) fn build(args: &BuildArgs) -> ExitCode {
    let start = Instant::now();
    let output = args.output.clone().unwrap_or_else(|| args.site.site.join("public"));
    let preview = args.serve.then(|| Preview::open(&args.site.site, args.port)).transpose();
    let mut timings = Timings::start();
    let memory = Memory::of(&output);
    let mut damaged = None;
    let mut unless_damaged = |_| damaged = Some(unsound(&output));
    let ledger = memory.ledger().map_err(&mut unless_damaged).ok().flatten();
    timings.end("open the ledger");
    let trusted = ledger.as_ref().filter(|_| !args.verify);
    let read = read::read_again(&args.site.site, &|path, stamp| trusted?.asset(path, stamp));
    let inputs = inputs(&read.value, &read.diagnostics, args.site.drafts);
    timings.end("list the files");
    let standing = ledger.as_ref().filter(|_| !args.serve);
    if let Some((last, unchanged)) =
        standing.and_then(|ledger| memory.standing(ledger, &read.value, inputs, args.verify))
    {
        timings.end("compare");
        let report = Report { unchanged, ..Report::default() };
        let (mut found, sources) = (last.diagnostics, read.value);
        tell(args, Some(&report), last.articles, &mut found, &sources, start);
        print_timings(args, [&timings]);
        return ExitCode::SUCCESS;
    }
    let before = ledger.as_ref().and_then(|ledger| memory.readings(ledger).map_err(unless_damaged).ok());
    let before = before.unwrap_or_default();
    timings.end("open the heads");
    let mut proof = if args.serve {
        Proof::pull(read, args.site.drafts, Before::Readings(&before))
    } else {
        Proof::new(read, args.site.drafts, Before::Readings(&before))
    };
    drop((before, ledger));
    proof.diagnostics.extend(damaged);
    let preview = preview.unwrap_or_else(|fault| {
        proof.diagnostics.push(fault);
        None
    });
    let mut publishing = Timings::start();
    let report = print(&mut proof, &output, memory, inputs, &mut publishing);
    let Proof { sources, compiled, diagnostics, .. } = &mut proof;
    tell(args, report.as_ref(), compiled.site.articles.len(), diagnostics, sources, start);
    print_timings(args, [&timings, &compiled.timings, &publishing]);
    match preview {
        Some(preview) => {
            let terminal: Arc<dyn Terminal> = Arc::new(Printer(args.site.format));
            let (site, drafts) = (args.site.site.clone(), args.site.drafts);
            let pull = Arc::new(move |last: &Proof, changed: Option<&BTreeSet<String>>| {
                last.next(&site, drafts, changed)
            });
            preview.run(proof, pull, &terminal)
        }
        None => {
            // The system takes the memory back at once; giving up a large site's heads one by one takes time.
            std::mem::forget(proof);
            if report.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}

/// Prints how long each stage took, if asked to.
fn print_timings<'t>(args: &BuildArgs, timings: impl IntoIterator<Item = &'t Timings>) {
    if !args.timings {
        return;
    }
    for (stage, time) in timings.into_iter().flat_map(Timings::iter) {
        eprintln!("{:9.1} ms  {stage}", time.as_secs_f64() * 1e3);
    }
}

/// Prints what was found, and a line about the build.
fn tell(
    args: &BuildArgs,
    report: Option<&Report>,
    articles: usize,
    found: &mut [Diagnostic],
    sources: &Sources,
    start: Instant,
) {
    diagnostics(found, sources, args.site.format);
    let warnings = count(number_of(found, Severity::Warning), "warning");
    let line = match report {
        Some(report) => format!(
            "{}, {} written, {} unchanged, {} removed, {warnings}, {}",
            count(articles, "article"),
            count(report.written, "file"),
            report.unchanged,
            report.removed,
            seconds(start.elapsed()),
        ),
        None => format!(
            "nothing written: {}, {warnings}, {}",
            count(number_of(found, Severity::Error), "error"),
            seconds(start.elapsed()),
        ),
    };
    summary(&line, args.site.format);
}

/// Publishes a proof without errors, and leaves what the next build needs; says in the proof what was
/// met. `None` when nothing was published.
fn print(
    proof: &mut Proof,
    output: &Path,
    memory: Memory,
    inputs: blake3::Hash,
    timings: &mut Timings,
) -> Option<Report> {
    let Proof { sources, compiled, diagnostics, .. } = proof;
    if any_error(diagnostics) {
        // What an earlier build had begun to put in place is finished all the same.
        if recover(output).unwrap_or_default() {
            diagnostics.push(catalog::output_recovered(&output.to_string_lossy()));
        }
        return None;
    }
    match put_in_place(sources, compiled, output, timings) {
        Ok((report, manifest)) => {
            memory.leave(sources, compiled, diagnostics, manifest, inputs);
            timings.end("leave ledger and heads");
            diagnostics.extend(notices(report, output));
            Some(report)
        }
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
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
    let Proof { sources, compiled, diagnostics: mut found, .. } = load(&args.site);
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
    Proof::new(read::read(&args.site), args.drafts, Before::Nothing)
}

/// Makes what differs and puts it in place.
fn put_in_place(
    sources: &Sources,
    compiled: &Compiled,
    output: &Path,
    timings: &mut Timings,
) -> Result<(Report, Sum), Vec<Diagnostic>> {
    let press = compiled.press(sources);
    let plan: Vec<Entry<'_>> = compiled
        .plan
        .par_iter()
        .map(|output| Entry { path: &output.path, key: output.key(&press), tier: output.tier })
        .collect();
    timings.end("work out the keys");
    let bar = progress(plan.len());
    let published = publish(
        output,
        &plan,
        |nth| compiled.plan[nth].make(&press),
        |settled| bar.set_position(settled as u64),
    );
    bar.finish_and_clear();
    timings.end("make and publish");
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
            Some(_) => (&other.code, &other.span) == (&fault.code, &fault.span),
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
        let codes: Vec<_> = notices(report, Path::new("public")).into_iter().map(|d| d.code).collect();
        assert_eq!(codes, ["output-recovered"]);
        assert!(notices(Report::default(), Path::new("public")).is_empty());
    }
}
