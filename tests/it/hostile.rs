//! Articles by people who mean no good: nothing of theirs runs, leads astray or breaks out.

use std::fmt::Write;

use scraper::Html;
use url::Url;

use crate::support::{PARAGRAPH, SiteTest};

/// Every element that a page of the built-in theme may hold.
const ELEMENTS: &str = "html head meta title link body a abbr article aside b bdi bdo blockquote br button \
    caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer form h1 h2 h3 h4 \
    h5 h6 header hr i img input ins kbd label li main mark nav ol p pre q rp rt ruby s samp section small \
    span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr";

/// Every attribute.
const ATTRIBUTES: &str = "action alt aria-current aria-describedby aria-hidden aria-label aria-labelledby \
    autocomplete charset cite class colspan content datetime dir for height href hreflang http-equiv id \
    inputmode lang loading method name open property rel required reversed rowspan scope span src start \
    tabindex title type value width";

/// What a browser would do with `page` that it must not.
fn faults(page: &str) -> Vec<String> {
    let here = Url::parse("https://paper.example/a/b.html").expect("an address");
    let listed = |list: &str, name: &str| list.split_whitespace().any(|known| known == name);
    let mut faults = Vec::new();
    for element in Html::parse_document(page).tree.values().filter_map(|node| node.as_element()) {
        let name = element.name();
        let is_data = name == "script" && element.attr("type") == Some("application/ld+json");
        if !listed(ELEMENTS, name) && !is_data {
            faults.push(format!("the element {name}"));
        }
        for (key, value) in element.attrs() {
            if !listed(ATTRIBUTES, key) {
                faults.push(format!("the attribute {key} of {name}"));
            }
            if matches!(key, "href" | "src" | "cite" | "action") {
                let scheme = here.join(value).map(|url| url.scheme().to_owned());
                if !matches!(scheme.as_deref(), Ok("http" | "https" | "mailto" | "tel")) {
                    faults.push(format!("{key}={value:?} of {name}"));
                }
            }
        }
        // The page at an old address sends readers on within the site.
        let onward =
            element.attr("content").and_then(|content| here.join(content.strip_prefix("0; url=")?).ok());
        let is_onward = onward.is_some_and(|url| url.origin() == here.origin());
        if element
            .attr("http-equiv")
            .is_some_and(|kind| kind != "Content-Security-Policy" && !(kind == "refresh" && is_onward))
        {
            faults.push(format!("{element:?}"));
        }
    }
    faults
}

/// Makes every page of `site` and looks at it.
fn assert_inert(site: &SiteTest) {
    let pages: Vec<&str> = site.paths().into_iter().filter(|path| path.ends_with(".html")).collect();
    assert!(pages.len() > 2, "{pages:?}");
    for path in pages {
        let html = site.make(path).unwrap_or_else(|fault| panic!("{path}: {fault:?}"));
        assert_eq!(faults(&html), [""; 0], "{path}:\n{html}");
    }
}

