//! What is seen in newsroom text and in Markdown.

use warraq::diagnostic::Severity;

use crate::support::{PARAGRAPH, SiteTest, terms};

fn article(text: &str) -> SiteTest {
    SiteTest::new(&format!("-- seeds/a.txt --\n{text}\n"))
}

#[test]
fn every_line_of_newsroom_text_is_a_paragraph_blank_or_not() {
    let page = article("الفقرة الأولى تنتهي بنقطة.\nالثانية بعدها.\n \u{a0}\nوالثالثة.").page("a.html");
    assert_eq!(page.texts(".article-body p").len(), 3);
}

#[test]
fn newsroom_text_is_not_markdown() {
    let page = article("# وسم أول.\n2014. عام صعب.\n* نجمة ثم كلام.\n<b>نص</b> & كذا.").page("a.html");
    assert_eq!(
        page.texts(".article-body p"),
        ["# وسم أول.", "2014. عام صعب.", "* نجمة ثم كلام.", "<b>نص</b> & كذا."]
    );
}

#[test]
fn a_text_with_more_markup_than_words_is_shown_whole() {
    let letters = "*ا* **ب** ".repeat(2_000);
    let page = SiteTest::new(&format!("-- seeds/a.md --\n{letters}\n")).page("a.html");
    assert_eq!((page.count(".article-body em"), page.count(".article-body strong")), (2_000, 2_000));
}

#[test]
fn a_short_first_line_over_a_paragraph_is_the_headline_and_leaves_the_body() {
    let page = article(&format!("افتتاح الجسر الجديد على النهر\n\n{PARAGRAPH}")).page("a.html");
    assert_eq!(page.text("h1"), "افتتاح الجسر الجديد على النهر");
    assert_eq!(page.texts(".article-body p"), [PARAGRAPH]);
}

#[test]
fn short_lines_in_a_row_are_no_subheads() {
    let text = format!("{PARAGRAPH}\nتفاح\nبرتقال\nعنب\n{PARAGRAPH}");
    assert_eq!(article(&text).page("a.html").count("h2"), 0);
}

#[test]
fn a_subhead_is_never_the_first_or_the_last_of_the_body() {
    let text = format!("{PARAGRAPH}\n{PARAGRAPH}\nسطر قصير في الآخر");
    assert_eq!(article(&text).page("a.html").count(".article-body h2"), 0);
}

#[test]
fn a_related_line_between_a_subhead_and_its_paragraph_does_not_part_them() {
    let text = format!("{PARAGRAPH}\nعنوان فرعي\nاقرأ أيضا: خبر آخر\n{PARAGRAPH}");
    assert_eq!(article(&text).page("a.html").texts(".article-body h2"), ["عنوان فرعي"]);
}

#[test]
fn titles_under_a_bare_marker_are_taken_until_a_sentence_comes() {
    let text = format!("{PARAGRAPH}\nاقرأ أيضًا:\nالعنوان الأول\n- العنوان الثاني\n{PARAGRAPH}");
    let page = article(&text).page("a.html");
    assert_eq!(page.texts("aside.related li"), ["العنوان الأول", "العنوان الثاني"]);
    assert_eq!(page.count(".article-body p"), 2);
}

#[test]
fn a_marker_that_lost_its_title_stays_in_the_text_with_a_warning() {
    let site = article(&format!("{PARAGRAPH}\nاقرأ أيضًا:"));
    assert!(site.codes().contains(&"related-empty"));
    let page = site.page("a.html");
    assert_eq!(page.texts(".article-body p").last().map(String::as_str), Some("اقرأ أيضًا:"));
}

#[test]
fn the_footer_stands_behind_any_kind_of_blank_line_or_none() {
    let footer = "هل أعجبك المحتوى وتريد المزيد منه؟\nانضم إلى قرائنا.";
    for before in
        ["\n", "\n\n", "\n \n", "\n\u{a0}\n", "\r\n\r\n", "\nإعداد: فلانة – تحرير: فلان\n", "\n#وسم_مركب\n"]
    {
        let page = article(&format!("{PARAGRAPH}{before}{footer}")).page("a.html");
        assert_eq!(page.texts(".newsletter h2"), ["هل أعجبك المحتوى وتريد المزيد منه؟"], "{before:?}");
        assert_eq!(page.texts(".newsletter p:not(form p)"), ["انضم إلى قرائنا."], "{before:?}");
        assert_eq!(page.count(".newsletter form"), 0, "no provider, no dead form");
        let body: Vec<_> =
            std::iter::once(PARAGRAPH).chain(Some(before.trim()).filter(|b| !b.is_empty())).collect();
        assert_eq!(page.texts(".article-body p"), body, "{before:?}");
    }
}

