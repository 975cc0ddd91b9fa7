//! Articles that would rather stand elsewhere: in no address, on no disk.

use warraq::config::Config;
use warraq::diagnostic::show::Shown;
use warraq::diagnostic::{Diagnostic, Severity};
use warraq::source::TextFile;

use crate::support::{PARAGRAPH, SiteTest};

/// Names that lead out of a folder, or mean something to some system.
const NAMES: &[&str] = &[
    "..",
    ".",
    "../x",
    "../../x",
    "../../../../../../etc/passwd",
    "..\\x",
    "..\\..\\x",
    "x/../../y",
    "x/..",
    "./x",
    "/x",
    "/etc/passwd",
    "//x",
    "//evil.example/x",
    "\\x",
    "\\\\server\\share\\x",
    "C:\\x",
    "C:/x",
    "c:x",
    "C:",
    "file:///etc/passwd",
    "https://evil.example/x",
    "~/x",
    "~root",
    "$HOME/x",
    "%2e%2e/x",
    "%2e%2e%2fx",
    "..%2fx",
    "..%5cx",
    "%252e%252e%252fx",
    "%c0%ae%c0%ae/x",
    "．．/x",
    "‥/x",
    "x\u{0}y",
    "x\u{0}.html",
    "../\u{0}",
    "x\ny",
    "x\r\ny",
    "x\ty",
    "x\u{7f}y",
    "x\u{85}y",
    "x\u{2028}y",
    "x?y",
    "x#y",
    "x%y",
    "x:y",
    "x*y",
    "x|y",
    "x<y>z",
    "x\"y",
    "x'y",
    "x&y",
    "x;y",
    "x`y",
    "x y ",
    " x",
    "x.",
    "x..",
    "x ",
    "-",
    "--help",
    "-rf",
    "con",
    "CON",
    "nul",
    "aux.txt",
    "com1",
    "LPT9",
    "COM¹",
    "lpt²",
    "con.x.y",
    ".git",
    ".htaccess",
    "_headers",
    "index.html",
    "404.html",
    "\u{202e}x",
    "x\u{202e}lmth",
    "\u{feff}",
    "\u{200b}",
    "",
    " ",
    "☃",
    "🙂/..",
];

/// Whether a path stays in its folder and means the same everywhere.
fn is_safe(path: &str) -> bool {
    let reserved = ["con", "prn", "aux", "nul", "com1", "lpt9", "com¹", "lpt²"];
    !path.is_empty()
        && path.split('/').all(|part| {
            let stem = part.split('.').next().unwrap_or_default();
            !part.is_empty()
                && !part.starts_with('.')
                && !part.ends_with(['.', ' '])
                && !reserved.contains(&stem)
                && !part.contains(|c: char| {
                    c.is_control() || "\\:*?\"<>|%#~$`;&'\u{202e}\u{200b}\u{feff}".contains(c)
                })
        })
}

fn quoted(name: &str) -> String {
    // TOML's basic strings and JSON's escape alike.
    serde_json::to_string(name).expect("a string").replace('\u{7f}', "\\u007f")
}

fn assert_safe(site: &SiteTest) {
    for path in site.paths() {
        assert!(path == "_headers" || is_safe(path), "{path:?}");
    }
}

/// A site with one article for each name, `seeds/<number>.txt`, with `key` in its front matter.
fn site_with(key: &str) -> SiteTest {
    let articles = NAMES.iter().enumerate().map(|(nth, name)| {
        format!("-- seeds/{nth}.txt --\n+++\n{key} = {}\n+++\n{PARAGRAPH}\n", quoted(name))
    });
    SiteTest::new(&articles.collect::<String>())
}

#[test]
fn a_slug_stands_in_its_address_as_it_is_written_or_is_refused_at_its_line() {
    let site = site_with("slug");
    assert_safe(&site);
    for (nth, name) in NAMES.iter().enumerate() {
        let said = site.said_of(&format!("seeds/{nth}.txt"));
        let refused = said.iter().any(|found| {
            found.severity == Severity::Error
                && found.code == "bad-value"
                && found.span.as_ref().is_some_and(|span| span.start == 11)
        });
        let stands = site.paths().contains(&&*format!("{name}.html"));
        assert!(refused != stands, "{name:?}: {said:?}");
    }
}

