//! Conventions at work: which role the words or the shape of a line give it.
//!
//! Rules come from `config` as data and are compiled here, with their own tests run at once. A
//! rule sees one line and where it stands; what the neighbours say is for `parse` to weigh.

mod within;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use regex_syntax::hir::Look;
use regex_syntax::hir::literal::Extractor;

use super::shape;
use crate::config::Config;
use crate::config::convention::{Convention, Role, Shape, Takes, Where, built_in};
use crate::diagnostic::{Checked, Diagnostic, catalog};
use crate::text::arabic::{after_prefix, fold, fold_chars, is_alphanumeric, is_unseen};
use crate::text::language::primary;
use crate::text::variants::Variants;
pub use within::Within;
use within::{Paragraph, Separators};

/// How many blocks before the end of an article still count as its last.
const LAST_BLOCKS: usize = 5;

/// The rules of a site, by language, and its spellings.
pub struct Conventions {
    /// Which spellings are one.
    pub variants: Variants,
    sets: BTreeMap<&'static str, Set>,
    /// What shape alone tells, without the words of any language.
    of_shape: Set,
}

/// The rules for one language, in order.
struct Set {
    rules: Vec<Rule>,
    /// Those of all rules whose markers may stand within a paragraph.
    separators: Separators,
}

/// The languages that have a set of their own.
const LANGUAGES: [&str; 6] = ["ar", "ckb", "en", "fa", "he", "ur"];

/// The set for all other languages, which knows no words.
const SHAPE: &str = "und";

impl Set {
    fn new(rules: Vec<Rule>) -> Self {
        let separators = Separators::of(&rules);
        Self { rules, separators }
    }
}

impl Conventions {
    /// Compiles the site's rules and the built-in ones, and runs the tests that each carries.
    pub fn compile(config: &Config) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let mut compiled = |conventions: &[Convention]| -> Vec<Rule> {
            conventions.iter().filter_map(|one| Rule::compile(one, &mut diagnostics)).collect()
        };
        let own = compiled(&config.conventions);
        let of_shape = compiled(&built_in(SHAPE));
        let with_own = |rules: &[Rule]| Set::new([&own, rules].concat());
        let mut sets: BTreeMap<_, _> =
            LANGUAGES.map(|language| (language, with_own(&compiled(&built_in(language))))).into();
        sets.insert(SHAPE, with_own(&of_shape));
        let of_shape = Set::new(of_shape);
        Checked { value: Self { variants: Variants::new(&config.variants), sets, of_shape }, diagnostics }
    }

    /// The rules for a language tag.
    #[must_use]
    pub fn of(&self, language: &str) -> Rules<'_> {
        let set = self.sets.get(primary(language)).or_else(|| self.sets.get(SHAPE));
        Rules(set.expect("there is a set for all other languages"))
    }

    /// The rules for what is no news: a page that says how a newsroom is reached keeps its addresses.
    #[must_use]
    pub fn of_shape(&self) -> Rules<'_> {
        Rules(&self.of_shape)
    }
}

/// The rules for one language, in order.
#[derive(Clone, Copy)]
pub struct Rules<'c>(&'c Set);

/// Where a line stands in its article.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// No paragraph of the body precedes it.
    pub first: bool,
    /// How many blocks there are from it to the end, itself included.
    pub remaining: usize,
    /// Shape may speak: newsroom text, whose subheads have no other sign.
    pub by_shape: bool,
}

/// What a rule made of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The line's role.
    pub role: Role,
    /// How much the rule takes.
    pub takes: Takes,
    /// Where the marker ends, in bytes; 0 when the rule knows no marker.
    pub marker_end: usize,
    /// Where what follows the marker and its separator begins.
    pub rest: usize,
    /// Recognised by shape alone: a guess that the neighbours must bear out.
    pub guessed: bool,
}

impl Rules<'_> {
    /// The first rule that matches `line`.
    #[must_use]
    pub fn recognise(self, line: &str, standing: Standing) -> Option<Match> {
        let line = Line::new(line);
        self.0.rules.iter().find_map(|rule| rule.recognise(&line, standing))
    }
}

