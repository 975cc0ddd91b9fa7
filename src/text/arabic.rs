//! Folding: the form in which two spellings of one Arabic text are equal.
//!
//! People type the same marker or headline with and without hamza, marks, tatweel, no-break spaces
//! and direction marks. Everything that compares text compares it folded; everything that shows
//! text shows it as it was written, so folding also tells where in the original it stands.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// One character of the folded text and the bytes of the original that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The folded character; every run of white space is one `' '`.
    pub char: char,
    /// Where its original begins, in bytes.
    pub start: usize,
    /// Where its original ends, in bytes.
    pub end: usize,
}

/// Folds `text` for comparison: marks, tatweel, direction controls and zero-width characters go,
/// letters that writers interchange become one (أ إ آ ٱ → ا, ى ی → ي, ؤ → و, ئ → ي, ک → ك,
/// ة ۃ ہ ۂ ۀ ھ ە → ه), digits become ASCII, compatibility forms their letters (NFKD, UAX #15), ASCII lower case, and
/// each run of white space (U+00A0 too) one space. Punctuation stays. No space at either end.
///
/// ```
/// use warraq::text::arabic::fold;
/// assert_eq!(fold("إقرأ\u{a0} أيضًا:"), fold("اقرا ايضا:"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut in_space = true;
    // Byte by byte, since nearly all that newsrooms write is of one byte or two and in the table; and
    // in pieces, since most letters fold to themselves.
    let (mut piece, mut at) = (0, 0);
    let bytes = text.as_bytes();
    loop {
        let behind = bytes.len() - behind_plain_letters(&bytes[at..]).len();
        in_space &= behind == at;
        at = behind;
        let Some(&first) = bytes.get(at) else { break };
        let (code, mut length) = match (first, bytes.get(at + 1)) {
            (0..0x80, _) => (usize::from(first), 1),
            (0xC0..0xE0, Some(second)) => (usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F), 2),
            _ => (usize::MAX, 0),
        };
        let known = FOLDED.get(code).copied().unwrap_or(UNKNOWN);
        if known as usize == code && (known != ' ' || !in_space) {
            in_space = known == ' ';
            at += length;
            continue;
        }
        folded.push_str(&text[piece..at]);
        let mut push = |c: char| {
            if c != ' ' || !in_space {
                folded.push(c);
            }
            in_space = c == ' ';
        };
        match known {
            LEFT_OUT => {}
            UNKNOWN => {
                let c = text[at..].chars().next().expect("it stands at a character");
                fold_rare(c, &mut push);
                length = c.len_utf8();
            }
            known => push(known),
        }
        at += length;
        piece = at;
    }
    folded.push_str(&text[piece..]);
    folded.truncate(folded.trim_end().len());
    folded
}

/// What of `text` is behind the letters that it begins with and that fold to themselves: ا ب, ت to غ, ف to و
/// and ي, of two bytes each.
fn behind_plain_letters(mut text: &[u8]) -> &[u8] {
    while let [0xD8, 0xA7 | 0xA8 | 0xAA..=0xBA, behind @ ..] | [0xD9, 0x81..=0x88 | 0x8A, behind @ ..] = text
    {
        text = behind;
    }
    text
}

/// The form under which headlines are found: folded, and without punctuation or quotes, so that
/// «داعش» and “داعش” or `..` and `…` make no difference, nor `لـ«داعش»` and `لداعش`.
#[must_use]
pub fn headline_key(headline: &str) -> String {
    let folded = fold(headline);
    let mut key = String::with_capacity(folded.len());
    // Whether what comes next is of one word with what stands before it.
    let mut is_bound = true;
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let (word, behind) = rest.split_at(rest.len() - behind_word(rest).len());
        let mut behind = behind.chars();
        let separator = behind.next();
        rest = behind.as_str();
        if word.is_empty() {
            continue;
        }
        if !is_bound {
            key.push(' ');
        }
        key.push_str(word);
        is_bound = separator.is_some_and(|c| QUOTES.contains(&c)) && is_prefix(word);
    }
    key
}

