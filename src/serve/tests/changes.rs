//! What a save does to the pages, to open browsers and on the terminal.

use std::collections::BTreeSet;
use std::future::pending;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_stream::StreamExt;
use tower::ServiceExt;

use super::super::watch::Watch;
use super::super::{Terminal, keep_up};
use super::{HOST, Proof, SOON, Stand, article, pull, terms, write};
use crate::Before;
use crate::clock::{Clock, Terms};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

impl Stand {
    /// The stream of changes for a page that shows `known`.
    async fn stream(&self, known: u64) -> BodyDataStream {
        let path = format!("/_warraq/reload?showing={known}");
        let request = Request::builder().uri(path).header(HOST.0, HOST.1).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        response.into_body().into_data_stream()
    }

    /// Keeps up with the site's files as the preview does. Gives the task, the lines that it prints, and word of each
    /// proof that it has pulled.
    fn keep_up(
        &self,
        watches: (Watch, Clock),
        terms: fn() -> Terms,
    ) -> (JoinHandle<()>, Receiver<String>, Receiver<()>) {
        let ((lines, printed), (tell, pulled)) = (mpsc::channel(), mpsc::channel());
        let root = self.folder.path().to_owned();
        let pull = move |last: &Proof, changed: Option<&BTreeSet<String>>| {
            let next = last.next(&root, &terms(), changed);
            // Not every test waits for it.
            let _ = tell.send(());
            next
        };
        let keeping =
            tokio::spawn(keep_up(watches, self.shown.clone(), Arc::new(pull), Arc::new(Lines(lines))));
        (keeping, printed, pulled)
    }
}

/// The next message of a stream, if it comes within `time`.
async fn message(stream: &mut BodyDataStream, time: Duration) -> Option<String> {
    let bytes = timeout(time, stream.next()).await.ok()??.expect("a message");
    Some(String::from_utf8(bytes.to_vec()).expect("text"))
}

/// Less than nothing is waited for.
const NOW: Duration = Duration::from_millis(50);

#[tokio::test]
async fn a_page_is_told_what_is_shown_since_it_was_made() {
    let stand = Stand::newsroom();
    let first = stand.shown.borrow().number;
    let mut open = stand.stream(first).await;
    assert_eq!(message(&mut open, NOW).await, None, "it is up to date");
    stand.save("seeds/news/first.txt", &article("المقال الأول", "نص جديد."));
    let told = format!("event: showing\ndata: {}\n\n", first + 1);
    assert_eq!(message(&mut open, SOON).await.as_ref(), Some(&told));
    let mut late = stand.stream(first).await;
    assert_eq!(message(&mut late, SOON).await, Some(told), "a save between page and stream is not missed");
    drop(stand.shown);
    assert_eq!(message(&mut late, SOON).await, None, "the stream ends with the preview");
}

