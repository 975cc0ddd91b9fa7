//! Death at any point: the site is wholly the old one, or becomes wholly the new one.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{Dice, Run, Site, Tree, differences, has, rounds};

/// A site before and after an edit of almost everything.
struct Edition {
    site: Site,
    old: Tree,
    new: Tree,
}

impl Edition {
    fn new() -> Self {
        let site = Site::of(12);
        site.write("seeds/gone/deep/x.txt", "نص مقال سيذهب.\n");
        site.write("static/turns", "file");
        let old = site.built();
        site.write("site.toml", "title = 'اسم آخر'\nbase_url = 'https://example.org/'\n");
        site.write("seeds/news/0.txt", "نص جديد كله، وعنوانه من مقدمته.\n");
        site.write("seeds/fresh/y.txt", "نص مقال جديد.\n");
        site.write("static/turns.d/z", "x");
        fs::remove_dir_all(site.root().join("seeds/gone")).expect("removed");
        fs::remove_file(site.root().join("static/turns")).expect("removed");
        // An article has left its address: what sends its readers on is made by who knows the old site, and
        // from then on by everybody.
        let upon = site.copy();
        let new = upon.built();
        assert_eq!(new, upon.clean());
        Self { site, old, new }
    }

    /// Nothing is torn or empty, and what both builds have is there.
    fn assert_readable(&self, site: &Site, told: &str) {
        let tree = site.tree();
        for (path, bytes) in &tree {
            let known = self.old.get(path) == Some(bytes) || self.new.get(path) == Some(bytes);
            assert!(known, "{told}: {path} is torn: {} bytes", bytes.len());
        }
        let both = self.old.keys().filter(|path| self.new.contains_key(*path));
        let missing: Vec<&String> = both.filter(|path| !tree.contains_key(*path)).collect();
        assert!(missing.is_empty(), "{told}: {missing:?} are missing");
    }

    /// Looks at what a death left, and at what the next commands make of it. Gives whether it had to be
    /// rolled forward.
    fn assert_survived(&self, site: &Site, told: &str) -> bool {
        self.assert_readable(site, told);
        let was_begun = site.state().join("journal").exists();
        if !was_begun {
            let tree = site.tree();
            let is_whole = tree == self.old || tree == self.new;
            assert!(is_whole, "{told}: {:#?}", differences(&tree, &self.old));
        }
        // A command that has nothing to put in place itself still finishes what was begun.
        let settings = fs::read_to_string(site.root().join("site.toml")).expect("read");
        site.write("site.toml", "titel = 'x'\n");
        let run = site.build();
        assert_eq!(run.code, Some(1), "{told}: {run:?}");
        let tree = site.tree();
        let is_whole = tree == self.new || (!was_begun && tree == self.old);
        assert!(is_whole, "{told}: {:#?}", differences(&tree, &self.new));
        site.write("site.toml", &settings);
        let differ = differences(&site.built(), &self.new);
        assert!(differ.is_empty(), "{told}: {differ:#?}");
        was_begun
    }
}

/// What strace kills at; with how many of it are let pass between two deaths.
const CALLS: &[(&str, usize)] = &[
    ("rename,renameat,renameat2", 1),
    ("unlink,unlinkat,rmdir", 1),
    ("mkdir,mkdirat", 2),
    ("fsync,syncfs,ftruncate", 1),
    ("write,pwrite64,writev", 3),
];

