//! Names that are too long, or that some systems take for one: an address each, or an error that names both.

use crate::support::{Site, Tree, differences, tree};

/// Sites in which two sources would have one address; of each the two names that must be told.
const COLLISIONS: &[(&str, &[(&str, &str)], [&str; 2])] = &[
    ("case", &[("seeds/n/Foo.txt", ""), ("seeds/n/foo.txt", "")], ["seeds/n/Foo.txt", "seeds/n/foo.txt"]),
    (
        "NFC and NFD",
        &[("seeds/\u{623}.txt", ""), ("seeds/\u{627}\u{654}.txt", "")],
        ["seeds/\u{623}.txt", "seeds/\u{627}\u{654}.txt"],
    ),
    (
        "case of folders",
        &[("seeds/News/a.txt", ""), ("seeds/news/a.md", "")],
        ["seeds/News/a.txt", "seeds/news/a.md"],
    ),
    ("tatweel", &[("seeds/خبر.txt", ""), ("seeds/خـبر.txt", "")], ["seeds/خبر.txt", "seeds/خـبر.txt"]),
    ("marks", &[("seeds/خبر.txt", ""), ("seeds/خَبَر.txt", "")], ["seeds/خبر.txt", "seeds/خَبَر.txt"]),
    ("space", &[("seeds/a b.txt", ""), ("seeds/a-b.txt", "")], ["seeds/a b.txt", "seeds/a-b.txt"]),
    ("ending", &[("seeds/a.txt", ""), ("seeds/a.md", "")], ["seeds/a.txt", "seeds/a.md"]),
    ("a given slug", &[("seeds/a.txt", ""), ("seeds/b.txt", "slug = 'a'")], ["seeds/a.txt", "seeds/b.txt"]),
    (
        "a date in the name",
        &[("seeds/a.txt", ""), ("seeds/2026-01-01-a.txt", ""), ("site.toml", "permalink = '{slug}.html'")],
        ["seeds/a.txt", "seeds/2026-01-01-a.txt"],
    ),
    ("a static file", &[("seeds/a.txt", ""), ("static/a.html", "x")], ["static/a.html", "seeds/a.txt"]),
    (
        "case of a static file",
        &[("seeds/a.txt", ""), ("static/A.html", "x")],
        ["static/A.html", "seeds/a.txt"],
    ),
    (
        "a file as a folder",
        &[("seeds/a.txt", ""), ("static/a.html/x", "x")],
        ["static/a.html/x", "seeds/a.txt"],
    ),
    ("a listing", &[("seeds/n/index.txt", ""), ("seeds/n/a.txt", "")], ["seeds/n/index.txt", "section n"]),
    ("tags", &[("seeds/a.txt", "tags = ['C+', 'C#']")], ["C+", "C#"]),
    ("static files", &[("static/x.css", "x"), ("static/X.css", "y")], ["static/x.css", "static/X.css"]),
];

fn write(site: &Site, path: &str, text: &str) {
    let text = match path.split('/').next() {
        Some("seeds") => format!("+++\n{text}\n+++\nنص مقال له اسم في ملفه.\n"),
        Some("site.toml") => format!("title = 'x'\n{text}\n"),
        _ => text.to_owned(),
    };
    site.write(path, &text);
}

#[test]
fn two_sources_of_one_address_are_named_and_nothing_is_published() {
    for (what, files, both) in COLLISIONS {
        let site = Site::of(2);
        let before = site.built();
        for (path, text) in *files {
            write(&site, path, text);
        }
        let run = site.build();
        assert_eq!(run.code, Some(1), "{what}: {run:?}");
        // On some disks the names are one: then there is nothing to collide.
        assert!(both.iter().all(|name| run.err.contains(name)), "{what} names both: {run:?}");
        assert_eq!(differences(&site.tree(), &before), [""; 0], "{what}");
    }
    println!("names: {} collisions named, nothing published", COLLISIONS.len());
}

fn names(tree: &Tree) -> impl Iterator<Item = &str> {
    tree.keys().flat_map(|path| path.split('/'))
}

#[test]
fn names_of_any_length_stand_in_addresses_that_every_system_can_bear() {
    let site = Site::empty();
    site.write("site.toml", "title = 'x'\nbase_url = 'https://example.org/'\n");
    let long = "ب".repeat(400);
    // The longest name that a file may have.
    let file = "م".repeat(125);
    let text = |tag: &str| {
        format!(
            "+++\ntitle = '{long}'\ntags = ['{long}{tag}']\nauthors = ['{long} {tag}']\n+++\nنص المقال.\n"
        )
    };
    site.write(&format!("seeds/{file}.txt"), &text("أ"));
    site.write(&format!("seeds/{file}/{file}.txt"), &text("ب"));
    site.write("seeds/short.txt", &text("ب"));
    for name in ["con", "CON.x", "aux", "nul", "com1", "x.", "a:b", "x y ", "lpt9", "prn"] {
        site.write(&format!("seeds/odd/{name}.txt"), "نص المقال.\n");
        site.write(&format!("seeds/{name}/in.txt"), "نص المقال.\n");
    }
    let tree_of_site = site.built();
    let reserved = ["con", "prn", "aux", "nul", "com1", "lpt9"];
    for name in names(&tree_of_site) {
        assert!(name.len() <= 220, "{name} has {} bytes", name.len());
        assert!(!reserved.contains(&name.split('.').next().unwrap_or_default()), "{name}");
        assert!(!name.ends_with(['.', ' ']) && !name.contains([':', '\\', '\u{654}']), "{name:?}");
    }
    let tags = tree_of_site.keys().filter(|path| path.starts_with("tags/ب") && path.ends_with('/'));
    assert_eq!(tags.count(), 2, "tags that differ in their last letter alone have an address each");
    assert_eq!(differences(&tree(&site.public()), &site.clean()), [""; 0], "always the same");
}
