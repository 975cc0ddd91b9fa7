//! What the parsing targets share.

#![allow(dead_code)]

use std::sync::OnceLock;

use warraq::config::Config;
use warraq::manuscript::{Manuscript, Marks};
use warraq::parse::conventions::Conventions;
use warraq::parse::parse;
use warraq::source::{Format, Seed};

/// Parses `text` and looks at its manuscript, whose marks give back what its page shows.
pub fn with_manuscript(text: &str, format: Format, look: impl FnOnce(&Manuscript<'_>)) {
    static RULES: OnceLock<(Config, Conventions)> = OnceLock::new();
    let (config, conventions) = RULES.get_or_init(|| {
        let config = Config::new("x");
        let conventions = Conventions::compile(&config).value;
        (config, conventions)
    });
    let seed = Seed { path: "seeds/a".into(), format, sidecar: None, stamp: None };
    let manuscript = parse(&seed, text, None, config, conventions).value;
    look(&manuscript);
    if let Some(marks) = Marks::of(&manuscript, text) {
        assert_eq!(marks.on(text), Some(manuscript.into()));
    }
}

/// Every place of a manuscript falls on letters of its text.
pub fn check_places(text: &str, manuscript: &Manuscript<'_>) {
    let blocks = manuscript.body.iter().chain(&manuscript.omitted).map(|block| block.range.clone());
    let related = manuscript.related.iter().map(|line| line.span.start..line.span.end);
    for range in blocks.chain(related).chain(manuscript.newsletter.iter().map(|f| f.range.clone())) {
        assert!(text.get(range).is_some());
    }
}

/// The runs of letters and digits of a text.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}
