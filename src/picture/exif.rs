//! Exif (CIPA DC-008): which way up a picture is shown, the one thing of it that a browser needs.

use super::{big_16, big_32, little_16, little_32};

/// What a JPEG has before Exif data (4.5.4).
pub(super) const NAME: &[u8] = b"Exif\0\0";

/// The tag of the orientation, and the type of its value, a number of 16 bits (4.6.4 A, 4.6.2).
const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// What is kept: a TIFF header, and a list of that one tag.
pub(super) type Turn = [u8; 26];

/// Exif data that say nothing but which way up the picture is that bears these; `None` where it is shown as
/// it is stored.
pub(super) fn turn(exif: &[u8]) -> Option<Turn> {
    let orientation = orientation(exif).filter(|turn| (2..=8).contains(turn))?;
    let mut turn = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    turn[18..20].copy_from_slice(&orientation.to_be_bytes());
    Some(turn)
}

fn orientation(exif: &[u8]) -> Option<u16> {
    let is_big = match exif.first_chunk()? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let two = |at: usize| if is_big { big_16(exif.get(at..)?) } else { little_16(exif.get(at..)?) };
    let start = exif.get(4..)?;
    let list = usize::try_from(if is_big { big_32(start)? } else { little_32(start)? }).ok()?;
    // A list that the file has no room for ends where the file does.
    let entries = (0..two(list)?).map(|nth| list.checked_add(2 + 12 * usize::from(nth)));
    for at in entries {
        let at = at?;
        if (two(at)?, two(at + 2)?) == (ORIENTATION, SHORT) {
            return two(at + 8);
        }
    }
    None
}
