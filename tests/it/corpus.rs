//! Real text: what is recognised in articles of outlets the rules were not written for.
//!
//! Runs where `../shared/corpus` lies beside the repository (or `WARRAQ_CORPUS` names it), prints
//! its figures and holds them against floors. The text is the outlets' own and is not part of this
//! repository.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use warraq::config::Config;
use warraq::config::convention::Role;
use warraq::diagnostic::Spanned;
use warraq::manuscript::{HeadlineOrigin, Manuscript};
use warraq::parse::conventions::Conventions;
use warraq::parse::parse;
use warraq::source::{Format, Seed};
use warraq::text::arabic::headline_key;

use crate::support::SiteTest;

/// The folder of the corpus, if it is here.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("WARRAQ_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = named.unwrap_or(beside);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("no corpus at {}: nothing measured", folder.display());
    None
}

struct Set {
    articles: Vec<(String, String)>,
    key: Value,
}

fn set(name: &str) -> Option<Set> {
    let folder = folder()?.join(name);
    let mut articles: Vec<(String, String)> = std::fs::read_dir(&folder)
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|file| file.ends_with(".txt"))
        .filter_map(|file| Some((file.clone(), std::fs::read_to_string(folder.join(file)).ok()?)))
        .collect();
    articles.sort();
    let key = std::fs::read_to_string(folder.join("key.json")).unwrap_or_default();
    Some(Set { articles, key: serde_json::from_str(&key).unwrap_or(Value::Null) })
}

