//! JSON files: feeds, web manifests, and any other.

use serde_json::Value;

use super::feeds;
use super::reading::Reading;
use crate::diagnostic::catalog;

/// Reads a JSON file.
pub(super) fn read(reading: &mut Reading<'_>, bytes: &[u8]) {
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(fault) => return reading.tell(|span| catalog::json_malformed(span, &fault.to_string())),
    };
    // One that has lost its version is one still, for all who ask for it by its address.
    let version = value.get("version").and_then(Value::as_str).unwrap_or_default();
    let is_feed = version.starts_with("https://jsonfeed.org/version/")
        || value.get("feed_url").is_some() && value.get("items").is_some();
    if is_feed {
        feeds::json(reading, bytes, &value);
    } else if reading.path().ends_with(".webmanifest") {
        manifest(reading, &value);
    }
}

/// A web manifest (W3C, "Web Application Manifest"): what it leads to.
fn manifest(reading: &mut Reading<'_>, manifest: &Value) {
    for key in ["start_url", "scope"] {
        if let Some(address) = manifest.get(key).and_then(Value::as_str) {
            reading.follow(address);
        }
    }
    let icons = manifest.get("icons").and_then(Value::as_array);
    for icon in icons.into_iter().flatten() {
        if let Some(address) = icon.get("src").and_then(Value::as_str) {
            reading.follow(address);
        }
    }
}
