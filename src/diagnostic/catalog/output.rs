//! Of publishing, preview and the command line.

use std::fmt::Write;
use std::io::{self, ErrorKind};

use super::{error, warning};
use crate::diagnostic::show::{count, plural};
use crate::diagnostic::{Diagnostic, Span};
use crate::source::SourcePath;

/// A seed that changed between being read and being printed.
#[must_use]
pub fn changed_meanwhile(path: &SourcePath) -> Diagnostic {
    error("changed-meanwhile", Span::file(path), "this file changed while the site was being built")
        .help("build again")
}

/// Output that cannot be written.
#[must_use]
pub fn output_unwritable(path: &str, doing: &str, reason: &io::Error) -> Diagnostic {
    let remedy = match reason.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "let it and its folder be written by the user that builds"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on its disk",
        ErrorKind::CrossesDevices => {
            "it and .warraq/ must lie on one disk: build elsewhere, and copy the site"
        }
        _ => "check the folder's rights and the free space of its disk",
    };
    error("output-unwritable", None, format!("{doing} {path}: {reason}"))
        .help(format!("the site is as it was; {remedy}"))
}

/// A site that is partly old and partly new, since that `fault` came in the way.
#[must_use]
pub fn output_unfinished(fault: &Diagnostic) -> Diagnostic {
    error("output-unfinished", None, format!("the site is half changed: {}", fault.message)).help(
        "some pages are new and others old; remove what is in the way and build again: that is finished first",
    )
}

/// Another build at work.
#[must_use]
pub fn output_busy(pid: Option<u32>) -> Diagnostic {
    let who = pid.map_or_else(String::new, |pid| format!(" (process {pid})"));
    error("output-busy", None, format!("another build is writing this site{who}"))
        .help("wait until it has ended")
}

/// A file of somebody else where one of ours must go.
#[must_use]
pub fn output_foreign(path: &str) -> Diagnostic {
    error("output-foreign", None, format!("{path} was not made by Warraq and stands where a page must go"))
        .help("move it away, or choose another folder with --output")
}

/// A site that would lose most of what it has of one kind, a noun: it would have `after` of `before`, made
/// from what lies in `folder`.
#[must_use]
pub fn output_loss(noun: &str, folder: &str, before: usize, after: usize) -> Diagnostic {
    let after = if after == 0 { "none".to_owned() } else { after.to_string() };
    error("output-loss", None, format!("the site has {} and would have {after}", count(before, noun))).help(
        format!("the site is as it was; see whether all is there in {folder}, or build with --allow-loss"),
    )
}

/// An earlier build that was cut off.
#[must_use]
pub fn output_recovered(path: &str) -> Diagnostic {
    warning(
        "output-recovered",
        None,
        format!("an earlier build of {path} was cut off; it was finished first"),
    )
    .help("nothing is to be done")
}

/// Output without a record of what it holds, in which these files are none of the site's.
#[must_use]
pub fn output_unrecorded(path: &str, strays: &[String]) -> Diagnostic {
    /// How many are named.
    const NAMED: usize = 5;
    let mut message = format!("there is no sound record of what {path} holds; every file was compared");
    if strays.is_empty() {
        return warning("output-unrecorded", None, message).help("nothing is to be done");
    }
    let _ = write!(message, ", and {} of the site: ", plural(strays.len(), "file is none", "files are none"));
    message += &strays[..strays.len().min(NAMED)].join(", ");
    if strays.len() > NAMED {
        let _ = write!(message, " and {} more", strays.len() - NAMED);
    }
    warning("output-unrecorded", None, message)
        .help("remove those that were pages of the site; a file of your own may stay")
}

/// A damaged memory of the last build.
#[must_use]
pub fn memo_unsound(path: &str) -> Diagnostic {
    warning(
        "memo-unsound",
        None,
        format!("what the last build of {path} left to save work is damaged; everything was read anew"),
    )
    .help("nothing is to be done; if it comes again, check the disk")
}

/// No port to serve on.
#[must_use]
pub fn port(port: u16, reason: &io::Error) -> Diagnostic {
    error("port", None, format!("cannot serve on port {port} or the next ones: {reason}"))
        .help("choose another with --port")
}

/// Files that cannot be watched.
#[must_use]
pub fn watch(reason: &str) -> Diagnostic {
    error("watch", None, format!("cannot watch the site's files: {reason}"))
        .help("build without --serve, or raise the system's limit of watched files")
}

/// A place outside any site's error: a path given on the command line that is no article.
#[must_use]
pub fn no_article(path: &SourcePath) -> Diagnostic {
    error("no-article", Span::file(path), "this is no article: its name must end in .txt or .md")
        .help("name an article's file")
}
