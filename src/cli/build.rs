//! `build` and `check`.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use rayon::ThreadPoolBuilder;

use super::check::audit;
use super::memory::{Memory, unsound};
use super::printing::{Printing, print_timings, seconds, tell};
use super::report::{Printer, diagnostics, number_of, spellings, summary};
use super::{BuildArgs, CheckArgs, SiteArgs, typography};
use crate::diagnostic::show::count;
use crate::diagnostic::{Severity, any_error};
use crate::memo::Inputs;
use crate::publish::Report;
use crate::serve::{Preview, Proof, Terminal};
use crate::timing::Timings;
use crate::{Before, read};

/// Builds the site and, if asked to, serves it.
pub(super) fn build(args: &BuildArgs) -> ExitCode {
    let start = Instant::now();
    let output = args.site.output(args.output.as_deref());
    let preview = args.serve.then(|| Preview::open(&args.site.site, args.port)).transpose();
    let terms = args.site.terms();
    let mut timings = Timings::start();
    let memory = Memory::of(&output);
    let mut damaged = None;
    let mut unless_damaged = |_| damaged = Some(unsound(&output));
    let ledger = memory.ledger().map_err(&mut unless_damaged).ok().flatten();
    timings.end("open the ledger");
    let trusted = ledger.as_ref().filter(|_| !args.verify);
    let read = read::read_again(&args.site.site, &|path, stamp| trusted?.asset(path, stamp));
    let inputs = Inputs::of(&read.value, &read.diagnostics, &terms);
    timings.end("list the files");
    let standing = ledger.as_ref().filter(|_| !args.serve);
    let record = read.value.addresses.as_ref().map(|file| &*file.text);
    let as_it_is = inputs.with(record);
    if let Some((last, unchanged)) =
        standing.and_then(|ledger| memory.standing(ledger, &read.value, as_it_is, &terms, args.verify))
    {
        memory.tell_nothing(last.manifest);
        timings.end("compare");
        let report = Report { unchanged, ..Report::default() };
        let (mut found, sources) = (last.diagnostics, read.value);
        let report = Some((report, last.standing.due));
        tell(args, report, last.outcomes, &mut found, &sources, start);
        print_timings(args, [&timings]);
        return ExitCode::SUCCESS;
    }
    let before = ledger.as_ref().map(|ledger| memory.readings(ledger, &read.value));
    drop(ledger);
    let before = before.and_then(|before| before.map_err(unless_damaged).ok()).unwrap_or_default();
    let before = if args.verify { before.unstamped() } else { before };
    timings.end("open the heads");
    let mut proof = if args.serve {
        Proof::pull(read, &terms, Before::Readings(before))
    } else {
        Proof::new(read, &terms, Before::Readings(before))
    };
    let preview = preview.unwrap_or_else(|fault| {
        proof.diagnostics.push(fault);
        None
    });
    let proof = Arc::new(proof);
    let printing = Printing { args: args.clone(), output, memory, damaged, inputs, start, timings };
    let Some(preview) = preview else {
        let done = printing.run(&proof);
        // The system takes the memory back at once; giving up a large site's heads one by one takes time.
        std::mem::forget(proof);
        return if done { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    // Pages are shown while a large site is still being put in place; an end amid that is like any death
    // of a build. It has threads of its own: a save is not to wait until those of the preview are free.
    let first = proof.clone();
    let own_threads = ThreadPoolBuilder::new().build();
    std::thread::spawn(move || match own_threads {
        Ok(pool) => pool.install(|| printing.run(&first)),
        Err(_) => printing.run(&first),
    });
    let terminal: Arc<dyn Terminal> = Arc::new(Printer(args.site.format));
    let asked = args.site.clone();
    let pull = move |last: &Proof, changed: Option<&BTreeSet<String>>| {
        last.next(&asked.site, &asked.terms(), changed)
    };
    preview.run(proof, Arc::new(pull), args.site.clock(), &terminal)
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
