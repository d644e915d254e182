"""留存: the assets of the last releases, kept in the next, for readers whose page is of one of them.

Only files whose names hold a digest of their content (assets/, pagefind/), which so never mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from gongkai.publishing.assets import is_hashed
from gongkai.publishing.files import bytes_digest, file_digest
from gongkai.publishing.releases.growing import Growing, write_file
from gongkai.publishing.releases.guarding import documents_of
from gongkai.publishing.releases.sums import FILE, KEPT, sums_text, text_of
from gongkai.publishing.releases.target import Target

ASSET = re.compile(r"^([0-9a-f]{64})  ((?:assets|pagefind)/.+)$", re.MULTILINE)


def kept_from(
    target: Target, numbers: Iterable[int], own: Iterable[str], withdrawn: Collection[str] = ()
) -> dict[str, tuple[int, str]]:
    """Name → release and digest, of the assets of these releases that are not among one's own.

    The search of a release holds the words of its documents: it is not kept where one of them is withdrawn by now.
    """
    found: dict[str, tuple[int, str]] = {}
    for number in numbers:
        folder = target.folder(number)
        secret = documents_of(folder).intersection(withdrawn)
        found |= {name: (number, digest) for name, digest in _assets(folder) if not (secret and _is_search(name))}
    for name in own:
        found.pop(name, None)
    return found


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
    text = sums_text(kept)
    if text != text_of(growing.folder / KEPT):
        _list(growing, text.encode())
    return kept


def _list(growing: Growing, content: bytes) -> None:
    """In one step, as the folder may be one that was served and will be again."""
    new = growing.folder / f".{KEPT}.new"
    new.unlink(missing_ok=True)
    write_file(new, content)
    new.replace(growing.folder / KEPT)
    growing.sums[KEPT] = bytes_digest(content)


def _assets(folder: Path) -> Iterator[tuple[str, str]]:
    """Those that are a release's own; by lines, for a list may have very many others."""
    for digest, name in ASSET.findall(text_of(folder / FILE)):
        if is_hashed(name.removesuffix(".gz").removesuffix(".br")):
            yield name, digest


def _is_search(name: str) -> bool:
    return name.startswith("pagefind/")


def _is(file: Path, digest: str) -> bool:
    try:
        return file_digest(file) == digest
    except OSError:
        return False
