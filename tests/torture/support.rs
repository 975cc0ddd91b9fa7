//! Sites, builds and what they leave, seen from the outside.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use walkdir::WalkDir;

/// The short number; the long one where `WARRAQ_TORTURE=long` asks for it.
pub(crate) fn rounds(short: usize, long: usize) -> usize {
    if std::env::var("WARRAQ_TORTURE").is_ok_and(|asked| asked == "long") { long } else { short }
}

/// Whether a program is there; says so if not.
pub(crate) fn has(program: &str) -> bool {
    let has = Command::new(program).arg("--version").output().is_ok_and(|run| run.status.success());
    if !has {
        println!("SKIPPED: {program} is not installed");
    }
    has
}

/// A folder in memory where there is one: there, other programs' writing keeps no `sync` waiting.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| TempDir::new()).expect("a temporary folder")
}

/// Everything below a folder: bytes by path; folders end with `/`.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

pub(crate) fn tree(folder: &Path) -> Tree {
    let entries = WalkDir::new(folder).min_depth(1).into_iter().filter_map(Result::ok);
    let named = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(folder).expect("below").to_str().expect("UTF-8").to_owned();
        match entry.file_type().is_dir() {
            true => (name + "/", Vec::new()),
            false => (name, fs::read(entry.path()).unwrap_or_default()),
        }
    };
    entries.map(named).collect()
}

/// The paths in which two trees differ.
pub(crate) fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let paths = one.keys().chain(other.keys().filter(|path| !one.contains_key(*path)));
    let note = |path: &String| match (one.get(path), other.get(path)) {
        (Some(one), Some(other)) if one == other => None,
        (Some(_), Some(_)) => Some(format!("{path} differs")),
        (Some(_), None) => Some(format!("{path} only in the first")),
        (None, _) => Some(format!("{path} only in the second")),
    };
    paths.filter_map(note).collect()
}

/// A site and its output.
pub(crate) struct Site {
    pub(crate) folder: TempDir,
}

impl Site {
    pub(crate) fn empty() -> Self {
        Self { folder: folder() }
    }

    /// A newsroom of `count` articles in two sections, with tags, authors and feeds.
    pub(crate) fn of(count: usize) -> Self {
        let site = Self::empty();
        site.write("site.toml", "title = 'صحيفة'\nbase_url = 'https://example.org/'\n");
        for n in 0..count {
            site.write(&format!("seeds/{}/{n}.txt", ["news", "رأي"][n % 2]), &article(n, "كما كتبه محرره"));
        }
        site
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub(crate) fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.root().join(".warraq/public")
    }

    pub(crate) fn write(&self, path: &str, bytes: &(impl AsRef<[u8]> + ?Sized)) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    pub(crate) fn tree(&self) -> Tree {
        tree(&self.public())
    }

    /// The command `warraq build` for this site.
    pub(crate) fn building(&self) -> Command {
        build_of(&self.root())
    }

    /// The same, with `program` and its `args` before it.
    pub(crate) fn building_under(&self, program: &str, args: &[&str]) -> Command {
        self.under(program, args, &["build"])
    }

    /// Another command of the program for this site, with `program` and its `args` before it.
    pub(crate) fn under(&self, program: &str, args: &[&str], asked: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.env("SOURCE_DATE_EPOCH", NOW);
        command.args(args).arg(env!("CARGO_BIN_EXE_warraq")).args(asked).arg("--site").arg(self.root());
        command
    }

    pub(crate) fn build(&self) -> Run {
        Run::of(&mut self.building())
    }

    /// Builds, which must succeed; gives what is then there.
    pub(crate) fn built(&self) -> Tree {
        let run = self.build();
        assert_eq!(run.code, Some(0), "{run:?}");
        self.tree()
    }

    /// What a clean build of the same sources gives.
    pub(crate) fn clean(&self) -> Tree {
        let fresh = folder();
        let output = fresh.path().join("public");
        let run = Run::of(self.building().arg("--output").arg(&output));
        assert_eq!(run.code, Some(0), "{run:?}");
        tree(&output)
    }

    /// A copy of the site with its output and state, times included.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::empty();
        let run = Command::new("cp").arg("-a").arg(self.root()).arg(copy.root()).status();
        assert!(run.expect("cp runs").success());
        copy
    }
}

/// What time it is, as seconds since 1970: some months after all articles.
pub(crate) const NOW: &str = "1795417200";

/// The program, for which time stands still.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_warraq"));
    program.env("SOURCE_DATE_EPOCH", NOW);
    program
}

pub(crate) fn build_of(root: &Path) -> Command {
    let mut command = program();
    command.args(["build", "--site"]).arg(root);
    command
}

/// The `n`th article; `words` stand in its text.
pub(crate) fn article(n: usize, words: &str) -> String {
    format!(
        "+++\ntitle = \"الخبر رقم {n}\"\ndate = 2026-0{}-{:02}\ntags = [\"وسم {}\"]\nauthors = [\"كاتب {}\"]\n+++\n\
         نص الخبر {words} في ذلك اليوم.\n\nوفي فقرته الثانية كلام عن يوم آخر.\n\nقد يهمك: الخبر رقم {}\n",
        n % 9 + 1,
        n % 28 + 1,
        n % 5,
        n % 3,
        n / 2,
    )
}

/// How a program ended, and what it said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Self {
        command.output().expect("it runs").into()
    }

    /// It ended as it wanted to, and not in a fault of its own.
    pub(crate) fn assert_orderly(&self) {
        assert!(self.signal.is_none() && matches!(self.code, Some(0 | 1)), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            signal: output.status.signal(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Numbers by chance, the same for the same seed: splitmix64.
pub(crate) struct Dice(u64);

impl Dice {
    /// The seed is `WARRAQ_SEED`, or a fixed number; which one, is printed.
    pub(crate) fn new(what: &str) -> Self {
        let asked = std::env::var("WARRAQ_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = asked.unwrap_or(20_261_122);
        println!("{what}: WARRAQ_SEED={seed}");
        Self(seed)
    }

    /// Those of one of many runs.
    pub(crate) fn nth(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("less than a usize")
    }

    /// Once in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Some of them, in their order.
    pub(crate) fn some<'a>(&mut self, all: &[&'a str]) -> Vec<&'a str> {
        all.iter().filter(|_| self.once_in(3)).copied().collect()
    }
}

/// The names in a folder that have one of these endings; all if there are none.
pub(crate) fn files_below(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let is_meant = |path: &PathBuf| {
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        endings.is_empty() || endings.contains(&ending)
    };
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(is_meant)
        .collect()
}
