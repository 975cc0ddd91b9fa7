//! Addresses that articles have left: noticed by the next build, noted by `moved`, kept by the record.

use std::collections::BTreeMap;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{PARAGRAPH, SiteTest, program, write_files};

/// A site on a disk.
struct Newsroom(TempDir);

impl Newsroom {
    /// One that was built with these files.
    fn built(files: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        write_files(folder.path(), &format!("-- site.toml --\ntitle = 'صحيفة'\n{files}"));
        let newsroom = Self(folder);
        newsroom.build();
        newsroom
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, files: &str) {
        write_files(self.0.path(), files);
    }

    fn rename(&self, from: &str, to: &str) {
        std::fs::create_dir_all(self.at(to).parent().expect("a folder")).expect("made");
        std::fs::rename(self.at(from), self.at(to)).expect("renamed");
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.at(path)).expect("removed");
    }

    fn run(&self, command: &str) -> (bool, String) {
        let run = program().args([command, "--format", "short", "--site"]).arg(self.0.path()).output();
        let run = run.expect("the program runs");
        let text =
            String::from_utf8(run.stderr).expect("text") + &String::from_utf8(run.stdout).expect("text");
        (run.status.success(), text)
    }

    /// The codes of what a build has to say; it must end well.
    fn build(&self) -> Vec<String> {
        let (is_good, text) = self.run("build");
        assert!(is_good, "{text}");
        codes(&text)
    }

    fn moved(&self) -> String {
        let (is_good, text) = self.run("moved");
        assert!(is_good, "{text}");
        text
    }

    fn record(&self) -> String {
        let text = std::fs::read_to_string(self.at("addresses.toml")).expect("a record");
        text.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect()
    }

    /// Where the page at an address sends its readers, if it does.
    fn onward(&self, path: &str) -> Option<String> {
        let page = std::fs::read_to_string(self.at("public").join(path)).ok()?;
        Some(page.split_once("0; url=")?.1.split_once('"')?.0.to_owned())
    }

    /// What a build without any memory makes of the same files.
    fn assert_equals_a_clean_build(&self) {
        let incremental = tree(&self.at("public"));
        std::fs::remove_dir_all(self.at("public")).expect("removed");
        std::fs::remove_dir_all(self.at(".warraq")).expect("removed");
        assert_eq!(self.build(), [""; 0]);
        assert_eq!(tree(&self.at("public")), incremental);
    }
}

fn codes(text: &str) -> Vec<String> {
    let code = |line: &str| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned());
    text.lines()
        .filter(|line| line.contains("warning[") || line.contains("error["))
        .filter_map(code)
        .collect()
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|f| (f.path().display().to_string(), std::fs::read(f.path()).expect("readable"))).collect()
}

fn article(path: &str, front: &str) -> String {
    format!("-- seeds/{path} --\n+++\ntitle = 'عنوان {path}'\n{front}\n+++\n{PARAGRAPH}\n")
}

#[test]
fn a_file_that_bears_another_name_sends_the_readers_of_its_old_address_on_at_once() {
    let newsroom = Newsroom::built(&(article("news/a.txt", "") + &article("news/z.txt", "")));
    newsroom.rename("seeds/news/a.txt", "seeds/news/خبر.txt");
    assert_eq!(newsroom.build(), ["address-changed"]);
    assert_eq!(newsroom.record(), "\"news/a.html\" = \"news/خبر.html\"\n");
    assert_eq!(newsroom.onward("news/a.html").as_deref(), Some("../news/خبر.html"));
    let (_, text) = newsroom.run("build");
    assert!(codes(&text).is_empty() && text.contains(" 0 files written"), "told once, and settled: {text}");
    newsroom.write(&format!("{}تتمة.\n", article("news/خبر.txt", "")));
    assert_eq!(newsroom.build(), [""; 0]);
    assert!(newsroom.moved().contains("no article has left its address"));
    newsroom.assert_equals_a_clean_build();
}

