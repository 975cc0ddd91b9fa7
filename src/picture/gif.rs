//! GIF: a head, then blocks whose content is parted into pieces of at most 255 bytes (GIF89a, 15 to 27).

use super::{Size, little_16, take};

const IMAGE: u8 = 0x2C;
const EXTENSION: u8 = 0x21;
const TRAILER: u8 = 0x3B;
const COMMENT: u8 = 0xFE;
const APPLICATION: u8 = 0xFF;

/// The applications whose extensions are shown: how often an animation plays, and colours. XMP is another.
const SHOWN: [&[u8]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

pub(super) fn walk(bytes: &[u8], keep: &mut dyn FnMut(&[u8])) -> Option<Size> {
    let mut rest = bytes;
    let head = take(&mut rest, 13)?;
    if !head.starts_with(b"GIF87a") && !head.starts_with(b"GIF89a") {
        return None;
    }
    let size = (little_16(&head[6..])?.into(), little_16(&head[8..])?.into());
    keep(head);
    keep(take(&mut rest, colours(head[10]))?);
    let mut has_image = false;
    // Many files lack the trailer, and are shown all the same.
    while let Some(kind) = rest.first() {
        let block = rest;
        match *kind {
            TRAILER => {
                keep(&[TRAILER]);
                break;
            }
            IMAGE => {
                let head = take(&mut rest, 10)?;
                // The colours, and how long the first codes are.
                take(&mut rest, colours(head[9]) + 1)?;
                skip_pieces(&mut rest)?;
                has_image = true;
                keep(&block[..block.len() - rest.len()]);
            }
            EXTENSION => {
                let label = take(&mut rest, 2)?[1];
                let name = rest.get(1..12).unwrap_or_default();
                skip_pieces(&mut rest)?;
                if label != COMMENT && (label != APPLICATION || SHOWN.contains(&name)) {
                    keep(&block[..block.len() - rest.len()]);
                }
            }
            _ => return None,
        }
    }
    has_image.then_some(size)
}

/// How many bytes the table of colours takes of which the byte `packed` tells (18 c).
fn colours(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// Passes over a content, up to and with the piece that has no byte.
fn skip_pieces(rest: &mut &[u8]) -> Option<()> {
    loop {
        let length = take(rest, 1)?[0];
        if length == 0 {
            return Some(());
        }
        take(rest, length.into())?;
    }
}
