"""打包: files with their names as one run of bytes, and back; what comes back is whole and leads nowhere else.

It is compressed; unpacked it is a line with the names and sizes of the files, then the files.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Annotated

from msgspec import DecodeError, Meta, json

Head = list[tuple[str, Annotated[int, Meta(ge=0)]]]
"""the names and sizes of the files"""


class PackedFilesError(Exception):
    """不是一包完整的文件. The message is Chinese."""


def pack(files: Mapping[str, bytes], *, level: int = -1) -> bytes:
    """`level`: how hard to compress, as zlib counts."""
    head = json.encode([(name, len(content)) for name, content in files.items()])
    return zlib.compress(b"".join((head, b"\n", *files.values())), level)


def unpack(data: bytes, most: int) -> dict[str, bytes]:
    """Raises PackedFilesError where it is not whole, more than `most` bytes, or a name would leave its folder."""
    files = dict(_files(_decompressed(data, most)))
    if not all(map(_below, files)):
        raise PackedFilesError("文件名出了自己的文件夹")
    return files


def _decompressed(data: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(data, most)
    except zlib.error as error:
        raise PackedFilesError("不完整") from error
    if unpacking.unconsumed_tail:
        raise PackedFilesError("太大")
    if not unpacking.eof or unpacking.unused_data:
        raise PackedFilesError("不完整")
    return content


def _files(content: bytes) -> Iterator[tuple[str, bytes]]:
    line, _, _ = content.partition(b"\n")
    at = len(line) + 1
    for name, size in _head(line):
        yield name, content[at : at + size]
        at += size
    if at != len(content):
        raise PackedFilesError("不完整")


def _head(line: bytes) -> Head:
    try:
        return json.decode(line, type=Head)
    except DecodeError as error:
        raise PackedFilesError("不是一包文件") from error


def _below(name: str) -> bool:
    """Whether a name leads below the folder."""
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and "\0" not in name and ".." not in parts and bool(parts)
