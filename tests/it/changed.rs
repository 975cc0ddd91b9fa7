//! What a build says of the addresses that it added, changed and removed.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{PARAGRAPH, SiteTest, program, write_files};

fn article(name: &str, title: &str) -> String {
    format!("-- seeds/{name}.txt --\n+++\ntitle = '{title}'\n+++\n{PARAGRAPH}\n")
}

fn build(site: &Path) {
    let run = program().arg("build").arg("--site").arg(site).output().expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// What is said of the last build, if anything is.
fn told(site: &Path, name: &str) -> Option<Value> {
    let text = std::fs::read_to_string(site.join(".warraq/public/changed").join(name)).ok()?;
    Some(serde_json::from_str(&text).expect("JSON"))
}

fn newsroom(settings: &str) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let articles = article("خبر", "أول") + &article("b", "ثان");
    write_files(folder.path(), &format!("-- site.toml --\ntitle = 'صحيفة'\n{settings}\n{articles}"));
    folder
}

const KEY: &str = "base_url = 'https://example.org/ar/'\n[indexnow]\nkey = 'a1-B2c3d4e5'";

#[test]
fn each_build_tells_which_addresses_changed_and_one_that_changed_nothing_tells_nothing() {
    let folder = newsroom(KEY);
    let site = folder.path();
    build(site);
    let first = told(site, "urls.json").expect("told");
    let pages = &first["pages"];
    assert_eq!((&pages["changed"], &pages["removed"]), (&json!([]), &json!([])));
    let at = |path: &str| json!(format!("https://example.org/ar/{path}"));
    assert!(pages["added"].as_array().expect("a list").contains(&at("%D8%AE%D8%A8%D8%B1.html")));
    assert!(first["files"]["added"].as_array().expect("a list").contains(&at("feed.xml")));

    build(site);
    assert_eq!(told(site, "urls.json"), None);
    assert!(!site.join(".warraq/public/changed").exists());

    write_files(site, &format!("{}تتمة.\n{}", article("b", "ثان"), article("c", "ثالث")));
    std::fs::remove_file(site.join("seeds/خبر.txt")).expect("removed");
    build(site);
    let next = told(site, "urls.json").expect("told");
    assert_eq!(next["pages"]["added"], json!([at("c.html")]));
    assert_eq!(next["pages"]["removed"], json!([at("%D8%AE%D8%A8%D8%B1.html")]));
    assert_eq!(next["pages"]["changed"], json!([at("b.html"), at("")]));
    let sent = told(site, "indexnow-1.json").expect("told");
    assert_eq!(
        sent,
        json!({
            "host": "example.org",
            "key": "a1-B2c3d4e5",
            "keyLocation": at("a1-B2c3d4e5.txt"),
            "urlList": [at("c.html"), at("b.html"), at(""), at("%D8%AE%D8%A8%D8%B1.html")],
        })
    );
    assert_eq!(std::fs::read_to_string(site.join("public/a1-B2c3d4e5.txt")).expect("a key"), "a1-B2c3d4e5");
}

#[test]
fn without_a_base_the_files_are_told_by_their_paths_and_nothing_is_ready_to_be_sent() {
    let folder = newsroom("");
    build(folder.path());
    let first = told(folder.path(), "urls.json").expect("told");
    assert!(first["pages"]["added"].as_array().expect("a list").contains(&json!("خبر.html")));
    assert_eq!(told(folder.path(), "indexnow-1.json"), None);
}

#[test]
fn a_key_that_indexnow_would_not_take_is_an_error() {
    for key in ["short", "مفتاح-طويل-جدا", "with space and more", "../../etc/passwd", &"a".repeat(129)]
    {
        let site = SiteTest::new(&format!(
            "-- site.toml --\ntitle = 'x'\nbase_url = 'https://example.org'\n[indexnow]\nkey = '{key}'\n"
        ));
        assert_eq!(site.codes(), ["bad-value"], "{key}");
        assert!(!site.paths().iter().any(|path| path.contains(key)));
    }
    let site = SiteTest::new("-- site.toml --\ntitle = 'x'\n[indexnow]\nkey = 'a1-B2c3d4e5'\n");
    assert!(site.diagnostic("missing-key").help.as_deref().is_some_and(|help| help.contains("base_url")));
    let site = SiteTest::new("-- site.toml --\ntitle = 'x'\nbase_url = 'https://a.b'\n[indexnow]\n");
    assert!(site.diagnostic("missing-key").message.contains("indexnow.key"));
}

#[test]
fn the_check_finds_nothing_wrong_in_what_old_addresses_make() {
    let folder = newsroom("description = 'كل يوم'\nbase_url = 'https://example.org/ar/'");
    let aliases = "aliases = ['/?p=7', 'قديم/خبر', '/x.html', 'a.php?id=3&q=خ', '/a:b']";
    write_files(
        folder.path(),
        &format!("-- seeds/b.txt --\n+++\ntitle = 'ثان'\n{aliases}\n+++\n{PARAGRAPH}\n"),
    );
    build(folder.path());
    let check = program().args(["check", "--strict", "--site"]).arg(folder.path()).output();
    let check = check.expect("the program runs");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn nginx_finds_its_rules_beside_the_output_and_none_where_there_are_none() {
    let folder = newsroom("");
    let (site, rules) = (folder.path(), folder.path().join(".warraq/public/redirects.nginx"));
    let with_alias = format!("-- seeds/b.txt --\n+++\ntitle = 'ثان'\naliases = '/?p=7'\n+++\n{PARAGRAPH}\n");
    write_files(site, &with_alias);
    build(site);
    let text = std::fs::read_to_string(&rules).expect("rules");
    assert!(text.contains("    \"/?p=7\" \"/b.html\";\n"), "{text}");
    assert!(!site.join("public/redirects.nginx").exists());
    write_files(site, &article("b", "ثان"));
    build(site);
    assert!(!rules.exists());
}
