//! What pages tell programs: Open Graph for those who share them, JSON-LD for those who search.

use serde_json::{Value, json};

use crate::support::{PARAGRAPH, Page, SiteTest};

fn site(front: &str) -> SiteTest {
    SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\nlanguage = 'ar-SY'\nbase_url = 'https://example.org/'\n\
         timezone = 'Asia/Damascus'\ndescription = 'كل يوم'\n[[section]]\nslug = 'news'\ntitle = 'أخبار'\n\
         -- seeds/news/a.txt --\n+++\n{front}\n+++\n{PARAGRAPH}\n"
    ))
}

const FULL: &str = "title = 'خبر'\nstandfirst = 'ملخص'\ndate = 2026-05-01T09:30:00\nupdated = 2026-05-02\n\
                    authors = ['سعاد', 'منى']\ntags = ['ذهب', 'فضة']";
const PATH: &str = "news/2026/05/a.html";

fn property(page: &Page, name: &str) -> Vec<String> {
    page.attributes(&format!("meta[property='{name}']"), "content")
}

fn linked_data(page: &Page) -> Value {
    serde_json::from_str(&page.raw("script[type='application/ld+json']")).expect("JSON")
}

#[test]
fn an_article_says_what_it_is_where_it_is_shared() {
    let page = site(FULL).page(PATH);
    for (name, expected) in [
        ("og:type", &["article"][..]),
        ("og:title", &["خبر"]),
        ("og:description", &["ملخص"]),
        ("og:url", &["https://example.org/news/2026/05/a.html"]),
        ("og:site_name", &["صحيفة"]),
        ("og:locale", &["ar_SY"]),
        ("article:published_time", &["2026-05-01T09:30:00+03:00"]),
        ("article:modified_time", &["2026-05-02"]),
        ("article:section", &["أخبار"]),
        ("article:tag", &["ذهب", "فضة"]),
    ] {
        assert_eq!(property(&page, name), expected, "{name}");
    }
    assert_eq!(page.attributes("meta[name='twitter:card']", "content"), ["summary"]);
}

#[test]
fn pages_that_list_are_websites_and_the_lost_page_is_nothing() {
    let site = site(FULL);
    for (path, title) in [
        ("index.html", "صحيفة"),
        ("news/index.html", "أخبار"),
        ("tags/ذهب/index.html", "ذهب"),
        ("tags/index.html", "الوسوم"),
        ("authors/index.html", "الكتّاب"),
    ] {
        let page = site.page(path);
        assert_eq!(
            (property(&page, "og:type"), property(&page, "og:title")),
            (vec!["website".into()], vec![title.into()])
        );
    }
    assert_eq!(property(&site.page("404.html"), "og:type"), [""; 0]);
}

#[test]
fn an_article_in_another_language_has_its_own_locale() {
    let site = site("title = 'News'\nlang = 'en'");
    assert_eq!(property(&site.page("news/a.html"), "og:locale"), ["en"]);
    assert_eq!(linked_data(&site.page("news/a.html"))["inLanguage"], "en");
    assert_eq!(property(&site.page("index.html"), "og:locale"), ["ar_SY"]);
}

#[test]
fn an_article_is_a_news_article_of_schema_org() {
    let base = "https://example.org/";
    let author = |name: &str, path: &str| json!({"@type": "Person", "name": name, "url": format!("{base}authors/{path}/")});
    assert_eq!(
        linked_data(&site(FULL).page(PATH)),
        json!({
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "خبر",
            "description": "ملخص",
            "datePublished": "2026-05-01T09:30:00+03:00",
            "dateModified": "2026-05-02",
            "author": [author("سعاد", "%D8%B3%D8%B9%D8%A7%D8%AF"), author("منى", "%D9%85%D9%86%D9%89")],
            "publisher": {"@type": "NewsMediaOrganization", "name": "صحيفة", "url": base},
            "inLanguage": "ar-SY",
            "wordCount": 16,
            "timeRequired": "PT1M",
            "articleSection": "أخبار",
            "keywords": ["ذهب", "فضة"],
            "url": format!("{base}{PATH}"),
            "mainEntityOfPage": format!("{base}{PATH}"),
            "isAccessibleForFree": true,
        })
    );
}

#[test]
fn what_an_article_does_not_say_is_not_made_up() {
    let site = SiteTest::new(&format!("-- seeds/a.txt --\n+++\ntitle = 'خبر'\n+++\n{PARAGRAPH}"));
    let page = site.page("a.html");
    let found = linked_data(&page);
    let keys: Vec<&String> = found.as_object().expect("an object").keys().collect();
    let known = [
        "@context",
        "@type",
        "description",
        "headline",
        "inLanguage",
        "isAccessibleForFree",
        "publisher",
        "timeRequired",
        "wordCount",
    ];
    assert_eq!(keys, known);
    assert_eq!(page.count("meta[property='og:url'], meta[property^='article:']"), 0);
    assert_eq!(property(&page, "og:locale"), ["ar"]);
}

#[test]
fn a_title_cannot_leave_the_script_or_an_attribute() {
    for title in
        ["</script><b>", "<!--<script>", "x\\u2028y", "\\\" onload=\\\"", "\\u061C\\u200Fأ\\u200Cب\\u200D"]
    {
        let site = site(&format!("title = \"{title}\"\nauthors = [\"{title}ا\"]\ndate = 2026-05-01"));
        let page = site.page(PATH);
        let expected: String = serde_json::from_str(&format!("\"{title}\"")).expect("the same escapes");
        assert_eq!(linked_data(&page)["headline"], expected.as_str());
        assert_eq!(property(&page, "og:title"), [expected.as_str()]);
        assert_eq!(page.count("b, [onload], body script"), 0, "{title}");
        assert!(!page.raw("script").contains(['<', '>', '&', '\u{2028}']), "{title}");
    }
}
