//! `[images]`: what is published with pictures, and from where pages may show others.

use url::{Host, Url};

use super::convention::choice;
use crate::diagnostic::catalog;
use crate::table::Table;
use crate::text::address::{Address, judge};

/// Any host, over https, in the settings and in a policy.
const ANY: (&str, &str) = ("*", "https:");

/// What a site says of pictures.
#[derive(Clone, Debug, Default)]
pub struct Images {
    /// Whether they are published with what they tell of who took them.
    pub keeps_metadata: bool,
    /// From where, beside the site itself, pages may show some: as a policy writes it (Content Security
    /// Policy 3, 2.3.1), `https://host`.
    pub hosts: Vec<String>,
    /// Where the site will stand itself.
    pub(super) own: Option<String>,
}

impl Images {
    /// Whether pages may show the picture at a safe address: one of the site, or of a host that the settings
    /// name. Of any other, readers' browsers would tell that host who reads what.
    #[must_use]
    pub fn may_show(&self, address: &str) -> bool {
        let Address::Web(url) = judge(address) else { return true };
        let origin = url.origin().ascii_serialization();
        let is_named = |host: &String| *host == origin || (host == ANY.1 && url.scheme() == "https");
        self.own.as_ref() == Some(&origin) || self.hosts.iter().any(is_named)
    }
}

/// Reads `[images]`.
pub(super) fn read(mut table: Table<'_, '_>) -> Images {
    let kept = choice(&mut table, "metadata", &[("drop", false), ("keep", true)]);
    let mut hosts = Vec::new();
    for host in table.strings("hosts") {
        match source(&host.value) {
            Some(source) => hosts.push(source),
            None => table.report(catalog::bad_image_host(host.span, &host.value)),
        }
    }
    table.finish();
    Images { keeps_metadata: kept.is_some_and(|kept| kept.value), hosts, own: None }
}

/// How a policy names a host: without a path, since it holds for all its pictures. Nothing else than a host
/// comes into the policy.
fn source(host: &str) -> Option<String> {
    if host == ANY.0 {
        return Some(ANY.1.to_owned());
    }
    let url = Url::parse(&format!("https://{host}/")).ok()?;
    let is_host = matches!(url.host(), Some(Host::Domain(name)) if !name.contains('*'))
        && (url.path(), url.query(), url.fragment(), url.username()) == ("/", None, None, "");
    is_host.then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_named_as_a_policy_names_it_and_nothing_else_comes_into_that() {
        for (host, expected) in [
            ("img.example.org", Some("https://img.example.org")),
            ("IMG.example.org:8443", Some("https://img.example.org:8443")),
            ("صور.example", Some("https://xn--wgbh1d.example")),
            ("*", Some("https:")),
            ("*.example.org", None),
            ("https://example.org", None),
            ("example.org/a", None),
            ("a@example.org", None),
            ("a.example; script-src *", None),
            ("a.example 'unsafe-inline'", None),
            ("127.0.0.1", None),
            ("", None),
        ] {
            assert_eq!(source(host).as_deref(), expected, "{host}");
        }
    }
}
