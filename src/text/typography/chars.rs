//! Classes of characters that the rules ask for.

use crate::text::arabic;

/// A letter of the Arabic script, plain or stored as a shape; tatweel is none (Unicode blocks
/// Arabic, Supplement, Extended-A and the presentation forms).
pub(super) fn is_letter(c: char) -> bool {
    matches!(
        c,
        '\u{0620}'..='\u{063F}'
            | '\u{0641}'..='\u{064A}'
            | '\u{066E}'..='\u{066F}'
            | '\u{0671}'..='\u{06D3}'
            | '\u{06D5}'
            | '\u{06EE}'
            | '\u{06EF}'
            | '\u{06FA}'..='\u{06FC}'
            | '\u{06FF}'
            | '\u{0750}'..='\u{077F}'
            | '\u{08A0}'..='\u{08C9}'
            | '\u{FDF2}'
    ) || is_form(c)
}

/// A mark that stands on an Arabic letter: of the Arabic block, of Extended-A, or stored as a shape.
pub(super) fn is_mark(c: char) -> bool {
    arabic::is_mark(c) || matches!(c, '\u{08CA}'..='\u{08FF}' | '\u{FE70}'..='\u{FE7F}')
}

/// A letter stored as one of its shapes, which a font should choose: U+FB50–FDFF and FE80–FEFC
/// without ornate brackets, symbols, noncharacters and the ligatures that are words of their own
/// (U+FD40–FD4F, FDCF, FDF0–FDFF: ﷲ ﷺ ﷽).
pub(super) fn is_form(c: char) -> bool {
    matches!(
        c,
        '\u{FB50}'..='\u{FBB1}'
            | '\u{FBD3}'..='\u{FD3D}'
            | '\u{FD50}'..='\u{FD8F}'
            | '\u{FD92}'..='\u{FDC7}'
            | '\u{FE80}'..='\u{FEFC}'
    )
}

/// A space that stands between words: all of Unicode's (Zs) but Ogham's, which is a line.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

/// A space at which no line may be broken.
pub(super) fn is_no_break(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// A double quotation mark of any kind.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '"')
}

/// A bracket that closes.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '\u{FD3E}')
}

/// A bracket that opens.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '\u{FD3F}')
}

/// Punctuation that ends what stands before it.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '،' | '؛' | '؟' | '.' | ':' | '!' | ',' | ';' | '?' | '…' | '۔')
}

/// A digit of any script.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (c.is_numeric() && !c.is_alphabetic())
}

/// A letter of a script that is not Arabic.
pub(super) fn is_foreign(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && c != '\u{0640}' && c.is_alphabetic() && !is_letter(c))
}
