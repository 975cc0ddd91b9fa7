//! `moved`: the addresses that articles have left, noted down without building.

use std::process::ExitCode;

use super::MovedArgs;
use super::memory::{Memory, unsound};
use super::record::note;
use super::report::{diagnostics, summary};
use crate::Before;
use crate::diagnostic::{Diagnostic, Severity};
use crate::read::{self, ADDRESSES};
use crate::resolve::addresses::Move;
use crate::serve::Proof;

/// Notes every address that an article has left since the site was built last, those of articles that are
/// gone as well.
pub(super) fn moved(args: &MovedArgs) -> ExitCode {
    let output = args.site.output(args.output.as_deref());
    let memory = Memory::of(&output);
    let mut found = Vec::new();
    let read = read::read(&args.site.site);
    let before = memory
        .ledger()
        .and_then(|ledger| ledger.map(|ledger| memory.readings(&ledger, &read.value)).transpose());
    let before = before.unwrap_or_else(|_| {
        found.push(unsound(&output));
        None
    });
    let is_known = before.is_some();
    let proof = Proof::new(read, &args.site.terms(), Before::Readings(before.unwrap_or_default()));
    let moves: Vec<&Move> = proof.compiled.moves.all.iter().collect();
    let noted = note(&args.site, &proof, &moves);
    let line = match (&noted, moves.len()) {
        (Err(_), _) => "nothing noted".to_owned(),
        (Ok(_), 0) if !is_known => "nothing is known of an earlier build; no address is compared".to_owned(),
        (Ok(_), 0) => "no article has left its address since the last build".to_owned(),
        (Ok(_), 1) => format!("1 address noted in {ADDRESSES}; build again"),
        (Ok(_), all) => format!("{all} addresses noted in {ADDRESSES}; build again"),
    };
    if noted.is_ok() {
        for Move { from, to } in moves {
            let to = to.as_deref().unwrap_or("gone");
            summary(&format!("{} → {to} ({})", from.address, from.seed), args.site.format);
        }
    }
    let is_noted = noted.is_ok();
    // What a build gets over is all that was asked for here.
    found.extend(noted.err().map(|fault| Diagnostic { severity: Severity::Error, ..fault }));
    diagnostics(&mut found, &proof.sources, args.site.format);
    summary(&line, args.site.format);
    if is_noted { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
