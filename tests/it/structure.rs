//! Sections in sections, series, months, and the front page: where an article stands, and which pages
//! change with it.

use std::collections::BTreeMap;

use crate::support::{PARAGRAPH, SiteTest};

/// An article at `path` below `seeds/` with the front matter `front`.
fn seed(path: &str, front: &str) -> String {
    format!("-- seeds/{path} --\n+++\n{front}\n+++\n{PARAGRAPH}\n")
}

const SECTIONS: &str = "-- site.toml --\ntitle = 'x'\n\
    [[section]]\nslug = 'politics'\ntitle = 'سياسة'\n\
    [[section]]\nslug = 'politics/syria'\ntitle = 'سوريا'\n\
    [[section]]\nslug = 'sport'\ntitle = 'رياضة'\n";

fn nested() -> SiteTest {
    SiteTest::new(&format!(
        "{SECTIONS}{}{}{}{}",
        seed("politics/syria/2026-01-02-b.txt", "title = 'في القسم الفرعي'"),
        seed("politics/2026-01-01-a.txt", "title = 'في القسم'"),
        seed("politics/lebanon/2026-01-03-c.txt", "title = 'في مجلد لا قسم له'"),
        seed("sport/2026-01-04-d.txt", "title = 'مباراة'")
    ))
}

/// Every output of a site, with its text.
fn outputs(site: &SiteTest) -> BTreeMap<String, String> {
    let pages = site.paths().into_iter().filter(|path| path.ends_with(".html") || path.ends_with(".xml"));
    pages.map(|path| (path.to_owned(), site.make(path).expect("made"))).collect()
}

/// The paths of the outputs of `after` that `before` has not, or has otherwise.
fn changed(before: &SiteTest, after: &SiteTest) -> Vec<String> {
    let (before, after) = (outputs(before), outputs(after));
    after.into_iter().filter(|(path, text)| before.get(path) != Some(text)).map(|(path, _)| path).collect()
}

#[test]
fn an_article_of_a_subsection_stands_in_its_parents_too() {
    let site = nested();
    assert_eq!(site.codes(), [""; 0]);
    assert_eq!(site.page("politics/syria/index.html").texts(".card h2"), ["في القسم الفرعي"]);
    assert_eq!(
        site.page("politics/index.html").texts(".card h2"),
        ["في مجلد لا قسم له", "في القسم الفرعي", "في القسم"]
    );
    assert!(site.paths().contains(&"politics/syria/2026/01/b.html"), "{:?}", site.paths());
    assert!(site.paths().contains(&"politics/2026/01/c.html"), "a folder that is no section's is no part");
}

#[test]
fn breadcrumbs_lead_from_the_outermost_section() {
    let site = nested();
    let article = site.page("politics/syria/2026/01/b.html");
    assert_eq!(article.texts("nav.kicker a"), ["سياسة", "سوريا"]);
    assert_eq!(
        article.attributes("nav.kicker a", "href"),
        ["../../../../politics/index.html", "../../../../politics/syria/index.html"]
    );
    assert_eq!(article.texts(".masthead [aria-current=true]"), ["سياسة"]);
    let section = site.page("politics/syria/index.html");
    assert_eq!(
        (section.texts("nav.kicker a"), section.text("h1")),
        (vec!["سياسة".to_owned()], "سوريا".into())
    );
    assert_eq!(section.texts(".masthead [aria-current=true]"), ["سياسة"]);
}

#[test]
fn a_section_names_its_own_sections_and_the_masthead_the_outermost() {
    let site = nested();
    assert_eq!(site.page("politics/index.html").texts(".sections a"), ["سوريا"]);
    assert_eq!(site.page("sport/index.html").count(".sections"), 0);
    assert_eq!(site.page("index.html").texts(".masthead nav a"), ["سياسة", "رياضة"]);
}