/// Addresses that run a program, open a file or leave http in a disguise, as a seed may spell them.
const ADDRESSES: &[&str] = &[
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript:alert(1)//https://example.org",
    "javascript://example.org/%0Aalert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "javascript&#x3A;alert(1)",
    "javascript&#0000058;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#x6a&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3a;alert(1)",
    "&#0000106;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#9;script:alert(1)",
    "java&#10;script:alert(1)",
    "java&#13;script:alert(1)",
    "java&#x09;script:alert(1)",
    "java&#x0A;script:alert(1)",
    "java&#x0D;&#x0A;script:alert(1)",
    "j&#9;a&#10;v&#13;a&#9;s&#10;cript:alert(1)",
    "&#1;javascript:alert(1)",
    "&#14;javascript:alert(1)",
    "&#x1f;javascript:alert(1)",
    "&#32;javascript:alert(1)",
    "&#9;javascript:alert(1)",
    "&#10;javascript:alert(1)",
    "javascript&#9;:alert(1)",
    "javascript:&#97;lert(1)",
    "javascript:alert&lpar;1&rpar;",
    "javascript:/*--></title></style></textarea></script><svg/onload='+/\"/+/onmouseover=1/+alert(1)'>",
    "javascript:\"/onmouseover=alert(1)\"",
    "javascript:'/onmouseover=alert(1)'",
    "\\javascript:alert(1)",
    "javascript\\:alert(1)",
    "jav\\ascript:alert(1)",
    "java%0ascript:alert(1)",
    "java%09script:alert(1)",
    "javascript%3Aalert(1)",
    "%6Aavascript:alert(1)",
    "%256Aavascript:alert(1)",
    "vbscript:msgbox(1)",
    "VBScript:msgbox(1)",
    "vb&#9;script:msgbox(1)",
    "livescript:alert(1)",
    "mocha:alert(1)",
    "jscript:alert(1)",
    "data:text/html,x",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "DATA:text/html,x",
    "da&#9;ta:text/html,x",
    "data:image/svg+xml,x",
    "data:,x",
    "data&colon;text/html,x",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "file:x",
    "file&#58;///etc/passwd",
    "blob:https://example.org/x",
    "filesystem:https://example.org/x",
    "view-source:https://example.org",
    "about:blank",
    "feed:javascript:alert(1)",
    "jar:javascript:alert(1)!/",
    "ms-settings:x",
    "smb://evil.example/x",
    "ftp://evil.example/x",
    "ws://evil.example/x",
    "intent://x#Intent;end",
    "C:/Windows/win.ini",
    "c:\\Windows\\win.ini",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "/\\evil.example/x",
    "/&#9;/evil.example/x",
    "\u{feff}javascript:alert(1)",
    "\u{200b}javascript:alert(1)",
    "\u{202e}javascript:alert(1)",
    "ｊavascript:alert(1)",
    "javascript：alert(1)",
    "java\u{ad}script:alert(1)",
];

#[test]
fn no_address_runs_a_program_wherever_and_however_it_is_written() {
    let mut files = String::from("-- site.toml --\ntitle = 'x'\n");
    for (nth, address) in ADDRESSES.iter().enumerate() {
        let quoted = serde_json::to_string(address).expect("a string");
        let double = address.replace('"', "&quot;");
        let _ = write!(
            files,
            "-- seeds/a{nth}.md --\n+++\ntitle = \"a\"\nrelated = [{quoted}]\n+++\n\n\
             [وصلة]({address}) ثم [وصلة](<{address}>) و[وصلة][1] و<{address}> و![صورة]({address} \"عنوان\")\n\n\
             ![صورة](<{address}>) <a href=\"{double}\">وصلة</a> <a href={address}>وصلة</a> <img alt=\"صورة\" src=\"{double}\">\n\n\
             <div><a href=\"{double}\">وصلة</a>\n<a\nhref='{address}'>وصلة</a><img src={address} alt=صورة>\n\
             <form action=\"{double}\"><button formaction=\"{double}\">زر</button></form>\n\
             <object data=\"{double}\"></object><iframe src=\"{double}\"></iframe>\n\
             <meta http-equiv=refresh content=\"0;url={double}\"><base href=\"{double}\">\n\
             <svg><a xlink:href=\"{double}\"><use href=\"{double}\"/></a></svg>\n\
             <q cite=\"{double}\">قول</q></div>\n\n[1]: <{address}>\n\n\
             قد يهمك: [عنوان]({address})\n"
        );
    }
    let site = SiteTest::new(&files);
    assert_inert(&site);
    for (nth, address) in ADDRESSES.iter().enumerate() {
        let body = site.page(&format!("a{nth}.html")).text(".article-body");
        for word in ["وصلة", "زر", "قول"] {
            assert!(body.contains(word), "{address}: {body}");
        }
    }
}

