//! What one build remembers for the next: how each source stood, and what became of it.
//!
//! Takes and gives bytes, of two files. The **ledger** has the stamp and the sum of every source,
//! and what the last build had to say; with the manifest of the output it is all that a build needs
//! to see that nothing has changed. The **heads** are what was read of each seed, in frames of some
//! thousands: an edit adds a frame, and the ledger says which reading counts.
//!
//! Memos only save work. One that is missing, damaged or of another program counts as none, and the
//! same site comes out. Must not touch a disk, nor remember of a seed what does not follow from it
//! alone and the settings.

mod former;
mod inputs;
mod reading;
pub mod seal;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::Standing;
use crate::diagnostic::Diagnostic;
use crate::manuscript::{Head, Marks};
use crate::source::{Asset, Known, Refused, Seed, SourcePath, Sources, Stamp, beside};
use crate::sum::Sum;
use reading::Record;
use seal::{Mark, Unsound};

pub use former::Former;
pub use inputs::{Inputs, context};
pub use reading::{Outcome, Outcomes, Reading};

const LEDGER: Mark = *b"WarraqL\x08";
const FRAME: Mark = *b"WarraqF\x07";

/// How many readings stand in a frame.
const IN_FRAME: usize = 2048;
/// More frames than this are written anew as fewer.
const MOST_FRAMES: usize = 256;

/// A frame of the heads, and a place in it: a word for both.
type Place = (u16, u16);

/// Every seed's reading, and what all of them depend on.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// The hash of the program, the settings and whatever else a reading follows from.
    context: Option<blake3::Hash>,
    /// By path.
    seeds: Vec<(SourcePath, Reading)>,
    /// The frames that the last build left.
    frames: Vec<FrameLine>,
    /// The addresses that articles have left since the site was built last, and those of which nobody has said
    /// since what becomes of them.
    former: Vec<Former>,
    /// Whether they are those of the last build, and not of some moment since.
    is_last_build: bool,
}

impl Readings {
    /// The readings of `seeds`, which are sorted by path: `read` gets each with what these know of it,
    /// which is nothing in another `context`.
    #[must_use]
    pub fn again(
        self,
        context: blake3::Hash,
        seeds: &[Seed],
        read: impl Fn(&Seed, Option<Reading>) -> Reading + Sync,
    ) -> Self {
        let (is_known, is_last_build) = (self.is_of(context), self.is_last_build);
        let known = if is_known || is_last_build { self.seeds } else { Vec::new() };
        let known: Vec<Option<Reading>> =
            beside(seeds, known, |(path, _)| path).map(|known| known.map(|(_, reading)| reading)).collect();
        let read = |(seed, known): (&Seed, Option<Reading>)| {
            let before =
                known.as_ref().filter(|_| is_last_build).and_then(|known| known.outcome.head().cloned());
            let reading = read(seed, known.filter(|_| is_known));
            let former = before.and_then(|before| Former::left(&seed.path, &before, &reading));
            ((seed.path.clone(), reading), former.map(Box::new))
        };
        let (seeds, left): (_, Vec<Option<Box<Former>>>) = seeds.par_iter().zip(known).map(read).unzip();
        let mut former = self.former;
        former.extend(left.into_iter().flatten().map(|former| *former));
        Self { context: Some(context), seeds, frames: self.frames, former, is_last_build: false }
    }

    /// The addresses that articles have left.
    #[must_use]
    pub fn former(&self) -> &[Former] {
        &self.former
    }

    /// The head of the article of the `nth` seed, if it is one.
    #[must_use]
    pub fn head(&self, nth: usize) -> Option<&Head> {
        self.seeds.get(nth)?.1.outcome.head().map(|head| &**head)
    }

    /// The marks of the article of the `nth` seed, if they are kept.
    #[must_use]
    pub fn marks(&self, nth: usize) -> Option<&Marks> {
        self.seeds.get(nth)?.1.marks.as_ref()
    }

    /// The same, where no file's time is trusted: only the sum of what a seed holds tells that it is the
    /// one that was read.
    #[must_use]
    pub fn unstamped(mut self) -> Self {
        for (_, reading) in &mut self.seeds {
            reading.stamp = None;
        }
        self
    }

