//! Feeds and sitemaps, read as strictly as XML allows.

use roxmltree::Document;
use tempfile::TempDir;
use warraq::clock::Terms;

use crate::cli::warraq;
use crate::support::{PARAGRAPH, SiteTest, write_files};

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

/// A feed as a reader of feeds understands it.
fn read(feed: &str) -> feed_rs::model::Feed {
    feed_rs::parser::parse(feed.as_bytes()).unwrap_or_else(|fault| panic!("{fault}: {feed}"))
}

const FORMS: [&str; 3] = ["feed.xml", "atom.xml", "feed.json"];

#[test]
fn a_feed_says_what_a_reader_of_feeds_asks_for() {
    let site = site(&article(
        "news/خبر",
        "title = 'أ & ب'\ndate = 2026-05-01T09:30:00\nupdated = 2026-05-02\nauthors = ['سعاد', 'منى']\n\
         standfirst = '1 < 2'\ntags = 'ذهب'",
    ));
    let feed = site.make("feed.xml").expect("made");
    let address = "https://example.org/ar/news/2026/05/%D8%AE%D8%A8%D8%B1.html";
    for (name, expected) in [
        ("title", &["صحيفة", "أ & ب"][..]),
        ("link", &["https://example.org/ar/", "", address]),
        ("language", &["ar-SY"]),
        ("lastBuildDate", &["Sat, 02 May 2026 00:00:00 +0300"]),
        ("guid", &["tag:example.org,2026:/ar/news/2026/05/%D8%AE%D8%A8%D8%B1.html"]),
        ("pubDate", &["Fri, 01 May 2026 09:30:00 +0300"]),
        ("updated", &["2026-05-02T00:00:00+03:00"]),
        ("description", &["كل يوم", "1 &lt; 2"]),
        ("category", &["news", "ذهب"]),
        ("creator", &["سعاد", "منى"]),
    ] {
        assert_eq!(texts(&feed, name), expected, "{name}");
    }
    assert!(feed.contains("href=\"https://example.org/ar/feed.xml\" rel=\"self\""), "{feed}");
}

#[test]
fn a_feed_tells_the_same_in_each_of_its_forms() {
    let site = site(
        &(article(
            "news/a",
            "title = 'أ & ب'\ndate = 2026-05-01T09:30:00\nauthors = ['سعاد', 'منى']\ntags = 'ذهب'",
        ) + &article(
            "b",
            "title = 'News'\nlang = 'en'\nauthors = 'Mona'\ndate = 2026-04-01\nupdated = 2026-05-02",
        )),
    );
    let about = |name: &str| {
        let feed = read(&site.make(name).expect("made"));
        assert!(feed.language.is_some_and(|tag| tag.eq_ignore_ascii_case("ar-SY")), "{name}");
        assert_eq!(feed.title.expect("a title").content, "صحيفة");
        assert_eq!(feed.description.expect("a description").content, "كل يوم");
        let links = feed.links.iter().map(|link| link.href.clone());
        assert!(links.clone().any(|href| href == "https://example.org/ar/"), "{name}: {links:?}");
        assert_eq!(feed.entries.len(), 2);
        let entry = |entry: feed_rs::model::Entry| {
            let body = entry.content.and_then(|content| content.body).expect("a text");
            let authors: Vec<String> = entry.authors.into_iter().filter_map(|by| by.name).collect();
            let categories: Vec<String> = entry.categories.into_iter().map(|term| term.term).collect();
            let link = entry.links.first().map(|link| link.href.clone());
            let dates = (entry.published, entry.updated.filter(|_| entry.id.contains("2026/04")));
            (entry.id, entry.title.expect("a title").content, link, dates, authors, categories, body)
        };
        feed.entries.into_iter().map(entry).collect::<Vec<_>>()
    };
    let [rss, atom, json] = FORMS.map(about);
    assert_eq!(rss, json);
    assert_eq!(rss, atom);
    assert_eq!(rss[0].4, ["سعاد", "منى"]);
    assert_eq!(rss[1].6, format!("<div dir=\"ltr\" lang=\"en\">\n<p>{PARAGRAPH}</p>\n</div>"));
}

