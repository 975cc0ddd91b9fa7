//! Articles that are not UTF-8: what comes out, and what is told.

use std::io;
use std::sync::Arc;

use encoding_rs::{WINDOWS_1252, WINDOWS_1256};
use warraq::diagnostic::Severity;
use warraq::source::Store;
use warraq::text::encoding::{Decoded, Fault, Form, decode};

use crate::cli::warraq;
use crate::corpus;
use crate::support::{SiteTest, terms};

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

/// Files under the names of articles, none of which is a text.
fn no_texts() -> [(&'static str, Vec<u8>); 4] {
    [
        ("seeds/broken.md", [ARTICLE.as_bytes(), b"\xFF", ARTICLE.as_bytes()].concat()),
        ("seeds/image.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec()),
        ("seeds/lost.txt", misread(ARTICLE).replace('\u{81}', "\u{FFFD}").into_bytes()),
        ("seeds/nul.txt", b"a\0b".to_vec()),
    ]
}

const GOOD: &str = "
        -- seeds/good.txt --
        +++
        title = 'عنوان المقال'
        +++
        متن المقال.
        اقرأ أيضًا: خبر لا وجود له
        ";

#[test]
fn a_file_that_is_no_text_is_left_out_and_told_by_byte_and_line() {
    let site = SiteTest::with_bytes(GOOD, &no_texts());
    assert_eq!(site.codes(), ["binary", "binary", "mojibake-lost", "related-not-found", "undecodable"]);
    assert_eq!(site.own_paths(), ["good.html"]);
    assert_eq!(site.page("good.html").text("h1"), "عنوان المقال");
    for (path, place) in [
        ("seeds/broken.md", format!("byte {} (line 4)", ARTICLE.len() + 1)),
        ("seeds/image.txt", "a PNG image".to_owned()),
        ("seeds/lost.txt", "(line 1)".to_owned()),
        ("seeds/nul.txt", "byte 2 (line 1)".to_owned()),
    ] {
        let told = site.said_of(path)[0];
        assert_eq!(told.severity, Severity::Warning);
        assert!(told.message.contains(&place), "{told:?}");
        assert!(told.message.ends_with("; the article is left out"), "{told:?}");
        assert!(told.help.is_some(), "{told:?}");
    }
}

#[test]
fn the_rest_of_a_site_is_published_without_what_is_no_text_until_that_is_mended() {
    let site = SiteTest::with_bytes(GOOD, &no_texts());
    let folder = site.folder();
    let draft = "+++\ntitle = 'مسودة'\ndraft = true\n+++\nنص.";
    std::fs::write(folder.join("seeds/draft.txt"), draft).expect("written");
    // Long enough to be known by their times: then nothing is read again.
    std::thread::sleep(std::time::Duration::from_millis(100));
    for args in [&["build"][..], &["build", "--timings"], &["build", "--verify"]] {
        let run = warraq(folder, args);
        assert_eq!(run.code, Some(0), "{args:?}: {run:?}");
        let counts = "1 article, 1 draft left out, 4 faulty articles left out, ";
        assert!(run.out.contains(counts) && run.out.contains(", 5 warnings, "), "{args:?}: {run:?}");
        assert!(run.err.contains("warning[undecodable]"), "{args:?}: {run:?}");
        let is_read = run.err.contains("ms  read and parse");
        assert!(!(args.contains(&"--timings") && is_read), "what has not changed is not read again: {run:?}");
        assert!(folder.join("public/good.html").is_file());
        assert!(!folder.join("public/broken.html").exists());
    }
    assert_eq!(warraq(folder, &["check"]).code, Some(0));
    assert_eq!(warraq(folder, &["check", "--strict"]).code, Some(1));

    std::fs::write(folder.join("seeds/broken.md"), ARTICLE).expect("written");
    let run = warraq(folder, &["build"]);
    assert!(run.out.contains("2 articles, 1 draft left out, 3 faulty articles left out, "), "{run:?}");
    assert!(folder.join("public/broken.html").is_file());
    std::fs::write(folder.join("seeds/broken.md"), b"\x89PNG\r\n\x1A\n").expect("written");
    let run = warraq(folder, &["build"]);
    assert!(run.out.contains("1 article, 1 draft left out, 4 faulty articles left out, "), "{run:?}");
    assert!(!folder.join("public/broken.html").exists());
}

#[test]
fn an_article_is_not_published_without_the_front_matter_beside_it() {
    let mut toml = b"draft = true\ntitle = \"".to_vec();
    toml.extend(b"\xD8\xA7\xD9\xFF\"\n");
    let article = "-- seeds/a.txt --\nمتن المقال وفيه جملة تامة.\n";
    let site = SiteTest::with_bytes(article, &[("seeds/a.toml", toml)]);
    assert_eq!(site.own_paths(), [""; 0]);
    let told = site.diagnostic("undecodable");
    assert_eq!(told.span.as_ref().map(|span| &*span.source), Some("seeds/a.toml"));
    assert_eq!(told.severity, Severity::Warning);
    assert!(
        told.message.ends_with("byte 25 (line 2) is not part of a letter; the article is left out"),
        "{told:?}"
    );
}

/// A disk that gives some file to nobody.
struct Locked(Arc<dyn Store>, &'static str);

impl Store for Locked {
    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        if path == self.1 { Err(io::ErrorKind::PermissionDenied.into()) } else { self.0.bytes(path) }
    }
}

#[test]
fn what_the_system_does_not_give_fails_the_build_since_it_may_be_an_article() {
    let site = SiteTest::new(&format!("{GOOD}\n-- seeds/good.toml --\n"));
    for path in ["seeds/good.txt", "seeds/good.toml"] {
        let mut sources = warraq::read::read(site.folder()).value;
        sources.store = Arc::new(Locked(sources.store, path));
        let found = warraq::compile(&sources, &terms()).diagnostics;
        let told: Vec<_> = found.iter().map(|told| (&*told.code, told.severity)).collect();
        assert_eq!(told, [("unreadable", Severity::Error)], "{path}");
    }
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
    let settings = [("site.toml", legacy("title = \"صحيفة المدينة\""))];
    for (files, number) in [(&others[..], 2), (&settings, 1)] {
        let site = SiteTest::with_bytes("", files);
        assert_eq!(site.codes(), vec!["undecodable"; number]);
        // Without them the site would be another.
        assert_eq!(warraq(site.folder(), &["build"]).code, Some(1));
        assert!(!site.folder().join("public").exists());
    }
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
