//! Sections, tags and authors: their pages, and what stays when articles are added.

use std::collections::BTreeMap;

use crate::support::{PARAGRAPH, SiteTest};

/// A site with two articles on a full page, whose `n`th article has the front matter `more(n)`.
fn site(count: usize, more: impl Fn(usize) -> String) -> SiteTest {
    let mut files = "-- site.toml --\ntitle = 'x'\n[listings]\nsize = 2\n".to_owned();
    for n in 1..=count {
        files.push_str(&format!(
            "-- seeds/news/{n}.txt --\n+++\ntitle = 'خبر {n}'\ndate = 2026-01-{n:02}\n{}\n+++\n{PARAGRAPH}\n",
            more(n)
        ));
    }
    SiteTest::new(&files)
}

fn tagged(count: usize) -> SiteTest {
    site(count, |_| "tags = 'ذهب'\nauthors = 'سعاد'".to_owned())
}

/// The paths of the outputs that begin with `folder`.
fn below<'s>(site: &'s SiteTest, folder: &str) -> Vec<&'s str> {
    site.paths().into_iter().filter(|path| path.starts_with(folder)).collect()
}

#[test]
fn pages_are_numbered_from_the_oldest_and_the_newest_has_no_number() {
    let site = tagged(7);
    for (newest, closed) in [
        ("news/index.html", "news/page/"),
        ("tags/ذهب/index.html", "tags/ذهب/"),
        ("authors/سعاد/index.html", "authors/سعاد/"),
    ] {
        assert_eq!(site.page(newest).texts(".card h2"), ["خبر 7", "خبر 6", "خبر 5"], "{newest}");
        assert_eq!(site.page(&format!("{closed}1.html")).texts(".card h2"), ["خبر 2", "خبر 1"]);
        assert_eq!(site.page(&format!("{closed}2.html")).texts(".card h2"), ["خبر 4", "خبر 3"]);
        assert!(!site.paths().contains(&&*format!("{closed}3.html")));
    }
}

#[test]
fn a_listing_below_two_pages_worth_has_one_page() {
    assert_eq!(below(&tagged(3), "tags/ذهب"), ["tags/ذهب/index.html"]);
    assert_eq!(below(&tagged(4), "tags/ذهب"), ["tags/ذهب/1.html", "tags/ذهب/index.html"]);
}

#[test]
fn the_pager_leads_to_the_neighbours_and_to_the_newest() {
    let site = tagged(9);
    let links = |path: &str| site.page(path).attributes(".pager a", "href");
    assert_eq!(links("news/index.html"), ["../news/page/3.html"]);
    assert_eq!(links("news/page/3.html"), ["../../news/index.html", "../../news/page/2.html"]);
    assert_eq!(
        links("news/page/2.html"),
        ["../../news/page/3.html", "../../news/index.html", "../../news/page/1.html"]
    );
    assert_eq!(links("news/page/1.html"), ["../../news/page/2.html", "../../news/index.html"]);
    assert_eq!(
        site.page("news/page/2.html").attributes("link[rel=next]", "href"),
        ["../../news/page/1.html"]
    );
}

/// Every page that lists, with its bytes.
fn listings(site: &SiteTest) -> BTreeMap<String, String> {
    let paths = below(site, "news/").into_iter().chain(below(site, "tags/")).chain(below(site, "authors/"));
    let pages = paths
        .filter(|path| path.ends_with("index.html") || path.contains("/page/") || !path.starts_with("news"));
    pages.map(|path| (path.to_owned(), site.make(path).expect("made"))).collect()
}