#[tokio::test]
async fn while_a_save_has_errors_they_lie_over_the_last_good_page() {
    let stand = Stand::newsroom();
    stand.save("seeds/news/first.txt", "+++\ntitel = \"<b>خطأ\"\n+++\n\nنص جديد.\n");
    for _ in 0..2 {
        let page = stand.get("/news/first.html").await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("كما كان أول مرة"), "although nobody had opened it: {}", page.text());
        assert!(page.text().contains("<details open>\n<summary>1 error"), "{}", page.text());
        assert!(page.text().contains("error[unknown-key]: unknown key `titel`"), "{}", page.text());
        assert!(page.text().contains("did you mean `title`?"), "{}", page.text());
        assert!(page.text().contains("seeds/news/first.txt:2:1"), "{}", page.text());
        assert!(!page.text().contains("<b>"), "it is quoted, not obeyed: {}", page.text());
        // Another save with the same errors changes nothing about that.
        stand.save("seeds/news/ثان.txt", &article("المقال الثاني", "نص آخر تمامًا."));
    }
    assert!(stand.get("/news/").await.text().contains("error[unknown-key]"), "on every page");
    assert!(!stand.get("/robots.txt").await.text().contains("unknown-key"), "on pages only");

    stand.save("seeds/news/first.txt", &article("المقال الأول", "نص صحيح من جديد."));
    let page = stand.get("/news/first.html").await;
    assert!(
        page.text().contains("نص صحيح من جديد") && !page.text().contains("warraq-overlay"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn warnings_are_counted_and_folded_away_the_pages_own_first() {
    let stand = Stand::newsroom();
    stand.save("seeds/news/a.txt", "نص بلا عنوان، يُستخرج عنوانه من مقدمته.\n");
    stand.save("seeds/news/b.txt", "نص ثانٍ بلا عنوان، يُستخرج عنوانه من مقدمته.\n");
    for (page, first) in [("/news/a.html", "seeds/news/a.txt"), ("/news/b.html", "seeds/news/b.txt")] {
        let page = stand.get(page).await;
        let over = page.text().split_once("id=\"warraq-overlay\"").expect("an overlay").1;
        assert!(over.contains("<details>\n<summary>2 warnings</summary>"), "{over}");
        assert!(over.split_once("seeds/").unwrap().1.starts_with(&first["seeds/".len()..]), "{over}");
    }
}

#[test]
fn what_changed_unnamed_is_read_as_it_stands_now() {
    let Stand { folder, .. } = Stand::newsroom();
    let before = pull(folder.path());
    for path in ["seeds/news/first.txt", "seeds/news/ثان.txt"] {
        write(folder.path(), path, &article("عنوان", "نص جديد."));
    }
    // A new article has the whole site read again, while only its name is known.
    write(folder.path(), "seeds/news/new.txt", &article("عنوان", "نص ثالث."));
    let next = before.next(folder.path(), &terms(), Some(&BTreeSet::from(["seeds/news/new.txt".to_owned()])));
    let press = next.press();
    let pages = next.compiled.plan.iter().filter(|output| output.path.starts_with("news/"));
    for page in pages {
        let made = page.make(&press).map_err(|fault| fault.message);
        let made = String::from_utf8(made.expect("its source is the one that was read")).expect("text");
        assert!(!made.contains("كما كان"), "{made}");
    }
}

#[test]
fn a_page_is_made_from_the_places_that_its_text_has_now() {
    let Stand { folder, .. } = Stand::newsroom();
    let text = |more: &str| article("عنوان", &format!("نص الخبر كما جاء.\n\n{more}قد يهمك: المقال الأول"));
    write(folder.path(), "seeds/news/second.txt", &text(""));
    let before = pull(folder.path());
    write(folder.path(), "seeds/news/second.txt", &text("فقرة زيدت قبل السطر.\n\n"));
    let next =
        before.next(folder.path(), &terms(), Some(&BTreeSet::from(["seeds/news/second.txt".to_owned()])));
    assert!(Arc::ptr_eq(&before.compiled.site, &next.compiled.site), "no other page could show it");
    let page = next.compiled.plan.iter().find(|output| output.path == "news/second.html").expect("its page");
    let page = String::from_utf8(page.make(&next.press()).expect("made")).expect("text");
    let page = scraper::Html::parse_document(&page);
    let texts = |selector| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).expect("a selector");
        page.select(&selector).map(|found| found.text().collect()).collect()
    };
    assert_eq!(texts("aside.related li"), ["المقال الأول"]);
    assert_eq!(texts(".article-body p"), ["نص الخبر كما جاء.", "فقرة زيدت قبل السطر."]);
}

#[test]
fn a_toml_beside_two_articles_is_read_for_both() {
    let files = [("site.toml", "title = \"صحيفة\""), ("seeds/a.md", "نص."), ("seeds/a.txt", "نص.")];
    let Stand { folder, .. } = Stand::of(&files);
    write(folder.path(), "seeds/a.toml", "title = \"أول\"\nslug = \"x\"");
    // What was changed just now is read again in any case.
    std::thread::sleep(Duration::from_millis(120));
    let before = pull(folder.path());
    write(folder.path(), "seeds/a.toml", "title = \"آخر\"\nslug = \"x\"");
    let next = before.next(folder.path(), &terms(), Some(&BTreeSet::from(["seeds/a.toml".to_owned()])));
    let headlines: Vec<&str> =
        next.compiled.site.articles.iter().map(|article| article.head.headline()).collect();
    assert_eq!(headlines, ["آخر", "آخر"]);
}

