//! Every kind of request, and what it gets.

use super::{HOST, Stand, article, ask, pull, write};

#[tokio::test]
async fn each_address_gets_its_file_under_its_type() {
    let stand = Stand::newsroom();
    let policy = "default-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; \
                  form-action 'self'; frame-ancestors 'self'";
    for (path, status, type_, location) in [
        ("/", 200, "text/html; charset=utf-8", ""),
        ("/index.html", 200, "text/html; charset=utf-8", ""),
        ("/?a=b", 200, "text/html; charset=utf-8", ""),
        ("/news/", 200, "text/html; charset=utf-8", ""),
        ("/news", 302, "", "/news/"),
        ("/news?a=b", 302, "", "/news/?a=b"),
        ("/paper/news", 302, "", "/paper/news/"),
        ("/paper/news/", 200, "text/html; charset=utf-8", ""),
        ("/news/first.html", 200, "text/html; charset=utf-8", ""),
        ("/news/%D8%AB%D8%A7%D9%86.html", 200, "text/html; charset=utf-8", ""),
        ("/news/%d8%ab%d8%a7%d9%86.html", 200, "text/html; charset=utf-8", ""),
        ("/news/%25D8%25AB.html", 404, "text/html; charset=utf-8", ""),
        ("/warraq.css", 200, "text/css; charset=utf-8", ""),
        ("/warraq.css?v=0", 200, "text/css; charset=utf-8", ""),
        ("/favicon.svg", 200, "image/svg+xml", ""),
        ("/data.json", 200, "application/json", ""),
        ("/robots.txt", 200, "text/plain; charset=utf-8", ""),
        ("/sitemap.xml", 200, "text/xml; charset=utf-8", ""),
        ("/nothing", 404, "text/html; charset=utf-8", ""),
        ("/news/first", 404, "text/html; charset=utf-8", ""),
        ("/%zz", 400, "text/plain; charset=utf-8", ""),
        ("/%ff", 400, "text/plain; charset=utf-8", ""),
        ("/_warraq/reload.js", 200, "text/javascript; charset=utf-8", ""),
        ("/_warraq/overlay.css", 200, "text/css; charset=utf-8", ""),
        ("/_warraq/other", 404, "text/html; charset=utf-8", ""),
    ] {
        let answer = stand.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), type_, "{path}");
        assert_eq!(answer.header("location"), location, "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")), "{path}");
        let is_the_sites = !matches!(path, "/_warraq/reload.js" | "/_warraq/overlay.css");
        assert_eq!(
            answer.header("content-security-policy"),
            if is_the_sites { policy } else { "" },
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_reader_who_is_lost_in_an_edition_is_told_so_in_its_language() {
    let settings =
        "title = \"صحيفة\"\nbase_url = \"https://example.org/paper/\"\n[[edition]]\nlanguage = \"en\"\n";
    let stand = Stand::of(&[("site.toml", settings)]);
    for (path, language) in [
        ("/nothing.html", "ar"),
        ("/en/a/nothing.html", "en"),
        ("/paper/en/nothing", "en"),
        ("/end/nothing", "ar"),
    ] {
        let answer = stand.get(path).await;
        assert_eq!(answer.status, 404);
        assert!(answer.text().contains(&format!("<html lang=\"{language}\"")), "{path}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_lost_reader_sees_the_sites_own_page_for_that() {
    let answer = Stand::newsroom().get("/a/b/nothing.html").await;
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("dir=\"rtl\""), "{}", answer.text());
}

#[tokio::test]
async fn a_page_is_the_built_one_with_a_script_before_the_end_of_its_body() {
    let stand = Stand::newsroom();
    let shown = stand.get("/news/first.html").await;
    let proof = pull(stand.folder.path());
    let output = proof.compiled.plan.iter().find(|output| output.path == "news/first.html").unwrap();
    let built = String::from_utf8(output.make(&proof.press()).unwrap()).unwrap();
    let script = format!(
        "<script src=\"/_warraq/reload.js\" data-showing=\"{}\" defer></script>\n</body>",
        stand.shown.borrow().number
    );
    assert_eq!(shown.text(), built.replace("</body>", &script));
    assert_eq!(
        stand.get("/robots.txt").await.text(),
        "User-agent: *\nAllow: /\nSitemap: https://example.org/paper/sitemap.xml\nSitemap: https://example.org/paper/sitemaps/news.xml\n"
    );
}

#[tokio::test]
async fn only_those_who_name_this_machine_are_answered() {
    let stand = Stand::newsroom();
    let paths = ["/", "/nothing", "/_warraq/reload?showing=0", "/_warraq/reload.js"];
    for host in
        ["localhost", "LOCALHOST:1", "localhost:4000", "127.0.0.1", "127.0.0.1:65535", "[::1]", "[::1]:4000"]
    {
        assert_eq!(stand.ask("HEAD", "/", &[("host", host)]).await.status, 200, "{host}");
        assert_eq!(stand.ask("HEAD", paths[2], &[("host", host)]).await.status, 200, "{host}");
    }
    for host in [
        "",
        "example.org",
        "example.org:4000",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "evil-localhost",
        "user@localhost",
        "localhost@evil.example",
        "localhost:",
        "localhost:x",
        "localhost:+80",
        "localhost:99999",
        "localhost.",
        "127.0.0.2",
        "127.1",
        "2130706433",
        "0.0.0.0",
        "::1",
        "[::1",
        "[::ffff:127.0.0.1]",
        "192.168.1.1",
    ] {
        for path in paths {
            assert_eq!(stand.ask("GET", path, &[("host", host)]).await.status, 403, "{host} {path}");
        }
    }
    assert_eq!(stand.ask("GET", "/", &[]).await.status, 403, "no host");
    assert_eq!(stand.ask("GET", "/", &[HOST, ("host", "example.org")]).await.status, 403, "two hosts");
    assert_eq!(stand.ask("GET", "http://example.org/", &[HOST]).await.status, 403, "another in the address");
    assert_eq!(stand.ask("GET", "http://localhost/", &[HOST]).await.status, 200);
}

#[tokio::test]
async fn the_stream_is_for_pages_of_this_preview_alone() {
    let stand = Stand::newsroom();
    let status = async |headers: &[(&str, &str)]| {
        let headers = [&[HOST], headers].concat();
        stand.ask("HEAD", "/_warraq/reload", &headers).await.status
    };
    assert_eq!(status(&[("origin", "http://localhost:4000"), ("sec-fetch-site", "same-origin")]).await, 200);
    for origin in [
        "null",
        "http://evil.example",
        "http://localhost:4001",
        "https://localhost:4000",
        "http://127.0.0.1:4000",
    ] {
        assert_eq!(status(&[("origin", origin)]).await, 403, "{origin}");
    }
    for site in ["cross-site", "same-site"] {
        assert_eq!(status(&[("sec-fetch-site", site)]).await, 403, "{site}");
    }
}

#[tokio::test]
async fn the_site_is_only_to_be_read() {
    let stand = Stand::newsroom();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW"] {
        for path in ["/", "/nothing", "/_warraq/reload", "/_warraq/reload.js"] {
            let answer = stand.ask(method, path, &[HOST]).await;
            assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn head_says_what_get_would() {
    let stand = Stand::newsroom();
    for path in ["/", "/warraq.css", "/nothing", "/%zz", "/news"] {
        let (get, head) = (stand.get(path).await, stand.ask("HEAD", path, &[HOST]).await);
        assert_eq!(head.status, get.status, "{path}");
        for name in ["content-type", "etag", "accept-ranges", "location"] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
        let length = get.body.len().to_string();
        assert!([length.as_str(), ""].contains(&head.header("content-length")), "{path}");
        assert!(head.body.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again() {
    let stand = Stand::newsroom();
    let tag = stand.get("/warraq.css").await.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 16, "{tag}");
    let with = async |list: &str| stand.ask("GET", "/warraq.css", &[HOST, ("if-none-match", list)]).await;
    for list in [tag.clone(), format!("\"a\", {tag}"), format!("W/{tag}"), "*".to_owned()] {
        let answer = with(&list).await;
        assert_eq!((answer.status, answer.body.len()), (304, 0), "{list}");
        assert_eq!(answer.header("etag"), tag, "{list}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{list}");
    }
    for list in ["\"a\"", "", &tag[1..]] {
        assert_eq!(with(list).await.status, 200, "{list}");
    }
    stand.save("static/warraq.css", "body { color: red }");
    assert_eq!(with(&tag).await.status, 200, "it has changed");
}

#[tokio::test]
async fn a_file_that_the_site_has_compressed_already_is_sent_so_to_who_takes_it() {
    let stand = Stand::newsroom();
    for (path, text) in [
        ("static/digits.txt", "0123456789"),
        ("static/digits.txt.gz", "as gzip"),
        ("static/digits.txt.br", "as brotli"),
        ("static/data.json.gz", "gzip"),
        ("static/a.html", "<body>a page</body>"),
        ("static/a.html.gz", "gzip"),
    ] {
        stand.save(path, text);
    }
    let with = async |path, list| stand.ask("GET", path, &[HOST, ("accept-encoding", list)]).await;
    for (path, list, coding, body) in [
        ("/digits.txt", "gzip, deflate, br", "br", "as brotli"),
        ("/digits.txt", "GZIP;q=0.8 , br;q=0", "gzip", "as gzip"),
        ("/digits.txt", "x-gzip", "gzip", "as gzip"),
        ("/digits.txt", "gzip;q=0.0, *", "br", "as brotli"),
        ("/digits.txt", "*;q=0", "", "0123456789"),
        ("/digits.txt", "identity", "", "0123456789"),
        ("/digits.txt", "", "", "0123456789"),
        ("/data.json", "br, gzip", "gzip", "gzip"),
        ("/digits.txt.gz", "gzip", "", "as gzip"),
    ] {
        let answer = with(path, list).await;
        assert_eq!((answer.status, answer.text()), (200, body), "{path} {list}");
        assert_eq!(answer.header("content-encoding"), coding, "{path} {list}");
        let varies = if path.ends_with(".gz") { "" } else { "accept-encoding" };
        assert_eq!(answer.header("vary"), varies, "{path} {list}");
    }
    let whole = stand.get("/digits.txt").await;
    let compressed = with("/digits.txt", "gzip").await;
    assert_eq!(compressed.header("content-type"), whole.header("content-type"));
    assert_ne!(compressed.header("etag"), whole.header("etag"));
    let known = [HOST, ("accept-encoding", "gzip"), ("if-none-match", compressed.header("etag"))];
    let known = stand.ask("GET", "/digits.txt", &known).await;
    assert_eq!((known.status, known.header("vary")), (304, "accept-encoding"));
    let part = [HOST, ("accept-encoding", "gzip"), ("range", "bytes=3-")];
    let part = stand.ask("GET", "/digits.txt", &part).await;
    assert_eq!((part.status, part.text(), part.header("content-encoding")), (206, "gzip", "gzip"));
    // Over a page lies what there is to say.
    let page = with("/a.html", "gzip").await;
    assert!(page.header("content-encoding").is_empty() && page.text().contains("a page"));
}

#[tokio::test]
async fn a_part_of_a_file_can_be_asked_for() {
    let stand = Stand::newsroom();
    stand.save("static/digits.txt", "0123456789");
    let tag = stand.get("/digits.txt").await.header("etag").to_owned();
    let with =
        async |headers: &[(&str, &str)]| stand.ask("GET", "/digits.txt", &[&[HOST], headers].concat()).await;
    for (range, status, body, content_range) in [
        ("bytes=2-4", 206, "234", "bytes 2-4/10"),
        ("bytes=7-", 206, "789", "bytes 7-9/10"),
        ("bytes=-2", 206, "89", "bytes 8-9/10"),
        ("bytes=0-0", 206, "0", "bytes 0-0/10"),
        ("bytes=5-99", 206, "56789", "bytes 5-9/10"),
        ("bytes=10-", 416, "no such part\n", "bytes */10"),
        ("bytes=0-1,5-6", 200, "0123456789", ""),
        ("pages=1-2", 200, "0123456789", ""),
    ] {
        let answer = with(&[("range", range)]).await;
        assert_eq!((answer.status, answer.text()), (status, body), "{range}");
        assert_eq!(answer.header("content-range"), content_range, "{range}");
        assert_eq!(answer.header("content-length"), body.len().to_string(), "{range}");
    }
    assert_eq!(with(&[("range", "bytes=2-4"), ("if-range", &tag)]).await.status, 206);
    assert_eq!(with(&[("range", "bytes=2-4"), ("if-range", "\"old\"")]).await.status, 200);
    assert_eq!(with(&[("range", "bytes=2-4"), ("if-none-match", &tag)]).await.status, 304);
}

#[tokio::test]
async fn no_way_of_writing_a_path_leads_out_of_the_site() {
    const CANARY: &str = "كناري";
    let stand = Stand::newsroom();
    stand.save("seeds/news/first.txt", &article("المقال الأول", &format!("{CANARY} في المقال.")));
    write(stand.folder.path(), "secret.txt", CANARY);
    write(stand.folder.path(), "public-secret/secret.txt", CANARY);
    let ups = r"
        ../ ..%2f ..%2F %2e%2e/ %2E%2E/ %2e%2e%2f .%2e/ %2e./ ..\ ..%5c %2e%2e%5c ..%255c %252e%252e/
        %252e%252e%252f ..%c0%af %c0%ae%c0%ae/ ..%ef%bc%8f %ef%bc%8e%ef%bc%8e/ ....// ..././ ..;/
        ..%00/ ..%0d/ ../..%2f ..// .//../ ./.././ %u002e%u002e/ ..%u2216
    ";
    let plain = r"
        //secret.txt /%2fsecret.txt ///secret.txt /./secret.txt /secret.txt /secret.txt%00.html
        /public-secret/secret.txt /../public-secret/secret.txt /seeds/news/first.txt /site.toml /templates/base.html
        /static/data.json /public/index.html /.warraq/manifest //etc/passwd /etc/passwd
        /file:///etc/passwd /C:/Windows/win.ini /C:%5cWindows%5cwin.ini
        /%5c%5c127.0.0.1%5cc$%5cwin.ini /%3cbuilt-in%3e/static/warraq.css /con /NUL /~root/.profile
        /warraq.css/../secret.txt /warraq.css%2f..%2fsecret.txt /_warraq/../secret.txt
        /paper/../secret.txt /paper//secret.txt /news/.. /news/../ /news/. /%2e /%2e%2e /* /% /%% /%2
    ";
    let ups = ups
        .split_whitespace()
        .flat_map(|up| ["/", "/news/"].map(|folder| format!("{folder}{}", up.repeat(6))))
        .flat_map(|way| {
            ["secret.txt", "public-secret/secret.txt", "etc/passwd", "etc/hostname"]
                .map(|target| format!("{way}{target}"))
        });
    let mut asked = 0;
    for path in ups.chain(plain.split_whitespace().map(str::to_owned)) {
        asked += 1;
        // What is no request at all is refused before it gets here.
        let Some(answer) = ask(&stand.router, "GET", &path, &[HOST]).await else { continue };
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!String::from_utf8_lossy(&answer.body).contains(CANARY), "{path}");
    }
    assert!(asked > 200, "{asked}");
    assert_eq!(stand.get("/").await.status, 200, "the preview lives");
}

#[tokio::test]
async fn over_a_page_lies_first_what_is_said_of_its_own_article_and_of_the_rest_the_beginning() {
    let text = article("خبر", "نص.\n\nاقرأ أيضا: عنوان لا يحمله مقال");
    let names: Vec<String> = (100..160).map(|n| format!("seeds/news/{n}.txt")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    let stand = Stand::of(&[&[("site.toml", "title = \"صحيفة\"")], &files[..]].concat());
    let order = |page: &str| -> Vec<usize> {
        let named = page.split("<li class=\"warning\">").skip(1);
        named.map(|item| names.iter().position(|name| item.contains(name)).expect("an article")).collect()
    };
    let page = stand.get("/news/130.html").await;
    let told: Vec<usize> = [30].into_iter().chain((0..60).filter(|&n| n != 30)).take(50).collect();
    assert_eq!(order(page.text()), told);
    assert!(page.text().contains("60 warnings") && page.text().contains("… and 10 more"));
    let home = stand.get("/").await;
    assert_eq!(order(home.text()), (0..50).collect::<Vec<_>>());
}
