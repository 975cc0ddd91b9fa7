//! The site's files → changes.
//!
//! Nothing is debounced by file: whatever changes, the whole site is read again, so all that
//! counts is that something did and that it has come to rest.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

use crate::diagnostic::{Diagnostic, catalog};
use crate::read::{ADDRESSES, is_litter};

/// The folders that a site is made from.
const FOLDERS: [&str; 3] = ["seeds", "static", "templates"];
/// The settings, and the record of former addresses.
const SETTINGS: [&str; 2] = ["site.toml", ADDRESSES];

/// How long nothing must happen before a change counts as over. A save is a handful of events
/// within a millisecond.
const QUIET: Duration = Duration::from_millis(15);
/// How long a change may go on before it is looked at all the same.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long a doubt waits at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Watches a site's files.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    seen: mpsc::UnboundedReceiver<Seen>,
    /// Whether nobody has asked it for a change yet.
    is_new: bool,
    /// How long a doubt waits for a change that has a name.
    pause: Duration,
}

/// One thing that the system says.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// This file, or folder, is another than before.
    Change(String),
    /// Much has happened, and nobody knows what.
    Lost,
    /// It cannot watch.
    Fault(String),
}

/// What happened in one go.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// The files and folders that are others than before, relative to the site's folder.
    pub(super) files: BTreeSet<String>,
    /// Whether there may be others: nobody saw what happened before the watch began, and the system loses count where
    /// much happens.
    pub(super) lost: bool,
    /// Whether it is the clock that has moved.
    pub(super) by_time: bool,
    /// What keeps the site from being watched.
    pub(super) faults: Vec<Diagnostic>,
}

impl Watch {
    /// Begins to watch the site in the folder `root`.
    pub(super) fn new(root: &Path) -> Result<Self, Diagnostic> {
        let fault = |fault: &dyn std::fmt::Display| catalog::watch(&fault.to_string());
        // Some systems name files by their true paths.
        let root = root.canonicalize().map_err(|reason| fault(&reason))?;
        let (tell, seen) = mpsc::unbounded_channel();
        let from = root.clone();
        let handler = move |event| {
            for seen in understand(event, &from) {
                // Without a receiver the program is at its end.
                let _ = tell.send(seen);
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(handler, config).map_err(|reason| fault(&reason))?;
        let mut watch = Self { root, watcher, seen, is_new: true, pause: Duration::ZERO };
        // The settings are watched through their folder: editors replace files, and a watch on the
        // former file would see nothing of the new one.
        watch.watcher.watch(&watch.root, RecursiveMode::NonRecursive).map_err(|reason| fault(&reason))?;
        match watch.look_into(&FOLDERS).pop() {
            Some(fault) => Err(fault),
            None => Ok(watch),
        }
    }

    /// Waits for the next change, and for its end; or for what is `due`. The first is that nobody knows what changed
    /// before.
    pub(super) async fn next(&mut self, due: impl Future<Output = ()>) -> Option<Change> {
        let mut change = Change::default();
        if std::mem::take(&mut self.is_new) {
            return Some(Change { lost: true, ..change });
        }
        tokio::select! {
            seen = self.seen.recv() => change.add(seen?),
            () = due => return Some(Change { by_time: true, ..change }),
        }
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end
            && let Ok(Some(seen)) = timeout_at(end.min(Instant::now() + QUIET), self.seen.recv()).await
        {
            change.add(seen);
        }
        let end = Instant::now() + self.pause;
        while change.is_in_doubt()
            && let Ok(Some(seen)) = timeout_at(end, self.seen.recv()).await
        {
            change.add(seen);
        }
        let new = FOLDERS.into_iter().filter(|&folder| change.lost || change.files.contains(folder));
        let new: Vec<&str> = new.collect();
        if !new.is_empty() {
            change.faults.extend(tokio::task::block_in_place(|| self.look_into(&new)));
        }
        Some(change)
    }

    /// Notes whether nothing was found to have changed after a doubt: the next one waits for longer, since to look may
    /// itself be what the system loses count of.
    pub(super) fn was_in_vain(&mut self, in_vain: bool) {
        self.pause = if in_vain { (self.pause * 2).clamp(PATIENCE, LONGEST_PAUSE) } else { Duration::ZERO };
    }

    /// Watches those of `folders` that exist: a folder that was replaced is no longer watched.
    fn look_into(&mut self, folders: &[&str]) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        for folder in folders {
            let path = self.root.join(folder);
            if let Err(fault) = self.watcher.watch(&path, RecursiveMode::Recursive)
                && path.exists()
            {
                faults.push(catalog::watch(&fault.to_string()));
            }
        }
        faults
    }
}

impl Change {
    /// Whether there may be none: where Linux tells of every file that is opened, it can lose count while a large site
    /// is merely read.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.lost && self.files.is_empty() && self.faults.is_empty()
    }