#[test]
fn an_article_more_changes_the_newest_page_alone_until_a_page_is_closed() {
    let (before, after) = (listings(&tagged(8)), listings(&tagged(9)));
    let changed: Vec<_> = after.iter().filter(|(path, text)| before.get(*path) != Some(text)).collect();
    let paths: Vec<&str> = changed.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["authors/سعاد/index.html", "news/index.html", "tags/ذهب/index.html"]);

    let closed = listings(&tagged(10));
    let changed = closed.iter().filter(|(path, text)| after.get(*path) != Some(text));
    let paths: Vec<&str> = changed.map(|(path, _)| path.as_str()).filter(|p| p.starts_with("news")).collect();
    assert_eq!(paths, ["news/index.html", "news/page/3.html", "news/page/4.html"]);
}

#[test]
fn a_closed_page_tells_no_count() {
    let site = tagged(7);
    assert_eq!(site.page("news/index.html").text(".count"), "7 مقالات");
    assert_eq!(site.page("news/page/1.html").text(".count"), "الصفحة 1");
}

#[test]
fn tags_and_bylines_lead_to_their_pages() {
    let site = site(1, |_| "tags = ['ذهب', 'أسواق المال']\nauthors = ['سعاد', 'منى']".to_owned());
    let page = site.page("news/2026/01/1.html");
    assert_eq!(
        page.attributes(".tags a", "href"),
        ["../../../tags/ذهب/index.html", "../../../tags/أسواق-المال/index.html"]
    );
    assert_eq!(
        page.attributes(".author a", "href"),
        ["../../../authors/سعاد/index.html", "../../../authors/منى/index.html"]
    );
}

#[test]
fn all_names_stand_on_one_page_without_counts() {
    let names = |count| {
        let site = site(count, |n| format!("tags = ['ب{}', 'أ']", n % 2));
        assert_eq!(site.page("tags/index.html").texts(".names a"), ["أ", "ب0", "ب1"]);
        assert!(!site.paths().contains(&"authors/index.html"), "there are no authors");
        site.make("tags/index.html").expect("made")
    };
    assert_eq!(names(2), names(5));
}

#[test]
fn spellings_of_one_name_are_one_tag_shown_as_most_write_it() {
    let spelling = |n| ["أنقره", "أنقرة", "انقرة", "أنقرة"][n - 1];
    let found = site(4, |n| format!("tags = '{}'", spelling(n)));
    assert_eq!(below(&found, "tags/"), ["tags/index.html", "tags/أنقره/1.html", "tags/أنقره/index.html"]);
    assert_eq!(found.page("tags/أنقره/index.html").text("h1"), "أنقرة");
    assert_eq!(found.page("news/2026/01/1.html").text(".tags li"), "أنقرة");
    let message = &found.diagnostic("spellings").message;
    for part in ["أنقره\u{2069} (1)", "أنقرة\u{2069} (2)", "انقرة\u{2069} (1)"] {
        assert!(message.contains(part), "{message}");
    }
    let tied = site(2, |n| format!("tags = '{}'", spelling(n)));
    assert_eq!(tied.page("tags/أنقره/index.html").text("h1"), "أنقره", "the oldest decides");
}

#[test]
fn a_name_and_its_hashtag_are_one() {
    let found =
        site(4, |n| format!("tags = '{}'", ["قطاع غزة", "#قطاع_غزة", "قطاع-غزة", "# قطاع غزة"][n - 1]));
    assert_eq!(found.codes(), [""; 0]);
    assert_eq!(
        below(&found, "tags/"),
        ["tags/index.html", "tags/قطاع-غزة/1.html", "tags/قطاع-غزة/index.html"]
    );
    let kept = site(2, |n| format!("tags = '{}'", ["#", "C#"][n - 1]));
    assert_eq!(below(&kept, "tags/c"), ["tags/c/index.html"], "what is not before a name is a part of it");
    let alone = site(2, |n| format!("tags = '{}'", ["#قطاع_غزة", "C#"][n - 1]));
    assert_eq!(alone.page("tags/index.html").texts(".names a"), ["C#", "قطاع غزة"], "shown as words");
    assert_eq!(below(&alone, "tags/قطاع"), ["tags/قطاع-غزة/index.html"]);
}

