"""Synthetic newsroom articles: the same for every generator, on every run.

The words are those of one of this repository's own articles, thrown together at random; their number,
the subheads, tags, authors and related titles follow what Arabic newsrooms publish. Nothing here means
anything.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
TEXT = ROOT / "seeds/000_eaf19b3aebfbba18.txt"

BASE_URL = "https://news.example.com/"
"""Where all sites say that they stand."""
SECTIONS = {
    "politics": "سياسة",
    "economy": "اقتصاد",
    "sport": "رياضة",
    "culture": "ثقافة",
    "tech": "تقنية",
    "health": "صحة",
    "world": "عالم",
    "local": "محليات",
}
FIRST_NAMES = "محمد أحمد علي حسن فاطمة مريم يوسف دينا سارة خالد ليلى عمر نور هدى كريم سلمى".split()
LAST_NAMES = "صالح عبدي الأسعد منصور حداد الخطيب العلي سليمان درويش القاسم".split()

# Every word where it stands in the text, so that frequent words stay frequent.
WORDS = re.findall(r"[\u0621-\u064A]+", TEXT.read_text(encoding="utf-8"))
VOCABULARY = sorted({word for word in WORDS if len(word) > 2})

TAGS = 300
AUTHORS = 40
FIRST_DAY = datetime(2021, 11, 1)
SECONDS = 5 * 365 * 86400


def _tags() -> list[str]:
    random = Random(20261122)
    tags: dict[str, None] = {}
    while len(tags) < TAGS:
        tags[" ".join(random.choices(VOCABULARY, k=random.randint(1, 2)))] = None
    return list(tags)


def _authors() -> list[str]:
    names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
    return Random(20261122).sample(names, AUTHORS)


ALL_TAGS = _tags()
ALL_AUTHORS = _authors()


@dataclass(frozen=True)
class Link:
    """A related article: what an editor types, and what a generator that looks nothing up needs."""

    title: str
    section: str
    slug: str


@dataclass(frozen=True)
class Article:
    """One article, before a generator's front matter is put on it."""

    title: str
    section: str
    slug: str
    date: datetime
    tags: list[str]
    author: str
    summary: str
    related: list[Link]
    parts: list[str]
    """Markdown: what stands before the first subhead, and each subhead with what follows."""


def link(number: int) -> Link:
    """The article `number` as others name it."""
    random = Random(number * 7919 + 1)
    title = " ".join(random.choices(VOCABULARY, k=random.randint(6, 9)))
    section = list(SECTIONS)[(number * 2654435761 >> 7) % len(SECTIONS)]
    return Link(title, section, f"n{number:06}")


def article(number: int, of: int) -> Article:
    """The article `number` of an archive `of` so many."""
    random = Random(number * 104729 + 17)
    own = link(number)
    others = [link((number + random.randrange(1, of)) % of) for _ in range(random.randint(2, 3))]
    return Article(
        title=own.title,
        section=own.section,
        slug=own.slug,
        date=FIRST_DAY + timedelta(seconds=random.randrange(SECONDS)),
        tags=random.sample(ALL_TAGS, random.randint(3, 5)),
        author=random.choice(ALL_AUTHORS),
        summary=_words(random, 18, 26) + ".",
        related=others,
        parts=_parts(random),
    )


def _words(random: Random, least: int, most: int) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(least, most)))


def _sentence(random: Random) -> str:
    words = _words(random, 8, 18).split(" ")
    kind = random.random()
    if kind < 0.08:
        words[2] = f"**{words[2]}**"
    elif kind < 0.12:
        words[3] = f"[{words[3]}](https://example.com/{random.randint(1, 9999)})"
    elif kind < 0.20:
        # The closing mark is the opening one, as newsrooms type it.
        words = [f"“{' '.join(words)}“"]
    return " ".join(words)


def _paragraph(random: Random) -> str:
    *sentences, last = (_sentence(random) for _ in range(random.randint(2, 4)))
    text = f"{'، '.join(sentences)}. {last}."
    return f"> {text}" if random.random() < 0.05 else text


def _parts(random: Random) -> list[str]:
    """Some five hundred words under three subheads."""
    parts: list[str] = []
    length = random.randint(410, 510)
    words = 0
    for quarter in range(1, 5):
        blocks = [f"## {_words(random, 3, 6)}"] if parts else []
        while words < length * quarter // 4:
            blocks.append(_paragraph(random))
            words += blocks[-1].count(" ") + 1
        parts.append("\n\n".join(blocks))
    return parts
