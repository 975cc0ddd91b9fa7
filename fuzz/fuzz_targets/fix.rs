//! `check --fix`: no panic, no letter changed, and fixing twice changes nothing more.

#![no_main]

use libfuzzer_sys::fuzz_target;
use warraq::parse::prose::repair;
use warraq::source::Format;

fuzz_target!(|text: &str| {
    for format in [Format::Plain, Format::Markdown] {
        if let Some(repaired) = repair(format, text) {
            assert!(repair(format, &repaired.text).is_none(), "a second repair of {:?}", repaired.text);
        }
    }
});
