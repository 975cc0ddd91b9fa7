//! Addresses as browsers understand them, whatever they are disguised as.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::{ParseError, Url};

use super::slug::composed;

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A place of the site itself.
    Inside,
    /// A page of another site, over http or https.
    Web(Url),
    /// A letter box or a telephone.
    Contact,
    /// Nothing that may stand in a page: a program, a file of the reader's own disk, another
    /// protocol, or nothing at all.
    Unsafe,
}

/// Where relative addresses are looked at from: nobody's host (RFC 6761).
const NOWHERE: &str = "https://site.invalid/";

/// What `address` leads to, by the URL standard: it takes away tabs, line ends and the control
/// characters around, and small and capital letters of a scheme are one.
///
/// `//host/` is unsafe: it takes the scheme of the page, and a page that is opened from a disk would
/// ask that host for a file.
#[must_use]
pub fn judge(address: &str) -> Address {
    match Url::parse(address) {
        Ok(url) => match url.scheme() {
            "http" | "https" => Address::Web(url),
            "mailto" | "tel" => Address::Contact,
            _ => Address::Unsafe,
        },
        Err(ParseError::RelativeUrlWithoutBase) => {
            let base = Url::parse(NOWHERE).expect("it is an address");
            match base.join(address) {
                Ok(url) if url.origin() == base.origin() => Address::Inside,
                _ => Address::Unsafe,
            }
        }
        Err(_) => Address::Unsafe,
    }
}

/// `address` with the path of a place of the site, which stands at `base`, in the form that all paths of the
/// site have (NFC): some systems and keyboards write letters apart from their marks, and to a server that is
/// another path. What leads elsewhere stays as it is.
///
/// ```
/// use warraq::text::address::composed_path;
/// assert_eq!(composed_path("../\u{627}\u{654}.html#x", None), "../%D8%A3.html#x");
/// assert_eq!(composed_path("../أ.html", None), "../أ.html");
/// ```
#[must_use]
pub fn composed_path<'a>(address: &'a str, base: Option<&Url>) -> Cow<'a, str> {
    if address.is_ascii() && !address.contains('%') {
        return address.into();
    }
    let start = match judge(address) {
        Address::Inside => 0,
        Address::Web(url) if base.is_some_and(|base| is_below(&url, base)) => {
            let host = address.find("://").map_or(0, |end| end + 3);
            host + address[host..].find('/').unwrap_or(address.len() - host)
        }
        Address::Web(_) | Address::Contact | Address::Unsafe => return address.into(),
    };
    let end = address[start..].find(['?', '#']).map_or(address.len(), |end| start + end);
    let part = |part: &'a str| match percent_decode_str(part).decode_utf8() {
        Ok(decoded) if composed(&decoded) != decoded => {
            Cow::Owned(utf8_percent_encode(&composed(&decoded), PART).to_string())
        }
        Ok(_) | Err(_) => Cow::Borrowed(part),
    };
    let parts: Vec<Cow<'_, str>> = address[start..end].split('/').map(part).collect();
    if !parts.iter().any(|part| matches!(part, Cow::Owned(_))) {
        return address.into();
    }
    [&address[..start], &parts.join("/"), &address[end..]].concat().into()
}

/// Whether `url` is that of a place of the site that stands at `base`: over one protocol or the other.
fn is_below(url: &Url, base: &Url) -> bool {
    url.host() == base.host() && url.port() == base.port() && url.path().starts_with(base.path())
}

/// What RFC 3986 lets stand in a part of a path unencoded.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// An address of the web as it is understood, or a place of the site, relative to its root and in the form that
/// all paths of the site have (NFC); none where it leads out of the site.
#[must_use]
pub fn web_or_inside(address: &str) -> Option<String> {
    match judge(address) {
        Address::Web(url) => Some(url.to_string()),
        Address::Inside => {
            let path = composed(address.trim_start_matches('/'));
            (!path.is_empty() && !leaves(&path)).then(|| path.into_owned())
        }
        Address::Contact | Address::Unsafe => None,
    }
}

/// An address of the web.
#[must_use]
pub fn web(address: &str) -> Option<Url> {
    match judge(address) {
        Address::Web(url) => Some(url),
        Address::Inside | Address::Contact | Address::Unsafe => None,
    }
}

/// Whether `address` may stand in a page.
#[must_use]
pub fn is_safe(address: &str) -> bool {
    is_plainly_web(address) || judge(address) != Address::Unsafe
}

/// Whether `address` is one of the web in which the URL standard has nothing to refuse, as most are: its host is
/// words of small Latin letters, and a path follows.
fn is_plainly_web(address: &str) -> bool {
    let behind = address.strip_prefix("https://").and_then(|rest| rest.split_once('/'));
    let is_word = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_lowercase());
    behind.is_some_and(|(host, _)| host.split('.').all(is_word))
}

/// Whether a path of the site leads out of it, or may on some system: by a part `..`, raw or percent-encoded, or
/// by a `\`.
fn leaves(path: &str) -> bool {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    decoded.contains('\\') || decoded.split('/').any(|part| part == "..")
}

