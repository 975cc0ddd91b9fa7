//! WebP: a RIFF file of chunks (RFC 9649, 2.3 to 2.7).

use super::exif::{self, Turn};
use super::{Size, little_16, little_32, take};

/// The chunks that are shown. XMP and those of programs are left out.
const SHOWN: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// The bits of `VP8X` that say whether there is Exif and XMP (2.7.1).
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// What stands before the first chunk: `RIFF`, how long the rest is, `WEBP`.
const HEAD: usize = 12;

pub(super) fn walk(bytes: &[u8], keep: &mut dyn FnMut(&[u8])) -> Option<Size> {
    let length = usize::try_from(little_32(bytes.get(4..)?)?).ok()?;
    let all = bytes.get(..length.checked_add(8)?)?;
    let (head, chunks) = all.split_at_checked(HEAD)?;
    keep(head);
    let turn = turn(chunks);
    let (mut rest, mut size, mut has_pixels) = (chunks, None, false);
    while !rest.is_empty() {
        let Chunk { kind, content, whole } = Chunk::next(&mut rest)?;
        size = size.or(stated(*kind, content));
        has_pixels |= matches!(kind, b"VP8 " | b"VP8L" | b"ANMF");
        match kind {
            b"VP8X" => {
                let flags = content.first()? & !(HAS_EXIF | HAS_XMP);
                keep(&whole[..8]);
                keep(&[if turn.is_some() { flags | HAS_EXIF } else { flags }]);
                keep(&whole[9..]);
            }
            b"EXIF" => {
                if let Some(turn) = &turn {
                    keep(b"EXIF\x1A\0\0\0");
                    keep(turn);
                }
            }
            _ if SHOWN.contains(&kind) => {
                keep(whole);
                keep(if whole.len() % 2 == 1 { &[0] } else { &[] });
            }
            _ => {}
        }
    }
    size.filter(|_| has_pixels)
}

/// Writes into its head how long a file is of which parts were left out.
pub(super) fn close(file: &mut [u8]) {
    let length = u32::try_from(file.len().saturating_sub(8)).unwrap_or(u32::MAX);
    if let Some(field) = file.get_mut(4..8) {
        field.copy_from_slice(&length.to_le_bytes());
    }
}

struct Chunk<'a> {
    kind: &'a [u8; 4],
    content: &'a [u8],
    whole: &'a [u8],
}

impl<'a> Chunk<'a> {
    /// The next chunk. One of an odd length has a byte behind it that counts for nothing; at the end of a
    /// file it may be missing.
    fn next(rest: &mut &'a [u8]) -> Option<Self> {
        let length = usize::try_from(little_32(rest.get(4..)?)?).ok()?;
        let whole = take(rest, length.checked_add(8)?)?;
        let _ = take(rest, length % 2);
        Some(Self { kind: whole.first_chunk()?, content: &whole[8..], whole })
    }
}

/// Which way up the picture is, if it has Exif that turns it. Some programs write it as it stands in a JPEG.
fn turn(mut chunks: &[u8]) -> Option<Turn> {
    while let Some(Chunk { kind, content, .. }) = Chunk::next(&mut chunks) {
        if kind == b"EXIF" {
            return exif::turn(content.strip_prefix(exif::NAME).unwrap_or(content));
        }
    }
    None
}

/// The size that a chunk states (2.5 to 2.7.1).
fn stated(kind: [u8; 4], content: &[u8]) -> Option<Size> {
    match &kind {
        b"VP8X" => {
            let side = |at: usize| {
                let &[low, middle, high] = content.get(at..)?.first_chunk()?;
                Some(u32::from_le_bytes([low, middle, high, 0]) + 1)
            };
            Some((side(4)?, side(7)?))
        }
        b"VP8 " => {
            let side = |at: usize| Some(u32::from(little_16(content.get(at..)?)? & 0x3FFF));
            Some((side(6)?, side(8)?))
        }
        b"VP8L" => {
            let sides = little_32(content.get(1..)?)?;
            Some(((sides & 0x3FFF) + 1, ((sides >> 14) & 0x3FFF) + 1))
        }
        _ => None,
    }
}
