//! Articles that are no UTF-8: what comes out, and what is told.

use encoding_rs::{WINDOWS_1252, WINDOWS_1256};
use warraq::diagnostic::Severity;
use warraq::text::encoding::{Decoded, Fault, Form, decode};

use crate::corpus;
use crate::support::SiteTest;

const ARTICLE: &str = "افتتاح الجسر الجديد\n\nقال المتحدث باسم الوزارة، إن الجسر يبدأ العمل غدًا.\n";

fn misread(text: &str) -> String {
    WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn an_article_in_another_encoding_is_published_and_told() {
    let seed = WINDOWS_1256.encode(ARTICLE).0.into_owned();
    let site = SiteTest::with_bytes("", &[("seeds/a.txt", seed)]);
    assert_eq!(site.page("a.html").text("h1"), "افتتاح الجسر الجديد");
    assert_eq!(site.codes(), ["encoding"]);
    let told = site.diagnostic("encoding");
    assert_eq!(told.severity, Severity::Warning);
    assert!(told.message.contains("Windows-1256"), "{told:?}");
    assert_eq!(told.span.as_ref().map(|span| &ARTICLE[span.start..span.end]), Some("افتتاح الجسر الجديد"));
}

#[test]
fn mojibake_is_put_right_and_told() {
    let site = SiteTest::with_bytes("", &[("seeds/a.txt", misread(ARTICLE).into_bytes())]);
    assert_eq!(site.page("a.html").text("h1"), "افتتاح الجسر الجديد");
    assert_eq!(site.codes(), ["mojibake"]);
}

#[test]
fn a_cut_off_article_is_published_up_to_its_last_whole_letter() {
    let end = ARTICLE.len() - 3;
    let site = SiteTest::with_bytes("", &[("seeds/a.txt", ARTICLE.as_bytes()[..end].to_vec())]);
    assert!(site.page("a.html").text(".article-body").ends_with("العمل غدً"));
    let told = site.diagnostic("cut-off");
    assert_eq!(told.span.as_ref().map(|span| &ARTICLE[span.start..span.end]), Some("غدً"));
}

#[test]
fn a_file_that_is_no_text_hides_no_other() {
    let image = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec();
    let lost = misread(ARTICLE).replace('\u{81}', "\u{FFFD}").into_bytes();
    let broken = [ARTICLE.as_bytes(), b"\xFF", ARTICLE.as_bytes()].concat();
    let site = SiteTest::with_bytes(
        "
        -- seeds/good.txt --
        +++
        title = 'عنوان المقال'
        +++
        متن المقال.
        اقرأ أيضًا: خبر لا وجود له
        ",
        &[
            ("seeds/image.txt", image),
            ("seeds/lost.txt", lost),
            ("seeds/broken.md", broken),
            ("seeds/nul.txt", b"a\0b".to_vec()),
        ],
    );
    assert_eq!(site.codes(), ["binary", "binary", "mojibake-lost", "related-not-found", "undecodable"]);
    assert_eq!(site.page("good.html").text("h1"), "عنوان المقال");
    assert!(site.diagnostic("undecodable").message.contains(&format!("byte {} (line 4)", ARTICLE.len() + 1)));
    assert!(site.diagnostic("mojibake-lost").message.contains("(line 1)"));
}

#[test]
fn front_matter_beside_an_article_is_decoded_like_it() {
    let toml = WINDOWS_1256.encode("title = \"عنوان من خارج المقال في الصحيفة\"\n").0.into_owned();
    let site =
        SiteTest::with_bytes("-- seeds/a.txt --\nمتن المقال وفيه جملة تامة.\n", &[("seeds/a.toml", toml)]);
    assert_eq!(site.page("a.html").text("h1"), "عنوان من خارج المقال في الصحيفة");
    assert_eq!(site.diagnostic("encoding").span.as_ref().map(|span| &*span.source), Some("seeds/a.toml"));
}

#[test]
fn settings_templates_and_messages_are_utf_8_alone() {
    let legacy = |text: &str| WINDOWS_1256.encode(text).0.into_owned();
    let others = [
        ("templates/article.html", legacy("<p>مقال في الصحيفة")),
        ("templates/messages/ar.ftl", legacy("home = الصفحة الرئيسية")),
        ("static/a.txt", legacy(ARTICLE)),
    ];
    assert_eq!(SiteTest::with_bytes("", &others).codes(), ["undecodable", "undecodable"]);
    let settings = [("site.toml", legacy("title = \"صحيفة المدينة\""))];
    assert_eq!(SiteTest::with_bytes("", &settings).codes(), ["undecodable"]);
}

/// Whether `text` is `reference`, line ends aside, and "?" for what the encoding could not write.
fn same(text: &str, reference: &str) -> bool {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().count() == reference.chars().count()
        && text.chars().zip(reference.chars()).all(|(found, wanted)| found == wanted || found == '?')
}

#[test]
fn every_re_encoded_article_of_the_corpus_is_its_reference() {
    let Some(folder) = corpus::folder().map(|folder| folder.join("encodings/reencoded")) else { return };
    let mut seen = 0;
    for nth in 0..3 {
        let read = |name: &str| std::fs::read(folder.join(format!("{nth}_{name}.txt"))).expect("readable");
        let reference = String::from_utf8(read("reference_utf8")).expect("UTF-8");
        for (name, form) in [
            ("reference_utf8", Form::Utf8),
            ("utf8_bom", Form::Utf8),
            ("utf8_cr", Form::Utf8),
            ("utf8_crlf", Form::Utf8),
            ("utf16le_bom_crlf", Form::Other("UTF-16LE")),
            ("utf16le_nobom", Form::Other("UTF-16LE")),
            ("utf16be_bom", Form::Other("UTF-16BE")),
            ("windows1256_crlf", Form::Other("Windows-1256")),
            ("iso8859-6", Form::Other("ISO-8859-6")),
            ("macarabic", Form::Other("MacArabic")),
        ] {
            let decoded = decode(&read(name)).unwrap_or_else(|fault| panic!("{nth}_{name}: {fault:?}"));
            assert_eq!((decoded.form, decoded.cut), (form, None), "{nth}_{name}");
            assert!(same(&decoded.text, &reference), "{nth}_{name}");
            seen += 1;
        }
        let bytes = read("truncated_mid_char");
        let text = reference[..bytes.len() - 1].to_owned();
        let cut = Some(bytes.len() - 1);
        assert_eq!(decode(&bytes), Ok(Decoded { text, form: Form::Utf8, cut }));

        // These were made by a program that lost the letters whose bytes Windows-1252 lacks.
        let bytes = read("mojibake_cp1252");
        let letters = String::from_utf8_lossy(&bytes).matches('\u{FFFD}').count();
        let fault = decode(&bytes).expect_err("letters are lost");
        assert!(
            matches!(fault, Fault::Lost { letters: n, encoding: "Windows-1252", .. } if n == letters),
            "{fault:?}"
        );
        // Had it kept them, the text would come back.
        let again = decode(misread(&reference).as_bytes());
        assert_eq!(again, Ok(Decoded { text: reference, form: Form::Misread("Windows-1252"), cut: None }));
        seen += 2;
    }
    assert_eq!(seen, 36);
}

#[test]
fn every_found_file_of_the_corpus_is_decoded() {
    let Some(folder) = corpus::folder().map(|folder| folder.join("encodings/original")) else { return };
    let read = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).expect("readable");
        let decoded = decode(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
        (decoded.text, decoded.form)
    };
    let (reference, form) = read("uchardet_ar_utf-8.txt");
    assert_eq!(form, Form::Utf8);
    for (name, encoding) in [("windows-1256", "Windows-1256"), ("iso-8859-6", "ISO-8859-6")] {
        let (text, form) = read(&format!("uchardet_ar_{name}.txt"));
        assert_eq!(form, Form::Other(encoding));
        assert!(same(&text, &reference), "{name}");
        let (_, form) = read(&format!("chardet_{name}.html"));
        assert_eq!(form, Form::Other(encoding));
    }
    // One text, but for the name of the encoding in its title.
    let body = |name: &str| read(name).0.split_once("</title>").expect("a title").1.to_owned();
    assert_eq!(body("chardet_windows-1256.html"), body("chardet_iso-8859-6.html"));
    for name in
        ["chardet_windows-1255_hebrew.xml", "uchardet_he_windows-1255.txt", "uchardet_he_iso-8859-8.txt"]
    {
        assert_eq!(read(name).1, Form::Other("Windows-1255"), "{name}");
    }
}
