//! What `check` finds in the files themselves. Each test breaks one thing.

use std::path::Path;

use tempfile::TempDir;

use crate::cli::warraq;
use crate::support::{PARAGRAPH, write_files};

const SETTINGS: &str = "-- site.toml --\ntitle = 'صحيفة'\nlanguage = 'ar'\nbase_url = 'https://example.org/ar/'\n\
                        timezone = 'Asia/Damascus'\ndescription = 'كل يوم'\n";

fn site(files: &str) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let article =
        format!("-- seeds/news/a.txt --\n+++\ntitle = 'أول'\ndate = 2026-05-01T10:00:00\n+++\n{PARAGRAPH}\n");
    write_files(folder.path(), &format!("{SETTINGS}{article}{files}"));
    folder
}

/// What is said of the files, a line each.
fn said(folder: &Path, args: &[&str]) -> String {
    let run = warraq(folder, &[&["check", "--format", "short"], args].concat());
    run.err.lines().filter(|line| !line.starts_with("note[")).map(|line| line.to_owned() + "\n").collect()
}

/// What is said of a site with these files beside its own article.
fn found(files: &str) -> String {
    said(site(files).path(), &[])
}

/// What is said of the output folder of that site once `edit` has changed a file in it.
fn found_in_output(path: &str, edit: impl FnOnce(String) -> String) -> String {
    let folder = site("");
    assert_eq!(warraq(folder.path(), &["build"]).code, Some(0));
    let file = folder.path().join("public").join(path);
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    std::fs::write(&file, edit(text)).expect("written");
    said(folder.path(), &["--output", "public"])
}

/// A page of the site's own, copied as it is.
fn page(head: &str, body: &str) -> String {
    format!("-- static/p.html --\n<!doctype html><title>ص</title>{head}<body>{body}\n")
}

#[test]
fn a_sound_site_has_nothing_said_of_it_made_or_built() {
    let folder = site("");
    assert_eq!(said(folder.path(), &[]), "");
    let run = warraq(folder.path(), &["check"]);
    for nothing in ["read again: 0 pages", " 0 links", "(0 to", " 0 feeds", " 0 sitemaps"] {
        assert!(!run.out.contains(nothing), "{}", run.out);
    }
    assert_eq!(warraq(folder.path(), &["build"]).code, Some(0));
    assert_eq!(said(folder.path(), &["--output", "public"]), "");
}

#[test]
fn a_dead_link_of_an_article_is_told_at_its_line() {
    insta::assert_snapshot!(found(
        "-- seeds/news/b.md --\n# عنوان\n\nنص [أ](../05/a.html) و[ب](../../nothing.html) و[ج](/ar/%D8%AE%D8%A8%D8%B1.html)\n\
         و[د](خبر%20جديد.html) و[هـ](https://example.org/ar/gone/) و<a href=\"x.html?a&amp;b\">و</a>\n"
    ));
}

#[test]
fn a_dead_link_says_where_the_one_file_of_that_name_is() {
    let folder = site("-- seeds/news/b.md --\n# عنوان\n\nنص [أ](a.html)\n");
    let run = warraq(folder.path(), &["check"]);
    assert!(run.err.contains("did you mean \u{2068}news/2026/05/a.html\u{2069}?"), "{}", run.err);
}

#[test]
fn a_dead_link_of_a_template_is_told_once_with_the_number_of_pages() {
    let folder = site(
        "-- templates/partials/footer.html --\n<footer><a href=\"{{ page.root }}about.html\">عنا</a></footer>\n",
    );
    let run = warraq(folder.path(), &["check"]);
    insta::assert_snapshot!(run.err);
}

#[test]
fn a_place_that_its_page_does_not_have_is_told() {
    insta::assert_snapshot!(found(
        "-- seeds/news/b.md --\n# عنوان\n\nنص [أ](#nothing) و[ب](2026/05/a.html#main) و[ج](2026/05/a.html#%D8%A3) و[د](#top)\n"
    ));
}

