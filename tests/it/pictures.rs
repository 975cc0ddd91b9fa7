//! Pictures that others took: published without what tells of them, and not at all where they are none.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::sleep;
use std::time::Duration;

use proptest::prelude::*;
use tempfile::TempDir;
use warraq::diagnostic::Severity;
use warraq::picture::{Pixels, bare, look};
use warraq::read::{read, read_again};

use crate::cli::warraq;
use crate::support::{PARAGRAPH, SiteTest, write_files};

/// What no published file may hold.
const SECRET: &[u8] = b"33.5138N 36.2765E";

/// A PNG of these chunks.
pub fn png(chunks: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    for (kind, content) in chunks {
        let length = u32::try_from(content.len()).expect("short").to_be_bytes();
        // Nobody looks at the check.
        file.extend([&length, kind.as_bytes(), content, b"CHCK"].concat());
    }
    file
}

const PNG_HEAD: (&str, &[u8]) = ("IHDR", b"\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0");
const PNG_END: [(&str, &[u8]); 2] = [("IDAT", b"pixels"), ("IEND", b"")];

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
    [&[0xFF, marker], &length[..], content].concat()
}

/// Tables, a frame of 2 × 3 pixels and two scans, with stuffed bytes and restarts in them.
fn pixels() -> Vec<u8> {
    [
        segment(0xDB, b"tables"),
        segment(0xC2, b"\x08\0\x03\0\x02\x01\x01\x11\0"),
        segment(0xDA, b"scan"),
        b"ab\xFF\0c\xFF\xD3d".to_vec(),
        segment(0xDA, b"scan"),
        b"e\xFF\0f".to_vec(),
    ]
    .concat()
}

/// A JPEG with `segments` before its pixels.
fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    [b"\xFF\xD8", &segments.concat()[..], &pixels(), b"\xFF\xD9"].concat()
}

/// Exif of a picture that is shown this way up, with a place in it.
fn exif(turn: u8) -> Vec<u8> {
    let head = b"II*\0\x08\0\0\0\x02\0\x0F\x01\x02\0\x11\0\0\0\x26\0\0\0\x12\x01\x03\0\x01\0\0\0";
    [&head[..], &[turn, 0, 0, 0], b"\0\0\0\0", SECRET].concat()
}

