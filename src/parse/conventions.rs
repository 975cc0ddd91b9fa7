//! Conventions at work: which role the words or the shape of a line give it.
//!
//! Rules come from `config` as data and are compiled here: a site's own at once, with their tests, those of
//! a language when the first text in it is read. A rule sees one line and where it stands; what the
//! neighbours say is for `parse` to weigh.

mod line;
mod within;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::shape;
use crate::config::Config;
use crate::config::convention::{Convention, Role, Shape, Takes, Where, built_in};
use crate::diagnostic::{Checked, Diagnostic, Spanned, catalog};
use crate::text::arabic::{after_prefix, fold, fold_chars, is_alphanumeric, is_unseen};
use crate::text::language::primary;
use crate::text::variants::Variants;
use line::{Initials, Line, Pattern, Words};
pub use within::Within;
use within::{Paragraph, Separators};

/// How many blocks before the end of an article still count as its last.
const LAST_BLOCKS: usize = 5;

/// The rules of a site, by language, and its spellings.
pub struct Conventions {
    /// Which spellings are one.
    pub variants: Variants,
    /// The site's own rules, which come before those of any language.
    own: Vec<Rule>,
    /// The rules for each language, once a text in it was read: few sites have more than one, and patterns take
    /// long to compile.
    sets: BTreeMap<&'static str, OnceLock<Set>>,
    /// What shape alone tells, without the words of any language.
    of_shape: Set,
}

/// The rules for one language, in order.
struct Set {
    rules: Vec<Rule>,
    /// Which of them may match a line, by its first letter, folded; any may match one that has none.
    asked: BTreeMap<Option<char>, Vec<usize>>,
    /// Which may match a line that begins with a letter that no rule names.
    asked_of_others: Vec<usize>,
    /// Those of all rules whose markers may stand within a paragraph.
    separators: Separators,
}

/// The languages that have a set of their own.
const LANGUAGES: [&str; 6] = ["ar", "ckb", "en", "fa", "he", "ur"];

/// The set for all other languages, which knows no words.
const SHAPE: &str = "und";

impl Set {
    fn new(rules: Vec<Rule>) -> Self {
        let those = |may_match: &dyn Fn(&Vec<char>) -> bool| -> Vec<usize> {
            let is_asked = |&nth: &usize| rules[nth].initials.as_ref().is_none_or(may_match);
            (0..rules.len()).filter(is_asked).collect()
        };
        let letters: BTreeSet<&char> =
            rules.iter().filter_map(|rule| rule.initials.as_ref()).flatten().collect();
        let by_letter = letters.into_iter().map(|letter| (Some(*letter), those(&|own| own.contains(letter))));
        let asked = by_letter.chain([(None, those(&|_| true))]).collect();
        let asked_of_others = those(&|_| false);
        Self { asked, asked_of_others, separators: Separators::of(&rules), rules }
    }

    /// The rules that come with the program for a language, with others before them.
    fn built_in(language: &str, own: &[Rule]) -> Self {
        let built_in = built_in(language).into_iter();
        let compiled = built_in.map(|one| Rule::compile(&one).expect("a test compiles the built-in rules"));
        Self::new(own.iter().cloned().chain(compiled).collect())
    }
}

impl Conventions {
    /// Compiles the site's rules, and runs the tests that each carries.
    pub fn compile(config: &Config) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let mut own = Vec::with_capacity(config.conventions.len());
        for convention in &config.conventions {
            match Rule::compile(convention) {
                Ok(rule) => {
                    diagnostics.extend(rule.failures(convention));
                    own.push(rule);
                }
                Err(bad_pattern) => diagnostics.push(bad_pattern),
            }
        }
        let languages = LANGUAGES.into_iter().chain([SHAPE]);
        let sets = languages.map(|language| (language, OnceLock::new())).collect();
        let variants = Variants::new(&config.variants);
        Checked { value: Self { variants, own, sets, of_shape: Set::built_in(SHAPE, &[]) }, diagnostics }
    }

    /// The rules for a language tag.
    #[must_use]
    pub fn of(&self, language: &str) -> Rules<'_> {
        let set = self.sets.get_key_value(primary(language)).or_else(|| self.sets.get_key_value(SHAPE));
        let (language, set) = set.expect("there is a set for all other languages");
        Rules(set.get_or_init(|| Set::built_in(language, &self.own)))
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
        let Set { rules, asked, asked_of_others, .. } = self.0;
        let line = Line::new(line);
        let [initial, _] = line.beginning;
        let mut asked = asked.get(&initial).unwrap_or(asked_of_others).iter();
        asked.find_map(|&nth| rules[nth].recognise(&line, standing))
    }
}

