//! Many at once: readers while sites are published, and builds of one site.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::scope;

use crate::support::{Run, Site, Tree, differences, rounds};

#[test]
fn a_reader_finds_every_page_whole_while_sites_are_published() {
    let site = Site::of(12);
    let edition = |title: &str| -> Tree {
        site.write("site.toml", &format!("title = '{title}'\nbase_url = 'https://example.org/'\n"));
        site.built()
    };
    let titles = ["صحيفة", "صحيفة أخرى لها اسم أطول"];
    let editions = titles.map(edition);
    let pages: Vec<&String> = editions[0]
        .keys()
        .filter(|path| editions[0][*path] != editions[1][*path] && !path.ends_with('/'))
        .collect();
    assert!(pages.len() > 20, "{pages:?}");
    let publishes = rounds(100, 1000);
    let (over, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = [0, 0];
            while !over.load(Ordering::Relaxed) {
                for page in &pages {
                    let read = fs::read(site.public().join(page));
                    let bytes = read.unwrap_or_else(|fault| panic!("{page} is missing: {fault}"));
                    let version = editions.iter().position(|edition| edition[*page] == bytes);
                    let version = version.unwrap_or_else(|| panic!("{page} is torn: {} bytes", bytes.len()));
                    seen[version] += 1;
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            }
            seen
        });
        for nth in 0..publishes {
            if reader.is_finished() {
                break;
            }
            let now = edition(titles[nth % 2]);
            assert_eq!(differences(&now, &editions[nth % 2]), [""; 0]);
        }
        over.store(true, Ordering::Relaxed);
        let seen = reader.join().expect("every page was whole");
        assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
    });
    println!("readers: {} reads during {publishes} publishes: 0 missing, 0 short", reads.into_inner());
}

#[test]
fn of_builds_started_at_once_each_works_or_names_the_one_that_does() {
    const AT_ONCE: usize = 50;
    let site = Site::of(12);
    let (mut worked, mut refused) = (0, 0);
    for round in 0..rounds(4, 40) {
        site.write("seeds/news/0.txt", &format!("نص الجولة رقم {round} من البناء المتزامن.\n"));
        if round % 2 == 1 {
            // Another first build.
            fs::remove_dir_all(site.public()).expect("removed");
        }
        let start = |_| {
            let mut command = site.building();
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
        };
        let builds: Vec<Child> = (0..AT_ONCE).map(start).collect();
        for build in builds {
            let run = Run::from(build.wait_with_output().expect("it ends"));
            run.assert_orderly();
            if run.code == Some(0) {
                worked += 1;
            } else {
                let named = run.err.lines().find(|line| line.contains("error[output-busy]"));
                let named = named.unwrap_or_else(|| panic!("{run:?}"));
                assert!(named.contains("(process "), "{named}: names no process");
                refused += 1;
            }
        }
        let clean = site.clean();
        assert_eq!(differences(&site.tree(), &clean), [""; 0], "round {round}");
        assert_eq!(differences(&site.built(), &clean), [""; 0], "round {round}, once more");
    }
    assert!(worked > 0);
    println!(
        "crowds: {AT_ONCE} at once: {worked} builds worked, {refused} named another; the site never mixed"
    );
}

#[test]
fn a_preview_and_builds_beside_it_never_mix() {
    const BESIDE: usize = 8;
    let site = Site::of(12);
    let (mut worked, mut refused) = (0, 0);
    for round in 0..rounds(6, 40) {
        site.write("seeds/news/0.txt", &format!("نص الجولة رقم {round} من البناء إلى جانب المعاينة.\n"));
        let start = |preview: &[&str]| {
            let mut command = site.building();
            command.args(preview).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
        };
        let mut preview = start(&["--serve", "--port", "0"]);
        let builds: Vec<Child> = (0..BESIDE).map(|_| start(&[])).collect();
        let mut count = |run: &str, is_done: bool| {
            let named = run.contains("error[output-busy]") && run.contains("(process ");
            assert!(is_done || named, "{run}");
            *(if is_done { &mut worked } else { &mut refused }) += 1;
        };
        for build in builds {
            let run = Run::from(build.wait_with_output().expect("it ends"));
            count(&run.err, run.code == Some(0));
        }
        let lines = BufReader::new(preview.stdout.take().expect("piped")).lines();
        let told = |line: &String| line.contains(" written") || line.contains(" articles, ");
        let line = lines.map_while(Result::ok).find(told).expect("it says what it has done");
        // It goes on, and holds nothing that a build needs.
        let clean = site.clean();
        assert_eq!(differences(&site.built(), &clean), [""; 0], "round {round}");
        preview.kill().expect("it runs");
        let told = Run::from(preview.wait_with_output().expect("it ends"));
        count(&told.err, !line.starts_with("nothing written"));
        assert_eq!(differences(&site.tree(), &clean), [""; 0], "round {round}, without the preview");
    }
    println!("crowds: {BESIDE} builds beside a preview: {worked} worked, {refused} named another");
}
