//! Feeds: the latest articles of the site and of each section, for those who read them elsewhere.

use super::{Desk, Maker, Output, Tier};
use crate::render::Press;
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
        FeedOf::Edition(_) | FeedOf::Partner(..) => format!("the feed {}", desk.site.feeds[id as usize].path),
        FeedOf::Section(section) => format!("the feed of {}", desk.site.listing(section).title),
    },
    place: |desk, id| match desk.site.feeds[id as usize].of {
        FeedOf::Edition(edition) | FeedOf::Partner(edition, _) => desk.place_of_edition(edition),
        FeedOf::Section(section) => desk.place_of_listing(desk.site.listing(section)),
    },
    key: |press, id| {
        let (press, feed) = feed(press, id);
        press.key("feed", &FeedView::new(&press, feed))
    },
    make: |press, id| {
        let (press, feed) = feed(press, id);
        FeedView::new(&press, feed).write(&press)
    },
};

/// The feed of that id, and the press of its edition.
fn feed<'a>(press: &Press<'a>, id: u32) -> (Press<'a>, &'a Feed) {
    let feed = &press.site.feeds[id as usize];
    let edition = match feed.of {
        FeedOf::Edition(edition) | FeedOf::Partner(edition, _) => edition,
        FeedOf::Section(section) => press.site.listing(section).edition,
    };
    (press.of(edition), feed)
}
