//! Old addresses: what is taken for one, where it leads, and how each host is told.

use regex::bytes::RegexBuilder;
use warraq::diagnostic::{Diagnostic, Severity};
use warraq::render::servers;

use crate::support::{PARAGRAPH, SiteTest};

/// A site of one article with these aliases.
fn site(aliases: &str) -> SiteTest {
    SiteTest::new(&article(aliases))
}

fn article(aliases: &str) -> String {
    format!("-- seeds/news/خبر.txt --\n+++\ntitle = 'عنوان الخبر'\naliases = {aliases}\n+++\n{PARAGRAPH}\n")
}

const NEW: &str = "/news/%D8%AE%D8%A8%D8%B1.html";

#[test]
fn a_page_at_an_old_address_sends_readers_on_from_a_disk_too() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\nbase_url = 'https://example.org/ar/'\n{}",
        article("['قديم/٢٠١٩/%D8%AE%D8%A8%D8%B1', '/a.html']")
    ));
    let page = site.page("قديم/٢٠١٩/خبر/index.html");
    assert_eq!(page.attributes("meta[http-equiv=refresh]", "content"), ["0; url=../../../news/خبر.html"]);
    assert_eq!(page.attributes("main a", "href"), ["../../../news/خبر.html"]);
    assert_eq!(page.text("main a"), "عنوان الخبر");
    // That it leads on is said by its canonical address; `noindex` beside it would say another thing.
    assert_eq!(page.count("meta[name=robots]"), 0);
    let new = "https://example.org/ar/news/%D8%AE%D8%A8%D8%B1.html";
    assert_eq!(page.attributes("link[rel=canonical]", "href"), [new]);
    assert_eq!(page.attributes("html", "lang"), ["ar"]);
    assert_eq!(site.page("a.html").attributes("main a", "href"), ["news/خبر.html"]);
    assert!(!site.make("sitemap.xml").expect("made").contains("a.html"));
}

#[test]
fn an_old_address_that_no_file_can_bear_on_every_system_is_left_to_the_rules() {
    let site = site("['con/aux.html', 'lpt1.html', 'com¹', '/a:b.html', 'sound.html']");
    assert_eq!(site.codes(), [""; 0]);
    let pages: Vec<&str> = site.paths().into_iter().filter(|path| path.ends_with(".html")).collect();
    assert!(pages.contains(&"sound.html"));
    for name in ["con", "aux", "lpt1", "com¹", ":"] {
        assert!(!pages.iter().any(|path| path.contains(name)), "{name}: {pages:?}");
    }
    let rules = site.make("_redirects").expect("made");
    for address in ["/con/aux.html", "/lpt1.html", "/com¹", "/a%3Ab.html"] {
        assert!(rules.contains(&format!("\n{address} ")), "{address}: {rules}");
    }
}

#[test]
fn the_page_at_an_old_address_keeps_the_languages_apart() {
    let site = SiteTest::new(&format!(
        "-- seeds/en.txt --\n+++\ntitle = 'News'\nlang = 'en'\naliases = 'old'\n+++\n{PARAGRAPH}\n"
    ));
    let page = site.page("old/index.html");
    assert_eq!(page.attributes("main p[lang=en][dir=ltr] a", "href"), ["../en.html"]);
    assert_eq!(page.attributes("html", "dir"), ["rtl"]);
}

#[test]
fn the_page_at_an_old_address_speaks_the_language_of_the_edition_that_it_leads_to() {
    let settings =
        "-- site.toml --\ntitle = 'صحيفة'\n[[edition]]\nlanguage = 'en'\npath = 'en'\ntitle = 'Paper'\n";
    let site = SiteTest::new(&format!(
        "{settings}-- seeds/en/a.txt --\n+++\ntitle = 'News'\naliases = ['old', 'en/404.html']\n+++\n{PARAGRAPH}\n"
    ));
    let page = site.page("old/index.html");
    assert_eq!(page.attributes("html", "dir"), ["ltr"]);
    assert_eq!(page.text("h1"), "This page has moved");
    assert_eq!(page.attributes("main a", "href"), ["../en/a.html"]);
    assert!(site.diagnostic("alias-taken").message.contains("en/404.html"));
}

#[test]
fn aliases_may_stand_beside_the_article() {
    let site = SiteTest::new(&format!(
        "-- seeds/a.txt --\n{PARAGRAPH}\n-- seeds/a.toml --\naliases = ['a//b', 'x.html']"
    ));
    assert!(site.paths().contains(&"x.html"));
    let found = site.diagnostic("bad-value");
    assert_eq!(&*found.span.as_ref().expect("a place").source, "seeds/a.toml");
}

#[test]
fn a_site_without_old_addresses_has_no_file_of_rules() {
    let site = SiteTest::new(&format!("-- seeds/a.txt --\n{PARAGRAPH}\n-- static/.htaccess --\nx"));
    assert!(!site.paths().contains(&"_redirects"));
    assert_eq!(site.make(".htaccess").expect("made"), "x\n");
}

