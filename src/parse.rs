//! Seed text → [`Manuscript`]: each seed alone.
//!
//! Sees one seed, the settings and the conventions. Cannot name another seed, never fails: what
//! is wrong becomes a diagnostic and the rest is kept. No word is lost: each block of the text is
//! in the manuscript exactly once.

pub mod conventions;
pub mod front_matter;
mod inline;
pub mod markdown;
mod piece;
pub mod plain;
pub mod prose;
mod raw_html;
pub mod shape;

use pulldown_cmark::HeadingLevel;

use crate::config::convention::{Role, Takes, Treatment, Treatments};
use crate::config::{Config, RawHtml};
use crate::diagnostic::{Checked, Diagnostic, Span, any_error, catalog};
use crate::manuscript::{
    Block, Content, Footer, FrontMatter, Headline, HeadlineOrigin, Manuscript, Marked, Numbers, RelatedLine,
    text_of,
};
use crate::source::{Format, Seed, SourcePath};
use crate::text::address::{Address, is_written_out, judge};
use crate::text::words;
use conventions::{Conventions, Rules, Standing, Within};
use piece::{Piece, demote_first_level, lines_of, one_line};

/// The longest inferred headline, in characters.
const INFERRED_CHARS: usize = 90;

/// Parses one seed. `sidecar` is the text of the `.toml` beside it.
pub fn parse<'t>(
    seed: &Seed,
    text: &'t str,
    sidecar: Option<&str>,
    config: &Config,
    conventions: &Conventions,
) -> Checked<Manuscript<'t>> {
    parse_again(seed, text, sidecar, config, conventions, Marked::ALL)
}

/// Parses one seed that was parsed before, of the same text and under the same settings: conventions are
/// asked only about what was `marked` then.
pub fn parse_again<'t>(
    seed: &Seed,
    text: &'t str,
    sidecar: Option<&str>,
    config: &Config,
    conventions: &Conventions,
    marked: Marked,
) -> Checked<Manuscript<'t>> {
    let mut diagnostics = Vec::new();
    let (front, title_origin, start) = read_front(seed, text, sidecar, config, &mut diagnostics);
    let rules = conventions.of(front.lang.as_deref().unwrap_or(&config.language));
    let mut parser = Parser {
        source: &seed.path,
        diagnostics,
        front,
        rules,
        roles: &config.roles,
        raw_html: config.raw_html,
        asked: marked,
        marked: Marked::default(),
    };
    let pieces = match seed.format {
        Format::Plain => parser.plain_pieces(text, start),
        Format::Markdown => parser.markdown_pieces(text, start),
    };
    let manuscript = parser.assemble(pieces, title_origin);
    Checked { value: manuscript, diagnostics: parser.diagnostics }
}

fn read_front(
    seed: &Seed,
    text: &str,
    sidecar: Option<&str>,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> (FrontMatter, HeadlineOrigin, usize) {
    let Ok(fence) = front_matter::fence(text) else {
        diagnostics.push(catalog::front_matter_unclosed(Span::new(&seed.path, 0..3)));
        return (FrontMatter::default(), HeadlineOrigin::FrontMatter, 0);
    };
    let mut read = |source: &SourcePath, offset, toml: &str| {
        front_matter::read(source, offset, toml, config, diagnostics)
    };
    match (fence, &seed.sidecar, sidecar) {
        (Some(fence), None, _) => {
            let front = read(&seed.path, fence.toml.start, &text[fence.toml.clone()]);
            (front, HeadlineOrigin::FrontMatter, fence.body)
        }
        (Some(fence), Some(path), _) => {
            diagnostics.push(catalog::front_matter_twice(Span::new(&seed.path, 0..3), path));
            (FrontMatter::default(), HeadlineOrigin::FrontMatter, fence.body)
        }
        (None, Some(path), Some(toml)) => (read(path, 0, toml), HeadlineOrigin::Sidecar, 0),
        (None, ..) => (FrontMatter::default(), HeadlineOrigin::FrontMatter, 0),
    }
}

struct Parser<'a> {
    source: &'a SourcePath,
    diagnostics: Vec<Diagnostic>,
    front: FrontMatter,
    rules: Rules<'a>,
    roles: &'a Treatments,
    raw_html: RawHtml,
    /// What conventions are asked about.
    asked: Marked,
    /// What they have something to say of.
    marked: Marked,
}