#[test]
fn addresses_that_front_matter_or_a_setting_changes_are_followed_from_one_to_the_next() {
    let newsroom = Newsroom::built(&(article("news/a.txt", "") + &article("news/b.txt", "")));
    newsroom.write(&article("news/a.txt", "slug = 'c'"));
    assert_eq!(newsroom.build(), ["address-changed"]);
    newsroom.write("-- site.toml --\ntitle = 'صحيفة'\npermalink = '{slug}/'\n");
    assert_eq!(newsroom.build(), ["address-changed"; 2]);
    let moves = "\"news/a.html\" = \"news/c.html\"\n\"news/b.html\" = \"b/index.html\"\n\
                 \"news/c.html\" = \"c/index.html\"\n";
    assert_eq!(newsroom.record(), moves);
    assert_eq!(newsroom.onward("news/a.html").as_deref(), Some("../c/index.html"));
    assert_eq!(newsroom.onward("news/c.html").as_deref(), Some("../c/index.html"));
    newsroom.assert_equals_a_clean_build();
}

#[test]
fn what_somebody_wrote_into_the_record_stays_in_it() {
    let newsroom = Newsroom::built(&article("a.txt", ""));
    newsroom.write("-- addresses.toml --\n# ours\n'/?p=1' = 'a.html' # of the old site");
    newsroom.rename("seeds/a.txt", "seeds/b.txt");
    assert_eq!(newsroom.build(), ["address-changed"]);
    let text = std::fs::read_to_string(newsroom.at("addresses.toml")).expect("a record");
    assert_eq!(text, "# ours\n'/?p=1' = 'a.html' # of the old site\n\"a.html\" = \"b.html\"\n");
    newsroom.assert_equals_a_clean_build();
}

#[test]
fn an_article_that_comes_back_to_its_address_is_not_sent_away_from_it() {
    let newsroom = Newsroom::built(&article("a.txt", ""));
    newsroom.rename("seeds/a.txt", "seeds/b.txt");
    newsroom.build();
    newsroom.rename("seeds/b.txt", "seeds/a.txt");
    assert_eq!(newsroom.build(), ["address-changed"]);
    assert_eq!(newsroom.record(), "\"b.html\" = \"a.html\"\n");
    assert_eq!((newsroom.onward("a.html"), newsroom.onward("b.html")), (None, Some("a.html".to_owned())));
    newsroom.assert_equals_a_clean_build();
}

#[test]
fn an_article_that_comes_to_an_address_which_another_has_left_is_no_article_that_comes_back() {
    let newsroom = Newsroom::built(&(article("a.txt", "") + &article("z.txt", "")));
    newsroom.rename("seeds/a.txt", "seeds/b.txt");
    newsroom.build();
    newsroom.rename("seeds/z.txt", "seeds/a.txt");
    let (is_good, text) = newsroom.run("build");
    assert_eq!((is_good, codes(&text)), (false, vec!["address-taken".to_owned()]));
    newsroom.rename("seeds/a.txt", "seeds/z.txt");
    newsroom.rename("seeds/b.txt", "seeds/c.txt");
    newsroom.build();
    newsroom.rename("seeds/c.txt", "seeds/a.txt");
    assert_eq!(newsroom.build(), ["address-changed"]);
    assert_eq!(newsroom.record(), "\"b.html\" = \"c.html\"\n\"c.html\" = \"a.html\"\n");
    newsroom.assert_equals_a_clean_build();
}

#[test]
fn an_alias_settles_an_address_as_well() {
    let newsroom = Newsroom::built(&article("a.txt", ""));
    newsroom.rename("seeds/a.txt", "seeds/b.txt");
    newsroom.write(&article("b.txt", "aliases = ['/a.html']"));
    assert_eq!(newsroom.build(), [""; 0]);
    assert!(!newsroom.at("addresses.toml").exists());
}

