//! Resolving an archive (addresses, order, tags, every related title), and planning its outputs.

use std::io;
use std::sync::Arc;

use divan::{Bencher, counter::ItemsCount};
use jiff::Timestamp;
use warraq::clock::Terms;
use warraq::config::Config;
use warraq::emit::{Desk, plan};
use warraq::manuscript::{Head, HeadWords, Moment, RelatedTitle};
use warraq::memo::Readings;
use warraq::parse::conventions::Conventions;
use warraq::read::read;
use warraq::render::templates::Templates;
use warraq::render::{Frames, Press};
use warraq::resolve::schedule::Schedule;
use warraq::resolve::{Order, related, resolve};
use warraq::site::Site;
use warraq::source::{Format, Seed, SourcePath, Sources, Store};
use warraq::text::variants::Variants;
use warraq::text::words::WordSet;

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
fn archive(size: usize) -> (Vec<(usize, Arc<Head>)>, Sources) {
    archive_naming(size, headline)
}

/// What the articles of an archive hold: the titles that they give.
struct Texts {
    size: usize,
    title: fn(usize) -> String,
}

impl Texts {
    fn titles(&self, nth: usize) -> [String; 2] {
        [nth * 7 + 1, nth * 13 + 5].map(|other| (self.title)(other % self.size))
    }
}

impl Store for Texts {
    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let number: String = path.chars().filter(char::is_ascii_digit).collect();
        Ok(self.titles(number.parse().map_err(io::Error::other)?).concat().into_bytes())
    }
}

/// An archive in which each article gives two titles, those that `title` makes of the numbers of others.
fn archive_naming(size: usize, title: fn(usize) -> String) -> (Vec<(usize, Arc<Head>)>, Sources) {
    let texts = Texts { size, title };
    let seeds: Vec<Seed> = (0..size)
        .map(|nth| Seed {
            path: SourcePath::from(format!("seeds/news/{nth}.txt")),
            format: Format::Plain,
            sidecar: None,
            stamp: None,
        })
        .collect();
    let variants = Variants::new(&[]);
    let head = |nth: usize| {
        let others = texts.titles(nth);
        let authors = [format!("{} {}", WORDS[nth % 8], WORDS[nth % 5])];
        let tags = [1, 2, 3].map(|k| format!("{} {}", WORDS[nth * k % 24], WORDS[nth / 24 % 12]));
        let words = HeadWords {
            authors: &authors,
            tags: &tags,
            path: &format!("news/{nth}.html"),
            headline: &headline(nth),
            section: ("news", "news"),
            ..HeadWords::default()
        };
        let second = 1_600_000_000 + 900 * i64::try_from(nth).expect("small");
        let date = Moment { at: Timestamp::from_second(second).expect("a date"), has_time: true };
        let mut head = Head::new(Some(date), &words);
        head.headline_key = Some(variants.key(&headline(nth)));
        head.words = WordSet::of(&warraq::text::arabic::headline_key(&headline(nth)));
        let length = |title: &String| u32::try_from(title.len()).expect("short");
        let related = |(start, title): (u32, &String)| RelatedTitle {
            key: Some(variants.key(title)),
            at: start..start + length(title),
            in_sidecar: false,
        };
        head.related = [0, length(&others[0])].into_iter().zip(&others).map(related).collect();
        (nth, Arc::new(head))
    };
    let heads = (0..size).map(head).collect();
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    (heads, Sources { seeds, store: Arc::new(texts), ..read(folder.path()).value })
}

/// Where each of so many titles leads, and nothing else.
#[divan::bench(args = [20_000, 200_000, 400_000], sample_count = 5)]
fn titles(bencher: Bencher<'_, '_>, titles: usize) {
    resolve_titles(bencher, titles, headline);
}

/// The same of titles that no article bears: for some of them the nearest headline is looked for.
#[divan::bench(args = [20_000, 200_000, 400_000], sample_count = 5)]
fn titles_that_nobody_bears(bencher: Bencher<'_, '_>, titles: usize) {
    resolve_titles(bencher, titles, |nth| headline(nth) + "0 ثانية");
}

fn resolve_titles(bencher: Bencher<'_, '_>, titles: usize, title: fn(usize) -> String) {
    let (heads, sources) = archive_naming(titles / 2, title);
    let order = Order::of(&heads);
    let config = Config::new("x");
    let schedule = Schedule::take(&mut Vec::new(), &Terms::at(Timestamp::MAX), &config);
    bencher
        .counter(ItemsCount::new(titles))
        .bench(|| related::resolve(&heads, &order, &schedule, &sources, &config, &mut Vec::new()));
}

/// The site of heads that all belong to the past.
fn resolved(mut heads: Vec<(usize, Arc<Head>)>, sources: &Sources, config: &Config) -> Site {
    let schedule = Schedule::take(&mut heads, &Terms::at(Timestamp::MAX), config);
    resolve(heads, &schedule, sources, config).value
}

#[divan::bench(args = [10_000, 100_000, 200_000], sample_count = 3)]
fn resolve_archive(bencher: Bencher<'_, '_>, size: usize) {
    let (heads, sources) = archive(size);
    let config = Config::new("x");
    bencher
        .counter(ItemsCount::new(size))
        .with_inputs(|| heads.clone())
        .bench_values(|heads| resolved(heads, &sources, &config).articles.len());
}

/// What a build asks of every output before it makes any: its path and its key.
#[divan::bench(args = [10_000, 100_000], sample_count = 3)]
fn plan_archive_with_keys(bencher: Bencher<'_, '_>, size: usize) {
    let (heads, sources) = archive(size);
    let mut config = Config::new("x");
    config.base_url = "https://example.org/".parse().ok();
    let site = resolved(heads, &sources, &config);
    let conventions = Conventions::compile(&config).value;
    let templates = Templates::load(&sources, &config).value;
    let readings = Readings::default();
    let frames = Frames::of(&sources, &config, &site, &templates);
    let press = Press::new(&sources, &config, &conventions, &readings, &site, &templates, &frames);
    let desk = Desk { config: &config, site: &site, sources: &sources };
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
