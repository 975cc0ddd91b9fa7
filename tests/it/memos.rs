//! What a build leaves for the next one: it saves work, and changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use crate::cli::{Run, warraq};
use crate::support::write_files;

const SITE: &str = "
        -- site.toml --
        title = \"صحيفة\"
        base_url = \"https://example.org/\"
        -- seeds/news/first.txt --
        +++
        title = \"الخبر الأول\"
        date = 2026-05-01
        tags = [\"سوق\"]
        +++
        نص الخبر الأول كما كتبه محرره في ذلك اليوم.
        قد يهمك: خبر لا وجود له
        -- seeds/news/second.txt --
        +++
        title = \"الخبر الثاني\"
        +++
        نص الخبر الثاني كما كتبه محرره.
        وفي فقرته الثانية كلام عن يوم آخر.
        قد يهمك: الخبر الأول
";

/// A built site whose files have been left alone long enough to be known by their times.
fn built() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    write_files(folder.path(), SITE);
    sleep(Duration::from_millis(100));
    assert_eq!(warraq(folder.path(), &["build"]).code, Some(0));
    folder
}

fn summary(run: &Run) -> &str {
    run.out.lines().last().unwrap_or_default().rsplit_once(", ").expect("a time stands last").0
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).expect("read"))).collect()
}

#[test]
fn a_build_of_what_has_not_changed_says_what_the_last_one_said() {
    let folder = built();
    for args in [&["build"][..], &["build", "--verify"]] {
        let run = warraq(folder.path(), args);
        let line = summary(&run);
        assert!(line.starts_with("2 articles, 0 files written, ") && line.ends_with("1 warning"), "{line}");
        assert!(run.err.contains("warning[related-not-found]"), "{}", run.err);
    }
}

#[test]
fn an_edit_is_told_with_what_was_known_of_the_others() {
    let folder = built();
    let second = folder.path().join("seeds/news/second.txt");
    let text = fs::read_to_string(&second).expect("read");
    fs::write(&second, text.replace("يوم آخر", "غدٍ")).expect("written");
    let run = warraq(folder.path(), &["build"]);
    assert!(summary(&run).starts_with("2 articles, 1 file written, "), "{}", run.out);
    assert!(run.err.contains("warning[related-not-found]"), "{}", run.err);
}

#[test]
fn a_page_that_someone_changed_is_made_again() {
    let folder = built();
    let page = folder.path().join("public/news/second.html");
    let was = fs::read(&page).expect("read");
    fs::write(&page, b"x").expect("written");
    warraq(folder.path(), &["build"]);
    assert_eq!(fs::read(&page).expect("read"), was);
}

#[test]
fn a_memo_damaged_at_any_byte_is_told_or_harmless_and_the_site_is_the_same() {
    let folder = built();
    let sound = tree(&folder.path().join("public"));
    for name in ["ledger", "heads"] {
        let memo = folder.path().join(".warraq/public").join(name);
        let bytes = fs::read(&memo).expect("a memo");
        for at in (0..bytes.len()).step_by(bytes.len() / 12) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x20;
            fs::write(&memo, damaged).expect("written");
            // An article is touched, so that the heads are asked for.
            let first = folder.path().join("seeds/news/first.txt");
            fs::write(&first, fs::read(&first).expect("read")).expect("written");
            let run = warraq(folder.path(), &["build"]);
            assert_eq!(run.code, Some(0), "{}", run.err);
            assert!(at < 8 || run.err.contains("warning[memo-unsound]"), "{name} at {at}: {}", run.err);
            assert_eq!(tree(&folder.path().join("public")), sound, "{name} at {at}");
        }
    }
}

#[test]
fn damage_is_told_once() {
    let folder = built();
    fs::write(folder.path().join(".warraq/public/heads"), b"x").expect("written");
    let first = folder.path().join("seeds/news/first.txt");
    fs::write(&first, fs::read_to_string(&first).expect("read") + "وزيادة.\n").expect("written");
    assert!(warraq(folder.path(), &["build"]).err.contains("warning[memo-unsound]"));
    sleep(Duration::from_millis(100));
    for _ in 0..2 {
        let run = warraq(folder.path(), &["build"]);
        assert!(!run.err.contains("memo-unsound"), "{}", run.err);
    }
}

/// What a power cut may leave of a file that was written and not yet on the disk.
fn remains(old: &[u8], new: &[u8]) -> [Option<Vec<u8>>; 6] {
    let zeros = vec![0; new.len()];
    let half = new[..new.len() / 2].to_vec();
    [Some(old.to_vec()), Some(new.to_vec()), Some(zeros), Some(half), Some(Vec::new()), None]
}

#[test]
fn whatever_a_power_cut_leaves_of_a_memo_the_site_is_that_of_a_clean_build() {
    let folder = built();
    let memo = |name: &str| folder.path().join(".warraq/public").join(name);
    let read = || ["ledger", "heads"].map(|name| fs::read(memo(name)).expect("a memo"));
    let [old_ledger, old_heads] = read();
    let second = folder.path().join("seeds/news/second.txt");
    fs::write(&second, fs::read_to_string(&second).expect("read").replace("الثاني", "الآخر"))
        .expect("written");
    fs::remove_file(folder.path().join("seeds/news/first.txt")).expect("removed");
    sleep(Duration::from_millis(100));
    assert_eq!(warraq(folder.path(), &["build"]).code, Some(0));
    let [new_ledger, new_heads] = read();
    let wanted = tree(&folder.path().join("public"));
    for ledger in remains(&old_ledger, &new_ledger) {
        for heads in remains(&old_heads, &new_heads) {
            for (name, bytes) in [("ledger", &ledger), ("heads", &heads)] {
                match bytes {
                    Some(bytes) => fs::write(memo(name), bytes).expect("written"),
                    None => drop(fs::remove_file(memo(name))),
                }
            }
            let run = warraq(folder.path(), &["build"]);
            assert_eq!(run.code, Some(0), "{}", run.err);
            assert_eq!(tree(&folder.path().join("public")), wanted, "{}", run.err);
            let again = warraq(folder.path(), &["build"]);
            assert!(!again.err.contains("memo-unsound"), "{}", again.err);
        }
    }
}
