//! What is said of what was wrong: on the article, on a page of its own, and to programs.

use serde_json::{Value, json};

use crate::support::{PARAGRAPH, SiteTest};

const BASE: &str = "-- site.toml --\ntitle = 'صحيفة'\nbase_url = 'https://example.org/'\n\
                    timezone = 'Asia/Damascus'\n[listings]\nsize = 2\n";

fn corrected(name: &str, front: &str) -> String {
    format!(
        "-- seeds/news/{name}.txt --\n+++\ntitle = 'خبر {name}'\ndate = 2026-05-01T09:00:00\n{front}\n+++\n\
         {PARAGRAPH}\n"
    )
}

fn correction(date: &str, text: &str) -> String {
    format!("[[correction]]\ndate = {date}\ntext = {text}\n")
}

fn site(front: &str) -> SiteTest {
    SiteTest::new(&(BASE.to_owned() + &corrected("a", front)))
}

const PATH: &str = "news/2026/05/a.html";
const WORDS: &str = ".corrections li p:not(.meta)";
const LISTED: &str = ".corrected li > p:not(.meta)";

fn linked_data(site: &SiteTest) -> Value {
    let data = site.page(PATH).raw("script[type='application/ld+json']");
    let data: Value = serde_json::from_str(&data).expect("JSON");
    data["@graph"][0].clone()
}

#[test]
fn corrections_stand_on_the_article_the_newest_first_and_each_has_its_place() {
    let second = correction("2026-05-03T10:00:00", "'الرقم 12 لا 21.'");
    let site = site(&(correction("2026-05-02", "'ورد اسم الوزير خطأ.'") + &second));
    let page = site.page(PATH);
    assert_eq!(page.attributes(".corrections li", "id"), ["correction-2", "correction-1"]);
    assert_eq!(page.texts(WORDS), ["الرقم 12 لا 21.", "ورد اسم الوزير خطأ."]);
    assert_eq!(page.attributes(".corrections time", "datetime"), ["2026-05-03T10:00:00+03:00", "2026-05-02"]);
    assert_eq!(page.text(".corrections h2"), "التصويبات");
    assert_eq!(site.codes(), [""; 0]);
}

#[test]
fn programs_are_told_of_corrections_and_of_the_last_change() {
    let two = correction("2026-05-03T10:00:00", "'ب'") + &correction("2026-05-02", "'أ'");
    let site = site(&("updated = 2026-05-02T23:00:00\n".to_owned() + &two));
    let found = linked_data(&site);
    let last = "2026-05-03T10:00:00+03:00";
    assert_eq!(
        found["correction"],
        json!([
            {"@type": "CorrectionComment", "datePublished": last, "text": "ب"},
            {"@type": "CorrectionComment", "datePublished": "2026-05-02", "text": "أ"},
        ])
    );
    assert_eq!(found["dateModified"], last);
    let page = site.page(PATH);
    assert_eq!(page.attributes("meta[property='article:modified_time']", "content"), [last]);
    assert_eq!(page.attributes(".updated time", "datetime"), [last]);
    assert!(site.make("sitemaps/2026-05.xml").expect("made").contains(&format!("<lastmod>{last}<")));
}

#[test]
fn an_article_whose_author_names_no_change_has_none() {
    let site = site("");
    let found = linked_data(&site);
    assert_eq!((&found["dateModified"], &found["correction"]), (&Value::Null, &Value::Null));
    assert!(!site.paths().iter().any(|path| path.starts_with("corrections/")));
    assert_eq!(site.page("index.html").count("a[href='corrections/index.html']"), 0);
}

#[test]
fn a_change_before_the_article_is_told_and_is_no_update() {
    let site = site(&("updated = 2026-04-30\n".to_owned() + &correction("2026-04-29", "'نص التصويب'")));
    assert_eq!(site.codes(), ["changed-before-date"; 2]);
    assert_eq!(linked_data(&site)["dateModified"], Value::Null);
    assert_eq!(site.page(PATH).texts(WORDS), ["نص التصويب"], "its words are shown");
}

#[test]
fn a_day_is_as_good_as_any_of_its_hours() {
    let site = site("updated = 2026-05-01");
    assert_eq!(site.codes(), [""; 0]);
    assert_eq!(linked_data(&site)["dateModified"], "2026-05-01");
}

#[test]
fn no_change_is_told_from_before_the_article_even_on_its_day() {
    for front in ["updated = 2026-05-01T08:59:59", &correction("2026-05-01T08:00:00", "'نص التصويب'")]
    {
        let site = site(front);
        assert_eq!(site.codes(), ["changed-before-date"]);
        assert_eq!(linked_data(&site)["dateModified"], Value::Null, "{front}");
    }
    let atom = SiteTest::new(&format!(
        "{BASE}[feeds]\nformats = ['atom']\n{}",
        corrected("a", "updated = 2026-05-01")
    ));
    let feed = atom.make("atom.xml").expect("made");
    let dates = |name: &str| {
        let [from, to] = [format!("<{name}>"), format!("</{name}>")];
        let entry = feed.split_once("<entry>").expect("an entry").1;
        entry.split_once(&from).and_then(|(_, rest)| rest.split_once(&to)).map(|(date, _)| date.to_owned())
    };
    assert_eq!(dates("updated"), dates("published"));
    assert_eq!(dates("updated").as_deref(), Some("2026-05-01T09:00:00+03:00"));
}

