//! What a site is made up of: its sections, one in another.

use crate::diagnostic::{Spanned, catalog};
use crate::table::Table;
use crate::text::arabic::fold;
use crate::text::slug::slug;

/// A section as `site.toml` names it.
#[derive(Clone, Debug)]
pub struct SectionConfig {
    /// Its folder and part of the address; that of a section in another begins with the other's, as in
    /// `politics/syria`.
    pub slug: String,
    /// Its name.
    pub title: String,
}

/// The section of `sections` that an article means by `name`: its slug or its title, however that is spelt.
#[must_use]
pub fn section_called<'s>(sections: &'s [SectionConfig], name: &str) -> Option<&'s SectionConfig> {
    let by_slug = sections.iter().find(|section| section.slug == name);
    by_slug.or_else(|| {
        let folded = fold(name);
        sections.iter().find(|section| fold(&section.title) == folded)
    })
}

/// The innermost section of `sections` whose folder `folders` are or lie in: names parted by `/`.
#[must_use]
pub fn section_of_folders<'s>(sections: &'s [SectionConfig], folders: &str) -> Option<&'s SectionConfig> {
    let mut found = None;
    let mut path = String::new();
    for folder in folders.split('/') {
        let Some(part) = slug(folder).filter(|_| !sections.is_empty()) else { break };
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&part);
        found = sections.iter().find(|section| section.slug == path).or(found);
    }
    found
}

/// Reads one section; `slugs` are those of the sections before it.
pub(super) fn read_section(mut table: Table<'_, '_>, slugs: &mut Vec<String>) -> Option<SectionConfig> {
    let given = table.required_string("slug");
    let title = table.string("title");
    if let Some(Spanned { value, span }) = &given {
        let parts: Option<Vec<String>> = value.split('/').map(slug).collect();
        let meant = parts.map(|parts| parts.join("/"));
        if meant.as_deref() != Some(value) {
            table.report(catalog::bad_slug(span.clone(), value, meant.as_deref()));
        }
        if slugs.contains(value) {
            table.report(catalog::section_twice(span.clone(), value));
        }
        slugs.push(value.clone());
    }
    table.finish();
    let slug = given?.value;
    Some(SectionConfig { title: title.map_or_else(|| slug.clone(), |t| t.value), slug })
}
