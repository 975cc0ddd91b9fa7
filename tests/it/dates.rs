//! Dates on pages: names of months, calendars, digits, and what programs read beside them.

use fluent_templates::fluent_bundle::FluentValue;
use warraq::config::edition::Edition;
use warraq::read;
use warraq::render::messages::{Args, Messages};

use crate::support::{PARAGRAPH, Page, SiteTest};

fn site(language: &str, settings: &str) -> SiteTest {
    SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة 24'\nlanguage = '{language}'\nbase_url = 'https://example.org/'\n\
         timezone = 'Asia/Damascus'\n[dates]\n{settings}\n\
         -- seeds/a.txt --\n+++\ntitle = 'خبر عن 3 أشياء'\ndate = 2026-02-03T15:05:00\ntags = ['عام 2026']\n+++\n\
         {PARAGRAPH} سنة 2026.\n"
    ))
}

const PATH: &str = "2026/02/a.html";

fn date(page: &Page) -> String {
    page.text(".article-header time")
}

#[test]
fn date_and_time_stand_between_headline_and_body() {
    let html = site("ar-SY", "").make(PATH).expect("made");
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text} in {html}"));
    assert!(place("<h1>") < place("<time datetime=\"2026-02-03T15:05:00+03:00\"><bdi>3 شباط 2026 في 3:05 م"));
    assert!(place("<time") < place("class=\"article-body\""));
}

#[test]
fn months_calendars_and_digits_are_those_of_the_settings() {
    for (settings, shown) in [
        ("country = 'EG'", "3 فبراير 2026 في 3:05 م"),
        ("country = 'DZ'", "3 فيفري 2026 في 3:05 م"),
        ("months = 'dual'", "3 شباط/فبراير 2026 في 3:05 م"),
        ("beside = 'hijri'", "3 شباط 2026 في 3:05 م (15 شعبان 1447 هـ)"),
        ("calendar = 'hijri'\nbeside = 'gregorian'", "15 شعبان 1447 هـ في 3:05 م (3 شباط 2026)"),
        ("digits = 'arab'", "٣ شباط ٢٠٢٦ في ٣:٠٥ م"),
    ] {
        assert_eq!(date(&site("ar-SY", settings).page(PATH)), shown, "{settings}");
    }
    assert_eq!(
        site("ar-SY", "months = 'dual'").page("index.html").text(".card time"),
        "3 شباط/فبراير 2026 في 3:05 م"
    );
}

#[test]
fn digits_are_of_what_the_interface_prints_and_never_of_what_an_author_wrote() {
    let site = site("ar-SY", "digits = 'arab'");
    assert_eq!(site.page("tags/عام-2026/index.html").text(".page-header .count"), "مقال واحد");
    let page = site.page(PATH);
    assert_eq!(page.text("h1"), "خبر عن 3 أشياء");
    assert!(page.text(".article-body").ends_with("سنة 2026."));
    assert_eq!(page.text("footer.tags li"), "عام 2026");
    assert_eq!(page.text(".masthead .name"), "صحيفة 24");
}

#[test]
fn counts_and_page_numbers_are_in_the_digits_of_the_setting() {
    let article = |nth| format!("-- seeds/news/{nth}.txt --\n+++\ntitle = 'خبر {nth}'\n+++\n{PARAGRAPH}\n");
    let articles = (0..4).map(article).collect::<Vec<_>>().concat();
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\n[listings]\nsize = 1\n[dates]\ndigits = 'arab'\n{articles}"
    ));
    assert_eq!(site.page("news/index.html").text(".page-header .count"), "٤ مقالات");
    assert_eq!(site.page("news/page/2.html").text(".page-header .count"), "الصفحة ٢");
}

#[test]
fn what_programs_read_is_the_same_under_every_setting() {
    let all = "digits = 'arab'\ncalendar = 'hijri'\nbeside = 'solar'\nmonths = 'dual'\nsecond = 'MA'";
    let (plain, other) = (site("ar-SY", ""), site("ar-SY", all));
    let data: Vec<&str> =
        plain.paths().into_iter().filter(|path| path.ends_with(".xml") || path.ends_with(".json")).collect();
    assert!(data.len() >= 4, "{data:?}");
    for path in data {
        // A feed's body is for readers; there is no date in it.
        assert_eq!(plain.make(path), other.make(path), "{path}");
    }
    let (plain, other) = (plain.page(PATH), other.page(PATH));
    for (css, attribute) in
        [("time", "datetime"), ("meta[property='article:published_time']", "content"), ("link", "href")]
    {
        assert_eq!(plain.attributes(css, attribute), other.attributes(css, attribute), "{css}");
    }
    let data = "script[type='application/ld+json']";
    assert_eq!(plain.raw(data), other.raw(data));
}