#[test]
fn an_unsafe_address_is_told_at_its_place_in_every_kind_of_markup() {
    for (text, place) in [
        ("نص [وصلة](javascript:x)", "[وصلة](javascript:x)"),
        ("نص ![صورة](data:x,y)", "![صورة](data:x,y)"),
        ("نص <javascript:x>", "<javascript:x>"),
        ("نص [وصلة]\n\n[وصلة]: vbscript:x", "[وصلة]"),
        ("نص <a href='java&#9;script:x'>وصلة</a>", "<a"),
        ("<div>\nنص <b>\n<img\nsrc=file:///x>\n</div>", "<img"),
    ] {
        let site = SiteTest::new(&format!("-- seeds/a.md --\n# عنوان\n\n{text}"));
        let span = site.diagnostic("link-unsafe").span.clone().expect("a place");
        let source = std::fs::read_to_string(site.folder().join("seeds/a.md")).expect("text");
        assert_eq!(&source[span.start..span.end], place, "{text}");
    }
    let site = SiteTest::new(
        "-- seeds/a.txt --\n+++\nrelated = ['javascript:alert(1)', 'https://a.example/']\n+++\nنص.",
    );
    assert_eq!(site.page("a.html").attributes("aside.related a", "href"), ["https://a.example/"]);
    assert_eq!(site.diagnostic("link-unsafe").span.as_ref().expect("a place").start, 15);
}

#[test]
fn a_form_that_posts_to_no_web_address_is_an_error_at_its_line() {
    for action in ["javascript:alert(1)", "data:text/html,x", "file:///x", "//evil.example/", "x", "https://"]
    {
        let site = SiteTest::new(&format!(
            "-- site.toml --\ntitle = 'x'\n[newsletter]\nprovider = 'custom'\naction = '{action}'\n\
             -- seeds/a.txt --\nنص."
        ));
        let fault = site.diagnostic("wrong-type");
        assert_eq!(fault.span.as_ref().expect("a place").start, 54, "{action}");
    }
}

/// What is put everywhere.
const PAYLOADS: &[&str] = &[
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "x onmouseover=alert(1) y",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\">",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<body onload=alert(1)>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<a style=\"position:fixed;inset:0\" href=\"https://evil.example\">x</a>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img title=\"</textarea><script>alert(1)</script>\">",
    "<select><template><style><!--</style><a rel=\"--></style></select><img src=x onerror=alert(1)>\">",
    "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example\">",
    "<base href=\"https://evil.example/\">",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<object data=x></object><embed src=x><applet code=x>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<p onclick\u{c}=alert(1)>",
    "<p/onclick=alert(1)>",
    "<a href=\"x\"onclick=alert(1)>",
    "{{ site.title }}{% include 'x' %}{# x #}",
    "</div></article></main></body></html><script>alert(1)</script>",
    "<plaintext>",
    "<!--",
    "<![CDATA[",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u{2028}<script>alert(1)</script>\u{2029}",
];

#[test]
fn nothing_written_anywhere_in_an_article_becomes_a_program() {
    let mut files = String::new();
    for (nth, payload) in PAYLOADS.iter().enumerate() {
        let quoted = serde_json::to_string(payload).expect("a string");
        let front = format!(
            "+++\ntitle = {quoted}\nstandfirst = {quoted}\nsection = {}\ntags = [{quoted}]\n\
             authors = [{quoted}]\nrelated = [{quoted}]\n+++\n\n",
            serde_json::to_string(&format!("s{nth} {payload}")).expect("a string"),
        );
        let _ = write!(
            files,
            "-- seeds/front{nth}.txt --\n{front}{payload}\n\nبقلم: {payload}\n\nقد يهمك: {payload}\n\n\
             المصدر: {payload}\n\nهل أعجبك المحتوى؟ {payload}\n{payload}\n\
             -- seeds/lang{nth}.txt --\n+++\nlang = 'en'\ntitle = {quoted}\n+++\n{PARAGRAPH} {payload}\n\
             -- seeds/lead{nth}.md --\n{payload}\n\n{PARAGRAPH}\n\
             -- seeds/markdown{nth}.md --\n# {payload}\n\n## عنوان {{#{payload} onclick=alert(1) .k}}\n\n\
             {PARAGRAPH}\n\n![{payload}](a.png \"{payload}\") [{payload}](a.html '{payload}') `{payload}` ~~{payload}~~\n\n\
             ``` {payload}\n{payload}\n```\n\n~~~ x\" onclick=\"alert(1)\n~~~\n\n\
             | {payload} | ب |\n|:--|--:|\n| {payload} | **{payload}** |\n\n\
             نص[^{nth}{payload}]\n\n[^{nth}{payload}]: {payload}\n\n> {payload}\n\n1. {payload}\n\n\
             [{payload}]: https://example.org/{payload} \"{payload}\"\n\n<{payload}>\n\n<div {payload}>\n\n{payload}\n\n\
             <div title=\"{payload}\" class='{payload}' id={payload}>{payload}</div>\n",
        );
    }
    let hostile = serde_json::to_string(PAYLOADS[0]).expect("a string");
    let settings = format!(
        "-- site.toml --\ntitle = {hostile}\ndescription = {hostile}\nbase_url = 'https://paper.example/'\n\
         [newsletter]\nprovider = 'custom'\naction = 'https://lists.example/\"><script>'\n\
         [newsletter.hidden]\n{hostile} = {hostile}\n"
    );
    for mode in ["", "[markdown]\nhtml = 'text'\n"] {
        assert_inert(&SiteTest::new(&format!("{settings}{mode}{files}")));
    }
}

