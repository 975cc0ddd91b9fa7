//! Message files: every key used exists in every language, every key is used, and counts are
//! chosen by PLURAL.

use std::collections::BTreeSet;
use std::path::Path;

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok);
    walk.filter(|entry| entry.path().extension().is_some_and(|e| e == ending))
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("readable");
            (entry.path().display().to_string(), text)
        })
        .collect()
}

/// The keys that templates ask for.
fn used() -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (_, text) in files("templates", "html") {
        for (at, _) in text.match_indices("t(key=\"") {
            let rest = &text[at + 7..];
            used.insert(rest[..rest.find('"').expect("closed")].to_owned());
        }
    }
    used
}

#[test]
fn every_language_has_every_message_that_templates_use_and_no_other() {
    let languages = files("templates/messages", "ftl");
    assert!(languages.len() >= 2);
    for (path, text) in languages {
        let keys: BTreeSet<String> = text
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect();
        assert_eq!(keys, used(), "{path}");
    }
}

#[test]
fn no_selector_is_on_a_bare_number() {
    for (path, text) in files("templates/messages", "ftl") {
        for line in text.lines().filter(|line| line.trim_end().ends_with("->")) {
            assert!(line.contains("PLURAL("), "{path}: {line}");
        }
    }
}