#[test]
fn a_feed_holds_the_whole_text_as_its_page_does_with_whole_addresses() {
    let site = site(
        "-- seeds/news/a.md --\n+++\ntitle = 'خبر'\ndate = 2026-05-01\nstandfirst = 'من 2014-2016'\n+++\n\
         [سابق](../../old.html?a&b) [آخر](https://a.example/) ![صورة](/s.jpg)[^1]\n\n<b onclick='x'>2014-2016</b>\n\n\
         قد يهمك: عنوان\n\n[^1]: حاشية",
    );
    let [rss, atom, json] = FORMS.map(|name| site.make(name).expect("made"));
    let html = texts(&rss, "encoded").concat();
    assert!(
        html.starts_with("<div dir=\"rtl\" lang=\"ar-SY\">\n<p>من <bdi dir=\"ltr\">2014-2016</bdi></p>\n<p>")
    );
    assert!(html.ends_with("</div>"), "{html}");
    for part in [
        "href=\"https://example.org/ar/news/old.html?a&amp;b\"",
        "href=\"https://a.example/\"",
        "src=\"https://example.org/s.jpg\"",
        "href=\"https://example.org/ar/news/2026/05/a.html#footnote-1\"",
        "<b>2014-2016</b>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("onclick") && !html.contains("عنوان"), "{html}");
    assert_eq!(texts(&atom, "content").concat(), html);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["items"][0]["content_html"], html.as_str());
}

#[test]
fn a_site_may_have_other_feeds_or_excerpts_or_none() {
    let site = |feeds: &str| {
        SiteTest::new(&format!(
            "-- site.toml --\n{SETTINGS}\n[feeds]\n{feeds}\n{}",
            article("n/a", "title = 'خبر'\ndate = 2026-05-01")
        ))
    };
    let feeds = |settings: &str| {
        let site = site(settings);
        let names = |path: &&str| FORMS.iter().any(|name| path.ends_with(name));
        let paths: Vec<String> = site.paths().into_iter().filter(names).map(str::to_owned).collect();
        let page = site.page("n/index.html");
        let mut linked = page.attributes("link[rel='alternate']", "href");
        for href in &mut linked {
            *href = href.strip_prefix("../").expect("a relative address").to_owned();
        }
        linked.sort();
        assert_eq!(linked, paths);
        assert_eq!(site.codes(), [""; 0]);
        paths
    };
    assert_eq!(feeds(""), ["atom.xml", "feed.json", "feed.xml", "n/feed.xml"]);
    assert_eq!(
        feeds("formats = ['atom']\nsections = ['json', 'atom']"),
        ["atom.xml", "n/atom.xml", "n/feed.json"]
    );
    assert_eq!(feeds("formats = []\nsections = []"), [""; 0]);
    let site = site("text = 'excerpt'\nhub = 'https://hub.example/'");
    let [rss, atom, json] = FORMS.map(|name| site.make(name).expect("made"));
    assert!(!rss.contains("content:encoded>") && !atom.contains("<content"), "{rss}{atom}");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["items"][0]["content_text"], PARAGRAPH);
    assert_eq!(json["hubs"], serde_json::json!([{"type": "WebSub", "url": "https://hub.example/"}]));
    for feed in [rss, atom] {
        let hub = read(&feed).links.into_iter().find(|link| link.rel.as_deref() == Some("hub"));
        assert_eq!(hub.expect("a hub").href, "https://hub.example/");
    }
}

#[test]
fn an_article_keeps_its_id_when_its_words_or_the_sites_address_change() {
    let id = |base: &str, title: &str| {
        let settings = SETTINGS.replace("https://example.org/ar/", base);
        let settings = format!("{settings}\n[feeds]\nid_base = 'https://example.org/ar/'");
        let article = article("n/a", &format!("title = '{title}'\ndate = 2026-05-01\nupdated = 2026-06-01"));
        let site = SiteTest::new(&format!("-- site.toml --\n{settings}\n{article}"));
        FORMS.map(|name| read(&site.make(name).expect("made")).entries.remove(0).id)
    };
    let expected = [(); 3].map(|()| "tag:example.org,2026:/ar/n/2026/05/a.html".to_owned());
    assert_eq!(id("https://example.org/ar/", "خبر"), expected);
    assert_eq!(id("https://news.example/", "خبر آخر"), expected);
}

