//! PNG: chunks, each with its length and its type (PNG 3rd edition, 5.3).

use super::{Size, big_32, exif, take};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";

/// The ancillary chunks that say how the picture is shown. All others are left out: words (`tEXt`, `zTXt`,
/// `iTXt`, not unpacked), times, Exif, provenance, and those of programs.
const SHOWN: [&[u8; 4]; 16] = [
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST",
    b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn walk(bytes: &[u8], keep: &mut dyn FnMut(&[u8])) -> Option<Size> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    keep(SIGNATURE);
    let (mut size, mut has_pixels) = (None, false);
    loop {
        let length = usize::try_from(big_32(rest)?).ok()?;
        let chunk = take(&mut rest, length.checked_add(12)?)?;
        let (kind, content) = (chunk[4..].first_chunk::<4>()?, &chunk[8..8 + length]);
        match kind {
            b"IHDR" => size = Some((big_32(content)?, big_32(content.get(4..)?)?)),
            // The head stands first.
            _ if size.is_none() => return None,
            b"IDAT" => has_pixels = true,
            b"IEND" => {
                keep(chunk);
                return size.filter(|_| has_pixels);
            }
            _ => {}
        }
        // A capital says that the picture cannot be shown without the chunk (5.4).
        if kind[0].is_ascii_uppercase() || SHOWN.contains(&kind) {
            keep(chunk);
        } else if let Some(turn) = exif::turn(content).filter(|_| kind == b"eXIf") {
            let mut chunk = [0; 12 + 26];
            chunk[3] = 26;
            chunk[4..8].copy_from_slice(kind);
            chunk[8..34].copy_from_slice(&turn);
            let check = crc(&chunk[4..34]);
            chunk[34..].copy_from_slice(&check.to_be_bytes());
            keep(&chunk);
        }
    }
}

/// The check of a chunk's type and content (PNG 3rd edition, annex D), bit by bit: what is made is small.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| step(crc)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_that_of_the_standard() {
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
    }
}
