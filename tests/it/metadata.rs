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

/// What a page says of itself first.
fn linked_data(page: &Page) -> Value {
    graph(page).remove(0)
}

/// All that a page says of itself and of the way to it.
fn graph(page: &Page) -> Vec<Value> {
    let data: Value = serde_json::from_str(&page.raw("script[type='application/ld+json']")).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().expect("a list").clone()
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
        (
            "article:author",
            &[
                "https://example.org/authors/%D8%B3%D8%B9%D8%A7%D8%AF/",
                "https://example.org/authors/%D9%85%D9%86%D9%89/",
            ],
        ),
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
    assert_eq!(property(&site.page("news/a.html"), "og:locale"), ["en_US"]);
    assert_eq!(linked_data(&site.page("news/a.html"))["inLanguage"], "en");
    assert_eq!(property(&site.page("index.html"), "og:locale"), ["ar_SY"]);
    for (lang, expected) in [("ckb", &["ckb_IQ"][..]), ("en-GB", &["en_GB"]), ("az-Arab", &[]), ("grc", &[])]
    {
        let site = self::site(&format!("title = 'News'\nlang = '{lang}'"));
        assert_eq!(property(&site.page("news/a.html"), "og:locale"), expected, "{lang}");
    }
}

#[test]
fn an_article_is_a_news_article_of_schema_org() {
    let base = "https://example.org/";
    let author = |name: &str, path: &str| json!({"@type": "Person", "name": name, "url": format!("{base}authors/{path}/")});
    assert_eq!(
        linked_data(&site(FULL).page(PATH)),
        json!({
            "@type": "NewsArticle",
            "headline": "خبر",
            "description": "ملخص",
            "datePublished": "2026-05-01T09:30:00+03:00",
            "dateModified": "2026-05-02",
            "author": [author("سعاد", "%D8%B3%D8%B9%D8%A7%D8%AF"), author("منى", "%D9%85%D9%86%D9%89")],
            "publisher": {
                "@type": "NewsMediaOrganization",
                "@id": format!("{base}#publisher"),
                "name": "صحيفة",
                "url": base,
            },
            "inLanguage": "ar-SY",
            "wordCount": 16,
            "timeRequired": "PT1M",
            "articleSection": "أخبار",
            "keywords": ["ذهب", "فضة"],
            "url": format!("{base}{PATH}"),
            "mainEntityOfPage": {"@type": "WebPage", "@id": format!("{base}{PATH}")},
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
    assert_eq!(property(&page, "og:locale"), ["ar_EG"]);
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

#[test]
fn an_article_says_the_way_to_it_and_what_it_leads_on_to() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\nbase_url = 'https://example.org/ar/'\n\
         [[section]]\nslug = 'politics'\ntitle = 'سياسة'\n[[section]]\nslug = 'politics/syria'\ntitle = 'سوريا'\n\
         -- seeds/politics/syria/a.txt --\n+++\ntitle = 'خبر'\n\
         related = ['قديم', 'https://a.example/x?b', 'لا أحد']\n+++\n{PARAGRAPH}\n\
         -- seeds/old.txt --\n+++\ntitle = 'قديم'\n+++\n{PARAGRAPH}\n"
    ));
    let data = graph(&site.page("politics/syria/a.html"));
    let base = "https://example.org/ar/";
    let item = |position: u32, name: &str, path: &str| json!({"@type": "ListItem", "position": position, "name": name, "item": format!("{base}{path}")});
    assert_eq!(
        data[1],
        json!({"@type": "BreadcrumbList", "itemListElement": [
            item(1, "صحيفة", ""),
            item(2, "سياسة", "politics/"),
            item(3, "سوريا", "politics/syria/"),
            item(4, "خبر", "politics/syria/a.html"),
        ]})
    );
    assert_eq!(
        data[0]["mainEntityOfPage"]["relatedLink"],
        json!([format!("{base}old.html"), "https://a.example/x?b"])
    );
}

/// The beginning of a PNG of that size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    crate::pictures::png(&[("IHDR", &[&size[..], b"\x08\x02\0\0\0"].concat()), ("IDAT", b"x"), ("IEND", b"")])
}

const PUBLISHER: &str = "-- site.toml --\ntitle = 'صحيفة'\nbase_url = 'https://example.org/'\ndescription = 'كل يوم'\n\
                         [publisher]\nname = 'دار النشر'\nlogo = 'صورة 1.png'\n\
                         same_as = ['https://social.example/@a']\nprinciples = '/about.html'\n\
                         corrections = 'https://example.net/c'\n";

