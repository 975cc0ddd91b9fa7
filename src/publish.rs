//! Publishing: the output folder becomes what the plan says.
//!
//! Takes the output folder, a plan of what belongs in it, and a way to make each file; gives the folder so changed,
//! and counts. Makes only what differs from the last build, in parallel, beside the output; then puts everything in
//! place by renaming, under a journal:
//!
//! ```text
//!   lock ─▶ recover ─▶ survey ─▶ make ─▶ stage ─▶ sync ─▶ journal ─▶ rename, remove ─▶ manifest ─▶ sync ─▶ done
//!                     └────── failure or death: output untouched ──┘└──────── death: rolled forward ────────┘
//! ```
//!
//! All state lies in `.warraq/<name of the output folder>` beside the output, which must let itself be written to: the
//! lock, the stage and the journal are there. But for a pending journal what it holds only saves work and tells which
//! files are ours. Without it every file is made and compared with what is there; what stands at a planned path then
//! counts as ours, and so does what is known otherwise to be; what stands elsewhere does not.
//!
//! Must not remove or overwrite what is not ours, follow a link inside the output, or know what a file means.

#![expect(clippy::disallowed_methods, reason = "this is the module that writes")]

mod access;
#[cfg(target_os = "linux")]
mod ahead;
mod changes;
mod disk;
mod draft;
mod ground;
mod journal;
mod losses;
mod manifest;
mod place;
pub mod seeds;
mod shelf;
mod state;
mod survey;
#[cfg(test)]
mod tests;

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::emit::Tier;
use crate::memo::seal::sum_of;
use crate::sum::Sum;

use disk::{Disk, Found, Fs, look, read_if_there};
use draft::{Build, Draft};
use journal::{Ledgers, commit};
use manifest::{Manifest, Sealed, is_safe};
use place::Place;
use survey::Survey;

pub use changes::{Became, Changes};
pub use losses::{Loss, Losses};
pub use shelf::Shelf;
pub use state::{Paper, State, Writing};

/// What is known of an output before it is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'a> {
    /// Its path in the output folder, with `/`: safe (no `..`, not absolute) and unique in the plan, also as a folder.
    pub path: &'a str,
    /// A hash of all that making it reads.
    pub key: Sum,
    /// When it is put in place.
    pub tier: Tier,
}

/// What a build has changed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Report {
    /// Files placed, new or with new bytes.
    pub written: usize,
    /// Planned files that were left as they lay.
    pub unchanged: usize,
    /// Files of earlier builds that the plan lacks, removed.
    pub removed: usize,
    /// An earlier build had died while changing the output, and was finished first.
    pub recovered: bool,
    /// The output folder was there, but no sound record of what it holds. Every file was compared; files of earlier
    /// builds that the plan lacks, and of which nothing else was known, could not be told from foreign ones, and stay.
    pub unrecorded: bool,
}

/// What publishing gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// What was done.
    pub report: Report,
    /// The sum of the manifest, by which [`State::stands`] knows this build again.
    pub manifest: Sum,
    /// How the output differs from what was told of it last ([`State::tell`]): this build's changes, and those of
    /// builds that died before they had told theirs.
    pub changes: Changes,
    /// Where there was no sound record: the files in the output folder that are none of the plan, which may be those of
    /// earlier builds or of others, by path.
    pub strays: Vec<String>,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Fault<E> {
    /// These outputs could not be made, in the order of the plan. The output folder is as it was.
    Make(Vec<E>),
    /// Most of what the last build left would go. The output folder is as it was.
    Loss(Loss),
    /// The disk stood in the way.
    Disk(DiskFault),
}

impl<E> From<DiskFault> for Fault<E> {
    fn from(fault: DiskFault) -> Self {
        Fault::Disk(fault)
    }
}

/// What in the file system stands in the way.
#[derive(Debug)]
pub enum DiskFault {
    /// A file operation failed. The output folder is as it was.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was being done to it, a participle: `writing`.
        doing: &'static str,
        /// The system's error.
        source: io::Error,
    },
    /// Another process is publishing to this folder.
    Busy {
        /// The other process, where it can be known.
        pid: Option<u32>,
    },
    /// Something that Warraq did not write stands where an output, or a folder of one, must go.
    Foreign {
        /// It.
        path: PathBuf,
    },
    /// That came in the way when files were being put in place: some are, others are not. A journal is left, and the
    /// next run finishes it before it does anything else.
    Unfinished(Box<DiskFault>),
}

impl DiskFault {
    fn unfinished(self) -> Self {
        Self::Unfinished(Box::new(self))
    }
}

