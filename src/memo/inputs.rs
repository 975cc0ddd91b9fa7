//! What a build depends on but its seeds, as hashes: by them a memo is known to be of the same.

use crate::clock::Terms;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// The hash of what every reading follows from but its seed: the program, the settings, and whether
/// `drafts` count.
#[must_use]
pub fn context(sources: &Sources, drafts: bool) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(crate::BUILD.as_bytes()).update(&[u8::from(drafts)]);
    if let Some(file) = &sources.config {
        hasher.update(file.text.as_bytes());
    }
    hasher.finalize()
}

/// The hash of all that a build depends on but its seeds and its record of former addresses, to which it may
/// add: what every reading follows from, the templates, messages and assets, what there was to say about the
/// files themselves, and whether articles of the future count. The time itself is none of them:
/// [`Whole::standing`] has it.
#[derive(Clone, Copy, Debug)]
pub struct Inputs(blake3::Hash);

impl Inputs {
    /// Those of `sources`, of which there was that to tell.
    #[must_use]
    pub fn of(sources: &Sources, told: &[Diagnostic], terms: &Terms) -> Self {
        let texts = sources.templates.values().chain(sources.messages.values().flatten());
        let texts: Vec<_> = texts.map(|file| (&file.path, &file.text)).collect();
        let assets: Vec<_> = sources.assets.iter().map(|asset| (&asset.name, asset.hash)).collect();
        let mut hasher = blake3::Hasher::new();
        hasher.update(context(sources, terms.drafts).as_bytes()).update(&[u8::from(terms.future)]);
        postcard::to_io(&(texts, assets, told), &mut hasher).expect("hashing takes anything");
        Self(hasher.finalize())
    }

    /// The hash of these and of the record's text.
    #[must_use]
    pub fn with(self, record: Option<&str>) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.0.as_bytes());
        postcard::to_io(&record, &mut hasher).expect("hashing takes anything");
        hasher.finalize()
    }
}
