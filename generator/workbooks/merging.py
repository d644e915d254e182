"""并进去: what a filled workbook says, put into the files of a document.

What the files lack is added. Where they say something else, the workbook counts, unless it says what it said when it
was made, or when it was imported before: then somebody has changed the file since, and that stays. It stays as well
where both were changed, and that is told at the cell. What the workbook lacks stays too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from gongkai.importing.merging import Change, Changes, Merged, Merging
from gongkai.importing.typed import TypedCell, same, typed_controls
from gongkai.model.edition import Edition
from gongkai.model.findings import found
from gongkai.model.intake import Intake, TakenFigure, TypedValue
from gongkai.model.numbers import read
from gongkai.model.origins import CONTROLS, INPUTS, Origin, OriginKey
from gongkai.model.places import Place
from gongkai.workbooks.contents import (
    DOCUMENT,
    EXPLANATION,
    FIGURES,
    OF_HEAD,
    RECORDS,
    TOTAL_VALUES,
    TOTALS,
    Tree,
    called,
    contents,
)
from gongkai.workbooks.made_from import at, mark, typed
from gongkai.writing import revised
from gongkai.writing.edition_layouts import edition_layout
from gongkai.writing.formatting import formatted
from gongkai.writing.layouts import Layout

TEXTS = "文字"
"""in origins.yml: what is no number, by a number made of it, so that it is known when somebody has changed it"""
Path = tuple[str, ...]
SHOWN = 24
"""characters of a text in a message"""


class _Mark(Struct, frozen=True, kw_only=True):
    """记号 of one value of the workbook: where it goes, and how origins.yml remembers it."""

    file: str
    path: Path
    key: OriginKey
    number: str
    place: Place


def merged_filled(files: Mapping[str, bytes], intake: Intake, edition: Edition, folder: str) -> Merged:
    """The files that change. `files`: by name, b"" or none for one that is not there.

    Raises writing.BrokenFileError where one of them cannot be read.
    """
    return _OfWorkbook(files, intake, edition, folder).merged()


class _OfWorkbook(Merging):
    def __init__(self, files: Mapping[str, bytes], intake: Intake, edition: Edition, folder: str) -> None:
        super().__init__(files, intake, edition, folder)
        self.marks = list(_marks(intake, edition, self.attribute))

    def merged(self) -> Merged:
        made: dict[str, bytes] = {}
        for name, tree in contents(self.intake, self.edition).items():
            old = typed(self.node(name))
            walked = self._totals(tree) if name == TOTALS else self._walk(name, (), old, tree)
            changes: Changes = dict(walked)
            made[name] = self._revised(name, changes, edition_layout(name, self.edition, str(tree.get("表单", ""))))
        self.origins |= {mark.key: Origin(number=mark.number, places=(mark.place,)) for mark in self.marks}
        return self.finished(made)

    def _revised(self, name: str, changes: Changes, layout: Layout) -> bytes:
        """With the changes; in the one form, unless somebody wrote it otherwise."""
        data = self.files.get(name, b"")
        made = revised(data, name, changes, layout) if changes else data
        new = not data or typed(self.node(name)) in (None, "", {})
        return formatted(made, name, layout) if changes and (new or formatted(data, name, layout) == data) else made

    def _walk(
        self, file: str, path: Path, old: TypedValue | None, new: TypedValue
    ) -> Iterator[tuple[Path, TypedValue]]:
        """What has to be set."""
        if old is None or old in ("", {}):
            yield path, new
        elif isinstance(old, dict) and isinstance(new, dict):
            names = self._names(file, path, old)
            for key, value in new.items():
                own = names.get(key, key)
                yield from self._walk(file, (*path, own), old.get(own), value)
            self._left(file, path, old, {names.get(key, key) for key in new})
        elif not _alike(old, new):
            yield from self._differing(file, path, old, new)

    def _names(self, file: str, path: Path, old: Tree) -> dict[str, str]:
        """What a file calls rows and columns otherwise than by their keys."""
        form = self.edition.tables.get(path[0]) if file == FIGURES and path else None
        if form is None:
            return {}
        known = form.row_names if len(path) == 1 else form.column_names
        return {known[name][0]: name for name in old if len(known.get(name, ())) == 1}

    def _left(self, file: str, path: Path, old: Tree, new: set[str]) -> None:
        """Tells of rows of a table, and of values of a form, that the workbook does not have."""
        told = (file == FIGURES and len(path) == 1) or (file.startswith("performance/") and not path)
        for key in old.keys() - new if told else ():
            if not _nothing(old[key]):
                self._tell(file, (*path, key), "不在", old[key], "")

    def _differing(self, file: str, path: Path, old: TypedValue, new: TypedValue) -> Iterator[tuple[Path, TypedValue]]:
        if self._imported_before(file, path) or self._made_with(file, path, new):
            self._tell(file, path, "留着", old, new)
            return
        by_hand = not (self._made_with(file, path, old) or self._as_imported(file, path, old))
        if self.intake.made_from and file != TOTALS and by_hand:
            self._tell(file, path, "两边", old, new, self._cell(file, path))
            return
        of_table = OriginKey(path[0], "".join(path[1:2]), "", ".".join(path[2:]))
        name = of_table if file == FIGURES else OriginKey(INPUTS, ".".join(path))
        self.changes.append(Change(key=name, before=_short(old), after=_short(new)))
        yield path, new

    def _made_with(self, file: str, path: Path, value: TypedValue) -> bool:
        """Whether this stood there when the workbook was made."""
        return self.intake.made_from.get(at(file, path)) == mark(value)

    def _as_imported(self, file: str, path: Path, old: TypedValue) -> bool:
        """Whether the file says what the last import wrote there; of what is remembered in pieces: that it wrote."""
        marks = [mark for mark in self.marks if mark.file == file and _overlap(mark.path, path)]
        known = {mark.path: self.before.figures[mark.key].number for mark in marks if mark.key in self.before.figures}
        if path not in known:
            return bool(known)
        return same(known[path], _remembered(".".join(path), old)[1])

    def _cell(self, file: str, path: Path) -> Place | None:
        return next((one.place for one in self.marks if one.file == file and _overlap(one.path, path)), None)

    def _imported_before(self, file: str, path: Path) -> bool:
        """Whether the last import gave just what the workbook says there."""
        marks = [mark for mark in self.marks if mark.file == file and _overlap(mark.path, path)]
        known = self.before.figures
        return bool(marks) and all(mark.key in known and same(known[mark.key].number, mark.number) for mark in marks)

    def _tell(
        self, file: str, path: Path, variant: str, old: TypedValue, new: TypedValue, at_cell: Place | None = None
    ) -> None:
        place = at_cell or Place(path=f"{self.folder}/{file}")
        self.findings.append(found("I310", place, variant, 名="·".join(path), 填=_short(old), 数=_short(new)))

    def _totals(self, sources: Tree) -> Iterator[tuple[Path, TypedValue]]:
        """Totals by their names, wherever they stand; new ones below their source."""
        node = self.node(TOTALS)
        known = typed_controls(node)
        there = list(node.listed) if node is not None else []
        heads = [{key.text: value.text for key, value in item.pairs if hasattr(value, "text")} for item in there]
        added: list[TypedValue] = []
        for source in sources.values():
            head = dict(source) if isinstance(source, dict) else {}
            values = _tree(head.pop(TOTAL_VALUES, None))
            new = {name: value for name, value in values.items() if name not in known}
            yield from self._other_totals(values, known)
            if new and head in heads:
                yield from (((f"#{heads.index(head) + 1}", TOTAL_VALUES, name), value) for name, value in new.items())
            elif new:
                added.append({**head, TOTAL_VALUES: new})
        if added and not there:
            yield (), tuple(added)
        elif added:
            yield from (((f"#{number}",), one) for number, one in enumerate(added, start=len(there) + 1))

    def _other_totals(self, values: Tree, known: Mapping[str, TypedCell]) -> Iterator[tuple[Path, TypedValue]]:
        """Totals that are there already, with another number."""
        for name, value in values.items():
            number = str(value.get("数", "")) if isinstance(value, dict) else str(value)
            if name in known and not same(known[name].text, number):
                yield from self._differing(TOTALS, known[name].path, known[name].text, value)


def _tree(value: TypedValue | None) -> Tree:
    return value if isinstance(value, dict) else {}


def _figure_marks(figures: Iterable[TakenFigure], edition: Edition, attribute: str) -> Iterator[_Mark]:
    for one in figures:
        form = edition.tables[one.table]
        fund = dict(one.fields).get(attribute, "")
        record, sole = one.row.startswith("#"), not form.rules and len(form.placed_rows) == 1
        path = (one.table, *(() if sole else (RECORDS,) if record else (one.row,)))
        if one.column:
            below = () if record else tuple(called(form, one.column))
            key = OriginKey(one.table, one.row, fund, one.column)
            yield _Mark(file=FIGURES, path=(*path, *below), key=key, number=one.number, place=one.place)


def _marks(intake: Intake, edition: Edition, attribute: str) -> Iterator[_Mark]:
    yield from _figure_marks(intake.figures, edition, attribute)
    for taken in intake.inputs:
        file = DOCUMENT if taken.path.partition(".")[0] in OF_HEAD else EXPLANATION
        key, number = _remembered(taken.path, taken.value)
        yield _Mark(file=file, path=tuple(taken.path.split(".")), key=key, number=number, place=taken.place)
    for total in intake.totals:
        key = OriginKey(CONTROLS, total.name)
        yield _Mark(file=TOTALS, path=(total.name,), key=key, number=total.number, place=total.place)
    for form_ in intake.forms:
        file = f"performance/{form_.file}"
        key, number = _remembered(file, form_.content)
        yield _Mark(file=file, path=(), key=key, number=number, place=form_.places[0][1])


def _remembered(path: str, value: TypedValue) -> tuple[OriginKey, str]:
    """How origins.yml remembers a value: a number as it is, anything else by a number made of it."""
    number = read(value) if isinstance(value, str) else None
    if number is not None and not number.unit and isinstance(value, str):
        return OriginKey(INPUTS, path), value
    digest = hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return OriginKey(TEXTS, path), str(int(digest[:12], 16))


def _overlap(one: Path, other: Path) -> bool:
    """Whether one path leads to what the other leads to, or is on the way; a total is found by its name."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter] or (len(other) == 3 and other[1] == TOTAL_VALUES and one == other[2:])


def _alike(old: TypedValue, new: TypedValue) -> bool:
    """Whether two values say the same: numbers however they are written."""
    if isinstance(old, str) and isinstance(new, str):
        return same(old, new)
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_alike(old[key], new[key]) for key in old)
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(map(_alike, old, new))
    return False


def _nothing(value: TypedValue) -> bool:
    """Whether a value says no more than that there is nothing."""
    if isinstance(value, str):
        return same(value, "0") or not value
    return all(map(_nothing, value.values() if isinstance(value, dict) else value))


def _short(value: TypedValue) -> str:
    text = "，".join(one.rstrip("。") for one in _told(value))
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _told(value: TypedValue) -> Iterator[str]:
    """The texts of a value, each with what it is called."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (f"{name} {text}" for name, one in value.items() for text in _told(one))
    else:
        yield from (text for one in value for text in _told(one))
