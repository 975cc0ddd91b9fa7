//! What is no news: pages such as about and contact, and what there is to say about authors.

use crate::support::{PARAGRAPH, SiteTest};

const PAGES: &str = "-- site.toml --\ntitle = 'x'\nbase_url = 'https://example.org/'\n\
    [pages]\nmenu = ['corrections', 'about']\nabout = 'about'\ncorrections = 'corrections'\n";

fn pages(more: &str) -> SiteTest {
    SiteTest::new(&format!(
        "{PAGES}\
         -- seeds/pages/about.txt --\nمن نحن وماذا نريد\n{PARAGRAPH}\nقد يهمك: خبر أول\nللتواصل: desk@example.org\n\
         -- seeds/pages/corrections.md --\n+++\ntitle = 'سياسة التصحيح'\nmenu = 'التصحيحات'\n+++\n{PARAGRAPH}\n\
         -- seeds/pages/legal/privacy.txt --\n+++\ntitle = 'الخصوصية'\nupdated = 2026-03-01\n+++\n{PARAGRAPH}\n\
         -- seeds/news/2026-01-01-a.txt --\n+++\ntitle = 'خبر أول'\n+++\n{PARAGRAPH}\n{more}"
    ))
}

#[test]
fn a_page_outside_the_news_stands_in_no_list_and_no_feed() {
    let site = pages("");
    assert_eq!(site.codes(), [""; 0]);
    for path in ["about.html", "corrections.html", "legal/privacy.html"] {
        assert!(site.paths().contains(&path), "{path} in {:?}", site.paths());
    }
    assert_eq!(site.page("index.html").texts(".card h2, .card h3"), ["خبر أول"]);
    assert!(!site.make("feed.xml").expect("made").contains("about.html"));
    assert!(!site.paths().iter().any(|path| path.starts_with("pages")));
    let map = site.make("sitemaps/pages.xml").expect("made");
    for path in ["about.html", "corrections.html", "legal/privacy.html"] {
        assert!(map.contains(&format!("https://example.org/{path}")), "{map}");
    }
    assert!(!site.paths().contains(&"sitemaps/undated.xml"), "{:?}", site.paths());
    assert!(!map.contains("news/2026/01/a.html"));
}

#[test]
fn the_foot_of_every_page_names_the_menu_in_its_order() {
    let site = pages("");
    for path in ["index.html", "news/2026/01/a.html", "about.html"] {
        assert_eq!(site.page(path).texts(".colophon nav a"), ["التصحيحات", "من نحن وماذا نريد"], "{path}");
    }
    assert_eq!(site.page("about.html").texts(".colophon nav [aria-current=page]"), ["من نحن وماذا نريد"]);
    let free = SiteTest::new(&format!(
        "-- seeds/pages/b.txt --\n+++\ntitle = 'ب'\n+++\n{PARAGRAPH}\n\
         -- seeds/pages/a.txt --\n+++\ntitle = 'أ'\n+++\n{PARAGRAPH}\n"
    ));
    assert_eq!(free.page("index.html").texts(".colophon nav a"), ["أ", "ب"], "all of them, by address");
}

#[test]
fn a_page_outside_the_news_keeps_every_line_of_its_text() {
    let page = pages("").page("about.html");
    assert_eq!(page.text("h1"), "من نحن وماذا نريد");
    assert_eq!(page.texts(".article-body p"), [PARAGRAPH, "قد يهمك: خبر أول", "للتواصل: desk@example.org"]);
    assert_eq!(page.count(".related, .newsletter, script"), 0);
}

#[test]
fn a_title_of_the_news_may_lead_to_a_page_outside_it() {
    let site = pages(&format!(
        "-- seeds/news/b.txt --\n+++\ntitle = 'ب'\n+++\n{PARAGRAPH}\nقد يهمك: سياسة التصحيح\n"
    ));
    assert_eq!(site.page("news/b.html").attributes(".related a", "href"), ["../corrections.html"]);
}

#[test]
fn addresses_of_pages_have_the_form_of_the_articles() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\npermalink = '{{section}}/{{slug}}/'\n\
         -- seeds/pages/About Us.txt --\n+++\ntitle = 'أ'\n+++\n{PARAGRAPH}\n"
    ));
    assert!(site.paths().contains(&"about-us/index.html"), "{:?}", site.paths());
}

