//! Decoding: no panic, and what is UTF-8 comes out as it went in.

#![no_main]

use libfuzzer_sys::fuzz_target;
use warraq::text::encoding::decode;

fuzz_target!(|bytes: &[u8]| {
    let decoded = decode(bytes.to_vec());
    if let (Ok(text), Ok(decoded)) = (std::str::from_utf8(bytes), decoded) {
        assert_eq!(decoded, text.strip_prefix('\u{feff}').unwrap_or(text));
    }
});
