//! The papers: what lies beside the output for those who run its host, and is not published with it.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use url::Url;

use crate::Compiled;
use crate::publish::{Became, Changes, Paper};
use crate::render::servers;
use crate::resolve::routes;

/// Old addresses as nginx wants them.
pub(super) const REDIRECTS: &str = "redirects.nginx";

/// How many addresses one request to IndexNow may hold (indexnow.org/documentation).
const MOST: usize = 10_000;

/// Old addresses in nginx's form; none where there are none.
pub(super) fn of_redirects(compiled: &Compiled) -> Option<Paper<'_>> {
    let has_any = !compiled.site.redirects.is_empty();
    let write =
        |out: &mut dyn Write| out.write_all(servers::nginx(&compiled.config, &compiled.site).as_bytes());
    has_any.then(|| Paper { name: REDIRECTS.to_owned(), write: Box::new(write) })
}

/// What there is to tell of `changes`: the addresses that became others and, with a key, the same ready to
/// be sent to IndexNow. Of no change nothing is told.
pub(super) fn of_changes<'a>(compiled: &'a Compiled, changes: &'a Changes) -> Vec<Paper<'a>> {
    if changes.is_empty() {
        return Vec::new();
    }
    let base = compiled.config.base_url.as_ref();
    let told = Told::new(compiled, changes);
    let key = compiled.config.indexnow.as_deref().zip(base);
    let requests = key.map_or_else(Vec::new, |(key, base)| requests(key, base, &told.pages));
    let urls = Paper { name: "urls.json".to_owned(), write: Box::new(move |out| lines(out, &told)) };
    std::iter::once(urls).chain(requests).collect()
}

/// The bodies of the requests that tell IndexNow of these addresses.
fn requests<'a>(
    key: &'a str,
    base: &'a Url,
    Lists { added, changed, removed }: &Lists<'a>,
) -> Vec<Paper<'a>> {
    let all = [&*added.paths, &changed.paths, &removed.paths].concat();
    let request = |(nth, paths): (usize, &[&'a str])| {
        let list = Addresses { base: Some(base), paths: paths.to_vec() };
        let location = routes::absolute(base, &routes::indexnow_key(key));
        let body = Request { host: base.host_str(), key, location, list };
        Paper { name: format!("indexnow-{nth}.json"), write: Box::new(move |out| lines(out, &body)) }
    };
    (1..).zip(all.chunks(MOST)).map(request).collect()
}

/// Writes JSON with an address a line.
fn lines(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

/// <https://www.indexnow.org/documentation>
#[derive(Serialize)]
struct Request<'a> {
    host: Option<&'a str>,
    key: &'a str,
    #[serde(rename = "keyLocation")]
    location: String,
    #[serde(rename = "urlList")]
    list: Addresses<'a>,
}

/// What changed: pages, which readers and search engines know, and all else, which caches hold.
#[derive(Serialize)]
struct Told<'a> {
    pages: Lists<'a>,
    files: Lists<'a>,
}

#[derive(Serialize)]
struct Lists<'a> {
    added: Addresses<'a>,
    changed: Addresses<'a>,
    removed: Addresses<'a>,
}

/// Files by their paths, of which there are many; their addresses are made one by one, as they are written.
struct Addresses<'a> {
    base: Option<&'a Url>,
    paths: Vec<&'a str>,
}

impl Serialize for Addresses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let address =
            |path: &&str| self.base.map_or_else(|| (*path).to_owned(), |base| routes::absolute(base, path));
        serializer.collect_seq(self.paths.iter().map(address))
    }
}

impl<'a> Told<'a> {
    fn new(compiled: &'a Compiled, changes: &'a Changes) -> Self {
        let base = compiled.config.base_url.as_ref();
        let none = || Addresses { base, paths: Vec::new() };
        let lists = || Lists { added: none(), changed: none(), removed: none() };
        let mut told = Self { pages: lists(), files: lists() };
        match changes {
            Changes::Whole => compiled.plan.iter().for_each(|output| told.add(&output.path, Became::New)),
            Changes::Files(files) => files.iter().for_each(|(path, &became)| told.add(path, became)),
        }
        told
    }

    fn add(&mut self, path: &'a str, became: Became) {
        let lists = if routes::is_page(path) { &mut self.pages } else { &mut self.files };
        let list = match became {
            Became::New => &mut lists.added,
            Became::Changed => &mut lists.changed,
            Became::Gone => &mut lists.removed,
        };
        list.paths.push(path);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_request_to_indexnow_holds_as_many_addresses_as_it_may() {
        let base = Url::parse("https://example.org/ar/").expect("an address");
        let list = |count| Addresses { base: Some(&base), paths: vec!["a.html"; count] };
        let lists = Lists { added: list(MOST - 1), changed: list(1), removed: list(1) };
        let requests = requests("0123456789", &base, &lists);
        let names: Vec<&str> = requests.iter().map(|paper| paper.name.as_str()).collect();
        assert_eq!(names, ["indexnow-1.json", "indexnow-2.json"]);
        let mut body = Vec::new();
        (requests[1].write)(&mut body).expect("written");
        let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(
            body,
            json!({
                "host": "example.org",
                "key": "0123456789",
                "keyLocation": "https://example.org/ar/0123456789.txt",
                "urlList": ["https://example.org/ar/a.html"],
            })
        );
    }
}
