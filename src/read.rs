//! Disk → [`Sources`]: the one module that reads the site.

#![expect(clippy::disallowed_methods, reason = "this is the module that reads")]

pub mod told;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use rust_embed::Embed;

use crate::config::SEEDS;
use crate::diagnostic::{Checked, Diagnostic, catalog};
use crate::picture;
use crate::source::{
    Asset, BUILT_IN, Format, Known, NoText, Refused, Seed, SourcePath, Sources, Stamp, Store, TextFile,
};
use crate::sum::sum;
use crate::text::encoding;
use crate::text::slug::composed;
use walk::File;

pub(crate) use walk::is_litter;

/// This repository's own templates and messages, compiled in.
#[derive(Embed)]
#[folder = "templates/"]
struct BuiltInTemplates;

/// This repository's own style sheet and icons, compiled in.
#[derive(Embed)]
#[folder = "static/"]
struct BuiltInStatic;

/// The record of the addresses that articles once had.
pub const ADDRESSES: &str = "addresses.toml";

/// The longest text that is read, in bytes: some six thousand pages. A longer file is no article,
/// and would take memory that all the others share.
const MOST_TEXT: u64 = 32 << 20;

/// The steps in which file systems count time: ten milliseconds at most where they tell fractions of one;
/// up to two seconds elsewhere. Within a step, a change leaves no trace.
const FINE: Duration = Duration::from_millis(50);
const COARSE: Duration = Duration::from_secs(2);

/// The files of a folder, and what is compiled in.
struct Disk {
    root: PathBuf,
}

impl Store for Disk {
    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        match path.strip_prefix(BUILT_IN) {
            None => {
                let file = std::fs::File::open(self.root.join(path))?;
                let about = file.metadata()?;
                let length = about.len();
                if length > MOST_TEXT && !path.starts_with("static/") {
                    return Err(io::ErrorKind::FileTooLarge.into());
                }
                // What is no regular file has no length, or one for the moment.
                let length = usize::try_from(length).ok().filter(|_| about.is_file());
                whole(file, length.unwrap_or_default())
            }
            Some(name) => built_in(name).ok_or_else(|| io::ErrorKind::NotFound.into()),
        }
    }
}