#[test]
fn a_section_makes_a_safe_address_or_is_refused() {
    let site = site_with("section");
    assert_safe(&site);
    for (nth, name) in NAMES.iter().enumerate().filter(|(_, name)| !name.contains(char::is_alphanumeric)) {
        let said = site.said_of(&format!("seeds/{nth}.txt"));
        assert!(said.iter().any(|found| found.code == "bad-value"), "{name:?}: {said:?}");
    }
}

#[test]
fn files_and_folders_of_any_name_make_safe_addresses() {
    let can_be = |name: &&&str| !name.contains(['/', '\0']) && !matches!(**name, "" | "." | "..");
    let names = NAMES.iter().filter(can_be);
    let files = names.flat_map(|name| [format!("seeds/{name}.txt"), format!("seeds/{name} s/x.md")]);
    let files: Vec<String> = files.collect();
    let text = |path: &String| (path.clone(), PARAGRAPH.as_bytes().to_vec());
    let files: Vec<(String, Vec<u8>)> = files.iter().map(text).collect();
    let files: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    assert_safe(&SiteTest::with_bytes("", &files));
}

/// Whether a path can stay in a folder: no part of it leads up, and no system reads a drive or a host in it.
fn stays(name: &str) -> bool {
    let name = name.to_lowercase().replace("%2e", ".").replace("%2f", "/").replace("%5c", "\\");
    !name.contains('\\') && !name.starts_with("//") && name.split('/').all(|part| part != "..")
}

#[test]
fn a_picture_that_leaves_the_folder_of_the_site_is_an_error_at_its_line() {
    let mut checked = 0;
    for name in NAMES.iter().filter(|name| !stays(name) || name.contains(":\\") || name.starts_with("C:")) {
        let site = SiteTest::new(&format!(
            "-- seeds/a.txt --\n+++\n[image]\nalt = 'x'\nsrc = {0}\n+++\n{PARAGRAPH}\n\
             -- seeds/authors/b.txt --\n+++\ntitle = 'ليلى'\nphoto = {0}\n+++\n{PARAGRAPH}\n",
            quoted(name)
        ));
        for (path, start) in [("seeds/a.txt", 28), ("seeds/authors/b.txt", 31)] {
            let said = site.said_of(path);
            let at = |found: &Diagnostic| found.span.as_ref().map_or(0, |span| span.start);
            let is_refused = |found: &&Diagnostic| {
                (found.severity, &*found.code, at(found)) == (Severity::Error, "bad-value", start)
            };
            assert!(said.iter().copied().any(|found| is_refused(&found)), "{name:?}: {said:?}");
        }
        checked += 1;
    }
    assert!(checked > 15, "{checked}");
}

#[test]
fn a_tag_an_author_or_a_series_of_any_name_has_a_safe_address() {
    for key in ["tags", "authors", "series"] {
        assert_safe(&site_with(key));
    }
}

#[test]
#[cfg(unix)]
fn a_file_whose_name_not_every_system_can_hold_is_an_error_that_names_it() {
    let mut others = Vec::new();
    let refused = [
        "con.txt",
        "aux/f.css",
        "a:b.txt",
        "dot.",
        "COM¹.pdf",
        "a\nb.txt",
        "x\u{202e}gpj.exe",
        "a\\b",
        "end ",
    ];
    for name in refused.iter().chain(&["sound.txt", "ملف خبر.pdf"]) {
        others.push((format!("static/{name}"), b"x".to_vec()));
    }
    let others: Vec<(&str, Vec<u8>)> =
        others.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let site = SiteTest::with_bytes("", &others);
    assert_eq!(site.codes(), vec!["name-unsafe"; refused.len()]);
    for name in refused {
        let said = site.said_of(&format!("static/{name}"));
        assert!(said.len() == 1 && said[0].severity == Severity::Error, "{name:?}: {said:?}");
        let shown = Shown::new(said[0], &|_| None).human();
        assert!(
            !shown.contains(name) || !name.contains(['\n', '\u{202e}']),
            "it acts on a terminal: {shown:?}"
        );
    }
}

