//! Sums: 128 bits by which bytes, and values, are known again.

use postcard::ser_flavors::Flavor;
use serde::Serialize;
use twox_hash::XxHash3_128;

/// The XXH3 of some bytes in 128 bits, of which no two texts have one by chance. Whoever wants to can make two that
/// have: a sum tells what has changed and what is damaged, and is no proof of who wrote it. An author who makes two
/// such texts of an article, and puts one in the other's place, keeps a page as it was that is theirs anyway, until the
/// next clean build. What an address or a file's version is made of, which others see, has a BLAKE3 hash.
///
/// The algorithm is that of <https://github.com/Cyan4973/xxHash>, several times as fast as any that nobody can forge.
pub type Sum = [u8; 16];

/// The sum of some bytes.
#[must_use]
pub fn sum(bytes: &[u8]) -> Sum {
    XxHash3_128::oneshot(bytes).to_le_bytes()
}

/// The sum of the bytes of all `parts`, one after the other.
pub fn sum_of_parts(parts: impl IntoIterator<Item = Vec<u8>>) -> Sum {
    let mut hasher = XxHash3_128::new();
    parts.into_iter().for_each(|part| hasher.write(&part));
    hasher.finish_128().to_le_bytes()
}

/// A value in postcard's format, behind what `start` holds.
#[must_use]
pub fn packed(start: Vec<u8>, value: &impl Serialize) -> Vec<u8> {
    postcard::serialize_with_flavor(value, Behind(start))
        .expect("a Vec takes any number of bytes, and sequences here know their length")
}

/// What `postcard::to_extend` would do byte by byte.
struct Behind(Vec<u8>);

impl Flavor for Behind {
    type Output = Vec<u8>;

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Vec<u8>> {
        Ok(self.0)
    }
}