#[test]
fn what_stands_between_the_words_of_a_name_makes_no_other_name() {
    let spelling =
        |n| ["الرياض - واس", "الرياض : واس", "«الرياض» – واس:", "الرياض (واس)", "الرياض {واس}"][n - 1];
    let found = site(5, |n| format!("authors = ['{}']", spelling(n)));
    assert_eq!(found.codes(), [""; 0]);
    assert_eq!(below(&found, "authors/الرياض-واس/").last(), Some(&"authors/الرياض-واس/index.html"));
    assert_eq!(found.page("authors/index.html").texts(".names a"), ["الرياض - واس"]);
}

#[test]
fn an_article_that_names_a_tag_twice_counts_once() {
    let site = site(1, |_| "tags = ['ذهب', 'ذهـب', 'ذهب']".to_owned());
    assert_eq!(site.page("tags/ذهب/index.html").text(".count"), "مقال واحد");
    assert_eq!(site.page("news/2026/01/1.html").texts(".tags li"), ["ذهب"]);
}

#[test]
fn arabic_commas_part_tags_written_as_one_text() {
    let site = site(1, |_| "tags = 'ذهب، فضة؛ نفط ،'".to_owned());
    assert_eq!(site.page("news/2026/01/1.html").texts(".tags li"), ["ذهب", "فضة", "نفط"]);
}

#[test]
fn a_tag_without_a_letter_is_shown_without_a_link() {
    let site = site(1, |_| "tags = ['؟!', 'ذهب']".to_owned());
    let page = site.page("news/2026/01/1.html");
    assert_eq!((page.texts(".tags li"), page.count(".tags a")), (vec!["؟!".to_owned(), "ذهب".to_owned()], 1));
    assert_eq!(site.page("tags/index.html").texts(".names li"), ["ذهب"]);
    let told = site.diagnostic("name-without-page");
    assert_eq!(&*told.span.as_ref().expect("an article").source, "seeds/news/1.txt");
}

#[test]
fn a_tag_of_four_hundred_letters_has_a_page() {
    let long = "س".repeat(400);
    let site = site(1, |_| format!("tags = '{long}'"));
    let link = site.page("news/2026/01/1.html").attributes(".tags a", "href").remove(0);
    assert!(site.paths().contains(&link.trim_start_matches("../")), "{link}");
    assert!(link.split('/').all(|part| part.len() <= 200), "{link}");
}

#[test]
fn a_name_that_is_a_sentence_or_nothing_is_told_at_its_line() {
    for (front, code) in [
        (format!("tags = ['{}']", "س".repeat(101)), "name-long"),
        (format!("authors = '{}'", "س".repeat(101)), "name-long"),
        (format!("series = '{}'", "س".repeat(101)), "name-long"),
        ("tags = ['']".to_owned(), "name-without-page"),
        ("tags = '،'".to_owned(), "name-without-page"),
        ("authors = ['   ']".to_owned(), "name-without-page"),
        ("series = ''".to_owned(), "name-without-page"),
        ("series = ['أول', 'ثان']".to_owned(), "wrong-type"),
        ("series = ['أول']".to_owned(), "wrong-type"),
    ] {
        let site = site(1, |_| front.clone());
        assert_eq!(site.codes(), [code], "{front}");
        let span = site.diagnostic(code).span.clone().expect("its place");
        let text = std::fs::read_to_string(site.folder().join("seeds/news/1.txt")).expect("read");
        let (key, _) = front.split_once(" = ").expect("a key");
        let line = text[..span.start].lines().next_back().expect("a line");
        assert!(line.starts_with(key), "{front}: {line}");
    }
    for front in
        [format!("tags = ['{}']", "س".repeat(100)), "tags = []".to_owned(), "tags = 'ذهب،'".to_owned()]
    {
        assert_eq!(site(1, |_| front.clone()).codes(), [""; 0], "{front}");
    }
}

