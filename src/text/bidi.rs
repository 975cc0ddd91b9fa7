//! Direction: of a language, of the runs within a paragraph, and of text quoted on a terminal.

use std::borrow::Cow;

pub mod balance;
pub mod isolate;
mod runs;
mod stretch;

/// The writing direction of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
}

impl Direction {
    /// The direction of a BCP 47 language tag, from its script where it names one and else from
    /// its language (CLDR's `likelySubtags`, the right-to-left languages in living use).
    #[must_use]
    pub fn of_language(tag: &str) -> Self {
        let mut subtags = tag.split(['-', '_']);
        let language = subtags.next().unwrap_or_default().to_ascii_lowercase();
        if let Some(script) = subtags.find(|s| s.len() == 4) {
            let script = script.to_ascii_lowercase();
            return match script.as_str() {
                "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg" | "mand" | "samr" => Self::Rtl,
                _ => Self::Ltr,
            };
        }
        match language.as_str() {
            "ar" | "arc" | "arz" | "ary" | "apc" | "azb" | "bal" | "ckb" | "dv" | "fa" | "glk" | "he"
            | "iw" | "ks" | "lrc" | "mzn" | "nqo" | "pnb" | "prs" | "ps" | "sd" | "skr" | "syr" | "ug"
            | "ur" | "yi" => Self::Rtl,
            _ => Self::Ltr,
        }
    }
}

impl Direction {
    /// As HTML writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rtl => "rtl",
            Self::Ltr => "ltr",
        }
    }
}

/// Whether `c` is a bidirectional control (UAX #9 §2): an embedding, override, isolate or mark.
#[must_use]
pub fn is_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether `c` opens or closes an embedding, override or isolate (UAX #9 §2.1 to §2.5).
#[must_use]
pub fn is_embedding(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether an embedding, override or isolate is opened or closed in `text`.
#[must_use]
pub fn holds_embedding(text: &str) -> bool {
    // All of them begin with one byte, which no letter of Arabic has.
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xE2, bytes)
        .any(|at| matches!(bytes[at + 1..], [0x80, 0xAA..=0xAE, ..] | [0x81, 0xA6..=0xA9, ..]))
}

/// `text` as a name or a title may hold it, which stands among others, in lists, addresses and what is shared:
/// without embeddings, overrides and isolates. Marks, which turn nothing round, stay (Unicode Technical Report
/// #36, 2.5; UAX #9, 2.6).
///
/// ```
/// use warraq::text::bidi::without_embeddings;
/// assert_eq!(without_embeddings("خبر \u{202E}gpj.exe"), "خبر gpj.exe");
/// assert_eq!(without_embeddings("C++\u{200E} اليوم"), "C++\u{200E} اليوم");
/// ```
#[must_use]
pub fn without_embeddings(text: &str) -> Cow<'_, str> {
    if holds_embedding(text) { text.replace(is_embedding, "").into() } else { text.into() }
}

/// `text` between U+2068 FIRST STRONG ISOLATE and U+2069 POP DIRECTIONAL ISOLATE, so that a
/// terminal lays it out by its own direction; its own controls, which could break out of the
/// isolate, are [shown](controls_shown).
#[must_use]
pub fn isolate(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", controls_shown(text))
}

/// `text` with its controls, bidirectional and others, as `<U+….>`: on a terminal they would act. Tabs stay.
#[must_use]
pub fn controls_shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_control(c) || (c.is_control() && c != '\t') {
            shown.push_str(&format!("<U+{:04X}>", c as u32));
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_the_script_before_the_language() {
        for rtl in ["ar", "ar-SY", "fa", "ur-PK", "ckb-IQ", "he", "ku-Arab", "az-Arab-IR"] {
            assert_eq!(Direction::of_language(rtl), Direction::Rtl, "{rtl}");
        }
        for ltr in ["en", "tr", "ku", "ku-Latn-TR", "ar-Latn"] {
            assert_eq!(Direction::of_language(ltr), Direction::Ltr, "{ltr}");
        }
    }

    #[test]
    fn an_embedding_is_found_by_its_bytes() {
        for c in '\u{2000}'..'\u{2100}' {
            let text = format!("خ{c}بر");
            assert_eq!(holds_embedding(&text), is_embedding(c), "{c:?}");
            assert_eq!(without_embeddings(&text).contains(c), !is_embedding(c), "{c:?}");
        }
    }

    #[test]
    fn quoted_text_cannot_break_out_of_its_isolate() {
        assert_eq!(isolate("ا\u{2069}\u{202e}ب"), "\u{2068}ا<U+2069><U+202E>ب\u{2069}");
    }
}
