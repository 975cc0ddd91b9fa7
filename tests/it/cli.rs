//! The command line: what it prints and how it ends.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{PARAGRAPH, program, write_files};

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs the program in `folder`.
pub fn warraq(folder: &Path, args: &[&str]) -> Run {
    let mut command = program();
    let output = command.args(args).current_dir(folder).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn site(files: &str) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    write_files(folder.path(), files);
    folder
}

/// What is printed, with the time and how much was read again taken out: every template changes that.
fn steady(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    let text: String = lines.filter(|line| !line.starts_with("read again: ")).collect();
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
    insta::assert_snapshot!(steady(&run.out), @"2 articles, 9 files written, 0 unchanged, 0 removed, 1 warning, (time)");
    insta::assert_snapshot!(run.err);
}

#[test]
fn what_is_no_news_is_not_counted_as_an_article() {
    let about = "-- seeds/pages/about.txt --\n+++\ntitle = 'About'\n+++\nWho we are.\n";
    let author = "-- seeds/authors/layla.md --\n+++\ntitle = 'Layla'\n+++\nShe writes.\n";
    let folder = site(&format!("{SMALL}\n{about}{author}"));
    let run = warraq(folder.path(), &["build"]);
    assert!(steady(&run.out).starts_with("2 articles, "), "{}", run.out);
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

const FLAWED: &str = "
-- site.toml --
title = 'صحيفة'
-- seeds/a.txt --
+++
title = 'عنوان  ..  '
+++
قال “داعش“ ثم  خرج ، وبقي, محـــمود...
نص\u{202e} مقلوب وآخر\u{202e} مقلوب
";

#[test]
fn check_sums_typography_up_and_names_what_is_grave() {
    let folder = site(FLAWED);
    let run = warraq(folder.path(), &["check"]);
    assert_eq!((run.code, steady(&run.out).as_str()), (Some(0), "1 article, 0 errors, 1 warning, (time)\n"));
    insta::assert_snapshot!(run.err);
    let listed = warraq(folder.path(), &["check", "--typography", "--format", "short"]);
    insta::assert_snapshot!(listed.err);
    let build = warraq(folder.path(), &["build"]);
    assert_eq!(build.err, "", "a build says nothing of typography");
}

#[test]
fn check_names_the_spellings_of_a_tag() {
    let folder = site(
        "-- site.toml --\ntitle = 'x'\n-- seeds/a.txt --\n+++\ntitle = 'أ'\ntags = 'أنقره'\n+++\nنص.\n\
         -- seeds/b.txt --\n+++\ntitle = 'ب'\ntags = 'أنقرة'\n+++\nنص.",
    );
    let run = warraq(folder.path(), &["check", "--format", "short"]);
    assert_eq!(
        run.err,
        "seeds/a.txt: note[spellings]: one tag in 2 spellings: \u{2068}أنقره\u{2069} (1), \u{2068}أنقرة\u{2069} (1)\n"
    );
    assert_eq!(warraq(folder.path(), &["build"]).err, "", "a build says nothing of spellings");
}

#[test]
fn inspect_shows_the_same_of_an_article_however_its_path_is_written() {
    let folder = TempDir::new().expect("a temporary folder");
    write_files(
        folder.path(),
        "-- site.toml --\ntitle = 'x'\n-- seeds/news/a.txt --\nعنوان\n\nنص المقال.\n-- inbox/b.txt --\nعنوان\n\nنص.\n",
    );
    let of = |path: &str| {
        let run = warraq(folder.path(), &["inspect", "--format", "short", path]);
        assert_eq!(run.code, Some(0), "{path}: {run:?}");
        run.out
    };
    let plain = of("seeds/news/a.txt");
    let absolute = folder.path().join("seeds/news/a.txt");
    for path in ["./seeds/news/a.txt", "seeds/../seeds/news/a.txt", absolute.to_str().expect("text")] {
        assert_eq!(of(path), plain, "{path}");
    }
    of("inbox/b.txt");
    of(folder.path().join("inbox/b.txt").to_str().expect("text"));
}

#[test]
fn inspect_names_every_flaw() {
    let folder = site(FLAWED);
    let run = warraq(folder.path(), &["inspect", "--format", "short", "seeds/a.txt"]);
    assert!(run.out.contains("seeds/a.txt:4:10: note[quote-direction]"), "{}", run.out);
    assert!(run.out.contains("seeds/a.txt:5:3: warning[bidi-unbalanced]"), "{}", run.out);
    std::fs::write(folder.path().join("seeds/a.txt"), "بريطا\u{fffd}يا وغيرها في بيان.").expect("written");
    let run = warraq(folder.path(), &["inspect", "--format", "short", "seeds/a.txt"]);
    assert!(run.out.contains("seeds/a.txt:1:6: warning[letters-lost]"), "{}", run.out);
}

fn seed(folder: &TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join("seeds").join(name)).expect("a seed")
}

