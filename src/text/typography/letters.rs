//! Letters: drawn out by tatweel, or stored as shapes.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::chars::{is_form, is_letter, is_mark};
use super::{Finding, Kind};

/// Prepositions and conjunctions of one letter, and the article, after which a single tatweel may
/// show that what follows is a name: `لـ`, `بالـ`.
const PREFIX_LETTERS: [char; 6] = ['ا', 'ب', 'ف', 'ك', 'ل', 'و'];

/// The longest run of such letters.
const PREFIX: usize = 4;

/// Whether the tatweel at `run` only draws a word out. It does between two letters; before a
/// Latin word, a digit or a quotation mark, at the end of a word (`هـ`, the Hijri year) and under
/// a mark (Quranic orthography) it is legitimate, and so is a single one after a prefix.
pub(super) fn tatweel(text: &str, stretch: &Range<usize>, run: Range<usize>) -> Option<Finding> {
    let after = text[run.end..stretch.end].chars().next()?;
    let word = &text[stretch.start..run.start];
    let base = word.chars().rev().find(|&c| !is_mark(c))?;
    if !is_letter(after) || !is_letter(base) {
        return None;
    }
    let is_single = run.len() == '\u{0640}'.len_utf8();
    // U+0647 with a tatweel is how some Sorani keyboards make their h.
    let is_sorani_h = base == '\u{0647}' && !is_arabic_alone(after);
    if is_single && (is_sorani_h || is_prefix(word)) {
        return None;
    }
    Some(Finding::new(Kind::Tatweel, run).mend(""))
}

/// Whether what stands at the end of `before` is a whole prefix.
fn is_prefix(before: &str) -> bool {
    let mut letters = before.chars().rev().filter(|&c| !is_mark(c)).take(PREFIX + 1);
    match letters.find(|c| !PREFIX_LETTERS.contains(c)) {
        Some(c) => !is_letter(c) && c != '\u{0640}',
        None => before.chars().count() <= PREFIX,
    }
}

fn is_arabic_alone(c: char) -> bool {
    ('\u{0621}'..='\u{064A}').contains(&c)
}

/// The run of shapes at `run`, as the letters that they show (NFKC, UAX #15). Certain only where
/// the letters, shaped anew, look as before: each shape joins as its neighbours let it (Unicode
/// 9.2, "Cursive Joining"), which also tells text that was stored from left to right. Shapes of
/// bare marks stand with a space or tatweel and are left alone, and so is a final heh where
/// `has_ae`: in Uyghur and Sorani it stands for U+06D5.
pub(super) fn forms(text: &str, stretch: &Range<usize>, run: Range<usize>, has_ae: bool) -> Finding {
    let letters: String = text[run.clone()].nfkc().collect();
    let plain = letters.chars().all(|c| (is_letter(c) || is_mark(c)) && !is_form(c));
    let before = text[stretch.start..run.start].chars().next_back();
    let mut after = text[run.start..stretch.end].chars().skip(1);
    let mut previous = before.map(|c| (c, None));
    let joined = text[run.clone()].chars().all(|form| {
        let (shape, next) = (shape(form), after.next());
        let fits = shape.is_none_or(|shape| shape.fits(previous, next));
        previous = Some((form, shape));
        fits && !(has_ae && matches!(form, '\u{FEE9}' | '\u{FEEA}'))
    });
    let finding = Finding::new(Kind::PresentationForm, run);
    if plain && joined { finding.mend(letters) } else { finding }
}

/// How a shape joins its neighbours.
#[derive(Clone, Copy)]
struct Shape {
    /// It is final or medial.
    joins_before: bool,
    /// It is initial or medial; `None` for a letter that never joins what follows.
    joins_after: Option<bool>,
}

impl Shape {
    /// Whether letters between these would be shaped so.
    fn fits(self, before: Option<(char, Option<Shape>)>, after: Option<char>) -> bool {
        let holds = |c: char| is_letter(c) || is_mark(c) || matches!(c, '\u{0640}' | '\u{200D}');
        let before_fits = match before {
            Some((_, Some(shape))) => !self.joins_before || shape.joins_after == Some(true),
            Some((c, None)) => !self.joins_before || holds(c),
            None => !self.joins_before,
        };
        let after_fits = match self.joins_after {
            Some(true) => after.is_some_and(holds),
            Some(false) => !after.is_some_and(is_letter),
            None => true,
        };
        before_fits && after_fits
    }
}

/// The shape that a form is. Of letters that join on both sides, Unicode lists isolated, final,
/// initial and medial one after the other, of others isolated and final.
fn shape(form: char) -> Option<Shape> {
    let is_same = |steps: i32| {
        let other = (form as u32).checked_add_signed(steps).and_then(char::from_u32);
        other.is_some_and(|other| is_form(other) && other.nfkc().eq(form.nfkc()))
    };
    let before = (1..4).take_while(|&steps| is_same(-steps)).count();
    let after = (1..4).take_while(|&steps| is_same(steps)).count();
    let (place, of) = match form {
        // The joining shapes of a letter whose others stand elsewhere.
        '\u{FBE8}' => (2, 4),
        '\u{FBE9}' => (3, 4),
        _ => (before, before + 1 + after),
    };
    let joins_after = (of == 4).then_some(place > 1);
    matches!(of, 2 | 4).then_some(Shape { joins_before: place % 2 == 1, joins_after })
}
