//! Runs that a paragraph would show scrambled are isolated on the page, and nowhere else.

use warraq::text::bidi::balance::balanced;
use warraq::text::bidi::is_embedding;

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

/// Controls that turn letters round, unclosed, wherever an article is named.
const TURNED: &str = "-- site.toml --\ntitle = 'صحيفة'\nbase_url = 'https://example.org/'\n\
    -- seeds/news/a.md --\n+++\ntitle = \"خبر \\u202e gpj.exe \\u2066 x\"\n\
    standfirst = \"خلاصة \\u202d 321\"\nauthors = [\"ليلى \\u2067\"]\ntags = [\"ذهب \\u202b\"]\n\
    series = \"سلسلة \\u202a\"\nsection = \"محليات \\u2068\"\ndate = 2026-05-01\n\
    related = [\"عنوان \\u202e آخر\"]\n[image]\nsrc = \"https://example.org/a.jpg\"\nalt = \"وصف \\u202e\"\n\
    caption = \"شرح \\u2067 الصورة\"\n[[correction]]\ndate = 2026-05-02\ntext = \"صُحح \\u202e الاسم\"\n+++\n\
    نص **غامق \u{2067} مفتوح** بقية، و`\u{202e}رمز`، و<b>وسم \u{202d}</b> و\u{2069}آخر.\n\n\
    - بند \u{202b}\n- بند\n\n> قول \u{2066}\n\n| أ \u{202e} | ب |\n|---|---|\n| ج | د \u{2068} |\n\n\
    ![صورة \u{202e}](https://example.org/b.jpg)\n\n\
    -- seeds/news/b.txt --\nعنوان \u{202e}سطر\n\nنص \u{2067} أول للخبر الثاني طويل بما يكفي ليكون فقرة.\nسطر آخر.\n\
    -- seeds/mix/c.md --\n# عنوان \u{2066}ثالث\n\nنص.\n";

#[test]
fn titles_and_names_lose_the_controls_that_turn_letters_round() {
    let site = SiteTest::new(TURNED);
    for path in site.paths() {
        assert!(!path.contains(is_embedding), "{path:?}");
        if !path.ends_with(".html") {
            let text = site.make(path).expect("made");
            for line in text.lines().filter(|line| line.contains("<title>") || line.contains("<category>")) {
                assert!(!line.contains(is_embedding), "{path}: {line:?}");
            }
            continue;
        }
        let page = site.page(path);
        for part in ["title", "h1", ".standfirst", "article h2", "article h3", "nav"] {
            assert!(!page.texts(part).concat().contains(is_embedding), "{path} {part}");
        }
        let described: &[&str] =
            &["property^='og:title'", "property^='og:desc'", "property^='article:'", "name"];
        for meta in described {
            let content = page.attributes(&format!("head meta[{meta}]"), "content").concat();
            assert!(!content.contains(is_embedding), "{path} {meta} {content:?}");
        }
    }
    let article = site.page("محليات/2026/05/a.html");
    assert_eq!(article.text("h1").split_whitespace().collect::<Vec<_>>(), ["خبر", "gpj.exe", "x"]);
    let linked = article.raw("script[type='application/ld+json']");
    assert!(linked.contains("\"headline\":\"خبر  gpj.exe  x\""), "{linked}");
    assert_eq!(site.page("news/b.html").text("h1"), "عنوان سطر");
}

#[test]
fn every_element_closes_the_controls_that_it_opens() {
    let site = SiteTest::new(TURNED);
    for path in site.paths().into_iter().filter(|path| path.ends_with(".html")) {
        for words in site.page(path).texts("body *") {
            assert_eq!(balanced(&words), words, "{path}");
        }
    }
}

#[test]
fn marks_of_direction_and_joiners_stay_as_they_are_typed() {
    let marks = "C++\u{200e} و\u{200f}می\u{200c}خواهم و\u{61c}ه\u{200d}";
    let site = SiteTest::new(&format!(
        "-- seeds/a.md --\n+++\ntitle = \"{marks}\"\ntags = [\"{marks}\"]\n+++\n**{marks}** نص.\n"
    ));
    let page = site.page("a.html");
    for part in ["title", "h1", ".article-body strong"] {
        assert!(page.text(part).starts_with(marks), "{part}");
    }
    assert!(page.texts("a").iter().any(|tag| tag.contains(marks)), "{:?}", page.texts("a"));
}