#[test]
fn a_page_that_nobody_wrote_is_told_at_its_line_with_the_one_that_was_meant() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[pages]\ncontact = 'contatc'\n\
         -- seeds/pages/contact.txt --\n+++\ntitle = 'اتصل بنا'\n+++\n{PARAGRAPH}\n"
    ));
    let told = site.diagnostic("page-unknown");
    assert_eq!(told.span.as_ref().map(|span| &*span.source), Some("site.toml"));
    assert!(told.help.as_ref().is_some_and(|help| help.contains("\u{2068}contact\u{2069}")), "{told:?}");
}

#[test]
fn what_only_news_have_means_nothing_on_a_page_outside_them() {
    let site =
        SiteTest::new(&format!("-- seeds/pages/a.txt --\n+++\ntitle = 'أ'\ntags = 'ب'\n+++\n{PARAGRAPH}\n"));
    assert!(site.diagnostic("unknown-key").message.contains("tags"));
}

#[test]
fn a_section_may_bear_the_name_of_the_folder() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[[section]]\nslug = 'pages'\n\
         -- seeds/pages/a.txt --\n+++\ntitle = 'خبر'\n+++\n{PARAGRAPH}\n"
    ));
    assert_eq!(site.page("pages/index.html").texts(".card h2"), ["خبر"]);
}

/// Three articles by two authors, one of whom has the profile `front`.
fn authors(front: &str, more: &str) -> SiteTest {
    let article = |n: usize, by: &str| {
        format!(
            "-- seeds/n/2026-01-0{n}-a.txt --\n+++\ntitle = 'خبر {n}'\nauthors = '{by}'\n+++\n{PARAGRAPH}\n"
        )
    };
    SiteTest::new(&format!(
        "{}{}{}-- seeds/authors/layla.md --\n+++\n{front}\n+++\nكتبت **كثيرا** عن الماء.\n{more}",
        article(1, "ليلى حدّاد"),
        article(2, "ل. حداد"),
        article(3, "عمر")
    ))
}

const LAYLA: &str = "title = 'ليلى حداد'\nspellings = ['ل. حداد']\nstandfirst = 'مراسلة'\n\
    links = ['https://www.example.org/layla', 'mailto:layla@example.org', 'javascript:alert(1)', '/x']\n\
    photo = 'layla.svg'\nalt = 'ليلى في مكتبها'";

#[test]
fn an_author_is_one_in_all_spellings_of_the_profile_which_stands_on_the_page() {
    let site = authors(LAYLA, "-- static/layla.svg --\n<svg/>\n");
    let page = site.page("authors/ليلى-حداد/index.html");
    assert_eq!(
        (page.text("h1"), page.texts(".card h2")),
        ("ليلى حداد".into(), vec!["خبر 2".into(), "خبر 1".into()])
    );
    assert_eq!(
        (page.text(".profile .standfirst"), page.text(".biography")),
        ("مراسلة".into(), "كتبت كثيرا عن الماء.".into())
    );
    assert_eq!(page.attributes(".portrait", "src"), ["../../layla.svg"]);
    assert_eq!(page.attributes(".portrait", "alt"), ["ليلى في مكتبها"]);
    assert_eq!(page.texts(".links a"), ["example.org/layla", "layla@example.org"]);
    assert_eq!(site.messages("link-unsafe").len(), 2);
    assert_eq!(site.page("n/2026/01/a.html").text(".author"), "ليلى حداد");
    assert!(site.messages("spellings").is_empty(), "whoever wrote the profile has decided");
}

#[test]
fn a_biography_changes_only_the_page_of_its_author() {
    let before = authors(LAYLA, "");
    let after = authors(LAYLA, "وما زالت.\n");
    let paths = before.paths().into_iter().filter(|path| path.ends_with(".html"));
    let changed: Vec<&str> = paths.filter(|path| before.make(path) != after.make(path)).collect();
    assert_eq!(changed, ["authors/ليلى-حداد/index.html"]);
}

#[test]
fn search_engines_are_told_who_an_author_is_elsewhere() {
    let page = authors(LAYLA, "").page("n/2026/01/a.html");
    let data = page.raw("script[type='application/ld+json']");
    assert!(data.contains("\"sameAs\":[\"https://www.example.org/layla\"]"), "{data}");
}

