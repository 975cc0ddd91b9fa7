//! The path of a request → the output it names.
//!
//! Looks into the plan and nowhere else: a path that no output has leads nowhere, whatever lies
//! on the disk, so there is nothing to break out of.

use percent_encoding::percent_decode_str;

use crate::config::Config;
use crate::emit::Output;
use crate::resolve::routes::{HOME, not_found};
use crate::site::SitePath;
use crate::text::slug::composed;

/// What a path leads to.
#[derive(Debug)]
pub(super) enum Place<'p> {
    /// To an output.
    Output(&'p Output),
    /// To a folder that has an index: a `/` is missing at the end.
    Folder,
    /// To nothing.
    Nowhere,
    /// The path is none: broken percent-encoding, no UTF-8, or a character that no path holds.
    Malformed,
}

/// Finds what `path`, as the request has it, leads to in `plan`, which is sorted by path. `base`
/// is the path of the site's address: what stands below it there is also found below it here.
pub(super) fn find<'p>(plan: &'p [Output], base: &str, path: &str) -> Place<'p> {
    let (Some(path), Some(base)) = (decode(path), decode(base)) else { return Place::Malformed };
    for path in [&path, &*composed(&path)] {
        if let Some(output) = output(plan, &base, path) {
            return Place::Output(output);
        }
        if !path.ends_with('/') && output(plan, &base, &format!("{path}/")).is_some() {
            return Place::Folder;
        }
    }
    Place::Nowhere
}

/// The page that a reader is shown for whom `path` leads nowhere: that of the edition it lies in.
pub(super) fn lost(config: &Config, base: &str, path: &str) -> SitePath {
    let (path, base) = (decode(path).unwrap_or_default(), decode(base).unwrap_or_default());
    let path = path.strip_prefix(&*base).unwrap_or(&path);
    let of = config.editions.iter().skip(1).find(|edition| path.starts_with(&edition.prefix));
    not_found(of.unwrap_or(config.main()))
}

/// The output of `plan`, which is sorted by path, that stands at `path`.
pub(super) fn output_at<'p>(plan: &'p [Output], path: &str) -> Option<&'p Output> {
    plan.binary_search_by(|output| output.path.as_str().cmp(path)).ok().map(|nth| &plan[nth])
}

fn output<'p>(plan: &'p [Output], base: &str, path: &str) -> Option<&'p Output> {
    let at = |path: &str| {
        let index = if path.is_empty() || path.ends_with('/') { HOME } else { "" };
        output_at(plan, &format!("{path}{index}"))
    };
    at(path).or_else(|| at(path.strip_prefix(base)?))
}

/// Decodes the percent-encoding of a path, once, and takes its first `/` away. An encoded `/` is
/// no separator (RFC 3986 §2.2), and no output's name holds one.
fn decode(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let whole = path.split('%').skip(1).all(|escape| {
        escape.get(..2).is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    });
    let decoded = percent_decode_str(path).decode_utf8().ok().filter(|_| whole)?;
    let added = decoded.matches('/').count() != path.matches('/').count();
    let strange = decoded.contains(|c: char| c == '\\' || c.is_control());
    (!added && !strange).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sitemap::emit;
    use crate::emit::{Desk, Output};
    use proptest::prelude::*;

    fn plan(paths: &[&str]) -> Vec<Output> {
        let sources = crate::read::read(std::path::Path::new("/nonexistent")).value;
        let desk = Desk {
            config: &crate::config::Config::new(""),
            site: &crate::site::Site::default(),
            sources: &sources,
        };
        let lost = emit(&desk).pop().expect("there is always a word for robots");
        let mut plan: Vec<Output> =
            paths.iter().map(|&path| Output { path: path.to_owned(), ..lost.clone() }).collect();
        plan.sort_by(|a, b| a.path.cmp(&b.path));
        plan
    }

    fn led_to(base: &str, path: &str) -> String {
        let plan = plan(&[
            "404.html",
            "index.html",
            "news/index.html",
            "news/2026/أخبار.html",
            "warraq.css",
            "مجتمع/index.html",
            "nfd/cafe\u{301}.txt",
        ]);
        match find(&plan, base, path) {
            Place::Output(output) => output.path.clone(),
            place => format!("{place:?}"),
        }
    }

    #[test]
    fn a_path_leads_to_its_output() {
        for (path, output) in [
            ("/", "index.html"),
            ("/index.html", "index.html"),
            ("/news/", "news/index.html"),
            ("/news", "Folder"),
            ("/news/2026", "Nowhere"),
            ("/news/2026/", "Nowhere"),
            ("/%D9%85%D8%AC%D8%AA%D9%85%D8%B9/", "مجتمع/index.html"),
            ("/%d9%85%d8%ac%d8%aa%d9%85%d8%b9", "Folder"),
            ("/مجتمع/", "مجتمع/index.html"),
            ("/news/2026/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1.html", "news/2026/أخبار.html"),
            ("/news/2026/\u{627}\u{654}خبار.html", "news/2026/أخبار.html"),
            ("/nfd/cafe%CC%81.txt", "nfd/cafe\u{301}.txt"),
            ("/%77arraq.css", "warraq.css"),
            ("/warraq.css/", "Nowhere"),
            ("/Warraq.css", "Nowhere"),
        ] {
            assert_eq!(led_to("/", path), output, "{path}");
        }
    }

    #[test]
    fn the_path_of_the_sites_address_may_stand_before() {
        for (path, output) in [
            ("/paper/", "index.html"),
            ("/paper", "Folder"),
            ("/paper/warraq.css", "warraq.css"),
            ("/paper/news", "Folder"),
            ("/warraq.css", "warraq.css"),
            ("/paper/paper/warraq.css", "Nowhere"),
            ("/paperwarraq.css", "Nowhere"),
        ] {
            assert_eq!(led_to("/paper/", path), output, "{path}");
        }
    }

    #[test]
    fn what_is_no_path_is_said_to_be_none() {
        for path in [
            "", "*", "news/", "/%", "/%4", "/%zz", "/%+1", "/%ff", "/%C0%AF", "/a%00", "/a%5Cb", "/a\\b",
            "/a%0Ab",
        ] {
            assert_eq!(led_to("/", path), "Malformed", "{path:?}");
        }
        assert_eq!(led_to("/", "/news%2Findex.html"), "Malformed", "an encoded slash parts nothing");
    }

    proptest! {
        #[test]
        fn no_path_breaks_it(path in "[/.%a-z0-9\\\\\u{0}\u{640}-\u{64f}]{0,40}") {
            let found = led_to("/", &path);
            prop_assert!(!found.contains(".."));
        }
    }
}