#[test]
fn bylines_datelines_and_credits_are_known_by_their_role() {
    let text = format!("بقلم: اسم الكاتبة\nدرعا – وكالات\n{PARAGRAPH}\nالمصدر: وكالات");
    let page = article(&text).page("a.html");
    assert_eq!(page.texts(".article-body .byline"), ["بقلم: اسم الكاتبة"]);
    assert_eq!(page.texts(".article-body .dateline"), ["درعا – وكالات"]);
    assert_eq!(page.texts(".article-body .credit"), ["المصدر: وكالات"]);
}

#[test]
fn a_site_adds_a_marker_without_code_and_its_rule_comes_first() {
    let page = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[[convention]]\nrole = 'related'\nstarts = ['لا تفوّت']\n\
         followed_by = [':']\n[[convention]]\nrole = 'body'\nstarts = ['قد يهمك']\n\
         -- seeds/a.txt --\n{PARAGRAPH}\nلا تفوت: خبر آخر\nقد يهمك: خبر ثالث"
    ))
    .page("a.html");
    assert_eq!(page.texts("aside.related li"), ["خبر آخر"]);
    assert_eq!(page.texts(".article-body p").last().map(String::as_str), Some("قد يهمك: خبر ثالث"));
}

#[test]
fn a_role_can_be_left_out_by_one_rule() {
    let page = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[[convention]]\nrole = 'omit'\nstarts = ['المصدر:']\n\
         -- seeds/a.txt --\n{PARAGRAPH}\nالمصدر: وكالات"
    ))
    .page("a.html");
    assert_eq!(page.count(".article-body p"), 1);
}

#[test]
fn markdown_has_tables_footnotes_and_strikethrough() {
    let page = SiteTest::new(
        "
        -- seeds/a.md --
        # عنوان المقال

        متن فيه ~~حذف~~ وحاشية[^1].

        | أول | ثان |
        |:----|----:|
        | ا   | ب   |

        [^1]: نص الحاشية.
        ",
    )
    .page("a.html");
    assert_eq!(page.text("h1"), "عنوان المقال");
    assert_eq!(page.texts("del"), ["حذف"]);
    assert_eq!(page.texts("td"), ["ا", "ب"]);
    assert_eq!(page.attributes("td", "class"), ["align-left", "align-right"]);
    assert_eq!(page.count("[style]"), 0);
    assert!(page.text(".footnote-definition").ends_with("نص الحاشية."));
}

#[test]
fn footnotes_are_numbered_through_the_whole_article() {
    let page = SiteTest::new(
        "
        -- seeds/a.md --
        # عنوان

        أول[^a] ثم ثانٍ[^b].

        [^a]: حاشية أولى.

        [^b]: حاشية ثانية.
        ",
    )
    .page("a.html");
    assert_eq!(page.texts(".footnote-definition-label"), ["1", "2"]);
}

#[test]
fn code_has_its_own_direction_and_its_own_quotation_marks() {
    let page = SiteTest::new(
        "
        -- site.toml --
        title = 'x'
        [typography]
        quotes = '«»'
        -- seeds/a.md --
        # عنوان

        ```toml
        title = \"x\"
        ```
        ",
    )
    .page("a.html");
    assert_eq!(page.attributes("pre", "dir"), ["auto"]);
    assert_eq!(page.text("pre code.language-toml"), "title = \"x\"");
}

#[test]
fn markdown_lists_code_and_quotes_are_never_taken_for_conventions() {
    let page = SiteTest::new(
        "
        -- seeds/a.md --
        # عنوان

        فقرة.

        > اقرأ أيضا: اقتباس

            اقرأ أيضا: رمز

        1. اقرأ أيضا: بند
        ",
    )
    .page("a.html");
    assert_eq!(page.count("aside.related"), 0);
    assert_eq!(page.texts("blockquote"), ["اقرأ أيضا: اقتباس"]);
    assert_eq!(page.texts("pre code"), ["اقرأ أيضا: رمز"]);
}

