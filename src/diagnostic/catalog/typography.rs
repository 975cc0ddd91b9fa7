//! Of typography.

use std::collections::BTreeMap;
use std::path::Path;

use super::{error, note, warning};
use crate::diagnostic::{Diagnostic, Span};
use crate::source::SourcePath;
use crate::text::bidi::isolate;
use crate::text::typography::{Finding, Kind};

/// One flaw, at its place.
#[must_use]
pub fn flaw(source: &SourcePath, text: &str, finding: &Finding) -> Diagnostic {
    let span = Span::new(source, finding.range.clone());
    let flaw = match finding.kind {
        Kind::QuoteDirection => note("quote-direction", span, "a quotation mark that faces the wrong way")
            .help("check where the quotation begins and ends"),
        Kind::QuotesMixed => {
            note("quotes-mixed", span, "this article has two pairs of quotation marks, “” and «»")
                .help("keep to one pair; a quotation within another has the other pair")
        }
        Kind::LatinPunctuation => {
            note("latin-punctuation", span, "Latin punctuation in Arabic text").help("write ، ؛ or ؟")
        }
        Kind::SpaceBefore => note("space-before-punctuation", span, "a space before punctuation")
            .help("the mark belongs to the word before it"),
        Kind::DoubledSpace => {
            note("doubled-space", span, "more than one space").help("one space parts words")
        }
        Kind::NoBreakSpace => note("no-break-space", span, "a no-break space that binds nothing")
            .help("write an ordinary space"),
        Kind::Tatweel => note("tatweel", span, "a word drawn out by tatweel").help("take it out"),
        Kind::PresentationForm => {
            note("presentation-form", span, "letters stored as shapes: searches do not find them")
                .help("type the word anew")
        }
        Kind::Ellipsis => note("ellipsis", span, "dots for an ellipsis").help("write …"),
        Kind::BidiUnbalanced => {
            let name = text[finding.range.clone()].chars().next().map_or(0, u32::from);
            let message = format!("the direction control U+{name:04X} has no counterpart in its line");
            warning("bidi-unbalanced", span, message)
                .help("what follows may be shown in a wrong order: remove it")
        }
        Kind::LettersLost => warning("letters-lost", span, "letters were lost here: U+FFFD stands for them")
            .help("restore them from the original"),
    };
    match &finding.replacement {
        Some(new) if new.is_empty() => flaw.help("`warraq check --fix` takes it out"),
        Some(new) => flaw.help(format!("`warraq check --fix` writes {}", isolate(&visible(new)))),
        None => flaw,
    }
}

/// Text whose spaces can be seen.
fn visible(text: &str) -> String {
    if text.trim().is_empty() { format!("‘{text}’") } else { text.to_owned() }
}

/// The code under which a kind of flaw is told.
#[must_use]
pub fn flaw_code(kind: Kind) -> std::borrow::Cow<'static, str> {
    flaw(&"".into(), "", &Finding { kind, range: 0..0, replacement: None }).code
}

/// `3 doubled-space, 1 tatweel`: the most frequent first.
#[must_use]
pub fn flaw_counts(counts: &BTreeMap<Kind, usize>) -> String {
    let mut counts: Vec<(usize, Kind)> = counts.iter().map(|(&kind, &count)| (count, kind)).collect();
    counts.sort_by_key(|&(count, kind)| (std::cmp::Reverse(count), kind));
    let told = counts.into_iter().map(|(count, kind)| format!("{count} {}", flaw_code(kind)));
    told.collect::<Vec<_>>().join(", ")
}

/// The flaws of style of a whole site.
#[must_use]
pub fn typography(counts: &BTreeMap<Kind, usize>, articles: usize, certain: usize) -> Diagnostic {
    let articles = if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") };
    note("typography", None, format!("in {articles}: {}", flaw_counts(counts))).help(format!(
        "`warraq check --typography` lists them; `warraq check --fix` mends {certain} of them in the articles"
    ))
}

/// An article that cannot be repaired, as it is not UTF-8.
#[must_use]
pub fn not_repaired(path: &SourcePath) -> Diagnostic {
    warning("not-repaired", Span::file(path), "this file is not UTF-8 and was not looked at for repair")
        .help("save it as UTF-8")
}

/// An article that cannot be written.
#[must_use]
pub fn seed_unwritable(path: &Path, doing: &str, reason: &std::io::Error) -> Diagnostic {
    error("seed-unwritable", None, format!("{doing} {}: {reason}", path.display()))
        .help("this article is as it was; check its rights and the free space of its disk")
}
