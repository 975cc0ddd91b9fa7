//! Typography: the linter kind by kind, what a repair may change, and what a page shows.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use unicode_normalization::UnicodeNormalization;
use warraq::parse::prose::{blocks, flaws, repair};
use warraq::source::Format;
use warraq::text::arabic::headline_key;
use warraq::text::typography::{Finding, Kind, Quotes, Typography};

use crate::support::SiteTest;

fn repaired(format: Format, text: &str) -> String {
    repair(format, text).map_or_else(|| text.to_owned(), |repaired| repaired.text)
}

/// Each text has flaws of that kind alone, and is mended to the other.
fn mends(kind: Kind, table: &[(&str, &str)]) {
    for (text, mended) in table {
        let found = flaws(Format::Plain, text);
        assert!(!found.is_empty() && found.iter().all(|f| f.kind == kind), "{text:?}: {found:?}");
        assert_eq!(repaired(Format::Plain, text), *mended, "{text:?}");
    }
}

/// Each text has a flaw of that kind, and only its author can mend it.
fn tells(kind: Kind, table: &[&str]) {
    for text in table {
        let found = flaws(Format::Plain, text);
        let certain = found.iter().any(|f| f.replacement.is_some());
        assert!(!found.is_empty() && found.iter().all(|f| f.kind == kind) && !certain, "{text:?}: {found:?}");
    }
}

fn passes(table: &[&str]) {
    for text in table {
        assert_eq!(flaws(Format::Plain, text), [], "{text:?}");
    }
}

#[test]
fn quotation_marks_that_face_the_wrong_way() {
    mends(
        Kind::QuoteDirection,
        &[
            ("ما يكفي من “القوات“، لافتا", "ما يكفي من “القوات”، لافتا"),
            ("لـ“الحل نت“: “لا أعتقد“.", "لـ“الحل نت”: “لا أعتقد”."),
            ("“حماس” و”الجهاد” و“غيرهما”", "“حماس” و“الجهاد” و“غيرهما”"),
            ("«سابك» و»مصرف» و«غيره»", "«سابك» و«مصرف» و«غيره»"),
            ("«قال “داعش“ ثم»", "«قال “داعش” ثم»"),
        ],
    );
    tells(
        Kind::QuoteDirection,
        &[
            "قال “داعش” ثم “قسد” ولم يتم القوات“ كلامه “",
            "برنامج بـ”كورونا” لأربعة",
            "قال “داعش “مرة“ ثم“",
            "“قسد” و«داعش“",
        ],
    );
    passes(&["”التبذر الشامل“ و”غيره“", "„نص“ و„آخر“", "he said ”so”", "\"نص\" و\"آخر\"", "“قال «داعش» ثم”"]);
}

#[test]
fn two_pairs_for_one_purpose() {
    tells(Kind::QuotesMixed, &["“قسد” و“داعش” و«الحشد»"]);
    passes(&["«قال “داعش” ثم» و«قسد»", "“قسد” و\"داعش\""]);
}

#[test]
fn latin_punctuation_in_arabic() {
    mends(
        Kind::LatinPunctuation,
        &[
            ("في الحصة, التقط", "في الحصة، التقط"),
            ("كلمة,كلمة; ثم", "كلمة،كلمة؛ ثم"),
            ("ماذا بعد?", "ماذا بعد؟"),
            ("قال (وهو غاضب), ثم \"خرج\", ماذا??", "قال (وهو غاضب)، ثم \"خرج\"، ماذا؟؟"),
            ("كتابًا, ثم", "كتابًا، ثم"),
        ],
    );
    tells(Kind::LatinPunctuation, &["ا?خر الخبر"]);
    passes(&[
        "بلغ 10,000 و3,5 بالمئة, ثم".trim_end_matches(", ثم"),
        "قناة CNN, BBC; why?",
        "راجع https://example.org/?a=خبر,ثان;ثالث?",
        "كتب a,b@example.org",
        "في 2014, ثم",
        "&quot;نص&quot;",
    ]);
}

