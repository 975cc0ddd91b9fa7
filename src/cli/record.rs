//! The record of former addresses, as `build` and `moved` write it: the addresses that articles have left,
//! noted down beside the settings.

use std::io::ErrorKind;

use super::SiteArgs;
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::publish::DiskFault;
use crate::publish::seeds::{add_file, replace_seed};
use crate::read::ADDRESSES;
use crate::resolve::addresses::{Move, TOLD};
use crate::serve::Proof;
use crate::site::Site;

/// How a record begins.
const TITLE: &str = "# Addresses that articles once had, and where they are now; \"\" where they are gone.\n\
                     # Builds add to it. Keep it with the site: links to it live as long as this does.\n";

/// Writes the record anew, with `moves` in it, which are some of the proof's, and gives its text; where there
/// are none, as it is.
pub(super) fn note(args: &SiteArgs, proof: &Proof, moves: &[&Move]) -> Result<Option<String>, Diagnostic> {
    let former = proof.sources.addresses.as_ref();
    if moves.is_empty() {
        return Ok(former.map(|file| file.text.to_string()));
    }
    let path = args.site.join(ADDRESSES);
    let of = |fault: DiskFault| match fault {
        DiskFault::Io { doing, source, .. } => catalog::record_unwritable(&path, doing, &source),
        DiskFault::Busy { .. } | DiskFault::Foreign { .. } | DiskFault::Unfinished(_) => {
            catalog::record_unwritable(&path, "replacing", &ErrorKind::Other.into())
        }
    };
    let text = proof.compiled.moves.noted(former.map_or(TITLE, |file| &file.text), moves.iter().copied());
    match former {
        None => add_file(&path, text.as_bytes()),
        Some(file) => {
            let was = proof.sources.store.bytes(&file.path);
            let was = was.map_err(|reason| catalog::record_unwritable(&path, "reading", &reason))?;
            replace_seed(&path, &was, text.as_bytes(), false).map(|_| ())
        }
    }
    .map_err(of)?;
    Ok(Some(text))
}

/// Says of each article of the `site` that has moved where it went; of many, of the first.
pub(super) fn told(site: &Site, moves: &[&Move]) -> Vec<Diagnostic> {
    let told = moves.iter().enumerate().take(TOLD);
    let told = told.filter_map(|(nth, Move { from, to })| {
        let others = if nth + 1 == TOLD { moves.len() - TOLD } else { 0 };
        let span = Span::file(&from.seed);
        let stands = site.redirects.iter().any(|redirect| redirect.from.path == from.address);
        Some(catalog::address_changed(span, &from.address, to.as_ref()?, stands, others, ADDRESSES))
    });
    told.collect()
}
