//! The words of the interface, from Fluent files, in one language.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use fluent_syntax::ast::Entry;
use fluent_templates::fluent_bundle::types::FluentNumber;
use fluent_templates::fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_templates::{FluentBundle, LanguageIdentifier, Loader};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use crate::config::edition::Edition;
use crate::diagnostic::{Checked, Diagnostic, Span, catalog};
use crate::source::{Sources, TextFile};
use crate::text::digits::Digits;
use crate::text::language::primary;

/// The messages of one language: those compiled in, and over them the site's own.
pub struct Messages {
    language: LanguageIdentifier,
    bundle: FluentBundle<Arc<FluentResource>>,
    /// Those that need no value, made once: every page asks for some ten of them.
    fixed: HashMap<String, String>,
}

/// The values that a message is given, by their names.
pub type Args<'a> = HashMap<Cow<'static, str>, FluentValue<'a>>;

impl Messages {
    /// Loads the messages for an edition: of the tag of its language, and below them of the language alone.
    /// Their numbers are shown in its digits.
    pub fn load(sources: &Sources, edition: &Edition) -> Checked<Self> {
        let language = edition.language.as_str();
        let mut diagnostics = Vec::new();
        let identifier: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier.clone()]);
        // Isolation is markup's business (<bdi>): controls would end up in titles and feeds.
        bundle.set_use_isolating(false);
        add_plural(&mut bundle, language);
        bundle.set_formatter(match edition.dates.digits {
            Digits::Latn => None,
            Digits::Arab => Some(|value, _| number_in(Digits::Arab, value)),
            Digits::Arabext => Some(|value, _| number_in(Digits::Arabext, value)),
        });

        let primary = primary(language);
        let mut tags = vec![primary];
        if primary != language {
            tags.push(language);
        }
        let files: Vec<&TextFile> =
            tags.iter().filter_map(|tag| sources.messages.get(*tag)).flatten().collect();
        if files.is_empty() {
            let known: Vec<&str> = sources.messages.keys().map(String::as_str).collect();
            diagnostics.push(catalog::messages_missing(edition.language_place.clone(), primary, &known));
        }
        let mut keys = Vec::new();
        for file in files {
            let resource = resource(file, &mut diagnostics);
            keys.extend(resource.entries().filter_map(key).map(str::to_owned));
            bundle.add_resource_overriding(Arc::new(resource));
        }
        let mut messages = Self { language: identifier, bundle, fixed: HashMap::new() };
        for key in keys {
            if let Some(text) = messages.try_lookup_complete(&messages.language, &key, None) {
                messages.fixed.insert(key, text);
            }
        }
        Checked { value: messages, diagnostics }
    }

    /// The message `key` with `args`.
    ///
    /// # Errors
    /// There is no such message, or it asks for something that `args` does not hold.
    pub fn get(&self, key: &str, args: &Args<'_>) -> Result<String, String> {
        if let Some(text) = self.fixed.get(key).filter(|_| args.is_empty()) {
            return Ok(text.clone());
        }
        self.try_lookup_complete(&self.language, key, Some(args)).ok_or_else(|| {
            let known = self.bundle.get_message(key).is_some();
            let reason = if known { "asks for a value that was not given" } else { "does not exist" };
            format!("the message `{key}` {reason} in the language `{}`", self.language)
        })
    }
}

impl Loader for Messages {
    fn lookup_complete(&self, lang: &LanguageIdentifier, text_id: &str, args: Option<&Args<'_>>) -> String {
        self.try_lookup_complete(lang, text_id, args).unwrap_or_default()
    }

    fn try_lookup_complete(
        &self,
        _lang: &LanguageIdentifier,
        text_id: &str,
        args: Option<&Args<'_>>,
    ) -> Option<String> {
        let pattern = self.bundle.get_message(text_id)?.value()?;
        let args: Option<FluentArgs<'_>> =
            args.map(|args| args.iter().map(|(name, value)| (name.as_ref(), value.clone())).collect());
        let mut errors: Vec<FluentError> = Vec::new();
        let text = self.bundle.format_pattern(pattern, args.as_ref(), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    fn locales(&self) -> Box<dyn Iterator<Item = &LanguageIdentifier> + '_> {
        Box::new(std::iter::once(&self.language))
    }
}

/// The key of a message.
fn key<'e>(entry: &Entry<&'e str>) -> Option<&'e str> {
    match entry {
        Entry::Message(message) => Some(message.id.name),
        _ => None,
    }
}

fn resource(file: &TextFile, diagnostics: &mut Vec<Diagnostic>) -> FluentResource {
    match FluentResource::try_new(file.text.to_string()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let span = Span::new(&file.path, error.pos.start..error.pos.end.max(error.pos.start + 1));
                diagnostics.push(catalog::message_syntax(span, &error.kind.to_string()));
            }
            resource
        }
    }
}

/// Gives messages `PLURAL($n)`, the CLDR category of a whole number by ICU4X. Fluent's own
/// selectors are wrong in Arabic from 103 on: they ask for n itself, not n modulo 100.
fn add_plural(bundle: &mut FluentBundle<Arc<FluentResource>>, language: &str) {
    let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
    let Ok(rules) = PluralRules::try_new_cardinal((&locale).into()) else { return };
    let added = bundle.add_function("PLURAL", move |positional, _| match positional {
        [FluentValue::Number(FluentNumber { value, .. })] if *value >= 0.0 && value.fract() == 0.0 => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and not negative"
            )]
            let count = *value as u64;
            FluentValue::from(category_name(rules.category_for(count)))
        }
        _ => FluentValue::Error,
    });
    added.expect("a new bundle has no such function");
}

/// A number in `digits`; what is none is left to Fluent.
fn number_in(digits: Digits, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(digits.shown(number.as_string().into_owned())),
        _ => None,
    }
}

fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_counts_take_their_six_forms_at_any_size() {
        let text = "n = { PLURAL($n) ->\n  [zero] صفر\n  [one] واحد\n  [two] اثنان\n  [few] قلة\n  [many] كثرة\n *[other] سوى\n }";
        let mut bundle = FluentBundle::new_concurrent(vec!["ar".parse().expect("a tag")]);
        add_plural(&mut bundle, "ar-SY");
        let resource = FluentResource::try_new(text.to_owned()).expect("valid");
        bundle.add_resource(Arc::new(resource)).expect("no doubles");
        let messages = Messages { language: "ar".parse().expect("a tag"), bundle, fixed: HashMap::new() };
        for (n, form) in [
            (0, "صفر"),
            (1, "واحد"),
            (2, "اثنان"),
            (3, "قلة"),
            (10, "قلة"),
            (11, "كثرة"),
            (100, "سوى"),
            (102, "سوى"),
            (103, "قلة"),
            (111, "كثرة"),
            (1003, "قلة"),
        ] {
            let args = Args::from([("n".into(), FluentValue::from(n))]);
            assert_eq!(messages.get("n", &args).as_deref(), Ok(form), "{n}");
        }
    }
}