#[test]
fn front_matter_names_a_section_by_its_slug_or_its_title() {
    let site = SiteTest::new(&format!(
        "{SECTIONS}{}{}",
        seed("a.txt", "title = 'خبر أول'\nsection = 'politics/syria'"),
        seed("b.txt", "title = 'خبر آخر'\nsection = 'رِياضه'")
    ));
    assert_eq!(site.codes(), [""; 0]);
    assert!(site.paths().contains(&"politics/syria/a.html") && site.paths().contains(&"sport/b.html"));
}

#[test]
fn a_section_that_site_toml_does_not_list_is_told_with_the_one_that_was_meant() {
    let site = SiteTest::new(&format!(
        "{SECTIONS}{}{}",
        seed("a.txt", "section = 'politics/syra'\ntitle = 'خبر'"),
        seed("sport/b.txt", "title = 'خبر من الملاعب'")
    ));
    let told = site.diagnostic("section-unknown");
    let span = told.span.as_ref().expect("its line");
    assert_eq!((&*span.source, span.start), ("seeds/a.txt", 14));
    assert!(told.help.as_ref().is_some_and(|help| help.contains("politics/syria")), "{told:?}");
    let free = SiteTest::new(&seed("a.txt", "title = 'خبر أول'\nsection = 'culture'"));
    assert_eq!(free.codes(), [""; 0], "a site that lists no section has those that articles name");
}

#[test]
fn a_slug_of_a_section_must_be_written_as_it_will_stand() {
    let site = SiteTest::new("-- site.toml --\ntitle = 'x'\n[[section]]\nslug = 'politics//Syria'\n");
    assert!(site.diagnostic("bad-value").message.contains("politics//Syria"));
}

/// Three parts of a series, and what `more` adds.
fn series(more: &str) -> SiteTest {
    let part =
        |n, front: &str| seed(&format!("n/2026-01-0{n}-p{n}.txt"), &format!("title = 'حلقة {n}'\n{front}"));
    let spelt = ["'سلسلة المياه'", "'سلسلة المياه'", "'سلسله المياه'"];
    let parts: String = (1..).zip(spelt).map(|(n, name)| part(n, &format!("series = {name}"))).collect();
    SiteTest::new(&format!("{parts}{}{more}", seed("n/2026-02-01-other.txt", "title = 'خبر آخر'")))
}

#[test]
fn a_series_is_listed_in_reading_order() {
    let site = series("");
    let listing = site.page("series/سلسلة-المياه/index.html");
    assert_eq!(listing.texts(".card h2"), ["حلقة 1", "حلقة 2", "حلقة 3"]);
    assert_eq!(site.page("series/index.html").texts(".names a"), ["سلسلة المياه"]);
    assert!(site.diagnostic("spellings").message.contains("series"));
}

#[test]
fn a_part_leads_to_its_neighbours_and_to_the_series() {
    let site = series("");
    let page = site.page("n/2026/01/p2.html");
    assert_eq!(page.text(".part"), "الجزء 2 من سلسلة المياه");
    assert_eq!(page.attributes(".part a", "href"), ["../../../series/سلسلة-المياه/index.html"]);
    assert_eq!(page.texts(".series a"), ["حلقة 1", "حلقة 3"]);
    assert_eq!(page.attributes(".series a", "rel"), ["prev", "next"]);
    assert_eq!(site.page("n/2026/01/p1.html").texts(".series a"), ["حلقة 2"]);
    assert_eq!(site.page("n/2026/02/other.html").count(".part, .series"), 0);
}

#[test]
fn a_part_more_changes_only_the_part_before_and_what_lists_it() {
    let after = series(&seed("n/2026-02-02-p4.txt", "title = 'حلقة 4'\nseries = 'سلسلة المياه'"));
    assert_eq!(
        changed(&series(""), &after),
        [
            "index.html",
            "n/2026/01/p3.html",
            "n/2026/02/p4.html",
            "n/index.html",
            "series/سلسلة-المياه/index.html"
        ]
    );
}