#[test]
fn an_article_keeps_its_id_when_it_moves_and_moves_again() {
    let id = |path: &str, front: &str, record: &str, settings: &str| {
        let article = article(path, &format!("title = 'خبر'\n{front}"));
        let site = SiteTest::new(&format!(
            "-- site.toml --\n{SETTINGS}\n{settings}\n-- addresses.toml --\n{record}\n{article}"
        ));
        assert_eq!(site.codes(), [""; 0], "{front} {record}");
        let ids = FORMS.map(|name| read(&site.make(name).expect("made")).entries.remove(0).id);
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        ids[0].strip_prefix("tag:example.org,").expect("a tag").to_owned()
    };
    let at = |year: u16, path: &str| format!("{year}:/ar/{path}");
    let first = at(2025, "n/2025/12/a.html");
    let dated = "date = 2025-12-31";
    assert_eq!(id("n/a", dated, "", ""), first);
    // The record says where it stood, or front matter does, or each of them a part of the way.
    let (a, b, c) = ("n/2025/12/a.html", "n/2025/12/b.html", "n/2026/01/c.html");
    let to_b = format!("'{a}' = '{b}'");
    assert_eq!(id("n/b", dated, &to_b, ""), first);
    let late = "date = 2026-01-01";
    assert_eq!(id("n/c", late, &format!("'{b}' = '{c}'\n{to_b}"), ""), first);
    assert_eq!(id("n/c", late, &format!("{to_b}\n'{b}' = '{c}'\n'a.html' = '{c}'"), ""), first);
    assert_eq!(id("n/b", &format!("{dated}\naliases = '{a}'"), "", ""), first);
    assert_eq!(id("n/c", &format!("{late}\naliases = ['{a}', '{b}']"), "", ""), first);
    assert_eq!(id("n/c", &format!("{late}\naliases = '{a}'"), &format!("'{b}' = '{c}'"), ""), first);
    assert_eq!(id("n/c", &format!("{late}\naliases = '{b}'"), &to_b, ""), first);
    // Addresses that no article of the site ever had say nothing of its first one.
    assert_eq!(id("n/a", &format!("{dated}\naliases = ['?p=1', '/gold']"), "", ""), first);
    let folders = "permalink = '{slug}/'";
    assert_eq!(id("n/b", &format!("{dated}\naliases = '/a.html'"), "'a/' = 'b/'", folders), at(2025, "a/"));
}

#[test]
fn a_feed_holds_the_latest_thirty_that_have_a_date() {
    let dated =
        |n: u32| article(&format!("news/{n}"), &format!("title = '{n}'\ndate = 2026-01-01T00:00:{n:02}"));
    let undated =
        article("news/undated", "title = 'بلا تاريخ'") + &article("a", "title = 'بلا قسم'\ndate = 2025-01-01");
    let few = site(&(1..=2).map(dated).chain([undated]).collect::<String>());
    assert_eq!(texts(&few.make("feed.xml").expect("made"), "title"), ["صحيفة", "2", "1", "بلا قسم"]);
    assert_eq!(texts(&few.make("news/feed.xml").expect("made"), "title"), ["news – صحيفة", "2", "1"]);
    let many = site(&(1..=35).map(dated).collect::<String>());
    let titles = texts(&many.make("news/feed.xml").expect("made"), "title");
    assert_eq!((titles.len(), &*titles[1], &*titles[30]), (31, "35", "6"));
}

#[test]
fn a_site_without_articles_has_feeds_that_can_be_read() {
    let site = site("");
    for name in FORMS {
        assert_eq!(read(&site.make(name).expect("made")).entries.len(), 0, "{name}");
    }
}

