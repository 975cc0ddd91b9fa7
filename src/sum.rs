//! Sums: 128 bits by which bytes, and values, are known again.

use postcard::ser_flavors::Flavor;
use serde::Serialize;

/// The first 16 bytes of a BLAKE3 hash: no two texts that anybody writes have one.
pub type Sum = [u8; 16];

/// The sum of some bytes.
#[must_use]
pub fn sum(bytes: &[u8]) -> Sum {
    short(&blake3::hash(bytes))
}

/// The sum of bytes whose whole hash is known.
#[must_use]
pub fn short(hash: &blake3::Hash) -> Sum {
    hash.as_bytes()[..size_of::<Sum>()].try_into().expect("a hash has 32 bytes")
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
