"""压缩包: the parts of a .xlsx or .docx, which is a zip; nothing is unpacked to disk, or beyond what is allowed."""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
from collections.abc import Iterator

from gongkai.ooxml.limits import MOST_INFLATED, MOST_PARTS
from gongkai.ooxml.refusals import RefusedError, damaged

_ENTRY = b"PK\x01\x02"
"""begins each entry of a zip's directory"""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 16
_LOCAL_HEADER = 30


class Archive:
    """压缩包 that has been looked at as a whole. Raises RefusedError."""

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > MOST_PARTS:
            raise RefusedError("I107", "部件", 数=MOST_PARTS)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError) as error:
            raise RefusedError("I106", "不全") from error
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for entry in self._zip.infolist():
            self._take(entry)
        if sum(entry.file_size for entry in self._parts.values()) > MOST_INFLATED:
            raise RefusedError("I107", "展开", 最多=MOST_INFLATED // 1_000_000)
        self._none_overlap()

    def _take(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename
        key = name.casefold().replace("\\", "/")
        if key.startswith("/") or ".." in key.split("/") or ":" in key:
            raise RefusedError("I108", "路径")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise RefusedError("I108", "链接")
        if entry.flag_bits & 1:
            raise RefusedError("I103")
        if key in self._parts:
            raise RefusedError("I108", "重名")
        if entry.compress_type not in _METHODS:
            raise RefusedError("I108", "压缩")
        self._parts[key] = entry

    def _none_overlap(self) -> None:
        """Entries that share their bytes are how a small file unpacks to a giant."""
        end = 0
        for entry in sorted(self._parts.values(), key=lambda one: one.header_offset):
            if entry.header_offset < end:
                raise RefusedError("I108", "重叠")
            end = entry.header_offset + _LOCAL_HEADER + entry.compress_size

    @property
    def names(self) -> tuple[str, ...]:
        """All parts, in small letters."""
        return tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, unpacked piece by piece."""
        entry = self._parts.get(name.casefold())
        if entry is None:
            raise damaged(f"缺少 {posixpath.basename(name)}")
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, NotImplementedError) as error:  # type: ignore[attr-defined]
            raise RefusedError("I106", "不全") from error
