//! Slugs: the part of a URL that names an article, in the article's own script.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use super::arabic::{is_alphanumeric, is_ignorable};
use super::file_name::is_device;

/// The longest slug in bytes. A file name may have 255 on Linux; this leaves room for an ending
/// and for a temporary prefix.
pub const MAX_BYTES: usize = 200;

/// Makes a slug: NFC, lower case, letters and digits of every script kept, marks, tatweel and
/// invisible characters dropped, everything else one hyphen. Longer than [`MAX_BYTES`], it is cut
/// at a grapheme and ends in a hash of the whole; a name that Windows reserves gets an underscore.
/// `None` when nothing is left.
///
/// ```
/// use warraq::text::slug::slug;
/// assert_eq!(slug("دعم أميركي لقسد؟").as_deref(), Some("دعم-أميركي-لقسد"));
/// ```
#[must_use]
pub fn slug(name: &str) -> Option<String> {
    let mut slug = String::with_capacity(name.len());
    for c in composed(name).chars().flat_map(char::to_lowercase) {
        if is_kept(c) {
            slug.push(c);
        } else if is_ignorable(c) && !matches!(c, '\u{200B}' | '\u{200C}') {
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    // Lower-casing and dropping marks can leave a sequence that composes anew.
    let mut slug = composed(&slug).into_owned();
    if slug.is_empty() {
        return None;
    }
    if slug.len() > MAX_BYTES {
        let hash = blake3::hash(slug.as_bytes()).to_hex();
        let keep = MAX_BYTES - 9;
        let cut = slug
            .grapheme_indices(true)
            .map(|(start, grapheme)| start + grapheme.len())
            .take_while(|&end| end <= keep)
            .last()
            .unwrap_or(0);
        slug.truncate(cut);
        slug.truncate(slug.trim_end_matches('-').len());
        slug.push('-');
        slug.push_str(&hash[..8]);
    }
    if is_device(&slug) {
        slug.push('_');
    }
    Some(slug)
}

/// Whether anything is left of a name to make a slug of: a letter or a digit.
///
/// ```
/// use warraq::text::slug::has_slug;
/// assert!(has_slug("«غزة»") && !has_slug("«ـ»"));
/// ```
#[must_use]
pub fn has_slug(name: &str) -> bool {
    // No composing and no lower case makes a letter of what is none.
    name.chars().any(is_kept)
}

/// Whether a slug keeps `c`.
fn is_kept(c: char) -> bool {
    is_alphanumeric(c) && !is_ignorable(c)
}

/// `text` in NFC, as nearly all text is already.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into(),
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn arabic_letters_stay_and_marks_go() {
        assert_eq!(slug("هـجومٌ “أهوج”، بدون تخطيط!").as_deref(), Some("هجوم-أهوج-بدون-تخطيط"));
        assert_eq!(slug("Front  Matter").as_deref(), Some("front-matter"));
        assert_eq!(slug("می\u{200c}خواهم").as_deref(), Some("می-خواهم"));
    }

    #[test]
    fn composed_and_decomposed_names_have_one_slug() {
        assert_eq!(slug("\u{0627}\u{0654}خبار"), slug("أخبار"));
    }

    #[test]
    fn composing_and_lower_case_make_no_letter_of_what_is_none() {
        for c in '\0'..=char::MAX {
            let parts: Vec<char> = [c].into_iter().nfd().collect();
            assert_eq!(parts.into_iter().any(is_kept), is_kept(c), "{c:?}");
            assert_eq!(c.to_lowercase().any(is_kept), is_kept(c), "{c:?}");
        }
    }

    #[test]
    fn a_long_slug_is_cut_and_stays_unique() {
        let (a, b) = ("س".repeat(400), format!("{}ص", "س".repeat(400)));
        let (a, b) = (slug(&a).expect("letters"), slug(&b).expect("letters"));
        assert!(a.len() <= MAX_BYTES && b.len() <= MAX_BYTES);
        assert_ne!(a, b);
    }

    #[test]
    fn names_that_windows_reserves_are_changed() {
        assert_eq!(slug("CON").as_deref(), Some("con_"));
        assert_eq!(slug("com7").as_deref(), Some("com7_"));
        assert_eq!(slug("COM¹").as_deref(), Some("com¹_"));
        assert_eq!(slug("؟!…"), None);
    }

    proptest! {
        #[test]
        fn a_slug_is_safe_in_a_path(name in any::<String>()) {
            if let Some(slug) = slug(&name) {
                prop_assert!(slug.len() <= MAX_BYTES);
                prop_assert!(!slug.contains(['/', '\\', '.', ':', '%', '?', '#', ' ', '\0']));
                prop_assert_eq!(super::slug(&slug), Some(slug));
            }
        }

        #[test]
        fn a_name_has_a_slug_when_one_can_be_made(name in "[a«»ـ\u{64B}\u{200C}١. -]{0,4}|\\PC{0,4}") {
            prop_assert_eq!(has_slug(&name), slug(&name).is_some());
        }
    }
}
