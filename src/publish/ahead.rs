//! Syncing ahead: while files are still being made, what is written already goes to the disk.
//!
//! Takes how much was written, and a way to make it durable; gives what that came to. To sync a large site only at its
//! end leaves the processors idle meanwhile: a tenth of a clean build of 100,000 articles. A build that fails does not
//! wait for what is running: the next one sweeps what it wrote.

#![expect(clippy::disallowed_types, reason = "what the disk is doing, outside the model")]

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};
use std::thread::JoinHandle;

/// After how many bytes the disk is asked to begin.
const STEP: usize = 32 << 20;

/// One run of syncs ahead of the last.
#[derive(Default)]
pub(super) struct Ahead {
    written: AtomicUsize,
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    running: Option<JoinHandle<io::Result<()>>>,
    /// The first that failed. The system tells of a write that it lost only once.
    failed: Option<io::Error>,
}

impl Ahead {
    /// Notes that so many bytes were written, and syncs from time to time, in a thread of its own, unless the last sync
    /// is still running.
    pub(super) fn wrote(&self, bytes: usize, sync: impl FnOnce() -> io::Result<()> + Send + 'static) {
        let before = self.written.fetch_add(bytes, Ordering::Relaxed);
        if before / STEP == (before + bytes) / STEP {
            return;
        }
        let mut last = match self.last.try_lock() {
            Ok(last) => last,
            Err(TryLockError::Poisoned(last)) => last.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        if last.running.as_ref().is_none_or(JoinHandle::is_finished) {
            last.settle();
            // Without a thread all is left to the last sync.
            last.running = std::thread::Builder::new().spawn(sync).ok();
        }
    }

    /// Waits for the sync that is running.
    ///
    /// # Errors
    /// The first of all that failed.
    pub(super) fn settle(&self) -> io::Result<()> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.settle();
        last.failed.take().map_or(Ok(()), Err)
    }
}

impl Last {
    fn settle(&mut self) {
        let panicked = |_| Err(io::Error::other("syncing panicked"));
        let synced = self.running.take().map_or(Ok(()), |running| running.join().unwrap_or_else(panicked));
        self.failed = self.failed.take().or(synced.err());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::publish::disk::{Disk, Fs};

    #[test]
    fn what_the_disk_writes_is_synced_ahead_and_what_came_of_it_is_told_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::default();
        disk.write(&folder.path().join("half"), &vec![0; STEP / 2]).unwrap();
        assert!(disk.ahead.last.lock().unwrap().running.is_none());
        disk.write(&folder.path().join("more"), &vec![0; STEP / 2]).unwrap();
        assert!(disk.ahead.last.lock().unwrap().running.is_some());
        disk.sync(folder.path(), &mut std::iter::empty()).unwrap();

        disk.ahead.wrote(STEP, || Err(io::ErrorKind::StorageFull.into()));
        let told = disk.sync(folder.path(), &mut std::iter::empty()).unwrap_err();
        assert_eq!(told.kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn the_disk_is_asked_once_a_step() {
        let (ahead, syncs) = (Ahead::default(), Arc::new(AtomicUsize::new(0)));
        for _ in 0..8 {
            let syncs = syncs.clone();
            ahead.wrote(STEP / 4, move || {
                syncs.fetch_add(1, Ordering::Relaxed);
                Ok(())
            });
            ahead.settle().unwrap();
        }
        assert_eq!(syncs.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn a_sync_that_fails_is_told_of_though_a_later_one_does_not() {
        let ahead = Ahead::default();
        ahead.wrote(STEP, || Err(io::ErrorKind::StorageFull.into()));
        while ahead.last.lock().unwrap().running.as_ref().is_some_and(|running| !running.is_finished()) {}
        ahead.wrote(STEP, || Ok(()));
        assert_eq!(ahead.settle().unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(ahead.settle().is_ok(), "it was told of");
    }
}
