"""Word 文件: bytes of a .docx → `WordFile`, or a finding I6xx on why not.

Nothing is evaluated, fetched or unpacked to disk; what leads out of the file is not followed. Bounded from within
(ooxml/limits.py), as workbooks are (decision 0036).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath

from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.word_files import WordFile
from gongkai.ooxml.limits import MOST_BYTES, Tally
from gongkai.ooxml.refusals import RefusedError
from gongkai.word_files.body import BodyReader
from gongkai.word_files.kinds import refuse_other
from gongkai.word_files.numbering import NumberingReader
from gongkai.word_files.parts import MOST_MARKS, Parts
from gongkai.word_files.tables import lines_of

__all__ = ["MOST_BYTES", "read", "read_kept"]

CODES = {"I103": ("I601", "密码"), "I106": ("I601", "损坏")}
"""what the shared reader refuses, as it is told of a Word file"""
BOUNDS = frozenset({"I107", "I108"})


def read(data: bytes, name: str) -> WordFile | Finding:
    """A Word file whole, or why it is not read: never a part of it. `name`: of the file, for messages."""
    shown = PurePosixPath(PureWindowsPath(name).as_posix()).name
    if len(data) > MOST_BYTES:
        return found("I602", Place(path=shown), "文件", 最多=MOST_BYTES // 1_000_000)
    try:
        refuse_other(data, shown)
        return Parts(data).word_file(shown)
    except RefusedError as error:
        return _finding(error, shown)
    except Exception:  # noqa: BLE001 - damaged bytes may fail anywhere; none of it is taken
        return _finding(RefusedError("I106", "不全"), shown)


def read_kept(texts: Mapping[str, str], name: str) -> WordFile | None:
    """The file as it was when it was made, by what it keeps of itself; None where that is lost or damaged."""
    tally = Tally(most_marks=MOST_MARKS)
    numbers = NumberingReader()
    try:
        numbers.take((texts["numbering"].encode(),), tally)
        body, notes = (BodyReader(tally, numbers.read) for _ in range(2))
        body.read((texts["document"].encode(),), "正文")
        notes.read((texts["endnotes"].encode(),), "尾注")
    except (RefusedError, KeyError):
        return None
    lines = tuple(line for block in notes.blocks() for line in lines_of(block))
    return WordFile(name=name, blocks=body.blocks(), beside={"尾注": lines} if lines else {})


def _finding(error: RefusedError, name: str) -> Finding:
    place = Place(path=name)
    if error.code in CODES:
        code, variant = CODES[error.code]
        return found(code, place, variant)
    if error.code in BOUNDS:
        return found("I602", place, "展开" if error.variant == "展开" else "构造", 最多=64)
    return found(error.code, place, error.variant, **error.values)
