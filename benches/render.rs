//! Making pages through the press, as a build does: an article's page with its seed read and parsed
//! again, and a page that lists.

use std::fmt::Write as _;

use divan::{AllocProfiler, Bencher, counter::ItemsCount};
use jiff::Timestamp;
use tempfile::TempDir;
use warraq::clock::Terms;
use warraq::emit::{Output, Tier};
use warraq::{compile, read};

/// Counts what is allocated.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// How many articles the site has.
const ARTICLES: usize = 200;
/// Whose words they have.
const SEED: &str = "seeds/000_eaf19b3aebfbba18.txt";

/// A site of one section, whose articles are [`SEED`] under numbered headlines.
#[allow(clippy::disallowed_methods, reason = "a benchmark writes what it measures on")]
fn site() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    write("site.toml", "title = \"صحيفة\"\nbase_url = \"https://example.org/\"\n");
    let text = std::fs::read_to_string(SEED).expect("text");
    for nth in 0..ARTICLES {
        let mut article = String::new();
        let day = 1 + nth % 28;
        writeln!(article, "+++\ntitle = \"عنوان المقال {nth}\"\ndate = 2026-01-{day:02}").expect("grows");
        writeln!(article, "tags = [\"أسواق\", \"ذهب\"]\nauthors = [\"سارة الخطيب\"]\n+++\n").expect("grows");
        article.push_str(&text);
        write(&format!("seeds/news/{nth}.txt"), &article);
    }
    folder
}

/// Measures making the outputs that `is_meant`, one after the other.
fn make(bencher: Bencher<'_, '_>, is_meant: impl Fn(&Output) -> bool) {
    let folder = site();
    let sources = read::read(folder.path()).value;
    let compiled = compile(&sources, &Terms::at(Timestamp::MAX)).value;
    let press = compiled.press(&sources);
    let outputs: Vec<&Output> = compiled.plan.iter().filter(|output| is_meant(output)).collect();
    assert!(!outputs.is_empty(), "nothing to make");
    bencher
        .counter(ItemsCount::new(outputs.len()))
        .bench(|| outputs.iter().map(|output| output.make(&press).expect("a page").len()).sum::<usize>());
}

#[divan::bench(sample_count = 20)]
fn article_pages(bencher: Bencher<'_, '_>) {
    make(bencher, |output| output.tier == Tier::Article);
}

#[divan::bench(sample_count = 20)]
fn listing_page(bencher: Bencher<'_, '_>) {
    make(bencher, |output| output.path == "news/index.html");
}
