//! The lock, the manifest, and what becomes of a build without them.

use std::fs;
use std::time::{Duration, SystemTime};

use super::faulty::Faulty;
use super::{Files, Site, entry, tree_of};
use crate::publish::disk::{Disk, Fs};
use crate::publish::manifest::{Imprint, Sealed};
use crate::publish::place::Place;
use crate::publish::{DiskFault, Fault, Loss, Losses, Published, Report, Tier, publish_on, recover};

#[test]
fn a_copied_output_is_read_and_not_made_again() {
    let files = [("a.html", "a"), ("b.html", "b")];
    let site = Site::of(&files);
    let later = SystemTime::now() + Duration::from_mins(1);
    site.set_modified("a.html", later);
    assert_eq!(site.made(&files), [""; 0]);
    assert_eq!(site.modified("a.html"), later);
}

#[test]
fn without_its_state_a_build_gives_the_same_output() {
    let site = Site::of(&[("a.html", "a"), ("b.html", "b")]);
    let before = site.modified("a.html");
    fs::remove_dir_all(site.root.path().join(".warraq")).unwrap();
    let files = [("a.html", "a"), ("b.html", "edited"), ("c.html", "c")];
    let report = site.publish(&files).unwrap();
    assert_eq!(report, Report { written: 2, unchanged: 1, unrecorded: true, ..Report::default() });
    assert_eq!(site.tree(), tree_of(&files));
    assert_eq!(site.modified("a.html"), before);
}

#[test]
fn a_manifest_with_any_damaged_byte_gives_the_same_output() {
    let files = [("a.html", "a"), ("b/c.html", "c")];
    let edited = [("a.html", "b"), ("b/c.html", "c"), ("d.html", "d")];
    let site = Site::of(&files);
    let manifest = site.state().join("manifest");
    let length = fs::read(&manifest).unwrap().len();
    for index in 0..=length {
        let mut bytes = fs::read(&manifest).unwrap();
        match bytes.get_mut(index) {
            Some(byte) => *byte ^= 0x15,
            None => bytes.truncate(length / 2),
        }
        fs::write(&manifest, bytes).unwrap();
        let files: Files = if index % 2 == 0 { &edited } else { &files };
        let report = site.publish(files).unwrap();
        assert!(report.unrecorded);
        assert!(files.iter().all(|(path, content)| site.tree()[*path] == *content));
        assert_eq!(site.made(files), [""; 0]);
    }
}

/// Publishes where the manifest is damaged, and those articles are known of before.
fn unrecorded(site: &Site, losses: Losses, files: Files, former: &[&str]) -> Result<Published, Fault<()>> {
    fs::write(site.state().join("manifest"), "damaged").unwrap();
    let plan: Vec<_> = files.iter().map(|(path, content)| entry(path, content)).collect();
    let former = || former.iter().map(|path| (*path).to_owned()).collect();
    let make = |index: usize| Ok(files[index].1.into());
    publish_on(&Faulty::sound(), &site.public(), &plan, losses, &former, make, |_| {})
}

#[test]
fn without_a_record_what_is_known_otherwise_to_be_ours_goes_and_the_rest_is_named() {
    let files = [("a.html", "a"), ("news/b.html", "b"), ("news/c.html", "c"), ("old.css", "x")];
    let site = Site::of(&files);
    site.write("CNAME", "mine");
    let former = ["a.html", "A.html", "news/c.html", "never.html", "../site.toml"];
    fs::write(site.root.path().join("site.toml"), "mine").unwrap();
    let published = unrecorded(&site, Losses::Wanted, &files[..2], &former).unwrap();
    assert_eq!(published.report, Report { unchanged: 2, removed: 1, unrecorded: true, ..Report::default() });
    assert_eq!(published.strays, ["CNAME", "old.css"]);
    let left = [files[0], files[1], files[3], ("CNAME", "mine")];
    assert_eq!(site.tree(), tree_of(&left));
    assert!(site.root.path().join("site.toml").exists());
    let again = unrecorded(&site, Losses::Wanted, &files[..2], &["news/c.html"]).unwrap();
    assert_eq!(again.report.removed, 0);
}