/// What of `text` is behind the letters and digits that it begins with.
fn behind_word(mut text: &str) -> &str {
    loop {
        let plain = behind_plain_letters(text.as_bytes()).len();
        text = &text[text.len() - plain..];
        match text.chars().next() {
            Some(c) if is_alphanumeric(c) => text = &text[c.len_utf8()..],
            _ => return text,
        }
    }
}

/// Quotation marks, whatever their side: writers mistake it.
const QUOTES: [char; 12] = ['"', '\'', '«', '»', '“', '”', '„', '‟', '‘', '’', '‹', '›'];

/// Whether a folded word is what Arabic writes as one with the next: a conjunction, a preposition, the
/// article, or several of them in this order.
fn is_prefix(word: &str) -> bool {
    let rest = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let rest = match rest.strip_prefix('ل') {
        // Behind this preposition the article is the same letter again.
        Some(rest) => rest.strip_prefix('ل').unwrap_or(rest),
        None => rest.strip_prefix(['ب', 'ك']).unwrap_or(rest),
    };
    rest.is_empty() || rest.chars().eq(['ا', 'ل'])
}

/// Whether `c` is a letter or a digit, which is asked of Arabic letters first: Unicode's tables cost ten times
/// as much.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    matches!(c, 'ء'..='ي' | 'a'..='z' | '0'..='9') || c.is_alphanumeric()
}

/// The folded characters of `text` with their places in it, leading white space left out.
pub fn fold_chars(text: &str) -> impl Iterator<Item = Folded> + '_ {
    let mut in_space = true;
    let mut chars = text.char_indices();
    // What is left of a character that folds to more than one: a ligature, or a phrase that is one sign.
    let mut left = Vec::new().into_iter();
    std::iter::from_fn(move || {
        loop {
            if let Some(folded) = left.next() {
                return Some(folded);
            }
            let (start, original) = chars.next()?;
            let place = |char| Folded { char, start, end: start + original.len_utf8() };
            match FOLDED.get(original as usize).copied().unwrap_or(UNKNOWN) {
                LEFT_OUT => {}
                UNKNOWN => {
                    let mut all = Vec::new();
                    fold_rare(original, &mut |char| {
                        if char != ' ' || !in_space {
                            all.push(place(char));
                        }
                        in_space = char == ' ';
                    });
                    left = all.into_iter();
                }
                ' ' if in_space => {}
                known => {
                    in_space = known == ' ';
                    return Some(place(known));
                }
            }
        }
    })
}

/// If `text`, folded, begins with `prefix` (folded already), the byte at which the rest begins:
/// after the last letter of the prefix and the marks that belong to it.
#[must_use]
pub fn after_prefix(text: &str, prefix: &str) -> Option<usize> {
    let mut rest = fold_chars(text);
    let mut end = 0;
    for expected in prefix.chars() {
        let found = rest.next()?;
        if found.char != expected {
            return None;
        }
        end = found.end;
    }
    if !prefix.ends_with(is_alphanumeric) {
        return Some(end);
    }
    let marks = text[end..].char_indices().find(|&(_, c)| !is_ignorable(c));
    Some(marks.map_or(text.len(), |(offset, _)| end + offset))
}

/// Whether `c` is left out when text is compared: a combining mark of any script, tatweel, or a
/// character that cannot be seen.
#[must_use]
pub fn is_ignorable(c: char) -> bool {
    match c {
        '\u{0640}' => true,
        _ if (c as u32) < 0x0300 => c == '\u{00AD}',
        _ => is_mark(c) || is_invisible(c) || is_combining_mark(c),
    }
}

/// Whether `c` is a mark of the Arabic block: a vowel sign, a sign of recitation, a superscript alef.
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E4}'
            | '\u{06E7}'
            | '\u{06E8}'
            | '\u{06EA}'..='\u{06ED}'
    )
}

/// Whether nothing of `text` can be seen.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_unseen)
}