    /// Whether they are of that context.
    #[must_use]
    pub fn is_of(&self, context: blake3::Hash) -> bool {
        self.context == Some(context)
    }

    /// The sum of all that the `nth` seed is read from, if it could be.
    #[must_use]
    pub fn sum(&self, nth: usize) -> Option<Sum> {
        self.seeds.get(nth)?.1.sum
    }

    /// Whether these are the readings of the same seeds in the same context as `other`, and none has
    /// changed in a way that another page, or one of those `told` about, could show.
    #[must_use]
    pub fn lead_to_the_site_of(&self, other: &Self, told: &[Diagnostic]) -> bool {
        let is_told = |path: &SourcePath| {
            told.iter().any(|told| told.span.as_ref().is_some_and(|span| span.source == *path))
        };
        let alike = |path: &SourcePath, one: &Reading, other: &Reading| match (
            one.outcome.head(),
            other.outcome.head(),
        ) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                Arc::ptr_eq(one, other) || (one.is_but_moved(other) && !is_told(path))
            }
            _ => false,
        };
        self.context == other.context && self.pair_with(other, alike)
    }

    /// Whether these were read from the same seeds as `other`, and of each there was the same to read and to say.
    #[must_use]
    pub fn are_of_the_seeds_of(&self, other: &Self) -> bool {
        self.pair_with(other, |_, one, other| {
            one.sum == other.sum && one.diagnostics() == other.diagnostics()
        })
    }

    /// Whether these are of the same seeds as `other`, and the two readings of each are `alike`.
    fn pair_with(&self, other: &Self, alike: impl Fn(&SourcePath, &Reading, &Reading) -> bool) -> bool {
        let mut pairs = self.seeds.iter().zip(&other.seeds);
        self.seeds.len() == other.seeds.len()
            && pairs.all(|((path, one), (other_path, other))| path == other_path && alike(path, one, other))
    }

    /// The readings, by their seeds' paths.
    pub fn iter(&self) -> impl Iterator<Item = &Reading> {
        self.seeds.iter().map(|(_, reading)| reading)
    }

    /// How many seeds came to what.
    #[must_use]
    pub fn outcomes(&self) -> Outcomes {
        let mut outcomes = Outcomes::default();
        for reading in self.iter() {
            *match reading.outcome {
                Outcome::Article(_) => &mut outcomes.articles,
                Outcome::Draft => &mut outcomes.drafts,
                Outcome::Nothing => &mut outcomes.nothing,
            } += 1;
        }
        outcomes
    }

    /// Opens what a build left of these `seeds`, which are sorted by path. `heads` gives so many bytes of
    /// the heads from a place on.
    ///
    /// # Errors
    /// The heads are damaged, or not those that the ledger speaks of: then nothing is known.
    pub fn open(ledger: &Ledger<'_>, seeds: &[Seed], heads: &Heads<'_>) -> Result<Self, Unsound> {
        let starts = ledger.frames.iter().scan(0, |end, line| {
            let start = *end;
            *end += line.length;
            Some(start)
        });
        let open = |(start, line): (u64, &FrameLine)| {
            let frame = heads(start, line.length).filter(|frame| seal::sum_of(frame) == Some(line.sum));
            let records: Vec<Record> = seal::open(FRAME, &frame.ok_or(Unsound::Damaged)?)?;
            Ok(records.into_iter().map(Some).collect())
        };
        let frames: Vec<_> = starts.zip(&ledger.frames).collect();
        let mut frames = frames.into_par_iter().map(open).collect::<Result<Vec<Vec<_>>, _>>()?;
        let mut take = |(frame, nth): Place| frames.get_mut(frame as usize)?.get_mut(nth as usize)?.take();
        let lines = beside(seeds, &ledger.seeds, |line| line.path);
        let known = seeds.iter().zip(lines).filter_map(|(seed, line)| Some((seed, line?)));
        let read = |(seed, line): (&Seed, &SeedLine<'_>)| {
            let record = line.kept.and_then(&mut take).ok_or(Unsound::Damaged)?;
            let SeedLine { stamp, sum, kept, .. } = *line;
            Ok((seed.path.clone(), Reading::of(record, stamp, sum, kept)))
        };
        let known = known.map(read).collect::<Result<_, _>>()?;
        let mut former = ledger.whole.former.clone();
        let mut seeds = seeds.iter().map(|seed| &*seed.path).peekable();
        for line in &ledger.seeds {
            while seeds.next_if(|path| *path < line.path).is_some() {}
            if seeds.peek() == Some(&line.path) {
                continue;
            }
            // A seed that is gone, and its address with it.
            let Record { outcome, .. } = line.kept.and_then(&mut take).ok_or(Unsound::Damaged)?;
            former.extend(outcome.head().and_then(|head| Former::of(line.path.into(), line.sum, head)));
        }
        let (context, frames) = (Some(ledger.context), ledger.frames.clone());
        Ok(Self { context, seeds: known, frames, former, is_last_build: true })
    }

    /// Leaves the readings of `sources` with a keeper, for the next build: new ones behind those that
    /// it has, or all anew where it has many that nobody asks for. `whole` says what was built.
    ///
    /// # Errors
    /// The keeper's.
    pub fn leave(&self, sources: &Sources, whole: Whole, keeper: &mut dyn Keeper) -> io::Result<()> {
        let mut places: Vec<Option<Place>> = self.iter().map(|reading| reading.kept).collect();
        let mut frames = self.frames.clone();
        let all: usize = frames.iter().map(|frame| frame.count as usize).sum();
        let fresh = places.iter().filter(|place| place.is_none()).count();
        let is_worn = all + fresh > places.len() + places.len() / 4;
        if is_worn || frames.len() > MOST_FRAMES {
            places.fill(None);
            frames.clear();
        }
        keeper.behind(frames.iter().map(|frame| frame.length).sum())?;
        let due = self.iter().zip(&mut places).filter(|(_, place)| place.is_none());
        let mut due: Vec<(&Reading, &mut Option<Place>)> = due.collect();
        for chunk in due.chunks_mut(IN_FRAME) {
            let records: Vec<Record> = chunk.iter().map(|(reading, _)| reading.record()).collect();
            let frame = seal::seal(FRAME, &records, 0);
            keeper.frame(&frame)?;
            for (nth, (_, place)) in (0..).zip(&mut *chunk) {
                **place = Some((count(frames.len()), nth));
            }
            let sum = seal::sum_of(&frame).expect("what was just sealed has its sum");
            frames.push(FrameLine { length: frame.len() as u64, sum, count: count(chunk.len()) });
        }
        let seeds = self.seeds.iter().zip(places).map(|((path, reading), kept)| {
            let Reading { stamp, sum, .. } = *reading;
            SeedLine { path, stamp, sum, kept }
        });
        let known = |asset: &Asset| (asset.stamp, (asset.hash, Ok(asset.pixels)));
        let assets = sources.assets.iter().map(|asset| (&*asset.path, known(asset)));
        let known = |refused: &Refused| (refused.stamp, (refused.hash, Err(refused.fault)));
        let refused = sources.refused.iter().map(|refused| (&*refused.path, known(refused)));
        let ledger = Ledger {
            context: self.context.unwrap_or_else(|| blake3::hash(&[])),
            seeds: seeds.collect(),
            program: crate::BUILD,
            assets: assets.chain(refused).collect(),
            frames,
            whole,
        };
        let room = ledger.seeds.iter().map(|line| line.path.len() + size_of::<SeedLine<'_>>()).sum();
        keeper.ledger(&seal::seal(LEDGER, &ledger, room))
    }
}

