//! From a proof to the output folder: making, publishing, and saying what was done.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::BuildArgs;
use super::memory::Memory;
use super::record::{note, told};
use super::report::{diagnostics, next_due, number_of, summary};
use crate::Compiled;
use crate::clock::Due;
use crate::diagnostic::show::count;
use crate::diagnostic::{Diagnostic, Severity, any_error, catalog};
use crate::emit::Tier;
use crate::memo::{Inputs, Outcomes};
use crate::publish::{DiskFault, Entry, Fault, Loss, Losses, Published, Report, publish, recover};
use crate::resolve::addresses::Move;
use crate::serve::Proof;
use crate::source::Sources;
use crate::timing::Timings;

/// How a build has ended.
pub(super) enum Ending {
    /// The site is in place. Time alone will change it then.
    Done(Report, Option<Due>),
    /// It is as it was.
    Nothing,
    /// It is half changed.
    Unfinished,
}

/// A build whose proof is pulled.
pub(super) struct Printing {
    pub(super) args: BuildArgs,
    pub(super) output: PathBuf,
    /// What the last build left, and where this one leaves what it knows.
    pub(super) memory: Memory,
    /// What to say of that memory, if it is damaged.
    pub(super) damaged: Option<Diagnostic>,
    /// How many articles the last build left out because they said so, where that is known.
    pub(super) withheld: Option<usize>,
    /// All that it depends on but the seeds.
    pub(super) inputs: Inputs,
    pub(super) start: Instant,
    pub(super) timings: Timings,
}

impl Printing {
    /// Publishes `proof`, if it has no error, and says what was found and done. Gives whether it was
    /// published.
    pub(super) fn run(self, proof: &Proof) -> bool {
        let Self { args, output, memory, damaged, withheld, inputs, start, timings } = self;
        let Proof { sources, compiled, diagnostics, .. } = proof;
        let withdrawn = withheld.map_or(0, |before| compiled.outcomes.withheld().saturating_sub(before));
        let losses = if args.allow_loss { Losses::Wanted } else { Losses::Refused { withdrawn } };
        let mut publishing = Timings::start();
        let mut found = diagnostics.clone();
        let mut ending = Ending::Nothing;
        if any_error(diagnostics) {
            // What an earlier build had begun to put in place is finished all the same.
            match recover(&output) {
                Ok(true) => found.push(catalog::output_recovered(&output.to_string_lossy())),
                Err(fault @ DiskFault::Unfinished(_)) => {
                    ending = Ending::Unfinished;
                    found.push(disk_fault(fault));
                }
                // Whoever is told of these errors has nothing to do with what else may be wrong there.
                Ok(false) | Err(_) => {}
            }
        } else {
            match put_in_place(sources, compiled, &output, losses, &memory, &mut publishing) {
                Ok(Published { report: done, manifest, changes, strays }) => {
                    let moves: Vec<&Move> = compiled.moves.all.iter().filter(|m| m.to.is_some()).collect();
                    match note(&args.site, proof, &moves) {
                        Ok(record) => {
                            let inputs = inputs.with(record.as_deref());
                            memory.leave(sources, compiled, diagnostics, manifest, inputs);
                            found.extend(told(&compiled.site, &moves));
                        }
                        // What the build before left still knows of them, for the next to try again.
                        Err(unwritable) => found.push(unwritable),
                    }
                    publishing.end("leave ledger and heads");
                    memory.tell(compiled, manifest, &changes);
                    publishing.end("tell what changed");
                    found.extend(notices(done, &strays, &output));
                    ending = Ending::Done(done, compiled.standing.due);
                }
                Err(fault) => {
                    if matches!(fault, Fault::Disk(DiskFault::Unfinished(_))) {
                        ending = Ending::Unfinished;
                    }
                    found.extend(faults(fault));
                }
            }
        }
        // Told once: what is left for the next build is sound.
        found.extend(damaged);
        tell(&args, &ending, compiled.outcomes, &mut found, sources, start);
        print_timings(&args, [&timings, &compiled.timings, &publishing]);
        matches!(ending, Ending::Done(..))
    }
}

/// Prints how long each stage took, if asked to.
pub(super) fn print_timings<'t>(args: &BuildArgs, timings: impl IntoIterator<Item = &'t Timings>) {
    if !args.timings {
        return;
    }
    for (stage, time) in timings.into_iter().flat_map(Timings::iter) {
        eprintln!("{:9.1} ms  {stage}", time.as_secs_f64() * 1e3);
    }
}