#[test]
fn links_to_files_of_others_are_sound_where_those_lie_in_the_folder() {
    let link = "-- seeds/news/b.md --\n# عنوان\n\nنص [أ](/ar/archive/old.html)\n";
    let folder = site(link);
    assert!(said(folder.path(), &[]).contains("warning[link-dead]"));
    assert_eq!(warraq(folder.path(), &["build"]).code, Some(0));
    write_files(folder.path(), "-- public/archive/old.html --\n<title>قديم</title>\n");
    assert_eq!(said(folder.path(), &["--output", "public"]), "");
}

#[test]
fn every_kind_of_address_is_followed() {
    let body = "<img src=i.png srcset='a.png 1x, b.png 2x'><video poster=v.png></video><iframe src=f.html></iframe>\
                <link rel=stylesheet href=s.css><meta http-equiv=refresh content='0;url=r.html'>\
                <object data=o.pdf></object><q cite=c.html></q><a href='mailto:a@b.example'>x</a>";
    let text = found(&page("", body));
    for name in ["i.png", "a.png", "b.png", "v.png", "f.html", "s.css", "r.html", "o.pdf", "c.html"] {
        assert!(text.contains(&format!("a link to \u{2068}{name}\u{2069}")), "{name}: {text}");
    }
    assert_eq!(text.lines().count(), 9, "{text}");
}

#[test]
fn a_canonical_address_is_the_pages_own() {
    insta::assert_snapshot!(found(&page("<link rel=canonical href='https://example.org/ar/'>", "")));
    insta::assert_snapshot!(found(&page(
        "<link rel=canonical href=p.html><link rel=canonical href='https://example.org/ar/p.html'>\
         <link rel=canonical href='https://example.org/ar/p.html'>",
        ""
    )));
    // Another paper's article, printed with its leave.
    assert_eq!(found(&page("<link rel=canonical href='https://other.example/x'>", "")), "");
    // A page that sends its readers on.
    let head =
        "<link rel=canonical href='https://example.org/ar/'><meta http-equiv=refresh content='0; url=./'>";
    assert_eq!(found(&page(head, "")), "");
}

#[test]
fn what_machines_are_told_is_whole() {
    insta::assert_snapshot!(found(&page("<meta property=og:image content=i.png>", "")));
}

#[test]
fn pages_in_other_languages_name_one_another_and_themselves() {
    let page = |name: &str, alternates: &[(&str, &str)]| {
        let link = |(lang, to): &(&str, &str)| format!("<link rel=alternate hreflang={lang} href={to}.html>");
        let links: String = alternates.iter().map(link).collect();
        format!("-- static/{name}.html --\n<!doctype html><title>ص</title>{links}\n")
    };
    let all = [("ar", "p"), ("en", "q"), ("x-default", "p")];
    assert_eq!(found(&(page("p", &all) + &page("q", &all))), "");
    insta::assert_snapshot!(found(&(page("p", &all) + &page("q", &[("en", "q"), ("x-default", "q")]))));
    insta::assert_snapshot!(found(
        &page("p", &[("arabic-language", "q"), ("en", "q"), ("en", "index")])
            .replace("-- static/p", "-- static/q.html --\n-- static/p")
    ));
}

#[test]
fn linked_data_says_what_search_engines_ask_for() {
    let data = |json: &str| found(&page("", &format!("<script type=application/ld+json>{json}</script>")));
    assert_eq!(
        data(
            r#"{"@context":"https://schema.org","@graph":[{"@type":"WebSite","url":"https://example.org/ar/"}]}"#
        ),
        ""
    );
    insta::assert_snapshot!(data("{\"@context\""));
    insta::assert_snapshot!(data(r#"[{"headline":"x"}]"#));
    insta::assert_snapshot!(data(
        r#"{"@context":"https://schema.org","@type":["NewsArticle"],"headline":" ","author":[{"@type":"Person"}],
            "datePublished":"2026-05-02T10:00:00+03:00","dateModified":"2026-05-01T10:00:00+03:00",
            "image":["/i.png","https://example.org/ar/i.png","https://other.example/i.png"]}"#
    ));
    insta::assert_snapshot!(data(
        r#"{"@context":"https://schema.org","@type":"Article","headline":"x","datePublished":"2026-05-02T10:00:00",
            "dateModified":"1 May 2026"}"#
    ));
}