#[test]
fn markdown_related_lines_may_carry_links_and_lists() {
    let page = SiteTest::new(
        "
        -- seeds/a.md --
        # عنوان

        فقرة.

        اقرأ أيضا: [خبر بعيد](https://example.org/x)

        قد يهمك:

        * الأول
        * الثاني
        ",
    )
    .page("a.html");
    assert_eq!(page.texts("aside.related li"), ["خبر بعيد", "الأول", "الثاني"]);
    assert_eq!(page.attributes("aside.related a", "href"), ["https://example.org/x"]);
}

#[test]
fn markdown_related_titles_have_each_its_own_link_and_no_other() {
    for (lines, titles, links) in [
        ("- [أول](https://x.org/a)\n- ثان", &["أول", "ثان"][..], &["https://x.org/a"][..]),
        ("- [أول](x/a)\n- [ثان](x/b)", &["أول", "ثان"], &["x/a", "x/b"]),
        ("[أول](x/a)\n[ثان](x/b)\nثالث", &["أول", "ثان", "ثالث"], &["x/a", "x/b"]),
        ("[أول\nبلا انقطاع](x/a)\\\nثان", &["أول بلا انقطاع", "ثان"], &["x/a"]),
        ("- والد\n  - [ولد](x/b)\n- أخير", &["والد", "ولد", "أخير"], &["x/b"]),
        ("1. والد\n\n   1. ولد\n", &["والد", "ولد"], &[]),
    ] {
        let page =
            SiteTest::new(&format!("-- seeds/a.md --\n# عنوان\n\n{PARAGRAPH}\n\nقد يهمك:\n\n{lines}\n"));
        let page = page.page("a.html");
        assert_eq!(page.texts("aside.related li"), titles, "{lines}");
        assert_eq!(page.attributes("aside.related a", "href"), links, "{lines}");
    }
}

#[test]
fn words_of_two_blocks_are_two_words() {
    for quoted in
        ["> أول\n>\n> ثان", "- أول\n  - ثان", "- أول\n\n  ثان", "> # أول\n> ثان", "- أول\n  ***\n  ثان"]
    {
        let page =
            SiteTest::new(&format!("-- seeds/a.md --\n+++\ntitle = 'خبر'\n+++\n{quoted}\n")).page("a.html");
        assert_eq!(page.attributes("meta[name=description]", "content"), ["أول ثان"], "{quoted}");
    }
}

#[test]
fn what_a_picture_shows_is_neither_the_lead_nor_the_headline() {
    for picture in ["![وصف الصورة](/x.png)", "[![وصف **الصورة**](/x.png)](/x.png) ![وصف](/y.png)"]
    {
        let files = [("static/x.png", Vec::new()), ("static/y.png", Vec::new())];
        let seed = format!("-- seeds/a.md --\n{picture}\n\nكلام المتن.\n");
        let page = SiteTest::with_bytes(&seed, &files).page("a.html");
        assert_eq!(page.text("h1"), "كلام المتن", "{picture}");
        assert_eq!(page.attributes("meta[name=description]", "content"), ["كلام المتن."], "{picture}");
    }
    let page = SiteTest::new("-- seeds/a.md --\n![وصف الصورة](/x.png)\n").page("a.html");
    assert_eq!(page.text("h1"), "وصف الصورة", "there is nothing else to call it by");
}

#[test]
fn front_matter_of_other_generators_is_an_error_and_a_rule_over_text_is_none() {
    let codes = |name: &str, text: &str| {
        let site = SiteTest::new(&format!("-- seeds/{name} --\n{text}\n\n{PARAGRAPH}\n"));
        site.codes().contains(&"front-matter-yaml")
    };
    for yaml in [
        "---\ntitle: عنوان الخبر\ndate: 2026-05-01\n---",
        "--- \r\ntitle: \"قال: نعم\"\r\ntags:\r\n- أول\r\n- ثان\r\n---",
        "---\n# a comment\n\nlayout: post\nauthor:\n  name: ليلى\ntags:\n  - أول\nsummary: >\n  كلام\n  وكلام\n---",
        "---\n\"title\": \"x\"\ncover.image: a.png\nis_draft: false\n---",
    ] {
        assert!(codes("a.md", yaml), "{yaml}");
        assert!(codes("a.txt", yaml), "{yaml}");
    }
    for text in [
        "---\nكلام المتن\n---",
        "---\nالمصدر: وكالات\nبقلم: فلان\n---",
        "---\nSource: Reuters\nBy: Layla\n---",
        "---\n- بند\n- بند\n---",
        "---\nقال title: عنوان\n---",
        "---\ntitle: عنوان\nثم كلام المتن\n---",
        "---\nhttps://example.org/\n---",
        "---\ntitle: عنوان",
        "\n---\ntitle: عنوان\n---",
        "----\ntitle: عنوان\n---",
        "كلام\n---\ntitle: عنوان\n---",
        "---\n---",
    ] {
        assert!(!codes("a.md", text), "{text}");
        assert!(!codes("a.txt", text), "{text}");
    }
}

#[test]
fn front_matter_says_what_an_article_is() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\ntimezone = 'Asia/Damascus'\n\
         -- seeds/a.txt --\n+++\ntitle = 'العنوان'\nstandfirst = 'مدخل'\ndate = 2026-05-01T14:30:00\n\
         updated = 2026-05-02\nsection = 'news'\ntags = ['وسم']\nauthors = ['كاتبة']\nslug = 'khabar'\n\
         lang = 'fa'\nrelated = ['https://example.org/']\nnewsletter = false\n+++\n{PARAGRAPH}\n\
         هل أعجبك المحتوى؟\nاشترك."
    ));
    assert_eq!(site.codes(), Vec::<&str>::new());
    let page = site.page("news/2026/05/khabar.html");
    assert_eq!(page.text("h1"), "العنوان");
    assert_eq!(page.text(".standfirst"), "مدخل");
    assert_eq!(page.attributes("time", "datetime"), ["2026-05-01T14:30:00+03:00", "2026-05-02"]);
    assert_eq!(page.text(".author"), "كاتبة");
    assert_eq!(page.text(".tags li"), "وسم");
    assert_eq!(page.attributes("article", "lang"), ["fa"]);
    assert_eq!(page.attributes("aside.related a", "href"), ["https://example.org/"]);
    assert_eq!(page.count(".newsletter"), 0);
}

