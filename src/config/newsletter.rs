//! The newsletter form: from a provider's name and its settings to the form that it accepts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::catalog;
use crate::table::Table;
use crate::text::address::{Address, judge};

/// The providers, as data.
const PROVIDERS: &str = include_str!("providers.toml");

/// One row of the providers' table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Provider {
    action: String,
    email: String,
    #[serde(default)]
    honeypot: String,
    #[serde(default)]
    hidden: BTreeMap<String, String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    #[serde(default)]
    settings: BTreeMap<String, Kind>,
    #[serde(default)]
    optional: BTreeMap<String, String>,
}

/// What a provider's setting must look like.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Url,
    Token,
}

/// A form that works without JavaScript: where it posts, and what.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Form {
    /// Where it posts; empty for the page itself.
    pub action: String,
    /// The name of the e-mail field.
    pub email: String,
    /// The name of the field that must stay empty; empty when the provider has none.
    pub honeypot: String,
    /// Fields with fixed values.
    pub hidden: Vec<(String, String)>,
    /// Further attributes of the form.
    pub attributes: Vec<(String, String)>,
}

/// Reads `[newsletter]`: `None` when it names no provider.
pub fn read(mut table: Table<'_, '_>) -> Option<Form> {
    let providers: BTreeMap<String, Provider> =
        toml::from_str(PROVIDERS).expect("the compiled-in table is read by a test");
    let form = table.required_string("provider").and_then(|name| {
        let Some(provider) = providers.get(&name.value) else {
            let known: Vec<&str> = providers.keys().map(String::as_str).collect();
            table.report(catalog::unknown_provider(name.span, &name.value, &known));
            table.ignore_rest();
            return None;
        };
        provider.form(&mut table)
    });
    table.finish();
    form
}

impl Provider {
    fn form(&self, table: &mut Table<'_, '_>) -> Option<Form> {
        let mut values = BTreeMap::new();
        let mut complete = true;
        for (key, &kind) in &self.settings {
            match table.required_string(key.clone()) {
                Some(given) if kind.accepts(&given.value) => {
                    values.insert(key.as_str(), given.value);
                }
                given => {
                    complete = false;
                    if let Some(given) = given {
                        let path = table.path(key);
                        table.report(catalog::wrong_type(given.span, &path, kind.expected()));
                    }
                }
            }
        }
        for (key, fallback) in &self.optional {
            let value = match table.string(key.clone()) {
                Some(given) if Kind::Token.accepts(&given.value) => given.value,
                Some(given) => {
                    let path = table.path(key);
                    table.report(catalog::wrong_type(given.span, &path, Kind::Token.expected()));
                    continue;
                }
                None => fallback.clone(),
            };
            values.insert(key.as_str(), value);
        }
        let extra = table.table("hidden").map(Table::into_strings).unwrap_or_default();
        if !complete {
            return None;
        }
        let fill = |pattern: &str| {
            values.iter().fold(pattern.to_owned(), |filled, (key, value)| {
                let folder = format!("{}/", value.trim_end_matches('/'));
                filled.replace(&format!("{{{key}}}/"), &folder).replace(&format!("{{{key}}}"), value)
            })
        };
        let fill_all = |pairs: &BTreeMap<String, String>| -> Vec<(String, String)> {
            pairs.iter().map(|(key, value)| (key.clone(), fill(value))).collect()
        };
        let mut hidden = fill_all(&self.hidden);
        hidden.extend(extra.into_iter().map(|(key, value)| (key, value.value)));
        Some(Form {
            action: fill(&self.action),
            email: fill(&self.email),
            honeypot: fill(&self.honeypot),
            hidden,
            attributes: fill_all(&self.attributes),
        })
    }
}

impl Kind {
    fn accepts(self, value: &str) -> bool {
        match self {
            Self::Url => matches!(judge(value), Address::Web(_)),
            Self::Token => {
                !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "._-[]".contains(c))
            }
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Url => "an address that begins with https:// or http://",
            Self::Token => "letters, digits and . _ - [ ]",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::table::Document;

    fn form(settings: &str) -> (Option<Form>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let document = Document::parse(&"site.toml".into(), 0, settings, &mut diagnostics);
        let form = read(document.root(&mut diagnostics));
        (form, diagnostics)
    }

    #[test]
    fn every_provider_of_the_table_makes_a_form_from_its_settings() {
        let providers: BTreeMap<String, Provider> = toml::from_str(PROVIDERS).expect("the table is valid");
        for (name, provider) in providers {
            let mut settings = format!("provider = '{name}'\n");
            for (key, kind) in &provider.settings {
                let value = match kind {
                    Kind::Url => "https://example.org/",
                    Kind::Token => "abc-1",
                };
                settings.push_str(&format!("{key} = '{value}'\n"));
            }
            let (form, diagnostics) = form(&settings);
            assert_eq!(diagnostics, [], "{name}");
            let Form { action, email, honeypot, hidden, attributes } = form.expect(&name);
            let pairs = hidden.into_iter().chain(attributes).map(|(_, value)| value);
            for filled in [action, email, honeypot].into_iter().chain(pairs) {
                assert!(!filled.contains(['{', '}']), "{name}: {filled}");
            }
        }
    }

    #[test]
    fn a_missing_setting_is_named() {
        let (form, diagnostics) = form("provider = 'listmonk'\nroot = 'ftp://x'");
        assert!(form.is_none());
        let codes: Vec<_> = diagnostics.iter().map(|d| &*d.code).collect();
        assert_eq!(codes, ["missing-key", "wrong-type"]);
    }
}
