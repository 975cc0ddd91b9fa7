//! The driver: a site in one string, compiled in memory and looked at as a reader would.

use std::path::Path;
use std::process::Command;

use scraper::{Html, Selector};
use tempfile::TempDir;
use warraq::clock::Terms;
use warraq::diagnostic::{Diagnostic, Severity};
use warraq::emit::unplanned;
use warraq::source::Sources;
use warraq::{Compiled, compile, read};

/// What time it is in tests, as seconds since 1970: some months after their articles.
pub const NOW: &str = "1795417200";

/// The terms on which sites are compiled, unless a test names others.
pub fn terms() -> Terms {
    Terms::at(jiff::Timestamp::from_second(NOW.parse().expect("a number")).expect("an instant"))
}

/// The program, for which time stands still.
pub fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_warraq"));
    program.env("SOURCE_DATE_EPOCH", NOW);
    program
}

/// A site under test.
pub struct SiteTest {
    folder: TempDir,
    sources: Sources,
    compiled: Compiled,
    diagnostics: Vec<Diagnostic>,
}

impl SiteTest {
    /// Makes a site of `files`, each after a line `-- its/path --`. Without a `site.toml` it gets
    /// one with a title.
    pub fn new(files: &str) -> Self {
        Self::with_bytes(files, &[])
    }

    /// Makes a site of `files`, and of others whose bytes are no text.
    pub fn with_bytes(files: &str, others: &[(&str, Vec<u8>)]) -> Self {
        Self::of(files, others, &terms())
    }

    fn of(files: &str, others: &[(&str, Vec<u8>)], terms: &Terms) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        write_files(folder.path(), files);
        for (path, bytes) in others {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, bytes).expect("written");
        }
        if !folder.path().join("site.toml").exists() {
            std::fs::write(folder.path().join("site.toml"), "title = \"صحيفة\"\n").expect("written");
        }
        Self::compiled(folder, terms)
    }

    /// The site of `files` as it is compiled on these terms.
    pub fn on(files: &str, terms: &Terms) -> Self {
        Self::of(files, &[], terms)
    }

    fn compiled(folder: TempDir, terms: &Terms) -> Self {
        let mut diagnostics = Vec::new();
        let sources = read::read(folder.path()).drain_into(&mut diagnostics);
        let compiled = compile(&sources, terms).drain_into(&mut diagnostics);
        Self { folder, sources, compiled, diagnostics }
    }

    /// The codes of all warnings and errors, sorted.
    pub fn codes(&self) -> Vec<&str> {
        let told = self.diagnostics.iter().filter(|d| d.severity != Severity::Note);
        let mut codes: Vec<_> = told.map(|d| &*d.code).collect();
        codes.sort_unstable();
        codes
    }

    /// What would be said of the site if nobody promised the file at `path`.
    pub fn without_output(&self, path: &str) -> Vec<Diagnostic> {
        let promised = self.compiled.plan.iter().filter(|output| output.path != path).cloned();
        unplanned(&self.compiled.desk(&self.sources), &promised.collect::<Vec<_>>())
    }

    /// The only diagnostic with `code`.
    pub fn diagnostic(&self, code: &str) -> &Diagnostic {
        let mut found = self.diagnostics.iter().filter(|d| d.code == code);
        let first = found.next().unwrap_or_else(|| panic!("{code} in {:#?}", self.diagnostics));
        assert!(found.next().is_none(), "{code} is told once: {:#?}", self.diagnostics);
        first
    }

    /// The messages of all diagnostics with `code`.
    pub fn messages(&self, code: &str) -> Vec<&str> {
        self.diagnostics.iter().filter(|d| d.code == code).map(|d| d.message.as_str()).collect()
    }

    /// All that is said of the file at `path`.
    pub fn said_of(&self, path: &str) -> Vec<&Diagnostic> {
        let is_of = |d: &&Diagnostic| d.span.as_ref().is_some_and(|span| &*span.source == path);
        self.diagnostics.iter().filter(is_of).collect()
    }

    /// What became of the site.
    pub fn whole(&self) -> &Compiled {
        &self.compiled
    }

    /// The folder that the site stands in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The paths of all outputs.
    pub fn paths(&self) -> Vec<&str> {
        self.compiled.plan.iter().map(|output| output.path.as_str()).collect()
    }

    /// The paths of all outputs but those that every site has.
    pub fn own_paths(&self) -> Vec<&str> {
        let common = [
            "404.html",
            "_headers",
            "favicon.svg",
            "index.html",
            "robots.txt",
            "site.webmanifest",
            "warraq.css",
        ];
        self.paths().into_iter().filter(|path| !common.contains(path)).collect()
    }

    /// When the same sources will make another site.
    pub fn due(&self) -> Option<String> {
        self.compiled.standing.due.map(|due| due.when.to_string())
    }

    /// Makes one output.
    pub fn make(&self, path: &str) -> Result<String, Diagnostic> {
        let output = self.compiled.plan.iter().find(|output| output.path == path);
        let output = output.unwrap_or_else(|| panic!("{path} in {:?}", self.paths()));
        output.make(&self.compiled.press(&self.sources)).map(|bytes| String::from_utf8(bytes).expect("text"))
    }

    /// Makes one page, ready to be looked at.
    pub fn page(&self, path: &str) -> Page {
        let html = self.make(path).unwrap_or_else(|fault| panic!("{path}: {fault:?}"));
        Page { dom: Html::parse_document(&html) }
    }
}