/// Whether `text` is written as a whole address, safe or not, and not as words: `https://example.org`
/// and `javascript:alert(1)`, but not `Syria: a map`.
#[must_use]
pub fn is_written_out(text: &str) -> bool {
    !text.trim().contains(' ') && !text.ends_with(':') && Url::parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_that_runs_a_program_or_opens_a_file_is_unsafe_in_every_disguise() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "java\r\nscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}\u{1f} javascript:alert(1)",
            "javascript\t:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "vbscript:msgbox",
            "data:text/html,x",
            "data:image/svg+xml;base64,PHN2Zz4=",
            "file:///etc/passwd",
            "blob:https://example.org/x",
            "view-source:javascript:x",
            "feed:javascript:x",
            "C:\\Windows",
            "//evil.example/x",
            "\\\\evil.example\\x",
            "/\t/evil.example/x",
            "/\\evil.example/x",
            "https://",
            "http://[",
        ] {
            assert_eq!(judge(address), Address::Unsafe, "{address:?}");
        }
    }

    #[test]
    fn addresses_of_pages_and_people_are_safe() {
        for address in
            ["", "#x", "?q=a:b", "a/b.html", "../a.html", "/a", "خبر.html", "خبر:1", "java%0ascript:x"]
        {
            assert_eq!(judge(address), Address::Inside, "{address:?}");
        }
        for address in ["https://example.org", "HTTP://example.org/x", "https://مثال.إختبار/"] {
            assert!(matches!(judge(address), Address::Web(_)), "{address:?}");
        }
        for address in ["mailto:a@example.org", "tel:+963112222"] {
            assert_eq!(judge(address), Address::Contact, "{address:?}");
        }
    }

    #[test]
    fn a_path_that_leaves_the_site_is_none_of_its_places() {
        for path in [
            "..",
            "../x.png",
            "a/../../x.png",
            "%2e%2e/x.png",
            "..%2Fx.png",
            "..\\x.png",
            "..%5cx",
            "C:x.png",
            "//x",
        ] {
            assert_eq!(web_or_inside(path), None, "{path}");
        }
        for path in ["a/..b.png", "/a.png", "./a.png", "صورة.png"] {
            assert!(web_or_inside(path).is_some(), "{path}");
        }
    }

    #[test]
    fn a_place_of_the_site_is_composed_and_nothing_else() {
        let base = Url::parse("https://example.org/ar/").expect("an address");
        let apart = "\u{627}\u{654}";
        for (address, expected) in [
            (format!("/{apart}/{apart} ب.html"), "/%D8%A3/%D8%A3%20%D8%A8.html"),
            (
                "../%D8%A7%D9%94/%2F?q=%D8%A7%D9%94#%D8%A7%D9%94".into(),
                "../%D8%A3/%2F?q=%D8%A7%D9%94#%D8%A7%D9%94",
            ),
            (format!("%2F{apart}"), "%2F%D8%A3"),
            (format!("http://example.org/ar/{apart}.html"), "http://example.org/ar/%D8%A3.html"),
            // The Greek question mark is composed to a semicolon, and the accent to a grave one.
            ("a\u{37E}\u{1FEF}".into(), "a%3B%60"),
        ] {
            assert_eq!(composed_path(&address, Some(&base)), expected, "{address}");
        }
        for address in [
            "",
            "أ.html",
            "%D8%A3.html",
            "%D8%A7%D9",
            "#\u{627}\u{654}",
            "?\u{627}\u{654}",
            "https://example.org/en/\u{627}\u{654}",
            "https://example.org:8080/ar/\u{627}\u{654}",
            "https://other.example/ar/\u{627}\u{654}",
            "mailto:\u{627}\u{654}@example.org",
            "javascript:'\u{627}\u{654}'",
        ] {
            assert_eq!(composed_path(address, Some(&base)), address);
        }
    }

    #[test]
    fn a_title_with_a_colon_is_no_address() {
        for title in ["Syria: a map", "Update:", "خسائر: دابر", "قسد", "C++", "BBC:خبر عاجل"]
        {
            assert!(!is_written_out(title), "{title}");
        }
        for address in
            ["https://example.org/x", "javascript:alert(1)", "data:text/html,x", "mailto:a@b.example"]
        {
            assert!(is_written_out(address), "{address}");
        }
    }

    proptest! {
        #[test]
        fn what_is_plainly_of_the_web_is_so_by_the_standard(rest in "[a-c.:@x0-9-]{0,12}/?\\PC{0,8}") {
            let address = format!("https://{rest}");
            let is_web = matches!(judge(&address), Address::Web(_));
            prop_assert!(!is_plainly_web(&address) || is_web, "{}", address);
        }

        #[test]
        fn no_word_is_refused_as_a_host(host in "[a-z]{1,70}(\\.[a-z]{1,70}){0,5}", path in any::<String>()) {
            let address = format!("https://{host}/{path}");
            let is_web = matches!(judge(&address), Address::Web(_));
            prop_assert!(is_plainly_web(&address) && is_web, "{}", address);
        }
    }
}
