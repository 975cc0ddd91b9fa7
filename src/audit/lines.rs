//! Files of lines: `robots.txt`, and `_headers` and `_redirects` as Netlify and Cloudflare Pages read them.

use super::reading::{Reading, is_whole, text};
use crate::diagnostic::catalog;

/// Reads `robots.txt` (RFC 9309).
pub(super) fn robots(reading: &mut Reading<'_>, bytes: &[u8]) {
    let Some(text) = text(reading, bytes) else { return };
    let mut has_agent = false;
    for (nth, line) in lines(text) {
        let line = line.split_once('#').map_or(line, |(rule, _)| rule).trim();
        if line.is_empty() {
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let (field, value) = (field.trim().to_ascii_lowercase(), value.trim());
        let is_clear = match field.as_str() {
            "user-agent" => {
                has_agent = true;
                !value.is_empty()
            }
            "allow" | "disallow" => has_agent && (value.is_empty() || value.starts_with(['/', '*'])),
            "sitemap" => {
                reading.own(value);
                true
            }
            // No rule of the standard's, and read by some.
            "crawl-delay" | "host" | "clean-param" | "content-signal" => true,
            _ => false,
        };
        if !is_clear {
            unclear(reading, nth, line);
        }
    }
}

/// Reads `_headers`: an address on a line, and below it, indented, what is sent with it.
pub(super) fn headers(reading: &mut Reading<'_>, bytes: &[u8]) {
    let Some(text) = text(reading, bytes) else { return };
    let mut has_address = false;
    for (nth, line) in lines(text) {
        let rule = line.trim();
        let is_clear = if rule.is_empty() || rule.starts_with('#') {
            true
        } else if line.starts_with([' ', '\t']) {
            let name = rule.split_once(':').map(|(name, _)| name.trim_start_matches("! "));
            has_address && (rule.starts_with("! ") || name.is_some_and(is_token))
        } else {
            has_address = rule.starts_with('/') || is_whole(rule);
            has_address
        };
        if !is_clear {
            unclear(reading, nth, rule);
        }
    }
}

/// Whether a header may have this name (RFC 9110 §5.6.2).
fn is_token(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_part)
}

/// Reads `_redirects`, a rule a line.
pub(super) fn redirects(reading: &mut Reading<'_>, bytes: &[u8]) {
    let Some(text) = text(reading, bytes) else { return };
    for (nth, line) in lines(text) {
        let rule = line.split_once(" #").map_or(line, |(rule, _)| rule).trim();
        if rule.is_empty() || rule.starts_with('#') {
            continue;
        }
        // From; what the query must hold; to; a status; for whom.
        let mut parts = rule.split_whitespace().filter(|part| is_address(part) || !part.contains('='));
        let (Some(from), Some(to)) = (parts.next(), parts.next()) else {
            unclear(reading, nth, rule);
            continue;
        };
        let is_status = |status: &str| {
            let status = status.trim_end_matches('!');
            matches!(status, "200" | "301" | "302" | "303" | "307" | "308" | "404" | "410")
        };
        if !is_address(from) || !is_address(to) || !parts.all(is_status) {
            unclear(reading, nth, rule);
        } else if !to.contains([':', '*']) || is_whole(to) {
            // One with a placeholder leads to many pages.
            reading.follow(to);
        }
    }
}

/// Whether this is an address in `_redirects`: of the host, or whole.
fn is_address(part: &str) -> bool {
    part.starts_with('/') || is_whole(part)
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines())
}

fn unclear(reading: &mut Reading<'_>, nth: usize, line: &str) {
    reading.tell(|span| catalog::line_unclear(span, nth, line));
}
