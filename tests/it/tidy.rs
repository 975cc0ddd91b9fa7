//! The house rules that a reader can check by looking: order of modules, length of files,
//! directions in style sheets, what templates may do.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the repository's own files are text")
}

/// The files below `folder` with one of `endings`.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name();
    let found = walk.into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    found.filter(|path| path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending))).collect()
}

/// The code of a file without its tests.
fn code(path: &Path) -> String {
    if path.iter().any(|part| part == "tests" || part == "tests.rs") {
        return String::new();
    }
    let text = read(path);
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

#[test]
fn modules_import_only_from_those_above_them() {
    let library = read(&root().join("src/lib.rs"));
    let order: Vec<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(order.len() > 10);
    let place = |module: &str| order.iter().position(|m| *m == module);
    for path in files("src", &["rs"]) {
        let relative = path.strip_prefix(root().join("src")).expect("below src");
        let first = relative.iter().next().expect("a name").to_string_lossy();
        let Some(own) = place(first.trim_end_matches(".rs")) else { continue };
        for (nth, line) in code(&path).lines().enumerate() {
            for (at, _) in line.match_indices("crate::") {
                let name: String =
                    line[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if let Some(other) = place(&name) {
                    let told = format!("{}:{}: {name}", path.display(), nth + 1);
                    assert!(other <= own, "{told} stands below {first} in lib.rs");
                }
            }
        }
    }
}

#[test]
fn no_source_file_is_longer_than_400_lines_without_its_tests() {
    for path in files("src", &["rs"]) {
        let lines = code(&path).lines().count();
        assert!(lines <= 400, "{}: {lines} lines: what does it hide?", path.display());
    }
}

#[test]
fn every_module_says_what_it_is() {
    for path in files("src", &["rs"]) {
        assert!(read(&path).starts_with("//! "), "{}", path.display());
    }
}

#[test]
fn no_arabic_word_stands_in_the_program_itself() {
    for path in files("src", &["rs"]) {
        for (nth, line) in code(&path).lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let mut run = 0;
            for c in code.chars() {
                run = if ('\u{0620}'..='\u{064A}').contains(&c) { run + 1 } else { 0 };
                assert!(run < 2, "{}:{}: {line}", path.display(), nth + 1);
            }
        }
    }
}

#[test]
fn style_sheets_know_start_and_end_not_left_and_right() {
    for path in files("static", &["css"]) {
        let text = read(&path);
        let mut rest = text.as_str();
        let mut code = String::new();
        while let Some(start) = rest.find("/*") {
            code.push_str(&rest[..start]);
            rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
        }
        code.push_str(rest);
        let code = code.replace(".align-left", "").replace(".align-right", "");
        for word in ["left", "right", "letter-spacing"] {
            let found = code.lines().find(|line| line.contains(word));
            assert_eq!(found, None, "{word} in {}", path.display());
        }
    }
}

#[test]
fn direction_is_written_once_and_by_markup() {
    for path in files("templates", &["html"]) {
        if path.ends_with("base.html") {
            continue;
        }
        let name = path.display();
        for (nth, line) in read(&path).lines().enumerate() {
            for (at, _) in line.match_indices("dir=\"") {
                let value = line[at + 5..].split('"').next().unwrap_or_default();
                let email = value == "ltr" && line.contains("type=\"email\"");
                let foreign = value.starts_with("{{") && line.contains("lang=");
                assert!(value == "auto" || email || foreign, "{name}:{}: {line}", nth + 1);
            }
        }
    }
}

#[test]
fn templates_choose_tags_and_compute_nothing() {
    for path in files("templates", &["html"]) {
        // What search engines read is data: no browser runs it.
        let text = read(&path).replace("<script type=\"application/ld+json\">", "");
        // A file of the site is what the policy allows.
        let text = text.replace("<script src=\"{{ page.root }}", "");
        for word in ["| sort", "| group_by", "| unique", "| filter", "| map", "{% set", "{%- set"] {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
        let inline = ["<script", "<style", " style=", " onclick=", "javascript:"];
        for word in inline {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
    }
}

#[test]
fn every_diagnostic_is_explained() {
    let explained = read(&root().join("docs/diagnostics.md"));
    for code in crate::diagnostics::codes() {
        assert!(explained.contains(&format!("### `{code}`")), "docs/diagnostics.md does not explain {code}");
    }
}