#[test]
fn the_front_page_says_who_answers_for_the_publication() {
    let article = format!("-- seeds/a.txt --\n+++\ntitle = 'خبر'\n+++\n{PARAGRAPH}\n");
    let site = SiteTest::with_bytes(&format!("{PUBLISHER}{article}"), &[("static/صورة 1.png", png(600, 60))]);
    assert_eq!(site.codes(), [""; 0]);
    let home = linked_data(&site.page("index.html"));
    let logo = json!({
        "@type": "ImageObject",
        "url": "https://example.org/%D8%B5%D9%88%D8%B1%D8%A9%201.png",
        "width": 600,
        "height": 60,
    });
    assert_eq!(
        home,
        json!({
            "@type": "WebSite",
            "name": "صحيفة",
            "description": "كل يوم",
            "url": "https://example.org/",
            "inLanguage": "ar",
            "publisher": {
                "@type": "NewsMediaOrganization",
                "@id": "https://example.org/#publisher",
                "name": "دار النشر",
                "url": "https://example.org/",
                "logo": logo,
                "sameAs": ["https://social.example/@a"],
                "publishingPrinciples": "https://example.org/about.html",
                "correctionsPolicy": "https://example.net/c",
            },
        })
    );
    let publisher = &linked_data(&site.page("a.html"))["publisher"];
    assert_eq!((&publisher["logo"], &publisher["sameAs"]), (&logo, &Value::Null));
}

#[test]
fn a_logo_that_is_not_there_is_told_at_its_line() {
    let site = SiteTest::with_bytes(PUBLISHER, &[("static/صورة 2.png", png(600, 60))]);
    let told = site.diagnostic("image-not-found");
    assert_eq!(told.span.as_ref().map(|span| &*span.source), Some("site.toml"));
    assert_eq!(told.help.as_deref(), Some("did you mean `صورة 2.png`?"));
}

#[test]
fn what_a_publisher_names_must_be_addresses_and_colours() {
    let site = SiteTest::new(
        "-- site.toml --\ntitle = 'x'\n[publisher]\nlogo = 'javascript:x'\nsame_as = 'about.html'\n\
         principles = '//evil.example'\n[app]\ntheme_color = 'red'\nbackground_color = '#12345'\n\
         [robots]\nai_training = 'no'\nai = false",
    );
    assert_eq!(
        site.messages("bad-value"),
        [
            "`javascript:x` leads nowhere",
            "`about.html` is no address on the web",
            "`//evil.example` leads nowhere",
            "`red` is no colour",
            "`#12345` is no colour",
        ]
    );
    assert_eq!(site.messages("wrong-type"), ["`robots.ai_training` must be true or false"]);
    assert!(site.diagnostic("unknown-key").help.as_deref().is_some_and(|help| help.contains("ai_")));
}

#[test]
fn pages_with_an_address_may_be_shown_with_a_large_picture() {
    let robots = |page: &Page| page.attributes("meta[name='robots']", "content");
    let site = site(FULL);
    assert_eq!(robots(&site.page(PATH)), ["max-image-preview:large"]);
    assert_eq!(robots(&site.page("404.html")), ["noindex"]);
}

#[test]
fn a_device_can_keep_the_site_by_its_manifest() {
    let site = SiteTest::with_bytes(
        "-- site.toml --\ntitle = 'صحيفة المدينة'\nlanguage = 'ar-SY'\n\
         base_url = 'https://example.org/'\n[app]\nshort_name = 'المدينة'\ntheme_color = '#0b5b60'\nbackground_color = '#fff'\n",
        &[
            ("static/icon-192.png", png(192, 192)),
            ("static/icon-maskable.png", png(512, 512)),
            ("static/icon-broken.png", b"x".to_vec()),
            ("static/photo.png", png(9, 9)),
        ],
    );
    let manifest: Value = serde_json::from_str(&site.make("site.webmanifest").expect("made")).expect("JSON");
    let icon = |src: &str, sizes: &str, kind: &str, purpose: &str| json!({"src": src, "sizes": sizes, "type": kind, "purpose": purpose});
    assert_eq!(
        manifest,
        json!({
            "name": "صحيفة المدينة",
            "short_name": "المدينة",
            "lang": "ar-SY",
            "dir": "rtl",
            "start_url": "./",
            "scope": "./",
            "display": "minimal-ui",
            "theme_color": "#0b5b60",
            "background_color": "#fff",
            "icons": [
                icon("favicon.svg", "any", "image/svg+xml", "any"),
                icon("icon-192.png", "192x192", "image/png", "any"),
                icon("icon-maskable.png", "512x512", "image/png", "maskable"),
            ],
        })
    );
    let page = site.page("index.html");
    assert_eq!(page.attributes("link[rel='manifest']", "href"), ["site.webmanifest"]);
    assert_eq!(page.attributes("meta[name='theme-color']", "content"), ["#0b5b60"]);
    let unplaced = SiteTest::new("");
    assert!(!unplaced.paths().contains(&"site.webmanifest"));
    assert_eq!(unplaced.page("index.html").count("link[rel='manifest']"), 0);
    let own = SiteTest::new("-- static/site.webmanifest --\n{}");
    assert_eq!((own.codes(), own.make("site.webmanifest").expect("copied")), (vec![], "{}\n".to_owned()));
}

fn with_image(image: &str, files: &[(&str, Vec<u8>)]) -> SiteTest {
    SiteTest::with_bytes(
        &format!(
            "-- site.toml --\ntitle = 'صحيفة'\nbase_url = 'https://example.org/ar/'\n\
             -- seeds/n/a.txt --\n+++\ntitle = 'خبر'\ndate = 2026-05-01\n{image}\n+++\n{PARAGRAPH}\n"
        ),
        files,
    )
}

