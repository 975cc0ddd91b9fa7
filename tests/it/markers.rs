//! Markers of related lines as newsrooms write them: alone on a line, and within a paragraph.

use crate::support::{PARAGRAPH, Page, SiteTest};

const TITLE: &str = "سعر الذهب اليوم: “صعود” جديد";

fn article(text: &str) -> SiteTest {
    SiteTest::new(&format!("-- seeds/a.txt --\n+++\ntitle = 'مقال'\n+++\n{text}\n"))
}

fn markdown(text: &str) -> SiteTest {
    SiteTest::new(&format!("-- seeds/a.md --\n# مقال\n\n{text}\n"))
}

fn titles(page: &Page) -> Vec<String> {
    page.texts("aside.related li")
}

fn body(page: &Page) -> Vec<String> {
    page.texts(".article-body p")
}

/// The titles and the paragraphs of an article.
fn seen(text: &str) -> (Vec<String>, Vec<String>) {
    let page = article(text).page("a.html");
    (titles(&page), body(&page))
}

/// Lines with `T` for a title, as they were found in newsrooms' articles or in programs that clean
/// such articles.
const LINES: [&str; 57] = [
    "قد يهمك: T",
    "قد يهمك: \u{a0}T",
    "قد يهمك أيضا : T",
    "للقراءة أو الاستماع:\u{a0}T",
    "اقرأ أيضًا: T",
    "اقرأ أيضًا:\u{a0}T",
    "اقرأ أيضًا:\u{a0} T",
    "اقرأ أيضًا:T",
    "اقرأ أيضا: T",
    "اقرأ أيضاً: T",
    "اقرأ أيضاً : T",
    "اقرأ ايضا : T",
    "اقرا ايضا: T",
    "اقرا أيضًا: T",
    "أقرأ أيضا: T",
    "أقرأ  أيضاً: T",
    "إقرأ أيضا – T",
    "إقرأ أيضا - T",
    "إقرأ أيضا — T",
    "إقرأ ايضاً: T",
    "إقرء أيضا: T",
    "\u{a0}إقرأ أيضا:\u{a0}T",
    "اقرأ أيضا | T",
    "اقرأ أيضا؛ T",
    "اقرأ أيضا：T",
    "اقرأ أيضا.. T",
    "اقرأ أيضا... T",
    "اقرأ أيضا… T",
    "اقـــرأ\u{200b} أيضا\u{200f}: T",
    "اقرأ/ي أيضًا: T",
    "اقرأ/ي أيضًا:  T",
    "اقرأ/ي أيضًا  T",
    "اقرأ/ي أيضًا T",
    "إقرأ/ي أيضًا\nT",
    "اقرأ أيضا:\nT",
    "إقرئي أيضا: T",
    "اقرئي أيضاً : T",
    "إقرأي ايضا: T",
    "اقرأي أيضًا: T",
    "إقرإي أيضًا: T",
    "شاهد أيضاً: T",
    "شاهدي ايضا: T",
    "اقرأ أكثر: T",
    "إقرأ المزيد: T",
    "طالع أيضًا: T",
    "قد يعجبك أيضاً: T",
    "Lire aussi : T",
    "مواضيع ذات صلة\nT",
    "مواضيع متعلقة\nT",
    "مواضيع أخرى قد تهمك\nT",
    "أخبار متعلقة\nT",
    "روابط ذات علاقة    T",
    "• اقرأ أيضا: T",
    "* اقرأ أيضا: T",
    "[ إقرأ أيضاً: T ]",
    "(اقرأ أيضا: T)",
    "(إقرأ أيضا – T).",
];

#[test]
fn every_marker_and_spelling_of_real_newsrooms_leads_to_the_sidebar() {
    for line in LINES {
        let (titles, body) = seen(&format!("{PARAGRAPH}\n{}\n{PARAGRAPH}", line.replace('T', TITLE)));
        assert_eq!(titles, [TITLE], "{line}");
        assert_eq!(body, [PARAGRAPH; 2], "{line}");
    }
}

#[test]
fn what_only_looks_like_a_related_line_stays_in_the_text() {
    for line in [
        "رابط الخبر بصحيفة الوئام: عنوان الخبر",
        "للمزيد من المعلومات: www.example.org",
        "للمزيد: https://example.org/abc",
        "للمزيد عن الجسر اضغط هنا.",
        "- أقرأ القرآن بعد العصر ثم أزور أهلي",
        "أقرأ ما تنشره الصحف كل صباح",
        "أقرأ بين الفينة والأخرى",
        "أقرأ أيضا  في كتب التاريخ كل ليلة",
        "قد يهمك أن تعلم أن الكتاب صدر.",
        "شاهد – افتتاح الجسر",
        "شاهد.. افتتاح الجسر",
        "شاهد| افتتاح الجسر",
        "فيديو| افتتاح الجسر",
        "تعرف على الجسر الجديد",
        "وتابع: \"لن نتراجع\"",
        "وتابع قائلا: لن نتراجع",
        "النتيجة: زائف، والصورة قديمة",
        "المصدر: وكالات",
        "مصدر: 9 قتلى في الهجوم",
        "واقرأوا صحفهم كل يوم",
        "وكنت أقرأ أيضا: التاريخ والأدب والفلسفة.",
        "وهو ما قاله أمس (التفاصيل).",
        "( شاهد التقرير )",
    ] {
        let page = article(&format!("{PARAGRAPH}\n{line}\n{PARAGRAPH}")).page("a.html");
        assert_eq!(titles(&page), Vec::<String>::new(), "{line}");
        let body = page.texts(".article-body :is(p, h2)");
        assert_eq!(body, [PARAGRAPH, &line.replace("  ", " "), PARAGRAPH], "{line}");
    }
}

