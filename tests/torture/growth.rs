//! Text that costs more than its length: how the time of a build grows with it.

use std::fs;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::program;

type Text = fn(usize) -> String;

/// What has broken Markdown parsers and sanitisers, `n` times over.
const TEXTS: &[(&str, Text)] = &[
    ("> > >", |n| format!("{} x", ">".repeat(n))),
    ("<b>x</b> and > > >", |n| format!("<b>x</b>\n\n{} x", ">".repeat(n))),
    ("[[[", |n| "[".repeat(n)),
    ("[[[x]]]", |n| format!("{}x{}", "[".repeat(n), "]".repeat(n))),
    ("[a](", |n| "[a](".repeat(n)),
    ("![[", |n| "![[".repeat(n)),
    ("![![x](x)](x)", |n| format!("{}x{}", "![".repeat(n), "](x)".repeat(n))),
    ("*a **b", |n| "*a **b ".repeat(n)),
    ("***x***", |n| format!("{}x{}", "*".repeat(n), "*".repeat(n))),
    ("**a *x* a**", |n| format!("{}{}", "**a *".repeat(n), "* a**".repeat(n))),
    ("` `` ```", |n| (0..n / 100).map(|nth| "`".repeat(nth % 300 + 1) + " ").collect()),
    ("* * *", |n| format!("{}x", "* ".repeat(n))),
    ("| | |", |n| format!("{}\n{}|\n{}", "|".repeat(n), "|-".repeat(n), "|".repeat(n))),
    ("[^1] [^2]", |n| {
        let notes = 0..n / 5;
        let references: String = notes.clone().map(|nth| format!("[^{nth}]")).collect();
        references + "\n\n" + &notes.map(|nth| format!("[^{nth}]: x\n\n")).collect::<String>()
    }),
    ("[1]: x", |n| {
        (0..n / 5).map(|nth| format!("[{nth}]: x\n")).collect::<String>() + "\n" + &"[x]".repeat(n)
    }),
    ("<div>", |n| "<div>".repeat(n)),
    ("<div>, each a block", |n| "<div>\n\n".repeat(n)),
    ("<b> left open", |n| (0..n / 5).map(|nth| format!("<b title={nth}>\n\nx\n\n")).collect()),
    ("<b> closed in a table", |n| {
        (0..n / 5).map(|nth| format!("<b title={nth}>\n\n|a|\n|-|\n|</b>|\n\n")).collect()
    }),
    ("<a", |n| "<a ".repeat(n)),
    ("<a title=\"", |n| "<a title=\"".repeat(n)),
    ("<!--", |n| "<!--".repeat(n)),
    ("a <?", |n| "a <?".repeat(n)),
    ("<script>", |n| "<script>".repeat(n)),
    ("<span a0=1 a1=1", |n| {
        format!("x <span {}>x</span>", (0..n / 5).map(|nth| format!("a{nth}=1 ")).collect::<String>())
    }),
    ("what nobody bears", |n| (0..n / 20).map(|nth| format!("قد يهمك: عنوان رقم {nth}\n\n")).collect()),
    ("&amp;", |n| "&amp;".repeat(n)),
    ("3-1 after a letter", |n| "س 3-1 ".repeat(n)),
    ("**3-1**", |n| format!("س {}{}", "**3-".repeat(n), "1**".repeat(n))),
    ("“", |n| "“".repeat(n)),
    ("\\", |n| "\\".repeat(n)),
];

/// A site that says nothing but its title.
fn site() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join("seeds")).expect("made");
    fs::write(folder.path().join("site.toml"), "title = 'x'").expect("written");
    folder
}

fn time_of_build(site: &TempDir) -> Duration {
    let start = Instant::now();
    let mut command = program();
    let run = command.args(["build", "--site"]).arg(site.path()).output().expect("the program runs");
    let time = start.elapsed();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    time
}

fn time_of(text: &str) -> Duration {
    let site = site();
    fs::write(site.path().join("seeds/a.md"), format!("# title\n\nwords\n\n{text}\n")).expect("written");
    time_of_build(&site)
}

/// The time of a second build, which does little but list the files.
fn time_to_list(articles: usize) -> Duration {
    let site = site();
    for nth in 0..articles {
        let name = format!("seeds/a{nth}");
        fs::write(site.path().join(format!("{name}.txt")), "words").expect("written");
        fs::write(site.path().join(format!("{name}.toml")), format!("title = '{nth}'")).expect("written");
    }
    time_of_build(&site);
    time_of_build(&site)
}

/// Doubled text should double the time; four times as much is the square. People judge.
#[test]
fn hostile_text_is_built_to_its_end() {
    const LENGTH: usize = 40_000;
    for (name, text) in TEXTS {
        let (one, two) = (time_of(&text(LENGTH)), time_of(&text(2 * LENGTH)));
        println!("{name:24} {one:8.2?} {two:8.2?}  ×{:.1}", two.as_secs_f64() / one.as_secs_f64());
    }
}

/// Twice the articles should take twice the time.
#[test]
fn articles_with_a_toml_beside_each_are_listed() {
    let (one, two) = (time_to_list(3_000), time_to_list(6_000));
    println!(
        "{:24} {one:8.2?} {two:8.2?}  ×{:.1}",
        "a.txt and a.toml",
        two.as_secs_f64() / one.as_secs_f64()
    );
}
