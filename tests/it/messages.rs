//! Message files: every key used exists in every language, every key is used, and counts are
//! chosen by PLURAL.

use std::collections::BTreeSet;
use std::path::Path;

use warraq::render::ages::UNITS;

use crate::support::{PARAGRAPH, SiteTest};

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok);
    walk.filter(|entry| entry.path().extension().is_some_and(|e| e == ending))
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("readable");
            (entry.path().display().to_string(), text)
        })
        .collect()
}

/// The keys that templates ask for, and those of what the program puts together itself.
fn used() -> BTreeSet<String> {
    let mut used: BTreeSet<String> = UNITS.iter().map(|(key, _)| (*key).to_owned()).collect();
    for (_, text) in files("templates", "html") {
        for (at, _) in text.match_indices("t(key=\"") {
            let rest = &text[at + 7..];
            used.insert(rest[..rest.find('"').expect("closed")].to_owned());
        }
    }
    used
}

#[test]
fn every_language_has_every_message_that_templates_use_and_no_other() {
    let languages = files("templates/messages", "ftl");
    assert!(languages.len() >= 8);
    for (path, text) in languages {
        let keys: BTreeSet<String> = text
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect();
        assert_eq!(keys, used(), "{path}");
    }
}

#[test]
fn no_plural_is_chosen_on_a_bare_number() {
    for (path, text) in files("templates/messages", "ftl") {
        // Whether each selector that is open chooses by PLURAL.
        let mut open = Vec::new();
        for line in text.lines().map(str::trim) {
            if line.ends_with("->") {
                open.push(line.contains("PLURAL("));
            } else if line.starts_with('}') {
                open.pop();
            } else if open.last() == Some(&false)
                && let Some(key) = line.strip_prefix('[').and_then(|rest| rest.split(']').next())
            {
                // A number itself may be chosen: it has no category.
                assert!(key.parse::<u64>().is_ok(), "{path}: {line}");
            }
        }
        assert!(open.is_empty(), "{path}: a selector on several lines, each variant on its own");
    }
}

#[test]
fn counts_have_every_form_of_their_language_and_no_other() {
    for (path, text) in files("templates/messages", "ftl") {
        let language = Path::new(&path).file_stem().expect("a name").to_string_lossy().into_owned();
        let locale: icu_locale_core::Locale = language.parse().expect("a tag");
        let rules = icu_plurals::PluralRules::try_new_cardinal((&locale).into()).expect("compiled in");
        let forms: BTreeSet<String> =
            rules.categories().map(|category| format!("{category:?}").to_lowercase()).collect();
        for (at, _) in text.match_indices("{ PLURAL(") {
            // What stands deeper is of another selector.
            let lines =
                text[at..].lines().skip(1).take_while(|line| line.trim() != "}" || line.starts_with("     "));
            let own = lines.filter(|line| line.find('[').is_some_and(|column| column == 8));
            let given = own.map(|line| line[9..line.find(']').expect("closed")].to_owned()).collect();
            assert_eq!(forms, given, "{path}");
        }
    }
}

#[test]
fn a_site_may_be_in_any_of_these_languages() {
    for (path, _) in files("templates/messages", "ftl") {
        let language = Path::new(&path).file_stem().expect("a name").to_string_lossy().into_owned();
        let site = SiteTest::new(&format!(
            "-- site.toml --\ntitle = 'x'\nlanguage = '{language}'\nbase_url = 'https://example.org/'\n\
             [newsletter]\nprovider = 'buttondown'\nusername = 'x'\n-- seeds/a/b.txt --\n+++\ntitle = 'y'\n\
             date = 2026-05-01\nupdated = 2026-05-02\ntags = 'z'\nauthors = 'w'\nseries = 'v'\n+++\n{PARAGRAPH}\n"
        ));
        assert_eq!(site.codes(), [""; 0], "{language}");
        for path in site.paths() {
            let made = site.make(path).unwrap_or_else(|fault| panic!("{language}: {path}: {fault:?}"));
            assert!(
                !path.ends_with(".html") || made.contains(&format!("<html lang=\"{language}\"")),
                "{path}"
            );
        }
    }
}