#[test]
fn what_no_page_may_hold_does_not_come_out_of_front_matter() {
    let front = r#"standfirst = "مدخل\u0001 قصير\uFFFE"
tags = ["ذهب\u007F\uFDD0"]"#;
    let site = SiteTest::new(&format!(
        "-- seeds/a.txt --\n+++\ntitle = \"خبر\\u0001\\u0085مهم\\U0001FFFF\"\n{front}\n+++\n{PARAGRAPH}\n"
    ));
    let page = site.page("a.html");
    assert_eq!((page.text("h1"), page.text(".standfirst")), ("خبر مهم".to_owned(), "مدخل قصير".to_owned()));
    assert_eq!(page.texts(".tags li"), ["ذهب"]);
    for title in [r"\u0001", r"\u200F", r"\uFFFE "] {
        let site = SiteTest::new(&format!("-- seeds/a.txt --\n+++\ntitle = \"{title}\"\n+++\nكلام المتن.\n"));
        assert_eq!(site.codes(), ["headline-inferred"], "{title}");
        assert_eq!(site.page("a.html").text("h1"), "كلام المتن", "{title}");
    }
}

#[test]
fn a_draft_stays_one_whatever_stands_unseen_before_its_front_matter() {
    for unseen in ["\n", " ", "\u{200f}", "\u{202b}", "\u{200b}", "\u{feff}\u{200f}", "\u{a0}\n\r\n"] {
        for ending in ["txt", "md"] {
            let site = SiteTest::new(&format!(
                "-- seeds/b.txt --\n{PARAGRAPH}\n-- seeds/a.{ending} --\n{unseen}+++\ntitle = 'سر'\n\
                 draft = true\n+++\n{PARAGRAPH}\n"
            ));
            assert!(!site.paths().contains(&"a.html"), "{unseen:?} {ending}");
        }
    }
}

#[test]
fn authors_in_one_text_are_parted_at_commas_and_those_of_a_list_are_not() {
    for (given, authors) in [
        ("'ليلى، سمر'", vec!["ليلى", "سمر"]),
        ("'ليلى؛ سمر ،'", vec!["ليلى", "سمر"]),
        ("['رويترز، بيروت', 'سمر']", vec!["رويترز، بيروت", "سمر"]),
    ] {
        let site = SiteTest::new(&format!("-- seeds/a.txt --\n+++\nauthors = {given}\n+++\n{PARAGRAPH}"));
        assert_eq!(site.page("a.html").texts("a[rel=author]"), authors, "{given}");
    }
}

