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
mod roles;
pub mod shape;

use std::borrow::Cow;

use pulldown_cmark::HeadingLevel;

use crate::config::Config;
use crate::config::convention::{Role, Treatment};
use crate::config::structure::{Genre, genre_of};
use crate::diagnostic::{Checked, Diagnostic, Span, Spanned, any_error, catalog};
use crate::manuscript::{
    Block, Content, Footer, FrontMatter, Headline, HeadlineOrigin, Manuscript, RelatedLine, text_of,
};
use crate::source::{Format, Seed, SourcePath};
use crate::text::address::{Address, is_written_out, judge};
use crate::text::bidi::balance::balanced;
use crate::text::bidi::without_embeddings;
use crate::text::words;
use conventions::{Conventions, Rules};
use front_matter::Unclosed;
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
    let mut diagnostics = Vec::new();
    let (front, title_origin, start) = read_front(seed, text, sidecar, config, &mut diagnostics);
    let of_edition = &config.edition(front.edition).language;
    let mut parser = Parser {
        source: &seed.path,
        diagnostics,
        rules: match front.genre {
            Genre::News => conventions.of(front.lang.as_deref().unwrap_or(of_edition)),
            Genre::Page | Genre::Profile => conventions.of_shape(),
        },
        front,
        config,
    };
    let pieces = match seed.format {
        Format::Plain => parser.plain_pieces(text, start),
        Format::Markdown => parser.markdown_pieces(text, start),
    };
    let value = parser.assemble(pieces, title_origin);
    Checked { value, diagnostics: parser.diagnostics }
}

