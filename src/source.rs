//! The files of a site as the core sees them: where each stands, and its text when asked.
//!
//! Nothing here touches a disk: [`Sources`] asks a [`Store`] for bytes, which `read` implements on
//! the file system and tests in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use crate::picture::{self, Pixels};
use crate::sum::{Sum, sum};
use crate::text::encoding::{self, Decoded, Fault};
use crate::text::slug::composed;

/// A file's path relative to the site's folder, parted by `/`: `seeds/news/a.txt`. What the
/// built-in theme brings has the same form below [`BUILT_IN`].
pub type SourcePath = Arc<str>;

/// The prefix of the paths of files compiled into the program.
pub const BUILT_IN: &str = "<built-in>/";

/// Where bytes come from. The only door from the core to the outside.
pub trait Store: Send + Sync {
    /// The bytes of the file at `path`.
    ///
    /// # Errors
    /// Whatever kept the file from being read.
    fn bytes(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// How a seed's text is to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Newsroom text: every line that holds more than white space is a block.
    Plain,
    /// CommonMark.
    Markdown,
}

impl Format {
    /// The format that a file name's ending says, whatever its case, if it is a seed's.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Plain),
            "md" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// What shows, without reading a file, that it is still the one that was read: 128 bits of a hash of
/// what the file system says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stamp(pub [u8; 16]);

/// One article's file.
#[derive(Clone, Debug)]
pub struct Seed {
    /// The article's text.
    pub path: SourcePath,
    /// How to read it.
    pub format: Format,
    /// The `.toml` of the same stem beside it, if there is one.
    pub sidecar: Option<SourcePath>,
    /// How both stood when they were found, if that can be relied on.
    pub stamp: Option<Stamp>,
}

/// A small text file kept whole: a template or a message file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Where it stands.
    pub path: SourcePath,
    /// Its text.
    pub text: Arc<str>,
}

/// A file that is copied: as it is or, of a picture, without what tells of who took it.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its path in the output, in NFC: some systems keep letters apart from their marks.
    pub name: String,
    /// Where it stands.
    pub path: SourcePath,
    /// The hash of its bytes.
    pub hash: blake3::Hash,
    /// How large it is shown, of a picture.
    pub pixels: Option<Pixels>,
    /// How it stood when it was found, if that can be relied on.
    pub stamp: Option<Stamp>,
}

/// A file with a picture's name that is not published.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Where it stands.
    pub path: SourcePath,
    /// The hash of its bytes.
    pub hash: blake3::Hash,
    /// Why.
    pub fault: picture::Fault,
    /// How it stood when it was found, if that can be relied on.
    pub stamp: Option<Stamp>,
}

/// What is known of the bytes of a file in `static/`: their hash and, of a picture, how large it is or why it
/// is none.
pub type Known = (blake3::Hash, Result<Option<Pixels>, picture::Fault>);

/// Everything that a site is made from. Maps are ordered, so that order never comes from a disk.
pub struct Sources {
    /// `site.toml`, when there is one.
    pub config: Option<TextFile>,
    /// `addresses.toml`, when there is one.
    pub addresses: Option<TextFile>,
    /// Every article, by path.
    pub seeds: Vec<Seed>,
    /// Templates by the name other templates call them, the site's before the built-in ones.
    pub templates: BTreeMap<String, TextFile>,
    /// Message files by language tag and then by precedence: the built-in one, then the site's.
    pub messages: BTreeMap<String, Vec<TextFile>>,
    /// Files to copy, by their path in the output.
    pub assets: Vec<Asset>,
    /// Files beside them that are not published.
    pub refused: Vec<Refused>,
    /// Where bytes come from.
    pub store: Arc<dyn Store>,
}

/// Why a file has no text.
#[derive(Debug)]
pub enum NoText {
    /// The system does not give it, and nobody knows what is in it.
    Io(io::Error),
    /// It is longer than any text that is read.
    TooLong,
    /// Its bytes are no text.
    Fault(Fault),
}

