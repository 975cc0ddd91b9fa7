//! Templates through Tera: the site's own before the built-in ones.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_templates::fluent_bundle::FluentValue;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::isolate::markup;
use super::messages::{Args, Messages};
use crate::config::Config;
use crate::config::edition::EditionId;
use crate::diagnostic::{Checked, Diagnostic, Span, catalog};
use crate::source::{Sources, TextFile, line_at};
use crate::text::bidi::Direction;

/// Templates, ready to be filled.
pub struct Templates {
    /// In the language of each edition: the same templates, with other words.
    speaking: Vec<Tera>,
    /// The words themselves.
    messages: Vec<Arc<Messages>>,
    files: BTreeMap<String, TextFile>,
    pub(super) asked: Asked,
}

/// Whether a template asks for what takes long to make: where nobody reads it, it is not made.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// For `linked_data`, which is long itself.
    pub(super) linked_data: bool,
    /// For how long an article is, which linked data says too: each of its letters is looked at.
    pub(super) length: bool,
}

impl Asked {
    /// In one of the `templates`, by its name, or for all that there is.
    fn in_any(templates: &BTreeMap<String, TextFile>) -> Self {
        let names_it = |text: &str, names: &[&str]| names.iter().any(|name| text.contains(name));
        let any = |names: &[&str]| templates.values().any(|file| names_it(&file.text, names));
        let linked_data = any(&["linked_data", "__tera_context"]);
        Self { linked_data, length: linked_data || any(&["words", "minutes"]) }
    }
}

impl Templates {
    /// Loads the templates of a site, and the messages of each of its editions.
    pub fn load(sources: &Sources, config: &Config) -> Checked<Self> {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        let files = sources.templates.clone();
        let mut words = Vec::with_capacity(config.editions.len());
        for edition in &config.editions {
            let Checked { value, diagnostics: told } = Messages::load(sources, edition);
            words.push((Arc::new(value), edition.direction));
            // Editions of one language share its files, and what there is to say of them.
            for told in told {
                if !diagnostics.contains(&told) {
                    diagnostics.push(told);
                }
            }
        }
        let mut tera = Tera::new();
        // Templates that are added ask for the functions they use.
        speak(&mut tera, words[0].0.clone(), words[0].1);
        let all = files.iter().map(|(name, file)| (name.as_str(), &*file.text));
        if let Err(fault) = tera.add_raw_templates(all) {
            // Tera stops at the first broken template: look at each alone to name them all.
            let broken: Vec<_> = files
                .iter()
                .filter_map(|(name, file)| Tera::new().add_raw_template(name, &file.text).err())
                .filter(|fault| matches!(fault.kind(), ErrorKind::SyntaxError(_)))
                .map(|fault| diagnose(&fault, None, &files))
                .collect();
            if broken.is_empty() {
                diagnostics.extend(between_templates(&fault.to_string(), &files));
            }
            diagnostics.extend(broken);
        }
        let messages = words.iter().map(|(messages, _)| messages.clone()).collect();
        let speaking = words.into_iter().map(|(messages, direction)| {
            let mut tera = tera.clone();
            speak(&mut tera, messages, direction);
            tera
        });
        let asked = Asked::in_any(&files);
        let value = Self { speaking: speaking.collect(), messages, files, asked };
        Checked { value, diagnostics }
    }

    /// The words of an edition.
    #[must_use]
    pub fn messages(&self, edition: EditionId) -> &Messages {
        &self.messages[edition.at()]
    }

    /// Fills the template `name`, in the language of `edition`, with the `views` under their names.
    ///
    /// # Errors
    /// A fault in a template, at its line.
    pub fn render(
        &self,
        edition: EditionId,
        name: &str,
        views: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut context = Context::new();
        for (key, view) in views {
            context.insert_value(key, view);
        }
        let mut page = Vec::with_capacity(16 * 1024);
        match self.speaking[edition.at()].render_to(name, &context, &mut page) {
            Ok(()) => Ok(page),
            Err(fault) => Err(diagnose(&fault, Some(name), &self.files)),
        }
    }
}

