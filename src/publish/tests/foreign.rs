//! What is not ours, or not in its place.

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;

use super::{Site, tree_of};
use crate::memo::seal::sum_of;
use crate::publish::{DiskFault, Fault, Report, State};

fn foreign(result: Result<Report, Fault<String>>) -> String {
    match result {
        Err(Fault::Disk(DiskFault::Foreign { path })) => {
            path.file_name().unwrap().to_str().unwrap().to_owned()
        }
        other => panic!("not foreign: {other:?}"),
    }
}

#[test]
fn a_file_of_someone_else_is_never_overwritten() {
    let site = Site::of(&[("a.html", "a")]);
    site.write("b.html", "mine");
    assert_eq!(foreign(site.publish(&[("a.html", "a2"), ("b.html", "b"), ("c.html", "c")])), "b.html");
    assert_eq!(site.tree(), tree_of(&[("a.html", "a"), ("b.html", "mine")]));
    assert_eq!(site.state_names(), ["lock", "manifest"]);
}

#[test]
fn a_file_of_someone_else_with_the_same_bytes_becomes_ours() {
    let site = Site::of(&[("a.html", "a")]);
    site.write("b.html", "b");
    let both = [("a.html", "a"), ("b.html", "b")];
    assert_eq!(site.publish(&both).unwrap(), Report { unchanged: 2, ..Report::default() });
    site.publish(&both[..1]).unwrap();
    assert_eq!(site.tree(), tree_of(&both[..1]));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let one = [("a", "file"), ("b/c/d.html", "in a folder"), ("b/e.html", "too")];
    let other = [("a/x/y.html", "in a folder"), ("b", "file")];
    let site = Site::of(&one);
    for files in [&other[..], &one, &other] {
        let removed = site.tree().keys().filter(|path| !path.ends_with('/')).count();
        assert_eq!(site.publish(files).unwrap().removed, removed);
        assert_eq!(site.tree(), tree_of(files));
        assert_eq!(site.made(files), [""; 0]);
    }
}

#[test]
fn a_file_of_someone_else_where_a_folder_must_go_is_foreign() {
    let site = Site::of(&[("a.html", "a")]);
    site.write("news", "mine");
    assert_eq!(foreign(site.publish(&[("news/a.html", "a")])), "news");
    assert_eq!(site.tree(), tree_of(&[("a.html", "a"), ("news", "mine")]));
}

#[test]
fn a_folder_with_a_file_of_someone_else_where_a_file_must_go_is_foreign() {
    let site = Site::of(&[("news/a.html", "a")]);
    site.write("news/deep/mine.txt", "mine");
    assert_eq!(foreign(site.publish(&[("news", "file")])), "mine.txt");
    assert_eq!(site.tree(), tree_of(&[("news/a.html", "a"), ("news/deep/mine.txt", "mine")]));
}

#[test]
fn an_empty_folder_makes_way_for_a_file() {
    let site = Site::of(&[("a.html", "a")]);
    fs::create_dir_all(site.public().join("b.html/deep")).unwrap();
    let files = [("a.html", "a"), ("b.html", "b")];
    site.publish(&files).unwrap();
    assert_eq!(site.tree(), tree_of(&files));
}

/// A folder that is none of ours, with `a.html` in it.
#[cfg(unix)]
fn elsewhere() -> Site {
    Site::of(&[("a.html", "elsewhere")])
}

#[test]
#[cfg(unix)]
fn nothing_is_written_or_removed_behind_a_link_to_a_folder() {
    let elsewhere = elsewhere();
    for old in [&[("news/a.html", "a")][..], &[("news", "a file")]] {
        let site = Site::of(old);
        fs::rename(site.public().join("news"), site.root.path().join("moved")).unwrap();
        symlink(elsewhere.public(), site.public().join("news")).unwrap();
        let new = [("news/a.html", "edited"), ("news/b.html", "b")];
        assert_eq!(foreign(site.publish(&new[1..])), "news");
        site.publish(&new).unwrap_err();
        site.publish(&[]).unwrap();
        assert_eq!(elsewhere.tree(), tree_of(&[("a.html", "elsewhere")]));
    }
}

