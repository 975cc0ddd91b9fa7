//! Typography: what a desk editor would mark in Arabic text, and what of it can be mended unseen.
//!
//! [`findings`] names each flaw with its place and, where no two editors would differ, what to
//! write instead. [`apply`] writes that. [`Typography`] is the little that a page may mend without
//! its author: quotation marks and spaces.
//!
//! Takes running text only: the caller leaves out front matter, code, addresses of links and
//! markup. What looks like an address in running text is left alone here. Characters that join or
//! direct (ZWJ, ZWNJ, LRM, RLM, ALM) are never added or removed.
//!
//! Sources: Unicode 17 (chapter 9 on tatweel and presentation forms, UAX #9 on direction), CLDR
//! `ar` (quotation marks, `، ؛ ؟`), W3C *Arabic & Persian Layout Requirements* (punctuation).

pub mod lint;
pub mod quotes;
pub mod spaces;

mod chars;
mod direction;
mod letters;
mod marks;
mod shield;

use std::borrow::Cow;
use std::ops::Range;

pub use lint::findings;
pub use quotes::Quotes;
pub use spaces::Spaces;

/// A kind of flaw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A quotation mark that faces the wrong way.
    QuoteDirection,
    /// Two pairs of quotation marks for one purpose.
    QuotesMixed,
    /// `, ; ?` where Arabic has `، ؛ ؟`.
    LatinPunctuation,
    /// A space before a mark that closes.
    SpaceBefore,
    /// Several spaces between two words.
    DoubledSpace,
    /// A no-break space that binds nothing.
    NoBreakSpace,
    /// A letter drawn out.
    Tatweel,
    /// A letter stored as one of its shapes.
    PresentationForm,
    /// Dots for an ellipsis.
    Ellipsis,
    /// A direction control without its counterpart.
    BidiUnbalanced,
    /// U+FFFD: a letter that was lost on its way here.
    LettersLost,
}

impl Kind {
    /// Whether it is more than style: it can mislead a reader, or text was lost.
    #[must_use]
    pub fn is_grave(self) -> bool {
        matches!(self, Self::BidiUnbalanced | Self::LettersLost)
    }
}

/// One flaw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// What to write there, if that is certain.
    pub replacement: Option<Cow<'static, str>>,
}

impl Finding {
    fn new(kind: Kind, range: Range<usize>) -> Self {
        Self { kind, range, replacement: None }
    }

    fn mend(self, replacement: impl Into<Cow<'static, str>>) -> Self {
        Self { replacement: Some(replacement.into()), ..self }
    }
}

/// `text` with the replacement of every finding that has one. `findings` are in order and do not
/// overlap, as [`findings()`] gives them.
#[must_use]
pub fn apply(text: &str, findings: &[Finding]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut done = 0;
    for Finding { range, replacement, .. } in findings {
        if let Some(replacement) = replacement
            && range.start >= done
        {
            mended.push_str(&text[done..range.start]);
            mended.push_str(replacement);
            done = range.end;
        }
    }
    mended.push_str(&text[done..]);
    mended
}

/// What a site has mended in its pages, while its articles stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typography {
    /// Double quotation marks.
    pub quotes: Quotes,
    /// Spaces.
    pub spaces: Spaces,
}

impl Typography {
    /// What a site has that says nothing: its authors' characters, with quotations closed.
    pub const KEEP: Self = Self { quotes: Quotes::Keep, spaces: Spaces::Keep };

    /// `text` as it is shown. Borrowed when nothing is to be mended, which a text without the
    /// characters in question shows quickly.
    #[must_use]
    pub fn show(self, text: &str) -> Cow<'_, str> {
        match spaces::single(text, self.spaces) {
            Cow::Borrowed(text) => quotes::requote(text, self.quotes),
            Cow::Owned(spaced) => Cow::Owned(quotes::requote(&spaced, self.quotes).into_owned()),
        }
    }
}
