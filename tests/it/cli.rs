//! The command line: what it prints and how it ends.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{PARAGRAPH, write_files};

struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn warraq(folder: &Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    let output = command.args(args).current_dir(folder).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn site(files: &str) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    write_files(folder.path(), files);
    folder
}

/// What is printed, with the time taken out.
fn steady(text: &str) -> String {
    let end = text.trim_end().rfind(", ").map_or(text.len(), |at| at);
    format!("{}, (time)\n", &text[..end])
}

const SMALL: &str = "
-- site.toml --
title = 'صحيفة'
-- seeds/news/a.txt --
افتتاح الجسر الجديد على النهر
هذه فقرة طويلة من المتن تكفي ليقف فوقها عنوان فرعي أو عنوان رئيسي، وفيها جملة تامة.
اقرأ أيضا: افتتاح جسر جديد على النهر
-- seeds/news/b.txt --
+++
title = 'افتتاح الجسر على النهر'
+++
نص قصير.
";

#[test]
fn help_shows_examples() {
    let folder = site("");
    insta::assert_snapshot!(warraq(folder.path(), &["--help"]).out);
    insta::assert_snapshot!(warraq(folder.path(), &["build", "--help"]).out);
}

#[test]
fn a_build_ends_with_one_line() {
    let folder = site(SMALL);
    let run = warraq(folder.path(), &["build"]);
    assert_eq!(run.code, Some(0));
    insta::assert_snapshot!(steady(&run.out), @"2 articles, 8 files written, 0 unchanged, 0 removed, 1 warning, (time)");
    insta::assert_snapshot!(run.err);
}

#[test]
fn check_writes_nothing_and_strict_lets_warnings_fail() {
    let folder = site(SMALL);
    let run = warraq(folder.path(), &["check"]);
    assert_eq!((run.code, steady(&run.out).as_str()), (Some(0), "2 articles, 0 errors, 1 warning, (time)\n"));
    assert!(!folder.path().join("public").exists() && !folder.path().join(".warraq").exists());
    assert_eq!(warraq(folder.path(), &["check", "--strict"]).code, Some(1));
}

#[test]
fn a_missing_site_is_one_clear_error() {
    let folder = site("");
    let run = warraq(folder.path(), &["build"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.err);
    assert!(!folder.path().join("public").exists());
}

#[test]
fn wrong_use_ends_with_2() {
    let folder = site(SMALL);
    for args in [&["bild"][..], &["build", "--port", "x"], &["inspect"], &[]] {
        assert_eq!(warraq(folder.path(), args).code, Some(2), "{args:?}");
    }
}

#[test]
fn json_is_all_that_stands_on_standard_output() {
    let folder = site(SMALL);
    let run = warraq(folder.path(), &["check", "--format", "json"]);
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["code"], "related-not-found");
    assert_eq!((&lines[0]["line"], &lines[0]["column"]), (&3.into(), &12.into()));
    assert_eq!(lines[0]["path"], "seeds/news/a.txt");
}

#[test]
fn inspect_shows_what_was_seen_and_every_guess() {
    let folder = site(&format!(
        "-- 2026-05-01-a.txt --\n{PARAGRAPH}\nعنوان فرعي\n{PARAGRAPH}\nقد يهمك: خبر\nهل أعجبك المحتوى؟\nاشترك."
    ));
    let run = warraq(folder.path(), &["inspect", "2026-05-01-a.txt"]);
    assert_eq!(run.code, Some(0));
    insta::assert_snapshot!(run.out);
}

#[test]
fn inspect_prints_one_json_object_a_file_even_of_those_with_errors() {
    let folder = site(&format!("-- a.txt --\n{PARAGRAPH}\nقد يهمك: خبر: ثان\n-- b.txt --\n-- c.pdf --\nx"));
    std::fs::write(folder.path().join("d.txt"), b"\xff\xfd").expect("written");
    let run =
        warraq(folder.path(), &["inspect", "--format", "json", "a.txt", "b.txt", "c.pdf", "d.txt", "e.txt"]);
    assert_eq!(run.code, Some(1));
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let codes: Vec<&str> = lines[1..].iter().filter_map(|l| l["diagnostics"][0]["code"].as_str()).collect();
    assert_eq!(codes, ["seed-empty", "no-article", "undecodable", "unreadable"]);
    let first = &lines[0];
    assert_eq!((&first["source"], &first["lang"]), (&"a.txt".into(), &"ar".into()));
    assert_eq!(first["headline"]["origin"], "inferred");
    assert_eq!(first["blocks"][0]["role"], "body");
    assert_eq!(first["related"][0]["marker"], "قد يهمك");
    assert_eq!(first["related"][0]["title"], "خبر: ثان");
    assert_eq!(first["related"][0]["line"], 2);
    assert_eq!(first["newsletter"], Value::Null);
}