#[test]
fn an_address_is_noted_only_when_the_site_could_be_built() {
    let newsroom = Newsroom::built(&article("a.txt", ""));
    newsroom.rename("seeds/a.txt", "seeds/b.txt");
    newsroom.write("-- site.toml --\ntitle = 5\n");
    assert!(!newsroom.run("build").0);
    newsroom.write("-- site.toml --\ntitle = 'صحيفة'\n-- templates/article.html --\n{{ nothing.at_all }}");
    assert!(!newsroom.run("build").0);
    assert!(!newsroom.at("addresses.toml").exists());
    newsroom.remove("templates/article.html");
    assert_eq!(newsroom.build(), ["address-changed"]);
}

#[cfg(unix)]
#[test]
fn a_record_that_cannot_be_written_is_told_until_it_can_and_readers_are_sent_on_all_the_same() {
    let newsroom = Newsroom::built(&article("a.txt", ""));
    newsroom.rename("seeds/a.txt", "seeds/b.txt");
    // Not even who may write everything can put a file where a link leads nowhere.
    std::os::unix::fs::symlink("nowhere", newsroom.at("addresses.toml")).expect("a link");
    assert_eq!(newsroom.build(), ["record-unwritable"]);
    assert_eq!(newsroom.onward("a.html").as_deref(), Some("b.html"));
    assert_eq!(newsroom.build(), ["record-unwritable"]);
    newsroom.remove("addresses.toml");
    assert_eq!(newsroom.build(), ["address-changed"]);
    newsroom.assert_equals_a_clean_build();
}

#[test]
fn the_address_of_an_article_that_is_gone_is_given_to_no_other_once_that_is_noted() {
    let newsroom = Newsroom::built(&(article("a.txt", "") + &article("b.txt", "")));
    newsroom.remove("seeds/a.txt");
    assert_eq!(newsroom.build(), ["address-gone"]);
    assert_eq!(newsroom.build(), ["address-gone"], "a build that changes nothing says it again");
    assert!(newsroom.moved().contains("1 address noted in addresses.toml"));
    assert_eq!(newsroom.record(), "\"a.html\" = \"\"\n");
    assert_eq!(newsroom.build(), [""; 0]);
    newsroom.write(&article("c.txt", "slug = 'a'"));
    let (is_good, text) = newsroom.run("build");
    assert_eq!((is_good, codes(&text)), (false, vec!["address-taken".to_owned()]));
    assert!(text.contains("seeds/c.txt") && text.contains("addresses.toml"), "{text}");
}

#[test]
fn an_article_that_was_gone_for_one_build_comes_back_to_its_address() {
    let newsroom = Newsroom::built(&(article("a.txt", "") + &article("b.txt", "")));
    newsroom.rename("seeds/a.txt", "aside.txt");
    assert_eq!(newsroom.build(), ["address-gone"]);
    newsroom.rename("aside.txt", "seeds/a.txt");
    assert_eq!(newsroom.build(), [""; 0]);
    assert!(!newsroom.at("addresses.toml").exists());
}

#[test]
fn an_address_that_another_article_takes_before_it_is_noted_is_told() {
    let newsroom = Newsroom::built(&article("a.txt", ""));
    newsroom.remove("seeds/a.txt");
    newsroom.write(&article("c.txt", "slug = 'a'"));
    assert_eq!(newsroom.build(), ["address-reused"]);
    // Another ending, and another text: the same article, written anew.
    let newsroom = Newsroom::built(&article("a.txt", ""));
    newsroom.remove("seeds/a.txt");
    newsroom.write("-- seeds/a.md --\n# عنوان\n\nنص.");
    assert_eq!(newsroom.build(), [""; 0]);
}

#[test]
fn a_page_or_a_file_that_takes_the_address_of_an_article_is_told_and_the_site_is_built_as_a_clean_one() {
    let site = "-- site.toml --\ntitle = 'صحيفة'\npermalink = 'tags/{slug}/'\n";
    for taker in ["-- static/tags/a/index.html --\nx\n", &article("b.txt", "tags = 'a'")] {
        for stays in [true, false] {
            let newsroom =
                Newsroom::built(&(site.to_owned() + &article("a.txt", "") + &article("d.txt", "")));
            if stays {
                newsroom.write(&article("a.txt", "slug = 'c'"));
            } else {
                newsroom.remove("seeds/a.txt");
            }
            newsroom.write(taker);
            let (is_good, text) = newsroom.run("build");
            assert!(is_good && codes(&text) == ["address-reused"], "{text}");
            assert!(text.contains("seeds/a.txt") && !newsroom.at("addresses.toml").exists(), "{text}");
            newsroom.assert_equals_a_clean_build();
        }
    }
}

