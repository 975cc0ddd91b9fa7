//! What there is to say of files whose bytes are no text, or were one in another form.

use super::MOST_TEXT;
use crate::diagnostic::{Diagnostic, Span, catalog};
use crate::source::{NoText, Seed, SeedText, SourcePath, line_at};
use crate::text::encoding::{Decoded, Fault, Form};

/// What to say of a file without text.
#[must_use]
pub fn no_text(path: &SourcePath, fault: &NoText) -> Diagnostic {
    match fault {
        NoText::Io(reason) => catalog::unreadable(path, reason),
        NoText::TooLong => catalog::too_long(path, MOST_TEXT >> 20),
        NoText::Fault(Fault::Format(what)) => catalog::binary(path, what),
        NoText::Fault(Fault::Control(place, byte)) => catalog::control(path, *place, *byte),
        NoText::Fault(Fault::Undecodable(place)) => catalog::undecodable(path, *place),
        NoText::Fault(Fault::Lost { place, letters, encoding }) => {
            catalog::mojibake_lost(path, *place, *letters, encoding)
        }
    }
}

/// What to say of an article `without` text. One that has none is left out, and the rest of the site is
/// built. What the system does not give may be a text that is published already, and no page vanishes
/// for that: it is an error.
#[must_use]
pub fn without_text(without: &[(SourcePath, NoText)]) -> Vec<Diagnostic> {
    let told = |(path, fault): &(SourcePath, NoText)| match fault {
        NoText::Io(_) => no_text(path, fault),
        NoText::TooLong | NoText::Fault(_) => catalog::left_out(no_text(path, fault)),
    };
    without.iter().map(told).collect()
}

/// What to say of the way in which the texts of a seed and of the `.toml` beside it were found in
/// their bytes: nothing of whole UTF-8.
#[must_use]
pub fn of_text(seed: &Seed, SeedText { text, sidecar, .. }: &SeedText) -> Vec<Diagnostic> {
    let sidecar = seed.sidecar.as_ref().zip(sidecar.as_ref());
    let files = [(&seed.path, text)].into_iter().chain(sidecar);
    files.flat_map(|(path, decoded)| of_form(path, decoded)).collect()
}

/// The place is the first line that could have been understood otherwise, for the editor to judge.
fn of_form(path: &SourcePath, decoded: &Decoded) -> impl Iterator<Item = Diagnostic> {
    let Decoded { text, form, cut } = decoded;
    let form = match form {
        Form::Utf8 => None,
        Form::Other(name) => Some(catalog::encoding(telling_line(path, text), name)),
        Form::Misread(name) => Some(catalog::mojibake(telling_line(path, text), name)),
    };
    let cut = cut.map(|byte| {
        let end = text.trim_end().len();
        let start = text[..end].rfind(char::is_whitespace).map_or(0, |at| text.ceil_char_boundary(at + 1));
        catalog::cut_off(Span::new(path, start..end), byte)
    });
    form.into_iter().chain(cut)
}

/// The first line that is not ASCII alone.
fn telling_line(path: &SourcePath, text: &str) -> Span {
    let at = text.find(|c: char| !c.is_ascii()).unwrap_or_default();
    let line = line_at(text, at);
    let start =
        text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1) + line.len() - line.trim_start().len();
    Span::new(path, start..start + line.trim().len())
}