/// Writes each file of `files` below `folder`.
pub fn write_files(folder: &Path, files: &str) {
    let mut open: Option<(String, String)> = None;
    let write = |file: Option<(String, String)>| {
        if let Some((path, text)) = file {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
    };
    for line in files.lines() {
        let line = line.strip_prefix("        ").unwrap_or(line);
        if let Some(path) = line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
            write(open.replace((path.to_owned(), String::new())));
        } else if let Some((_, text)) = &mut open {
            text.push_str(line);
            text.push('\n');
        }
    }
    write(open);
}

/// A made page.
pub struct Page {
    dom: Html,
}

impl Page {
    /// The text of every element that `css` selects, white space folded.
    pub fn texts(&self, css: &str) -> Vec<String> {
        let selector = Selector::parse(css).expect("a selector");
        let text = |element: scraper::ElementRef<'_>| {
            element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        self.dom.select(&selector).map(text).collect()
    }

    /// The text of the only element that `css` selects.
    pub fn text(&self, css: &str) -> String {
        let texts = self.texts(css);
        assert_eq!(texts.len(), 1, "{css}: {texts:?}");
        texts.into_iter().next().expect("counted")
    }

    /// The text of the only element that `css` selects, as it stands.
    pub fn raw(&self, css: &str) -> String {
        let selector = Selector::parse(css).expect("a selector");
        let found: Vec<String> = self.dom.select(&selector).map(|element| element.text().collect()).collect();
        assert_eq!(found.len(), 1, "{css}: {found:?}");
        found.concat()
    }

    /// The value of `attribute` of every element that `css` selects.
    pub fn attributes(&self, css: &str, attribute: &str) -> Vec<String> {
        let selector = Selector::parse(css).expect("a selector");
        self.dom.select(&selector).filter_map(|e| e.value().attr(attribute)).map(str::to_owned).collect()
    }

    /// How many elements `css` selects.
    pub fn count(&self, css: &str) -> usize {
        self.dom.select(&Selector::parse(css).expect("a selector")).count()
    }
}

/// A paragraph long enough to stand under a subhead.
pub const PARAGRAPH: &str =
    "هذه فقرة طويلة من المتن تكفي ليقف فوقها عنوان فرعي أو عنوان رئيسي، وفيها جملة تامة.";