#[test]
fn a_title_at_the_end_of_a_paragraph_is_lifted_out_of_it() {
    for marker in ["اقرأ أيضا: ", "إقرأ أيضا – ", "قد يهمك:\u{a0}", "اقرأ أيضا.. ", "اقرأ أيضا... "]
    {
        let (titles, body) = seen(&format!("{PARAGRAPH} {marker}{TITLE}\n{PARAGRAPH}"));
        assert_eq!(titles, [TITLE], "{marker}");
        assert_eq!(body, [PARAGRAPH; 2], "{marker}");
    }
}

#[test]
fn a_title_in_quotation_marks_or_brackets_ends_with_them_and_the_text_goes_on() {
    for (line, title) in [
        ("اقرأ أيضا: «سعر “الذهب” اليوم».", "«سعر “الذهب” اليوم»"),
        ("اقرأ أيضا: “سعر «الذهب» اليوم”.", "“سعر «الذهب» اليوم”"),
        ("(اقرأ أيضا: سعر (أونصة) الذهب)", "سعر (أونصة) الذهب"),
        ("[ إقرأ أيضا – سعر الذهب. ثم ماذا؟ ]", "سعر الذهب. ثم ماذا؟"),
    ] {
        let (titles, body) = seen(&format!("{PARAGRAPH} {line} {PARAGRAPH}"));
        assert_eq!(titles, [title], "{line}");
        assert_eq!(body, [PARAGRAPH; 2], "{line}");
    }
}

#[test]
fn several_titles_may_stand_in_one_paragraph() {
    let text = format!(
        "{PARAGRAPH} اقرأ أيضا: «الخبر الأول». {PARAGRAPH} (قد يهمك: الخبر الثاني) {PARAGRAPH} اقرأ أيضا: الخبر الثالث اليوم"
    );
    let (titles, body) = seen(&text);
    assert_eq!(titles, ["«الخبر الأول»", "الخبر الثالث اليوم", "الخبر الثاني"], "one marker, one group");
    assert_eq!(body, [PARAGRAPH; 3]);
}

#[test]
fn a_title_that_begins_with_a_quoted_word_ends_with_the_paragraph() {
    let (titles, body) = seen(&format!("{PARAGRAPH} اقرأ أيضا: «الذهب» يصعد من جديد"));
    assert_eq!(titles, ["«الذهب» يصعد من جديد"]);
    assert_eq!(body, [PARAGRAPH]);
}

#[test]
fn an_article_s_own_address_leaves_the_paragraph_that_a_feed_glued_it_to() {
    let text = format!("{PARAGRAPH} رابط الخبر بصحيفة الوئام: افتتاح الجسر الجديد على النهر");
    let page = article(&text).page("a.html");
    assert_eq!(page.texts("p.self-link"), ["رابط الخبر بصحيفة الوئام: افتتاح الجسر الجديد على النهر"]);
    assert_eq!(page.texts(".article-body p:not([class])"), [PARAGRAPH]);
}

#[test]
fn titles_parted_by_gaps_may_begin_within_the_line() {
    let text = format!(
        "{PARAGRAPH}    روابط ذات علاقة    العنوان الأول    العنوان الثاني     وبالمقابل، نفت الوزارة ذلك."
    );
    let (titles, body) = seen(&text);
    assert_eq!(titles, ["العنوان الأول", "العنوان الثاني"]);
    assert_eq!(body, [PARAGRAPH, "وبالمقابل، نفت الوزارة ذلك."]);
}

