//! Data for search engines: JSON-LD of schema.org, in a page's `<script>`.

use serde_json::{Map, Value};

use super::reading::{Reading, hash_of_words, is_whole};
use super::times::{day_or_instant, instant};
use super::ways::Way;
use crate::diagnostic::catalog::{self, AddressFault, LinkedDataFault};

/// The properties whose values are addresses of pages or of images.
const ADDRESSES: [&str; 9] = [
    "url",
    "image",
    "logo",
    "item",
    "contentUrl",
    "thumbnailUrl",
    "relatedLink",
    "mainEntityOfPage",
    "correctionsPolicy",
];

/// Reads one block of linked data.
pub(super) fn read(reading: &mut Reading<'_>, data: &str) {
    let value: Value = match serde_json::from_str(data) {
        Ok(value) => value,
        Err(fault) => return tell(reading, LinkedDataFault::Malformed(&fault.to_string())),
    };
    for block in each(Some(&value)) {
        let context = block.get("@context").and_then(Value::as_str).unwrap_or_default();
        if !context.trim_end_matches('/').ends_with("://schema.org") {
            tell(reading, LinkedDataFault::Context);
        }
        match block.get("@graph") {
            Some(Value::Array(things)) => things.iter().for_each(|thing| whole(reading, thing)),
            _ => whole(reading, block),
        }
    }
}

/// A thing that stands for itself, and so says what it is.
fn whole(reading: &mut Reading<'_>, thing: &Value) {
    let Value::Object(thing) = thing else { return tell(reading, LinkedDataFault::Type) };
    if kinds(thing).next().is_none() {
        tell(reading, LinkedDataFault::Type);
    }
    if kinds(thing).any(is_article) {
        article(reading, thing);
    }
    addresses(reading, thing);
}

fn article(reading: &mut Reading<'_>, article: &Map<String, Value>) {
    let headline = article.get("headline").and_then(Value::as_str).unwrap_or_default();
    if headline.trim().is_empty() {
        tell(reading, LinkedDataFault::Headline);
    } else {
        reading.read.names[0].get_or_insert(hash_of_words(headline));
    }
    let mut time = |key: &'static str| {
        let value = article.get(key)?;
        let text = value.as_str().unwrap_or_default();
        // ISO 8601: a day, or a time with its zone; without one, search engines guess (Google, "Article
        // structured data").
        if day_or_instant(text).is_none() {
            tell(reading, LinkedDataFault::Time(key, text));
        }
        instant(text)
    };
    if let (Some(published), Some(modified)) = (time("datePublished"), time("dateModified"))
        && modified < published
    {
        tell(reading, LinkedDataFault::Order);
    }
    for key in ["author", "publisher"] {
        for one in each(article.get(key)).iter().filter_map(Value::as_object) {
            let has =
                |key: &str| one.get(key).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
            // One that is described elsewhere is named by its id.
            if !has("name") && !has("@id") {
                tell(reading, LinkedDataFault::Name(key));
            }
        }
    }
}

/// The addresses in a thing, and in those that it is made of.
fn addresses(reading: &mut Reading<'_>, thing: &Map<String, Value>) {
    for (key, value) in thing {
        let is_address = ADDRESSES.contains(&key.as_str());
        for value in each(Some(value)) {
            match value {
                Value::Object(inner) => addresses(reading, inner),
                Value::String(address) if is_address => {
                    let leads = reading.ways.from(reading.file, address);
                    if !is_whole(address) {
                        tell(reading, LinkedDataFault::Address(address, AddressFault::NotWhole));
                    } else if matches!(leads, Way::Nowhere(_)) {
                        tell(reading, LinkedDataFault::Address(address, AddressFault::Dead));
                    }
                }
                _ => {}
            }
        }
    }
}

fn kinds(thing: &Map<String, Value>) -> impl Iterator<Item = &str> {
    each(thing.get("@type")).iter().filter_map(Value::as_str)
}

/// The values of a property, which may be one or several.
fn each(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(values)) => values,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

/// The articles of schema.org: `Article`, `NewsArticle`, `ReportageNewsArticle` … and `LiveBlogPosting`.
fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("BlogPosting")
}

fn tell(reading: &mut Reading<'_>, fault: LinkedDataFault<'_>) {
    reading.tell(|span| catalog::linked_data(span, fault));
}
