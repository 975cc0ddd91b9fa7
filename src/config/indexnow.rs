//! `[indexnow]`: the key by which search engines know that a list of changed addresses is the site's own.

use crate::diagnostic::{Spanned, catalog};
use crate::table::Table;

/// Reads the key of `[indexnow]`. Addresses are sent whole: a site without `base_url` has none to send.
pub(super) fn read(mut table: Table<'_, '_>, has_base_url: bool) -> Option<String> {
    let given = table.required_string("key");
    if !has_base_url {
        table.report(catalog::without_base(table.span(), "[indexnow]"));
    }
    if let Some(Spanned { value, span }) = &given
        && !is_key(value)
    {
        table.report(catalog::bad_indexnow_key(span.clone(), value));
    }
    table.finish();
    given.map(|given| given.value).filter(|key| is_key(key))
}

/// 8 to 128 letters, digits and hyphens (indexnow.org/documentation).
fn is_key(key: &str) -> bool {
    (8..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
