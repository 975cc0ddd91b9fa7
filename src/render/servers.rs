//! Redirects as the hosts' own rules: Netlify's and Cloudflare's `_redirects`, Apache's `.htaccess` and
//! nginx's `map`.
//!
//! Each matches an old address as a browser sends it and as people paste it: raw, or percent-encoded
//! with capital or small letters. Nothing of an address can end its rule: line ends and other controls
//! were refused when it was read, and what else a host's grammar knows is escaped here.

use std::collections::BTreeSet;

use url::Url;

use crate::config::Config;
use crate::resolve::routes;
use crate::site::{Redirect, Site};

/// The rules for Netlify and Cloudflare Pages.
///
/// Each stands twice: Netlify prefers a file, which is the page that sends readers on, unless a rule
/// ends in `!`; Cloudflare takes that for a mistake, passes over it and reads the next. Cloudflare knows
/// no rules for queries and passes over them too; of rules for one address both take the first.
/// (docs.netlify.com/manage/routing/redirects, developers.cloudflare.com/pages/configuration/redirects)
#[must_use]
pub fn netlify(config: &Config, site: &Site) -> String {
    let base = config.base_url.as_ref();
    let mut text = TITLE.to_owned();
    for redirect in &site.redirects {
        let to = target(base, site, redirect);
        let queries: Vec<String> =
            redirect.from.queries().iter().filter_map(|query| netlify_query(query)).collect();
        for from in redirect.from.sent(base) {
            if redirect.from.query.is_none() {
                text.push_str(&format!("{from} {to} 301!\n{from} {to} 301\n"));
            }
            for query in &queries {
                text.push_str(&format!("{from}{query} {to} 301!\n"));
            }
        }
    }
    text
}

/// A query as `_redirects` has it, ` p=123`; a part without `=` has no form there.
fn netlify_query(query: &str) -> Option<String> {
    let mut text = String::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=')?;
        // A value that begins with a colon would stand for any.
        let value = value.replace(':', "%3A");
        text.extend([" ", name, "=", &value]);
    }
    Some(text)
}

/// The rules for Apache, to stand in the `.htaccess` of the site's folder. Apache decodes a path before
/// it looks for rules, so that one rule serves all its forms.
/// (httpd.apache.org/docs/2.4/mod/mod_rewrite.html)
#[must_use]
pub fn apache(config: &Config, site: &Site) -> String {
    let mut text = format!("{TITLE}<IfModule mod_rewrite.c>\nRewriteEngine On\n");
    for redirect in &site.redirects {
        // Behind a backslash, a percent sign is no reference to what a condition matched.
        let to = target(config.base_url.as_ref(), site, redirect).replace('%', "\\%");
        let mut flags = "R=301,L,NE";
        if redirect.from.query.is_some() {
            let queries = any_of(&redirect.from.queries());
            text.push_str(&format!("RewriteCond \"%{{QUERY_STRING}}\" \"{queries}\"\n"));
            flags = "R=301,L,NE,QSD";
        }
        text.push_str(&format!("RewriteRule \"{}\" \"{to}\" [{flags}]\n", any_of(&redirect.from.paths())));
    }
    text.push_str("</IfModule>\n");
    text
}

/// A regular expression that matches these texts alone, to stand in quotation marks.
fn any_of(texts: &[String]) -> String {
    let mut patterns = Vec::with_capacity(texts.len());
    for text in texts {
        let mut pattern = String::with_capacity(text.len() + 8);
        for c in text.chars() {
            match c {
                // For mod_rewrite a quotation mark ends what stands in quotation marks, whatever is before it.
                '"' => pattern.push_str("\\x22"),
                _ if ".[]{}()*+?^$|".contains(c) => pattern.extend(['\\', c]),
                _ => pattern.push(c),
            }
        }
        patterns.push(pattern);
    }
    format!("^(?:{})$", patterns.join("|"))
}

/// The rules for nginx, to be included in `http`. Its `$uri` is decoded, so that one entry serves all
/// forms of a path; queries are compared as they are sent. nginx compares without case, and refuses an
/// entry that it has already. (nginx.org/en/docs/http/ngx_http_map_module.html)
#[must_use]
pub fn nginx(config: &Config, site: &Site) -> String {
    let base = config.base_url.as_ref();
    let (mut paths, mut queries) = (String::new(), String::new());
    let mut known = BTreeSet::new();
    let mut add = |entries: &mut String, from: &str, to: &str| {
        if known.insert(from.to_ascii_lowercase()) {
            entries.push_str(&format!("    \"{}\" \"{to}\";\n", from.replace('"', "\\\"")));
        }
    };
    for redirect in &site.redirects {
        let to = target(base, site, redirect);
        if redirect.from.query.is_none() {
            redirect.from.asked(base).iter().for_each(|from| add(&mut paths, from, &to));
        }
        for query in redirect.from.queries() {
            for from in redirect.from.sent(base) {
                add(&mut queries, &format!("{from}?{query}"), &to);
            }
        }
    }
    format!(
        "{TITLE}# Include this file in http {{ }}, and write in server {{ }}:\n\
         #     if ($warraq_moved) {{ return 301 $warraq_moved; }}\n\
         map_hash_max_size 65536;\n\
         map_hash_bucket_size 4096;\n\
         map $uri $warraq_moved_path {{\n{paths}}}\n\
         map $request_uri $warraq_moved {{\n    default $warraq_moved_path;\n{queries}}}\n"
    )
}

const TITLE: &str = "# Old addresses of articles\n";

/// The new address, percent-encoded: nothing in it can end a rule.
fn target(base: Option<&Url>, site: &Site, redirect: &Redirect) -> String {
    routes::on_host(base, site.article(redirect.to).head.path())
}
