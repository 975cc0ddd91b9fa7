//! Builds that die: whatever happens, the output is wholly old, or becomes wholly new.

use std::collections::BTreeMap;
use std::fs;

use super::faulty::{Faulty, Mishap, Names};
use super::{Files, Site, changes_between, entry, tree_of};
use crate::publish::place::Place;
use crate::publish::{Changes, DiskFault, Entry, Fault, Losses, Report, State, journal, publish_on, recover};

const OLD: Files = &[
    ("a.css", "old style"),
    ("gone/deep/x.html", "old x"),
    ("index.html", "old home"),
    ("news/a.html", "old a"),
    ("news/b.html", "old b"),
    ("same.txt", "same"),
    ("swap", "old file"),
    ("turn/in/z.html", "old z"),
];

pub(super) const NEW: Files = &[
    ("a.css", "new style"),
    ("fresh/deep/y.html", "new y"),
    ("index.html", "new home"),
    ("news/a.html", "new a"),
    ("news/c.html", "new c"),
    ("same.txt", "same"),
    ("swap/z.html", "new z"),
    ("turn", "new file"),
];

/// No file is torn or empty, and none is missing that both builds have.
pub(super) fn assert_readable(site: &Site, context: &str) {
    let (tree, old, new) = (site.tree(), tree_of(OLD), tree_of(NEW));
    for (path, content) in &tree {
        let known = [old.get(path), new.get(path)].contains(&Some(content));
        assert!(known || path == "mine.txt", "{context}: {path} holds {content:?}");
    }
    let missing: Vec<_> =
        old.keys().filter(|&path| new.contains_key(path) && !tree.contains_key(path)).collect();
    assert!(missing.is_empty(), "{context}: {missing:?} are missing");
}

/// The output is wholly old or wholly new, with the file of someone else.
pub(super) fn assert_whole(site: &Site, context: &str) {
    let mut tree = site.tree();
    assert_eq!(tree.remove("mine.txt").as_deref(), Some("mine"), "{context}");
    assert!(tree == tree_of(OLD) || tree == tree_of(NEW), "{context}: {tree:#?}");
}

/// A build of each plan gives that plan, and leaves nothing to do and nothing lying about.
pub(super) fn assert_usable(site: &Site, context: &str) {
    for files in [NEW, OLD] {
        site.publish(files).unwrap();
        let mut tree = site.tree();
        tree.remove("mine.txt");
        assert_eq!(tree, tree_of(files), "{context}");
        assert_eq!(site.made(files), [""; 0], "{context}");
        assert_eq!(site.state_names(), ["lock", "manifest"], "{context}");
    }
}

/// The old site, with a file of someone else.
pub(super) fn old_site() -> Site {
    let site = Site::of(OLD);
    site.write("mine.txt", "mine");
    site
}

const MISHAPS: [Mishap; 5] = [
    Mishap::Error,
    Mishap::ErrorThenDeath,
    Mishap::Death,
    Mishap::PowerCut(Names::Kept),
    Mishap::AnyPowerCut(Names::Kept),
];

/// A build that a mishap has befallen.
pub(super) struct Struck {
    pub(super) site: Site,
    pub(super) disk: Faulty,
    /// At the operation after so many.
    at: usize,
    /// Which.
    operation: String,
    result: Result<Report, Fault<String>>,
    /// The mishap and the operation, for whoever reads that an assertion failed.
    pub(super) context: String,
}

/// Publishes `files` on a new `site` again and again, each time with the mishap an operation later, and gives what is
/// left to `see`. Gives how many operations there are: without a mishap the build ends well.
pub(super) fn at_each_operation(
    mishap: Mishap,
    site: impl Fn() -> Site,
    files: Files,
    mut see: impl FnMut(&Struck),
) -> usize {
    let mut at = 0;
    loop {
        let (site, disk) = (site(), Faulty::new(mishap, at));
        let result = site.publish_on(&disk, files);
        if !disk.has_struck() {
            result.unwrap();
            return at;
        }
        let operation = disk.operations().swap_remove(at);
        let context = format!("{mishap:?} at {at}: {operation:?}");
        see(&Struck { site, disk, at, operation, result, context });
        at += 1;
    }
}

