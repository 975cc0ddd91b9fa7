//! `build`: the site, put in place and, if asked for, served.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use rayon::ThreadPoolBuilder;

use super::BuildArgs;
use super::memory::{Memory, unsound};
use super::printing::{Ending, Printing, print_timings, tell};
use super::report::Printer;
use crate::memo::Inputs;
use crate::publish::Report;
use crate::serve::{Preview, Proof, Terminal};
use crate::timing::Timings;
use crate::{Before, read};

/// Builds the site and, if asked to, serves it.
pub(super) fn build(args: &BuildArgs) -> ExitCode {
    let start = Instant::now();
    let output = args.site.output(args.output.as_deref());
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
        let ending = Ending::Done(report, last.standing.due);
        tell(args, &ending, last.outcomes, &mut found, &sources, start);
        print_timings(args, [&timings]);
        return ExitCode::SUCCESS;
    }
    let before = ledger.as_ref().map(|ledger| memory.readings(ledger, &read.value));
    let withheld = ledger.as_ref().map(|ledger| ledger.outcomes().withheld());
    drop(ledger);
    let before = before.and_then(|before| before.map_err(unless_damaged).ok()).unwrap_or_default();
    let before = if args.verify { before.unstamped() } else { before };
    timings.end("open the heads");
    let mut proof = if args.serve {
        Proof::pull(read, &terms, Before::Readings(before))
    } else {
        Proof::new(read, &terms, Before::Readings(before))
    };
    let opened = args.serve.then(|| Preview::open(&args.site.site, args.port)).transpose();
    let preview = opened.unwrap_or_else(|fault| {
        proof.diagnostics.push(fault);
        None
    });
    let proof = Arc::new(proof);
    let printing = Printing { args: args.clone(), output, memory, damaged, withheld, inputs, start, timings };
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
    std::thread::spawn(move || {
        match own_threads {
            Ok(pool) => pool.install(|| printing.run(&first)),
            Err(_) => printing.run(&first),
        };
        first.settle();
    });
    let terminal: Arc<dyn Terminal> = Arc::new(Printer(args.site.format));
    let asked = args.site.clone();
    let pull = move |last: &Proof, changed: Option<&BTreeSet<String>>| {
        last.next(&asked.site, &asked.terms(), changed)
    };
    preview.run(proof, Arc::new(pull), args.site.clock(), &terminal)
}