#[test]
fn raw_html_that_does_no_harm_stays_and_the_rest_leaves_its_words() {
    let site = SiteTest::new(
        "
        -- seeds/a.md --
        # عنوان

        نص <b onclick='x' class='related'>غامق</b> و<marquee>متحرك</marquee> و<sub>أسفل</sub>.

        <div id=\"main\">

        فقرة **داخل** الصندوق.

        </div></div></article>

        <script>alert(1)</script>
        <style>p { color: red }</style>

        <table><tr><td colspan=2>خلية</table>

        <aside lang=en title=x>جانب
        ",
    );
    let page = site.page("a.html");
    assert_eq!(page.texts(".article-body b"), ["غامق"]);
    assert_eq!(page.texts(".article-body > div > p > strong"), ["داخل"]);
    assert_eq!(page.attributes(".article-body td", "colspan"), ["2"]);
    assert_eq!(page.count(".article-body [class], .article-body [id], .article-body aside"), 0);
    assert_eq!(page.text(".article-body"), "نص غامق ومتحرك وأسفل. فقرة داخل الصندوق. خلية جانب");
    assert_eq!(site.codes(), ["html-removed"; 7], "each thing that goes is told of once");
}

#[test]
fn a_tag_of_a_thousand_parts_is_shown_as_words() {
    let attribute = |nth| format!(" a{nth}=\">\"");
    let attributes = |number| (0..number).map(attribute).collect::<Vec<_>>().concat();
    let article = |number| {
        format!("-- seeds/a.md --\n# عنوان\n\nقبل &lt; <b{}>غامق</b> وبعده <i>مائل</i>\n", attributes(number))
    };
    let site = SiteTest::new(&article(300));
    assert_eq!(site.page("a.html").text(".article-body"), "قبل < غامق وبعده مائل");
    let site = SiteTest::new(&article(600));
    let shown = format!("قبل < <b{}>غامق وبعده مائل", attributes(600));
    assert_eq!(site.page("a.html").text(".article-body"), shown);
    assert_eq!(site.codes(), ["html-removed"]);
}

#[test]
fn an_element_that_goes_is_told_of_though_an_attribute_of_its_name_was() {
    let site = SiteTest::new("-- seeds/a.md --\n# عنوان\n\n<span form=x>نص</span> <form>نص</form>\n");
    let what: Vec<bool> =
        site.messages("html-removed").iter().map(|message| message.contains("<form>")).collect();
    assert_eq!(what, [false, true]);
}