/// Exif that says nothing else than the way up.
fn only(turn: u8) -> Vec<u8> {
    [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", &[turn][..], b"\0\0\0\0\0\0"].concat()
}

fn webp(chunks: &[(&str, &[u8])]) -> Vec<u8> {
    let mut inside = b"WEBP".to_vec();
    for (kind, content) in chunks {
        let length = u32::try_from(content.len()).expect("short").to_le_bytes();
        inside.extend([kind.as_bytes(), &length, content, &b"\0"[..content.len() % 2]].concat());
    }
    let length = u32::try_from(inside.len()).expect("short").to_le_bytes();
    [b"RIFF", &length[..], &inside].concat()
}

fn gif(blocks: &[&[u8]]) -> Vec<u8> {
    [b"GIF89a\x02\0\x03\0\x80\0\0colour", &blocks.concat()[..], GIF_IMAGE, b";"].concat()
}

const GIF_IMAGE: &[u8] = b",\0\0\0\0\x02\0\x03\0\0\x02\x04data\0";

/// A site with a file in `static/`, its warnings and whether the file is published.
fn told_of(name: &str, bytes: Vec<u8>) -> (Vec<String>, bool) {
    let path = format!("static/{name}");
    let site = SiteTest::with_bytes(&format!("-- seeds/a.txt --\n{PARAGRAPH}\n"), &[(&path, bytes)]);
    let told = site.said_of(&path);
    assert!(told.iter().all(|told| told.severity == Severity::Warning && told.help.is_some()), "{told:?}");
    assert!(site.paths().contains(&"a.html"), "the other pages are built");
    let told = told.iter().map(|told| format!("{}: {}", told.code, told.message)).collect();
    (told, site.paths().contains(&name))
}

#[test]
fn a_jpeg_loses_what_tells_of_whoever_took_it_and_keeps_its_pixels_and_colours() {
    let profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01profile");
    let adobe = segment(0xEE, b"Adobe\0d\0\0\0\0\x01");
    let jfif = |thumbnail: &[u8]| {
        let sides = if thumbnail.is_empty() { b"\0\0" } else { b"\x01\x01" };
        segment(0xE0, &[b"JFIF\0\x01\x02\x01\0\x48\0\x48", &sides[..], thumbnail].concat())
    };
    let secret = |marker, name: &[u8]| segment(marker, &[name, SECRET].concat());
    let whole = jpeg(&[
        jfif(b"rgb"),
        segment(0xE0, b"JFXX\0thumbnail"),
        segment(0xE1, &[b"Exif\0\0", &exif(1)[..]].concat()),
        secret(0xE1, b"http://ns.adobe.com/xap/1.0/\0"),
        profile.clone(),
        secret(0xE2, b"MPF\0"),
        secret(0xED, b"Photoshop 3.0\0"),
        secret(0xEC, b"Ducky"),
        adobe.clone(),
        secret(0xFE, b""),
        b"\xFF\xFF".to_vec(),
    ]);
    let whole = [whole, SECRET.to_vec(), jpeg(&[secret(0xFE, b"")])].concat();
    assert_eq!(bare("a.JPG", whole), Some(jpeg(&[jfif(b""), profile, adobe])));
}

#[test]
fn a_picture_that_is_turned_keeps_the_way_up_and_nothing_else_of_its_exif() {
    let with = |data: &[u8]| jpeg(&[segment(0xE1, &[b"Exif\0\0", data].concat())]);
    assert_eq!(bare("a.jpg", with(&exif(6))), Some(with(&only(6))));
    assert_eq!(bare("a.jpg", with(&only(8))), Some(with(&only(8))), "what was made is left as it is");
    assert_eq!(bare("a.jpg", with(&exif(9))), Some(jpeg(&[])), "there are eight ways");

    let turned = |data: &[u8]| png(&[PNG_HEAD, ("eXIf", data), PNG_END[0], PNG_END[1]]);
    let kept = bare("a.png", turned(&exif(3))).expect("a PNG");
    let (at, made) = (8 + 25 + 8, only(3));
    assert_eq!(kept[at..at + made.len()], made);
    assert_ne!(kept[at + made.len()..][..4], *b"CHCK", "the check is that of what stands there now");

    let head = |flags: u8| [flags, 0, 0, 0, 1, 0, 0, 2, 0, 0];
    let turned = |flags, data: &[u8]| webp(&[("VP8X", &head(flags)), ("VP8L", b"pixel"), ("EXIF", data)]);
    assert_eq!(bare("a.webp", turned(0x2C, &exif(5))), Some(turned(0x28, &only(5))));
}

#[test]
fn a_png_loses_words_times_and_what_stands_behind_its_end() {
    let (colours, density, animation) =
        (("iCCP", &b"profile"[..]), ("pHYs", &b"density"[..]), ("acTL", &b"12345678"[..]));
    let shown = [PNG_HEAD, colours, density, animation, PNG_END[0], PNG_END[1]];
    let secrets = ["tEXt", "zTXt", "iTXt", "eXIf", "tIME", "caBX", "prVt"].map(|kind| (kind, SECRET));
    let whole = png(&[&shown[..1], &secrets, &shown[1..5], &secrets[..2], &shown[5..]].concat());
    assert_eq!(bare("a.png", [&whole[..], SECRET].concat()), Some(png(&shown)));
}

#[test]
fn a_webp_loses_its_exif_and_xmp_and_says_so_in_its_head() {
    let head = |flags: u8| [flags, 0, 0, 0, 1, 0, 0, 2, 0, 0];
    let (with, without) = (head(0x3C), head(0x30));
    let shown = [("ICCP", &b"profile"[..]), ("ALPH", b"alpha"), ("VP8 ", b"pixels of it")];
    let secrets = [("EXIF", SECRET), ("XMP ", SECRET), ("prvt", SECRET)];
    let whole = webp(&[&[("VP8X", &with[..])], &shown[..], &secrets].concat());
    let kept = webp(&[&[("VP8X", &without[..])], &shown[..]].concat());
    assert_eq!(bare("a.webp", [&whole[..], SECRET].concat()), Some(kept));
}

#[test]
fn a_gif_loses_comments_and_xmp_and_plays_as_it_did() {
    let (again, pause): (&[u8], &[u8]) = (b"!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0", b"!\xF9\x04\0\x0A\0\0\0");
    let secret = [b"\x11", SECRET, b"\0"].concat();
    let comment = [b"!\xFE", &secret[..]].concat();
    let xmp = [b"!\xFF\x0BXMP DataXMP", &secret[..]].concat();
    let whole = gif(&[again, &comment, &xmp, pause]);
    assert_eq!(bare("a.gif", [&whole[..], SECRET].concat()), Some(gif(&[again, pause])));
}

#[test]
fn no_place_is_published_with_a_picture_unless_the_site_says_so() {
    let photo = || jpeg(&[segment(0xE1, &[b"Exif\0\0", &exif(1)[..]].concat())]);
    let folder = TempDir::new().expect("a folder");
    write_files(
        folder.path(),
        &format!("-- site.toml --\ntitle = 'صحيفة'\n-- seeds/a.txt --\n{PARAGRAPH}\n"),
    );
    fs::create_dir(folder.path().join("static")).expect("made");
    fs::write(folder.path().join("static/p.jpg"), photo()).expect("written");
    sleep(Duration::from_millis(100));
    let published = || {
        assert_eq!(warraq(folder.path(), &["build"]).code, Some(0));
        fs::read(folder.path().join("public/p.jpg")).expect("published")
    };
    assert_eq!(published(), jpeg(&[]));
    let settings = folder.path().join("site.toml");
    for (metadata, expected) in [("keep", photo()), ("drop", jpeg(&[]))] {
        fs::write(&settings, format!("title = 'صحيفة'\n[images]\nmetadata = '{metadata}'\n"))
            .expect("written");
        assert_eq!(published(), expected, "{metadata}: a build after the other is what a clean one is");
    }
}

#[test]
fn a_file_that_is_no_picture_is_named_and_not_published() {
    let huge = |side: u32| {
        png(&[("IHDR", &[side.to_be_bytes(), side.to_be_bytes()].concat()), PNG_END[0], PNG_END[1]])
    };
    let cut = |bytes: Vec<u8>, by: usize| bytes[..bytes.len() - by].to_vec();
    for (name, bytes, told) in [
        ("a.jpg", b"\xFF\xD8\xFF".to_vec(), "this JPEG picture ends too early, or is damaged"),
        ("a.jpg", cut(jpeg(&[]), 2), "this JPEG picture ends too early, or is damaged"),
        (
            "a.png",
            cut(png(&[PNG_HEAD, PNG_END[0], PNG_END[1]]), 1),
            "this PNG picture ends too early, or is damaged",
        ),
        ("a.png", png(&[PNG_HEAD]), "this PNG picture ends too early, or is damaged"),
        ("a.gif", cut(gif(&[]), 3), "this GIF picture ends too early, or is damaged"),
        ("a.webp", cut(webp(&[("VP8L", b"pixel")]), 1), "this WebP picture ends too early, or is damaged"),
        (
            "a.avif",
            b"\0\0\0\x0CftypavifXXXX".to_vec(),
            "this AVIF or HEIC picture ends too early, or is damaged",
        ),
        ("a.jpg", Vec::new(), "this is no JPEG picture"),
        ("a.JPG", b"<!doctype html><script>alert(1)</script>".to_vec(), "this is no JPEG picture"),
        ("a.jpeg", png(&[PNG_HEAD, PNG_END[0], PNG_END[1]]), "this is no JPEG picture; its bytes are PNG"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "this is no PNG picture"),
        ("a.png", huge(100_000), "this picture says that it has 100000 × 100000 pixels"),
        ("a.png", huge(20_000), "this picture says that it has 20000 × 20000 pixels"),
        ("a.png", huge(0), "this picture says that it has 0 × 0 pixels"),
    ] {
        let told = format!("image-refused: {told}; it is not published");
        assert_eq!(told_of(name, bytes), (vec![told], false), "{name}");
    }
}

#[test]
fn a_picture_that_is_one_is_published_and_nothing_is_said() {
    for (name, bytes) in [
        ("a.jpg", jpeg(&[])),
        ("a.JPEG", jpeg(&[])),
        ("a.png", png(&[PNG_HEAD, PNG_END[0], PNG_END[1]])),
        ("a.gif", gif(&[])),
        ("a.webp", webp(&[("VP8L", b"/\x01\x80\0\0")])),
        (
            "a.svg",
            b"<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' \
            'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\n<svg xmlns='http://www.w3.org/2000/svg' \
            xmlns:xlink='http://www.w3.org/1999/xlink'><style><![CDATA[a > b { fill: red }]]></style>\
            <a href='https://example.org/?javascript:'><text aria-label='JavaScript: &#1576;'>on</text></a>\
            <image xlink:href='data:image/png;base64,AAAA'/></svg>"
                .to_vec(),
        ),
        // What is no picture by its name is the theme's own.
        ("b.html", b"<script src=a.js></script>".to_vec()),
        ("a.bin", b"\xFF\xD8\xFF".to_vec()),
        ("jpg", b"x".to_vec()),
    ] {
        assert_eq!(told_of(name, bytes), (vec![], true), "{name}");
    }
    let size = Pixels { width: 2, height: 3 };
    for (name, bytes) in
        [("a.jpg", jpeg(&[])), ("a.gif", gif(&[])), ("a.webp", webp(&[("VP8L", b"/\x01\x80\0\0")]))]
    {
        assert_eq!(look(name, &bytes), Ok(Some(size)), "{name}");
    }
}

#[test]
fn an_svg_that_may_run_a_program_is_not_published() {
    for (inside, what) in [
        ("<script>alert(1)</script>", "a script"),
        ("<x:SCRIPT xmlns:x='http://www.w3.org/2000/svg'/>", "a script"),
        ("<g onload='alert(1)'/>", "an attribute that runs a program (on…)"),
        ("<a href='javascript:alert(1)'/>", "an address that runs a program"),
        ("<a xlink:href=' java&#9;script&#58;alert(1)'/>", "an address that runs a program"),
        ("<a><set attributeName='href' to='JavaScript:alert(1)'/></a>", "an address that runs a program"),
        (
            "<animate attributeName='href' values='#a; javascript:alert(1)'/>",
            "an address that runs a program",
        ),
        ("<use href='data:image/svg+xml,x'/>", "an address that runs a program"),
        ("<a href='data:text/html;base64,PHA+'/>", "an address that runs a program"),
        ("<foreignObject><p/></foreignObject>", "another document (foreignObject, HTML)"),
        ("<h:meta xmlns:h='http://www.w3.org/1999/xhtml'/>", "another document (foreignObject, HTML)"),
    ] {
        let told = vec![format!("image-refused: this SVG picture holds {what}; it is not published")];
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'><g>{inside}</g></svg>");
        assert_eq!(told_of("a.svg", svg.into_bytes()), (told, false), "{inside}");
    }
    let broken = "this SVG picture is no sound XML in UTF-8";
    for (svg, what) in [
        (
            "<!DOCTYPE svg [<!ENTITY a '<script/>'>]><svg>&a;</svg>",
            "this SVG picture holds declarations in its DOCTYPE",
        ),
        (
            "<?xml-stylesheet href='#a' type='text/xsl'?><svg/>",
            "this SVG picture holds an xml-stylesheet instruction",
        ),
        ("<?xml version='1.0' encoding='iso-2022-jp'?><svg/>", broken),
        ("<svg><g></svg>", broken),
        (&format!("<svg>{}{}</svg>", "<g>".repeat(1000), "</g>".repeat(1000)), broken),
        ("<svg/><svg/>", broken),
        ("<svg a=b/>", broken),
        ("<html/>", "this is no SVG picture"),
        ("نص", "this is no SVG picture"),
        ("", "this is no SVG picture"),
    ] {
        let told = vec![format!("image-refused: {what}; it is not published")];
        assert_eq!(told_of("a.svg", svg.as_bytes().to_vec()), (told, false), "{svg}");
    }
    let wide: Vec<u8> = "\u{FEFF}<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(!told_of("a.svg", wide).1, "what is not read as a browser reads it is not published");
}

#[test]
fn an_article_with_a_refused_picture_is_published_without_it() {
    let article =
        "-- seeds/a.txt --\n+++\ntitle = 'خبر'\nimage = { src = 'a.jpg', alt = 'جسر' }\n+++\nنص الخبر.\n";
    let site = SiteTest::with_bytes(article, &[("static/a.jpg", b"<html>".to_vec())]);
    assert_eq!(site.codes(), ["image-not-found", "image-refused"]);
    assert_eq!(site.page("a.html").count("figure img"), 0);
}

#[test]
fn what_was_said_of_a_picture_is_said_again_when_nothing_has_changed() {
    let folder = TempDir::new().expect("a folder");
    write_files(
        folder.path(),
        &format!("-- site.toml --\ntitle = 'صحيفة'\n-- seeds/a.txt --\n{PARAGRAPH}\n-- static/a.jpg --\nx\n"),
    );
    sleep(Duration::from_millis(100));
    let first = warraq(folder.path(), &["build"]);
    assert_eq!(first.code, Some(0));
    assert!(first.err.contains("warning[image-refused]: this is no JPEG picture"), "{}", first.err);
    let again = warraq(folder.path(), &["build"]);
    assert!(again.out.contains(" 0 files written"), "{}", again.out);
    assert_eq!(again.err, first.err);
    fs::write(folder.path().join("seeds/b.txt"), "+++\ntitle = 'خبر'\n+++\nنص الخبر.\n").expect("written");
    assert_eq!(warraq(folder.path(), &["build"]).err, first.err, "nor when something else has");
}

#[test]
fn a_picture_that_was_looked_into_is_known_by_its_stamp_whatever_was_found() {
    let folder = TempDir::new().expect("a folder");
    write_files(folder.path(), "-- static/a.jpg --\nx\n-- static/b.svg --\n<svg/>\n");
    sleep(Duration::from_millis(100));
    let sources = read(folder.path()).value;
    let (sound, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let again = read_again(folder.path(), &|path, stamp| {
        let known = sources.known_asset(path, stamp);
        if let Some((_, found)) = known.filter(|_| path.starts_with("static/")) {
            if found.is_ok() { &sound } else { &refused }.fetch_add(1, Relaxed);
        }
        known
    });
    assert_eq!((sound.into_inner(), refused.into_inner()), (1, 1));
    assert_eq!(again.diagnostics.iter().filter(|told| told.code == "image-refused").count(), 1);
}

/// What the pages of a site with these settings do with pictures of other sites: the addresses that stay in
/// an article, what is told of others, and the policy's part.
fn elsewhere(settings: &str) -> (Vec<String>, Vec<String>, String) {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\n{settings}\n-- seeds/a.md --\n+++\ntitle = 'خبر'\n\
         image = {{ src = 'https://a.example/1.png', alt = '' }}\n+++\n![صورة](https://a.example/2.png)\n\n\
         قبل <img src='https://B.example/3.png' alt='جسر'> بعد [![](https://b.example/4.png)](https://b.example/)\n\n\
         ![](https://paper.example/5.png) ![](http://a.example/6.png) ![](/7.png)\n"
    ));
    let page = site.page("a.html");
    let policy = page.attributes("meta[http-equiv]", "content").concat();
    let told = site.said_of("seeds/a.md").into_iter().filter(|told| told.code == "image-elsewhere");
    let address = |text: &str| text.split(['\u{2068}', '\u{2069}']).nth(1).unwrap_or_default().to_owned();
    (
        page.attributes("img", "src"),
        told.map(|told| address(&told.message)).collect(),
        policy.split("; ").find(|part| part.starts_with("img-src ")).unwrap_or_default().to_owned(),
    )
}

#[test]
fn readers_browsers_ask_no_other_host_for_a_picture_unless_the_settings_name_it() {
    let (one, two, three, four) = (
        "https://a.example/1.png",
        "https://a.example/2.png",
        "https://B.example/3.png",
        "https://b.example/4.png",
    );
    let (own, plain, inside) = ("https://paper.example/5.png", "http://a.example/6.png", "/7.png");
    let strings = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();

    let (shown, told, policy) = elsewhere("");
    assert_eq!((shown, policy.as_str()), (strings(&[inside]), "img-src 'self'"));
    assert_eq!(told, strings(&[one, two, four, own, plain, three]));

    let (shown, told, policy) =
        elsewhere("base_url = 'https://paper.example/ar/'\n[images]\nhosts = ['a.example']");
    assert_eq!(
        (shown, policy.as_str()),
        (strings(&[one, two, own, inside]), "img-src 'self' https://a.example")
    );
    assert_eq!(told, strings(&[four, plain, three]));

    let (shown, told, policy) = elsewhere("[images]\nhosts = ['*']");
    assert_eq!(
        (shown, policy.as_str()),
        (strings(&[one, two, three, four, own, inside]), "img-src 'self' https:")
    );
    assert_eq!(told, strings(&[plain]));

    let faulty =
        SiteTest::new("-- site.toml --\ntitle = 'صحيفة'\n[images]\nhosts = ['https://a.example/']\n");
    assert_eq!(faulty.codes(), ["bad-value"]);
}

/// Bytes that are those of a picture but for some of them.
fn nearly() -> impl Strategy<Value = Vec<u8>> {
    let whole = prop::sample::select(vec![
        jpeg(&[segment(0xE1, &[b"Exif\0\0", &exif(6)[..]].concat())]),
        png(&[PNG_HEAD, ("eXIf", &exif(6)), PNG_END[0], PNG_END[1]]),
        webp(&[("VP8X", b"\x2C\0\0\0\x01\0\0\x02\0\0"), ("VP8L", b"pixel"), ("EXIF", &exif(6))]),
        gif(&[b"!\xFE\x01x\0"]),
        b"\0\0\0\x0CftypavifXXXX\0\0\0\x30meta\0\0\0\0\0\0\0\x24iprp\0\0\0\x1Cipco\0\0\0\x14ispe\0\0\0\0\0\0\0\x02\0\0\0\x03".to_vec(),
        b"<svg a='b'><g>&lt;</g><!--x--><![CDATA[x]]><?x y?></svg>".to_vec(),
    ]);
    let change = (any::<prop::sample::Index>(), any::<u8>());
    (whole, prop::collection::vec(change, 0..4), any::<prop::sample::Index>(), any::<bool>()).prop_map(
        |(mut bytes, changes, end, is_cut)| {
            for (at, byte) in changes {
                *at.get_mut(&mut bytes) = byte;
            }
            if is_cut {
                bytes.truncate(end.index(bytes.len()));
            }
            bytes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_the_bytes_a_picture_is_looked_at_to_its_end_and_stays_one_when_it_is_bared(
        bytes in prop_oneof![4 => nearly(), 1 => prop::collection::vec(any::<u8>(), 0..200)],
        ending in prop::sample::select(vec!["jpg", "png", "webp", "gif", "avif", "svg"]),
    ) {
        let name = format!("a.{ending}");
        let length = bytes.len();
        let found = look(&name, &bytes);
        let bared = bare(&name, bytes);
        if let Ok(size) = found {
            let bared = bared.expect("what was walked once is walked again");
            prop_assert!(bared.len() <= length + 64);
            prop_assert_eq!(look(&name, &bared), Ok(size));
            prop_assert_eq!(bare(&name, bared.clone()), Some(bared));
        }
    }
}
