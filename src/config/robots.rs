//! `[robots]`: what crawlers of language models are asked to leave alone.

use serde::Deserialize;

use crate::table::Table;

/// The crawlers, as data.
const CRAWLERS: &str = include_str!("crawlers.toml");

/// What a crawler of a language model comes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// To train a model.
    Training,
    /// To fill the index of a search.
    Search,
    /// To fetch one page because somebody asks for it.
    User,
}

impl Purpose {
    const KEYS: [(Self, &'static str); 3] =
        [(Self::Training, "ai_training"), (Self::Search, "ai_search"), (Self::User, "ai_user")];
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crawlers {
    crawler: Vec<Crawler>,
}

/// One row of the crawlers' table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crawler {
    agent: String,
    purpose: Purpose,
    /// Read by people, and by a test.
    #[cfg_attr(not(test), expect(dead_code, reason = "it says whence the row is known"))]
    source: String,
}

/// What a site asks of crawlers. One that says nothing keeps none away: who may read a publication is its
/// publisher's decision, and a search is what most of them want to be found by.
#[derive(Clone, Debug, Default)]
pub struct Robots {
    /// The names of those that are asked to leave the site alone.
    pub kept_away: Vec<String>,
}

/// Reads `[robots]`.
pub fn read(mut table: Table<'_, '_>) -> Robots {
    let refused = Purpose::KEYS.map(|(purpose, key)| {
        let may = table.boolean(key).is_none_or(|may| may.value);
        (!may).then_some(purpose)
    });
    table.finish();
    let kept_away = crawlers().into_iter().filter(|crawler| refused.contains(&Some(crawler.purpose)));
    Robots { kept_away: kept_away.map(|crawler| crawler.agent).collect() }
}

fn crawlers() -> Vec<Crawler> {
    let all: Crawlers = toml::from_str(CRAWLERS).expect("the compiled-in table is read by a test");
    all.crawler
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crawler_of_the_table_has_a_name_that_robots_txt_can_hold_and_a_source() {
        for Crawler { agent, source, .. } in crawlers() {
            // RFC 9309 §2.2.1: a product token.
            let is_token = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '-';
            assert!(!agent.is_empty() && agent.chars().all(is_token), "{agent}");
            assert!(source.starts_with("https://"), "{agent}");
        }
        for (purpose, _) in Purpose::KEYS {
            assert!(crawlers().iter().any(|crawler| crawler.purpose == purpose), "{purpose:?}");
        }
    }
}
