//! Markdown: no panic, every place on a letter, and HTML without scripts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use warraq::render::body::html;
use warraq::source::Format;
use warraq::text::bidi::Direction;
use warraq::text::html::Cleaner;
use warraq::text::typography::Typography;

mod common;

fuzz_target!(|text: &str| {
    common::with_manuscript(text, Format::Markdown, |manuscript| {
        common::check_places(text, manuscript);
        let page = html(&manuscript.body, Typography::KEEP, Direction::Rtl, Some(&Cleaner::default())).to_lowercase();
        // Text and attributes are escaped: what stands between < and > is a tag, and a quotation mark
        // in it begins or ends an attribute.
        for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let runs =
                ["href=\"javascript:", "src=\"javascript:"].iter().any(|attribute| tag.contains(attribute));
            assert!(!tag.starts_with("script") && !runs, "{tag}");
        }
    });
});