#[test]
fn a_feed_keeps_the_rules_of_its_format() {
    let rss = |channel: &str| {
        found(&format!(
            "-- static/f.xml --\n<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel>{channel}</channel></rss>\n"
        ))
    };
    let sound = "<title>ص</title><link>https://example.org/ar/</link><description>و</description>\
                 <atom:link rel='self' href='https://example.org/ar/f.xml'/>";
    let item = "<item><title>أ</title><link>https://example.org/ar/news/2026/05/a.html</link><guid>1</guid>\
                <pubDate>Fri, 01 May 2026 10:00:00 +0300</pubDate><description>&lt;a href='https://x.example/'></description></item>";
    assert_eq!(rss(&format!("{sound}{item}")), "");
    insta::assert_snapshot!(rss(""));
    insta::assert_snapshot!(rss(&format!("{sound}{item}{item}<item><link>/ar/</link></item>")));
    let wrong = item
        .replace("Fri, 01 May 2026 10:00:00 +0300", "الجمعة 1 مايو 2026")
        .replace("https://x.example/", "b.html");
    insta::assert_snapshot!(rss(&format!("{sound}{wrong}")));
}

#[test]
fn a_feed_whose_words_run_from_the_right_says_so_of_each_text() {
    for (feed, element) in [
        ("feed.xml", "<div dir=\"rtl\" lang=\"ar\">"),
        ("atom.xml", " dir=\"rtl\""),
        ("feed.json", " lang=\\\"ar\\\""),
    ] {
        let told = found_in_output(feed, |text| text.replace(element, ""));
        assert_eq!(
            told,
            format!(
                "public/{feed}: warning[feed]: a text that does not say its language and direction: \u{2068}أول\u{2069}\n"
            )
        );
    }
}

#[test]
fn a_feed_in_json_that_has_lost_its_version_is_one_that_no_reader_takes() {
    let told = found_in_output("feed.json", |text| {
        text.replace("\"version\":\"https://jsonfeed.org/version/1.1\",", "")
    });
    assert!(
        told.starts_with("public/feed.json: error[output-malformed]: readers of feeds cannot read"),
        "{told}"
    );
}

#[test]
fn a_page_for_search_engines_calls_its_own_address_its_own() {
    let edit = |old: &'static str, new: &'static str| {
        found_in_output("news/2026/05/a.html", move |html| {
            assert!(html.contains(old), "{html}");
            html.replace(old, new)
        })
    };
    let own = "<link rel=\"canonical\" href=\"https://example.org/ar/news/2026/05/a.html\">";
    insta::assert_snapshot!(edit(own, ""));
    insta::assert_snapshot!(edit(own, "<link rel=\"canonical\" href=\"https://staging.example/a.html\">"));
    insta::assert_snapshot!(edit(
        "\"og:url\" content=\"https://example.org/ar/news",
        "\"og:url\" content=\"https://old.example"
    ));
}

#[test]
fn a_page_says_its_language_and_direction_and_names_each_place_once() {
    let page = |tag: &str| found(&format!("-- static/p.html --\n<!doctype html>{tag}<title>ص</title>\n"));
    assert_eq!(
        page("<html lang=ar dir=rtl>") + &page("<html lang=en>") + &page("<html lang=he dir=auto>"),
        ""
    );
    insta::assert_snapshot!(
        page("<html dir=rtl>") + &page("<html lang=ar>") + &page("<html lang=en dir=rtl>")
    );
    insta::assert_snapshot!(
        found_in_output("index.html", |html| html.replace("<body>", "<body id=\"main\">"))
    );
}

