//! Counting words, and how long they take to read.

use super::language::primary;

/// Counts the words of a text that comes in pieces.
///
/// What one word is follows the word boundaries of Unicode (UAX #29): letters with their marks, tatweel
/// and joiners, digits, and the points and apostrophes between them. So `كِتابٌ`, `می‌شود`, `3.5` and
/// `2,000` are one word each, `كتاب،كتاب` and `2014-2016` two, and what holds neither letter nor
/// digit is none. A property test holds it against `unicode-segmentation`, which looks every character up
/// in its tables. Scripts that do not part words by spaces (Han, kana, Thai) are outside of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordCounter {
    words: usize,
    last: Last,
}

/// What the text so far ends in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    /// Nothing that a word goes on from.
    #[default]
    Gap,
    /// A letter of a word.
    Letter,
    /// A digit of a word.
    Digit,
    /// What joins letters and digits, in a word (`true`) or before one.
    Joiner(bool),
    /// A mark that the word goes on after if a letter follows.
    AfterLetter,
    /// One that it goes on after if a digit follows.
    AfterDigit,
}

/// What a character does to words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// Belongs to what stands before it: marks, joiners, direction controls.
    Mark,
    /// Joins letters and digits and is neither: the low line, the Arabic decimal sign.
    Joiner,
    /// Stands between letters of one word: `:`.
    MidLetter,
    /// Stands between digits of one: `,`.
    MidDigit,
    /// Either: `.` and apostrophes.
    Mid,
    /// Parts words.
    Gap,
}

impl WordCounter {
    /// Takes the next piece. A word may begin in one and end in another.
    pub fn push(&mut self, text: &str) {
        let Self { mut words, mut last } = *self;
        let mut rest = text.as_bytes();
        // How much of the text is left where the next block may be looked at.
        let mut next_block = rest.len();
        loop {
            // Most of a text, known by its bytes, of which the processor asks many at once.
            while rest.len() <= next_block
                && let Some(block) = rest.first_chunk()
            {
                let Some(plain) = PlainBlock::of(block) else {
                    next_block = rest.len() - BLOCK;
                    break;
                };
                let begins = plain.begins_with_letter && !last.goes_on_with_letter();
                words += usize::from(begins) + usize::from(plain.letters_behind_spaces);
                last = if plain.ends_with_space { Last::Gap } else { Last::Letter };
                rest = &rest[plain.length..];
            }
            let behind = behind_arabic_letters(rest);
            if behind.len() < rest.len() {
                words += usize::from(!last.goes_on_with_letter());
                last = Last::Letter;
            }
            rest = behind;
            if let [b' ', behind @ ..] = rest {
                last = Last::Gap;
                rest = behind;
                continue;
            }
            let Some(c) = text[text.len() - rest.len()..].chars().next() else { break };
            rest = &rest[c.len_utf8()..];
            let class = class(c);
            last = match (class, last) {
                (Class::Gap, _) => Last::Gap,
                (Class::Mark, _) => last,
                (Class::Letter, _) => {
                    words += usize::from(!last.goes_on_with_letter());
                    Last::Letter
                }
                (Class::Digit, Last::Letter | Last::Digit | Last::Joiner(true) | Last::AfterDigit) => {
                    Last::Digit
                }
                (Class::Digit, _) => {
                    words += 1;
                    Last::Digit
                }
                (Class::Joiner, Last::Letter | Last::Digit | Last::Joiner(true)) => Last::Joiner(true),
                (Class::Joiner, _) => Last::Joiner(false),
                (Class::MidLetter | Class::Mid, Last::Letter) => Last::AfterLetter,
                (Class::MidDigit | Class::Mid, Last::Digit) => Last::AfterDigit,
                (Class::MidLetter | Class::MidDigit | Class::Mid, _) => Last::Gap,
            };
        }
        *self = Self { words, last };
    }

