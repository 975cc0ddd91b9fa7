//! Isolation: which runs of a paragraph the Unicode Bidirectional Algorithm (UAX #9) would show in
//! another order than they have alone.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData, Level, ParagraphBidiInfo};
use unicode_segmentation::GraphemeCursor;

use super::Direction;
use super::runs::{Run, class, runs};

/// A run to be isolated (UAX #9 §2.4, HTML's `<bdi dir>`), and the direction it is read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Isolation {
    /// Where the run stands, in bytes; the ends are bounds of graphemes.
    pub range: Range<usize>,
    /// Its own direction.
    pub direction: Direction,
}

/// The runs of `text`, one paragraph of `direction`, that the paragraph would show scrambled: in
/// order, apart from each other, and none of them in ordinary text.
///
/// A run is what is read in one piece against the paragraph's direction: a phrase of the other
/// script, or a numeric expression in European digits, which is read from left to right as it was
/// typed. The algorithm is asked twice, for the order of the run in the paragraph (P3 to L2, with
/// the author's own marks in it) and for its order alone; only where the two are seen to differ, or
/// where two neighbours would swap their places, is the run to be isolated. Embeddings, overrides
/// and isolates of the author are left as they are, with all that stands in them. U+FFFC stands
/// for an object of its own, such as code; line breaks count as spaces, as they do in HTML.
///
/// ```
/// use warraq::text::bidi::{Direction, isolate::isolations};
/// let text = "\u{641}\u{64A} 2014-2016";
/// let found = isolations(text, Direction::Rtl);
/// assert_eq!(&text[found[0].range.clone()], "2014-2016");
/// ```
#[must_use]
pub fn isolations(text: &str, direction: Direction) -> Vec<Isolation> {
    let runs = runs(text, direction);
    // Neighbours can change places even if each of them is steady.
    let unsteady = |pair: &[Run]| pair[1].follows && pair[0].direction == pair[1].direction;
    if runs.iter().all(|run| run.steady) && !runs.windows(2).any(unsteady) {
        return Vec::new();
    }
    let scrambled = judge(text, direction, &runs);
    let chosen = runs.into_iter().zip(scrambled).filter(|(_, scrambled)| *scrambled);
    let isolation = |(run, _): (Run, bool)| Isolation { range: run.range, direction: run.direction };
    chosen.map(isolation).filter(|found| is_whole(text, &found.range)).collect()
}

/// Types of UAX #9, but with every separator of lines and paragraphs a space: a paragraph of HTML
/// is one paragraph of the algorithm.
struct Html;

impl BidiDataSource for Html {
    fn bidi_class(&self, c: char) -> BidiClass {
        match class(c) {
            BidiClass::B | BidiClass::S => BidiClass::WS,
            class => class,
        }
    }
}

fn level(direction: Direction) -> Level {
    match direction {
        Direction::Ltr => Level::ltr(),
        Direction::Rtl => Level::rtl(),
    }
}

/// How often the algorithm is asked again after an isolation, which can change what stands behind
/// it (W2, W7), before all that is left next to it is isolated too.
const ROUNDS: usize = 3;

/// Which of the `runs` are shown in another order than they have alone.
fn judge(text: &str, direction: Direction, runs: &[Run]) -> Vec<bool> {
    let base = level(direction);
    let mut scrambled = vec![false; runs.len()];
    for _ in 0..ROUNDS {
        let (shown, starts) = with_isolates(text, runs, &scrambled);
        let levels = ParagraphBidiInfo::new_with_data_source(&Html, &shown, Some(base)).levels;
        let before = scrambled.clone();
        for (at, (run, &start)) in runs.iter().zip(&starts).enumerate() {
            if !run.steady && !before[at] {
                let place = start..start + run.range.len();
                scrambled[at] |= differs(&text[run.range.clone()], run.direction, &levels[place]);
            }
            if run.follows {
                // What stands between two runs belongs to the paragraph and must have its level.
                let gap = &text[runs[at - 1].range.end..run.range.start];
                let gap_end = if before[at] { start - ISOLATE } else { start };
                let levels = &levels[gap_end - gap.len()..gap_end];
                if gap.char_indices().any(|(i, c)| is_neutral(c) && levels[i] != base) {
                    (scrambled[at - 1], scrambled[at]) = (true, true);
                }
            }
        }
        if scrambled == before {
            return scrambled;
        }
    }
    for at in 1..runs.len() {
        scrambled[at] |= runs[at].follows && scrambled[at - 1];
    }
    for at in (1..runs.len()).rev() {
        scrambled[at - 1] |= runs[at].follows && scrambled[at];
    }
    scrambled
}