#[tokio::test]
async fn a_site_that_was_never_good_is_shown_with_its_errors() {
    let stand = Stand::of(&[("site.toml", "titel = \"صحيفة\"\n"), ("seeds/a.txt", &article("عنوان", "نص."))]);
    let page = stand.get("/").await;
    assert!(page.text().contains("unknown key `titel`") && page.text().contains("عنوان"), "{}", page.text());
    stand.save("site.toml", "title = \"صحيفة\"\n");
    assert!(!stand.get("/").await.text().contains("warraq-overlay"));

    let nothing = Stand::of(&[]);
    for (path, status) in [("/", 200), ("/a.html", 404)] {
        let page = nothing.get(path).await;
        assert_eq!(page.status, status);
        assert!(page.text().contains("error[config-missing]"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_made_says_why_and_waits_for_better() {
    let stand = Stand::newsroom();
    stand.save("templates/article.html", "<body>\n{{ article.nothing.at_all }}\n</body>");
    let page = stand.get("/news/first.html").await;
    assert_eq!(page.status, 500);
    assert!(page.text().contains("error[template]"), "{}", page.text());
    assert!(page.text().contains("templates/article.html:2:"), "{}", page.text());
    assert!(page.text().contains("/_warraq/reload.js"), "{}", page.text());
    assert_eq!(stand.get("/news/").await.status, 200, "other pages are what they were");

    stand.save("templates/article.html", "<body>\n{{ article.headline }}\n</body>");
    assert!(stand.get("/news/first.html").await.text().starts_with("<body>\nالمقال الأول\n"));
}

#[tokio::test]
async fn what_was_never_made_is_no_page_of_the_last_good_site() {
    let stand = Stand::newsroom();
    stand.save("seeds/news/new.txt", "+++\ntitel = \"خطأ\"\n+++\n\nنص.\n");
    let page = stand.get("/news/new.html").await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("unknown key `titel`"), "{}", page.text());
}

/// Gives away the lines that it should print.
struct Lines(mpsc::Sender<String>);

impl Terminal for Lines {
    fn line(&self, line: &str) {
        self.0.send(line.to_owned()).unwrap();
    }

    fn diagnostics(&self, found: &mut [Diagnostic], _: &Sources) {
        for found in found {
            self.0.send(found.code.to_string()).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_reaches_browser_and_terminal_by_itself() {
    let stand = Stand::newsroom();
    let mut watch = Watch::new(stand.folder.path()).unwrap();
    assert!(
        watch.next(pending()).await.is_some_and(|change| change.is_in_doubt()),
        "nothing is known at first"
    );
    let (keeping, printed, _) = stand.keep_up((watch, Clock::Fixed(terms().now)), terms);
    let mut open = stand.stream(stand.shown.borrow().number).await;
    let line = || printed.recv_timeout(SOON).expect("a line");

    write(stand.folder.path(), "seeds/news/first.txt", &article("المقال الأول", "نص محفوظ."));
    assert!(message(&mut open, SOON).await.is_some());
    assert!(stand.get("/news/first.html").await.text().contains("نص محفوظ."));
    let told = line();
    assert!(told.starts_with("changed: seeds/news/first.txt, 2 articles, 0 warnings, 0."), "{told}");

    write(stand.folder.path(), "templates/partials/header.html", "{{ broken");
    assert!(message(&mut open, SOON).await.is_some());
    assert!(stand.get("/news/first.html").await.text().contains("error[template]"));
    assert_eq!(line(), "template");
    let told = line();
    assert!(told.starts_with("changed: templates") && told.contains(", 1 error, "), "{told}");
    assert!(told.ends_with("; still showing the last site without errors"), "{told}");

    assert!(!stand.folder.path().join("public").exists(), "a save writes nothing");
    keeping.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_shown_when_its_time_has_come() {
    let stand = Stand::newsroom();
    let date = Clock::System.now() + std::time::Duration::from_secs(3);
    let text = format!("+++\ntitle = \"خبر الغد\"\ndate = {date}\nslug = \"soon\"\n+++\n\nنص.\n");
    write(stand.folder.path(), "seeds/soon.txt", &text);
    let terms = || Terms::at(Clock::System.now());
    let proof = Proof::pull(crate::read::read(stand.folder.path()), &terms(), Before::Nothing);
    let next = stand.shown.borrow().then(&Arc::new(proof));
    stand.shown.send_replace(Arc::new(next));
    let is_listed = async || stand.get("/").await.text().contains("خبر الغد");
    assert!(!is_listed().await);

    let watch = Watch::new(stand.folder.path()).unwrap();
    let mut open = stand.stream(stand.shown.borrow().number).await;
    let (keeping, printed, _) = stand.keep_up((watch, Clock::System), terms);
    assert!(message(&mut open, SOON).await.is_some());
    assert!(is_listed().await && Clock::System.now() >= date);
    let told = printed.recv_timeout(SOON).expect("a line");
    assert!(told.starts_with("changed: the time, 3 articles"), "{told}");
    keeping.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_before_anybody_watched_is_shown_and_nothing_else_is() {
    let first = article("المقال الأول", "نص محفوظ.");
    let saves: [Option<(&str, &str)>; 6] = [
        None,
        Some(("seeds/news/first.txt", &first)),
        Some(("templates/partials/header.html", "نص محفوظ.")),
        Some(("static/data.json", "[]")),
        Some(("site.toml", "title = \"نص محفوظ\"\nbase_url = \"https://example.org/paper/\"\n")),
        Some(("addresses.toml", "\"news/former.html\" = \"news/first.html\"\n")),
    ];
    for saved in saves {
        let stand = Stand::newsroom();
        let number = stand.shown.borrow().number;
        if let Some((path, text)) = saved {
            write(stand.folder.path(), path, text);
        }
        let watch = Watch::new(stand.folder.path()).unwrap();
        let (keeping, printed, pulled) = stand.keep_up((watch, Clock::Fixed(terms().now)), terms);
        pulled.recv_timeout(SOON).expect("it looks once, unasked");
        let line = || printed.recv_timeout(SOON).expect("a line");
        if let Some((path, _)) = saved {
            let told = line();
            assert!(told.starts_with("changed: something, 2 articles, "), "{path}: {told}");
        }
        write(stand.folder.path(), "seeds/news/ثان.txt", &article("المقال الثاني", "نص أجدد."));
        let told = line();
        assert!(told.starts_with("changed: seeds/news/ثان.txt, "), "{told}");
        assert_eq!(stand.shown.borrow().number, number + 1 + u64::from(saved.is_some()));
        keeping.abort();
    }
}