#[test]
fn a_file_in_place_of_a_folder_of_the_address_that_an_article_has_left_is_told_and_stops_no_build() {
    for (file, at) in [("news", "news/2026/05"), ("News", "news/2026/05"), ("news/2026", "news/2026/05")] {
        let newsroom = Newsroom::built(&article("news/a.txt", "date = 2026-05-01"));
        assert!(newsroom.at("public").join(at).join("a.html").exists());
        newsroom.rename("seeds/news/a.txt", "seeds/life/a.txt");
        newsroom.write(&format!("-- static/{file} --\nx\n"));
        let (is_good, text) = newsroom.run("build");
        assert!(is_good && codes(&text) == ["address-reused"], "{text}");
        assert!(text.contains("seeds/life/a.txt") && text.contains(&format!("static/{file}")), "{text}");
        assert!(!newsroom.at("addresses.toml").exists());
        newsroom.assert_equals_a_clean_build();
    }
}

#[test]
fn a_folder_at_the_address_that_an_article_has_left_is_told_and_stops_no_build() {
    let site = |permalink: &str| format!("-- site.toml --\ntitle = 'صحيفة'\npermalink = '{permalink}'\n");
    let newsroom = Newsroom::built(&(site("{slug}.html") + &article("a.txt", "")));
    newsroom.write("-- static/A.html/x.txt --\nx\n");
    newsroom.rename("seeds/a.txt", "seeds/b.txt");
    let (is_good, text) = newsroom.run("build");
    assert!(is_good && codes(&text) == ["address-reused"], "{text}");
    assert!(text.contains("seeds/b.txt") && !newsroom.at("addresses.toml").exists(), "{text}");
    newsroom.assert_equals_a_clean_build();
    // The articles themselves make folders of what were their pages, and pages of the folders.
    for permalink in ["{slug}.html/", "{slug}.html"] {
        newsroom.write(&site(permalink));
        assert_eq!(newsroom.build(), ["address-reused"], "{permalink}");
        newsroom.assert_equals_a_clean_build();
    }
}

#[test]
fn an_article_that_is_gone_is_missed_whatever_stands_in_place_of_its_folder() {
    let newsroom = Newsroom::built(&(article("news/a.txt", "") + &article("b.txt", "")));
    newsroom.remove("seeds/news/a.txt");
    newsroom.write("-- static/news --\nx\n");
    assert_eq!(newsroom.build(), ["address-gone"]);
    newsroom.moved();
    assert_eq!(newsroom.record(), "\"news/a.html\" = \"\"\n");
    assert_eq!(newsroom.build(), [""; 0]);
    newsroom.assert_equals_a_clean_build();
}

#[test]
fn a_file_in_place_of_a_folder_of_an_address_that_is_noted_is_refused_by_every_build_alike() {
    let newsroom = Newsroom::built(&article("news/a.txt", ""));
    newsroom.rename("seeds/news/a.txt", "seeds/life/a.txt");
    assert_eq!(newsroom.build(), ["address-changed"]);
    newsroom.write("-- static/news --\nx\n");
    let (is_good, text) = newsroom.run("build");
    assert_eq!((is_good, codes(&text)), (false, vec!["output-collision".to_owned()]));
    assert!(text.contains("addresses.toml") && text.contains("static/news"), "{text}");
    std::fs::remove_dir_all(newsroom.at(".warraq")).expect("removed");
    let (is_good, anew) = newsroom.run("build");
    assert!(!is_good);
    assert_eq!(codes(&anew), codes(&text));
}

