//! What time does to a site: embargoes, expiries, the roll of the news, and what waits for them.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;
use warraq::clock::Terms;

use crate::cli::{Run, warraq};
use crate::support::{PARAGRAPH, SiteTest, write_files};

/// A site of an article that is out, one that is embargoed until 10 o'clock in Damascus on 24 November,
/// and one that expires a day later.
fn newsroom() -> String {
    format!(
        "-- site.toml --\ntitle = 'صحيفة'\nbase_url = 'https://example.org/'\ntimezone = 'Asia/Damascus'\n\
         -- seeds/news/old.txt --\n+++\ntitle = 'خبر قديم'\ndate = 2026-05-01\ntags = ['سوق']\n\
         related = ['خبر محظور', 'خبر عابر']\n+++\n{PARAGRAPH}\n\
         -- seeds/secret/held.txt --\n+++\ntitle = 'خبر محظور'\ndate = 2026-11-24T10:00:00\ntags = ['سر']\naliases = ['leak.html']\n\
         authors = ['كاتم']\n+++\n{PARAGRAPH}\n\
         -- seeds/news/passing.txt --\n+++\ntitle = 'خبر عابر'\ndate = 2026-05-02\n\
         expires = 2026-11-25T10:00:00\n+++\n{PARAGRAPH}\n"
    )
}

fn at(now: &str) -> Terms {
    Terms::at(now.parse().expect("an instant"))
}

fn everything(site: &SiteTest) -> String {
    let made = |path: &&str| format!("-- {path} --\n{}", site.make(path).expect("made"));
    site.paths().iter().filter(|path| !path.ends_with(".svg")).map(made).collect()
}

#[test]
fn no_output_knows_of_an_article_whose_date_lies_ahead() {
    let site = SiteTest::on(&newsroom(), &at("2026-11-24T06:59:59Z"));
    let all = everything(&site);
    for word in ["held", "secret", "leak", "كاتم", "سر</", "2026/11"] {
        assert!(!all.contains(word), "{word}");
    }
    // The words of the article that names it are its author's.
    assert_eq!(all.matches("خبر محظور").count(), 1);
    let page = site.page("news/2026/05/old.html");
    assert_eq!(page.texts("aside li"), ["خبر محظور", "خبر عابر"]);
    assert_eq!(page.attributes("aside a", "href"), ["../../../news/2026/05/passing.html"]);
    let told = site.diagnostic("related-embargoed");
    assert!(
        told.message.contains("seeds/secret/held.txt") && told.message.contains("2026-11-24T10:00:00+03:00")
    );
}

#[test]
fn an_article_is_out_at_the_second_of_its_date() {
    let site = SiteTest::on(&newsroom(), &at("2026-11-24T07:00:00Z"));
    assert!(site.paths().contains(&"secret/2026/11/held.html"));
    assert_eq!(site.codes(), [""; 0]);
    assert!(site.make("sitemaps/2026-11.xml").expect("made").contains("held"));
}

#[test]
fn the_future_counts_where_that_is_wanted() {
    let site = SiteTest::on(&newsroom(), &Terms { future: true, ..at("2026-11-23T00:00:00Z") });
    assert!(site.paths().contains(&"secret/2026/11/held.html"));
}

