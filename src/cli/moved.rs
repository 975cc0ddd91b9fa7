//! `moved`: the addresses that articles have left, noted down beside the settings.

use std::process::ExitCode;

use super::MovedArgs;
use super::memory::{Memory, unsound};
use super::report::{diagnostics, summary};
use crate::Before;
use crate::diagnostic::{Diagnostic, catalog};
use crate::publish::DiskFault;
use crate::publish::seeds::{add_file, replace_seed};
use crate::read::{self, ADDRESSES};
use crate::resolve::addresses::Move;
use crate::serve::Proof;

/// How a record begins.
const TITLE: &str = "# Addresses that articles once had, and where they are now; \"\" where they are gone.\n\
                     # `warraq moved` adds to it. Keep it with the site: links to it live as long as this does.\n";

/// Notes in `addresses.toml` every address that an article has left since the site was built last.
pub(super) fn moved(args: &MovedArgs) -> ExitCode {
    let output = args.output.clone().unwrap_or_else(|| args.site.site.join("public"));
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
    let moves = &proof.compiled.moves;
    let written = if moves.is_empty() { Ok(()) } else { note(args, &proof, moves) };
    let is_written = written.is_ok();
    found.extend(written.err());
    diagnostics(&mut found, &proof.sources, args.site.format);
    let line = match moves.len() {
        _ if !is_written => "nothing noted".to_owned(),
        0 if !is_known => "nothing is known of an earlier build; no address is compared".to_owned(),
        0 => "no article has left its address since the last build".to_owned(),
        1 => format!("1 address noted in {ADDRESSES}; build again"),
        all => format!("{all} addresses noted in {ADDRESSES}; build again"),
    };
    summary(&line, args.site.format);
    if is_written { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes the record anew, with these moves in it, and says each.
fn note(args: &MovedArgs, proof: &Proof, moves: &[Move]) -> Result<(), Diagnostic> {
    let path = args.site.site.join(ADDRESSES);
    let fault = |fault: DiskFault| match fault {
        DiskFault::Io { path, doing, source } => catalog::seed_unwritable(&path, doing, &source),
        DiskFault::Busy { .. } | DiskFault::Foreign { .. } => {
            catalog::seed_unwritable(&path, "replacing", &std::io::ErrorKind::Other.into())
        }
    };
    match &proof.sources.addresses {
        None => add_file(&path, with(TITLE, moves).as_bytes()),
        Some(file) => {
            let was = proof.sources.store.bytes(&file.path);
            let was = was.map_err(|reason| catalog::unreadable(&file.path, &reason))?;
            replace_seed(&path, &was, with(&file.text, moves).as_bytes(), false).map(|_| ())
        }
    }
    .map_err(fault)?;
    for Move { from, to } in moves {
        let line = match to {
            Some(to) => format!("{} → {to} ({})", from.address, from.seed),
            None => format!("{} → gone ({})", from.address, from.seed),
        };
        summary(&line, args.site.format);
    }
    Ok(())
}

/// A record with these moves behind what it says already. An article that has come back to an address is
/// not sent on from there any more.
fn with(record: &str, moves: &[Move]) -> String {
    let mut text = String::with_capacity(record.len() + 128 * moves.len());
    let is_back = |line: &str| {
        let key = line.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
        key.is_some_and(|(key, rest)| {
            rest.trim_start().starts_with('=') && moves.iter().any(|moved| moved.to.as_deref() == Some(key))
        })
    };
    for line in record.split_inclusive('\n').filter(|line| !is_back(line)) {
        text.push_str(line);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for Move { from, to } in moves {
        let quoted = |text: &str| serde_json::to_string(text).expect("a string is JSON, and TOML");
        text.push_str(&format!(
            "{} = {}\n",
            quoted(&from.address),
            quoted(to.as_deref().unwrap_or_default())
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::Former;

    fn moved(from: &str, to: Option<&str>) -> Move {
        let from = Former { address: from.to_owned(), seed: "seeds/a.txt".into(), hash: None };
        Move { from, to: to.map(str::to_owned) }
    }

    #[test]
    fn a_record_keeps_what_it_says_and_gets_a_line_for_each_address() {
        let record = "# ours\n\"a.html\" = \"b.html\" # why";
        let moves = [moved("b.html", Some("c.html")), moved("خ\"x.html", None)];
        assert_eq!(
            with(record, &moves),
            "# ours\n\"a.html\" = \"b.html\" # why\n\"b.html\" = \"c.html\"\n\"خ\\\"x.html\" = \"\"\n"
        );
    }

    #[test]
    fn an_article_that_comes_back_to_its_address_is_not_sent_away_from_it() {
        let record = "\"a.html\" = \"b.html\"\n\"o.html\" = \"a.html\"\n";
        let moves = [moved("b.html", Some("a.html"))];
        assert_eq!(with(record, &moves), "\"o.html\" = \"a.html\"\n\"b.html\" = \"a.html\"\n");
    }
}
