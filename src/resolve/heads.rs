//! [`Manuscript`] → [`Head`]: what can be worked out of one article alone, its address included.

use std::borrow::Cow;

use super::routes::{self, Routes};
use crate::config::Config;
use crate::config::edition::Edition;
use crate::config::structure::{Genre, SectionConfig, section_called, section_near, section_of_folders};
use crate::diagnostic::{Diagnostic, Span, Spanned, catalog};
use crate::manuscript::{
    Alias, Block, Correction, Extras, FrontMatter, Head, HeadWords, HeadlineOrigin, Manuscript, Moment,
    RelatedTitle, Translation,
};
use crate::source::Seed;
use crate::text::arabic::headline_key;
use crate::text::bidi::without_embeddings;
use crate::text::slug::slug;
use crate::text::variants::Variants;
use crate::text::words::{self, WordSet};

/// The longest excerpt, in characters.
const EXCERPT_CHARS: usize = 170;

/// The head of `manuscript`, which `seed` holds; `None` when it holds no word at all.
#[must_use]
pub fn head(
    seed: &Seed,
    manuscript: &Manuscript<'_>,
    config: &Config,
    variants: &Variants,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Head> {
    let headline = manuscript.headline.as_ref()?;
    let front = &manuscript.front;
    let edition = config.edition(front.edition);
    let routes = Routes::new(seed, config, edition);
    let date = front.date.or_else(|| routes.date_from_name(diagnostics));
    let genre = front.genre;
    let section = if genre == Genre::News { section(seed, manuscript, config, diagnostics) } else { None };
    let section_slug = section.as_ref().map(|(slug, _)| &**slug);
    let path = match genre {
        Genre::News => routes.article(date, section_slug, front.slug.as_ref(), diagnostics),
        Genre::Page => routes.page(front.slug.as_ref(), diagnostics),
        Genre::Profile => routes.profile(&headline.text, front.slug.as_ref(), diagnostics),
    };
    let excerpt = front.standfirst.as_deref().map_or_else(|| excerpt(&manuscript.body).into(), Cow::Borrowed);

    let related = manuscript.related.iter().map(|Spanned { value: line, span }| RelatedTitle {
        key: line.url.is_none().then(|| variants.key(&line.title)),
        at: place(span.start)..place(span.end),
        in_sidecar: span.source != seed.path,
    });
    let words = HeadWords {
        path: &path,
        headline: &edition.typography.show(&headline.text),
        excerpt: &edition.typography.show(&excerpt),
        section: section.as_ref().map_or(("", ""), |(slug, name)| (slug, name)),
        edition: front.edition,
        lang: front.lang.as_deref().unwrap_or_default(),
        authors: &front.authors,
        tags: &front.tags,
    };
    let footer = manuscript.newsletter.as_ref().filter(|_| front.newsletter != Some(false));
    let is_inferred = headline.origin == HeadlineOrigin::Inferred;
    let updated = updated(front, date, edition, diagnostics);
    let mut head = Head::new(date, &words);
    let folded = headline_key(&headline.text);
    head.words = WordSet::of(&folded);
    head.headline_key = (!is_inferred).then(|| variants.key_of_folded(&folded));
    head.related = related.collect();
    head.has_standfirst = front.standfirst.is_some();
    head.invites = front.newsletter != Some(false);
    head.extras = extras(seed, front, (date, updated), (config, edition), diagnostics);
    head.newsletter = footer.map(|footer| place(footer.range.start)..place(footer.range.end));
    Some(head)
}

/// When an article was changed last, as its author says: by an update or a correction. Only that is a change
/// (<https://developers.google.com/search/docs/appearance/publication-dates>), and none comes before the
/// article itself.
fn updated(
    front: &FrontMatter,
    date: Option<Moment>,
    edition: &Edition,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Moment> {
    let day = |moment: Moment| moment.at.to_zoned(edition.timezone.clone()).date();
    let corrections = front.corrections.iter().map(|correction| (correction.value.date, &correction.span));
    let updates = front.updated.iter().map(|updated| (updated.value, &updated.span)).chain(corrections);
    let after = |(change, span): (Moment, &Span)| match date.filter(|date| change.at < date.at) {
        None => Some(change),
        // A day without a time is as good as any hour of it, and none before the article.
        Some(date) if !change.has_time && day(change) == day(date) => Some(Moment { at: date.at, ..change }),
        Some(_) => {
            diagnostics.push(catalog::changed_before_date(span.clone()));
            None
        }
    };
    updates.filter_map(after).max()
}

/// What few articles say of themselves.
fn extras(
    seed: &Seed,
    front: &FrontMatter,
    (date, updated): (Option<Moment>, Option<Moment>),
    (config, edition): (&Config, &Edition),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Box<Extras>> {
    if let (Some(date), Some(expires)) = (date, &front.expires)
        && date.at >= expires.value.at
    {
        diagnostics.push(catalog::expires_before_date(expires.span.clone()));
    }
    let shown = |Spanned { value: Correction { date, text }, .. }: &Spanned<Correction>| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Vec<_> = lines.map(|line| edition.typography.show(line)).collect();
        Correction { date: *date, text: lines.join("\n").into() }
    };
    let mut corrections: Box<[Correction]> = front.corrections.iter().map(shown).collect();
    // Of one day's, the author's order.
    corrections.sort_by_key(|correction| correction.date);
    let extras = Extras {
        updated,
        expires: front.expires.as_ref().map(|expires| expires.value),
        series: front.series.clone(),
        leads: front.lead,
        aliases: aliases(seed, front, config, diagnostics),
        genre: front.genre,
        menu: front.menu.clone(),
        profile: front.profile.clone(),
        corrections,
        translation: front.translation.as_ref().map(|given| Translation {
            name: given.value.trim().into(),
            at: place(given.span.start)..place(given.span.end),
            in_sidecar: given.span.source != seed.path,
        }),
        image: front.image.clone(),
    };
    (extras != Extras::default()).then(|| extras.into())
}

/// The addresses that the front matter says the article once had.
fn aliases(
    seed: &Seed,
    front: &FrontMatter,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Alias> {
    let read = |given: &Spanned<String>| match routes::old::read(&given.value, config.base_url.as_ref()) {
        Ok(address) => {
            let at = place(given.span.start)..place(given.span.end);
            Some(Alias { address, at, in_sidecar: given.span.source != seed.path })
        }
        Err(reason) => {
            diagnostics.push(catalog::bad_alias(given.span.clone(), &given.value, reason));
            None
        }
    };
    front.aliases.iter().filter_map(read).collect()
}

fn place(byte: usize) -> u32 {
    u32::try_from(byte).expect("no text of 4 GB is read")
}

/// The slug and the name of an article's section: its front matter's, else its folder's.
fn section<'a>(
    seed: &'a Seed,
    manuscript: &'a Manuscript<'_>,
    config: &'a Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
    let of = |listed: &'a SectionConfig| (Cow::Borrowed(&*listed.slug), Cow::Borrowed(&*listed.title));
    let sections = &config.edition(manuscript.front.edition).sections;
    let folders = config.standing(&seed.path).1.rsplit_once('/').map(|(folders, _)| folders);
    let folder = folders.map(|folders| folders.split('/').next().unwrap_or(folders));
    let Some(given) = &manuscript.front.section else {
        if let Some(listed) = section_of_folders(sections, folders?) {
            return Some(of(listed));
        }
        let slug = slug(folder?);
        if slug.is_none() {
            diagnostics.push(catalog::bad_slug(Span::file(&seed.path), folder?, None));
        }
        return Some((slug?.into(), without_embeddings(folder?)));
    };
    let name = given.value.as_str();
    if let Some(listed) = section_called(sections, name) {
        return Some(of(listed));
    }
    let (slug, of_folder) = (slug(name), folder.and_then(slug));
    if slug.is_none() {
        diagnostics.push(catalog::bad_slug(given.span.clone(), name, None));
    } else if !sections.is_empty() && slug != of_folder {
        let near = section_near(sections, name);
        diagnostics.push(catalog::section_unknown(given.span.clone(), name, near));
    }
    Some((slug?.into(), name.into()))
}

/// The first paragraph of a body, cut at a word.
fn excerpt(body: &[Block<'_>]) -> String {
    let mut paragraphs = body.iter().filter(|block| block.is_paragraph()).map(Block::text);
    let lead = paragraphs.find(|words| !words.is_empty()).unwrap_or_default().replace('\n', " ");
    // What an author isolated is cut off as a whole, and only then lost to view.
    without_embeddings(&words::shortened(&lead, EXCERPT_CHARS)).into_owned()
}
