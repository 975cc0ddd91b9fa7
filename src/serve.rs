//! The preview: the site as it would be built now, in a browser on this machine.
//!
//! Takes a [`Proof`] and a way to pull another; gives pages. A change of any file pulls a whole
//! new proof, by the same functions as a build, and swaps it in at once:
//!
//! ```text
//! watch → Change → pull → Proof → Showing ─┬─→ listen · http → paths → make → overlay → reply
//!                                          └─→ the stream that tells browsers to reload
//! ```
//!
//! Pages are made when they are asked for, from memory and the site's sources; nothing is written,
//! and what a request names is looked up in the plan, never on a disk. While the newest proof has
//! errors, pages come from the last good one and the errors lie over them. Only this machine is
//! answered, only when it is named (`http`).

mod http;
mod kept;
mod listen;
mod overlay;
mod paths;
mod proof;
mod reply;
mod watch;

pub use proof::Proof;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::sync::watch::{Sender, channel};
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use crate::clock::{Clock, Due};
use crate::diagnostic::show::count;
use crate::diagnostic::{Diagnostic, Severity, catalog};
use crate::source::Sources;
use listen::Port;
use proof::Showing;
use watch::{Change, Watch};

/// For how long nobody looks at the clock.
const NAP: Duration = Duration::from_secs(10);

/// How many pages are made at once.
const MAKERS: usize = 16;

/// Where the preview says what happens.
pub trait Terminal: Send + Sync {
    /// Prints one line.
    fn line(&self, line: &str);
    /// Prints what was found, with quotations from `sources`.
    fn diagnostics(&self, found: &mut [Diagnostic], sources: &Sources);
}

/// Pulls the proof after another, in which these files are changed; no names where nobody knows which.
pub type Pull = dyn Fn(&Proof, Option<&BTreeSet<String>>) -> Proof + Send + Sync;

/// A preview that has its port and watches the site, but answers nobody yet.
pub struct Preview {
    asked: u16,
    port: Port,
    watch: Watch,
}

impl Preview {
    /// Takes the port `asked`, or one of the next, and begins to watch the site in the folder `root`: to be called
    /// after the first proof was pulled, since each file that is read would be told of (a quarter of the time until a
    /// large site is shown). What has changed since is found when it [runs](Self::run).
    ///
    /// # Errors
    /// No port is free, or the site's files cannot be watched.
    pub fn open(root: &Path, asked: u16) -> Result<Self, Diagnostic> {
        Ok(Self { asked, port: Port::take(asked)?, watch: Watch::new(root)? })
    }

    /// Shows `proof`, and then what `pull` gives after each change, and whenever `clock` has reached the
    /// instant at which the site is another, until the user ends it.
    pub fn run(
        self,
        proof: Arc<Proof>,
        pull: Arc<Pull>,
        clock: Clock,
        terminal: &Arc<dyn Terminal>,
    ) -> ExitCode {
        let Self { asked, port, watch } = self;
        let first = Arc::new(Showing::first(proof));
        let note = if port.number == asked { String::new() } else { format!("  ({asked} is taken)") };
        terminal.line(&format!("serving http://127.0.0.1:{}/{note}", port.number));
        match show(first.clone(), port, (watch, clock), pull, terminal.clone()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => {
                terminal.diagnostics(&mut [catalog::port(asked, &reason)], &first.newest.sources);
                ExitCode::FAILURE
            }
        }
    }
}

/// Answers until the user ends it; fails when the system has no threads or sockets to give.
fn show(
    first: Arc<Showing>,
    port: Port,
    watches: (Watch, Clock),
    pull: Arc<Pull>,
    terminal: Arc<dyn Terminal>,
) -> io::Result<()> {
    let runtime = Builder::new_multi_thread().enable_all().max_blocking_threads(MAKERS).build()?;
    let served = runtime.block_on(async {
        let (shown, current) = channel(first);
        let keeping = tokio::spawn(keep_up(watches, shown, pull, terminal));
        let end = async {
            interrupted().await;
            // With the task goes the sender, and with the sender end the streams of all pages.
            keeping.abort();
        };
        port.serve(http::router(current), end).await
    });
    // A proof that is being pulled is not waited for.
    runtime.shutdown_background();
    served
}

