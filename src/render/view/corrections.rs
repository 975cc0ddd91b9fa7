//! Corrections: those of an article, on its page, and those of the site.

use serde::Serialize;

use crate::manuscript::Correction;
use crate::render::Press;
use crate::render::dates::DateView;
use crate::resolve::{listings, routes};
use crate::text::bidi::Direction;

/// A correction.
#[derive(Serialize)]
pub struct CorrectionView<'a> {
    /// Of its element on its article's page.
    id: String,
    pub(super) date: DateView<'a>,
    pub(super) paragraphs: Vec<&'a str>,
}

impl<'a> CorrectionView<'a> {
    /// The view of the `nth` correction of an article, counted from the oldest and from 0.
    fn new(press: &Press<'a>, nth: usize, correction: &'a Correction) -> Self {
        Self {
            id: format!("correction-{}", nth + 1),
            date: press.dates.view(correction.date),
            paragraphs: correction.text.lines().collect(),
        }
    }

    /// The views of all corrections of an article, the newest first.
    #[must_use]
    pub fn all(press: &Press<'a>, corrections: &'a [Correction]) -> Vec<Self> {
        let view = |(nth, correction)| Self::new(press, nth, correction);
        corrections.iter().enumerate().rev().map(view).collect()
    }
}

/// One page of the corrections of the press's edition: `listing` in `corrections.html`.
///
/// What a closed page shows does not change when corrections are added that are newer.
#[derive(Serialize)]
pub struct CorrectionsView<'a> {
    /// Of the newest corrections' page.
    path: String,
    /// Of a closed page, counted from the oldest.
    number: Option<u32>,
    corrections: Vec<CorrectedView<'a>>,
    newer: Option<String>,
    older: Option<String>,
}

/// A correction and the article that it corrects.
#[derive(Serialize)]
struct CorrectedView<'a> {
    headline: &'a str,
    path: &'a str,
    lang: Option<&'a str>,
    dir: Option<Direction>,
    correction: CorrectionView<'a>,
}

impl<'a> CorrectionsView<'a> {
    /// The view of the newest corrections, or of their closed page `number`.
    #[must_use]
    pub fn new(press: &Press<'a>, number: Option<u32>) -> Self {
        let site = press.site;
        let all = &site.edition(press.edition).corrections;
        let (count, size) = (all.len(), press.config.listing_size);
        let corrected = |&(id, nth): &(_, u32)| {
            let head = &site.article(id).head;
            let nth = nth as usize;
            CorrectedView {
                headline: head.headline(),
                path: head.path(),
                lang: head.lang(),
                dir: head.lang().map(Direction::of_language),
                correction: CorrectionView::new(press, nth, &head.corrections()[nth]),
            }
        };
        let on_page = &all[listings::on_page(count, size, number)];
        let page = |number| routes::corrections(press.own, number);
        Self {
            path: page(None),
            number,
            corrections: on_page.iter().rev().map(corrected).collect(),
            newer: listings::newer(count, size, number).map(page),
            older: listings::older(count, size, number).map(|number| page(Some(number))),
        }
    }
}