#[test]
fn a_feed_for_a_partner_keeps_what_that_partner_asks_for() {
    let channel = "<title>ص</title><link>https://example.org/ar/</link><description>و</description>";
    let item = |title: &str, more: &str| {
        format!(
            "<item><title>{title}</title><link>https://example.org/ar/news/2026/05/a.html</link><guid>{title}</guid>\
             <pubDate>Fri, 01 May 2026 10:00:00 +0300</pubDate>{more}</item>"
        )
    };
    let text = "<c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'>&lt;p lang='ar' dir='rtl'>نص</c:encoded>";
    let of = |partner: &str, language: &str, items: &str| {
        found(&format!(
            "-- static/feeds/{partner}.xml --\n<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel>{channel}\
             <atom:link rel='self' href='https://example.org/ar/feeds/{partner}.xml'/>{language}{items}</channel></rss>\n"
        ))
    };
    let country = "<language>ar-SY</language>";
    assert_eq!(of("apple", country, &item("عنوان من خمس كلمات أو ست", text)), "");
    let small = "<m:content xmlns:m='http://search.yahoo.com/mrss/' url='https://x.example/a.jpg' width='399' height='600'/>";
    insta::assert_snapshot!(of("flipboard", country, &item("أ", &format!("{text}{small}"))));
    insta::assert_snapshot!(of("apple", "<language>ar</language>", &item("قصير", text)));
    let foreign = "<d:language xmlns:d='http://purl.org/dc/elements/1.1/'>en</d:language>";
    insta::assert_snapshot!(of("msn", "", &item("A headline of more than twenty characters", foreign)));
    let old =
        item("عنوان من أكثر من عشرين حرفا", text).replace("01 May 2026", "01 May 2020").replace("Fri, ", "");
    assert_eq!(
        of("msn", country, &old),
        "public/feeds/msn.xml: warning[feed]: an article that its partner does not take, of 365 days or more: \
         \u{2068}عنوان من أكثر من عشرين حرفا\u{2069}\n"
    );
    let told = of("apple", country, "");
    assert_eq!(told, "public/feeds/apple.xml: warning[feed]: no entry, and its partner wants to find one\n");
}

#[test]
fn a_feed_in_atom_or_json_keeps_the_rules_of_its_format() {
    insta::assert_snapshot!(found(
        "-- static/f.atom --\n<feed xmlns='http://www.w3.org/2005/Atom'><title>ص</title>\
         <link href='https://example.org/ar/'/><link rel='self' href='https://example.org/ar/f.atom'/>\
         <entry><id>1</id><title>أ</title><link href='https://example.org/ar/news/2026/05/a.html'/>\
         <updated>2026-05-01</updated></entry></feed>\n"
    ));
    insta::assert_snapshot!(found(
        "-- static/f.json --\n{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"ص\",\
         \"home_page_url\":\"https://example.org/ar/\",\"feed_url\":\"https://example.org/ar/other.json\",\
         \"items\":[{\"id\":\"1\",\"title\":\"أ\",\"url\":\"https://example.org/ar/\",\"date_published\":\"2026-05-01T10:00:00\"}]}\n"
    ));
    insta::assert_snapshot!(found(
        "-- static/f.json --\n{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}\n"
    ));
}

#[test]
fn a_file_that_no_strict_reader_takes_is_an_error() {
    let folder = site("-- static/f.xml --\n<rss><channel>&nbsp;</rss>\n-- static/x.json --\n{\"a\":}\n");
    insta::assert_snapshot!(said(folder.path(), &[]));
    assert_eq!(warraq(folder.path(), &["check"]).code, Some(1));
    std::fs::write(folder.path().join("static/f.xml"), b"<a>\xFF</a>").expect("written");
    assert!(
        said(folder.path(), &[]).contains("public/f.xml: error[output-malformed]: byte 4 is not UTF-8 text")
    );
}

