//! How long an article is: in words, in minutes, and as an excerpt.

use fluent_templates::fluent_bundle::FluentValue;
use warraq::config::edition::Edition;
use warraq::read;
use warraq::render::messages::{Args, Messages};

use crate::support::SiteTest;

fn article(language: &str, front: &str, words: usize) -> SiteTest {
    let text = "كلمة ".repeat(words);
    SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\nlanguage = '{language}'\n\
         -- seeds/a.txt --\n+++\ntitle = 'خبر'\n{front}\n+++\n{text}.\n"
    ))
}

fn reading_time(language: &str, front: &str, words: usize) -> String {
    article(language, front, words).page("a.html").text(".article-header .length")
}

#[test]
fn an_article_says_how_long_it_takes_to_read_in_the_words_of_its_number() {
    for (words, told) in [
        (1, "مدة القراءة: دقيقة واحدة"),
        (138 * 2, "مدة القراءة: دقيقتان"),
        (138 * 3, "مدة القراءة: ثلاث دقائق"),
        (138 * 11, "مدة القراءة: 11 دقيقة"),
        (138 * 100, "مدة القراءة: 100 دقيقة"),
        (138 * 103, "مدة القراءة: 103 دقائق"),
    ] {
        assert_eq!(reading_time("ar", "", words), told, "{words}");
    }
    assert_eq!(reading_time("en", "", 228 * 3), "3 min read");
}

#[test]
fn the_rate_is_that_of_the_articles_language_and_the_words_are_the_sites() {
    assert_eq!(reading_time("ar", "lang = 'en'", 138 * 5), "مدة القراءة: ثلاث دقائق");
}

#[test]
fn an_article_of_headings_and_images_alone_takes_no_time() {
    let site = SiteTest::new("-- seeds/a.md --\n# خبر\n\n![صورة](/a.jpg)\n");
    let page = site.page("a.html");
    assert_eq!(page.count(".length"), 0);
    assert!(page.raw("script").contains("\"wordCount\":0"));
    assert!(!page.raw("script").contains("timeRequired"));
}

#[test]
fn words_are_counted_through_markup_and_not_across_paragraphs() {
    let site = SiteTest::new(
        "-- seeds/a.md --\n# خبر\n\nقال **و**القوات [في](https://example.org/) `x`\n\n- بند\n- ثان\n\n\
         | أ | ب |\n|---|---|\n| ج | د |\n\n```\nlet x = 1;\n```\n",
    );
    assert!(site.page("a.html").raw("script").contains("\"wordCount\":10"));
}

#[test]
fn minutes_take_the_right_form_at_any_number() {
    let sources = read::read(article("ar", "", 1).folder()).value;
    let edition = Edition { language: "ar-SY".to_owned(), ..Edition::new("x") };
    let messages = Messages::load(&sources, &edition).value;
    for (n, form) in [
        (0, "مدة القراءة: أقل من دقيقة"),
        (1, "مدة القراءة: دقيقة واحدة"),
        (2, "مدة القراءة: دقيقتان"),
        (3, "مدة القراءة: ثلاث دقائق"),
        (10, "مدة القراءة: عشر دقائق"),
        (11, "مدة القراءة: 11 دقيقة"),
        (100, "مدة القراءة: 100 دقيقة"),
        (103, "مدة القراءة: 103 دقائق"),
        (111, "مدة القراءة: 111 دقيقة"),
        (1003, "مدة القراءة: 1003 دقائق"),
    ] {
        let args = Args::from([("minutes".into(), FluentValue::from(n))]);
        assert_eq!(messages.get("reading-time", &args).as_deref(), Ok(form), "{n}");
    }
}

#[test]
fn an_excerpt_leaves_a_letter_its_marks_and_an_isolate_whole() {
    let excerpt = |lead: &str| {
        let site = SiteTest::new(&format!("-- seeds/a.txt --\n+++\ntitle = 'خبر'\n+++\n{lead}\n"));
        site.page("index.html").text(".card p:not(.meta)")
    };
    let endless = "سَّ".repeat(100);
    assert_eq!(excerpt(&endless), format!("{}…", "سَّ".repeat(56)), "170 characters end within a letter");
    let words = "كلمة ".repeat(33);
    assert_eq!(
        excerpt(&format!("{words}\u{2066}+963 11 222\u{2069} والآن")),
        format!("{}…", words.trim_end())
    );
}