#[test]
fn a_build_that_dies_at_any_operation_leaves_the_old_site_or_is_rolled_forward() {
    for mishap in MISHAPS {
        let mut rolled = 0;
        let operations = at_each_operation(mishap, old_site, NEW, |Struck { site, context, .. }| {
            assert_readable(site, context);
            rolled += usize::from(recover(&site.public()).unwrap());
            assert_whole(site, context);
            assert_usable(site, context);
        });
        assert!(operations > 30 && rolled > 10, "{operations} operations, {rolled} after the journal");
    }
}

#[test]
fn recovery_that_dies_at_any_operation_is_itself_rolled_forward() {
    for at in 0.. {
        let disk = Faulty::new(Mishap::Death, at);
        let _ = old_site().publish_on(&disk, NEW);
        if !disk.has_struck() {
            break;
        }
        for again in 0.. {
            let site = old_site();
            let _ = site.publish_on(&Faulty::new(Mishap::Death, at), NEW);
            // By turns, to halve the work.
            let mishap = [Mishap::Death, Mishap::Error][(at + again) % 2];
            let disk = Faulty::new(mishap, again);
            let _ = journal::recover(&disk, &Place::of(&site.public()).unwrap());
            let context = format!("at {at}, then {mishap:?} at {again}");
            assert_readable(&site, &context);
            recover(&site.public()).unwrap();
            assert_whole(&site, &context);
            if !disk.has_struck() {
                assert_usable(&site, &context);
                break;
            }
        }
    }
}

#[test]
fn a_first_build_that_dies_at_any_operation_leaves_no_output_or_a_whole_one() {
    let whole = [BTreeMap::new(), tree_of(NEW)];
    for mishap in MISHAPS {
        at_each_operation(mishap, Site::empty, NEW, |Struck { site, context, .. }| {
            assert!(whole.contains(&site.tree()), "{context}");
            recover(&site.public()).unwrap();
            assert!(whole.contains(&site.tree()), "{context}");
            assert_eq!(site.public().exists(), !site.tree().is_empty(), "{context}");
            assert_usable(site, context);
        });
    }
}

#[test]
fn a_build_that_only_learns_new_keys_may_die_and_still_knows_which_files_are_ours() {
    let files = &[("a.html", "a"), ("b.html", "b")];
    for mishap in MISHAPS {
        for at in 0.. {
            let site = Site::of(files);
            let disk = Faulty::new(mishap, at);
            let plan = files.map(|(path, _)| Entry { key: [1; 16], ..entry(path, "") });
            let make = |index: usize| Ok::<_, ()>(files[index].1.into());
            let _ = publish_on(&disk, &site.public(), &plan, Losses::Wanted, &Vec::new, make, |_| {});
            assert_eq!(site.tree(), tree_of(files));
            assert_eq!(site.publish(&files[..1]).unwrap().removed, 1, "{mishap:?} at {at}");
            if !disk.has_struck() {
                break;
            }
        }
    }
}

/// Two plans with no file in another's way.
pub(super) const BEFORE: Files = &[("a.html", "a"), ("gone.html", "x")];
pub(super) const AFTER: Files = &[("a.html", "b"), ("new/deep/c.html", "c"), ("new/d.html", "d")];

#[test]
fn an_error_before_the_first_file_is_touched_leaves_nothing_behind() {
    let mut touched = false;
    at_each_operation(
        Mishap::Error,
        || Site::of(BEFORE),
        AFTER,
        |Struck { site, operation, result, .. }| {
            // The operation that places the second file: from here on the only way is forward.
            touched |= operation == "rename stage/new/deep/c.html";
            let unfinished = matches!(result, Err(Fault::Disk(DiskFault::Unfinished(_))));
            // Once all is in place, what is left to be swept away is no fault.
            assert_eq!(unfinished, touched && result.is_err(), "{operation}: {result:?}");
            if touched {
                recover(&site.public()).unwrap();
                assert_eq!(site.tree(), tree_of(AFTER), "{operation}");
            } else {
                assert!(result.is_err(), "{operation}");
                assert_eq!(site.tree(), tree_of(BEFORE), "{operation}");
                assert_eq!(site.state_names(), ["lock", "manifest"], "{operation}");
            }
        },
    );
    assert!(touched);
}