#[test]
fn a_sitemap_keeps_the_rules_of_sitemaps() {
    let map = |urls: &str| {
        found(&format!(
            "-- static/s.xml --\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' \
             xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>{urls}</urlset>\n"
        ))
    };
    let url = |loc: &str, rest: &str| format!("<url><loc>{loc}</loc>{rest}</url>");
    let home = "https://example.org/ar/";
    assert_eq!(map(&url(home, "<lastmod>2026-05-01</lastmod>")), "");
    insta::assert_snapshot!(map(&[
        url(home, "<lastmod>yesterday</lastmod>"),
        url(home, ""),
        url("/ar/", ""),
        url("https://example.org/ar/خبر.html", ""),
        url("https://other.example/", ""),
        url("https://example.org/ar/gone.html", ""),
        "<url/>".to_owned(),
    ]
    .concat()));
    insta::assert_snapshot!(map(&url(home, "<news:news><news:publication/></news:news>")));
    let many: String = (0..50_001).map(|n| url(&format!("https://example.org/ar/?{n}"), "")).collect();
    assert_eq!(map(&many), "public/s.xml: error[sitemap]: 50001 addresses: a sitemap may have 50000\n");
    let news = "<news:news><news:publication><news:name>ص</news:name><news:language>ar</news:language></news:publication>\
                <news:publication_date>2026-05-01T10:00:00Z</news:publication_date><news:title>أ</news:title></news:news>";
    assert_eq!(
        map(&url(home, news)),
        "public/s.xml: warning[sitemap-old]: 1 article is older than the two days for which Google News lists them\n"
    );
    let of_day = news.replace("2026-05-01T10:00:00Z", "2026-11-20");
    assert!(map(&url(home, &of_day)).contains("1 article is older than the two days"), "a day is one, too");
    assert_eq!(map(&url(home, &of_day.replace("11-20", "11-22"))), "");
    // The page itself says what it is called, and its paper.
    insta::assert_snapshot!(map(&url(
        "https://example.org/ar/news/2026/05/a.html",
        &of_day.replace("11-20", "11-22")
    )));
    let news = &news.replace("2026-05-01T", "2126-05-01T");
    let many: String = (0..1001).map(|n| url(&format!("https://example.org/ar/?{n}"), news)).collect();
    let told = map(&many);
    assert_eq!(
        told,
        "public/s.xml: error[sitemap]: 1001 articles for Google News: a sitemap may have 1000\n"
    );
    insta::assert_snapshot!(found(
        "-- static/s.xml --\n<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\
         <sitemap><loc>https://example.org/ar/news/</loc></sitemap></sitemapindex>\n"
    ));
}

#[test]
fn a_sitemap_lists_no_page_that_asks_to_be_left_out() {
    insta::assert_snapshot!(found_in_output("news/2026/05/a.html", |html| {
        html.replace("<title>", "<meta name=\"robots\" content=\"noindex\"><title>")
    }));
}

#[test]
fn files_for_crawlers_and_hosts_hold_lines_that_those_understand() {
    insta::assert_snapshot!(found_in_output("robots.txt", |_| {
        "# نص\nDisallow: /\nUser-agent: *\nAllow: /\nDisalow: /x\nSitemap: /sitemap.xml\n".to_owned()
    }));
    insta::assert_snapshot!(found_in_output("_headers", |text| {
        format!("  x: y\n{text}\n/a/*\n  x-y: z\n  ! link\n  no header\nnews/*\n")
    }));
    insta::assert_snapshot!(found_in_output("_redirects", |_| {
        "# نص\n/a /ar/ 301\n/b /ar/gone.html\n/c/* /ar/:splat 301!\n/c id=:id /ar/ 301! Country=sy\n/d\n/e /ar/ 999\n".to_owned()
    }));
}