/// A line under test. What several rules ask of it is worked out when the first one asks.
struct Line<'l> {
    text: &'l str,
    /// The first letter, folded.
    initial: OnceCell<Option<char>>,
    folded: OnceCell<String>,
    chars: OnceCell<usize>,
}

impl<'l> Line<'l> {
    fn new(text: &'l str) -> Self {
        Self { text, initial: OnceCell::new(), folded: OnceCell::new(), chars: OnceCell::new() }
    }

    fn initial(&self) -> Option<char> {
        *self.initial.get_or_init(|| fold_chars(self.text).next().map(|first| first.char))
    }

    /// Whether the first letter is that of `words`, which are folded.
    fn may_be(&self, words: &str) -> bool {
        self.initial() == words.chars().next()
    }

    /// Whether the first letter is one of `initials`, or there is none.
    fn may_begin_with(&self, initials: &Initials) -> bool {
        let is_one = |letters: &Vec<char>| self.initial().is_none_or(|initial| letters.contains(&initial));
        initials.as_ref().is_none_or(is_one)
    }

    fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(self.text))
    }

    /// Whether the line is longer than `most` characters; of at most four bytes each.
    fn is_longer_than(&self, most: usize) -> bool {
        let bytes = self.text.len();
        bytes > most && (bytes / 4 > most || *self.chars.get_or_init(|| self.text.chars().count()) > most)
    }
}

/// The letters, folded, with which a line must begin if it is to match: most lines begin with none of them.
/// `None` for any letter.
type Initials = Option<Vec<char>>;

#[derive(Clone)]
struct Rule {
    role: Role,
    place: Where,
    takes: Takes,
    initials: Initials,
    starts: Vec<String>,
    followed_by: Vec<Follow>,
    /// May stand within a paragraph …
    inline: bool,
    /// … before one of these, as they are written.
    separators: Vec<String>,
    ends: Vec<String>,
    equals: Vec<String>,
    pattern: Option<Pattern>,
    shape: Option<Shape>,
    max_chars: usize,
}

/// A pattern, and with which letters its matches begin.
#[derive(Clone)]
struct Pattern {
    regex: Regex,
    initials: Initials,
}

impl Pattern {
    fn new(text: &str) -> Result<Self, regex::Error> {
        Ok(Self { regex: Regex::new(text)?, initials: initials(text) })
    }
}

/// How many letters a class may hold that a pattern begins with: an e-mail address has some forty.
const CLASS_LETTERS: usize = 64;

/// The letters that a match of `pattern` begins with, if it stands at the beginning of a line and they can
/// be told.
fn initials(pattern: &str) -> Initials {
    let hir = regex_syntax::parse(pattern).ok()?;
    if !hir.properties().look_set_prefix().contains(Look::Start) {
        return None;
    }
    let beginnings = Extractor::new().limit_class(CLASS_LETTERS).extract(&hir);
    let mut letters = Vec::new();
    for beginning in beginnings.literals()? {
        match str::from_utf8(beginning.as_bytes()).ok()?.chars().next() {
            Some(letter) => letters.push(letter),
            // Nothing, to the line's end: a line without letters, of which none is asked.
            None if beginning.is_exact() && hir.properties().look_set_suffix().contains(Look::End) => {}
            None => return None,
        }
    }
    Some(letters)
}

/// What may stand behind a marker.
#[derive(Clone)]
enum Follow {
    /// Nothing.
    End,
    /// This, folded.
    Text(String),
}