#[test]
fn a_draft_and_an_article_whose_time_is_over_keep_their_addresses() {
    let newsroom = Newsroom::built(&(article("a.txt", "") + &article("b.txt", "")));
    newsroom.write(&article("a.txt", "draft = true"));
    newsroom.write(&article("b.txt", "expires = 2001-01-01"));
    assert_eq!(newsroom.build(), [""; 0]);
    assert!(newsroom.moved().contains("no article has left its address"));
}

#[test]
fn of_an_article_that_moved_and_is_not_published_yet_nobody_is_told_that_readers_are_sent_on() {
    let newsroom = Newsroom::built(&article("news/a.txt", "date = 2026-01-01"));
    newsroom.write("-- site.toml --\ntitle = 'صحيفة'\npermalink = '{year}/{slug}.html'\n");
    newsroom.write(&article("news/a.txt", "date = 2099-01-01"));
    let (is_good, text) = newsroom.run("build");
    assert!(is_good && text.contains("will stand at"), "{text}");
    assert_eq!(newsroom.onward("news/a.html"), None);
}

#[test]
fn many_moves_are_told_in_few_lines() {
    let many: String = (10..40).map(|nth| article(&format!("n/{nth}.txt"), "")).collect();
    let newsroom = Newsroom::built(&many);
    newsroom.write("-- site.toml --\ntitle = 'صحيفة'\npermalink = '{slug}.html'\n");
    let (_, text) = newsroom.run("build");
    assert_eq!(codes(&text), vec!["address-changed"; 10]);
    assert!(text.contains("20 others have moved, too"), "{text}");
    assert_eq!(newsroom.record().lines().count(), 30);
}

#[test]
fn where_nothing_is_known_of_a_build_nothing_is_noted() {
    let folder = TempDir::new().expect("a temporary folder");
    write_files(folder.path(), &format!("-- site.toml --\ntitle = 'x'\n{}", article("a.txt", "")));
    let newsroom = Newsroom(folder);
    assert!(newsroom.moved().contains("nothing is known of an earlier build"));
    assert!(!newsroom.at("addresses.toml").exists());
}

/// The codes of what there is to say of a site of one article with this record, and of its redirects.
fn recorded(record: &str) -> SiteTest {
    SiteTest::new(&format!("{}-- addresses.toml --\n{record}\n", article("a.txt", "aliases = 'alias.html'")))
}

#[test]
fn a_line_of_the_record_leads_to_an_article_or_nowhere_and_is_told_where_it_stands() {
    for (record, expected) in [
        ("'x.html' = 'a.html'", ""),
        ("'/x/?p=1' = '/a.html'", ""),
        ("'x.html' = ''", ""),
        ("'alias.html' = 'a.html'", ""),
        ("'alias.html' = ''", ""),
        ("'x.html' = 'y.html'\n'y.html' = 'a.html'", ""),
        ("'x.html' = 'nowhere.html'", "moved-nowhere"),
        ("'x.html' = 'y.html'\n'y.html' = 'z.html'\n'z.html' = 'y.html'", "moved-nowhere"),
        ("'a.html' = 'nowhere.html'", "address-taken"),
        ("'a.html' = ''", "address-taken"),
        ("'index.html' = 'a.html'", "bad-value"),
        ("'404.html' = 'a.html'", "alias-taken"),
        ("'x.html' = 'a.html'\n'/X.html' = 'a.html'", ""),
        ("'https://example.org/x' = 'a.html'", "bad-value"),
        ("'x.html' = '../a.html'", "bad-value"),
        ("'x.html' = 5", "wrong-type"),
        ("'x.html' = 'a.html'\n'x.html' = 'a.html'", "toml-syntax"),
    ] {
        let site = recorded(record);
        let mut codes = site.codes();
        codes.dedup();
        assert_eq!(
            codes,
            [expected].iter().filter(|code| !code.is_empty()).copied().collect::<Vec<_>>(),
            "{record}"
        );
    }
    let page = recorded("'x.html' = 'y.html'\n'y.html' = 'a.html'").page("x.html");
    assert_eq!(page.attributes("main a", "href"), ["a.html"]);
}