#[test]
fn without_a_record_articles_are_not_lost_either() {
    let files = [("a.html", "a"), ("b.html", "b"), ("index.html", "home")];
    let site = Site::of(&files);
    let losses = Losses::Refused { withdrawn: 0 };
    let refused = unrecorded(&site, losses, &files[2..], &["a.html", "b.html"]);
    let loss = Loss { tier: Tier::Article, before: 2, after: 0 };
    assert!(matches!(refused, Err(Fault::Loss(found)) if found == loss), "{refused:?}");
    assert_eq!(site.tree(), tree_of(&files));
    unrecorded(&site, losses, &files[1..], &["a.html", "b.html"]).unwrap();
    assert_eq!(site.tree(), tree_of(&files[1..]));
}

#[test]
fn an_output_folder_that_was_deleted_is_built_anew() {
    let files = [("a.html", "a"), ("b.html", "b")];
    let site = Site::of(&files);
    fs::remove_dir_all(site.public()).unwrap();
    assert_eq!(site.publish(&files[..1]).unwrap(), Report { written: 1, ..Report::default() });
    assert_eq!(site.tree(), tree_of(&files[..1]));
}

#[test]
fn a_second_build_at_the_same_time_is_refused_with_the_first_ones_pid() {
    let site = Site::of(&[("a.html", "a")]);
    let lock = Place::of(&site.public()).unwrap().lock().unwrap();
    let pid = |fault| match fault {
        DiskFault::Busy { pid } => pid,
        other => panic!("not busy: {other:?}"),
    };
    let Err(Fault::Disk(fault)) = site.publish(&[]) else { panic!("built") };
    assert_eq!(pid(fault), Some(std::process::id()));
    assert_eq!(pid(recover(&site.public()).unwrap_err()), Some(std::process::id()));
    drop(lock);
    site.publish(&[]).unwrap();
}

#[test]
fn a_manifest_that_names_a_file_outside_the_output_is_not_believed() {
    let site = Site::of(&[("a.html", "a")]);
    fs::write(site.root.path().join("precious"), "mine").unwrap();
    let stamp = Disk::default().write(&site.state().join("x"), b"").unwrap();
    let plan = [entry("../precious", "")];
    let manifest = Sealed::of(&plan, vec![Imprint { hash: [0; 16], stamp }]);
    fs::write(site.state().join("manifest"), manifest.parts().collect::<Vec<_>>().concat()).unwrap();
    assert!(site.publish(&[("a.html", "a")]).unwrap().unrecorded);
    assert_eq!(fs::read_to_string(site.root.path().join("precious")).unwrap(), "mine");
}

#[test]
fn a_folder_that_was_never_published_has_nothing_to_recover() {
    let site = Site::empty();
    assert!(!recover(&site.public()).unwrap());
    assert!(!site.root.path().join(".warraq").exists());
}

#[test]
fn a_manifest_that_cannot_be_read_stops_the_build() {
    let site = Site::of(&[("a.html", "a"), ("b.html", "b")]);
    let manifest = site.state().join("manifest");
    fs::remove_file(&manifest).unwrap();
    fs::create_dir(&manifest).unwrap();
    let Err(Fault::Disk(DiskFault::Io { path, doing: "reading", .. })) = site.publish(&[("a.html", "a")])
    else {
        panic!("built")
    };
    assert!(path.ends_with(".warraq/public/manifest"));
}

#[test]
fn a_path_that_leads_out_of_the_output_is_refused() {
    for path in ["../a.html", "/a.html", "a//b.html", "a/./b.html", "a/..", "", "a/\0"] {
        let site = Site::empty();
        let result = site.publish(&[(path, "a")]);
        assert!(matches!(result, Err(Fault::Disk(DiskFault::Io { doing: "placing", .. }))), "{path:?}");
        assert_eq!(fs::read_dir(site.root.path()).unwrap().count(), 0, "{path:?}");
    }
}
