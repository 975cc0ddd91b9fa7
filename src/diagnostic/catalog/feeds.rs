//! Of feeds, read again.

use super::warning;
use crate::diagnostic::{Diagnostic, Span};
use crate::text::bidi::isolate;

/// A rule that a feed breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedFault {
    /// It has no title.
    Title,
    /// It does not lead to the page of the site that it is of.
    Page,
    /// It does not name its own address, or names another.
    Itself,
    /// It has no description.
    Description,
    /// It has no id that is an address.
    Id,
    /// It does not say when it was changed.
    Updated,
    /// An entry has no title.
    EntryTitle,
    /// An entry leads to no page of the site, or not by its whole address.
    EntryPage,
    /// An entry has no id.
    EntryId,
    /// Two entries have one id.
    EntryTwice,
    /// An entry has a date that is none in its format.
    EntryDate,
    /// An entry has no date.
    EntryUndated,
    /// An entry has neither a text nor a description.
    EntryText,
    /// An entry has no author, nor has the feed.
    EntryAuthor,
    /// An entry's text has an address that means nothing outside of its page.
    EntryAddress,
    /// An entry's text does not say its language and direction.
    EntryDirection,
    /// A partner's feed has no language, or one without its country where the partner asks for that.
    PartnerLanguage,
    /// A partner's feed has fewer entries than this.
    PartnerFew(usize),
    /// A partner takes headlines of so many characters, and an entry's is none.
    PartnerHeadline(usize, usize),
    /// A partner takes articles for so many days, and an entry is older.
    PartnerOld(i64),
    /// An entry for a partner has no full text.
    PartnerText,
    /// An entry is of another language than the feed, and the partner takes but one.
    PartnerForeign,
    /// An entry has a picture with fewer pixels than this on a side.
    PartnerPicture(u32),
}

/// A feed that breaks a rule of its format; for a rule of entries, `entry` is the first that does, of so many.
#[must_use]
pub fn feed(span: Span, fault: FeedFault, entry: Option<&str>, count: usize) -> Diagnostic {
    let rule = match fault {
        FeedFault::PartnerLanguage => "no language that its partner knows",
        FeedFault::PartnerFew(1) => "no entry, and its partner wants to find one",
        FeedFault::PartnerOld(days) => {
            &format!("an article that its partner does not take, of {days} days or more")
        }
        FeedFault::PartnerFew(least) => {
            &format!("fewer than {least} entries, which its partner wants to find")
        }
        FeedFault::PartnerHeadline(fewest, usize::MAX) => {
            &format!("a headline that its partner does not take, of fewer than {fewest} characters")
        }
        FeedFault::PartnerHeadline(fewest, most) => {
            &format!("a headline that its partner does not take, not of {fewest} to {most} characters")
        }
        FeedFault::PartnerText => "an entry without its full text",
        FeedFault::PartnerForeign => "an entry of another language than its partner's feed",
        FeedFault::PartnerPicture(least) => {
            &format!("a picture that its partner does not take, of fewer than {least} pixels on a side")
        }
        FeedFault::Title => "no title",
        FeedFault::Page => "no whole address of a page of the site",
        FeedFault::Itself => "its own address is missing, or is another's",
        FeedFault::Description => "no description",
        FeedFault::Id => "no id that is a whole address",
        FeedFault::Updated => "no time of the last change",
        FeedFault::EntryTitle => "an entry without a title",
        FeedFault::EntryPage => "an entry that leads to no page of the site by its whole address",
        FeedFault::EntryId => "an entry without an id",
        FeedFault::EntryTwice => "two entries with one id",
        FeedFault::EntryDate => "a date that its format does not know",
        FeedFault::EntryUndated => "an entry without a date",
        FeedFault::EntryText => "an entry without a text",
        FeedFault::EntryAuthor => "an entry without an author",
        FeedFault::EntryDirection => "a text that does not say its language and direction",
        FeedFault::EntryAddress => "a text with an address that leads nowhere outside of its page",
    };
    let message = match (entry, count) {
        (None, _) => rule.to_owned(),
        (Some(entry), 1) => format!("{rule}: {}", isolate(entry)),
        (Some(entry), _) => format!("{rule}: {} and {} more", isolate(entry), count - 1),
    };
    warning("feed", span, message).help("correct the article, the settings or static/")
}
