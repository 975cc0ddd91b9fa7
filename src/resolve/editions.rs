//! What each edition has: its own pages, and which of the articles are its.

use super::{outside, routes};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, catalog};
use crate::site::{Article, ArticleId, Edition};

/// Every edition of a site with these articles, as the settings list them; the first of them, up to the place
/// `outside`, are pages outside the news. `leads` are the articles that ask to stand first on their front
/// page, and `corrected` those with corrections.
#[must_use]
pub fn editions(
    config: &Config,
    articles: &[Article],
    outside: usize,
    leads: impl Iterator<Item = ArticleId>,
    corrected: impl Iterator<Item = ArticleId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Edition> {
    report_taken(config, diagnostics);
    let several = config.editions.len() > 1;
    let mut edition = |(id, edition)| {
        let (menu, roles) = outside::pages(id, edition, config, &articles[..outside], diagnostics);
        Edition {
            menu,
            roles,
            home: routes::home(edition),
            not_found: routes::not_found(edition),
            ages: edition.dates.relative.map(|_| routes::ages(edition)),
            manifest: routes::manifest(edition),
            lead: None,
            articles: several.then(Vec::new),
            corrections: Vec::new(),
        }
    };
    let mut editions: Vec<Edition> = config.all_editions().map(&mut edition).collect();
    if several {
        for (id, article) in (0u32..).map(ArticleId).zip(articles).skip(outside) {
            let edition = editions.get_mut(article.head.edition.at());
            if let Some(own) = edition.and_then(|edition| edition.articles.as_mut()) {
                own.push(id);
            }
        }
    }
    for id in leads {
        let edition = articles[id.0 as usize].head.edition;
        if let Some(edition) = editions.get_mut(edition.at()) {
            edition.lead = edition.lead.max(Some(id));
        }
    }
    let last = articles.len().checked_sub(1).filter(|&last| last >= outside);
    let last = last.map(|at| ArticleId(u32::try_from(at).expect("counted as u32")));
    for edition in &mut editions {
        let newest = edition.articles.as_ref().map_or(last, |own| own.last().copied());
        edition.lead = edition.lead.or(newest);
    }
    let mut corrections: Vec<_> = corrected
        .flat_map(|id| {
            let dates =
                articles[id.0 as usize].head.corrections().iter().map(|correction| correction.date.at);
            (0..).zip(dates).map(move |(nth, date)| (date, id, nth))
        })
        .collect();
    // Of one instant, those of one article in its author's order.
    corrections.sort_unstable();
    for (_, id, nth) in corrections {
        if let Some(edition) = editions.get_mut(articles[id.0 as usize].head.edition.at()) {
            edition.corrections.push((id, nth));
        }
    }
    editions
}

/// Folders that are named for a section or an edition and filled by the program. Of those, most sites would
/// build until there is a first tag, a first correction.
fn report_taken(config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let own = routes::own_folders();
    for (_, edition) in config.all_editions() {
        let outermost = edition.sections.iter().filter(|section| !section.slug.contains('/'));
        let sections = outermost.map(|section| (section.slug.as_str(), section.place.clone()));
        let editions = edition.place.iter().map(|place| (edition.folder(), place.clone()));
        let taken = editions.chain(sections).filter(|(folder, _)| own.contains(folder));
        diagnostics.extend(taken.map(|(folder, place)| catalog::folder_taken(place, folder, &own)));
    }
}
