"""一份文件给出的数, as they are kept: beside its pages in the store, and below build/series between builds."""

from __future__ import annotations

import zlib

from msgspec import DecodeError, json

from gongkai.model.series import Contribution, Lines, TableGiven


def written(made: Contribution) -> bytes:
    """As it is kept."""
    return packed(made)


def read(data: bytes) -> Contribution | None:
    """What `written` gave; None where another program wrote it, which had other things to say."""
    try:
        return json.decode(data, type=Contribution)
    except DecodeError:
        return None


def lines_of(data: bytes) -> Lines:
    """The figures that `packed` wrote. Raises msgspec's DecodeError."""
    return json.decode(data, type=Lines)


def tables_of(data: bytes) -> dict[str, TableGiven]:
    """The tables that `packed` wrote. Raises msgspec's DecodeError."""
    return json.decode(data, type=dict[str, TableGiven])


def table_packed(table: TableGiven) -> bytes:
    """A table as it is held until it is drawn: a tenth of what it takes as values."""
    return zlib.compress(packed(table), 1)


def table_unpacked(data: bytes) -> TableGiven:
    """What `table_packed` gave."""
    return json.decode(zlib.decompress(data), type=TableGiven)


def packed(content: object) -> bytes:
    """As JSON, keys in order, so the same content is the same bytes."""
    return json.encode(content, order="sorted")
