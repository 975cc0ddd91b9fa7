//! Decoding: no panic, what is UTF-8 comes out as it went in, and a fault lies in the bytes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use warraq::text::encoding::{Fault, Form, decode};

fuzz_target!(|bytes: &[u8]| match decode(bytes) {
    Ok(decoded) => {
        let kept = &bytes[..decoded.cut.unwrap_or(bytes.len())];
        if decoded.form == Form::Utf8 {
            let text = std::str::from_utf8(kept).expect("what is called UTF-8 is UTF-8");
            assert_eq!(decoded.text, text.strip_prefix('\u{feff}').unwrap_or(text));
        }
    }
    Err(Fault::Format(_)) => {}
    Err(Fault::Control(place, _) | Fault::Undecodable(place) | Fault::Lost { place, .. }) => {
        assert!(place.byte < bytes.len() && place.line > 0);
    }
});
