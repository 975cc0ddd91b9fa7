//! Newsroom text: no panic, no word lost, every place on a letter.

#![no_main]

use libfuzzer_sys::fuzz_target;
use warraq::manuscript::{Block, HeadlineOrigin};
use warraq::source::Format;

mod common;

fuzz_target!(|text: &str| {
    common::with_manuscript(text, Format::Plain, |manuscript| {
        common::check_places(text, manuscript);
        if text.starts_with("+++") {
            return;
        }
        let headline = manuscript.headline.iter().filter(|h| h.origin == HeadlineOrigin::Line);
        let mut words: Vec<String> = headline.flat_map(|h| common::words(&h.text)).collect();
        let blocks = manuscript.body.iter().chain(&manuscript.omitted).map(Block::text);
        words.extend(blocks.flat_map(|text| common::words(&text)));
        for line in manuscript.related.iter().map(|related| &related.value) {
            words.extend(common::words(&line.marker));
            words.extend(common::words(&line.title));
        }
        words.extend(manuscript.newsletter.iter().flat_map(|f| &f.lines).flat_map(|l| common::words(l)));
        for word in common::words(text) {
            assert!(words.contains(&word), "{word} is lost");
        }
    });
});
