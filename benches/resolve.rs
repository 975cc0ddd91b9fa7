//! Resolving an archive: addresses, order and every related title.

use divan::{Bencher, counter::ItemsCount};
use warraq::config::Config;
use warraq::diagnostic::Span;
use warraq::manuscript::{Head, Headline, HeadlineOrigin, RelatedLine};
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
            date: None,
            updated: None,
            section: None,
            slug: None,
            authors: Vec::new(),
            tags: Vec::new(),
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

#[divan::bench]
fn headline_key(bencher: Bencher<'_, '_>) {
    let variants = Variants::new(&[]);
    let headline = headline(7);
    bencher.counter(ItemsCount::new(1usize)).bench(|| variants.key(&headline));
}