/// Whether `c` is white space, or [invisible](is_invisible).
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Whether `c` directs or joins what stands around it and cannot be seen itself: soft hyphen,
/// zero-width characters, direction controls, byte order mark.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

fn fold_char(c: char, push: &mut impl FnMut(char)) {
    match FOLDED.get(c as usize) {
        Some(&LEFT_OUT) => {}
        Some(&known) if known != UNKNOWN => push(known),
        _ => fold_rare(c, push),
    }
}

/// What each character below U+0700 folds to, for those of which it can be said here: nearly all that
/// newsrooms write.
static FOLDED: [char; 0x700] = {
    let mut table = [UNKNOWN; 0x700];
    let mut code = 0u32;
    while (code as usize) < table.len() {
        if let Some(c) = char::from_u32(code) {
            table[code as usize] = folded(c);
        }
        code += 1;
    }
    table
};

/// Stands in [`FOLDED`] for a character that is left out.
const LEFT_OUT: char = '\u{FFFE}';
/// Stands there for one that the table does not know.
const UNKNOWN: char = '\u{FFFF}';

const fn folded(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\t'..='\r' => ' ',
        _ if c.is_ascii() => c,
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' => 'ه',
        'ک' => 'ك',
        // Tatweel.
        '\u{0640}' => LEFT_OUT,
        'ء'..='ي' => c,
        '\u{064B}'..='\u{065F}' | '\u{0670}' => LEFT_OUT,
        // The letter h beyond Arabic, which no keyboard and no two writers part alike: Urdu writes one
        // word with U+06BE or with U+06C1; Sorani writes its vowel U+06D5 or as U+0647 before a
        // zero-width non-joiner, and its consonant U+0647 or U+06BE; U+06C0 is Persian's U+0647 with
        // hamza, but decomposes to U+06D5; U+06C3 is Urdu's teh marbuta.
        '\u{06BE}' | '\u{06C0}'..='\u{06C3}' | '\u{06D5}' => 'ه',
        '٠'..='٩' => digit(c as u32 - '٠' as u32),
        '۰'..='۹' => digit(c as u32 - '۰' as u32),
        _ => UNKNOWN,
    }
}

const fn digit(value: u32) -> char {
    char::from_digit(value, 10).expect("the ranges above hold ten digits each")
}

