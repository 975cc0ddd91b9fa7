//! Slugs: safe in a path, bounded, and stable.

#![no_main]

use libfuzzer_sys::fuzz_target;
use warraq::text::slug::{MAX_BYTES, slug};

fuzz_target!(|name: &str| {
    if let Some(made) = slug(name) {
        assert!(made.len() <= MAX_BYTES);
        assert!(!made.contains(['/', '\\', '.', ':', '%', '?', '#', ' ', '\0']));
        assert_eq!(slug(&made), Some(made));
    }
});
