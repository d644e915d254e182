"""全部数据: the files of each part, made of what the documents gave, and only where that has changed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from gongkai.publishing.files import KeptFile, bytes_digest, digest_of
from gongkai.publishing.open_data.parquet import parquet
from gongkai.publishing.releases.growing import Growing
from gongkai.rendering.open_data.figures import heads
from gongkai.rendering.open_data.parts import Part


class Told(Struct, frozen=True, kw_only=True):
    """A file of a part."""

    digest: str
    size: int


def write_parts(new: Growing, parts: Iterable[Part], given: Mapping[str, KeptFile], record: Path) -> Mapping[str, Told]:
    """Write the files of all parts, those of unchanged parts taken over unread; path → what it is.

    `given`: of each document its lines without heads, compressed. One that is as it was last published, by an older
    program, gave nothing; the package (`lacking`) and the page of data tell that.
    `record`: what each part was made of and what came of it, kept between builds. It is believed only of files that
    the old site has.
    """
    known = _read(record)
    now: dict[str, dict[str, list[str | int]]] = {}
    for part in parts:
        key = _key(part, given)
        if (files := known.get(key)) is None or not _taken(new, files):
            files = {name: [bytes_digest(content), len(content)] for name, content in _made(part, given, new)}
        now[key] = files
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(now, sort_keys=True), encoding="utf-8")
    return {
        name: Told(digest=str(digest), size=int(size))
        for files in now.values()
        for name, (digest, size) in files.items()
    }


def _key(part: Part, given: Mapping[str, KeptFile]) -> str:
    own = (f"{one.id} {given[one.id].digest}" for one in part.documents if one.id in given)
    return digest_of([part.path, *part.files, version("pyarrow"), heads().decode(), *own])


def _taken(new: Growing, files: Mapping[str, list[str | int]]) -> bool:
    return all(new.take(name, str(digest)) for name, (digest, _) in files.items())


def _made(part: Part, given: Mapping[str, KeptFile], new: Growing) -> Iterable[tuple[str, bytes]]:
    """Members of gzip one after another are one file of gzip: what documents gave is not compressed again."""
    members = [given[one.id].read() for one in part.documents if one.id in given]
    whole = b"".join([gzip.compress(heads(), mtime=0), *members])
    for name, content in ((part.csv, whole), (part.parquet, parquet(gzip.decompress(whole)))):
        if name not in new.sums:
            new.write(name, content)
        yield name, content


def _read(record: Path) -> dict[str, dict[str, list[str | int]]]:
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