/// Prints what was found, a line about the build and, if time alone will change the site, one about the next.
pub(super) fn tell(
    args: &BuildArgs,
    ending: &Ending,
    outcomes: Outcomes,
    found: &mut [Diagnostic],
    sources: &Sources,
    start: Instant,
) {
    diagnostics(found, sources, args.site.format);
    let warnings = count(number_of(found, Severity::Warning), "warning");
    let failed = |what| {
        let (errors, time) = (count(number_of(found, Severity::Error), "error"), seconds(start.elapsed()));
        format!("{what}: {errors}, {warnings}, {time}")
    };
    let line = match ending {
        Ending::Done(report, _) => format!(
            "{}{}, {} written, {} unchanged, {} removed, {warnings}, {}",
            count(outcomes.articles, "article"),
            left_out(outcomes),
            count(report.written, "file"),
            report.unchanged,
            report.removed,
            seconds(start.elapsed()),
        ),
        Ending::Nothing => failed("nothing written"),
        Ending::Unfinished => failed("the site is half changed"),
    };
    summary(&line, args.site.format);
    if let &Ending::Done(_, Some(due)) = ending {
        next_due(due, args.site.format);
    }
}

/// The seeds that are no articles of the site, by what they are instead.
fn left_out(Outcomes { embargoed, until, expired, drafts, nothing, .. }: Outcomes) -> String {
    let embargoes = until.map_or_else(String::new, |until| match embargoed {
        1 => format!(", 1 embargoed until {until}"),
        _ => format!(", {embargoed} embargoed, the first until {until}"),
    });
    let expired = if expired == 0 { String::new() } else { format!(", {expired} expired") };
    let part = |number: usize, noun: &str| {
        if number == 0 { String::new() } else { format!(", {} left out", count(number, noun)) }
    };
    embargoes + &expired + &part(drafts, "draft") + &part(nothing, "faulty article")
}

/// Makes what differs and puts it in place.
fn put_in_place(
    sources: &Sources,
    compiled: &Compiled,
    output: &Path,
    losses: Losses,
    memory: &Memory,
    timings: &mut Timings,
) -> Result<Published, Fault<Diagnostic>> {
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
        losses,
        &|| memory.pages(sources),
        |nth| compiled.plan[nth].make(&press),
        |settled| bar.set_position(settled as u64),
    );
    bar.finish_and_clear();
    timings.end("make and publish");
    published
}

/// Why nothing was published, or not all.
fn faults(fault: Fault<Diagnostic>) -> Vec<Diagnostic> {
    match fault {
        Fault::Make(faults) => distinct(faults),
        Fault::Loss(Loss { tier, before, after }) => vec![match tier {
            Tier::Asset => catalog::output_loss("asset", "static/", before, after),
            Tier::Article | Tier::Listing => catalog::output_loss("article", "seeds/", before, after),
        }],
        Fault::Disk(fault) => vec![disk_fault(fault)],
    }
}

/// What publishing met and got over.
fn notices(report: Report, strays: &[String], output: &Path) -> Vec<Diagnostic> {
    let path = output.to_string_lossy();
    let recovered = report.recovered.then(|| catalog::output_recovered(&path));
    let unrecorded = report.unrecorded.then(|| catalog::output_unrecorded(&path, strays));
    recovered.into_iter().chain(unrecorded).collect()
}

pub(super) fn disk_fault(fault: DiskFault) -> Diagnostic {
    match fault {
        DiskFault::Io { path, doing, source } => {
            catalog::output_unwritable(&path.to_string_lossy(), doing, &source)
        }
        DiskFault::Busy { pid } => catalog::output_busy(pid),
        DiskFault::Foreign { path } => catalog::output_foreign(&path.to_string_lossy()),
        DiskFault::Unfinished(fault) => catalog::output_unfinished(&disk_fault(*fault)),
    }
}

/// One fault of a template may fail a thousand pages: it is told once for each place.
pub(super) fn distinct(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
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
pub(super) fn progress(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}").expect("a valid form");
    ProgressBar::new(length as u64).with_style(style)
}

pub(super) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_is_half_changed_is_said_to_be_so() {
        let source = std::io::ErrorKind::PermissionDenied.into();
        let amid = DiskFault::Io { path: "public/a.html".into(), doing: "renaming", source };
        let told = disk_fault(DiskFault::Unfinished(Box::new(amid)));
        assert_eq!(told.code, "output-unfinished");
        assert!(told.message.ends_with("renaming public/a.html: permission denied"), "{}", told.message);
        let help = told.help.expect("a remedy");
        assert!(!help.contains("as it was"), "{help}");
    }

    #[test]
    fn a_build_that_had_to_finish_an_earlier_one_says_so() {
        let report = Report { recovered: true, ..Report::default() };
        let codes: Vec<_> = notices(report, &[], Path::new("public")).into_iter().map(|d| d.code).collect();
        assert_eq!(codes, ["output-recovered"]);
        assert!(notices(Report::default(), &[], Path::new("public")).is_empty());
    }
}
