//! The preview as a browser, an editor and a stranger meet it.

mod changes;
mod requests;
mod sockets;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use tempfile::TempDir;
use tokio::sync::watch::{Sender, channel};
use tower::ServiceExt;

use super::proof::Showing;
use super::{Proof, http};
use crate::Before;
use crate::clock::Terms;

/// More than anything takes that happens at all.
const SOON: Duration = Duration::from_secs(10);

/// A site on a disk, and the preview of it.
struct Stand {
    folder: TempDir,
    shown: Sender<Arc<Showing>>,
    router: Router,
}

/// What a request gets.
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are ASCII"))
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text is UTF-8")
    }
}

const HOST: (&str, &str) = ("host", "localhost:4000");

fn article(headline: &str, text: &str) -> String {
    format!("+++\ntitle = \"{headline}\"\n+++\n\n{text}\n")
}

#[expect(clippy::disallowed_methods, reason = "a test writes its site")]
fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("in a folder")).unwrap();
    std::fs::write(path, text).unwrap();
}

fn terms() -> Terms {
    Terms::at(jiff::Timestamp::UNIX_EPOCH)
}

fn pull(folder: &Path) -> Proof {
    Proof::pull(crate::read::read(folder), &terms(), Before::Nothing)
}

/// Asks `router`; `None` if the request is none.
async fn ask(router: &Router, method: &str, path: &str, headers: &[(&str, &str)]) -> Option<Answer> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).ok()?;
    let response = router.clone().oneshot(request).await.expect("a router always answers");
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("the whole body").to_vec();
    Some(Answer { status: head.status.as_u16(), headers: head.headers, body })
}

impl Stand {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(folder.path(), path, text);
        }
        let (shown, current) = channel(Arc::new(Showing::first(Arc::new(pull(folder.path())))));
        Self { folder, shown, router: http::router(current) }
    }

    fn newsroom() -> Self {
        Self::of(&[
            ("site.toml", "title = \"صحيفة\"\nbase_url = \"https://example.org/paper/\"\n"),
            ("seeds/news/first.txt", &article("المقال الأول", "نص المقال كما كان أول مرة.")),
            ("seeds/news/ثان.txt", &article("المقال الثاني", "نص آخر.")),
            ("static/data.json", "{}"),
        ])
    }

    /// Saves a file and shows what becomes of it.
    fn save(&self, path: &str, text: &str) {
        write(self.folder.path(), path, text);
        let next = self.shown.borrow().then(&Arc::new(pull(self.folder.path())));
        self.shown.send_replace(Arc::new(next));
    }

    async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        ask(&self.router, method, path, headers).await.expect("a request")
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[HOST]).await
    }
}