/// All that `file` gives, of which it is said to be so many bytes. A regular file gives less than there is room for
/// only at its end: one that gives its length, where there is room for more, need not be asked again.
fn whole(file: std::fs::File, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length.saturating_add(1));
    #[cfg(unix)]
    {
        use rustix::{buffer::spare_capacity, io};
        if io::retry_on_intr(|| io::read(&file, spare_capacity(&mut bytes)))? == length {
            return Ok(bytes);
        }
    }
    // Of a file itself, its length would be asked again.
    file.take(u64::MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn built_in(name: &str) -> Option<Vec<u8>> {
    let file = match name.split_once('/')? {
        ("templates", name) => BuiltInTemplates::get(name),
        ("static", name) => BuiltInStatic::get(name),
        _ => None,
    };
    file.map(|file| file.data.into_owned())
}

/// Reads the site in the folder `root`: its settings, templates, messages and the list of its
/// seeds and assets. Articles are read when they are asked for.
pub fn read(root: &Path) -> Checked<Sources> {
    read_again(root, &|_, _| None)
}

/// What is known of the asset at a path with that stamp.
pub type KnownAsset<'a> = dyn Fn(&str, Option<Stamp>) -> Option<Known> + Sync + 'a;

/// Reads it, but no asset that is `known`.
pub fn read_again(root: &Path, known: &KnownAsset<'_>) -> Checked<Sources> {
    let mut reader = Reader { root, store: Disk { root: root.to_owned() }, known, diagnostics: Vec::new() };
    let config = reader.config();
    let addresses = reader.addresses();
    let (templates, messages) = reader.templates();
    let seeds = reader.seeds();
    let (assets, refused) = reader.assets();
    Checked {
        value: Sources {
            config,
            addresses,
            seeds,
            templates,
            messages,
            assets,
            refused,
            store: Arc::new(reader.store),
        },
        diagnostics: reader.diagnostics,
    }
}

/// The article at `path` on disk, and the store that reads it. Of an article of the `site` the folders count, as
/// they do when the site is built; any other, wherever it lies, stands alone. Its `.toml` is found beside it.
/// `None` when its name is no article's.
#[must_use]
pub fn seed_at(path: &Path, site: &Path) -> Option<(Seed, Arc<dyn Store>)> {
    let format = Format::of(&path.to_string_lossy())?;
    // What is not there keeps its name, under which that is told.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let site = site.canonicalize().ok().filter(|site| path.starts_with(site.join(SEEDS)));
    let root = site.as_deref().or(path.parent()).unwrap_or(Path::new(""));
    let below = path.strip_prefix(root).unwrap_or(&path).components();
    let parts: Vec<_> = below.map(|part| part.as_os_str().to_string_lossy()).collect();
    let name = parts.join("/");
    let sidecar = with_ending(&name, "toml");
    let sidecar = root.join(&sidecar).is_file().then(|| sidecar.into());
    let seed = Seed { path: name.into(), format, sidecar, stamp: None };
    Some((seed, Arc::new(Disk { root: root.to_owned() })))
}

/// The sources after a change of these files, where nothing is `changed` but templates, messages and
/// articles that were there before, and the `.toml`s beside them; `None` where more is, and all must be
/// read again.
#[must_use]
pub fn refresh(root: &Path, before: &Sources, changed: &BTreeSet<String>) -> Option<Sources> {
    let mut seeds = before.seeds.clone();
    let (of_theme, changed): (Vec<_>, Vec<_>) =
        changed.iter().partition(|path| *path == "templates" || path.starts_with("templates/"));
    let (mut templates, mut messages) = (before.templates.clone(), before.messages.clone());
    if !of_theme.is_empty() {
        let store = Disk { root: root.to_owned() };
        let mut reader = Reader { root, store, known: &|_, _| None, diagnostics: Vec::new() };
        (templates, messages) = reader.templates();
        // What there is to say about files is said of all of them.
        reader.diagnostics.is_empty().then_some(())?;
    }
    for path in changed {
        let file = |path: &str| {
            let about = std::fs::symlink_metadata(root.join(path)).ok().filter(Metadata::is_file)?;
            Some(stamp(&about))
        };
        // Two articles may have one `.toml`; both stand where its own name would.
        let stem = with_ending(path, "");
        let from = seeds.partition_point(|seed| *seed.path < *stem);
        let near = seeds[from..].iter_mut().take_while(|seed| seed.path.starts_with(&stem));
        let of_path = |seed: &&mut Seed| *seed.path == **path || seed.sidecar.as_deref() == Some(path);
        let mut own = near.filter(of_path).peekable();
        own.peek()?;
        for seed in own {
            let text = file(&seed.path)?;
            seed.stamp = match &seed.sidecar {
                None => text,
                Some(sidecar) => both(text, file(sidecar)?),
            };
        }
    }
    Some(Sources {
        config: before.config.clone(),
        addresses: before.addresses.clone(),
        seeds,
        templates,
        messages,
        assets: before.assets.clone(),
        refused: before.refused.clone(),
        store: Arc::new(Disk { root: root.to_owned() }),
    })
}

struct Reader<'a> {
    root: &'a Path,
    store: Disk,
    known: &'a KnownAsset<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn config(&mut self) -> Option<TextFile> {
        if self.root.join("site.toml").exists() {
            return self.text("site.toml".into());
        }
        self.diagnostics.push(catalog::config_missing(&self.root.to_string_lossy()));
        None
    }

    fn addresses(&mut self) -> Option<TextFile> {
        self.root.join(ADDRESSES).exists().then(|| self.text(ADDRESSES.into())).flatten()
    }

    fn text(&mut self, path: SourcePath) -> Option<TextFile> {
        let text = self.store.bytes(&path).map_err(NoText::from);
        match text.and_then(|bytes| encoding::utf8(&bytes).map_err(NoText::Fault)) {
            Ok(text) => Some(TextFile { path, text: text.into() }),
            Err(fault) => {
                self.diagnostics.push(told::no_text(&path, &fault));
                None
            }
        }
    }

    fn templates(&mut self) -> (BTreeMap<String, TextFile>, BTreeMap<String, Vec<TextFile>>) {
        let built_in = BuiltInTemplates::iter()
            .map(|name| (name.to_string(), SourcePath::from(format!("{BUILT_IN}templates/{name}"))));
        let own = self.files("templates");
        let own = own.into_iter().map(|file| (file.name().to_owned(), file.path));
        let (mut templates, mut messages) = (BTreeMap::new(), BTreeMap::<_, Vec<_>>::new());
        for (name, path) in built_in.chain(own) {
            let language = name.strip_prefix("messages/").and_then(|name| name.strip_suffix(".ftl"));
            let language = language.map(str::to_owned);
            if language.is_none() && name.starts_with("messages/") {
                continue;
            }
            let Some(file) = self.text(path) else { continue };
            match language {
                Some(language) => messages.entry(language).or_default().push(file),
                None => {
                    templates.insert(name, file);
                }
            }
        }
        (templates, messages)
    }

    fn seeds(&mut self) -> Vec<Seed> {
        let files = self.files("seeds");
        let sidecars: Vec<&File> = files.iter().filter(|file| file.name().ends_with(".toml")).collect();
        let find = |name: &str| sidecars.binary_search_by(|file| file.name().cmp(name)).ok();
        let mut is_orphan = vec![true; sidecars.len()];
        let mut seeds = Vec::with_capacity(files.len());
        for file in &files {
            let (name, File { path, stamp, .. }) = (file.name(), file);
            if let Some(format) = Format::of(name) {
                let sidecar = find(&with_ending(name, "toml"));
                let sidecar = sidecar.inspect(|&nth| is_orphan[nth] = false).map(|nth| sidecars[nth]);
                let stamp = sidecar.map_or(*stamp, |sidecar| both(*stamp, sidecar.stamp));
                let sidecar = sidecar.map(|sidecar| sidecar.path.clone());
                seeds.push(Seed { path: path.clone(), format, sidecar, stamp });
            } else if !name.ends_with(".toml") {
                self.diagnostics.push(catalog::seed_ignored(path));
            }
        }
        let orphans = sidecars.iter().zip(is_orphan).filter(|(_, is_orphan)| *is_orphan);
        self.diagnostics.extend(orphans.map(|(file, _)| catalog::sidecar_orphan(&file.path)));
        seeds
    }

    /// Every asset, the site's before a built-in one of its name; and those that are no pictures but are called so.
    fn assets(&mut self) -> (Vec<Asset>, Vec<Refused>) {
        let folder = format!("{BUILT_IN}static");
        let built_in = BuiltInStatic::iter().map(|name| File::of(&folder, &name));
        let own = self.files("static");
        let is_own = |file: &File| own.binary_search_by(|other| other.name().cmp(file.name())).is_ok();
        let built_in: Vec<File> = built_in.filter(|file| !is_own(file)).collect();
        let files: Vec<File> = built_in.into_iter().chain(own).collect();
        let (known, store) = (self.known, &self.store);
        let asset = |file: File| {
            let (name, File { path, stamp, .. }) = (composed(file.name()).into_owned(), file);
            let look = |bytes: Vec<u8>| (blake3::hash(&bytes), picture::look(&name, &bytes));
            match known(&path, stamp).map_or_else(|| store.bytes(&path).map(look), Ok) {
                Ok((hash, Ok(pixels))) => Ok(Ok(Asset { name, path, hash, pixels, stamp })),
                Ok((hash, Err(fault))) => Ok(Err(Refused { path, hash, fault, stamp })),
                Err(fault) => Err(catalog::unreadable(&path, &fault)),
            }
        };
        let found: Vec<Result<Result<Asset, Refused>, Diagnostic>> =
            files.into_par_iter().map(asset).collect();
        let (mut assets, mut refused) = (Vec::with_capacity(found.len()), Vec::new());
        for found in found {
            match found {
                Ok(Ok(asset)) => assets.push(asset),
                Ok(Err(none)) => {
                    self.diagnostics.push(catalog::image_refused(&none.path, none.fault));
                    refused.push(none);
                }
                Err(diagnostic) => self.diagnostics.push(diagnostic),
            }
        }
        assets.sort_by(|one, other| one.name.cmp(&other.name));
        (assets, refused)
    }

    /// Every file below `folder`, in the order of their names.
    fn files(&mut self, folder: &str) -> Vec<File> {
        let base = self.root.join(folder);
        if base.is_symlink() {
            self.diagnostics.push(catalog::folder_symlink(&folder.into()));
            return Vec::new();
        }
        if !base.exists() {
            return Vec::new();
        }
        let (files, told) = walk::files(&base, folder);
        self.diagnostics.extend(told);
        files
    }
}

