//! Newsroom conventions as `site.toml` and the built-in sets write them: data, not yet compiled.

use crate::diagnostic::{Spanned, catalog};
use crate::table::{Document, Table};

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The article's headline.
    Headline,
    /// A subhead.
    Heading,
    /// Ordinary text. A rule with this role keeps later rules away from it.
    Body,
    /// A line that points to another article by its headline.
    Related,
    /// The invitation to the newsletter.
    Newsletter,
    /// Who wrote it.
    Byline,
    /// Where it was written.
    Dateline,
    /// Whom a text or picture is owed to.
    Credit,
    /// What a picture shows.
    Caption,
    /// Where to write or call.
    Contact,
    /// A link to the article itself.
    SelfLink,
    /// What a feed adds at an article's end.
    FeedTail,
    /// What is left out.
    Omit,
}

impl Role {
    /// Every role by its name in `site.toml`.
    pub const NAMES: [(&'static str, Self); 13] = [
        ("headline", Self::Headline),
        ("heading", Self::Heading),
        ("body", Self::Body),
        ("related", Self::Related),
        ("newsletter", Self::Newsletter),
        ("byline", Self::Byline),
        ("dateline", Self::Dateline),
        ("credit", Self::Credit),
        ("caption", Self::Caption),
        ("contact", Self::Contact),
        ("self-link", Self::SelfLink),
        ("feed-tail", Self::FeedTail),
        ("omit", Self::Omit),
    ];

    /// The roles that a site keeps, shows apart or leaves out, by `[roles]`.
    pub const TREATED: [Self; 7] = [
        Self::Byline,
        Self::Dateline,
        Self::Credit,
        Self::Caption,
        Self::Contact,
        Self::SelfLink,
        Self::FeedTail,
    ];

    /// The role's name in `site.toml`, and the class by which the theme knows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, role)| *role == self).map_or("", |(name, _)| name)
    }
}

/// What becomes of a role's blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// They stay ordinary paragraphs.
    Keep,
    /// They are shown as what they are.
    Apart,
    /// They are left out.
    Omit,
}

/// What becomes of each role's blocks.
#[derive(Clone, Debug)]
pub struct Treatments([(Role, Treatment); Role::TREATED.len()]);

impl Default for Treatments {
    /// Everything is shown as what it is, but for what feeds add, which is left out.
    fn default() -> Self {
        Self(Role::TREATED.map(|role| match role {
            Role::FeedTail => (role, Treatment::Omit),
            _ => (role, Treatment::Apart),
        }))
    }
}

impl Treatments {
    /// Reads `[roles]`.
    pub(super) fn read(mut table: Table<'_, '_>) -> Self {
        let values = [("keep", Treatment::Keep), ("apart", Treatment::Apart), ("omit", Treatment::Omit)];
        let mut treatments = Self::default();
        for (role, treatment) in &mut treatments.0 {
            if let Some(given) = choice(&mut table, role.name(), &values) {
                *treatment = given.value;
            }
        }
        table.finish();
        treatments
    }

    /// What becomes of blocks with `role`.
    #[must_use]
    pub fn of(&self, role: Role) -> Treatment {
        let treated = self.0.iter().find(|(treated, _)| *treated == role);
        match treated {
            Some((_, treatment)) => *treatment,
            None if role == Role::Omit => Treatment::Omit,
            None => Treatment::Apart,
        }
    }
}

/// Where in an article a rule may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Before any paragraph of the body.
    First,
    /// Anywhere.
    Any,
    /// Among the last blocks.
    Last,
}

/// How much a match takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The line itself.
    Line,
    /// The line's rest or, if it has none, the titles on the lines after it.
    Following,
    /// Everything to the end of the article.
    ToEnd,
    /// The titles that follow on the line itself, parted by gaps of four spaces or more; a sentence
    /// behind them is body text again.
    Gaps,
    /// The beginning of the line, up to the marker's end; the rest is body text.
    Start,
}

/// A shape that a line has without any word to know it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A short line that heads the article.
    Headline,
    /// A short line between paragraphs.
    Subhead,
}

