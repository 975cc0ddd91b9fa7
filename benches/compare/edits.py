"""What an editor waits for: builds after one change, and the preview. Warraq alone."""

import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import corpus
from generators import Warraq, page, run, seed, write
from measure import Failed, Run, measure
from preview import Preview

REPEATS = 5
TEMPLATE = "templates/article.html"


class Newsroom:
    """A site of so many articles, and the editors who change them."""

    def __init__(self, warraq: Warraq, site: Path, articles: int, log: Path):
        self._warraq = warraq
        self._site = site
        self._articles = articles
        self._added = 0
        self._chosen = Random(1).sample(range(articles), 4 * REPEATS)
        self._log = log

    def builds(self) -> dict[str, list[Run]]:
        """Builds again after each kind of change, some times each."""
        self._build()
        works: dict[str, tuple[Callable[[], object], tuple[str, ...]]] = {
            "one body word edited": (lambda: self._edit_word(self._choose()), ()),
            "one headline edited": (lambda: self._edit_headline(self._choose()), ()),
            "one article added": (self._add, ()),
            "nothing changed": (lambda: None, ()),
        }
        if "--verify" in run([str(self._warraq.program), "build", "--help"]):
            works["nothing changed, `--verify`"] = (lambda: None, ("--verify",))
        runs: dict[str, list[Run]] = {name: [] for name in works}
        for name, (change, options) in works.items():
            for _ in range(REPEATS):
                change()
                runs[name].append(self._build(*options))
        return runs

    def previews(self, aside: Path) -> dict[str, list[float]]:
        """The seconds that the preview takes to be ready and to show a change. What a cold start
        must not find is moved into the folder `aside`."""
        shutil.copyfile(corpus.ROOT / TEMPLATE, _made(self._site / TEMPLATE))
        times: dict[str, list[float]] = {}

        def took(what: str, seconds: float) -> None:
            times.setdefault(what, []).append(seconds)

        for nth in range(REPEATS):
            for state in ("public", ".warraq"):
                (self._site / state).rename(_made(aside / f"{state}-{nth}"))
            with self._preview() as preview:
                took("`--serve` ready, cold", preview.ready)
                preview.published()
        for _ in range(REPEATS):
            with self._preview() as preview:
                took("`--serve` ready, with what it remembers", preview.ready)
                preview.published()
        with self._preview() as preview:
            preview.published()
            for _ in range(REPEATS):
                article = self._choose()
                for what, save in [
                    ("article", lambda: self._edit_word(article)),
                    ("template", self._edit_template),
                ]:
                    preview.settle()
                    start = time.perf_counter()
                    save()
                    took(f"{what} saved → browser told", preview.told() - start)
                    preview.get(f"/{page(article)}")
                    took(f"{what} saved → its page again", time.perf_counter() - start)
        return times

    def _build(self, *options: str) -> Run:
        command = [str(self._warraq.program), "build", *options]
        return measure(command, cwd=self._site, log=self._log)

    def _preview(self) -> Preview:
        return Preview(self._warraq.program, self._site, self._log)

    def _choose(self) -> corpus.Article:
        """An article that nobody has changed yet."""
        return corpus.article(self._chosen.pop(), self._articles)

    def _edit_word(self, article: corpus.Article) -> None:
        """Changes a word of an article's last paragraph."""
        path = self._site / seed(article)
        head, last = path.read_text(encoding="utf-8").rsplit("\n\n", 1)
        write(path, f"{head}\n\n{_with_another_word(last)}")

    def _edit_headline(self, article: corpus.Article) -> None:
        """Changes a word of an article's headline."""
        path = self._site / seed(article)
        head, title = path.read_text(encoding="utf-8").split('title = "', 1)
        write(path, f'{head}title = "{_with_another_word(title)}')

    def _add(self) -> None:
        """Adds an article that is newer than all others."""
        article = corpus.article(self._articles + self._added, self._articles)
        self._added += 1
        date = corpus.FIRST_DAY + timedelta(seconds=corpus.SECONDS, days=self._added)
        path, text = self._warraq.article(replace(article, date=date))
        write(self._site / path, text)

    def _edit_template(self) -> None:
        """Changes what every article's page is made of."""
        path = self._site / TEMPLATE
        text = path.read_text(encoding="utf-8")
        write(path, text.replace("</article>", "<hr>\n</article>"))


def files_written(build: Run) -> int:
    """How many files a build of Warraq says it has written."""
    found = re.search(r"(\d+) files? written", build.said)
    if not found:
        raise Failed(f"how many files were written? {build.said}")
    return int(found[1])


def _with_another_word(text: str) -> str:
    """`text` with its first word written twice."""
    return re.sub(r"\w+", r"\g<0>\g<0>", text, count=1)


def _made(path: Path) -> Path:
    """`path`, in a folder that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