fn with<T>(text: &str, look: impl FnOnce(&Manuscript<'_>) -> T) -> T {
    with_language("ar", text, look)
}

fn with_language<T>(language: &str, text: &str, look: impl FnOnce(&Manuscript<'_>) -> T) -> T {
    let mut config = Config::new("x");
    language.clone_into(&mut config.editions[0].language);
    let conventions = Conventions::compile(&config).value;
    let seed = Seed { path: "seeds/a.txt".into(), format: Format::Plain, sidecar: None, stamp: None };
    look(&parse(&seed, text, None, &config, &conventions).value)
}

/// Right, wrong and missed.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

impl Score {
    fn add(&mut self, file: &str, found: &[String], wanted: &[String]) {
        let mut wanted = wanted.to_vec();
        for title in found {
            match wanted.iter().position(|other| other == title) {
                Some(at) => {
                    wanted.remove(at);
                    self.right += 1;
                }
                None => self.wrong.push(format!("{file}: {title}")),
            }
        }
        self.missed.extend(wanted.iter().map(|title| format!("{file}: {title}")));
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    fn report(&self, what: &str) -> (f64, f64) {
        let right = self.right as f64;
        let precision = right / (right + self.wrong.len() as f64);
        let recall = right / (right + self.missed.len() as f64);
        eprintln!(
            "{what}: precision {precision:.3}, recall {recall:.3} of {}",
            self.right + self.missed.len()
        );
        eprintln!("  wrong {:?}\n  missed {:?}", self.wrong, self.missed);
        (precision, recall)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strings(list: &Value, read: impl Fn(&Value) -> Option<&str>) -> Vec<String> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(read)
        .filter(|text| !text.is_empty())
        .map(one_line)
        .collect()
}

#[test]
fn subheads_of_alyaum_are_found() {
    let Some(set) = set("alyaum_rss") else { return };
    let mut score = Score::default();
    for (file, text) in &set.articles {
        let found = with(text, |manuscript| {
            let headings = manuscript.body.iter().filter(|block| block.role == Role::Heading);
            headings.map(|block| one_line(&block.text())).collect::<Vec<_>>()
        });
        score.add(file, &found, &strings(&set.key[file]["headings"], Value::as_str));
    }
    let (precision, recall) = score.report("subheads of alyaum_rss");
    assert!(precision >= 0.97 && recall >= 0.97);
}

#[test]
fn related_lines_of_fatabyyano_are_found() {
    let Some(set) = set("fatabyyano") else { return };
    let mut score = Score::default();
    for (file, text) in &set.articles {
        let found = with(text, |manuscript| {
            manuscript.related.iter().map(|line| one_line(&line.value.title)).collect::<Vec<_>>()
        });
        score.add(file, &found, &strings(&set.key[file]["related"], |line| line["title"].as_str()));
    }
    let (precision, recall) = score.report("related lines of fatabyyano");
    assert!(precision >= 1.0 && recall >= 0.98);
}

#[test]
fn outlets_that_write_no_related_lines_get_none() {
    for name in ["antcorpus", "aps_rss", "almayadeen_2023"] {
        let Some(set) = set(name) else { return };
        for (file, text) in &set.articles {
            with(text, |manuscript| assert!(manuscript.related.is_empty(), "{name}/{file}"));
        }
    }
}

/// Each word of a text and how often it stands there.
fn count<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeMap<&'t str, usize> {
    let mut counted = BTreeMap::new();
    let words = texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    for word in words.filter(|word| !word.is_empty()) {
        *counted.entry(word).or_insert(0) += 1;
    }
    counted
}

/// All that a manuscript holds of `text`.
fn parts(text: &str, manuscript: &Manuscript<'_>) -> Vec<String> {
    let headline = manuscript.headline.iter().filter(|h| h.origin == HeadlineOrigin::Line);
    let mut parts: Vec<String> = headline.map(|headline| headline.text.clone()).collect();
    parts.extend(manuscript.body.iter().chain(&manuscript.omitted).map(|block| block.text().into_owned()));
    let mut end = 0;
    for Spanned { value: line, span } in &manuscript.related {
        // One marker over several titles stands once in the text.
        let before = &text[end..span.start];
        parts.extend(before.contains(&*line.marker).then(|| line.marker.to_string()));
        parts.push(line.title.to_string());
        end = span.end;
    }
    parts.extend(manuscript.newsletter.iter().flat_map(|footer| footer.lines.clone()));
    parts
}

#[test]
fn no_word_of_any_outlet_is_lost_or_doubled() {
    let (mut articles, mut words) = (0, 0);
    for name in ["alyaum_rss", "antcorpus", "aps_rss", "fatabyyano", "almayadeen_2023", "cnn_arabic_2008"] {
        let Some(set) = set(name) else { return };
        for (file, text) in &set.articles {
            let parts = with(text, |manuscript| parts(text, manuscript));
            let (before, after) = (count([text.as_str()]), count(parts.iter().map(String::as_str)));
            assert_eq!(before, after, "{name}/{file}");
            articles += 1;
            words += before.values().sum::<usize>();
        }
    }
    eprintln!("{words} words of {articles} articles: none lost, none doubled");
}

#[test]
fn related_titles_of_fatabyyano_lead_to_the_articles_that_bear_them() {
    let Some(set) = set("fatabyyano") else { return };
    let mut files = String::new();
    let mut bearers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, text) in &set.articles {
        let stem = file.trim_end_matches(".txt");
        let title = set.key[file]["title"].as_str().unwrap_or_default();
        let toml = serde_json::to_string(title).expect("a string");
        files.push_str(&format!("-- seeds/a{file} --\n{text}\n-- seeds/a{stem}.toml --\ntitle = {toml}\n"));
        bearers.entry(headline_key(title)).or_default().push(format!("a{stem}.html"));
    }
    let site = SiteTest::new(&files);
    let (mut linked, mut unresolved) = (0, 0);
    for (file, _) in &set.articles {
        let own = format!("a{}.html", file.trim_end_matches(".txt"));
        let wanted: Vec<String> = strings(&set.key[file]["related"], |line| line["title"].as_str());
        let page = site.page(&own);
        assert_eq!(page.count("aside.related li"), wanted.len(), "{file}");
        let links = page.attributes("aside.related a", "href");
        for link in &links {
            let bears = |title: &String| bearers.get(&headline_key(title)).is_some_and(|b| b.contains(link));
            assert!(wanted.iter().any(bears), "{file} leads to {link}");
        }
        let known = wanted.iter().filter(|title| {
            bearers.get(&headline_key(title)).is_some_and(|bearers| bearers.iter().any(|other| *other != own))
        });
        assert_eq!(links.len(), known.count(), "{file}");
        linked += links.len();
        unresolved += wanted.len() - links.len();
    }
    eprintln!("fatabyyano as one site: {linked} titles linked, {unresolved} borne by no article here");
}

/// The related titles of the text in other languages, as a reader finds them; nothing else is one, and
/// none of the articles has an invitation. The other lines that have a role are printed to be looked at.
#[test]
fn other_languages_lose_no_word_and_get_no_related_line_that_is_none() {
    let related_of = |language| match language {
        "ur" => &[
            "پاکستانی بیٹنگ مکمل ناکام، کیویز کی 123 رنز سے جیت",
            "اظہر علی اور اسد شفیق 'بڑے' ہو گئے",
            "’پاکستان جن حالات میں ہے اس کی وجہ چینی قرضہ ہے‘",
            "پنیر ہی پاکستان کو آئی ایم ایف سے بچا سکتا ہے؟",
            "مالیاتی بحران: حکومت کا آئی ایم ایف کے پاس جانے کا فیصلہ",
            "یوٹیوب کی 11 کارآمد ٹرکس",
            "2017 میں پاکستانی یوٹیوب پر کیا کچھ دیکھتے رہے؟",
        ][..],
        _ => &[],
    };
    for language in ["ckb", "fa", "he", "ur"] {
        let Some(set) = set(&format!("other_lang/{language}")) else { return };
        let (mut words, mut related, mut others) = (0, Vec::new(), BTreeMap::<_, Vec<String>>::new());
        for (file, text) in &set.articles {
            with_language(language, text, |manuscript| {
                let parts = parts(text, manuscript);
                let (before, after) = (count([text.as_str()]), count(parts.iter().map(String::as_str)));
                assert_eq!(before, after, "{language}/{file}");
                words += before.values().sum::<usize>();
                related.extend(manuscript.related.iter().map(|line| one_line(&line.value.title)));
                let headline = manuscript.headline.iter().filter(|h| h.origin == HeadlineOrigin::Line);
                for line in headline {
                    others.entry("headline").or_default().push(line.text.clone());
                }
                let blocks = manuscript.body.iter().chain(&manuscript.omitted);
                for block in blocks.filter(|block| block.role != Role::Body) {
                    others
                        .entry(block.role.name())
                        .or_default()
                        .push(format!("{file}: {}", one_line(&block.text())));
                }
                if let Some(footer) = &manuscript.newsletter {
                    others.entry("newsletter").or_default().push(footer.lines.join(" "));
                }
            });
        }
        eprintln!("{language}: {words} words of {} articles, {} related", set.articles.len(), related.len());
        for (role, lines) in &others {
            eprintln!("  {role} {}: {lines:#?}", lines.len());
        }
        assert_eq!(related, related_of(language), "{language}");
        assert!(!others.contains_key("newsletter"), "{language}");
    }
}