#[test]
fn the_sites_own_rules_come_before_those_of_old_addresses() {
    let own = "-- static/_redirects --\n/own /a 302\n-- static/.htaccess --\nOptions -Indexes\n";
    let site = SiteTest::new(&format!("{own}{}", article("['a.html']")));
    let text = site.make("_redirects").expect("made");
    assert!(text.starts_with("/own /a 302\n# Old addresses of articles\n/a.html "), "{text}");
    let text = site.make(".htaccess").expect("made");
    assert!(
        text.starts_with("Options -Indexes\n# Old addresses of articles\n<IfModule mod_rewrite.c>\n"),
        "{text}"
    );
    assert!(!self::site("['a.html']").paths().contains(&".htaccess"));
}

#[test]
fn an_alias_that_is_no_old_address_of_the_site_is_an_error_at_its_place() {
    let site = site("['https://evil.example/a', 'a/../b', '/a#b', \"a\\nb\"]");
    let codes: Vec<&str> = site.codes();
    assert_eq!(codes, ["bad-value"; 4]);
    let spans = site.said_of("seeds/news/خبر.txt");
    assert!(
        spans.iter().all(|d| d.severity == Severity::Error && d.span.as_ref().is_some_and(|s| s.start > 0))
    );
}

#[test]
fn an_alias_at_which_a_page_stands_is_an_error() {
    for alias in ["news/index.html", "/news/", "404.html", "News/%D8%AE%D8%A8%D8%B1.html", "b.html", "tags/x"]
    {
        let other = format!("-- seeds/b.txt --\n+++\ntags = 'x'\n+++\n{PARAGRAPH}\n");
        let site = SiteTest::new(&format!("{}{other}", article(&format!("['{alias}']"))));
        let found = site.diagnostic("alias-taken");
        assert!(found.span.as_ref().is_some_and(|span| span.start > 0), "{alias}");
    }
    let at_alias = |found: &Diagnostic| {
        found.span.as_ref().is_some_and(|span| &*span.source == "seeds/news/خبر.txt" && span.start > 0)
    };
    let site = SiteTest::new(&format!("{}-- static/x.html --\nx\n", article("['x.html']")));
    let found = site.diagnostic("alias-taken");
    assert!(at_alias(found) && found.message.contains("static/x.html"), "{found:?}");
    let base = "-- site.toml --\ntitle = 'x'\nbase_url = 'https://x.org/'\n";
    let site = SiteTest::new(&format!("{base}{}", article("['feed.xml']")));
    let found = site.diagnostic("output-collision");
    assert!(at_alias(found), "{found:?}");
    assert!(found.message.contains("the old address /feed.xml of seeds/news/خبر.txt"), "{}", found.message);
}

#[test]
fn an_alias_that_two_articles_claim_or_one_twice_is_an_error() {
    let twice = site("['a/b', '/A/b/']");
    assert!(twice.diagnostic("alias-twice").message.contains("seeds/news/خبر.txt"));
    let other = format!("-- seeds/z.txt --\n+++\naliases = '/?p=1'\n+++\n{PARAGRAPH}\n");
    let site = SiteTest::new(&format!("{}{other}", article("['?p=1']")));
    let found = site.diagnostic("alias-twice");
    assert_eq!(&*found.span.as_ref().expect("a place").source, "seeds/z.txt");
    assert!(found.message.contains("seeds/news/خبر.txt"), "{}", found.message);
}

/// Addresses that each host must know, in every form in which they are sent, and some that would end or
/// change a rule if they could.
const ALIASES: &str = r#"['قديم/خبر', '/x.html', '/?p=12', 'a.php?id=3&q=خ', 'b%22;$c%7Bd%7D (1)+[2].html',
                          "it's%20'#'%60.html", '${HOME}/%25{HTTP_HOST}/$1.html', '/x:y/*z.html']"#;

fn hosts() -> SiteTest {
    site(&ALIASES.replace('#', "%23"))
}

/// What is asked for, and whether it is an old address.
const ASKED: [(&str, bool); 16] = [
    ("/%D9%82%D8%AF%D9%8A%D9%85/%D8%AE%D8%A8%D8%B1", true),
    ("/%d9%82%d8%af%d9%8a%d9%85/%d8%ae%d8%a8%d8%b1/", true),
    ("/قديم/خبر", true),
    ("/قديم/خبر/", true),
    ("/x.html", true),
    ("/?p=12", true),
    ("/a.php?id=3&q=%D8%AE", true),
    ("/a.php?id=3&q=%d8%ae", true),
    ("/b%22;$c%7Bd%7D%20(1)+[2].html", true),
    ("/it's%20'%23'%60.html", true),
    ("/", false),
    ("/?p=123", false),
    ("/xxhtml", false),
    ("/x.html/y", false),
    ("/قديم", false),
    ("/a.php", false),
];

