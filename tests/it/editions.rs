//! Editions: several languages in one site.

use crate::support::{PARAGRAPH, SiteTest};

const SETTINGS: &str = "title = 'صحيفة'\nbase_url = 'https://example.org/'\ntimezone = 'Asia/Damascus'\n\
    [[section]]\nslug = 'politics'\ntitle = 'سياسة'\n\
    [[edition]]\nlanguage = 'en-GB'\npath = 'en'\ntitle = 'The Paper'\ndescription = 'Every day'\n\
    [[edition.section]]\nslug = 'politics'\ntitle = 'Politics'\n";

fn article(path: &str, front: &str) -> String {
    format!("-- seeds/{path} --\n+++\n{front}\n+++\n{PARAGRAPH}\n")
}

fn site(seeds: &[(&str, &str)]) -> SiteTest {
    let seeds: String = seeds.iter().map(|(path, front)| article(path, front)).collect();
    SiteTest::new(&format!("-- site.toml --\n{SETTINGS}{seeds}"))
}

/// An Arabic article and an English one, each with a tag and an author.
fn two() -> SiteTest {
    site(&[
        ("politics/خبر.txt", "title = 'خبر عربي'\ndate = 2026-02-03\ntags = 'Gold'\nauthors = 'منى'"),
        (
            "en/politics/news.txt",
            "title = 'English news'\ndate = 2026-02-03\ntags = 'gold'\nauthors = 'Muna'",
        ),
    ])
}

#[test]
fn each_edition_has_its_own_pages_under_its_own_addresses() {
    let site = two();
    assert_eq!(site.codes(), [""; 0]);
    let mut paths = site.own_paths();
    paths.retain(|path| !path.starts_with("sitemap") && !path.contains("atom.xml"));
    assert_eq!(
        paths,
        [
            "authors/index.html",
            "authors/منى/index.html",
            "en/404.html",
            "en/authors/index.html",
            "en/authors/muna/index.html",
            "en/feed.json",
            "en/feed.xml",
            "en/index.html",
            "en/politics/2026/02/news.html",
            "en/politics/feed.xml",
            "en/politics/index.html",
            "en/tags/gold/index.html",
            "en/tags/index.html",
            "feed.json",
            "feed.xml",
            "politics/2026/02/خبر.html",
            "politics/feed.xml",
            "politics/index.html",
            "tags/gold/index.html",
            "tags/index.html",
        ]
    );
}

#[test]
fn each_edition_lists_its_own_articles_alone() {
    let site = two();
    for (prefix, headline) in [("", "خبر عربي"), ("en/", "English news")] {
        for page in ["index.html", "politics/index.html", "tags/gold/index.html"] {
            let page = format!("{prefix}{page}");
            assert_eq!(site.page(&page).texts(".card a[href$='.html']:not(.meta a)"), [headline], "{page}");
        }
        for feed in ["feed.xml", "politics/feed.xml"] {
            let feed = site.make(&format!("{prefix}{feed}")).expect("made");
            assert_eq!(feed.matches("<item>").count(), 1);
            assert!(feed.contains(headline), "{feed}");
        }
    }
}

#[test]
fn an_edition_speaks_its_language_in_its_direction() {
    let site = two();
    for path in ["en/index.html", "en/politics/index.html", "en/politics/2026/02/news.html", "en/404.html"] {
        let page = site.page(path);
        assert_eq!(page.attributes("html", "lang"), ["en-GB"], "{path}");
        assert_eq!(page.attributes("html", "dir"), ["ltr"]);
        assert_eq!(page.text(".skip"), "Skip to content");
        assert_eq!(page.text(".masthead .name"), "The Paper");
        assert_eq!(page.texts(".masthead nav li"), ["Politics"]);
    }
    let page = site.page("en/politics/2026/02/news.html");
    assert_eq!(page.texts("article time"), ["3 February 2026"]);
    assert_eq!(page.count("article[lang], article[dir]"), 0, "its language is the page's");
    assert!(site.make("en/feed.xml").expect("made").contains("<language>en-GB</language>"));
    let page = site.page("politics/2026/02/خبر.html");
    assert_eq!(page.attributes("html", "dir"), ["rtl"]);
    assert_eq!(page.texts("article time"), ["3 فبراير 2026"]);
}

#[test]
fn links_of_an_edition_stay_in_it() {
    let site = two();
    let page = site.page("en/politics/2026/02/news.html");
    assert_eq!(page.attributes(".masthead .name a", "href"), ["../../../../en/index.html"]);
    assert_eq!(page.attributes(".masthead nav a", "href"), ["../../../../en/politics/index.html"]);
    assert_eq!(page.attributes(".tags a", "href"), ["../../../../en/tags/gold/index.html"]);
    assert_eq!(site.page("en/404.html").attributes(".page-header a", "href"), ["/en/index.html"]);
}