#[test]
fn a_day_begins_where_the_site_is() {
    let files = "-- site.toml --\ntitle = 'x'\ntimezone = 'Asia/Damascus'\n-- seeds/2026-11-24-a.txt --\nنص.\n\
                 -- seeds/b.txt --\n+++\ntitle = 'ب'\nexpires = 2026-11-24\n+++\nنص.";
    let paths = |now| {
        let site = SiteTest::on(files, &at(now));
        site.own_paths().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(paths("2026-11-23T20:59:59Z"), ["b.html"]);
    assert_eq!(paths("2026-11-23T21:00:00Z"), ["2026/11/a.html"]);
}

#[test]
fn an_article_that_has_expired_is_gone_from_everywhere() {
    let site = SiteTest::on(&newsroom(), &at("2026-11-25T07:00:00Z"));
    assert!(!everything(&site).contains("passing.html"));
    let told = site.diagnostic("related-expired");
    assert!(told.message.contains("seeds/news/passing.txt"), "{}", told.message);
    assert!(
        SiteTest::on(&newsroom(), &at("2026-11-25T06:59:59Z")).paths().contains(&"news/2026/05/passing.html")
    );
}

#[test]
fn an_article_that_expires_before_its_date_is_told() {
    let files = "-- seeds/a.txt --\n+++\ntitle = 'أ'\ndate = 2026-05-02\nexpires = 2026-05-01\n+++\nنص.";
    let site = SiteTest::new(files);
    let found = site.diagnostic("expires-before-date");
    let text = files.split_once('\n').expect("a line").1;
    assert_eq!(found.span.as_ref().map(|span| &text[span.start..span.end]), Some("2026-05-01"));
    assert_eq!(site.own_paths(), [""; 0]);
}

#[test]
fn an_address_that_an_embargoed_article_will_take_is_told_to_be_taken_now() {
    let files = "-- site.toml --\ntitle = 'x'\npermalink = '{slug}.html'\n\
                 -- seeds/a/one.txt --\nنص أول.\n\
                 -- seeds/b/one.txt --\n+++\ntitle = 'ب'\ndate = 2030-01-01\n+++\nنص.";
    assert_eq!(SiteTest::new(files).codes(), ["headline-inferred", "url-collision"]);
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    let path =
        |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).expect("below").display().to_string();
    files.map(|entry| (path(&entry), std::fs::read(entry.path()).expect("read"))).collect()
}

/// A newsroom on disk whose files have been left alone long enough to be known by their times.
fn on_disk() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    write_files(folder.path(), &newsroom());
    sleep(Duration::from_millis(100));
    folder
}