/// Gives so many bytes of the heads from a place on; none where they are not there.
pub type Heads<'a> = dyn Fn(u64, u64) -> Option<Vec<u8>> + Sync + 'a;

fn count(number: usize) -> u16 {
    u16::try_from(number).expect("a frame, and the number of frames, are small")
}

/// Who writes down what is left for the next build.
pub trait Keeper {
    /// The frames that follow go behind the first `bytes` that it has; what stands there goes.
    fn behind(&mut self, bytes: u64) -> io::Result<()>;
    /// Adds a frame to the heads.
    fn frame(&mut self, frame: &[u8]) -> io::Result<()>;
    /// Puts the ledger in force, which speaks of all frames.
    fn ledger(&mut self, ledger: &[u8]) -> io::Result<()>;
}

/// What the last build saw of every source, and what it left.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ledger<'l> {
    context: blake3::Hash,
    #[serde(borrow)]
    seeds: Vec<SeedLine<'l>>,
    /// The one that looked into the assets.
    program: &'l str,
    #[serde(borrow)]
    assets: BTreeMap<&'l str, (Option<Stamp>, Known)>,
    frames: Vec<FrameLine>,
    whole: Whole,
}

#[derive(Debug, Serialize, Deserialize)]
struct SeedLine<'l> {
    path: &'l str,
    stamp: Option<Stamp>,
    sum: Option<Sum>,
    kept: Option<Place>,
}

