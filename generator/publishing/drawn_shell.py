"""画好的壳: what the shell was drawn from when it was last drawn, so that it is not drawn again from the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from gongkai.publishing.files import file_digest, files_below, read_sealed, write_sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
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
    if told["key"] != key or told["files"] != digests(site):
        return None
    return Drawn(**told | {name: tuple(told[name]) for name in ("paths", "kept")})


def remember(record: Path, drawn: Drawn) -> None:
    write_sealed(record, json.dumps(asdict(drawn), ensure_ascii=False).encode())


def digests(site: Path) -> dict[str, str]:
    return {name: file_digest(Path(entry.path)) for name, entry in files_below(site)}
