//! Resolving an archive (addresses, order, tags, every related title), and planning its outputs.

use divan::{Bencher, counter::ItemsCount};
use jiff::Timestamp;
use warraq::config::Config;
use warraq::diagnostic::Span;
use warraq::emit::{Desk, plan};
use warraq::manuscript::{Head, Headline, HeadlineOrigin, Moment, RelatedLine};
use warraq::parse::conventions::Conventions;
use warraq::read::read;
use warraq::render::templates::Templates;
use warraq::render::{Frame, Press};
use warraq::resolve::resolve;
use warraq::source::{Format, Seed, SourcePath};
use warraq::text::variants::Variants;

fn main() {
    divan::main();
}

/// Words to make headlines of.
const WORDS: [&str; 24] = [
    "وزير",
    "المالية",
    "يعلن",
    "خطة",
    "جديدة",
    "لدعم",
    "الأسعار",
    "في",
    "المدينة",
    "بعد",
    "اجتماع",
    "طارئ",
    "رئيس",
    "الحكومة",
    "مسؤول",
    "أميركي",
    "يزور",
    "سوريا",
    "ويلتقي",
    "وفدا",
    "من",
    "التجار",
    "قبل",
    "العيد",
];

/// The headline of the `nth` article: words chosen by a fixed sequence, and its number.
fn headline(nth: usize) -> String {
    let mut state = nth.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut words: Vec<&str> = Vec::with_capacity(9);
    for _ in 0..8 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words.push(WORDS[(state >> 33) % WORDS.len()]);
    }
    format!("{} {nth}", words.join(" "))
}

/// An archive in which each article names two others.
fn archive(size: usize) -> (Vec<Head>, Vec<Seed>) {
    let seeds: Vec<Seed> = (0..size)
        .map(|nth| Seed {
            path: SourcePath::from(format!("seeds/news/{nth}.txt")),
            format: Format::Plain,
            sidecar: None,
        })
        .collect();
    let variants = Variants::new(&[]);
    let head = |nth: usize| {
        let span = Span::file(&seeds[nth].path);
        let line = |other: usize| RelatedLine {
            marker: "اقرأ أيضا".to_owned(),
            key: variants.key(&headline(other % size)),
            title: headline(other % size),
            url: None,
            span: span.clone(),
        };
        Head {
            seed: nth,
            hash: blake3::hash(&nth.to_le_bytes()),
            headline: Headline {
                key: variants.key(&headline(nth)),
                text: headline(nth),
                origin: HeadlineOrigin::Line,
                span: span.clone(),
            },
            excerpt: String::new(),
            date: Some(Moment {
                at: Timestamp::from_second(1_600_000_000 + 900 * i64::try_from(nth).expect("small"))
                    .expect("a date"),
                has_time: true,
            }),
            updated: None,
            section: None,
            slug: None,
            authors: vec![format!("{} {}", WORDS[nth % 8], WORDS[nth % 5])],
            tags: (1..4).map(|k| format!("{} {}", WORDS[nth * k % 24], WORDS[nth / 24 % 12])).collect(),
            lang: None,
            related: vec![line(nth * 7 + 1), line(nth * 13 + 5)],
            newsletter: None,
        }
    };
    ((0..size).map(head).collect(), seeds)
}

#[divan::bench(args = [10_000, 100_000, 200_000], sample_count = 3)]
fn resolve_archive(bencher: Bencher<'_, '_>, size: usize) {
    let (heads, seeds) = archive(size);
    let config = Config::new("x");
    bencher
        .counter(ItemsCount::new(size))
        .with_inputs(|| heads.clone())
        .bench_values(|heads| resolve(heads, &seeds, &config).value.articles.len());
}

/// What a build asks of every output before it makes any: its path and its key.
#[divan::bench(args = [10_000, 100_000], sample_count = 3)]
fn plan_archive_with_keys(bencher: Bencher<'_, '_>, size: usize) {
    let (heads, seeds) = archive(size);
    let mut config = Config::new("x");
    config.base_url = "https://example.org/".parse().ok();
    let site = resolve(heads, &seeds, &config).value;
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut sources = read(folder.path()).value;
    sources.seeds = seeds;
    let conventions = Conventions::compile(&config).value;
    let templates = Templates::load(&sources, &config.language).value;
    let frame = Frame::new(&sources, &config, &site);
    let press = Press::new(&sources, &config, &conventions, &site, &templates, &frame);
    let desk = Desk { site: &site, sources: &sources, has_base_url: true };
    bencher.counter(ItemsCount::new(size)).bench(|| {
        let outputs = plan(&desk).value;
        outputs.iter().map(|output| output.key(&press)[0] as usize).sum::<usize>()
    });
}

#[divan::bench]
fn headline_key(bencher: Bencher<'_, '_>) {
    let variants = Variants::new(&[]);
    let headline = headline(7);
    bencher.counter(ItemsCount::new(1usize)).bench(|| variants.key(&headline));
}
