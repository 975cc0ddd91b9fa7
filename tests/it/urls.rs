//! Addresses, listings and what stands where.

use warraq::diagnostic::Severity;

use crate::support::{PARAGRAPH, SiteTest};

#[test]
fn an_address_is_made_of_section_date_and_file_name() {
    let site = SiteTest::new(&format!(
        "-- seeds/a.txt --\n{PARAGRAPH}\n-- seeds/economy/2026-05-01-سعر الذهب.txt --\n{PARAGRAPH}\n\
         -- seeds/economy/deep/b.txt --\n+++\ndate = 2025-12-31T23:30:00\n+++\n{PARAGRAPH}"
    ));
    assert_eq!(
        site.own_paths(),
        ["a.html", "economy/2025/12/b.html", "economy/2026/05/سعر-الذهب.html", "economy/index.html",]
    );
}

#[test]
fn a_permalink_may_be_a_folder() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\npermalink = '{{section}}/{{slug}}/'\n-- seeds/n/a.txt --\n{PARAGRAPH}"
    ));
    assert_eq!(site.own_paths(), ["n/a/index.html", "n/index.html"]);
    let page = site.page("n/a/index.html");
    assert!(page.attributes("nav a", "href").contains(&"../../n/index.html".to_owned()));
}

#[test]
fn two_seeds_on_one_address_are_an_error_naming_both() {
    let site = SiteTest::new(&format!("-- seeds/A b.txt --\n{PARAGRAPH}\n-- seeds/a-b.md --\nنص."));
    let found = site.diagnostic("url-collision");
    let span = found.span.as_ref().expect("a file");
    let both = format!("{} {}", span.source, found.message);
    assert!(both.contains("seeds/A b.txt") && both.contains("seeds/a-b.md"), "{both}");
}

#[test]
fn a_file_and_a_page_on_one_path_are_an_error() {
    let site = SiteTest::new(&format!("-- seeds/a.txt --\n{PARAGRAPH}\n-- static/a.html --\nx"));
    assert!(site.codes().contains(&"output-collision"));
    let site = SiteTest::new(&format!("-- seeds/a.txt --\n{PARAGRAPH}\n-- static/a.html/x --\nx"));
    assert!(site.codes().contains(&"output-collision"));
}

#[test]
fn listings_begin_with_the_newest_and_undated_articles_come_last() {
    let dated = |name: &str, day: u32| {
        format!("-- seeds/n/{name}.txt --\n+++\ntitle = '{name}'\ndate = 2026-01-0{day}\n+++\n{PARAGRAPH}\n")
    };
    let site = SiteTest::new(&format!(
        "{}{}-- seeds/n/z.txt --\n+++\ntitle = 'z'\n+++\n{PARAGRAPH}",
        dated("a", 1),
        dated("b", 2)
    ));
    assert_eq!(site.page("n/index.html").texts(".card h3 a, .card h2 a"), ["b", "a", "z"]);
    assert_eq!(site.page("index.html").texts(".lead h2"), ["b"]);
}

#[test]
fn sections_stand_in_the_order_of_the_settings_and_folders_need_no_setting() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[[section]]\nslug = 'z'\ntitle = 'الأخير'\n\
         -- seeds/رأي/a.txt --\n{PARAGRAPH}\n-- seeds/z/b.txt --\n{PARAGRAPH}"
    ));
    assert_eq!(site.page("index.html").texts("nav a"), ["الأخير", "رأي"]);
}

#[test]
fn absolute_addresses_need_a_base_and_are_encoded() {
    let files = format!("-- seeds/خبر.txt --\n{PARAGRAPH}");
    let without = SiteTest::new(&files);
    assert!(!without.paths().contains(&"sitemap.xml"));
    assert_eq!(without.page("خبر.html").count("link[rel=canonical]"), 0);

    let with =
        SiteTest::new(&format!("-- site.toml --\ntitle = 'x'\nbase_url = 'https://example.org/ar'\n{files}"));
    let address = "https://example.org/ar/%D8%AE%D8%A8%D8%B1.html";
    assert_eq!(with.page("خبر.html").attributes("link[rel=canonical]", "href"), [address]);
    assert!(with.make("sitemaps/undated.xml").expect("made").contains(&format!("<loc>{address}</loc>")));
    assert!(with.make("robots.txt").expect("made").contains("https://example.org/ar/sitemap.xml"));
    assert_eq!(with.page("404.html").attributes(".masthead .name a", "href"), ["/ar/index.html"]);
}

#[test]
fn hidden_files_that_hosts_ask_for_are_copied() {
    let site = SiteTest::new(
        "-- static/.nojekyll --\n-- static/.well-known/security.txt --\nx\n-- static/.DS_Store --",
    );
    assert_eq!(site.own_paths(), [".nojekyll", ".well-known/security.txt"]);
}

#[test]
fn a_plan_that_lacks_the_page_of_an_article_is_an_error_at_that_article() {
    let site = SiteTest::new(&format!("-- seeds/a.txt --\n{PARAGRAPH}\n-- seeds/b.txt --\n{PARAGRAPH}"));
    assert!(site.without_output("index.html").is_empty());
    let found = site.without_output("b.html");
    let told: Vec<_> =
        found.iter().map(|d| (&*d.code, d.severity, d.span.as_ref().map(|s| &*s.source))).collect();
    assert_eq!(told, [("article-unplanned", Severity::Error, Some("seeds/b.txt"))]);
}
