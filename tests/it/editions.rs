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
            "en/site.webmanifest",
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
        assert_eq!(page.texts(".masthead nav:not(.languages) li"), ["Politics"]);
    }
    let page = site.page("en/politics/2026/02/news.html");
    assert_eq!(page.texts("article time"), ["3 February 2026"]);
    assert_eq!(page.count("article[lang], article[dir]"), 0, "its language is the page's");
    assert!(site.make("en/feed.xml").expect("made").contains("<language>en-GB</language>"));
    let feed: serde_json::Value =
        serde_json::from_str(&site.make("en/feed.json").expect("made")).expect("JSON");
    assert_eq!(feed["authors"][0]["url"], "https://example.org/en/");
    let page = site.page("politics/2026/02/خبر.html");
    assert_eq!(page.attributes("html", "dir"), ["rtl"]);
    assert_eq!(page.texts("article time"), ["3 فبراير 2026"]);
}

#[test]
fn links_of_an_edition_stay_in_it() {
    let site = two();
    let page = site.page("en/politics/2026/02/news.html");
    assert_eq!(page.attributes(".masthead .name a", "href"), ["../../../../en/index.html"]);
    assert_eq!(
        page.attributes(".masthead nav:not(.languages) a", "href"),
        ["../../../../en/politics/index.html"]
    );
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

/// The languages that a page says it is in, and where.
fn alternates(site: &SiteTest, path: &str) -> Vec<(String, String)> {
    let page = site.page(path);
    let of = |attribute| page.attributes("link[hreflang]", attribute);
    of("hreflang").into_iter().zip(of("href")).collect()
}

/// The ways to the editions that a page shows.
fn ways(site: &SiteTest, path: &str) -> Vec<(String, String)> {
    let page = site.page(path);
    page.texts(".languages a").into_iter().zip(page.attributes(".languages a", "href")).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect()
}

#[test]
fn articles_at_one_path_below_their_editions_folders_are_translations() {
    let site = site(&[
        ("politics/gold.txt", "title = 'ذهب'\nslug = 'ذهب'"),
        ("en/politics/gold.md", "title = 'Gold'"),
        ("politics/other.txt", "title = 'آخر'"),
    ]);
    assert_eq!(site.codes(), [""; 0]);
    let (arabic, english) = ("politics/ذهب.html", "en/politics/gold.html");
    let expected = pairs(&[
        ("ar", "https://example.org/politics/%D8%B0%D9%87%D8%A8.html"),
        ("en-GB", "https://example.org/en/politics/gold.html"),
        ("x-default", "https://example.org/politics/%D8%B0%D9%87%D8%A8.html"),
    ]);
    for path in [arabic, english] {
        assert_eq!(alternates(&site, path), expected, "{path} names all, itself too");
    }
    assert_eq!(ways(&site, arabic), pairs(&[("English", "../en/politics/gold.html")]));
    assert_eq!(ways(&site, english), pairs(&[("العربية", "../../politics/ذهب.html")]));
    assert_eq!(site.page(english).text(".languages [aria-current]"), "English");
    let other = |path: &str| site.page(path).attributes("meta[property='og:locale:alternate']", "content");
    assert_eq!((other(arabic), other(english)), (vec!["en_GB".to_owned()], vec!["ar_EG".to_owned()]));
}

#[test]
fn an_article_without_a_translation_leads_to_the_other_front_pages_and_names_no_other_language() {
    let site = two();
    let path = "politics/2026/02/خبر.html";
    assert_eq!(alternates(&site, path), []);
    assert_eq!(ways(&site, path), pairs(&[("English", "../../../en/index.html")]));
    assert_eq!(ways(&site, "en/tags/gold/index.html"), pairs(&[("العربية", "../../../index.html")]));
    assert_eq!(ways(&site, "404.html"), pairs(&[("English", "/en/index.html")]));
}

#[test]
fn front_pages_and_sections_at_one_address_are_one_anothers_translations() {
    let site = two();
    for (path, end) in [("index.html", ""), ("politics/index.html", "politics/")] {
        let expected = pairs(&[
            ("ar", &format!("https://example.org/{end}")),
            ("en-GB", &format!("https://example.org/en/{end}")),
            ("x-default", &format!("https://example.org/{end}")),
        ]);
        for path in [path.to_owned(), format!("en/{path}")] {
            assert_eq!(alternates(&site, &path), expected, "{path}");
        }
    }
    assert_eq!(ways(&site, "en/politics/index.html"), pairs(&[("العربية", "../../politics/index.html")]));
}

#[test]
fn a_name_in_front_matter_joins_what_stands_at_different_paths() {
    let site = site(&[
        ("politics/ذهب.txt", "title = 'ذهب'"),
        ("en/politics/bullion.txt", "title = 'Gold'\ntranslation = 'politics/ذهب'"),
        ("a.txt", "title = 'أ'\ntranslation = 'the letter'"),
        ("b.txt", "title = 'b'\nlang = 'fr'\ntranslation = 'the letter'"),
    ]);
    assert_eq!(site.codes(), [""; 0]);
    assert_eq!(alternates(&site, "politics/ذهب.html").len(), 3);
    assert_eq!(alternates(&site, "en/politics/bullion.html"), alternates(&site, "politics/ذهب.html"));
    let expected = pairs(&[
        ("ar", "https://example.org/a.html"),
        ("fr", "https://example.org/b.html"),
        ("x-default", "https://example.org/a.html"),
    ]);
    assert_eq!(alternates(&site, "a.html"), expected, "a language without an edition too");
    assert_eq!(alternates(&site, "b.html"), expected);
}

#[test]
fn languages_are_named_for_search_engines_only_where_addresses_are_known() {
    let settings = SETTINGS.replace("base_url = 'https://example.org/'", "");
    let seeds = article("gold.txt", "title = 'ذهب'") + &article("en/gold.txt", "title = 'Gold'");
    let site = SiteTest::new(&format!("-- site.toml --\n{settings}{seeds}"));
    assert_eq!(alternates(&site, "gold.html"), []);
    assert_eq!(ways(&site, "gold.html"), pairs(&[("English", "en/gold.html")]));
}

#[test]
fn a_site_of_one_edition_shows_no_way_to_others() {
    let site = SiteTest::new(&article("a.txt", "title = 'x'"));
    assert_eq!(site.page("a.html").count(".languages"), 0);
}

#[test]
fn an_edition_may_be_called_as_the_site_wants() {
    let settings = SETTINGS.replace("language = 'en-GB'", "language = 'en-GB'\nname = 'World'");
    let site = SiteTest::new(&format!("-- site.toml --\nname = 'الوطن'\n{settings}"));
    assert_eq!(site.page("index.html").texts(".languages li"), ["الوطن", "World"]);
}

#[test]
fn a_translation_that_names_nothing_is_told_at_its_place() {
    let site = site(&[
        ("a.txt", "title = 'أ'\ntranslation = 'politics/gone'"),
        ("en/b.txt", "title = 'b'\ndate = 9999-01-01\ntranslation = 'later'"),
        ("c.txt", "title = 'ج'\ntranslation = 'later'"),
    ]);
    let told = site.diagnostic("translation-alone");
    let span = told.span.as_ref().expect("a place");
    assert_eq!((&*span.source, span.start), ("seeds/a.txt", 31), "and none of what is only not out yet");
    assert_eq!(told.message, "`translation` names no other article: \u{2068}politics/gone\u{2069}");
}

#[test]
fn of_two_articles_in_one_language_by_one_name_the_first_counts() {
    let site = site(&[
        ("a.txt", "title = 'أ'\ntranslation = 'x'"),
        ("en/b.txt", "title = 'b'\ntranslation = 'x'"),
        ("en/c.txt", "title = 'c'\ntranslation = 'x'"),
    ]);
    let expected = "two articles of this name are in the language `en-GB`: seeds/en/b.txt counts, seeds/en/c.txt does not";
    assert_eq!(site.diagnostic("translation-twice").message, expected);
    assert_eq!(ways(&site, "a.html"), pairs(&[("English", "en/b.html")]));
    assert_eq!(alternates(&site, "en/c.html"), []);
    assert_eq!(alternates(&site, "en/b.html").len(), 3);
}

#[test]
fn files_that_only_happen_to_have_one_name_are_no_fault() {
    let site = site(&[
        ("gold.txt", "title = 'ذهب'\ndate = 2026-01-01"),
        ("gold.md", "title = 'ذهب'\ndate = 2026-02-01"),
        ("en/gold.txt", "title = 'Gold'"),
    ]);
    assert_eq!(site.codes(), [""; 0]);
    assert_eq!(ways(&site, "en/gold.html"), pairs(&[("العربية", "../2026/02/gold.html")]));
}

#[test]
fn a_closed_page_stays_as_it_is_when_another_edition_gets_that_section() {
    let articles =
        |n: usize| article(&format!("sport/{n}.txt"), &format!("title = '{n}'\ndate = 2026-01-{n:02}"));
    let seeds: String = (1..=5).map(articles).collect();
    let files = format!(
        "-- site.toml --\n{}{seeds}",
        SETTINGS.replace("[[edition]]", "[listings]\nsize = 2\n[[edition]]")
    );
    let before = SiteTest::new(&files);
    let after = SiteTest::new(&(files + &article("en/sport/a.txt", "title = 'a'")));
    let page = |site: &SiteTest, path: &str| site.make(path).expect("made");
    assert_eq!(page(&before, "sport/page/1.html"), page(&after, "sport/page/1.html"));
    assert_ne!(page(&before, "sport/index.html"), page(&after, "sport/index.html"));
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

#[test]
fn a_month_holds_what_its_edition_publishes_in_it_by_its_own_clock() {
    let settings = SETTINGS
        .replace("[[edition]]", "[listings]\narchive = true\n[[edition]]\ntimezone = 'Europe/London'");
    let front = "title = 'x'\ndate = 2026-05-31T22:30:00Z";
    let site = SiteTest::new(&format!(
        "-- site.toml --\n{settings}{}{}",
        article("n/a.txt", front),
        article("en/n/b.txt", front)
    ));
    for (page, listed) in [
        ("archive/2026/06/index.html", "../../../n/2026/06/a.html"),
        ("en/archive/2026/05/index.html", "../../../../en/n/2026/05/b.html"),
    ] {
        assert_eq!(site.page(page).attributes(".card h2 a", "href"), [listed]);
    }
    let months = |path: &&str| path.contains("archive/2026");
    assert_eq!(site.paths().into_iter().filter(months).count(), 2);
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
