"""The generators that are compared: how each is installed, given its articles, and run."""

import json
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path

from corpus import ROOT, SECTIONS, Article, Link

HERE = Path(__file__).resolve().parent
TOML_DATE = "%Y-%m-%dT%H:%M:%SZ"


class Unavailable(Exception):
    """A generator cannot be had here."""


class Generator(ABC):
    """One static site generator, or one way to use it."""

    id: str
    """What `--only` calls it, and its files' folder."""
    name: str
    version: str
    lacks: str = ""
    """Where it does less than Warraq."""
    skeletons: tuple[str, ...]
    """Folders beside this file with all of its site but the articles, the first below the others."""

    @property
    def label(self) -> str:
        """Its name in tables."""
        return f"{self.name} {self.version}"

    def lay_out(self, site: Path) -> None:
        """Makes its site in the new folder `site`, but for the articles."""
        for skeleton in self.skeletons:
            shutil.copytree(HERE / skeleton, site, dirs_exist_ok=True)
        for path, text in self.indexes().items():
            write(site / path, text)

    def indexes(self) -> dict[str, str]:
        """Files by which it knows the sections; each section's folder has one or none."""
        return {}

    @abstractmethod
    def article(self, article: Article) -> tuple[str, str]:
        """The path and the text of an article as it wants them."""

    @abstractmethod
    def command(self, site: Path, output: Path) -> list[str]:
        """The command that builds the site in the folder `site`, run in it, into a new folder."""

    def collect(self, site: Path, output: Path) -> None:
        """Moves what was built to `output`, where its command cannot be told to."""


class Warraq(Generator):
    """This repository's program, with its own theme."""

    id = "warraq"
    name = "Warraq"
    skeletons: tuple[str, ...] = ("warraq/site",)

    def __init__(self, program: Path):
        self.program = program
        self.version = run([str(program), "--version"]).split()[-1]

    def article(self, article: Article) -> tuple[str, str]:
        front = f"""+++
title = {quoted(article.title)}
date = {article.date:{TOML_DATE}}
standfirst = {quoted(article.summary)}
tags = {quoted(article.tags)}
authors = {quoted([article.author])}
+++
"""
        # A line with a title, as newsrooms type it, before the first subheads.
        lead, *parts = article.parts
        lines = [f"قد يهمك: {link.title}" for link in article.related]
        lines += [""] * (len(parts) - len(lines))
        blocks = [lead, *(block for pair in zip(lines, parts) for block in pair if block)]
        return seed(article), front + "\n" + "\n\n".join(blocks) + "\n"

    def command(self, site: Path, output: Path) -> list[str]:
        return [str(self.program), "build", "--output", str(output)]


class WarraqInPeersFrame(Warraq):
    """The same with templates as small as the peers'."""

    id = "warraq-frame"
    name = "Warraq in the peers' frame"
    skeletons = ("warraq/site", "warraq/frame")


class Peer(Generator):
    """Another program, which is installed where it is missing."""

    def __init__(self, cache: Path):
        """Puts the pinned version into the folder `cache`, unless it is there.

        Raises `Unavailable`."""
        self.home = cache / f"{self.id}-{self.version}"
        if not self.home.exists():
            part = cache / f"{self.home.name}.part"
            shutil.rmtree(part, ignore_errors=True)
            cache.mkdir(parents=True, exist_ok=True)
            run(self.installer(part))
            part.rename(self.home)

    @abstractmethod
    def installer(self, home: Path) -> list[str]:
        """The command that installs it into the folder `home`."""


class Hugo(Peer):
    id = "hugo"
    name = "Hugo"
    version = "0.168.0"
    lacks = "gets the addresses of related articles ready-made"
    skeletons = ("peers/hugo",)

    def installer(self, home: Path) -> list[str]:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        return [*pip, "--only-binary=:all:", "--target", str(home), f"hugo=={self.version}"]

    def indexes(self) -> dict[str, str]:
        index = "+++\ntitle = {}\n+++\n"
        return {f"content/{id}/_index.md": index.format(quoted(title)) for id, title in SECTIONS.items()}

    def article(self, article: Article) -> tuple[str, str]:
        front = f"""+++
title = {quoted(article.title)}
date = {article.date:{TOML_DATE}}
description = {quoted(article.summary)}
tags = {quoted(article.tags)}
authors = {quoted([article.author])}
[params]
related = {toml_links(article.related, "/{section}/{slug}/")}
+++
"""
        return f"content/{article.section}/{article.slug}.md", front + body(article)

    def command(self, site: Path, output: Path) -> list[str]:
        # The package's own launcher is Python: the program itself stands beside it.
        program = self.home / "hugo/binaries/hugo"
        return [str(program), "--quiet", "--noBuildLock", "--destination", str(output)]


