//! How long each stage of a build takes: what `build --timings` prints.

use std::time::{Duration, Instant};

/// The stages that have ended, in order.
#[derive(Clone, Debug)]
pub struct Timings {
    last: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Begins to count.
    #[must_use]
    pub fn start() -> Self {
        Self { last: Instant::now(), stages: Vec::new() }
    }

    /// Ends the stage `name`, which began where the last one ended.
    pub fn end(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push((name, now - self.last));
        self.last = now;
    }

    /// The stages with their times.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        self.stages.iter().copied()
    }
}
