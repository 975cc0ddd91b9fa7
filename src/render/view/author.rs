//! Authors: who they are, on their pages and to search engines.

use serde::Serialize;

use super::article::Bytes;
use crate::diagnostic::Diagnostic;
use crate::manuscript::Profile;
use crate::render::{Press, body};
use crate::site::{Article, Listing, Site};
use crate::text::address::{Address, judge};
use crate::text::bidi::Direction;

/// Who wrote an article, and where that leads.
#[derive(Serialize)]
pub struct AuthorView<'a> {
    pub(super) title: &'a str,
    pub(super) path: Option<&'a str>,
    /// The author's pages elsewhere.
    pub(super) same_as: Vec<&'a str>,
    /// Whether the author is no person.
    pub(super) is_organization: bool,
}

impl<'a> AuthorView<'a> {
    pub(super) fn new(site: &'a Site, listing: &'a Listing) -> Self {
        let profile = profile_of(site, listing).and_then(|profile| profile.head.profile());
        let is_organization = profile.is_some_and(|profile| profile.is_organization);
        let links = profile.into_iter().flat_map(|profile| &profile.links).map(String::as_str);
        let same_as = links.filter(|link| matches!(judge(link), Address::Web(_))).collect();
        Self { title: &listing.title, path: listing.path.as_deref(), same_as, is_organization }
    }
}

/// What there is to say about an author: `profile` in `listing.html`.
#[derive(Serialize)]
pub struct ProfileView<'a> {
    name: &'a str,
    lang: Option<&'a str>,
    dir: Option<Direction>,
    /// One sentence: what the author is.
    standfirst: Option<&'a str>,
    links: Vec<OutwardView<'a>>,
    photo: Option<PhotoView<'a>>,
}

/// A link out of the site, and what readers see of it.
#[derive(Serialize)]
struct OutwardView<'a> {
    label: String,
    url: &'a str,
}

/// A picture among the files of the site.
#[derive(Serialize)]
struct PhotoView<'a> {
    path: &'a str,
    alt: &'a str,
}

/// All that a profile shows, with the sum of its file in its text's place.
#[derive(Serialize)]
pub struct ProfileKey<'a> {
    view: ProfileView<'a>,
    file: Option<Bytes>,
}

fn profile_of<'a>(site: &'a Site, listing: &Listing) -> Option<&'a Article> {
    Some(&site.profiles[listing.profile?])
}

impl<'a> ProfileView<'a> {
    /// The profile of the author whose articles a listing has, if somebody wrote one.
    #[must_use]
    pub fn new(press: &Press<'a>, listing: &Listing) -> Option<Self> {
        let head = &profile_of(press.site, listing)?.head;
        let of_head = head.profile();
        let links = of_head.into_iter().flat_map(|profile: &Profile| &profile.links);
        let photo = of_head.and_then(|profile| profile.photo.as_ref());
        let photo = photo.filter(|photo| press.sources.asset(&photo.path).is_some());
        Some(Self {
            name: head.headline(),
            lang: head.lang(),
            dir: head.lang().map(Direction::of_language),
            standfirst: head.standfirst(),
            links: links.map(|link| OutwardView { label: label(link), url: link }).collect(),
            photo: photo.map(|photo| PhotoView {
                path: &photo.path,
                alt: photo.alt.as_deref().unwrap_or(head.headline()),
            }),
        })
    }

    /// What the page of that author depends on beside its articles.
    #[must_use]
    pub fn key(press: &Press<'a>, listing: &Listing) -> Option<ProfileKey<'a>> {
        let file = press.sum(profile_of(press.site, listing)?).map(Bytes);
        Some(ProfileKey { view: Self::new(press, listing)?, file })
    }
}

/// What the author's text says, as HTML.
///
/// # Errors
/// Its file is gone, or is not the one that was compiled.
pub fn biography(press: &Press<'_>, listing: &Listing) -> Result<String, Diagnostic> {
    let Some(profile) = profile_of(press.site, listing) else { return Ok(String::new()) };
    let direction = profile.head.lang().map_or(press.own.direction, Direction::of_language);
    press.with_matter(profile, |matter| {
        body::html(&matter.body, press.own.typography, direction, press.cleaner_of_pages())
    })
}

/// What readers see of an address: its host and the way there, or the number or letter box.
fn label(address: &str) -> String {
    match judge(address) {
        Address::Web(url) => {
            let host = url.host_str().unwrap_or_default();
            let path = percent_encoding::percent_decode_str(url.path()).decode_utf8_lossy();
            format!("{}{}", host.trim_start_matches("www."), path.trim_end_matches('/'))
        }
        _ => address.split_once(':').map_or(address, |(_, rest)| rest).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_shown_as_readers_know_it() {
        assert_eq!(label("https://www.example.org/"), "example.org");
        assert_eq!(label("https://x.com/%D9%84%D9%8A%D9%84%D9%89?s=1"), "x.com/ليلى");
        assert_eq!(label("mailto:a@example.org"), "a@example.org");
        assert_eq!(label("tel:+963112222"), "+963112222");
    }
}