class Blades(Peer):
    id = "blades"
    name = "Blades"
    version = "0.6.0"
    lacks = (
        "no section feeds, all articles in the one feed, no latest articles on the front page, "
        "months as numbers, gets the addresses of related articles ready-made"
    )
    skeletons = ("peers/blades",)

    def installer(self, home: Path) -> list[str]:
        return ["cargo", "install", "--locked", "--root", str(home), f"blades@{self.version}"]

    def indexes(self) -> dict[str, str]:
        index = "title = {}\npaginate_by = 20\n"
        return {f"content/{id}/index.toml": index.format(quoted(title)) for id, title in SECTIONS.items()}

    def article(self, article: Article) -> tuple[str, str]:
        # Its own link to an article's section leads to another: `parent` is set before it sorts.
        front = f"""+++
title = {quoted(article.title)}
date = {article.date:%Y-%m-%dT%H:%M:%S}
summary = {quoted(article.summary)}
author_name = {quoted(article.author)}
section_slug = {quoted(article.section)}
section_title = {quoted(SECTIONS[article.section])}
related = {toml_links(article.related, "/{section}/{slug}.html")}
[taxonomies]
tags = {quoted(article.tags)}
authors = {quoted([article.author])}
+++
"""
        return f"content/{article.section}/{article.slug}.md", front + body(article)

    def command(self, site: Path, output: Path) -> list[str]:
        return [str(self.home / "bin/blades"), "all"]

    def collect(self, site: Path, output: Path) -> None:
        (site / "public").rename(output)
        # By this list it would remove what an earlier build wrote.
        (site / ".blades").unlink(missing_ok=True)


class Eleventy(Peer):
    id = "eleventy"
    name = "Eleventy"
    version = "3.1.8"
    lacks = (
        "lists, feeds and sitemap are the site's own code, "
        "gets the addresses of related articles ready-made"
    )
    skeletons = ("peers/eleventy",)

    def installer(self, home: Path) -> list[str]:
        npm = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
        return [*npm, "--prefix", str(home), f"@11ty/eleventy@{self.version}"]

    def article(self, article: Article) -> tuple[str, str]:
        links = [{"title": link.title, "url": f"/{link.section}/{link.slug}/"} for link in article.related]
        front = f"""---
title: {quoted(article.title)}
date: {article.date:{TOML_DATE}}
description: {quoted(article.summary)}
section: {article.section}
author: {quoted(article.author)}
tags: {quoted(["article", *article.tags])}
related: {quoted(links)}
layout: article.njk
---
"""
        return f"src/{article.section}/{article.slug}.md", front + body(article)

    def command(self, site: Path, output: Path) -> list[str]:
        program = self.home / "node_modules/@11ty/eleventy/cmd.cjs"
        # Node's usual limit would end it at some tens of thousands of articles.
        return ["node", "--max-old-space-size=16384", str(program), "--quiet", f"--output={output}"]


PEERS: list[type[Peer]] = [Hugo, Blades, Eleventy]
IDS = [Warraq.id, WarraqInPeersFrame.id, *(peer.id for peer in PEERS)]


def build_warraq() -> tuple[Path, Path]:
    """Builds the program and the one that measures the disk, in release mode: where they are."""
    run(["cargo", "build", "--release", "--locked", "--bin", "warraq", "--example", "floor"], cwd=ROOT)
    about = run(["cargo", "metadata", "--locked", "--no-deps", "--format-version", "1"], cwd=ROOT)
    release = Path(json.loads(about)["target_directory"]) / "release"
    return release / "warraq", release / "examples/floor"


def seed(article: Article) -> str:
    """The path of an article in Warraq's site."""
    return f"seeds/{article.section}/{article.slug}.md"


def page(article: Article) -> str:
    """The path of an article's page in Warraq's output."""
    return f"{article.section}/{article.date:%Y/%m}/{article.slug}.html"


def quoted(value: object) -> str:
    """A value as both TOML and YAML write it, if it is text or lists of it, and as YAML does if not."""
    return json.dumps(value, ensure_ascii=False)


def toml_links(links: list[Link], address: str) -> str:
    urls = (address.format(section=link.section, slug=link.slug) for link in links)
    tables = (f"{{title = {quoted(link.title)}, url = {quoted(url)}}}" for link, url in zip(links, urls))
    return f"[{', '.join(tables)}]"


def body(article: Article) -> str:
    return "\n" + "\n\n".join(article.parts) + "\n"


def write(path: Path, text: str) -> None:
    """Writes a file and the folders that it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(command: list[str], cwd: Path | None = None) -> str:
    """Runs a command that must succeed, for what it prints."""
    try:
        return subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True).stdout
    except FileNotFoundError:
        raise Unavailable(f"{command[0]} is missing") from None
    except subprocess.CalledProcessError as fault:
        raise Unavailable(f"{command[0]} gave up ({fault.returncode})") from None