#[test]
fn the_programs_own_markup_stands_beside_raw_html() {
    let site = SiteTest::new(
        "
        -- seeds/a.md --
        # عنوان

        المصدر: وكالات

        <u>نص</u> في عام 2014-2016 منه[^main].

        ```rust
        let x = \"<b>\";
        ```

        | أ | ب |
        |---|--:|
        | 1 | 2 |

        [^main]: حاشية
        ",
    );
    let page = site.page("a.html");
    assert_eq!(page.attributes(".article-body bdi", "dir"), ["ltr"]);
    assert_eq!(page.attributes(".article-body pre > code", "class"), ["language-rust"]);
    assert_eq!(page.attributes(".article-body pre", "dir"), ["auto"]);
    assert_eq!(page.text(".article-body pre"), "let x = \"<b>\";");
    assert_eq!(page.count(".article-body .table[tabindex='0'] td.align-right"), 1);
    assert_eq!(page.attributes(".article-body .footnote-reference a", "href"), ["#footnote-main"]);
    assert_eq!(page.count(".article-body .footnote-definition#footnote-main"), 1);
    assert_eq!(page.texts(".article-body p.credit"), ["المصدر: وكالات"]);
}

#[test]
fn tags_left_open_or_closed_too_often_do_not_reach_over_what_is_around_them() {
    const TAGS: &[&str] = &[
        "<b>",
        "</b>",
        "<div>",
        "</div></div></div>",
        "</article></main></body></html>",
        "<table>",
        "<td>",
        "<ul><li>",
        "<a href='x'>",
        "<p>",
        "</p>",
        "<details>",
        "<pre>",
        "<h2>",
        "<script>",
        "<style>",
        "<textarea>",
        "<title>",
        "<select>",
        "<svg>",
        "<math>",
        "<template>",
        "<frameset>",
        "<plaintext>",
        "<!--",
        "<div class=\"",
        "<b title='",
        "<![CDATA[",
        "<?php",
        "<!DOCTYPE html>",
    ];
    let texts = |tags: &&str| {
        [
            format!("قبل {tags} بعد\n\nآخر"),
            format!("{tags}\n\nقبل بعد\n\nآخر"),
            format!("> قبل {tags}\n\n* بعد {tags}\n\nآخر"),
            format!("| قبل {tags} | بعد |\n|---|---|\n| {tags} | آخر |"),
            format!("**قبل {tags}** [بعد {tags}](x) آخر"),
        ]
    };
    let texts: Vec<String> = TAGS.iter().flat_map(texts).collect();
    let seeds = texts
        .iter()
        .enumerate()
        .map(|(nth, text)| format!("-- seeds/a{nth}.md --\n# عنوان {nth}\n\n{text}\n"));
    let site = SiteTest::new(&seeds.collect::<String>());
    for (nth, text) in texts.iter().enumerate() {
        let page = site.page(&format!("a{nth}.html"));
        let body = page.text("main > .with-sidebar > article.article > .article-body");
        // An unclosed comment goes on to the end, for a browser too.
        let is_comment = ["<!--", "<![CDATA[", "<?php"].iter().any(|start| text.starts_with(start));
        for word in ["قبل", "بعد", "آخر"] {
            assert!(body.contains(word) || is_comment, "{word} of {text:?} in {body:?}");
        }
        assert_eq!(page.count("body > .colophon"), 1, "{text:?}");
        assert_eq!(page.count(".article-body .colophon"), 0, "{text:?}");
    }
}

#[test]
fn a_site_shows_raw_html_as_text_or_trusts_it_if_it_says_so() {
    let page = |mode: &str| {
        let site = SiteTest::new(&format!(
            "-- site.toml --\ntitle = 'x'\n[markdown]\nhtml = '{mode}'\n\
             -- seeds/a.md --\n# عنوان\n\n<section class=\"k\">نص</section>\n\n<i>و</i> [ر](javascript:x)\n"
        ));
        assert!(site.codes().iter().all(|code| *code == "link-unsafe"), "{:?}", site.codes());
        site.page("a.html")
    };
    let text = page("text");
    assert_eq!(text.text(".article-body"), "<section class=\"k\">نص</section> <i>و</i> ر");
    let trusted = page("trusted");
    assert_eq!(trusted.texts(".article-body section.k"), ["نص"]);
    assert_eq!(
        (trusted.texts(".article-body i"), trusted.count(".article-body a")),
        (vec!["و".to_owned()], 0)
    );
    let wrong =
        SiteTest::new("-- site.toml --\ntitle = 'x'\n[markdown]\nhtml = 'trust'\n-- seeds/a.md --\nنص.");
    assert_eq!(wrong.diagnostic("unknown-value").help.as_deref(), Some("did you mean `trusted`?"));
}

