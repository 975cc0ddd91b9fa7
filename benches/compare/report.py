"""The tables, in Markdown."""

import argparse
import os
import platform
from collections.abc import Callable, Iterable
from pathlib import Path

from edits import files_written
from generators import Generator, Warraq
from measure import Floor, Run, Tree

Runs = dict[Generator, list[Run]]


def machine(work: Path, options: argparse.Namespace) -> None:
    """What was measured, and where."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"## {options.articles:,} articles\n")
    print(
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {_file_system(work)}, "
        f"{platform.system()} {platform.release()}, load {os.getloadavg()[2]:.1f} in the last quarter "
        f"of an hour. Median of {options.rounds} clean builds in turn (least).\n"
    )


def clean_builds(runs: Runs, trees: dict[Generator, Tree]) -> None:
    """Time, memory and files of clean builds."""
    _table(
        ["clean build", "wall s", "user s", "sys s", "user + sys s", "peak MB", "files", "MB"],
        (
            [
                generator.label,
                _seconds(run.wall for run in own),
                _seconds(run.user for run in own),
                _seconds(run.system for run in own),
                _seconds(run.cpu for run in own),
                _spread((run.peak / 1e6 for run in own), "{:.0f}"),
                f"{trees[generator].files:,}",
                f"{trees[generator].bytes / 1e6:.1f}",
            ]
            for generator, own in runs.items()
        ),
    )


def ratios(runs: Runs) -> None:
    """Warraq's figures over those of each other."""
    figures: list[Callable[[Run], float]] = [
        lambda run: run.wall,
        lambda run: run.user,
        lambda run: run.cpu,
        lambda run: run.peak,
    ]

    def ratio(own: list[Run], other: list[Run], figure: Callable[[Run], float]) -> str:
        def over(pick: Callable[[list[float]], float]) -> str:
            upper, lower = (pick([figure(run) for run in runs]) for runs in (own, other))
            return f"{upper / lower:.2f}" if lower else "–"

        return f"{over(median)} ({over(min)})"

    _table(
        ["ratio of medians (of the least)", "wall", "user", "user + sys", "peak"],
        (
            [f"{warraq.name} / {peer.name}", *(ratio(runs[warraq], runs[peer], figure) for figure in figures)]
            for warraq in runs
            if isinstance(warraq, Warraq)
            for peer in runs
            if not isinstance(peer, Warraq)
        ),
    )


def floors(runs: Runs, floors: dict[Generator, list[Floor]]) -> None:
    """How much of Warraq's time the disk takes."""
    _table(
        ["the disk's part", "wall s", "the same files, two threads: s", "and synced: s", "share of wall"],
        (
            [
                generator.label,
                _seconds(run.wall for run in runs[generator]),
                _seconds(floor.write for floor in own),
                _seconds(floor.write + floor.sync for floor in own),
                f"{median([f.write + f.sync for f in own]) / median([r.wall for r in runs[generator]]):.0%}",
            ]
            for generator, own in floors.items()
            if generator in runs
        ),
    )


def trees(trees: dict[Generator, Tree], articles: int) -> None:
    """What each wrote, and where the work is not equal."""
    _table(
        [
            "what was written",
            "articles' pages",
            "other pages",
            "feeds",
            "items in the longest",
            "sitemaps",
            "addresses in them",
            "dead links",
            "does less",
        ],
        (
            [
                generator.label,
                f"{articles:,}",
                f"{tree.pages - articles:,}",
                str(tree.feeds),
                f"{tree.longest_feed:,}",
                f"{tree.sitemaps:,}",
                f"{tree.addresses:,}",
                f"{tree.dead_links:,} of {tree.links:,}",
                generator.lacks or "–",
            ]
            for generator, tree in trees.items()
        ),
    )


def edits(builds: dict[str, list[Run]]) -> None:
    """Builds after one change."""
    _table(
        ["`build` again", "wall s", "user + sys s", "peak MB", "files written"],
        (
            [
                work,
                _range((run.wall for run in own), "{:.2f}"),
                _range((run.cpu for run in own), "{:.2f}"),
                _range((run.peak / 1e6 for run in own), "{:.0f}"),
                _range(map(files_written, own), "{:.0f}"),
            ]
            for work, own in builds.items()
        ),
    )


def previews(times: dict[str, list[float]]) -> None:
    """What the preview takes."""
    _table(
        ["preview", "ms"],
        ([what, _range((1000 * time for time in own), "{:.0f}")] for what, own in times.items()),
    )


def median(figures: list[float]) -> float:
    """The middle one, or the mean of the two."""
    ordered = sorted(figures)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _seconds(figures: Iterable[float]) -> str:
    return _spread(figures, "{:.2f}")


def _spread(figures: Iterable[float], form: str) -> str:
    """Median and least."""
    all = list(figures)
    return f"{form.format(median(all))} ({form.format(min(all))})"


def _range(figures: Iterable[float], form: str) -> str:
    """Median, least and most."""
    all = list(figures)
    return f"{form.format(median(all))} ({form.format(min(all))}–{form.format(max(all))})"


def _table(head: list[str], rows: Iterable[list[str]]) -> None:
    rows = list(rows)
    if rows:
        for row in [head, ["---"] * len(head), *rows]:
            print(f"| {' | '.join(row)} |")
        print(flush=True)


def _processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as about:
        names = (line.split(":", 1)[1].strip() for line in about if line.startswith("model name"))
        return next(names, platform.machine())


def _file_system(folder: Path) -> str:
    """The kind of the file system that a folder lies on."""
    with open("/proc/mounts", encoding="utf-8") as about:
        mounts = [line.split()[1:3] for line in about]
    above = [(len(point), kind) for point, kind in mounts if folder.is_relative_to(point)]
    return max(above)[1]