/// A frame of the heads.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct FrameLine {
    /// Bytes.
    length: u64,
    /// The sum that it bears.
    sum: Sum,
    /// How many readings stand in it.
    count: u16,
}

/// A build as a whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Whole {
    /// The hash of all that it depended on but the seeds.
    pub inputs: blake3::Hash,
    /// For how long the same sources make the same site.
    pub standing: Standing,
    /// The sum of the output's manifest after it.
    pub manifest: Sum,
    /// How many seeds came to what.
    pub outcomes: Outcomes,
    /// What it had to say.
    pub diagnostics: Vec<Diagnostic>,
    /// The addresses that articles had left for none, of which nobody had said that they are gone.
    pub former: Vec<Former>,
}

/// The sum of what a seed holds, if it can be read.
pub type SumOf<'a> = dyn Fn(&Seed) -> Option<Sum> + Sync + 'a;

impl<'l> Ledger<'l> {
    /// Opens a ledger.
    ///
    /// # Errors
    /// It is damaged, or of another program.
    pub fn open(bytes: &'l [u8]) -> Result<Self, Unsound> {
        seal::open(LEDGER, bytes)
    }

    /// How many seeds came to what.
    #[must_use]
    pub fn outcomes(&self) -> &Outcomes {
        &self.whole.outcomes
    }

    /// What is known of the asset at `path`, if it stands as it stood and this is the program that looked
    /// into it: another may find other faults.
    #[must_use]
    pub fn asset(&self, path: &str, stamp: Option<Stamp>) -> Option<Known> {
        let (stood, known) = self.assets.get(path)?;
        (stamp.is_some() && *stood == stamp && self.program == crate::BUILD).then_some(*known)
    }

    /// The build that left it, if all that it was made from is as it was, and makes the same site at the
    /// instant `now`: the seeds by their stamps or, where `sum_of` is given, by the sum of what they hold.
    pub fn standing(
        &self,
        sources: &Sources,
        inputs: blake3::Hash,
        now: Timestamp,
        sum_of: Option<&SumOf<'_>>,
    ) -> Option<&Whole> {
        let stands = |(line, seed): (&SeedLine<'_>, &Seed)| {
            line.path == &*seed.path
                && match sum_of {
                    None => seed.stamp.is_some() && line.stamp == seed.stamp,
                    Some(sum_of) => line.sum.is_some() && line.sum == sum_of(seed),
                }
        };
        let same = self.whole.inputs == inputs
            && self.whole.standing.holds(now)
            && self.seeds.len() == sources.seeds.len()
            && self.seeds.par_iter().zip(&sources.seeds).all(stands);
        same.then_some(&self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    #[test]
    fn without_stamps_a_seed_is_known_by_what_it_holds_alone() {
        let context = blake3::hash(b"settings");
        let stamp = Some(Stamp([1; 16]));
        let seeds = [Seed { path: "seeds/a.txt".into(), format: Format::Plain, sidecar: None, stamp }];
        let sum = Some(crate::sum::sum(b"text"));
        let first = |seed: &Seed, _| Reading::new(seed.stamp, sum, Outcome::Nothing, None, Vec::new());
        let readings = Readings::default().again(context, &seeds, first);
        let known =
            |readings: &Readings| readings.seeds.iter().map(|(_, r)| (r.stamp, r.sum)).collect::<Vec<_>>();
        assert_eq!(known(&readings), [(stamp, sum)]);
        assert_eq!(known(&readings.unstamped()), [(None, sum)]);
    }
}
