"""检索索引的次序: the same index for the same pages.

Pagefind 1.5 writes the values of a filter in an order of chance, and names files by their bytes; this puts the
values in order and names the files anew.  A file of the index is gzip around a mark and CBOR, of which only
numbers, texts and lists occur in these (RFC 8949, section 3.1).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

MARK = b"pagefind_dcd"
UNSIGNED, TEXT, LIST = 0, 3, 4

Item = int | str | list["Item"]


class UnknownFormatError(Exception):
    """The index is not of the form that this module knows: another version of Pagefind."""


def settle(folder: Path) -> None:
    """Rewrite the filters of the index in `folder` (site/pagefind), with the files that name them.

    Raises UnknownFormatError.
    """
    names = {}
    for path in sorted(folder.glob("filter/*.pf_filter")):
        name, values = _pair(_read(path))
        if not isinstance(values, list):
            raise UnknownFormatError(path.name)
        content = _packed([name, sorted(values, key=_first)])
        names[path.stem] = _renamed(path, path.stem.split("_")[0], content)
    entry = folder / "pagefind-entry.json"
    listed = json.loads(entry.read_text(encoding="utf-8"))
    for language, about in listed["languages"].items():
        path = folder / f"pagefind.{about['hash']}.pf_meta"
        meta = _read(path)
        if not isinstance(meta, list) or len(meta) < 4 or not isinstance(meta[3], list):
            raise UnknownFormatError(path.name)
        filters: list[Item] = [[name, names[str(file)]] for name, file in sorted(map(_pair, meta[3]), key=str)]
        about["hash"] = _renamed(path, language, _packed([*meta[:3], filters, *meta[4:]]), "pagefind.")
    entry.write_text(json.dumps(listed, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _renamed(path: Path, prefix: str, content: bytes, before: str = "") -> str:
    """Write the content under a name made of its digest; returns the name without folder and ending."""
    name = f"{prefix}_{hashlib.sha256(content).hexdigest()[:12]}"
    path.unlink()
    path.with_name(f"{before}{name}{path.suffix}").write_bytes(content)
    return name


def _pair(item: Item) -> tuple[Item, Item]:
    if not isinstance(item, list) or len(item) != 2:
        raise UnknownFormatError("pair")
    return item[0], item[1]


def _first(item: Item) -> str:
    return str(_pair(item)[0])


def _read(path: Path) -> Item:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(MARK):
        raise UnknownFormatError(path.name)
    item, end = _decoded(data, len(MARK))
    if end != len(data):
        raise UnknownFormatError(path.name)
    return item


def _packed(item: Item) -> bytes:
    return gzip.compress(MARK + _encoded(item), mtime=0)


def _decoded(data: bytes, at: int) -> tuple[Item, int]:
    """The item at a place, and where the next begins."""
    kind, short = data[at] >> 5, data[at] & 31
    at += 1
    number = short
    if short >= 24:
        width = {24: 1, 25: 2, 26: 4, 27: 8}.get(short)
        if width is None:
            raise UnknownFormatError(f"CBOR {short}")
        number = int.from_bytes(data[at : at + width], "big")
        at += width
    if kind == UNSIGNED:
        return number, at
    if kind == TEXT:
        return data[at : at + number].decode(), at + number
    if kind == LIST:
        items: list[Item] = []
        for _ in range(number):
            item, at = _decoded(data, at)
            items.append(item)
        return items, at
    raise UnknownFormatError(f"CBOR {kind}")


def _encoded(item: Item) -> bytes:
    if isinstance(item, int):
        return _head(UNSIGNED, item)
    if isinstance(item, str):
        return _head(TEXT, len(item.encode())) + item.encode()
    return _head(LIST, len(item)) + b"".join(map(_encoded, item))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for short, width in ((24, 1), (25, 2), (26, 4)):
        if number < 1 << 8 * width:
            return bytes([kind << 5 | short]) + number.to_bytes(width, "big")
    return bytes([kind << 5 | 27]) + number.to_bytes(8, "big")