/// One rule, with its own tests.
#[derive(Clone, Debug)]
pub struct Convention {
    /// What a matching block is.
    pub role: Spanned<Role>,
    /// Where it may stand.
    pub place: Where,
    /// How much it takes.
    pub takes: Takes,
    /// The block begins with one of these …
    pub starts: Vec<Spanned<String>>,
    /// … followed by one of these (`end`: by nothing); anything, if the list is empty.
    pub followed_by: Vec<Spanned<String>>,
    /// The beginning, and what follows it, may also stand within a paragraph.
    pub inline: bool,
    /// The block ends with one of these.
    pub ends: Vec<Spanned<String>>,
    /// The block is one of these.
    pub equals: Vec<Spanned<String>>,
    /// The folded block matches this regular expression.
    pub pattern: Option<Spanned<String>>,
    /// The block has this shape.
    pub shape: Option<Shape>,
    /// The longest block that may match, in characters.
    pub max_chars: Option<usize>,
    /// Lines that must match.
    pub matches: Vec<Spanned<String>>,
    /// Lines that must not.
    pub rejects: Vec<Spanned<String>>,
}

/// Reads every `[[convention]]` of `table`.
pub fn read_all(table: &mut Table<'_, '_>) -> Vec<Convention> {
    table.tables("convention", read)
}

/// The rules that come with the program for a language, if it has any.
///
/// # Panics
/// Never: the compiled-in files are read by a test.
#[must_use]
pub fn built_in(language: &str) -> Vec<Convention> {
    let (name, text) = match language {
        "ar" => ("<built-in>/conventions/ar.toml", include_str!("conventions/ar.toml")),
        "ckb" => ("<built-in>/conventions/ckb.toml", include_str!("conventions/ckb.toml")),
        "en" => ("<built-in>/conventions/en.toml", include_str!("conventions/en.toml")),
        "fa" => ("<built-in>/conventions/fa.toml", include_str!("conventions/fa.toml")),
        "he" => ("<built-in>/conventions/he.toml", include_str!("conventions/he.toml")),
        "ur" => ("<built-in>/conventions/ur.toml", include_str!("conventions/ur.toml")),
        _ => ("<built-in>/conventions/common.toml", include_str!("conventions/common.toml")),
    };
    let mut diagnostics = Vec::new();
    let document = Document::parse(&name.into(), 0, text, &mut diagnostics);
    let mut root = document.root(&mut diagnostics);
    let rules = read_all(&mut root);
    root.finish();
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    rules
}

fn read(mut table: Table<'_, '_>) -> Option<Convention> {
    let role = table.required_string("role").and_then(|given| choose(&mut table, given, &Role::NAMES));
    let place =
        choice(&mut table, "where", &[("first", Where::First), ("any", Where::Any), ("last", Where::Last)]);
    let takes = choice(
        &mut table,
        "takes",
        &[
            ("line", Takes::Line),
            ("following", Takes::Following),
            ("to-end", Takes::ToEnd),
            ("gaps", Takes::Gaps),
            ("start", Takes::Start),
        ],
    );
    let shape = choice(&mut table, "shape", &[("headline", Shape::Headline), ("subhead", Shape::Subhead)]);
    let max_chars = table.count("max_chars").map(|count| count.value);
    let span = table.span();
    let (starts, followed_by) = (table.strings("starts"), table.strings("followed_by"));
    let (ends, equals) = (table.strings("ends"), table.strings("equals"));
    let pattern = table.string("pattern");
    let (matches, rejects) = (table.strings("matches"), table.strings("rejects"));
    if starts.is_empty() && ends.is_empty() && equals.is_empty() && pattern.is_none() && shape.is_none() {
        table.report(catalog::convention_without_test(span.clone()));
    }
    let inline = table.boolean("inline").is_some_and(|inline| inline.value);
    if inline && followed_by.is_empty() && takes.as_ref().is_none_or(|takes| takes.value != Takes::Gaps) {
        table.report(catalog::convention_inline_alone(span));
    }
    table.finish();
    Some(Convention {
        role: role?,
        place: place.map_or(Where::Any, |p| p.value),
        takes: takes.map_or(Takes::Line, |t| t.value),
        starts,
        followed_by,
        inline,
        ends,
        equals,
        pattern,
        shape: shape.map(|s| s.value),
        max_chars,
        matches,
        rejects,
    })
}

/// One of the named values that `key` may have.
pub(super) fn choice<T: Copy>(
    table: &mut Table<'_, '_>,
    key: &'static str,
    values: &[(&'static str, T)],
) -> Option<Spanned<T>> {
    let given = table.string(key)?;
    choose(table, given, values)
}

/// That of `values` which `given` names, or a report of what it may be.
pub(super) fn choose<T: Copy>(
    table: &mut Table<'_, '_>,
    given: Spanned<String>,
    values: &[(&'static str, T)],
) -> Option<Spanned<T>> {
    match values.iter().find(|(name, _)| *name == given.value) {
        Some(&(_, value)) => Some(Spanned { value, span: given.span }),
        None => {
            let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
            table.report(catalog::unknown_value(given.span, &given.value, &names));
            None
        }
    }
}