fn archive(more: &str) -> SiteTest {
    let config = "-- site.toml --\ntitle = 'x'\nlanguage = 'ar-SY'\ntimezone = 'Asia/Damascus'\n\
                  [listings]\nsize = 2\narchive = true\n";
    let of = |n: usize, date: &str| seed(&format!("n/{n}.txt"), &format!("title = 'خبر {n}'\ndate = {date}"));
    let dates =
        ["2025-12-31", "2026-05-01", "2026-05-02", "2026-05-03", "2026-05-31T20:59:00Z", "2026-06-01"];
    let articles: String = (1..).zip(dates).map(|(n, date)| of(n, date)).collect();
    SiteTest::new(&format!("{config}{articles}{}{more}", seed("n/undated.txt", "title = 'بلا تاريخ'")))
}

#[test]
fn a_month_lists_its_articles_on_pages_numbered_from_the_oldest() {
    let site = archive("");
    let may = site.page("archive/2026/05/index.html");
    assert_eq!(
        (may.text("h1"), may.texts(".card h2")),
        ("أيار 2026".into(), vec!["خبر 5".into(), "خبر 4".into()])
    );
    assert_eq!(site.page("archive/2026/05/1.html").texts(".card h2"), ["خبر 3", "خبر 2"]);
    let all = site.page("archive/index.html");
    assert_eq!(all.texts(".years h2"), ["2026", "2025"]);
    assert_eq!(all.texts(".years a"), ["أيار", "حزيران", "كانون الأول"]);
    assert_eq!(all.attributes(".years a", "href")[0], "../archive/2026/05/index.html");
}

#[test]
fn years_and_months_of_the_archive_have_the_digits_of_dates() {
    let settings = "-- site.toml --\ntitle = 'x'\n[dates]\ndigits = 'arab'\n[listings]\narchive = true\n";
    let site = SiteTest::new(&format!("{settings}{}", seed("a.txt", "title = 'خبر'\ndate = 2026-06-01")));
    assert_eq!(site.page("archive/2026/06/index.html").text("h1"), "يونيو ٢٠٢٦");
    assert_eq!(site.page("archive/index.html").texts(".years h2"), ["٢٠٢٦"]);
}

#[test]
fn a_month_that_is_over_keeps_its_pages() {
    let after = archive(&seed("n/8.txt", "title = 'خبر 8'\ndate = 2026-06-02"));
    let changed = changed(&archive(""), &after);
    let archives: Vec<&str> =
        changed.iter().map(String::as_str).filter(|path| path.starts_with("archive/")).collect();
    assert_eq!(archives, ["archive/2026/06/index.html"]);
}

#[test]
fn a_site_has_months_only_when_it_wants_them() {
    let site = SiteTest::new(&seed("n/2026-01-01-a.txt", "title = 'خبر أول'"));
    assert!(!site.paths().iter().any(|path| path.starts_with("archive")));
}

/// Twelve articles of two sections, the `n`th with the front matter `more(n)`.
fn front(more: impl Fn(usize) -> &'static str) -> SiteTest {
    let article = |n: usize| {
        let section = if n.is_multiple_of(2) { "politics/syria" } else { "sport" };
        seed(&format!("{section}/2026-01-{n:02}-a.txt"), &format!("title = 'خبر {n}'\n{}", more(n)))
    };
    SiteTest::new(&format!("{SECTIONS}{}", (1..=12).map(article).collect::<String>()))
}

#[test]
fn no_article_stands_twice_on_the_front_page() {
    let page = front(|_| "").page("index.html");
    assert_eq!(page.texts(".lead h2"), ["خبر 12"]);
    let latest: Vec<String> = (6..12).rev().map(|n| format!("خبر {n}")).collect();
    assert_eq!(page.texts(".latest h3"), latest);
    assert_eq!(page.texts(".block > h2"), ["سياسة", "رياضة"]);
    assert_eq!(page.texts(".block h3"), ["خبر 4", "خبر 2", "خبر 5", "خبر 3", "خبر 1"]);
}