/// Runs what is `asked` under strace, killed at the `nth` of `calls`. Gives whether it died.
fn dies_at(site: &Site, asked: &[&str], calls: &str, nth: usize) -> bool {
    let inject = format!("inject={calls}:signal=KILL:when={nth}");
    let trace = format!("trace={calls}");
    let args = ["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    let run = Run::of(site.under("strace", &args, asked).env("RAYON_NUM_THREADS", "1"));
    assert!(run.signal == Some(9) || run.code == Some(0), "{calls} {nth}: {run:?}");
    run.signal == Some(9)
}

/// Whether strace may trace here.
fn can_trace() -> bool {
    let trace = || Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    if !has("strace") {
        return false;
    }
    let can = trace().is_ok_and(|status| status.success());
    if !can {
        println!("SKIPPED: strace may not trace here");
    }
    can
}

#[test]
fn a_build_killed_at_any_change_of_the_disk_leaves_the_old_site_or_is_finished() {
    if !can_trace() {
        return;
    }
    let edition = Edition::new();
    let stride = |usual: usize| if rounds(0, 1) == 1 { 1 } else { usual };
    for &(calls, usual) in CALLS {
        let (mut deaths, mut finished) = (0, 0);
        for nth in (1..).step_by(stride(usual)) {
            let site = edition.site.copy();
            if !dies_at(&site, &["build"], calls, nth) {
                break;
            }
            deaths += 1;
            finished += usize::from(edition.assert_survived(&site, &format!("{calls} {nth}")));
        }
        println!(
            "kills: {deaths:4} at {calls}: none torn or missing a page, {finished} finished by the next build"
        );
        assert!(deaths > 0, "{calls} is called");
    }
}

#[test]
fn a_build_whose_disk_refuses_to_rename_says_whether_the_site_is_as_it_was() {
    if !can_trace() {
        return;
    }
    let edition = Edition::new();
    let (mut before, mut amid) = (0, 0);
    for nth in 1.. {
        let site = edition.site.copy();
        let inject = format!("inject=rename,renameat,renameat2:error=EPERM:when={nth}+");
        let args = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=rename,renameat,renameat2", "-e", &inject];
        let run = Run::of(site.under("strace", &args, &["build"]).env("RAYON_NUM_THREADS", "1"));
        if run.code == Some(0) {
            break;
        }
        assert_eq!(run.code, Some(1), "{nth}: {run:?}");
        if run.err.contains("error[output-unfinished]") {
            assert!(run.out.starts_with("the site is half changed: 1 error"), "{nth}: {run:?}");
            amid += 1;
        } else {
            assert!(run.err.contains("the site is as it was"), "{nth}: {run:?}");
            assert!(run.out.starts_with("nothing written: 1 error"), "{nth}: {run:?}");
            assert_eq!(site.tree(), edition.old, "{nth}");
            before += 1;
        }
        edition.assert_survived(&site, &format!("refused {nth}"));
    }
    println!("refusals: {before} before a page was changed, {amid} amid that, finished by the next build");
    assert!(before > 0 && amid > 5, "{before}, {amid}");
}

#[test]
fn a_first_build_killed_at_any_change_of_the_disk_leaves_no_site_or_a_whole_one() {
    if !can_trace() {
        return;
    }
    let sources = Site::of(6);
    let whole = sources.clean();
    for &(calls, usual) in CALLS {
        let mut deaths = 0;
        for nth in (1..).step_by(usual * 2 - 1) {
            let site = sources.copy();
            if !dies_at(&site, &["build"], calls, nth) {
                break;
            }
            deaths += 1;
            assert!(!site.public().exists() || site.tree() == whole, "{calls} {nth}");
            assert_eq!(differences(&site.built(), &whole), [""; 0], "{calls} {nth}");
        }
        println!("kills: {deaths:4} of a first build at {calls}: no site or a whole one");
    }
}

#[test]
fn a_repair_killed_at_any_change_of_the_disk_leaves_each_article_as_it_was_or_mended() {
    if !can_trace() {
        return;
    }
    const FIX: &[&str] = &["check", "--fix"];
    let (was, mended) = ("+++\ntitle = 'x'\n+++\nقال , نعم ...\n", "+++\ntitle = 'x'\n+++\nقال، نعم …\n");
    let flawed = Site::empty();
    flawed.write("site.toml", "title = 'صحيفة'\n");
    let articles = ["seeds/a.txt", "seeds/news/b.txt", "seeds/news/c.txt"];
    for path in articles {
        flawed.write(path, was);
    }
    let mut all = 0;
    for &(calls, _) in CALLS {
        let mut deaths = 0;
        for nth in 1.. {
            let site = flawed.copy();
            if !dies_at(&site, FIX, calls, nth) {
                break;
            }
            deaths += 1;
            let read = |path: &str| fs::read_to_string(site.root().join(path)).expect("it is there");
            for path in articles {
                assert!([was, mended].contains(&&*read(path)), "{calls} {nth}: {path} is torn");
            }
            let run = Run::of(&mut site.under("env", &[], FIX));
            assert_eq!(run.code, Some(0), "{calls} {nth}: {run:?}");
            for path in articles {
                assert_eq!((&*read(path), &*read(&format!("{path}.orig"))), (mended, was), "{calls} {nth}");
            }
        }
        println!("kills: {deaths:4} of a repair at {calls}: no article torn");
        all += deaths;
    }
    assert!(all >= 3 * articles.len(), "each article is written, synced and renamed");
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_is_finished() {
    let edition = Edition::new();
    let mut dice = Dice::new("kills");
    let start = Instant::now();
    edition.site.copy().built();
    let usual = start.elapsed();
    let (mut deaths, mut finished, mut late) = (0, 0, 0);
    for _ in 0..rounds(60, 400) {
        let site = edition.site.copy();
        let mut command = site.building();
        let mut program = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        sleep(usual.mul_f64(dice.below(1000) as f64 / 1000.0));
        let _ = program.kill();
        let killed = program.wait().expect("it ends").signal() == Some(9);
        *(if killed { &mut deaths } else { &mut late }) += 1;
        finished += usize::from(edition.assert_survived(&site, "killed at some moment"));
    }
    println!(
        "kills: {deaths} at any moment ({late} came too late): all survived, {finished} finished by the next build"
    );
}

#[test]
fn a_build_that_stands_still_is_named_and_its_death_frees_the_site() {
    if !can_trace() {
        return;
    }
    let edition = Edition::new();
    let inject = "inject=rename,renameat,renameat2:signal=STOP:when=4";
    let args = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=rename,renameat,renameat2", "-e", inject];
    let mut tracer = edition.site.building_under("strace", &args).spawn().expect("it starts");
    let lock = edition.site.state().join("lock");
    let holder = wait_for(|| {
        let pid: u32 = fs::read_to_string(&lock).ok()?.trim().parse().ok()?;
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        // Under strace a process that is stopped is `T` or `t`.
        status.lines().any(|line| line.to_lowercase().starts_with("state:\tt")).then_some(pid)
    });
    edition.assert_readable(&edition.site, "while a build stands still");
    let other = edition.site.build();
    assert_eq!(other.code, Some(1), "{other:?}");
    assert!(other.err.contains("error[output-busy]") && other.err.contains(&holder.to_string()), "{other:?}");
    let killed = Command::new("kill").args(["-9", &holder.to_string()]).status().expect("kill runs");
    assert!(killed.success());
    let _ = tracer.wait();
    edition.assert_survived(&edition.site, "stopped, and killed");
}

/// What `look` gives, as soon as it gives something.
fn wait_for<T>(look: impl Fn() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "nothing happens");
        sleep(Duration::from_millis(20));
    }
}
