"""并进去: what was taken, put into a document's files. What people typed stays; what an import wrote, it may change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from gongkai.importing.origins import origins_text
from gongkai.importing.rows_written import row_value
from gongkai.importing.typed import (
    TypedCell,
    default_fund,
    same,
    sole_row,
    typed_controls,
    typed_figures,
    typed_inputs,
    written_column,
)
from gongkai.loading.origins_file import parse_origins
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, found
from gongkai.model.intake import Intake, TakenFigure, TakenTotal, TypedValue
from gongkai.model.nodes import Mapping as YamlMapping
from gongkai.model.nodes import Node, Scalar
from gongkai.model.origins import CONTROLS, INPUTS, ORIGINS, Origin, OriginKey, Origins
from gongkai.model.places import Place
from gongkai.writing import revised
from gongkai.writing.edition_layouts import edition_layout

FIGURES, EXPLANATION, DOCUMENT, TOTALS = "figures.yml", "explanation.yml", "document.yml", "control-totals.yml"
PROFILE = "概况."
NO_DATA = "无"
Changes = dict[tuple[str, ...], TypedValue | None]


class Change(Struct, frozen=True, kw_only=True):
    """一处改动: what it is, what stood there and what stands there now ("" for nothing)."""

    key: OriginKey
    before: str
    after: str


class Merged(Struct, frozen=True, kw_only=True):
    """并好的文件, by name: those that change, with their new bytes."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()


def merged(files: Mapping[str, bytes], intake: Intake, edition: Edition, folder: str) -> Merged:
    """The files of a document with an intake put in. `files`: by name, b"" or none for one that is not there.

    Raises writing.BrokenFileError where one of them cannot be read.
    """
    return _OfExports(files, intake, edition, folder).merged()


class Merging:
    """What merging an export and merging a filled workbook have in common."""

    def __init__(self, files: Mapping[str, bytes], intake: Intake, edition: Edition, folder: str) -> None:
        self.files = files
        self.intake = intake
        self.edition = edition
        self.folder = folder
        self.attribute = edition.funds.attribute if edition.funds is not None else "资金"
        self.before = parse_origins(files.get(ORIGINS, b""))
        self.origins: dict[OriginKey, Origin] = dict(self.before.figures)
        self.findings: list[Finding] = []
        self.changes: list[Change] = []

    def finished(self, made: dict[str, bytes]) -> Merged:
        """The files that change, and where their values are from."""
        digests = {**self.before.digests, **dict(self.intake.digests)}
        made[ORIGINS] = origins_text(Origins(figures=self.origins, digests=digests))
        return Merged(
            files={name: data for name, data in made.items() if data != self.files.get(name, b"")},
            changes=tuple(self.changes),
            findings=tuple(self.findings),
        )

    def node(self, name: str) -> Node | None:
        return parse_yaml(self.files.get(name, b""), f"{self.folder}/{name}").node if self.files.get(name) else None


