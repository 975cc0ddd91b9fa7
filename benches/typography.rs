//! The linter and the repairs on one long line of each thing that could make a rule look far:
//! doubling the line must not do more than double the time.

use divan::{Bencher, counter::BytesCount};
use warraq::parse::prose::flaws;
use warraq::source::Format;
use warraq::text::typography::Typography;

fn main() {
    divan::main();
}

const PARTS: [&str; 12] =
    ["كلمة ", "“", "“نص", " ,", ")))", "..", "ـ", "م\u{64e}ـ", "\u{202a}", "ﺍﻟ", "a.b,", "\u{a0} "];

#[divan::bench(args = [500_000, 1_000_000, 2_000_000], sample_count = 3)]
fn one_long_line_of_each(bencher: Bencher<'_, '_>, bytes: usize) {
    let lines: Vec<String> = PARTS.iter().map(|part| part.repeat(bytes / PARTS.len() / part.len())).collect();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for line in &lines {
            divan::black_box(flaws(Format::Plain, line));
            divan::black_box(Typography::KEEP.show(line));
        }
    });
}
