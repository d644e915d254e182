"""说的内容: what a publication says, place by place, without how it looks; what is disclosed is frozen in this.

A place is the cover with the contents, a section's or a part's text, a table, a form. A line is a paragraph or a row,
in order, as printed. Spaces, line breaks, widths, types, marks, notes of findings, of 原文 and of corrections do not
count.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.grid_cells import CellKind, GridRow
from gongkai.model.publication import Block, GlossaryEntry, Note, Passage, Publication, Table
from gongkai.model.spans import plain

COVER = "cover"
BESIDE = frozenset({"finding", "original", "correction"})
"""kinds of notes that are no words of the document"""
TITLE, PARAGRAPH, ROW, NOTE = "标题", "第{}段", "第{}行", "注{}"
KINDS = (TITLE, "编号", "副标题", "表上", "部门", "日期", "封面{}", "表头{}", PARAGRAPH, "目录{}", ROW, NOTE)
"""of lines; with a {} they are counted"""
BETWEEN = " ｜ "
"""between the cells of a row that is told whole"""
_SPACE = re.compile(r"\s+")
_OUTER = re.compile(r"(?<![\x21-\x7e]) | (?![\x21-\x7e])")
"""a space that is not between two words of Latin letters or figures"""


class Line(Struct, frozen=True, kw_only=True):
    """一行: a paragraph is a row of one cell."""

    kind: str
    cells: tuple[str, ...]
    hints: tuple[str, ...] = ()
    """what each cell is, for readers of its address"""

    @property
    def text(self) -> str:
        return BETWEEN.join(self.cells)


class Said(Struct, frozen=True, kw_only=True):
    """一处."""

    key: str
    """of the edition, or of the form's file: it stays when titles change"""
    name: str
    lines: tuple[Line, ...]

    @property
    def digest(self) -> str:
        told = [[line.kind, *line.cells] for line in self.lines]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]

    @property
    def labels(self) -> tuple[str, ...]:
        """What each line is called: 第5行."""
        counted: Counter[str] = Counter()
        counted_labels = []
        for line in self.lines:
            counted[line.kind] += 1
            counted_labels.append(line.kind.format(counted[line.kind]))
        return tuple(counted_labels)


def said(publication: Publication) -> tuple[Said, ...]:
    """All places in reading order; no two have one key or one name."""
    found = [_cover(publication), *(one for passage in publication.walk() for one in _of_passage(passage))]
    names = Counter(one.name for one in found)
    return tuple(one if names[one.name] == 1 else replace(one, name=f"{one.name}（{one.key}）") for one in found)


def digests(places: Iterable[Said]) -> dict[str, str]:
    return {one.key: one.digest for one in places}


def _cover(publication: Publication) -> Said:
    lines = [_line(TITLE, publication.title), _line("部门", publication.department), _line("日期", publication.date)]
    lines += [_line("封面{}", text) for text in publication.cover]
    lines += _contents(publication)
    return Said(key=COVER, name="封面和目录", lines=tuple(line for line in lines if any(line.cells)))


def _contents(publication: Publication) -> Iterator[Line]:
    yield _line("目录{}", publication.contents_title)
    for part in publication.parts:
        title = part.number + part.separator + part.title
        yield _line("目录{}", title, *(() if part.listed == part.title else (part.listed,)))
        for section in part.sections:
            yield _line("目录{}", section.number + (section.contents_title or plain(section.title)))
            tables = (block for block in section.blocks if isinstance(block, Table) and block.form)
            yield from (_line("目录{}", table.name or table.title) for table in tables)


def _of_passage(passage: Passage) -> Iterator[Said]:
    """The text of a section, or of a part outside any, and its tables."""
    part, section, blocks = passage
    counted = [block for block in blocks if not (isinstance(block, Note) and block.kind in BESIDE)]
    if any(not isinstance(block, Table) for block in counted):
        key = f"{part.id}/{section.id}" if section else part.id
        title = section.number + plain(section.title) if section else part.number + part.separator + part.title
        lines = [_line(TITLE, title), *map(_of_block, counted)]
        yield Said(key=key, name=_words(title), lines=tuple(lines))
    yield from (_of_table(block) for block in counted if isinstance(block, Table))


def _of_block(block: Block) -> Line:
    match block:
        case Table():
            return _line(PARAGRAPH, f"〔{block.name or block.title}〕")
        case GlossaryEntry():
            return _line(PARAGRAPH, block.number + plain(block.term) + plain(block.text))
    return _line(PARAGRAPH, plain(block.spans))


def _of_table(table: Table) -> Said:
    lines = [*_above(table)]
    lines += [_row("表头{}", row) for row in table.head]
    lines += [_row(ROW, row) for row in table.body]
    lines += [_line(NOTE, plain(note.spans)) for note in table.notes if note.kind not in BESIDE]
    return Said(key=table.id, name=_words((table.form and table.name) or table.title or table.name), lines=tuple(lines))


def _above(table: Table) -> Iterator[Line]:
    """What stands over a table."""
    told = ((TITLE, table.title), ("编号", table.number), ("副标题", table.subtitle))
    yield from (_line(kind, text) for kind, text in told if text)
    if any(table.caption):
        yield _line("表上", *table.caption)


def _row(kind: str, row: GridRow) -> Line:
    names = [cell.text for cell in row.cells if cell.kind in (CellKind.NAME, CellKind.LABEL) and cell.text.strip()]
    name = _words(names[0]) if names else ""
    hints = []
    for cell in row.cells:
        column = cell.where.rpartition(".")[2]
        hints.append("，".join(filter(None, (name, column if column != name else ""))))
    return Line(kind=kind, cells=tuple(_words(cell.text) for cell in row.cells), hints=tuple(hints))


def _line(kind: str, *cells: str) -> Line:
    return Line(kind=kind, cells=tuple(map(_words, cells)))


def _words(text: str) -> str:
    return _OUTER.sub("", _SPACE.sub(" ", text.strip()))


def as_data(places: Sequence[Said]) -> list[dict[str, object]]:
    """For a file that keeps what was said."""
    return [
        {"key": one.key, "name": one.name, "lines": [[line.kind, *line.cells] for line in one.lines]} for one in places
    ]


def from_data(data: object) -> tuple[Said, ...]:
    """What `as_data` made; nothing of anything else."""
    try:
        return tuple(
            Said(
                key=str(one["key"]),
                name=str(one["name"]),
                lines=tuple(Line(kind=str(kind), cells=tuple(map(str, cells))) for kind, *cells in one["lines"]),
            )
            for one in data  # type: ignore[attr-defined]
        )
    except (TypeError, KeyError, ValueError, AttributeError):
        return ()