#[test]
fn settings_that_lead_out_of_the_site_are_errors_at_their_line() {
    for name in NAMES.iter().filter(|name| name.contains("..") || name.contains(['\0', '\\', ':'])) {
        for (settings, start) in [
            (format!("permalink = {}", quoted(&format!("{name}/{{slug}}.html"))), 24),
            (format!("[[section]]\nslug = {}", quoted(name)), 31),
            (format!("language = {}", quoted(name)), 23),
            (format!("base_url = {}", quoted(name)), 23),
        ] {
            if settings.starts_with("base_url = \"https:") {
                continue;
            }
            let text = format!("title = 'x'\n{settings}\n").into();
            let found = Config::read(&TextFile { path: "site.toml".into(), text }).diagnostics;
            let told =
                |d: &Diagnostic| d.code == "bad-value" && d.span.as_ref().is_some_and(|s| s.start == start);
            assert!(found.iter().any(told), "{settings}: {found:?}");
        }
    }
}

#[cfg(unix)]
mod links {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use tempfile::TempDir;
    use warraq::clock::Terms;
    use warraq::compile;
    use warraq::read::read;

    use crate::support::terms;

    const SECRET: &str = "سر لا يُنشر";

    /// A site with something to read in it, and beside it a folder that is none of its.
    fn site() -> (TempDir, std::path::PathBuf) {
        let folder = TempDir::new().expect("a temporary folder");
        let site = folder.path().join("site");
        for (path, text) in [
            ("site/site.toml", "title = 'x'"),
            ("site/seeds/a.txt", "نص."),
            ("site/static/a.css", "a{}"),
            ("site/templates/partials/own.html", "x"),
            ("out/secret.txt", SECRET),
            ("out/secret.html", SECRET),
            ("out/partials/footer.html", SECRET),
            ("out/deep/secret.md", SECRET),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        (folder, site)
    }

    /// The codes of all that is found, and everything that would be published.
    fn built(site: &Path) -> (Vec<String>, String) {
        let sources = read(site);
        let mut codes: Vec<_> = sources.diagnostics.iter().map(|found| found.code.to_string()).collect();
        let compiled = compile(&sources.value, &Terms { drafts: true, ..terms() });
        codes.extend(compiled.diagnostics.iter().map(|found| found.code.to_string()));
        let press = compiled.value.press(&sources.value);
        let made = compiled.value.plan.iter().map(|output| output.make(&press).expect("made"));
        let text = made.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
        (codes, text)
    }

    #[test]
    fn a_link_to_a_file_a_folder_or_itself_is_named_and_not_followed() {
        let (folder, _) = site();
        let out = folder.path().join("out");
        for (place, name) in [("seeds", "b.txt"), ("static", "b.txt"), ("templates", "partials/footer.html")]
        {
            for target in
                [out.join("secret.txt"), out.clone(), "/etc/hostname".into(), "..".into(), name.into()]
            {
                let (_keep, site) = site();
                symlink(&target, site.join(place).join(name)).expect("linked");
                let (codes, text) = built(&site);
                assert_eq!(
                    codes.iter().filter(|code| **code == "symlink").count(),
                    1,
                    "{place} {target:?}: {codes:?}"
                );
                assert!(!text.contains(SECRET), "{place} {target:?}");
            }
        }
    }

    #[test]
    fn a_loop_of_links_ends() {
        let (_keep, site) = site();
        for place in ["seeds", "static", "templates"] {
            symlink("two", site.join(place).join("one")).expect("linked");
            symlink("one", site.join(place).join("two")).expect("linked");
            symlink("..", site.join(place).join("up")).expect("linked");
        }
        let (codes, _) = built(&site);
        assert_eq!(codes.iter().filter(|code| **code == "symlink").count(), 9, "{codes:?}");
    }

    #[test]
    fn a_folder_of_the_site_that_is_a_link_is_an_error() {
        for place in ["seeds", "static", "templates"] {
            let (folder, site) = site();
            fs::remove_dir_all(site.join(place)).expect("removed");
            symlink(folder.path().join("out"), site.join(place)).expect("linked");
            let (codes, text) = built(&site);
            assert!(codes.iter().any(|code| code == "folder-symlink"), "{place}: {codes:?}");
            assert!(!text.contains(SECRET), "{place}");
        }
    }
}
