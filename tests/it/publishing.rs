//! What `build` leaves on the disk.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;
use std::time::SystemTime;

use tempfile::TempDir;

use crate::support::{PARAGRAPH, program, write_files};

/// A site on disk and its builds.
struct Newsroom(TempDir);

impl Newsroom {
    fn new(files: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        write_files(folder.path(), &format!("-- site.toml --\ntitle = 'صحيفة'\n{files}"));
        Self(folder)
    }

    fn write(&self, files: &str) {
        write_files(self.0.path(), files);
    }

    fn build(&self) -> Output {
        let site = self.0.path();
        let mut command = program();
        command.arg("build").arg("--site").arg(site).output().expect("the program runs")
    }

    fn summary(&self) -> String {
        let output = self.build();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    fn public(&self) -> std::path::PathBuf {
        self.0.path().join("public")
    }
}

/// Every file below `folder`: its bytes and when it was written.
fn tree(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").display().to_string();
            let written = entry.metadata().expect("stat").modified().expect("a time");
            (path, (std::fs::read(entry.path()).expect("readable"), written))
        })
        .collect()
}

fn article(name: &str, title: &str) -> String {
    format!("-- seeds/news/{name}.txt --\n+++\ntitle = '{title}'\n+++\n{PARAGRAPH}\n")
}

#[test]
fn a_second_build_writes_nothing() {
    let newsroom = Newsroom::new(&article("a", "أول"));
    assert!(newsroom.summary().starts_with("1 article, 8 files written, 0 unchanged"));
    let before = tree(&newsroom.public());
    assert!(newsroom.summary().starts_with("1 article, 0 files written, 8 unchanged, 0 removed"));
    assert_eq!(tree(&newsroom.public()), before);
}

#[test]
fn an_edited_body_rewrites_its_page_alone_where_no_list_quotes_it() {
    let newsroom = Newsroom::new(&format!("{}{}", article("a", "أول"), article("b", "ثان")));
    newsroom.build();
    let before = tree(&newsroom.public());
    newsroom.write(&format!("{}زيادة في آخر المتن.\n", article("a", "أول")));
    assert!(newsroom.summary().contains("1 file written"));
    let after = tree(&newsroom.public());
    let changed: Vec<_> = after.keys().filter(|path| after[*path] != before[*path]).collect();
    assert_eq!(changed, ["news/a.html"]);
}

#[test]
fn an_incremental_build_equals_a_clean_one() {
    let newsroom = Newsroom::new(&format!("{}{}", article("a", "أول"), article("b", "ثان")));
    newsroom.build();
    newsroom.write(&article("c", "ثالث"));
    newsroom.write(
        "-- site.toml --\ntitle = 'اسم آخر'\n-- templates/partials/footer.html --\n<footer>x</footer>",
    );
    std::fs::remove_file(newsroom.0.path().join("seeds/news/b.txt")).expect("removed");
    newsroom.build();
    let bytes = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
        tree(folder).into_iter().map(|(path, (bytes, _))| (path, bytes)).collect()
    };
    let incremental = bytes(&newsroom.public());
    assert!(!incremental.contains_key("news/b.html"));
    std::fs::remove_dir_all(newsroom.public()).expect("removed");
    std::fs::remove_dir_all(newsroom.0.path().join(".warraq")).expect("removed");
    newsroom.build();
    assert_eq!(incremental, bytes(&newsroom.public()));
}

#[test]
fn the_same_text_under_another_ending_is_another_page() {
    let newsroom = Newsroom::new("-- seeds/a.txt --\n+++\ntitle = 'x'\n+++\n- one\n- two\n");
    newsroom.build();
    let seeds = newsroom.0.path().join("seeds");
    std::fs::rename(seeds.join("a.txt"), seeds.join("a.md")).expect("renamed");
    newsroom.build();
    let page = std::fs::read_to_string(newsroom.public().join("a.html")).expect("a page");
    assert!(page.contains("<li>one</li>"), "{page}");
}

#[test]
fn files_of_others_are_never_touched() {
    let newsroom = Newsroom::new(&article("a", "أول"));
    newsroom.build();
    let own = newsroom.public().join("news/CNAME");
    std::fs::write(&own, "example.org").expect("written");
    std::fs::remove_file(newsroom.0.path().join("seeds/news/a.txt")).expect("removed");
    newsroom.write("-- seeds/b.txt --\nنص.");
    assert!(newsroom.summary().contains("2 removed"), "the article and its section");
    assert_eq!(std::fs::read_to_string(own).expect("still there"), "example.org");
}

