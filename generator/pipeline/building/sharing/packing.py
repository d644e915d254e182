"""打包: a finished document as one run of bytes, and back; what comes back is whole and is what its record says.

It is compressed; unpacked it is a line with the names and sizes of the files, then the files, its record first.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from pydantic import NonNegativeInt, TypeAdapter, ValidationError

from gongkai.pipeline.building.store import RECORD, Rendered, Store, record_from, record_of
from gongkai.pipeline.digests import Digest
from gongkai.publishing.files import bytes_digest

MOST = 512 * 1024**2
"""bytes of a document unpacked: a hundred times the largest one that is expected"""


class PackingError(Exception):
    """打不了包，或者不是一包成品. The message is Chinese."""


def packed(store: Store, rendered: Rendered) -> bytes:
    """Raises PackingError where the store does not hold what it was given."""
    folder = store.folder(rendered)
    try:
        files = {name: (folder / name).read_bytes() for name in rendered.files}
    except OSError as error:
        raise PackingError("本机的成品缺了文件") from error
    if {name: bytes_digest(content) for name, content in files.items()} != rendered.files:
        raise PackingError("本机的成品被改过")
    parts = {RECORD: record_of(rendered), **files}
    head = json.dumps([(name, len(content)) for name, content in parts.items()], separators=(",", ":"))
    return zlib.compress(b"".join((head.encode(), b"\n", *parts.values())))


def unpacked(data: bytes, id: str, digest: Digest) -> tuple[Rendered, dict[str, bytes]]:
    """The record of a document and its files, by name.

    Raises PackingError where the bytes are not whole, or are those of another document or of other contents.
    """
    parts = dict(_parts(_decompressed(data)))
    rendered = record_from(parts.pop(RECORD, b""))
    if rendered is None or (rendered.id, rendered.digest) != (id, digest):
        raise PackingError("是另一份成品")
    if {name: bytes_digest(content) for name, content in parts.items()} != rendered.files:
        raise PackingError("文件和记录对不上")
    if not all(map(_below, parts)):
        raise PackingError("文件名出了自己的文件夹")
    return rendered, parts


def _decompressed(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(data, MOST)
    except zlib.error as error:
        raise PackingError("不完整") from error
    if unpacking.unconsumed_tail:
        raise PackingError("太大")
    if not unpacking.eof or unpacking.unused_data:
        raise PackingError("不完整")
    return content


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    line, _, _ = content.partition(b"\n")
    at = len(line) + 1
    for name, size in _head(line):
        yield name, content[at : at + size]
        at += size
    if at != len(content):
        raise PackingError("不完整")


def _head(line: bytes) -> list[tuple[str, int]]:
    try:
        return _head_form().validate_json(line)
    except ValidationError as error:
        raise PackingError("不是一包成品") from error


@cache
def _head_form() -> TypeAdapter[list[tuple[str, NonNegativeInt]]]:
    return TypeAdapter(list[tuple[str, NonNegativeInt]])


def _below(name: str) -> bool:
    """Whether a name leads below the folder."""
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and "\\" not in name and "\0" not in name and ".." not in parts and bool(parts)