fn build(folder: &TempDir, now: &str, more: &[&str]) -> Run {
    let run = warraq(folder.path(), &[&["build", "--now", now], more].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    run
}

fn due(folder: &TempDir) -> Option<String> {
    std::fs::read_to_string(folder.path().join(".warraq/public/due")).ok()
}

#[test]
fn whatever_the_clocks_did_a_build_is_the_clean_one_of_its_instant() {
    let folder = on_disk();
    for now in [
        "2026-11-23T10:00+03:00",
        "2026-11-24T09:59:59+03:00",
        "2026-11-24T10:00+03:00",
        "2026-11-25T10:00+03:00",
        "2026-11-24T12:00+03:00",
        "2026-11-27T10:00+03:00",
        "2026-05-01T12:00+03:00",
        "2020-01-01T00:00Z",
        "2027-01-01T00:00Z",
    ] {
        for _ in 0..2 {
            build(&folder, now, &[]);
            let fresh = TempDir::new().expect("a folder");
            let clean = fresh.path().join("public");
            build(&folder, now, &["--output", clean.to_str().expect("text")]);
            assert!(tree(&folder.path().join("public")) == tree(&clean), "at {now}");
        }
    }
}

#[test]
fn nothing_is_done_before_something_is_due_and_then_all_of_it() {
    let folder = on_disk();
    build(&folder, "2026-11-23T10:00+03:00", &[]);
    let stages = |run: &Run| run.err.contains("read and parse");
    let early = build(&folder, "2026-11-24T09:59:59+03:00", &["--timings"]);
    assert!(!stages(&early), "{}", early.err);
    let due = build(&folder, "2026-11-24T10:00+03:00", &["--timings"]);
    assert!(stages(&due), "{}", due.err);
    assert!(due.out.contains("3 articles, ") && !due.out.contains(" 0 files written"), "{}", due.out);
    let again = build(&folder, "2026-11-24T10:00:01+03:00", &["--timings"]);
    assert!(!stages(&again) && again.out.contains(", 0 files written"), "{}", again.out);
    let back = build(&folder, "2026-11-24T09:00+03:00", &["--timings"]);
    assert!(stages(&back) && back.out.contains("1 embargoed"), "{}", back.out);
}

#[test]
fn a_build_says_when_the_next_is_due_and_leaves_it_for_others() {
    let folder = on_disk();
    let lines = |now: &str| -> Vec<String> {
        let run = build(&folder, now, &[]);
        run.out.lines().map(|line| line.split(", 0.").next().unwrap_or(line).to_owned()).collect()
    };
    let first = lines("2026-11-23T10:00+03:00");
    assert!(first[0].starts_with("2 articles, 1 embargoed until 2026-11-24T10:00:00+03:00, "), "{first:?}");
    assert_eq!(first[1..], ["next build due 2026-11-24T10:00:00+03:00: an embargo ends"]);
    assert_eq!(due(&folder).as_deref(), Some("2026-11-24T07:00:00Z\n"));
    // Its file is there again after it was lost.
    std::fs::remove_file(folder.path().join(".warraq/public/due")).expect("removed");
    assert_eq!(lines("2026-11-23T10:00+03:00")[1..], first[1..]);
    assert_eq!(due(&folder).as_deref(), Some("2026-11-24T07:00:00Z\n"));
    assert_eq!(
        lines("2026-11-24T10:00+03:00")[1..],
        ["next build due 2026-11-25T10:00:00+03:00: an article expires"]
    );
    let third = lines("2026-11-25T10:00+03:00");
    assert!(third[0].starts_with("2 articles, 1 expired, "), "{third:?}");
    assert_eq!(third[1..], ["next build due 2026-11-26T10:00:00+03:00: the news sitemap drops an article"]);
    assert_eq!(lines("2026-11-26T10:00+03:00").len(), 1);
    assert_eq!(due(&folder), None);
}

#[test]
fn only_what_time_changes_makes_a_build_due() {
    let lines = |files: &str| {
        let folder = TempDir::new().expect("a folder");
        write_files(folder.path(), files);
        build(&folder, "2026-05-02T00:00Z", &[]).out.lines().count()
    };
    let base = "-- site.toml --\ntitle = 'x'\nbase_url = 'https://example.org/'\n";
    let news = format!("-- seeds/2026-05-01-a.txt --\n{PARAGRAPH}\n");
    assert_eq!(lines(&format!("{base}{news}")), 2, "it rolls out of the news sitemap");
    assert_eq!(lines(&format!("-- site.toml --\ntitle = 'x'\n{news}")), 1, "there is no news sitemap");
    let page =
        format!("-- seeds/pages/about.txt --\n+++\ntitle = 'x'\ndate = 2026-05-01\n+++\n{PARAGRAPH}\n");
    assert_eq!(lines(&format!("{base}{page}")), 1, "a page outside the news is none");
}

#[test]
fn programs_read_when_the_next_build_is_due() {
    let folder = on_disk();
    let run = build(&folder, "2026-11-24T12:00+03:00", &["--format", "json"]);
    let last: serde_json::Value =
        serde_json::from_str(run.out.lines().last().expect("a line")).expect("JSON");
    assert_eq!(last, serde_json::json!({ "due": "2026-11-25T10:00:00+03:00", "because": "expiry" }));
}

#[test]
fn the_line_that_docs_give_for_cron_builds_when_it_is_due() {
    let folder = on_disk();
    build(&folder, "2026-11-23T10:00+03:00", &[]);
    let docs = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md"));
    let docs = docs.expect("there");
    let line = docs
        .lines()
        .find_map(|line| line.strip_prefix("* * * * * cd /srv/news && "))
        .expect("a line for cron");
    let says = |now: &str| {
        let line = line
            .replace("\\%", "%")
            .replace("$(date -u +%FT%TZ)", now)
            .replace("warraq build", "echo builds");
        let run =
            Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output().expect("a shell");
        String::from_utf8(run.stdout).expect("text")
    };
    assert_eq!(says("2026-11-24T06:59:59Z"), "");
    assert_eq!(says("2026-11-24T07:00:00Z"), "builds\n");
    assert_eq!(says("2026-12-24T07:00:00Z"), "builds\n");
    build(&folder, "2027-01-01T00:00Z", &[]);
    assert_eq!(says("2027-12-24T07:00:00Z"), "", "nothing is due any more");
}

#[test]
fn a_clock_that_cannot_be_understood_is_wrong_use() {
    let folder = on_disk();
    for now in ["2026-11-23", "2026-11-23T10:00", "now"] {
        let run = warraq(folder.path(), &["build", "--now", now]);
        assert!(run.code == Some(2) && run.err.contains("2026-11-23T10:00+03:00"), "{}", run.err);
    }
}
