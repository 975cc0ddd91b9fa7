//! Markdown: no panic, every place on a letter, and HTML without scripts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use warraq::render::body::html;
use warraq::source::Format;
use warraq::text::typography::Quotes;

mod common;

fuzz_target!(|text: &str| {
    common::with_manuscript(text, Format::Markdown, |manuscript| {
        common::check_places(text, manuscript);
        let page = html(&manuscript.body, Quotes::Keep).to_lowercase();
        assert!(!page.contains("<script") && !page.contains("href=\"javascript:"));
    });
});
