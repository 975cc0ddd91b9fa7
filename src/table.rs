//! A TOML table read key by key: settings and front matter alike.
//!
//! Every key has its place, a key nobody asked for is an error with the one that was probably
//! meant, and one mistake hides no other. Takes text, gives values; never fails.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use crate::diagnostic::{Diagnostic, Span, Spanned, catalog};
use crate::source::SourcePath;

/// A key's name: the program's own cost nothing, those of a table of data are copied.
type Key = Cow<'static, str>;

/// A TOML document and the file it stands in.
pub struct Document<'t> {
    source: SourcePath,
    /// What precedes the document in its file, in bytes (front matter follows a `+++` line).
    offset: usize,
    root: DeTable<'t>,
    /// The lines that could not be read, in their order. Where there is one, what seems missing or of a
    /// wrong type may only be broken.
    broken: Vec<Range<usize>>,
}

impl<'t> Document<'t> {
    /// Parses `text`, which begins at byte `offset` of `source`. Syntax errors go to
    /// `diagnostics`, the first of each line, since others follow from it; what could be read is kept.
    pub fn parse(
        source: &SourcePath,
        offset: usize,
        text: &'t str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let (root, mut errors) = DeTable::parse_recoverable(text);
        errors.sort_by_key(|error| error.span().unwrap_or_default().start);
        let mut broken: Vec<Range<usize>> = Vec::new();
        for error in errors {
            let range = error.span().unwrap_or_default();
            if broken.last().is_some_and(|line| line.contains(&range.start)) {
                continue;
            }
            let (before, here) = text.split_at(text.floor_char_boundary(range.start));
            let before = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
            let here = here.lines().next().unwrap_or_default();
            let line = range.start - before.len()..range.start + here.len() + 1;
            // At least a letter, and a whole one.
            let end = text.ceil_char_boundary(range.end.max(range.start + 1));
            let span = Span::new(source, offset + range.start..offset + end);
            diagnostics.push(catalog::toml_syntax(span, error.message(), before, here));
            broken.push(line);
        }
        Self { source: source.clone(), offset, root: root.into_inner(), broken }
    }

    /// The document's top level.
    pub fn root<'a>(&'a self, diagnostics: &'a mut Vec<Diagnostic>) -> Table<'a, 't> {
        Table {
            document: self,
            name: String::new(),
            span: Span::file(&self.source),
            entries: &self.root,
            asked: Vec::new(),
            diagnostics,
        }
    }

    /// Whether the line of this place could not be read.
    fn is_broken_at(&self, at: usize) -> bool {
        let after = self.broken.partition_point(|line| line.start <= at);
        self.broken[..after].last().is_some_and(|line| line.contains(&at))
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(&self.source, self.offset + range.start..self.offset + range.end)
    }
}

