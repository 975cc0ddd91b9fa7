//! Quotation marks as a site wants them.

use std::borrow::Cow;

/// How quotation marks are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// As the author typed them.
    Keep,
    /// As this pair.
    As(char, char),
}

/// `text` with its double quotation marks as the pair that `quotes` names. Marks are paired by
/// turns, whichever of “ ” „ « » " was typed; a text with an odd one is left as it is, since
/// nobody can tell which of them is missing.
#[must_use]
pub fn requote(text: &str, quotes: Quotes) -> Cow<'_, str> {
    let Quotes::As(open, close) = quotes else { return Cow::Borrowed(text) };
    let marks = text.chars().filter(|&c| is_mark(c)).count();
    if marks == 0 || marks % 2 == 1 {
        return Cow::Borrowed(text);
    }
    let mut inside = false;
    let paired = text.chars().map(|c| {
        if !is_mark(c) {
            return c;
        }
        inside = !inside;
        if inside { open } else { close }
    });
    Cow::Owned(paired.collect())
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '«' | '»' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_paired_by_turns_and_an_odd_one_is_left() {
        let guillemets = Quotes::As('«', '»');
        assert_eq!(requote("قال “داعش“ و\"قسد\"", guillemets), "قال «داعش» و«قسد»");
        assert_eq!(requote("قال “داعش", guillemets), "قال “داعش");
        assert_eq!(requote("قال “داعش“", Quotes::Keep), "قال “داعش“");
    }
}
