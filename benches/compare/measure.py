"""Running a command and measuring it; counting what it wrote."""

import html
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from corpus import BASE_URL


STOPWATCH = Path(__file__).resolve().with_name("stopwatch.py")


class Failed(Exception):
    """A measured command did not succeed."""


@dataclass(frozen=True)
class Run:
    """What one run took, the processes that it started included."""

    wall: float
    user: float
    system: float
    peak: int
    """The most memory that one process held, in bytes."""
    said: str

    @property
    def cpu(self) -> float:
        return self.user + self.system


def measure(command: list[str], cwd: Path, log: Path) -> Run:
    """Runs `command` when the disk is at rest. What it says goes into the file `log`."""
    os.sync()
    watch = [sys.executable, "-I", "-S", str(STOPWATCH), str(log), *command]
    took = subprocess.run(watch, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    code, wall, user, system, peak = took.stdout.split()
    said = log.read_text(encoding="utf-8", errors="replace")
    if int(code):
        raise Failed(f"{Path(command[0]).name} gave up ({int(code)}): {said[-500:].strip()}")
    return Run(float(wall), float(user), float(system), int(peak), said)


@dataclass(frozen=True)
class Floor:
    """The seconds that the disk takes for the same files by themselves."""

    write: float
    sync: float


def measure_floor(program: Path, tree: Path, copy: Path, log: Path) -> Floor:
    """Writes what stands in `tree` once more, into the new folder `copy`."""
    said = measure([str(program), str(tree), str(copy)], cwd=tree, log=log).said
    return Floor(*map(float, said.split()))


@dataclass
class Tree:
    """What stands in an output folder."""

    files: int = 0
    bytes: int = 0
    pages: int = 0
    feeds: int = 0
    longest_feed: int = 0
    """Items in it."""
    sitemaps: int = 0
    addresses: int = 0
    """In the sitemaps."""
    links: int = 0
    dead_links: int = 0
    """Of the links of some pages, those that lead to no file."""


def count(output: Path) -> Tree:
    """Counts what a generator wrote."""
    tree = Tree()
    pages = []
    for folder, _, names in os.walk(output):
        for name in names:
            path = Path(folder, name)
            tree.files += 1
            tree.bytes += path.stat().st_size
            if path.suffix == ".html":
                pages.append(path)
            elif path.suffix == ".xml":
                _count_xml(tree, path.read_text(encoding="utf-8"))
    tree.pages = len(pages)
    pages.sort()
    for path in pages[:: max(1, len(pages) // 500)]:
        _count_links(tree, output, path)
    return tree


def _count_xml(tree: Tree, text: str) -> None:
    items = text.count("<item>")
    if items:
        tree.feeds += 1
        tree.longest_feed = max(tree.longest_feed, items)
    addresses = text.count("<url>")
    tree.sitemaps += addresses > 0
    tree.addresses += addresses


def _count_links(tree: Tree, output: Path, path: Path) -> None:
    here = urljoin(BASE_URL, path.relative_to(output).as_posix())
    for address in re.findall(r'<a [^>]*href="([^"]*)"', path.read_text(encoding="utf-8")):
        target = urlsplit(urljoin(here, html.unescape(address)))
        if target.netloc != urlsplit(BASE_URL).netloc:
            continue
        file = output / unquote(target.path).lstrip("/")
        tree.links += 1
        tree.dead_links += not (file / "index.html" if file.is_dir() else file).is_file()