/// Gives Tera our one function and our one filter, in the words and the direction of an edition.
///
/// `t("key", name = value)` is the message of that key. A message that is missing is an error at
/// the template's line. `text | isolate(dir = "rtl")` is the HTML of `text` in an element of that
/// direction, or of the edition's where none is given: what it would show scrambled is isolated.
fn speak(tera: &mut Tera, messages: Arc<Messages>, own: Direction) {
    tera.register_function("t", move |kwargs: Kwargs, _: &State<'_>| -> TeraResult<String> {
        let key: &str = kwargs.must_get("key")?;
        let mut args = Args::new();
        for (name, value) in kwargs.iter() {
            if let (Some(name), Some(value)) = (name.as_str().filter(|name| *name != "key"), argument(value))
            {
                args.insert(name.to_owned().into(), value);
            }
        }
        messages.get(key, &args).map_err(tera::Error::message)
    });
    tera.register_filter("isolate", move |text: Cow<'_, str>, kwargs: Kwargs, _: &State<'_>| {
        let direction = match kwargs.get::<&Value>("dir")?.and_then(Value::as_str) {
            None => own,
            Some("rtl") => Direction::Rtl,
            Some("ltr") => Direction::Ltr,
            Some(other) => return Err(tera::Error::message(format!("`{other}` is neither `rtl` nor `ltr`"))),
        };
        Ok(Value::safe_string(&markup(&text, direction)))
    });
}

fn argument(value: &Value) -> Option<FluentValue<'_>> {
    value.as_str().map(FluentValue::from).or_else(|| value.as_f64().map(FluentValue::from))
}

/// What Tera says, with its place and everything that called it.
fn diagnose(fault: &tera::Error, name: Option<&str>, files: &BTreeMap<String, TextFile>) -> Diagnostic {
    match fault.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = files.get(report.filename()).map(|file| {
                let place = report.span();
                let start = offset(&file.text, place.start_line, place.start_col);
                let end = offset(&file.text, place.end_line, place.end_col);
                let line_end = start + line_at(&file.text[start..], 0).len();
                Span::new(&file.path, start..end.clamp(start + 1, line_end.max(start + 1)))
            });
            // The places that called this one are only in Tera's printed report.
            let callers = fault
                .to_string()
                .lines()
                .filter_map(|line| line.strip_prefix("note: "))
                .map(str::to_owned)
                .collect();
            catalog::template(span, report.message(), callers)
        }
        _ => {
            let span = name.and_then(|name| files.get(name)).map(|file| Span::file(&file.path));
            catalog::template(span, &fault.to_string(), Vec::new())
        }
    }
}

/// Faults between templates (an unknown include or component) come only as printed reports, parted
/// by empty lines: `error: MESSAGE`, then `--> NAME:LINE:COLUMN`.
fn between_templates(text: &str, files: &BTreeMap<String, TextFile>) -> Vec<Diagnostic> {
    let read = |report: &str| {
        let mut lines = report.lines();
        let message = lines.next()?;
        let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let column: usize = place.next()?.parse().ok()?;
        let line: usize = place.next()?.parse().ok()?;
        let file = files.get(place.next()?)?;
        let start = offset(&file.text, line, column.saturating_sub(1));
        let end = start + line_at(&file.text[start..], 0).len();
        Some(catalog::template(Some(Span::new(&file.path, start..end)), message, Vec::new()))
    };
    let reports = text.trim_start_matches("error: ").split("\n\nerror: ");
    reports
        .map(|report| read(report).unwrap_or_else(|| catalog::template(None, report, Vec::new())))
        .collect()
}

/// The byte of a line (from 1) and column (in characters, from 0).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text[start..].char_indices().nth(column).map_or(text.len(), |(at, _)| start + at)
}
