//! Folding: idempotent, and its places fall on letters.

#![no_main]

use libfuzzer_sys::fuzz_target;
use warraq::text::arabic::{after_prefix, fold, fold_chars, headline_key};

fuzz_target!(|text: &str| {
    let folded = fold(text);
    assert_eq!(fold(&folded), folded);
    assert_eq!(headline_key(&headline_key(text)), headline_key(text));
    for place in fold_chars(text) {
        assert!(text.get(place.start..place.end).is_some());
    }
    let prefix: String = folded.chars().take(4).collect();
    if let Some(rest) = after_prefix(text, prefix.trim_end()) {
        assert!(text.is_char_boundary(rest));
    }
});
