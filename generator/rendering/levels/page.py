"""一览的网页: a level drawn as a page of the shell, with its files beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from gongkai.rendering.drawer import HOME, Drawer, ShellPage
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.levels.level import Level
from gongkai.rendering.levels.publication import level_publication
from gongkai.rendering.pages import Link, relative


def level_page(drawer: Drawer, level: Level, files: Mapping[str, int], siblings: Iterable[Link]) -> ShellPage:
    """`files`: those beside it, with their sizes in bytes; `siblings`: other years and sorts of the same place."""
    key = level.key
    publication = level_publication(level, way=partial(_way, here=key.path))
    return drawer.page(
        "level",
        key.path,
        key.title,
        (HOME, *_regions(key)),
        key.short,
        level=level,
        publication=publication,
        files=files,
        siblings=tuple(siblings),
    )


def _way(path: str, here: str) -> str:
    return relative(path, here)


def _regions(key: LevelKey) -> Iterator[Link]:
    """The regions that it stands in, from the top."""
    steps = key.region.split("/")
    for depth, name in enumerate(key.names[: len(steps)], start=1):
        yield Link(text=name, path="/".join(steps[:depth]) + "/")