/// How a file stands, unless it was changed so lately that another change might not be seen.
fn stamp(about: &Metadata) -> Option<Stamp> {
    let modified = about.modified().ok()?;
    #[cfg(unix)]
    let (changed, identity) = {
        use std::os::unix::fs::MetadataExt;
        let (seconds, part) = (about.ctime().unsigned_abs(), about.ctime_nsec().unsigned_abs());
        let changed = Duration::new(seconds, u32::try_from(part).ok()?);
        (UNIX_EPOCH + changed, [about.ino(), about.dev()])
    };
    #[cfg(not(unix))]
    let (changed, identity) = (modified, [0; 2]);
    let now = SystemTime::now();
    let nanoseconds = |time: SystemTime| {
        let since = time.duration_since(UNIX_EPOCH).ok()?;
        let step = if since.subsec_nanos() % 1_000_000 == 0 { COARSE } else { FINE };
        let is_settled = now.duration_since(time).is_ok_and(|age| age > step);
        is_settled.then_some(since.as_nanos())
    };
    let about = (about.len(), nanoseconds(modified)?, nanoseconds(changed)?, identity);
    postcard::to_slice(&about, &mut [0; 96]).ok().map(|bytes| Stamp(sum(bytes)))
}

/// The stamp of an article and the `.toml` beside it.
fn both(text: Option<Stamp>, sidecar: Option<Stamp>) -> Option<Stamp> {
    Some(Stamp(sum(&[text?.0, sidecar?.0].concat())))
}

