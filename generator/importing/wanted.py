"""要认的表: what a sheet may be, with every text by which its columns and rows are known.

Of the edition's own tables, or of a layout whose sheets are these tables in other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations

from msgspec import Struct, field

from gongkai.importing.texts import bare, folded, title_of
from gongkai.model.classification import Classification
from gongkai.model.columns import column_paths, keyed
from gongkai.model.edition import Edition
from gongkai.model.forms import BlockForm, TableForm
from gongkai.model.import_layouts import ImportLayout, RowLayout, SheetLayout

Path = tuple[str, ...]


class WantedRow(Struct, frozen=True, kw_only=True):
    """一行 of a fixed skeleton: its key, and its texts with and without what stands before them."""

    key: str
    full: str
    plain: str
    code: str = ""


class WantedBlock(Struct, frozen=True, kw_only=True):
    """一组栏: the paths of heads by 列键, and its fixed rows."""

    columns: Mapping[str, frozenset[Path]]
    rows: tuple[WantedRow, ...]
    generated: bool
    """whether rows come by code"""


class Wanted(Struct, frozen=True, kw_only=True):
    """要认的一张表."""

    name: str
    titles: frozenset[str]
    table: str = ""
    """the edition's; "" for one that only feeds inputs and formulas"""
    form: TableForm | None = None
    blocks: tuple[WantedBlock, ...] = ()
    layout: SheetLayout | None = None
    unused: frozenset[str] = frozenset()
    words: frozenset[str] = field(default=frozenset())
    """all that its head can say"""

    @property
    def across(self) -> bool:
        return self.layout is not None and self.layout.across

    @property
    def recorded(self) -> bool:
        """Whether it is filled line by line or by unit (登记), which no printed table is read for."""
        rule = self.form.rule if self.form is not None else None
        return rule is not None and not self.across and not by_code(self.form)

    @property
    def kind(self) -> Classification | None:
        """What the rows of its table are codes of."""
        return self.form.classification if self.form is not None else None

    def leaves(self, path: Path) -> bool:
        """Whether the layout has no use for a column: for its own head, or for one over it."""
        return any(_in_order(head.split("."), path) for head in self.unused)

    def proof(self, path: Path) -> str:
        """What the layout says that a column's figures prove (对照); "" for none."""
        matches = self.layout.matches if self.layout is not None and not self.across else {}
        return next((formula for head, formula in matches.items() if _fits(path, *_paths((head,)))), "")


def of_edition(edition: Edition) -> tuple[Wanted, ...]:
    """The printed tables of an edition."""
    return tuple(_wanted(name, form, None) for name, form in edition.tables.items() if not form.hidden)


def of_layout(edition: Edition, layout: ImportLayout, across: Iterable[str]) -> tuple[Wanted, ...]:
    """The sheets of a layout in terms of an edition. `across`: the names of codes that can stand across."""
    names = frozenset((*map(folded, across), *map(bare, across), "小计", "合计"))
    return tuple(_of_sheet(edition, name, sheet, names) for name, sheet in layout.sheets.items())


def _of_sheet(edition: Edition, name: str, sheet: SheetLayout, across: frozenset[str]) -> Wanted:
    table = table_of(edition, name, sheet)
    wanted = _wanted(table, edition.tables[table], sheet) if table else _loose(sheet)
    titles = frozenset(title_of(text) for text in (name, *sheet.titles))
    return Wanted(
        name=name,
        titles=titles,
        table=table,
        form=wanted.form,
        blocks=wanted.blocks,
        layout=sheet,
        unused=frozenset(map(folded, sheet.unused)),
        words=wanted.words
        | (across if sheet.across else frozenset())
        | {folded(text) for head in (*sheet.unused, *sheet.matches) for text in head.split(".")}
        | set(_heads(sheet)),
    )


def table_of(edition: Edition, name: str, sheet: SheetLayout) -> str:
    """The edition's table that a sheet is; "" if it has none of them."""
    names = sheet.tables or (name,)
    called = {former: table for table, form in edition.tables.items() for former in form.former}
    return next((called.get(one, one) for one in names if called.get(one, one) in edition.tables), "")


def _heads(sheet: SheetLayout) -> Iterator[str]:
    for block in sheet.blocks:
        yield from map(folded, block.heads)