#[test]
fn drafts_are_not_published() {
    let site = SiteTest::new(&format!("-- seeds/a.txt --\n+++\ndraft = true\n+++\n{PARAGRAPH}"));
    assert_eq!(site.own_paths(), Vec::<&str>::new());
}

#[test]
fn quotation_marks_are_kept_unless_the_site_wants_a_pair() {
    let text = "قال “داعش“ ثم \"قسد\" في بيان طويل.";
    let closed = text.replace("داعش“", "داعش”");
    assert_eq!(article(text).page("a.html").texts(".article-body p"), [closed]);
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[typography]\nquotes = '«»'\n-- seeds/a.txt --\n\
         +++\nstandfirst = 'أعلنت \"قسد\"'\n+++\n{text}"
    ));
    assert_eq!(site.page("a.html").text(".standfirst"), "أعلنت «قسد»");
    let body = site.page("a.html").text(".article-body p");
    assert_eq!(body, "قال «داعش» ثم «قسد» في بيان طويل.");
}

#[test]
fn a_seed_that_changes_while_the_site_is_made_is_refused() {
    let site = article(PARAGRAPH);
    let path = site.folder().join("seeds/a.txt");
    let was = std::fs::metadata(&path).expect("there");
    let text = std::fs::read_to_string(&path).expect("readable");
    std::fs::write(&path, text.replacen('ا', "و", 1)).expect("written");
    let file = std::fs::File::options().write(true).open(&path).expect("there");
    file.set_modified(was.modified().expect("known")).expect("put back");
    assert_eq!(std::fs::metadata(&path).expect("there").len(), was.len());
    assert_eq!(site.make("a.html").expect_err("another text").code, "changed-meanwhile");
    std::fs::remove_file(path).expect("removed");
    assert_eq!(site.make("a.html").expect_err("no text").code, "unreadable");
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_named_and_not_followed() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("seeds")).expect("made");
    std::fs::write(folder.path().join("site.toml"), "title = 'x'").expect("written");
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("seeds/a.txt")).expect("linked");
    let found = warraq::read::read(folder.path());
    assert!(found.value.seeds.is_empty());
    assert_eq!(found.diagnostics[0].code, "symlink");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_no_text_is_an_error() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("seeds")).expect("made");
    std::fs::write(folder.path().join("site.toml"), "title = 'x'").expect("written");
    let name = std::ffi::OsStr::from_bytes(b"seeds/\xff.txt");
    std::fs::write(folder.path().join(name), "x").expect("written");
    assert_eq!(warraq::read::read(folder.path()).diagnostics[0].code, "name-unreadable");
}

#[test]
fn conventions_give_markdown_paragraphs_their_role_too() {
    let page =
        SiteTest::new(&format!("-- seeds/a.md --\n# عنوان\n\n{PARAGRAPH}\n\nالمصدر: وكالات")).page("a.html");
    assert_eq!(page.texts(".article-body p.credit"), ["المصدر: وكالات"]);
}

#[test]
fn a_marker_known_by_the_whole_line_takes_the_titles_below_it() {
    let page = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'x'\n[[convention]]\nrole = 'related'\nequals = ['من أرشيفنا']\n\
         takes = 'following'\n-- seeds/a.txt --\n{PARAGRAPH}\nمن أرشيفنا\nخبر قديم"
    ))
    .page("a.html");
    assert_eq!(page.texts("aside.related li"), ["خبر قديم"]);
}

#[test]
fn endings_of_names_may_be_in_capitals_and_other_files_are_named() {
    let site = SiteTest::new(&format!("-- seeds/A.TXT --\n{PARAGRAPH}\n-- seeds/b.docx --\nx"));
    assert_eq!(site.own_paths(), ["a.html"]);
    assert_eq!(&*site.diagnostic("seed-ignored").span.clone().expect("a file").source, "seeds/b.docx");
}

#[test]
fn an_empty_draft_does_not_stop_the_build() {
    assert_eq!(SiteTest::new("-- seeds/a.txt --\n+++\ndraft = true\n+++").codes(), Vec::<&str>::new());
}

