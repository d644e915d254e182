"""BIFF: the records of a .xls ([MS-XLS]), and the texts and numbers in them. Nothing is read beyond what is there."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gongkai.ooxml.refusals import damaged
from gongkai.spreadsheets.limits import Tally
from gongkai.spreadsheets.values import number_of

BOF, EOF, CONTINUE = 0x809, 0x0A, 0x3C
_HEAD = struct.Struct("<HH")
_DOUBLE = struct.Struct("<d")
_WORD, _LONG = struct.Struct("<H"), struct.Struct("<I")


class Record(NamedTuple):
    """记录: its kind, and its data, which goes on in others where it is long."""

    kind: int
    pieces: list[bytes]

    @property
    def data(self) -> bytes:
        return self.pieces[0]


def records(stream: bytes, start: int, tally: Tally) -> Iterator[Record]:
    """The records of one part of a stream, up to its end; what is embedded in it (charts) is passed over."""
    depth = 0
    kept: Record | None = None
    for kind, data in _raw(stream, start, tally):
        if kind == CONTINUE and kept is not None:
            kept.pieces.append(data)
            continue
        if kept is not None:
            yield kept
            kept = None
        depth += (kind == BOF) - (kind == EOF)
        if not depth:
            return
        if depth == 1:
            kept = Record(kind, [data])
    raise damaged("没有结尾")


def _raw(stream: bytes, position: int, tally: Tally) -> Iterator[tuple[int, bytes]]:
    while position + 4 <= len(stream):
        tally.mark()
        kind, length = _HEAD.unpack_from(stream, position)
        position += 4
        if position + length > len(stream):
            raise damaged("记录的长度不对")
        yield kind, stream[position : position + length]
        position += length


def word(data: bytes, offset: int) -> int:
    """Two bytes."""
    return int(_WORD.unpack_from(data, offset)[0])


def long(data: bytes, offset: int) -> int:
    """Four bytes."""
    return int(_LONG.unpack_from(data, offset)[0])


def double(data: bytes, offset: int) -> Decimal | None:
    """A number of eight bytes."""
    return number_of(_DOUBLE.unpack_from(data, offset)[0])


def short_number(data: bytes, offset: int) -> Decimal | None:
    """RK: a number in four bytes, of which two bits say how it is packed."""
    packed = long(data, offset)
    hundredths, whole = packed & 1, packed & 2
    if whole:
        number = Decimal((packed >> 2) - ((packed & 0x80000000) >> 1))
        return number / 100 if hundredths else number
    value = _DOUBLE.unpack(bytes(4) + _LONG.pack(packed & 0xFFFFFFFC))[0]
    return number_of(value / 100 if hundredths else value)


class Texts:
    """文字 of a record: one after the other, over the borders of its pieces."""

    def __init__(self, record: Record, offset: int, *, encoding: str = "") -> None:
        self._pieces = record.pieces
        self._piece = 0
        self._offset = offset
        self._encoding = encoding
        """of BIFF5, which has bytes; BIFF8 has UTF-16"""

    @property
    def over(self) -> bool:
        return self._piece >= len(self._pieces) - 1 and self._offset >= len(self._pieces[-1])

    def take(self, length_bytes: int = 2) -> str:
        """The next text, behind its length."""
        length = int.from_bytes(self._bytes(length_bytes), "little")
        if self._encoding:
            return self._bytes(length).decode(self._encoding, errors="replace")
        flags = self._bytes(1)[0]
        runs = word(self._bytes(2), 0) if flags & 8 else 0
        guide = long(self._bytes(4), 0) if flags & 4 else 0
        text = self._characters(length, wide=flags & 1)
        self._skip(4 * runs + guide)
        return text

    def _characters(self, length: int, *, wide: int) -> str:
        """A text that goes on in the next piece says anew there how wide its characters are."""
        told: list[bytes] = []
        while length:
            left = len(self._pieces[self._piece]) - self._offset
            if left <= 0:
                self._next_piece()
                wide = self._bytes(1)[0] & 1
                continue
            taken = min(length, left >> wide)
            if not taken:
                raise damaged("文字断开了")
            raw = self._bytes(taken << wide)
            told.append(raw if wide else raw.decode("latin-1").encode("utf-16-le"))
            length -= taken
        return b"".join(told).decode("utf-16-le", errors="replace")

    def _bytes(self, count: int) -> bytes:
        if self._offset >= len(self._pieces[self._piece]) and count:
            self._next_piece()
        data = self._pieces[self._piece][self._offset : self._offset + count]
        if len(data) < count:
            raise damaged("文字不全")
        self._offset += count
        return data

    def _skip(self, count: int) -> None:
        while count > (left := len(self._pieces[self._piece]) - self._offset):
            count -= left
            self._next_piece()
        self._offset += count

    def _next_piece(self) -> None:
        self._piece, self._offset = self._piece + 1, 0
        if self._piece >= len(self._pieces):
            raise damaged("文字不全")
