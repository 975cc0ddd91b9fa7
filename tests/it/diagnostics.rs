//! The catalogue: every diagnostic is shown somewhere, and explained.

use std::collections::BTreeSet;
use std::path::Path;

use tempfile::TempDir;
use warraq::diagnostic::Span;
use warraq::diagnostic::catalog::toml_syntax;
use warraq::diagnostic::show::Shown;

use crate::support::{PARAGRAPH, SiteTest, program, write_files};

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
    texts_of(folder, |path| path.extension().is_some_and(|e| e == ending))
}

fn texts_of(folder: &str, wanted: impl Fn(&Path) -> bool) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file() && wanted(entry.path()));
    let bytes = files.map(|entry| std::fs::read(entry.path()).expect("readable"));
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn every_diagnostic_occurs_in_a_golden_site_or_a_test() {
    // What makes a code does not show it.
    let catalogue = Path::new("diagnostic").join("catalog").display().to_string();
    let program = texts_of("src", |path| !path.display().to_string().contains(&catalogue));
    let shown = ["txt", "snap", "rs"].map(|ending| texts("tests", ending)).concat() + &program;
    for code in codes() {
        let is_shown = [format!("[{code}]"), format!("\"{code}\"")].iter().any(|shape| shown.contains(shape));
        assert!(is_shown, "nothing shows {code}");
    }
}

#[test]
fn a_fault_beside_an_arabic_letter_is_told_at_its_line_and_column() {
    for (front, place) in
        [("title = \"قال \"نعم\" ثم\"", "3:15"), ("tags = [\"أ\"، \"ب\"]", "3:12"), ("title = \"خبر", "3:13")]
    {
        let site =
            SiteTest::new(&format!("-- seeds/a.txt --\n+++\ndraft = true\n{front}\n+++\n{PARAGRAPH}\n"));
        let text = std::fs::read_to_string(site.folder().join("seeds/a.txt")).expect("read");
        let told = site.said_of("seeds/a.txt").into_iter().find(|told| told.code == "toml-syntax");
        let shown = Shown::new(told.expect("a fault"), &|_| Some(text.clone())).short();
        assert!(shown.starts_with(&format!("seeds/a.txt:{place}: ")), "{front}: {shown}");
    }
}

#[test]
fn broken_toml_is_told_once_a_line_with_what_to_do_about_it() {
    for (line, help) in [
        ("title = “الذهب”", "straight quotes"),
        ("title = «الذهب»", "straight quotes"),
        ("tags = [“أ”, “ب”]", "straight quotes"),
        ("title = \"قال \"نعم\" ثم\"", "a quote ends the text before this: write « »"),
        ("tags = [\"قال \"نعم\"\"]", "a quote ends the text before this: write « »"),
        ("title = 'خبر's'", "a quote ends the text before this: write ’"),
        ("tags = [\"أ\"، \"ب\"]", "write , and not ،"),
        ("tags = [\"أ\"؛ \"ب\"]", "write , and not ؛"),
        ("image = { src = \"a\"، alt = \"ب\" }", "write , and not ،"),
        ("tags = [\"أ\" \"ب\"]", "write , between the values"),
        ("title: \"الذهب\"", "write = after the key"),
        ("title : الذهب", "write = after the key"),
        ("title \"الذهب\"", "write = after the key"),
        ("title = الذهب", "text values stand in quotes"),
        ("section = اقتصاد، سياسة", "text values stand in quotes"),
        ("title = \"خبر", "put a quote behind the text"),
        ("title = \"a\\q\"", "write \\\\ for \\"),
        ("العنوان = \"خبر\"", "Latin letters"),
        ("newsletter = False", "true or false"),
        ("title == \"خبر\"", "write = once"),
        ("[image", "put ] behind"),
        ("date = 2026-02-30", "write a date as"),
        ("\u{200f}title = \"خبر\"", "U+200F"),
        ("title\u{a0}= \"خبر\"", "U+00A0"),
        ("title = \u{200f}\"خبر\"", "U+200F"),
        ("title = \"خبر\"\u{202c}", "U+202C"),
    ] {
        for ending in ["\n", "\r\n"] {
            let site =
                SiteTest::new(&format!("-- seeds/a.txt --\n+++{ending}{line}{ending}+++\n{PARAGRAPH}\n"));
            let told = site.said_of("seeds/a.txt");
            let codes: Vec<&str> = told.iter().map(|told| &*told.code).collect();
            assert_eq!(codes, ["toml-syntax"], "{line}: {told:?}");
            assert!(told[0].help.as_deref().is_some_and(|found| found.contains(help)), "{line}: {told:?}");
        }
    }
}

#[test]
fn a_place_that_is_none_of_its_text_is_the_nearest_one() {
    let text = "سطر\nخبر".to_owned();
    for (range, place) in [(8..10, "2:1"), (9..200, "2:2"), (70..90, "2:4")] {
        let diagnostic = toml_syntax(Span::new(&"a.txt".into(), range.clone()), "fault", "", "");
        let shown = Shown::new(&diagnostic, &|_| Some(text.clone())).short();
        assert!(shown.starts_with(&format!("a.txt:{place}: ")), "{range:?}: {shown}");
    }
}

#[test]
fn lines_cut_at_a_fixed_width_are_told_of() {
    let line = "كلمات متتابعة في سطر طويل قطعه محرر النصوص قبل أن تنتهي الجملة";
    let paragraph = [line; 5].join("\n");
    let front = "+++\ntitle = 'عنوان الخبر'\n+++";
    let site = SiteTest::new(&format!("-- seeds/a.txt --\n{front}\n{paragraph}\n\n{paragraph}\n"));
    let told: Vec<&str> = site.said_of("seeds/a.txt").iter().map(|found| &*found.code).collect();
    assert_eq!(told, ["hard-wrapped"]);
}

#[test]
#[cfg(target_os = "linux")]
fn without_the_systems_certificates_nothing_is_asked_and_that_is_told() {
    let folder = TempDir::new().expect("a temporary folder");
    write_files(
        folder.path(),
        "-- site.toml --\ntitle = 'x'\n-- seeds/a.md --\n# x\n\n<https://example.org/>\n",
    );
    let run = program()
        .args(["check", "--external", "--site"])
        .arg(folder.path())
        .envs([("SSL_CERT_FILE", "/dev/null"), ("SSL_CERT_DIR", "/dev/null")])
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success() && told.contains("warning[network]"), "{told}");
}
