"""存放处: what is asked of one. Several machines read and write it at once; nobody who uses it trusts what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from msgspec import Struct

MOST = 512 * 1024**2
"""bytes of one file, at most"""
NAME = re.compile(r"(?:[0-9A-Za-z_-][0-9A-Za-z_.-]*/)*[0-9A-Za-z_-][0-9A-Za-z_.-]*")


class PlaceError(Exception):
    """存放处用不了: it is down, slow, or does not let us. The message is Chinese."""


class Listed(Struct, frozen=True):
    """一个文件 as it is listed."""

    name: str
    size: int
    written: float
    """seconds since 1970 by the clock of the place"""


class Place(Protocol):
    """存放处. A name is letters, digits, `_`, `-`, `.` and `/`; no part of it begins with a dot."""

    @property
    def address(self) -> str:
        """As people are told of it; holds no secret."""

    @property
    def writable(self) -> bool:
        """Whether files can be put there at all, whoever asks."""

    def get(self, name: str, most: int = MOST) -> bytes | None:
        """A file; None where there is none, or none that we may read.

        Raises PlaceError, also for a file of more than `most` bytes.
        """

    def put(self, name: str, content: bytes) -> None:
        """Write a file, whole or not at all, over one that is there. Raises PlaceError."""

    def listed(self, below: str) -> Iterator[Listed]:
        """The files below a folder, each by its whole name. Raises PlaceError."""

    def remove(self, names: Iterable[str]) -> None:
        """Take files away; those that are gone already are no fault. Raises PlaceError."""


def fit(name: str) -> str:
    """A name that is one. Raises ValueError: names are made by the program, never by content."""
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return name
