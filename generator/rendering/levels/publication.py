"""一览的公开文本: a level as a publication, so that the components of all documents draw its page, PDF and workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from gongkai.model.amounts import Unit
from gongkai.model.dates import readable_date
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Note, Part, Publication, Section, SectionKind, Table
from gongkai.model.spans import Figure, Linked, Span, Text
from gongkai.rendering.levels.level import Level, LevelCell, LevelDocument, LevelTable

Way = Callable[[str], str]
"""a path of the site → the link to it; none where nothing is linked"""
DEPARTMENT, FIGURES, DOCUMENTS, EXEMPTED, ABSENT = "部门", "figures", "documents", "exempted", "absent"
NUMBERS = "一二三四五六七八九十"
WIDE = 7
"""columns from which on a table is printed across"""
TRANSFERS = "各部门的数不相加：部门之间互相拨付的，相加会算两遍。"
NO_UNITS = "部门的数包括所属单位，所属单位另外公开的，不再列在这张表里。"
PAST = 12
"""names that a sentence lists"""


def level_publication(level: Level, publisher: str = "", way: Way | None = None) -> Publication:
    """The level as a document; `publisher`: who runs the site; `way`: for its page, where names and figures lead on."""
    key = level.key
    cells = _Cells(way)
    figures = [_figures(table, number, level, cells) for number, table in enumerate(level.tables, start=1)]
    others = [
        _documents(level.documents, level, cells),
        *(
            _listed(EXEMPTED, "不公开的部门、单位和依据", ("部门、单位", "依据", "说明"), rows)
            for rows in _exempted(level)
        ),
        *(_listed(ABSENT, "没有文件的部门", (DEPARTMENT, "原因"), rows) for rows in _absent(level)),
    ]
    return Publication(
        id=key.id,
        department=publisher or key.place,
        department_id=f"levels/{key.region}",
        region=key.names,
        year=key.year,
        kind=key.nature,
        date="",
        archived=False,
        edition="",
        title=key.title,
        kind_title=f"各部门{key.nature}",
        cover=(key.place, key.short),
        contents_title="",
        parts=(
            *([_part("part-1", "第一部分", "各部门主要数", figures)] if figures else ()),
            _part("part-2", "第二部分" if figures else "", "文件和公开日期", others),
        ),
    )


def _part(id: str, number: str, title: str, tables: Iterable[Table]) -> Part:
    sections = tuple(
        Section(
            id=table.id,
            number=f"{NUMBERS[place]}、",
            title=(Text(text=table.title),),
            contents_title=table.title,
            kind=SectionKind.TABLE,
            blocks=(table,),
        )
        for place, table in enumerate(tables)
    )
    return Part(id=id, number=number, separator=" ", title=title, sections=sections)


class _Cells:
    """Makes cells, with links where there is a way."""

    def __init__(self, way: Way | None) -> None:
        self.way = way

    def name(self, text: str, path: str = "", level: int = 0) -> GridCell:
        return GridCell(spans=self._linked(Text(text=text), path), kind=CellKind.NAME, header="row", level=level)

    def amount(self, cell: LevelCell, source: str) -> GridCell:
        if not cell.yuan:
            return GridCell(spans=(Text(text=cell.text),), kind=CellKind.AMOUNT)
        value = Decimal(cell.yuan) / Unit.WAN.yuan
        figure = Figure(text=cell.text, value=f"{value.normalize():f}", unit=Unit.WAN.value, source=source)
        return GridCell(spans=self._linked(figure, cell.path), kind=CellKind.AMOUNT)

    def text(self, text: str, path: str = "") -> GridCell:
        return GridCell(spans=self._linked(Text(text=text), path) if text else (), kind=CellKind.TEXT)

    def _linked(self, span: Text | Figure, path: str) -> tuple[Span, ...]:
        if self.way is None or not path:
            return (span,)
        return (Linked(words=(span,), href=self.way(path), kind="figure" if isinstance(span, Figure) else "term"),)


def _head(titles: Iterable[str]) -> tuple[GridRow, ...]:
    cells = (GridCell(spans=(Text(text=title),), kind=CellKind.LABEL, header="col") for title in titles)
    return (GridRow(cells=tuple(cells)),)


def _figures(table: LevelTable, number: int, level: Level, cells: _Cells) -> Table:
    rows = [
        GridRow(
            id=f"{FIGURES}{number}-{place}",
            cells=(
                cells.name(row.name, row.document),
                *(cells.amount(cell, f"{row.name}·{head}") for head, cell in zip(table.heads, row.cells, strict=True)),
            ),
        )
        for place, row in enumerate(table.rows, start=1)
    ]
    if table.sums:
        told = (cells.amount(cell, f"合计·{head}") for head, cell in zip(table.heads, table.sums, strict=True))
        rows.append(GridRow(id=f"{FIGURES}{number}-sum", cells=(cells.name("合计"), *told), strong=True))
    return Table(
        id=f"{FIGURES}{number}",
        name=table.form.title,
        title=f"各部门{table.form.title}",
        caption=(level.key.place, f"{level.key.year}年度", "金额单位：万元"),
        widths=(3.0, *(1.6 for _ in table.heads)),
        head=_head((DEPARTMENT, *table.heads)),
        body=tuple(rows),
        notes=tuple(_note(text) for text in _said(table, level)),
        landscape=len(table.heads) + 1 >= WIDE,
        wide=len(table.heads) + 1 >= WIDE,
    )


def _note(text: str) -> Note:
    return Note(kind="note", spans=(Text(text=text),))


def _said(table: LevelTable, level: Level) -> Iterator[str]:
    """What has to be known of a table: what is in it, what its sum is, what is not in it."""
    yield f"注：{NO_UNITS}"
    if table.form.additive:
        yield from _said_of_sum(table, level)
    else:
        yield TRANSFERS
    for one in table.misprints[:PAST]:
        yield f"{one}。"


def _said_of_sum(table: LevelTable, level: Level) -> Iterator[str]:
    lacking = [*table.incomplete, *(one.name for one in level.around.absent)]
    whole = f"合计是上面{len(table.rows)}个部门的数相加"
    yield f"{whole}，不全：{_names(lacking)}没有数，或者不含所属单位。" if lacking else f"{whole}。"
    heads = {_plain(head) for head in table.heads}
    for one in level.around.sums:
        if _plain(one.item) in heads:
            yield f"财政局公布的{one.item}：{one.amount}（{one.source}）。"


def _plain(name: str) -> str:
    return name.replace("“", "").replace("”", "")


def _names(names: list[str]) -> str:
    return "、".join(names[:PAST]) + (f"等{len(names)}个部门" if len(names) > PAST else "")


def _documents(documents: tuple[LevelDocument, ...], level: Level, cells: _Cells) -> Table:
    corrected = any(map(_corrected, documents))
    rows = [
        GridRow(
            id=f"{DOCUMENTS}-{place}",
            cells=(
                cells.name(one.entry.department, f"{one.entry.id}/", level=2 if one.above else 1),
                cells.text(one.entry.kind),
                cells.text(readable_date(one.entry.approved) if one.entry.approved else "没有记录"),
                cells.text(readable_date(one.disclosed) if one.disclosed else "没有记录"),
                *((cells.text(_corrected(one)),) if corrected else ()),
            ),
        )
        for place, one in enumerate(documents, start=1)
    ]
    return Table(
        id=DOCUMENTS,
        name="文件",
        title="公开的文件和日期",
        caption=(level.key.place, f"{level.key.year}年度", f"共{len(documents)}份"),
        widths=(4.0, 1.4, 2.2, 2.2, *((2.4,) if corrected else ())),
        head=_head(("部门、单位", "文件", "批复日期", "公开日期", *(("更正",) if corrected else ()))),
        body=tuple(rows),
        notes=(_note("注：所属单位排在它的部门下面。没有记录的，是公开记录里没有写。"),),
        wide=True,
    )


def _corrected(one: LevelDocument) -> str:
    standing = one.entry.standing
    return f"{readable_date(standing.changed)}（第{standing.version}版）" if standing and standing.corrections else ""


def _exempted(level: Level) -> Iterator[list[tuple[str, ...]]]:
    if level.around.exempted:
        yield [(one.name, one.basis, one.said) for one in level.around.exempted]


def _absent(level: Level) -> Iterator[list[tuple[str, ...]]]:
    if level.around.absent:
        yield [(one.name, one.why) for one in level.around.absent]


def _listed(id: str, title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """A table of words; a column in which nobody says anything is left out."""
    lines = list(rows)
    kept = [place for place, _ in enumerate(heads) if not place or any(line[place] for line in lines)]
    cells = _Cells(None)
    body = [
        GridRow(
            id=f"{id}-{number}",
            cells=tuple(cells.text(line[place]) if place else cells.name(line[place]) for place in kept),
        )
        for number, line in enumerate(lines, start=1)
    ]
    return Table(
        id=id,
        name=title,
        title=title,
        widths=tuple(3.0 for _ in kept),
        head=_head(heads[place] for place in kept),
        body=tuple(body),
    )
