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
fn no_plural_is_chosen_on_a_bare_number() {
    for (path, text) in files("templates/messages", "ftl") {
        // Whether each selector that is open chooses by PLURAL.
        let mut open = Vec::new();
        for line in text.lines().map(str::trim) {
            if line.ends_with("->") {
                open.push(line.contains("PLURAL("));
            } else if line.starts_with('}') {
                open.pop();
            } else if open.last() == Some(&false)
                && let Some(key) = line.strip_prefix('[').and_then(|rest| rest.split(']').next())
            {
                // A number itself may be chosen: it has no category.
                assert!(key.parse::<u64>().is_ok(), "{path}: {line}");
            }
        }
        assert!(open.is_empty(), "{path}: a selector on several lines, each variant on its own");
    }
}