#[test]
fn a_wrong_setting_is_an_error_at_its_line_with_a_remedy() {
    let site = site("ar-EG", "months = 'dual'\ncountry = 'Egypt'\nbeside = 'gregorian'\ndigits = 'hindi'");
    assert_eq!(site.codes(), ["bad-value", "bad-value", "bad-value", "unknown-value"]);
    assert_eq!(
        site.messages("bad-value"),
        [
            "`Egypt` is no code of a country",
            "both sets of months have the same names",
            "dates are of this calendar already"
        ]
    );
}

#[test]
fn an_age_takes_the_right_form_at_any_number() {
    let sources = read::read(site("ar", "").folder()).value;
    let age = |language: &str, key: &str, n: u32| {
        let edition = Edition { language: language.to_owned(), ..Edition::new("x") };
        let args = Args::from([("n".into(), FluentValue::from(n))]);
        Messages::load(&sources, &edition).value.get(key, &args).expect("a form")
    };
    for (n, minutes, hours, days) in [
        (0, "قبل لحظات", "قبل أقل من ساعة", "اليوم"),
        (1, "قبل دقيقة", "قبل ساعة", "قبل يوم"),
        (2, "قبل دقيقتين", "قبل ساعتين", "قبل يومين"),
        (3, "قبل ثلاث دقائق", "قبل ثلاث ساعات", "قبل ثلاثة أيام"),
        (10, "قبل عشر دقائق", "قبل عشر ساعات", "قبل عشرة أيام"),
        (11, "قبل 11 دقيقة", "قبل 11 ساعة", "قبل 11 يوما"),
        (100, "قبل 100 دقيقة", "قبل 100 ساعة", "قبل 100 يوم"),
        (103, "قبل 103 دقائق", "قبل 103 ساعات", "قبل 103 أيام"),
        (111, "قبل 111 دقيقة", "قبل 111 ساعة", "قبل 111 يوما"),
        (1003, "قبل 1003 دقائق", "قبل 1003 ساعات", "قبل 1003 أيام"),
    ] {
        let ages = ["minutes-ago", "hours-ago", "days-ago"].map(|key| age("ar-SY", key, n));
        assert_eq!(ages, [minutes, hours, days], "{n}");
    }
    assert_eq!([0, 1, 3].map(|n| age("en", "minutes-ago", n)), ["just now", "1 minute ago", "3 minutes ago"]);
}

/// The forms that a script holds.
fn forms(script: &str) -> Vec<Vec<String>> {
    let list = script.split("const units = ").nth(1).and_then(|rest| rest.split(";\n").next());
    serde_json::from_str(list.expect("the forms")).expect("JSON")
}

#[test]
fn lists_ask_for_a_script_of_ages_only_where_a_site_wants_it() {
    let plain = site("ar-SY", "");
    assert!(!plain.paths().contains(&"ages.js"));
    assert_eq!(plain.page("index.html").count("script[src]"), 0);

    let site = site("ar-SY", "relative = 'day'\ndigits = 'arab'");
    let day = forms(&site.make("ages.js").expect("made"));
    assert_eq!(day.iter().map(Vec::len).collect::<Vec<_>>(), [60, 24]);
    assert_eq!((&*day[0][11], &*day[1][3]), ("قبل ١١ دقيقة", "قبل ثلاث ساعات"));
    let asked = site.page(PATH).attributes("head script[src]", "src");
    assert!(asked[0].starts_with("../../ages.js?v=") && asked.len() == 1, "{asked:?}");
    assert_eq!(
        site.page("index.html").text(".card time"),
        "٣ شباط ٢٠٢٦ في ٣:٠٥ م",
        "the page holds the date"
    );
}

#[test]
fn each_edition_has_ages_in_its_own_words() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\n[[edition]]\nlanguage = 'en'\n[edition.dates]\nrelative = 'week'\n\
         -- seeds/a.txt --\n{PARAGRAPH}\n"
    ));
    assert!(!site.paths().contains(&"ages.js"));
    let week = forms(&site.make("en/ages.js").expect("made"));
    assert_eq!(
        week.iter().map(|unit| &*unit[1]).collect::<Vec<_>>(),
        ["1 minute ago", "1 hour ago", "1 day ago"]
    );
    assert_eq!(site.page("en/index.html").count("script[src^='../en/ages.js']"), 1);
    assert_eq!(site.page("index.html").count("script[src]"), 0);
}

#[test]
fn a_word_that_a_script_of_ages_lacks_is_an_error() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\n[dates]\nrelative = 'day'\n\
         -- templates/messages/ar.ftl --\nhours-ago = قبل {{ $hours }}\n-- seeds/a.txt --\n{PARAGRAPH}\n"
    ));
    let fault = site.make("ages.js").expect_err("a message asks for what it is not given");
    assert_eq!(fault.code, "template");
    assert!(fault.message.contains("hours-ago"), "{fault:?}");
}

