//! Names of hosts: those that are read as another's, since scripts have letters that look alike.
//!
//! By Unicode Technical Standard #39, as browsers go by it before they show such a name.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use url::{Host, Url};

/// How the name of a host deceives its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deceit {
    /// A part of it has letters of scripts that are not written together.
    Mixed,
    /// All letters of a part of it are Cyrillic ones that look like Latin ones, and its end is Latin.
    Lookalike,
}

/// A host whose name may be read as another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deceiving {
    /// The part of the name that does so, as it is shown.
    pub label: String,
    /// The name as it is asked for, in ASCII.
    pub ascii: String,
    /// How.
    pub deceit: Deceit,
}

/// The small Cyrillic letters that look like one Latin letter each
/// (<https://www.unicode.org/Public/security/latest/confusables.txt>).
const LOOKALIKES: &str = "асԁеһіјӏорԛгѕѵԝхуүҽ";

/// The scripts that are written with Latin in one word (UTS #39, 5.2, "Highly Restrictive").
const TOGETHER: [&[Script]; 3] = [
    &[Script::Latin, Script::Han, Script::Hiragana, Script::Katakana],
    &[Script::Latin, Script::Han, Script::Bopomofo],
    &[Script::Latin, Script::Han, Script::Hangul],
];

/// What deceives in the host of a whole address.
///
/// ```
/// use warraq::text::host::deceiving;
/// assert!(deceiving("https://p\u{430}ypal.com/").is_some());
/// assert!(deceiving("https://paypal.com/").is_none());
/// ```
#[must_use]
pub fn deceiving(address: &str) -> Option<Deceiving> {
    let (_, rest) = address.split_once("//")?;
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    let is_encoded = |host: &str| host.as_bytes().windows(4).any(|four| four.eq_ignore_ascii_case(b"xn--"));
    if host.is_ascii() && !host.contains('%') && !is_encoded(host) {
        return None;
    }
    let url = Url::parse(address).ok()?;
    let Host::Domain(ascii) = url.host()? else { return None };
    let (shown, _) = idna::domain_to_unicode(ascii);
    let top = shown.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let is_latin = top.is_ascii();
    let (label, deceit) = shown.split('.').find_map(|label| Some((label, deceit(label, is_latin)?)))?;
    Some(Deceiving { label: label.to_owned(), ascii: ascii.to_owned(), deceit })
}

/// How a part of a name deceives whose end `is_latin`.
fn deceit(label: &str, is_latin: bool) -> Option<Deceit> {
    if label.is_ascii() {
        return None;
    }
    let script_of = CodePointMapData::<Script>::new();
    let mut scripts: Vec<Script> = label.chars().map(|c| script_of.get(c)).collect();
    scripts.retain(|script| ![Script::Common, Script::Inherited].contains(script));
    let is_one = scripts.iter().all(|script| *script == scripts[0]);
    let is_within = |together: &&[Script]| scripts.iter().all(|script| together.contains(script));
    if !is_one && !TOGETHER.iter().any(is_within) {
        return Some(Deceit::Mixed);
    }
    let mut letters = label.chars().filter(|c| c.is_alphabetic()).peekable();
    let is_lookalike = is_latin && letters.peek().is_some() && letters.all(|c| LOOKALIKES.contains(c));
    is_lookalike.then_some(Deceit::Lookalike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_is_read_as_another_deceives() {
        for (address, label, deceit) in [
            ("https://pаypal.com/", "pаypal", Deceit::Mixed),
            ("https://p%D0%B0ypal.com/", "pаypal", Deceit::Mixed),
            ("HTTPS://XN--PYPAL-4VE.com/x", "pаypal", Deceit::Mixed),
            ("http://www.gοοgle.com:80?q", "gοοgle", Deceit::Mixed),
            ("https://user@ехample.org", "ехample", Deceit::Mixed),
            ("https://аррӏе.com/", "аррӏе", Deceit::Lookalike),
            ("https://ѕсоре-2.org/", "ѕсоре-2", Deceit::Lookalike),
        ] {
            let found = deceiving(address).unwrap_or_else(|| panic!("{address}"));
            assert_eq!((found.label.as_str(), found.deceit), (label, deceit), "{address}");
            assert!(found.ascii.is_ascii() && found.ascii.contains("xn--"), "{}", found.ascii);
        }
    }

    #[test]
    fn a_host_in_one_script_deceives_nobody() {
        for address in [
            "https://example.org/ра",
            "https://مثال.com/",
            "https://مثال.إختبار/",
            "https://خبر-24.com/",
            "https://правда.ru/",
            "https://правда.рф/",
            "https://оса.рф/",
            "https://münchen.de/",
            "https://ニュースtoday.jp/",
            "https://新聞abc.tw/",
            "https://뉴스abc.kr/",
            "https://αθήνα.gr/",
            "https://127.0.0.1/",
            "https://xn--/",
            "mailto:a@pаypal.com",
            "a.html",
            "//",
        ] {
            assert_eq!(deceiving(address), None, "{address}");
        }
    }
}
