//! Pieces: the blocks of a seed on their way to a role.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::conventions::Match;
use super::shape;
use crate::config::convention::{Role, Takes};
use crate::manuscript::{Block, Content, text_of};

/// A block before it has a role.
pub(super) struct Piece<'t> {
    pub(super) content: Content<'t>,
    /// Its words; line breaks within it are `\n`.
    pub(super) text: Cow<'t, str>,
    pub(super) range: Range<usize>,
    /// What conventions say of it.
    pub(super) found: Option<Match>,
    /// The role of the rule on an earlier piece that takes this one along.
    pub(super) taken: Option<Role>,
    /// Conventions may act on it.
    pub(super) open: bool,
    /// The role that its markup gives it.
    pub(super) role: Role,
}

impl<'t> Piece<'t> {
    pub(super) fn block(self, role: Role) -> Block<'t> {
        Block { role, content: self.content, range: self.range }
    }

    pub(super) fn role(&self) -> Role {
        self.taken.or(self.found.as_ref().map(|found| found.role)).unwrap_or(self.role)
    }

    /// Whether this is text that subheads stand between.
    pub(super) fn stays_in_body(&self) -> bool {
        matches!(self.role(), Role::Body | Role::Heading | Role::Headline)
    }

    /// This piece, or the pieces that its rule parts it into: a marker, the titles behind it and
    /// the text that goes on after them; or a beginning and the rest. They are added to `pieces`.
    pub(super) fn part_into(self, pieces: &mut Vec<Self>) {
        let (Some(found), Content::Plain(text)) = (&self.found, &self.content) else {
            return pieces.push(self);
        };
        let marker_end = found.marker_end;
        let role = found.role;
        let part = |range: Range<usize>| Piece {
            content: Content::Plain(&text[range.clone()]),
            text: Cow::Borrowed(&text[range.clone()]),
            range: self.range.start + range.start..self.range.start + range.end,
            found: None,
            taken: None,
            open: true,
            role: Role::Body,
        };
        let marker = |end| Piece {
            found: Some(Match { marker_end: marker_end.min(end), rest: end, ..found.clone() }),
            ..part(0..end)
        };
        match found.takes {
            Takes::Start if marker_end > 0 => {
                let end = text[..marker_end].trim_end().len();
                let rest = text.len() - text[marker_end..].trim_start().len();
                pieces.extend([marker(end), part(rest..text.len())]);
            }
            Takes::Gaps => {
                pieces.push(marker(found.rest));
                let gaps: Vec<Range<usize>> = shape::between_gaps(text, found.rest).collect();
                for (nth, range) in gaps.iter().enumerate() {
                    let is_sentence = text[range.clone()].ends_with(['.', '"', '”', '۔'])
                        || text[range.clone()].chars().nth(shape::TITLE_CHARS).is_some();
                    let is_body = nth > 0 && nth + 1 == gaps.len() && is_sentence;
                    pieces.push(Piece { taken: (!is_body).then_some(role), ..part(range.clone()) });
                }
            }
            _ => pieces.push(self),
        }
    }

    pub(super) fn is_guess(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.guessed)
    }

    /// Whether this, before a subhead, makes it doubtful: another short line, or one that announces
    /// what follows it.
    pub(super) fn disturbs_subhead(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.guessed && found.role == Role::Heading)
            || self.role == Role::Heading
            || (shape::announces(&self.text) && !shape::is_paragraph(&self.text))
    }

    /// Whether this, under a marker, is one title or a list of them.
    pub(super) fn is_title(&self) -> bool {
        self.is_list()
            || (self.open
                && self.found.as_ref().is_none_or(|found| found.guessed)
                && self.text.lines().all(shape::is_title))
    }

    fn is_list(&self) -> bool {
        matches!(
            &self.content,
            Content::Markdown(events) if matches!(events.first(), Some(Event::Start(Tag::List(_))))
        )
    }

    /// The titles of a piece that [is one](Self::is_title), each with the address of its own link: the lines
    /// of a paragraph, or the items of a list and of the lists in it.
    pub(super) fn titles(&self) -> Vec<(String, Option<String>)> {
        let Content::Markdown(events) = &self.content else {
            return lines_of(&self.text).into_iter().map(|line| (line, None)).collect();
        };
        let is_list = self.is_list();
        let mut in_link = false;
        let ends_title = |event: &Event<'_>| {
            match event {
                Event::Start(Tag::Link { .. }) => in_link = true,
                Event::End(TagEnd::Link) => in_link = false,
                // A line that ends within a link does not end its title.
                Event::SoftBreak | Event::HardBreak => return !is_list && !in_link,
                Event::Start(Tag::Item) | Event::End(TagEnd::Item) => return true,
                _ => {}
            }
            false
        };
        let titles = events.split(ends_title).map(|title| (one_line(&text_of(title)), only_link(title)));
        titles.filter(|(title, _)| !title.is_empty()).collect()
    }

    /// The address of the piece's link, if it has one and only one.
    pub(super) fn only_link(&self) -> Option<String> {
        match &self.content {
            Content::Plain(_) => None,
            Content::Markdown(events) => only_link(events),
        }
    }

    /// Where `title`, which begins at byte `at` of the piece's text, stands in the seed.
    pub(super) fn place_of(&self, at: usize, title: &str) -> Range<usize> {
        match self.content {
            Content::Plain(source) => {
                let at = source[at..].find(title).map_or(at, |found| at + found);
                self.range.start + at..self.range.start + at + title.len()
            }
            Content::Markdown(_) => self.range.clone(),
        }
    }
}

/// The address of the link among `events`, if there is one and only one.
fn only_link(events: &[Event<'_>]) -> Option<String> {
    let mut links = events.iter().filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url),
        _ => None,
    });
    links.next().filter(|_| links.next().is_none()).map(ToString::to_string)
}

/// One `<h1>` a page, the headline's: headings of the first level in a text are of the second.
pub(super) fn demote_first_level(events: &mut [Event<'_>]) {
    for event in events {
        match event {
            Event::Start(Tag::Heading { level, .. }) | Event::End(TagEnd::Heading(level))
                if *level == HeadingLevel::H1 =>
            {
                *level = HeadingLevel::H2;
            }
            _ => {}
        }
    }
}

pub(super) fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// `text` with each run of white space, U+00A0 aside, made one space.
pub(super) fn one_line(text: &str) -> String {
    let text = text.trim();
    // Most are one line already: of the bytes that white space other than a space begins with, they hold none.
    let may_part = |byte: u8| matches!(byte, ..b' ' | 0xC2 | 0xE1..=0xE3);
    if !text.contains("  ") && !text.bytes().fold(false, |any, byte| any | may_part(byte)) {
        return text.to_owned();
    }
    let words = text.split(|c: char| c != '\u{a0}' && c.is_whitespace());
    let mut line = String::with_capacity(text.len());
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