def _loose(sheet: SheetLayout) -> Wanted:
    """A sheet that is no table of the edition: its columns are those of the layout."""
    columns = {name: frozenset(_paths((name, *heads))) for name, heads in sheet.columns.items()}
    block = WantedBlock(columns=columns, rows=(), generated=False)
    return Wanted(name="", titles=frozenset(), blocks=(block,), words=frozenset(_words(block)))


def _paths(names: Iterable[str]) -> Iterator[Path]:
    return (tuple(map(folded, name.split("."))) for name in names)


def _wanted(name: str, form: TableForm, sheet: SheetLayout | None) -> Wanted:
    blocks = tuple(_block(form, block, sheet) for block in form.parts)
    words = chain(chain.from_iterable(map(_words, blocks)), chain.from_iterable(map(_head_texts, form.parts)))
    return Wanted(
        name=name,
        titles=frozenset(filter(None, map(title_of, (name, form.title, *form.former)))),
        table=name,
        form=form,
        blocks=blocks,
        layout=sheet,
        words=frozenset(filter(None, words)),
    )


def _words(block: WantedBlock) -> Iterator[str]:
    """Every word by which a column of a block can be headed."""
    return (word for paths in block.columns.values() for path in paths for word in path)


def _head_texts(block: BlockForm) -> Iterator[str]:
    """What a form prints over a block and its columns."""
    yield folded(str(block.title or ""))
    for column in block.columns:
        yield from map(folded, _titles(column))


def _titles(column: object) -> Iterator[str]:
    yield getattr(column, "title", "")
    for below in getattr(column, "columns", ()):
        yield from _titles(below)


def _block(form: TableForm, block: BlockForm, sheet: SheetLayout | None) -> WantedBlock:
    columns: dict[str, frozenset[Path]] = {}
    for (key, _), (_, path) in zip(keyed(block.columns), column_paths(block.columns), strict=True):
        if key in block.amounts:
            columns[key] = frozenset((*_called(tuple(map(_plain, path))), *_paths(_aliases(block, key, sheet))))
    if form.last_rows and len(form.parts) > 1:
        index = form.parts.index(block)
        last = form.last_rows[index :: len(form.parts)]
    else:
        last = form.last_rows
    rows = tuple(
        WantedRow(key=row.name, full=_plain(row.title), plain=bare(_plain(row.title)), code=row.code)
        for row in (*block.fixed, *last)
    )
    return WantedBlock(columns=columns, rows=rows, generated=form.rule is not None or bool(block.rules))


def _aliases(block: BlockForm, key: str, sheet: SheetLayout | None) -> Iterator[str]:
    """What a layout says that heads may call a column, by whichever name it means the column."""
    for name, heads in sheet.columns.items() if sheet else ():
        if block.names.get(name) == (key,):
            yield from heads


def _plain(text: str) -> str:
    """A title of an edition, without what is filled in."""
    return folded(title_template(text))


def title_template(text: str) -> str:
    while "{{" in text and "}}" in text:
        text = text[: text.index("{{")] + text[text.index("}}") + 2 :]
    return text


def _called(path: Path) -> Iterator[Path]:
    *above, last = path
    for count in range(len(above) + 1):
        yield from ((*some, last) for some in combinations(above, count))


def matched_column(path: Path, block: WantedBlock) -> tuple[str, ...]:
    """列键 that a head can be: those whose longest path fits it."""
    fits = {
        key: max((len(one) for one in paths if _fits(path, one)), default=0) for key, paths in block.columns.items()
    }
    most = max(fits.values(), default=0)
    return tuple(key for key, length in fits.items() if length == most) if most else ()


def _fits(path: Path, wanted: Path) -> bool:
    """Whether a head ends as wanted, below what is wanted above it."""
    if not path or (path[-1] != wanted[-1] and bare(path[-1]) != wanted[-1]):
        return False
    return _in_order(wanted[:-1], path[:-1])


def by_code(form: TableForm | None) -> bool:
    """Whether the rows of a table are codes."""
    if form is None or form.rule is None:
        return False
    return not form.rule.records and not form.rule.grouped and form.classification is not None


def _in_order(some: Iterable[str], path: Path) -> bool:
    """Whether some heads stand in a path, one below the other."""
    below = iter(path)
    return all(any(one == other for other in below) for one in some)


def row_layouts(sheet: SheetLayout, heads: Path) -> Mapping[str, RowLayout] | None:
    """The rows that a layout gives to a block of its own; None where the block is not one of these."""
    for block in sheet.blocks:
        if any(folded(head) in heads for head in block.heads):
            return block.rows
    return None
