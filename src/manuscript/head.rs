//! What is kept of an article when its text is let go: what other pages, and the index, need.
//!
//! A site keeps a head for every article it has, so a head is packed: all its strings stand in one
//! allocation.

use std::ops::Range;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Alias, Correction, Extras, Image, Moment, Profile};
use crate::config::edition::EditionId;
use crate::config::structure::Genre;
use crate::sum::{Sum, packed, sum};
use crate::text::variants::HeadlineKey;
use crate::text::words::WordSet;

/// An article's head. Everything in it follows from the article alone and the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The edition it belongs to.
    pub edition: EditionId,
    /// The number under which the article is found by its headline; nobody looks for an inferred one.
    pub headline_key: Option<HeadlineKey>,
    /// Which words its headline has, a bit each: headlines that share few are not alike.
    pub words: WordSet,
    /// When it was published.
    pub date: Option<Moment>,
    /// What is to be read further.
    pub related: Box<[RelatedTitle]>,
    /// Whether the excerpt is its author's standfirst.
    pub has_standfirst: bool,
    /// Whether its page may invite to the newsletter.
    pub invites: bool,
    /// Where an invitation to the newsletter stands, if one does and is wanted.
    pub newsletter: Option<Range<u32>>,
    /// What few articles have.
    pub extras: Option<Box<Extras>>,
    strings: Strings,
    authors: u32,
}

/// Hashes of what other pages have from a head.
#[derive(Clone, Copy, Debug)]
pub struct Digests {
    /// Of all that a list shows.
    pub card: Sum,
    /// Of what a link that has its own words needs: the path, the edition and the language.
    pub link: Sum,
}

/// The number and the place of a title that points to another article; its words are its page's alone, and
/// stay in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedTitle {
    /// The number under which the article with that headline is found; none where its author gave an
    /// address.
    pub key: Option<HeadlineKey>,
    /// Where it stands, in bytes of its file's text.
    pub at: Range<u32>,
    /// Whether that file is the `.toml` beside the article.
    pub in_sidecar: bool,
}

/// The words of a head, before they are packed.
#[derive(Clone, Debug, Default)]
pub struct HeadWords<'w> {
    /// Where its page stands.
    pub path: &'w str,
    /// The headline, as it is shown.
    pub headline: &'w str,
    /// The sentence that stands under the headline in lists.
    pub excerpt: &'w str,
    /// The slug and the name of its section; both empty for none.
    pub section: (&'w str, &'w str),
    /// The edition it belongs to.
    pub edition: EditionId,
    /// The language; empty for its edition's.
    pub lang: &'w str,
    /// Who wrote it.
    pub authors: &'w [String],
    /// Subjects.
    pub tags: &'w [String],
}

// What is asked for most stands first, side by side.
const PATH: usize = 0;
const LANG: usize = 1;
const SECTION_SLUG: usize = 2;
const SECTION_NAME: usize = 3;
const HEADLINE: usize = 4;
const EXCERPT: usize = 5;
const LISTS: usize = 6;

impl Head {
    /// A head with these words and of this date; what it names is set after.
    #[must_use]
    pub fn new(date: Option<Moment>, words: &HeadWords<'_>) -> Self {
        let count = |number: usize| u32::try_from(number).expect("a text has fewer names than bytes");
        let (slug, name) = words.section;
        let single = [words.path, words.lang, slug, name, words.headline, words.excerpt];
        let lists = [words.authors, words.tags].into_iter().flatten().map(String::as_str);
        Self {
            edition: words.edition,
            headline_key: None,
            words: WordSet::default(),
            date,
            related: Box::default(),
            has_standfirst: false,
            invites: true,
            newsletter: None,
            extras: None,
            strings: Strings::of(single.into_iter().chain(lists)),
            authors: count(words.authors.len()),
        }
    }

    /// What the keys of other pages need. It follows from the rest, and the site keeps it.
    #[must_use]
    pub fn digests(&self) -> Digests {
        let single: [&str; LISTS] = std::array::from_fn(|nth| self.strings.get(nth));
        Digests {
            card: self.digest(&(single, self.date, self.updated())),
            link: self.digest(&(self.path(), self.edition, self.strings.get(LANG))),
        }
    }

    /// The sum of what is shown of it, which is hardly longer than all its words.
    fn digest(&self, shown: &impl Serialize) -> Sum {
        sum(&packed(Vec::with_capacity(self.strings.text.len() + 64), shown))
    }

    /// When it was changed last: by an update or by a correction that its author names.
    #[must_use]
    pub fn updated(&self) -> Option<Moment> {
        self.extras.as_ref()?.updated
    }

