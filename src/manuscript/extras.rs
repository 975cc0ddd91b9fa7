//! What few articles have: kept with their heads, and apart, so that the others pay for none of it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Alias, Correction, Image, Moment};
use crate::config::structure::Genre;
use crate::diagnostic::Span;

/// What few articles have: an ordinary one pays for none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    /// When it was changed last: by an update or by a correction that its author names.
    pub updated: Option<Moment>,
    /// When it stops being published.
    pub expires: Option<Moment>,
    /// The series that it is a part of.
    pub series: Option<String>,
    /// Whether it asks to stand first on the front page.
    pub leads: bool,
    /// The addresses that once led to it.
    pub aliases: Vec<Alias>,
    /// The picture that stands over it.
    pub image: Option<Image>,
    /// What was put right in it, from the oldest to the newest.
    pub corrections: Box<[Correction]>,
    /// What it is.
    pub genre: Genre,
    /// What it is called in the foot of every page, of a page outside the news.
    pub menu: Option<String>,
    /// Of an author's profile: what is not its text.
    pub profile: Option<Profile>,
    /// The name that its front matter has it share with its translations.
    pub translation: Option<Translation>,
}

impl Extras {
    /// Forgets where what it holds stands in its file.
    pub(super) fn forget_places(&mut self) {
        self.aliases.iter_mut().for_each(|alias| alias.at = 0..0);
        self.translation.iter_mut().for_each(|translation| translation.at = 0..0);
        if let Some(photo) = self.profile.as_mut().and_then(|profile| profile.photo.as_mut()) {
            (photo.span.start, photo.span.end) = (0, 0);
        }
        self.image.iter_mut().for_each(|image| (image.place.start, image.place.end) = (0, 0));
    }
}

/// A name that articles share which are translations of one another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The name.
    pub name: Box<str>,
    /// Where it stands, in bytes of its file's text.
    pub at: Range<u32>,
    /// Whether that file is the `.toml` beside the article.
    pub in_sidecar: bool,
}

/// What an author's profile holds beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Other ways in which articles write the name.
    pub spellings: Vec<String>,
    /// Addresses that may stand in a page.
    pub links: Vec<String>,
    /// What the author looks like.
    pub photo: Option<Photo>,
    /// Whether the author is no person but a newsroom, an agency or a team.
    pub is_organization: bool,
}

/// A picture among the files that are copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Its path in the output.
    pub path: String,
    /// What it shows, for those who do not see it; without it, the author's name is enough.
    pub alt: Option<String>,
    /// Where it is named.
    pub span: Span,
}