impl From<io::Error> for NoText {
    fn from(reason: io::Error) -> Self {
        if reason.kind() == io::ErrorKind::FileTooLarge { Self::TooLong } else { Self::Io(reason) }
    }
}

/// What an article is read from.
#[derive(Debug)]
pub struct SeedText {
    /// Its text.
    pub text: Decoded,
    /// That of the `.toml` beside it.
    pub sidecar: Option<Decoded>,
    /// The sum of all that was read.
    pub sum: Sum,
}

/// The files of a seed that have no text, each with the reason; never none.
pub type WithoutText = Vec<(SourcePath, NoText)>;

impl Sources {
    /// The decoded text of an article, or of the `.toml` beside one, and the sum of its bytes.
    ///
    /// # Errors
    /// The file cannot be read, or is no text.
    pub fn text(&self, path: &str) -> Result<(Decoded, Sum), NoText> {
        let bytes = self.store.bytes(path)?;
        let sum = sum(&bytes);
        let decoded = encoding::decode(&bytes).map_err(NoText::Fault)?;
        Ok((decoded, sum))
    }

    /// The decoded texts of a seed's files.
    ///
    /// # Errors
    /// One of them cannot be read, or is no text.
    pub fn seed_text(&self, seed: &Seed) -> Result<SeedText, WithoutText> {
        let read = |path: &SourcePath| self.text(path).map_err(|fault| (path.clone(), fault));
        match (read(&seed.path), seed.sidecar.as_ref().map(read).transpose()) {
            (Ok((text, sum)), Ok(sidecar)) => {
                let (sidecar, of_sidecar) = sidecar.unzip();
                Ok(SeedText { text, sidecar, sum: seed_sum(seed.format, sum, of_sidecar) })
            }
            (text, sidecar) => Err(text.err().into_iter().chain(sidecar.err()).collect()),
        }
    }

    /// The asset of that path in the output.
    #[must_use]
    pub fn asset(&self, name: &str) -> Option<&Asset> {
        self.assets.binary_search_by(|asset| asset.name.as_str().cmp(name)).ok().map(|nth| &self.assets[nth])
    }

    /// Whether the assets are those of `other`.
    #[must_use]
    pub fn has_the_assets_of(&self, other: &Self) -> bool {
        let about = |asset: &Asset| (asset.name.clone(), asset.hash);
        self.assets.iter().map(about).eq(other.assets.iter().map(about))
    }

    /// Whether the templates and messages are those of `other`.
    #[must_use]
    pub fn has_the_templates_of(&self, other: &Self) -> bool {
        self.templates == other.templates && self.messages == other.messages
    }

    /// What is known of the asset of that path, if it stands as it does here.
    #[must_use]
    pub fn known_asset(&self, path: &str, stamp: Option<Stamp>) -> Option<Known> {
        let name = composed(path.strip_prefix("static/")?);
        let stands = |stood: Option<Stamp>| stamp.is_some() && stood == stamp;
        match self.asset(&name) {
            Some(asset) => stands(asset.stamp).then_some((asset.hash, Ok(asset.pixels))),
            None => {
                let refused = self.refused.iter().find(|refused| &*refused.path == path)?;
                stands(refused.stamp).then_some((refused.hash, Err(refused.fault)))
            }
        }
    }

    /// The articles, `.toml`s and assets of `former` that are not known to stand here as they stood there.
    #[must_use]
    pub fn changed_since(&self, former: &Self) -> BTreeSet<SourcePath> {
        let now = beside(&former.seeds, &self.seeds, |seed| &seed.path);
        let stands = |seed: &Seed, now: &Seed| seed.stamp.is_some() && now.stamp == seed.stamp;
        let seeds = former.seeds.iter().zip(now);
        let seeds = seeds.filter(|(seed, now)| !now.is_some_and(|now| stands(seed, now)));
        let texts = seeds.flat_map(|(seed, _)| seed.sidecar.iter().chain([&seed.path]));
        let is_other = |asset: &&Asset| self.asset(&asset.name).is_none_or(|now| now.hash != asset.hash);
        let assets = former.assets.iter().filter(is_other).map(|asset| &asset.path);
        texts.chain(assets).cloned().collect()
    }