#[test]
fn a_broken_site_leaves_the_output_as_it_was() {
    let newsroom = Newsroom::new(&article("a", "أول"));
    newsroom.build();
    let before = tree(&newsroom.public());
    newsroom.write(&article("a", "أول معدل"));
    newsroom.write("-- templates/404.html --\n{{ nothing }}");
    let output = newsroom.build();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("templates/404.html:1:4"));
    assert_eq!(tree(&newsroom.public()), before);
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let newsroom = Newsroom::new(&article("a", "أول"));
    let told = |output: &str| {
        let (site, output) = (newsroom.0.path(), newsroom.0.path().join(output));
        let mut command = program();
        let run = command.args(["build", "--site"]).arg(site).arg("--output").arg(output).output();
        let run = run.expect("the program runs");
        assert_eq!(run.status.code(), Some(1));
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    assert!(told("site.toml").contains("error[output-foreign]"), "a file, not a folder");
    let below = told("site.toml/public");
    assert!(below.contains("error[output-unwritable]") && below.contains("site.toml/"), "{below}");
}

#[test]
#[cfg(unix)]
fn a_folder_of_the_site_that_may_not_be_written_to_stops_the_build_before_a_page_is_changed() {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let newsroom = Newsroom::new(&format!("{}-- seeds/b.txt --\nنص.", article("a", "أول")));
    newsroom.build();
    newsroom.write("-- site.toml --\ntitle = 'اسم آخر'\n");
    let before = tree(&newsroom.public());
    for entry in walkdir::WalkDir::new(newsroom.0.path()).into_iter().filter_map(Result::ok) {
        let mode = if entry.file_type().is_dir() { 0o777 } else { 0o666 };
        set_permissions(entry.path(), Permissions::from_mode(mode)).expect("ours");
    }
    let locked = newsroom.public().join("news");
    set_permissions(&locked, Permissions::from_mode(0o555)).expect("ours");
    let mut command = program();
    command.arg("build").arg("--site").arg(newsroom.0.path());
    if metadata(&locked).expect("there").uid() == 0 {
        // For root there are no rights.
        command.uid(65534).gid(65534);
    }
    let run = command.output();
    set_permissions(&locked, Permissions::from_mode(0o755)).expect("ours");
    // Another user may not be allowed to reach the program.
    let Ok(run) = run else { return };
    let told = String::from_utf8(run.stderr).expect("text");
    let place = format!("error[output-unwritable]: writing to {}: ", locked.display());
    assert!(told.contains(&place) && told.contains("the site is as it was; let it"), "{told}");
    assert!(String::from_utf8_lossy(&run.stdout).starts_with("nothing written: 1 error"));
    assert_eq!(tree(&newsroom.public()), before);
}

/// That many articles in `seeds/news`.
fn articles(number: usize) -> String {
    (0..number).map(|n| article(&format!("a{n}"), "نص")).collect()
}

/// That many files in `static`.
fn images(number: usize) -> String {
    (0..number).map(|n| format!("-- static/{n}.txt --\nصورة\n")).collect::<Vec<_>>().concat()
}

/// What a build says that is refused, and leaves the output as it was.
fn refusal(newsroom: &Newsroom) -> String {
    let before = tree(&newsroom.public());
    let refused = newsroom.build();
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(tree(&newsroom.public()), before);
    String::from_utf8(refused.stderr).expect("text")
}

#[test]
fn a_site_that_would_lose_all_its_articles_stays_as_it_is_unless_that_is_wanted() {
    for seeds in ["seeds", "seeds/news"] {
        let newsroom = Newsroom::new(&articles(3));
        newsroom.write(&images(40));
        newsroom.build();
        let (seeds, aside) = (newsroom.0.path().join(seeds), newsroom.0.path().join("aside"));
        std::fs::rename(&seeds, &aside).expect("moved");
        let told = refusal(&newsroom);
        assert!(told.contains("error[output-loss]: the site has 3 articles and would have none"), "{told}");
        std::fs::create_dir(&seeds).expect("an empty folder");
        let told = refusal(&newsroom);
        assert!(told.contains("--allow-loss"), "{told}");
        let mut command = program();
        let wanted = command.args(["build", "--allow-loss", "--site"]).arg(newsroom.0.path()).output();
        assert!(wanted.expect("the program runs").status.success());
        assert!(!newsroom.public().join("news/a1.html").exists());
    }
}

