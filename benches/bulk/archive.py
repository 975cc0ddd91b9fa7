"""Real articles as a site: sets of JSON lines, written as seeds.

Nothing is mended on the way. What a set says of an article becomes its front matter; its text stays as it is.
"""

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETTINGS = """title       = "أرشيف"
language    = "ar"
description = "مقالات حقيقية لقياس البرنامج"
base_url    = "https://news.example.com/"
timezone    = "Asia/Riyadh"
"""


@dataclass
class Written:
    """What was written."""

    articles: int = 0
    words: int = 0
    without: int = 0
    """Lines that have neither a title nor a text."""


@dataclass(frozen=True)
class Article:
    """One article, as a set has it."""

    title: str
    section: str
    date: str
    author: str
    text: str


def convert(sets: list[Path], site: Path) -> Written:
    """Writes the articles of all sets as the site in the new folder `site`."""
    written = Written()
    site.mkdir(parents=True)
    (site / "site.toml").write_text(SETTINGS, encoding="utf-8")
    for file in sets:
        name = re.sub(r"[^a-z0-9]+", "-", file.name.split(".")[0].lower())
        for number, article in enumerate(_articles(file), 1):
            if not article.title and not article.text:
                written.without += 1
                continue
            folder = site / "seeds" / (_slug(article.section) or name)
            folder.mkdir(parents=True, exist_ok=True)
            seed = folder / f"{name}-{number:06}.txt"
            with seed.open("w", encoding="utf-8", newline="") as out:
                out.write(_front_matter(article) + article.text + "\n")
            written.articles += 1
            written.words += len(article.text.split())
    return written


def _articles(file: Path) -> Iterator[Article]:
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            get = lambda *keys: next((entry[key].strip() for key in keys if entry.get(key)), "")
            yield Article(
                title=get("title"),
                section=get("cat", "source"),
                # Where a set does not know when an article was published, when it was found.
                date=get("time", "date_extracted").replace(" ", "T"),
                author=get("author"),
                text=get("text", "content"),
            )


def _front_matter(article: Article) -> str:
    keys = []
    if article.title:
        keys.append(f"title = {_string(article.title)}")
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?", article.date):
        keys.append(f"date = {article.date}")
    if article.author:
        keys.append(f"authors = [{_string(article.author)}]")
    return "+++\n" + "\n".join(keys) + "\n+++\n"


def _string(text: str) -> str:
    """A basic string of TOML, whatever it holds."""
    escape = lambda found: f"\\u{ord(found[0]):04X}"
    return '"' + re.sub(r'[\x00-\x1f\x7f"\\]', escape, text) + '"'


def _slug(section: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", section.lower()).strip("-")