#[test]
fn fix_mends_what_is_certain_once_and_keeps_the_original() {
    let folder = site(FLAWED);
    let before = seed(&folder, "a.txt");
    let run = warraq(folder.path(), &["check", "--fix"]);
    assert_eq!(run.code, Some(0));
    insta::assert_snapshot!(steady(&run.out));
    let after = seed(&folder, "a.txt");
    assert_eq!(after, before.replace("داعش“ ثم  خرج ، وبقي, محـــمود...", "داعش” ثم خرج، وبقي، محمود…"));
    assert_eq!(seed(&folder, "a.txt.orig"), before);
    let again = warraq(folder.path(), &["check", "--fix"]);
    assert!(!again.out.contains("fixed"), "{}", again.out);
    assert!(!again.err.contains("seed-ignored"), "{}", again.err);
    let mut names: Vec<_> = std::fs::read_dir(folder.path().join("seeds")).expect("a folder").collect();
    assert_eq!(names.drain(..).count(), 2, "nothing is left behind");
}

#[test]
fn fix_under_git_keeps_no_original_and_line_ends_and_mark_stay() {
    let folder = site(FLAWED);
    std::fs::create_dir(folder.path().join(".git")).expect("made");
    let path = folder.path().join("seeds/a.txt");
    std::fs::write(&path, "\u{feff}قال , نعم\r\n\r\nثم  خرج\rوعاد ...\r\n").expect("written");
    let run = warraq(folder.path(), &["check", "--fix", "--format", "json"]);
    assert_eq!(seed(&folder, "a.txt"), "\u{feff}قال، نعم\r\n\r\nثم خرج\rوعاد …\r\n");
    assert!(!folder.path().join("seeds/a.txt.orig").exists());
    let fixed: Value = serde_json::from_str(run.out.lines().next().expect("a line")).expect("JSON");
    assert_eq!(fixed["fixed"], "seeds/a.txt");
    assert_eq!(fixed["changes"][1]["code"], "latin-punctuation");
    assert_eq!((&fixed["changes"][2]["line"], &fixed["changes"][2]["column"]), (&3.into(), &3.into()));
}

#[test]
fn fix_offers_titles_and_never_rewrites_them() {
    let folder = site(SMALL);
    let before = seed(&folder, "news/a.txt");
    let run = warraq(folder.path(), &["check", "--fix"]);
    assert!(run.err.contains("did you mean \u{2068}افتتاح الجسر على النهر\u{2069}"), "{}", run.err);
    assert_eq!(seed(&folder, "news/a.txt"), before);
    assert!(run.out.contains("not changed: 1 related title that no article bears\n"), "{}", run.out);
    assert!(!warraq(folder.path(), &["check"]).out.contains("not changed"));
}

#[test]
fn fix_leaves_what_is_protected() {
    let folder = site(FLAWED);
    let path = folder.path().join("seeds/a.txt");
    let mut permissions = std::fs::metadata(&path).expect("there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("set");
    let before = seed(&folder, "a.txt");
    let run = warraq(folder.path(), &["check", "--fix"]);
    assert!(run.code == Some(1) && run.err.contains("error[seed-unwritable]"), "{}", run.err);
    assert_eq!(seed(&folder, "a.txt"), before);
}