#[test]
fn titles_parted_by_gaps_leave_the_line_and_its_text_goes_on() {
    let text = format!(
        "{PARAGRAPH}\nروابط ذات علاقة    العنوان الأول    العنوان الثاني     وبالمقابل، نفت الوزارة ذلك."
    );
    let page = article(&text).page("a.html");
    assert_eq!(page.texts("aside.related li"), ["العنوان الأول", "العنوان الثاني"]);
    assert_eq!(page.texts(".article-body p"), [PARAGRAPH, "وبالمقابل، نفت الوزارة ذلك."]);
}

#[test]
fn a_dateline_is_parted_from_the_lead_and_the_headline_is_made_without_it() {
    let text = format!("دمشق (رويترز) – {PARAGRAPH}");
    let page = article(&text).page("a.html");
    assert_eq!(page.texts(".article-body .dateline"), ["دمشق (رويترز) –"]);
    assert_eq!(page.texts(".article-body p:not(.dateline)"), [PARAGRAPH]);
    assert!(page.text("h1").starts_with("هذه فقرة"));
}

#[test]
fn a_site_keeps_shows_apart_or_omits_each_role_by_one_line() {
    for (role, line) in [
        ("byline", "بقلم: اسم الكاتبة"),
        ("dateline", "درعا – وكالات"),
        ("credit", "المصدر: وكالات"),
        ("caption", "صورة أرشيفية للجسر"),
        ("contact", "editor@example.org"),
        ("self-link", "رابط الخبر بصحيفة الوئام: عنوان الخبر"),
        ("feed-tail", "The post x appeared first on y"),
    ] {
        let text = match role {
            "byline" | "dateline" => format!("{line}\n{PARAGRAPH}"),
            _ => format!("{PARAGRAPH}\n{line}"),
        };
        let page = |roles: &str| {
            let files = format!("-- site.toml --\ntitle = 'x'\n[roles]\n{roles}\n-- seeds/a.txt --\n{text}");
            SiteTest::new(&files).page("a.html")
        };
        let ordinary = page(&format!("{role} = 'keep'")).texts(".article-body p:not([class])");
        assert!(ordinary.len() == 2 && ordinary.contains(&line.to_owned()), "{role}: {ordinary:?}");
        let apart = page(&format!("{role} = 'apart'")).texts(&format!(".article-body p.{role}"));
        assert_eq!(apart, [line]);
        assert_eq!(page(&format!("{role} = 'omit'")).texts(".article-body p"), [PARAGRAPH], "{role}");
        let shown = page("").count(&format!(".article-body p.{role}"));
        assert_eq!(shown, usize::from(role != "feed-tail"), "feed tails alone are left out");
    }
}

#[test]
fn a_file_too_long_for_an_article_is_refused_by_name_without_being_read() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("seeds")).expect("made");
    std::fs::write(folder.path().join("site.toml"), "title = 'x'").expect("written");
    let file = std::fs::File::create(folder.path().join("seeds/a.txt")).expect("made");
    file.set_len(100 << 20).expect("a hole of 100 MB");
    std::fs::write(folder.path().join("seeds/b.txt"), PARAGRAPH).expect("written");
    let sources = warraq::read::read(folder.path()).value;
    let found = warraq::compile(&sources, &terms());
    let told: Vec<_> = found.diagnostics.iter().map(|told| (&*told.code, told.severity)).collect();
    assert_eq!(told, [("too-long", Severity::Warning), ("headline-inferred", Severity::Warning)]);
    assert_eq!(found.value.site.articles.len(), 1, "the rest of the site is built");
}

#[test]
fn a_quoted_sentence_is_neither_a_title_under_a_marker_nor_a_subhead() {
    let sentence = "وقال: “لن نستسلم أبدا.”";
    let text = format!("{PARAGRAPH}\nاقرأ أيضًا:\nالعنوان الأول\n{sentence}\n{PARAGRAPH}");
    let page = article(&text).page("a.html");
    assert_eq!(page.texts("aside.related li"), ["العنوان الأول"]);
    assert_eq!(page.texts(".article-body p"), [PARAGRAPH, sentence, PARAGRAPH]);
}

/// A related line after the first paragraph, a subhead before the last.
fn recognised(language: &str, related: &str, title: &str, subhead: &str, paragraph: &str) {
    let text =
        format!("+++\nlang = '{language}'\n+++\n{paragraph}\n{related}\n{paragraph}\n{subhead}\n{paragraph}");
    let page = article(&text).page("a.html");
    assert_eq!(page.texts("aside.related li"), [title]);
    assert_eq!(page.texts(".article-body h2"), [subhead]);
    assert_eq!(page.texts(".article-body p"), [paragraph; 3]);
}

