//! Real articles, tens of thousands of them, from their files to their pages: no word on the way is lost
//! or doubled.
//!
//! Runs where `../shared/corpus` lies beside the repository or `WARRAQ_CORPUS` names it; what is packed
//! there is unpacked by `xz`. The text is the outlets' own and is not part of this repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;
use scraper::{Html, Selector};
use warraq::text::bidi::is_embedding;

use crate::support::{Run, Site, build_of, files_below, has};

/// The sets by language, each a folder of texts or packed lines of JSON with a `content` or a `text`.
const SETS: &[(&str, &str)] = &[
    ("alyaum_rss", "ar"),
    ("almayadeen_2023", "ar"),
    ("antcorpus", "ar"),
    ("aps_rss", "ar"),
    ("cnn_arabic_2008", "ar"),
    ("diacritics", "ar"),
    ("fatabyyano", "ar"),
    ("other_lang/ckb", "ckb"),
    ("other_lang/fa", "fa"),
    ("other_lang/he", "he"),
    ("other_lang/ug", "ug"),
    ("other_lang/ur", "ur"),
    ("bulk/antcorpus_10161.jsonl.xz", "ar"),
    ("bulk/saudinewsnet_31030.jsonl.xz", "ar"),
];

/// Outlets that write no related lines: what is taken for one there is none.
const WITHOUT_RELATED: &[&str] =
    &["almayadeen_2023", "antcorpus", "aps_rss", "bulk/antcorpus_10161.jsonl.xz"];

fn texts(set: &Path) -> Vec<String> {
    if set.is_dir() {
        let files = files_below(set, &["txt"]);
        return files.iter().map(|file| fs::read_to_string(file).expect("UTF-8")).collect();
    }
    let unpacked = Command::new("xz").arg("-dc").arg(set).output().expect("xz runs");
    let lines = String::from_utf8(unpacked.stdout).expect("UTF-8");
    let article = |line: &str| {
        let article: serde_json::Value = serde_json::from_str(line).expect("JSON");
        article.get("content").or(article.get("text")).and_then(|text| text.as_str()).map(str::to_owned)
    };
    lines.lines().filter_map(article).collect()
}

type Count = BTreeMap<String, usize>;

fn count<'t>(texts: impl IntoIterator<Item = &'t str>) -> Count {
    let mut counted = Count::new();
    // What opens or closes an embedding parts no two words (UAX #29, WB4), and what closes nothing does not come
    // to the page.
    let texts: Vec<String> = texts.into_iter().map(|text| text.replace(is_embedding, "")).collect();
    for word in texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())) {
        if !word.is_empty() {
            *counted.entry(word.to_owned()).or_default() += 1;
        }
    }
    counted
}

/// A word that was not written as often as it is on a page, and how many related titles the page has. A
/// headline that was made from the lead copies words that stay where they are, and a marker over several
/// titles is shown once.
fn look(written: &str, page: &str) -> (Option<String>, usize) {
    let dom = Html::parse_document(page);
    let texts = |css: &str| -> Vec<String> {
        let selector = Selector::parse(css).expect("a selector");
        dom.select(&selector).map(|element| element.text().collect()).collect()
    };
    let markers = count(texts(".related h3").iter().map(String::as_str));
    let shown = texts(".article-body, .related li, .newsletter .invitation");
    let differs = |headline: &[String]| {
        let (written, shown) = (count([written]), count(shown.iter().chain(headline).map(String::as_str)));
        let fits = |word: &&String| {
            let [before, after] = [&written, &shown].map(|counted| counted.get(*word).copied().unwrap_or(0));
            if markers.contains_key(*word) { after < before } else { after == before }
        };
        written.keys().chain(shown.keys()).find(|word| !fits(word)).cloned()
    };
    (differs(&texts("h1")).and_then(|_| differs(&[])), texts(".related li").len())
}

#[test]
fn every_word_of_the_corpus_stands_on_a_page_exactly_once() {
    let named = std::env::var_os("WARRAQ_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let corpus = named.unwrap_or(beside);
    if !corpus.is_dir() || !has("xz") {
        println!("SKIPPED: no corpus at {}", corpus.display());
        return;
    }
    for (name, language) in SETS {
        let mut texts = texts(&corpus.join(name));
        texts.retain(|text| text.contains(char::is_alphanumeric));
        let site = Site::empty();
        site.write("site.toml", "title = 'x'\n[roles]\nfeed-tail = 'apart'\n");
        for (nth, text) in texts.iter().enumerate() {
            site.write(&format!("seeds/n{nth}.txt"), text);
            site.write(&format!("seeds/n{nth}.toml"), &format!("lang = '{language}'\n"));
        }
        let run = Run::of(build_of(&site.root()).args(["--format", "short"]));
        let errors: Vec<&str> = run.err.lines().filter(|line| line.contains("error[")).collect();
        assert_eq!((run.code, errors), (Some(0), Vec::new()), "{name}");
        let looked: Vec<(Option<String>, usize)> = texts
            .par_iter()
            .enumerate()
            .map(|(nth, text)| {
                let page = fs::read_to_string(site.public().join(format!("n{nth}.html"))).expect("a page");
                let (word, related) = look(text, &page);
                (word.map(|word| format!("{nth}: {word}")), related)
            })
            .collect();
        let related: usize = looked.iter().map(|(_, related)| related).sum();
        let faulty: Vec<String> = looked.into_iter().filter_map(|(word, _)| word).collect();
        let words: usize = texts.par_iter().map(|text| count([text.as_str()]).values().sum::<usize>()).sum();
        let (articles, lost) = (texts.len(), faulty.len());
        println!(
            "{name}: {words} words of {articles} articles, {lost} with a difference, {related} related titles"
        );
        assert!(articles > 0 && faulty.is_empty(), "{name}: {:?}", &faulty[..lost.min(20)]);
        assert!(related == 0 || !WITHOUT_RELATED.contains(name), "{name}: {related}");
    }
}