impl Rule {
    fn compile(convention: &Convention, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let folded = |list: &[crate::diagnostic::Spanned<String>]| {
            list.iter().map(|item| fold(&item.value)).filter(|f| !f.is_empty()).collect()
        };
        let pattern = match &convention.pattern {
            None => None,
            Some(given) => match Pattern::new(&given.value) {
                Ok(pattern) => Some(pattern),
                Err(error) => {
                    diagnostics.push(catalog::bad_pattern(given.span.clone(), &error.to_string()));
                    return None;
                }
            },
        };
        let starts: Vec<String> = folded(&convention.starts);
        let ends: Vec<String> = folded(&convention.ends);
        let equals: Vec<String> = folded(&convention.equals);
        let of_words = || starts.iter().chain(&equals).filter_map(|words| words.chars().next());
        let of_pattern = pattern.as_ref().map_or(Some([].as_slice()), |pattern| pattern.initials.as_deref());
        let is_bound = ends.is_empty() && convention.shape.is_none();
        let initials = of_pattern.filter(|_| is_bound).map(|letters| {
            let letters: BTreeSet<char> = of_words().chain(letters.iter().copied()).collect();
            letters.into_iter().collect()
        });
        let rule = Self {
            role: convention.role.value,
            place: convention.place,
            takes: convention.takes,
            initials,
            starts,
            followed_by: convention
                .followed_by
                .iter()
                .map(|item| match item.value.as_str() {
                    "end" => Follow::End,
                    text => Follow::Text(fold(text)),
                })
                .collect(),
            inline: convention.inline,
            separators: convention
                .followed_by
                .iter()
                .filter(|item| convention.inline && item.value != "end")
                .map(|item| item.value.clone())
                .collect(),
            ends,
            equals,
            pattern,
            shape: convention.shape,
            max_chars: convention.max_chars.unwrap_or(usize::MAX),
        };
        for (lines, wanted) in [(&convention.matches, true), (&convention.rejects, false)] {
            for line in lines {
                if rule.finds(&line.value) != wanted {
                    diagnostics.push(catalog::convention_broken(line.span.clone(), wanted));
                }
            }
        }
        Some(rule)
    }

    fn recognise(&self, line: &Line<'_>, standing: Standing) -> Option<Match> {
        match self.place {
            Where::First if !standing.first => return None,
            Where::Last if standing.remaining > LAST_BLOCKS => return None,
            _ => {}
        }
        if self.shape.is_some() && !standing.by_shape {
            return None;
        }
        self.test(line)
    }

    /// Whether a line of the rule's own tests is or holds what the rule is for.
    fn finds(&self, line: &str) -> bool {
        let found_within = || {
            let separators = Separators::of(std::slice::from_ref(self));
            !self.within(&Paragraph::new(line, &[], &separators)).lines.is_empty()
        };
        self.test(&Line::new(line)).is_some() || (self.inline && found_within())
    }

    /// Whether the line itself fits, wherever it stands.
    fn test(&self, under_test: &Line<'_>) -> Option<Match> {
        if !under_test.may_begin_with(&self.initials) || under_test.is_longer_than(self.max_chars) {
            return None;
        }
        let line = under_test.text;
        let whole = |guessed| Match { role: self.role, takes: self.takes, marker_end: 0, rest: 0, guessed };
        let mut starts = self.starts.iter().filter(|start| under_test.may_be(start));
        if let Some(found) = starts.find_map(|start| self.starts_with(line, start)) {
            return Some(found);
        }
        let equals = self.equals.iter().any(|equal| under_test.may_be(equal));
        let pattern = self.pattern.as_ref().filter(|pattern| under_test.may_begin_with(&pattern.initials));
        if equals || !self.ends.is_empty() || pattern.is_some() {
            let folded = under_test.folded();
            let equals = self.equals.iter().any(|equal| equal == folded);
            if equals || self.ends.iter().any(|end| folded.ends_with(end.as_str())) {
                return Some(Match { marker_end: line.len(), rest: line.len(), ..whole(false) });
            }
            if let Some(found) = pattern.and_then(|pattern| pattern.regex.captures(folded)) {
                let place = |folded_at: usize| {
                    let nth = folded[..folded_at].chars().count();
                    fold_chars(line).nth(nth).map_or(line.len(), |folded| folded.start)
                };
                let rest = found.name("title").map_or(0, |title| place(title.start()));
                let marker_end = found.name("marker").map_or(rest, |marker| place(marker.end()));
                return Some(Match { marker_end, rest: rest.max(marker_end), ..whole(false) });
            }
        }
        match self.shape? {
            Shape::Headline => shape::is_headline(line),
            Shape::Subhead => shape::is_subhead(line),
        }
        .then(|| whole(true))
    }

