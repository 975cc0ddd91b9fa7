//! Any edits: what a build makes of what the last one left equals a clean build, byte for byte.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::sleep;
use std::time::Duration;

use crate::newsroom::Newsroom;
use crate::support::{Dice, Run, differences, folder, rounds, tree};

/// Only who knows an earlier build can say what became of its addresses; who does not can only say that a
/// line of the record leads to none, or, as long as the site cannot be built, from where its article is back.
const OF_ADDRESSES: [&str; 5] =
    ["address-changed", "address-gone", "address-reused", "address-taken", "moved-nowhere"];

impl Newsroom {
    /// Builds upon what is there, and anew elsewhere. Gives whether the site could be built.
    fn build_both(&mut self) -> bool {
        let drafts: &[&str] = if self.dice.once_in(6) { &["--drafts"] } else { &[] };
        let verify: &[&str] = if self.dice.once_in(5) { &["--verify"] } else { &[] };
        if self.dice.once_in(2) {
            // Long enough for files to be known by their times.
            sleep(Duration::from_millis(60));
        }
        self.log.push(format!("build {drafts:?} {verify:?}"));
        // What guards a site from losing its articles knows an earlier build, as no clean one does.
        let json = ["--format", "json", "--allow-loss"];
        let before = self.site.tree();
        // Whichever build asks for what is lost, says so.
        let is_forgetful = !self.site.state().join("heads").exists();
        let upon = Run::of(self.site.building().args(json).args(drafts).args(verify));
        let fresh = folder();
        let output = fresh.path().join("public");
        let clean = Run::of(self.site.building().args(json).args(drafts).arg("--output").arg(&output));
        upon.assert_orderly();
        clean.assert_orderly();
        let mut told = lines(&upon);
        let mut told_anew = lines(&clean);
        // A clean build, which does not know the article of an address, may be refused before it fills a template.
        let is_refused = told_anew.iter().any(|line| line.contains("\"address-taken\""));
        for told in [&mut told, &mut told_anew] {
            told.retain(|line| !OF_ADDRESSES.iter().any(|code| line.contains(&format!("\"{code}\""))));
            told.retain(|line| !is_refused || !line.contains("\"template\""));
        }
        if is_forgetful {
            told.retain(|line| !line.contains("memo-unsound"));
        }
        assert_eq!(told, told_anew, "what was said upon the last build, and to a clean one");
        assert_eq!(upon.code, clean.code, "{upon:?} {clean:?}");
        let is_good = clean.code == Some(0);
        let wanted = if is_good { tree(&output) } else { before };
        let (mut now, mut wanted) = (self.site.tree(), wanted);
        if self.bereft {
            for tree in [&mut now, &mut wanted] {
                tree.retain(|path, _| !path.ends_with('/'));
            }
        }
        let differ = differences(&now, &wanted);
        assert!(differ.is_empty(), "built {is_good}: upon the last build, and clean: {differ:#?}");
        is_good
    }
}

fn lines(run: &Run) -> Vec<&str> {
    let mut lines: Vec<&str> = run.out.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn after_any_edits_a_build_equals_a_clean_one() {
    let (sequences, steps) = (rounds(10, 500), 25);
    let mut dice = Dice::new("edits");
    let (mut builds, mut failed) = (0, 0);
    for nth in 0..sequences {
        if nth > 0 && nth % 50 == 0 {
            println!("edits: {nth} of {sequences} sequences, {builds} builds");
        }
        let seed = dice.next();
        let mut newsroom = Newsroom::new(seed);
        for step in 0..steps {
            for _ in 0..=newsroom.dice.below(3) {
                newsroom.edit();
            }
            let built = catch_unwind(AssertUnwindSafe(|| newsroom.build_both()));
            let Ok(is_good) = built else {
                let kept = newsroom.site.folder.keep();
                panic!("sequence {nth}, step {step}, kept in {}: {:#?}", kept.display(), newsroom.log);
            };
            builds += 1;
            failed += usize::from(!is_good);
            if !is_good && newsroom.dice.once_in(2) {
                newsroom.repair();
            }
        }
    }
    assert!(failed < builds / 2, "{failed} of {builds} builds say nothing of output");
    println!(
        "edits: {sequences} sequences, {builds} builds equal to clean ones, {failed} of them refused alike"
    );
}
