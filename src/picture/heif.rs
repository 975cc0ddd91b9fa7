//! AVIF and HEIC: boxes, each with its length and its type (ISO/IEC 14496-12, 4.2). Nothing is taken out of
//! them: their Exif is a part of the data that the boxes before it point into.

use super::{Size, big_32, take};

/// How large it is; `None` where a box does not end in the file.
pub(super) fn size(bytes: &[u8]) -> Option<Size> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let length = match (big_32(rest)?, rest.get(8..)) {
            // To the end of the file.
            (0, _) => rest.len(),
            (1, Some(long)) => usize::try_from(u64::from_be_bytes(*long.first_chunk()?)).ok()?,
            (length, _) => usize::try_from(length).ok()?,
        };
        take(&mut rest, length.max(8))?;
    }
    let size = imagesize::blob_size(bytes).ok()?;
    Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
}