#[test]
fn a_marker_whose_title_ends_nobody_knows_where_stays_with_a_warning() {
    for line in [
        // The text goes on behind the title, with nothing between them.
        "إقرأ أيضا – سعر الذهب اليوم وأكد الوزير أمس أن الأمر لم يحسم.",
        "اقرأ أيضا: «الذهب» يصعد وقال الوزير إن الأمر لم يحسم.",
        "اقرأ أيضا: كيف يصعد الذهب؟ وماذا بعد",
        // Longer than headlines are.
        &format!("اقرأ أيضا: {}", "كلمة ".repeat(40)),
        // Too short to be one.
        "اقرأ أيضا: هنا",
        "(اقرأ أيضا: سعر الذهب",
        "اقرأ أيضا: سعر الذهب اليوم اقرأ أيضا: سعر الفضة اليوم",
    ] {
        let text = format!("{PARAGRAPH} {}", line.trim_end());
        let site = article(&text);
        assert_eq!(site.codes(), ["related-inline"], "{line}");
        assert_eq!(body(&site.page("a.html")), [text]);
    }
    // What is certain before it is lifted.
    let site = article(&format!("{PARAGRAPH} اقرأ أيضا: «الذهب». وقال كذا. اقرأ أيضا: كذا وكذا. ثم قال."));
    let page = site.page("a.html");
    assert_eq!(titles(&page), ["«الذهب»"]);
    assert_eq!(body(&page), [PARAGRAPH, "وقال كذا. اقرأ أيضا: كذا وكذا. ثم قال."]);
    assert!(site.codes().contains(&"related-inline"));
    // Nor is one that is only spoken of a marker.
    let site = article("يُكتب السطر وحده على صورة «قد يهمك: عنوان المقال». واقرأ أيضا ما كتب أمس.");
    assert_eq!(site.codes(), Vec::<&str>::new());
    // Lifted out of a sentence it would leave two halves.
    for line in ["وقال الوزير (اقرأ أيضا: سعر الذهب) إنه صعد.", "وقال الوزير إقرأ أيضا – سعر الذهب اليوم"]
    {
        let site = article(line);
        assert!(site.codes().contains(&"related-inline"), "{line}");
        assert_eq!(body(&site.page("a.html")), [line]);
    }
}

#[test]
fn in_markdown_a_title_ends_where_its_link_ends() {
    for line in [
        "اقرأ أيضًا: [سعر الذهب](b.html).",
        "**اقرأ أيضًا:** [سعر الذهب](b.html)",
        "**إقرأ أيضا** – [سعر **الذهب**](b.html).",
        "*اقرأ أيضًا: [سعر الذهب](b.html)*",
        "[إقرأ أيضا: سعر الذهب](b.html)",
        "(اقرأ أيضا: [سعر الذهب](b.html))",
    ] {
        for (before, after) in [("", ""), (PARAGRAPH, ""), (PARAGRAPH, PARAGRAPH), ("كذا **وكذا**.", "")]
        {
            let page = markdown(&format!("{before} {line} {after}")).page("a.html");
            assert_eq!(titles(&page), ["سعر الذهب"], "{before} {line} {after}");
            assert_eq!(page.attributes("aside.related a", "href"), ["b.html"], "{line}");
            let around: Vec<String> =
                [before, after].iter().filter(|t| !t.is_empty()).map(|t| t.replace("**", "")).collect();
            assert_eq!(body(&page), around, "{before} {line} {after}");
        }
    }
}

#[test]
fn in_markdown_several_links_behind_one_marker_stay_links() {
    for line in [
        "اقرأ أيضًا: [الأول](b.html)، و[الثاني](c.html).",
        "\u{200f}اقرأ أيضًا: [الأول](b.html)، [الثاني](c.html)",
        "قال كذا. اقرأ أيضًا: [الأول](b.html) و[الثاني](c.html) وغيرهما.",
        "قال كذا. [اقرأ أيضًا](b.html) : ما قيل [أمس](c.html) في ذلك.",
    ] {
        let site = markdown(line);
        let page = site.page("a.html");
        assert_eq!(titles(&page), Vec::<String>::new(), "{line}");
        assert_eq!(page.attributes(".article-body a", "href"), ["b.html", "c.html"], "{line}");
        assert!(site.codes().contains(&"related-inline"), "{line}");
    }
}

#[test]
fn in_markdown_a_paragraph_with_tags_of_its_own_stays_whole() {
    let site = markdown("كذا <b>وكذا. اقرأ أيضًا: «سعر الذهب». ثم</b> كذا. اقرأ أيضا: [خبر آخر](b.html).");
    let page = site.page("a.html");
    assert_eq!((page.count("aside.related"), page.count(".article-body p")), (0, 1));
    assert!(site.codes().contains(&"related-inline"));
}

#[test]
fn a_site_lets_its_own_marker_stand_within_paragraphs() {
    let with = |inline: &str| {
        let text = format!(
            "-- site.toml --\ntitle = 'x'\n[[convention]]\nrole = 'related'\nstarts = ['من أرشيفنا']\n\
             followed_by = [':']\n{inline}\n-- seeds/a.txt --\n{PARAGRAPH} من أرشيفنا: خبر قديم من المدينة"
        );
        titles(&SiteTest::new(&text).page("a.html"))
    };
    assert_eq!(with(""), Vec::<String>::new());
    assert_eq!(
        with("inline = true\nmatches = ['نعم. من أرشيفنا: خبر قديم من المدينة']"),
        ["خبر قديم من المدينة"]
    );
}

#[test]
fn a_site_keeps_a_marker_in_the_text_wherever_it_stands() {
    let page = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[[convention]]\nrole = 'body'\nstarts = ['قد يهمك']\n\
         -- seeds/a.txt --\n{PARAGRAPH} قد يهمك: خبر آخر من المدينة"
    ))
    .page("a.html");
    assert_eq!(body(&page), [format!("{PARAGRAPH} قد يهمك: خبر آخر من المدينة")]);
}
