//! Parsing and recognising, in bytes of seed text a second.
//!
//! `cargo bench --bench parse` measures on this repository's own seeds. With `WARRAQ_BULK` naming a
//! file of JSON lines, the `content` of each is one article.

use divan::{Bencher, counter::BytesCount};
use warraq::config::Config;
use warraq::parse::conventions::Conventions;
use warraq::parse::parse;
use warraq::source::{Format, Seed};
use warraq::text::arabic::{fold, headline_key};

fn main() {
    divan::main();
}

/// Articles to measure on.
#[allow(clippy::disallowed_methods, reason = "a benchmark reads what it measures on")]
fn articles() -> Vec<String> {
    if let Some(path) = std::env::var_os("WARRAQ_BULK") {
        let lines = std::fs::read_to_string(path).expect("a file of JSON lines");
        let content = |line: &str| {
            let article: serde_json::Value = serde_json::from_str(line).expect("JSON");
            article["content"].as_str().unwrap_or_default().to_owned()
        };
        return lines.lines().map(content).collect();
    }
    let seeds = walkdir::WalkDir::new("seeds").into_iter().filter_map(Result::ok);
    let texts = seeds.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "txt"));
    texts.map(|entry| std::fs::read_to_string(entry.path()).expect("text")).collect()
}

fn bytes(articles: &[String]) -> BytesCount {
    BytesCount::new(articles.iter().map(String::len).sum::<usize>())
}

#[divan::bench(sample_count = 10)]
fn parse_newsroom_text(bencher: Bencher<'_, '_>) {
    let articles = articles();
    let config = Config::new("x");
    let conventions = Conventions::compile(&config).value;
    let seed = Seed { path: "seeds/a.txt".into(), format: Format::Plain, sidecar: None, stamp: None };
    bencher.counter(bytes(&articles)).bench(|| {
        articles
            .iter()
            .map(|text| parse(&seed, text, None, &config, &conventions).value.body.len())
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn parse_one_long_article(bencher: Bencher<'_, '_>) {
    let one = articles().join("\n");
    let text: String = std::iter::repeat_n(one.as_str(), 1 + (1 << 20) / one.len()).collect();
    let config = Config::new("x");
    let conventions = Conventions::compile(&config).value;
    let seed = Seed { path: "seeds/a.txt".into(), format: Format::Plain, sidecar: None, stamp: None };
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| parse(&seed, &text, None, &config, &conventions).value.body.len());
}

/// What could make a rule look far: doubling such a line must not do more than double the time.
const PARTS: [&str; 10] = [
    "كلمة ",
    "اقرأ أيضا: ",
    "نعم. (قد يهمك: ",
    "نعم. اقرأ أيضا: «كلمة». ",
    "[اقرأ أيضا: كلمة](a). ",
    "    روابط ذات علاقة    ",
    ".. ",
    "::",
    "\u{200b}",
    "**",
];

#[divan::bench(args = [500_000, 1_000_000, 2_000_000], sample_count = 3)]
fn parse_one_long_line_of_each(bencher: Bencher<'_, '_>, bytes: usize) {
    let lines = PARTS.map(|part| part.repeat(bytes / PARTS.len() / part.len()));
    let config = Config::new("x");
    let conventions = Conventions::compile(&config).value;
    bencher.counter(BytesCount::new(2 * bytes)).bench(|| {
        for format in [Format::Plain, Format::Markdown] {
            let seed = Seed { path: "seeds/a".into(), format, sidecar: None, stamp: None };
            for line in &lines {
                divan::black_box(parse(&seed, line, None, &config, &conventions).value.body.len());
            }
        }
    });
}

#[divan::bench(sample_count = 10)]
fn fold_text(bencher: Bencher<'_, '_>) {
    let articles = articles();
    bencher.counter(bytes(&articles)).bench(|| articles.iter().map(|text| fold(text).len()).sum::<usize>());
}

#[divan::bench(sample_count = 10)]
fn headline_keys(bencher: Bencher<'_, '_>) {
    let articles = articles();
    let lines: Vec<String> = articles.iter().flat_map(|text| text.lines().map(str::to_owned)).collect();
    bencher.counter(bytes(&lines)).bench(|| lines.iter().map(|line| headline_key(line).len()).sum::<usize>());
}
