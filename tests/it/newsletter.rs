//! The signup form.

use crate::support::{PARAGRAPH, SiteTest};

fn page(settings: &str) -> crate::support::Page {
    SiteTest::new(&format!(
        "-- site.toml --\ntitle = 'صحيفة'\n[newsletter]\n{settings}\n-- seeds/a.txt --\n{PARAGRAPH}\n\
         هل أعجبك المحتوى؟\nاشترك معنا."
    ))
    .page("a.html")
}

#[test]
fn the_form_works_without_scripts_and_says_what_it_is_for() {
    let page = page("provider = 'formspree'\nform = 'abc'");
    assert_eq!(page.attributes("form", "method"), ["post"]);
    assert_eq!(page.attributes("form", "action"), ["https://formspree.io/f/abc"]);
    let email = "input[type=email][dir=ltr][autocomplete=email][required][name=email]";
    assert_eq!(page.attributes(email, "id"), page.attributes("form label[for]", "for"));
    assert!(page.text("form .consent").contains("صحيفة"));
    assert_eq!(page.count("script:not([type='application/ld+json'])"), 0);
}

#[test]
fn the_trap_is_hidden_from_readers_and_from_tab_order() {
    let page = page("provider = 'formspree'\nform = 'abc'");
    assert_eq!(page.count("[aria-hidden=true] input[name=_gotcha][tabindex='-1']"), 1);
}

#[test]
fn every_provider_gets_the_fields_it_asks_for() {
    let listmonk = page("provider = 'listmonk'\nroot = 'https://lists.example.org/'\nlist = 'x-1'");
    assert_eq!(listmonk.attributes("form", "action"), ["https://lists.example.org/subscription/form"]);
    assert_eq!(listmonk.attributes("input[name=l]", "value"), ["x-1"]);
    let netlify = page("provider = 'netlify'");
    assert_eq!(netlify.attributes("form[data-netlify=true]", "name"), ["newsletter"]);
    assert_eq!(netlify.attributes("input[name=form-name]", "value"), ["newsletter"]);
    let mailchimp = page("provider = 'mailchimp'\naccount = 'a'\nserver = 'us1'\nuser = 'u'\nlist = 'i'");
    let action = "https://a.us1.list-manage.com/subscribe/post?u=u&id=i";
    assert_eq!(mailchimp.attributes("form", "action"), [action]);
    assert_eq!(mailchimp.count("input[name=EMAIL]"), 1);
    let buttondown = page("provider = 'buttondown'\nusername = 'me'");
    assert_eq!(buttondown.attributes("input[name=embed]", "value"), ["1"]);
    let folder = page("provider = 'custom'\naction = 'https://example.org/subscribe/'");
    assert_eq!(folder.attributes("form", "action"), ["https://example.org/subscribe/"]);
    let custom = page(
        "provider = 'custom'\naction = 'https://example.org/x'\nemail = 'mail'\n\
         hidden = { source = 'site' }",
    );
    assert_eq!(custom.count("input[type=email][name=mail]"), 1);
    assert_eq!(custom.attributes("input[name=source]", "value"), ["site"]);
}

#[test]
fn a_wrong_provider_or_setting_is_an_error_that_names_the_key() {
    let codes = |settings: &str| {
        SiteTest::new(&format!(
            "-- site.toml --\ntitle = 'x'\n[newsletter]\n{settings}\n-- seeds/a.txt --\nن."
        ))
    };
    let unknown = codes("provider = 'mailchip'");
    assert_eq!(unknown.diagnostic("unknown-value").help.as_deref(), Some("did you mean `mailchimp`?"));
    let missing = codes("provider = 'formspree'");
    assert!(missing.diagnostic("missing-key").message.contains("newsletter.form"));
    let wrong = codes("provider = 'custom'\naction = 'javascript:alert(1)'");
    assert!(wrong.diagnostic("wrong-type").message.contains("newsletter.action"));
}

#[test]
fn without_a_provider_the_invitation_stands_alone_and_the_build_warns() {
    let site = SiteTest::new(&format!("-- seeds/a.txt --\n{PARAGRAPH}\nهل أعجبك المحتوى؟\nاشترك."));
    assert!(site.codes().contains(&"newsletter-no-provider"));
    let page = site.page("a.html");
    assert_eq!((page.count(".newsletter"), page.count("form")), (1, 0));
}