/// Shows a new proof after each change.
async fn keep_up(
    (mut watch, clock): (Watch, Clock),
    shown: Sender<Arc<Showing>>,
    pull: Arc<Pull>,
    terminal: Arc<dyn Terminal>,
) {
    // Whether a fault of the program kept a change from being read.
    let mut missed = false;
    loop {
        let before = shown.borrow().clone();
        let due = reached(clock, before.newest.compiled.standing.due);
        let Some(change) = watch.next(due).await else { return };
        let start = Instant::now();
        let (pull, last) = (pull.clone(), before.newest.clone());
        let changed = (!change.lost && !missed).then(|| change.files.clone());
        let is_in_doubt = change.is_in_doubt();
        let pulled = spawn_blocking(move || {
            let proof = pull(&last, changed.as_ref());
            let is_another = !is_in_doubt || !proof.is_of_the_files_of(&last);
            (Arc::new(proof), is_another)
        });
        let Ok((proof, is_another)) = pulled.await else {
            terminal.line("a fault of the program; the next change will be tried again");
            missed = true;
            continue;
        };
        missed = false;
        watch.was_in_vain(!is_another);
        if !is_another {
            // It knows better how the files stand; no page is told of it.
            shown.send_if_modified(|showing| {
                *showing = Arc::new(before.refreshed(&proof));
                false
            });
            continue;
        }
        let now = Arc::new(before.then(&proof));
        shown.send_replace(now.clone());
        let time = start.elapsed();
        let terminal = terminal.clone();
        let reported = spawn_blocking(move || report(&change, &before, &now, time, &*terminal));
        // A terminal that is gone takes nothing from the browser.
        let _ = reported.await;
    }
}

/// Waits until the clock has reached what is due: forever where nothing is, or the clock stands still.
async fn reached(clock: Clock, due: Option<Due>) {
    let (Clock::System, Some(due)) = (clock, due) else { return std::future::pending().await };
    loop {
        let left = due.when.at.duration_since(clock.now());
        if !left.is_positive() {
            return;
        }
        // In short naps: a machine that was asleep wakes late, and clocks are set.
        sleep(left.unsigned_abs().min(NAP)).await;
    }
}

/// Prints what is found now and was not found before, and a line about the change.
fn report(change: &Change, before: &Showing, now: &Showing, time: Duration, terminal: &dyn Terminal) {
    let key = |found: &Diagnostic| {
        (found.span.clone(), found.code.clone(), found.message.clone(), found.help.clone())
    };
    let known: BTreeSet<_> = before.newest.diagnostics.iter().map(key).collect();
    let proof = &*now.newest;
    let new = proof.diagnostics.iter().filter(|found| !known.contains(&key(found)));
    let mut new: Vec<Diagnostic> = change.faults.iter().chain(new).cloned().collect();
    terminal.diagnostics(&mut new, &proof.sources);
    let articles = count(proof.compiled.site.number_of_articles(), "article");
    let tally = tally(&proof.diagnostics);
    let note = if now.is_behind() { "; still showing the last site without errors" } else { "" };
    terminal.line(&format!("changed: {change}, {articles}, {tally}, {:.2} s{note}", time.as_secs_f64()));
}

/// `2 warnings`; `1 error, 2 warnings` where there are errors.
fn tally(found: &[Diagnostic]) -> String {
    let number = |severity| found.iter().filter(|found| found.severity == severity).count();
    let warnings = count(number(Severity::Warning), "warning");
    match number(Severity::Error) {
        0 => warnings,
        errors => format!("{}, {warnings}", count(errors, "error")),
    }
}

/// Waits until the user, or the system, wants the program to end.
async fn interrupted() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests;
