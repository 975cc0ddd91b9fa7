//! Feeds and sitemaps, read as strictly as XML allows.

use roxmltree::Document;

use crate::support::{PARAGRAPH, SiteTest};

const SETTINGS: &str = "title = 'صحيفة'\nlanguage = 'ar-SY'\nbase_url = 'https://example.org/ar/'\n\
                        timezone = 'Asia/Damascus'\ndescription = 'كل يوم'";

fn site(seeds: &str) -> SiteTest {
    SiteTest::new(&format!("-- site.toml --\n{SETTINGS}\n{seeds}"))
}

fn article(path: &str, front: &str) -> String {
    format!("-- seeds/{path}.txt --\n+++\n{front}\n+++\n{PARAGRAPH}\n")
}

/// The text of every element called `name`, in order.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let document = Document::parse(xml).unwrap_or_else(|fault| panic!("{fault}: {xml}"));
    let named = document.descendants().filter(|node| node.is_element() && node.tag_name().name() == name);
    named.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_feed_says_what_a_reader_of_feeds_asks_for() {
    let site = site(&article(
        "news/خبر",
        "title = 'أ & ب'\ndate = 2026-05-01T09:30:00\nauthors = ['سعاد', 'منى']\nstandfirst = '1 < 2'",
    ));
    let feed = site.make("feed.xml").expect("made");
    let address = "https://example.org/ar/news/2026/05/%D8%AE%D8%A8%D8%B1.html";
    for (name, expected) in [
        ("title", &["صحيفة", "أ & ب"][..]),
        ("link", &["https://example.org/ar/", "", address]),
        ("language", &["ar-SY"]),
        ("guid", &[address]),
        ("pubDate", &["Fri, 01 May 2026 09:30:00 +0300"]),
        ("description", &["كل يوم", "1 &lt; 2"]),
        ("category", &["news"]),
        ("creator", &["سعاد", "منى"]),
    ] {
        assert_eq!(texts(&feed, name), expected, "{name}");
    }
    assert!(feed.contains("href=\"https://example.org/ar/feed.xml\" rel=\"self\""), "{feed}");
}

#[test]
fn a_feed_holds_the_latest_fifty_that_have_a_date() {
    let dated =
        |n: u32| article(&format!("news/{n}"), &format!("title = '{n}'\ndate = 2026-01-01T00:00:{n:02}"));
    let undated =
        article("news/undated", "title = 'بلا تاريخ'") + &article("a", "title = 'بلا قسم'\ndate = 2025-01-01");
    let few = site(&(1..=2).map(dated).chain([undated]).collect::<String>());
    assert_eq!(texts(&few.make("feed.xml").expect("made"), "title"), ["صحيفة", "2", "1", "بلا قسم"]);
    assert_eq!(texts(&few.make("news/feed.xml").expect("made"), "title"), ["news – صحيفة", "2", "1"]);
    let many = site(&(1..=55).map(dated).collect::<String>());
    let titles = texts(&many.make("news/feed.xml").expect("made"), "title");
    assert_eq!((titles.len(), &*titles[1], &*titles[50]), (51, "55", "6"));
}

#[test]
fn pages_name_their_feeds_and_without_a_base_there_are_none() {
    let seeds = article("news/a", "date = 2026-01-01");
    let with = site(&seeds);
    let feeds = |path: &str| with.page(path).attributes("link[type='application/rss+xml']", "href");
    assert_eq!(feeds("news/index.html"), ["../news/feed.xml", "../feed.xml"]);
    assert_eq!(feeds("news/2026/01/a.html"), ["../../../feed.xml"]);
    let without = SiteTest::new(&seeds);
    assert!(without.paths().iter().all(|path| !path.ends_with(".xml")), "{:?}", without.paths());
    assert_eq!(without.page("index.html").count("link[type='application/rss+xml']"), 0);
}