/// The length in bytes of each of LRI, RLI and PDI.
const ISOLATE: usize = '\u{2066}'.len_utf8();

/// `text` with its `scrambled` runs isolated, and where each of the `runs` begins in it.
fn with_isolates<'t>(text: &'t str, runs: &[Run], scrambled: &[bool]) -> (Cow<'t, str>, Vec<usize>) {
    let count = scrambled.iter().filter(|&&scrambled| scrambled).count();
    if count == 0 {
        return (Cow::Borrowed(text), runs.iter().map(|run| run.range.start).collect());
    }
    let mut shown = String::with_capacity(text.len() + count * 2 * ISOLATE);
    let mut starts = Vec::with_capacity(runs.len());
    let mut copied = 0;
    for (run, &scrambled) in runs.iter().zip(scrambled) {
        shown.push_str(&text[copied..run.range.start]);
        if scrambled {
            shown.push(if run.direction == Direction::Ltr { '\u{2066}' } else { '\u{2067}' });
        }
        starts.push(shown.len());
        shown.push_str(&text[run.range.clone()]);
        if scrambled {
            shown.push('\u{2069}');
        }
        copied = run.range.end;
    }
    shown.push_str(&text[copied..]);
    (Cow::Owned(shown), starts)
}

fn is_neutral(c: char) -> bool {
    use BidiClass::{CS, ES, ET, ON, WS};
    matches!(class(c), WS | ON | CS | ES | ET)
}

/// Whether a run looks otherwise at `levels` than alone in its own `direction`.
fn differs(run: &str, direction: Direction, levels: &[Level]) -> bool {
    let is_plain = |c| !matches!(class(c), BidiClass::R | BidiClass::AL | BidiClass::AN);
    let alone = if direction == Direction::Ltr && run.chars().all(is_plain) {
        // Everything takes the direction of the run (N1, N2, W7).
        if levels.iter().all(Level::is_ltr) {
            return false;
        }
        vec![Level::ltr(); run.len()]
    } else {
        ParagraphBidiInfo::new_with_data_source(&Html, run, Some(level(direction))).levels
    };
    seen(run, levels) != seen(run, &alone)
}

/// The characters of a run from left to right (L2), mirrored where they are (L4), without those
/// that cannot be seen or move with another (X9, L3).
///
/// The order of two characters depends on the lowest level from the one to the other alone, so a
/// part of a line is ordered in itself as it is in the line.
fn seen(run: &str, levels: &[Level]) -> Vec<(char, bool)> {
    let moves = |c: char| !super::is_control(c) && !matches!(class(c), BidiClass::NSM | BidiClass::BN);
    let chars: Vec<(usize, char)> = run.char_indices().filter(|&(_, c)| moves(c)).collect();
    let levels: Vec<Level> = chars.iter().map(|&(at, _)| levels[at]).collect();
    let order = ParagraphBidiInfo::reorder_visual(&levels);
    order.into_iter().map(|at| glyph(chars[at].1, levels[at])).collect()
}

/// What `c` looks like at `level`: at an odd one, the mirrored sign, or that it is mirrored.
fn glyph(c: char, level: Level) -> (char, bool) {
    if level.is_ltr() {
        return (c, false);
    }
    let mirrored = match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '\u{AB}' => '\u{BB}',
        '\u{BB}' => '\u{AB}',
        '\u{2039}' => '\u{203A}',
        '\u{203A}' => '\u{2039}',
        c => return (c, HardcodedBidiData.bidi_matched_opening_bracket(c).is_some()),
    };
    (mirrored, false)
}