const IMAGE: &str =
    "image = { src = 'صور/أ 1.png', alt = 'جسر \"قديم\"', caption = 'الجسر في 2014-2016', credit = 'وكالة' }";

#[test]
fn an_article_shows_its_picture_wherever_it_is_shown() {
    let site = with_image(IMAGE, &[("static/صور/أ 1.png", png(1600, 900))]);
    assert_eq!(site.codes(), [""; 0]);
    let page = site.page("n/2026/05/a.html");
    let address = "https://example.org/ar/%D8%B5%D9%88%D8%B1/%D8%A3%201.png";
    let image = |name: &str| page.attributes("figure.article-image img", name).concat();
    assert_eq!(image("src"), "../../../%D8%B5%D9%88%D8%B1/%D8%A3%201.png");
    assert_eq!(
        (image("alt"), image("width"), image("height")),
        ("جسر \"قديم\"".into(), "1600".into(), "900".into())
    );
    assert_eq!(page.text("figcaption"), "الجسر في 2014-2016 (وكالة)");
    assert_eq!(page.count("figcaption bdi[dir=ltr]"), 1);
    for (name, expected) in [
        ("og:image", address),
        ("og:image:width", "1600"),
        ("og:image:height", "900"),
        ("og:image:alt", "جسر \"قديم\""),
    ] {
        assert_eq!(property(&page, name), [expected], "{name}");
    }
    assert_eq!(page.attributes("meta[name='twitter:card']", "content"), ["summary_large_image"]);
    assert_eq!(
        linked_data(&page)["image"],
        json!({
            "@type": "ImageObject",
            "url": address,
            "width": 1600,
            "height": 900,
            "caption": "الجسر في 2014-2016",
            "creditText": "وكالة",
        })
    );
    for name in ["feed.xml", "atom.xml", "feed.json"] {
        let feed = site.make(name).expect("made");
        let entry = feed_rs::parser::parse(feed.as_bytes()).expect("a feed").entries.remove(0);
        let text = entry.content.and_then(|content| content.body).expect("a text");
        let figure = format!(
            "<figure><img src=\"{address}\" alt=\"جسر &quot;قديم&quot;\" width=\"1600\" height=\"900\">"
        );
        assert!(text.contains(&figure), "{name}: {text}");
    }
    let media = "<media:content url=\"https://example.org/ar/%D8%B5%D9%88%D8%B1/%D8%A3%201.png\" medium=\"image\" \
                 type=\"image/png\" width=\"1600\" height=\"900\">";
    assert!(site.make("n/feed.xml").expect("made").contains(media));
    assert!(site.make("atom.xml").expect("made").contains("rel=\"enclosure\" type=\"image/png\""));
    assert!(site.make("feed.json").expect("made").contains(&format!("\"image\":\"{address}\"")));
}

#[test]
fn a_picture_of_another_site_is_shown_from_there_where_the_settings_name_it() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\n[images]\nhosts = ['a.example']\n-- seeds/n/2026-05-01-a.txt --\n\
         +++\ntitle = 'خبر'\nimage = {{ src = 'https://a.example/b.jpg?c&d', alt = '' }}\n+++\n{PARAGRAPH}\n"
    ));
    assert_eq!(site.codes(), [""; 0]);
    let page = site.page("n/2026/05/a.html");
    assert_eq!(page.attributes("figure img", "src"), ["https://a.example/b.jpg?c&d"]);
    assert_eq!(page.count("figcaption"), 0);
    assert_eq!(property(&page, "og:image"), ["https://a.example/b.jpg?c&d"]);
    assert_eq!(property(&page, "og:image:width"), [""; 0]);
}

#[test]
fn what_is_wrong_with_a_picture_is_told_at_its_line_and_the_article_stays() {
    for (image, code) in [
        ("image = { src = 'b.png', alt = 'x' }", "image-not-found"),
        ("image = { src = 'a.png' }", "image-without-alt"),
        ("image = { src = 'small.png', alt = 'x' }", "image-small"),
        ("image = { src = 'javascript:x', alt = 'x' }", "bad-value"),
        ("image = { src = 'http://a.example/b.jpg', alt = 'x' }", "bad-value"),
        ("image = { alt = 'x' }", "missing-key"),
        ("image = { src = 'a.png', alt = 'x', tilte = 'y' }", "unknown-key"),
        ("image = 'a.png'", "wrong-type"),
    ] {
        let site = with_image(image, &[("static/a.png", png(1200, 9)), ("static/small.png", png(1199, 9))]);
        let told = site.diagnostic(code);
        let place = told.span.as_ref().expect("a place");
        assert_eq!((&*place.source, site.codes()), ("seeds/n/a.txt", vec![code]), "{image}");
        assert!(place.start > 20, "{image}: {place:?}");
        let shown = site.page("n/2026/05/a.html").count("figure");
        assert_eq!(
            shown,
            usize::from(matches!(code, "image-without-alt" | "image-small" | "unknown-key")),
            "{image}"
        );
    }
}
