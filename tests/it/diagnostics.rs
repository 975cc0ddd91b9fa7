//! The catalogue: every diagnostic is shown somewhere, and explained.

use std::collections::BTreeSet;
use std::path::Path;

/// Every code that the catalogue can make.
pub fn codes() -> BTreeSet<String> {
    let text = texts("src/diagnostic/catalog", "rs");
    let mut codes = BTreeSet::new();
    for kind in ["error(", "warning(", "note("] {
        for (at, _) in text.match_indices(kind) {
            let rest = text[at + kind.len()..].trim_start();
            if let Some(code) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                codes.insert(code.to_owned());
            }
        }
    }
    assert!(codes.len() > 30, "{codes:?}");
    codes
}

/// All text of the files below `folder` with that ending.
fn texts(folder: &str, ending: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|e| e == ending));
    let bytes = files.map(|entry| std::fs::read(entry.path()).expect("readable"));
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn every_diagnostic_occurs_in_a_golden_site_or_a_test() {
    let shown =
        texts("tests", "txt") + &texts("tests", "snap") + &texts("tests/it", "rs") + &texts("src", "rs");
    for code in codes() {
        // One occurrence is its own constructor.
        assert!(shown.matches(&code).count() > 1, "nothing shows {code}");
    }
}