#[test]
fn a_web_manifest_leads_to_files_of_the_site() {
    insta::assert_snapshot!(found(
        "-- static/m.webmanifest --\n{\"start_url\":\"./\",\"icons\":[{\"src\":\"favicon.svg\"},{\"src\":\"icon.png\"}]}\n"
    ));
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = site("");
    let run = warraq(folder.path(), &["check", "--output", "nothing"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("error[output-unwritable]: listing nothing"), "{}", run.err);
}

#[test]
fn addresses_out_of_the_site_are_asked_on_request_alone_and_told_at_their_line() {
    let folder = site(
        "-- seeds/news/b.md --\n# عنوان\n\nنص [أ](http://127.0.0.1:9/x#y) و[ب](http://127.0.0.1:9/x)\n\n[ج](http://10.0.0.1/)\n",
    );
    assert_eq!(said(folder.path(), &[]), "");
    insta::assert_snapshot!(said(folder.path(), &["--external"]));
    let run = warraq(folder.path(), &["check", "--external"]);
    assert!(run.out.contains("asked: 2 addresses out of the site, 2 gone, 0 unclear\n"), "{}", run.out);
    assert_eq!(run.code, Some(0));
    let kept = std::fs::read_to_string(folder.path().join(".warraq/public/answers")).expect("kept");
    assert_eq!(kept.lines().filter(|line| line.ends_with("\tprivate")).count(), 2, "{kept}");
    // What is kept is trusted for a day, and only what can be read of it.
    std::fs::write(
        folder.path().join(".warraq/public/answers"),
        kept.replace("\tprivate", "\t410") + "\u{0}\n",
    )
    .expect("written");
    assert_eq!(said(folder.path(), &["--external"]).matches("its host answers 410").count(), 2);
}

#[test]
fn the_sites_of_this_repository_stand_the_check() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    for site in ["tests/sites/newsroom", "tests/sites/minimal", "."] {
        let told = said(&repository.join(site), &[]);
        let of_files = |line: &&str| line.starts_with("public/") || line.contains("-dead]");
        assert_eq!(told.lines().filter(of_files).collect::<Vec<_>>(), [""; 0], "{site}");
    }
    // The demonstration site does not say where it stands; this one does.
    let folder = TempDir::new().expect("a temporary folder");
    for file in walkdir::WalkDir::new(repository.join("seeds")).into_iter().filter_map(Result::ok) {
        let path = folder.path().join(file.path().strip_prefix(repository).expect("below"));
        if file.file_type().is_dir() {
            std::fs::create_dir_all(path).expect("made");
        } else {
            std::fs::copy(file.path(), path).expect("copied");
        }
    }
    let settings = std::fs::read_to_string(repository.join("site.toml")).expect("readable");
    let settings = format!("base_url = 'https://example.org/paper/'\n{settings}");
    std::fs::write(folder.path().join("site.toml"), settings).expect("written");
    let told = said(folder.path(), &[]);
    assert!(!told.contains("error[") && !told.contains("public/") && !told.contains("-dead]"), "{told}");
}

#[test]
fn a_host_that_is_read_as_another_is_told_at_its_line() {
    let found = found(
        "-- seeds/news/b.md --\n# عنوان\n\nنص [أ](https://pаypal.com/x) و[ب](https://مثال.إختبار/)\n\
         و<a href=\"https://аррӏе.com/\">ج</a> و[د](https://paypal.com/%D8%A3)\n",
    );
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), 2, "{found}");
    assert!(lines[0].starts_with("seeds/news/b.md:3:8: warning[link-mixed-script]"), "{found}");
    assert!(lines[0].ends_with("several scripts: it is xn--pypal-4ve.com"), "{found}");
    assert!(lines[1].starts_with("seeds/news/b.md:4:11: warning[link-mixed-script]"), "{found}");
    assert!(lines[1].contains("looks Latin"), "{found}");
}

#[test]
fn a_link_leads_to_its_page_whatever_form_its_letters_are_typed_in() {
    let (together, apart) = ("أخبار", "\u{627}\u{654}خبار");
    let encoded = "%D8%A7%D9%94%D8%AE%D8%A8%D8%A7%D8%B1";
    let found = found(&format!(
        "-- seeds/news/{apart}.md --\n# عنوان\n\nنص.\n-- static/{apart}.pdf --\nx\n-- seeds/news/b.md --\n# عنوان\n\n\
         نص [أ]({apart}.html) و[ب]({encoded}.html) و[ج]({together}.html)\n\
         و[د](https://example.org/ar/news/{apart}.html) و<a href=\"{apart}.html#top\">هـ</a>\n\
         و[و](/ar/{apart}.pdf) و[ز](../{together}.pdf) و[ح](/ar/{apart}.png)\n"
    ));
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), 1, "{found}");
    assert!(lines[0].starts_with("seeds/news/b.md:5:"), "{found}");
    assert!(lines[0].contains("link-dead") && lines[0].contains("أخبار.png"), "{found}");
}