    /// The instant from which on it is published no longer.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        Some(self.extras.as_ref()?.expires?.at)
    }

    /// The series that it is a part of.
    #[must_use]
    pub fn series(&self) -> Option<&str> {
        self.extras.as_ref()?.series.as_deref()
    }

    /// What it is.
    #[must_use]
    pub fn genre(&self) -> Genre {
        self.extras.as_ref().map_or(Genre::News, |extras| extras.genre)
    }

    /// What it is called in the foot of every page: of a page outside the news.
    #[must_use]
    pub fn label(&self) -> &str {
        self.extras.as_ref().and_then(|extras| extras.menu.as_deref()).unwrap_or(self.headline())
    }

    /// What an author's profile holds beside its text.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        self.extras.as_ref()?.profile.as_ref()
    }

    /// The picture that stands over it.
    #[must_use]
    pub fn image(&self) -> Option<&Image> {
        self.extras.as_ref()?.image.as_ref()
    }

    /// Whether it asks to stand first on the front page.
    #[must_use]
    pub fn leads(&self) -> bool {
        self.extras.as_ref().is_some_and(|extras| extras.leads)
    }

    /// What was put right in it, from the oldest to the newest.
    #[must_use]
    pub fn corrections(&self) -> &[Correction] {
        self.extras.as_ref().map_or(&[], |extras| &extras.corrections)
    }

    /// Whether another head of the same article is this one but for the places of what it holds: then
    /// nothing changes on any other page.
    #[must_use]
    pub fn is_but_moved(&self, other: &Self) -> bool {
        let place = |head: &Self| {
            let mut head = head.clone();
            head.newsletter = head.newsletter.map(|_| 0..0);
            head.related.iter_mut().for_each(|related| related.at = 0..0);
            head.extras.iter_mut().for_each(|extras| extras.forget_places());
            head
        };
        place(self) == place(other)
    }

    /// Where its page stands.
    #[must_use]
    pub fn path(&self) -> &str {
        self.strings.get(PATH)
    }

    /// The headline, as it is shown.
    #[must_use]
    pub fn headline(&self) -> &str {
        self.strings.get(HEADLINE)
    }

    /// The sentence that stands under the headline in lists.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        self.strings.get(EXCERPT)
    }

    /// The sentence below the headline on its page, if its author gave one.
    #[must_use]
    pub fn standfirst(&self) -> Option<&str> {
        self.has_standfirst.then(|| self.excerpt())
    }

    /// The slug and the name of its section, unless it stands in none.
    #[must_use]
    pub fn section(&self) -> Option<(&str, &str)> {
        let slug = self.strings.get(SECTION_SLUG);
        (!slug.is_empty()).then(|| (slug, self.strings.get(SECTION_NAME)))
    }

    /// The addresses that once led to it.
    #[must_use]
    pub fn aliases(&self) -> &[Alias] {
        self.extras.as_ref().map_or(&[], |extras| &extras.aliases)
    }

    /// The language, if not its edition's.
    #[must_use]
    pub fn lang(&self) -> Option<&str> {
        Some(self.strings.get(LANG)).filter(|lang| !lang.is_empty())
    }

    /// Who wrote it.
    pub fn authors(&self) -> Words<'_> {
        self.list(0..self.authors as usize)
    }

    /// Subjects.
    pub fn tags(&self) -> Words<'_> {
        self.list(self.authors as usize..self.strings.ends.len())
    }

    fn list(&self, range: Range<usize>) -> Words<'_> {
        Words { strings: &self.strings, range: LISTS + range.start..LISTS + range.end }
    }
}

/// Some of the words of a head.
#[derive(Clone, Debug)]
pub struct Words<'h> {
    strings: &'h Strings,
    range: Range<usize>,
}

impl<'h> Iterator for Words<'h> {
    type Item = &'h str;

    fn next(&mut self) -> Option<&'h str> {
        self.range.next().map(|nth| self.strings.get(nth))
    }
}

/// Strings behind one another in one allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Strings {
    #[serde(with = "bytes_of_text")]
    text: Box<str>,
    /// Where each of the first ends: known without a look elsewhere.
    first: [u32; LISTS],
    /// Where each of the others ends.
    ends: Box<[u32]>,
}

impl Strings {
    fn of<'s>(strings: impl Iterator<Item = &'s str> + Clone) -> Self {
        // With the room that they take and no more: mimalloc leaves a text of which less than half is cut off
        // in the block that it had.
        let mut text = String::with_capacity(strings.clone().map(str::len).sum());
        let mut ends = strings.map(|string| {
            text.push_str(string);
            u32::try_from(text.len()).expect("a text is shorter than 4 GB")
        });
        let first = std::array::from_fn(|_| ends.next().unwrap_or_default());
        let ends = ends.collect();
        Self { text: text.into(), first, ends }
    }

    /// The `nth` string; an empty one where a damaged memo says that there is none.
    fn get(&self, nth: usize) -> &str {
        let end = |nth: usize| {
            let end = self.first.get(nth).or_else(|| self.ends.get(nth - LISTS));
            end.map_or(0, |&end| end as usize)
        };
        let start = nth.checked_sub(1).map_or(0, end);
        self.text.get(start..end(nth)).unwrap_or_default()
    }
}

/// Text, which is checked some times faster where it is not Latin than serde would.
mod bytes_of_text {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(text.as_bytes())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<str>, D::Error> {
        let text = simdutf8::basic::from_utf8(<&[u8]>::deserialize(deserializer)?);
        text.map(Box::from).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_head_gives_back_its_words() {
        let names = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let (authors, tags) = (names(&["ليلى", "عمر"]), names(&["سوريا"]));
        let words = HeadWords {
            path: "a/b.html",
            headline: "خبر",
            excerpt: "نص الخبر",
            section: ("a", "قسم"),
            edition: EditionId::MAIN,
            lang: "",
            authors: &authors,
            tags: &tags,
        };
        let head = Head::new(None, &words);
        let bytes = postcard::to_stdvec(&head).expect("packed");
        let head: Head = postcard::from_bytes(&bytes).expect("unpacked");
        assert_eq!((head.path(), head.headline(), head.excerpt()), ("a/b.html", "خبر", "نص الخبر"));
        assert_eq!((head.section(), head.lang()), (Some(("a", "قسم")), None));
        assert_eq!(head.authors().collect::<Vec<_>>(), ["ليلى", "عمر"]);
        assert_eq!(head.tags().collect::<Vec<_>>(), ["سوريا"]);
    }
}