    fn starts_with(&self, line: &str, start: &str) -> Option<Match> {
        let marker_end = after_prefix(line, start)?;
        let rest = skip_blank(line, marker_end);
        let found =
            |rest| Some(Match { role: self.role, takes: self.takes, marker_end, rest, guessed: false });
        if self.takes == Takes::Gaps && rest == line.len() {
            return None;
        }
        if self.followed_by.is_empty() {
            // The marker must end where a word ends.
            let goes_on = line[marker_end..].chars().next().is_some_and(is_alphanumeric)
                && start.ends_with(is_alphanumeric);
            return if goes_on { None } else { found(rest) };
        }
        for follow in &self.followed_by {
            match follow {
                Follow::End if rest == line.len() => return found(rest),
                Follow::Text(text) => {
                    if let Some(after) = after_prefix(&line[rest..], text) {
                        return found(skip_blank(line, rest + after));
                    }
                }
                Follow::End => {}
            }
        }
        None
    }
}

/// The first byte of `line` from `at` on that can be seen.
fn skip_blank(line: &str, at: usize) -> usize {
    line[at..].char_indices().find(|&(_, c)| !is_unseen(c)).map_or(line.len(), |(offset, _)| at + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANYWHERE: Standing = Standing { first: false, remaining: 1, by_shape: true };

    fn rules() -> Conventions {
        let Checked { value, diagnostics } = Conventions::compile(&Config::new("x"));
        assert_eq!(diagnostics, [], "the built-in rules pass their own tests");
        value
    }

    #[test]
    fn every_built_in_rule_says_what_it_matches_and_what_it_rejects() {
        for rule in LANGUAGES.into_iter().chain([SHAPE]).flat_map(built_in) {
            let span = &rule.role.span;
            assert!(!rule.matches.is_empty() && !rule.rejects.is_empty(), "{}:{}", span.source, span.start);
        }
    }

    #[test]
    fn the_letters_that_a_pattern_begins_with_are_told_where_they_bind() {
        for (pattern, letters) in [
            ("^(the|رابط) ?:", Some("tر")),
            ("^([a-z]+@)? ?(ل.*)?$", Some("abcdefghijklmnopqrstuvwxyz ل ل")),
            ("^[0-9]{1,2}$|^w", Some("0123456789w")),
            ("^x?", None),
            ("^(x?$)?y?", None),
            ("^x?$|^y?", None),
            ("^[^a]$", None),
            ("x", None),
        ] {
            let found = initials(pattern).map(|found| found.into_iter().collect::<BTreeSet<char>>());
            assert_eq!(found, letters.map(|letters| letters.chars().collect()), "{pattern}");
        }
    }

    #[test]
    fn a_related_line_is_split_at_its_first_colon_only() {
        let line = "قد يهمك: خسائر: دابر";
        let found = rules().of("ar").recognise(line, ANYWHERE).expect("a related line");
        assert_eq!(found.role, Role::Related);
        assert_eq!((&line[..found.marker_end], &line[found.rest..]), ("قد يهمك", "خسائر: دابر"));
    }

    #[test]
    fn prose_that_begins_like_a_marker_stays_in_the_body() {
        let line = "قد يهمك أن تعلم أن الكتاب صدر هذا الأسبوع عن دار جديدة.";
        assert_eq!(rules().of("ar").recognise(line, ANYWHERE), None);
    }

    #[test]
    fn a_rule_that_fails_its_own_tests_is_an_error_at_that_line() {
        let text = "title = 'x'\n[[convention]]\nrole = 'related'\nstarts = ['لا تفوت']\nmatches = ['لا يفوت']";
        let file = crate::source::TextFile { path: "site.toml".into(), text: text.into() };
        let config = Config::read(&file).value;
        let found = Conventions::compile(&config).diagnostics;
        assert_eq!(found.len(), 1, "told once, not once a language");
        assert_eq!(found[0].code, "convention-broken");
    }
}