/// Whether a range begins and ends between graphemes (UAX #29).
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let is_bound = |at| GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false);
    is_bound(range.start) && is_bound(range.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `text` with ⟦brackets⟧ round what is isolated.
    fn marked(text: &str, direction: Direction) -> String {
        let mut marked = String::new();
        let mut done = 0;
        for Isolation { range, .. } in isolations(text, direction) {
            marked.push_str(&text[done..range.start]);
            marked.push_str(&format!("⟦{}⟧", &text[range.clone()]));
            done = range.end;
        }
        marked + &text[done..]
    }

    #[track_caller]
    fn check(direction: Direction, cases: &[&str]) {
        for expected in cases {
            let text = expected.replace(['⟦', '⟧'], "");
            assert_eq!(&marked(&text, direction), expected);
        }
    }

    #[test]
    fn what_a_right_to_left_paragraph_scrambles_is_isolated() {
        check(
            Direction::Rtl,
            &[
                "اتصل على ⟦011 222 3333⟧ اليوم",
                "اتصل على ⟦(011) 222-3333⟧ اليوم",
                "اتصل على ⟦+963 11 222⟧ أو ⟦+971 (4) 305 0332⟧.",
                "الرمز ⟦+963⟧ لسوريا",
                "الحرب (⟦2014-2016⟧)، وما بين ⟦2003 - 2004⟧ و⟦7–9⟧ منه",
                "بتاريخ ⟦25 / 6 / 1436⟧هـ وبتاريخ ⟦4 -7 - 2015⟧",
                "فاز ⟦3-1⟧ أمس",
                "مجموعة «⟦5+1⟧» في فيينا",
                "بلغة ⟦C++⟧ أو ⟦C#⟧ مثلا",
                "كتب ⟦@handle⟧ أمس، وكتب إلى ⟦24-news@example.org⟧",
                "وسم ⟦#Syria_now⟧ ينتشر",
                "السعر ⟦$5⟧ أو ⟦5$⟧ أو ⟦€10-12⟧",
                "الحرارة ⟦-5⟧ اليوم و⟦10-12%⟧ غدا",
                "الشاشة ⟦1920×1080⟧ نقطة",
                "اقرأ ⟦https://example.org/a/⟧ الآن",
                "اقرأ ⟦https://ar.wikipedia.org/wiki/سوريا_2011⟧ الآن",
                "إصدار ⟦2-H2O⟧ و⟦3-D printing⟧ منه",
                "كتب: “⟦We will win!⟧” ثم مضى",
                "تصنيفها إلى «⟦BBB-⟧» أمس",
                "منصة ⟦Disney+⟧ تعرض",
                "في الولايات ⟦U.S.⟧ قال",
                "برنامج “⟦19 Kids and Counting⟧” عاد",
                "من ⟦CNN⟧، ⟦BBC⟧ وغيرهما",
                "و⟦@handle⟧ مع واو العطف",
                "طائرة ⟦٧٧٧-F⟧ جديدة",
                "قال “⟦UK⟧” ⟦BBC⟧ أمس",
                "العام ⟦۲۰۱۴-۲۰۱۶⟧ بالأرقام الفارسية",
            ],
        );
    }

    #[test]
    fn what_it_shows_in_order_is_not() {
        check(
            Direction::Rtl,
            &[
                "فقرة عادية، فيها «اقتباس» و(قوسان) وسؤال؟",
                "في عام 2014 قتل 1,250 شخصا و3.5 مليون نازح",
                "يوم 17/12/08 الساعة 10:30",
                "بنسبة 50% أو %50 أو ٥٠٪ وبدرجة 20°",
                "2014-2016 في أول الفقرة، قبل أي حرف",
                "قناة BBC News قالت",
                "منظمة الصحة (WHO) قالت، و“BBC” أيضا",
                "جهاز iPhone 15 و4K و5G",
                "إصدار v1.2.3-beta وصيغة H2O-2",
                "موقع https://example.org/a وبريد info@example.org وwww.example.org.",
                "وسم #وسم_مركب ووسم #سوريا_2011",
                "وباء كوفيد-19 وطائرة إف-16",
                "1- بند\n2) بند ثان",
                "-5 قتلى في أول السطر",
                "- بند، * بند",
                "أعلنت BBC (UK) أمس",
                "عام 2006 30 قتيلا، وأعوام 1991 2002 و2005",
                "في 2014 CNN قالت",
                "عدد ٢٠١٤-٢٠١٦ ورقم ٠١١ ٢٢٢ ٣٣٣٣",
                "شركة Apple Inc. الأميركية! وقناة CNN: خبر",
                "وكالة /CNN/ قالت",
                "وسم Arakan_Drowns# كتبه من نظر إلى الشاشة، وتصنيف «+BB» مثله",
                "بمعدل 5 - قال",
            ],
        );
    }

    #[test]
    fn what_the_author_settled_stays() {
        check(
            Direction::Rtl,
            &[
                "اتصل على \u{200e}011 222 3333\u{200e} اليوم",
                "بلغة C++\u{200e} مثلا",
                "نتيجة 3\u{200f}-\u{200f}1 أمس",
                "نتيجة 3\u{61c}-\u{61c}1 أمس",
                "بين 2014\u{200f}–2016 ثم ⟦2014–2016⟧",
                "اتصل على \u{202a}011 222 3333\u{202c} اليوم",
                "اتصل على \u{2066}011 222 3333\u{2069} اليوم، ثم ⟦5-3⟧",
                "مقلوب \u{202e}3-1\u{202c} عمدا",
                "رمز \u{fffc}-5 و\u{fffc}",
            ],
        );
    }

    #[test]
    fn a_left_to_right_paragraph_isolates_the_other_way() {
        check(
            Direction::Ltr,
            &[
                "He wrote ⟦#وسم_مركب⟧ today",
                "The names ⟦مصر⟧, ⟦البحرين⟧ and الكويت",
                "Channel العربية (دبي) said",
                "He said “⟦لا!⟧” twice",
                "The film فيلم 2014 and the years 2014-2016, C++, $5 and +963 11 222",
                "See https://ar.wikipedia.org/wiki/سوريا now",
                "Plain text only.",
            ],
        );
        let found = isolations("He wrote #وسم_مركب today", Direction::Ltr);
        assert_eq!(found[0].direction, Direction::Rtl);
    }

    #[test]
    fn marks_and_joiners_stay_with_their_letters() {
        let found =
            isolations("قال e\u{301}-5\u{301}! ثم 5\u{fe0f}\u{20e3}-3\u{fe0f}\u{20e3} ثم", Direction::Rtl);
        let text = "قال e\u{301}-5\u{301}! ثم 5\u{fe0f}\u{20e3}-3\u{fe0f}\u{20e3} ثم";
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].range.clone()], "5\u{fe0f}\u{20e3}-3\u{fe0f}\u{20e3}");
    }

    #[test]
    fn hostile_text_takes_no_more_than_its_share_of_time() {
        for hostile in [
            "(".repeat(20_000) + "a" + &")".repeat(20_000),
            "( ".repeat(4_000) + "5-3" + &" )".repeat(4_000),
            "a://".repeat(20_000) + "ب",
            "+".repeat(50_000) + "5",
            "5 - ".repeat(3_000) + "5",
            "ب".to_owned() + &"C++، ".repeat(2_000),
            "ب 5".to_owned() + &"\u{301}".repeat(8_000),
            "\u{2067}5-3".repeat(5_000),
        ] {
            let _ = isolations(&hostile, Direction::Rtl);
            let _ = isolations(&hostile, Direction::Ltr);
        }
    }

    /// Text of all directional types, dense enough to meet each other.
    fn text() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec![
            "عربي",
            " ",
            " ",
            "BBC",
            "2014",
            "5",
            "٥",
            "-",
            "+",
            "$",
            "%",
            "(",
            ")",
            "“",
            "”",
            "\"",
            "،",
            ",",
            ".",
            "!",
            "/",
            "://",
            "@",
            "#",
            "_",
            "\u{200e}",
            "\u{200f}",
            "\u{61c}",
            "\u{200c}",
            "\u{200d}",
            "\u{202b}",
            "\u{202c}",
            "\u{2066}",
            "\u{2069}",
            "\u{301}",
            "ً",
            "א",
            "\u{a0}",
            "\n",
            "\u{2029}",
            "🇸🇾",
            "👩‍👧",
            "\u{fffc}",
        ]);
        prop_oneof![
            9 => prop::collection::vec(part, 0..25).prop_map(|parts| parts.concat()),
            1 => any::<String>(),
        ]
    }

    proptest! {
        #[test]
        fn ranges_are_apart_in_order_and_between_graphemes(text in text(), rtl in any::<bool>()) {
            let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
            let mut done = 0;
            for Isolation { range, .. } in isolations(&text, direction) {
                prop_assert!(range.start >= done && range.start < range.end);
                prop_assert!(is_whole(&text, &range), "{text:?} {range:?}");
                let has_object = text[range.clone()].contains('\u{fffc}');
                prop_assert!(!has_object);
                done = range.end;
            }
        }

        #[test]
        fn what_is_isolated_needs_no_more(text in text(), rtl in any::<bool>()) {
            let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
            let found = isolations(&text, direction);
            let mut shown = String::new();
            let mut done = 0;
            for Isolation { range, direction } in &found {
                shown.push_str(&text[done..range.start]);
                shown.push(if *direction == Direction::Ltr { '\u{2066}' } else { '\u{2067}' });
                shown.push_str(&text[range.clone()]);
                shown.push('\u{2069}');
                done = range.end;
            }
            shown.push_str(&text[done..]);
            prop_assert_eq!(isolations(&shown, direction), []);
        }

        #[test]
        fn text_of_one_direction_needs_nothing(text in "[ابتثجح ،؛؟.!:«»“”()\u{64b}\u{200c}-]{0,60}") {
            prop_assert_eq!(isolations(&text, Direction::Rtl), []);
        }
    }
}