#[test]
fn netlify_and_cloudflare_know_every_form_of_an_old_address() {
    let site = hosts();
    assert_eq!(site.codes(), [""; 0]);
    let text = site.make("_redirects").expect("made");
    let rules: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.starts_with('#')).map(|l| l.split(' ').collect()).collect();
    for (asked, is_old) in ASKED {
        let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
        let parameters: Vec<&str> = query.split('&').filter(|part| !part.is_empty()).collect();
        let netlify = rules.iter().find(|rule| rule[0] == path && rule[1..rule.len() - 2] == parameters);
        assert_eq!(
            netlify.map(|rule| &rule[rule.len() - 2..]),
            is_old.then_some(&[NEW, "301!"][..]),
            "{asked}"
        );
        // What it does not understand, Cloudflare passes over.
        let cloudflare = rules.iter().find(|rule| rule.len() == 3 && rule[0] == path && rule[2] == "301");
        assert_eq!(cloudflare.is_some(), is_old && query.is_empty(), "{asked}");
    }
    for rule in &rules {
        assert!(rule[0].starts_with('/') && !rule[0].contains(['*', ':']), "{rule:?}");
    }
}

/// The words of a file of nginx, statement by statement, as its own reader parts them.
fn statements(text: &str) -> Vec<Vec<String>> {
    let (mut statements, mut words, mut word) = (Vec::new(), Vec::new(), None::<String>);
    let mut chars = text.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => word.get_or_insert_default().push(chars.next().expect("a character follows")),
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            _ if quoted => word.get_or_insert_default().push(c),
            '#' if word.is_none() => drop(chars.by_ref().find(|&c| c == '\n')),
            ';' | '{' | '}' => {
                words.extend(word.take());
                words.push(c.to_string());
                statements.push(std::mem::take(&mut words));
            }
            c if c.is_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    assert!(!quoted && words.is_empty() && word.is_none(), "{text}");
    statements
}

fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8().expect("UTF-8").into_owned()
}

#[test]
fn nginx_knows_every_form_of_an_old_address() {
    let site = hosts();
    let text = servers::nginx(&site.whole().config, &site.whole().site);
    let statements = statements(&text);
    let maps: Vec<usize> = (0..statements.len()).filter(|&nth| statements[nth][0] == "map").collect();
    let map = |nth: usize| {
        let entries = statements[maps[nth] + 1..].iter().take_while(|words| words[0] != "}");
        entries
            .map(|words| (words[0].to_ascii_lowercase(), words[1].clone(), words.len()))
            .collect::<Vec<_>>()
    };
    let (paths, queries) = (map(0), map(1));
    assert_eq!(statements[maps[0]][1..3], ["$uri", "$warraq_moved_path"]);
    assert_eq!(statements[maps[1]][1..3], ["$request_uri", "$warraq_moved"]);
    assert_eq!((queries[0].0.as_str(), queries[0].1.as_str()), ("default", "$warraq_moved_path"));
    for entries in [&paths, &queries] {
        let mut keys: Vec<&str> = entries.iter().map(|(key, ..)| key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), entries.len(), "nginx starts with no entry twice");
        assert!(entries.iter().all(|(_, _, words)| *words == 3), "{entries:?}");
    }
    for (asked, is_old) in ASKED {
        let uri = decoded(asked.split('?').next().expect("a path")).to_ascii_lowercase();
        let find = |entries: &[(String, String, usize)], key: &str| {
            entries.iter().find(|(other, ..)| other == key).map(|(_, to, _)| to.clone())
        };
        let found = find(&queries, &asked.to_ascii_lowercase()).or_else(|| find(&paths, &uri));
        assert_eq!(found.as_deref(), is_old.then_some(NEW), "{asked}");
    }
}

/// The words of a line of Apache's, as mod_rewrite parts them: in quotation marks nothing is escaped.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (word, behind) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').expect("a second quotation mark"),
            None => rest.split_once(' ').unwrap_or((rest, "")),
        };
        assert!(behind.is_empty() || !rest.starts_with('"') || behind.starts_with(' '), "{line}");
        words.push(word);
        rest = behind.trim_start();
    }
    words
}

#[test]
fn apache_knows_every_form_of_an_old_address() {
    let site = hosts();
    let text = servers::apache(&site.whole().config, &site.whole().site);
    assert!(!text.contains("${"), "Apache would put a variable in its place");
    let matches = |pattern: &str, text: &str| {
        let pattern = RegexBuilder::new(pattern).unicode(false).build().expect("a pattern");
        pattern.is_match(text.as_bytes())
    };
    for (asked, is_old) in ASKED {
        let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
        let path = decoded(&path[1..]);
        let mut condition = None;
        let mut found = None;
        for line in text.lines().map(words) {
            match line[0] {
                "RewriteCond" => condition = Some(line[2]),
                "RewriteRule" => {
                    assert!(line.len() == 4 && line[3].starts_with("[R=301,"), "{line:?}");
                    let holds = condition.take().is_none_or(|pattern| matches(pattern, query));
                    if found.is_none() && holds && matches(line[1], &path) {
                        found = Some(line[2].replace("\\%", "%"));
                    }
                }
                "#" | "<IfModule" | "</IfModule>" | "RewriteEngine" => {}
                other => panic!("{other}"),
            }
        }
        assert_eq!(found.as_deref(), is_old.then_some(NEW), "{asked}");
    }
}