    /// The text of any file that a diagnostic may speak of: kept ones as they were read.
    #[must_use]
    pub fn any_text(&self, path: &str) -> Option<String> {
        let kept = self
            .config
            .iter()
            .chain(&self.addresses)
            .chain(self.templates.values())
            .chain(self.messages.values().flatten());
        match kept.into_iter().find(|file| &*file.path == path) {
            Some(file) => Some(file.text.to_string()),
            None => self.text(path).ok().map(|(decoded, _)| decoded.text),
        }
    }
}

/// What stands at the path of each of `seeds` in a list that is sorted by path as they are.
pub fn beside<'a, T>(
    seeds: &'a [Seed],
    list: impl IntoIterator<Item = T> + 'a,
    path: impl Fn(&T) -> &str + 'a,
) -> impl Iterator<Item = Option<T>> + 'a {
    let mut list = list.into_iter().peekable();
    seeds.iter().map(move |seed| {
        while list.next_if(|other| *path(other) < *seed.path).is_some() {}
        list.next_if(|other| *path(other) == *seed.path)
    })
}

/// The sum of all that a manuscript is read from, by the sums of its text and of the `.toml` beside it, and how the
/// text is to be understood: the same bytes under another ending are another page.
#[must_use]
pub fn seed_sum(format: Format, text: Sum, sidecar: Option<Sum>) -> Sum {
    let sidecar = sidecar.as_ref().map_or(&[][..], |sidecar| sidecar);
    sum(&[&[format as u8], &text[..], sidecar].concat())
}

/// A position in a text, counted as editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// The line and column of byte `offset` of `text`; a line ends at LF, CR LF or CR.
#[must_use]
pub fn position(text: &str, offset: usize) -> Position {
    let offset = text.floor_char_boundary(offset);
    let start = line_start(text, offset);
    let line = encoding::line_of(text.as_bytes(), start);
    Position { line, column: text[start..offset].chars().count() + 1 }
}

/// The positions of places in a text, each mostly behind the last: takes time for the way between them,
/// where [`position`] begins anew.
pub struct Positions<'t> {
    text: &'t str,
    offset: usize,
    position: Position,
}

impl<'t> Positions<'t> {
    /// At the beginning of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, offset: 0, position: Position { line: 1, column: 1 } }
    }

    /// The line and column of byte `offset`. One before the last that was asked for is counted from the beginning.
    pub fn at(&mut self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        let bytes = self.text.as_bytes();
        for (at, c) in self.text[self.offset..offset].char_indices() {
            let ends_line = c == '\n' || (c == '\r' && bytes.get(self.offset + at + 1) != Some(&b'\n'));
            if ends_line {
                self.position = Position { line: self.position.line + 1, column: 1 };
            } else {
                self.position.column += 1;
            }
        }
        self.offset = offset;
        self.position
    }
}

/// The line of `text` in which byte `offset` lies, without its end.
#[must_use]
pub fn line_at(text: &str, offset: usize) -> &str {
    let offset = text.floor_char_boundary(offset);
    let end = text[offset..].find(['\n', '\r']).map_or(text.len(), |at| offset + at);
    &text[line_start(text, offset)..end]
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_whatever_the_line_end() {
        let text = "سطر\r\nثانٍ\rثالث\nرابع";
        let at = |word: &str| position(text, text.find(word).expect("the word is there"));
        assert_eq!(at("ثانٍ"), Position { line: 2, column: 1 });
        assert_eq!(at("ثالث"), Position { line: 3, column: 1 });
        assert_eq!(at("ابع"), Position { line: 4, column: 2 });
        assert_eq!(line_at(text, text.find("نٍ").expect("there")), "ثانٍ");
        let mut places = Positions::new(text);
        for word in ["سطر", "ثانٍ", "ابع", "ثالث", "ابع", "سطر"] {
            assert_eq!(places.at(text.find(word).expect("the word is there")), at(word), "{word}");
        }
    }
}