/// One table of a document. Ask for the keys it may have, then [`finish`](Table::finish).
pub struct Table<'a, 't> {
    document: &'a Document<'t>,
    name: String,
    span: Span,
    entries: &'a DeTable<'t>,
    asked: Vec<Key>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a, 't> Table<'a, 't> {
    /// Where the table stands: of its first key, or its file.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// Adds a diagnostic about a value that this table gave, or lacks.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        if self.document.broken.is_empty() {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether it has the key, whatever its value.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Whether its value is a list.
    #[must_use]
    pub fn is_list(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|value| value.get_ref().is_array())
    }

    /// A string.
    pub fn string(&mut self, key: impl Into<Key>) -> Option<Spanned<String>> {
        self.get(key, "a string in quotes", |value| value.as_str().map(str::to_owned))
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: impl Into<Key>) -> Option<Spanned<bool>> {
        #[expect(clippy::redundant_closure_for_method_calls, reason = "the method is bound to one lifetime")]
        self.get(key, "true or false", |value| value.as_bool())
    }

    /// A whole number from 1.
    pub fn count(&mut self, key: impl Into<Key>) -> Option<Spanned<usize>> {
        self.get(key, "a whole number from 1", |value| {
            let integer = value.as_integer()?;
            usize::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|&count| count > 0)
        })
    }

    /// A TOML date, with or without time and offset; quoted ones are read too.
    pub fn datetime(&mut self, key: impl Into<Key>) -> Option<Spanned<Datetime>> {
        self.get(key, "a date such as 2026-05-01 or 2026-05-01T14:30:00", |value| {
            value.as_datetime().copied().or_else(|| value.as_str()?.trim().parse().ok())
        })
    }

    /// A list of strings. A single string counts as a list of one.
    pub fn strings(&mut self, key: impl Into<Key>) -> Vec<Spanned<String>> {
        let key = key.into();
        let Some(value) = self.value(&key) else { return Vec::new() };
        let items: Vec<&TomlSpanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut strings = Vec::with_capacity(items.len());
        for item in items {
            let span = self.document.span(item.span());
            match item.get_ref().as_str() {
                Some(text) => strings.push(Spanned { value: text.to_owned(), span }),
                None => {
                    self.report(catalog::wrong_type(span, &self.path(&key), "a list of strings in quotes"));
                }
            }
        }
        strings
    }

    /// A table below this one.
    pub fn table(&mut self, key: impl Into<Key>) -> Option<Table<'_, 't>> {
        let key = key.into();
        let value = self.value(&key)?;
        let span = self.document.span(value.span());
        let name = self.path(&key);
        let Some(table) = value.get_ref().as_table() else {
            self.report(catalog::wrong_type(span, &name, "a table"));
            return None;
        };
        Some(self.below(name, span, table))
    }

    /// Reads each table of an array of tables, `[[key]]`, with `read`.
    pub fn tables<T>(
        &mut self,
        key: impl Into<Key>,
        mut read: impl FnMut(Table<'_, '_>) -> Option<T>,
    ) -> Vec<T> {
        let key = key.into();
        let Some(value) = self.value(&key) else { return Vec::new() };
        let name = self.path(&key);
        let wrong = |span| catalog::wrong_type(span, &name, &format!("tables, each under [[{name}]]"));
        let DeValue::Array(items) = value.get_ref() else {
            let diagnostic = wrong(self.document.span(value.span()));
            self.report(diagnostic);
            return Vec::new();
        };
        let mut read_tables = Vec::with_capacity(items.len());
        for item in items {
            let span = self.document.span(item.span());
            match item.get_ref().as_table() {
                Some(table) => read_tables.extend(read(self.below(name.clone(), span, table))),
                None => self.report(wrong(span)),
            }
        }
        read_tables
    }

    /// Every key of a table whose keys the file chooses, with its string. Counts as finished.
    pub fn into_strings(mut self) -> Vec<(String, Spanned<String>)> {
        let mut pairs = Vec::new();
        for (key, value) in self.entries {
            let span = self.document.span(value.span());
            match value.get_ref().as_str() {
                Some(text) => {
                    pairs.push((key.get_ref().to_string(), Spanned { value: text.to_owned(), span }));
                }
                None => {
                    let name = join(&self.name, key.get_ref());
                    self.report(catalog::wrong_type(span, &name, "a string in quotes"));
                }
            }
        }
        pairs
    }

    /// A string that must be there.
    pub fn required_string(&mut self, key: impl Into<Key>) -> Option<Spanned<String>> {
        let key = key.into();
        self.require(key.clone());
        self.string(key)
    }

    /// Reports a key that must be there, and is not.
    pub fn require(&mut self, key: impl Into<Key>) {
        let key = key.into();
        if self.value(&key).is_none() {
            self.report(catalog::missing_key(self.span(), &self.path(&key)));
        }
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        for key in self.entries.keys() {
            let name: &str = key.get_ref();
            if !self.asked.iter().any(|asked| asked == name) && !self.document.is_broken_at(key.span().start)
            {
                let span = self.document.span(key.span());
                self.diagnostics.push(catalog::unknown_key(span, name, &self.name, &self.asked));
            }
        }
    }

    /// Leaves the keys that nobody asked for unreported: what they may be is unknown.
    pub fn ignore_rest(&mut self) {
        self.asked.extend(self.entries.keys().map(|key| Key::Owned(key.get_ref().to_string())));
    }

    /// The full name of a key of this table, `newsletter.action`.
    #[must_use]
    pub fn path(&self, key: &str) -> String {
        join(&self.name, key)
    }

    fn below(&mut self, name: String, span: Span, entries: &'a DeTable<'t>) -> Table<'_, 't> {
        Table {
            document: self.document,
            name,
            span,
            entries,
            asked: Vec::new(),
            diagnostics: self.diagnostics,
        }
    }

    fn value(&mut self, key: &Key) -> Option<&'a TomlSpanned<DeValue<'t>>> {
        self.asked.push(key.clone());
        self.entries.get(&**key)
    }

    fn get<T>(
        &mut self,
        key: impl Into<Key>,
        expected: &str,
        read: impl FnOnce(&DeValue<'_>) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let key = key.into();
        let value = self.value(&key)?;
        let span = self.document.span(value.span());
        match read(value.get_ref()) {
            Some(value) => Some(Spanned { value, span }),
            None => {
                self.report(catalog::wrong_type(span, &self.path(&key), expected));
                None
            }
        }
    }
}

fn join(table: &str, key: &str) -> String {
    if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") }
}
