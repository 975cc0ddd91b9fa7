//! Where an address leads: to a file of the site, out of it, or nowhere.

use std::borrow::Cow;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::resolve::routes::INDEX;

/// The files of a site, found by address.
pub(super) struct Ways<'a> {
    paths: &'a [&'a str],
    by_path: HashMap<&'a str, u32>,
    base: Option<&'a Url>,
    /// The path of the base, decoded.
    below: String,
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way<'t> {
    /// To a file of the site, and to a place in it.
    File(u32, Option<Cow<'t, str>>),
    /// Nowhere: no file of the site has that path.
    Nowhere(String),
    /// Out of the site, over http or https.
    Outward,
    /// To what is no page: a letter box, a telephone, or data.
    Other,
}

impl<'a> Ways<'a> {
    /// The ways to the files at `paths` of the site that stands at `base`.
    pub(super) fn new(paths: &'a [&'a str], base: Option<&'a Url>) -> Self {
        let by_path = paths.iter().copied().zip(0..).collect();
        let below = base.and_then(|base| decoded(base.path())).unwrap_or(Cow::Borrowed("/")).into_owned();
        Self { paths, by_path, base, below }
    }

    /// Where `address` leads from the file at `from`, as browsers understand it.
    pub(super) fn from<'t>(&self, from: u32, address: &'t str) -> Way<'t> {
        if let Some(base) = self.base
            && let Some(rest) = address.strip_prefix(base.as_str())
            && is_plain(rest)
        {
            return self.below_folder("", rest, None);
        }
        if is_plain(address) && !address.starts_with('/') {
            let page = self.paths[from as usize];
            let folder = page.rfind('/').map_or("", |end| &page[..end]);
            return self.below_folder(folder, address, Some(from));
        }
        self.spelled_out(from, address)
    }

    /// Where an address leads that is absolute, rooted, or written as no one but a browser understands it.
    fn spelled_out<'t>(&self, from: u32, address: &str) -> Way<'t> {
        let Ok(nowhere) = Url::parse("https://site.invalid/") else { return Way::Other };
        let root = self.base.unwrap_or(&nowhere);
        let page = self.paths[from as usize];
        let encoded = percent_encoding::utf8_percent_encode(page, percent_encoding::NON_ALPHANUMERIC);
        let encoded = encoded.to_string().replace("%2F", "/");
        let Ok(url) = root.join(&encoded).and_then(|page| page.join(address)) else { return Way::Other };
        if !matches!(url.scheme(), "http" | "https") {
            return Way::Other;
        }
        // One host over both protocols: what answers over one sends readers on to the other.
        if url.host() != root.host() || url.port() != root.port() {
            return Way::Outward;
        }
        let Some(path) = decoded(url.path()) else { return Way::Nowhere(url.path().to_owned()) };
        // Beside the site on its own host there may be others.
        let Some(path) = path.strip_prefix(self.below.as_str()) else { return Way::Outward };
        let fragment = url.fragment().and_then(place).map(|place| Cow::Owned(place.into_owned()));
        self.at(path.to_owned(), fragment)
    }

    /// Where `address` leads, which is relative, from `folder`.
    fn below_folder<'t>(&self, folder: &str, address: &'t str, itself: Option<u32>) -> Way<'t> {
        let (address, fragment) = match address.split_once('#') {
            Some((address, fragment)) => (address, place(fragment)),
            None => (address, None),
        };
        let path = address.split_once('?').map_or(address, |(path, _)| path);
        if let Some(itself) = itself.filter(|_| path.is_empty()) {
            return Way::File(itself, fragment);
        }
        let Some(path) = decoded(path) else { return Way::Nowhere(path.to_owned()) };
        match join(folder, &path) {
            Some(path) => self.at(path, fragment),
            None => Way::Nowhere(path.into_owned()),
        }
    }

    /// The file that a server gives for a path, which is decoded.
    fn at<'t>(&self, path: String, fragment: Option<Cow<'t, str>>) -> Way<'t> {
        let is_folder = path.is_empty() || path.ends_with('/');
        let found = match self.by_path.get(path.as_str()) {
            Some(&found) => Some(found),
            None if is_folder => self.by_path.get(format!("{path}{INDEX}").as_str()).copied(),
            // A server sends readers on to the folder.
            None => self.by_path.get(format!("{path}/{INDEX}").as_str()).copied(),
        };
        match found {
            Some(file) => Way::File(file, fragment),
            None => Way::Nowhere(path),
        }
    }
}