#[test]
fn spaces_before_punctuation() {
    mends(
        Kind::SpaceBefore,
        &[
            ("قال الفريق .", "قال الفريق."),
            ("العربية ، الفرنسية\u{a0}؛ ماذا ؟!", "العربية، الفرنسية؛ ماذا؟!"),
            ("في 2016 ، حسب", "في 2016، حسب"),
            ("الجارية ،مع تشريك", "الجارية، مع تشريك"),
            ("قال :كلمة", "قال: كلمة"),
            ("(قسد)  . ثم “داعش” !", "(قسد). ثم “داعش”!"),
        ],
    );
    mends(Kind::SpaceBefore, &[("السعودية ,وزين", "السعودية، وزين")]);
    tells(Kind::SpaceBefore, &["من النادي .حاول", "قال :\"نص\""]);
    passes(&[
        "يحترق .. آخر",
        "ثم ... صمت".trim_start_matches("ثم ... صمت"),
        "فاز 3 : 1 في 12 :30",
        "لغة .NET ونسبة .5",
        "ضحك :)",
        "word : word .",
        "القسم 2 . كلمة",
        "راجع example.org .",
        "نقاط . . . هنا",
    ]);
}

#[test]
fn latin_punctuation_after_a_space_is_mended_at_once() {
    assert_eq!(repaired(Format::Plain, "العنب , أكد ; ثم ?"), "العنب، أكد؛ ثم؟");
}

#[test]
fn doubled_and_no_break_spaces() {
    mends(Kind::DoubledSpace, &[("قد يهمك:  هجوم", "قد يهمك: هجوم"), ("نص\u{a0} نص", "نص نص")]);
    tells(Kind::DoubledSpace, &["روابط ذات علاقة    عنوان    ثان", "الترتيب\u{a0}\u{a0}\u{a0}ن"]);
    mends(Kind::NoBreakSpace, &[("على\u{a0}الانستغرام", "على الانستغرام"), ("قال:\u{202f}نعم", "قال: نعم")]);
    passes(&[
        "  نص  ",
        "نص\t نص",
        "10\u{a0}000 و5\u{a0}% و7\u{202f}كم".trim_end_matches(" و7\u{202f}كم"),
        "د.\u{a0}أحمد",
        "«\u{a0}نص\u{a0}»",
        "قناة\u{a0}CNN",
        "10  20",
    ]);
}

#[test]
fn tatweel_within_words() {
    mends(
        Kind::Tatweel,
        &[
            ("محـــمود", "محمود"),
            ("هنـا وهنـا", "هنا وهنا"),
            ("الأثـاث", "الأثاث"),
            ("بالــقوات", "بالقوات"),
            ("مـبـلغ", "مبلغ"),
        ],
    );
    passes(&[
        "لـ“الحل نت” ولـCNN وبـ50 والـ(نص)",
        "سنة 1436 هـ، وتـ",
        "لـداعش وبالـقوات والـسوق",
        "ــــ",
        "تحـ ـرير",
        "هـٰذا",
        "هـەموو",
        "#محـمود_علي",
    ]);
}

#[test]
fn letters_stored_as_shapes() {
    mends(Kind::PresentationForm, &[("ﺍﻟﺼﻮﺍﺭﻳﺦ", "الصواريخ"), ("اﻻنتخابات ﻓﻲ", "الانتخابات في")]);
    tells(Kind::PresentationForm, &["ﺔﻴﺑﺮﻌﻟﺍ", "ۋە ﯞﻩ", "ﺳﻪﻟ", "ﺩﻮﻤﺤﻣ"]);
    passes(&["قال ﷺ: ﷲ ﷽", "﴿نص﴾", "ﷻ 5 ﷼"]);
}

#[test]
fn dots_for_an_ellipsis() {
    mends(
        Kind::Ellipsis,
        &[("وماذا تأكل...", "وماذا تأكل…"), ("كفيلة (...) بتوجيهنا", "كفيلة (…) بتوجيهنا")],
    );
    tells(Kind::Ellipsis, &["لقد احترق..", "«لقد احترق..»"]);
    passes(&["تنظيم يحترق.. آخر أيامه", "wait... what", "من 0...9", "نص.......", "انظر ../a و…", "تأكل…"]);
}

#[test]
fn each_kind_has_its_code() {
    for (kind, code) in [
        (Kind::QuoteDirection, "quote-direction"),
        (Kind::QuotesMixed, "quotes-mixed"),
        (Kind::LatinPunctuation, "latin-punctuation"),
        (Kind::SpaceBefore, "space-before-punctuation"),
        (Kind::DoubledSpace, "doubled-space"),
        (Kind::NoBreakSpace, "no-break-space"),
        (Kind::Tatweel, "tatweel"),
        (Kind::PresentationForm, "presentation-form"),
        (Kind::Ellipsis, "ellipsis"),
        (Kind::BidiUnbalanced, "bidi-unbalanced"),
        (Kind::LettersLost, "letters-lost"),
    ] {
        assert_eq!(warraq::diagnostic::catalog::flaw_code(kind), code);
    }
}

