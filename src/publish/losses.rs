//! Whether a build would take most of a site away.
//!
//! Takes how many files the last build left and how many are planned, tier by tier; gives the loss that is not to
//! happen unasked. More often articles are not where they should be, on a disk that was not there, than nobody wants
//! them. Must not count what only follows from others: lists come and go with the articles.

use crate::emit::Tier;

/// What becomes of a site that would lose most of its articles, or most of its assets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Losses {
    /// It stays as it is ([`Fault::Loss`](super::Fault::Loss)).
    Refused {
        /// How many articles have been taken back since the last build by a word in themselves: their text is there.
        withdrawn: usize,
    },
    /// It loses them.
    Wanted,
}

/// How much of one tier would be left of what the last build left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Loss {
    /// Which.
    pub tier: Tier,
    /// How many files the site has of it.
    pub before: usize,
    /// How many it would have.
    pub after: usize,
}

/// From how many files of a tier on a site is kept from losing more than half of them. Whoever begins with a few
/// articles throws most of them away.
const WORTH_KEEPING: usize = 20;

impl Losses {
    /// The first loss that is refused, where `before` and `after` give how many files there are of a tier: of the
    /// last article whatever the number, else of more than half.
    pub(super) fn refused(
        self,
        before: impl Fn(Tier) -> usize,
        after: impl Fn(Tier) -> usize,
    ) -> Option<Loss> {
        let Losses::Refused { withdrawn } = self else { return None };
        let loss = |tier| Loss { tier, before: before(tier), after: after(tier) };
        let is_too_much = |Loss { tier, before, after }: &Loss| {
            let left = if *tier == Tier::Article { after + withdrawn } else { *after };
            (*before > 0 && left == 0) || (*before >= WORTH_KEEPING && left < before.div_ceil(2))
        };
        [Tier::Article, Tier::Asset].map(loss).into_iter().find(is_too_much)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_refused(withdrawn: usize, tier: Tier, before: usize, after: usize) -> bool {
        let of = |number| move |other| if other == tier { number } else { 100 };
        Losses::Refused { withdrawn }.refused(of(before), of(after)).is_some()
    }

    #[test]
    fn more_than_half_of_the_articles_and_the_last_of_them_are_not_lost_unasked() {
        for (before, after, refused) in [
            (0, 0, false),
            (1, 0, true),
            (3, 1, false),
            (3, 0, true),
            (19, 1, false),
            (20, 10, false),
            (20, 9, true),
            (21, 11, false),
            (21, 10, true),
            (200, 0, true),
            (200, 300, false),
        ] {
            assert_eq!(is_refused(0, Tier::Article, before, after), refused, "{before} to {after}");
        }
    }

    #[test]
    fn articles_whose_text_is_there_are_not_lost() {
        assert!(!is_refused(20, Tier::Article, 20, 0));
        assert!(!is_refused(1, Tier::Article, 1, 0));
        assert!(is_refused(9, Tier::Article, 20, 0));
        assert!(is_refused(20, Tier::Asset, 20, 5), "they stand for no image");
    }

    #[test]
    fn lists_may_go() {
        assert!(!is_refused(0, Tier::Listing, 100, 0));
    }

    #[test]
    fn what_is_wanted_is_not_refused() {
        assert_eq!(Losses::Wanted.refused(|_| 100, |_| 0), None);
    }
}