#[test]
fn search_engines_are_told_that_a_team_is_no_person() {
    let kinds = |more: &str| {
        let page = authors(&format!("{LAYLA}\n{more}"), "").page("n/2026/01/a.html");
        let data = page.raw("script[type='application/ld+json']");
        ["Person", "Organization"].map(|kind| data.contains(&format!("{{\"@type\":\"{kind}\"")))
    };
    assert_eq!(kinds(""), [true, false]);
    assert_eq!(kinds("organization = true"), [false, true]);
}

#[test]
fn an_author_without_a_profile_is_told_where_others_have_one() {
    let site = authors(LAYLA, "");
    let told = site.diagnostic("author-without-profile");
    assert!(told.message.contains("عمر"), "{told:?}");
    let place = told.span.as_ref().expect("a place");
    assert_eq!(place.end - place.start, "عمر".len(), "at its name: {told:?}");
    let without =
        SiteTest::new(&format!("-- seeds/a.txt --\n+++\ntitle = 'خبر'\nauthors = 'عمر'\n+++\n{PARAGRAPH}\n"));
    assert!(without.messages("author-without-profile").is_empty());
}

#[test]
fn an_author_without_an_article_has_a_page_too() {
    let site =
        authors(LAYLA, "-- seeds/authors/mona.txt --\n+++\ntitle = 'منى'\nslug = 'mona'\n+++\nصحفية.\n");
    assert_eq!(site.page("authors/mona/index.html").text(".biography"), "صحفية.");
    assert_eq!(site.page("authors/index.html").texts(".names a"), ["عمر", "ليلى حداد", "منى"]);
}

#[test]
fn a_missing_picture_is_told_and_left_out() {
    let site = authors(LAYLA, "-- static/laila.svg --\n<svg/>\n");
    let told = site.diagnostic("photo-missing");
    assert_eq!(told.span.as_ref().map(|span| &*span.source), Some("seeds/authors/layla.md"));
    assert!(told.help.as_ref().is_some_and(|help| help.contains("laila.svg")), "{told:?}");
    assert_eq!(site.page("authors/ليلى-حداد/index.html").count(".portrait"), 0);
}

#[test]
fn two_profiles_of_one_name_are_an_error_naming_both() {
    let site = authors(LAYLA, "-- seeds/authors/other.txt --\n+++\ntitle = 'ل. حداد'\n+++\nآخر.\n");
    let told = site.diagnostic("author-twice");
    assert_eq!(told.span.as_ref().map(|span| &*span.source), Some("seeds/authors/other.txt"));
    assert!(told.message.contains("seeds/authors/layla.md"), "{told:?}");
}

#[test]
fn a_name_without_a_letter_is_told_at_its_line() {
    let site = SiteTest::new(&format!(
        "-- seeds/a.txt --\n+++\ntitle = 'خبر'\ntags = ['ب', '؟!']\n+++\n{PARAGRAPH}\n"
    ));
    let span = site.diagnostic("name-without-page").span.clone().expect("its place");
    assert!(span.start > 20, "{span:?}");
}

#[test]
fn an_edition_has_pages_and_authors_of_its_own() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[pages]\nmenu = ['about']\nabout = 'about'\n\
         [[edition]]\nlanguage = 'en'\ntitle = 'X'\n\
         -- seeds/pages/about.txt --\n+++\ntitle = 'من نحن'\n+++\n{PARAGRAPH}\n\
         -- seeds/en/pages/about.txt --\n+++\ntitle = 'About us'\n+++\nWho we are.\n\
         -- seeds/en/authors/layla.md --\n+++\ntitle = 'Layla Haddad'\n+++\nShe writes.\n\
         -- seeds/en/news/a.txt --\n+++\ntitle = 'News'\nauthors = 'Layla Haddad'\n+++\nIt happened.\n\
         -- seeds/news/a.txt --\n+++\ntitle = 'خبر'\nauthors = 'ليلى'\n+++\n{PARAGRAPH}\n"
    ));
    assert_eq!(site.codes(), [""; 0]);
    assert_eq!(site.page("index.html").texts(".colophon nav a"), ["من نحن"]);
    assert_eq!(site.page("en/index.html").texts(".colophon nav a"), ["About us"]);
    assert_eq!(site.page("en/index.html").texts(".card h2, .card h3"), ["News"]);
    assert_eq!(site.page("en/authors/layla-haddad/index.html").text(".biography"), "She writes.");
    assert!(site.messages("author-without-profile").is_empty(), "the other edition describes no author");
}