#[test]
fn a_persian_article_is_read_whichever_keyboard_wrote_it() {
    let paragraph = "پل تازهٔ شهر دیروز باز شد و مردم می‌گویند که رفت‌وآمد میان دو کرانه آسان‌تر خواهد بود.";
    recognised(
        "fa",
        "بیشتر بخوانید: بهای نان: سال سخت",
        "بهای نان: سال سخت",
        "هزینه را چه کسی می‌دهد؟",
        paragraph,
    );
    recognised("fa-IR", "بيشتر بخوانيد :بهای نان", "بهای نان", "نگاه «کارشناسان» به پل", paragraph);
}

#[test]
fn an_urdu_article_is_read_though_its_sentences_end_in_their_own_stop() {
    let paragraph = "شہر کا نیا پل کل کھول دیا گیا اور لوگوں کا کہنا ہے کہ اب دریا پار کرنا آسان ہو جائے گا۔";
    recognised(
        "ur",
        "مزید پڑھیں : روٹی کی قیمت: ایک مشکل سال",
        "روٹی کی قیمت: ایک مشکل سال",
        "خرچ کون دے گا؟",
        paragraph,
    );
    recognised("ur", "یہ بھی پڑھیئے\nروٹی کی قیمت", "روٹی کی قیمت", "انھوں نے کیا کہا", paragraph);
}

#[test]
fn a_sorani_article_is_read_in_the_old_spelling_and_the_new() {
    let paragraph =
        "پردە نوێیەکەی شار دوێنێ کرایەوە و خەڵک دەڵێن هاتوچۆ لە نێوان هەردوو بەری ڕووبارەکە ئاسانتر دەبێت.";
    recognised("ckb", "زیاتر بخوێنەوە: نرخی نان", "نرخی نان", "کێ پارەکە دەدات؟", paragraph);
    recognised("ckb", "زیاتر بخوێنه\u{200c}وه\u{200c}: نرخی نان", "نرخی نان", "خەرجی پردەکە", paragraph);
}

#[test]
fn a_hebrew_article_is_read_with_its_abbreviations() {
    let paragraph =
        "הגשר החדש בעיר נפתח אתמול, והתושבים אומרים כי המעבר בין שתי גדות הנהר יהיה קל יותר מעתה.";
    recognised("he", "קראו גם: מחיר הלחם: שנה קשה", "מחיר הלחם: שנה קשה", "מה אמר מנכ\"ל העירייה", paragraph);
    recognised("he", "לקריאה נוספת – דו\"ח הלחם", "דו\"ח הלחם", "\"המסמך\" של ועדה ב'", paragraph);
}

#[test]
fn an_article_in_another_language_than_its_site_has_the_rules_of_its_own() {
    let paragraph =
        "הגשר החדש בעיר נפתח אתמול, והתושבים אומרים כי המעבר בין שתי גדות הנהר יהיה קל יותר מעתה.";
    let text = format!("+++\nlang = 'he'\n+++\n{paragraph}\nקראו גם: מחיר הלחם\nاقرأ أيضا: خبر آخر");
    let page = article(&text).page("a.html");
    assert_eq!(page.texts("aside.related li"), ["מחיר הלחם"]);
}

#[test]
fn a_mark_at_the_beginning_of_a_title_is_not_lost() {
    let text = format!("{PARAGRAPH}\nاقرأ أيضا:\u{64e} \u{619}عنوان");
    assert_eq!(article(&text).page("a.html").texts("aside.related li"), ["\u{64e} \u{619}عنوان"]);
}

#[test]
fn code_of_one_short_word_is_marked_so_that_no_line_ends_within_it() {
    let site = SiteTest::new(
        "-- seeds/a.md --\n# عنوان\n\nالتحذير `headline-inferred` في `seeds/<b>.txt`، و`title` و`2014-2016` \
         و`warraq build --serve`، و`a-word-that-is-longer-than-a-line-of-a-phone`، و![صورة `a-b`](/a.png).\n",
    );
    let page = site.page("a.html");
    assert_eq!(page.texts("code.word"), ["headline-inferred", "seeds/<b>.txt"]);
    assert_eq!(page.count(".article-body code"), 6);
    assert_eq!(page.attributes(".article-body img", "alt"), ["صورة a-b"]);
}