/// Whether an address is what it looks like: no protocol, and none of the characters that browsers drop or
/// turn round.
fn is_plain(address: &str) -> bool {
    !address.bytes().any(|byte| byte <= b' ' || matches!(byte, b'\\' | b':'))
}

/// The place that a fragment names. None names the page as a whole (HTML standard, "Scrolling to a fragment";
/// what is behind `:~:` is for the browser alone).
fn place(fragment: &str) -> Option<Cow<'_, str>> {
    let fragment = fragment.split_once(":~:").map_or(fragment, |(place, _)| place);
    let place = percent_decode_str(fragment).decode_utf8_lossy();
    (!place.is_empty() && !place.eq_ignore_ascii_case("top")).then_some(place)
}

fn decoded(path: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(path).decode_utf8().ok()
}

/// The path from `folder` along `path`; none where it leads out of the site.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut joined = String::with_capacity(folder.len() + 1 + path.len());
    joined.push_str(folder);
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." => {}
            ".." if joined.is_empty() => return None,
            ".." => joined.truncate(joined.rfind('/').unwrap_or_default()),
            _ if part.is_empty() && !is_last => {}
            _ => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
                continue;
            }
        }
        if is_last && !joined.is_empty() {
            joined.push('/');
        }
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 5] =
        ["index.html", "news/2026/05/a.html", "news/index.html", "news/خبر جديد.html", "warraq.css"];

    fn way(base: Option<&str>, from: u32, address: &str) -> String {
        let base = base.map(|base| Url::parse(base).expect("an address"));
        match Ways::new(&PATHS, base.as_ref()).from(from, address) {
            Way::File(file, None) => PATHS[file as usize].to_owned(),
            Way::File(file, Some(place)) => format!("{}#{place}", PATHS[file as usize]),
            Way::Nowhere(path) => format!("no {path}"),
            Way::Outward => "out".to_owned(),
            Way::Other => "other".to_owned(),
        }
    }

    #[test]
    fn an_address_leads_where_a_browser_would_go() {
        for base in [None, Some("https://example.org/"), Some("https://example.org/%D8%A3/paper/")] {
            for (address, expected) in [
                ("", "news/2026/05/a.html"),
                ("#نص", "news/2026/05/a.html#نص"),
                ("#%D9%86%D8%B5", "news/2026/05/a.html#نص"),
                ("#", "news/2026/05/a.html"),
                ("#Top", "news/2026/05/a.html"),
                ("#:~:text=x", "news/2026/05/a.html"),
                ("a.html", "news/2026/05/a.html"),
                ("./a.html?x=1#y", "news/2026/05/a.html#y"),
                ("../../index.html", "news/index.html"),
                ("../../", "news/index.html"),
                ("../..", "news/index.html"),
                ("../../../", "index.html"),
                ("../../../news", "news/index.html"),
                ("../../../warraq.css?v=1", "warraq.css"),
                ("../../خبر جديد.html", "news/خبر جديد.html"),
                ("../../%D8%AE%D8%A8%D8%B1%20جديد.html", "news/خبر جديد.html"),
                ("..\\..\\index.html", "news/index.html"),
                ("../../../../index.html", "no ../../../../index.html"),
                ("b.html", "no news/2026/05/b.html"),
                ("../../index.html/", "no news/index.html/"),
                ("%FF.html", "no %FF.html"),
                ("mailto:a@b.example", "other"),
                ("data:,x", "other"),
                ("https://other.example/x", "out"),
                ("//other.example/x", "out"),
            ] {
                assert_eq!(way(base, 1, address), expected, "{address} at {base:?}");
            }
        }
    }

    #[test]
    fn an_absolute_address_of_the_site_is_one_of_its_files() {
        let base = Some("https://example.org/ar/");
        for (address, expected) in [
            ("https://example.org/ar/", "index.html"),
            ("https://example.org/ar", "out"),
            ("https://example.org/", "out"),
            ("https://example.org/ar/news/", "news/index.html"),
            ("http://example.org/ar/news/x.html#y", "no news/x.html"),
            ("https://EXAMPLE.org/ar/news/./#y", "news/index.html#y"),
            ("https://example.org:8443/ar/", "out"),
            ("/ar/news/", "news/index.html"),
            ("/news/", "out"),
        ] {
            assert_eq!(way(base, 0, address), expected, "{address}");
        }
        assert_eq!(way(None, 1, "/news/"), "news/index.html");
    }
}
