//! Where related titles lead.

use crate::support::{PARAGRAPH, SiteTest};

fn two(citing: &str, headline: &str) -> SiteTest {
    SiteTest::new(&format!(
        "-- seeds/news/a.txt --\n+++\ntitle = 'المقال الأول'\n+++\n{PARAGRAPH}\nاقرأ أيضا: {citing}\n\
         -- seeds/news/b.txt --\n+++\ntitle = '{headline}'\n+++\n{PARAGRAPH}"
    ))
}

#[test]
fn a_title_that_an_article_bears_is_a_link_to_it() {
    let page = two("أسعار الذهب اليوم", "أسعار الذهب اليوم").page("news/a.html");
    assert_eq!(page.attributes("aside.related a", "href"), ["../news/b.html"]);
}

#[test]
fn spelling_marks_quotes_and_stops_make_no_difference() {
    let page = two("اسعارُ «الذهب» اليوم..", "أسعار “الذهب” اليـــوم").page("news/a.html");
    assert_eq!(page.count("aside.related a"), 1);
}

#[test]
fn each_thing_that_folding_makes_equal_is_a_link() {
    for (what, cited, headline) in [
        ("marks", "هُدنةٌ في غزّةَ", "هدنة في غزة"),
        ("tatweel", "محـــمود يعود", "محمود يعود"),
        ("hamza on alef", "اسعار الاغذية اعلى", "أسعار الأغذية أعلى"),
        ("alef of any kind", "ٱلقران آخر الليل", "القرآن اخر الليل"),
        ("ى and ي", "مستشفي علي التلة", "مستشفى على التلة"),
        ("ة and ه", "مدرسه القريه", "مدرسة القرية"),
        ("ؤ and ئ", "روساء الهييات", "رؤساء الهيئات"),
        ("digits", "عام ٢٠٢٢ وعام ۲۰۲۳", "عام 2022 وعام 2023"),
        ("quotation marks", "قال “داعش” ثم", "قال «داعش» ثم"),
        ("punctuation", "ماذا بعد.. الحرب!", "ماذا بعد؟ الحرب"),
        ("composition", "ا\u{654}سعار الذهب", "أسعار الذهب"),
        ("shapes of letters", "ﺍﻟﺨﺒﺮ الأول", "الخبر الأول"),
        ("no-break spaces", "سعر\u{a0}الذهب\u{202f}اليوم", "سعر الذهب اليوم"),
        ("marks of direction", "سعر \u{200f}الذهب\u{200e} اليوم", "سعر الذهب اليوم"),
    ] {
        let page = two(cited, headline).page("news/a.html");
        assert_eq!(page.attributes("aside.related a", "href"), ["../news/b.html"], "{what}");
    }
}

#[test]
fn spelling_variants_are_one_and_a_site_adds_its_own() {
    let page = two("مسئول أمريكي يزور سورية", "مسؤول أميركي يزور سوريا").page("news/a.html");
    assert_eq!(page.count("aside.related a"), 1);
    let files = |settings: &str| {
        SiteTest::new(&format!(
            "-- site.toml --\ntitle = 'x'\n{settings}\n-- seeds/a.txt --\n+++\ntitle = 'أ'\n+++\n{PARAGRAPH}\n\
             اقرأ أيضا: خبر من درعة\n-- seeds/b.txt --\n+++\ntitle = 'خبر من درعا'\n+++\n{PARAGRAPH}"
        ))
    };
    assert_eq!(files("").page("a.html").count("aside.related a"), 0);
    let with = files("[related]\nvariants = ['درعا = درعة']");
    assert_eq!(with.page("a.html").count("aside.related a"), 1);
    assert_eq!(files("[related]\nvariants = ['درعا']").codes(), ["bad-value", "related-not-found"]);
}

#[test]
fn a_near_title_is_offered_and_never_linked() {
    let site = two("سعر الذهب اليوم", "أسعار الذهب اليوم");
    assert_eq!(site.page("news/a.html").count("aside.related a"), 0);
    let help = site.diagnostic("related-not-found").help.clone().expect("help");
    assert!(help.contains("أسعار الذهب اليوم") && help.contains("seeds/news/b.txt"), "{help}");
}

