//! Folders and files that will not yield: asked before anything is changed.

use super::crash::NEW;
use super::faulty::Faulty;
use super::{Site, tree_of};
use crate::publish::ground::under;
use crate::publish::{DiskFault, Fault};

#[test]
fn a_folder_or_file_that_nobody_may_change_stops_the_build_before_anything_is_changed() {
    let of = |paths: &[&'static str]| paths.iter().map(|path| (*path, "new")).collect::<Vec<_>>();
    for (barred, wanted, named) in [
        ("news", &["news/a.html", "z.html"][..], "news"),
        ("news", &["news/deep/new.html"], "news"),
        ("news/a.html", &["news/a.html", "z.html"], "a.html"),
        ("news", &["z.html"], "news"),
        ("", &["news/a.html", "new.html"], "public"),
        ("", &["news/a.html", "new/deep.html"], "public"),
    ] {
        let before = [("news/a.html", "a"), ("z.html", "z")];
        let site = Site::of(&before);
        let result = site.publish_on(&Faulty::barring(under(&site.public(), barred)), &of(wanted));
        let Err(Fault::Disk(DiskFault::Io { path, .. })) = result else { panic!("{barred}: {result:?}") };
        assert!(path.ends_with(named), "{barred}: {path:?}");
        assert_eq!(site.tree(), tree_of(&before), "{barred}");
        assert_eq!(site.state_names(), ["lock", "manifest"], "{barred}");
    }
    let site = Site::empty();
    site.publish_on(&Faulty::barring(site.root.path().to_owned()), NEW).unwrap_err();
    assert!(!site.public().exists());
}

#[test]
fn a_folder_in_which_nothing_changes_need_not_be_written_to() {
    let site = Site::of(&[("news/a.html", "a"), ("z.html", "z")]);
    let files = [("news/a.html", "a"), ("z.html", "new")];
    site.publish_on(&Faulty::barring(site.public().join("news")), &files).unwrap();
    assert_eq!(site.tree(), tree_of(&files));
}
