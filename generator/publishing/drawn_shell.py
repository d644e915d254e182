"""画好的壳: what the shell was drawn from when it was last drawn, so that it is not drawn again from the same."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from gongkai.publishing.files import read_sealed, write_sealed
from gongkai.publishing.releases.record import digests_of
from gongkai.publishing.releases.tree import Tree, look, read_tree, write_tree
from gongkai.publishing.search.indexing import Besides


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
    asked: Besides
    """how people ask: of the same as its pages"""
    files: Mapping[str, str] = {}
    """its files, name → digest"""


def recall(record: Path, site: Path, key: str) -> Drawn | None:
    """The shell as it was drawn from the same, if its files are as they were written."""
    told = None
    with suppress(OSError, DecodeError):  # of another program
        told = json.decode(read_sealed(record), type=Drawn)
    if told is None or told.key != key or told.files != digests_of(look(site, read_tree(_seen(record))).files):
        return None
    return told


def remember(record: Path, site: Path, drawn: Drawn) -> Drawn:
    """The shell that has just been drawn there."""
    there = look(site, Tree())
    whole = replace(drawn, files=digests_of(there.files))
    write_tree(_seen(record), there)
    write_sealed(record, json.encode(whole))
    return whole


def _seen(record: Path) -> Path:
    """What its files were when they were drawn."""
    return record.with_suffix(".files")
