"""工作簿文件: bytes of a .xlsx or .xls → `Workbook`, or findings I1xx on why not.

Nothing is evaluated, fetched or unpacked to disk. Bounded from within: whatever the bytes say, `limits` hold
(decision 0036).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath, PureWindowsPath

from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, Workbook
from gongkai.ooxml.refusals import RefusedError
from gongkai.spreadsheets.kinds import OLE, ZIP, refuse_by_bytes, refuse_by_name
from gongkai.spreadsheets.limits import MOST_BYTES
from gongkai.spreadsheets.xls import read_xls
from gongkai.spreadsheets.xlsx import read_xlsx

__all__ = ["MOST_BYTES", "read"]


def read(data: bytes, name: str) -> Workbook | tuple[Finding, ...]:
    """A workbook whole, or why it is not read: never a part of it. `name`: of the file, for messages."""
    shown = PurePosixPath(PureWindowsPath(name).as_posix()).name
    try:
        sheets = _with_cells(_reader(data, shown)(data))
        return Workbook(name=shown, digest=hashlib.sha256(data).hexdigest(), sheets=sheets)
    except RefusedError as error:
        return (_finding(error, shown),)
    except Exception:  # noqa: BLE001 - damaged bytes may fail anywhere in a library; none of it is taken
        return (_finding(RefusedError("I106", "不全"), shown),)


def _with_cells(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    if not any(sheet.cells for sheet in sheets):
        raise RefusedError("I109")
    return sheets


def _finding(error: RefusedError, name: str) -> Finding:
    return found(error.code, Place(path=name, sheet=error.sheet.strip()), error.variant, **error.values)


def _reader(data: bytes, name: str) -> Callable[[bytes], tuple[Sheet, ...]]:
    if not data:
        raise RefusedError("I102")
    if len(data) > MOST_BYTES:
        raise RefusedError("I107", "文件", 大小=f"{len(data) / 1_000_000:.1f}", 最多=MOST_BYTES // 1_000_000)
    refuse_by_name(name)
    if data.startswith(ZIP):
        return read_xlsx
    if not data.startswith(OLE):
        refuse_by_bytes(data)
    return read_xls