#[test]
fn pages_name_their_feeds_and_without_a_base_there_are_none() {
    let seeds = article("news/a", "date = 2026-01-01");
    let with = site(&seeds);
    let feeds = |path: &str| with.page(path).attributes("link[rel='alternate']", "href");
    assert_eq!(feeds("news/index.html"), ["../news/feed.xml", "../feed.xml", "../atom.xml", "../feed.json"]);
    assert_eq!(
        with.page("news/2026/01/a.html").attributes("link[rel='alternate']", "type"),
        ["application/rss+xml", "application/atom+xml", "application/feed+json"]
    );
    let without = SiteTest::new(&seeds);
    assert!(without.paths().iter().all(|path| !path.ends_with(".xml")), "{:?}", without.paths());
    assert_eq!(without.page("index.html").count("link[rel='alternate']"), 0);
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
        "</script>",
        "<!--",
        "\\u202E",
        "\\u2067\\u202A",
        "\\u202C\\u2069",
        "\\r",
    ];
    let seeds = (1..).zip(titles).map(|(n, title)| {
        let front = format!(
            "title = \"أ{title}ب\"\nauthors = [\"{title}ج\"]\ntags = \"{title}د\"\nstandfirst = \"{title}\"\n\
             date = 2026-01-{n:02}"
        );
        article(&format!("news/{n}"), &front)
    });
    let site = site(&seeds.collect::<String>());
    let shown = titles.iter().map(|title| match *title {
        "\\u0001" | "\\uFFFE" | "\\uFFFF" | "\\u202E" | "\\u2067\\u202A" | "\\u202C\\u2069" => {
            "أب".to_owned()
        }
        "\\u000B" => "أ ب".to_owned(),
        title => serde_json::from_str(&format!("\"أ{title}ب\"")).expect("the same escapes"),
    });
    let expected: Vec<String> = shown.rev().collect();
    let rss = site.make("feed.xml").expect("made");
    assert_eq!(texts(&rss, "title").split_off(1), expected);
    let atom = site.make("atom.xml").expect("made");
    assert_eq!(texts(&atom, "title").split_off(1), expected);
    let json = site.make("feed.json").expect("made");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let titles = json["items"].as_array().expect("a list").iter();
    let titles: Vec<&str> = titles.map(|item| item["title"].as_str().expect("a title")).collect();
    assert_eq!(titles, expected);
    for name in FORMS {
        assert_eq!(read(&site.make(name).expect("made")).entries.len(), titles.len(), "{name}");
    }
}

#[test]
fn words_that_no_document_can_hold_leave_no_empty_element() {
    let site = site(&article(
        "n/a",
        "title = 'خبر'\ndate = 2026-01-01\nauthors = [\"\\u0001\"]\ntags = [\"\\u0001\"]\n\
         image = { src = 'https://example.org/a.jpg', alt = \"\\u0001\", caption = \"\\u0001\", credit = \"\\u0001 \" }",
    ));
    let feed = site.make("feed.xml").expect("made");
    let document = Document::parse(&feed).expect("XML");
    let is_empty = |node: &roxmltree::Node<'_, '_>| !node.has_children() && node.attributes().len() == 0;
    let empty = document.descendants().filter(roxmltree::Node::is_element).find(is_empty);
    assert_eq!(empty.map(|node| node.tag_name().name()), None, "{feed}");
    assert_eq!(texts(&feed, "text").len() + texts(&feed, "credit").len(), 0, "{feed}");
}