    /// Ends the word, if one is open: the text goes on in another paragraph, cell or line.
    pub fn part(&mut self) {
        self.last = Last::Gap;
    }

    /// How many words there were.
    #[must_use]
    pub fn words(self) -> usize {
        self.words
    }
}

impl Last {
    /// Whether a letter behind it belongs to the same word.
    fn goes_on_with_letter(self) -> bool {
        matches!(self, Self::Letter | Self::Digit | Self::Joiner(true) | Self::AfterLetter)
    }
}

/// How many bytes are looked at at once.
const BLOCK: usize = 16;

/// Bytes that are spaces and the letters U+0620 to U+064A, each of two bytes, alone.
struct PlainBlock {
    /// How many bytes they are: one more than looked at where the last one is half of a letter.
    length: usize,
    begins_with_letter: bool,
    letters_behind_spaces: u8,
    ends_with_space: bool,
}

impl PlainBlock {
    /// Of bytes that begin with a character, and the one behind them. Without a branch within, so that the
    /// compiler can ask all bytes at once.
    fn of(bytes: &[u8; BLOCK + 1]) -> Option<Self> {
        let (mut others, mut letters_behind_spaces) = (0, 0);
        for at in 0..BLOCK {
            let (byte, next) = (bytes[at], bytes[at + 1]);
            let one = |is_so: bool| u8::from(is_so);
            let space = one(byte == b' ');
            let letter = one(byte == 0xD8) & one(next >= 0xA0) | one(byte == 0xD9) & one(next <= 0x8A);
            let end_of_letter = one(byte & 0xC0 == 0x80);
            others |= 1 ^ (space | letter | end_of_letter);
            letters_behind_spaces += one(at + 1 < BLOCK) & space & one(next != b' ');
        }
        let last = bytes[BLOCK - 1];
        (others == 0).then(|| Self {
            length: BLOCK + usize::from(last >= 0xC0),
            begins_with_letter: bytes[0] != b' ',
            letters_behind_spaces,
            ends_with_space: last == b' ',
        })
    }
}

/// What of `text` is behind the letters U+0620 to U+064A, each of two bytes, that it begins with.
fn behind_arabic_letters(mut text: &[u8]) -> &[u8] {
    while let [0xD8, 0xA0..=0xBF, behind @ ..] | [0xD9, 0x80..=0x8A, behind @ ..] = text {
        text = behind;
    }
    text
}

fn class(c: char) -> Class {
    match c {
        ' ' | '\n' | '\u{A0}' => Class::Gap,
        // Arabic letters and tatweel.
        '\u{0620}'..='\u{064A}' => Class::Letter,
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' | '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}' => Class::Digit,
        '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0610}'..='\u{061A}' | '\u{061C}' => Class::Mark,
        '_' | '\u{066B}' => Class::Joiner,
        '.' | '\'' | '\u{2018}' | '\u{2019}' | '\u{2024}' => Class::Mid,
        ':' | '\u{B7}' | '\u{05F4}' => Class::MidLetter,
        ',' | ';' | '\u{060C}' | '\u{060D}' | '\u{066C}' => Class::MidDigit,
        '!'..='~' | '\u{AB}' | '\u{BB}' | '\u{061B}' | '\u{061F}' | '\u{066A}' | '\u{06D4}' => Class::Gap,
        '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' => {
            Class::Mark
        }
        '\u{FEFF}' | '\u{AD}' => Class::Mark,
        '\u{2010}'..='\u{2027}' => Class::Gap,
        // The geresh of Hebrew abbreviations.
        '\u{05F3}' => Class::Letter,
        _ if unicode_normalization::char::is_combining_mark(c) => Class::Mark,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Gap,
    }
}