class _OfExports(Merging):
    def merged(self) -> Merged:
        made = {
            FIGURES: self._figures(),
            EXPLANATION: self._inputs(EXPLANATION, ""),
            DOCUMENT: self._inputs(DOCUMENT, PROFILE),
            TOTALS: self._totals(),
            **{f"performance/{form.file}": self._form(form.file, form.content) for form in self.intake.forms},
        }
        return self.finished(made)

    def _revised(self, name: str, changes: Changes, form: str = "") -> bytes:
        data = self.files.get(name, b"")
        return revised(data, name, changes, edition_layout(name, self.edition, form)) if changes else data

    def _settled(self, key: OriginKey, typed: TypedCell | None, wanted: str, origin: Origin | None) -> str | None:
        """What is to stand there: what was imported, unless somebody typed something else; None: leave as it is."""
        before = self.before.figures.get(key)
        there = typed.text if typed is not None else ""
        if wanted and same(there, wanted):
            self._note(key, origin)
            return None
        if typed is None or (before is not None and same(there, before.number)):
            self._note(key, origin)
            if there == wanted:
                return None
            self.changes.append(Change(key=key, before=there, after=wanted))
            return wanted
        if wanted or before is not None:
            self._kept(key, there, wanted)
        return None

    def _note(self, key: OriginKey, origin: Origin | None) -> None:
        if origin is None:
            self.origins.pop(key, None)
        else:
            self.origins[key] = origin

    def _kept(self, key: OriginKey, typed: str, wanted: str) -> None:
        name = "·".join(part for part in key if part and part != "行")
        file = {INPUTS: EXPLANATION, CONTROLS: TOTALS}.get(key.table, FIGURES)
        place = Place(path=f"{self.folder}/{file}")
        self.findings.append(found("I310", place, "留着" if wanted else "不在", 名=name, 填=typed, 数=wanted))

    # figures.yml

    def _figures(self) -> bytes:
        node = self.node(FIGURES)
        typed = typed_figures(node, self.edition, self.attribute)
        by_table: dict[str, dict[OriginKey, str]] = defaultdict(dict)
        for key, one in self._figures_wanted().items():
            value = self._settled(key, typed.get(key), one.number if one else "", _origin(one) if one else None)
            if value is not None:
                by_table[key.table][key] = value
        changes: Changes = {}
        for table in self.edition.tables:
            if table in by_table:
                changes.update(self._of_table(table, by_table[table], typed, node))
        changes.update(self._empty(node))
        return self._revised(FIGURES, changes)

    def _figures_wanted(self) -> dict[OriginKey, TakenFigure | None]:
        """What was taken, and None for what an import wrote before and is no longer there."""
        wanted: dict[OriginKey, TakenFigure | None] = {self._key(one): one for one in self.intake.figures}
        fed = {one.table for one in self.intake.figures} | set(self.intake.empty)
        gone = dict.fromkeys(key for key in self.before.figures if key.table in fed)
        return wanted | {key: None for key in gone if key not in wanted}

    def _key(self, one: TakenFigure) -> OriginKey:
        form = self.edition.tables[one.table]
        fund = dict(one.fields).get(self.attribute, "")
        return OriginKey(one.table, one.row, "" if fund == default_fund(form, self.attribute) else fund, one.column)

    def _of_table(
        self, table: str, settled: Mapping[OriginKey, str], typed: Mapping[OriginKey, TypedCell], node: Node | None
    ) -> Iterator[tuple[tuple[str, ...], TypedValue | None]]:
        form = self.edition.tables[table]
        there = _below(node, table)
        if sole_row(form):
            for key, value in settled.items():
                cell = typed.get(key)
                yield (cell.path if cell else (table, *written_column(form, key.column))), value or None
            return
        for row in dict.fromkeys(key.row for key in settled):
            own = {key: value for key, value in settled.items() if key.row == row}
            yield (table, row), row_value(form, _below(there, row), own, self.attribute)

    def _empty(self, node: Node | None) -> Iterator[tuple[tuple[str, ...], TypedValue]]:
        for table in self.intake.empty:
            there = _below(node, table)
            if there is None or (isinstance(there, Scalar) and there.null):
                yield (table,), NO_DATA

    # explanation.yml, document.yml

    def _inputs(self, name: str, prefix: str) -> bytes:
        own = {one.path: one for one in self.intake.inputs if one.path.startswith(PROFILE) == bool(prefix)}
        typed = typed_inputs(self.node(name))
        changes: Changes = {}
        for path, one in own.items():
            if not isinstance(one.value, str):
                if path not in typed:
                    changes[tuple(path.split("."))] = one.value
                continue
            key = OriginKey(INPUTS, path)
            origin = _origin_at(one.value, one.place)
            value = self._settled(key, typed.get(path), one.value, origin)
            if value is not None:
                cell = typed.get(path)
                changes[cell.path if cell else tuple(path.split("."))] = value
        return self._revised(name, changes)

    # control-totals.yml

    def _totals(self) -> bytes:
        node = self.node(TOTALS)
        typed = typed_controls(node)
        wanted = [one for one in self.intake.totals if not self._by_hand(one.name, typed)]
        changes: Changes = {}
        added: dict[tuple[str, str], dict[str, TypedValue]] = {}
        for one in wanted:
            cell, key = typed.get(one.name), OriginKey(CONTROLS, one.name)
            value = self._settled(key, cell, one.number, _origin_at(one.number, one.place, one.also))
            if value is None:
                continue
            if cell is not None:
                changes[cell.path] = _total(one)
            else:
                added.setdefault((_files(one), _sheets(one)), {})[one.name] = _total(one)
        if wanted:
            changes.update(dict.fromkeys(self._no_longer(typed, {one.name for one in wanted})))
        return self._with_sources(node, changes, added)

    def _no_longer(self, typed: Mapping[str, TypedCell], wanted: set[str]) -> Iterator[tuple[str, ...]]:
        """Where totals stand that an import wrote before and that are not there any more."""
        for name, cell in typed.items():
            if name not in wanted and self._settled(OriginKey(CONTROLS, name), cell, "", None) == "":
                yield cell.path

    def _by_hand(self, name: str, typed: Mapping[str, TypedCell]) -> bool:
        """Whether a total was copied by hand, from what was approved: it stays, and is compared."""
        return name in typed and OriginKey(CONTROLS, name) not in self.before.figures

    def _with_sources(
        self, node: Node | None, changes: Changes, added: Mapping[tuple[str, str], dict[str, TypedValue]]
    ) -> bytes:
        """Totals below the source that is there, or below new ones at the end."""
        items = node.listed if node is not None else ()
        there = {(item.said("文件"), item.said("表")): at for at, item in enumerate(items, 1) if not item.said("单位")}
        new: list[TypedValue] = []
        for source, totals in added.items():
            if source in there:
                changes.update({(f"#{there[source]}", "核对数", name): total for name, total in totals.items()})
            else:
                new.append({"文件": source[0], "表": source[1], "核对数": totals})
        if not items:
            return self._revised(TOTALS, {(): tuple(new)} if new else {})
        changes.update({(f"#{at}",): one for at, one in enumerate(new, len(items) + 1)})
        return self._without_emptied(changes, tuple(_emptied(node, changes)))

    def _without_emptied(self, changes: Changes, emptied: tuple[str, ...]) -> bytes:
        """The file, sources of which no total is left taken out."""
        data = self._revised(TOTALS, {path: value for path, value in changes.items() if path[0] not in emptied})
        for at in reversed(emptied):  # last: the others are counted with them
            data = revised(data, TOTALS, {(at,): None}, edition_layout(TOTALS, self.edition, ""))
        return data

    def _form(self, file: str, content: TypedValue) -> bytes:
        name = f"performance/{file}"
        changes: Changes = {(key,): value for key, value in content.items()} if isinstance(content, dict) else {}
        return self._revised(name, changes, str(changes.get(("表单",), "")))


def _below(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, YamlMapping) else None


def _emptied(node: Node | None, changes: Changes) -> Iterator[str]:
    """Sources of which no total is left, as (#1) paths name them: a source without totals is none."""
    typed: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for cell in typed_controls(node).values():
        typed[cell.path[0]].append(cell.path)
    for at, paths in typed.items():
        own = {path: value for path, value in changes.items() if path[0] == at}
        if own and not any(own.values()) and set(paths) <= set(own):
            yield at


def _total(one: TakenTotal) -> TypedValue:
    cells = [place.cell for place in (one.place, *one.also)]
    return {"数": one.number, "格": cells[0] if len(set(cells)) == 1 else "、".join(cells)}


def _sheets(one: TakenTotal) -> str:
    return "、".join(dict.fromkeys(place.sheet for place in (one.place, *one.also)))


def _files(one: TakenTotal) -> str:
    return "、".join(dict.fromkeys(place.path for place in (one.place, *one.also)))


def _origin(one: TakenFigure) -> Origin:
    return _origin_at(one.number, one.place, one.also, one.computed)


def _origin_at(number: str, place: Place, also: tuple[Place, ...] = (), computed: str = "") -> Origin:
    return Origin(number=number, places=(place, *also), computed=computed)