fn with_ending(name: &str, ending: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{ending}")
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{PipeWriter, Seek, Write, pipe};
    use std::os::fd::OwnedFd;

    use super::*;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().expect("a temporary file");
        file.write_all(bytes).expect("written");
        file.rewind().expect("at its beginning");
        file
    }

    /// What gives these bytes, and a fault where it is asked for more.
    fn faulty(bytes: &[u8]) -> (File, PipeWriter) {
        let (reader, mut writer) = pipe().expect("a pipe");
        writer.write_all(bytes).expect("written");
        rustix::io::ioctl_fionbio(&reader, true).expect("does not wait");
        (File::from(OwnedFd::from(reader)), writer)
    }

    #[test]
    fn a_file_is_read_to_its_end_whatever_length_was_said() {
        for length in [0, 1, 5, 6, 7, 100_000] {
            assert_eq!(whole(file(b"abcdef"), length).expect("readable"), b"abcdef", "{length}");
            assert_eq!(whole(file(b""), length).expect("readable"), b"", "{length}");
        }
        let long = vec![b'x'; 100_000];
        for length in [0, 6, 99_999, 100_000] {
            assert!(whole(file(&long), length).expect("readable") == long, "{length}");
        }
    }

    #[test]
    fn a_file_that_gives_its_length_is_not_asked_again() {
        for length in [1, 6, 4000] {
            let (file, _writer) = faulty(&vec![b'x'; length]);
            assert_eq!(whole(file, length).expect("readable").len(), length);
        }
    }

    #[test]
    fn a_file_of_which_the_system_gives_only_a_part_is_not_read() {
        for given in [&b""[..], b"ab"] {
            let (file, _writer) = faulty(given);
            assert!(whole(file, 3).is_err(), "{given:?}");
        }
    }
}
