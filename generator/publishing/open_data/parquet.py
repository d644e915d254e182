"""Parquet: the lines of a part as a file that programs read by column. The one module that knows PyArrow."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from gongkai.rendering.open_data.fields import FIELDS

PRECISION, SCALE = 28, 10
"""of exact decimals: fourteen digits and more before the point, ten behind it (model/numbers.py)"""
ROWS = 100_000
"""of a group"""


def parquet(csv: bytes) -> bytes:
    """A CSV with its heads as Parquet; numbers are exact decimals, what is empty in a number is null."""
    with _without_numpy():
        import pyarrow.csv as reading  # noqa: PLC0415 - a tenth of a second, wanted only where something changed
        import pyarrow.parquet as writing  # noqa: PLC0415

    table = reading.read_csv(
        io.BytesIO(csv),
        read_options=reading.ReadOptions(use_threads=False),
        parse_options=reading.ParseOptions(newlines_in_values=True),
        convert_options=reading.ConvertOptions(column_types=_types(), null_values=[""], strings_can_be_null=False),
    )
    out = io.BytesIO()
    writing.write_table(table, out, compression="zstd", row_group_size=ROWS)
    return out.getvalue()


@contextmanager
def _without_numpy() -> Iterator[None]:
    """PyArrow loads NumPy if it is there, for what is not used here; that costs as much as PyArrow itself."""
    if "numpy" in sys.modules:
        yield
        return
    sys.modules["numpy"] = None  # type: ignore[assignment] # so an import says that it is not there
    try:
        yield
    finally:
        del sys.modules["numpy"]


@cache
def _types() -> dict[str, Any]:
    import pyarrow  # noqa: ICN001, PLC0415

    of_kind = {
        "string": pyarrow.string(),
        "integer": pyarrow.int32(),
        "number": pyarrow.decimal128(PRECISION, SCALE),
    }
    return {field.name: of_kind[field.kind] for field in FIELDS}
