//! JPEG: segments, each with its marker and its length, and scans between them (ITU-T T.81, B.1).

use memchr::{memchr, memchr_iter};

use super::{Size, big_16, exif, take};

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
/// The segments of applications: all but a few hold what programs and cameras say of the picture.
const JFIF: u8 = 0xE0;
const EXIF: u8 = 0xE1;
const PROFILE: u8 = 0xE2;
const ADOBE: u8 = 0xEE;
const LAST_OF_APPLICATIONS: u8 = 0xEF;

pub(super) fn walk(bytes: &[u8], keep: &mut dyn FnMut(&[u8])) -> Option<Size> {
    let mut rest = bytes.strip_prefix(&[0xFF, START])?;
    keep(&[0xFF, START]);
    let (mut size, mut has_scan, mut is_turned) = (None, false, false);
    loop {
        let marker = next_marker(&mut rest)?;
        match marker {
            END => {
                keep(&[0xFF, END]);
                return size.filter(|_| has_scan);
            }
            START => return None,
            // Markers without a segment, which mean nothing here.
            0x00..=0x01 | 0xD0..=0xD7 => continue,
            _ => {}
        }
        let length = usize::from(big_16(rest)?);
        let segment = take(&mut rest, length.max(2))?;
        let content = &segment[2..];
        if is_frame(marker) && size.is_none() {
            size = Some((big_16(content.get(3..)?)?.into(), big_16(content.get(1..)?)?.into()));
        }
        match marker {
            EXIF => {
                let exif = content.strip_prefix(exif::NAME).filter(|_| !is_turned);
                is_turned |= exif.is_some();
                if let Some(turn) = exif.and_then(exif::turn) {
                    keep(&[0xFF, EXIF, 0, 34]);
                    keep(exif::NAME);
                    keep(&turn);
                }
            }
            JFIF if content.starts_with(b"JFIF\0") && content.len() >= 14 => {
                // Without the small picture, which may show what the large one was cut from.
                keep(&[0xFF, JFIF, 0, 16]);
                keep(&content[..12]);
                keep(&[0, 0]);
            }
            PROFILE if !content.starts_with(b"ICC_PROFILE\0") => {}
            PROFILE | ADOBE => keep_segment(marker, segment, keep),
            JFIF..=LAST_OF_APPLICATIONS | COMMENT => {}
            _ => keep_segment(marker, segment, keep),
        }
        if marker == SCAN {
            has_scan = true;
            let end = end_of_scan(rest)?;
            keep(take(&mut rest, end)?);
        }
    }
}

fn keep_segment(marker: u8, segment: &[u8], keep: &mut dyn FnMut(&[u8])) {
    keep(&[0xFF, marker]);
    keep(segment);
}

/// The marker that comes next. Fill bytes before it are passed over (B.1.1.2), and so is, as decoders do it,
/// whatever stands between segments.
fn next_marker(rest: &mut &[u8]) -> Option<u8> {
    let fill = memchr(0xFF, rest)?;
    take(rest, fill)?;
    let fill = rest.iter().position(|&byte| byte != 0xFF)?;
    take(rest, fill)?;
    take(rest, 1)?.first().copied()
}

/// Where the scan that `rest` begins with ends: at the first marker that does not belong to it.
fn end_of_scan(rest: &[u8]) -> Option<usize> {
    memchr_iter(0xFF, rest).find(|at| {
        let next = rest.get(at + 1);
        next.is_some_and(|next| !matches!(next, 0x00 | 0xD0..=0xD7))
    })
}

/// Whether a marker begins a frame, whose header holds the size (B.1.1.3).
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}
