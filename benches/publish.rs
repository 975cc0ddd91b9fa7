//! Publishing over an output folder of ten thousand files: nothing changed, and one file changed.

use std::cell::Cell;
use std::convert::Infallible;

use divan::{Bencher, counter::ItemsCount};
use tempfile::TempDir;
use warraq::emit::Tier;
use warraq::publish::{Entry, Losses, publish};

fn main() {
    divan::main();
}

const FILES: usize = 10_000;
/// How large each file is, in bytes.
const SIZE: usize = 8_000;

/// The paths of a plan, a hundred to a folder.
fn paths() -> Vec<String> {
    (0..FILES).map(|nth| format!("news/{:03}/{nth:06}.html", nth / 100)).collect()
}

/// A plan in which the first file has the given `edition`.
fn plan(paths: &[String], edition: u64) -> Vec<Entry<'_>> {
    let key = |nth: u64, edition: u64| {
        let mut key = [0; 16];
        key[..8].copy_from_slice(&nth.to_le_bytes());
        key[8..].copy_from_slice(&edition.to_le_bytes());
        key
    };
    let entry = |(nth, path): (u64, _)| {
        let edition = if nth == 0 { edition } else { 0 };
        Entry { path, key: key(nth, edition), tier: Tier::Article }
    };
    (0..).zip(paths.iter().map(String::as_str)).map(entry).collect()
}

/// Publishes `plan` into the folder `public`; how many files that wrote.
fn written(folder: &TempDir, plan: &[Entry<'_>]) -> usize {
    let make = |nth: usize| Ok::<_, Infallible>(vec![plan[nth].key[8]; SIZE]);
    let published = publish(&folder.path().join("public"), plan, Losses::Wanted, &Vec::new, make, |_| ());
    published.expect("room on the disk").report.written
}

#[divan::bench(sample_count = 10)]
fn nothing_changed(bencher: Bencher<'_, '_>) {
    let (folder, paths) = (TempDir::new().expect("a temporary folder"), paths());
    let plan = plan(&paths, 0);
    assert_eq!(written(&folder, &plan), FILES);
    bencher.counter(ItemsCount::new(FILES)).bench_local(|| assert_eq!(written(&folder, &plan), 0));
}

#[divan::bench(sample_count = 10)]
fn one_file_changed(bencher: Bencher<'_, '_>) {
    let (folder, paths) = (TempDir::new().expect("a temporary folder"), paths());
    assert_eq!(written(&folder, &plan(&paths, 0)), FILES);
    let edition = Cell::new(0);
    let next = || {
        edition.set(edition.get() + 1);
        plan(&paths, edition.get())
    };
    bencher
        .counter(ItemsCount::new(FILES))
        .with_inputs(next)
        .bench_local_values(|plan| assert_eq!(written(&folder, &plan), 1));
}
