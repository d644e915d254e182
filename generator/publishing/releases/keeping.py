"""留存: the assets of the last releases, kept in the next, for readers whose page is of one of them.

Only files whose names hold a digest of their content (assets/), which so never mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from gongkai.publishing.assets import is_hashed
from gongkai.publishing.files import bytes_digest, file_digest
from gongkai.publishing.releases.growing import Growing, write_file
from gongkai.publishing.releases.sums import FILE, KEPT, sums_list, text_of
from gongkai.publishing.releases.target import Target

FOLDER = "assets/"
LINE = re.compile(r"^([0-9a-f]{64})  (.+)$", re.MULTILINE)


def kept_from(
    target: Target, numbers: Iterable[int], own: Path, lists: tuple[str, ...] = (FILE,)
) -> dict[str, tuple[int, str]]:
    """Name → release and digest, of the assets of these releases that `own`, a folder, does not list as its own."""
    found: dict[str, tuple[int, str]] = {}
    for number in numbers:
        folder = target.folder(number)
        for file in lists:
            found |= {name: (number, digest) for name, digest in _assets(folder / file).items()}
    mine = _assets(own / FILE)
    return {name: source for name, source in found.items() if name not in mine and _is_hashed(name)}


def keep(target: Target, growing: Growing, wanted: Mapping[str, tuple[int, str]]) -> dict[str, str]:
    """Take assets into a folder, and list them there; those that are not as they were stay out."""
    kept = {}
    for name, (number, digest) in sorted(wanted.items()):
        source = target.folder(number) / name
        if (growing.folder / name).is_file():
            kept[name] = digest
        elif _is(source, digest):
            growing.bring(name, source, digest, ways=growing.ways)
            kept[name] = digest
    content = sums_list(kept)
    if content.decode() != text_of(growing.folder / KEPT):
        _list(growing, content)
    return kept


def _list(growing: Growing, content: bytes) -> None:
    """In one step, as the folder may be one that was served and will be again."""
    new = growing.folder / f".{KEPT}.new"
    new.unlink(missing_ok=True)
    write_file(new, content)
    new.replace(growing.folder / KEPT)
    growing.sums[KEPT] = bytes_digest(content)


def _assets(listing: Path) -> dict[str, str]:
    """Name → digest. Names are in order there, so those of a folder are together; the list may be very long."""
    text = text_of(listing)
    first, last = text.find(f"  {FOLDER}"), text.rfind(f"  {FOLDER}")
    if first < 0:
        return {}
    listed = LINE.findall(text[first - 64 : text.find("\n", last)])
    return {name: digest for digest, name in listed if name.startswith(FOLDER)}


def _is_hashed(name: str) -> bool:
    """A file whose name holds a digest of its content, or what stands beside it, compressed."""
    return is_hashed(name.removesuffix(".gz").removesuffix(".br"))


def _is(file: Path, digest: str) -> bool:
    try:
        return file_digest(file) == digest
    except OSError:
        return False