#[test]
fn controls_without_a_counterpart_and_lost_letters_are_grave() {
    for (text, kind, mended) in [
        ("رسميا \u{202b}نص", Kind::BidiUnbalanced, "رسميا \u{202b}نص"),
        ("رسميا\u{202c} نص", Kind::BidiUnbalanced, "رسميا نص"),
        ("بريطا\u{fffd}\u{fffd}يا", Kind::LettersLost, "بريطا\u{fffd}\u{fffd}يا"),
    ] {
        let kinds: Vec<Kind> = flaws(Format::Plain, text).iter().map(|f| f.kind).collect();
        assert_eq!(kinds, [kind], "{text:?}");
        assert!(kind.is_grave());
        assert_eq!(repaired(Format::Plain, text), mended);
    }
}

#[test]
fn code_front_matter_markup_and_addresses_are_never_touched() {
    for text in [
        "+++\ntitle = 'نص , ثان ...'\n+++\n",
        "```\nنص , ثان  ...\n```",
        "    نص , ثان  ...",
        "قال `نص , ثان  ...` ثم",
        "<b title=\"نص , ثان\">",
        "[نص,ثان] و[نص,ثان][]\n\n[نص,ثان]: https://example.org/نص,ثان",
        "[كلمة](https://example.org/نص,ثان 'نص , ثان')",
        "<https://example.org/نص,ثان>",
        "| أ  |  ب |\n|:--|--:|\n| ج  |  د |",
        "نص  \nنص\\\nنص",
    ] {
        assert_eq!(repaired(Format::Markdown, text), text);
    }
    assert_eq!(repaired(Format::Markdown, "**“القوات**“ [نص , ثان](a)"), "**“القوات**” [نص، ثان](a)");
    assert_eq!(repaired(Format::Plain, "+++\nنص , ثان"), "+++\nنص , ثان");
}

#[test]
fn a_repair_of_a_hard_wrapped_text_pairs_marks_over_its_lines() {
    let line = "كلمات متتابعة في سطر طويل قطعه محرر النصوص قبل أن تنتهي الجملة";
    let text = [line; 4].join("\r\n") + "\r\n“قال " + &[line; 4].join("\r\n") + "“ وخرج.\r\n";
    assert_eq!(repaired(Format::Plain, &text), text.replace("“ وخرج", "” وخرج"));
}

#[test]
fn a_page_closes_what_was_opened_and_may_have_single_spaces() {
    let text = "قال “القوات“ ثم «قسد«، و”داعش” في\u{a0}بيان:  طويل.";
    let body = |settings: &str| {
        let files = format!("-- site.toml --\ntitle = 'x'\n{settings}\n-- seeds/a.txt --\n{text}");
        let html = SiteTest::new(&files).make("a.html").expect("made");
        let start = html.find("<p>قال").expect("the paragraph");
        html[start + 3..].split("</p>").next().unwrap_or_default().to_owned()
    };
    assert_eq!(body(""), "قال “القوات“ ثم «قسد»، و”داعش” في\u{a0}بيان:  طويل.");
    assert_eq!(
        body("[typography]\nspaces = 'single'\nquotes = '«»'"),
        "قال «القوات» ثم «قسد»، و«داعش» في بيان: طويل."
    );
    let show = |text| Typography::KEEP.show(text).into_owned();
    assert_eq!(show("من “القوات“، وغيرها"), "من “القوات”، وغيرها");
    assert_eq!(show("قال “داعش “مرة“ ثم“"), "قال “داعش “مرة“ ثم“");
    let angles = Typography { quotes: Quotes::As('«', '»'), ..Typography::KEEP };
    assert_eq!(angles.show("قال “نص «مرة» آخر” ثم"), "قال “نص «مرة» آخر” ثم");
}

#[test]
fn the_marks_of_the_first_seed_that_face_the_wrong_way_are_turned() {
    let seed = include_str!("../../seeds/000_eaf19b3aebfbba18.txt");
    let wrong = flaws(Format::Plain, seed).iter().filter(|flaw| flaw.kind == Kind::QuoteDirection).count();
    let after = repaired(Format::Plain, seed);
    assert_eq!((wrong, after.matches('“').count(), after.matches('”').count()), (6, 18, 18));
}

