//! Samples of every kind, made here.

#![expect(clippy::unnecessary_wraps, reason = "samples are compared with what `decode` gives")]

use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1252, WINDOWS_1255, WINDOWS_1256};
use proptest::prelude::*;

use super::*;

const ARABIC: &str =
    "افتتاح الجسر الجديد\nقال المتحدث باسم الوزارة، إن الجسر يبدأ العمل غدًا.\nوأضاف: هل يكفي؟\n";
const HEBREW: &str = "הגשר החדש נפתח\nדובר המשרד אמר כי התנועה על הגשר תתחיל מחר בבוקר.\n";

fn plain(text: &str) -> Result<Decoded, Fault> {
    Ok(Decoded { text: text.to_owned(), form: Form::Utf8, cut: None })
}

fn told(text: &str, name: &'static str) -> Result<Decoded, Fault> {
    Ok(Decoded { text: text.to_owned(), form: Form::Other(name), cut: None })
}

fn undone(text: &str, name: &'static str) -> Result<Decoded, Fault> {
    Ok(Decoded { text: text.to_owned(), form: Form::Misread(name), cut: None })
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text} can be written in {}", encoding.name());
    bytes.into_owned()
}

fn units(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

/// `text` as a program sees it that takes its UTF-8 for `encoding`.
fn misread(text: &str, encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

fn fault_at(bytes: &[u8]) -> (usize, usize) {
    match decode(bytes) {
        Err(Fault::Undecodable(place) | Fault::Control(place, _) | Fault::Lost { place, .. }) => {
            (place.byte, place.line)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_byte_order_mark_is_no_text() {
    assert_eq!(decode("\u{FEFF}خبر".as_bytes()), plain("خبر"));
    assert_eq!(utf8("\u{FEFF}خبر".as_bytes()), Ok("خبر".to_owned()));
    assert_eq!(decode(b""), plain(""));
}

#[test]
fn line_ends_stay_as_they_are() {
    for text in [ARABIC.replace('\n', "\r\n"), ARABIC.replace('\n', "\r")] {
        assert_eq!(decode(text.as_bytes()), plain(&text));
        assert_eq!(decode(&encoded(&text, WINDOWS_1256)), told(&text, "Windows-1256"));
    }
}

#[test]
fn utf_16_is_known_by_its_mark_and_without_it() {
    let marked = format!("\u{FEFF}{ARABIC}");
    for (text, form) in [(marked.as_str(), ARABIC), (ARABIC, ARABIC), ("title\n", "title\n")] {
        assert_eq!(decode(&units(text, u16::to_le_bytes)), told(form, "UTF-16LE"));
        assert_eq!(decode(&units(text, u16::to_be_bytes)), told(form, "UTF-16BE"));
    }
}

#[test]
fn utf_16_may_hold_any_character_when_it_has_its_mark() {
    let text = "نص 😀 文字";
    assert_eq!(decode(&units(&format!("\u{FEFF}{text}"), u16::to_le_bytes)), told(text, "UTF-16LE"));
}

#[test]
fn a_word_of_utf_16_that_is_also_ascii_is_utf_16() {
    assert_eq!(decode(&units("مقال", u16::to_le_bytes)), told("مقال", "UTF-16LE"));
}

#[test]
fn half_a_character_of_utf_16_is_cut_off_or_refused() {
    let mut bytes = units(&format!("\u{FEFF}{ARABIC}"), u16::to_le_bytes);
    let end = bytes.len();
    bytes.push(0x45);
    let cut = Ok(Decoded { text: ARABIC.to_owned(), form: Form::Other("UTF-16LE"), cut: Some(end) });
    assert_eq!(decode(&bytes), cut);
    assert_eq!(decode(&bytes[2..]).map(|decoded| decoded.cut), Ok(Some(end - 2)));
    bytes.truncate(end);
    bytes.extend([0x3D, 0xD8]);
    assert_eq!(decode(&bytes), cut);
    bytes.extend([0x45, 0x06]);
    assert_eq!(fault_at(&bytes), (end, 4));
}

#[test]
fn windows_1256_and_iso_8859_6_are_told_apart() {
    for text in [ARABIC, "قال المتحدث إن الجسر افتتح اليوم", "<p>وقالت الوزارة في بيان لها اليوم</p>"]
    {
        assert_eq!(decode(&encoded(text, WINDOWS_1256)), told(text, "Windows-1256"));
        assert_eq!(decode(&encoded(text, ISO_8859_6)), told(text, "ISO-8859-6"));
    }
}

#[test]
fn hebrew_is_windows_1255() {
    assert_eq!(decode(&encoded(HEBREW, WINDOWS_1255)), told(HEBREW, "Windows-1255"));
}

#[test]
fn mac_arabic_is_known_by_its_spaces_and_points() {
    // As the letters of ISO-8859-6, with spaces, points and brackets of its own.
    let own = |text: &str| -> Vec<u8> {
        let high = |b: u8| if b" .():/\"".contains(&b) { b | 0x80 } else { b };
        encoded(text, ISO_8859_6).into_iter().map(high).collect()
    };
    let text = "قال المتحدث (باسم الوزارة): إن الجسر، وهو جديد، يفتتح اليوم. \"هل يكفي\"؟";
    assert_eq!(decode(&own(text)), told(text, "MacArabic"));
    assert_eq!(mac_arabic::decode(b"\xB0\xB9\xA5\x82\xFE\xF5"), "٠٩٪Çژچ");
}

#[test]
fn a_few_words_are_too_few_to_guess_by() {
    assert_eq!(fault_at(&encoded("افتتاح الجسر الجديد", WINDOWS_1256)), (0, 1));
    assert_eq!(
        fault_at(&encoded(
            "سطر\u{A0}أول\u{A0}من\u{A0}خبر\u{A0}عن\u{A0}جسر\u{A0}وعن\u{A0}مدرسة\u{A0}وعن\u{A0}طريق",
            ISO_8859_6
        )),
        (0, 1)
    );
}

#[test]
fn what_a_guess_garbles_is_refused() {
    // MacArabic with too much of its Latin half to be taken for it: Windows-1256 has other letters.
    let mut bytes = encoded(ARABIC, ISO_8859_6);
    bytes.extend((0x80..=0xFF).filter(|b| *b != 0xA0));
    assert_eq!(fault_at(&bytes), (0, 1));
}

#[test]
fn a_file_cut_inside_a_letter_keeps_what_is_before_it() {
    let bytes = "سطر\nخبر".as_bytes();
    let cut = Decoded { text: "سطر\nخب".to_owned(), form: Form::Utf8, cut: Some(11) };
    assert_eq!(decode(&bytes[..12]), Ok(cut));
    assert_eq!(utf8(&bytes[..12]), Err(Fault::Undecodable(Place { byte: 11, line: 2 })));
}

#[test]
fn a_broken_letter_within_utf_8_is_named_and_not_guessed_at() {
    let mut bytes = ARABIC.as_bytes().to_vec();
    let at = ARABIC.find("الوزارة").unwrap();
    bytes[at] = 0xFF;
    assert_eq!(fault_at(&bytes), (at, 2));
    // Neither does a second fault make the cut at the end the only one.
    bytes.truncate(bytes.len() - 4);
    assert_eq!(fault_at(&bytes), (at, 2));
}

#[test]
fn western_text_is_not_guessed_at() {
    assert_eq!(fault_at(&encoded("premier\ncafé fermé à Paris", WINDOWS_1252)), (11, 2));
    assert_eq!(fault_at(b"caf\xE9"), (3, 1));
}

#[test]
fn a_misreading_is_undone_when_that_is_certain() {
    // No byte of it is undefined in Windows-1252 as the Standard has it.
    assert_eq!(decode(misread(ARABIC, WINDOWS_1252).as_bytes()), undone(ARABIC, "Windows-1252"));
    assert_eq!(decode(misread(ARABIC, WINDOWS_1256).as_bytes()), undone(ARABIC, "Windows-1256"));
    assert_eq!(decode(misread(HEBREW, WINDOWS_1252).as_bytes()), undone(HEBREW, "Windows-1252"));
    let marked = misread(&format!("\u{FEFF}{ARABIC}"), WINDOWS_1252);
    assert_eq!(decode(marked.as_bytes()), undone(ARABIC, "Windows-1252"));
    let front = format!("+++\ntitle = \"x\"\n+++\n«{ARABIC}»");
    for encoding in [WINDOWS_1252, WINDOWS_1256] {
        assert_eq!(
            decode(misread(&front, encoding).as_bytes()).map(|decoded| decoded.text),
            Ok(front.clone())
        );
    }
}

#[test]
fn letters_that_a_misreading_lost_are_counted_and_not_made_up() {
    // Windows-1252 as most programs have it knows no byte 81, the second of a feh.
    let text = misread("سطر\nفي الكهف", WINDOWS_1252).replace('\u{81}', "\u{FFFD}");
    let place = Place { byte: text.find('\u{FFFD}').unwrap(), line: 2 };
    assert_eq!(decode(text.as_bytes()), Err(Fault::Lost { place, letters: 2, encoding: "Windows-1252" }));
}

#[test]
fn what_only_resembles_a_misreading_stays() {
    for text in ["Ø§", "ÆØÅ og ÆØÅ", "ط§", "à l'été", "عکس و خبر", "Ø§Ù„ قال المتحدث", "\u{FFFD}خبر"]
    {
        assert_eq!(decode(text.as_bytes()), plain(text));
    }
}

#[test]
fn files_of_other_kinds_are_named() {
    let of = |bytes: &[u8]| match decode(bytes) {
        Err(Fault::Format(what)) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(of(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "a PNG image");
    assert_eq!(of(b"%PDF-1.4\n%\xE2\xE3"), "a PDF document");
    assert_eq!(of(b"{\\rtf1\\ansicpg1256 x}"), "an RTF document");
    assert_eq!(of(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), "a Word document (DOC)");
}

#[test]
fn nul_and_many_control_characters_are_no_text() {
    assert_eq!(decode(b"a\0b"), Err(Fault::Control(Place { byte: 1, line: 1 }, 0)));
    assert_eq!(decode(b"a\n\x01b\x02"), Err(Fault::Control(Place { byte: 2, line: 2 }, 1)));
    assert_eq!(utf8(b"a\0b"), Err(Fault::Control(Place { byte: 1, line: 1 }, 0)));
    // One that slipped in is the author's.
    let text = format!("{ARABIC}\u{1}");
    assert_eq!(decode(text.as_bytes()), plain(&text));
    assert_eq!(decode(b"\tab\x0C\x0B\r\n"), plain("\tab\x0C\x0B\r\n"));
}

#[test]
fn every_control_character_is_seen_among_letters() {
    for byte in 0..=u8::MAX {
        let mut bytes = [b'a'; 19];
        bytes[7] = byte;
        let is_seen = byte < 0x20 && !b"\t\n\x0B\x0C\r".contains(&byte);
        assert_eq!(control(&bytes), is_seen.then_some(7), "{byte:#x}");
    }
}

/// Bytes as they come: of every kind that is told apart, broken anywhere.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let text = prop_oneof!["[ا-ي ،.\n]{0,60}", "[א-ת .\n]{0,60}", any::<String>()];
    let text = text.prop_flat_map(|text| {
        prop_oneof![
            Just(text.clone().into_bytes()),
            Just(units(&text, u16::to_le_bytes)),
            Just(units(&format!("\u{FEFF}{text}"), u16::to_be_bytes)),
            Just(WINDOWS_1256.encode(&text).0.into_owned()),
            Just(misread(&text, WINDOWS_1252).into_bytes()),
        ]
    });
    let broken = (text, any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>());
    let broken = broken.prop_map(|(mut bytes, at, end, byte)| {
        bytes.truncate(end.index(bytes.len() + 1));
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    });
    prop_oneof![2 => broken, 1 => prop::collection::vec(any::<u8>(), 0..80)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_text_or_a_fault_within_them(bytes in bytes()) {
        match decode(&bytes) {
            Ok(Decoded { cut, .. }) => prop_assert!(cut.is_none_or(|byte| byte < bytes.len())),
            Err(Fault::Format(_)) => {}
            Err(Fault::Control(place, byte)) => prop_assert!(bytes[place.byte..].contains(&byte)),
            Err(Fault::Undecodable(place) | Fault::Lost { place, .. }) => {
                prop_assert!(place.byte < bytes.len());
            }
        }
    }

    #[test]
    fn whole_utf_8_is_unchanged_but_for_a_mark(text in "[^\\x00-\\x08\\x0E-\\x1F]*") {
        prop_assert_eq!(decode(text.as_bytes()), plain(text.strip_prefix('\u{FEFF}').unwrap_or(&text)));
        let marked = format!("\u{FEFF}{text}");
        prop_assert_eq!(decode(marked.as_bytes()), plain(&text));
    }
}