fn fold_rare(c: char, push: &mut impl FnMut(char)) {
    match c {
        _ if c.is_whitespace() => push(' '),
        _ if is_ignorable(c) => {}
        _ => decompose_compatible(c, |part| {
            if is_ignorable(part) {
            } else if part == c {
                c.to_lowercase().for_each(&mut *push);
            } else {
                fold_char(part, push);
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_marker_fold_to_one_form() {
        for spelling in [
            "اقرأ أيضًا",
            "اقرأ أيضاً",
            "إقرأ أيضا",
            "أقرأ  أيضاً",
            "\u{a0}اقرا\u{a0}ايضا ",
            "\u{200f}اقـــرأ أيضًا",
            "اقرأ\u{202c} أيضا",
        ] {
            assert_eq!(fold(spelling), "اقرا ايضا", "{spelling:?}");
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_equal() {
        assert_eq!(fold("\u{0627}\u{0654}"), fold("أ"));
        assert_eq!(fold("ﻻ"), "لا");
        assert_eq!(fold("٢٠٢٢ ۲۰۲۲"), "2022 2022");
    }

    #[test]
    fn a_sign_that_is_a_whole_phrase_folds_to_all_of_it() {
        assert_eq!(fold("النبي ﷺ قال"), fold("النبي صلى الله عليه وسلم قال"));
        assert_eq!(fold("ﷻ"), "جل جلاله");
        let places: Vec<_> = fold_chars("ﷺ ثم").map(|folded| (folded.start, folded.end)).collect();
        assert_eq!((places[17], places[18]), ((0, 3), (3, 4)));
    }

    #[test]
    fn the_table_of_folded_letters_says_what_unicode_says() {
        for c in (0..0x700).filter_map(char::from_u32).filter(|&c| folded(c) != UNKNOWN) {
            let left_out = folded(c) == LEFT_OUT;
            assert_eq!(left_out, is_ignorable(c), "{c:?}");
            assert!(left_out || (folded(c) == ' ') == c.is_whitespace(), "{c:?}");
            let mut again = String::new();
            fold_char(c, &mut |char| fold_char(char, &mut |char| again.push(char)));
            assert!(left_out || again == folded(c).to_string(), "folding twice is folding once: {c:?}");
        }
    }

    #[test]
    fn letters_known_by_their_bytes_are_what_the_tables_say() {
        for c in (0..0x700).filter_map(char::from_u32) {
            let text = c.to_string();
            let is_plain = behind_plain_letters(text.as_bytes()).is_empty();
            assert!(!is_plain || folded(c) == c, "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn the_letter_h_is_one_however_a_keyboard_writes_it() {
        for (left, right) in [
            ("انہوں نے کہا", "انھوں نے كها"),
            ("زکوٰۃ", "زكوة"),
            ("خانۀ ما", "خانهٔ ما"),
            ("نقطۂ نظر", "نقطه نظر"),
            ("زیاتر بخوێنەوە", "زیاتر بخوێنه\u{200c}وه\u{200c}"),
            ("هەولێر", "ھه\u{200c}ولێر"),
            ("می\u{200c}خوانید", "ميخوانيد"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} {right}");
        }
    }

    #[test]
    fn a_headline_is_found_whatever_its_quotes_and_stops() {
        assert_eq!(
            headline_key("تنظيم “داعش” يحترق.. آخر أيام التنظيم"),
            headline_key("تنظيم «داعش» يحترق… اخر أيّام التنظيم؟")
        );
    }

    #[test]
    fn a_quotation_mark_behind_a_prefix_parts_no_words() {
        for (quoted, plain) in [
            ("هجوم لـ«داعش» في البادية", "هجوم لداعش في البادية"),
            ("الليرة و«سوقها» السوداء", "الليرة وسوقها السوداء"),
            ("بـ“القوة”", "بالقوة"),
            ("قيادي في الـ\"قسد\"", "قيادي في القسد"),
            ("قال «لا» و «نعم»", "قال لا و نعم"),
            ("قال«لا»", "قال لا"),
            ("أو«لا»", "أو لا"),
            ("كل«شيء»", "كل شيء"),
            ("وللـ«قاعدة»", "وللقاعدة"),
        ] {
            assert_eq!(headline_key(quoted), headline_key(plain), "{quoted}");
        }
    }

    #[test]
    fn letters_that_make_other_words_stay_apart() {
        for (left, right) in [("لڑکے", "لڑکی"), ("میں", "مین"), ("دڵ", "دل"), ("شێر", "شیر"), ("ڕۆژ", "روژ")]
        {
            assert_ne!(fold(left), fold(right), "{left} {right}");
        }
    }

    #[test]
    fn a_non_joiner_ends_no_word_and_belongs_to_the_prefix() {
        let text = "خبرنامه\u{200c}: عنوان";
        let rest = after_prefix(text, &fold("خبرنامه")).expect("the prefix is there");
        assert_eq!(&text[rest..], ": عنوان");
    }

    #[test]
    fn the_rest_after_a_prefix_begins_after_its_marks() {
        let text = "اقرأ أيضًا: عنوان";
        let rest = after_prefix(text, "اقرا ايضا").expect("the prefix is there");
        assert_eq!(&text[rest..], ": عنوان");
        assert_eq!(after_prefix("قد يهم", "قد يهمك"), None);
    }

    proptest! {
        #[test]
        fn folding_with_and_without_places_is_one(text in any::<String>()) {
            let placed: String = fold_chars(&text).map(|folded| folded.char).collect();
            prop_assert_eq!(fold(&text), placed.trim_end());
        }

        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn folded_places_are_character_boundaries(text in any::<String>()) {
            for folded in fold_chars(&text) {
                prop_assert!(text.get(folded.start..folded.end).is_some());
            }
        }
    }
}