#[test]
fn a_site_that_would_lose_most_of_its_articles_or_assets_stays_as_it_is() {
    let newsroom = Newsroom::new(&articles(25));
    newsroom.write(&images(60));
    newsroom.build();
    let article = |n: usize| format!("seeds/news/a{n}.txt");
    let remove = |path: String| std::fs::remove_file(newsroom.0.path().join(path)).expect("removed");
    (0..13).map(article).for_each(remove);
    let told = refusal(&newsroom);
    assert!(told.contains("the site has 25 articles and would have 12"), "{told}");
    newsroom.write(&articles(1));
    newsroom.build();
    (0..60).map(|n| format!("static/{n}.txt")).for_each(remove);
    let told = refusal(&newsroom);
    assert!(told.contains("assets and would have") && told.contains("static/"), "{told}");
}

#[test]
fn articles_that_are_drafts_from_now_on_are_not_lost() {
    let newsroom = Newsroom::new(&articles(25));
    newsroom.build();
    newsroom.write(&articles(25).replace("title", "draft = true\ntitle"));
    assert!(newsroom.summary().starts_with("0 articles, 25 drafts left out"));
    assert!(!newsroom.public().join("news/a1.html").exists());
    newsroom.write(&articles(25));
    newsroom.build();
    std::fs::remove_dir_all(newsroom.0.path().join("seeds")).expect("removed");
    assert!(refusal(&newsroom).contains("output-loss"));
}

#[test]
fn a_file_of_somebody_else_where_a_page_must_go_is_not_overwritten() {
    let newsroom = Newsroom::new(&article("a", "أول"));
    newsroom.build();
    std::fs::write(newsroom.public().join("news/b.html"), "mine").expect("written");
    newsroom.write(&article("b", "ثان"));
    let output = newsroom.build();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[output-foreign]"));
    let kept = std::fs::read_to_string(newsroom.public().join("news/b.html"));
    assert_eq!(kept.expect("still there"), "mine");
}

#[test]
fn two_builds_of_one_site_do_not_mix() {
    let newsroom = Newsroom::new(&article("a", "أول"));
    newsroom.build();
    let lock = std::fs::File::open(newsroom.0.path().join(".warraq/public/lock")).expect("the lock");
    lock.lock().expect("locked");
    let output = newsroom.build();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[output-busy]"));
    drop(lock);
    assert!(newsroom.build().status.success());
}

#[test]
fn a_lost_or_damaged_record_costs_a_notice_and_nothing_else() {
    let newsroom = Newsroom::new(&article("a", "أول"));
    newsroom.build();
    let before = tree(&newsroom.public());
    let manifest = newsroom.0.path().join(".warraq/public/manifest");
    let mut bytes = std::fs::read(&manifest).expect("the record");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&manifest, bytes).expect("written");
    let output = newsroom.build();
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("warning[output-unrecorded]"));
    assert_eq!(tree(&newsroom.public()), before);
}

#[test]
fn an_article_that_is_withdrawn_goes_though_the_record_is_damaged() {
    let newsroom = Newsroom::new(&["a0", "a1", "a2", "a3"].map(|name| article(name, name)).concat());
    newsroom.build();
    std::fs::write(newsroom.public().join("CNAME"), "example.org").expect("written");
    let manifest = newsroom.0.path().join(".warraq/public/manifest");
    let mut bytes = std::fs::read(&manifest).expect("the record");
    bytes.push(b'x');
    std::fs::write(&manifest, bytes).expect("written");
    std::fs::remove_file(newsroom.0.path().join("seeds/news/a1.txt")).expect("removed");
    newsroom.write(&article("a2", "a2").replace("title", "draft = true\ntitle"));
    let output = newsroom.build();
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("warning[output-unrecorded]") && told.contains("1 file is none of the site: CNAME"),
        "{told}"
    );
    for (name, stays) in [("a0", true), ("a1", false), ("a2", false), ("a3", true)] {
        assert_eq!(newsroom.public().join(format!("news/{name}.html")).exists(), stays, "{name}");
    }
    std::fs::remove_dir_all(newsroom.0.path().join(".warraq")).expect("removed");
    std::fs::remove_file(newsroom.0.path().join("seeds/news/a3.txt")).expect("removed");
    let told = String::from_utf8(newsroom.build().stderr).expect("text");
    assert!(told.contains("CNAME, news/a3.html"), "nobody knows whose it is: {told}");
}
