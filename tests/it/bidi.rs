//! Runs that a paragraph would show scrambled are isolated on the page, and nowhere else.

use crate::support::{PARAGRAPH, SiteTest};

const ISOLATED: &str = "bdi[dir=ltr]";

fn site(lang: &str) -> SiteTest {
    SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\nbase_url = 'https://example.org/'\n\
         -- seeds/news/a.txt --\n+++\ntitle = 'تطور C++ بين 2014-2016'\nstandfirst = 'نتيجة 3-1 أمس'\n\
         date = 2026-05-01\n{lang}related = ['مباراة 4-2']\n+++\nاتصل على 011 222 3333 اليوم، و{PARAGRAPH}\n\
         -- seeds/news/b.md --\nفي **2014-2016** كان `2014-2016` و[رابط 5-3](x).\n"
    ))
}

#[test]
fn the_article_isolates_its_headline_standfirst_body_and_related_titles() {
    let site = site("");
    let page = site.page("news/2026/05/a.html");
    let isolated = |part: &str| page.texts(&format!("{part} {ISOLATED}"));
    assert_eq!(isolated("h1"), ["C++", "2014-2016"]);
    assert_eq!(isolated(".standfirst"), ["3-1"]);
    assert_eq!(isolated(".article-body"), ["011 222 3333"]);
    assert_eq!(isolated("aside"), ["4-2"]);
    assert_eq!(site.page("news/b.html").texts(&format!(".article-body {ISOLATED}")), ["2014-2016", "5-3"]);
}

#[test]
fn cards_isolate_their_headlines_and_excerpts() {
    let page = site("").page("news/index.html");
    let isolated = page.texts(&format!("article {ISOLATED}"));
    for run in ["C++", "2014-2016", "3-1", "5-3"] {
        assert!(isolated.iter().any(|found| found == run), "{run} in {isolated:?}");
    }
}

#[test]
fn titles_attributes_feeds_and_linked_data_hold_the_authors_characters_alone() {
    let site = site("");
    let page = site.page("news/2026/05/a.html");
    assert_eq!(page.text("title"), "تطور C++ بين 2014-2016 – صحيفة");
    assert_eq!(page.attributes("meta[name=description]", "content"), ["نتيجة 3-1 أمس"]);
    let linked = page.raw("script[type='application/ld+json']");
    assert!(linked.contains("\"headline\":\"تطور C++ بين 2014-2016\""), "{linked}");
    assert!(site.make("feed.xml").expect("made").contains("<title>تطور C++ بين 2014-2016</title>"));
    for path in site.paths() {
        let text = site.make(path).expect("made");
        assert!(!text.contains(warraq::text::bidi::is_control), "{path}");
        assert!(!text.contains("&lt;bdi"), "{path}");
    }
}

#[test]
fn the_direction_is_that_of_the_article() {
    let page = site("lang = 'en'\n").page("news/2026/05/a.html");
    assert_eq!(page.count(&format!("h1 {ISOLATED}, .article-body {ISOLATED}")), 0);
}

#[test]
fn text_without_such_runs_gets_no_markup() {
    let site = SiteTest::new(&format!("-- seeds/a.txt --\n{PARAGRAPH} في 2014 قالت BBC: 50%.\n"));
    assert_eq!(site.page("a.html").count("h1 bdi, .article-body bdi"), 0);
}