#[test]
#[cfg(unix)]
fn a_link_at_the_path_of_an_output_is_foreign_or_replaced_but_not_followed() {
    let elsewhere = elsewhere();
    let site = Site::of(&[("ours.html", "a")]);
    fs::remove_file(site.public().join("ours.html")).unwrap();
    symlink(elsewhere.public().join("a.html"), site.public().join("ours.html")).unwrap();
    symlink(elsewhere.public().join("a.html"), site.public().join("new.html")).unwrap();
    assert_eq!(foreign(site.publish(&[("new.html", "b")])), "new.html");
    site.publish(&[("ours.html", "a")]).unwrap();
    assert_eq!(site.tree()["ours.html"], "a");
    assert_eq!(elsewhere.tree(), tree_of(&[("a.html", "elsewhere")]));
}

#[test]
#[cfg(unix)]
fn the_output_folder_itself_may_be_a_link() {
    let site = Site::empty();
    let real = site.root.path().join("disk/site");
    fs::create_dir_all(&real).unwrap();
    symlink(&real, site.public()).unwrap();
    let files = [("news/a.html", "a")];
    site.publish(&files).unwrap();
    assert_eq!(fs::read_to_string(real.join("news/a.html")).unwrap(), "a");
    assert!(site.root.path().join("disk/.warraq/site/manifest").exists(), "the state lies on the real disk");
    assert_eq!(site.made(&files), [""; 0]);
}

#[test]
fn an_output_folder_that_is_a_file_is_foreign() {
    let site = Site::empty();
    fs::write(site.public(), "mine").unwrap();
    assert_eq!(foreign(site.publish(&[("a.html", "a")])), "public");
    assert_eq!(fs::read_to_string(site.public()).unwrap(), "mine");
}

#[test]
fn a_file_whose_name_changes_in_case_is_still_ours_where_the_disk_ignores_case() {
    let site = Site::of(&[("News.html", "a"), ("gone.html", "x")]);
    // A second name of the same file stands in for a disk that ignores case.
    fs::hard_link(site.public().join("News.html"), site.public().join("news.html")).unwrap();
    let report = site.publish(&[("news.html", "a")]).unwrap();
    assert_eq!(report, Report { unchanged: 1, removed: 1, ..Report::default() });
    fs::remove_file(site.public().join("News.html")).unwrap();
    assert!(site.public().join("news.html").exists());
    assert_eq!(site.made(&[("news.html", "a")]), [""; 0]);
}

#[test]
fn a_file_of_someone_else_that_differs_in_case_only_is_foreign() {
    let site = Site::of(&[("News.html", "a")]);
    site.write("news.html", "mine");
    assert_eq!(foreign(site.publish(&[("news.html", "b")])), "news.html");
}

#[test]
#[cfg(target_os = "linux")]
fn whoever_looks_at_bytes_is_told_by_no_link_and_waits_for_no_pipe() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};

    let site = Site::of(&[("a.html", "aa")]);
    let manifest = sum_of(&fs::read(site.state().join("manifest")).unwrap()).unwrap();
    let stands = |thorough| State::of(&site.public()).unwrap().stands(manifest, thorough);
    assert_eq!(stands(true), Some(1));

    let modified = site.modified("a.html");
    let write = |text: &str| {
        site.write("a.html", text);
        site.set_modified("a.html", modified);
    };
    write("ab");
    assert_eq!(stands(false), Some(1), "by its length and time it is the same");
    assert_eq!(stands(true), None);

    write("aa");
    assert_eq!(stands(true), Some(1));
    let (page, aside) = (site.public().join("a.html"), site.public().join("aside"));
    fs::rename(&page, &aside).unwrap();
    symlink(&aside, &page).unwrap();
    assert_eq!(stands(true), None);

    fs::remove_file(&page).unwrap();
    // Not by a program: a process that begins holds the locks of the other tests for a moment.
    mknodat(CWD, &page, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    assert_eq!(stands(true), None);
}
