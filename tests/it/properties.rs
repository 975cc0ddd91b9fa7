//! What holds for any text at all.

use std::collections::BTreeMap;

use proptest::prelude::*;
use scraper::Html;
use warraq::config::Config;
use warraq::config::convention::Role;
use warraq::manuscript::{HeadlineOrigin, Manuscript, Marks, Matter, text_of};
use warraq::parse::conventions::Conventions;
use warraq::parse::parse;
use warraq::render::body::html;
use warraq::source::{Format, Seed};
use warraq::text::arabic::is_ignorable;
use warraq::text::bidi::Direction;
use warraq::text::html::Cleaner;
use warraq::text::typography::Typography;

/// Lines as newsrooms write them, and as nobody should.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "قد يهمك: خسائر: دابر",
        "اقرأ أيضًا:",
        "إقرأ أيضا – عنوان",
        "كلام. إقرأ أيضا – «عنوان». ثم كلام",
        "كلام. (قد يهمك: عنوان آخر) ثم كلام. اقرأ أيضا: عنوان من كلمات",
        "كلام    روابط ذات علاقة    عنوان أول    عنوان ثان    ثم كلام.",
        "كلام. **اقرأ أيضا**: [عنوان](b.html). ثم *كلام [رابط](c)*",
        "عنوان فرعي",
        "دعم لقسد؟",
        "المصدر: وكالات",
        "هل أعجبك المحتوى وتريد المزيد؟",
        "بقلم: فلان",
        "درعا – وكالات",
        "- بند",
        "  - بند في بند",
        "- [بند](b.html)",
        "اقرأ أيضًا:\n\n- بند\n  - ثان\n\n    ثالث\n- رابع",
        "  ***",
        "* نجمة",
        "2014. عام صعب",
        "# وسم",
        "> اقتباس",
        "The post x appeared first on y",
        "",
        " \u{a0}",
        "+++",
        "```",
        "| أ | ب |",
        "|---|---|",
    ]);
    let prose = "(كلمة|ثم|جملة|قال|في|المدينة|،| |\\.|:){5,30}";
    prop_oneof![4 => known.prop_map(str::to_owned), 3 => prose, 1 => any::<String>()]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(line(), 0..14).prop_map(|lines| lines.join("\n"))
}

/// What raw HTML is made of, in any order. Comments and the insides of scripts are no words.
fn raw_html() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "كلمة",
        "كلمة.",
        "\n\nكلمة",
        "\n> كلمة",
        "\n* كلمة",
        "\n| كلمة |\n|---|\n",
    ]);
    let names = prop::sample::select(vec![
        "b",
        "i",
        "a",
        "p",
        "div",
        "span",
        "table",
        "tr",
        "td",
        "ul",
        "li",
        "details",
        "summary",
        "h2",
        "pre",
        "blockquote",
        "br",
        "img",
        "svg",
        "math",
        "select",
        "option",
        "textarea",
        "title",
        "form",
        "button",
        "iframe",
        "noscript",
        "template",
        "body",
        "nobr",
        "font",
        "ruby",
        "rt",
    ]);
    let attributes =
        prop::sample::select(vec!["", " class=x", " title='>'", " href=x", " onclick=x", " src=x", "/"]);
    prop_oneof![
        3 => words.prop_map(str::to_owned),
        2 => (names.clone(), attributes).prop_map(|(name, attributes)| format!("<{name}{attributes}>")),
        2 => names.clone().prop_map(|name| format!("</{name}>")),
        1 => names.prop_map(|name| format!("\n\n<{name}>\n")),
    ]
}

/// Markdown beyond what newsrooms write.
fn markup() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "[رابط](https://a.b/ \"عنوان\") و[آخر](c.html) و<https://d.e/>",
        "[رابط](<خبر آخر.html>)",
        "![صورة](a.png \"عنوان\") و![](b.png)",
        "كلام[^1] آخر\n\n[^1]: حاشية",
        "~~خطأ~~ ثم **قوي *ومائل***",
        "كلام &amp; كلام &nbsp; \\* كلام &#x200f;",
        "| ا | ب |\n|:-:|--|\n| ج | *د* |",
        "```rust\nlet a;\n```",
        "    رمز\n    آخر",
        "1) أول\n2) ثان",
        "5. خامس\n   وسطر\n\n6. سادس",
        "- [ ] بند\n- [x] تم",
        "##### عنوان *مائل*",
        "عنوان\n======",
        "> [!NOTE]\n> ملحوظة",
        "[مرجع][x] و[x] و[x][]\n\n[x]: /y 'ع'",
        "`رمز` و``ر`م``",
        "سطر  \nآخر\\\nثالث",
        "---",
        "<!-- تعليق -->",
        "كلام <b>غليظ</b> و<span onclick=x>كلمة</span>",
        "قد يهمك: [عنوان](b.html)",
        "هل أعجبك المحتوى وتريد المزيد؟\nانضم إلينا",
    ])
    .prop_map(str::to_owned)
}

fn with_manuscript<T>(text: &str, format: Format, look: impl FnOnce(&Manuscript<'_>) -> T) -> T {
    let config = Config::new("صحيفة");
    let conventions = Conventions::compile(&config).value;
    let seed = Seed { path: "seeds/a".into(), format, sidecar: None, stamp: None };
    let manuscript = parse(&seed, text, None, &config, &conventions).value;
    look(&manuscript)
}

/// How often each word occurs: runs of letters and digits, so that bullets and separators, which
/// a sidebar does not need, do not count.
fn count<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for text in texts {
        let words = text.split(|c: char| !c.is_alphanumeric() && !is_ignorable(c));
        for word in words.filter(|word| word.chars().any(char::is_alphanumeric)) {
            *counted.entry(word.to_owned()).or_insert(0) += 1;
        }
    }
    counted
}