#[test]
fn whatever_a_title_holds_feeds_can_be_read() {
    let titles = [
        "]]>",
        "<![CDATA[",
        "&amp",
        "&#0;",
        "\\u0001",
        "\\u000B",
        "\\uFFFE",
        "\\uFFFF",
        "\\u2028",
        "</title>",
        "<!--",
        "\\u202E",
        "\\r",
    ];
    let seeds = (1..).zip(titles).map(|(n, title)| {
        let front = format!("title = \"أ{title}ب\"\nauthors = [\"{title}ج\"]\ndate = 2026-01-{n:02}");
        article(&format!("news/{n}"), &front)
    });
    let site = site(&seeds.collect::<String>());
    let feed = site.make("feed.xml").expect("made");
    let found: Vec<String> = texts(&feed, "title").into_iter().skip(1).collect();
    let mut expected: Vec<String> = titles
        .iter()
        .map(|title| match *title {
            "\\u0001" | "\\u000B" | "\\uFFFE" | "\\uFFFF" => "أب".to_owned(),
            "\\u2028" => "أ\u{2028}ب".to_owned(),
            "\\u202E" => "أ\u{202E}ب".to_owned(),
            "\\r" => "أ\rب".to_owned(),
            title => format!("أ{title}ب"),
        })
        .collect();
    expected.reverse();
    assert_eq!(found, expected);
}

#[test]
fn each_month_has_a_sitemap_of_its_own_in_the_zone_of_the_site() {
    let site = site(
        &(article("n/a", "date = 2026-04-30T20:59:59Z")
            + &article("n/b", "date = 2026-04-30T21:00:00Z\nupdated = 2026-07-01")
            + &article("n/c", "title = 'بلا تاريخ'")),
    );
    let index = texts(&site.make("sitemap.xml").expect("made"), "loc");
    let map = |name: &str| texts(&site.make(&format!("sitemaps/{name}.xml")).expect("made"), "loc");
    assert_eq!(
        index,
        ["pages", "undated", "2026-04", "2026-05"]
            .map(|name| format!("https://example.org/ar/sitemaps/{name}.xml"))
    );
    assert_eq!(map("pages"), ["https://example.org/ar/", "https://example.org/ar/n/"]);
    assert_eq!(map("undated"), ["https://example.org/ar/n/c.html"]);
    assert_eq!(map("2026-04"), ["https://example.org/ar/n/2026/04/a.html"]);
    assert_eq!(map("2026-05"), ["https://example.org/ar/n/2026/05/b.html"]);
    assert_eq!(texts(&site.make("sitemaps/2026-05.xml").expect("made"), "lastmod"), ["2026-07-01"]);
}

#[test]
fn a_month_that_is_over_keeps_its_sitemap() {
    let old = article("n/a", "date = 2026-04-01");
    let before = site(&old).make("sitemaps/2026-04.xml").expect("made");
    let after =
        site(&(old + &article("n/b", "date = 2026-05-01"))).make("sitemaps/2026-04.xml").expect("made");
    assert_eq!(before, after);
}

#[test]
fn the_sitemaps_name_every_page_once_and_nothing_else() {
    let seeds: String = (1..=9)
        .map(|n| article(&format!("n/{n}"), &format!("date = 2026-0{n}-01\ntags = 'ذهب'\nauthors = 'سعاد'")))
        .collect();
    let site = SiteTest::new(&format!("-- site.toml --\n{SETTINGS}\n[listings]\nsize = 2\n{seeds}"));
    let maps = site.paths().into_iter().filter(|path| path.starts_with("sitemaps/"));
    let mut found: Vec<String> =
        maps.flat_map(|path| texts(&site.make(path).expect("made"), "loc")).collect();
    let pages = site.paths().into_iter().filter(|path| path.ends_with(".html") && *path != "404.html");
    let mut expected: Vec<String> =
        pages.flat_map(|path| site.page(path).attributes("link[rel=canonical]", "href")).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn what_stands_at_the_address_of_a_feed_or_a_sitemap_is_an_error_naming_both() {
    for path in ["feed.xml", "n/feed.xml", "sitemap.xml", "sitemaps/2026-01.xml"] {
        let site = site(&format!("{}-- static/{path} --\nx", article("n/a", "date = 2026-01-01")));
        let told = site.messages("output-collision").concat();
        assert!(told.contains(&format!("static/{path}")) && told.contains("the "), "{path}: {told}");
    }
}
