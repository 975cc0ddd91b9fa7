//! How old an article is, in words: every form that the script of lists may need, made by the build.
//!
//! A browser is told the forms themselves, not how to make them: the plurals of a language, and how it
//! spells small numbers, are the messages' business.

use fluent_templates::fluent_bundle::FluentValue;

use super::messages::{Args, Messages};
use crate::config::dates::Relative;

/// The template of the script.
pub const SCRIPT: &str = "ages.js";

/// The messages of ages in minutes, hours and days, and of how many of them the next one is made.
pub const UNITS: [(&str, u32); 3] = [("minutes-ago", 60), ("hours-ago", 24), ("days-ago", 7)];

/// The forms of ages in JSON: of 0 to 59 minutes, of 0 to 23 hours and, for a week, of 0 to 6 days.
///
/// # Errors
/// A message that does not exist, or asks for more than `n`.
pub fn forms(messages: &Messages, relative: Relative) -> Result<String, String> {
    let units = match relative {
        Relative::Day => 2,
        Relative::Week => 3,
    };
    let form = |key: &str, n: u32| {
        let args = Args::from([("n".into(), FluentValue::from(n))]);
        messages.get(key, &args)
    };
    let forms = |&(key, count): &(&str, u32)| (0..count).map(|n| form(key, n)).collect();
    let all: Vec<Vec<String>> = UNITS[..units].iter().map(forms).collect::<Result<_, String>>()?;
    Ok(serde_json::to_string(&all).expect("lists of strings"))
}
