//! Addresses that pages once had, in whatever form they were noted down, and the forms in which
//! readers ask for them.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::Url;

use super::{INDEX, PATH, without_case, without_index};
use crate::manuscript::OldAddress;
use crate::site::SitePath;
use crate::text::address::{Address, judge};
use crate::text::file_name::fault;
use crate::text::slug::composed;

/// The longest old address, percent-encoded, in bytes: about what browsers and servers have always
/// taken, and what a place in a server's table of addresses is made for.
pub const LONGEST: usize = 2000;

/// What may not stand in a query as it is (RFC 3986, 3.4), but for the `%` of what is encoded.
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What browsers encode in a path (URL standard, path percent-encode set), and two characters that have
/// a meaning of their own in a host's rules.
const SENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'*')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// Reads an old address: a path from the site's root, with or without its first `/`, raw or
/// percent-encoded, with a query or without; or the whole address of a page below `base`, over http or
/// https.
///
/// # Errors
/// Why no reader can have asked this site for it.
pub fn read(given: &str, base: Option<&Url>) -> Result<OldAddress, &'static str> {
    let given = given.trim();
    if is_strange(given) {
        return Err(STRANGE);
    }
    if given.contains('#') {
        return Err("what follows # never reaches a server");
    }
    let address = match judge(given) {
        Address::Web(url) => below(&url, base)?,
        Address::Inside => given.to_owned(),
        Address::Contact | Address::Unsafe => return Err("it leaves the site"),
    };
    let (path, query) = address.split_once('?').unwrap_or((&address, ""));
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = percent_decode_str(path).decode_utf8().map_err(|_| "decoded, it is no UTF-8")?;
    if is_strange(&path) {
        return Err(STRANGE);
    }
    let folder = path.strip_suffix('/').unwrap_or(&path);
    if !path.is_empty() && folder.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err("a part of it is empty, . or ..");
    }
    let query = Some(encoded(query)).filter(|query| !query.is_empty());
    if without_index(&path).is_empty() && query.is_none() {
        return Err("it is that of the front page");
    }
    let length = utf8_percent_encode(&path, PATH).map(str::len).sum::<usize>();
    if length + query.as_ref().map_or(0, String::len) > LONGEST {
        return Err("it is too long");
    }
    Ok(OldAddress { path: path.into_owned(), query })
}

const STRANGE: &str = "it holds a character that no address has";

fn is_strange(text: &str) -> bool {
    text.contains(['\\', '\u{FFFD}']) || text.contains(char::is_control)
}

/// What of a whole address lies below the site's.
fn below(url: &Url, base: Option<&Url>) -> Result<String, &'static str> {
    let base = base.ok_or("the site has no `base_url` to compare it with")?;
    let is_here = url.host() == base.host() && url.port() == base.port();
    let path =
        url.path().strip_prefix(base.path()).filter(|_| is_here).ok_or("it is not below `base_url`")?;
    Ok(match url.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    })
}

/// A query with all encoded that must be, and capital letters in what is.
fn encoded(query: &str) -> String {
    let query = utf8_percent_encode(query, QUERY).to_string();
    let mut parts = query.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let hex = part.get(..2).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match hex {
            Some(hex) => text.extend(["%", &hex.to_ascii_uppercase(), &part[2..]]),
            None => text.extend(["%25", part]),
        }
    }
    text
}

/// What is encoded, with its letters outside of ASCII as they are; the same where they are no UTF-8.
fn raw(encoded: &str) -> String {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut parts = encoded.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        match part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|byte| !byte.is_ascii()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&part.as_bytes()[2..]);
            }
            None => {
                bytes.push(b'%');
                bytes.extend_from_slice(part.as_bytes());
            }
        }
    }
    let raw = String::from_utf8(bytes).ok().filter(|raw| !raw.contains(char::is_control));
    raw.unwrap_or_else(|| encoded.to_owned())
}

/// What is encoded, with small letters in what stands for others.
fn small(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        text.extend(["%", &hex.to_ascii_lowercase(), rest]);
    }
    text
}

impl OldAddress {
    /// The address as people write it.
    #[must_use]
    pub fn shown(&self) -> String {
        let query = self.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        format!("/{}{query}", self.path)
    }

