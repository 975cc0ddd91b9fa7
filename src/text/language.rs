//! Language tags.

/// The language that a tag begins with, without script, country and all else: `ar` of `ar-SY`
/// (BCP 47, RFC 5646 §2.2.1).
#[must_use]
pub fn primary(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(primary, _)| primary)
}
