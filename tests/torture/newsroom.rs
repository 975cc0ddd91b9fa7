//! A newsroom in which anything may happen, between two builds.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::support::{Dice, Site, files_below};

const HEADLINES: &[&str] = &[
    "سعر الذهب اليوم",
    "أسعار الذهب اليوم",
    "انقطاع الكهرباء في دمشق",
    "دمشق: عودة الكهرباء",
    "هُدنةٌ في غزّة",
    "هدنة في غزة",
    "Front page",
    "مئة يوم على الزلزال",
    "«مقابلة» مع الكاتبة سعاد العلي",
];
const TAGS: &[&str] = &["ذهب", "الذهب", "أنقرة", "أنقره", "#غزة", "غزة", "قطاع_غزة", "قطاع غزة", "economy"];
const AUTHORS: &[&str] = &["سعاد العلي", "عمر", "سعاد  العلي"];
const SECTIONS: &[&str] = &["news/", "economy/", "رأي/", "", "news/deep/", "en/news/", "en/"];
const NAMES: &[&str] = &["a", "b", "c", "2026-05-01-gold", "خبر", "مقال طويل", "d", "e", "2025-12-31-f", "g"];
const LINES: &[&str] = &[
    "فقرة من المتن فيها كلام يكفي لأن تكون جملة تامة عن أمر وقع.",
    "وقال المتحدث إن 3-1 نتيجة \"عادلة\"، وإن Reuters نقلت الخبر.",
    "عنوان فرعي",
    "- بند\n- بند آخر",
    "اشترك في نشرتنا البريدية",
    "<b>خط غليظ</b> و<script>x</script>",
    "## عنوان في Markdown",
    "[رابط](https://example.com/) و[آخر](javascript:alert(1))",
    "![](x.png)",
    "2014. عام صعب على الجميع كما قال.",
];
const SETTINGS: &[&str] = &[
    "description = 'عن الناس'",
    "language = 'ar-SY'",
    "timezone = 'Asia/Damascus'",
    "permalink = '{section}/{slug}/'",
    "[listings]\nsize = 2",
    "[related]\nunresolved = 'omit'",
    "[typography]\nquotes = '«»'",
    "[markdown]\nhtml = 'text'",
    "[[section]]\nslug = 'economy'\ntitle = 'اقتصاد'",
    "[[edition]]\nlanguage = 'en'\n[[edition.section]]\nslug = 'news'",
    "[newsletter]\nprovider = 'buttondown'\nusername = 'almadina'",
    "[[convention]]\nrole = 'omit'\nstarts = ['وقال المتحدث']\nmatches = ['وقال المتحدث إن']\nrejects = ['x']",
];

/// A newsroom in which anything may happen.
pub(crate) struct Newsroom {
    pub(crate) site: Site,
    pub(crate) dice: Dice,
    /// What was done, for whoever must find out why.
    pub(crate) log: Vec<String>,
    /// Somebody has removed files of the output: of folders that he left empty nobody knows whose they are.
    pub(crate) bereft: bool,
}

impl Newsroom {
    pub(crate) fn new(seed: u64) -> Self {
        let mut newsroom =
            Self { site: Site::empty(), dice: Dice::nth(seed), log: Vec::new(), bereft: false };
        newsroom.settings();
        for _ in 0..6 {
            newsroom.write_article();
        }
        newsroom
    }

    fn root(&self) -> PathBuf {
        self.site.root()
    }

    fn write(&mut self, path: &str, text: &str) {
        let end = text.ceil_char_boundary(400);
        self.log.push(format!("write {path}: {:?}", &text[..end]));
        let target = self.root().join(path);
        // A file may stand where a folder must, and the other way round.
        for above in target.ancestors().skip(1).take_while(|above| above.starts_with(self.root())) {
            if above.is_file() {
                fs::remove_file(above).expect("removed");
            }
        }
        if target.is_dir() {
            fs::remove_dir_all(&target).expect("removed");
        }
        self.site.write(path, text);
    }

    fn seed(&mut self) -> Option<PathBuf> {
        let seeds = files_below(&self.root().join("seeds"), &["txt", "md"]);
        if seeds.is_empty() { None } else { Some(self.dice.of(&seeds).clone()) }
    }

    fn output(&mut self) -> Option<PathBuf> {
        let files = files_below(&self.site.public(), &[]);
        if files.is_empty() { None } else { Some(self.dice.of(&files).clone()) }
    }

    fn note(&mut self, what: &str, path: &Path) {
        self.log.push(format!("{what} {}", path.strip_prefix(self.root()).unwrap_or(path).display()));
    }

