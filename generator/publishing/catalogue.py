"""写目录: catalog.json and its parts, those of which no document has changed taken over unread."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from gongkai.publishing.files import digest_of
from gongkai.publishing.releases.growing import Growing
from gongkai.rendering.catalogue import CATALOGUE, CatalogueEntry, GoneEntry, index_file, part_file, parts


def write_catalogue(
    new: Growing,
    entries: Iterable[CatalogueEntry],
    gone: tuple[Iterable[GoneEntry], Iterable[GoneEntry]],
    keys: Mapping[str, str],
    record: Path,
) -> None:
    """`gone`: the documents that are withdrawn and halted. `keys`: id → what a document was made of, where it is known.

    `record`: what each part was made of and what came of it, kept between builds. It is believed only of files that
    the old site has.
    """
    known = _read(record)
    now: dict[str, str] = {}
    found = parts(entries)
    for path, listed in found.items():
        key = digest_of([path, *(f"{one.id} {keys[one.id]}" for one in listed if one.id in keys)])
        whole = all(one.id in keys for one in listed)
        if not (whole and key in known and new.take(path, known[key])):
            new.write(path, part_file(listed))
        if whole:
            now[key] = new.sums[path]
    new.write(CATALOGUE, index_file(found, new.sums, *gone))
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(now, sort_keys=True), encoding="utf-8")


def _read(record: Path) -> dict[str, str]:
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