/// All that a manuscript holds of its text but the markers of its related lines, and the markers.
fn parts(manuscript: &Manuscript<'_>) -> (Vec<String>, Vec<String>) {
    let mut parts: Vec<String> = Vec::new();
    let headline = manuscript.headline.iter().filter(|h| h.origin == HeadlineOrigin::Line);
    parts.extend(headline.map(|headline| headline.text.clone()));
    let blocks = manuscript.body.iter().chain(&manuscript.omitted);
    parts.extend(blocks.map(|block| block.text().into_owned()));
    parts.extend(manuscript.related.iter().map(|related| related.value.title.to_string()));
    parts.extend(manuscript.newsletter.iter().flat_map(|footer| footer.lines.clone()));
    (parts, manuscript.related.iter().map(|related| related.value.marker.to_string()).collect())
}

proptest! {
    #[test]
    fn no_word_of_a_text_is_lost_or_doubled(text in text(), markdown in any::<bool>()) {
        prop_assume!(text.split_whitespace().next() != Some("+++"));
        let (format, words) = if markdown {
            let blocks = warraq::parse::markdown::split(&"a.md".into(), &text, 0, &Config::new(""), &mut Vec::new());
            (Format::Markdown, blocks.iter().map(|block| text_of(&block.events)).collect::<Vec<_>>().join("\n"))
        } else {
            (Format::Plain, text.clone())
        };
        let (seen, markers) = with_manuscript(&text, format, parts);
        let (before, after) = (count([words.as_str()]), count(seen.iter().map(String::as_str)));
        // A marker is shown once, over as many titles as there are, and may be written as often.
        let markers = count(markers.iter().map(String::as_str));
        for word in before.keys().chain(after.keys()) {
            let [written, shown] = [&before, &after].map(|counted| counted.get(word).copied().unwrap_or(0));
            let fits = if markers.contains_key(word) { shown < written } else { shown == written };
            prop_assert!(fits, "{word} of {text:?} is lost or doubled: {seen:?}");
        }
    }

    #[test]
    fn what_marks_say_of_a_text_is_what_its_page_shows(
        front in prop::sample::select(vec![
            "", "+++\n+++\n", "+++\ntitle = 'عنوان'\nlang = 'en'\n+++\n", "+++\nrelated = ['خبر']\n+++\n",
        ]),
        parts in prop::collection::vec(prop_oneof![4 => text(), 1 => raw_html(), 4 => markup()], 1..8),
        markdown in any::<bool>(),
    ) {
        // A text has more words than markup.
        let text = format!("{front}{}\n\n{}", parts.join("\n\n"), "كلام ".repeat(10_000));
        let format = if markdown { Format::Markdown } else { Format::Plain };
        let config = Config::new("صحيفة");
        let conventions = Conventions::compile(&config).value;
        let seed = Seed { path: "seeds/a".into(), format, sidecar: None, stamp: None };
        let manuscript = parse(&seed, &text, None, &config, &conventions).value;
        let marks = Marks::of(&manuscript, &text);
        // An author's tag that is not closed makes the rest of a text into markup.
        prop_assume!(marks.is_some());
        prop_assert_eq!(marks.as_ref().and_then(|marks| marks.on(&text)), Some(Matter::from(manuscript)));
    }

    #[test]
    fn no_word_between_an_authors_tags_is_lost(parts in prop::collection::vec(raw_html(), 0..24)) {
        let text = parts.join(" ");
        let words = |text: &str| text.matches("كلمة").count();
        let body = with_manuscript(&text, Format::Markdown, |manuscript| {
            html(&manuscript.body, Typography::KEEP, Direction::Rtl, Some(&Cleaner::default()))
        });
        let shown: String = Html::parse_fragment(&body).root_element().text().collect();
        prop_assert_eq!(words(&text), words(&shown), "{:?} became {:?}", text, body);
        let cleaner = Cleaner::default();
        let once = cleaner.clean(&body);
        prop_assert_eq!(&once, &cleaner.clean(&once));
    }

    #[test]
    fn every_place_falls_on_letters_of_the_text(text in text(), markdown in any::<bool>()) {
        let format = if markdown { Format::Markdown } else { Format::Plain };
        with_manuscript(&text, format, |manuscript| {
            let blocks = manuscript.body.iter().chain(&manuscript.omitted);
            let related = manuscript.related.iter().map(|line| line.span.start..line.span.end);
            let footer = manuscript.newsletter.iter().map(|footer| footer.range.clone());
            for range in blocks.map(|block| block.range.clone()).chain(related).chain(footer) {
                prop_assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
            }
            Ok(())
        })?;
    }

    #[test]
    fn subheads_are_never_next_to_each_other_nor_last(text in text()) {
        with_manuscript(&text, Format::Plain, |manuscript| {
            let roles: Vec<Role> = manuscript.body.iter().map(|block| block.role).collect();
            prop_assert!(!roles.windows(2).any(|pair| pair == [Role::Heading, Role::Heading]), "{text:?}");
            prop_assert!(roles.last() != Some(&Role::Heading), "{text:?}");
            Ok(())
        })?;
    }
}
