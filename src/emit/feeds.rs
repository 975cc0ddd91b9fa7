//! Feeds: the latest articles of the site and of each section, for those who read them elsewhere.

use super::{Desk, Maker, Output, Tier};
use crate::render::feed::FeedView;
use crate::site::{Feed, FeedOf};

/// Promises every feed. Its id is its place in [`Site::feeds`](crate::site::Site::feeds).
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    let output =
        |(id, feed): (u32, &Feed)| Output { path: feed.path.clone(), tier: Tier::Listing, id, maker: &FEED };
    (0..).zip(&desk.site.feeds).map(output).collect()
}

static FEED: Maker = Maker {
    origin: |desk, id| match desk.site.feeds[id as usize].of {
        FeedOf::Site => "the feed of the site".to_owned(),
        FeedOf::Section(section) => format!("the feed of {}", desk.site.listing(section).title),
    },
    key: |press, id| press.key("feed", &FeedView::new(press, &press.site.feeds[id as usize])),
    make: |press, id| FeedView::new(press, &press.site.feeds[id as usize]).write(press),
};