    fn seed_name(&mut self) -> String {
        let (section, name) = (*self.dice.of(SECTIONS), *self.dice.of(NAMES));
        format!("seeds/{section}{name}.{}", self.dice.of(&["txt", "txt", "md"]))
    }

    fn front(&mut self) -> String {
        let mut front = String::new();
        if !self.dice.once_in(6) {
            front += &format!("title = \"{}\"\n", self.dice.of(HEADLINES));
        }
        if !self.dice.once_in(3) {
            front += &format!("date = 2026-0{}-{:02}\n", self.dice.below(3) + 1, self.dice.below(28) + 1);
        }
        for (key, all) in [("tags", TAGS), ("authors", AUTHORS), ("related", HEADLINES)] {
            if self.dice.once_in(2) {
                front += &format!("{key} = ['{}']\n", self.dice.some(all).join("', '"));
            }
        }
        for line in [
            "updated = 2026-06-01\n",
            "section = 'رأي'\n",
            "lang = 'en'\n",
            "translation = 'news/a'\n",
            "newsletter = false\n",
        ] {
            if self.dice.once_in(10) {
                front += line;
            }
        }
        if self.dice.once_in(8) {
            front += "draft = true\n";
        }
        if self.dice.once_in(60) {
            front += "titel = 'x'\n";
        }
        front
    }

    fn text(&mut self) -> String {
        let mut lines: Vec<String> =
            (0..=self.dice.below(6)).map(|_| (*self.dice.of(LINES)).into()).collect();
        if self.dice.once_in(2) {
            lines.push(format!("قد يهمك: {}", self.dice.of(HEADLINES)));
        }
        lines.join("\n\n") + "\n"
    }

    fn write_article(&mut self) {
        let name = self.seed_name();
        let front = self.front();
        let text = self.text();
        if self.dice.once_in(5) {
            self.write(&name, &text);
            let sidecar = name.rsplit_once('.').expect("an ending").0.to_owned() + ".toml";
            self.write(&sidecar, &front);
        } else {
            self.write(&name, &format!("+++\n{front}+++\n{text}"));
        }
    }

    fn settings(&mut self) {
        let mut top = vec!["title = 'صحيفة'".to_owned()];
        if !self.dice.once_in(4) {
            top.push("base_url = 'https://example.org/ar/'".to_owned());
        }
        top.extend(self.dice.some(SETTINGS).into_iter().map(str::to_owned));
        // Tables come after plain settings, as TOML wants it.
        self.write("site.toml", &(top.join("\n") + "\n"));
    }

    fn template(&mut self) {
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let all = files_below(&built_in, &["html"]);
        let from = self.dice.of(&all).clone();
        let name = from.strip_prefix(&built_in).expect("below").display().to_string();
        let own = self.root().join("templates").join(&name);
        if own.exists() && self.dice.once_in(2) {
            self.note("remove", &own);
            return fs::remove_file(own).expect("removed");
        }
        let mut text = fs::read_to_string(from).expect("a template");
        let mut more = format!("<!-- {} -->", self.dice.below(9));
        // Pages that send readers on are made by who knows an earlier build alone, until it is built.
        if self.dice.once_in(12) && name != "redirect.html" {
            more += "{{ nothing.at_all }}";
        }
        // A template that extends another may hold nothing outside its blocks.
        match text.rfind("{% endblock") {
            Some(end) => text.insert_str(end, &more),
            None => text += &more,
        }
        self.write(&format!("templates/{name}"), &text);
    }

    fn messages(&mut self) {
        let path = "templates/messages/ar.ftl";
        if self.root().join(path).exists() && self.dice.once_in(3) {
            self.log.push(format!("remove {path}"));
            return fs::remove_file(self.root().join(path)).expect("removed");
        }
        let key = *self.dice.of(&["latest", "tags", "older", "related-title"]);
        let text = format!("{key} = كلام {}\n", self.dice.below(5));
        self.write(path, &text);
    }

    fn asset(&mut self) {
        let names = ["warraq.css", "x.txt", "favicon.svg", "deep/y.txt", ".nojekyll", "news", "a.html"];
        let odd = if self.dice.once_in(6) { names.len() } else { 5 };
        let name = *self.dice.of(&names[..odd]);
        let path = self.root().join("static").join(name);
        if path.is_file() && self.dice.once_in(2) {
            self.note("remove", &path);
            return fs::remove_file(path).expect("removed");
        }
        let nth = self.dice.below(9);
        let text = match (name, nth) {
            ("favicon.svg", 0..3) => "<svg onload='x'/>".to_owned(),
            ("favicon.svg", _) => format!("<svg id='n{nth}'/>"),
            _ => format!("/* {nth} */"),
        };
        self.write(&format!("static/{name}"), &text);
    }