#[test]
fn an_article_without_a_section_is_left_to_no_block_of_the_front_page() {
    let site = SiteTest::new(&format!(
        "{SECTIONS}{}{}{}",
        seed("2025-01-01-old.txt", "title = 'بلا قسم'"),
        seed("sport/2026-01-01-a.txt", "title = 'خبر 1'"),
        seed("sport/2026-01-02-b.txt", "title = 'خبر 2'"),
    ));
    let page = site.page("index.html");
    assert_eq!(page.texts(".lead h2, .card h3"), ["خبر 2", "خبر 1", "بلا قسم"]);
}

#[test]
fn the_newest_article_that_asks_for_it_leads() {
    let site = front(|n| if n == 3 || n == 5 { "lead = true" } else { "" });
    let page = site.page("index.html");
    assert_eq!((page.texts(".lead h2"), &*page.texts(".latest h3")[0]), (vec!["خبر 5".to_owned()], "خبر 12"));
    let cards = page.texts(".card h2, .card h3");
    assert_eq!(cards.iter().filter(|title| *title == "خبر 5").count(), 1, "{cards:?}");
}

#[test]
fn an_article_more_changes_its_sections_their_parents_and_the_front_page() {
    let before = front(|_| "");
    let all: String = (1..=12)
        .map(|n: usize| {
            let section = if n.is_multiple_of(2) { "politics/syria" } else { "sport" };
            seed(&format!("{section}/2026-01-{n:02}-a.txt"), &format!("title = 'خبر {n}'"))
        })
        .collect();
    let more = seed("politics/syria/2026-01-20-new.txt", "title = 'خبر جديد'");
    let after = SiteTest::new(&format!("{SECTIONS}{all}{more}"));
    assert_eq!(
        changed(&before, &after),
        ["index.html", "politics/index.html", "politics/syria/2026/01/new.html", "politics/syria/index.html"]
    );
}

#[test]
fn a_folder_that_is_none_of_the_listed_sections_is_told_once_and_published() {
    let listed = "-- site.toml --\ntitle = 'x'\n[[section]]\nslug = 'news'\ntitle = 'أخبار'\n\
                  [[edition]]\nlanguage = 'en'\n";
    let article = |path: &str| format!("-- seeds/{path}.txt --\n+++\ntitle = '{path}'\n+++\n{PARAGRAPH}\n");
    let sound = ["news/a", "news/local/b", "pages/about", "authors/x", "root", "en/economy/c", "أخبار/d"];
    let sound: String = sound.iter().map(|path| article(path)).collect();
    let typos = article("nwes/b") + &article("nwes/a") + &article("zzzzzz/a");
    let site = SiteTest::new(&format!("{listed}{sound}{typos}"));
    let told: Vec<_> = ["seeds/nwes/a.txt", "seeds/nwes/b.txt", "seeds/zzzzzz/a.txt", "seeds/أخبار/d.txt"]
        .map(|path| site.said_of(path).iter().map(|found| found.code.to_string()).collect::<String>())
        .into();
    assert_eq!(told, ["section-unknown", "", "section-unknown", "section-unknown"]);
    let help = |path: &str| site.said_of(path)[0].help.clone().expect("a way out");
    assert!(help("seeds/nwes/a.txt").contains("news"));
    assert!(help("seeds/أخبار/d.txt").contains("news"), "a title is no folder");
    assert_eq!(site.messages("section-unknown").len(), 3);
    assert!(site.paths().contains(&"nwes/index.html") && site.paths().contains(&"nwes/b.html"));
    let unlisted = SiteTest::new(&format!("-- site.toml --\ntitle = 'x'\n{typos}"));
    assert_eq!(unlisted.codes(), [""; 0]);
}