impl Parser<'_> {
    fn plain_pieces<'t>(&mut self, text: &'t str, start: usize) -> Vec<Piece<'t>> {
        let lines = plain::split(text, start);
        if lines.hard_wrapped
            && let Some(first) = lines.blocks.first()
        {
            self.diagnostics.push(catalog::hard_wrapped(Span::new(self.source, first.clone())));
        }
        let pieces = lines.blocks.into_iter().map(|range| Piece {
            content: Content::Plain(&text[range.clone()]),
            text: text[range.clone()].to_owned(),
            range,
            found: None,
            taken: None,
            open: true,
            role: Role::Body,
        });
        pieces.collect()
    }

    fn markdown_pieces<'t>(&mut self, text: &'t str, start: usize) -> Vec<Piece<'t>> {
        let blocks = markdown::split(self.source, text, start, self.raw_html, &mut self.diagnostics);
        let mut headline_taken = self.front.title.is_some();
        let mut pieces = Vec::with_capacity(blocks.len());
        for (nth, mut block) in blocks.into_iter().enumerate() {
            let role = match block.heading() {
                Some(HeadingLevel::H1) if nth == 0 && !headline_taken => {
                    headline_taken = true;
                    Role::Headline
                }
                Some(_) => Role::Heading,
                None => Role::Body,
            };
            demote_first_level(&mut block.events);
            pieces.push(Piece {
                text: text_of(&block.events),
                open: block.is_paragraph(),
                content: Content::Markdown(block.events),
                range: block.range,
                found: None,
                taken: None,
                role,
            });
        }
        pieces
    }

    fn assemble<'t>(&mut self, pieces: Vec<Piece<'t>>, title_origin: HeadlineOrigin) -> Manuscript<'t> {
        let mut pieces = self.part(pieces);
        self.recognise(&mut pieces);
        let whole = std::mem::take(&mut pieces);
        pieces.reserve_exact(whole.len());
        whole.into_iter().for_each(|piece| piece.part_into(&mut pieces));
        self.take_along(&mut pieces);
        self.weigh_guesses(&mut pieces);
        let mut manuscript = Manuscript {
            front: std::mem::take(&mut self.front),
            headline: None,
            body: Vec::with_capacity(pieces.len()),
            related: Vec::new(),
            newsletter: None,
            omitted: Vec::new(),
            marked: self.marked,
        };
        if let Some(title) = &manuscript.front.title {
            manuscript.headline = Some(Headline {
                text: title.value.trim().to_owned(),
                origin: title_origin,
                span: title.span.clone(),
            });
        }
        let mut marker = String::new();
        for piece in pieces {
            match piece.role() {
                Role::Headline => self.place_headline(piece, &mut manuscript),
                Role::Related => self.place_related(&piece, &mut marker, &mut manuscript),
                Role::Newsletter => manuscript.add_to_footer(&piece),
                role => match self.roles.of(role) {
                    Treatment::Keep => manuscript.body.push(piece.block(Role::Body)),
                    Treatment::Apart => manuscript.body.push(piece.block(role)),
                    Treatment::Omit => manuscript.omitted.push(piece.block(role)),
                },
            }
        }
        for given in &manuscript.front.related {
            let url = match judge(&given.value) {
                Address::Web(_) => Some(given.value.clone()),
                _ if is_written_out(&given.value) => {
                    self.diagnostics.push(catalog::link_unsafe(given.span.clone(), &given.value));
                    continue;
                }
                _ => None,
            };
            manuscript.related.push(RelatedLine {
                marker: String::new(),
                title: given.value.clone(),
                url,
                span: given.span.clone(),
            });
        }
        if manuscript.headline.is_none() {
            manuscript.headline = self.infer_headline(&manuscript.body);
        }
        manuscript
    }

    /// Parts the paragraphs that hold related lines.
    fn part<'t>(&mut self, pieces: Vec<Piece<'t>>) -> Vec<Piece<'t>> {
        let look = |(nth, piece): (usize, &Piece<'_>)| {
            let is_asked = piece.open && self.asked.within.has(nth);
            is_asked.then(|| inline::look(piece, self.rules)).unwrap_or_default()
        };
        let found: Vec<Within> = pieces.iter().enumerate().map(look).collect();
        for (nth, _) in found.iter().enumerate().filter(|(_, within)| **within != Within::default()) {
            self.marked.within.set(nth);
        }
        if self.marked.within == Numbers::default() {
            return pieces;
        }
        inline::part(pieces, found, self.source, &mut self.diagnostics)
    }

    /// Asks the conventions about every open piece.
    fn recognise(&mut self, pieces: &mut [Piece<'_>]) {
        let count = pieces.len();
        let mut first = true;
        for (nth, piece) in pieces.iter_mut().enumerate() {
            if piece.open && self.asked.lines.has(nth) {
                let by_shape = matches!(piece.content, Content::Plain(_));
                let standing = Standing { first, remaining: count - nth, by_shape };
                piece.found = self.rules.recognise(&piece.text, standing);
                if piece.found.is_some() {
                    self.marked.lines.set(nth);
                }
            }
            first &= !matches!(piece.role(), Role::Body | Role::Heading);
        }
    }

    /// Gives the role of a rule that takes more than its line to the pieces that it takes: the
    /// titles under a bare marker, or all to the end.
    fn take_along(&mut self, pieces: &mut [Piece<'_>]) {
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
    fn weigh_guesses(&mut self, pieces: &mut [Piece<'_>]) {
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

    fn place_headline<'t>(&mut self, piece: Piece<'t>, manuscript: &mut Manuscript<'t>) {
        if manuscript.headline.is_some() {
            // A second one: the author's front matter, or an earlier line, has spoken.
            manuscript.body.push(piece.block(Role::Heading));
            return;
        }
        manuscript.headline = Some(Headline {
            text: one_line(&piece.text),
            origin: HeadlineOrigin::Line,
            span: Span::new(self.source, piece.range),
        });
    }

    /// Adds a related line's title, or the titles that stand under the last bare marker.
    fn place_related(&self, piece: &Piece<'_>, marker: &mut String, manuscript: &mut Manuscript<'_>) {
        let mut add = |marker: &str, title: &str, bare: &str, at| {
            manuscript.related.push(RelatedLine {
                marker: marker.to_owned(),
                title: one_line(bare),
                url: piece.only_link(),
                span: Span::new(self.source, piece.place_of(at, title)),
            });
        };
        if piece.taken.is_some() {
            for title in piece.titles() {
                add(
                    marker,
                    &title,
                    title.trim_start_matches(|c: char| shape::is_bullet(c) || c.is_whitespace()),
                    0,
                );
            }
        } else if let Some(found) = &piece.found {
            piece.text[..found.marker_end].trim().clone_into(marker);
            let title = piece.text[found.rest..].trim();
            if !title.is_empty() {
                add(marker, title, title, found.rest);
            }
        }
    }

    /// A headline from the words of the lead, reported as the guess it is.
    fn infer_headline(&mut self, body: &[Block<'_>]) -> Option<Headline> {
        let words_of = |block: &Block<'_>| {
            let words = one_line(&block.text());
            words.chars().any(char::is_alphanumeric).then_some(words)
        };
        // The lead is the first paragraph; an article of datelines and credits alone has none.
        let mut leads = body.iter().filter(|block| block.role == Role::Body).chain(body);
        let (block, lead) = leads.find_map(|block| Some((block, words_of(block)?)))?;
        let text = match words::cut(&lead, INFERRED_CHARS) {
            Some(head) => format!("{head}…"),
            None => lead.trim_end_matches('.').to_owned(),
        };
        let span = Span::new(self.source, block.range.clone());
        // Where something is broken, a headline may be what broke: that is told already.
        if !any_error(&self.diagnostics) {
            self.diagnostics.push(catalog::headline_inferred(span.clone(), &text));
        }
        Some(Headline { text, origin: HeadlineOrigin::Inferred, span })
    }
}

impl Manuscript<'_> {
    fn add_to_footer(&mut self, piece: &Piece<'_>) {
        let range = piece.range.clone();
        let footer =
            self.newsletter.get_or_insert_with(|| Footer { lines: Vec::new(), range: range.clone() });
        footer.lines.extend(lines_of(&piece.text));
        footer.range.end = range.end;
    }
}