#[test]
fn joiners_and_marks_of_direction_reach_the_page_as_they_were_typed() {
    let line = "می\u{200c}خواهد ه\u{200d} و\u{200e}C++\u{200e} ثم \u{200f}2014–2016\u{200f} ثم \u{61c}5% من ذلك كله، وبقية الجملة بعد ذلك.";
    for settings in ["", "[typography]\nquotes = '«»'\nspaces = 'single'\n"] {
        let site = SiteTest::new(&format!(
            "-- site.toml --\ntitle = 'x'\n{settings}\n-- seeds/a.txt --\n+++\ntitle = 'C++\u{200e} و\u{200f}!'\n+++\n{line}"
        ));
        let page = site.page("a.html");
        assert_eq!(page.text(".article-body p"), line);
        assert_eq!(page.text("h1"), "C++\u{200e} و\u{200f}!");
    }
    assert_eq!(repaired(Format::Plain, &format!("قال , {line}")), format!("قال، {line}"));
}

/// Text of everything that the rules look at.
fn text() -> impl Strategy<Value = String> {
    let parts = [
        "كلمة",
        "الكتاب",
        "لـ",
        "و",
        "محـمد",
        "هـ",
        "ـ",
        "نصًا",
        "word",
        "10",
        "3.5",
        "،",
        "؛",
        "؟",
        ",",
        ";",
        "?",
        ".",
        "..",
        "...",
        "…",
        ":",
        "!",
        " ",
        " ",
        " ",
        "  ",
        "\u{a0}",
        "\n",
        "\r\n",
        "“",
        "”",
        "«",
        "»",
        "\"",
        "„",
        "(",
        ")",
        "-",
        "*",
        "**",
        "`",
        "# ",
        "> ",
        "[",
        "](a)",
        "|",
        "\\",
        "https://a.b/c,د",
        "@a",
        "#وسم",
        "&amp;",
        "\u{200f}",
        "\u{200c}",
        "\u{200d}",
        "\u{61c}",
        "\u{202b}",
        "\u{202c}",
        "\u{2067}",
        "\u{2069}",
        "ﻻ",
        "ﺍﻟ",
        "ﻪ",
        "ﷺ",
        "ە",
        "\u{64e}",
        "\u{fe76}",
        "\u{fffd}",
        "+++",
        "1. ",
    ];
    let part = prop_oneof![12 => prop::sample::select(parts.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn format() -> impl Strategy<Value = Format> {
    prop_oneof![Just(Format::Plain), Just(Format::Markdown)]
}

/// The letters and digits of a text, in whatever shape, without tatweel.
fn letters(text: &str) -> String {
    text.nfkc().filter(|&c| c.is_alphanumeric() && c != '\u{640}').collect()
}

/// The structure of a Markdown text: its tags and code.
fn structure(text: &str) -> Vec<Event<'_>> {
    let events = Parser::new_ext(
        text,
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH,
    );
    events.filter(|event| !matches!(event, Event::Text(_))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn repairing_twice_changes_nothing_more(text in text(), format in format()) {
        if let Some(first) = repair(format, &text) {
            let second = repair(format, &first.text);
            prop_assert!(second.is_none(), "{text:?} → {:?} → {second:?}", first.text);
        }
    }

    #[test]
    fn a_repair_changes_no_letter_digit_joiner_or_mark_of_direction(text in text(), format in format()) {
        let after = repaired(format, &text);
        prop_assert_eq!(letters(&after), letters(&text));
        prop_assert_eq!(headline_key(&after), headline_key(&text));
        for kept in ['\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{61c}', '\n', '\r', 'ﷺ', '\u{fffd}'] {
            prop_assert_eq!(after.matches(kept).count(), text.matches(kept).count());
        }
    }

    #[test]
    fn a_repair_keeps_the_structure_of_markdown(text in text()) {
        prop_assume!(text.split_whitespace().next() != Some("+++"));
        let after = repaired(Format::Markdown, &text);
        prop_assert_eq!(structure(&after), structure(&text), "{:?} → {:?}", text, after);
    }

    #[test]
    fn places_are_in_order_on_letters_and_apart(text in text(), format in format()) {
        let mut last = 0;
        for Finding { range, .. } in flaws(format, &text).iter().filter(|f| f.kind != Kind::QuotesMixed) {
            prop_assert!(text.get(range.clone()).is_some_and(|here| !here.is_empty()), "{range:?} of {text:?}");
            prop_assert!(range.start >= last, "{range:?} of {text:?}");
            last = range.end;
        }
        let stretches: Vec<_> = blocks(format, &text).into_iter().flatten().collect();
        prop_assert!(stretches.iter().all(|range| text.get(range.clone()).is_some()));
        prop_assert!(stretches.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
}
