//! Templates and messages of a site, over the built-in ones.

use crate::support::{PARAGRAPH, SiteTest};

fn with(files: &str) -> SiteTest {
    SiteTest::new(&format!("-- seeds/a.txt --\n+++\ntitle = 'مقال'\n+++\n{PARAGRAPH}\n{files}"))
}

#[test]
fn a_site_replaces_one_template_and_keeps_the_rest() {
    let site = with("-- templates/partials/footer.html --\n<footer>ذيل الموقع</footer>");
    assert_eq!(site.page("a.html").text("body > footer"), "ذيل الموقع");
    assert_eq!(site.page("a.html").text("h1"), "مقال");
}

#[test]
fn a_site_replaces_one_message_and_keeps_the_rest() {
    let site = with("-- templates/messages/ar.ftl --\nlatest = الجديد");
    assert_eq!(site.page("404.html").text("h1"), "الصفحة غير موجودة");
    let two = SiteTest::new(&format!(
        "-- seeds/a.txt --\n{PARAGRAPH}\n-- seeds/b.txt --\n{PARAGRAPH}\n\
         -- templates/messages/ar.ftl --\nlatest = الجديد"
    ));
    assert_eq!(two.page("index.html").text(".latest > h2"), "الجديد");
}

#[test]
fn linked_data_is_made_for_whoever_asks_for_it() {
    for asks in ["{{ linked_data }}", "{{ __tera_context }}"] {
        let site = with(&format!("-- templates/home.html --\nأولى\n-- templates/article.html --\n{asks}\n"));
        let page = site.make("a.html").expect("made");
        assert!(page.contains("NewsArticle"), "{asks}: {page}");
    }
}

#[test]
fn words_are_counted_for_whoever_asks_for_their_number() {
    for (asks, told) in [
        ("{{ text.words }}", "16"),
        ("{% set length = text %}{{ length.minutes }}", "1"),
        ("{% set part = article %}{{ linked_data | safe }}", "\"wordCount\":16"),
        ("{{ __tera_context }}", "words&quot;: 16"),
    ] {
        let site = with(&format!("-- templates/home.html --\nأولى\n-- templates/article.html --\n{asks}\n"));
        let page = site.make("a.html").expect("made");
        assert!(page.contains(told), "{asks}: {page}");
    }
}

#[test]
fn a_site_replaces_the_style_sheet() {
    let site = with("-- static/warraq.css --\nbody{}");
    assert_eq!(site.make("warraq.css").expect("made"), "body{}\n");
}

#[test]
fn values_are_escaped_in_every_template() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = '<i>ص</i>'\n-- seeds/a.txt --\n+++\ntitle = '<b>x</b>\" onload='\n\
         tags = ['<u>']\nauthors = ['<s>']\n+++\n{PARAGRAPH}\nاقرأ أيضا: <em>عنوان</em>"
    ));
    for path in ["a.html", "index.html"] {
        assert_eq!(site.page(path).count("b, i, u, s, em, [onload]"), 0, "{path}");
    }
}

#[test]
fn a_missing_message_fails_at_its_line() {
    let site = with("-- templates/404.html --\nسطر\n  {{ t(key=\"no-such-message\") }}");
    let fault = site.make("404.html").expect_err("the message does not exist");
    assert!(fault.message.contains("no-such-message"), "{fault:?}");
    assert_eq!(&*fault.span.expect("a place").source, "templates/404.html");
}

#[test]
fn a_fault_in_an_included_template_names_the_one_that_included_it() {
    let site = with("-- templates/partials/header.html --\n{{ page.nothing }}");
    let fault = site.make("a.html").expect_err("the field does not exist");
    let span = fault.span.expect("a place");
    assert_eq!((&*span.source, span.start), ("templates/partials/header.html", 8));
    assert!(fault.notes.iter().any(|note| note.contains("base.html:")), "{:?}", fault.notes);
}

#[test]
fn every_broken_template_is_reported_at_once() {
    let site = with("-- templates/home.html --\n{% if %}\n-- templates/listing.html --\n{{ a b }}");
    let broken = site.codes().into_iter().filter(|code| *code == "template").count();
    assert_eq!(broken, 2);
}

#[test]
fn an_english_site_reads_from_left_to_right() {
    let site = SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'Paper'\nlanguage = 'en'\n-- seeds/n/a.txt --\n{PARAGRAPH}"
    ));
    let page = site.page("n/index.html");
    assert_eq!(page.attributes("html", "dir"), ["ltr"]);
    assert_eq!(page.text(".count"), "1 article");
}

#[test]
fn a_language_without_messages_is_an_error_that_names_the_file_to_add() {
    let site = SiteTest::new("-- site.toml --\ntitle = 'x'\nlanguage = 'ps-AF'\n-- seeds/a.txt --\nن.");
    let help = site.diagnostic("messages-missing").help.clone().expect("help");
    assert!(help.contains("templates/messages/ps.ftl"), "{help}");
}

#[test]
fn an_unknown_include_is_named_at_its_line() {
    let site = with("-- templates/404.html --\n\n{% include \"partials/none.html\" %}");
    let span = site.diagnostic("template").span.clone().expect("a place");
    assert_eq!(&*span.source, "templates/404.html");
    assert!(span.start >= 1, "the second line");
}

#[test]
fn a_template_reads_no_file_and_no_environment() {
    for call in [
        "{{ get_env(name=\"PATH\") }}",
        "{{ load_data(path=\"site.toml\") }}",
        "{{ get_file(path=\"site.toml\") }}",
        "{{ now() }}",
        "{% include \"../site.toml\" %}",
        "{% include \"/etc/hostname\" %}",
    ] {
        let site = with(&format!("-- templates/partials/footer.html --\n{call}"));
        let told = !site.codes().is_empty();
        let page = if told { String::new() } else { site.make("a.html").unwrap_or_default() };
        assert_eq!(page, "", "{call}");
    }
}
