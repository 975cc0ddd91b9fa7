//! The user's own article, byte for byte, and the page that it must become.

use std::collections::VecDeque;

use crate::support::SiteTest;

const SEED: &str = include_str!("../../seeds/000_eaf19b3aebfbba18.txt");
const PAGE: &str = "000-eaf19b3aebfbba18.html";

fn site() -> SiteTest {
    SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'الحل'\n[newsletter]\nprovider = 'custom'\naction = 'https://example.org/x'\n\
         -- seeds/000_eaf19b3aebfbba18.txt --\n{SEED}"
    ))
}

#[test]
fn the_seed_is_as_it_came() {
    assert_eq!(blake3::hash(SEED.as_bytes()).to_hex()[..32], *"ef31ee918faa8744702c09934225721a");
    assert_eq!(
        (SEED.matches('\u{a0}').count(), SEED.matches('“').count(), SEED.matches('”').count()),
        (2, 24, 12)
    );
}

#[test]
fn the_page_is_arabic_from_right_to_left_with_one_headline() {
    let page = site().page(PAGE);
    assert_eq!(page.attributes("html", "lang"), ["ar"]);
    assert_eq!(page.attributes("html", "dir"), ["rtl"]);
    let headline = page.text("h1");
    assert!(headline.ends_with('…') && headline.chars().count() <= 91, "{headline}");
    assert!(SEED.starts_with(headline.trim_end_matches('…')));
    assert_eq!(page.count("article time"), 0, "no date is invented");
}

#[test]
fn its_three_subheads_are_headings_and_nothing_else_is() {
    assert_eq!(
        site().page(PAGE).texts(".article-body h2"),
        ["دعم أميركي لقسد؟", "زيادة الدعم الأمني والاستخباراتي", "هجوم “أهوج” بدون تخطيط",]
    );
}

#[test]
fn its_related_titles_stand_in_the_sidebar_under_their_markers() {
    let page = site().page(PAGE);
    assert_eq!(page.texts("aside.related h3"), ["قد يهمك", "للقراءة أو الاستماع"]);
    assert_eq!(
        page.texts("aside.related section:nth-of-type(1) li"),
        ["خسائر داعش في الحسكة: دابر الإرهاب المقطوع", "هجوم داعش على سجن الصناعة في الحسكة.. القصة الكاملة",]
    );
    assert_eq!(
        page.texts("aside.related section:nth-of-type(2) li"),
        ["تنظيم “داعش” يحترق بناره ودماء عناصره.. آخر أيام التنظيم"]
    );
    assert_eq!(page.count("aside.related a"), 0, "no dead link where no article bears the title");
    let body = page.text(".article-body");
    assert!(!body.contains("قد يهمك") && !body.contains("للقراءة أو الاستماع"));
}

#[test]
fn its_footer_is_the_signup_in_its_own_words() {
    let page = site().page(PAGE);
    assert_eq!(
        page.text(".newsletter h2"),
        "هل أعجبك المحتوى وتريد المزيد منه يصل إلى صندوق بريدك الإلكتروني بشكلٍ دوري؟"
    );
    assert_eq!(
        page.texts(".newsletter p:not(form p)"),
        ["انضم إلى قائمة من يقدّرون محتوى الحل نت واشترك بنشرتنا البريدية."]
    );
    assert_eq!(page.attributes(".newsletter form", "action"), ["https://example.org/x"]);
    assert!(!page.text(".article-body").contains("هل أعجبك"));
}

#[test]
fn every_other_word_is_in_the_body_once_and_in_order() {
    let page = site().page(PAGE);
    let mut body: VecDeque<String> =
        page.text(".article-body").split_whitespace().map(str::to_owned).collect();
    let lifted = ["قد يهمك", "للقراءة أو الاستماع", "هل أعجبك", "انضم إلى قائمة"];
    let kept = SEED.lines().filter(|line| !lifted.iter().any(|marker| line.starts_with(marker)));
    // What was opened is closed on the page: that alone differs, and only in what closes.
    let straight = |word: &str| word.replace('”', "“");
    for word in kept.flat_map(str::split_whitespace) {
        assert_eq!(body.pop_front().as_deref().map(straight), Some(straight(word)));
    }
    assert!(body.is_empty(), "{body:?}");
}

#[test]
fn its_quotations_are_closed_on_the_page_and_in_no_other_way_changed() {
    let body = site().page(PAGE).text(".article-body");
    assert!(body.contains("ما يكفي من القوات”، لافتا") && body.contains("لـ“الحل نت”: “لا أعتقد"));
    assert!(body.contains("“نيويورك تايمز” الأميركية إنه: “بعد الهجوم"));
    let (open, close) = (body.matches('“').count(), body.matches('”').count());
    assert_eq!((open, close), (17, 17));
}

#[test]
fn its_guesses_are_reported() {
    assert_eq!(
        site().codes(),
        ["headline-inferred", "related-not-found", "related-not-found", "related-not-found",]
    );
}

#[test]
fn a_toml_beside_it_overrules_the_inferred_headline() {
    let site = SiteTest::new(&format!(
        "-- seeds/a.txt --\n{SEED}\n-- seeds/a.toml --\ntitle = 'عنوان المحرر'\ndate = 2022-02-10\n"
    ));
    let page = site.page("2022/02/a.html");
    assert_eq!(page.text("h1"), "عنوان المحرر");
    assert_eq!(page.attributes("article time", "datetime"), ["2022-02-10"]);
    assert!(!site.codes().contains(&"headline-inferred"));
}