fn read_front(
    seed: &Seed,
    text: &str,
    sidecar: Option<&str>,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> (FrontMatter, HeadlineOrigin, usize) {
    let none = || {
        let standing = config.standing(&seed.path);
        FrontMatter { edition: standing.0, genre: genre_of(standing, config), ..FrontMatter::default() }
    };
    let fence = match front_matter::fence(text) {
        Ok(fence) => fence,
        Err(Unclosed { opening }) => {
            diagnostics.push(catalog::front_matter_unclosed(Span::new(&seed.path, opening)));
            return (none(), HeadlineOrigin::FrontMatter, 0);
        }
    };
    if let Some(opening) = front_matter::yaml(text) {
        diagnostics.push(catalog::front_matter_yaml(Span::new(&seed.path, opening)));
    }
    let mut read = |source: &SourcePath, offset, toml: &str| {
        front_matter::read(source, offset, toml, config, diagnostics)
    };
    match (fence, &seed.sidecar, sidecar) {
        (Some(fence), None, _) => {
            let front = read(&seed.path, fence.toml.start, &text[fence.toml.clone()]);
            (front, HeadlineOrigin::FrontMatter, fence.body)
        }
        (Some(fence), Some(path), _) => {
            diagnostics.push(catalog::front_matter_twice(Span::new(&seed.path, fence.opening), path));
            (none(), HeadlineOrigin::FrontMatter, fence.body)
        }
        (None, Some(path), Some(toml)) => (read(path, 0, toml), HeadlineOrigin::Sidecar, 0),
        (None, ..) => (none(), HeadlineOrigin::FrontMatter, 0),
    }
}

struct Parser<'a> {
    source: &'a SourcePath,
    diagnostics: Vec<Diagnostic>,
    front: FrontMatter,
    rules: Rules<'a>,
    config: &'a Config,
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
            text: Cow::Borrowed(&text[range.clone()]),
            range,
            found: None,
            taken: None,
            open: true,
            role: Role::Body,
        });
        pieces.collect()
    }

    fn markdown_pieces<'t>(&mut self, text: &'t str, start: usize) -> Vec<Piece<'t>> {
        let blocks = markdown::split(self.source, text, start, self.config, &mut self.diagnostics);
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
        let mut whole = self.part(pieces);
        self.recognise(&mut whole);
        let mut pieces = Vec::with_capacity(whole.len());
        for piece in whole {
            piece.part_into(&mut pieces);
        }
        self.take_along(&mut pieces);
        self.weigh_guesses(&mut pieces);
        let mut manuscript = Manuscript {
            front: std::mem::take(&mut self.front),
            headline: None,
            body: Vec::with_capacity(pieces.len()),
            related: Vec::new(),
            newsletter: None,
            omitted: Vec::new(),
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
                role => match self.config.roles.of(role) {
                    Treatment::Keep => manuscript.body.push(piece.block(Role::Body)),
                    Treatment::Apart => manuscript.body.push(piece.block(role)),
                    Treatment::Omit => manuscript.omitted.push(piece.block(role)),
                },
            }
        }
        for given in &manuscript.front.related {
            let url = match judge(&given.value) {
                Address::Web(_) => Some(given.value.clone().into()),
                _ if is_written_out(&given.value) => {
                    self.diagnostics.push(catalog::link_unsafe(given.span.clone(), &given.value));
                    continue;
                }
                _ => None,
            };
            let title = without_embeddings(&given.value).into_owned().into();
            let line = RelatedLine { marker: "".into(), title, url };
            manuscript.related.push(Spanned { value: line, span: given.span.clone() });
        }
        if manuscript.headline.is_none() {
            manuscript.headline = self.infer_headline(&manuscript.body);
        }
        manuscript
    }

    fn place_headline<'t>(&mut self, piece: Piece<'t>, manuscript: &mut Manuscript<'t>) {
        if manuscript.headline.is_some() {
            // A second one: the author's front matter, or an earlier line, has spoken.
            manuscript.body.push(piece.block(Role::Heading));
            return;
        }
        manuscript.headline = Some(Headline {
            text: one_line(&without_embeddings(&piece.text)),
            origin: HeadlineOrigin::Line,
            span: Span::new(self.source, piece.range),
        });
    }

    /// Adds a related line's title, or the titles that stand under the last bare marker.
    fn place_related(&self, piece: &Piece<'_>, marker: &mut String, manuscript: &mut Manuscript<'_>) {
        let mut add = |marker: &str, title: &str, bare: &str, url: Option<String>, at| {
            let line = RelatedLine {
                marker: marker.to_owned().into(),
                title: one_line(&without_embeddings(bare)).into(),
                url: url.map(Cow::Owned),
            };
            let span = Span::new(self.source, piece.place_of(at, title));
            manuscript.related.push(Spanned { value: line, span });
        };
        if piece.taken.is_some() {
            for (title, url) in piece.titles() {
                let bare = title.trim_start_matches(|c: char| shape::is_bullet(c) || c.is_whitespace());
                add(marker, &title, bare, url, 0);
            }
        } else if let Some(found) = &piece.found {
            without_embeddings(&piece.text[..found.marker_end]).trim().clone_into(marker);
            let title = piece.text[found.rest..].trim();
            if !title.is_empty() {
                add(marker, title, title, piece.only_link(), found.rest);
            }
        }
    }

    /// A headline from the words of the lead, reported as the guess it is.
    fn infer_headline(&mut self, body: &[Block<'_>]) -> Option<Headline> {
        let words_of = |block: &Block<'_>| {
            let words = one_line(&block.text());
            words.chars().any(char::is_alphanumeric).then_some(words)
        };
        // The lead is the first paragraph; an article of datelines, credits and pictures alone has none.
        let mut leads = body.iter().filter(|block| block.is_paragraph()).chain(body);
        let (block, lead) = leads.find_map(|block| Some((block, words_of(block)?)))?;
        let text = match words::shortened(&lead, INFERRED_CHARS) {
            Cow::Owned(short) => without_embeddings(&short).into_owned(),
            Cow::Borrowed(whole) => without_embeddings(whole).trim_end_matches('.').to_owned(),
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
        footer.lines.extend(lines_of(&balanced(&piece.text)));
        footer.range.end = range.end;
    }
}
