//! What the page at an old address shows.

use serde::Serialize;

use crate::render::Press;
use crate::site::Redirect;
use crate::text::bidi::Direction;

/// Where readers of an old address are sent: `redirect` in `redirect.html`.
#[derive(Serialize)]
pub struct RedirectView<'a> {
    headline: &'a str,
    path: &'a str,
    lang: Option<&'a str>,
    dir: Option<Direction>,
}

impl<'a> RedirectView<'a> {
    /// The view of a redirect.
    #[must_use]
    pub fn new(press: &Press<'a>, redirect: &Redirect) -> Self {
        let head = &press.site.article(redirect.to).head;
        Self {
            headline: head.headline(),
            path: head.path(),
            lang: head.lang(),
            dir: head.lang().map(Direction::of_language),
        }
    }
}
