//! Which role each piece has: what conventions say of it, what an earlier piece takes along, and which
//! guesses the neighbours bear out.

use super::conventions::{Standing, Within};
use super::piece::Piece;
use super::{Parser, inline, shape};
use crate::config::convention::{Role, Takes};
use crate::diagnostic::{Span, catalog};
use crate::manuscript::Content;

impl Parser<'_> {
    /// Parts the paragraphs that hold related lines.
    pub(super) fn part<'t>(&mut self, pieces: Vec<Piece<'t>>) -> Vec<Piece<'t>> {
        let look = |piece: &Piece<'_>| {
            if piece.open { inline::look(piece, self.rules) } else { Within::default() }
        };
        let found: Vec<Within> = pieces.iter().map(look).collect();
        if found.iter().all(|within| *within == Within::default()) {
            return pieces;
        }
        inline::part(pieces, found, self.source, &mut self.diagnostics)
    }

    /// Asks the conventions about every open piece.
    pub(super) fn recognise(&mut self, pieces: &mut [Piece<'_>]) {
        let count = pieces.len();
        let mut first = true;
        for (nth, piece) in pieces.iter_mut().enumerate() {
            if piece.open {
                let by_shape = matches!(piece.content, Content::Plain(_));
                let standing = Standing { first, remaining: count - nth, by_shape };
                piece.found = self.rules.recognise(&piece.text, standing);
            }
            first &= !matches!(piece.role(), Role::Body | Role::Heading);
        }
    }

    /// Gives the role of a rule that takes more than its line to the pieces that it takes: the
    /// titles under a bare marker, or all to the end.
    pub(super) fn take_along(&mut self, pieces: &mut [Piece<'_>]) {
        let mut at = 0;
        while at < pieces.len() {
            let (piece, rest) = pieces[at..].split_first_mut().expect("the place is within");
            at += 1;
            let Some(found) = &piece.found else { continue };
            let taken = match found.takes {
                Takes::Line | Takes::Start => 0,
                Takes::Gaps => rest.iter().take_while(|next| next.taken.is_some()).count(),
                Takes::ToEnd => rest.len(),
                Takes::Following if piece.text[found.rest..].trim().is_empty() => {
                    rest.iter().take_while(|next| next.is_title()).count()
                }
                Takes::Following => 0,
            };
            for next in &mut rest[..taken] {
                next.taken = Some(found.role);
            }
            at += taken;
            if found.role == Role::Related && taken == 0 && piece.text[found.rest..].trim().is_empty() {
                let span = Span::new(self.source, piece.range.clone());
                self.diagnostics.push(catalog::related_empty(span));
                piece.found = None;
            }
        }
    }

    /// Keeps a guess by shape only where the neighbours bear it out: what stands next to it in
    /// the body is a paragraph, not another short line, and one long enough follows.
    pub(super) fn weigh_guesses(&mut self, pieces: &mut [Piece<'_>]) {
        let kept: Vec<usize> = (0..pieces.len()).filter(|&at| pieces[at].stays_in_body()).collect();
        let mut refused = Vec::new();
        for (nth, &at) in kept.iter().enumerate() {
            let Some(found) = pieces[at].found.as_ref().filter(|found| found.guessed) else { continue };
            let next = kept.get(nth + 1).map(|&next| &pieces[next]);
            let text = &pieces[at].text;
            let stands_over = next.is_some_and(|next| {
                let paragraph =
                    !next.is_guess() && next.role == Role::Body && shape::is_paragraph(&next.text);
                let introduction = shape::announces(&next.text) && next.text.len() > text.len();
                shape::is_item(&next.text) || (!shape::announces(text) && (paragraph || introduction))
            });
            let borne_out = match found.role {
                Role::Headline => {
                    nth == 0
                        && self.front.title.is_none()
                        && next.is_some_and(|n| {
                            shape::is_paragraph(&n.text) && n.text.len() > pieces[at].text.len()
                        })
                }
                _ => nth > 0 && !pieces[kept[nth - 1]].disturbs_subhead() && stands_over,
            };
            if !borne_out {
                refused.push(at);
            } else if found.role == Role::Heading {
                let span = Span::new(self.source, pieces[at].range.clone());
                self.diagnostics.push(catalog::heading_inferred(span));
            }
        }
        for at in refused {
            pieces[at].found = None;
        }
    }
}
