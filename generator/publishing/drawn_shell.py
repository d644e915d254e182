"""画好的壳: what the shell was drawn from when it was last drawn, so that it is not drawn again from the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, to_builtins

from gongkai.publishing.files import read_sealed, write_sealed
from gongkai.publishing.releases.record import digests_of
from gongkai.publishing.releases.tree import Tree, look, read_tree, write_tree


class Drawn(Struct, frozen=True, kw_only=True):
    """画好的壳."""

    key: str
    """what its pages are drawn from"""
    host: str
    """what they were poured into"""
    paths: tuple[str, ...]
    """of its pages, in order"""
    kept: tuple[str, ...]
    """what stands above pages that are as last published, of documents that have data and of those that lack them"""
    files: Mapping[str, str]
    """its files, name → digest"""


def recall(record: Path, site: Path, key: str) -> Drawn | None:
    """The shell as it was drawn from the same, if its files are as they were written."""
    try:
        told = json.loads(read_sealed(record))
    except OSError:
        return None
    if told["key"] != key or told["files"] != digests_of(look(site, read_tree(_seen(record))).files):
        return None
    return Drawn(**told | {name: tuple(told[name]) for name in ("paths", "kept")})


def remember(record: Path, site: Path, key: str, host: str, paths: tuple[str, ...], kept: tuple[str, ...]) -> Drawn:
    """The shell that has just been drawn there."""
    there = look(site, Tree())
    drawn = Drawn(key=key, host=host, paths=paths, kept=kept, files=digests_of(there.files))
    write_tree(_seen(record), there)
    write_sealed(record, json.dumps(to_builtins(drawn), ensure_ascii=False).encode())
    return drawn


def _seen(record: Path) -> Path:
    """What its files were when they were drawn."""
    return record.with_suffix(".files")
