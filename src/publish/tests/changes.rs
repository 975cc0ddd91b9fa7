//! What a build makes, writes and removes.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::faulty::Faulty;
use super::{Site, entry, tree_of};
use crate::publish::{
    Became, Changes, DiskFault, Entry, Fault, Losses, Paper, Report, State, publish, publish_on,
};

#[test]
fn a_first_build_places_every_file() {
    let site = Site::empty();
    let files = [("index.html", "home"), ("news/2026/a.html", "a"), ("news/b.html", "b")];
    let report = site.publish(&files).unwrap();
    assert_eq!(report, Report { written: 3, ..Report::default() });
    assert_eq!(site.tree(), tree_of(&files));
    assert_eq!(site.state_names(), ["lock", "manifest"]);
}

#[test]
fn builds_on_the_real_disk_place_what_is_new() {
    let site = Site::empty();
    for content in ["first", "second"] {
        let plan = [entry("news/a.html", content)];
        let report =
            publish::<()>(&site.public(), &plan, Losses::Wanted, &Vec::new, |_| Ok(content.into()), |_| {});
        assert_eq!(report.unwrap().report.written, 1);
        assert_eq!(site.tree(), tree_of(&[("news/a.html", content)]));
    }
}

#[test]
fn a_build_of_the_same_plan_makes_and_writes_nothing() {
    let files = [("index.html", "home"), ("news/a.html", "a")];
    let site = Site::of(&files);
    let before = (site.modified("index.html"), site.modified("news/a.html"));
    let disk = Faulty::sound();
    let report = site.watch(&disk, &files, |path| panic!("{path} was made")).unwrap();
    assert_eq!(report, Report { unchanged: 2, ..Report::default() });
    assert_eq!(disk.operations(), [""; 0]);
    assert_eq!((site.modified("index.html"), site.modified("news/a.html")), before);
}

#[test]
fn an_edit_makes_and_writes_that_file_alone() {
    let site = Site::of(&[("index.html", "home"), ("news/a.html", "a")]);
    let before = site.modified("index.html");
    let edited = [("index.html", "home"), ("news/a.html", "edited")];
    assert_eq!(site.made(&edited), ["news/a.html"]);
    assert_eq!(site.tree(), tree_of(&edited));
    assert_eq!(site.modified("index.html"), before);
    assert_eq!(site.made(&edited), [""; 0]);
}

#[test]
fn a_file_with_another_key_but_the_same_bytes_stays_and_is_not_made_again() {
    let files = [("a.html", "same")];
    let site = Site::of(&files);
    let before = site.modified("a.html");
    let other_key = [Entry { key: [7; 16], ..entry("a.html", "") }];
    let publish = |make: &(dyn Fn() -> Vec<u8> + Sync)| {
        publish_on::<()>(
            &Faulty::sound(),
            &site.public(),
            &other_key,
            Losses::Wanted,
            &Vec::new,
            |_| Ok(make()),
            |_| {},
        )
        .unwrap()
        .report
    };
    assert_eq!(publish(&|| b"same".to_vec()), Report { unchanged: 1, ..Report::default() });
    assert_eq!(site.modified("a.html"), before);
    assert_eq!(publish(&|| panic!("made again")), Report { unchanged: 1, ..Report::default() });
}

#[test]
fn what_the_plan_drops_is_removed_with_the_folders_it_leaves_empty() {
    let site = Site::of(&[("a.html", "a"), ("old/deep/x.html", "x"), ("kept/y.html", "y")]);
    site.write("kept/mine.txt", "mine");
    let report = site.publish(&[("a.html", "a")]).unwrap();
    assert_eq!(report, Report { unchanged: 1, removed: 2, ..Report::default() });
    assert_eq!(site.tree(), tree_of(&[("a.html", "a"), ("kept/mine.txt", "mine")]));
}

#[test]
fn an_output_folder_that_loses_its_last_file_stays() {
    let site = Site::of(&[("a.html", "a")]);
    site.publish(&[]).unwrap();
    assert!(site.public().is_dir());
    assert_eq!(site.tree(), BTreeMap::new());
}

#[test]
fn a_failed_page_leaves_the_output_as_it_was() {
    let old = [("a.html", "a"), ("b.html", "b"), ("gone.html", "x")];
    let site = Site::of(&old);
    let before = site.modified("a.html");
    let result = site.publish(&[("a.html", "a2"), ("c.html", "!"), ("d.html", "d"), ("e.html", "!")]);
    let Err(Fault::Make(failures)) = result else { panic!("{result:?}") };
    assert_eq!(failures, ["c.html", "e.html"], "every failure, in the plan's order");
    assert_eq!(site.tree(), tree_of(&old));
    assert_eq!(site.modified("a.html"), before);
    assert_eq!(site.state_names(), ["lock", "manifest"]);
}

#[test]
fn a_failed_first_build_leaves_no_output() {
    let site = Site::empty();
    site.publish(&[("a.html", "a"), ("b.html", "!")]).unwrap_err();
    assert!(!site.public().exists());
    assert_eq!(site.state_names(), ["lock"]);
}

