//! How publishing behaves, on a real disk; `crash` stops it at every operation.

#![allow(clippy::disallowed_types, reason = "threads of a test report into one list")]

mod access;
mod changes;
mod crash;
mod faulty;
mod foreign;
mod power;
mod state;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::SystemTime;

use tempfile::TempDir;

use super::disk::Fs;
use super::{Became, Changes, Entry, Fault, Losses, Report, State, Tier, publish_on};
use crate::sum::sum as hash;
use faulty::Faulty;

/// Paths and contents. A content that begins with `!` cannot be made.
type Files<'a> = &'a [(&'a str, &'a str)];

/// A folder that holds an output folder, `public`, and its state.
struct Site {
    root: TempDir,
    /// What the last build that ended well told.
    changes: Mutex<Changes>,
}

impl Site {
    /// With nothing in it.
    fn empty() -> Site {
        Site { root: tempfile::tempdir().unwrap(), changes: Mutex::default() }
    }

    /// With these files published.
    fn of(files: Files) -> Site {
        let site = Site::empty();
        site.publish(files).unwrap();
        site
    }

    fn public(&self) -> PathBuf {
        self.root.path().join("public")
    }

    fn state(&self) -> PathBuf {
        self.root.path().join(".warraq/public")
    }

    /// What the last build that ended well told.
    fn changes(&self) -> Changes {
        self.changes.lock().unwrap().clone()
    }

    fn publish(&self, files: Files) -> Result<Report, Fault<String>> {
        self.publish_on(&Faulty::sound(), files)
    }

    fn publish_on(&self, disk: &dyn Fs, files: Files) -> Result<Report, Fault<String>> {
        self.watch(disk, files, |_| {})
    }

    /// Publishes, telling which paths are made.
    fn watch(
        &self,
        disk: &dyn Fs,
        files: Files,
        note: impl Fn(&str) + Sync,
    ) -> Result<Report, Fault<String>> {
        let plan: Vec<_> = files.iter().map(|(path, content)| entry(path, content)).collect();
        let make = |index: usize| {
            let (path, content) = files[index];
            note(path);
            if content.starts_with('!') { Err(path.to_owned()) } else { Ok(content.into()) }
        };
        let published = publish_on(disk, &self.public(), &plan, Losses::Wanted, &Vec::new, make, |_| {})?;
        State::of(&self.public()).unwrap().tell(published.manifest, &[]).unwrap();
        *self.changes.lock().unwrap() = published.changes;
        Ok(published.report)
    }

    /// The paths that publishing these files makes.
    fn made(&self, files: Files) -> Vec<String> {
        let made = Mutex::new(Vec::new());
        self.watch(&Faulty::sound(), files, |path| {
            made.lock().unwrap().push(path.to_owned());
        })
        .unwrap();
        let mut made = made.into_inner().unwrap();
        made.sort();
        made
    }

    fn write(&self, path: &str, content: &str) {
        let path = self.public().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Everything in the output folder; folders end with `/`, links are not followed.
    fn tree(&self) -> BTreeMap<String, String> {
        let mut tree = BTreeMap::new();
        let mut folders = vec![self.public()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
                let path = entry.path();
                let name = path.strip_prefix(self.public()).unwrap().to_str().unwrap().to_owned();
                let kind = entry.file_type().unwrap();
                if kind.is_dir() {
                    tree.insert(name + "/", String::new());
                    folders.push(path);
                } else if kind.is_symlink() {
                    tree.insert(name + "@", String::new());
                } else {
                    tree.insert(name, fs::read_to_string(path).unwrap());
                }
            }
        }
        tree
    }

    fn modified(&self, path: &str) -> SystemTime {
        fs::metadata(self.public().join(path)).unwrap().modified().unwrap()
    }

    fn set_modified(&self, path: &str, time: SystemTime) {
        let file = File::options().write(true).open(self.public().join(path));
        file.unwrap().set_modified(time).unwrap();
    }

    /// The names in the state folder.
    fn state_names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.state()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn entry<'a>(path: &'a str, content: &str) -> Entry<'a> {
    let tier = match path.rsplit_once('.') {
        Some((_, "css")) => Tier::Asset,
        _ if path == "index.html" => Tier::Listing,
        _ => Tier::Article,
    };
    Entry { path, key: hash(content.as_bytes()), tier }
}

/// What a build of `new` over one of `old` changes.
fn changes_between(old: Files, new: Files) -> Changes {
    let of =
        |files: Files, path: &str| files.iter().find(|file| file.0 == path).map(|file| file.1.to_owned());
    let became = |&(path, _): &(&str, &str)| {
        let became = match (of(old, path), of(new, path)) {
            (None, _) => Became::New,
            (_, None) => Became::Gone,
            (before, after) => (before != after).then_some(Became::Changed)?,
        };
        Some((path.to_owned(), became))
    };
    Changes::Files(old.iter().chain(new).filter_map(became).collect())
}

/// What the output folder holds when it holds these files and nothing else.
fn tree_of(files: Files) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for (path, content) in files {
        for (end, _) in path.match_indices('/') {
            tree.insert(path[..=end].to_owned(), String::new());
        }
        tree.insert((*path).to_owned(), (*content).to_owned());
    }
    tree
}