#[test]
fn every_page_of_the_example_sites_passes_its_own_policy() {
    let sites = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut pages = 0;
    for entry in walkdir::WalkDir::new(sites).into_iter().filter_map(Result::ok) {
        if entry.path().extension().is_none_or(|ending| ending != "html")
            || !entry.path().iter().any(|part| part == "expected")
        {
            continue;
        }
        pages += 1;
        let name = entry.path().display();
        let page = std::fs::read_to_string(entry.path()).expect("text");
        assert_eq!(faults(&page), [""; 0], "{name}");
        let dom = Html::parse_document(&page);
        let select =
            |css: &str| dom.select(&scraper::Selector::parse(css).expect("a selector")).collect::<Vec<_>>();
        let policy = select("meta[charset] + meta[http-equiv=Content-Security-Policy]");
        let policy = policy.first().and_then(|meta| meta.attr("content")).unwrap_or_else(|| panic!("{name}"));
        assert!(policy.starts_with("default-src 'self'; ") && !policy.contains("unsafe"), "{name}: {policy}");
        for element in select("link[rel=stylesheet], link[rel=icon], script[src], source, video, audio") {
            let address = element.attr("href").or(element.attr("src")).unwrap_or_default();
            assert!(!address.contains(':') && !address.starts_with("//"), "{name}: {address}");
        }
        for form in select("form[action]") {
            let action = Url::parse(form.attr("action").expect("selected by it")).expect("an address");
            assert!(
                policy.ends_with(&format!(" {}", action.origin().ascii_serialization())),
                "{name}: {policy}"
            );
        }
    }
    assert!(pages > 8, "{pages}");
}

#[test]
fn a_sites_own_headers_take_the_place_of_ours() {
    let ours = SiteTest::new("-- seeds/a.txt --\nنص.").make("_headers").expect("made");
    for line in ["/*\n", "frame-ancestors 'self'\n", "  x-content-type-options: nosniff\n"] {
        assert!(ours.contains(line), "{ours}");
    }
    let own = SiteTest::new("-- seeds/a.txt --\nنص.\n-- static/_headers --\n/*\n  x: y");
    assert_eq!(own.make("_headers").expect("made"), "/*\n  x: y\n");
    assert!(!own.codes().contains(&"output-collision"));
}

#[test]
fn what_stands_ten_thousand_deep_is_read_to_its_end() {
    const DEEP: usize = 10_000;
    let markdown = [
        format!("{} نص", ">".repeat(DEEP)),
        format!("<i>نص</i>\n\n{} نص", ">".repeat(DEEP)),
        format!("{}نص{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("{}نص{}", "![".repeat(DEEP), "](x)".repeat(DEEP)),
        format!("{}نص{}", "**ن *".repeat(DEEP), "* ن**".repeat(DEEP)),
        format!("{}نص", "* ".repeat(DEEP)),
        format!("{}نص", "<div>".repeat(DEEP)),
        format!("{}نص", "<b>\n\nنص\n\n".repeat(DEEP)),
    ];
    for text in markdown {
        let site = SiteTest::new(&format!("-- seeds/a.md --\n# عنوان\n\n{text}\n"));
        assert!(site.make("a.html").expect("made").contains("نص"), "{}", &text[..40]);
    }
    for toml in [
        format!("a = {}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("a = {}", "[".repeat(DEEP)),
        format!("a = {}", "{a=".repeat(DEEP)),
        format!("{} = 1", vec!["a"; DEEP].join(".")),
        format!("[{}]", vec!["a"; DEEP].join(".")),
    ] {
        let site = SiteTest::new(&format!(
            "-- seeds/a.txt --\n+++\n{toml}\n+++\n{PARAGRAPH}\n-- seeds/b.txt --\n{PARAGRAPH}"
        ));
        let told = site.said_of("seeds/a.txt");
        assert!(told.iter().any(|found| matches!(&*found.code, "toml-syntax" | "unknown-key")), "{told:?}");
        assert!(site.make("b.html").expect("made").contains(PARAGRAPH), "the others stand");
    }
}
