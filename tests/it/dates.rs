//! Dates on pages: names of months, calendars, digits, and what programs read beside them.

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