#[test]
fn an_edit_of_a_text_makes_the_feeds_anew_that_hold_it() {
    let folder = TempDir::new().expect("a folder");
    let dated = |n: u32| article(&format!("n/{n}"), &format!("title = '{n}'\ndate = 2026-01-{n:02}"));
    let seeds: String = (1..=3).map(dated).collect();
    write_files(folder.path(), &format!("-- site.toml --\n{SETTINGS}\n[feeds]\nsize = 2\n{seeds}"));
    assert_eq!(warraq(folder.path(), &["build"]).code, Some(0));
    let edit = |n: u32, word: &str| {
        let seed = folder.path().join(format!("seeds/n/{n}.txt"));
        let text = std::fs::read_to_string(&seed).expect("read");
        std::fs::write(&seed, format!("{text}{word}.\n")).expect("written");
        let run = warraq(folder.path(), &["build"]);
        let feed = std::fs::read_to_string(folder.path().join("public/n/feed.xml")).expect("read");
        (run.out.split(", ").nth(1).unwrap_or_default().to_owned(), feed.contains(word))
    };
    assert_eq!(edit(3, "كلمتان أخريان"), ("5 files written".to_owned(), true));
    assert_eq!(edit(1, "كلمات قديمة"), ("1 file written".to_owned(), false), "it stands in no feed");
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

fn at(now: &str) -> Terms {
    Terms::at(now.parse().expect("an instant"))
}

#[test]
fn the_sitemap_of_the_news_holds_two_days_and_is_there_without_any() {
    let files = format!(
        "-- site.toml --\n{SETTINGS}\n{}{}{}{}",
        article("n/a", "title = 'أ & ب'\ndate = 2026-05-01T09:30:00\nupdated = 2026-05-02T10:00:00"),
        article("n/b", "title = 'News'\nlang = 'en-GB'\ndate = 2026-05-02"),
        article("n/c", "title = 'بلا تاريخ'"),
        article("n/d", "title = 'قديم'\ndate = 2026-04-29T09:00:00\nupdated = 2026-05-02T09:00:00"),
    );
    let site = SiteTest::on(&files, &at("2026-05-02T12:00:00Z"));
    let news = site.make("sitemaps/news.xml").expect("made");
    for (name, expected) in [
        ("loc", ["https://example.org/ar/n/2026/05/b.html", "https://example.org/ar/n/2026/05/a.html"]),
        ("name", ["صحيفة", "صحيفة"]),
        ("language", ["en", "ar"]),
        ("publication_date", ["2026-05-02", "2026-05-01T09:30:00+03:00"]),
        ("title", ["News", "أ & ب"]),
    ] {
        assert_eq!(texts(&news, name), expected, "{name}");
    }
    let later = SiteTest::on(&files, &at("2026-05-05T12:00:00Z"));
    assert_eq!(texts(&later.make("sitemaps/news.xml").expect("made"), "loc"), [""; 0]);
    assert!(site.make("robots.txt").expect("made").ends_with(
        "Sitemap: https://example.org/ar/sitemap.xml\nSitemap: https://example.org/ar/sitemaps/news.xml\n"
    ));
}

#[test]
fn more_news_than_a_sitemap_may_hold_go_on_in_another() {
    let seeds: String = (0..1_001)
        .map(|n| article(&format!("n/{n}"), &format!("title = '{n}'\ndate = 2026-05-01")))
        .collect();
    let site = SiteTest::on(&format!("-- site.toml --\n{SETTINGS}\n{seeds}"), &at("2026-05-01T12:00:00Z"));
    let count = |path: &str| texts(&site.make(path).expect("made"), "loc").len();
    assert_eq!((count("sitemaps/news.xml"), count("sitemaps/news-2.xml")), (1_000, 1));
    assert!(site.make("robots.txt").expect("made").contains("/sitemaps/news-2.xml\n"));
}

#[test]
fn each_of_three_switches_keeps_its_crawlers_away_and_no_others() {
    let robots = |settings: &str| {
        SiteTest::new(&format!("-- site.toml --\ntitle = 'x'\n[robots]\n{settings}"))
            .make("robots.txt")
            .expect("made")
    };
    let agents = |settings: &str| -> Vec<String> {
        let text = robots(settings);
        let (away, rest) = text.rsplit_once("User-agent: *\n").expect("a group for all");
        assert_eq!(rest, "Allow: /\n");
        let away = away.strip_suffix("Disallow: /\n\n").unwrap_or(away).lines();
        away.map(|line| line.strip_prefix("User-agent: ").expect("an agent").to_owned()).collect()
    };
    assert_eq!(robots(""), "User-agent: *\nAllow: /\n");
    assert_eq!(agents("ai_user = false"), ["ChatGPT-User", "Claude-User"]);
    assert_eq!(
        agents("ai_search = false\nai_user = true"),
        ["OAI-SearchBot", "Claude-SearchBot", "PerplexityBot"]
    );
    let training = agents("ai_training = false");
    assert!(training.contains(&"GPTBot".to_owned()) && training.contains(&"Google-Extended".to_owned()));
    assert_eq!(agents("ai_training = false\nai_search = false\nai_user = false").len(), training.len() + 5);
}

const PARTNERS: &str = "[feeds]\ntext = 'excerpt'\nsize = 3\n[[feeds.profile]]\nfor = 'flipboard'\n[[feeds.profile]]\n\
                        for = 'msn'\n[[feeds.profile]]\nfor = 'apple'\n";

/// Articles with headlines of 12, 30 and 90 letters on each of so many days, one of them in English.
fn newsroom(days: u32) -> String {
    let day = |day: u32| {
        let headline = |letters: usize| "خ".repeat(letters);
        [12, 30, 90].map(|letters| {
            let front =
                format!("title = '{}'\ndate = 2026-05-{day:02}T0{}:00:00", headline(letters), letters % 7);
            article(&format!("n/{day}-{letters}"), &front)
        })
    };
    let english =
        article("n/en", "title = 'A headline of more than twenty letters'\nlang = 'en'\ndate = 2026-05-28");
    (1..=days).flat_map(day).chain([english]).collect()
}

#[test]
fn a_partner_gets_the_articles_that_it_takes_whole_and_the_others_are_told_once() {
    let site = SiteTest::new(&format!("-- site.toml --\n{SETTINGS}\n{PARTNERS}{}", newsroom(15)));
    let titles = |partner: &str| {
        let feed = site.make(&format!("feeds/{partner}.xml")).expect("made");
        assert_eq!(texts(&feed, "encoded").len(), texts(&feed, "item").len(), "whole");
        assert!(feed.contains(&format!("href=\"https://example.org/ar/feeds/{partner}.xml\" rel=\"self\"")));
        let lengths = texts(&feed, "title").into_iter().skip(1).map(|title| title.chars().count());
        lengths.collect::<Vec<_>>()
    };
    assert_eq!(titles("flipboard").len(), 30);
    assert_eq!(titles("flipboard")[0], 38);
    assert_eq!(titles("msn"), [90, 30, 90], "neither short nor in English");
    assert_eq!(titles("apple"), [38, 30, 30]);
    let told = site.messages("feed-left-out");
    assert_eq!(
        told,
        [
            "of the latest 4, 1 article is left out of the feed for `msn`: it takes headlines of 21 to 150 characters",
            "of the latest 7, 4 articles are left out of the feed for `apple`: it takes headlines of 15 to 60 characters",
        ]
    );
    assert_eq!(site.codes(), ["feed-left-out", "feed-left-out"]);
    assert_eq!(
        texts(&site.make("feed.xml").expect("made"), "encoded"),
        [""; 0],
        "the site's own are as it wants them"
    );
}

#[test]
fn apple_news_must_know_the_country_of_the_language() {
    let settings = SETTINGS.replace("'ar-SY'", "'ar'");
    let site = SiteTest::new(&format!("-- site.toml --\n{settings}\n[[feeds.profile]]\nfor = 'apple'\n"));
    let told = site.diagnostic("feed-language");
    assert!(told.help.as_deref().is_some_and(|help| help.contains("ar-SY")));
    assert_eq!(told.span.as_ref().map(|span| &*span.source), Some("site.toml"));
}

#[test]
fn an_article_leaves_the_feed_of_a_partner_that_takes_none_so_old_and_the_build_says_when() {
    let files = format!(
        "-- site.toml --\n{SETTINGS}\n[[feeds.profile]]\nfor = 'msn'\n{}",
        article("n/a", "title = 'عنوان طويل بما يكفي لهذا الشريك'\ndate = 2026-05-01")
    );
    let count = |now: &str| {
        let site = SiteTest::on(&files, &at(now));
        (texts(&site.make("feeds/msn.xml").expect("made"), "item").len(), site.due())
    };
    let end = "2027-05-01T00:00:00+03:00".to_owned();
    assert_eq!(count("2027-04-30T20:59:59Z"), (1, Some(end)));
    assert_eq!(count("2027-04-30T21:00:00Z"), (0, None));
}

#[test]
fn a_picture_that_is_too_small_for_a_partner_is_not_in_its_feed() {
    let picture = |name: &str, size: u32| (format!("static/{name}.png"), crate::metadata::png(size, size));
    let of = |name: &str, day: u32| {
        article(
            &format!("n/{name}"),
            &format!("title = '{name}'\ndate = 2026-05-{day:02}\nimage = {{ src = '{name}.png', alt = '' }}"),
        )
    };
    let files = [picture("large", 400), picture("small", 399)];
    let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(name, bytes)| (&**name, bytes.clone())).collect();
    let text = format!("-- site.toml --\n{SETTINGS}\n{PARTNERS}{}{}", of("large", 1), of("small", 2));
    let site = SiteTest::with_bytes(&text, &files);
    let feed = site.make("feeds/flipboard.xml").expect("made");
    assert_eq!((feed.matches("<media:content").count(), feed.matches("<img").count()), (1, 1));
    assert_eq!(site.make("feed.xml").expect("made").matches("<media:content").count(), 2);
}

#[test]
fn a_feed_of_a_site_that_says_nothing_of_itself_is_described_by_its_title() {
    let site = SiteTest::new("-- site.toml --\ntitle = 'صحيفة'\nbase_url = 'https://example.org/'\n");
    let feed = site.make("feed.xml").expect("made");
    assert!(feed.contains("<description>صحيفة</description>"), "{feed}");
}