/// Makes what differs from the last build and puts it in place; removes what the plan lacks.
///
/// `former` gives paths at which earlier builds have put articles. It is asked where there is no sound record of what
/// the output holds: what stands there counts as ours, and goes unless the plan has it.
///
/// `make` gets an index into `plan` and gives the bytes; it is called in parallel. `progress` gets the number of
/// outputs settled so far, up to `plan.len()`, from several threads and in no certain order. The plan may have any
/// order; one by path is the fastest.
///
/// # Errors
/// [`Fault::Make`] with every failure of `make`; [`Fault::Loss`]; [`DiskFault`] otherwise. The output folder is then
/// as it was, unless the disk failed while files were being renamed ([`DiskFault::Unfinished`]): then this or
/// [`recover`] finishes it at the next call.
pub fn publish<E: Send>(
    output_dir: &Path,
    plan: &[Entry<'_>],
    losses: Losses,
    former: &dyn Fn() -> Vec<String>,
    make: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
    progress: impl Fn(usize) + Sync,
) -> Result<Published, Fault<E>> {
    publish_on(&Disk::default(), output_dir, plan, losses, former, make, progress)
}

/// Finishes a build that died while it changed the output. Gives whether there was one.
///
/// # Errors
/// When the disk fails, or another process is publishing to this folder.
pub fn recover(output_dir: &Path) -> Result<bool, DiskFault> {
    let place = Place::of(output_dir)?;
    if look(&place.state)? == Found::Nothing {
        return Ok(false);
    }
    let _lock = place.lock()?;
    journal::recover(&Disk::default(), &place)
}

fn publish_on<E: Send>(
    disk: &dyn Fs,
    output_dir: &Path,
    plan: &[Entry<'_>],
    losses: Losses,
    former: &dyn Fn() -> Vec<String>,
    make: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
    progress: impl Fn(usize) + Sync,
) -> Result<Published, Fault<E>> {
    let place = &Place::of(output_dir)?;
    // The plan's makers refuse such paths; whatever changes there, nothing may be written outside the output.
    if let Some(entry) = plan.iter().find(|entry| !is_safe(entry.path)) {
        return Err(Fault::Disk(DiskFault::Io {
            path: entry.path.into(),
            doing: "placing",
            source: ErrorKind::InvalidInput.into(),
        }));
    }
    let _lock = place.lock()?;
    let recovered = journal::recover(disk, place)?;

    let is_new = look(&place.output)? == Found::Nothing;
    // The manifest of a folder that is gone tells nothing.
    let sealed = if is_new { Vec::new() } else { read_if_there(&place.manifest())?.unwrap_or_default() };
    let manifest = Manifest::open(&sealed);
    let is_recorded = manifest.is_some();
    let manifest = manifest.unwrap_or_default();
    let unrecorded = !is_new && !is_recorded;
    let former = if unrecorded { former() } else { Vec::new() };
    let survey = Survey::of(&place.output, is_new, plan, &manifest, &former)?;
    let before = |tier| {
        if unrecorded {
            survey.number_of(plan, tier)
        } else {
            manifest.records().iter().filter(|record| record.tier == tier).count()
        }
    };
    let after = |tier| plan.iter().filter(|entry| entry.tier == tier).count();
    if let Some(loss) = losses.refused(before, after) {
        return Err(Fault::Loss(loss));
    }
    let build = Build { disk, place, plan, manifest: &manifest, is_recorded, survey: &survey };

    let settled = build.intact();
    let untold =
        read_if_there(&place.changes())?.and_then(|sealed| Changes::open(&sealed)).unwrap_or_default();
    let mut report = Report { unchanged: plan.len(), recovered, unrecorded, ..Report::default() };
    if settled.iter().all(Option::is_some) && survey.stale.is_empty() {
        progress(plan.len());
        let manifest = sum_of(&sealed).unwrap_or_default();
        return Ok(Published { report, manifest, changes: untold, strays: Vec::new() });
    }
    let Draft { change, staged, imprints } = build.draft(settled, make, progress).inspect_err(|_| {
        // The fault is the one to report; what cannot be swept now, the next build sweeps.
        let _ = place.sweep(disk);
    })?;
    // Of a large site what was known is much, and the list of what has changed is as long.
    drop(manifest);
    report.written = staged.len();
    report.unchanged -= staged.len();
    report.removed = change.removed();
    let changes = untold.then(survey.changes(plan, &staged, &change));
    drop(survey);
    let staged = staged.iter().map(|&index| plan[index].path);
    let manifest = &Sealed::of(plan, imprints);
    commit(disk, place, &change, staged, &Ledgers { manifest, changes: &changes.seal() })?;
    let strays = if unrecorded { survey::strays(&place.output, plan) } else { Vec::new() };
    Ok(Published { report, manifest: manifest.sum, changes, strays })
}