    fn add(&mut self, seen: Seen) {
        match seen {
            Seen::Change(file) => {
                self.files.insert(file);
            }
            Seen::Lost => self.lost = true,
            Seen::Fault(reason) => self.faults.push(catalog::watch(&reason)),
        }
    }
}

impl std::fmt::Display for Change {
    /// `seeds/a.txt`, `seeds/a.txt and 3 more`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The last one, since a file that is new stands after the folder that it changes.
        match (self.files.last(), self.files.len().saturating_sub(1)) {
            (None, _) if self.by_time => f.write_str("the time"),
            (None, _) => f.write_str("something"),
            (Some(file), 0) => f.write_str(file),
            (Some(file), more) => write!(f, "{file} and {more} more"),
        }
    }
}

/// What an event of the system says of the site in the folder `root`.
fn understand(event: notify::Result<Event>, root: &Path) -> Vec<Seen> {
    match event {
        Err(fault) => vec![Seen::Fault(fault.to_string())],
        Ok(event) if event.need_rescan() => vec![Seen::Lost],
        // That a file is read, by ourselves too, changes nothing.
        Ok(Event { kind: EventKind::Access(how), .. }) if how != AccessKind::Close(AccessMode::Write) => {
            Vec::new()
        }
        Ok(event) => event
            .paths
            .iter()
            .filter_map(|path| Some(path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/")))
            .filter(|file| counts(file))
            .map(Seen::Change)
            .collect(),
    }
}

/// Whether the site is made from this file or folder. What is passed over where the site is read is not,
/// nor what editors and browsers put beside a file while they save it.
fn counts(file: &str) -> bool {
    let folder = file.split('/').next().unwrap_or_default();
    let name = file.rsplit('/').next().unwrap_or_default();
    let temporary = name == "4913" // vim tries whether it may write
        || name.starts_with('#')
        || name.starts_with("___jb_")
        || [".swo", ".tmp", ".part", ".crdownload", "#"].iter().any(|ending| name.ends_with(ending));
    (SETTINGS.contains(&file) || FOLDERS.contains(&folder)) && !file.split('/').any(is_litter) && !temporary
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use notify::event::{CreateKind, Flag};

    use super::*;

    fn seen(kind: EventKind, path: &str) -> Vec<Seen> {
        understand(Ok(Event::new(kind).add_path(path.into())), Path::new("/site"))
    }

    #[test]
    fn what_the_site_is_made_from_counts_and_nothing_else() {
        for file in [
            "site.toml",
            "seeds",
            "seeds/a.txt",
            "seeds/أخبار/a b.md",
            "static/img/x.png",
            "templates/home.html",
            "static/.htaccess",
            "static/.nojekyll",
            "static/.well-known/security.txt",
            "seeds/news/.hid.txt",
        ] {
            assert!(counts(file), "{file}");
        }
        for file in [
            "",
            "public/index.html",
            ".warraq/manifest",
            "target/debug",
            "README.md",
            "site.toml.swp",
            "seeds/.a.txt.swp",
            "seeds/.git/index",
            "static/.DS_Store",
            "seeds/._a.txt",
            "seeds/a.txt.orig",
            "seeds/.a.txt.swo",
            "seeds/a.txt~",
            "seeds/#a.txt#",
            "seeds/4913",
            "seeds/a.txt.tmp",
            "seeds/a.txt___jb_tmp___~",
            "templates/.#home.html",
            "node_modules/seeds/a.txt",
        ] {
            assert!(!counts(file), "{file}");
        }
    }

    #[test]
    fn reading_is_no_change_and_writing_is_one() {
        let open = EventKind::Access(AccessKind::Open(AccessMode::Any));
        assert_eq!(seen(open, "/site/seeds/a.txt"), []);
        let change = [Seen::Change("seeds/a.txt".to_owned())];
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        for kind in [closed, EventKind::Create(CreateKind::File), EventKind::Any] {
            assert_eq!(seen(kind, "/site/seeds/a.txt"), change);
            assert_eq!(seen(kind, "/elsewhere/seeds/a.txt"), []);
        }
    }

    #[test]
    fn a_lost_count_is_said_to_be_one() {
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(understand(Ok(lost), Path::new("/site")), [Seen::Lost]);
    }

    #[tokio::test(flavor = "multi_thread")]
    #[expect(clippy::disallowed_methods, reason = "a test writes its site")]
    async fn files_and_folders_are_seen_to_change_come_and_go() {
        let site = tempfile::tempdir().unwrap();
        let at = |path: &str| site.path().join(path);
        std::fs::create_dir(at("seeds")).unwrap();
        let mut watch = Watch::new(site.path()).unwrap();
        let mut next = async || watch.next(pending()).await.unwrap().to_string();
        assert_eq!(next().await, "something", "before it was there");

        std::fs::write(at("seeds/a.txt"), "نص").unwrap();
        assert_eq!(next().await, "seeds/a.txt");
        std::fs::write(at("README.md"), "text").unwrap();
        std::fs::write(at("site.toml"), "title = 'x'").unwrap();
        assert_eq!(next().await, "site.toml");
        std::fs::write(at("seeds/a.txt~"), "نص").unwrap();
        std::fs::rename(at("seeds/a.txt~"), at("seeds/a.txt")).unwrap();
        assert_eq!(next().await, "seeds/a.txt");
        std::fs::create_dir(at("templates")).unwrap();
        assert_eq!(next().await, "templates");
        std::fs::write(at("templates/home.html"), "").unwrap();
        assert_eq!(next().await, "templates/home.html");
        std::fs::rename(at("seeds"), at("gone")).unwrap();
        assert_eq!(next().await, "seeds");
        std::fs::rename(at("gone"), at("seeds")).unwrap();
        assert_eq!(next().await, "seeds");
        std::fs::remove_file(at("seeds/a.txt")).unwrap();
        assert_eq!(next().await, "seeds/a.txt");
    }

    #[tokio::test(flavor = "multi_thread")]
    #[expect(clippy::disallowed_methods, reason = "a test writes its site")]
    async fn a_change_with_a_name_does_not_wait_where_doubts_were_in_vain() {
        let site = tempfile::tempdir().unwrap();
        let mut watch = Watch::new(site.path()).unwrap();
        assert!(watch.next(pending()).await.unwrap().is_in_doubt());
        (0..9).for_each(|_| watch.was_in_vain(true));
        assert_eq!(watch.pause, LONGEST_PAUSE);
        let start = Instant::now();
        std::fs::write(site.path().join("site.toml"), "title = 'x'").unwrap();
        assert_eq!(watch.next(pending()).await.unwrap().to_string(), "site.toml");
        assert!(start.elapsed() < LONGEST_PAUSE, "it did not wait for its end");
        watch.was_in_vain(false);
        assert_eq!(watch.pause, Duration::ZERO);
    }

    #[test]
    fn a_site_that_cannot_be_watched_is_told_of() {
        let nowhere = tempfile::tempdir().unwrap().path().join("nowhere");
        let fault = Watch::new(&nowhere).err().expect("there is nothing to watch");
        assert_eq!(fault.code, "watch");
        let mut change = Change::default();
        change.add(Seen::Fault("no more".to_owned()));
        assert!(change.faults[0].message.contains("no more"));
    }
}
