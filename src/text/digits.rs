//! Digits as readers of a language write them.

use super::language::primary;

/// A set of decimal digits (CLDR's names of numbering systems).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// 0123456789
    #[default]
    Latn,
    /// ٠١٢٣٤٥٦٧٨٩
    Arab,
    /// ۰۱۲۳۴۵۶۷۸۹
    Arabext,
}

impl Digits {
    /// The digits that newsrooms print in a language: European ones, whatever CLDR has for their country,
    /// but in Persian and Pashto (as the BBC's services in these languages do, and not in Arabic and Urdu).
    #[must_use]
    pub fn of_language(tag: &str) -> Self {
        match primary(tag) {
            "fa" | "ps" => Self::Arabext,
            _ => Self::Latn,
        }
    }

    /// `text` with these digits in the place of European ones.
    #[must_use]
    pub fn shown(self, text: String) -> String {
        if self == Self::Latn {
            return text;
        }
        text.chars().map(|c| c.to_digit(10).map_or(c, |digit| self.digit(digit))).collect()
    }

    /// Writes `number` with at least `width` digits.
    pub fn push(self, number: u32, width: usize, text: &mut String) {
        let mut digits = [0; 10];
        let mut rest = number;
        let mut count = 0;
        while rest > 0 || count < width.clamp(1, digits.len()) {
            digits[count] = rest % 10;
            rest /= 10;
            count += 1;
        }
        text.extend(digits[..count].iter().rev().map(|&digit| self.digit(digit)));
    }

    fn digit(self, digit: u32) -> char {
        let zero = match self {
            Self::Latn => '0',
            Self::Arab => '\u{0660}',
            Self::Arabext => '\u{06F0}',
        };
        char::from_u32(zero as u32 + digit).unwrap_or(zero)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_digits_that_were_chosen() {
        let written = |digits: Digits, number, width| {
            let mut text = String::new();
            digits.push(number, width, &mut text);
            text
        };
        assert_eq!(written(Digits::Latn, 2026, 1), "2026");
        assert_eq!(written(Digits::Arab, 5, 2), "٠٥");
        assert_eq!(written(Digits::Arabext, 0, 1), "۰");
        assert_eq!(written(Digits::Latn, u32::MAX, 99), "4294967295");
        assert_eq!(Digits::Arab.shown("3 من 15".to_owned()), "٣ من ١٥");
    }
}