    /// The one form of all addresses that mean the same page, by which two are told apart.
    #[must_use]
    pub fn form(&self) -> String {
        let path = self.file();
        let path = without_case(&path);
        self.query.as_ref().map_or_else(|| path.to_string(), |query| format!("{path}?{query}"))
    }

    /// Where a page that sends readers on must stand to be shown at the address; none where it has a
    /// query, or where some disk could not hold such a file.
    #[must_use]
    pub fn page(&self) -> Option<SitePath> {
        let path = self.file();
        (self.query.is_none() && fault(&path).is_none()).then_some(path)
    }

    fn file(&self) -> String {
        let path = composed(&self.path).into_owned();
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if path.is_empty() || path.ends_with('/') {
            format!("{path}{INDEX}")
        } else if ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm") {
            path
        } else {
            // Asked for a folder without its `/`, servers add it.
            format!("{path}/{INDEX}")
        }
    }

    /// Every path from the host's root, decoded, that a server may be asked for; `base` is the site's.
    #[must_use]
    pub fn asked(&self, base: Option<&Url>) -> Vec<String> {
        let base = percent_decode_str(base.map_or("/", Url::path)).decode_utf8_lossy();
        self.paths().iter().map(|path| format!("{base}{path}")).collect()
    }

    /// Every such path as it is sent: by browsers, which encode what is not ASCII with capital letters;
    /// by links that were made with small ones; and raw.
    #[must_use]
    pub fn sent(&self, base: Option<&Url>) -> Vec<String> {
        let forms = |path: &String| {
            let sent = utf8_percent_encode(path, SENT).to_string();
            [raw(&sent), small(&sent), sent]
        };
        let mut forms: Vec<String> = self.asked(base).iter().flat_map(forms).collect();
        forms.sort();
        forms.dedup();
        forms
    }

    /// Its query as it is sent, in the same three forms; none where it has none.
    #[must_use]
    pub fn queries(&self) -> Vec<String> {
        let Some(query) = &self.query else { return Vec::new() };
        let mut forms = vec![raw(query), small(query), query.clone()];
        forms.sort();
        forms.dedup();
        forms
    }

    /// Every path, decoded, by which readers may ask for it: a folder with its final `/` and without;
    /// and where letters were written apart from their marks, as some systems did, composed ones too.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let path = self.path.as_str();
        let mut paths = vec![path.to_owned()];
        let file = self.file();
        if without_index(&file).ends_with('/') {
            let folder = without_index(path);
            let folder = folder.strip_suffix('/').unwrap_or(folder);
            paths.extend([folder.to_owned(), format!("{folder}/")]);
        }
        let composed: Vec<String> = paths.iter().map(|path| composed(path).into_owned()).collect();
        paths.extend(composed);
        paths.sort();
        paths.dedup();
        paths
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn old(given: &str) -> Result<(String, Option<String>), &'static str> {
        let base = Url::parse("https://example.org/ar/").expect("an address");
        read(given, Some(&base)).map(|old| (old.path, old.query))
    }

    #[test]
    fn every_way_to_write_an_old_address_is_one() {
        for given in [
            "قديم/خبر.html",
            "/قديم/خبر.html",
            " /%D9%82%D8%AF%D9%8A%D9%85/%D8%AE%D8%A8%D8%B1.html",
            "%d9%82%d8%af%d9%8a%d9%85/خبر.html",
            "https://example.org/ar/قديم/خبر.html",
            "http://example.org/ar/%d9%82%d8%af%d9%8a%d9%85/%d8%ae%d8%a8%d8%b1.html",
        ] {
            assert_eq!(old(given), Ok(("قديم/خبر.html".to_owned(), None)), "{given}");
        }
        assert_eq!(old("/?p=123"), Ok((String::new(), Some("p=123".to_owned()))));
        assert_eq!(old("?p=123"), old("https://example.org/ar/?p=123"));
        assert_eq!(old("a.php?خ=%d8&b=50%"), Ok(("a.php".into(), Some("%D8%AE=%D8&b=50%25".into()))));
    }

    #[test]
    fn what_no_reader_can_have_asked_for_is_no_old_address() {
        for given in [
            "",
            "/",
            "index.html",
            "?",
            "a#b",
            "a/../b",
            "a/%2e%2e/b",
            "./a",
            "a//b",
            "//evil.example/a",
            "https://evil.example/ar/a",
            "https://example.org/en/a",
            "https://example.org:8080/ar/a",
            "mailto:a@b.example",
            "javascript:alert(1)",
            "ftp://example.org/ar/a",
            "a\nb",
            "a%0Ab",
            "a%00",
            "a\\b",
            "a%5Cb",
            "%D8%AE%D8",
            &"خ".repeat(400),
        ] {
            assert!(old(given).is_err(), "{given:?}");
        }
        assert!(read("https://example.org/a", None).is_err());
    }

    #[test]
    fn a_page_stands_where_a_server_looks_for_it() {
        let page = |given: &str| read(given, None).expect("an address").page();
        for (given, expected) in [
            ("a/b.html", "a/b.html"),
            ("a/b.HTM", "a/b.HTM"),
            ("a/b/", "a/b/index.html"),
            ("a/b", "a/b/index.html"),
            ("a/b.php", "a/b.php/index.html"),
            ("a/index.html", "a/index.html"),
        ] {
            assert_eq!(page(given).as_deref(), Some(expected));
        }
        for given in [
            "?p=1",
            "/a:b.html",
            "a%3Fb",
            "a%2A",
            "con/aux.html",
            "LPT1.htm",
            "com¹.html",
            "a%E2%80%AEb",
            &"a".repeat(300),
        ] {
            assert_eq!(page(given), None, "{given}");
        }
    }

    #[test]
    fn addresses_that_differ_in_case_final_slash_or_composition_are_one() {
        let form = |given: &str| read(given, None).expect("an address").form();
        assert_eq!(form("A/b/"), form("a/B"));
        assert_eq!(form("a/index.html"), form("a"));
        assert_eq!(form("\u{0627}\u{0654}.html"), form("أ.html"));
        assert_ne!(form("?p=1"), form("?p=2"));
    }

    #[test]
    fn a_folder_is_asked_for_with_its_slash_and_without() {
        let paths = |given: &str| read(given, None).expect("an address").paths();
        assert_eq!(paths("a/b"), ["a/b", "a/b/"]);
        assert_eq!(paths("a/b/"), ["a/b", "a/b/"]);
        assert_eq!(paths("a/b/index.html"), ["a/b", "a/b/", "a/b/index.html"]);
        assert_eq!(paths("a/b.html"), ["a/b.html"]);
        assert_eq!(paths("?p=1"), [""]);
        assert_eq!(paths("\u{0627}\u{0654}.html"), ["أ.html", "\u{0627}\u{0654}.html"]);
    }

    #[test]
    fn an_address_is_sent_raw_and_encoded_with_capital_and_small_letters() {
        let sent = |given: &str| read(given, None).expect("an address").sent(None);
        assert_eq!(sent("خ a.html"), ["/%D8%AE%20a.html", "/%d8%ae%20a.html", "/خ%20a.html"]);
        assert_eq!(sent("a,(b)$;'.html"), ["/a,(b)$;'.html"]);
        let queries = |given: &str| read(given, None).expect("an address").queries();
        assert_eq!(queries("?q=خ%26&p=1"), ["q=%D8%AE%26&p=1", "q=%d8%ae%26&p=1", "q=خ%26&p=1"]);
        assert_eq!(queries("?q=%d8"), ["q=%D8", "q=%d8"]);
    }

    proptest! {
        #[test]
        fn whatever_is_noted_down_no_page_leaves_the_site(given in any::<String>()) {
            if let Ok(old) = read(&given, None) {
                prop_assert!(!old.paths().concat().contains(char::is_control));
                if let Some(page) = old.page() {
                    prop_assert!(page.split('/').all(|part| !matches!(part, "" | "." | "..")));
                    prop_assert!(!page.contains('\\'));
                }
                let query = old.query.unwrap_or_default();
                prop_assert!(query.is_ascii() && !query.contains([' ', '"', '\n', '#']));
            }
        }
    }
}
