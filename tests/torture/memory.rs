//! What a build left for the next one, damaged: the same site comes out, and nobody is left with a stale page that
//! can be known to be one.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Dice, Run, Site, Tree, differences, rounds};

const SETTINGS: [&str; 2] = [
    "title = 'صحيفة'\nbase_url = 'https://example.org/'\n",
    "title = 'اسم آخر'\nbase_url = 'https://example.org/'\n",
];
const GONE: &str = "seeds/news/gone.txt";

/// Three sources that may follow each other: the first with an article that the others lack.
fn edit(site: &Site, version: usize) {
    site.write("site.toml", SETTINGS[version.min(1)]);
    if version == 0 {
        site.write(GONE, "نص مقال سيذهب.\n");
    } else {
        let _ = fs::remove_file(site.root().join(GONE));
    }
    site.write("seeds/news/0.txt", &format!("نص المقال في صيغته رقم {version}، وفيه كلام.\n"));
}

/// Damages a file, if it is there. Gives how.
fn damage(file: &Path, dice: &mut Dice) -> String {
    let Ok(mut bytes) = fs::read(file) else { return "nothing".to_owned() };
    if bytes.is_empty() {
        return "nothing".to_owned();
    }
    let at = dice.below(bytes.len());
    let how = match dice.below(12) {
        0 => {
            bytes.truncate(at);
            "cut at"
        }
        1 => {
            // A newer program's, or an older one's.
            bytes[7] ^= 2;
            "another version"
        }
        2 => {
            fs::remove_file(file).expect("removed");
            return "removed".to_owned();
        }
        3 => {
            bytes.extend(vec![0; at]);
            "zeros after"
        }
        _ => {
            bytes[at] ^= 1 << dice.below(8);
            "a bit flipped at"
        }
    };
    fs::write(file, bytes).expect("written");
    format!("{how} {at}")
}

/// A site whose build died after it had begun to put files in place.
fn half_done(whole: &Site) -> Option<Site> {
    let site = whole.copy();
    edit(&site, 1);
    let calls = "rename,renameat,renameat2";
    let (trace, inject) = (format!("trace={calls}"), format!("inject={calls}:signal=KILL:when=9"));
    let args = ["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    let _ = Command::new("strace").arg("-V").output().ok()?;
    Run::of(&mut site.building_under("strace", &args));
    site.state().join("journal").exists().then_some(site)
}

fn same_pages(tree: &Tree, clean: &Tree, told: &str) {
    let differ: Vec<String> =
        differences(tree, clean).into_iter().filter(|line| !line.ends_with("only in the first")).collect();
    assert!(differ.is_empty(), "{told}: {differ:#?}");
}

#[test]
fn damage_to_any_byte_of_the_memory_changes_no_byte_of_the_site() {
    let mut dice = Dice::new("memory");
    let site = Site::of(8);
    edit(&site, 0);
    site.built();
    let clean = [0, 1, 2].map(|version| {
        edit(&site, version);
        site.clean()
    });
    edit(&site, 0);
    site.built();
    let half_done = half_done(&site);
    if half_done.is_none() {
        println!("SKIPPED: journals, for want of strace");
    }
    let (mut injuries, mut noticed, mut stale) = (0, 0, 0);
    for nth in 0..rounds(1000, 10_000) {
        let name = *dice.of(&["manifest", "ledger", "heads", "ledger", "journal"]);
        let (patient, version) = match (&half_done, name) {
            (Some(half_done), "journal") => (half_done.copy(), 1 + dice.below(2)),
            (None, "journal") => continue,
            _ => (site.copy(), dice.below(3)),
        };
        edit(&patient, version);
        let how = damage(&patient.state().join(name), &mut dice);
        let told = format!("{nth}: {name}: {how}, then version {version}");
        let run = Run::of(patient.building().args(if dice.once_in(3) { &["--verify"][..] } else { &[] }));
        run.assert_orderly();
        injuries += 1;
        if run.code == Some(1) {
            // Two faults at once: pages of a build that died cannot be known to be ours without its journal.
            assert!(
                name == "journal" && version == 2 && run.err.contains("output-foreign"),
                "{told}: {run:?}"
            );
            continue;
        }
        assert_eq!(run.code, Some(0), "{told}: {run:?}");
        let tree = patient.tree();
        if run.err.contains("output-unrecorded") {
            // Which files are ours is lost, and said to be.
            assert_eq!(name, "manifest", "{told}: {run:?}");
            same_pages(&tree, &clean[version], &told);
            stale += 1;
        } else {
            assert_eq!(differences(&tree, &clean[version]), [""; 0], "{told}: {run:?}");
        }
        let runs = [run, patient.build(), patient.build()];
        let tells = |run: &&Run| run.err.contains("memo-unsound") || run.err.contains("output-unrecorded");
        // At once, or by the first build that asks for what is damaged; never again.
        assert!(runs.iter().filter(tells).count() <= 1, "{told}: {runs:#?}");
        noticed += runs.iter().filter(tells).count();
    }
    println!(
        "memory: {injuries} injuries, {noticed} told, 0 bytes of the site other than in a clean build; \
         {stale} lists of what is ours lost, and said to be"
    );
}

#[test]
fn a_memory_that_cannot_be_written_is_an_error_or_a_slower_build() {
    // Root may write anything: only one who may not, shows it.
    let is_root = Run::of(Command::new("id").arg("-u")).out.trim() == "0";
    let site = Site::of(8);
    edit(&site, 0);
    let old = site.built();
    edit(&site, 1);
    let clean = site.clean();
    for name in ["manifest", "ledger", "heads", "lock", "."] {
        let patient = site.copy();
        let _ = Command::new("chmod").args(["a-w"]).arg(patient.state().join(name)).status();
        let mut build = if is_root {
            let all = [patient.folder.path()];
            let _ = Command::new("chown").args(["-R", "65534"]).args(all).status();
            patient.building_under("setpriv", &["--reuid", "65534", "--clear-groups", "--"])
        } else {
            patient.building()
        };
        let run = Run::of(&mut build);
        if run.code == Some(127) || run.err.contains("setpriv") {
            println!("SKIPPED: setpriv is missing, or may not become another user here: {}", run.err);
            return;
        }
        run.assert_orderly();
        let wanted = if run.code == Some(0) { &clean } else { &old };
        assert_eq!(differences(&patient.tree(), wanted), [""; 0], "{name}: {run:?}");
        assert!(run.code == Some(0) || run.err.contains("error["), "{name}: {run:?}");
    }
}