    /// Something other than the program has been at the output.
    fn tamper(&mut self) {
        let Some(path) = self.output() else { return };
        let was = fs::read(&path).expect("read");
        let what = self.dice.below(6);
        self.bereft |= matches!(what, 2 | 5);
        self.note(["change", "cut", "remove", "touch", "empty", "remove the folder of"][what], &path);
        match what {
            // The same length: only the time tells.
            0 => fs::write(&path, vec![b'x'; was.len()]).expect("written"),
            1 => fs::write(&path, &was[..was.len() / 2]).expect("written"),
            2 => fs::remove_file(&path).expect("removed"),
            3 => touch(&path, SystemTime::now()),
            4 => fs::write(&path, "").expect("written"),
            _ => fs::remove_dir_all(path.parent().expect("a folder")).expect("removed"),
        }
    }

    pub(crate) fn edit(&mut self) {
        match self.dice.below(20) {
            0..=3 => self.write_article(),
            4..=5 => {
                let Some(path) = self.seed() else { return };
                self.note("add a line to", &path);
                let text = fs::read_to_string(&path).expect("read") + "\n" + *self.dice.of(LINES) + "\n";
                fs::write(path, text).expect("written");
            }
            6 => {
                let Some(path) = self.seed() else { return };
                self.note("delete", &path);
                fs::remove_file(path).expect("removed");
            }
            7..=8 => {
                let Some(path) = self.seed() else { return };
                let name = self.seed_name();
                self.note(&format!("move to {name}:"), &path);
                let to = self.root().join(name);
                fs::create_dir_all(to.parent().expect("a folder")).expect("made");
                fs::rename(path, to).expect("moved");
            }
            9 => {
                let (Some(one), Some(other)) = (self.seed(), self.seed()) else { return };
                self.note("swap", &one);
                self.note("with", &other);
                let aside = self.root().join("aside");
                fs::rename(&one, &aside).expect("moved");
                if other.exists() {
                    fs::rename(&other, &one).expect("moved");
                }
                fs::rename(aside, other).expect("moved");
            }
            10 => {
                let Some(path) = self.seed() else { return };
                self.note("rewrite or touch", &path);
                if self.dice.once_in(2) {
                    fs::write(&path, fs::read(&path).expect("read")).expect("written");
                } else {
                    touch(&path, SystemTime::now() - Duration::from_secs(self.dice.next() % 100_000));
                }
            }
            11 => {
                let Some(path) = self.seed() else { return };
                // As long as before, and no younger: what a restored backup looks like.
                self.note("replace behind its time", &path);
                let was = fs::metadata(&path).expect("there").modified().expect("a time");
                let text = fs::read_to_string(&path).expect("read").replace("يوم", "عام");
                fs::write(&path, text).expect("written");
                touch(&path, was);
            }
            12 => {
                let Some(path) = self.seed() else { return };
                let sidecar = path.with_extension("toml");
                self.note("add or remove", &sidecar);
                if sidecar.exists() {
                    fs::remove_file(sidecar).expect("removed");
                } else {
                    fs::write(sidecar, self.front()).expect("written");
                    if !self.dice.once_in(6) {
                        fs::write(path, self.text()).expect("written");
                    }
                }
            }
            13 => self.settings(),
            14..=15 => self.template(),
            16 => self.messages(),
            17 => self.asset(),
            18 => self.tamper(),
            _ => {
                let name = *self.dice.of(&["ledger", "heads"]);
                self.log.push(format!("lose the {name}"));
                let _ = fs::remove_file(self.site.state().join(name));
            }
        }
    }

    /// Takes back what cannot be built.
    pub(crate) fn repair(&mut self) {
        self.log.push("repair".to_owned());
        for folder in ["templates", "static"] {
            let _ = fs::remove_dir_all(self.root().join(folder));
        }
        for path in files_below(&self.root().join("seeds"), &[]) {
            let is_broken = fs::read_to_string(&path).is_ok_and(|text| text.contains("titel"));
            let is_sidecar = path.extension().is_some_and(|ending| ending == "toml");
            // Two on one address are as like as not to be parted by this.
            if is_broken || is_sidecar || self.dice.once_in(4) {
                fs::remove_file(path).expect("removed");
            }
        }
    }
}

fn touch(path: &Path, time: SystemTime) {
    File::options().write(true).open(path).and_then(|file| file.set_modified(time)).expect("touched");
}