fn dated(settings: &str, name: &str, date: &str) -> SiteTest {
    SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\n{settings}\n-- seeds/{name}.txt --\n+++\ntitle = 'خبر'\n{date}\n+++\n{PARAGRAPH}\n"
    ))
}

#[test]
fn an_impossible_date_is_an_error_at_its_line() {
    for (date, code) in [
        ("date = 2026-02-30", "toml-syntax"),
        ("date = 2025-02-29T10:00:00Z", "toml-syntax"),
        ("date = 2026-13-01", "toml-syntax"),
        ("date = 2026-01-01T25:00:00", "toml-syntax"),
        ("date = '2026-02-30'", "wrong-type"),
        ("date = 'غدا'", "wrong-type"),
        ("updated = 10:30:00", "bad-value"),
        ("date = 20260201", "wrong-type"),
        ("date = 0000-05-01", "bad-value"),
        ("date = 2026-02-01T10:00:60", "bad-value"),
        ("date = '0000-05-01T10:00:00Z'", "bad-value"),
    ] {
        let site = dated("timezone = 'UTC'", "a", date);
        assert!(site.codes().contains(&code), "{date}: {:?}", site.codes());
        let line = site
            .said_of("seeds/a.txt")
            .into_iter()
            .find(|told| told.code == code)
            .and_then(|told| told.span.clone());
        let text = std::fs::read_to_string(site.folder().join("seeds/a.txt")).expect("read");
        let before = &text[..line.expect("a place").start];
        assert_eq!(before.matches('\n').count(), 2, "{date}");
    }
}

#[test]
fn times_without_a_zone_are_told_of_once_with_their_number() {
    let seed =
        |name: &str| format!("-- seeds/{name}.txt --\n+++\ndate = 2026-02-03T15:05:00\n+++\n{PARAGRAPH}\n");
    let site = SiteTest::new(&["a", "b", "c"].map(seed).concat());
    let told = site.diagnostic("date-without-zone");
    assert_eq!(told.span.as_ref().map(|span| &*span.source), Some("seeds/a.txt"));
    assert!(told.message.ends_with("(and so with 2 other dates)"), "{}", told.message);
}

#[test]
fn a_time_without_a_zone_is_told_of_unless_the_site_has_one() {
    let local = "date = 2026-02-03T15:05:00";
    let told = dated("", "a", local);
    assert_eq!(told.codes(), ["date-without-zone"]);
    assert_eq!(
        told.diagnostic("date-without-zone").span.as_ref().map(|span| span.start),
        Some("+++\ntitle = 'خبر'\ndate = ".len())
    );
    assert_eq!(
        told.page("2026/02/a.html").attributes(".article-header time", "datetime"),
        ["2026-02-03T15:05:00+00:00"]
    );
    for (settings, date) in [
        ("timezone = 'UTC'", local),
        ("timezone = 'Asia/Damascus'", local),
        ("", "date = 2026-02-03"),
        ("", "date = 2026-02-03T15:05:00+03:00"),
    ] {
        assert!(dated(settings, "a", date).codes().is_empty(), "{settings} {date}");
    }
}

#[test]
fn a_time_that_no_clock_showed_is_told_with_the_instant_that_counts() {
    let berlin = |date: &str| dated("timezone = 'Europe/Berlin'", "a", date);
    let site = berlin("date = 2026-03-29T02:30:00");
    assert_eq!(site.codes(), ["date-skipped"]);
    let told = site.diagnostic("date-skipped");
    assert!(told.message.ends_with("counted as 2026-03-29T03:30:00+02:00"), "{}", told.message);
    assert_eq!(told.span.as_ref().map(|span| span.start), Some("+++\ntitle = 'خبر'\ndate = ".len()));
    for date in ["2026-03-29T03:00:00", "2026-10-25T02:30:00", "2026-03-29T02:30:00Z", "2026-03-29"] {
        assert!(berlin(&format!("date = {date}")).codes().is_empty(), "{date}");
    }
    // Where clocks are put forward at midnight, a day begins an hour later.
    assert!(dated("timezone = 'Africa/Cairo'", "a", "date = 2026-04-24").codes().is_empty());
}

#[test]
fn an_impossible_date_in_a_files_name_is_told_of_unless_the_article_has_one() {
    assert_eq!(dated("", "2026-02-30-a", "").codes(), ["date-impossible"]);
    assert_eq!(dated("", "0000-02-28-a", "").codes(), ["date-impossible"]);
    assert!(dated("", "2026-02-30-a", "date = 2026-02-28").codes().is_empty());
    assert!(dated("", "2026-02-28-a", "").codes().is_empty());
}