/// How many words of a language an adult reads in a minute, as measured for it on texts of one content
/// in 17 languages: Trauzettel-Klosinski and Dietz, "Standardized Assessment of Reading Performance: The
/// New International Reading Speed Texts IReST", IOVS 53 (2012), 5452–5461, table 3. Arabic words carry
/// more than English ones, and fewer are read. A language that is not among the 17 gets their mean.
#[must_use]
pub fn words_per_minute(language: &str) -> usize {
    match primary(language) {
        "ar" => 138,
        "de" => 179,
        "en" => 228,
        "es" => 218,
        "fr" => 195,
        "he" => 187,
        "it" => 188,
        "nl" => 202,
        "pt" => 181,
        "ru" => 184,
        "sv" => 199,
        "tr" => 166,
        _ => 184,
    }
}

/// How many minutes so many words of a language take, to the nearest, and one at least; none without a
/// word.
#[must_use]
pub fn minutes(words: usize, language: &str) -> Option<usize> {
    let rate = words_per_minute(language);
    (words > 0).then(|| ((words + rate / 2) / rate).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn count(pieces: &[&str]) -> usize {
        let mut counter = WordCounter::default();
        for piece in pieces {
            counter.push(piece);
        }
        counter.words()
    }

    #[test]
    fn arabic_words_are_counted_with_all_that_is_written_on_them() {
        for (text, words) in [
            ("", 0),
            (" – «…» ", 0),
            ("كِتابٌ جديدٌ", 2),
            ("محـــمود", 1),
            ("لـ“الحل نت”", 3),
            ("قال،ثم مضى", 3),
            ("بلغت النسبة 3.5 في المئة (2014-2016)", 7),
            ("٢٬٠٠٠ و١٥٫٥", 2),
            ("می‌شود", 1),
            ("صه״ל", 1),
            ("don’t stop", 2),
            ("قسد\u{A0}داعش\u{200F}", 2),
        ] {
            assert_eq!(count(&[text]), words, "{text}");
        }
    }

    #[test]
    fn a_word_in_two_pieces_is_one_unless_they_are_parted() {
        assert_eq!(count(&["و", "القوات"]), 1);
        let mut counter = WordCounter::default();
        counter.push("خلية");
        counter.part();
        counter.push("أخرى");
        assert_eq!(counter.words(), 2);
    }

    #[test]
    fn reading_takes_a_minute_at_least_and_longer_in_arabic_than_in_english() {
        assert_eq!(minutes(0, "ar"), None);
        assert_eq!(minutes(1, "ar"), Some(1));
        assert_eq!(minutes(414, "ar-SY"), Some(3));
        assert_eq!(minutes(414, "en"), Some(2));
        assert_eq!(minutes(138 * 103, "ar"), Some(103));
    }

    fn typed() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "كتاب",
            "ة",
            "لا",
            "\u{64B}",
            "\u{651}",
            "ـ",
            "ا",
            "می",
            "ئا",
            "کوردی",
            "שלום",
            "News",
            "x",
            "12",
            "٣",
            "۴",
            "،",
            "؛",
            "؟",
            ".",
            ",",
            ":",
            ";",
            "'",
            "’",
            "״",
            "_",
            "-",
            "–",
            "/",
            "«",
            "»",
            "“",
            "”",
            "(",
            ")",
            "%",
            "٪",
            "1٫5",
            "٬",
            " ",
            "\n",
            "\u{A0}",
            "\u{200C}",
            "\u{200F}",
            "\u{2067}",
            "\u{2069}",
            "…",
            "#",
            "@",
            "+",
            "é",
            "е",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn words_are_those_of_unicode(text in typed()) {
            // A mark that stands on nothing is alphabetic to Unicode, and no word to a reader.
            let is_word = |c: char| c.is_alphanumeric() && class(c) != Class::Mark;
            let words = text.split_word_bounds().filter(|word| word.contains(is_word)).count();
            prop_assert_eq!(count(&[&text]), words, "{}", text);
        }

        #[test]
        fn pieces_of_a_text_have_its_words(text in typed(), at in any::<prop::sample::Index>()) {
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            prop_assert_eq!(count(&[&text[..at], &text[at..]]), count(&[&text]));
        }
    }
}