/// The files of a tree: folders that were created for nothing may be left, empty.
pub(super) fn files_of(mut tree: BTreeMap<String, String>) -> BTreeMap<String, String> {
    tree.retain(|path, _| !path.ends_with('/'));
    tree
}

#[test]
fn a_death_while_sweeping_after_an_error_leaves_the_old_files_or_is_rolled_forward() {
    let whole = [BEFORE, AFTER].map(|files| files_of(tree_of(files)));
    at_each_operation(
        Mishap::ErrorThenDeath,
        || Site::of(BEFORE),
        AFTER,
        |Struck { site, context, .. }| {
            recover(&site.public()).unwrap();
            let files = files_of(site.tree());
            assert!(whole.contains(&files), "{context}: {files:?}");
        },
    );
}

#[test]
fn a_file_that_vanishes_from_the_stage_fails_the_build_and_the_next_one_makes_it_again() {
    let site = Site::of(&[("a.html", "a"), ("b.html", "b")]);
    let files = [("a.html", "a2"), ("b.html", "b2")];
    let plan = files.map(|(path, content)| entry(path, content));
    let vanish = |settled| {
        if settled == files.len() {
            fs::remove_file(site.state().join("stage/b.html")).unwrap();
        }
    };
    let make = |index: usize| Ok::<_, ()>(files[index].1.into());
    publish_on(&Faulty::sound(), &site.public(), &plan, Losses::Wanted, &Vec::new, make, vanish).unwrap_err();
    site.publish(&files).unwrap();
    assert_eq!(site.tree(), tree_of(&files));
}

#[test]
#[cfg(unix)]
fn recovery_removes_nothing_behind_a_link_made_since() {
    let elsewhere = Site::of(&[("x.html", "elsewhere")]);
    let site = old_site();
    let disk = Faulty::sound();
    old_site().publish_on(&disk, NEW).unwrap();
    let operations = disk.operations();
    let at = operations.iter().position(|operation| operation.ends_with("gone/deep/x.html"));
    site.publish_on(&Faulty::new(Mishap::Death, at.unwrap()), NEW).unwrap_err();
    fs::remove_dir_all(site.public().join("gone/deep")).unwrap();
    std::os::unix::fs::symlink(elsewhere.public(), site.public().join("gone/deep")).unwrap();
    assert!(recover(&site.public()).unwrap());
    assert_eq!(elsewhere.tree(), tree_of(&[("x.html", "elsewhere")]));
}

#[test]
fn a_damaged_journal_is_swept_away_and_the_next_build_is_right() {
    // Dies after some files have been placed.
    let half_way = |site: &Site| {
        let disk = Faulty::sound();
        old_site().publish_on(&disk, NEW).unwrap();
        let at = disk.operations().iter().position(|operation| operation == "rename stage/news/c.html");
        site.publish_on(&Faulty::new(Mishap::Death, at.unwrap()), NEW).unwrap_err();
    };
    let site = old_site();
    half_way(&site);
    let length = fs::read(site.state().join("journal")).unwrap().len();
    for index in (0..length).step_by(7) {
        let site = old_site();
        half_way(&site);
        let mut bytes = fs::read(site.state().join("journal")).unwrap();
        bytes[index] ^= 0x40;
        fs::write(site.state().join("journal"), bytes).unwrap();
        assert!(!recover(&site.public()).unwrap());
        assert_eq!(site.state_names(), ["lock", "manifest"]);
        assert_usable(&site, "damaged journal");
    }
}