#[test]
fn a_change_that_lies_ahead_is_told() {
    let site = site(&correction("2036-05-01", "'نص'"));
    let span = site.diagnostic("changed-ahead").span.as_ref();
    assert_eq!(span.map(|span| &*span.source), Some("seeds/news/a.txt"));
}

#[test]
fn the_sites_corrections_stand_on_pages_of_their_own_and_lead_to_their_places() {
    let of = |pairs: [(&str, &str); 2]| pairs.map(|(date, text)| correction(date, text)).concat();
    let files = BASE.to_owned()
        + &corrected("a", &of([("2026-05-02", "'أول'"), ("2026-05-06", "'خامس'")]))
        + &corrected("b", &of([("2026-05-05", "'رابع'"), ("2026-05-03", "'ثان'")]))
        + &corrected("c", &("lang = 'en'\n".to_owned() + &correction("2026-05-04", "'Third'")));
    let site = SiteTest::new(&files);
    let (newest, first) = (site.page("corrections/index.html"), site.page("corrections/1.html"));
    assert_eq!(newest.texts(LISTED), ["خامس", "رابع", "Third"]);
    assert_eq!(first.texts(LISTED), ["ثان", "أول"]);
    let article = |place: &str| format!("../news/2026/05/{place}");
    assert_eq!(
        newest.attributes(".corrected h2 a", "href"),
        ["a.html#correction-2", "b.html#correction-2", "c.html#correction-1"].map(article)
    );
    assert_eq!(newest.attributes(".corrected li", "lang"), ["en"]);
    assert_eq!(newest.attributes(".pager a", "href"), ["../corrections/1.html"]);
    assert_eq!(first.attributes(".pager a", "href"), ["../corrections/index.html"]);
    assert_eq!(site.page("index.html").text("a[href='corrections/index.html']"), "التصويبات");
    let sitemap = site.make("sitemaps/pages.xml").expect("made");
    assert!(sitemap.contains("<loc>https://example.org/corrections/</loc>"), "{sitemap}");
}

#[test]
fn no_word_of_a_correction_is_lost_however_it_is_written() {
    let text = r#"'''
سطر أول: <b>خبر</b> & "قول".

  سطر ثان ]]> </script> {{ article }}
'''"#;
    let site = site(&correction("2026-05-02", text));
    let shown = ["سطر أول: <b>خبر</b> & \"قول\".", "سطر ثان ]]> </script> {{ article }}"];
    assert_eq!(site.page(PATH).texts(WORDS), shown);
    assert_eq!(site.page("corrections/index.html").texts(LISTED), shown);
    assert_eq!(linked_data(&site)["correction"][0]["text"], shown.join("\n"));
}

#[test]
fn a_correction_may_stand_in_the_file_beside_the_article() {
    let site = SiteTest::new(&format!(
        "{BASE}-- seeds/a.txt --\n{PARAGRAPH}\n-- seeds/a.toml --\ntitle = 'خبر'\n{}",
        correction("2026-05-02", "'نص التصويب'")
    ));
    assert_eq!(site.page("a.html").texts(WORDS), ["نص التصويب"]);
}

#[test]
fn a_correction_without_its_date_or_its_words_is_an_error_at_its_place() {
    for (front, key) in [
        ("[[correction]]\ntext = 'نص'", "correction.date"),
        ("[[correction]]\ndate = 2026-05-02", "correction.text"),
        ("[[correction]]\ndate = 2026-05-02\ntext = ' '", "correction.text"),
    ] {
        let site = site(front);
        assert_eq!(site.codes(), ["missing-key"], "{front}");
        let found = site.diagnostic("missing-key");
        assert!(found.message.contains(key), "{}", found.message);
        let files = corrected("a", front);
        let text = files.split_once('\n').expect("a line").1;
        let span = found.span.as_ref().expect("a place");
        assert!(text[span.start..].starts_with("[[correction]]"), "{span:?}");
    }
    let codes = |front: &str| site(front).codes().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(codes("[[correction]]\ndate = 2026-05-02\ntext = 'x'\nby = 'y'"), ["unknown-key"]);
    assert_eq!(codes("[[correction]]\ndate = '2026-02-30'\ntext = 'x'"), ["wrong-type"]);
    assert_eq!(codes("correction = 'x'"), ["wrong-type"]);
}

#[test]
fn a_closed_page_of_corrections_stays_as_it_is_when_another_comes() {
    let days = ["2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07"];
    let all = days.map(|day| correction(day, "'نص'"));
    let page = |number: usize| site(&all[..number].concat()).make("corrections/1.html").expect("made");
    assert_eq!(page(4), page(5));
}

#[test]
fn each_edition_has_a_page_of_its_own_corrections() {
    let of = |path: &str, day: &str, words: &str| {
        format!(
            "-- seeds/{path} --\n+++\ntitle = '{words}'\n{}+++\n{PARAGRAPH}\n",
            correction(day, &format!("'{words}'"))
        )
    };
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\n[[edition]]\nlanguage = 'en'\npath = 'en'\ntitle = 'The Paper'\n{}{}",
        of("news/a.txt", "2026-05-02", "عربي"),
        of("en/news/a.txt", "2026-05-03", "English"),
    ));
    assert_eq!(site.page("corrections/index.html").texts(LISTED), ["عربي"]);
    let english = site.page("en/corrections/index.html");
    assert_eq!((english.texts(LISTED), english.text("h1")), (vec!["English".into()], "Corrections".into()));
    assert_eq!(site.page("en/index.html").count("a[href='../en/corrections/index.html']"), 1);
}