#[test]
fn what_stands_at_a_listings_address_is_an_error_naming_both() {
    let tagged = format!("+++\ntags = ['ذهب']\n+++\n{PARAGRAPH}\n");
    for (other, path, place) in [
        (
            format!("-- seeds/tags/a.txt --\n{PARAGRAPH}"),
            "tags/index.html: section tags and the list of tags",
            "seeds/tags/a.txt",
        ),
        (
            "-- static/tags/ذهب/index.html --\nx".to_owned(),
            "tags/ذهب/index.html: static/tags/ذهب/index.html and tag ذهب",
            "seeds/n/a.txt",
        ),
        (
            format!("-- seeds/tags/index.txt --\n{PARAGRAPH}"),
            "tags/index.html: seeds/tags/index.txt and the list of tags",
            "seeds/tags/index.txt",
        ),
    ] {
        let site = SiteTest::new(&format!("-- seeds/n/a.txt --\n{tagged}{other}"));
        let found = site.said_of(place);
        assert!(found.iter().any(|found| found.message.ends_with(path)), "{path}: {found:?}");
    }
}

#[test]
fn two_tags_on_one_address_are_an_error_naming_both() {
    let site = site(2, |n| format!("tags = 'C{}'", ["+", "#"][n - 1]));
    let found = site.messages("output-collision");
    assert!(found.iter().any(|message| message.contains("tag C# and tag C+")), "{found:?}");
    assert!(!site.said_of("seeds/news/1.txt").is_empty(), "an article with one of them");
}

#[test]
fn an_article_at_the_address_of_a_closed_page_is_an_error_naming_both() {
    let dated = |n| format!("-- seeds/n/a{n}.txt --\n+++\ndate = 2026-01-0{n}\n+++\n{PARAGRAPH}\n");
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\npermalink = '{{section}}/page/{{slug}}.html'\n[listings]\nsize = 1\n\
         {}-- seeds/n/1.txt --\n{PARAGRAPH}",
        dated(1) + &dated(2)
    ));
    assert_eq!(
        site.messages("output-collision"),
        ["two files would be n/page/1.html: section n, page 1 and seeds/n/1.txt"]
    );
}

#[test]
fn a_folder_that_the_program_fills_itself_is_refused_at_the_line_that_asks_for_it() {
    let folders = ["archive", "authors", "corrections", "feeds", "series", "sitemaps", "tags"];
    for folder in folders {
        let section = format!("[[section]]\nslug = '{folder}'");
        let edition = format!("[[edition]]\nlanguage = 'en'\npath = '{folder}'");
        for setting in [section, edition] {
            let site = SiteTest::new(&format!("-- site.toml --\ntitle = 'x'\n{setting}\n"));
            let found = site.diagnostic("bad-value");
            assert!(found.message.contains(&format!("the folder {folder}/ is taken")), "{found:?}");
            let span = found.span.as_ref().expect("a place");
            let text = format!("title = 'x'\n{setting}\n");
            assert_eq!(&text[span.start..span.end], format!("'{folder}'"));
            let help = found.help.as_deref().expect("a way out");
            assert!(folders.iter().all(|other| help.contains(other)), "{help}");
        }
    }
    let inner = "[[section]]\nslug = 'news'\n[[section]]\nslug = 'news/tags'";
    let site = SiteTest::new(&format!("-- site.toml --\ntitle = 'x'\n{inner}\n"));
    assert_eq!(site.codes(), [""; 0], "one in another section is not in the way");
}

#[test]
fn two_files_of_settings_on_one_path_are_an_error_at_the_setting() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[[edition]]\nlanguage = 'en'\npath = 'tags'\n\
         -- seeds/n/a.txt --\n+++\ntags = ['x']\n+++\n{PARAGRAPH}"
    ));
    let found = site.diagnostic("output-collision");
    let span = found.span.as_ref().expect("a place");
    assert!(&*span.source == "site.toml" && span.start > 0, "{found:?}");
}