#[test]
fn a_folder_decides_to_which_edition_an_article_belongs_and_then_its_language() {
    let site = site(&[
        ("politics/a.txt", "title = 'a'\nlang = 'en'"),
        ("politics/b.txt", "title = 'b'\nlang = 'en-GB'"),
        ("politics/c.txt", "title = 'c'\nlang = 'fr'"),
        ("en/politics/d.txt", "title = 'd'\nlang = 'ar'"),
        ("EN/politics/e.txt", "title = 'e'"),
    ]);
    let own = |path: &str| {
        let page = site.page(path);
        (page.attributes("html", "lang").concat(), page.attributes("article", "lang").concat())
    };
    let of = |html: &str, article: &str| (html.to_owned(), article.to_owned());
    assert_eq!(own("en/politics/a.html"), of("en-GB", "en"));
    assert_eq!(own("en/politics/b.html"), of("en-GB", ""));
    assert_eq!(own("politics/c.html"), of("ar", "fr"));
    assert_eq!(own("en/politics/d.html"), of("en-GB", "ar"));
    assert_eq!(own("en/politics/e.html"), of("en-GB", ""));
}

#[test]
fn a_related_title_is_looked_for_in_its_own_edition_first() {
    let site = site(&[
        ("a.txt", "title = 'Gold'"),
        ("b.txt", "title = 'Silver'"),
        ("en/a.txt", "title = 'Gold'"),
        ("en/citing.txt", "title = 'Citing'\nrelated = ['Gold', 'Silver']"),
    ]);
    assert_eq!(site.codes(), [""; 0], "one of its own edition is not ambiguous");
    let page = site.page("en/citing.html");
    assert_eq!(page.attributes(".related a", "href"), ["../en/a.html", "../b.html"]);
    assert_eq!(page.attributes(".related a bdi", "lang"), ["ar"], "a link into another language says so");
}

#[test]
fn a_date_without_a_zone_is_its_editions() {
    let settings = format!("{SETTINGS}[[edition]]\nlanguage = 'fa'\ntimezone = 'Asia/Tehran'\n");
    let front = "title = 'x'\ndate = 2026-05-01T00:10:00";
    let seeds = article("a.txt", front) + &article("en/b.txt", front) + &article("fa/c.txt", front);
    let site = SiteTest::new(&format!("-- site.toml --\n{settings}{seeds}-- templates/messages/fa.ftl --\n"));
    let published = |path: &str| {
        site.make(path).expect("made").split("<pubDate>").nth(1).expect("a date")[..31].to_owned()
    };
    assert_eq!(published("feed.xml"), "Fri, 01 May 2026 00:10:00 +0300");
    assert_eq!(published("en/feed.xml"), "Fri, 01 May 2026 00:10:00 +0300");
    assert_eq!(published("fa/feed.xml"), "Fri, 01 May 2026 00:10:00 +0330");
}

/// What is said of `site.toml` with these editions: its code, and the line it is said of.
fn told(editions: &str) -> Vec<(String, usize)> {
    let site =
        SiteTest::new(&format!("-- site.toml --\ntitle = 'x'\n[[section]]\nslug = 'sport'\n{editions}"));
    let text = std::fs::read_to_string(site.folder().join("site.toml")).expect("text");
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let said = site.said_of("site.toml");
    said.iter().map(|d| (d.code.to_string(), line(d.span.as_ref().expect("a place").start))).collect()
}

#[test]
fn two_editions_do_not_share_a_language_or_an_address() {
    let error = |line: usize| vec![("bad-value".to_owned(), line)];
    assert_eq!(told("[[edition]]\nlanguage = 'en'"), []);
    assert_eq!(told("[[edition]]\nlanguage = 'ar'"), error(5));
    assert_eq!(
        told("[[edition]]\nlanguage = 'en'\n[[edition]]\npath = 'english'\nlanguage = 'en'"),
        error(8)
    );
    assert_eq!(told("[[edition]]\nlanguage = 'en'\n[[edition]]\nlanguage = 'fr'\npath = 'en'"), error(8));
    assert_eq!(told("[[edition]]\nlanguage = 'en'\npath = 'sport'"), error(6));
    assert_eq!(told("[[edition]]\nlanguage = 'en'\npath = 'E N'"), error(6));
}

#[test]
fn an_edition_needs_a_language_that_is_known() {
    assert_eq!(told("[[edition]]\ntitle = 'x'"), [("missing-key".to_owned(), 4)]);
    assert_eq!(told("[[edition]]\nlanguage = 'a b'"), [("bad-value".to_owned(), 5)]);
    assert_eq!(told("[[edition]]\nlanguage = 'en'\nlanguages = 'fr'"), [("unknown-key".to_owned(), 6)]);
    assert_eq!(told("[[edition]]\nlanguage = 'tlh'"), [("messages-missing".to_owned(), 5)]);
}

#[test]
fn a_site_has_as_many_editions_as_can_be_counted() {
    let letters = || 'a'..='z';
    let tags = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}")));
    let tags: Vec<String> = tags.filter(|tag| tag != "ar").collect();
    let edition = |text: String, tag: &String| text + "[[edition]]\nlanguage = '" + tag + "'\n";
    let editions = |count: usize| tags.iter().take(count).fold(String::new(), edition);
    let bad = |count| told(&editions(count)).iter().filter(|(code, _)| code == "bad-value").count();
    assert_eq!((bad(255), bad(256)), (0, 1));
}
