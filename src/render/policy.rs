//! What a browser is told to allow on the site's pages (Content Security Policy 3).

use url::Url;

use crate::config::Config;

/// The policy that every page carries: nothing but what the site itself serves, and nothing inline.
///
/// Images may come from the hosts that the settings name: an image runs nothing, but whoever is asked for it
/// learns who reads what. The newsletter's form of any edition may post to its provider.
#[must_use]
pub fn policy(config: &Config) -> String {
    let forms = config.editions.iter().filter_map(|edition| edition.newsletter.as_ref());
    let mut providers: Vec<String> = Vec::new();
    for url in forms.filter_map(|form| Url::parse(&form.action).ok()) {
        let origin = url.origin().ascii_serialization();
        if !providers.contains(&origin) {
            providers.push(origin);
        }
    }
    let images: String = config.images.hosts.iter().flat_map(|host| [" ", host]).collect();
    let providers: String = providers.iter().flat_map(|origin| [" ", origin]).collect();
    format!(
        "default-src 'self'; img-src 'self'{images}; object-src 'none'; base-uri 'none'; form-action 'self'{providers}"
    )
}

/// The headers that a host should send with every file: the policy, with what it may hold in a header
/// alone, and two that no page can carry.
#[must_use]
pub fn headers(policy: &str) -> [(&'static str, String); 3] {
    [
        ("content-security-policy", format!("{policy}; frame-ancestors 'self'")),
        ("x-content-type-options", "nosniff".to_owned()),
        ("referrer-policy", "strict-origin-when-cross-origin".to_owned()),
    ]
}
