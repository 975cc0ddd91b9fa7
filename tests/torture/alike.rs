//! The same site comes out everywhere; and all of it, or none.

use std::fs;

use crate::support::{Run, Site, article, build_of, differences, files_below, folder, tree};

/// A newsroom with dates around midnight, names in two scripts, and a page of each kind.
fn newsroom() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = (0..60)
        .map(|n| (format!("seeds/{}/{n}.txt", ["news", "رأي", "Zürich"][n % 3]), article(n, "x")))
        .collect();
    let more = [
        ("site.toml", "title = 'صحيفة'\nbase_url = 'https://example.org/'\ntimezone = 'Asia/Damascus'\n"),
        ("seeds/midnight.txt", "+++\ntitle = 'ليلا'\ndate = 2026-01-01T00:30:00\n+++\nنص كتب ليلا.\n"),
        ("seeds/zone.txt", "+++\ntitle = 'منطقة'\ndate = 2025-12-31T22:30:00Z\n+++\nنص كتب في منطقة أخرى.\n"),
        ("seeds/I.txt", "+++\ntitle = 'İstanbul I ı'\ntags = ['I', 'ı', 'i']\n+++\nنص.\n"),
        ("seeds/same-1.txt", "+++\ntitle = 'عنوان واحد'\n+++\nنص.\n"),
        ("seeds/same-2.txt", "+++\ntitle = 'عنوان واحد'\n+++\nنص.\nقد يهمك: عنوان واحد\n"),
        ("static/x/y.txt", "x"),
    ];
    files.extend(more.map(|(path, text)| (path.to_owned(), text.to_owned())));
    files
}

#[test]
fn zone_language_cores_and_the_order_of_files_change_no_byte() {
    let mut files = newsroom();
    let mut sites = Vec::new();
    for order in 0..3 {
        let site = Site::empty();
        match order {
            0 => {}
            1 => files.reverse(),
            _ => files.sort_by_key(|(path, _)| path.chars().rev().collect::<String>()),
        }
        for (path, text) in &files {
            site.write(path, text);
        }
        sites.push(site);
    }
    let zones = ["UTC", "Asia/Damascus", "America/St_Johns", "Pacific/Kiritimati", ":nonsense"];
    let languages = ["C", "C.UTF-8", "ar_SY.UTF-8", "tr_TR.UTF-8", "fa_IR.UTF-8"];
    let (mut first, mut builds) = (None, 0);
    for (site, zone) in sites.iter().cycle().zip(zones.iter().cycle()).take(15) {
        for threads in ["1", "2", "8"] {
            let language = languages[builds % languages.len()];
            let fresh = folder();
            let output = fresh.path().join("public");
            let mut build = site.building();
            build.args(["--format", "json", "--output"]).arg(&output);
            build.env("TZ", zone).env("LANG", language).env("LC_ALL", language);
            let run = Run::of(build.env("RAYON_NUM_THREADS", threads));
            assert_eq!(run.code, Some(0), "{run:?}");
            let (tree, said) = (tree(&output), run.out);
            let (first_tree, first_said) = first.get_or_insert_with(|| (tree.clone(), said.clone()));
            let told = format!("{zone} {language} {threads}");
            assert_eq!(differences(&tree, first_tree), [""; 0], "{told}");
            assert_eq!(said, *first_said, "{told}");
            builds += 1;
        }
    }
    println!(
        "alike: {builds} builds in 3 orders × 5 zones × 5 languages × 1, 2 and 8 threads: the same bytes"
    );
}

#[test]
fn a_template_that_breaks_at_one_page_leaves_the_site_as_it_was() {
    const PAGES: usize = 5000;
    let site = Site::of(PAGES);
    let before = site.built();
    let template = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/article.html"));
    let (head, rest) =
        template.as_deref().expect("built in").split_once("{% block main %}").expect("a block");
    let line = head.lines().count() + 2;
    let fault =
        format!("{{% if article.headline == \"الخبر رقم {}\" %}}{{{{ nothing }}}}{{% endif %}}", PAGES - 1);
    site.write("templates/article.html", &format!("{head}{{% block main %}}\n{fault}{rest}"));
    let run = site.build();
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains(&format!("templates/article.html:{line}:")), "{line}: {run:?}");
    assert_eq!(differences(&site.tree(), &before), [""; 0]);
    println!("broken at one page of {PAGES}: {} files as they were", before.len());
}

/// How many articles a build says that it made, and how many drafts it left out.
fn told(run: &Run) -> (usize, usize) {
    let line = run.out.lines().last().expect("a line about the build");
    let number = |of: &str| {
        let part = line.split(", ").find(|part| part.contains(of))?;
        part.split(' ').next()?.parse::<usize>().ok()
    };
    (number("article").expect("a count"), number("draft").unwrap_or_default())
}

#[test]
fn as_many_articles_come_out_as_went_in_without_the_drafts_that_are_told() {
    let site = Site::empty();
    for (path, text) in newsroom() {
        site.write(&path, &text);
    }
    for n in 0..7 {
        site.write(&format!("seeds/drafts/{n}.txt"), "+++\ntitle = 'x'\ndraft = true\n+++\nنص.\n");
    }
    let seeds = files_below(&site.root().join("seeds"), &["txt", "md"]).len();
    for args in [&[][..], &["--verify"], &["--drafts"], &[]] {
        let run = Run::of(build_of(&site.root()).args(args));
        let (articles, drafts) = told(&run);
        assert_eq!(drafts, if args == ["--drafts"] { 0 } else { 7 }, "{run:?}");
        assert_eq!(articles + drafts, seeds, "{run:?}");
        let pages = site.tree().values().filter(|page| is_article(page)).count();
        assert_eq!(pages, articles, "{args:?}: {run:?}");
    }
    println!("counts: of {seeds} seeds every one is a page or a draft that is told");
}

fn is_article(page: &[u8]) -> bool {
    String::from_utf8_lossy(page).contains("<article class=\"article\"")
}