#[test]
fn assets_are_placed_before_articles_and_listings_last() {
    let site = Site::of(&[("x.txt", "x")]);
    let disk = Faulty::sound();
    let files = [("index.html", "1"), ("b.html", "2"), ("a.html", "3"), ("z.css", "4"), ("x.txt", "x")];
    site.publish_on(&disk, &files).unwrap();
    let mut placed = disk.operations();
    placed.retain(|operation| operation.starts_with("rename stage"));
    assert_eq!(
        placed,
        ["z.css", "b.html", "a.html", "index.html"].map(|path| format!("rename stage/{path}"))
    );
}

#[test]
fn progress_ends_at_the_number_of_planned_files() {
    let site = Site::of(&[("a.html", "a"), ("b.html", "b")]);
    for content in ["b", "b2"] {
        let plan = [entry("a.html", "a"), entry("b.html", content)];
        let seen = Mutex::new(Vec::new());
        let progress = |settled| seen.lock().unwrap().push(settled);
        publish_on::<()>(
            &Faulty::sound(),
            &site.public(),
            &plan,
            Losses::Wanted,
            &Vec::new,
            |_| Ok(content.into()),
            progress,
        )
        .unwrap();
        assert_eq!(seen.into_inner().unwrap().last(), Some(&2));
    }
}

#[test]
fn a_file_that_someone_has_changed_or_removed_is_made_again() {
    let files = [("a.html", "a"), ("b/b.html", "b"), ("c.html", "c")];
    let site = Site::of(&files);
    site.write("a.html", "z");
    site.set_modified("a.html", SystemTime::now() + Duration::from_mins(1));
    fs::remove_dir_all(site.public().join("b")).unwrap();
    assert_eq!(site.made(&files), ["a.html", "b/b.html"]);
    assert_eq!(site.tree(), tree_of(&files));
}

#[test]
fn two_outputs_on_one_path_are_refused() {
    let site = Site::empty();
    site.publish(&[("a.html", "a"), ("a.html", "b")]).unwrap_err();
    assert!(!site.public().exists());
}

#[test]
fn a_fault_says_which_file_and_what_was_done() {
    let site = Site::of(&[("a.html", "a")]);
    let long = "ب".repeat(200) + ".html";
    let Err(Fault::Disk(DiskFault::Io { path, doing, .. })) = site.publish(&[(&long, "b")]) else {
        panic!("built")
    };
    assert!(path.ends_with(&long));
    assert_eq!(doing, "looking at");
}

#[test]
fn a_build_tells_what_it_added_changed_and_removed() {
    let site = Site::of(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]);
    assert_eq!(site.changes(), Changes::Whole);
    let files = [("a.html", "a"), ("b.html", "b2"), ("d.html", "d")];
    site.publish(&files).unwrap();
    let told = [("b.html", Became::Changed), ("c.html", Became::Gone), ("d.html", Became::New)];
    let told = told.map(|(path, became)| (path.to_owned(), became));
    assert_eq!(site.changes(), Changes::Files(told.into()));
    site.publish(&files).unwrap();
    assert_eq!(site.changes(), Changes::default());
}

#[test]
fn without_its_state_a_build_tells_what_has_other_bytes_and_no_more() {
    let site = Site::of(&[("a.html", "a"), ("b.html", "b")]);
    fs::remove_dir_all(site.root.path().join(".warraq")).unwrap();
    site.publish(&[("a.html", "a"), ("b.html", "b2"), ("c.html", "c")]).unwrap();
    let told = [("b.html".to_owned(), Became::Changed), ("c.html".to_owned(), Became::New)];
    assert_eq!(site.changes(), Changes::Files(told.into()));
}

#[test]
fn a_file_that_somebody_has_removed_before_is_not_told_as_gone() {
    let site = Site::of(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]);
    fs::remove_file(site.public().join("b.html")).unwrap();
    let told = |path: &str, became| Changes::Files([(path.to_owned(), became)].into());
    site.publish(&[("a.html", "a"), ("c.html", "c")]).unwrap();
    assert_eq!(site.changes(), Changes::default(), "the output stays as it is");
    site.publish(&[("a.html", "a")]).unwrap();
    assert_eq!(site.changes(), told("c.html", Became::Gone));
}

#[test]
fn a_build_that_another_has_overtaken_tells_nothing_any_more() {
    let site = Site::of(&[("a.html", "a")]);
    let publish = |content: &str| {
        let plan = [entry("a.html", content)];
        publish::<()>(&site.public(), &plan, Losses::Wanted, &Vec::new, |_| Ok(content.into()), |_| {})
            .unwrap()
    };
    let (first, second) = (publish("first"), publish("second"));
    let state = State::of(&site.public()).unwrap();
    let paper = |text: &'static str| Paper {
        name: "list".to_owned(),
        write: Box::new(move |out| out.write_all(text.as_bytes())),
    };
    for (manifest, text) in [(second.manifest, "of both"), (first.manifest, "of the first alone")] {
        state.tell(manifest, &[paper(text)]).unwrap();
        state.leave_paper(manifest, "rules", Some(&paper(text))).unwrap();
        for file in ["changed/list", "rules"] {
            assert_eq!(fs::read_to_string(site.state().join(file)).unwrap(), "of both");
        }
    }
}