#[derive(Clone)]
struct Rule {
    role: Role,
    place: Where,
    takes: Takes,
    initials: Initials,
    starts: Vec<Words>,
    followed_by: Vec<Follow>,
    /// May stand within a paragraph …
    inline: bool,
    /// … before one of these, as they are written.
    separators: Vec<String>,
    ends: Vec<String>,
    equals: Vec<Words>,
    pattern: Option<Pattern>,
    shape: Option<Shape>,
    max_chars: usize,
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
    /// The rule that `convention` writes down; where its pattern is none, what there is to say of that.
    fn compile(convention: &Convention) -> Result<Self, Diagnostic> {
        let bad = |given: &Spanned<String>, error: &regex::Error| {
            catalog::bad_pattern(given.span.clone(), &error.to_string())
        };
        let pattern = convention.pattern.as_ref();
        let pattern = pattern.map(|given| Pattern::new(&given.value).map_err(|error| bad(given, &error)));
        let pattern = pattern.transpose()?;
        let starts = Words::folded(&convention.starts);
        let ends = Words::folded(&convention.ends);
        let equals = Words::folded(&convention.equals);
        let of_words = || starts.iter().chain(&equals).filter_map(|words| words.initial);
        let of_pattern = pattern.as_ref().map_or(Some([].as_slice()), |pattern| pattern.initials.as_deref());
        let is_bound = ends.is_empty() && convention.shape.is_none();
        let initials = of_pattern.filter(|_| is_bound).map(|letters| {
            let letters: BTreeSet<char> = of_words().chain(letters.iter().copied()).collect();
            letters.into_iter().collect()
        });
        Ok(Self {
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
            ends: ends.into_iter().map(|words| words.text).collect(),
            equals,
            pattern,
            shape: convention.shape,
            max_chars: convention.max_chars.unwrap_or(usize::MAX),
        })
    }

    /// The lines of its own tests, in `convention`, that it does not stand to as it should.
    fn failures<'a>(&'a self, convention: &'a Convention) -> impl Iterator<Item = Diagnostic> + 'a {
        let matches = convention.matches.iter().map(|line| (line, true));
        let tests = matches.chain(convention.rejects.iter().map(|line| (line, false)));
        let failed = tests.filter(|(line, wanted)| self.finds(&line.value) != *wanted);
        failed.map(|(line, wanted)| catalog::convention_broken(line.span.clone(), wanted))
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
            let paragraph = Paragraph::new(line, Vec::new, &separators);
            paragraph.is_some_and(|paragraph| !self.within(&paragraph).lines.is_empty())
        };
        self.test(&Line::new(line)).is_some() || (self.inline && found_within())
    }

    /// Whether the line itself fits, wherever it stands.
    fn test(&self, under_test: &Line<'_>) -> Option<Match> {
        if under_test.is_longer_than(self.max_chars) {
            return None;
        }
        let line = under_test.text;
        let whole = |guessed| Match { role: self.role, takes: self.takes, marker_end: 0, rest: 0, guessed };
        let beginning = under_test.beginning;
        let mut starts = self.starts.iter().filter(|start| start.may_begin(beginning));
        if let Some(found) = starts.find_map(|start| self.starts_with(line, &start.text)) {
            return Some(found);
        }
        let equals = self.equals.iter().any(|equal| equal.may_begin(beginning));
        let pattern = self.pattern.as_ref().filter(|pattern| under_test.may_begin_with(&pattern.initials));
        if equals || !self.ends.is_empty() || pattern.is_some() {
            let folded = under_test.folded();
            let equals = self.equals.iter().any(|equal| equal.text == folded);
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
        Conventions::compile(&Config::new("x")).value
    }

    #[test]
    fn every_built_in_rule_says_what_it_matches_and_what_it_rejects() {
        for convention in LANGUAGES.into_iter().chain([SHAPE]).flat_map(built_in) {
            let span = &convention.role.span;
            let has_tests = !convention.matches.is_empty() && !convention.rejects.is_empty();
            assert!(has_tests, "{}:{}", span.source, span.start);
            let rule = Rule::compile(&convention).expect("its pattern is one");
            assert_eq!(rule.failures(&convention).collect::<Vec<_>>(), [], "it passes them");
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