#[test]
fn of_many_headlines_like_a_title_the_nearest_is_offered() {
    let other =
        |n: u32| format!("-- seeds/b{n}.txt --\n+++\ntitle = 'سعر الذهب في {n} بلدان'\n+++\n{PARAGRAPH}\n");
    let others: String = (0..100).map(other).collect();
    let site = SiteTest::new(&format!(
        "{others}-- seeds/a.txt --\n+++\ntitle = 'مقال'\n+++\n{PARAGRAPH}\nاقرأ أيضا: أسعار الذهب في المدينة\n\
         -- seeds/c.txt --\n+++\ntitle = 'سعر الذهب في المدينة'\ndate = 2020-01-01\n+++\n{PARAGRAPH}"
    ));
    let help = site.diagnostic("related-not-found").help.clone().expect("help");
    assert!(help.contains("seeds/c.txt"), "{help}");
}

#[test]
fn an_inferred_headline_is_never_what_a_title_resolves_to() {
    let site = SiteTest::new(&format!(
        "-- seeds/a.txt --\n+++\ntitle = 'المقال الأول'\n+++\n{PARAGRAPH}\nاقرأ أيضا: جملة تامة\n\
         -- seeds/b.txt --\nجملة تامة."
    ));
    assert_eq!(site.codes(), ["headline-inferred", "related-not-found"]);
}

#[test]
fn an_article_never_relates_to_itself() {
    let site = two("المقال الأول", "غيره");
    assert_eq!(site.codes(), ["related-self"]);
    assert_eq!(site.page("news/a.html").count("aside.related a"), 0);
}

#[test]
fn of_several_with_one_headline_the_newest_older_one_is_meant() {
    let bearer = |day: u32| {
        format!("-- seeds/b{day}.txt --\n+++\ntitle = 'موجز'\ndate = 2026-01-0{day}\n+++\n{PARAGRAPH}\n")
    };
    let citing = format!(
        "-- seeds/a.txt --\n+++\ntitle = 'مقال'\ndate = 2026-01-04\n+++\n{PARAGRAPH}\nاقرأ أيضا: موجز\n"
    );
    let site = SiteTest::new(&format!("{citing}{}{}{}", bearer(1), bearer(3), bearer(5)));
    assert_eq!(site.codes(), ["related-ambiguous"]);
    let told = &site.diagnostic("related-ambiguous").message;
    assert!(told.contains("seeds/b3.txt") && told.contains("seeds/b5.txt"), "it names both: {told}");
    let page = site.page("2026/01/a.html");
    assert_eq!(page.attributes("aside.related a", "href"), ["../../2026/01/b3.html"]);
}

#[test]
fn titles_of_front_matter_resolve_too() {
    let site = SiteTest::new(&format!(
        "-- seeds/a.txt --\n+++\ntitle = 'مقال'\nrelated = ['الثاني']\n+++\n{PARAGRAPH}\n\
         -- seeds/b.txt --\n+++\ntitle = 'الثاني'\n+++\n{PARAGRAPH}"
    ));
    assert_eq!(site.page("a.html").attributes("aside.related a", "href"), ["b.html"]);
}

#[test]
fn a_site_may_leave_unresolved_titles_out() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[related]\nunresolved = 'omit'\n\
         -- seeds/a.txt --\n{PARAGRAPH}\nاقرأ أيضا: لا أحد"
    ));
    assert_eq!(site.page("a.html").count("aside.related"), 0);
    assert!(site.codes().contains(&"related-not-found"));
}

#[test]
fn in_an_archive_each_title_leads_to_its_own_article() {
    // More than are resolved at a time, and read in another order than the site has them.
    const LAST: usize = 2_099;
    let month = |nth: usize| (2010 + (LAST - nth) / 336, 1 + (LAST - nth) / 28 % 12);
    let article = |nth: usize| {
        let ((year, month), day, cited) = (month(nth), 1 + (LAST - nth) % 28, LAST - nth);
        format!(
            "-- seeds/n{nth:04}.txt --\n+++\ntitle = 'المقال {nth} من الأرشيف'\ndate = {year}-{month:02}-{day:02}\n\
             related = ['المقال {cited} من الأرشيف']\n+++\n{PARAGRAPH}\n"
        )
    };
    let path = |nth: usize| {
        let (year, month) = month(nth);
        format!("{year}/{month:02}/n{nth:04}.html")
    };
    let site = SiteTest::new(&(0..=LAST).map(article).collect::<String>());
    for nth in [0, 1_023, 1_024, 2_047, 2_048, LAST] {
        let cited = format!("../../{}", path(LAST - nth));
        assert_eq!(site.page(&path(nth)).attributes("aside.related a", "href"), [cited], "{nth}");
    }
}
