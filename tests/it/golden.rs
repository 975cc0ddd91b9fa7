//! The golden sites below `tests/sites`: what each builds, byte for byte.
//!
//! After a wanted change, `WARRAQ_BLESS=1 cargo test golden` writes the new expectation.

use std::collections::BTreeMap;
use std::path::Path;

use tempfile::TempDir;

use crate::support::program;

/// Files that are copied as they are, and need no second copy here.
const COPIED: [&str; 2] = ["warraq.css", "favicon.svg"];

fn tree(folder: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").display().to_string();
            (path, std::fs::read_to_string(entry.path()).expect("text"))
        })
        .filter(|(path, _)| !COPIED.contains(&path.as_str()))
        .collect()
}

fn check(name: &str) {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name);
    let expected = site.join("expected");
    let output = TempDir::new().expect("a temporary folder");
    let built = output.path().join("public");
    let mut command = program();
    command.args(["build", "--format", "short", "--site"]).arg(&site).arg("--output").arg(&built);
    let run = command.output().expect("the program runs");
    let mut found = if built.exists() { tree(&built) } else { BTreeMap::new() };
    // The style sheet's version stands in every page; its bytes are no part of the expectation.
    for text in found.values_mut() {
        if let Some(at) = text.find("warraq.css?v=") {
            text.replace_range(at + 13..at + 21, "00000000");
        }
    }
    found.insert("diagnostics.txt".to_owned(), String::from_utf8(run.stderr).expect("text"));
    if std::env::var_os("WARRAQ_BLESS").is_some() {
        if expected.exists() {
            std::fs::remove_dir_all(&expected).expect("removed");
        }
        for (path, text) in &found {
            let path = expected.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
    }
    let wanted = tree(&expected);
    assert_eq!(found.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
    for (path, text) in &found {
        assert!(text == &wanted[path], "{name}/{path} differs:\n{text}");
    }
}

#[test]
fn minimal() {
    check("minimal");
}

#[test]
fn newsroom() {
    check("newsroom");
}

#[test]
fn broken() {
    check("broken");
}
