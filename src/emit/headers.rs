//! `_headers`: what Netlify and Cloudflare Pages are to send with every file.

use super::{Desk, Maker, Output, Tier};
use crate::render::Press;
use crate::render::policy;

const HEADERS: &str = "_headers";

/// Promises `_headers`, unless the site has its own in `static/`.
#[must_use]
pub fn emit(desk: &Desk<'_>) -> Vec<Output> {
    if desk.sources.asset(HEADERS).is_some() {
        return Vec::new();
    }
    let path = HEADERS.to_owned();
    vec![Output { path, tier: Tier::Asset, id: 0, maker: &FILE }]
}

static FILE: Maker = Maker {
    origin: |_, _| HEADERS.to_owned(),
    place: |_, _| None,
    key: |press, _| press.key("headers", &headers(press)),
    make: |press, _| Ok(headers(press).into_bytes()),
};

fn headers(press: &Press<'_>) -> String {
    let mut text = "/*\n".to_owned();
    for (name, value) in policy::headers(press.policy()) {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    text
}
