//! How long writing a tree takes if that is all there is to do.
//!
//! `floor FROM TO` writes the files of the folder `FROM` into the new folder `TO` with two threads,
//! and then syncs the disk; it prints the seconds of both. Reading the files is not counted; they are
//! read a portion at a time, so that a large tree needs little memory.

#![expect(clippy::disallowed_methods, reason = "a benchmark of the disk")]

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs, process};

use walkdir::WalkDir;

/// How many folders are read, and then written, at a time.
const PORTION: usize = 512;

/// A folder of the new tree, and its files with their bytes.
type Folder = (PathBuf, Vec<(PathBuf, Vec<u8>)>);

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [from, to] = arguments.as_slice() else {
        eprintln!("usage: floor FROM TO");
        process::exit(2);
    };
    let (from, to) = (Path::new(from), Path::new(to));
    let entries = WalkDir::new(from).sort_by_file_name().into_iter().map(|entry| entry.expect("a tree"));
    let folders = entries.filter(|entry| entry.file_type().is_dir()).map(walkdir::DirEntry::into_path);
    let folders: Vec<PathBuf> = folders.collect();
    let portions = folders.chunks(PORTION);
    let time: Duration = portions
        .map(|portion| write(&portion.iter().map(|folder| read(folder, from, to)).collect::<Vec<_>>()))
        .sum();
    let start = Instant::now();
    sync(to);
    println!("{:.3} {:.3}", time.as_secs_f64(), start.elapsed().as_secs_f64());
}

/// Reads the files of `folder`, which stands below `from`, for their place below `to`.
fn read(folder: &Path, from: &Path, to: &Path) -> Folder {
    let place = |path: &Path| to.join(path.strip_prefix(from).expect("walked from there"));
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let files = entries.filter(|path| path.is_file());
    let files = files.map(|path| (place(&path), fs::read(&path).expect("a file"))).collect();
    (place(folder), files)
}

/// Writes `folders` with two threads; a folder's parent comes before it.
fn write(folders: &[Folder]) -> Duration {
    let start = Instant::now();
    for (folder, _) in folders {
        fs::create_dir(folder).expect("a new folder");
    }
    let files: Vec<_> = folders.iter().flat_map(|(_, files)| files).collect();
    thread::scope(|scope| {
        for half in files.chunks(files.len().div_ceil(2).max(1)) {
            scope.spawn(move || {
                for (path, bytes) in half {
                    fs::write(path, bytes).expect("room on the disk");
                }
            });
        }
    });
    start.elapsed()
}

/// Waits until the disk holds what was written, as a build of Warraq does.
#[cfg(target_os = "linux")]
fn sync(folder: &Path) {
    rustix::fs::syncfs(fs::File::open(folder).expect("the new folder")).expect("a sound disk");
}

/// Elsewhere there is no call for it.
#[cfg(not(target_os = "linux"))]
fn sync(_folder: &Path) {}