#[test]
fn an_output_folder_created_since_a_first_build_died_is_respected() {
    let files = &[("a.html", "a")];
    let site = Site::empty();
    let disk = Faulty::sound();
    Site::empty().publish_on(&disk, files).unwrap();
    let at = disk.operations().iter().position(|operation| operation == "rename stage").unwrap();
    site.publish_on(&Faulty::new(Mishap::Death, at), files).unwrap_err();
    site.write("mine.txt", "mine");
    assert!(!recover(&site.public()).unwrap());
    site.publish(files).unwrap();
    assert_eq!(site.tree(), tree_of(&[("a.html", "a"), ("mine.txt", "mine")]));
}

#[test]
fn the_next_build_finishes_a_dead_one_before_its_own_work() {
    let site = old_site();
    let disk = Faulty::sound();
    old_site().publish_on(&disk, NEW).unwrap();
    let at = disk.operations().iter().position(|operation| operation == "rename stage/index.html").unwrap();
    site.publish_on(&Faulty::new(Mishap::Death, at), NEW).unwrap_err();
    let report = site.publish(NEW).unwrap();
    assert_eq!(report, Report { unchanged: NEW.len(), recovered: true, ..Report::default() });
}

#[test]
fn whatever_dies_the_next_build_tells_all_that_changed_since_the_last_that_told() {
    for mishap in [Mishap::Error, Mishap::ErrorThenDeath, Mishap::Death] {
        at_each_operation(mishap, old_site, NEW, |Struck { site, at, result, context, .. }| {
            if result.is_err() {
                // A build that fails finishes the dead one and tells nothing.
                if at % 2 == 0 {
                    recover(&site.public()).unwrap();
                }
                site.publish(NEW).unwrap();
            }
            assert_eq!(site.changes(), changes_between(OLD, NEW), "{context}");
            site.publish(NEW).unwrap();
            assert_eq!(site.changes(), Changes::default(), "{context}");
        });
    }
}

#[test]
fn a_build_that_died_before_it_told_what_changed_does_not_stand() {
    let site = old_site();
    let plan: Vec<_> = NEW.iter().map(|(path, content)| entry(path, content)).collect();
    let make = |index: usize| Ok::<_, ()>(NEW[index].1.into());
    let published =
        publish_on(&Faulty::sound(), &site.public(), &plan, Losses::Wanted, &Vec::new, make, |_| {}).unwrap();
    let state = State::of(&site.public()).unwrap();
    assert_eq!(state.stands(published.manifest, false), None);
    state.tell(published.manifest, &[]).unwrap();
    assert_eq!(state.stands(published.manifest, false), Some(NEW.len()));
}

#[test]
fn after_any_edits_and_deaths_a_build_equals_a_clean_one() {
    // A linear congruential generator: the same run each time. Constants: Knuth, MMIX.
    let mut state = 7_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    // Of each group one path at most: the others would need it to be a file and a folder at once.
    let groups =
        [&["a", "a/b", "a/b/c"][..], &["d/e", "d/e/f"], &["d/g"], &["h.css"], &["index.html"], &["i/j/k"]];
    let contents = ["one", "two", "tre", "longer"];
    let site = Site::of(&[("index.html", "start")]);
    for round in 0..400 {
        let mut files = Vec::new();
        for group in groups {
            if random(4) > 0 {
                let path = group[usize::try_from(random(group.len() as u64)).unwrap()];
                files.push((path, contents[usize::try_from(random(4)).unwrap()]));
            }
        }
        let mishap = MISHAPS[usize::try_from(random(5)).unwrap()];
        let at = usize::try_from(random(40)).unwrap();
        if site.publish_on(&Faulty::new(mishap, at), &files).is_err() && random(2) == 0 {
            // Sometimes the writer goes on with other articles after the death.
            continue;
        }
        site.publish_on(&Faulty::sound(), &files).unwrap();
        assert_eq!(site.tree(), tree_of(&files), "round {round}");
    }
}
