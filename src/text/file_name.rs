//! Names of files: the folders above one, and what keeps a system in use from holding it.
//!
//! One rule for every file of a site, on every system: what one newsroom publishes, another can copy.

use super::bidi::is_embedding;

/// The longest name of a file, in bytes, on the disks in use.
const LONGEST: usize = 255;

/// What Windows lets no name hold beside control characters (Microsoft, "Naming Files, Paths, and Namespaces",
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
const FORBIDDEN: [char; 8] = ['\\', ':', '*', '?', '"', '<', '>', '|'];

/// Why some system cannot hold a file at `path`, whose parts are parted by `/`, or would show its name as
/// another; `None` where all can.
///
/// ```
/// use warraq::text::file_name::fault;
/// assert_eq!(fault("news/con.txt"), Some("Windows keeps this name for a device"));
/// assert_eq!(fault("news/خبر.html"), None);
/// ```
#[must_use]
pub fn fault(path: &str) -> Option<&'static str> {
    path.split('/').find_map(fault_of_name)
}

/// The folders on the way to a path, outermost first: `a` and `a/b` for `a/b/c.html`.
pub fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

fn fault_of_name(name: &str) -> Option<&'static str> {
    if let Some(fault) = name.chars().find_map(fault_of_char) {
        return Some(fault);
    }
    if name.ends_with(['.', ' ']) {
        return Some("Windows drops the full stop or the space that it ends in");
    }
    if is_device(name) {
        return Some("Windows keeps this name for a device");
    }
    (name.len() > LONGEST).then_some("it is longer than 255 bytes")
}

fn fault_of_char(c: char) -> Option<&'static str> {
    if c.is_ascii_alphanumeric() {
        None
    } else if FORBIDDEN.contains(&c) {
        Some("Windows allows none of \\ : * ? \" < > | in a name")
    } else if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
        Some("it holds a line end or another control character")
    } else {
        is_embedding(c).then_some("it holds a control that turns letters round, and is shown as another")
    }
}

/// Whether Windows keeps a name for a device: with any ending, in capital or small letters, and with the
/// digits ¹, ² and ³ as with 1, 2 and 3 (the same page).
///
/// ```
/// use warraq::text::file_name::is_device;
/// assert!(is_device("con") && is_device("LPT².txt") && !is_device("contra"));
/// ```
#[must_use]
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ');
    let is_among = |stem: &str, names: &[&str]| names.iter().any(|name| stem.eq_ignore_ascii_case(name));
    let port = stem.trim_end_matches(|c| matches!(c, '0'..='9' | '¹' | '²' | '³'));
    let number = stem[port.len()..].chars().count();
    is_among(stem, &["con", "prn", "aux", "nul", "conin$", "conout$"])
        || (number == 1 && is_among(port, &["com", "lpt"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_windows_cannot_hold_has_a_fault() {
        for name in [
            "con",
            "CON.txt",
            "Aux.tar.gz",
            "nul ",
            "nul .txt",
            "com0",
            "COM1",
            "com¹",
            "LPT³.html",
            "conin$",
            "a:b.txt",
            "a\\b",
            "a?",
            "dot.",
            "space ",
            "a\nb",
            "a\u{7f}",
            "a\u{2028}b",
            "a\u{202e}gpj.exe",
            "a\u{2067}b",
        ] {
            assert!(fault(name).is_some(), "{name:?}");
            assert!(fault(&format!("folder/{name}/x.html")).is_some(), "{name:?}");
        }
        assert!(fault(&"خ".repeat(128)).is_some());
    }

    #[test]
    fn a_name_that_all_can_hold_has_none() {
        for name in [
            "",
            "contra.txt",
            "com",
            "com10",
            "com⁴",
            "auxiliary",
            ".htaccess",
            "_headers",
            "a b.txt",
            "a..b",
            "می\u{200c}خواهم.html",
            "خبر\u{200f}.html",
            "100%.html",
            "صورة (1).jpg",
        ] {
            assert_eq!(fault(name), None, "{name:?}");
        }
    }
}
