//! Pictures as files: whether one is what its name says, how large it is, and its bytes without what tells
//! by whom, when and where it was taken.
//!
//! Bytes in, bytes out. Nothing is decoded: a file is walked from part to part, and what it states of
//! lengths is only held against what is there. Whatever bytes come in, the walk ends.

mod exif;
mod gif;
mod heif;
mod jpeg;
mod png;
mod svg;
mod webp;

use serde::{Deserialize, Serialize};

pub use svg::Danger;

/// The most pixels that a picture may have: a browser needs four bytes for each.
const MOST_PIXELS: u64 = 100_000_000;
/// The longest side that a picture may have; no JPEG can say more (ITU-T T.81, B.2.2).
const LONGEST_SIDE: u32 = 65_535;

/// How large a picture is, as its file's head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pixels {
    /// From side to side.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// The formats of pictures that are looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// ITU-T T.81.
    Jpeg,
    /// <https://www.w3.org/TR/png-3/>
    Png,
    /// <https://www.w3.org/Graphics/GIF/spec-gif89a.txt>
    Gif,
    /// RFC 9649.
    WebP,
    /// AVIF and HEIC: ISO/IEC 23008-12.
    Heif,
    /// <https://www.w3.org/TR/SVG2/>
    Svg,
}

/// The endings under which hosts send them.
const ENDINGS: [(&str, Kind); 13] = [
    ("jpg", Kind::Jpeg),
    ("jpeg", Kind::Jpeg),
    ("jpe", Kind::Jpeg),
    ("jfif", Kind::Jpeg),
    ("pjpeg", Kind::Jpeg),
    ("pjp", Kind::Jpeg),
    ("png", Kind::Png),
    ("apng", Kind::Png),
    ("gif", Kind::Gif),
    ("webp", Kind::WebP),
    ("avif", Kind::Heif),
    ("heic", Kind::Heif),
    ("svg", Kind::Svg),
];

impl Kind {
    /// What the ending of a file's name says, whatever its case; `None` of a file that is no picture.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit_once('.')?;
        ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
    }

    /// What the first bytes say. An SVG has none of its own: its root says what it is.
    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some(Self::Heif),
            _ => None,
        }
    }

    /// Its name, as a person would say it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Heif => "AVIF or HEIC",
            Self::Svg => "SVG",
        }
    }

    /// How a file of this kind is walked; `None` of those of which nothing is taken out.
    fn walk(self) -> Option<Walk> {
        match self {
            Self::Jpeg => Some(jpeg::walk),
            Self::Png => Some(png::walk),
            Self::Gif => Some(gif::walk),
            Self::WebP => Some(webp::walk),
            Self::Heif | Self::Svg => None,
        }
    }
}

/// Walks a file to its end and gives its second argument what a browser needs of it, piece by piece, in order.
/// `None` where the end is not reached, or what must stand before it is missing.
type Walk = fn(&[u8], &mut dyn FnMut(&[u8])) -> Option<Size>;

/// Width and height, as a file states them.
type Size = (u32, u32);

/// Why a file with a picture's name is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It is no picture of that kind.
    Other {
        /// What its name says.
        named: Kind,
        /// What its first bytes say, if they are those of a picture.
        found: Option<Kind>,
    },
    /// It does not reach its end, or is damaged before it.
    Broken(Kind),
    /// It says that it is larger than any that is shown, or that it has no pixel.
    Size(Pixels),
    /// It may run a program in the browser of whoever opens it.
    Active(Danger),
}

/// Looks into the file at `path`: how large a picture it is, which nothing can be that is no picture or is
/// drawn at any size.
///
/// # Errors
/// Why it cannot be the picture that its name says, or must not be published.
pub fn look(path: &str, bytes: &[u8]) -> Result<Option<Pixels>, Fault> {
    let Some(named) = Kind::of(path) else { return Ok(None) };
    let found = Kind::of_bytes(bytes);
    if found != Some(named).filter(|kind| *kind != Kind::Svg) {
        return Err(Fault::Other { named, found });
    }
    let size = match named.walk() {
        Some(walk) => walk(bytes, &mut |_| ()),
        None if named == Kind::Svg => return svg::look(bytes).map(|()| None),
        None => heif::size(bytes),
    };
    let (width, height) = size.ok_or(Fault::Broken(named))?;
    let pixels = Pixels { width, height };
    let is_shown = (1..=LONGEST_SIDE).contains(&width)
        && (1..=LONGEST_SIDE).contains(&height)
        && u64::from(width) * u64::from(height) <= MOST_PIXELS;
    if is_shown { Ok(Some(pixels)) } else { Err(Fault::Size(pixels)) }
}

/// Whether [`bare`] may take something out of a file of that name.
#[must_use]
pub fn bears_metadata(path: &str) -> bool {
    Kind::of(path).and_then(Kind::walk).is_some()
}

/// The picture at `path` without what tells by whom, when and where it was taken: what its format has for
/// pixels, colours, animation and density stays, byte for byte, and so does the way up that it is shown.
/// Everything else goes, what stands behind its end included. Of [other files](bears_metadata), all stays.
/// `None` where the file cannot be walked to its end.
#[must_use]
pub fn bare(path: &str, bytes: Vec<u8>) -> Option<Vec<u8>> {
    let kind = Kind::of(path);
    let Some(walk) = kind.and_then(Kind::walk) else { return Some(bytes) };
    let mut kept = Vec::with_capacity(bytes.len());
    walk(&bytes, &mut |part| kept.extend_from_slice(part))?;
    if kind == Some(Kind::WebP) {
        webp::close(&mut kept);
    }
    Some(kept)
}

/// Parts the first `length` bytes off, if there are so many.
fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (first, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(first)
}

fn big_16(bytes: &[u8]) -> Option<u16> {
    bytes.first_chunk().copied().map(u16::from_be_bytes)
}

fn big_32(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().copied().map(u32::from_be_bytes)
}

fn little_16(bytes: &[u8]) -> Option<u16> {
    bytes.first_chunk().copied().map(u16::from_le_bytes)
}

fn little_32(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().copied().map(u32::from_le_bytes)
}
