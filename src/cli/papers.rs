//! The papers: what lies beside the output for those who run its host, and is not published with it.

use serde::Serialize;
use serde_json::json;
use url::Url;

use crate::Compiled;
use crate::publish::{Became, Changes, Paper};
use crate::render::servers;
use crate::resolve::routes;

/// Old addresses as nginx wants them.
pub(super) const REDIRECTS: &str = "redirects.nginx";

/// How many addresses one request to IndexNow may hold (indexnow.org/documentation).
const MOST: usize = 10_000;

/// What there is to tell of `changes`: the addresses that became others and, with a key, the same ready to
/// be sent to IndexNow. Of no change nothing is told.
pub(super) fn of_changes(compiled: &Compiled, changes: &Changes) -> Vec<Paper> {
    if changes.is_empty() {
        return Vec::new();
    }
    let base = compiled.config.base_url.as_ref();
    let told = Told::new(compiled, changes);
    let mut papers = vec![paper("urls.json", lines(&told))];
    if let (Some(key), Some(base)) = (&compiled.config.indexnow, base) {
        let Lists { added, changed, removed } = &told.pages;
        let all: Vec<&str> = added.iter().chain(changed).chain(removed).map(String::as_str).collect();
        papers.extend(requests(key, base, &all));
    }
    papers
}

/// The bodies of the requests that tell IndexNow of these addresses.
fn requests(key: &str, base: &Url, addresses: &[&str]) -> Vec<Paper> {
    let request = |(nth, addresses): (usize, &[&str])| {
        let body = json!({
            "host": base.host_str(),
            "key": key,
            "keyLocation": routes::absolute(base, &routes::indexnow_key(key)),
            "urlList": addresses,
        });
        paper(&format!("indexnow-{nth}.json"), lines(&body))
    };
    (1..).zip(addresses.chunks(MOST)).map(request).collect()
}

/// Old addresses in nginx's form; none where there are none.
pub(super) fn of_redirects(compiled: &Compiled) -> Option<Paper> {
    let has_any = !compiled.site.redirects.is_empty();
    has_any.then(|| paper(REDIRECTS, servers::nginx(&compiled.config, &compiled.site)))
}

fn paper(name: &str, text: String) -> Paper {
    Paper { name: name.to_owned(), text }
}

/// JSON with an address a line.
fn lines(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("the program's own types have string keys") + "\n"
}

/// What changed: pages, which readers and search engines know, and all else, which caches hold.
#[derive(Default, Serialize)]
struct Told {
    pages: Lists,
    files: Lists,
}

#[derive(Default, Serialize)]
struct Lists {
    added: Vec<String>,
    changed: Vec<String>,
    removed: Vec<String>,
}

impl Told {
    fn new(compiled: &Compiled, changes: &Changes) -> Self {
        let base = compiled.config.base_url.as_ref();
        let mut told = Self::default();
        match changes {
            Changes::Whole => {
                for output in compiled.plan.iter() {
                    told.add(base, &output.path, Became::New);
                }
            }
            Changes::Files(files) => {
                for (path, &became) in files {
                    told.add(base, path, became);
                }
            }
        }
        told
    }

    fn add(&mut self, base: Option<&Url>, path: &str, became: Became) {
        let is_page = routes::is_page(path);
        let lists = if is_page { &mut self.pages } else { &mut self.files };
        let list = match became {
            Became::New => &mut lists.added,
            Became::Changed => &mut lists.changed,
            Became::Gone => &mut lists.removed,
        };
        list.push(base.map_or_else(|| path.to_owned(), |base| routes::absolute(base, path)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_to_indexnow_holds_as_many_addresses_as_it_may() {
        let base = Url::parse("https://example.org/ar/").expect("an address");
        let addresses: Vec<&str> = std::iter::repeat_n("https://example.org/ar/a.html", MOST + 1).collect();
        let requests = requests("0123456789", &base, &addresses);
        let names: Vec<&str> = requests.iter().map(|paper| paper.name.as_str()).collect();
        assert_eq!(names, ["indexnow-1.json", "indexnow-2.json"]);
        let body: serde_json::Value = serde_json::from_str(&requests[1].text).expect("JSON");
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
