//! SVG: a document that may hold programs. One that holds any is refused as a whole; nothing is mended.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Fault, Kind};

/// What in an SVG may run a program in the browser of whoever opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Danger {
    /// A `script` element.
    Script,
    /// Another document in it: `foreignObject`, `iframe`, HTML.
    Foreign,
    /// An attribute whose name begins with `on`.
    Handler,
    /// An address that runs a program.
    Address,
    /// Declarations in its `DOCTYPE`: names that stand for anything.
    Declarations,
    /// An instruction to make another document of it by a style sheet.
    StyleSheet,
}

/// Elements by which another document comes in.
const FOREIGN: [&str; 5] = ["foreignobject", "iframe", "object", "embed", "html"];

/// Attributes that hold addresses, or values that an animation gives to one (SVG 2, 16.2; SVG Animations 2, 2.6).
const ADDRESSES: [&str; 6] = ["href", "src", "to", "from", "by", "values"];

/// What may stand in a file itself: pictures that run nothing.
const DATA: [&str; 6] = ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif"];

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The encodings that read every ASCII byte as itself, wherever it stands. In others, what looks like a
/// comment here may be letters to a browser, and the other way round.
const ENCODINGS: [&str; 3] = ["utf-8", "us-ascii", "iso-8859-1"];

/// How many elements may stand in one another: more than any drawing has, and what is open takes memory.
const DEEPEST: usize = 1000;

const BROKEN: Fault = Fault::Broken(Kind::Svg);
const NO_SVG: Fault = Fault::Other { named: Kind::Svg, found: None };

/// Looks whether an SVG is one, and holds nothing that may run.
pub(super) fn look(bytes: &[u8]) -> Result<(), Fault> {
    let text = simdutf8::basic::from_utf8(bytes).map_err(|_| BROKEN)?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let (mut depth, mut has_root) = (0_usize, false);
    loop {
        match reader.read_event().map_err(|_| BROKEN)? {
            Event::Decl(declaration) if is_readable(&declaration) => {}
            Event::Decl(_) => return Err(BROKEN),
            Event::DocType(doctype) if has_declarations(&doctype) => {
                return Err(Fault::Active(Danger::Declarations));
            }
            Event::PI(instruction) if instruction.target().eq_ignore_ascii_case("xml-stylesheet") => {
                return Err(Fault::Active(Danger::StyleSheet));
            }
            Event::Start(_) | Event::Empty(_) if depth == 0 && has_root => return Err(BROKEN),
            Event::Start(root) | Event::Empty(root) if !has_root && root.local_name().as_ref() != "svg" => {
                return Err(NO_SVG);
            }
            Event::Start(_) if depth == DEEPEST => return Err(BROKEN),
            Event::Start(element) => {
                look_into(&element)?;
                (has_root, depth) = (true, depth + 1);
            }
            Event::Empty(element) => {
                look_into(&element)?;
                has_root = true;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if has_root && depth == 0 => return Ok(()),
            Event::Eof if has_root => return Err(BROKEN),
            Event::Eof => return Err(NO_SVG),
            _ => {}
        }
    }
}

fn is_readable(declaration: &BytesDecl<'_>) -> bool {
    match declaration.encoding() {
        None => true,
        Some(Ok(name)) => ENCODINGS.iter().any(|known| name.eq_ignore_ascii_case(known)),
        Some(Err(_)) => false,
    }
}

fn has_declarations(doctype: &BytesText<'_>) -> bool {
    doctype.contains('[')
}

/// Looks whether an element holds nothing that may run.
fn look_into(element: &BytesStart<'_>) -> Result<(), Fault> {
    let name = element.local_name().as_ref().to_ascii_lowercase();
    if name == "script" {
        return Err(Fault::Active(Danger::Script));
    }
    if FOREIGN.contains(&name.as_str()) {
        return Err(Fault::Active(Danger::Foreign));
    }
    // Whether one comes twice is not asked: both are looked at.
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| BROKEN)?;
        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let value = unescape(&attribute.value).map_err(|_| BROKEN)?;
        if key.starts_with("on") {
            return Err(Fault::Active(Danger::Handler));
        }
        if value.trim() == XHTML {
            return Err(Fault::Active(Danger::Foreign));
        }
        if ADDRESSES.contains(&key.as_str()) && value.split(';').any(runs) {
            return Err(Fault::Active(Danger::Address));
        }
    }
    Ok(())
}

/// Whether an address runs a program, in whatever disguise, or is a document of its own.
fn runs(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| match url.scheme() {
        "javascript" | "vbscript" => true,
        "data" => !DATA.iter().any(|kind| url.path().trim_start().to_ascii_lowercase().starts_with(kind)),
        _ => false,
    })
}
